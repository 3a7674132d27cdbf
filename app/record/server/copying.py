"""A server's log in a file of this machine, and back into an empty database.

What is copied is the log: lines, what they say, and their places in the chains. What follows from
it is made anew where it is put back, and what the rules said last is taken along. Neither passwords
nor preferences are in it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, inspect, select, text

from app.domain.errors import RecordDamaged
from app.domain.words import phrase, say
from app.record.bulk import plain_rows, put_rows
from app.record.chain import Head
from app.record.coding import canonical, digest
from app.record.kept import kept_files
from app.record.rebuilding import rebuilt
from app.record.server.elsewhere import put_elsewhere
from app.record.server.heads import record_of
from app.record.server.proving import chains_trouble, ends_of, loose_trouble, verify
from app.record.server.tables import BY_SERVICES, CHAIN, CHAINED, TO_REFRESH
from app.record.settling import apply, differing
from app.record.tables import ACCOUNT, DERIVED, LINE, NOTICE, PAYLOAD, RULE_COUNT

COPIED: Sequence[Table] = (PAYLOAD, LINE, CHAIN, CHAINED)
ALONGSIDE: Sequence[Table] = (NOTICE, RULE_COUNT, TO_REFRESH)
"""What no line says and the queue needs: what rules said last, how often each fired, and what is
left to the service that takes things in. It counts notices anew when it comes by."""

_DAMAGED = phrase("The record does not verify, so it was not copied: {reason}")
_NOT_WHOLE = phrase("The copy of the record does not verify: {reason}")


def copy_lines(connection: Connection, path: Path) -> None:
    """Copy the log as it stands at one moment, after proving it and all that follows from it.

    Parameters
    ----------
    connection
        That sees one moment of the record, and all that is on record.
    path
        A file that is not there yet.

    Raises
    ------
    RecordDamaged
        When the record does not verify.
    """
    found = verify(connection)
    if not found.ok:
        raise RecordDamaged(say(_DAMAGED, reason=found.reason or ""))
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with opened(path) as copy:
        for table in (*COPIED, *ALONGSIDE):
            table.create(copy)
            # In the order of their keys: two copies of one moment are the same to the bit.
            for rows in plain_rows(connection, select(table).order_by(*table.primary_key)):
                put_rows(copy, table, rows)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """Open a copy, in one transaction."""
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def head_of_copy(connection: Connection) -> Head:
    """Return what stands for a log with several chains: its name, length and all its ends."""
    ends = sorted(ends_of(connection).items())
    length = sum(length for _, (length, _) in ends)
    told = canonical([[chain, *end] for chain, end in ends])
    return Head(record_of(connection), length, digest(told), "")


def prove_lines(connection: Connection) -> frozenset[str]:
    """Prove a copy: every chain and payload; return the kept files that it speaks of.

    Raises
    ------
    RecordDamaged
        When a line is not as it was written, or the tables cannot be made of the lines.
    """
    trouble = chains_trouble(connection) or loose_trouble(connection)
    if trouble is not None:
        raise RecordDamaged(say(_NOT_WHOLE, reason=trouble.sentence))
    with rebuilt(connection) as follows:
        return kept_files(follows)


def put_lines(copy: Connection, connection: Connection) -> None:
    """Put a copy into a record without lines, make all that follows from them, and prove it.

    What follows from the lines stands before what they say nothing of.

    Parameters
    ----------
    connection
        Of the record's owner, in a transaction.
    """
    for table in COPIED:
        for rows in plain_rows(copy, select(table).order_by(*table.primary_key)):
            put_rows(connection, table, rows)
    connection.execute(text("SELECT setval('line_seq', (SELECT max(seq) FROM line))"))
    with rebuilt(connection) as follows:
        apply(connection, differing(connection, follows, DERIVED))
    put_elsewhere(connection)
    found = verify(connection)
    if not found.ok:
        raise RecordDamaged(say(_NOT_WHOLE, reason=found.reason or ""))
    there = inspect(copy).get_table_names()
    for table in ALONGSIDE:
        # Copies of before this one hold the log alone.
        for rows in plain_rows(copy, select(table)) if table.name in there else ():
            put_rows(connection, table, rows)


def services_of(connection: Connection) -> tuple[str, ...]:
    """Return the services that wrote to a record: they have no account on it."""
    wrote = select(LINE.c.actor).join(CHAINED, CHAINED.c.seq == LINE.c.seq).distinct()
    people = select(ACCOUNT.c.account)
    query = wrote.where(CHAINED.c.chain == BY_SERVICES, LINE.c.actor.not_in(people))
    return tuple(sorted(connection.scalars(query)))
