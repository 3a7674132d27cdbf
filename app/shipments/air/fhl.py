"""House waybills of Cargo-IMP (FHL)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from app.domain.filing import Fault
from app.domain.shipment import GoodsLine
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
from app.shipments.air.goods import HS_CODE, weight_of
from app.shipments.air.imp_lines import Field, Line, Message
from app.shipments.air.notes import Notes, Waybill, joined
from app.shipments.json_form import digested

_EMPTY = Field("", 0, "", 0)
_NEEDED = ("SHP", "CNE")
"""Lines that no house waybill on its way to Canada is without: shipper and consignee."""


def read_fhl(message: Message, frame: Frame) -> Iterator[Read | Fault]:
    """Read the house waybills of a message, each in the master waybill that it names.

    The number of a house waybill is unique only together with its master: the key is both.
    """
    master = next(tagged(message.lines, "MBI"), None)
    waybill = Waybill.of_text(master.fields[0].text) if master and master.fields else None
    houses = list(_houses(message.lines))
    if master is None or waybill is None or not houses:
        yield frame.fault(
            say("The message names no master or no house waybill; it was not taken in."), 2
        )
        return
    before = message.lines[: message.lines.index(houses[0][0])]
    for lines in houses:
        if lines[0].fields and lines[0].fields[0].text:
            notes = Notes(frame.number)
            _place(master.fields[0], lines[0], notes)
            check_waybill(waybill.number, notes, master.number)
            tell_unknown((*before, *lines), notes)
            if lines is houses[-1]:
                tell_missing(lines, notes, _needed(houses[:-1]))
            yield _house(lines, waybill, frame, notes)
        else:
            sentence = say("A house waybill has no number; it was not taken in.")
            yield frame.fault(sentence, lines[0].number)


def _place(master: Field, house: Line, notes: Notes) -> None:
    """Note where the airports stand: those of the house waybill come before its master's."""
    number = len(master.text) - 6
    airports = master.part((number, number + 3)), master.part((number + 3, number + 6))
    notes.place("mawb", master.part((0, number)))
    # The office that the goods come to follows from where the master waybill ends.
    notes.place("conveyance.fpoa", airports[1])
    route = house.fields[1] if len(house.fields) > 1 else _EMPTY
    length = len(route.text)
    if length:
        notes.place("place_of_loading", route.part((0, min(3, length))))
    if length > 3:
        notes.place("port_of_destination", route.part((3, min(6, length))))
    notes.airports(*airports)


def _needed(before: Sequence[list[Line]]) -> list[str]:
    """Return what the last house waybill must have: what all before it have; only it can break."""
    tags = [{line.tag for line in lines} for lines in before]
    return [tag for tag in _NEEDED if all(tag in one for one in tags)]


def _houses(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each house waybill, the one with its number first."""
    own: list[Line] = []
    for line in lines:
        if line.tag == "HBS" and not line.goes_on:
            if own:
                yield own
            own = []
        if own or line.tag == "HBS":
            own.append(line)
    if own:
        yield own


def _house(lines: Sequence[Line], waybill: Waybill, frame: Frame, notes: Notes) -> Read:
    fields = (*lines[0].fields, *(_EMPTY,) * 6)
    hawb = notes.text("hawb", fields[0])
    route, pieces, weight, loaded, short = fields[1:6]
    bare = bare_shipment(lines[1:], waybill, frame, notes, account=False)
    gross = weight_of(weight)
    if gross is not None:
        notes.place("gross_kg", weight.part((1, len(weight.text))))
    elif weight.text:
        notes.warn(
            say("{value} is no weight, such as K77.", value=weight.text), weight.line, weight.name
        )
    slac = (notes.reference("SLAC", loaded),) if loaded.text else ()
    key = f"{waybill.number}/{hawb}"
    shipment = dataclasses.replace(
        bare,
        shipment_id=key,
        hawb=hawb,
        previous_ccn=waybill.number,
        goods=_goods(lines, short, notes),
        pieces=_pieces(pieces, notes),
        gross_kg=gross,
        place_of_loading=route.text[:3] or bare.place_of_loading,
        port_of_destination=route.text[3:6] or bare.port_of_destination,
        references=(*bare.references, *slac),
    )
    return Read(key, digested(shipment), notes)


def _pieces(field: Field, notes: Notes) -> int | None:
    if field.text.isdecimal() and len(field.text) <= 5:
        return int(notes.text("pieces", field))
    if field.text:
        notes.warn(say("{value} is no number of pieces.", value=field.text), field.line, field.name)
    return None


def _goods(lines: Sequence[Line], short: Field, notes: Notes) -> tuple[GoodsLine, ...]:
    """Return the goods: the long text if there is one, else the short one, for each HS code."""
    texts = [f for line in tagged(lines, "TXT") for f in line.fields if f.text] or [short]
    codes = [
        field
        for line in tagged(lines, "HTS")
        for field in line.fields
        if HS_CODE.fullmatch(field.text)
    ]
    description = joined(notes.text("goods[0].description", field) for field in texts)
    if not description and not codes:
        return ()
    return tuple(
        GoodsLine(description, notes.text(f"goods[{index}].hs", field)[:10])
        for index, field in enumerate(codes)
    ) or (GoodsLine(description),)
