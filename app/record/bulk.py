"""Rows by the thousand, as plain tuples: for what is proved or indexed anew by the million.

A row that knows its columns, or values that are told by name, cost more than all that is done with
them.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Select, Table, insert

PlainRow = tuple[Any, ...]

_AT_ONCE = 2000


def plain_rows(connection: Connection, query: Select[Any]) -> Iterator[Sequence[PlainRow]]:
    """Yield the rows of a question, some thousand at a time, and keep no more of them."""
    if connection.dialect.name != "sqlite":
        # A server keeps the answer open until it is told that no more of it is wanted.
        with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as result:
            yield from (list(map(tuple, rows)) for rows in result.partitions())
        return
    # SQLite's cursor goes on from row to row by itself: nothing need stand between.
    cursor = connection.execute(query).cursor
    while rows := cursor.fetchmany(_AT_ONCE):
        yield rows


def put_rows(connection: Connection, table: Table, rows: Iterable[PlainRow]) -> None:
    """Insert rows whose values stand in the order of the table's columns."""
    statement, names = _statement(table, connection.dialect)
    found = iter(rows)
    while some := list(itertools.islice(found, _AT_ONCE)):
        # By place on SQLite, by name on PostgreSQL: each as its driver takes them.
        told: Any = [dict(zip(names, row, strict=True)) for row in some] if names else some
        connection.exec_driver_sql(statement, told)


@functools.cache
def _statement(table: Table, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """Return an insertion as the driver takes it, and the columns where it asks for their names."""
    compiled = insert(table).compile(dialect=dialect)
    names = tuple(column.name for column in table.columns)
    return str(compiled), () if dialect.positional else names
