"""Proving the record: every line, the signed head, and every row that follows from the lines."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import sqlite3
from collections.abc import Iterator, Set
from typing import Any

from sqlalchemy import Connection, Table, create_engine, func, inspect, select, text

from app.domain.errors import KnownError
from app.domain.words import Sentence, phrase, say
from app.record import trust
from app.record.chain import Head, Line, LineKind, hash_of, read_head
from app.record.coding import digest
from app.record.columns import METADATA
from app.record.entries import refresh
from app.record.keys import SealKeys
from app.record.projections import gathered, leaves_rows, project
from app.record.stubs import read_stubs, said_of
from app.record.tables import ACCOUNT, DERIVED, ITEM, LINE, PASSWORD, PAYLOAD
from app.record.triggers import TRIGGERS
from app.record.trust import Trouble

_TABLE_GONE = phrase("The table {table} is missing or has other columns than it should.")
_TRIGGER = phrase(
    "The trigger {trigger}, which keeps the record append-only, is missing, changed or unknown."
)
_GAP = phrase("Line {seq} is missing.")
_LINE = phrase("Line {seq} is not as it was written.")
_ORDER = phrase("Line {seq} does not follow the line before it.")
_PAYLOAD = phrase("What line {seq} says is not what was written.")
_PAYLOAD_GONE = phrase("What line {seq} says is missing, and no line says that it was purged.")
_TABLE = phrase("The table {table} contradicts line {seq} of the log, or says what no line says.")
_ALIEN = phrase("The table {table} says what no line of the log says.")
_PASSWORD = phrase("The password of account {account} is not the one that line {seq} vouches for.")


@dataclasses.dataclass(frozen=True, slots=True)
class Verification:
    """What proving the record came to."""

    lines: int
    """Lines that are there."""
    head: str
    """Hash that the chain ends with, as the head states it; empty when there is no head."""
    ok: bool
    first_bad: int | None
    """The first line that is not as it was written; None when ok, or where no line is to blame
    (a key, an anchor or a trigger is missing)."""
    reason: Sentence | None
    """What is wrong; None when ok."""
    read_from: int = 1
    """The first line that was read; those before it were proved earlier and not read again."""
    whole_at: str = ""
    """When the record was last proved whole, where this time it was not."""


def verify(connection: Connection, keys: SealKeys) -> Verification:
    """Prove the record within one snapshot.

    Parameters
    ----------
    connection
        Not yet in a transaction: the anchor is read first, so that a write that comes in between
        makes the record longer than its anchor, never shorter.
    keys
        Key and anchor of the workspace.
    """
    trouble = structure_trouble(connection)
    if trouble is not None:
        return found_of(0, None, trouble)
    head = read_head(connection)
    connection.rollback()
    try:
        anchor = None if head is None else keys.anchor(head.record_id)
        keys.check_key()
        with connection.begin():
            trouble = _trouble(connection, anchor, keys)
    except KnownError as error:
        trouble = Trouble(error.sentence, None)
    lines = connection.scalar(select(func.count()).select_from(LINE)) or 0
    return found_of(lines, head, trouble)


def found_of(lines: int, head: Head | None, trouble: Trouble | None) -> Verification:
    """Return what a proof came to."""
    return Verification(
        lines=lines,
        head="" if head is None else head.hash,
        ok=trouble is None,
        first_bad=None if trouble is None else trouble.first_bad,
        reason=None if trouble is None else trouble.sentence,
    )


def _trouble(connection: Connection, anchor: Head | None, keys: SealKeys) -> Trouble | None:
    """Return the first thing that is wrong; what names a line comes before what does not."""
    head = read_head(connection)
    if head is None:
        return Trouble(say(trust.NO_HEAD), 1)
    return (
        chain_trouble(connection)
        or trust.head_trouble(connection, head, anchor, keys)
        or trust.home_trouble(connection, head, keys)
        or _derived_trouble(connection)
        or password_trouble(connection)
        or trigger_trouble(connection)
    )


# --- structure ---------------------------------------------------------------------------------


def structure_trouble(connection: Connection) -> Trouble | None:
    """Return the first table that is missing or has other columns than it should."""
    inspector = inspect(connection)
    present = set(inspector.get_table_names())
    for table in METADATA.sorted_tables:
        found = inspector.get_columns(table.name) if table.name in present else []
        if {column["name"] for column in found} != set(table.columns.keys()):
            return Trouble(say(_TABLE_GONE, table=table.name), None)
    return None


def trigger_trouble(connection: Connection) -> Trouble | None:
    """Return the first trigger that is not as the program expects it."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = {row.name: row.sql for row in connection.execute(query)}
    for name in sorted(set(triggers) | set(TRIGGERS)):
        if triggers.get(name) != TRIGGERS.get(name):
            return Trouble(say(_TRIGGER, trigger=name), None)
    return None


# --- lines -------------------------------------------------------------------------------------

_LINES_AT_ONCE = 2000
_COLUMNS = [LINE.c[field.name] for field in dataclasses.fields(Line)]


