"""The way to a far record, watched: that it broke is noticed wherever it is noticed first."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.domain.clock import Clock
from app.domain.errors import ServerGone
from app.record.access import Access
from app.record.desk import Desk
from app.record.keys import SealKeys
from app.record.verify import Verification
from app.record.writing import Writing

if TYPE_CHECKING:
    from app.record.server.listening import Listener
    from app.record.server.standing import Standing


class WatchedAccess(Access):
    """Passes everything on to whatever is connected now.

    Parameters
    ----------
    connected
        Returns the access in use; raises `ServerGone` at once while one works alone.
    lost
        Told when it broke.
    path, clock
        As the record would have them.
    """

    def __init__(
        self,
        connected: Callable[[], Access],
        lost: Callable[[], object],
        path: Path,
        clock: Clock,
    ) -> None:
        self._connected = connected
        self._lost = lost
        self.path = path
        self.clock = clock

    @property
    def keys(self) -> SealKeys:
        """The keys that the record is sealed with."""
        return self._connected().keys

    def close(self) -> None:
        """Nothing: who connected lets go."""

    def now(self) -> dt.datetime:
        """Return the time."""
        return self.clock.now()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Read."""
        with self._watched(), self._connected().read() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Writing]:
        """Write lines."""
        with self._watched(), self._connected().write() as writing:
            yield writing

    @contextlib.contextmanager
    def touch(self) -> Iterator[Connection]:
        """Change what is not sealed."""
        with self._watched(), self._connected().touch() as connection:
            yield connection

    def verify(self) -> Verification:
        """Prove the record."""
        with self._watched():
            return self._connected().verify()

    def standing(self) -> Standing:
        """Return how the server and its record stand."""
        with self._watched():
            return self._connected().standing()

    def listen(self) -> Listener:
        """Return a line on which a server tells of news."""
        with self._watched():
            return self._connected().listen()

    def catch_up(self) -> int:
        """Do again what acts of people left to the service that takes things in."""
        with self._watched():
            return self._connected().catch_up()

    def settle_log(self) -> None:
        """Bring what the database has written aside into its place."""
        self._connected().settle_log()

    def copy_to(self, path: Path) -> None:
        """Copy the record as it stands at one moment."""
        with self._watched():
            self._connected().copy_to(path)

    def require_file(self) -> None:
        """Refuse what can only be done to a file of this machine."""
        self._connected().require_file()

    def desk(self, connection: Connection) -> Desk | None:
        """Return a server's own way to give items out."""
        return self._connected().desk(connection)

    @property
    def keeps_tables(self) -> bool:
        """Whether who is signed in may write what is computed again at will."""
        return self._connected().keeps_tables

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except ServerGone:
            self._lost()
            raise
