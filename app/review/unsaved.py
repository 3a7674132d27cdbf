"""Marks on their way to the record, kept beside it until they are there.

The window notes every act on a mark here before it hands it to the record, and clears the notes
once everything is on record. What a crash, a full disk or a locked record left behind is put on
record when the same officer signs in again. The file holds identities, points and words, never an
image, each act locked under a key of the officer's own.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import hashlib
import json
import os
import uuid
from collections.abc import Callable
from pathlib import Path

import cattrs

from app.domain.errors import Refused
from app.domain.mark import Mark, MarkAct
from app.domain.officer import Officer
from app.domain.words import Sentence, phrase, say
from app.record import Record
from app.record.coding import canonical, plain, text_of, value_of
from app.review import plain_notes
from app.review.marking import differences, do
from app.vault.frames import FrameFull, Frames

SUFFIX = ".notes"
_ASIDE = ".damaged"
_NOT_KEPT = phrase("Mark {number} of item {item}: {why}")
_DAMAGED = phrase(
    "Some marks that an earlier session had not saved cannot be read: their file is damaged, or "
    "was locked with another key. It was kept as {path}. Look through the items of that time, and "
    "tell the administrator."
)


class Journal:
    """Acts of one officer at one window that are not known to be on record.

    All calls but `left_behind` and `sync` belong to one thread. Notes survive the end of the
    process at once, and the end of the machine after `sync`. Room for some hundred acts is taken
    on the disk at once, so that a disk that fills up later still has some.

    Parameters
    ----------
    folder
        Beside the record; made when it is missing, for this account alone.
    account
        Whose acts these are; another officer never reads them.
    key
        32 bytes, of this officer; nothing else opens what is noted.
    """

    def __init__(self, folder: Path, account: str, key: bytes) -> None:
        self._folder = folder
        self._tag = hashlib.sha256(account.encode()).hexdigest()[:32]
        self._key = key
        self._file = folder / f"{self._tag}-{uuid.uuid4().hex}{SUFFIX}"
        self._frames = Frames(self._file, key)

    def prepare(self) -> None:
        """Take the room on the disk; `OSError` when there is none."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._frames.open()

    def note(self, item_id: str, act: MarkAct) -> None:
        """Note an act; `OSError` when the disk refuses."""
        if not self._file.exists():
            # The same officer signed in at another window, which has put our notes on record.
            self.prepare()
        tree = {"item": item_id, "before": plain(act.before), "after": plain(act.after)}
        try:
            self._frames.add(canonical(tree).encode(), forced=False)
        except FrameFull as error:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG)) from error

    def sync(self) -> None:
        """Bring the notes to the disk itself; any thread."""
        with contextlib.suppress(FileNotFoundError), self._file.open("r+b") as stream:
            os.fsync(stream.fileno())

    def clear(self) -> None:
        """Everything that was noted is on record."""
        if not self._frames.empty and self._file.exists():
            self._frames.clear()

    def close(self) -> None:
        """Take the file away when nothing is noted in it."""
        if self._frames.empty:
            self._file.unlink(missing_ok=True)

    def left_behind(self) -> tuple[Path, ...]:
        """Return the files that this officer's windows left, oldest first."""
        found = [
            path
            for suffix in (SUFFIX, plain_notes.SUFFIX)
            for path in self._folder.glob(f"{self._tag}-*{suffix}")
            if path != self._file
        ]
        return tuple(sorted(found, key=lambda path: path.stat().st_mtime_ns))

    def read(self, path: Path) -> Left:
        """Read what a window of this officer left; `OSError` when the disk refuses."""
        if path.suffix == plain_notes.SUFFIX:
            texts, damaged = plain_notes.read_plain(path), plain_notes.is_damaged(path)
        else:
            found = Frames(path, self._key).look()
            texts, damaged = found.texts, found.damaged
        acts = [_act_of(text) for text in texts]
        return Left(tuple(act for act in acts if act), damaged=damaged or None in acts)


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """What one file of notes holds."""

    acts: tuple[tuple[str, MarkAct], ...]
    """Acts with their items, in the order of the hand."""
    damaged: bool
    """Whether something that was whole once cannot be read."""


def _act_of(text: bytes) -> tuple[str, MarkAct] | None:
    try:
        tree = json.loads(text)
        marks = [None if tree[k] is None else value_of(tree[k], Mark) for k in _SIDES]
        return str(tree["item"]), MarkAct(*marks)
    except (cattrs.BaseValidationError, KeyError, TypeError, ValueError):
        return None


_SIDES = ("before", "after")


@dataclasses.dataclass(frozen=True, slots=True)
class Restored:
    """What became of the acts that were left behind."""

    kept: int = 0
    """Marks that are on record now and were not."""
    refused: tuple[Sentence, ...] = ()
    """Why others could not be; what they said is noted on the item."""
    damaged: tuple[Sentence, ...] = ()
    """Which files cannot be read as a whole, and where they are kept."""


def restore(
    journal: Journal,
    record: Record,
    officer: Officer,
    record_of: Callable[[str], Record] | None = None,
) -> Restored:
    """Put on record what this officer's earlier windows could not; then take their files away.

    A file of which some cannot be read is kept beside the others under another name.

    An act is done only where the record stands as the officer saw it before the act, so that
    nothing is done twice and nothing newer is undone. Raises the record's error, and keeps the
    files, when the record cannot be written now. `record_of` gives the record as this officer has
    an item: one that she reads blind has marks apart from all others.
    """
    kept: set[str] = set()
    refused: dict[str, Sentence] = {}
    damaged: list[Sentence] = []
    for path in journal.left_behind():
        left = journal.read(path)
        for item_id, act in left.acts:
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
        if left.damaged:
            damaged.append(say(_DAMAGED, path=_set_aside(path)))
        elif path.suffix == plain_notes.SUFFIX:
            plain_notes.destroy(path)
        else:
            path.unlink(missing_ok=True)
    return Restored(len(kept), tuple(refused.values()), tuple(damaged))


def _set_aside(path: Path) -> Path:
    aside = path.with_suffix(_ASIDE)
    path.replace(aside)
    return aside


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
