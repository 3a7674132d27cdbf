"""Declared against seen: mass, pieces, material, load and length, with what triggers a notice."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence

from app.domain.notice import Comparison, Severity
from app.domain.shipment import Mode, Shipment
from app.domain.words import Sentence, say
from app.domain.work import Item
from app.shipments.commodities import HEAVY, LIGHT, METAL, ORGANIC, expected_materials
from app.shipments.discrepancies.limits import (
    CARGO,
    EMPTY_BELOW,
    HEAVY_SHARE,
    LENGTH_SHARE,
    LOADED_FROM,
    MATERIAL_SHARE,
    PARCEL,
    SURE,
    Limits,
)
from app.shipments.discrepancies.tares import TARES, Tare, tare_of
from app.shipments.figures import kilograms, least_kg, measured_kg, metres, percent
from app.shipments.pieces import Piece, pieces
from app.shipments.seen import Seen
from imaging.mass import INTERVAL90


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
