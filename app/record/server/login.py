"""Who is signed in at a server, as the server itself says."""

from __future__ import annotations

import dataclasses

from sqlalchemy import Connection, text

from app.domain.errors import PasswordMustChange, Refused, SignInRefused
from app.domain.officer import Officer, Role
from app.domain.words import phrase, say
from app.record.renewing import MUST_CHANGE, RUN_OUT

_NOBODY = phrase("{login} can reach the record and has no account there.")
_SERVICE = phrase("{login} is the account of a service. Sign in as a person.")

RUNS_DATABASE = "runs the database"
"""What stands for a role where somebody has the rights of the record's owner, and no account."""
INTAKE = "intake"
"""Role of the service that takes things in, screens and links."""

_OWNER = phrase(
    "{login} runs the database and has no account in the record: it may run prescreen init, "
    "account add, account list, account reset, account shut-out, account let-in, restore and "
    "doctor. For anything else come in as a person, or as the service that takes things in: --home "
    "postgresql://NAME@SERVER/DATABASE."
)
_UNTIL = text("SELECT word_until(), time_text(clock_timestamp())")
_OWNS = text(
    "SELECT rolsuper OR pg_has_role(oid, 'prescreen_owner', 'member') FROM pg_roles "
    "WHERE rolname = session_user"
)
_WHO = text("SELECT account, name, role, port FROM whoami()")


@dataclasses.dataclass(frozen=True, slots=True)
class Login:
    """A person or a service, by the name of the connection."""

    account: str
    name: str
    role: str
    port: str = ""

    @property
    def takes_in(self) -> bool:
        """Whether it is the service that makes what follows from arrivals."""
        return self.role == INTAKE

    def officer(self) -> Officer:
        """Return the person; `Refused` for a service."""
        if self.role not in {role.value for role in Role}:
            raise Refused(say(_SERVICE, login=self.account))
        return Officer(self.account, self.name, Role(self.role), self.port)


class RunsDatabase(Refused):
    """Whoever came in has the rights of the record's owner, and no account."""


def who_is(connection: Connection, login: str) -> Login:
    """Ask the server who is signed in.

    Raises
    ------
    PasswordMustChange
        When it was with a word for one sign-in.
    SignInRefused
        When that word has run out.
    RunsDatabase
        When it is whoever runs the database.
    Refused
        When the server knows the name and no account.
    """
    row = connection.execute(_WHO).first()
    if row is not None and row.account is not None:
        return Login(row.account, row.name, row.role, row.port)
    if has_word(connection):
        raise PasswordMustChange(say(MUST_CHANGE))
    if connection.scalar(_OWNS):
        raise RunsDatabase(say(_OWNER, login=login))
    raise Refused(say(_NOBODY, login=login))


def has_word(connection: Connection) -> bool:
    """Whether somebody came in with a word for one sign-in; `SignInRefused` if it has run out."""
    until, now = connection.execute(_UNTIL).one()
    if until is not None and now > until:
        raise SignInRefused(say(RUN_OUT))
    return until is not None
