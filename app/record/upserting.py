"""Putting rows where one with the same key may stand already, in the words of either database.

SQLite and PostgreSQL agree on `ON CONFLICT`; SQLAlchemy keeps it apart for each of them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


@functools.cache
def _new(table: Table, dialect: str) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@functools.cache
def _upsert(table: Table, dialect: str) -> Insert:
    """Build the statement once: it is run often."""
    statement = _new(table, dialect)
    names = [column.name for column in table.columns if not column.primary_key]
    rest = {name: statement.excluded[name] for name in names}
    return statement.on_conflict_do_update(index_elements=_keys(table), set_=rest)


@functools.cache
def _unless_there(table: Table, dialect: str) -> Insert:
    return _new(table, dialect).on_conflict_do_nothing()


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or bring the one with the same key up to date."""
    connection.execute(_upsert(table, connection.dialect.name), values)


def put_all(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Put many rows as `put` puts one; of one key the last counts."""
    keys = _keys(table)
    last = {tuple(row[key] for key in keys): row for row in rows}
    if last:
        connection.execute(_upsert(table, connection.dialect.name), list(last.values()))


def put_new(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert those rows of which nothing in the table has a key yet; of two new ones the first."""
    found = list(rows)
    if found:
        connection.execute(_unless_there(table, connection.dialect.name), found)


def is_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert one row as `put_new` does, and return whether it was new."""
    return connection.execute(_unless_there(table, connection.dialect.name), row).rowcount == 1


def count_up(
    connection: Connection, table: Table, column: Column[int], rows: Iterable[dict[str, Any]]
) -> None:
    """Insert rows, or add one to the column of those that are there."""
    found = list(rows)
    if found:
        statement = _new(table, connection.dialect.name).on_conflict_do_update(
            index_elements=_keys(table), set_={column.name: column + 1}
        )
        connection.execute(statement, found)
