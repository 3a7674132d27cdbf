"""Goods as the model names them: in an officer's words, and by the chapters that declare them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.notice import Place
from app.domain.shipment import GoodsLine
from app.domain.words import phrase


@dataclasses.dataclass(frozen=True, slots=True)
class SeenGoods:
    """A stretch of the load that the model takes for goods of one kind.

    Attributes
    ----------
    commodity
        As the model names it (`imaging.vocabulary.COMMODITY_NAMES`, or a vendor's own).
    probability
        A score, 0 to 1.
    share
        Share of all goods in the picture, 0 to 1.
    length_share
        Share of the object's length, 0 to 1: so much of the equipment is weighed with it.
    place
        Where it stands.
    mass_kg, sigma_kg
        Of everything in these columns, equipment included; None where it was not weighed.
    lower_bound
        Whether so much is hidden there that the mass may be more by no matter how much.
    """

    commodity: str
    probability: float
    share: float
    length_share: float
    place: Place
    mass_kg: float | None = None
    sigma_kg: float = 0.0
    lower_bound: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class _Kind:
    """What goods are called, and the chapters of the Harmonized System that they fall under."""

    words: str
    chapters: frozenset[int]


def _kind(words: str, *chapters: int | range) -> _Kind:
    told = (one if isinstance(one, range) else range(one, one + 1) for one in chapters)
    return _Kind(words, frozenset(chapter for some in told for chapter in some))


KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "fruit": _kind(phrase("fruit or vegetables"), range(6, 10), 20),
        "grain_bags": _kind(phrase("bagged bulk goods"), range(9, 13), 17, 19, 23, 25, 31),
        "beverages": _kind(phrase("beverages"), range(20, 23), 4, 15),
        "stone_tiles": _kind(phrase("stone or tiles"), 25, 26, range(68, 71)),
        "drums": _kind(phrase("drums of liquid"), 15, 20, 22, range(27, 40)),
        "plastic_granules": _kind(phrase("plastic granules"), 39, 40, 31, 35),
        "timber": _kind(phrase("timber"), 44),
        "paper_rolls": _kind(phrase("paper in rolls"), 47, 48, 49),
        "textiles": _kind(phrase("textiles"), range(41, 44), range(50, 68), 94),
        "steel_coils": _kind(phrase("steel in coils"), 72, 73),
        "tubes": _kind(phrase("tubes or bars"), 39, range(72, 84)),
        "machinery": _kind(phrase("machinery"), 73, range(82, 91)),
        "electronics": _kind(phrase("electronics"), 84, 85, 90, 91, 95),
        "vehicles": _kind(phrase("vehicles"), 84, 86, 87, 88, 89),
        "furniture": _kind(phrase("furniture"), 44, 46, 94),
        "aluminium": _kind(phrase("aluminium"), 76),
        "tyres": _kind(phrase("tyres"), 40, 87),
    }
)
"""What the model's names stand for. Names that are not here (household goods, small parcels, a
vendor's own) may be anything: nothing is held against them."""


def goods_words(commodity: str) -> str:
    """Return what goods are called, as a phrase of the catalogue; the name itself when unknown."""
    kind = KINDS.get(commodity)
    return commodity if kind is None else kind.words


def fits(commodity: str, line: GoodsLine) -> bool | None:
    """Whether goods that look like this may be declared so; None where nobody can say."""
    kind, code = KINDS.get(commodity), line.hs[:2]
    if kind is None or not code.isdigit() or len(code) < 2:
        return None
    return int(code) in kind.chapters
