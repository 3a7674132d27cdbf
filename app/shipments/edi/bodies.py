"""What a filing says, made of the values that were read."""

from __future__ import annotations

import decimal
import itertools
from typing import Any

from app.domain.filing import ConveyanceReport
from app.domain.shipment import Conveyance, Equipment, Function, GoodsLine, Shipment
from app.domain.words import say
from app.shipments.edi.codes import FUNCTIONS, USUAL_EQUIPMENT
from app.shipments.edi.draft import Bill, Draft, Fields
from app.shipments.quick import quick

_CONVEYANCE = quick(Conveyance)
_EQUIPMENT = quick(Equipment)
_GOODS = quick(GoodsLine)
_SHIPMENT = quick(Shipment)

_LISTED = ("marks", "packages", "also_dangerous")
_NO_WEIGHT = decimal.Decimal()
LONGEST_TEXT = 4000
"""Signs of a description that is kept whole; nobody reads more, and a bomb writes more."""


def function_of(draft: Draft) -> Function | None:
    """Return what the message does; None, and a fault, when its code says nothing known."""
    function = FUNCTIONS.get(draft.function)
    if function is None:
        draft.faults.error(
            say(
                "Whether the message adds, changes or deletes is said as {code}, which is not "
                "known; it is not taken.",
                code=draft.function or "-",
            )
        )
    return function


def conveyance_of(draft: Draft) -> Conveyance:
    """Return the conveyance that the message speaks of."""
    fields = {**draft.conveyance}
    _close(fields, "exception_codes")
    return _CONVEYANCE(**fields)


def _close(fields: Fields, *names: str) -> None:
    """Make lists as they are kept, now that nothing more comes."""
    for name in names:
        if name in fields:
            fields[name] = tuple(fields[name])


def goods_of(line: Fields) -> GoodsLine:
    """Return a line of goods as it is kept."""
    fields = {"description": "", **line}
    if "texts" in line:
        fields["description"] = " ".join(fields.pop("texts"))[:LONGEST_TEXT]
    _close(fields, *_LISTED)
    if "split" in line:
        split = fields.pop("split")
        if len(split) == 1:
            fields["equipment"] = split[0][0]
        else:
            fields["split"] = tuple([(number, pieces or 0) for number, pieces in split])
    return _GOODS(**fields)


def equipment_of(unit: Fields, usual: str) -> Equipment:
    """Return a piece of equipment as it is kept; `usual` is its kind when none was said."""
    fields = {"kind": usual, **unit}
    _close(fields, "exception_codes")
    if "seals" in unit:
        numbers, said = [], []
        for seal in unit["seals"]:
            numbers.append(seal.number)
            if seal.applied_by or seal.state:
                said.append(seal)
        fields["seals"] = tuple(numbers)
        if said:
            fields["sealing"] = tuple(said)
    return _EQUIPMENT(**fields)


def shipment_of(draft: Draft, bill: Bill, conveyance: Conveyance, function: Function) -> Shipment:
    """Return one cargo; what the head says holds where the cargo itself says nothing."""
    head = draft.head
    fields = {**head.fields, **bill.fields}
    _close(fields, "exemptions", "notify")
    goods = tuple(map(goods_of, bill.lines))
    if goods:
        _sum_up(goods, fields)
    # Seals that stand before any equipment are those of the conveyance.
    seals = [("SEAL", seal.number) for seal in fields.pop("seals", ())]
    if "references" in fields or seals:
        named = [pair for pair in said_of(head, bill, "references") if pair[1] != bill.key]
        fields["references"] = (*named, *seals)
    if "remarks" in fields:
        del fields["remarks"]
        said = " ".join(said_of(head, bill, "remarks"))
        fields["special_instructions"] = said[:LONGEST_TEXT]
    usual = USUAL_EQUIPMENT[conveyance.mode]
    incoming = draft.message.incoming
    return _SHIPMENT(
        bill.key,
        bill.key,
        1,
        function,
        incoming.received_at,
        conveyance,
        goods,
        equipment=tuple(map(equipment_of, units_of(draft, bill), itertools.repeat(usual))),
        source=incoming.name,
        **fields,
    )


def said_of(head: Bill, bill: Bill, name: str) -> list[Any]:
    """Return what the head and then the cargo have of something that is a list."""
    said = [*head.fields.get(name, ())]
    return said if bill is head else [*said, *bill.fields.get(name, ())]


def units_of(draft: Draft, bill: Bill) -> list[Fields]:
    """Return the equipment that a cargo lies in.

    Of several cargoes in one message, each lies in what its lines name; one that names nothing lies
    in what the message has, if that is a single piece.
    """
    if bill.units:
        return list(bill.units.values())
    known = draft.units
    named: dict[str, Fields] = {}
    for line in bill.lines:
        for number, _ in line.get("split", ()):
            named[number] = known.get(number) or {"number": number}
    if len(draft.bills) > 1 and (named or len(known) > 1):
        return list(named.values())
    return list({**known, **named}.values())


def _sum_up(goods: tuple[GoodsLine, ...], fields: Fields) -> None:
    """Add up what the lines say, where no total was said."""
    pieces: int | None = 0
    weight: decimal.Decimal | None = _NO_WEIGHT
    unit = goods[0].unit
    for line in goods:
        pieces = None if pieces is None or line.quantity is None else pieces + line.quantity
        weight = None if weight is None or line.weight_kg is None else weight + line.weight_kg
        unit = unit if line.unit == unit else ""
    for field, total in (("pieces", pieces), ("gross_kg", weight), ("unit", unit)):
        if total is not None and field not in fields:
            fields[field] = total


def report_of(draft: Draft, conveyance: Conveyance) -> ConveyanceReport:
    """Return what the carrier reports of a conveyance."""
    usual = USUAL_EQUIPMENT[conveyance.mode]
    fields = draft.head.fields
    return ConveyanceReport(
        conveyance,
        tuple(map(equipment_of, draft.units.values(), itertools.repeat(usual))),
        tuple(dict.fromkeys(seal.number for seal in fields.get("seals", ()))),
        tuple(dict.fromkeys(fields.get("cargo", ()))),
        tuple(dict.fromkeys(fields.get("cargo_on", ()))),
    )
