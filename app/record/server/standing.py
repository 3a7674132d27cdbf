"""How a server's record stands, for those who look after it: version, TLS, tables, chains."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy import Connection, text

from app.record.server.login import Login
from app.record.server.proving import heads

OLDEST = 15
"""What the record needs of PostgreSQL."""
REVISION = "0001"
"""The migration of a server's record that this program works with."""

_NUMBER = text("SELECT current_setting('server_version_num')")
_NAME = text("SELECT current_setting('server_version')")
_TLS = text("SELECT version, cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
_TABLE = text("SELECT to_regclass('prescreen.alembic_version') IS NOT NULL")
_MAY_SEE = text("SELECT has_table_privilege('chain', 'SELECT')")
_REVISION = text("SELECT version_num FROM prescreen.alembic_version")


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """What can be told of a server's record without proving it."""

    server: str
    """Address and database."""
    version: str
    """Of PostgreSQL."""
    tls: str
    """Version and cipher of this connection; empty where it is not encrypted."""
    revision: str
    """The migration that it stands at."""
    login: Login
    ahead: dt.timedelta
    """By how much the server's clock is ahead of this machine's."""
    heads: tuple[tuple[str, int, str], ...]
    """Chain, length and last hash, of the chains that this login may see."""

    @property
    def up_to_date(self) -> bool:
        """Whether this program works with its tables."""
        return self.revision == REVISION


def server_version(connection: Connection) -> int:
    """Return the major version of PostgreSQL."""
    return int(connection.scalar(_NUMBER) or 0) // 10_000


def revision_of(connection: Connection) -> str | None:
    """Return the migration that the record stands at; None where there is none."""
    if not connection.scalar(_TABLE):
        return None
    found: str | None = connection.scalar(_REVISION)
    return found


def standing_of(connection: Connection, server: str, login: Login, ahead: dt.timedelta) -> Standing:
    """Return how a server's record stands."""
    tls = connection.execute(_TLS).first()
    return Standing(
        server=server,
        version=str(connection.scalar(_NAME)),
        tls="" if tls is None else f"{tls.version} {tls.cipher}",
        revision=revision_of(connection) or "",
        login=login,
        ahead=ahead,
        heads=heads(connection) if connection.scalar(_MAY_SEE) else (),
    )
