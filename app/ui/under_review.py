"""The item on the desk: gestures in, snapshots out; the record is touched in one thread only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.decision import Draft, Kind, Recommendation
from app.domain.errors import KnownError, LeaseLost, MissingParts
from app.domain.mark import Mark, MarkAct
from app.domain.place import Doors
from app.domain.threat import Verdict
from app.domain.words import Sentence, phrase, say
from app.domain.work import ItemState
from app.ui.jobs import Jobs
from app.ui.mark_notes import MarkNotes
from app.ui.marks_at_hand import MarksAtHand
from app.ui.outbox import Gesture, Outbox
from app.ui.shown import Checked, Message, Saving, Shown, Tone
from app.ui.snapshot import Opened, snapshot
from app.ui.wiring import Key, SittingLike, Wiring
from imaging.standing import Frame

DRAFT_MS = 400
"""A form is kept this long after the last change of it."""
LATE_MS = 500
"""A mark that takes longer than this to be saved is drawn as unsaved."""
_DIFFERS = phrase(
    "Mark {number} on record differs from the screen. It stays on screen and is saved again."
)


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
    leaving = Signal()
    """What is half drawn becomes a mark now, or is lost with its place."""
    unsaved_changed = Signal(object)
    """Identities of the marks that are to be drawn as unsaved."""

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
        self._marks = MarksAtHand()
        self._told_unsaved: frozenset[str] = frozenset()
        self._resaved: set[str] = set()
        self.notes = MarkNotes(lambda why: self.said.emit(Message(why, Tone.WARNING)))
        self._stale = False
        self._reading = False
        self._unkept: Draft | None = None
        self._drafts: dict[Kind, Draft] = {}
        self._dwell: dict[Key, float] = {}
        self._keep = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._keep.timeout.connect(self.keep_now)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._tell_unsaved)
        outbox.changed.connect(self._saving)

    @property
    def shown(self) -> Shown | None:
        """The latest snapshot."""
        return self._shown

    @property
    def sitting(self) -> SittingLike | None:
        """The item on the desk, for the writer thread; None when there is none."""
        return self._opened.sitting if self._opened else None

    @property
    def as_opened(self) -> bool:
        """Whether the item still has the images it was opened with."""
        if self._opened is None or self._shown is None:
            return True
        before = {scan.scan_id: scan.digests for scan in self._opened.shown.item.scans}
        return before == {scan.scan_id: scan.digests for scan in self._shown.item.scans}

    @property
    def signed_since(self) -> bool:
        """Whether the item was decided since it was opened: its marks stand until it is amended."""
        if self._opened is None or self._shown is None:
            return False
        return len(self._shown.item.decisions) > len(self._opened.shown.item.decisions)

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
        return self._marks.marks

    @property
    def unsaved_marks(self) -> tuple[Mark, ...]:
        """Marks on screen that are not on record as they are there."""
        unsaved = self._marks.unsaved
        return tuple(mark for mark in self._marks.marks if mark.mark_id in unsaved)

    def draft(self, kind: Kind) -> Draft | None:
        """Return the form of a kind as it was left."""
        return self._drafts.get(kind)

    def open(self, opened: Opened) -> None:
        """Put an item on the desk."""
        self.flush()
        self._opened = opened
        self._shown = opened.shown
        self._read_only = None
        self._marks = MarksAtHand(opened.shown.item.marks, opened.shown.last_mark_number)
        self._stale = False
        self._reading = False
        self._unkept = None
        kept = opened.shown.item.draft
        self._drafts = {kept.kind: kept} if kept is not None else {}
        self._dwell = {}
        self.said.emit(None)
        self.opened.emit(opened)
        self._tell_unsaved()

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

    def on_screen(self, key: Key, *, readable: bool = True) -> None:
        """Note that a picture stands on the screen, or why it cannot be shown."""
        if self._shown is None or key not in self._shown.keys:
            return
        if not self._shown.item.shown.get(key, False):
            self._do(lambda sitting: sitting.shown(*key, readable=readable))

    def stands(self, key: Key, frame: Frame, doors: Doors) -> None:
        """Tell places of a picture on its object from now on."""
        if self._shown is not None and key in self._shown.keys:
            self._do(lambda sitting: sitting.stands(*key, frame, doors))

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

    def do_mark(self, act: MarkAct) -> None:
        """Put an act on a mark on record; it stays on screen whatever happens to the record."""
        shown = self._shown
        if shown is None or self._read_only is not None:
            self.marks_changed.emit(self.marks)
            return
        marks = self._marks
        ticket = marks.put(act)
        self.notes.note(shown.item.item_id, ticket.act)
        self.marks_changed.emit(self.marks)
        self._late.start()

        self._do(
            lambda sitting: sitting.do_mark(ticket.act),
            then=lambda kept: marks.written(ticket, kept),
            refused=lambda _: marks.refused(ticket),
            mark=ticket.act.mark.number,
        )

    def put_notes_away(self, *, saved: bool = False) -> None:
        """End the notes of a session; `saved` when all of it is known to be on record."""
        if saved:
            self.notes.clear()
        self.notes.put_away()

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
        if why == "lock":
            self.flush()
        else:
            # The officer comes back to the same picture, and draws on.
            self._flush_lumps()
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
        """Hand everything that waits for its lump to the record, what is being drawn first."""
        self.leaving.emit()
        self._flush_lumps()

    def _flush_lumps(self) -> None:
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
        mark: int = 0,
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
            if opened is self._opened or not isinstance(error, LeaseLost):
                # The item that was left goes its own way; this one's lease is another matter.
                self._refused(error)
            self._read_again(opened)

        self._outbox.put(Gesture(lambda: write(opened.sitting), done, no, mark))

    def _read_again(self, opened: Opened) -> None:
        """Read the item anew once nothing waits to be written: writing comes first."""
        if not self._stale or self._reading or self._outbox.pending or opened is not self._opened:
            return
        self._stale, self._reading = False, True
        seen = self._marks.reading()

        def read(shown: Shown) -> None:
            if opened is not self._opened:
                return
            self._reading = False
            self._show(opened, shown, seen)
            self._read_again(opened)

        def failed(error: BaseException) -> None:
            self._reading = False
            self._fail(error)

        self._jobs.write(lambda: snapshot(opened.sitting, self._read_only), read, failed)

    def _show(self, opened: Opened, shown: Shown, seen: frozenset[int] = frozenset()) -> None:
        if opened is not self._opened:
            return
        self._shown = shown
        differing = self._marks.read(shown.item.marks, seen)
        self.changed.emit(shown)
        self.marks_changed.emit(self.marks)
        self._tell_unsaved()
        for act in differing:
            self.said.emit(Message(say(_DIFFERS, number=act.mark.number), Tone.WARNING))
            if act.mark.mark_id not in self._resaved:
                self._resaved.add(act.mark.mark_id)
                self.do_mark(act)

    def _saving(self, saving: Saving, _: object) -> None:
        """Take the notes away once all is on record; draw what could not be saved as unsaved."""
        if saving is Saving.SAVED and self._marks.settled and not self._outbox.pending:
            self.notes.clear()
        elif saving is Saving.UNSAVED:
            self._tell_unsaved()
            if self.notes.journal is not None:
                self._jobs.write(self.notes.journal.sync)

    def _tell_unsaved(self) -> None:
        unsaved = self._marks.unsaved if self._shown is not None else frozenset()
        if self._late.isActive() and self._outbox.failure is None:
            unsaved &= self._told_unsaved
        if unsaved != self._told_unsaved:
            self._told_unsaved = unsaved
            self.unsaved_changed.emit(unsaved)

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
