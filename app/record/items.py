"""Reading: scans, shipments, and everything on record about an item."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, Table, bindparam, func, select

from app.domain.decision import Draft, Recommendation
from app.domain.errors import Refused
from app.domain.mark import Mark
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Shipment
from app.domain.threat import ThreatDetectionReport, Verdict
from app.domain.words import phrase, say
from app.domain.work import Item, ItemState, Lease, Link
from app.record.alike import alike_of
from app.record.coding import read, time_of
from app.record.dispatching import packages_of
from app.record.entries import linked_shipments
from app.record.exam_results import results_of
from app.record.since import since_decided
from app.record.staleness import is_stale
from app.record.supervision_read import read_drawn, returned_with
from app.record.tables import (
    ACKNOWLEDGED,
    DECISION,
    DRAFT,
    IMAGE,
    ITEM,
    LEASE,
    LINE,
    LINK,
    MARK,
    OBSERVED,
    REPORT,
    SCAN,
    SHIPMENT,
    SHOWN,
    VERDICT,
    VIEWED,
)
from app.record.turn_state import read_turn

_NO_ITEM = phrase("There is no item {item} on record.")
_NO_SCAN = phrase("There is no scan {scan} on record.")
_NO_SHIPMENT = phrase("There is no shipment {shipment} on record.")


# --- scans and shipments -----------------------------------------------------------------------


_ITEM_OF = select(SCAN.c.item_id).where(SCAN.c.scan_id == bindparam("scan"))


def require_scan(connection: Connection, scan_id: str) -> str:
    """Return the item that a scan belongs to; refuse when the scan is unknown."""
    item_id: str | None = connection.scalar(_ITEM_OF, {"scan": scan_id})
    if item_id is None:
        raise Refused(say(_NO_SCAN, scan=scan_id))
    return item_id


def read_scans(connection: Connection, chosen: Select[Any] | None = None) -> tuple[Scan, ...]:
    """Return scans in order of arrival: all of them, or those whose identity is chosen."""
    return _assembled(connection, *_scans_and_images(chosen), {})


def _scans_and_images(chosen: Select[Any] | None) -> tuple[Select[Any], Select[Any]]:
    scans = select(SCAN.c.scan_id, SCAN.c.body)
    images = (
        select(IMAGE.c.scan_id, IMAGE.c.body, LINE.c.at)
        .join(LINE, LINE.c.seq == IMAGE.c.seq)
        .order_by(IMAGE.c.seq)
    )
    if chosen is None:
        return scans, images
    return scans.where(SCAN.c.scan_id.in_(chosen)), images.where(IMAGE.c.scan_id.in_(chosen))


def _assembled(
    connection: Connection, scans: Select[Any], images: Select[Any], values: Mapping[str, str]
) -> tuple[Scan, ...]:
    files: dict[str, list[ImageFile]] = {}
    came: dict[str, str] = {}
    for scan_id, body, at in connection.execute(images, values):
        files.setdefault(scan_id, []).append(read(body, ImageFile))
        came.setdefault(scan_id, at)
    # Insertion order of `files` is the order in which scans arrived.
    bodies = {row.scan_id: row.body for row in connection.execute(scans, values)}
    return tuple(
        dataclasses.replace(
            read(bodies[scan_id], Scan), files=tuple(found), received_at=time_of(came[scan_id])
        )
        for scan_id, found in files.items()
    )


def scans_by_item(
    connection: Connection, item_ids: Sequence[str]
) -> Mapping[str, tuple[Scan, ...]]:
    """Return the scans of several items at once."""
    chosen = select(SCAN.c.scan_id, SCAN.c.item_id).where(SCAN.c.item_id.in_(item_ids))
    items = {row.scan_id: row.item_id for row in connection.execute(chosen)}
    found: dict[str, list[Scan]] = {}
    for scan in read_scans(connection, chosen.with_only_columns(SCAN.c.scan_id)):
        found.setdefault(items[scan.scan_id], []).append(scan)
    return {item_id: tuple(scans) for item_id, scans in found.items()}


def read_scan(connection: Connection, scan_id: str) -> Scan:
    """Return one scan with all its files."""
    require_scan(connection, scan_id)
    (scan,) = read_scans(connection, select(SCAN.c.scan_id).where(SCAN.c.scan_id == scan_id))
    return scan


def read_shipments(connection: Connection, *, current: bool) -> tuple[Shipment, ...]:
    """Return the newest version of every shipment, or every version in order of arrival."""
    query = select(SHIPMENT.c.body).order_by(SHIPMENT.c.seq)
    if current:
        query = query.where(SHIPMENT.c.newest == 1)
    return tuple(read(body, Shipment) for body in connection.scalars(query))


def read_shipment(connection: Connection, shipment_id: str) -> Shipment:
    """Return the newest version of one shipment."""
    body = connection.scalar(
        select(SHIPMENT.c.body).where(SHIPMENT.c.newest == 1, SHIPMENT.c.shipment_id == shipment_id)
    )
    if body is None:
        raise Refused(say(_NO_SHIPMENT, shipment=shipment_id))
    return read(body, Shipment)


# --- items -------------------------------------------------------------------------------------


_ITEM = select(ITEM).where(ITEM.c.item_id == bindparam("item"))


def current(connection: Connection, item_id: str) -> Row[Any]:
    """Return the row of an item; one that was joined into another leads to that one."""
    row = connection.execute(_ITEM, {"item": item_id}).first()
    if row is None:
        raise Refused(say(_NO_ITEM, item=item_id))
    return current(connection, row.joined_into) if row.joined_into else row


def item_ids(connection: Connection) -> tuple[str, ...]:
    """Return the items that stand, in order of arrival."""
    query = select(ITEM.c.item_id).where(ITEM.c.joined_into == "").order_by(ITEM.c.seq)
    return tuple(connection.scalars(query))


def scans_of(item_id: str | BindParameter[Any]) -> Select[Any]:
    """Select the identities of an item's scans."""
    return select(SCAN.c.scan_id).where(SCAN.c.item_id == item_id)


