"""One program's way to the embedded record: opening the file, reading it, writing to it sealed."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from app.domain.clock import Clock
from app.domain.errors import KnownError, RecordDamaged, Refused
from app.domain.words import phrase, say
from app.record.access import Access
from app.record.chain import read_head
from app.record.copies import copy_database
from app.record.creating import create_record
from app.record.database import (
    REVISION,
    engine_at,
    migrate,
    revision,
    scheme,
    set_scheme,
    writer,
)
from app.record.entries import refresh
from app.record.errors import RecordUnavailable, explained
from app.record.indexing import SCHEME, index_anew
from app.record.items import item_ids
from app.record.keys import SealKeys
from app.record.share import share_kind
from app.record.verify import Verification, verify
from app.record.writing import SealedWriting

if TYPE_CHECKING:
    from app.record.server.listening import Listener
    from app.record.server.standing import Standing

_LOG = logging.getLogger(__name__)

_NOT_A_RECORD = phrase(
    "{path} is not a record of this program. Move it away, or restore the record from a backup."
)

_NO_SERVER = phrase("The record {path} is a file of this machine, on no server.")

_ON_SHARE = phrase(
    "The record {path} lies on a network share ({kind}), where it would be damaged when two "
    "programs write at once. Choose a folder on a disk of this machine."
)


class FileAccess(Access):
    """The open file, its keys, and the three kinds of transaction."""

    def __init__(self, path: Path, engine: Engine, keys: SealKeys, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._keys = keys
        self._engine = engine

    @property
    def keys(self) -> SealKeys:
        """The key that it is sealed with, and its anchor."""
        return self._keys

    @classmethod
    def open(cls, path: Path, keys: SealKeys, clock: Clock) -> FileAccess:
        """Open the file, creating it when there is none and migrating it when it is old."""
        kind = share_kind(path.parent)
        if kind:
            raise RecordUnavailable(say(_ON_SHARE, path=path, kind=kind))
        with explained(path):
            if not path.exists():
                create_record(path, keys, clock.now())
            engine = engine_at(path)
            try:
                _bring_up_to_date(engine, path)
                keys.check_key()
            except BaseException:
                engine.dispose()
                raise
        return cls(path, engine, keys, clock)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def now(self) -> dt.datetime:
        """Return the time."""
        return self.clock.now()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Read; what one statement sees, the next sees too."""
        with explained(self.path), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[SealedWriting]:
        """Write lines: all of them or none, sealed, and anchored outside the database."""
        with explained(self.path), writer(self._engine) as connection:
            with connection.begin():
                writing = SealedWriting(connection, self.keys, self.now())
                yield writing
                written = writing.seal()
            if written is not None:
                self._anchor(connection)

    def _anchor(self, connection: Connection) -> None:
        """Move the anchor to the head, under the write lock so that it only moves forward.

        The lines are committed: trouble here must not look as if they were not. The next write
        catches up, and refuses to go on when it cannot.
        """
        try:
            with explained(self.path), connection.begin():
                head = read_head(connection)
                if head is not None:
                    self.keys.move_anchor(head)
        except KnownError as error:
            _LOG.warning("the seal's anchor lags behind the record: %s", error)

    @contextlib.contextmanager
    def touch(self) -> Iterator[Connection]:
        """Change what is not sealed: leases that are renewed, notices, preferences."""
        with explained(self.path), writer(self._engine) as connection, connection.begin():
            yield connection

    def verify(self) -> Verification:
        """Prove every line, the signed head, and every row that follows from the lines."""
        try:
            with self.read() as connection:
                return verify(connection, self.keys)
        except RecordDamaged as error:
            return Verification(0, "", ok=False, first_bad=None, reason=error.sentence)

    def copy_to(self, path: Path) -> None:
        """Copy the record as it stands at one moment; others may write meanwhile."""
        copy_database(self.path, path)

    def require_file(self) -> None:
        """Let everything be done."""

    def standing(self) -> Standing:
        """Refuse: there is no server."""
        raise Refused(say(_NO_SERVER, path=self.path))

    def listen(self) -> Listener:
        """Refuse: there is no server."""
        raise Refused(say(_NO_SERVER, path=self.path))

    def settle_log(self) -> None:
        """Bring what SQLite has written beside the file into it: what went is nowhere then."""
        with explained(self.path), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        found, indexed = revision(connection), scheme(connection)
    if found is None:
        raise RecordDamaged(say(_NOT_A_RECORD, path=path))
    if found == REVISION and indexed == SCHEME:
        return
    with writer(engine) as connection, connection.begin():
        if found != REVISION:
            migrate(connection)
            # Rows of the queue may hold more than they did.
            refresh(connection, item_ids(connection))
        # Another program may have done so while this one waited for its turn.
        if scheme(connection) != SCHEME:
            index_anew(connection)
            set_scheme(connection, SCHEME)
