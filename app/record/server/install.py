"""Laying the record out on a server: its tables, its functions, its walls."""

from __future__ import annotations

import re
import uuid
from importlib.resources import files
from importlib.resources.abc import Traversable

from psycopg import Connection as ServerConnection
from sqlalchemy import Connection, text

from app.record.chain import LineKind, sealed_payload
from app.record.columns import METADATA
from app.record.server.roles import GROUPS, SCHEMA, become_owner, quoted
from app.record.server.shapes import constants
from app.record.server.standing import REVISION
from app.record.server.tables import CONSTANT, SERVER_METADATA
from app.record.server.unserved import shut


def install(connection: Connection) -> str:
    """Lay out an empty record and begin it; return its name.

    Parameters
    ----------
    connection
        In a transaction, of somebody who may be `OWNER`; `app.record.server.roles.prepare` has
        made the roles and the schema.
    """
    lay_tables(connection)
    return begin(connection)


def lay_tables(connection: Connection) -> None:
    """Make tables as this program knows them, and all around them; no line is written yet.

    Whoever runs a server's record makes them by its migrations: a test holds that the two are the
    same.
    """
    become_owner(connection)
    METADATA.create_all(connection, checkfirst=False)
    SERVER_METADATA.create_all(connection, checkfirst=False)
    connection.execute(text(f"CREATE TABLE {SCHEMA}.{_STAMP}"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": REVISION})
    roll_out(connection)


def roll_out(connection: Connection) -> None:
    """Make everything anew that stands around the tables: functions, triggers, walls, rights.

    What was rolled out before goes first, so that nothing stays of an older program. Lines, people
    and the rows that follow from lines stay as they are. It is one transaction with what comes
    before and after it.
    """
    become_owner(connection)
    run_file(connection, files(__package__).joinpath("sql", "sweep.sql"))
    for name in connection.scalars(_INDEXES, {"known": _known_indexes(connection)}).all():
        connection.exec_driver_sql(f"DROP INDEX {quoted(connection, name)}")
    connection.execute(CONSTANT.delete())
    connection.execute(
        CONSTANT.insert(),
        [{"name": name, "value": value} for name, value in constants().items()],
    )
    run_all(connection)
    shut(connection)
    # Every program asks when somebody signs in whether the tables are those that it works with.
    connection.execute(text(f"GRANT SELECT ON alembic_version TO {', '.join(GROUPS)}"))
    connection.execute(text("RESET ROLE"))


_STAMP = (
    "alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic makes it."""
_INDEXES = text(
    "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE relnamespace = 'prescreen'::regnamespace AND NOT relname = ANY (:known) "
    "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
)
"""Indexes that no table is declared with: files of SQL make them for their functions."""


def _known_indexes(connection: Connection) -> list[str]:
    preparer = connection.dialect.identifier_preparer
    tables = (*METADATA.sorted_tables, *SERVER_METADATA.sorted_tables)
    names = [preparer.format_index(index) for table in tables for index in table.indexes]
    return [str(name).strip('"') for name in names]


def begin(connection: Connection) -> str:
    """Write the first line, which names the record; return the name."""
    become_owner(connection)
    record_id = str(uuid.uuid4())
    connection.execute(
        text("SELECT note_by_owner(:kind, :subject, :body)"),
        {
            "kind": LineKind.RECORD_CREATED.value,
            "subject": record_id,
            "body": sealed_payload({"record": record_id, "earlier": []}),
        },
    )
    connection.execute(text("RESET ROLE"))
    return record_id


def run_all(connection: Connection) -> None:
    """Make every function, trigger, policy and right, in the order of their files."""
    for name, _ in sql_files():
        run_file(connection, files(__package__).joinpath("sql", name))


def run_file(connection: Connection, path: Traversable) -> None:
    """Run a file of statements as it stands."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, ServerConnection):
        raise TypeError("This needs a connection to PostgreSQL.")
    raw.execute(path.read_bytes())


def sql_files() -> list[tuple[str, str]]:
    """Return the files of SQL, name and text, in the order in which they are run."""
    found = [one for one in files(__package__).joinpath("sql").iterdir() if one.name[:1].isdigit()]
    found.sort(key=lambda one: int(re.split(r"\D", one.name)[0]))
    return [(one.name, one.read_text(encoding="utf-8")) for one in found]
