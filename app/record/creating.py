"""Making a new record, whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
import uuid
from collections.abc import Iterator
from pathlib import Path

from app.domain.errors import RecordDamaged
from app.domain.words import phrase, say
from app.record.chain import Head
from app.record.database import engine_at, migrate, set_scheme, writer
from app.record.errors import RecordUnavailable
from app.record.indexing import SCHEME
from app.record.keys import SealKeys
from app.record.writing import Creation, begin_record
from app.vault.files import sync_folder

_GONE = phrase(
    "The record {path} is missing, although this workspace had one. Restore it from a backup; to "
    "begin anew and give the old one up, move the anchor {anchor} away."
)
_NO_FOLDER = phrase(
    "The record {path} cannot be created: {why}. Choose another folder, or give this account "
    "write permission there."
)


def create_record(path: Path, keys: SealKeys, now: dt.datetime) -> None:
    """Create the record beside its place and move it there complete.

    Two programs may do so at once: the first one's record stands, the other's is thrown away.
    """
    earlier = keys.anchors_of_home()
    if earlier and _holds_work(path.parent):
        raise RecordDamaged(say(_GONE, path=path, anchor=earlier[0]))
    keys.create_key()
    # A workspace that was removed as a whole may begin anew, but not without a trace.
    creation = Creation(str(uuid.uuid4()), now, tuple(anchor.stem for anchor in earlier))
    draft = path.with_name(f".record-{secrets.token_hex(8)}.new")
    with _explained(path):
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_private(draft)
            head = _write_draft(draft, keys, creation)
            if not _take_place(draft, path):
                return
        finally:
            _remove(draft)
    keys.move_anchor(head)


def _holds_work(home: Path) -> bool:
    """Whether a workspace holds more than settings: scans, pictures, what is left of a record."""
    if not home.is_dir():
        return False
    return any(
        entry.name.startswith("record.db") or (entry.is_dir() and any(entry.iterdir()))
        for entry in home.iterdir()
    )


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordUnavailable(say(_NO_FOLDER, path=path, why=error.strerror or error)) from error


def _write_draft(draft: Path, keys: SealKeys, creation: Creation) -> Head:
    engine = engine_at(draft, create=True)
    try:
        with writer(engine) as connection, connection.begin():
            migrate(connection)
            set_scheme(connection, SCHEME)
            return begin_record(connection, keys, creation)
    finally:
        engine.dispose()


def _make_private(draft: Path) -> None:
    """Begin the file as its owner's alone; SQLite gives its log and its index the same rights."""
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _take_place(draft: Path, path: Path) -> bool:
    """Move the draft to its place; False when another program's record is there already."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    sync_folder(path.parent)
    return True


def _remove(draft: Path) -> None:
    # Where the folder itself is wrong there is nothing to remove, and that error is told already.
    with contextlib.suppress(OSError):
        draft.unlink()
