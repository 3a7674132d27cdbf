"""Bringing the tables to what the log says after some of it was purged.

They are built again beside the record, by the same functions that verify it, and only the rows
that differ are touched.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from app.record.tables import DERIVED

Row = tuple[Any, ...]
Pair = tuple[Row | None, Row | None]
"""A row as it stands, and as it follows; None where there is none."""


def settle(connection: Connection, follows: Connection) -> None:
    """Make every derived table of a record equal to that of another one."""
    pairs = {table: list(_differing(connection, follows, table)) for table in DERIVED}
    for table in reversed(DERIVED):
        for stood, now in pairs[table]:
            if stood is not None and now is None:
                connection.execute(delete(table).where(_is(table, stood)))
    for table in DERIVED:
        for stood, now in pairs[table]:
            values = None if now is None else dict(zip(table.columns.keys(), now, strict=True))
            if values is not None and stood is None:
                connection.execute(insert(table).values(values))
            elif values is not None and stood is not None:
                connection.execute(update(table).where(_is(table, stood)).values(values))


def _is(table: Table, row: Row) -> Any:
    values = dict(zip(table.columns.keys(), row, strict=True))
    return and_(*(column == values[column.name] for column in table.primary_key))


def _differing(stands: Connection, follows: Connection, table: Table) -> Iterator[Pair]:
    """Yield rows that differ, by their keys; both are read in the order of the key."""
    names = table.columns.keys()
    places = [names.index(column.name) for column in table.primary_key]
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=1000)
    left = map(tuple, stands.execute(query))
    right = map(tuple, follows.execute(query))
    one, other = next(left, None), next(right, None)
    for _ in itertools.count():
        if one is None and other is None:
            return
        first, second = _key(one, places), _key(other, places)
        if second is None or (first is not None and first < second):
            yield one, None
            one = next(left, None)
        elif first is None or second < first:
            yield None, other
            other = next(right, None)
        else:
            if one != other:
                yield one, other
            one, other = next(left, None), next(right, None)


def _key(row: Row | None, places: list[int]) -> Row | None:
    return None if row is None else tuple(row[place] for place in places)
