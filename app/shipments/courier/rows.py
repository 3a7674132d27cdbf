"""Rows of a courier's list made into a shipment, whatever file they came in."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from app.domain.event import Event, EventKind
from app.domain.filing import Body, Fault, FilingKind
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Party,
    Shipment,
    Value,
)
from app.domain.words import say
from app.shipments.courier.columns import Cells
from app.shipments.json_form import digested
from app.shipments.json_parts import office

Number = TypeVar("Number", int, decimal.Decimal)

REMOVED = ("remove", "removed")
"""What ``function`` says of a shipment that was taken off the list (¶110)."""

LINE_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "quantity": "quantity",
        "weight_kg": "weight_kg",
        "value_cad": "value.amount",
        "description": "description",
        "hs": "hs",
        "country_of_origin": "origin",
        "un_number": "un_number",
        "marks": "marks[0]",
    }
)
"""Columns that a row fills in its line of goods."""
_SCANS = (
    ("scan_file", "scan_file"),
    ("scan_sha256", "scan_sha256"),
    ("scan_time", "scan_time_utc"),
    ("scan_scanner", "scanner_id"),
    ("scan_view", "scan_view"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Read:
    """What the rows of one shipment came to."""

    kind: FilingKind
    key: str
    function: Function
    body: Body | None
    sent_at: dt.datetime | None
    faults: tuple[Fault, ...]


def removed(function: str) -> bool:
    """Whether a row tells of a shipment that is no longer on the list."""
    return function.strip().lower() in REMOVED


def read_rows(rows: Sequence[Cells], *, source: str, received_at: dt.datetime) -> Read:
    """Make the rows of one shipment, one for each package, into what is filed."""
    first = rows[0]
    key = first.text("shipment_id")
    sent_at = first.moment("sent_at_utc")
    at = received_at if sent_at is None else min(sent_at, received_at)
    if removed(first.text("function")):
        event = _removal(first, key, at)
        return Read(FilingKind.EVENT, key, Function.ADD, event, sent_at, _faults(rows))
    function = _function(first)
    shipment = _shipment(rows, function=function, source=source, received_at=at)
    body = None if function is Function.DELETE else shipment
    return Read(FilingKind.COURIER, key, function, body, sent_at, _faults(rows))


def _faults(rows: Sequence[Cells]) -> tuple[Fault, ...]:
    return tuple(fault for row in rows for fault in row.faults)


def _removal(row: Cells, key: str, at: dt.datetime) -> Event:
    details = {"list": row.text("list_id")}
    if row.truth("y50"):
        details["y50"] = "yes"
    return Event(
        EventKind.LIST_REMOVED,
        key,
        row.moment("removed_at_utc") or at,
        port=office(row.text("port_of_release")),
        details={name: value for name, value in details.items() if value},
    )


def _function(row: Cells) -> Function:
    text = row.text("function").lower()
    try:
        return Function(text) if text else Function.ADD
    except ValueError:
        row.warn(
            "function",
            say("function is {value}, which is not in its list; it is taken for add.", value=text),
        )
        return Function.ADD


def _shipment(
    rows: Sequence[Cells], *, function: Function, source: str, received_at: dt.datetime
) -> Shipment:
    first = rows[0]
    goods = _goods(rows)
    return digested(
        Shipment(
            shipment_id=first.text("shipment_id"),
            ccn=first.text("ccn"),
            version=first.whole("version") or 1,
            function=function,
            received_at=received_at,
            conveyance=_conveyance(first),
            goods=goods,
            pieces=_sum([line.quantity for line in goods], 0),
            gross_kg=_sum([line.weight_kg for line in goods], decimal.Decimal()),
            shipper=_party(first, "shipper"),
            consignee=_party(first, "consignee"),
            importer=_party(first, "importer"),
            equipment=_equipment(rows),
            value=_total(goods),
            hawb=first.text("hawb"),
            mawb=first.text("mawb"),
            clvs=first.truth("clvs"),
            release_office=office(first.text("port_of_release")),
            source=source,
            list_id=first.text("list_id"),
            references=_references(rows),
        )
    )


def _conveyance(row: Cells) -> Conveyance:
    mode = row.text("mode").lower()
    if mode and mode not in set(Mode):
        row.warn("mode", say("mode is {value}, which is not in its list.", value=mode))
        mode = ""
    return Conveyance(
        crn=row.text("crn"),
        mode=Mode(mode) if mode else Mode.COURIER,
        carrier_code=row.text("carrier_code").upper(),
        carrier_name=row.text("carrier_name"),
        fpoa=office(row.text("port_of_release")),
        eta=row.moment("eta_utc"),
        exception_codes=tuple(row.text("exception_codes").split()),
        vehicle=row.text("conveyance_id"),
        flight=row.text("flight_no"),
        port_of_exit=row.text("port_of_exit"),
    )


def _goods(rows: Sequence[Cells]) -> tuple[GoodsLine, ...]:
    """Return the lines of goods.

    Rows that differ only in their package, and each of which counts all packages, say the same
    thing once for each package; all others add up. A row that names nothing but a package adds the
    package to the line before it.
    """
    read = [_line(row) for row in rows]
    lines: list[GoodsLine] = []
    for line, at in zip(read, _line_numbers(read), strict=True):
        if at < len(lines):
            joined = lines[at].packages + line.packages
            lines[at] = dataclasses.replace(lines[at], packages=joined)
        else:
            lines.append(line)
    return tuple(lines)


def _line_numbers(read: Sequence[GoodsLine]) -> list[int]:
    """Return for each row the line of goods, from 0, that it is a part of."""
    numbers: list[int] = []
    for line in read:
        last = numbers[-1] if numbers else -1
        numbers.append(last if numbers and not _telling(line) else last + 1)
    bare = {dataclasses.replace(line, packages=()) for line in read if _telling(line)}
    if len(bare) == 1 and read[0].quantity == numbers[-1] + 1:
        return [0] * len(read)
    return numbers


def places_of(rows: Sequence[Cells]) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """Yield for each row the fields of the shipment that its columns fill.

    Only columns whose field depends on the other rows are in it: lines of goods, equipment and
    references.
    """
    read = [_line(row) for row in rows]
    numbers = _line_numbers(read)
    equipment = {(one.kind, one.number): at for at, one in enumerate(_equipment(rows))}
    packages = [0] * (numbers[-1] + 1)
    references = int(bool(rows[0].text("flight_date")))
    for row, at in zip(rows, numbers, strict=True):
        paths: dict[str, tuple[str, ...]] = {
            column: (f"goods[{at}].{field}",) for column, field in LINE_FIELDS.items()
        }
        for kind, column in (("package", "piece_id"), ("uld", "uld")):
            place = equipment.get((kind, row.text(column)), 0)
            paths[column] = (f"equipment[{place}].number",)
        if row.text("piece_id"):
            paths["piece_id"] += (f"goods[{at}].packages[{packages[at]}]",)
            packages[at] += 1
        for _, column in _SCANS:
            if row.text(column):
                paths[column] = (f"references[{references}]",)
                references += 1
        yield paths


def _telling(line: GoodsLine) -> bool:
    """Whether a line says more than which package it is."""
    return dataclasses.replace(line, packages=()) != GoodsLine("")


def _line(row: Cells) -> GoodsLine:
    amount = row.amount("value_cad")
    piece = row.text("piece_id")
    return GoodsLine(
        description=row.text("description"),
        hs=row.text("hs").replace(".", ""),
        origin=row.text("country_of_origin").upper(),
        quantity=row.whole("quantity"),
        weight_kg=row.amount("weight_kg"),
        un_number=row.text("un_number").upper().removeprefix("UN").strip(),
        marks=(row.text("marks"),) if row.text("marks") else (),
        value=None if amount is None else Value(amount, "CAD"),
        packages=(piece,) if piece else (),
    )


def _sum(values: Sequence[Number | None], zero: Number) -> Number | None:
    """Add up what every line states; None when one does not: a part is no sum."""
    known = [value for value in values if value is not None]
    return sum(known, zero) if known and len(known) == len(values) else None


def _total(goods: Sequence[GoodsLine]) -> Value | None:
    amounts = [line.value.amount for line in goods if line.value is not None]
    if not amounts or len(amounts) != len(goods):
        return None
    return Value(sum(amounts, decimal.Decimal()), "CAD")


def _party(row: Cells, role: str) -> Party | None:
    address = row.text(f"{role}_address")
    party = Party(
        name=row.text(f"{role}_name"),
        address=(address,) if address else (),
        city=row.text(f"{role}_city"),
        region=row.text(f"{role}_region"),
        postcode=row.text(f"{role}_postcode"),
        country=row.text(f"{role}_country").upper(),
        business_number=row.text(f"{role}_bn"),
    )
    return None if party == Party("") else party


def _equipment(rows: Sequence[Cells]) -> tuple[Equipment, ...]:
    """Return each package and the ULD that holds it, as the JSON form does."""
    pieces = []
    for row in rows:
        for kind, name in (("package", "piece_id"), ("uld", "uld")):
            if row.text(name):
                pieces.append(Equipment(kind, row.text(name)))
    return tuple(dict.fromkeys(pieces))


def _references(rows: Sequence[Cells]) -> tuple[tuple[str, str], ...]:
    flight = [("flight_date", rows[0].text("flight_date"))]
    scans = [(qualifier, row.text(name)) for row in rows for qualifier, name in _SCANS]
    return tuple(pair for pair in (*flight, *scans) if pair[1])
