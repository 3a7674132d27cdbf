"""One program's way to a server's record, by the sign-in of one person or service."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from app.domain.clock import Clock
from app.domain.errors import Refused
from app.domain.officer import Role
from app.domain.words import phrase, say
from app.record.access import Access
from app.record.desk import Desk
from app.record.keys import SealKeys
from app.record.server.address import Address
from app.record.server.copying import copy_lines
from app.record.server.desk import ServerDesk
from app.record.server.engine import engine_for, reader
from app.record.server.errors import explained
from app.record.server.listening import Listener, listener
from app.record.server.login import Login, who_is
from app.record.server.proving import verify
from app.record.server.standing import Standing, require_revision, standing_of
from app.record.server.writing import ServerWriting
from app.record.verify import Verification

_NOT_SIGNED_IN = phrase("Nobody is signed in at the server {server} of the record.")
_ON_SERVER = phrase(
    "This is done on the server of the record itself, which seals it; see docs/record.md."
)

_NOT_ALL = phrase(
    "{login} does not read the whole record, so nothing can be proved of it. Come in as the "
    "service that takes things in: --home postgresql://intake@{server}."
)
_NO_KEY = phrase("No key of this machine was named to sign with.")

_PATIENTLY = text("SET LOCAL idle_in_transaction_session_timeout = 0")
_TIME = text("SELECT clock_timestamp()")


class ServerAccess(Access):
    """A server's record.

    Parameters
    ----------
    address
        Where it is.
    folder
        Where this machine keeps what is not in the record.
    clock
        Put right by the server's when somebody signs in.
    keys
        The key of this machine: it seals nothing on the server, and signs what is taken away.
    """

    def __init__(
        self, address: Address, folder: Path, clock: Clock, keys: SealKeys | None = None
    ) -> None:
        self.address = address
        self.path = folder / "record.db"
        self.clock = clock
        self._keys = keys
        self._engine: Engine | None = None
        self._login: Login | None = None
        self._ahead = dt.timedelta()

    # --- who is signed in ------------------------------------------------------------------------

    def sign_in(self, login: str, password: str | None) -> Login:
        """Connect as somebody; whoever was signed in before is not any more.

        Raises
        ------
        SignInRefused
            When the server does not let the name in with this password.
        ServerGone
            When it does not answer.
        """
        engine = engine_for(self.address, login, password)
        try:
            with explained(self.address.server, login), engine.connect() as connection:
                require_revision(connection, self.address.server)
                found = who_is(connection, login)
                self._ahead = connection.execute(_TIME).scalar_one() - self.clock.now()
        except BaseException:
            engine.dispose()
            raise
        self.close()
        self._engine, self._login = engine, found
        return found

    @property
    def login(self) -> Login:
        """Who is signed in; `Refused` when nobody is."""
        if self._login is None:
            raise Refused(say(_NOT_SIGNED_IN, server=self.address.server))
        return self._login

    @property
    def ahead(self) -> dt.timedelta:
        """By how much the server's clock was ahead of this machine's at sign-in."""
        return self._ahead

    def close(self) -> None:
        """Let go of the connections; nobody is signed in any more."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._login = None

    # --- transactions ----------------------------------------------------------------------------

    def now(self) -> dt.datetime:
        """Return the time by the server's clock."""
        return self.clock.now() + self._ahead

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Read; what one statement sees, the next sees too."""
        with self._explained() as engine, reader(engine) as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[ServerWriting]:
        """Write lines: all of them or none."""
        with self._explained() as engine, engine.connect() as connection, connection.begin():
            writing = ServerWriting(connection, self.now(), self.login)
            yield writing
            writing.seal()

    @contextlib.contextmanager
    def touch(self) -> Iterator[Connection]:
        """Change what is not in the log."""
        with self._explained() as engine, engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def _explained(self) -> Iterator[Engine]:
        login = self.login.account
        if self._engine is None:
            raise Refused(say(_NOT_SIGNED_IN, server=self.address.server))
        with explained(self.address.server, login):
            yield self._engine

    # --- what is another home's ------------------------------------------------------------------

    @property
    def keys(self) -> SealKeys:
        """The key of this machine, for what is taken away; `Refused` where none was named."""
        if self._keys is None:
            raise Refused(say(_NO_KEY))
        return self._keys

    def verify(self) -> Verification:
        """Prove every chain, and every row that follows from the lines."""
        with self.read() as connection:
            # Building the tables again takes longer than a person's transaction may stand idle.
            connection.execute(_PATIENTLY)
            return verify(connection)

    def catch_up(self) -> int:
        """Do again what acts of people left to the service that takes things in."""
        if not self.login.takes_in:
            return 0
        with self.write() as writing:
            return writing.catch_up()

    def listen(self) -> Listener:
        """Return a line on which the server tells that its record has grown."""
        with self._explained() as engine:
            return listener(engine)

    def standing(self) -> Standing:
        """Return how the server and its record stand."""
        with self.read() as connection:
            return standing_of(connection, self.address.server, self.login, self.ahead)

    def copy_to(self, path: Path) -> None:
        """Copy the log after proving it; `Refused` for whoever does not read all of it."""
        with self.read_all() as connection:
            copy_lines(connection, path)

    @contextlib.contextmanager
    def read_all(self) -> Iterator[Connection]:
        """Read, as somebody who reads everything, for as long as it takes."""
        if not self.login.takes_in:
            raise Refused(say(_NOT_ALL, login=self.login.account, server=self.address.server))
        with self.read() as connection:
            connection.execute(_PATIENTLY)
            yield connection

    def require_file(self) -> None:
        """Refuse what can only be done to a file of this machine."""
        raise Refused(say(_ON_SERVER))

    def settle_log(self) -> None:
        """Refuse: the server settles its own."""
        raise Refused(say(_ON_SERVER))

    def desk(self, connection: Connection) -> Desk | None:
        """Return the server's desk."""
        return ServerDesk(connection)

    @property
    def reads_names(self) -> bool:
        """Whether who is signed in may read who has what; an evaluator measures without names."""
        return self.login.role != Role.EVALUATOR

    @property
    def keeps_tables(self) -> bool:
        """Whether the service that takes things in is signed in."""
        return self.login.takes_in
