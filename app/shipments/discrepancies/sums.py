"""I15: lines against header, pieces against pieces, and what lies where against what there is."""

from __future__ import annotations

import decimal

from app.domain.rule import Need
from app.domain.shipment import Shipment
from app.domain.words import say
from app.shipments.discrepancies.limits import SUM_SHARE
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import kilograms


def sums_differ(sides: Sides) -> Outcomes:
    """Weights, pieces, and the pieces of each line over the equipment that holds them.

    A sum is compared only where every part of it is stated.
    """
    if not sides.shipments:
        yield Lacks(Need.SHIPMENT)
    for shipment in sides.shipments:
        yield from _weights(shipment)
        yield from _counts(shipment)
        yield from _splits(shipment)
        yield from _values(shipment)


def _weights(shipment: Shipment) -> Outcomes:
    weights = [line.weight_kg for line in shipment.goods]
    if not weights or None in weights or not shipment.gross_kg:
        yield Lacks(Need.WEIGHT)
        return
    total = sum((weight for weight in weights if weight is not None), decimal.Decimal(0))
    if _apart(float(total), float(shipment.gross_kg)):
        yield Fires(
            say(
                "The lines weigh {total} together, the shipment {gross}.",
                total=kilograms(total),
                gross=kilograms(shipment.gross_kg),
            ),
            float(total),
            0.0,
            "kg",
            shipment.shipment_id,
        )


def _counts(shipment: Shipment) -> Outcomes:
    """Lines count packages only where they say the same unit as the shipment, or none."""
    counts = [line.quantity for line in shipment.goods]
    units = {line.unit.upper() for line in shipment.goods if line.unit}
    if not counts or None in counts or shipment.pieces is None or not shipment.unit:
        yield Lacks(Need.PIECES)
        return
    total = sum(count for count in counts if count is not None)
    if units <= {shipment.unit.upper()} and _apart(total, shipment.pieces):
        yield Fires(
            say(
                "The lines make {total} pieces together, the shipment {pieces}.",
                total=total,
                pieces=shipment.pieces,
            ),
            total,
            0.0,
            "pieces",
            f"{shipment.shipment_id} pieces",
        )


def _splits(shipment: Shipment) -> Outcomes:
    """The pieces of one line over several pieces of equipment (EDIFACT: SGP against GID)."""
    for number, line in enumerate(shipment.goods, start=1):
        total = sum(count for _, count in line.split)
        unsaid = line.quantity is None or not all(count for _, count in line.split)
        if line.split and unsaid:
            yield Lacks(Need.PIECES)
        elif line.split and line.quantity is not None and _apart(total, line.quantity):
            yield Fires(
                say(
                    "Line {line}: {total} pieces over {count} pieces of equipment, "
                    "{quantity} in the line.",
                    line=number,
                    total=total,
                    count=len(line.split),
                    quantity=line.quantity,
                ),
                total,
                0.0,
                "pieces",
                f"{shipment.shipment_id} line {number}",
            )


def _values(shipment: Shipment) -> Outcomes:
    values = [line.value for line in shipment.goods]
    whole = shipment.value
    told = [value for value in values if value is not None]
    if whole is None or not told or len(told) < len(values):
        return
    total = sum((value.amount for value in told), decimal.Decimal(0))
    same = {value.currency for value in told} == {whole.currency}
    if same and _apart(float(total), float(whole.amount)):
        yield Fires(
            say(
                "The lines are worth {total} {currency} together, the shipment {value}.",
                total=total,
                currency=whole.currency,
                value=whole.amount,
            ),
            float(total),
            0.0,
            whole.currency,
            f"{shipment.shipment_id} value",
        )


def _apart(total: float, stated: float) -> bool:
    return abs(total - stated) > SUM_SHARE * abs(stated)
