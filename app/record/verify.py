"""Proving the record: every line, the signed head, and every row that follows from the lines."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection, Table, func, inspect, select, text

from app.domain.errors import KnownError, RecordDamaged
from app.domain.words import Sentence, phrase, say
from app.record import trust
from app.record.aside import Aside, is_worth_it
from app.record.bulk import PlainRow, plain_rows
from app.record.chain import Head, hash_of, read_head
from app.record.columns import METADATA
from app.record.keys import SealKeys
from app.record.rebuilding import (
    COLUMNS,
    FOLLOWING,
    is_digest,
    payload_trouble,
    purged,
    rebuilt,
)
from app.record.tables import ACCOUNT, DERIVED, LINE, PASSWORD, PAYLOAD
from app.record.triggers import TRIGGERS
from app.record.trust import Trouble

_TABLE_GONE = phrase("The table {table} is missing or has other columns than it should.")
_TRIGGER = phrase(
    "The trigger {trigger}, which keeps the record append-only, is missing, changed or unknown."
)
_GAP = phrase("Line {seq} is missing.")
_LINE = phrase("Line {seq} is not as it was written.")
_ORDER = phrase("Line {seq} does not follow the line before it.")
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
    if is_worth_it(head) and _halves_hold(connection, head, anchor, keys):
        return None
    # Alone, all of it, in its order: which trouble is the first of all does not depend on halves.
    return _first_trouble(connection, head, anchor, keys)


def _halves_hold(connection: Connection, head: Head, anchor: Head | None, keys: SealKeys) -> bool:
    """Prove one half here while another process proves the other."""
    _, _, file = connection.exec_driver_sql("PRAGMA database_list").one()
    with Aside(Path(file), head) as other:
        return _half_holds(connection, head, anchor, keys) and other.holds()


def _half_holds(connection: Connection, head: Head, anchor: Head | None, keys: SealKeys) -> bool:
    """Whether everything holds that the other process (`app.record.half`) does not look at."""
    try:
        if trust.head_trouble(connection, head, anchor, keys) is not None:
            return False
        with rebuilt(connection, whole=False) as scratch:
            return not (
                trust.home_trouble(connection, head, keys)
                or _derived_trouble(connection, scratch, without=FOLLOWING)
                or password_trouble(connection)
                or trigger_trouble(connection)
            )
    except KnownError:
        return False


def _first_trouble(
    connection: Connection, head: Head, anchor: Head | None, keys: SealKeys
) -> Trouble | None:
    trouble = chain_trouble(connection, said=False) or trust.head_trouble(
        connection, head, anchor, keys
    )
    if trouble is not None:
        # What an earlier line says may be wrong as well: the first of all is named.
        return chain_trouble(connection) or trouble
    try:
        # What lines say is held against their digests as tables are made of it: it is read once.
        with rebuilt(connection) as scratch:
            return (
                trust.home_trouble(connection, head, keys)
                or _derived_trouble(connection, scratch)
                or password_trouble(connection)
                or trigger_trouble(connection)
            )
    except RecordDamaged as error:
        return chain_trouble(connection) or Trouble(error.sentence, None)


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


def chain_trouble(
    connection: Connection, after: int = 0, previous: str = "", *, said: bool = True
) -> Trouble | None:
    """Walk the chain; return the first line that does not fit.

    Parameters
    ----------
    after, previous
        The line to go on from, and its hash; the walk begins with the line that follows.
    said
        Whether to hold what each line says against its digest as well.
    """
    query = select(*COLUMNS, LINE.c.hash).where(LINE.c.seq > after).order_by(LINE.c.seq)
    if said:
        query = query.add_columns(PAYLOAD.c.body).outerjoin(
            PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest
        )
    gone = purged(connection) if said else frozenset()
    lines = itertools.chain.from_iterable(plain_rows(connection, query))
    for expected, row in enumerate(lines, start=after + 1):
        wrong = _line_trouble(row, expected, previous)
        if wrong is None and said:
            wrong = payload_trouble(row[-1], row[_DIGEST], gone)
        if wrong is not None:
            return Trouble(say(wrong, seq=expected), expected)
        previous = row[_HASH]
    return None


_HASH = len(COLUMNS)
_DIGEST, _PREVIOUS = _HASH - 2, _HASH - 1
"""Places in a row: the fields of a line, its hash as stored, what it says."""


def _line_trouble(row: PlainRow, expected: int, previous: str) -> str | None:
    if row[0] != expected:
        return _GAP
    try:
        written = hash_of(row[:_HASH]) == row[_HASH]
    except TypeError:
        # What stands there is no text.
        written = False
    if not written:
        return _LINE
    return None if row[_PREVIOUS] == previous else _ORDER


# --- what follows from the lines -----------------------------------------------------------------


def _derived_trouble(
    connection: Connection, scratch: Connection, *, without: Collection[Table] = ()
) -> Trouble | None:
    """Compare the tables with those that were built again from the lines."""
    compared = (table for table in DERIVED if table not in without)
    found = (table_trouble(connection, scratch, table) for table in compared)
    return next((trouble for trouble in found if trouble is not None), None)


def table_trouble(connection: Connection, scratch: Connection, table: Table) -> Trouble | None:
    """Return how a table differs from what was built again, None when it does not."""
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
    query = select(table).order_by(*table.primary_key)
    stands, follows = plain_rows(connection, query), plain_rows(scratch, query)
    return all(some == others for some, others in itertools.zip_longest(stands, follows))


def password_trouble(connection: Connection) -> Trouble | None:
    """Return the first password that is not the one that a line vouches for."""
    rows = connection.execute(
        select(ACCOUNT.c.account, ACCOUNT.c.hash_digest, ACCOUNT.c.seq, PASSWORD.c.hash)
        .outerjoin(PASSWORD, PASSWORD.c.account == ACCOUNT.c.account)
        .order_by(ACCOUNT.c.seq)
    )
    for row in rows:
        if not is_digest(row.hash, row.hash_digest):
            return Trouble(say(_PASSWORD, account=row.account, seq=row.seq), row.seq)
    return None
