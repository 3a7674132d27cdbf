"""I01: the mass that is declared, and the mass that was weighed through the picture."""

from __future__ import annotations

import dataclasses
import math

from app.domain.notice import Comparison, Figure, Severity
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.consolidation import Counted, once
from app.shipments.discrepancies.basis import basis_of
from app.shipments.discrepancies.limits import SURE
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.discrepancies.tares import tare_of
from app.shipments.figures import kilograms, least_kg, measured_kg
from imaging.interval import INTERVAL90

CODE, METHOD = "I01_WEIGHT", "I01/2"
_AT_LEAST = phrase("at least {figure}")


def mass_row(sides: Sides) -> Comparison:
    """Return what is declared of the mass, and what was weighed."""
    counted = _counted(sides)
    row = _row(sides, _declared(counted))
    hides = sides.seen is not None and sides.seen.bounded
    names = ("opaque", "goods", "whole") if hides else ("goods", "whole")
    place = sides.place(*names) if row.figure is not None else None
    return dataclasses.replace(row, basis=basis_of(counted), place=place)


def _row(sides: Sides, declared: float | None) -> Comparison:
    said = say("not declared") if declared is None else say("{figure}", figure=kilograms(declared))
    quantity = say("Mass")
    if sides.seen is None or sides.seen.mass_kg is None:
        return Comparison(quantity, said, say("not measured"))
    if not (sides.whole and sides.seen.sound):
        faulty = say("not told: faulty picture")
        return Comparison(quantity, said, faulty if sides.whole else say("not all pieces imaged"))
    tares = [tare_of(piece.equipment, sides.tares) for piece in sides.pieces]
    goods = sides.seen.mass_kg - sum(tare.kg for tare in tares)
    unsure = sides.seen.sigma_down_kg if sides.seen.bounded else sides.seen.mass_sigma_kg
    sigma = math.hypot(unsure, *(tare.sigma_kg for tare in tares))
    if sides.seen.bounded:
        text = least_kg(max(0.0, goods - INTERVAL90 * sigma), sigma)
        found = say(_AT_LEAST, figure=text)
    else:
        found = say("{figure}", figure=measured_kg(max(0.0, goods), sigma))
    figure = Figure(max(0.0, goods), sigma, "kg", METHOD)
    if declared is None or not _differs(max(0.0, goods) - declared, declared, sigma, sides):
        return Comparison(quantity, said, found, figure=figure)
    return Comparison(quantity, said, found, Severity.WARNING, CODE, figure)


def weight(sides: Sides) -> Outcomes:
    """Gross mass against the mass in the picture; below it only where nothing is hidden."""
    counted = _counted(sides)
    if _declared(counted) is None:
        yield Lacks(Need.WEIGHT)
    if sides.seen is None or sides.seen.mass_kg is None:
        yield Lacks(Need.MEASURED)
    elif not sides.whole:
        yield Lacks(Need.SCAN)
    elif not sides.seen.sound:
        yield Lacks(Need.SOUND_IMAGE)
    row = mass_row(sides)
    if row.code and row.figure is not None:
        both = {"declared": row.declared.values["figure"], "seen": row.seen.values["figure"]}
        sentence = say("Mass: {declared} declared, {seen} seen.", **both)
        if row.seen.text == _AT_LEAST:
            sentence = say("Mass: {declared} declared, at least {seen} seen.", **both)
        yield Fires(
            sentence,
            row.figure.value,
            row.figure.uncertainty,
            row.figure.unit,
            place=row.place,
        )


def _declared(counted: Counted) -> float | None:
    masses = [one.gross_kg for one in counted.shipments if one.gross_kg is not None]
    return float(sum(masses)) if masses and len(masses) == len(counted.shipments) else None


def _counted(sides: Sides) -> Counted:
    return once(sides.shipments, lambda shipment: shipment.gross_kg)


def _differs(difference: float, declared: float, sigma: float, sides: Sides) -> bool:
    if sides.seen is not None and sides.seen.bounded and difference < 0:
        return False
    limit = max(sides.limits.mass_kg, sides.limits.mass_share * declared)
    return abs(difference) > limit and abs(difference) > SURE * sigma
