"""The item on the desk: gestures in, snapshots out; the record is touched in one thread only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.decision import Draft, Kind, Recommendation
from app.domain.errors import KnownError, LeaseLost, MissingParts
from app.domain.mark import Mark, Point, Shape
from app.domain.threat import Verdict
from app.domain.words import Sentence, say
from app.domain.work import ItemState
from app.ui.jobs import Jobs
from app.ui.outbox import Gesture, Outbox
from app.ui.shown import Checked, Message, Shown, Tone
from app.ui.snapshot import Opened, snapshot
from app.ui.wiring import Key, SittingLike, Wiring

DRAFT_MS = 400
"""A form is kept this long after the last change of it."""


def _dwelt(key: Key, seconds: float) -> Callable[[SittingLike], object]:
    return lambda sitting: sitting.dwell(*key, seconds)


class UnderReview(QObject):
    """The one item under review, or none."""

    opened = Signal(object)
    """Opened: another item is on the desk."""
    changed = Signal(object)
    """Shown: something of the item is different now."""
    closed = Signal()
    checked = Signal(object)
    """Checked: what the draft lacks."""
    signed = Signal(object)
    """Recommendation, on record."""
    said = Signal(object)
    """Message, or None when there is nothing to say any more."""
    marks_changed = Signal(object)
    """All marks, those on their way to the record included."""

    def __init__(
        self, wiring: Wiring, jobs: Jobs, outbox: Outbox, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._jobs = jobs
        self._outbox = outbox
        self._opened: Opened | None = None
        self._shown: Shown | None = None
        self._read_only: Sentence | None = None
        self._provisional: list[Mark] = []
        self._written: list[Mark] = []
        self._stale = False
        self._reading = False
        self._unkept: Draft | None = None
        self._drafts: dict[Kind, Draft] = {}
        self._dwell: dict[Key, float] = {}
        self._keep = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._keep.timeout.connect(self.keep_now)

    @property
    def shown(self) -> Shown | None:
        """The latest snapshot."""
        return self._shown

    @property
    def files(self) -> Mapping[Key, tuple[Path, ...]]:
        """The originals of every picture of the item."""
        return self._opened.files if self._opened else {}

    @property
    def heat(self) -> Mapping[Key, Path]:
        """The model's heat maps."""
        return self._opened.heat if self._opened else {}

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, those on their way to the record included."""
        kept = self._shown.item.marks if self._shown else ()
        return kept + tuple(self._provisional)

    @property
    def unsaved_marks(self) -> tuple[Mark, ...]:
        """Marks on screen that are not on record yet."""
        return tuple(self._provisional)

    def draft(self, kind: Kind) -> Draft | None:
        """Return the form of a kind as it was left."""
        return self._drafts.get(kind)

    def open(self, opened: Opened) -> None:
        """Put an item on the desk."""
        self.flush()
        self._opened = opened
        self._shown = opened.shown
        self._read_only = None
        self._provisional = []
        self._written = []
        self._stale = False
        self._reading = False
        self._unkept = None
        kept = opened.shown.item.draft
        self._drafts = {kept.kind: kept} if kept is not None else {}
        self._dwell = {}
        self.said.emit(None)
        self.opened.emit(opened)

    def close(self) -> None:
        """Clear the desk."""
        self.flush()
        self._opened = None
        self._shown = None
        self.closed.emit()

    def first_paint(self) -> None:
        """Start the clock: the picture has just been painted."""
        self._note(lambda sitting: sitting.first_paint())

    def tool_used(self, name: str) -> None:
        """Note a tool."""
        self._note(lambda sitting: sitting.tool_used(name))

    def viewed(self, key: Key) -> None:
        """Note that every part of a picture was on screen."""
        if self._shown is not None and key not in self._shown.item.viewed:
            self._do(lambda sitting: sitting.viewed(*key))

    def looked(self, key: Key, seconds: float) -> None:
        """Add seconds of looking; written in lumps."""
        self._dwell[key] = self._dwell.get(key, 0.0) + seconds
        if self._dwell[key] >= 15.0:
            self._flush_dwell()

    def display_state(self, key: Key, state: Mapping[str, str]) -> None:
        """Note how a picture is shown."""
        values = dict(state)
        self._note(lambda sitting: sitting.display_state(*key, values))

    def add_mark(self, shape: Shape, points: tuple[Point, ...], key: Key, text: str = "") -> None:
        """Keep a mark; it stays on screen whatever happens to the record."""
        if self._shown is None:
            return
        number = max((mark.number for mark in self.marks), default=0) + 1
        waiting = Mark(f"unsaved-{number}", number, *key, shape, points, text)
        self._provisional.append(waiting)
        self.marks_changed.emit(self.marks)

        def write(sitting: SittingLike) -> object:
            sitting.first_judgement()
            return sitting.add_mark(shape, points, *key, text)

        self._do(
            write,
            then=lambda _: self._written.append(waiting),
            refused=lambda _: self._take_off(waiting),
        )

    def change_mark(self, mark: Mark) -> None:
        """Keep a mark in its new place."""
        self._do(lambda sitting: sitting.change_mark(mark))

    def remove_mark(self, mark_id: str) -> None:
        """Take a mark off."""
        self._do(lambda sitting: sitting.remove_mark(mark_id))

    def give_verdict(self, finding_id: str, verdict: Verdict) -> None:
        """Keep what the officer says of a finding."""

        def write(sitting: SittingLike) -> None:
            sitting.first_judgement()
            sitting.give_verdict(finding_id, verdict)

        self._do(write)

    def acknowledge(self, notice_key: str) -> None:
        """Keep that a notice was read."""
        self._do(lambda sitting: sitting.acknowledge(notice_key))

    def confirm_link(self, scan_id: str, shipment_id: str) -> None:
        """Keep that a scan shows a shipment."""
        self._do(lambda sitting: sitting.confirm_link(scan_id, shipment_id))

    def judged(self) -> None:
        """Note that a form was opened: the officer leans to a decision."""
        self._note(lambda sitting: sitting.first_judgement())

    def check(self, draft: Draft, *, keep: bool = True) -> None:
        """Ask what a draft lacks; keep it on record shortly after."""
        opened = self._opened
        if opened is None:
            return
        if keep:
            self._drafts[draft.kind] = draft
            self._unkept = draft
            self._keep.start()
        self._jobs.write(
            lambda: Checked(draft, opened.sitting.missing(draft)),
            lambda answer: self.checked.emit(answer) if opened is self._opened else None,
            self._fail,
        )

    def keep_now(self) -> None:
        """Put the draft on record without waiting."""
        draft = self._unkept
        self._keep.stop()
        if draft is not None and self._read_only is None:
            self._unkept = None
            self._note(lambda sitting: sitting.keep_draft(draft))

    def sign(self, draft: Draft) -> None:
        """Sign; the port's package follows a referral."""
        self._unkept = None
        self.flush()

        def refused(error: KnownError) -> None:
            if isinstance(error, MissingParts):
                self.checked.emit(Checked(draft, error.missing))

        self._do(lambda sitting: sitting.sign(draft), then=self._signed, refused=refused)

    def hold(self, why: str, *, for_s: float = 0.0) -> None:
        """Stop the clock, for a reason that has held for some seconds already."""
        self.flush()
        self._note(lambda sitting: sitting.hold(why, for_s=for_s))

    def resume(self, why: str) -> None:
        """Let the clock run."""
        self._note(lambda sitting: sitting.resume(why))

    def renew(self) -> None:
        """Prolong the lease of an item that is still open."""
        if self._shown is not None and self._shown.item.state is ItemState.CLAIMED:
            self._note(lambda sitting: sitting.renew())

    def hand_back(self) -> None:
        """Give the item up and clear the desk."""
        self.flush()
        self._do(lambda sitting: sitting.hand_back(), then=lambda _: self.close(), refresh=False)

    def refresh(self) -> None:
        """Read the item again; the record has changed."""
        opened = self._opened
        if opened is not None:
            self._jobs.write(
                lambda: snapshot(opened.sitting, self._read_only),
                lambda shown: self._show(opened, shown),
                self._fail,
            )

    def flush(self) -> None:
        """Hand everything that waits for its lump to the record."""
        self.keep_now()
        self._flush_dwell()

    def lost(self, error: LeaseLost) -> None:
        """Make the item read-only: it is somebody else's now."""
        self._read_only = error.sentence
        who = error.sentence.values.get("officer", "")
        # Two lines: the reserved place holds no more.
        brief = say("This item is with {officer} now. What you recorded is kept.", officer=who)
        self.said.emit(Message(brief if who else error.sentence, Tone.WARNING))
        self.refresh()

    def _flush_dwell(self) -> None:
        dwell, self._dwell = self._dwell, {}
        for key, seconds in dwell.items():
            self._note(_dwelt(key, seconds))

    def _note(self, write: Callable[[SittingLike], object]) -> None:
        self._do(write, refresh=False)

    def _do(
        self,
        write: Callable[[SittingLike], object],
        *,
        then: Callable[[object], None] | None = None,
        refused: Callable[[KnownError], None] | None = None,
        refresh: bool = True,
    ) -> None:
        """Send a gesture on its way; nothing is sent once the item is read-only."""
        opened = self._opened
        if opened is None or self._read_only is not None:
            return

        def done(answer: object) -> None:
            if then is not None:
                then(answer)
            self._stale = self._stale or refresh
            self._read_again(opened)

        def no(error: KnownError) -> None:
            if refused is not None:
                refused(error)
            self._refused(error)
            self._read_again(opened)

        self._outbox.put(Gesture(lambda: write(opened.sitting), done, no))

    def _read_again(self, opened: Opened) -> None:
        """Read the item anew once nothing waits to be written: writing comes first."""
        if not self._stale or self._reading or self._outbox.pending or opened is not self._opened:
            return
        self._stale, self._reading = False, True
        written = tuple(self._written)

        def read(shown: Shown) -> None:
            if opened is not self._opened:
                return
            self._reading = False
            self._written = [mark for mark in self._written if mark not in written]
            self._provisional = [mark for mark in self._provisional if mark not in written]
            self._show(opened, shown)
            self._read_again(opened)

        def failed(error: BaseException) -> None:
            self._reading = False
            self._fail(error)

        self._jobs.write(lambda: snapshot(opened.sitting, self._read_only), read, failed)

    def _show(self, opened: Opened, shown: Shown) -> None:
        if opened is self._opened:
            self._shown = shown
            self.changed.emit(shown)
            self.marks_changed.emit(self.marks)

    def _take_off(self, mark: Mark) -> None:
        if mark in self._provisional:
            self._provisional.remove(mark)
            self.marks_changed.emit(self.marks)

    def _signed(self, result: object) -> None:
        if not isinstance(result, Recommendation) or self._opened is None:
            return
        self._drafts = {}
        self.signed.emit(result)
        if result.kind is Kind.REFER_FOR_EXAM:
            self._do(lambda sitting: self._wiring.write_referral(result, sitting.item))

    def _refused(self, error: KnownError) -> None:
        if isinstance(error, LeaseLost):
            self.lost(error)
        elif not isinstance(error, MissingParts):
            self.said.emit(Message(error.sentence, Tone.WARNING))

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._refused(error)
        else:
            self.said.emit(
                Message(say("The item could not be read: {why}", why=error), Tone.WARNING)
            )
