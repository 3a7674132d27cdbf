"""Who is signed in at a server, as the server itself says."""

from __future__ import annotations

import dataclasses

from sqlalchemy import Connection, text

from app.domain.errors import Refused
from app.domain.officer import Officer, Role
from app.domain.words import phrase, say

_NOBODY = phrase("{login} can reach the record and has no account there.")
_SERVICE = phrase("{login} is the account of a service. Sign in as a person.")

INTAKE = "intake"
"""Role of the service that takes things in, screens and links."""

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


def who_is(connection: Connection, login: str) -> Login:
    """Ask the server who is signed in; `Refused` when it knows the name and no account."""
    row = connection.execute(_WHO).first()
    if row is None or row.account is None:
        raise Refused(say(_NOBODY, login=login))
    return Login(row.account, row.name, row.role, row.port)
