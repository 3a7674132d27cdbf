"""Declared against seen: mass, pieces, material, load and length, with what triggers a notice.

Each result is an aid: it carries its uncertainty and suggests a reason, it never decides. The
thresholds are starting values that no authority has fixed; a pilot tunes them on its own scans.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.domain.notice import Comparison, Severity
from app.domain.shipment import Equipment, Mode, Shipment
from app.domain.words import Sentence, say
from app.domain.work import Item
from app.shipments.commodities import HEAVY, LIGHT, METAL, ORGANIC, expected_materials
from app.shipments.figures import kilograms, least_kg, measured_kg, metres, percent
from app.shipments.pieces import Piece, pieces
from app.shipments.seen import Seen
from imaging.mass import INTERVAL90


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """From where on declared and seen do not agree."""

    mass_kg: float
    mass_share: float


CARGO = Limits(mass_kg=500.0, mass_share=0.25)
PARCEL = Limits(mass_kg=0.5, mass_share=0.30)
MATERIAL_SHARE = 0.75
"""Share of the goods' mass that is of what was not declared, 0 to 1. It is high because walls stand
before and behind the goods: only a load of quite another matter counts."""
HEAVY_SHARE = 0.2
"""Share of the goods' mass that reads as heavy metal, 0 to 1, where no metal was declared.
Simulated clean loads without metal stay under 0.07, steel coils read 0.07 to 0.99."""
EMPTY_BELOW = 0.005
"""Share of the imaged area that holds goods, 0 to 1: below, what is declared loaded is empty."""
LOADED_FROM: Mapping[str, float] = MappingProxyType(
    {"container": 0.005, "trailer": 0.06, "railcar": 0.15}
)
"""The same share, by kind of equipment: from here on, what is declared empty holds something.

Simulated empty equipment measured up to 0.001 (containers), 0.046 (trailers) and 0.13 (rail cars,
whose frames are as thick as goods)."""
LENGTH_SHARE = 0.05
SURE = 2.0
"""A difference counts from this many standard uncertainties on."""


@dataclasses.dataclass(frozen=True, slots=True)
class Tare:
    """What equipment weighs empty: an assumption stated on screen, never a measurement."""

    kg: float
    sigma_kg: float


TARES: Mapping[str, Tare] = MappingProxyType(
    {
        "container20": Tare(3_200.0, 500.0),
        "container40": Tare(5_000.0, 700.0),
        "trailer": Tare(4_300.0, 1_000.0),
        "railcar": Tare(13_500.0, 3_000.0),
        "uld": Tare(85.0, 25.0),
        "package": Tare(0.0, 0.0),
    }
)
"""Empty equipment as far as a scanner sees it: the box and the frame under it, without the wheels
and bogies that lie below the beam. A site replaces these by what its own empty passes measure."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Case:
    """What the rows look at."""

    item: Item
    seen: Seen | None
    limits: Limits
    pieces: tuple[Piece, ...]
    """Declared pieces that some scan of the item shows, or does not."""
    tares: Mapping[str, Tare]

    @property
    def shipments(self) -> tuple[Shipment, ...]:
        return self.item.shipments

    @property
    def whole(self) -> bool:
        """Whether every declared piece was imaged: only then do sums compare."""
        return all(piece.scans for piece in self.pieces)


def compare(
    item: Item, seen: Seen | None, *, tares: Mapping[str, Tare] = TARES
) -> tuple[Comparison, ...]:
    """Return the rows of declared against seen; none without shipment data.

    Parameters
    ----------
    item
        The item with its scans and the newest shipments.
    seen
        What was measured in all its scans together, None when nothing was.
    tares
        Assumed empty masses by kind of equipment.
    """
    if not item.shipments:
        return ()
    shown = {p.equipment: p for s in item.shipments for p in pieces(item, s)}
    small = all(piece.kind == "package" for piece in shown) and all(
        s.conveyance.mode in (Mode.COURIER, Mode.AIR) for s in item.shipments
    )
    case = _Case(item, seen, PARCEL if small else CARGO, tuple(shown.values()), tares)
    rows: tuple[Callable[[_Case], Comparison], ...] = (_mass, _pieces, _material, _loaded, _length)
    return tuple(row(case) for row in rows)


def tare_of(equipment: Equipment, tares: Mapping[str, Tare] = TARES) -> Tare:
    """Return the assumed empty mass of one piece of equipment."""
    if equipment.kind == "container":
        return tares["container20" if equipment.length_ft == 20 else "container40"]
    return tares[equipment.kind]


def _mass(case: _Case) -> Comparison:
    declared = _declared_mass(case.shipments)
    said = say("not declared") if declared is None else say("{figure}", figure=kilograms(declared))
    quantity = say("Mass")
    if case.seen is None or case.seen.mass_kg is None:
        return Comparison(quantity, said, say("not measured"))
    if not case.whole:
        return Comparison(quantity, said, say("not all pieces imaged"))
    tares = [tare_of(piece.equipment, case.tares) for piece in case.pieces]
    goods = case.seen.mass_kg - sum(tare.kg for tare in tares)
    unsure = case.seen.sigma_down_kg if case.seen.bounded else case.seen.mass_sigma_kg
    sigma = math.hypot(unsure, *(tare.sigma_kg for tare in tares))
    if case.seen.bounded:
        text = least_kg(max(0.0, goods - INTERVAL90 * sigma), sigma)
        found = say("at least {figure}", figure=text)
    else:
        found = say("{figure}", figure=measured_kg(max(0.0, goods), sigma))
    if declared is None or not _differs(max(0.0, goods) - declared, declared, sigma, case):
        return Comparison(quantity, said, found)
    return Comparison(quantity, said, found, Severity.WARNING, "I01_WEIGHT")


