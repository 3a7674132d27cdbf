"""Counting the review of all that comes with one conveyance, for supervisors (mission T-19)."""

from __future__ import annotations

import collections
import dataclasses
import functools
from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from app.domain.decision import Kind
from app.domain.identifiers import Key
from app.domain.shipment import Shipment
from app.domain.trip_tally import TripTally
from app.domain.work import LinkClass
from app.record.coding import read
from app.record.entries import linked_shipments
from app.record.finding import shipments_declaring
from app.record.parts import parts_of
from app.record.tables import DECISION, ENTRY, IMAGE, LINK, SCAN, SHIPMENT, SHOWN, VIEWED
from app.shipments.linking.keys import index_value

_NO_TIE = (LinkClass.NONE, LinkClass.CONFLICT)
_NUMBERS = (Key.CRN, Key.AWB)


@dataclasses.dataclass(frozen=True, slots=True)
class _Looked:
    """What stood on whose screen."""

    views: collections.defaultdict[str, set[str]]
    """Of each scan."""
    shown: collections.defaultdict[str, set[str]]
    """Of each scan, on anybody's screen."""
    officers: collections.defaultdict[str, set[str]]
    """Who had any view of the scan on the screen."""


def tally(connection: Connection, number: str) -> TripTally | None:
    """Count all that comes under a conveyance or master waybill; None when nothing does."""
    names = _under(connection, number)
    if not names:
        return None
    ties: dict[str, list[Row[Any]]] = {name: [] for name in names}
    for row in _rows(connection, names, _ties):
        ties[row.shipment_id].append(row)
    tied = [row for rows in ties.values() for row in rows]
    looked = _looked(connection, {row.scan_id for row in tied})
    unseen = _unseen(connection, tied, looked)
    found = collections.Counter[str]()
    for own in filter(None, ties.values()):
        found["imaged"] += 1
        found["looked_at"] += all(looked.views[r.scan_id] <= looked.shown[r.scan_id] for r in own)
        found["unseen"] += any(row.item_id in unseen for row in own)
        found[_standing([row.outcome for row in own])] += 1
    kinds = ("imaged", "looked_at", "recommended", "referred", "other", "undecided", "unseen")
    return TripTally(number, len(names), *(found[kind] for kind in kinds))


def trip_number(connection: Connection, item_id: str) -> str:
    """Return the conveyance, else the master waybill, that an item came with; empty for none."""
    numbers = (one.conveyance.crn or one.mawb for one in linked_shipments(connection, item_id))
    return next(filter(None, numbers), "")


def _under(connection: Connection, number: str) -> tuple[str, ...]:
    """Return the shipments that come under this number by their newest version."""
    wanted = {(key.value, index_value(key, number)) for key in _NUMBERS}
    found = []
    for row in _rows(connection, shipments_declaring(connection, wanted), _newest):
        shipment = read(row.body, Shipment)
        named = zip(_NUMBERS, (shipment.conveyance.crn, shipment.mawb), strict=True)
        if wanted & {(key.value, index_value(key, text)) for key, text in named if text}:
            found.append(shipment.shipment_id)
    return tuple(found)


def _looked(connection: Connection, scans: Collection[str]) -> _Looked:
    looked = _Looked(*(collections.defaultdict[str, set[str]](set) for _ in range(3)))
    for row in _rows(connection, scans, _views):
        looked.views[row.scan_id].add(row.view)
    # What was seen to its end was on the screen, as the record itself takes it.
    for table in (SHOWN, VIEWED):
        for row in _rows(connection, scans, functools.partial(_noted, table)):
            looked.shown[row.scan_id].add(row.view)
            looked.officers[row.scan_id].add(row.officer)
    return looked


def _unseen(connection: Connection, tied: Collection[Row[Any]], looked: _Looked) -> set[str]:
    """Return the items of which who signed last had no view on the screen."""
    had: collections.defaultdict[str, set[str]] = collections.defaultdict(set)
    for row in tied:
        had[row.item_id] |= looked.officers[row.scan_id]
    return {
        row.item_id
        for row in _rows(connection, had, _signed)
        if row.officer not in had[row.item_id]
    }


def _standing(outcomes: Collection[str]) -> str:
    if Kind.REFER_FOR_EXAM in outcomes:
        return "referred"
    if "" in outcomes:
        return "undecided"
    return "recommended" if set(outcomes) == {Kind.RECOMMEND_RELEASE} else "other"


def _rows(
    connection: Connection, names: Collection[str], query: Callable[[Collection[str]], Select[Any]]
) -> Iterator[Row[Any]]:
    for some in parts_of(sorted(names)):
        yield from connection.execute(query(some))


def _newest(names: Collection[str]) -> Select[Any]:
    query = select(SHIPMENT.c.body).where(SHIPMENT.c.newest == 1)
    return query.where(SHIPMENT.c.shipment_id.in_(names))


def _ties(names: Collection[str]) -> Select[Any]:
    return (
        select(LINK.c.shipment_id, LINK.c.scan_id, SCAN.c.item_id, ENTRY.c.outcome)
        .join(SCAN, SCAN.c.scan_id == LINK.c.scan_id)
        .join(ENTRY, ENTRY.c.item_id == SCAN.c.item_id)
        .where(LINK.c.shipment_id.in_(names), LINK.c.link_class.not_in(_NO_TIE))
    )


def _views(scans: Collection[str]) -> Select[Any]:
    return select(IMAGE.c.scan_id, IMAGE.c.view).where(IMAGE.c.scan_id.in_(scans))


def _noted(table: Table, scans: Collection[str]) -> Select[Any]:
    query = select(table.c.scan_id, table.c.view, table.c.officer)
    return query.where(table.c.scan_id.in_(scans))


def _signed(items: Collection[str]) -> Select[Any]:
    newest = select(func.max(DECISION.c.seq)).where(DECISION.c.item_id.in_(items))
    return select(DECISION.c.item_id, DECISION.c.officer).where(
        DECISION.c.seq.in_(newest.group_by(DECISION.c.item_id))
    )
