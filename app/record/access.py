"""One program's way to the record, whichever home it has: reading it, and writing to it sealed."""

from __future__ import annotations

import abc
import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.domain.clock import Clock
from app.record.desk import Desk
from app.record.keys import SealKeys
from app.record.verify import Verification
from app.record.writing import Writing

if TYPE_CHECKING:
    from app.record.server.listening import Listener
    from app.record.server.standing import Standing


class Access(abc.ABC):
    """An open record and the three kinds of transaction.

    `app.record.file_access` opens the embedded record, `app.record.server.access` a server's.
    """

    path: Path
    """The record's file; of a server's record the place of it beside which this machine keeps
    what is not in the record."""
    clock: Clock

    @property
    @abc.abstractmethod
    def keys(self) -> SealKeys:
        """The keys that the record is sealed with; of a server's, what this machine signs with."""

    @abc.abstractmethod
    def close(self) -> None:
        """Let go of the record."""

    @abc.abstractmethod
    def now(self) -> dt.datetime:
        """Return the time."""

    @abc.abstractmethod
    def read(self) -> contextlib.AbstractContextManager[Connection]:
        """Read; what one statement sees, the next sees too."""

    @abc.abstractmethod
    def write(self) -> contextlib.AbstractContextManager[Writing]:
        """Write lines: all of them or none, sealed."""

    @abc.abstractmethod
    def touch(self) -> contextlib.AbstractContextManager[Connection]:
        """Change what is not sealed: leases that are renewed, notices, preferences."""

    @abc.abstractmethod
    def settle_log(self) -> None:
        """Bring what the database has written aside into its place: what went is nowhere then."""

    @abc.abstractmethod
    def verify(self) -> Verification:
        """Prove every line, and every row that follows from the lines."""

    @abc.abstractmethod
    def require_file(self) -> None:
        """Refuse, of a server's record, what can only be done to a file of this machine."""

    @abc.abstractmethod
    def copy_to(self, path: Path) -> None:
        """Copy the record, as it stands at one moment, into a file that is not there yet."""

    @abc.abstractmethod
    def standing(self) -> Standing:
        """Return how a server and its record stand; `Refused` where there is no server."""

    @abc.abstractmethod
    def listen(self) -> Listener:
        """Return a line on which a server tells of news; `Refused` where there is no server."""

    def desk(self, connection: Connection) -> Desk | None:  # noqa: ARG002 - a server's asks by it
        """Return a server's own way to give items out; None where this program does so."""
        return None

    def catch_up(self) -> int:
        """Do what acts of people left to be done; return how many items that was."""
        return 0

    @property
    def reads_names(self) -> bool:
        """Whether who is signed in may read who has what, and what was said to whom."""
        return True

    @property
    def keeps_tables(self) -> bool:
        """Whether who is signed in may write what is computed again at will, such as notices."""
        return True
