"""How a server's record stands, for those who look after it: version, TLS, tables, chains."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy import Connection, text

from app.domain.words import phrase, say
from app.record.errors import RecordUnavailable
from app.record.server.login import Login
from app.record.server.proving import heads

OLDEST = 15
"""What the record needs of PostgreSQL."""
REVISION = "0006"
"""The migration of a server's record that this program works with."""

_NUMBER = text("SELECT current_setting('server_version_num')")
_NAME = text("SELECT current_setting('server_version')")
_TLS = text("SELECT version, cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
_TABLE = text("SELECT to_regclass('prescreen.alembic_version') IS NOT NULL")
_MAY_SEE = text("SELECT has_table_privilege('chain', 'SELECT')")
_REVISION = text("SELECT version_num FROM prescreen.alembic_version")


_OLDER = phrase(
    "The record on {server} stands at {found}, and this program works with {wanted}. Ask whoever "
    "runs the server to bring it up to date: prescreen init."
)
_NEWER = phrase(
    "The record on {server} stands at {found}, and this program is older: it works with {wanted}. "
    "Install the program that the other workstations have."
)


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


def require_revision(connection: Connection, server: str) -> None:
    """Refuse a record with other tables than this program works with.

    Raises
    ------
    RecordUnavailable
        With what to do about it.
    """
    found = revision_of(connection)
    if found is not None and found != REVISION:
        sentence = _OLDER if found < REVISION else _NEWER
        raise RecordUnavailable(say(sentence, server=server, found=found, wanted=REVISION))


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