_OWN = scans_of(bindparam("item"))
"""The identities of the scans of one item. Statements that are run often are built once."""
_SCANS, _IMAGES = _scans_and_images(_OWN)
_LEASE = select(LEASE).where(LEASE.c.item_id == bindparam("item"))
_DECISIONS = (
    select(DECISION.c.body).where(DECISION.c.item_id == bindparam("item")).order_by(DECISION.c.seq)
)
_LINKS = (
    select(LINK.c.body).where(LINK.c.scan_id.in_(_OWN)).order_by(LINK.c.scan_id, LINK.c.shipment_id)
)
_REPORTS = select(REPORT.c.body).where(REPORT.c.newest == 1, REPORT.c.scan_id.in_(_OWN))
_MARKS = (
    select(MARK.c.body)
    .where(MARK.c.removed == 0, MARK.c.scan_id.in_(_OWN))
    .order_by(MARK.c.number, MARK.c.mark_id)
)
_VERDICTS = (
    select(VERDICT.c.finding_id, VERDICT.c.verdict)
    .where(VERDICT.c.scan_id.in_(_OWN), VERDICT.c.officer == bindparam("officer"))
    .order_by(VERDICT.c.seq)
)
_ACKNOWLEDGED = (
    select(ACKNOWLEDGED.c.notice_key, LINE.c.at)
    .join(LINE, LINE.c.seq == ACKNOWLEDGED.c.seq)
    .where(ACKNOWLEDGED.c.item_id == bindparam("item"))
    .where(ACKNOWLEDGED.c.officer == bindparam("officer"))
    .order_by(ACKNOWLEDGED.c.seq)
)
_OBSERVED = select(OBSERVED.c.name, OBSERVED.c.value).where(OBSERVED.c.item_id == bindparam("item"))
_DRAFT = select(DRAFT.c.body).where(
    DRAFT.c.item_id == bindparam("item"), DRAFT.c.officer == bindparam("officer")
)
_READABLE = select(SHOWN.c.scan_id, SHOWN.c.view).where(
    SHOWN.c.scan_id.in_(_OWN), SHOWN.c.officer == bindparam("officer"), SHOWN.c.readable == 1
)


