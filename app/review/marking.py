"""Putting what an officer does with a mark on record, and reading it back before it counts."""

from __future__ import annotations

import dataclasses

from app.domain.errors import Unavailable
from app.domain.mark import Mark, MarkAct
from app.domain.officer import Officer
from app.domain.second import SecondPerson
from app.domain.words import phrase, say
from app.record import Record

_DIFFERS = phrase(
    "Mark {number} on record differs from the screen ({what}). It stays on screen and is saved "
    "again."
)


class NotAsDrawn(Unavailable):
    """What was read back is not what was written."""


def do(
    record: Record,
    item_id: str,
    officer: Officer,
    act: MarkAct,
    second: SecondPerson | None = None,
) -> Mark | None:
    """Put an act on record; return the mark as it reads back, None when it is removed.

    The mark has its identity before anything is written, so that the same act done twice, after a
    failure or a crash, leaves one mark. A number on record wins over the one on screen; a new mark
    keeps the number it was shown with unless that number was used before.

    Raises
    ------
    NotAsDrawn
        When a fresh query finds anything else than what was written.
    LeaseLost
        When the item is somebody else's now.
    SecondNeeded
        When a mark is to go that a signed decision covers, and no second person stands by.
    """
    if act.after is None:
        _remove(record, item_id, officer, act.mark, second)
        return None
    kept = record.find_mark(item_id, act.after.mark_id)
    if kept is None:
        wanted = _numbered(record, item_id, act.after)
    else:
        wanted = dataclasses.replace(act.after, number=kept.mark.number)
        if kept.removed:
            record.restore_mark(item_id, officer, wanted.mark_id)
    if kept is None or kept.mark != wanted:
        record.save_mark(item_id, officer, wanted)
    return _read_back(record, item_id, wanted)


def _numbered(record: Record, item_id: str, mark: Mark) -> Mark:
    last = record.last_mark_number(item_id)
    return dataclasses.replace(mark, number=max(mark.number, last + 1))


def _remove(
    record: Record, item_id: str, officer: Officer, mark: Mark, second: SecondPerson | None
) -> None:
    kept = record.find_mark(item_id, mark.mark_id)
    if kept is None or kept.removed:
        return
    record.remove_mark(item_id, officer, mark.mark_id, second)
    again = record.find_mark(item_id, mark.mark_id)
    if again is None or not again.removed:
        raise NotAsDrawn(say(_DIFFERS, number=mark.number, what="removed"))


def _read_back(record: Record, item_id: str, wanted: Mark) -> Mark:
    found = record.find_mark(item_id, wanted.mark_id)
    differing = differences(wanted, None if found is None or found.removed else found.mark)
    if differing:
        raise NotAsDrawn(say(_DIFFERS, number=wanted.number, what=", ".join(differing)))
    return wanted


def differences(wanted: Mark, found: Mark | None) -> tuple[str, ...]:
    """Return the names of the fields in which two marks differ; ``mark`` when there is none."""
    if found is None:
        return ("mark",)
    return tuple(
        field.name
        for field in dataclasses.fields(Mark)
        if getattr(wanted, field.name) != getattr(found, field.name)
    )
