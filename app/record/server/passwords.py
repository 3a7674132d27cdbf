"""Passwords on a server: only a SCRAM verifier is ever sent, so that no log can hold one."""

from __future__ import annotations

from psycopg import Connection as ServerConnection
from sqlalchemy import Connection


def set_own_password(connection: Connection, login: str, password: str) -> None:
    """Let whoever is connected sign in with another password from now on."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, ServerConnection):
        raise TypeError("This needs a connection to PostgreSQL.")
    verifier = raw.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    # A verifier is letters, digits and "$:+/=-" only: nothing in it ends a text.
    connection.exec_driver_sql(f"ALTER ROLE CURRENT_USER PASSWORD '{verifier.decode()}'")