def chain_trouble(connection: Connection, after: int = 0, previous: str = "") -> Trouble | None:
    """Walk the chain; return the first line that does not fit.

    Parameters
    ----------
    after, previous
        The line to go on from, and its hash; the walk begins with the line that follows.
    """
    purged = _purged(connection)
    query = (
        select(*_COLUMNS, LINE.c.hash, PAYLOAD.c.body)
        .outerjoin(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.seq > after)
        .order_by(LINE.c.seq)
        .execution_options(yield_per=_LINES_AT_ONCE)
    )
    for expected, row in enumerate(connection.execute(query), start=after + 1):
        text_of_trouble = _line_trouble(tuple(row), expected, previous, purged)
        if text_of_trouble is not None:
            return Trouble(say(text_of_trouble, seq=expected), expected)
        previous = row[_HASH]
    return None


_HASH = len(_COLUMNS)
_SEQ, _TEXTS, _DIGEST, _PREVIOUS = 0, slice(1, _HASH), _HASH - 2, _HASH - 1
"""Places in a row: the fields of a line, its hash as stored, what it says."""


def _purged(connection: Connection) -> Set[str]:
    query = select(LINE.c.subject).where(LINE.c.kind == LineKind.PAYLOAD_PURGED.value)
    return set(connection.scalars(query))


def _line_trouble(
    row: tuple[Any, ...], expected: int, previous: str, purged: Set[str]
) -> str | None:
    body = row[_HASH + 1]
    wrong: str | None = None
    if row[_SEQ] != expected:
        wrong = _GAP
    elif not _are_texts(row[_TEXTS]) or hash_of(row[:_HASH]) != row[_HASH]:
        wrong = _LINE
    elif row[_PREVIOUS] != previous:
        wrong = _ORDER
    elif body is not None and not _is_digest(body, row[_DIGEST]):
        wrong = _PAYLOAD
    elif body is None and row[_DIGEST] not in purged:
        wrong = _PAYLOAD_GONE
    return wrong


def _are_texts(values: tuple[Any, ...]) -> bool:
    return all(isinstance(value, str) for value in values)


def _is_digest(body: object, expected: str) -> bool:
    return isinstance(body, str) and digest(body) == expected


# --- what follows from the lines -----------------------------------------------------------------


def _derived_trouble(connection: Connection) -> Trouble | None:
    """Build the tables again from the lines, and compare."""
    with rebuilt(connection) as scratch:
        for table in DERIVED:
            trouble = _table_trouble(connection, scratch, table)
            if trouble is not None:
                return trouble
    return None


@contextlib.contextmanager
def rebuilt(connection: Connection) -> Iterator[Connection]:
    """Build the tables again from the lines, in a database of their own."""
    engine = create_engine("sqlite://", creator=_nameless)
    try:
        with engine.begin() as scratch:
            METADATA.create_all(scratch)
            _replay(connection, scratch)
            yield scratch
    finally:
        engine.dispose()


def _nameless() -> sqlite3.Connection:
    """Return a database without a name: SQLite keeps it on disk where it grows beyond its memory.

    Nobody reads it after a crash: it needs neither a journal nor a disk that keeps up.
    """
    made = sqlite3.connect("")
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
        made.execute(f"PRAGMA {setting}")
    return made


_KINDS = tuple(kind.value for kind in LineKind if leaves_rows(kind))


def _replay(source: Connection, target: Connection) -> None:
    stubs = read_stubs(source)
    query = (
        select(*_COLUMNS, PAYLOAD.c.body)
        .outerjoin(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.kind.in_(_KINDS))
        .order_by(LINE.c.seq)
        .execution_options(yield_per=_LINES_AT_ONCE)
    )
    for rows in source.execute(query).partitions():
        said = ((Line(*row[:-1]), said_of(row[-1], row[_DIGEST], stubs)) for row in rows)
        project(target, gathered((line, body) for line, body in said if body is not None))
    refresh(target, target.scalars(select(ITEM.c.item_id)).all())


def _table_trouble(connection: Connection, scratch: Connection, table: Table) -> Trouble | None:
    if _same(connection, scratch, table):
        return None
    stands = {tuple(row) for row in connection.execute(select(table))}
    follows = {tuple(row) for row in scratch.execute(select(table))}
    place = list(table.columns.keys()).index("seq")
    lost = {row[place] for row in follows - stands}
    alien = {row[place] for row in stands - follows if isinstance(row[place], int)}
    first = min(lost or alien, default=None)
    if first is None:
        return Trouble(say(_ALIEN, table=table.name), None)
    return Trouble(say(_TABLE, table=table.name, seq=first), first)


def _same(connection: Connection, scratch: Connection, table: Table) -> bool:
    """Compare a table some rows at a time in the order of its key: it may hold millions."""
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_LINES_AT_ONCE)
    stands, follows = connection.execute(query), scratch.execute(query)
    for some, others in itertools.zip_longest(stands.partitions(), follows.partitions()):
        # As plain tuples: rows that know their columns compare slowly.
        if list(map(tuple, some or ())) != list(map(tuple, others or ())):
            return False
    return True


def password_trouble(connection: Connection) -> Trouble | None:
    """Return the first password that is not the one that a line vouches for."""
    rows = connection.execute(
        select(ACCOUNT.c.account, ACCOUNT.c.hash_digest, ACCOUNT.c.seq, PASSWORD.c.hash)
        .outerjoin(PASSWORD, PASSWORD.c.account == ACCOUNT.c.account)
        .order_by(ACCOUNT.c.seq)
    )
    for row in rows:
        if not _is_digest(row.hash, row.hash_digest):
            return Trouble(say(_PASSWORD, account=row.account, seq=row.seq), row.seq)
    return None
