"""Reading blind second readings: which there are, whose each is, what was noted in it."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from app.domain.decision import Recommendation
from app.domain.errors import Refused
from app.domain.officer import Officer
from app.domain.supervision import Adjudication, SecondReading
from app.domain.words import phrase, say
from app.record.coding import read, time_of, value_of
from app.record.supervising_tables import READING_NOTE, SECOND_READING
from app.record.supervision_read import decisions_before, kind_of
from app.record.tables import DECISION, ENTRY

FIRST = phrase("{name} decided this item: the second reader is somebody else.")
NOT_YOU = phrase("You asked for this second reading and know the decision: somebody else reads.")
TAKEN = phrase("The second reading of item {item} is with {officer}.")
NO_READING = phrase("There is no second reading of item {item} to be done.")

_NEWEST = (
    select(DECISION.c.recommendation_id)
    .where(DECISION.c.item_id == SECOND_READING.c.item_id)
    .order_by(DECISION.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_COUNTS = and_(
    SECOND_READING.c.recommendation_id == _NEWEST,
    exists().where(ENTRY.c.item_id == SECOND_READING.c.item_id, ENTRY.c.outcome != ""),
)
"""Of a reading: its decision is the newest of its item, and need not be made again."""


@functools.cache
def _all(dialect: str) -> Select[Any]:
    """Select readings; a server tells who decided first by a function, and not whoever is blind."""
    columns: list[ColumnElement[Any]] = [*SECOND_READING.c]
    if dialect == "postgresql":
        columns = [one for one in columns if one is not SECOND_READING.c.first]
        columns.append(func.first_reader(SECOND_READING.c.reading_id).label("first"))
    order = (SECOND_READING.c.asked_at, SECOND_READING.c.reading_id)
    return select(*columns).order_by(*order)


def _rows(connection: Connection, *chosen: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return connection.execute(_all(connection.dialect.name).where(*chosen)).all()


def open_reading(connection: Connection, item_id: str) -> SecondReading | None:
    """Return the newest reading of an item that is not signed yet; None when there is none."""
    rows = _rows(connection, SECOND_READING.c.item_id == item_id, SECOND_READING.c.signed == "")
    return _reading(connection, rows[-1]) if rows else None


def open_readings(
    connection: Connection, hidden: Collection[str] = ()
) -> tuple[SecondReading, ...]:
    """Return every reading that is not signed yet and whose decision counts.

    Parameters
    ----------
    hidden
        Identities of readings whose decisions count and are hidden from who asks.
    """
    known = or_(_COUNTS, SECOND_READING.c.reading_id.in_(list(hidden))) if hidden else _COUNTS
    rows = _rows(connection, SECOND_READING.c.signed == "", known)
    return tuple(_reading(connection, row) for row in rows)


def why_not_reader(connection: Connection, reading: SecondReading, officer: Officer) -> str:
    """Return which rule keeps a person from being the second reader; empty when none does."""
    if officer.account in decisions_before(connection, reading.item_id):
        return FIRST
    if officer.account == reading.asked_by:
        return NOT_YOU
    return TAKEN if reading.reader not in {"", officer.account} else ""


def counts(connection: Connection, reading: SecondReading) -> bool:
    """Whether the decision that is read again is the newest of its item and need not be remade."""
    named = SECOND_READING.c.reading_id == reading.reading_id
    query = select(SECOND_READING.c.reading_id).where(named, _COUNTS)
    return connection.scalar(query) is not None


def notes(connection: Connection, reading_id: str, what: str) -> Mapping[str, Any]:
    """Return what was noted under a heading, by name, in the order of the lines."""
    query = (
        select(READING_NOTE.c.name, READING_NOTE.c.body)
        .where(READING_NOTE.c.reading_id == reading_id, READING_NOTE.c.what == what)
        .order_by(READING_NOTE.c.seq)
    )
    return {row.name: json.loads(row.body) for row in connection.execute(query)}


def find_reading(connection: Connection, reading_id: str) -> SecondReading:
    """Return one reading; `Refused` when there is none."""
    rows = _rows(connection, SECOND_READING.c.reading_id == reading_id)
    if not rows:
        raise Refused(say(NO_READING, item=reading_id))
    return _reading(connection, rows[0])


def readings_of(connection: Connection, recommendations: Sequence[str]) -> dict[str, SecondReading]:
    """Return the newest reading of each of some decisions."""
    named = SECOND_READING.c.recommendation_id.in_(list(recommendations))
    rows = _rows(connection, named)
    return {row.recommendation_id: _reading(connection, row) for row in rows}


def all_readings(connection: Connection) -> tuple[SecondReading, ...]:
    """Return every reading, in the order in which they were asked for."""
    return tuple(_reading(connection, row) for row in _rows(connection))


def _reading(connection: Connection, row: Row[Any]) -> SecondReading:
    signed = read(row.signed, Recommendation) if row.signed else None
    first_kind = ""
    if signed is not None:
        first_kind = kind_of(connection, row.recommendation_id)
    done = value_of(json.loads(row.adjudicated), Adjudication) if row.adjudicated else None
    return SecondReading(
        row.reading_id,
        row.recommendation_id,
        row.item_id,
        row.first,
        row.reader,
        row.asked_by,
        time_of(row.asked_at),
        bool(row.hide_model),
        signed,
        done,
        first_kind,
    )
