"""What is done to a server's record by whoever runs its database: laying it out, letting people in.

The program as it works never has these rights.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.domain.errors import Refused
from app.domain.officer import Role
from app.domain.words import phrase, say
from app.record import accounts, passwords
from app.record.chain import LineKind, sealed_payload
from app.record.coding import plain, time_text
from app.record.copies import LetBack, Restored
from app.record.people import OneTimeWord
from app.record.renewing import NOBODY, ONE_TIME_H
from app.record.server.address import Address
from app.record.server.copying import opened, put_lines, services_of
from app.record.server.elsewhere import put_elsewhere
from app.record.server.engine import engine_for
from app.record.server.errors import explained
from app.record.server.install import begin, roll_out
from app.record.server.login import RUNS_DATABASE, Login
from app.record.server.roles import (
    ROLES,
    SCHEMA,
    Person,
    add_person,
    become_owner,
    give_word,
    group_of,
    let_back_in,
    let_in_again,
    prepare,
    set_password,
    shut_out,
)
from app.record.server.standing import (
    OLDEST,
    REVISION,
    Standing,
    require_revision,
    revision_of,
    server_version,
    standing_of,
)
from app.record.server.tables import PERSON

_TOO_OLD = phrase("The server {server} is PostgreSQL {found}; the record needs {oldest} or later.")
_TAKEN = phrase("There is an account {account} already.")
_IS_IN = phrase("{account} was not shut out, and comes in as before.")
_NO_RECORD = phrase("There is no record on {server} yet. Make one first: prescreen init.")
_HOLDS = phrase(
    "There is a record on {server} already, and nothing is ever put over it. Make an empty "
    "database: CREATE DATABASE name TEMPLATE template0."
)
_NO_ROLE = phrase("There is no role {role} on a server. One of: {roles}.")
_NO_NAME = phrase(
    "{account} cannot be the name of a role on the server: it needs one to 63 bytes, and may not "
    "begin with pg_ or prescreen_."
)
_NO_PERSON = phrase(
    "{account} is no person at a workstation: give the service or the port another password on the "
    "server itself."
)
_STANDS = ("shut out", "works", "has a word for one sign-in")
_TIME = text("SELECT clock_timestamp()")
_ROLE = text("SELECT role FROM prescreen.person WHERE login = :name AND active <> 0")
_COMES_IN = text(
    "SELECT active <> 0 AND rolcanlogin FROM prescreen.person JOIN pg_roles ON rolname = login "
    "WHERE login = :name"
)
_KNOWN = text(
    "SELECT EXISTS (SELECT FROM prescreen.person WHERE login = :name) "
    "OR EXISTS (SELECT FROM pg_roles WHERE rolname = :name "
    "AND (rolsuper OR NOT pg_has_role(oid, CAST(:group AS name), 'member')))"
)
"""Whether a name is somebody's here, or is a role of the server for something else. Who does the
same work in another record of this server, or did in the one that was lost, may come in."""
_NOTE = text("SELECT note_by_owner(:kind, :subject, :body)")
_LONGEST_NAME = 63
"""Bytes of a name that PostgreSQL keeps whole."""


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the record's server knows."""

    person: Person
    stands: str
    """``works``, ``shut out``, or ``has a word for one sign-in``."""


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
        """Make roles, tables, functions and walls, or bring them up to date; all or nothing.

        Tables change by migrations; functions, walls and rights are made anew each time.

        Raises
        ------
        RecordUnavailable
            When the record is a newer program's.
        """
        with self._connected() as connection:
            self._require_version(connection)
            before = revision_of(connection)
            if (before or "") > REVISION:
                require_revision(connection, self._address.server)
            _upgrade(connection)
            if before is None:
                begin(connection)
            else:
                # A record that an older program put back from its lines lacks some of these.
                become_owner(connection)
                put_elsewhere(connection)
                connection.execute(text("RESET ROLE"))
            after = revision_of(connection)
        return Laid(before or "", after or "")

    def put_back(self, copy: Path, restored: Restored) -> LetBack:
        """Put the log of a backup into a database without a record, prove it, and note that.

        Returns who comes in again, and who has to be let in.

        Raises
        ------
        Refused
            When there is a record already.
        RecordDamaged
            When the copy, or what follows from it, does not verify; nothing stays then.
        """
        with self._connected() as connection:
            self._require_version(connection)
            self._require_none(connection)
            _upgrade(connection)
            become_owner(connection)
            with opened(copy) as lines:
                put_lines(lines, connection)
            body = sealed_payload(plain(restored))
            values = {"kind": LineKind.RECORD_RESTORED.value, "subject": "record", "body": body}
            connection.execute(_NOTE, values)
            people = accounts.read_accounts(connection)
            services = services_of(connection)
            connection.execute(text("RESET ROLE"))
            lacking = [one.account for one in people if not let_back_in(connection, one)]
        known = tuple(one.account for one in people if one.account not in lacking)
        return LetBack(tuple(lacking), known, services)

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
            if connection.scalar(_KNOWN, {"name": person.account, "group": group_of(person)}):
                raise Refused(say(_TAKEN, account=person.account))
            add_person(connection, person, password)

    def require_empty(self) -> None:
        """Connect, and refuse where there is a record already."""
        with self._connected() as connection:
            self._require_none(connection)

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

    def reset_password(self, account: str) -> OneTimeWord:
        """Give a person a word for one sign-in in place of her password.

        Her connections end; with the word she chooses a password of her own, and does nothing else.

        Raises
        ------
        Refused
            When nobody of this name works here, or it is a service.
        """
        word = passwords.one_time_word()
        with self._connected() as connection:
            self._require_record(connection)
            now: dt.datetime = connection.execute(_TIME).scalar_one()
            until = now + dt.timedelta(hours=ONE_TIME_H)
            role = connection.scalar(_ROLE, {"name": account})
            if role is None:
                raise Refused(say(NOBODY, account=account))
            if role not in set(Role):
                raise Refused(say(_NO_PERSON, account=account))
            give_word(connection, account, word, time_text(until))
        return OneTimeWord(word, until)

    def shut_out(self, account: str) -> None:
        """Let somebody come in no more, a person or a service; what she wrote stays.

        Her connections end.

        Raises
        ------
        Refused
            When nobody of this name may come in.
        """
        with self._connected() as connection:
            self._require_record(connection)
            if connection.scalar(_ROLE, {"name": account}) is None:
                raise Refused(say(NOBODY, account=account))
            shut_out(connection, account)

    def let_in(self, account: str) -> str:
        """Let somebody who was shut out come in again, with the password or word of before.

        Returns how she stands then, as `Known` has it.

        Raises
        ------
        Refused
            When nobody of this name was ever let in, or she was not shut out.
        """
        with self._connected() as connection:
            self._require_record(connection)
            comes_in = connection.scalar(_COMES_IN, {"name": account})
            if comes_in is None:
                raise Refused(say(NOBODY, account=account))
            if comes_in:
                raise Refused(say(_IS_IN, account=account))
            return _STANDS[let_in_again(connection, account)]

    def people(self) -> tuple[Known, ...]:
        """Return everybody who may sign in or once might, services too, by name."""
        with self._connected() as connection:
            self._require_record(connection)
            become_owner(connection)
            rows = connection.execute(PERSON.select().order_by(PERSON.c.login)).all()
        return tuple(
            Known(Person(row.account, row.name, row.role, row.port), _STANDS[row.active])
            for row in rows
        )

    def standing(self) -> Standing:
        """Return how the server and its record stand, as whoever runs it sees them."""
        with self._connected() as connection:
            self._require_record(connection)
            ahead = connection.execute(_TIME).scalar_one() - dt.datetime.now(dt.UTC)
            login = Login(self._address.login, "", RUNS_DATABASE)
            connection.exec_driver_sql(f"SET LOCAL search_path = {SCHEMA}")
            return standing_of(connection, self._address.server, login, ahead)

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

    def _require_none(self, connection: Connection) -> None:
        if revision_of(connection) is not None:
            raise Refused(say(_HOLDS, server=self._address.server))

    def _require_record(self, connection: Connection) -> None:
        if revision_of(connection) is None:
            raise Refused(say(_NO_RECORD, server=self._address.server))


def _upgrade(connection: Connection) -> None:
    prepare(connection)
    config = Config()
    place = files("app.record.server") / "migrations"
    config.set_main_option("script_location", str(place))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.execute(text("RESET ROLE"))
    roll_out(connection)


__all__ = ["SCHEMA", "Administration", "Laid", "Person"]
