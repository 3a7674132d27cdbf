"""The lines of one item in their order, as what stood on screen is rebuilt from them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from app.domain.errors import Refused
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import time_of
from app.record.parts import parts_of
from app.record.stubs import said_of
from app.record.tables import (
    DECISION,
    IMAGE,
    ITEM,
    LINE,
    LINK,
    PAYLOAD,
    REPORT,
    SCAN,
    SHIPMENT,
)

_NO_DECISION = phrase("There is no decision {decision} on record.")
_OF_ITEMS = (
    LineKind.ITEMS_JOINED,
    LineKind.CLAIMED,
    LineKind.HANDED_BACK,
    LineKind.MARK_SAVED,
    LineKind.MARK_REMOVED,
    LineKind.MARK_RESTORED,
    LineKind.VERDICT_GIVEN,
    LineKind.NOTICE_ACKNOWLEDGED,
    LineKind.OBSERVED,
    LineKind.VIEW_SHOWN,
    LineKind.VIEW_SEEN,
    LineKind.EVENT_NOTED,
    LineKind.DRAFT_SAVED,
    LineKind.DECIDED,
    LineKind.ACT_RECEIVED,
)
"""Kinds of which a replay is made, and whose subject is an item."""


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """One line with what it says."""

    seq: int
    at: dt.datetime
    actor: str
    kind: LineKind
    subject: str
    body: Mapping[str, Any] | None
    """None when what it said was purged and nothing is left."""
    whole: bool
    """False when it was purged, whatever is left of it."""
    late: bool = False
    """Whether it was done while the line to the record was cut: `at` is when it was done then,
    `came_at` when the record heard of it."""
    came_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a decision lies in the log."""

    item_id: str
    seq: int
    reading_id: str = ""
    """Of the blind second reading that it was signed in; empty for a decision that counts."""


def place_of(connection: Connection, recommendation_id: str) -> Place:
    """Return item and line of a decision; `Refused` when it was never made."""
    row = connection.execute(
        select(DECISION.c.item_id, DECISION.c.seq).where(
            DECISION.c.recommendation_id == recommendation_id
        )
    ).first()
    if row is None:
        raise Refused(say(_NO_DECISION, decision=recommendation_id))
    return Place(row.item_id, row.seq)


def told_until(connection: Connection, place: Place) -> tuple[Told, ...]:
    """Return the lines about an item, its scans, and what was declared of them, up to one.

    Lines are found between the first file of the item and its decision: the log is read by
    number there, and nothing before the item was here can be about it but shipment data.
    """
    items = with_joined(connection, place.item_id)
    scans = scans_with(connection, place.item_id)
    acts = select(LINE.c.seq).where(
        LINE.c.kind.in_([kind.value for kind in _OF_ITEMS]), LINE.c.subject.in_(items)
    )
    seqs = lines_around(connection, scans, acts, place.seq)
    return tuple(as_done(read_lines(connection, seqs)))


def as_done(lines: Iterable[Told]) -> Iterator[Told]:
    """Yield lines with the time when they were done: what comes late follows a line that says so.

    That line and those of its act are one write, and have one time.
    """
    heard: Told | None = None
    for told in lines:
        if told.kind is LineKind.ACT_RECEIVED:
            heard = told
        elif heard is None or (told.at, told.actor) != (heard.at, heard.actor):
            yield told
        else:
            done_at = time_of(heard.body["done_at"]) if heard.body is not None else told.at
            yield dataclasses.replace(told, at=done_at, late=True, came_at=told.at)


def lines_around(
    connection: Connection, scans: Sequence[str], acts: Select[tuple[int]], last: int
) -> list[int]:
    """Return in their order the lines about scans, what was declared of them, and acts, up to one.

    Parameters
    ----------
    acts
        Selects the lines of what people did.
    """
    shipments = _all(connection, select(LINK.c.shipment_id).where(LINK.c.scan_id.in_(scans)))
    pictures = _all(connection, select(IMAGE.c.seq).where(IMAGE.c.scan_id.in_(scans)))
    first = min((*pictures, last))
    links = select(LINE.c.seq).where(
        LINE.c.kind == LineKind.LINK_PUT.value, LINE.c.subject.in_(scans)
    )
    found = {
        *pictures,
        *connection.scalars(acts.where(LINE.c.seq.between(first, last))),
        *connection.scalars(links),
        *connection.scalars(select(REPORT.c.seq).where(REPORT.c.scan_id.in_(scans))),
    }
    for some in parts_of(shipments):
        versions = select(SHIPMENT.c.seq).where(SHIPMENT.c.shipment_id.in_(some))
        found.update(connection.scalars(versions))
    return sorted(seq for seq in found if seq <= last)


def scans_with(connection: Connection, item_id: str) -> list[str]:
    """Return the scans of an item."""
    return _all(connection, select(SCAN.c.scan_id).where(SCAN.c.item_id == item_id))


def with_joined(connection: Connection, item_id: str) -> list[str]:
    """Return an item and those that were joined into it, or into one of them."""
    found, more = [item_id], [item_id]
    while more:
        more = _all(connection, select(ITEM.c.item_id).where(ITEM.c.joined_into.in_(more)))
        found += more
    return found


def _all(connection: Connection, query: Any) -> list[Any]:
    return sorted(set(connection.scalars(query)))


def read_lines(connection: Connection, places: Sequence[int]) -> Iterable[Told]:
    """Yield lines by their numbers, with what they say or what is left of it."""
    columns = (LINE.c.seq, LINE.c.at, LINE.c.actor, LINE.c.kind, LINE.c.subject)
    query = select(*columns, LINE.c.payload_digest, PAYLOAD.c.body).outerjoin(
        PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest
    )
    for some in parts_of(list(places)):
        rows = connection.execute(query.where(LINE.c.seq.in_(some)).order_by(LINE.c.seq)).all()
        gone = [row.payload_digest for row in rows if row.body is None]
        stubs = _stubs(connection, gone)
        for row in rows:
            yield Told(
                seq=row.seq,
                at=time_of(row.at),
                actor=row.actor,
                kind=LineKind(row.kind),
                subject=row.subject,
                body=said_of(row.body, row.payload_digest, stubs),
                whole=row.body is not None,
            )


def _stubs(connection: Connection, digests: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return what is left of these payloads."""
    query = (
        select(LINE.c.subject, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(
            LINE.c.kind == LineKind.PAYLOAD_PURGED.value, LINE.c.subject.in_(sorted(set(digests)))
        )
    )
    said = (
        (digest, json.loads(body)["body"].get("stub"))
        for digest, body in (connection.execute(query) if digests else ())
    )
    return {digest: stub for digest, stub in said if stub is not None}
