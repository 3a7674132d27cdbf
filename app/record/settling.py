"""Bringing the tables to what the log says after some of it was purged.

They are built again beside the record, by the same functions that verify it, and only the rows
that differ are touched.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, select, update

from app.record.tables import DERIVED

Row = tuple[Any, ...]
Pair = tuple[Row | None, Row | None]
"""A row as it stands, and as it follows; None where there is none."""


def settle(connection: Connection, follows: Connection) -> None:
    """Make every derived table of a record equal to that of another one."""
    apply(connection, differing(connection, follows, DERIVED))


def differing(
    connection: Connection, follows: Connection, tables: Sequence[Table]
) -> Mapping[Table, Sequence[Pair]]:
    """Return the rows of some tables that differ, table by table."""
    return {table: list(_differing(connection, follows, table)) for table in tables}


def apply(connection: Connection, pairs: Mapping[Table, Sequence[Pair]]) -> None:
    """Make rows what they should be."""
    for table in reversed(DERIVED):
        gone = [stood for stood, now in pairs.get(table, ()) if stood is not None and now is None]
        _do_all(connection, delete(table).where(_same_key(table)), table, gone)
    for table in pairs:
        new = [now for stood, now in pairs[table] if stood is None and now is not None]
        _do_all(connection, insert(table).values(_values(table)), table, new)
        changed = [now for stood, now in pairs[table] if stood is not None and now is not None]
        statement = update(table).where(_same_key(table)).values(_values(table))
        _do_all(connection, statement, table, changed)


def _do_all(connection: Connection, statement: Any, table: Table, rows: Sequence[Row]) -> None:
    """Run a statement for many rows, each told by `_name` of its columns."""
    names = [_name(name) for name in table.columns.keys()]  # noqa: SIM118 - not a dictionary
    if rows:
        connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])


def _same_key(table: Table) -> Any:
    return and_(*(column == bindparam(_name(column.name)) for column in table.primary_key))


def _values(table: Table) -> dict[str, Any]:
    return {column.name: bindparam(_name(column.name)) for column in table.columns}


def _name(column: str) -> str:
    """Return the name of a column's value: its own would be taken for what is to be set."""
    return f"of_{column}"


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
