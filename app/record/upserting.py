"""Putting a row: a new one, or the one with the same key brought up to date."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert


@functools.cache
def _upsert(table: Table) -> Insert:
    """Build the statement once: it is run often."""
    statement = upsert(table)
    keys = [column.name for column in table.primary_key]
    names = [column.name for column in table.columns if not column.primary_key]
    rest = {name: statement.excluded[name] for name in names}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or bring the one with the same key up to date."""
    connection.execute(_upsert(table), values)


def put_all(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Put many rows as `put` puts one; of one key the last counts."""
    keys = [column.name for column in table.primary_key]
    last = {tuple(row[key] for key in keys): row for row in rows}
    if last:
        connection.execute(_upsert(table), list(last.values()))
