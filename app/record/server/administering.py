"""What is done to a server's record by whoever runs its database: laying it out, letting people in.

The program as it works never has these rights.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.domain.errors import Refused
from app.domain.words import phrase, say
from app.record import passwords
from app.record.server.address import Address
from app.record.server.engine import engine_for
from app.record.server.errors import explained
from app.record.server.roles import ROLES, SCHEMA, Person, add_person, prepare, set_password
from app.record.server.standing import OLDEST, revision_of, server_version

_TOO_OLD = phrase("The server {server} is PostgreSQL {found}; the record needs {oldest} or later.")
_TAKEN = phrase("There is an account {account} already.")
_NO_RECORD = phrase("There is no record on {server} yet. Make one first: prescreen init.")
_NO_ROLE = phrase("There is no role {role} on a server. One of: {roles}.")
_NO_NAME = phrase(
    "{account} cannot be the name of a role on the server: it needs one to 63 bytes, and may not "
    "begin with pg_ or prescreen_."
)
_LONGEST_NAME = 63
"""Bytes of a name that PostgreSQL keeps whole."""


@dataclasses.dataclass(frozen=True, slots=True)
class Laid:
    """What `lay_out` found and left."""

    before: str
    """The migration that the record stood at; empty where there was none."""
    after: str


class Administration:
    """A server's record, by the connection of whoever runs its database.

    Parameters
    ----------
    address
        Where it is; its login is a superuser's.
    password
        None where the password file knows it.
    """

    def __init__(self, address: Address, password: str | None) -> None:
        self._address = address
        self._password = password

    def lay_out(self) -> Laid:
        """Make roles, tables, functions and walls, or bring them up to date; all or nothing."""
        with self._connected() as connection:
            self._require_version(connection)
            before = revision_of(connection)
            prepare(connection)
            config = Config()
            place = files("app.record.server") / "migrations"
            config.set_main_option("script_location", str(place))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.execute(text("RESET ROLE"))
            after = revision_of(connection)
        return Laid(before or "", after or "")

    def add(self, person: Person, password: str) -> None:
        """Let a person or a service sign in, in one role, at one port or all.

        Raises
        ------
        Refused
            When the name is taken or cannot be one, the role is unknown, or the password is
            guessed first.
        """
        if person.role not in ROLES:
            raise Refused(say(_NO_ROLE, role=person.role, roles=", ".join(ROLES)))
        size = len(person.account.encode())
        mine = person.account.startswith(("pg_", "prescreen_"))
        if not 0 < size <= _LONGEST_NAME or mine or not person.account.strip():
            raise Refused(say(_NO_NAME, account=person.account))
        passwords.check_password(person.account, password, (person.name,))
        with self._connected() as connection:
            self._require_record(connection)
            asked = text("SELECT true FROM pg_roles WHERE rolname = :name")
            if connection.scalar(asked, {"name": person.account}):
                raise Refused(say(_TAKEN, account=person.account))
            add_person(connection, person, password)

    def require_record(self) -> None:
        """Connect, and refuse where there is no record."""
        with self._connected() as connection:
            self._require_record(connection)

    def set_password(self, account: str, password: str) -> None:
        """Give somebody another password."""
        passwords.check_password(account, password, ())
        with self._connected() as connection:
            self._require_record(connection)
            set_password(connection, account, password)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Connection]:
        login = self._address.login
        engine = engine_for(self._address, login, self._password)
        try:
            with explained(self._address.server, login), engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def _require_version(self, connection: Connection) -> None:
        found = server_version(connection)
        if found < OLDEST:
            values = {"server": self._address.server, "found": found, "oldest": OLDEST}
            raise Refused(say(_TOO_OLD, **values))

    def _require_record(self, connection: Connection) -> None:
        if revision_of(connection) is None:
            raise Refused(say(_NO_RECORD, server=self._address.server))


__all__ = ["SCHEMA", "Administration", "Laid", "Person"]