def read_lease(connection: Connection, item_id: str) -> Row[Any] | None:
    """Return the row of an item's lease, whether it still runs or not."""
    return connection.execute(_LEASE, {"item": item_id}).first()


def decisions_of(connection: Connection, item_id: str) -> tuple[Recommendation, ...]:
    """Return what was decided, oldest first."""
    bodies = connection.scalars(_DECISIONS, {"item": item_id})
    return tuple(read(body, Recommendation) for body in bodies)


def read_item(connection: Connection, item_id: str, now: dt.datetime) -> Item:
    """Return everything on record about an item.

    Verdicts, acknowledgements, views and draft are those of the officer who has it now, else of
    the one who decided it: nobody inherits what somebody else has looked at.
    """
    row = current(connection, item_id)
    item_id = row.item_id
    decisions = decisions_of(connection, item_id)
    held = read_lease(connection, item_id)
    live = held is not None and time_of(held.until) > now
    whose = held.officer if held is not None else (decisions[-1].officer if decisions else None)
    shipments = linked_shipments(connection, item_id)
    scans = _as_declared(_assembled(connection, _SCANS, _IMAGES, {"item": item_id}), shipments)
    viewed = views_noted(connection, VIEWED, item_id, whose)
    decided = bool(decisions) and not is_stale(connection, decisions[-1], shipments)
    links = _links(connection, item_id)
    noted = _acknowledged(connection, item_id, whose)
    made = [one.recommendation_id for one in decisions]
    reports = _reports(connection, item_id, scans)
    stale = bool(decisions) and not decided
    return Item(
        item_id=item_id,
        state=_state(decided=decided, claimed=live),
        scans=scans,
        shipments=shipments,
        links=links,
        reports=reports,
        marks=_marks(connection, item_id),
        verdicts=_verdicts(connection, item_id, whose),
        acknowledged=tuple(noted),
        acknowledged_at=MappingProxyType(noted),
        packages=packages_of(connection, made) if made else (),
        results=results_of(connection, made) if made else (),
        viewed=viewed,
        draft=_draft(connection, item_id, whose),
        decisions=decisions,
        lease=as_lease(held) if held is not None and live else None,
        received_at=time_of(row.received_at),
        shown=_shown(connection, item_id, whose, viewed),
        observed=_observed(connection, item_id),
        alike=alike_of(connection, item_id, scans, links),
        drawn=bool(read_drawn(connection, item_id)),
        returned=returned_with(connection, item_id) if decisions else None,
        turn=read_turn(connection, item_id),
        since=since_decided(connection, decisions[-1], scans, shipments, reports)
        if stale
        else None,
    )


def as_lease(row: Row[Any]) -> Lease:
    """Return a lease's row as its value."""
    return Lease(row.item_id, row.officer, time_of(row.since), time_of(row.until))


def _as_declared(scans: Iterable[Scan], shipments: Iterable[Shipment]) -> tuple[Scan, ...]:
    """Put scans in the order in which their equipment was declared, whichever arrived first."""
    declared = [piece.number for shipment in shipments for piece in shipment.equipment]
    return tuple(
        sorted(
            scans,
            key=lambda scan: (
                declared.index(scan.object_id) if scan.object_id in declared else len(declared)
            ),
        )
    )


def _state(*, decided: bool, claimed: bool) -> ItemState:
    if decided:
        return ItemState.DECIDED
    return ItemState.CLAIMED if claimed else ItemState.WAITING


def _links(connection: Connection, item_id: str) -> tuple[Link, ...]:
    return tuple(read(body, Link) for body in connection.scalars(_LINKS, {"item": item_id}))


