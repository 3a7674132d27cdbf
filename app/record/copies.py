"""Copies of a record: taken while others write, and proved where they lie."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from app.domain.errors import RecordDamaged, Refused
from app.domain.words import phrase, say
from app.record import proved
from app.record.access import Access
from app.record.anchor import anchored_heads, home_of
from app.record.chain import Head, LineKind, hash_at
from app.record.errors import explained
from app.record.keys import SealKeys
from app.record.verify import Verification, verify

_NO_HEAD = phrase("The copy {path} holds no record that can be read.")
_LATER = phrase(
    "Line {known} of this record was sealed already, and the backup ends at line {length}: what "
    "came after would be lost. Take a later backup, or say --accept-loss; the loss goes on record."
)
_OTHER = phrase("The backup is not a copy of the record that the seal's anchor knows.")
_LIVES = phrase("The workspace {path} still holds this record. Two of one record would part ways.")


class KeysAt(SealKeys):
    """The keys of a workspace for a copy elsewhere: it is as long as its own signed head says."""

    def __init__(self, keys: SealKeys, head: Head) -> None:
        super().__init__(keys.home, keys.key_folder, keys.vault.making)
        self._head = head

    def anchor(self, record_id: str) -> Head | None:
        """Return the head of the copy."""
        return self._head if record_id == self._head.record_id else None

    def move_anchor(self, head: Head) -> None:
        """Leave the anchor where it is: it belongs to the record itself."""

    def anchors_of_home(self) -> tuple[Path, ...]:
        """Return nothing: where a copy lies says nothing of whose it is."""
        return ()


@dataclasses.dataclass(frozen=True, slots=True)
class Restored:
    """What the line says that follows the last line of a backup."""

    made_at: dt.datetime
    length: int
    """Lines that the backup holds."""
    known: int
    """Lines that the anchor knew; more than `length` where some are lost."""


@dataclasses.dataclass(frozen=True, slots=True)
class LetBack:
    """Who comes into a server's record that was put back, by their accounts."""

    without_password: tuple[str, ...]
    """People who have an account, and cannot sign in before they are given a password."""
    known: tuple[str, ...]
    """People who sign in with a password that the server knows already, shut out before or not."""
    services: tuple[str, ...]
    """Services that wrote to the record: it has no account of them, so they are added again."""


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment; programs that write go on meanwhile."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        explained(source),
        closing(sqlite3.connect(source)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # All pages in one go: a snapshot, which a writer does not have to wait for.
        reading.backup(writing, pages=-1)


def head_of(path: Path) -> Head:
    """Return the signed head of a copy.

    Raises
    ------
    RecordDamaged
        When the file is no record.
    """
    query = "SELECT record_id, length, hash, signature FROM head"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            row = database.execute(query).fetchone()
    except sqlite3.Error as error:
        raise RecordDamaged(say(_NO_HEAD, path=path)) from error
    if row is None:
        raise RecordDamaged(say(_NO_HEAD, path=path))
    return Head(*row)


def prove_copy(access: Access) -> Verification:
    """Prove a copy that was opened with `KeysAt`."""
    with access.read() as connection:
        return verify(connection, access.keys)


# --- a copy in place of the record -------------------------------------------------------------


def require_continuation(access: Access, keys: SealKeys, head: Head, *, accept_loss: bool) -> int:
    """Return how many lines of a record were known before; refuse a copy that contradicts them.

    Raises
    ------
    Refused
        When lines would be lost and nobody said that they may be, or the record lives elsewhere.
    RecordDamaged
        When the copy is not of that record.
    """
    anchor = keys.anchor_file(head.record_id)
    if not anchor.is_file():
        return max(head.length, _furthest(keys, head))
    elsewhere = home_of(anchor)
    if elsewhere is not None and Path(elsewhere).joinpath("record.db").exists():
        raise Refused(say(_LIVES, path=elsewhere))
    known = keys.anchor(head.record_id)
    if known is None:
        return head.length
    with access.read() as connection:
        if known.length <= head.length and hash_at(connection, known.length) != known.hash:
            raise RecordDamaged(say(_OTHER))
    if known.length > head.length and not accept_loss:
        raise Refused(say(_LATER, known=known.length, length=head.length))
    return max(known.length, _furthest(keys, head))


def _set_aside(keys: SealKeys, head: Head) -> list[Path]:
    return sorted(keys.key_folder.glob(f"{head.record_id}.anchor.before-*"))


def _furthest(keys: SealKeys, head: Head) -> int:
    """Return the length that an anchor knew which an earlier try has set aside."""
    heads = [one for path in _set_aside(keys, head) for one in anchored_heads(path)[:1]]
    return max((one.length for one in heads if keys.vouches_for(one)), default=0)


def anchor_at(keys: SealKeys, head: Head, now: dt.datetime) -> None:
    """Let the anchor of a workspace begin at the head of a copy; the one of before is kept."""
    anchor = keys.anchor_file(head.record_id)
    if anchor.is_file():
        anchor.rename(anchor.with_name(f"{anchor.name}.before-{now:%Y%m%dT%H%M%S%f}"))
    keys.move_anchor(head)
    # How far the lost record was proved says nothing of this one.
    proved.forget(keys, head.record_id)


def note_restored(access: Access, restored: Restored) -> None:
    """Write that the record was put back from a backup, and what is known to be lost."""
    with access.write() as writing:
        writing.append(LineKind.RECORD_RESTORED, actor="record", subject="record", body=restored)
