"""I04: how many pieces are declared, in all and on each piece of equipment, and how many are seen.

Never an overage or a shortage: those are found in an exam (D3-4-2, paragraph 113).
"""

from __future__ import annotations

import dataclasses

from app.domain.notice import Comparison, Figure, Severity
from app.domain.rule import Need
from app.domain.shipment import Shipment
from app.domain.words import say
from app.shipments.consolidation import Counted, once
from app.shipments.discrepancies.basis import basis_of
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides

CODE, METHOD = "I04_PIECES", "I04/1"


def pieces_row(sides: Sides) -> Comparison:
    """Return how many pieces are declared, and how many lie apart in the picture, at least."""
    counted = once(sides.shipments, lambda shipment: shipment.pieces)
    return dataclasses.replace(_row(sides, _declared(counted)), basis=basis_of(counted))


def _row(sides: Sides, total: int | None) -> Comparison:
    said = say("not declared") if total is None else say("{count}", count=total)
    count = _counted(sides)
    if count is None:
        return Comparison(say("Pieces"), said, say("not counted"))
    found = say("at least {figure}", figure=count)
    figure = Figure(count, None, "pieces", METHOD)
    if total is None or count <= total:
        return Comparison(say("Pieces"), said, found, figure=figure)
    return Comparison(say("Pieces"), said, found, Severity.WARNING, CODE, figure)


def pieces_differ(sides: Sides) -> Outcomes:
    """More lie apart than are declared, or the equipment holds more or less than the whole.

    One shipment may lie on several trailers: their pieces are compared on the sum (¶115). Fewer
    than declared is never told from a picture: what lies behind something is not counted.
    """
    row = pieces_row(sides)
    if "count" not in row.declared.values:
        yield Lacks(Need.PIECES)
    elif row.figure is None:
        yield Lacks(Need.COUNT)
    elif row.code:
        sentence = say(
            "Pieces: {declared} declared, at least {seen} lie apart in the image.",
            declared=row.declared.values["count"],
            seen=row.seen.values["figure"],
        )
        yield Fires(sentence, row.figure.value, None, "pieces")
    for shipment in sides.shipments:
        yield from _on_equipment(shipment)


def _on_equipment(shipment: Shipment) -> Outcomes:
    split = [count for line in shipment.goods for _, count in line.split]
    # A piece of equipment of which no pieces are said is none that holds nothing.
    whole = all(line.split for line in shipment.goods) and all(split)
    if split and whole and shipment.pieces is not None and sum(split) != shipment.pieces:
        sentence = say(
            "The pieces of each equipment make {sum} together, {declared} are declared.",
            sum=sum(split),
            declared=shipment.pieces,
        )
        yield Fires(sentence, sum(split), 0.0, "pieces", shipment.shipment_id)


def _declared(counted: Counted) -> int | None:
    counts = [one.pieces for one in counted.shipments if one.pieces is not None]
    return sum(counts) if counts and len(counts) == len(counted.shipments) else None


def _counted(sides: Sides) -> int | None:
    """Count only where every scan shows other parcels: a ULD is one body, whatever it holds."""
    seen = sides.seen
    parcels = bool(sides.pieces) and all(one.equipment.kind == "package" for one in sides.pieces)
    twice = any(len(one.scans) > 1 for one in sides.pieces)
    return seen.bodies if seen is not None and parcels and not twice else None
