"""The scanned cars of a train, from what is on record of its conveyance."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from app.domain.identifiers import Key, comparable
from app.domain.scan import Scan
from app.domain.shipment import Equipment, Mode, Shipment
from app.domain.train import Car, Train, in_order
from app.domain.work import ItemState, LinkClass
from app.record.coding import read, time_of
from app.record.entries import linked_shipments
from app.record.filings import read_dossier
from app.record.finding import shipments_declaring
from app.record.items import current, read_scans, views_noted
from app.record.parts import parts_of
from app.record.tables import ENTRY, LEASE, LINK, SCAN, SHIPMENT, VIEWED
from app.shipments.lifecycle import number_form
from app.shipments.linking.keys import index_value

_NO_TIE = (LinkClass.NONE, LinkClass.CONFLICT)
_CAR = Key.RAILCAR


def train_of(
    connection: Connection,
    item_id: str,
    officer: str,
    now: dt.datetime,
    hidden: Sequence[Mapping[str, Any]] = (),
) -> Train | None:
    """Return the train that an item is a part of; None when it did not come by rail.

    Parameters
    ----------
    item_id
        Any item of the train.
    officer
        Account of the one who asks: what has been seen is a matter of each.
    now
        Leases that ended before this count no more.
    hidden
        Rows of decided items that a server hides from who asks, as she may see them.
    """
    item_id = current(connection, item_id).item_id
    crns = {
        shipment.conveyance.crn
        for shipment in linked_shipments(connection, item_id)
        if shipment.conveyance.mode is Mode.RAIL and shipment.conveyance.crn
    }
    if not crns:
        return None
    crn = min(crns)
    tied = _tied(connection, crn)
    scans = {
        scan.scan_id: scan
        for scan in read_scans(connection, select(SCAN.c.scan_id).where(SCAN.c.scan_id.in_(tied)))
    }
    items = _items(connection, tuple(scans))
    rows = {
        **{row["item_id"]: {**row, "officer": None, "until": None} for row in hidden},
        **_rows(connection, tuple(items.values())),
    }
    seen = {
        view
        for item in set(items.values())
        for view in views_noted(connection, VIEWED, item, officer)
    }
    cars = []
    for scan_id, scan in scans.items():
        row = rows.get(items[scan_id])
        if row is not None and scan.views:
            cars.append(_car(scan, _equipment(scan, tied[scan_id]), row, (seen, now)))
    consist = _consist(connection, crn, tied, now)
    return dataclasses.replace(in_order(crn, tuple(cars)), not_imaged=_unseen(consist, cars))


def _consist(
    connection: Connection, crn: str, tied: Mapping[str, list[Shipment]], now: dt.datetime
) -> tuple[Equipment, ...]:
    """Return the cars of the newest report of a train; those that its cargo names where none is."""
    shipments = [one for some in tied.values() for one in some]
    for shipment in shipments[:1]:
        trips = read_dossier(connection, shipment.shipment_id, now).trips
        reported = [t.report.equipment for t in trips if number_form(t.crn) == number_form(crn)]
        if reported:
            return tuple(piece for piece in reported[0] if piece.kind == "railcar")
    named = (piece for one in shipments for piece in one.equipment if piece.kind == "railcar")
    return tuple(dict.fromkeys(named))


def _unseen(consist: Iterable[Equipment], cars: Iterable[Car]) -> tuple[str, ...]:
    """Return the cars of a consist that no scan shows, in their order."""
    seen = {comparable(_CAR, car.mark) for car in cars}
    missing = [one for one in consist if comparable(_CAR, one.number) not in seen]
    missing.sort(key=lambda one: one.position if one.position is not None else 10**6)
    return tuple(dict.fromkeys(one.number for one in missing))


def _tied(connection: Connection, crn: str) -> dict[str, list[Shipment]]:
    """Return the shipments of a conveyance by the scans that are tied to them."""
    names = shipments_declaring(connection, {(Key.CRN.value, index_value(Key.CRN, crn))})
    found: dict[str, list[Shipment]] = {}
    for some in parts_of(names):
        query = (
            select(LINK.c.scan_id, SHIPMENT.c.body)
            .join(SHIPMENT, SHIPMENT.c.shipment_id == LINK.c.shipment_id)
            .where(LINK.c.shipment_id.in_(some), SHIPMENT.c.shipment_id.in_(some))
            .where(SHIPMENT.c.newest == 1, LINK.c.link_class.not_in(_NO_TIE))
        )
        for scan_id, body in connection.execute(query):
            shipment = read(body, Shipment)
            if shipment.conveyance.crn == crn:
                found.setdefault(scan_id, []).append(shipment)
    return found


def _items(connection: Connection, scan_ids: tuple[str, ...]) -> dict[str, str]:
    query = select(SCAN.c.scan_id, SCAN.c.item_id).where(SCAN.c.scan_id.in_(scan_ids))
    return {row.scan_id: row.item_id for row in connection.execute(query)}


def _rows(connection: Connection, item_ids: tuple[str, ...]) -> Mapping[str, Mapping[str, Any]]:
    query: Select[Any] = (
        select(ENTRY.c.item_id, ENTRY.c.outcome, ENTRY.c.flagged, LEASE.c.officer, LEASE.c.until)
        .outerjoin(LEASE, LEASE.c.item_id == ENTRY.c.item_id)
        .where(ENTRY.c.item_id.in_(item_ids))
    )
    return {row["item_id"]: dict(row) for row in connection.execute(query).mappings()}


def _equipment(scan: Scan, shipments: list[Shipment]) -> Equipment | None:
    """Return the declared car that a scan shows: by its number, or the only one there is."""
    cars = [one for s in shipments for one in s.equipment if one.kind == "railcar"]
    numbers = {comparable(_CAR, scan.identifiers.get(_CAR, "")), comparable(_CAR, scan.object_id)}
    named = [one for one in cars if comparable(_CAR, one.number) in numbers - {""}]
    return named[0] if named else (cars[0] if len(cars) == 1 else None)


def _car(
    scan: Scan,
    declared: Equipment | None,
    row: Mapping[str, Any],
    known: tuple[set[tuple[str, str]], dt.datetime],
) -> Car:
    seen, now = known
    claimed = row["until"] is not None and time_of(row["until"]) > now
    state = ItemState.CLAIMED if claimed else ItemState.WAITING
    read_mark = scan.identifiers.get(_CAR, "") or scan.object_id
    return Car(
        item_id=row["item_id"],
        scan_id=scan.scan_id,
        view=scan.views[0],
        mark=read_mark or (declared.number if declared else ""),
        position=declared.position if declared else None,
        taken_at=scan.taken_at,
        state=ItemState.DECIDED if row["outcome"] else state,
        claimed_by=row["officer"] if claimed else "",
        outcome=row["outcome"],
        flagged=row["flagged"],
        seen=all((scan.scan_id, view) in seen for view in scan.views),
        empty=declared.empty if declared else False,
    )
