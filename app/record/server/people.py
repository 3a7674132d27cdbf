"""People of a server's record: the server itself knows them, by their own names and passwords."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import Connection, text

from app.domain.errors import Refused
from app.domain.officer import Officer
from app.domain.second import FourEyes, SecondPerson
from app.domain.words import phrase, say
from app.record import accounts, passwords, renewing, seconds
from app.record.accounts import Door, HashCost
from app.record.chain import LineKind, sealed_payload
from app.record.people import OneTimeWord, People
from app.record.purging import require_purger
from app.record.seconds import Vouched
from app.record.server.access import ServerAccess
from app.record.server.engine import engine_for
from app.record.server.errors import explained
from app.record.server.login import has_word, who_is
from app.record.server.passwords import set_own_password

_BY_ADMINISTRATOR = phrase(
    "People of a server's record are added, and given another password, by whoever administers "
    "the server: prescreen account, with the address of the record as --home."
)
_KEEP = text("SELECT keep_own_password()")
_ORDER = text("SELECT order_purge(:plan)")
_APPEND = text("SELECT seq FROM append(:kind, :subject, :body)")


class ServerPeople(People):
    """Sign-in by the server's own roles; nothing of a password is kept here or in the record."""

    def __init__(self, access: ServerAccess) -> None:
        super().__init__(access, HashCost())
        self._server = access

    def add(self, officer: Officer, password: str, by: Officer | None = None) -> None:  # noqa: ARG002 - see the sentence
        """Refuse: a person's own role on the server is made by its administrator."""
        raise Refused(say(_BY_ADMINISTRATOR))

    def reset_password(self, account: str, by: Officer) -> OneTimeWord:  # noqa: ARG002 - as `add`
        """Refuse: the administrator of the server gives another one."""
        raise Refused(say(_BY_ADMINISTRATOR))

    def enter(self, login: str, password: str | None) -> None:
        """Sign in without a line of it: a service, or a command that somebody runs.

        Without a password, the password file is asked.
        """
        self._server.sign_in(login, password)

    def sign_in(self, account: str, password: str) -> Officer:
        """Return the person whose name and password these are at the server.

        Raises
        ------
        SignInRefused
            When the server does not let them in.
        ServerGone
            When it does not answer.
        """
        self._server.sign_in(account, password)
        try:
            officer = self._server.login.officer()
            with self._server.write() as writing:
                body = {"name_tag": ""}
                writing.append(
                    LineKind.SIGNED_IN, actor=account, subject=officer.account, body=body
                )
        except BaseException:
            self._server.close()
            raise
        return officer

    def sign_out(self, officer: Officer) -> None:
        """Write that a person left, and let go of the connections that were hers."""
        with self._server.write() as writing:
            accounts.sign_out(writing, officer)
        self._server.close()

    def change_password(self, account: str, old: str, new: str) -> Officer:
        """Put a new password in place of the old one, or of a word for one sign-in.

        The server is told a SCRAM verifier only.

        Raises
        ------
        SignInRefused
            When the old one is not right.
        Refused
            When the new one is too short, guessed first, or the old one again.
        """
        engine = engine_for(self._server.address, account, old)
        try:
            with explained(self._server.address.server, account), engine.begin() as connection:
                renewing.require_new(old, new)
                set_own_password(connection, account, new)
                if has_word(connection):
                    connection.execute(_KEEP)
                officer = who_is(connection, account).officer()
                # What is refused here was never changed: it is one transaction.
                passwords.check_password(account, new, (officer.name,))
        finally:
            engine.dispose()
        return officer

    def vouch(self, second: SecondPerson, first: Officer, act: FourEyes) -> Vouched:
        """Return a second person whom the server lets in, and whose role may.

        She writes her own line, by her own connection, when the act is written.
        """
        seconds.require_other(first, second)
        with self._beside(second) as connection:
            officer = who_is(connection, second.account).officer()
        door = Door("", officer, "", 0.0)
        seconds.require_role(door, act)

        def sign(subject: str, body: dict[str, str]) -> None:
            values = {"kind": LineKind.SECONDED.value, "subject": subject}
            values["body"] = sealed_payload(body)
            with self._beside(second) as connection:
                connection.execute(_APPEND, values)

        return Vouched(door, act, first.account, sign)

    def order_purge(self, plan: str, first: SecondPerson, second: SecondPerson) -> None:
        """Let an administrator order a purge, beside a second person; each signs in herself.

        Parameters
        ----------
        plan
            Digest of the digests of the payloads that go: the order is for no others.

        Raises
        ------
        SignInRefused
            When a name and password do not belong together.
        Refused
            When a role does not include it, or one person stands for two.
        """
        with self._beside(first) as connection:
            administrator = who_is(connection, first.account).officer()
        require_purger(administrator)
        vouched = self.vouch(second, administrator, FourEyes.PURGE)
        if vouched.sign is not None:
            act = {"act": FourEyes.PURGE.value, "first": administrator.account, "name_tag": ""}
            vouched.sign(f"purge:{plan}", act)
        with self._beside(first) as connection:
            connection.execute(_ORDER, {"plan": plan})

    @contextlib.contextmanager
    def _beside(self, second: SecondPerson) -> Iterator[Connection]:
        """Connect as a second person for one transaction; the first one stays signed in."""
        address = self._server.address
        engine = engine_for(address, second.account, second.password)
        try:
            with explained(address.server, second.account), engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()
