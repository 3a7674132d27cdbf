"""Laying the record out on a server: its tables, its functions, its walls."""

from __future__ import annotations

import re
import uuid
from importlib.resources import files

from psycopg import Connection as ServerConnection
from sqlalchemy import Connection, text

from app.record.chain import LineKind, sealed_payload
from app.record.columns import METADATA
from app.record.server.roles import become_owner
from app.record.server.shapes import constants
from app.record.server.tables import CONSTANT, SERVER_METADATA


def install(connection: Connection) -> str:
    """Lay out an empty record; return its name.

    Parameters
    ----------
    connection
        In a transaction, of somebody who may be `OWNER`; `app.record.server.roles.prepare` has
        made the roles and the schema.
    """
    become_owner(connection)
    METADATA.create_all(connection, checkfirst=False)
    SERVER_METADATA.create_all(connection, checkfirst=False)
    connection.execute(
        CONSTANT.insert(),
        [{"name": name, "value": value} for name, value in constants().items()],
    )
    run_all(connection)
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
    raw = connection.connection.driver_connection
    if not isinstance(raw, ServerConnection):
        raise TypeError("This needs a connection to PostgreSQL.")
    for _, statements in sql_files():
        raw.execute(statements.encode())


def sql_files() -> list[tuple[str, str]]:
    """Return the files of SQL, name and text, in the order in which they are run."""
    found = [one for one in files(__package__).joinpath("sql").iterdir() if one.name[:1].isdigit()]
    found.sort(key=lambda one: int(re.split(r"\D", one.name)[0]))
    return [(one.name, one.read_text(encoding="utf-8")) for one in found]