def _declared_mass(shipments: Sequence[Shipment]) -> float | None:
    masses = [shipment.gross_kg for shipment in shipments if shipment.gross_kg is not None]
    return float(sum(masses)) if masses and len(masses) == len(shipments) else None


def _differs(difference: float, declared: float, sigma: float, case: _Case) -> bool:
    if case.seen is not None and case.seen.bounded and difference < 0:
        return False
    limit = max(case.limits.mass_kg, case.limits.mass_share * declared)
    return abs(difference) > limit and abs(difference) > SURE * sigma


def _pieces(case: _Case) -> Comparison:
    counts = [shipment.pieces for shipment in case.shipments if shipment.pieces is not None]
    said = say("{count}", count=sum(counts)) if counts else say("not declared")
    return Comparison(say("Pieces"), said, say("not counted"))


def _material(case: _Case) -> Comparison:
    expected: frozenset[str] = frozenset()
    known = True
    for shipment in case.shipments:
        classes = expected_materials(shipment)
        known = known and bool(classes) and not _house_bills_unknown(shipment)
        expected |= classes
    quantity, said = say("Material"), _names(expected) if known else say("unknown")
    if case.seen is None or not case.seen.material_shares:
        return Comparison(quantity, said, say("not told: needs both energies"))
    shares = case.seen.material_shares
    found = say(
        "organic {organic}, light {light}, metal {metal}, heavy {heavy}",
        **{name: percent(shares.get(name, 0.0)) for name in (ORGANIC, LIGHT, METAL, HEAVY)},
    )
    odd = sum(share for name, share in shares.items() if name not in _allowed(expected))
    too_heavy = METAL not in expected and shares.get(HEAVY, 0.0) > HEAVY_SHARE
    fits = odd <= MATERIAL_SHARE and not too_heavy
    if not known or _declared_empty(case.shipments) or fits:
        return Comparison(quantity, said, found)
    unlike = Sentence(found.text, {**found.values, "figure": percent(odd)})
    return Comparison(quantity, said, unlike, Severity.WARNING, "I05_MATERIAL")


def _allowed(expected: frozenset[str]) -> frozenset[str]:
    """Widen what goods may show by what lies behind them in one picture.

    Steel walls over organic goods read as light metal, and light metal over steel as either.
    """
    neighbours = {ORGANIC: LIGHT, LIGHT: METAL, METAL: LIGHT, HEAVY: METAL}
    return expected | {neighbours[name] for name in expected}


def _names(classes: frozenset[str]) -> Sentence:
    """One phrase for each mix, so that each can be translated."""
    if classes == {ORGANIC}:
        return say("organic")
    if classes == {LIGHT}:
        return say("light metal or mineral")
    if ORGANIC not in classes:
        return say("metal")
    return say("mixed")


def _house_bills_unknown(shipment: Shipment) -> bool:
    return shipment.consolidated and not shipment.house_bills


def _declared_empty(shipments: Sequence[Shipment]) -> bool:
    return bool(shipments) and all(
        shipment.conveyance.empty
        or (bool(shipment.equipment) and all(piece.empty for piece in shipment.equipment))
        for shipment in shipments
    )


def _loaded(case: _Case) -> Comparison:
    empty = _declared_empty(case.shipments)
    quantity, said = say("Loaded"), say("empty") if empty else say("loaded")
    if case.seen is None or case.seen.loaded_share is None:
        return Comparison(quantity, said, say("not measured"))
    share = case.seen.loaded_share
    found = say("{figure} of the area", figure=percent(share))
    if empty and share > _loaded_from(case):
        return Comparison(quantity, said, found, Severity.WARNING, "I02_DECLARED_EMPTY")
    if not empty and share < EMPTY_BELOW:
        return Comparison(quantity, said, found, Severity.WARNING, "I03_DECLARED_LOADED_EMPTY")
    return Comparison(quantity, said, found)


def _loaded_from(case: _Case) -> float:
    """Return the limit of the equipment at hand, the highest when there are several kinds."""
    limits = [LOADED_FROM.get(piece.equipment.kind, 0.0) for piece in case.pieces]
    return max(limits, default=0.0) or max(LOADED_FROM.values())


def _length(case: _Case) -> Comparison:
    lengths = {piece.equipment.length_ft for piece in case.pieces if piece.scans}
    feet = lengths.pop() if len(lengths) == 1 else None
    quantity = say("Length")
    said = say("not declared") if feet is None else say("{figure}", figure=metres(feet * 0.3048))
    if case.seen is None or case.seen.length_m is None or case.seen.scans > 1:
        return Comparison(quantity, said, say("not measured"))
    found = say("{figure}", figure=metres(case.seen.length_m))
    if feet is None or abs(case.seen.length_m / (feet * 0.3048) - 1.0) <= LENGTH_SHARE:
        return Comparison(quantity, said, found)
    return Comparison(quantity, said, found, Severity.WARNING, "I11_EQUIPMENT")
