"""What CSV and XML lists of a courier have in common: one filing for each shipment on them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.filing import Fault, Filing, Origin, Spot, Via, Weight
from app.domain.words import say
from app.shipments.courier.columns import COLUMNS, NEEDED, Cells
from app.shipments.courier.rows import places_of, read_rows
from app.shipments.errors import ShipmentUnreadable
from app.shipments.spots import LaterSpots

MOST_ROWS = 200_000
"""Of a list. A flight has some thousand parcels."""

_PARTS = ("consignee", "importer", "shipper")
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "mode": "conveyance.mode",
        "crn": "conveyance.crn",
        "carrier_code": "conveyance.carrier_code",
        "carrier_name": "conveyance.carrier_name",
        "port_of_exit": "conveyance.port_of_exit",
        "conveyance_id": "conveyance.vehicle",
        "flight_no": "conveyance.flight",
        "eta_utc": "conveyance.eta",
        "exception_codes": "conveyance.exception_codes",
    }
)
_TOTALS: Mapping[str, str] = MappingProxyType(
    {"quantity": "pieces", "weight_kg": "gross_kg", "value_cad": "value.amount"}
)
"""Fields of the shipment that are those of its line of goods, when it has one."""
_SEVERAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "port_of_release": ("conveyance.fpoa", "release_office", "port"),
        "shipment_id": ("shipment_id", "key"),
        "list_id": ("list_id", "details.list"),
        "function": ("function", "kind"),
        "removed_at_utc": ("at",),
        "y50": ("details.y50",),
        "flight_date": ("references[0]",),
    }
)
"""Columns that fill several fields, of a shipment or of its removal from the list."""


@dataclasses.dataclass(frozen=True, slots=True)
class Whence:
    """The file that a list came in."""

    origin: Origin
    received_at: dt.datetime


def filing_of(
    rows: Sequence[Cells],
    whence: Whence,
    *,
    message: int,
    digest: str,
    spots: Callable[[], Mapping[str, Spot]],
) -> Filing:
    """Return the filing that the rows of one shipment make."""
    read = read_rows(rows, source=whence.origin.file, received_at=whence.received_at)
    return Filing(
        kind=read.kind,
        key=read.key,
        function=read.function,
        body=read.body,
        origin=dataclasses.replace(whence.origin, message=message),
        received_at=whence.received_at,
        sent_at=read.sent_at,
        sender=rows[0].text("carrier_code").upper(),
        control=rows[0].text("list_id"),
        via=Via.FILE,
        digest=digest,
        faults=read.faults,
        spots=LaterSpots(spots),
    )


def field_paths(rows: Sequence[Cells]) -> Iterator[Callable[[str], tuple[str, ...]]]:
    """Yield for each row of a shipment what returns the fields that a column of it fills."""
    within = tuple(places_of(rows))
    single = not any(path.startswith("goods[1]") for own in within for path in own["quantity"])
    for own in within:
        yield functools.partial(_paths, own, single=single)


def _paths(own: Mapping[str, tuple[str, ...]], column: str, *, single: bool) -> tuple[str, ...]:
    if column in own:
        return (*own[column], _TOTALS[column]) if single and column in _TOTALS else own[column]
    if column in _SEVERAL:
        return _SEVERAL[column]
    role, _, rest = column.partition("_")
    if role in _PARTS:
        return (f"{role}.address[0]" if rest == "address" else f"{role}.{rest}",)
    return (_FIELDS.get(column, column),)


def column_faults(columns: Iterable[str]) -> tuple[Fault, ...]:
    """Return what is to be said of the columns of a list as a whole.

    Raises
    ------
    ShipmentUnreadable
        When a column stands twice: nobody knows which one counts.
    """
    names = [name for name in columns if name]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ShipmentUnreadable(
            say("The list has the column {names} more than once.", names=", ".join(twice))
        )
    faults = []
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        sentence = say("These columns of the list are not read: {names}.", names=", ".join(unknown))
        faults.append(Fault(Weight.WARNING, sentence))
    missing = [name for name in NEEDED if name not in names]
    if missing:
        sentence = say(
            "A cargo release list gives {names}; this one has no such column.",
            names=", ".join(missing),
        )
        faults.append(Fault(Weight.WARNING, sentence))
    return tuple(faults)


def no_total() -> Fault:
    """Say that a list leaves its total open."""
    return Fault(
        Weight.WARNING,
        say("The list does not say how many shipments it has: parts of it may be missing."),
    )


def check_total(stated: str, present: int) -> None:
    """Refuse a list that does not hold as many shipments as it says.

    Raises
    ------
    ShipmentUnreadable
        With both numbers: parts of the list are missing, or it was put together wrongly.
    """
    if not stated.isdecimal() or int(stated[:9]) != present:
        raise ShipmentUnreadable(
            say(
                "total_shipments says {total}, the file holds {present}: nothing was taken in.",
                total=stated,
                present=present,
            )
        )


def check_count(rows: int, name: str) -> None:
    """Refuse a list that is longer than any flight."""
    if rows > MOST_ROWS:
        raise ShipmentUnreadable(
            say(
                "{name} has more than {most} rows; nothing was taken in.", name=name, most=MOST_ROWS
            )
        )
