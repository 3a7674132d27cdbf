"""The lines of one blind second reading, as what stood on its reader's screen is rebuilt from them.

What she did is told in the words of an ordinary review; of what the first reader did, nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from app.domain.supervision import SecondReading
from app.domain.threat import ThreatDetectionReport
from app.domain.work import Link
from app.record.blinding import blind_links, hidden_report
from app.record.chain import LineKind
from app.record.coding import plain, value_of
from app.record.replaying import (
    Place,
    Told,
    as_done,
    lines_around,
    read_lines,
    scans_with,
    with_joined,
)
from app.record.second_readings import find_reading
from app.record.supervising_tables import SECOND_READING
from app.record.tables import LINE

Body = Mapping[str, Any]
Meant = tuple[LineKind, Body]
"""Kind and body of the line that an ordinary review would have left."""

_OF_ITEM = (LineKind.ITEMS_JOINED, LineKind.OBSERVED)
"""What is no part of a decision: she sees it, whoever wrote it."""
_HERS = (LineKind.EVENT_NOTED, LineKind.ACT_RECEIVED)
_OF_READING = (LineKind.READING_ASKED, LineKind.READING_NOTED, LineKind.READING_SIGNED)


def place_of_reading(connection: Connection, recommendation_id: str) -> Place | None:
    """Return where a reading was signed, by what its reader signed; None when nobody did."""
    named = SECOND_READING.c.signed.contains(
        f'"recommendation_id":"{recommendation_id}"', autoescape=True
    )
    row = connection.execute(
        select(SECOND_READING.c.reading_id, SECOND_READING.c.item_id).where(named)
    ).first()
    if row is None:
        return None
    signed = select(LINE.c.seq).where(
        LINE.c.kind == LineKind.READING_SIGNED.value, LINE.c.subject == row.item_id
    )
    for told in read_lines(connection, sorted(connection.scalars(signed))):
        if told.body is not None and told.body["reading_id"] == row.reading_id:
            return Place(row.item_id, told.seq, row.reading_id)
    return None


def told_in_reading(connection: Connection, place: Place) -> tuple[Told, ...]:
    """Return the lines up to the signature of a reading, as its reader saw what they did."""
    reading = find_reading(connection, place.reading_id)
    items = with_joined(connection, place.item_id)
    kinds = LINE.c.kind.in_
    acts = select(LINE.c.seq).where(
        LINE.c.subject.in_(items),
        or_(
            kinds([kind.value for kind in (*_OF_ITEM, *_OF_READING)]),
            and_(kinds([kind.value for kind in _HERS]), LINE.c.actor == reading.reader),
        ),
    )
    scans = scans_with(connection, place.item_id)
    lines = as_done(read_lines(connection, lines_around(connection, scans, acts, place.seq)))
    return tuple(_hers(lines, reading))


def _hers(lines: Iterable[Told], reading: SecondReading) -> Iterator[Told]:
    """Yield what is of this reading, of its item, or arrived; her own acts since it was asked."""
    asked, removed = False, set[str]()
    for told in lines:
        if told.kind in _OF_READING:
            mine = told.body is None or told.body["reading_id"] == reading.reading_id
            asked = asked or (mine and told.kind is LineKind.READING_ASKED)
            if mine and told.kind is not LineKind.READING_ASKED:
                yield _meant(told, reading, removed)
        elif told.kind not in _HERS or asked:
            yield _blinded(told, reading)


def _blinded(told: Told, reading: SecondReading) -> Told:
    """Return a line with what the second reader was shown of it."""
    if told.body is None:
        return told
    if told.kind is LineKind.LINK_PUT:
        (link,) = blind_links([value_of(told.body, Link)])
        return _saying(told, plain(link))
    if told.kind is LineKind.REPORT_ADDED and reading.hide_model:
        report = value_of(told.body, ThreatDetectionReport)
        return _saying(told, plain(hidden_report(report)))
    return told


def _saying(told: Told, body: Any) -> Told:
    return dataclasses.replace(told, body=body)


def _meant(told: Told, reading: SecondReading, removed: set[str]) -> Told:
    """Return what a line of a reading would be in an ordinary review.

    What an earlier reader had noted before she gave it back stood on the screen too, as hers.
    """
    if told.body is None:
        return told
    if told.kind is LineKind.READING_SIGNED:
        kind, body = LineKind.DECIDED, told.body["recommendation"]
    elif told.body["what"] == "mark":
        kind, body = _mark(told.body["value"], removed)
    else:
        kind, body = _NOTED[told.body["what"]](told.body["name"], told.body["value"])
    return dataclasses.replace(told, kind=kind, body=body, actor=reading.reader)


def _mark(value: Body, removed: set[str]) -> Meant:
    mark = value["mark"]
    place = {"scan_id": mark["scan_id"], "mark_id": mark["mark_id"]}
    if value["removed"]:
        removed.add(mark["mark_id"])
        return LineKind.MARK_REMOVED, place
    if mark["mark_id"] in removed:
        removed.discard(mark["mark_id"])
        return LineKind.MARK_RESTORED, place
    return LineKind.MARK_SAVED, mark


_NOTED: Mapping[str, Callable[[str, Any], Meant]] = MappingProxyType(
    {
        "verdict": lambda name, value: (
            LineKind.VERDICT_GIVEN,
            {"finding_id": name, "verdict": value},
        ),
        "acknowledged": lambda name, value: (
            LineKind.NOTICE_ACKNOWLEDGED,
            {"key": name, "notice": value["notice"]},
        ),
        "viewed": lambda _, value: (
            LineKind.VIEW_SEEN,
            {"scan_id": value[0], "view": value[1]},
        ),
        "shown": lambda _, value: (
            LineKind.VIEW_SHOWN,
            {"scan_id": value["view"][0], "view": value["view"][1], "readable": value["readable"]},
        ),
        "draft": lambda _, value: (LineKind.DRAFT_SAVED, {"draft": value}),
        "link": lambda _, value: (LineKind.LINK_PUT, value["link"]),
    }
)
"""Headings of `app.record.blind_record` to what an ordinary review would have written."""
