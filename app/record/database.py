"""The SQLite file: how it is opened, what a transaction is, and how it comes to its tables."""

from __future__ import annotations

import importlib
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import ConnectionPoolEntry

REVISION = "0020"
"""The migration that this program works with."""

BUSY_MS = 15_000
"""How long a write waits for another program's, in milliseconds."""


def engine_at(path: Path, *, create: bool = False) -> Engine:
    """Return an engine for one file; every connection is durable, and writes wait their turn."""
    url = URL.create("sqlite", database=f"{path.resolve().as_uri()}", query=_query(create=create))
    # Autocommit in the driver: transactions begin where `_begin` says so and nowhere else.
    engine = create_engine(url, connect_args={"isolation_level": None, "timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _query(*, create: bool) -> dict[str, str]:
    return {"mode": "rwc" if create else "rw", "uri": "true"}


def _prepare(connection: SqliteConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # In KiB: what lines say is found by its digest, which leads anywhere in the file.
    cursor.execute("PRAGMA cache_size = -32768")
    cursor.close()


def _begin(connection: Connection) -> None:
    # IMMEDIATE: who is going to write takes its turn before it reads what it will act upon.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writer(engine: Engine) -> Connection:
    """Return a connection whose transactions take the write lock at once."""
    return engine.connect().execution_options(writes=True)


def revision(connection: Connection) -> str | None:
    """Return the migration that the file stands at, None for a file without tables."""
    known = connection.scalar(
        text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    )
    if not known:
        return None
    found: Any = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def migrate(connection: Connection) -> None:
    """Bring the tables up to date within the caller's transaction."""
    # Imported on the day it is needed: Alembic costs a seventh of a second at every start.
    migrating = importlib.import_module("app.record.migrating")
    migrating.upgrade(connection)


def scheme(connection: Connection) -> int:
    """Return how the numbers of the record were indexed last; 0 for a record of before that."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def set_scheme(connection: Connection, number: int) -> None:
    """Keep how the numbers of the record are indexed."""
    connection.exec_driver_sql(f"PRAGMA user_version = {int(number)}")
