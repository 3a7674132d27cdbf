"""Half of a proof, in a process of its own: what needs no line read again.

The lines' own hashes, and the tables that follow from other tables as they stand. The process that
asked proves those others from the lines, in the same state of the record.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, create_engine, select

from app.record.aside import DIFFERS, HOLDS, MOVED_ON
from app.record.bulk import plain_rows
from app.record.chain import read_head
from app.record.entries import refresh
from app.record.indexing import index_rows
from app.record.rebuilding import FOLLOWING, make_tables, nameless
from app.record.tables import ITEM
from app.record.verify import chain_trouble

_RECORD = "record"
"""How the record is called beside the empty tables."""


def main(arguments: Sequence[str]) -> int:
    """Prove the half of a record: its path, length and last hash."""
    path, length, last = arguments
    return half_of(Path(path), int(length), last)


def half_of(path: Path, length: int, last: str) -> int:
    """Return whether this half holds, as the process ends with it."""
    with _beside(path) as connection:
        head = read_head(connection)
        if head is None or (head.length, head.hash) != (length, last):
            return MOVED_ON
        if chain_trouble(connection, said=False) is not None:
            return DIFFERS
        index_rows(connection)
        refresh(connection, connection.scalars(select(ITEM.c.item_id)).all())
        return HOLDS if all(_is_so(connection, table) for table in FOLLOWING) else DIFFERS


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Connection]:
    """Open empty tables of what follows, and beside them the record as it stands at one moment.

    A table that is asked for is looked for among the empty ones first.
    """
    engine = create_engine("sqlite://", creator=lambda: nameless(begins=False))
    try:
        with engine.connect() as connection:
            make_tables(connection, FOLLOWING)
            where = f"{path.as_uri()}?mode=ro"
            connection.exec_driver_sql(f"ATTACH ? AS {_RECORD}", (where,))
            connection.exec_driver_sql("BEGIN")
            yield connection
    finally:
        engine.dispose()


def _is_so(connection: Connection, table: Table) -> bool:
    """Compare a table of the record with what follows from the others, some rows at a time."""
    there = table.to_metadata(MetaData(), schema=_RECORD)
    follows = plain_rows(connection, select(table).order_by(*table.primary_key))
    stands = plain_rows(connection, select(there).order_by(*there.primary_key))
    return all(some == others for some, others in itertools.zip_longest(stands, follows))
