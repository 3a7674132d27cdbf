"""From many lines of one family to rows, at once: what is written often, and proved by the million.

A family is a set of kinds whose rows no other family reads or writes, so that its lines may be
taken together past lines of others. What each function leaves is what its lines, one after the
other, would leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from app.record.chain import Line, LineKind
from app.record.coding import canonical
from app.record.parts import parts_of
from app.record.tables import (
    ACKNOWLEDGED,
    DECISION,
    DRAFT,
    IMAGE,
    ITEM,
    LINK,
    MARK,
    OBSERVED,
    REPORT,
    SCAN,
    SHOWN,
    VERDICT,
    VIEWED,
)
from app.record.turn_tables import TURN
from app.record.upserting import put_all

Body = Mapping[str, Any]
"""A payload as it was read from JSON."""

Entry = tuple[Line, Body]
Row = dict[str, Any]


def items_of(connection: Connection, scan_ids: Iterable[str]) -> set[str]:
    """Return the items that scans belong to."""
    return set(_item_of_scan(connection, scan_ids).values())


def _item_of_scan(connection: Connection, scan_ids: Iterable[str]) -> dict[str, str]:
    query = select(SCAN.c.scan_id, SCAN.c.item_id)
    return {
        row.scan_id: row.item_id
        for some in parts_of(sorted(set(scan_ids)))
        for row in connection.execute(query.where(SCAN.c.scan_id.in_(some)))
    }


# --- arrival -----------------------------------------------------------------------------------

_COUNT_ITEMS = select(func.count()).select_from(ITEM)
_RENEW_SCAN = (
    update(SCAN)
    .where(SCAN.c.scan_id == bindparam("known"))
    .values(body=bindparam("body"), seq=bindparam("seq"))
)


def _images_added(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    came: dict[str, Line] = {}
    stands: dict[str, tuple[int, Body]] = {}
    for line, body in entries:
        scan_id = body["scan"]["scan_id"]
        came.setdefault(scan_id, line)
        # The writer has joined it with what was known before.
        stands[scan_id] = (line.seq, body["scan"])
    known = _item_of_scan(connection, stands)
    items = _new_items(connection, {name: line for name, line in came.items() if name not in known})
    scans = [
        {"scan_id": name, "item_id": item, "body": canonical(stands[name][1])}
        | {"seq": stands[name][0]}
        for name, item in items.items()
    ]
    renewed = [
        {"known": name, "body": canonical(stands[name][1]), "seq": stands[name][0]}
        for name in known
    ]
    if scans:
        connection.execute(insert(SCAN), scans)
    if renewed:
        connection.execute(_RENEW_SCAN, renewed)
    connection.execute(insert(IMAGE), [_image_row(line, body) for line, body in entries])
    return {*known.values(), *items.values()}


def _new_items(connection: Connection, came: Mapping[str, Line]) -> dict[str, str]:
    """Make an item for each new scan, numbered on; return them by scan."""
    if not came:
        return {}
    count = connection.scalar(_COUNT_ITEMS) or 0
    items = {name: f"C{number:05d}" for number, name in enumerate(came, start=count + 1)}
    rows = [
        {"item_id": items[name], "received_at": line.at, "joined_into": "", "seq": line.seq}
        for name, line in came.items()
    ]
    connection.execute(insert(ITEM), rows)
    return items


def _image_row(line: Line, body: Body) -> Row:
    file = body["file"]
    return {
        "sha256": file["sha256"],
        "scan_id": body["scan"]["scan_id"],
        "view": file["view"],
        "energy": file["energy"],
        "body": canonical(file),
        "seq": line.seq,
    }


def _links_put(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    rows = [
        {
            "scan_id": body["scan_id"],
            "shipment_id": body["shipment_id"],
            "link_class": body["link_class"],
            "body": canonical(body),
            "seq": line.seq,
        }
        for line, body in entries
    ]
    put_all(connection, LINK, rows)
    return items_of(connection, (row["scan_id"] for row in rows))


_OLDER_REPORTS = (
    update(REPORT)
    .where(REPORT.c.scan_id == bindparam("of_scan"), REPORT.c.view == bindparam("of_view"))
    .values(newest=0)
)


def _reports_added(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    last = {(body["scan_id"], body["view"]): line.seq for line, body in entries}
    connection.execute(_OLDER_REPORTS, [{"of_scan": one, "of_view": view} for one, view in last])
    newest = set(last.values())
    connection.execute(
        insert(REPORT),
        [_report_row(line, body) | {"newest": int(line.seq in newest)} for line, body in entries],
    )
    return items_of(connection, (scan_id for scan_id, _ in last))


def _report_row(line: Line, body: Body) -> Row:
    findings = body["findings"]
    return {
        "report_id": body["report_id"],
        "scan_id": body["scan_id"],
        "view": body["view"],
        "state": body["state"],
        "findings": len(findings),
        "strongest": max((float(found["probability"]) for found in findings), default=0.0),
        "body": canonical(body),
        "seq": line.seq,
    }


# --- review ------------------------------------------------------------------------------------

_CHANGE_MARK = (
    update(MARK)
    .where(MARK.c.scan_id == bindparam("of_scan"), MARK.c.mark_id == bindparam("of_mark"))
    .values(removed=bindparam("removed"), seq=bindparam("seq"))
)


def _marks_changed(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    """Save marks, take them away, and show them again as they were."""
    saved: dict[tuple[str, str], Row] = {}
    changed: dict[tuple[str, str], Row] = {}
    for line, body in entries:
        key = (body["scan_id"], body["mark_id"])
        if line.kind == LineKind.MARK_SAVED:
            changed.pop(key, None)
            saved[key] = _mark_row(line, body)
            continue
        now = {"removed": int(line.kind == LineKind.MARK_REMOVED), "seq": line.seq}
        if key in saved:
            saved[key] |= now
        else:
            changed[key] = {"of_scan": key[0], "of_mark": key[1], **now}
    put_all(connection, MARK, saved.values())
    if changed:
        connection.execute(_CHANGE_MARK, list(changed.values()))
    return set()


def _mark_row(line: Line, body: Body) -> Row:
    return {
        "scan_id": body["scan_id"],
        "mark_id": body["mark_id"],
        "number": body["number"],
        "removed": 0,
        "body": canonical(body),
        "seq": line.seq,
    }


def _verdicts_given(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    rows = ({**body, "officer": line.actor, "seq": line.seq} for line, body in entries)
    put_all(connection, VERDICT, rows)
    return set()


def _notices_acknowledged(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    rows = (_of_item(line) | {"notice_key": body["key"]} for line, body in entries)
    put_all(connection, ACKNOWLEDGED, rows)
    return set()


def _of_item(line: Line) -> Row:
    return {"item_id": line.subject, "officer": line.actor, "seq": line.seq}


def _observed(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    rows = (
        _of_item(line) | {"name": body["name"], "value": body["value"]} for line, body in entries
    )
    put_all(connection, OBSERVED, rows)
    return set()


def _views_seen(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    put_all(connection, VIEWED, (_of_view(line, body) for line, body in entries))
    return set()


def _views_shown(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    rows = (_of_view(line, body) | {"readable": int(body["readable"])} for line, body in entries)
    put_all(connection, SHOWN, rows)
    return set()


def _of_view(line: Line, body: Body) -> Row:
    values = {"scan_id": body["scan_id"], "view": body["view"]}
    return {**values, "officer": line.actor, "seq": line.seq}


_DROP_TURN = delete(TURN).where(TURN.c.item_id == bindparam("of_item"))
_DROP_DRAFTS = delete(DRAFT).where(DRAFT.c.item_id == bindparam("of_item"))
_DROP_DRAFT = _DROP_DRAFTS.where(DRAFT.c.officer == bindparam("of_officer"))


def _drafted_and_decided(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    """Keep drafts and turns until their item is decided."""
    drafts: dict[str, dict[str, Row]] = {}
    dropped: dict[tuple[str, str], Row] = {}
    decided: list[Row] = []
    for line, body in entries:
        item, officer = line.subject, line.actor
        mine = drafts.setdefault(item, {})
        if line.kind == LineKind.DECIDED:
            mine.clear()
            decided.append(_decision_row(line, body))
        elif body["draft"] is None:
            mine.pop(officer, None)
            dropped[item, officer] = {"of_item": item, "of_officer": officer}
        else:
            mine[officer] = _of_item(line) | {"body": canonical(body["draft"])}
    items = {row["item_id"] for row in decided}
    if decided:
        connection.execute(insert(DECISION), decided)
        gone = [{"of_item": item} for item in sorted(items)]
        connection.execute(_DROP_DRAFTS, gone)
        connection.execute(_DROP_TURN, gone)
    if dropped:
        connection.execute(_DROP_DRAFT, list(dropped.values()))
    put_all(connection, DRAFT, (row for mine in drafts.values() for row in mine.values()))
    return items


def _decision_row(line: Line, body: Body) -> Row:
    return {
        "recommendation_id": body["recommendation_id"],
        "item_id": line.subject,
        "supersedes": body["supersedes"],
        "officer": line.actor,
        "kind": body["kind"],
        "body": canonical(body),
        "seq": line.seq,
    }


Run = Callable[[Connection, Sequence[Entry]], set[str]]
"""Applies lines of one family in their order, and returns the items they touch."""

RUNS: Mapping[str, Run] = MappingProxyType(
    {
        LineKind.IMAGE_ADDED: _images_added,
        LineKind.LINK_PUT: _links_put,
        LineKind.REPORT_ADDED: _reports_added,
        LineKind.MARK_SAVED: _marks_changed,
        LineKind.MARK_REMOVED: _marks_changed,
        LineKind.MARK_RESTORED: _marks_changed,
        LineKind.VERDICT_GIVEN: _verdicts_given,
        LineKind.NOTICE_ACKNOWLEDGED: _notices_acknowledged,
        LineKind.OBSERVED: _observed,
        LineKind.VIEW_SEEN: _views_seen,
        LineKind.VIEW_SHOWN: _views_shown,
        LineKind.DRAFT_SAVED: _drafted_and_decided,
        LineKind.DECIDED: _drafted_and_decided,
    }
)
"""What a kind's lines are applied by: kinds with the same function are one family."""
