"""Laying out the database of the relays' jobs, and bringing it up to date.

It is a database of its own and no part of the record's. A relay stands near a scanner, perhaps in
another country: its login must not be able to read a line of the record, and in another database it
cannot even connect to it. The engine also tells workers of jobs by NOTIFY, which everybody in one
database can hear.
"""

from __future__ import annotations

import dataclasses
from importlib import resources

import psycopg
from psycopg import sql

from app.domain.errors import Refused
from app.domain.words import say

OWNER = "prescreen_relay_owner"
LOGIN = "prescreen_relay"
SCHEMA = "relay"
RELAYS = 128
"""Connections that all relays may have together."""

_SETTINGS = (
    ("search_path", SCHEMA),
    ("statement_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "30s"),
    ("lock_timeout", "10s"),
    ("temp_file_limit", "1GB"),
)
_LAID = "CREATE TABLE laid (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
_ONCE = (
    "CREATE UNIQUE INDEX IF NOT EXISTS relay_once ON procrastinate_jobs (queueing_lock) "
    "WHERE status IN ('todo', 'doing', 'failed')"
)
"""The engine lets a job be asked for again while it is worked on; then the first could not be
tried again. Here a step of a scan exists once, waiting or not, and one that was set aside stays so
until somebody takes it up again."""
_TABLES = (
    "procrastinate_jobs",
    "procrastinate_workers",
    "procrastinate_events",
    "procrastinate_periodic_defers",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Laid:
    """What was done: nothing, when `new` is False and `steps` is empty."""

    new: bool
    steps: tuple[str, ...]


def migrations() -> dict[str, str]:
    """Return the steps of the engine's tables that this program knows, name to SQL, in order."""
    folder = resources.files("procrastinate.sql.migrations")
    found = [one for one in folder.iterdir() if one.name.endswith(".sql")]
    found.sort(key=lambda one: one.name)
    return {one.name: one.read_text(encoding="utf-8") for one in found}


def missing_steps(connection: psycopg.Connection) -> tuple[set[str], set[str]]:
    """Return the steps that the tables lack, and those that this program does not know.

    Parameters
    ----------
    connection
        Of a relay. Where nothing is laid out, everything is missing.
    """
    known = set(migrations())
    if connection.execute("SELECT to_regclass('relay.laid')").fetchone() == (None,):
        return known, set()
    there = {str(name) for (name,) in connection.execute("SELECT name FROM relay.laid")}
    return known - there, there - known


def lay_out(connection: psycopg.Connection, password: str | None = None) -> Laid:
    """Make roles, schema and tables, or bring them up to date; all or nothing.

    Parameters
    ----------
    connection
        Of a superuser, in the database that the jobs will live in.
    password
        Of the relays' login, where it gets one or another one. It is sent as a SCRAM verifier:
        neither the server nor its log ever sees it.

    Raises
    ------
    Refused
        When the record lives in this database.
    """
    with connection.transaction():
        _require_no_record(connection)
        _make_roles(connection, password)
        _shut(connection)
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(OWNER)))
        connection.execute(f"SET LOCAL search_path = {SCHEMA}")
        laid = _lay_tables(connection)
        connection.execute(_ONCE)
        _open_to_relays(connection)
    return laid


def _require_no_record(connection: psycopg.Connection) -> None:
    found = connection.execute("SELECT to_regnamespace('prescreen')").fetchone()
    if found != (None,):
        raise Refused(
            say(
                "The record lives in the database {name}, and relays must not come near it. Make "
                "another one for their jobs (createdb), and name that.",
                name=connection.info.dbname,
            )
        )


def _make_roles(connection: psycopg.Connection, password: str | None) -> None:
    for name, kind in ((OWNER, "NOLOGIN"), (LOGIN, f"LOGIN CONNECTION LIMIT {RELAYS}")):
        asked = "SELECT FROM pg_roles WHERE rolname = %s"
        if connection.execute(asked, [name]).rowcount == 0:
            connection.execute(f"CREATE ROLE {name} {kind}".encode())
    for name, value in _SETTINGS:
        connection.execute(f"ALTER ROLE {LOGIN} SET {name} = '{value}'".encode())
    if password is not None:
        verifier = connection.pgconn.encrypt_password(
            password.encode(), LOGIN.encode(), b"scram-sha-256"
        )
        connection.execute(b"ALTER ROLE %s PASSWORD '%s'" % (LOGIN.encode(), verifier))


def _shut(connection: psycopg.Connection) -> None:
    """Take from everybody what PostgreSQL lets everybody do in a new database."""
    database = sql.Identifier(connection.info.dbname)
    owner, login = sql.Identifier(OWNER), sql.Identifier(LOGIN)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for language in ("plpgsql", "sql"):
        connection.execute(f"REVOKE ALL ON LANGUAGE {language} FROM PUBLIC".encode())
        connection.execute(f"GRANT USAGE ON LANGUAGE {language} TO {OWNER}".encode())
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, login))
    connection.execute(
        sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(
            sql.Identifier(SCHEMA), owner
        )
    )


def _lay_tables(connection: psycopg.Connection) -> Laid:
    steps = migrations()
    new = connection.execute("SELECT to_regclass('laid')").fetchone() == (None,)
    if new:
        connection.execute(_LAID)
        whole = resources.files("procrastinate.sql").joinpath("schema.sql")
        connection.execute(whole.read_bytes())
        wanting = tuple(steps)
    else:
        wanting = tuple(sorted(missing_steps(connection)[0]))
        for name in wanting:
            connection.execute(steps[name].encode())
    for name in wanting:
        connection.execute("INSERT INTO laid (name) VALUES (%s)", [name])
    return Laid(new, wanting)


def _open_to_relays(connection: psycopg.Connection) -> None:
    """Let relays work with jobs, and nothing more: no tables of their own, no other step."""
    connection.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {LOGIN}".encode())
    connection.execute(f"GRANT SELECT ON laid TO {LOGIN}".encode())
    for table in _TABLES:
        connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {LOGIN}".encode())
    connection.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {LOGIN}".encode())
    connection.execute(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC".encode())
    connection.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {LOGIN}".encode())
