"""Master waybills of Cargo-IMP (FWB)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from app.domain.filing import Fault
from app.domain.words import say
from app.shipments.air.common import (
    Frame,
    Read,
    bare_shipment,
    check_waybill,
    tagged,
    tell_missing,
    tell_unknown,
)
from app.shipments.air.goods import Rated, goods_lines, rate_lines, ulds
from app.shipments.air.imp_lines import Line, Message
from app.shipments.air.notes import Notes, Quantity, Waybill
from app.shipments.json_form import digested

_NEEDED = ("SHP", "CNE", "RTD")
"""Lines that no master waybill is without: shipper, consignee, and what is rated."""


def read_fwb(message: Message, frame: Frame) -> Iterator[Read | Fault]:
    """Read a master waybill: one cargo, under the number of its waybill.

    With its prefix and hyphen the number has the form of a CCN: three digits, a hyphen and the
    serial number (shipment-data, 1.1).
    """
    first = message.lines[0] if message.lines else None
    waybill = Waybill.of_text(first.tag) if first else None
    if first is None or waybill is None:
        yield frame.fault(say("The message names no waybill; it was not taken in."), 2)
        return
    notes = Notes(frame.number)
    number = len(first.tag) - 6
    notes.place("mawb", first.place((0, number)))
    notes.airports(first.place((number, number + 3)), first.place((number + 3, number + 6)))
    check_waybill(waybill.number, notes, first.number)
    tell_unknown(message.lines[1:], notes)
    tell_missing(message.lines, notes, _NEEDED)
    quantity = Quantity.of_field(first.fields[0], notes) if first.fields else None
    rated = rate_lines(tagged(message.lines, "RTD"))
    bare = bare_shipment(message.lines, waybill, frame, notes, account=True)
    flight = _last_flight(message.lines, notes)
    shipment = dataclasses.replace(
        bare,
        shipment_id=waybill.number,
        ccn=waybill.number,
        conveyance=dataclasses.replace(bare.conveyance, flight=flight),
        goods=goods_lines(rated, notes),
        pieces=quantity.pieces if quantity else None,
        part_of=quantity.of if quantity else None,
        gross_kg=quantity.weight_kg if quantity else None,
        volume_m3=quantity.volume_m3 if quantity else None,
        equipment=ulds(rated, notes),
        consolidated=_consolidated(rated, notes),
        references=(
            *bare.references,
            *(notes.reference("SLAC", one.loaded) for one in rated if one.loaded),
        ),
    )
    yield Read(waybill.number, digested(shipment), notes)


def _consolidated(rated: Sequence[Rated], notes: Notes) -> bool:
    """Whether the goods are a consolidation: coded so (``NC``), or named so."""
    coded = [one.consolidated for one in rated if one.consolidated is not None]
    named = [field for one in rated for field in one.texts if "CONSOL" in field.text.upper()]
    for field in (*coded, *named):
        notes.place("consolidated", field.spot)
    return bool(coded or named)


def _last_flight(lines: Sequence[Line], notes: Notes) -> str:
    """Return the flight to the destination: the last of those named, each with its day."""
    fields = [field for line in tagged(lines, "FLT") for field in line.fields if field.text]
    flights = fields[0::2]
    return notes.text("conveyance.flight", flights[-1]) if flights else ""