def _reports(
    connection: Connection, item_id: str, scans: Sequence[Scan]
) -> tuple[ThreatDetectionReport, ...]:
    place = {
        (scan.scan_id, view): (n, m)
        for n, scan in enumerate(scans)
        for m, view in enumerate(scan.views)
    }
    bodies = connection.scalars(_REPORTS, {"item": item_id})
    reports = [read(body, ThreatDetectionReport) for body in bodies]
    last = (len(scans), 0)
    return tuple(sorted(reports, key=lambda report: place.get((report.scan_id, report.view), last)))


def _marks(connection: Connection, item_id: str) -> tuple[Mark, ...]:
    return tuple(read(body, Mark) for body in connection.scalars(_MARKS, {"item": item_id}))


def last_mark_number(connection: Connection, item_id: str) -> int:
    """Return the highest number that any mark of the item ever had, 0 when there was none."""
    query = select(func.max(MARK.c.number)).where(MARK.c.scan_id.in_(scans_of(item_id)))
    return connection.scalar(query) or 0


def _verdicts(connection: Connection, item_id: str, whose: str | None) -> dict[str, Verdict]:
    rows = connection.execute(_VERDICTS, {"item": item_id, "officer": whose})
    return {finding_id: Verdict(verdict) for finding_id, verdict in rows}


def _acknowledged(
    connection: Connection, item_id: str, whose: str | None
) -> dict[str, dt.datetime]:
    """Return the keys of acknowledged notices in their order, each with when it was."""
    rows = connection.execute(_ACKNOWLEDGED, {"item": item_id, "officer": whose})
    return {key: time_of(at) for key, at in rows}


@functools.cache
def _noted_in(table: Table) -> Select[Any]:
    """Select the views noted in a table: one whose files arrived later is yet to be shown."""
    newest = (
        select(func.max(IMAGE.c.seq))
        .where(IMAGE.c.scan_id == table.c.scan_id, IMAGE.c.view == table.c.view)
        .scalar_subquery()
    )
    return (
        select(table.c.scan_id, table.c.view)
        .where(table.c.scan_id.in_(_OWN), table.c.officer == bindparam("officer"))
        .where(table.c.seq > newest)
        .order_by(table.c.seq)
    )


def _observed(connection: Connection, item_id: str) -> Mapping[str, str]:
    rows = connection.execute(_OBSERVED, {"item": item_id})
    return MappingProxyType({row.name: row.value for row in rows})


def views_noted(
    connection: Connection, table: Table, item_id: str, whose: str | None
) -> tuple[tuple[str, str], ...]:
    """Return the views that are noted for a person, in the order of the notes.

    A note is about the files that were there: one that arrived later is yet to be shown.
    """
    rows = connection.execute(_noted_in(table), {"item": item_id, "officer": whose})
    return tuple((scan_id, view) for scan_id, view in rows)


def shown_views(
    connection: Connection, item_id: str, whose: str | None
) -> Mapping[tuple[str, str], bool]:
    """Return the views that stood on a person's screen; False where only the reason did."""
    seen = views_noted(connection, VIEWED, item_id, whose)
    return _shown(connection, item_id, whose, seen)


def _shown(
    connection: Connection, item_id: str, whose: str | None, seen: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], bool]:
    shown = dict.fromkeys(views_noted(connection, SHOWN, item_id, whose), False)
    for scan_id, view in connection.execute(_READABLE, {"item": item_id, "officer": whose}):
        if (scan_id, view) in shown:
            shown[scan_id, view] = True
    # Whoever has seen a view to its end has been shown it.
    shown.update(dict.fromkeys(seen, True))
    return MappingProxyType(shown)


def _draft(connection: Connection, item_id: str, whose: str | None) -> Draft | None:
    body = connection.scalar(_DRAFT, {"item": item_id, "officer": whose})
    return None if body is None else read(body, Draft)
