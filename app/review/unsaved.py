"""Marks on their way to the record, kept beside it until they are there.

The window notes every act on a mark here before it hands it to the record, and clears the notes
once everything is on record. What a crash, a full disk or a locked record left behind is put on
record when the same officer signs in again. The file holds identities, points and words, never an
image; only the account that runs the program may read it, as it may read the record itself.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import Refused
from app.domain.mark import Mark, MarkAct
from app.domain.officer import Officer
from app.domain.words import Sentence, phrase, say
from app.record import Record
from app.record.coding import canonical, plain, text_of, value_of
from app.review.marking import differences, do

RESERVED = 1 << 18
"""Bytes that the file takes at once: notes are written over them, so that a disk that fills up
later still has room for some hundred acts."""
_END = b"\0"
_NOT_KEPT = phrase("Mark {number} of item {item}: {why}")


class Journal:
    """Acts of one officer at one window that are not known to be on record.

    All calls but `left_behind` belong to one thread. Notes survive the end of the process at once,
    and the end of the machine after `sync`.

    Parameters
    ----------
    folder
        Beside the record; made when it is missing, for this account alone.
    account
        Whose acts these are; another officer never reads them.
    """

    def __init__(self, folder: Path, account: str) -> None:
        self._folder = folder
        self._tag = hashlib.sha256(account.encode()).hexdigest()[:32]
        self._file = folder / f"{self._tag}-{uuid.uuid4().hex}.marks"
        self._end = 0

    def prepare(self) -> None:
        """Take the room on the disk; `OSError` when there is none."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(_END * RESERVED)
            stream.flush()
            os.fsync(stream.fileno())
        self._end = 0

    def note(self, item_id: str, act: MarkAct) -> None:
        """Note an act; `OSError` when the disk refuses."""
        if not self._file.exists():
            # The same officer signed in at another window, which has put our notes on record.
            self.prepare()
        tree = {"item": item_id, "before": plain(act.before), "after": plain(act.after)}
        line = f"{canonical(tree)}\n".encode()
        with self._file.open("r+b") as stream:
            stream.seek(self._end)
            stream.write(line + _END)
        self._end += len(line)

    def sync(self) -> None:
        """Bring the notes to the disk itself; any thread."""
        with contextlib.suppress(FileNotFoundError), self._file.open("r+b") as stream:
            os.fsync(stream.fileno())

    def clear(self) -> None:
        """Everything that was noted is on record."""
        if self._end and self._file.exists():
            with self._file.open("r+b") as stream:
                stream.write(_END * self._end)
                stream.truncate(RESERVED)
        self._end = 0

    def close(self) -> None:
        """Take the file away when nothing is noted in it."""
        if not self._end:
            self._file.unlink(missing_ok=True)

    def left_behind(self) -> tuple[Path, ...]:
        """Return the files that this officer's windows left, oldest first."""
        found = [path for path in self._folder.glob(f"{self._tag}-*.marks") if path != self._file]
        return tuple(sorted(found, key=lambda path: path.stat().st_mtime_ns))


def read_acts(path: Path) -> Iterator[tuple[str, MarkAct]]:
    """Give the acts of a file with their items; a last line that was cut off is no act."""
    for line in path.read_bytes().partition(_END)[0].splitlines():
        try:
            tree = json.loads(line)
            marks = [None if tree[k] is None else value_of(tree[k], Mark) for k in _SIDES]
            yield str(tree["item"]), MarkAct(*marks)
        except (KeyError, TypeError, ValueError):
            return


_SIDES = ("before", "after")


@dataclasses.dataclass(frozen=True, slots=True)
class Restored:
    """What became of the acts that were left behind."""

    kept: int = 0
    """Marks that are on record now and were not."""
    refused: tuple[Sentence, ...] = ()
    """Why others could not be; what they said is noted on the item."""


def restore(
    journal: Journal,
    record: Record,
    officer: Officer,
    record_of: Callable[[str], Record] | None = None,
) -> Restored:
    """Put on record what this officer's earlier windows could not; then take their files away.

    An act is done only where the record stands as the officer saw it before the act, so that
    nothing is done twice and nothing newer is undone. Raises the record's error, and keeps the
    files, when the record cannot be written now. `record_of` gives the record as this officer has
    an item: one that she reads blind has marks apart from all others.
    """
    kept: set[str] = set()
    refused: dict[str, Sentence] = {}
    for path in journal.left_behind():
        for item_id, act in read_acts(path):
            if record_of is not None:
                record = record_of(item_id)
            try:
                if _stands_before(record, item_id, act):
                    do(record, item_id, officer, act)
                    kept.add(act.mark.mark_id)
            except Refused as error:
                note_refused(record, item_id, officer, act, error)
                why = say(_NOT_KEPT, number=act.mark.number, item=item_id, why=error)
                refused[act.mark.mark_id] = why
        path.unlink(missing_ok=True)
    return Restored(len(kept), tuple(refused.values()))


def note_refused(
    record: Record, item_id: str, officer: Officer, act: MarkAct, why: Refused
) -> None:
    """Note on the item what a rule kept from being recorded: the officer drew it all the same."""
    values = {
        "act": "removed" if act.after is None else "drawn" if act.before is None else "changed",
        "mark": text_of(act.mark),
        "why": str(why),
    }
    # An officer who may not review, or an item that is unknown, leaves nothing to note it on.
    with contextlib.suppress(Refused):
        record.note_event(item_id, officer, "mark_not_recorded", values)


def _stands_before(record: Record, item_id: str, act: MarkAct) -> bool:
    found = record.find_mark(item_id, act.mark.mark_id)
    standing = None if found is None or found.removed else found.mark
    return _same(standing, act.before) and not _same(standing, act.after)


def _same(one: Mark | None, other: Mark | None) -> bool:
    """Compare but for the number, which is the record's to give."""
    if one is None or other is None:
        return one is other
    return set(differences(one, other)) <= {"number"}
