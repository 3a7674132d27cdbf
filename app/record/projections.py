"""From lines to rows: the one place where what was written becomes what is read.

The same functions run when a line is written and when the record is verified, so that the tables
can be rebuilt from the log and compared with what stands in the database.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from app.record.chain import Line, LineKind
from app.record.coding import canonical
from app.record.indexing import index
from app.record.renewing_rows import password_changed, password_reset
from app.record.standing import put_shipments
from app.record.tables import (
    ACCOUNT,
    ACKNOWLEDGED,
    ATTEMPT,
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
from app.record.upserting import put

Body = Mapping[str, Any]
"""A payload as it was read from JSON."""

Touched = tuple[str, ...]
"""Items whose row in the queue must be made again."""


def project(connection: Connection, entries: Iterable[tuple[Line, Body]]) -> set[str]:
    """Apply lines to the derived tables, in their order, and return the items they touch.

    Lines of one kind that follow each other are applied together where that is quicker.
    """
    touched: set[str] = set()
    for kind, run in itertools.groupby(entries, key=lambda entry: entry[0].kind):
        lines = list(run)
        if kind == LineKind.SHIPMENT_ADDED:
            touched.update(put_shipments(connection, lines))
        elif kind in _PROJECTORS:
            for line, body in lines:
                touched.update(_PROJECTORS[kind](connection, line, body))
        index(connection, kind, lines)
    return touched


def _item_of(connection: Connection, scan_id: str) -> str:
    return str(connection.scalar(select(SCAN.c.item_id).where(SCAN.c.scan_id == scan_id)))


# --- arrival -----------------------------------------------------------------------------------


def _image_added(connection: Connection, line: Line, body: Body) -> Touched:
    scan, file = body["scan"], body["file"]
    scan_id = scan["scan_id"]
    if connection.scalar(select(SCAN.c.scan_id).where(SCAN.c.scan_id == scan_id)) is None:
        count = connection.scalar(select(func.count()).select_from(ITEM)) or 0
        item_id = f"C{count + 1:05d}"
        connection.execute(
            insert(ITEM),
            {"item_id": item_id, "received_at": line.at, "joined_into": "", "seq": line.seq},
        )
        connection.execute(
            insert(SCAN),
            {"scan_id": scan_id, "item_id": item_id, "body": canonical(scan), "seq": line.seq},
        )
    else:
        _put_scan(connection, line, scan)
    connection.execute(
        insert(IMAGE),
        {
            "sha256": file["sha256"],
            "scan_id": scan_id,
            "view": file["view"],
            "energy": file["energy"],
            "body": canonical(file),
            "seq": line.seq,
        },
    )
    return (_item_of(connection, scan_id),)


def _put_scan(connection: Connection, line: Line, scan: Body) -> None:
    """Bring the body up to date: the writer has joined it with what was known before."""
    connection.execute(
        update(SCAN)
        .where(SCAN.c.scan_id == scan["scan_id"])
        .values(body=canonical(scan), seq=line.seq)
    )


def _link_put(connection: Connection, line: Line, body: Body) -> Touched:
    values = {
        "scan_id": body["scan_id"],
        "shipment_id": body["shipment_id"],
        "link_class": body["link_class"],
        "body": canonical(body),
        "seq": line.seq,
    }
    put(connection, LINK, values)
    return (_item_of(connection, body["scan_id"]),)


def _items_joined(connection: Connection, line: Line, body: Body) -> Touched:
    """Move everything of one item to another; marks, verdicts and views follow their scan."""
    source, target = body["vacated"], body["kept"]
    connection.execute(update(SCAN).where(SCAN.c.item_id == source).values(item_id=target))
    for table in (ACKNOWLEDGED, DRAFT, OBSERVED):
        # What the kept item has already counts; the rest moves over.
        connection.execute(
            update(table)
            .prefix_with("OR IGNORE")
            .where(table.c.item_id == source)
            .values(item_id=target)
        )
        connection.execute(delete(table).where(table.c.item_id == source))
    for mark in body["renumbered"]:
        connection.execute(
            update(MARK)
            .where(MARK.c.scan_id == mark["scan_id"], MARK.c.mark_id == mark["mark_id"])
            .values(number=mark["number"], body=canonical(mark), seq=line.seq)
        )
    connection.execute(
        update(ITEM).where(ITEM.c.item_id == source).values(joined_into=target, seq=line.seq)
    )
    return (source, target)


def _report_added(connection: Connection, line: Line, body: Body) -> Touched:
    same_view = (REPORT.c.scan_id == body["scan_id"]) & (REPORT.c.view == body["view"])
    connection.execute(update(REPORT).where(same_view).values(newest=0))
    findings = body["findings"]
    connection.execute(
        insert(REPORT),
        {
            "report_id": body["report_id"],
            "scan_id": body["scan_id"],
            "view": body["view"],
            "state": body["state"],
            "findings": len(findings),
            "strongest": max((float(found["probability"]) for found in findings), default=0.0),
            "newest": 1,
            "body": canonical(body),
            "seq": line.seq,
        },
    )
    return (_item_of(connection, body["scan_id"]),)


# --- review ------------------------------------------------------------------------------------


def _mark_saved(connection: Connection, line: Line, body: Body) -> Touched:
    values = {
        "scan_id": body["scan_id"],
        "mark_id": body["mark_id"],
        "number": body["number"],
        "removed": 0,
        "body": canonical(body),
        "seq": line.seq,
    }
    put(connection, MARK, values)
    return ()


def _mark_removed(connection: Connection, line: Line, body: Body) -> Touched:
    this = (MARK.c.scan_id == body["scan_id"]) & (MARK.c.mark_id == body["mark_id"])
    connection.execute(update(MARK).where(this).values(removed=1, seq=line.seq))
    return ()


def _mark_restored(connection: Connection, line: Line, body: Body) -> Touched:
    """Show a removed mark again, as it was: same identity, same number."""
    this = (MARK.c.scan_id == body["scan_id"]) & (MARK.c.mark_id == body["mark_id"])
    connection.execute(update(MARK).where(this).values(removed=0, seq=line.seq))
    return ()


def _verdict_given(connection: Connection, line: Line, body: Body) -> Touched:
    put(connection, VERDICT, {**body, "officer": line.actor, "seq": line.seq})
    return ()


def _notice_acknowledged(connection: Connection, line: Line, body: Body) -> Touched:
    values = {"item_id": line.subject, "notice_key": body["key"], "officer": line.actor}
    put(connection, ACKNOWLEDGED, {**values, "seq": line.seq})
    return ()


def _observed(connection: Connection, line: Line, body: Body) -> Touched:
    values = {"item_id": line.subject, "name": body["name"], "value": body["value"]}
    put(connection, OBSERVED, {**values, "officer": line.actor, "seq": line.seq})
    return ()


def _view_seen(connection: Connection, line: Line, body: Body) -> Touched:
    values = {"scan_id": body["scan_id"], "view": body["view"], "officer": line.actor}
    put(connection, VIEWED, {**values, "seq": line.seq})
    return ()


def _view_shown(connection: Connection, line: Line, body: Body) -> Touched:
    values = {"scan_id": body["scan_id"], "view": body["view"], "officer": line.actor}
    put(connection, SHOWN, {**values, "readable": int(body["readable"]), "seq": line.seq})
    return ()


def _draft_saved(connection: Connection, line: Line, body: Body) -> Touched:
    if body["draft"] is None:
        mine = (DRAFT.c.item_id == line.subject) & (DRAFT.c.officer == line.actor)
        connection.execute(delete(DRAFT).where(mine))
        return ()
    values = {"item_id": line.subject, "officer": line.actor, "body": canonical(body["draft"])}
    put(connection, DRAFT, {**values, "seq": line.seq})
    return ()


def _decided(connection: Connection, line: Line, body: Body) -> Touched:
    connection.execute(
        insert(DECISION),
        {
            "recommendation_id": body["recommendation_id"],
            "item_id": line.subject,
            "supersedes": body["supersedes"],
            "officer": line.actor,
            "kind": body["kind"],
            "body": canonical(body),
            "seq": line.seq,
        },
    )
    connection.execute(delete(DRAFT).where(DRAFT.c.item_id == line.subject))
    return (line.subject,)


# --- people ------------------------------------------------------------------------------------


def _account_added(connection: Connection, line: Line, body: Body) -> Touched:
    connection.execute(
        insert(ACCOUNT),
        {
            "account": body["officer"]["account"],
            "body": canonical(body["officer"]),
            "hash_digest": body["hash_digest"],
            "seq": line.seq,
        },
    )
    return ()


def _hash_renewed(connection: Connection, line: Line, body: Body) -> Touched:
    connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.account == line.subject)
        .values(hash_digest=body["hash_digest"], seq=line.seq)
    )
    return ()


def _password_changed(connection: Connection, line: Line, body: Body) -> Touched:
    password_changed(connection, line, body)
    return ()


def _password_reset(connection: Connection, line: Line, body: Body) -> Touched:
    password_reset(connection, line, body)
    return ()


def _signed_in(connection: Connection, _: Line, body: Body) -> Touched:
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.name_tag == body["name_tag"]))
    return ()


def _sign_in_refused(connection: Connection, line: Line, body: Body) -> Touched:
    tag = body["name_tag"]
    before = connection.scalar(select(ATTEMPT.c.failures).where(ATTEMPT.c.name_tag == tag)) or 0
    values = {"name_tag": tag, "failures": before + 1, "last_at": line.at, "seq": line.seq}
    put(connection, ATTEMPT, values)
    return ()


_PROJECTORS: Mapping[str, Callable[[Connection, Line, Body], Touched]] = MappingProxyType(
    {
        LineKind.ACCOUNT_ADDED: _account_added,
        LineKind.HASH_RENEWED: _hash_renewed,
        LineKind.WORD_RENEWED: _password_changed,
        LineKind.WORD_RESET: _password_reset,
        LineKind.SIGNED_IN: _signed_in,
        LineKind.SECONDED: _signed_in,
        LineKind.SIGN_IN_REFUSED: _sign_in_refused,
        LineKind.IMAGE_ADDED: _image_added,
        LineKind.LINK_PUT: _link_put,
        LineKind.ITEMS_JOINED: _items_joined,
        LineKind.REPORT_ADDED: _report_added,
        LineKind.MARK_SAVED: _mark_saved,
        LineKind.MARK_REMOVED: _mark_removed,
        LineKind.MARK_RESTORED: _mark_restored,
        LineKind.VERDICT_GIVEN: _verdict_given,
        LineKind.NOTICE_ACKNOWLEDGED: _notice_acknowledged,
        LineKind.OBSERVED: _observed,
        LineKind.VIEW_SHOWN: _view_shown,
        LineKind.VIEW_SEEN: _view_seen,
        LineKind.DRAFT_SAVED: _draft_saved,
        LineKind.DECIDED: _decided,
    }
)
"""Kinds that are not here are history only: claims, events, rejected files."""
