"""I05: what the goods should be made of by their codes, and what the two energies say."""

from __future__ import annotations

import dataclasses

from app.domain.notice import Comparison, Figure, Severity
from app.domain.rule import Need
from app.domain.shipment import Shipment
from app.domain.words import Sentence, say
from app.shipments.commodities import HEAVY, LIGHT, METAL, ORGANIC, expected_materials
from app.shipments.consolidation import once
from app.shipments.discrepancies.basis import basis_of
from app.shipments.discrepancies.limits import HEAVY_SHARE, MATERIAL_SHARE
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import percent

CODE, METHOD = "I05_MATERIAL", "I05/2"


def material_row(sides: Sides) -> Comparison:
    """Return the classes of material that are declared, and their shares in the picture."""
    basis, expected = basis_of(once(sides.shipments, _classes)), _expected(sides)
    # Of thick goods only rims can be told: then all the goods are where to look.
    shares = sides.seen.material_shares if sides.seen is not None else {}
    place = sides.place(*_where(sides, expected), "goods") if shares else None
    return dataclasses.replace(_row(sides, expected), basis=basis, place=place)


def _where(sides: Sides, expected: frozenset[str] | None) -> list[str]:
    """Return the classes by what they hold of the goods, those first that were not declared."""
    shares = sides.seen.material_shares if sides.seen is not None else {}
    fits = frozenset(shares) if expected is None else _allowed(expected)
    heavy = expected is not None and _soft(expected)
    odd = {name for name in shares if name not in fits or (heavy and name == HEAVY)}
    return sorted(shares, key=lambda name: (name in odd, shares[name]), reverse=True)


def _row(sides: Sides, expected: frozenset[str] | None) -> Comparison:
    quantity = say("Material")
    said = say("unknown") if expected is None else _names(expected)
    if sides.seen is None or not sides.seen.material_shares:
        return Comparison(quantity, said, say("not told: needs both energies"))
    shares = sides.seen.material_shares
    found = say(
        "organic {organic}, light {light}, metal {metal}, heavy {heavy}",
        **{name: percent(shares.get(name, 0.0)) for name in (ORGANIC, LIGHT, METAL, HEAVY)},
    )
    if expected is None:
        return Comparison(quantity, said, found)
    odd = sum(share for name, share in shares.items() if name not in _allowed(expected))
    figure = Figure(odd, None, "1", METHOD)
    too_heavy = _soft(expected) and shares.get(HEAVY, 0.0) > HEAVY_SHARE
    if sides.declared_empty or (odd <= MATERIAL_SHARE and not too_heavy):
        return Comparison(quantity, said, found, figure=figure)
    unlike = Sentence(found.text, {**found.values, "figure": percent(odd)})
    return Comparison(quantity, said, unlike, Severity.WARNING, CODE, figure)


def material(sides: Sides) -> Outcomes:
    """Union of all lines on the equipment against the shares that can be told."""
    if _expected(sides) is None:
        consolidated = any(map(_house_bills_unknown, once(sides.shipments, _classes).shipments))
        yield Lacks(Need.HOUSE_BILLS if consolidated else Need.GOODS)
    if sides.seen is None or not sides.seen.material_shares:
        yield Lacks(Need.BOTH_ENERGIES)
    row = material_row(sides)
    if row.code and row.figure is not None:
        sentence = say(
            "Material unlike the declared goods: {seen} of it.", seen=row.seen.values["figure"]
        )
        yield Fires(sentence, row.figure.value, None, "1", place=row.place)


def allowed_materials(sides: Sides) -> frozenset[str] | None:
    """Return the classes that anything seen may be of by the declaration; None when unknown."""
    expected = _expected(sides)
    return None if expected is None else _allowed(expected)


def _expected(sides: Sides) -> frozenset[str] | None:
    """Return the classes of all lines together; None where any of them is unknown.

    Complete house bills stand for their master. Where they are not complete both may tell of
    goods that the other does not, so that all of them count.
    """
    counted = once(sides.shipments, _classes)
    papers = (*counted.shipments, *counted.left_out)
    classes = [expected_materials(shipment) for shipment in papers]
    if not classes or not all(classes) or any(map(_house_bills_unknown, papers)):
        return None
    return frozenset().union(*classes)


def _classes(shipment: Shipment) -> frozenset[str] | None:
    return expected_materials(shipment) or None


def _soft(expected: frozenset[str]) -> bool:
    """Whether nothing is declared that reads as heavy metal where it lies thick."""
    return expected <= {ORGANIC}


def _allowed(expected: frozenset[str]) -> frozenset[str]:
    """Widen what goods may show by what lies behind them in one picture.

    Steel walls over organic goods read as light metal, light metal over steel as either. Steel so
    thick that little of the low energy is left reads as heavy metal: section 5 knows one class for
    both.
    """
    neighbours = {ORGANIC: {LIGHT}, LIGHT: {METAL}, METAL: {LIGHT, HEAVY}, HEAVY: {METAL}}
    return expected.union(*(neighbours[name] for name in expected))


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
