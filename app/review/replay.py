"""A decision replayed from the record alone, exactly as the officer saw it.

Nothing of today has a part in it: not today's data, model, notices or thresholds. Pixels are read
from the kept originals by their digests, which are checked before anything is shown.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

from app.domain.decision import Recommendation
from app.domain.errors import KnownError, Refused
from app.domain.officer import Act, Officer
from app.domain.replay import AsSeen, Replay, Step, View
from app.domain.scan import ImageFile
from app.domain.words import Sentence, phrase, say
from app.record import Record
from app.record.chain import LineKind
from app.record.coding import value_of
from app.record.replaying import Told
from app.review.replay_steps import after
from app.review.replay_words import words
from app.scans import FolderStore, StoreError
from app.scans.views import one_view, read_view
from imaging.arriving import Arriving
from imaging.holding import Held
from imaging.radiograph import Radiograph
from imaging.reader import read_image
from imaging.scanfile import ScanFile

_NOT_YOURS = phrase("Only a supervisor replays the decisions of others.")
_BLIND = phrase("You read this item a second time: sign your reading first.")
_PURGED = phrase(
    "What was seen was purged after its time. What is left is who decided what, and when."
)
_PARTS = phrase("Some of what was seen was purged after its time, and is left out.")
_NO_FILES = phrase("No file of this view had arrived.")
_GONE = phrase(
    "The image was purged after its time. Its digest stays on record; its pixels are gone."
)
_FAR = phrase(
    "The image lies in the archive and is not on this machine. Open the item until its image is "
    "whole, then replay. A machine that keeps no images of the archive cannot replay it."
)
_CHANGED = phrase(
    "The kept file {sha256} is not the one that was seen: its digest differs. Nothing of it is "
    "shown. Run prescreen verify, and put the file back from a backup."
)


Kept = Callable[[str], bytes | None]
"""Gives the bytes of a file by its digest, from what this machine keeps of an archive; None when
they are not here."""


class NotAsSeen(KnownError):
    """A picture cannot be shown as it was seen."""


def nothing_kept(sha256: str) -> None:
    """Stand for what a machine keeps of an archive where there is none."""
    del sha256


def replay_of(record: Record, recommendation_id: str, officer: Officer) -> Replay:
    """Rebuild how a decision was made, or a blind second reading of one.

    Of a reading, what its reader saw and did, and nothing of the first's.

    Parameters
    ----------
    recommendation_id
        Of the decision, or of what the second reader signed.

    Raises
    ------
    Refused
        When there is no such decision, or the person may not see how others decided.
    """
    place = record.replays.place(recommendation_id)
    lines = as_seen(record.replays.told(place))
    last = lines[-1]
    decision = value_of(last.body, Recommendation)
    own = decision.officer == officer.account and officer.may(Act.REVIEW)
    if not own and not officer.may(Act.AUDIT):
        raise Refused(say(_NOT_YOURS))
    reading = record.supervision.reading_of(recommendation_id)
    if reading is not None and reading.signed is None and reading.reader == officer.account:
        raise Refused(say(_BLIND))
    names = {one.account: one.name for one in record.accounts()}
    steps, states = _played(lines, decision.officer)
    today = record.item(place.item_id).shipments
    return Replay(
        item_id=place.item_id,
        decision=decision,
        sealed_at=last.at,
        seq=last.seq,
        officer=names.get(decision.officer, decision.officer),
        steps=steps,
        states=states,
        today=MappingProxyType({one.shipment_id: one for one in today}),
        purged=_purged(lines),
    )


def pictured(
    store: FolderStore, state: AsSeen, view: View, kept: Kept = nothing_kept
) -> Radiograph:
    """Read a view as it stood, from files that are each proved by their digest.

    Parameters
    ----------
    store
        Where the originals lie.
    kept
        What this machine keeps of an archive that may have those which the store lacks.

    Raises
    ------
    NotAsSeen
        When a file is gone, not on this machine, or not the one that was seen. Nothing is shown
        then.
    ImagingError
        When a file cannot be read.
    """
    files = state.files.get(view, ())
    if not files:
        raise NotAsSeen(say(_NO_FILES))
    if not all(file.name for file in files):
        raise NotAsSeen(say(_GONE))
    try:
        originals = store.originals(files)
    except StoreError as error:
        raise NotAsSeen(error.sentence) from error
    here = [one for one in originals if isinstance(one, Path)]
    if len(here) == len(originals):
        return read_view([proved(store, file.sha256) for file in files])
    return one_view([_near(store, file, kept) for file in files])


def _near(store: FolderStore, file: ImageFile, kept: Kept) -> ScanFile:
    """Read a file of an archive that is on this machine, once its digest is proved."""
    if store.holds(file.sha256):
        return read_image(proved(store, file.sha256))
    data = kept(file.sha256)
    # What is not the file is not here: whoever brings it anew throws the other away.
    if data is None or hashlib.sha256(data).hexdigest() != file.sha256:
        raise NotAsSeen(say(_FAR))
    held = Held(len(data))
    held.put(0, data)
    return Arriving(held, file.name).whole()


def heated(store: FolderStore, state: AsSeen, view: View) -> Path | None:
    """Return the heat map of a view as it stood, proved by its digest; None where there was none.

    Raises
    ------
    NotAsSeen
        When it is gone or is not the one that was seen.
    """
    report = state.reports.get(view)
    return None if report is None or not report.heat_sha256 else proved(store, report.heat_sha256)


def proved(store: FolderStore, sha256: str) -> Path:
    """Return where a kept file lies, once its bytes have the digest that the record holds.

    Raises
    ------
    NotAsSeen
        When it is gone, cannot be read, or is another.
    """
    try:
        path = store.path(sha256)
        with path.open("rb") as kept:
            found = hashlib.file_digest(kept, "sha256").hexdigest()
    except StoreError as error:
        raise NotAsSeen(error.sentence) from error
    except OSError as error:
        raise NotAsSeen(say("This image cannot be shown: {why}", why=error)) from error
    if found != sha256:
        raise NotAsSeen(say(_CHANGED, sha256=sha256))
    return path


def as_seen(lines: Sequence[Told]) -> tuple[Told, ...]:
    """Return the lines up to the last in the order in which its officer saw them.

    While the line to the record was cut nothing came through: what others brought meanwhile was
    seen when the officer's own acts had arrived, and not at all where the last line itself came
    late.
    """
    last = lines[-1]
    late = [one for one in lines if one.late and one.actor == last.actor]
    if not late:
        return tuple(lines)
    cut, heard = late[0].at, max(late, key=lambda one: one.seq)

    def came_between(one: Told) -> bool:
        own = one.actor == last.actor
        return not own and one.at > cut and one.seq < heard.seq

    kept = [one for one in lines if not came_between(one)]
    back_at = heard.came_at or heard.at
    moved = [dataclasses.replace(one, at=back_at) for one in lines if came_between(one)]
    return tuple(sorted((*kept, *([] if last.late else moved)), key=lambda one: (one.at, one.seq)))


def _played(lines: Sequence[Told], officer: str) -> tuple[tuple[Step, ...], tuple[AsSeen, ...]]:
    """Return the steps from the opening on, with what stood on screen after each."""
    first = _opening(lines, officer)
    opened_at = lines[first].at
    state, steps, states = AsSeen(), list[Step](), list[AsSeen]()
    for number, told in enumerate(lines):
        news = words(state, told, officer) if number >= first else None
        state = after(state, told, officer)
        if news is not None:
            seconds = max(0.0, (told.at - opened_at).total_seconds())
            steps.append(Step(told.seq, told.at, seconds, news[0], news[1], told.actor))
            states.append(state)
    return tuple(steps), tuple(states)


def _opening(lines: Sequence[Told], officer: str) -> int:
    """Return where the sitting begins that led to the last line.

    The last time that the officer opened the item; records of before say only that it was claimed,
    and where nothing is left but the decision, that is all there is.
    """
    for wanted in (_is_opening, _is_claim):
        found = [n for n, one in enumerate(lines) if one.actor == officer and wanted(one)]
        if found:
            return found[-1]
    return len(lines) - 1


def _is_opening(told: Told) -> bool:
    if told.kind is not LineKind.EVENT_NOTED or told.body is None:
        return False
    return bool(told.body["name"] == "opened")


def _is_claim(told: Told) -> bool:
    return told.kind is LineKind.CLAIMED


def _purged(lines: Sequence[Told]) -> Sentence | None:
    if not lines[-1].whole:
        return say(_PURGED)
    return None if all(told.whole for told in lines) else say(_PARTS)
