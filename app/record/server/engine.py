"""The connections to a server: how long one waits for it, and what a transaction is."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, create_engine

from app.record.server.address import Address

SCHEMA = "prescreen"

CONNECT_S = 10
"""How long a server may take to answer at first, in seconds."""
SILENT_MS = 15_000
"""After how long without an answer of the other machine a connection counts as lost, in ms."""
LOCK_S = 15
"""How long a write waits for another one, in seconds."""

_OPTIONS = f"-c search_path={SCHEMA} -c lock_timeout={LOCK_S}s -c timezone=UTC"


def engine_for(address: Address, login: str, password: str | None) -> Engine:
    """Return an engine for one person or service; nothing is connected yet.

    Without a password libpq looks for one in the password file and in `PGPASSWORD`.
    """
    return create_engine(
        address.url(login, password),
        # A server that was started again is met by a new connection, not by an error.
        pool_pre_ping=True,
        pool_size=2,
        max_overflow=2,
        # Errors are logged; what was written is not.
        hide_parameters=True,
        connect_args={
            "application_name": "prescreen",
            "connect_timeout": CONNECT_S,
            "keepalives_idle": SILENT_MS // 3000,
            "keepalives_interval": SILENT_MS // 3000,
            "keepalives_count": 3,
            "tcp_user_timeout": SILENT_MS,
            "options": _OPTIONS,
        },
    )


def reader(engine: Engine) -> Connection:
    """Return a connection that sees the record as it stood when it was first asked."""
    return engine.connect().execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
