"""Building the derived tables again from the lines, in a database of their own."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from collections.abc import Iterator, Sequence, Set

from sqlalchemy import Column, Connection, MetaData, Table, create_engine, select

from app.domain.errors import RecordDamaged
from app.domain.words import phrase, say
from app.record.bulk import PlainRow, plain_rows
from app.record.chain import Line, LineKind
from app.record.coding import digest
from app.record.columns import METADATA
from app.record.entries import refresh
from app.record.filing_tables import NUMBER
from app.record.history_tables import HISTORY
from app.record.indexing import index_lines, index_rows
from app.record.projections import gathered, leaves_rows, project
from app.record.stubs import read_stubs, said_of
from app.record.tables import ENTRY, ITEM, LINE, PAYLOAD

PAYLOAD_WRONG = phrase("What line {seq} says is not what was written.")
PAYLOAD_GONE = phrase("What line {seq} says is missing, and no line says that it was purged.")

COLUMNS = [LINE.c[field.name] for field in dataclasses.fields(Line)]
"""Those of a line, in the order of its fields."""
_SEQ, _KIND, _DIGEST = (
    [column.name for column in COLUMNS].index(name) for name in ("seq", "kind", "payload_digest")
)
_BODY = len(COLUMNS)
_KINDS = frozenset(kind.value for kind in LineKind if leaves_rows(kind))
_SORTED_LATER = (NUMBER, HISTORY)
"""Filled when all else is there, and read in the order of their keys once: an index that is kept
in order all the while costs more than sorting."""
FOLLOWING = (*_SORTED_LATER, ENTRY)
"""What follows from other tables as they stand, and is made when those are there."""


@contextlib.contextmanager
def rebuilt(connection: Connection, *, whole: bool = True) -> Iterator[Connection]:
    """Build the tables again from the lines.

    Parameters
    ----------
    whole
        Whether to make what follows from other tables as well; it stays empty otherwise.

    Raises
    ------
    RecordDamaged
        When what a line says is not what was written; nothing is made of what it says instead.
    """
    engine = create_engine("sqlite://", creator=nameless)
    try:
        with engine.begin() as scratch:
            make_tables(scratch, METADATA.sorted_tables)
            _replay(connection, scratch)
            if whole:
                index_rows(scratch)
                refresh(scratch, scratch.scalars(select(ITEM.c.item_id)).all())
            yield scratch
    finally:
        engine.dispose()


def make_tables(connection: Connection, tables: Sequence[Table]) -> None:
    """Make tables to be filled and read once."""
    keyed = [one for one in tables if one not in _SORTED_LATER]
    METADATA.create_all(connection, keyed, checkfirst=False)
    for table in tables:
        if table in _SORTED_LATER:
            _bare(table).create(connection)


def nameless(*, begins: bool = True) -> sqlite3.Connection:
    """Return a database without a name: SQLite keeps it on disk where it grows beyond its memory.

    Nobody reads it after a crash: it needs neither a journal nor a disk that keeps up.

    Parameters
    ----------
    begins
        Whether the driver begins transactions by itself.
    """
    made = sqlite3.connect("", uri=True, isolation_level="DEFERRED" if begins else None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
        made.execute(f"PRAGMA {setting}")
    return made


def _bare(table: Table) -> Table:
    """Return a table with the same columns and no key."""
    columns = (Column(column.name, column.type) for column in table.columns)
    return Table(table.name, MetaData(), *columns)


def purged(connection: Connection) -> Set[str]:
    """Return the digests of payloads of which a line says that they were purged."""
    query = select(LINE.c.subject).where(LINE.c.kind == LineKind.PAYLOAD_PURGED.value)
    return set(connection.scalars(query))


def _replay(source: Connection, target: Connection) -> None:
    stubs, gone = read_stubs(source), purged(source)
    query = (
        select(*COLUMNS, PAYLOAD.c.body)
        .outerjoin(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .order_by(LINE.c.seq)
    )
    for rows in plain_rows(source, query):
        for row in rows:
            _require_said(row, gone)
        telling = [row for row in rows if row[_KIND] in _KINDS]
        said = ((Line(*row[:_BODY]), said_of(row[_BODY], row[_DIGEST], stubs)) for row in telling)
        entries = gathered((line, body) for line, body in said if body is not None)
        project(target, entries, found_by=index_lines)


def _require_said(row: PlainRow, gone: Set[str]) -> None:
    """Refuse what is not what was written: nothing is to be made of a forger's words."""
    wrong = payload_trouble(row[_BODY], row[_DIGEST], gone)
    if wrong is not None:
        raise RecordDamaged(say(wrong, seq=row[_SEQ]))


def payload_trouble(body: object, expected: str, gone: Set[str]) -> str | None:
    """Return what is wrong with what a line says.

    Parameters
    ----------
    body
        As it stands; None where nothing does.
    expected
        Its digest, as the line has it.
    gone
        Digests of payloads that were purged.
    """
    if body is None:
        return None if expected in gone else PAYLOAD_GONE
    return None if is_digest(body, expected) else PAYLOAD_WRONG


def is_digest(body: object, expected: str) -> bool:
    """Whether something is a text, and has this digest."""
    return isinstance(body, str) and digest(body) == expected
