"""The item on the desk: gestures in, snapshots out; the record is touched in one thread only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.decision import Draft, Kind, Recommendation
from app.domain.errors import KnownError, LeaseLost, MissingParts, SecondNeeded
from app.domain.mark import Mark, MarkAct
from app.domain.observation import Observation
from app.domain.place import Doors
from app.domain.scan import Original
from app.domain.second import SecondPerson
from app.domain.threat import Verdict
from app.domain.turn import TurnKind
from app.domain.words import Sentence, phrase, say
from app.domain.work import ItemState, LinkReason
from app.ui.form_drafts import FormDrafts
from app.ui.growing import digests_of, more_of
from app.ui.jobs import Jobs
from app.ui.mark_notes import MarkNotes
from app.ui.marks_on_desk import MarksOnDesk, Passage
from app.ui.outbox import Outbox
from app.ui.shown import Checked, Message, Shown, Tone
from app.ui.snapshot import Arrived, Opened
from app.ui.turn_words import HANDED_BACK
from app.ui.wiring import Files, Key, SittingLike, Wiring
from app.ui.writing import Writing
from imaging.standing import Frame

_NOW_WITH = phrase("This item is with {officer} now. What you recorded is kept.")


def _dwelt(key: Key, seconds: float) -> Callable[[SittingLike], object]:
    return lambda sitting: sitting.dwell(*key, seconds)


class UnderReview(QObject):
    """The one item under review, or none."""

    arrived = Signal(object)
    """Arrived: another item comes onto the desk; only its picture is known yet."""
    opened = Signal(object)
    """Opened: another item is on the desk."""
    changed = Signal(object)
    """Shown: something of the item is different now."""
    closed = Signal()
    shown_again = Signal(object)
    """Key of a picture that is on screen once more, on record."""
    checked = Signal(object)
    """Checked: what the draft lacks."""
    signed = Signal(object)
    """Recommendation, on record."""
    not_signed = Signal()
    """A rule keeps a decision from being signed, and ``said`` tells which."""
    said = Signal(object)
    """Message, or None when there is nothing to say any more."""
    marks_changed = Signal(object)
    """All marks, those on their way to the record included."""
    acting = Signal()
    """Something is about to be judged or signed: how the screen stands at this moment counts."""
    leaving = Signal()
    """What is half drawn becomes a mark now, or is lost with its place."""
    grew = Signal(object)
    """Mapping[Key, files]: more has come of views that come in stretches."""
    unsaved_changed = Signal(object)
    """Identities of the marks that are to be drawn as unsaved."""
    removed = Signal(object)
    """MarkAct: a mark is gone, on record too."""
    not_removed = Signal(object, object)
    """(MarkAct, KnownError): a mark stays that two persons may delete."""

    def __init__(
        self, wiring: Wiring, jobs: Jobs, outbox: Outbox, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._jobs = jobs
        self._shown: Shown | None = None
        self._opened: Opened | None = None
        self._arriving = False
        self._early: list[Callable[[], None]] = []
        self._marks = MarksOnDesk(jobs, outbox, self)
        self._writing = Writing(jobs, outbox, self._marks.acts_written, self)
        self._drafts = FormDrafts(self)
        self._dwell: dict[Key, float] = {}
        self._grown: dict[Key, tuple[Original, ...]] = {}
        self._marks.changed.connect(self.marks_changed)
        self._marks.unsaved_changed.connect(self.unsaved_changed)
        self._marks.said.connect(self.said)
        self._writing.read.connect(self._show)
        self._writing.refused.connect(self._refused)
        self._writing.failed.connect(self._fail)
        self._drafts.due.connect(self._keep_draft)

    @property
    def shown(self) -> Shown | None:
        """The latest snapshot."""
        return self._shown

    @property
    def sitting(self) -> SittingLike | None:
        """The item on the desk, for the writer thread; None when there is none."""
        return self._writing.sitting

    @property
    def arriving(self) -> bool:
        """Whether the picture of an item is shown of which nothing else is known yet."""
        return self._arriving

    @property
    def as_opened(self) -> bool:
        """Whether the item still has the images it was opened with, or those that they grew to."""
        opened = self._opened
        if opened is None or self._shown is None:
            return True
        here = digests_of(self.files)
        before = {scan.scan_id: scan.digests for scan in opened.shown.item.scans}
        return before.keys() == {scan.scan_id for scan in self._shown.item.scans} and all(
            before[scan.scan_id] == scan.digests or here.issuperset(scan.digests)
            for scan in self._shown.item.scans
        )

    @property
    def signed_since(self) -> bool:
        """Whether the item was decided since it was opened: its marks stand until it is amended."""
        opened = self._opened
        if opened is None or self._shown is None:
            return False
        return len(self._shown.item.decisions) > len(opened.shown.item.decisions)

    @property
    def files(self) -> Files:
        """The originals of every picture of the item."""
        opened = self._opened
        return {**opened.files, **self._grown} if opened else {}

    @property
    def heat(self) -> Mapping[Key, Path]:
        """The model's heat maps."""
        opened = self._opened
        return opened.heat if opened else {}

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, those on their way to the record included."""
        return self._marks.marks

    @property
    def unsaved_marks(self) -> tuple[Mark, ...]:
        """Marks on screen that are not on record as they are there."""
        return self._marks.unsaved

    @property
    def notes(self) -> MarkNotes:
        """Notes of the officer's marks beside the record."""
        return self._marks.notes

    def draft(self, kind: Kind) -> Draft | None:
        """Return the form of a kind as it was left."""
        return self._drafts.of(kind)

    def arrive(self, arrived: Arrived) -> None:
        """Leave what is on the desk for an item of which only the picture is known yet.

        What is noted from now on is noted of the new item; what needs to know more of it waits
        until it is opened.
        """
        self.flush()
        self._begin(arrived.sitting, arrived.read_only)
        self._arriving = True
        self.arrived.emit(arrived)

    def open(self, opened: Opened) -> None:
        """Put an item on the desk."""
        if not self._arriving or self._writing.sitting is not opened.sitting:
            self.flush()
            self._begin(opened.sitting, opened.shown.read_only)
        self._arriving = False
        self._opened, self._shown = opened, opened.shown
        self._marks.begin(opened.shown)
        self._drafts.begin(opened.shown.item.draft)
        self.said.emit(None)
        self._told(opened.shown)
        self.opened.emit(opened)
        self._marks.tell_unsaved()
        early, self._early = self._early, []
        for note in early:
            note()

    def _begin(self, sitting: SittingLike, read_only: Sentence | None) -> None:
        """Write to another item from now on; what was known of the one before is of no use."""
        self._writing.begin(sitting, read_only)
        self._opened = self._shown = None
        self._marks.end()
        self._grown, self._dwell, self._early = {}, {}, []

    def close(self) -> None:
        """Clear the desk."""
        self.flush()
        self._writing.end()
        self._opened = self._shown = None
        self._arriving = False
        self._early = []
        self._marks.end()
        self.closed.emit()

    def first_paint(self) -> None:
        """Start the clock: the picture has just been painted."""
        self._writing.note(lambda sitting: sitting.first_paint())

    def tool_used(self, name: str) -> None:
        """Note a tool."""
        self._writing.note(lambda sitting: sitting.tool_used(name))

    def on_screen(self, key: Key, *, readable: bool = True) -> None:
        """Note that a picture stands on the screen, or why it cannot be shown."""
        if self._arriving:
            self._early.append(lambda: self.on_screen(key, readable=readable))
            return
        opened = self._opened
        if opened is None or self._shown is None or key not in self._shown.keys:
            return
        if opened.again:
            self._writing.send(
                lambda sitting: sitting.shown(*key, readable=readable),
                then=lambda _: self.shown_again.emit(key),
                always=True,
            )
        elif not self._shown.item.shown.get(key, False):
            self._writing.send(lambda sitting: sitting.shown(*key, readable=readable))

    def exact(self, key: Key) -> None:
        """Note that a picture that came from an archive is here whole and checked."""
        if self._arriving:
            self._early.append(lambda: self.exact(key))
            return
        if self._shown is not None and key in self._shown.keys:
            self._writing.send(lambda sitting: sitting.exact(*key))

    def stands(self, key: Key, frame: Frame, doors: Doors) -> None:
        """Tell places of a picture on its object from now on."""
        if self._arriving:
            self._early.append(lambda: self.stands(key, frame, doors))
            return
        if self._shown is not None and key in self._shown.keys:
            self._writing.send(lambda sitting: sitting.stands(*key, frame, doors))

    def viewed(self, key: Key) -> None:
        """Note that every part of a picture was on screen."""
        if self._arriving:
            self._early.append(lambda: self.viewed(key))
            return
        shown = self._shown
        if shown is not None and key in shown.keys and key not in shown.item.viewed:
            self._writing.send(lambda sitting: sitting.viewed(*key))

    def looked(self, key: Key, seconds: float) -> None:
        """Add seconds of looking; written in lumps."""
        self._dwell[key] = self._dwell.get(key, 0.0) + seconds
        if self._dwell[key] >= 15.0:
            self._flush_dwell()

    def display_state(self, key: Key, state: Mapping[str, str]) -> None:
        """Note how a picture is shown."""
        values = dict(state)
        self._writing.note(lambda sitting: sitting.display_state(*key, values))

    def screen(self, key: Key, state: Mapping[str, str]) -> None:
        """Note how a picture stands on screen, for a replay."""
        if self._shown is not None and key in self._shown.keys:
            values = dict(state)
            self._writing.note(lambda sitting: sitting.screen(*key, values))

    def do_mark(self, act: MarkAct, second: SecondPerson | None = None) -> None:
        """Put an act on a mark on record; it stays on screen whatever happens to the record.

        Only a deletion that takes two persons is taken back until the second one has signed in.
        """
        shown = self._shown
        if shown is None or self._writing.read_only is not None:
            self.marks_changed.emit(self.marks)
            return
        self.acting.emit()
        passage = self._marks.put(shown.item.item_id, act)
        self._writing.send(
            lambda sitting: sitting.do_mark(passage.ticket.act, second),
            then=lambda kept: self._mark_kept(passage, kept),
            refused=lambda error: self._mark_refused(passage, error, second),
            mark=passage.ticket.act.mark.number,
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

        self.acting.emit()
        self._writing.send(write)

    def acknowledge(self, notice_key: str) -> None:
        """Keep that a notice was read."""
        self._writing.send(lambda sitting: sitting.acknowledge(notice_key))

    def observe(self, name: Observation, value: str) -> None:
        """Keep what was noted of the item that no message carries."""
        self._writing.send(lambda sitting: sitting.observe(name, value))

    def confirm_link(self, scan_id: str, shipment_id: str) -> None:
        """Keep that a scan shows a shipment."""
        self._writing.send(lambda sitting: sitting.confirm_link(scan_id, shipment_id))

    def break_link(self, scan_id: str, shipment_id: str, reason: LinkReason) -> None:
        """Keep that a scan does not show a shipment, and why."""
        self._writing.send(lambda sitting: sitting.break_link(scan_id, shipment_id, reason))

    def judged(self) -> None:
        """Note that a form was opened: the officer leans to a decision."""
        self._writing.note(lambda sitting: sitting.first_judgement())

    def check(self, draft: Draft, *, keep: bool = True) -> None:
        """Ask what a draft lacks; keep it on record shortly after."""
        opened = self._opened
        if opened is None:
            return
        if keep:
            self._drafts.edited(draft)
        self._jobs.write(
            lambda: Checked(draft, opened.sitting.missing(draft)),
            lambda answer: self.checked.emit(answer) if opened is self._opened else None,
            self._fail,
        )

    def keep_now(self) -> None:
        """Put the draft on record without waiting."""
        self._drafts.keep_now()

    def sign(self, draft: Draft, second: SecondPerson | None = None) -> None:
        """Sign, with a second person where it takes two; the port's package follows a referral."""
        self._drafts.let_go()
        self.flush()

        def refused(error: KnownError) -> None:
            if isinstance(error, MissingParts):
                self.checked.emit(Checked(draft, error.missing))
            else:
                self.not_signed.emit()

        self._writing.send(
            lambda sitting: sitting.sign(draft, second), then=self._signed, refused=refused
        )

    def hold(self, why: str, *, for_s: float = 0.0) -> None:
        """Stop the clock, for a reason that has held for some seconds already."""
        if why == "lock":
            self.flush()
        else:
            # The officer comes back to the same picture, and draws on.
            self._flush_lumps()
        self._writing.note(lambda sitting: sitting.hold(why, for_s=for_s))

    def resume(self, why: str) -> None:
        """Let the clock run."""
        self._writing.note(lambda sitting: sitting.resume(why))

    def renew(self) -> None:
        """Prolong the lease of an item that is still open."""
        if self._shown is not None and self._shown.item.state is ItemState.CLAIMED:
            self._writing.note(lambda sitting: sitting.renew())

    def hand_back(self) -> None:
        """Give the item up and clear the desk."""
        self.flush()
        shown = self._shown
        item_id = shown.item.item_id if shown is not None else ""

        def back(_: object) -> None:
            self.close()
            self.said.emit(Message(say(HANDED_BACK, item=item_id)))

        self._writing.send(lambda sitting: sitting.hand_back(), then=back, refresh=False)

    def pass_on(
        self,
        write: Callable[[], object],
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Give the item out of one's hands after all that is on its way, and clear the desk."""
        self.flush()

        def written(_: object) -> None:
            self.close()
            done()

        self._writing.send(lambda _: write(), then=written, refused=failed, refresh=False)

    def refresh(self) -> None:
        """Read the item again; the record has changed."""
        self._writing.read_now()

    def follow(self) -> None:
        """Read the item again when it is this window's turn: the record has grown."""
        self._writing.follow()

    def flush(self) -> None:
        """Hand everything that waits for its lump to the record, what is being drawn first."""
        self.leaving.emit()
        self.acting.emit()
        self._flush_lumps()

    def _flush_lumps(self) -> None:
        self.keep_now()
        self._flush_dwell()

    def lost(self, error: LeaseLost) -> None:
        """Make the item read-only: it is somebody else's now."""
        self._writing.read_only = error.sentence
        who = error.sentence.values.get("officer", "")
        # Two lines: the reserved place holds no more.
        brief = say(_NOW_WITH, officer=who)
        self.said.emit(Message(brief if who else error.sentence, Tone.WARNING))
        self.refresh()

    def _flush_dwell(self) -> None:
        dwell, self._dwell = self._dwell, {}
        for key, seconds in dwell.items():
            self._writing.note(_dwelt(key, seconds))

    def _keep_draft(self, draft: Draft) -> None:
        self._writing.note(lambda sitting: sitting.keep_draft(draft))

    def _told(self, shown: Shown) -> None:
        """Note which notices stand on screen; the sitting writes them when they are news."""
        self._writing.note(lambda sitting: sitting.told(shown.notices, shown.comparisons))

    def _show(self, shown: Shown, seen: frozenset[int]) -> None:
        if self._arriving:
            # It is opened by what is read after this.
            return
        if self._shown is None or (shown.notices, shown.comparisons) != (
            self._shown.notices,
            self._shown.comparisons,
        ):
            self._told(shown)
        self._shown = shown
        differing = self._marks.take_over(shown, seen)
        self.changed.emit(shown)
        self._look_whose(shown)
        if more_of(shown.item, self.files):
            self._writing.send(lambda one: one.grown(), then=self._grew, refresh=False)
        self._marks.tell()
        for act in differing:
            if self._marks.differs(act):
                self.do_mark(act)

    def _mark_kept(self, passage: Passage, kept: object) -> None:
        passage.written(kept)
        if passage.ticket.act.after is None:
            self.removed.emit(passage.ticket.act)

    def _mark_refused(
        self, passage: Passage, error: KnownError, second: SecondPerson | None
    ) -> None:
        act = passage.ticket.act
        if act.after is not None or (second is None and not isinstance(error, SecondNeeded)):
            passage.refused(error)
            return
        passage.withdraw()
        self._marks.tell()
        self.not_removed.emit(act, error)

    def _grew(self, files: object) -> None:
        opened = self._opened
        if opened is not None and isinstance(files, Mapping) and files:
            self._grown |= files
            self.grew.emit(files)

    def _look_whose(self, shown: Shown) -> None:
        """Say at once that the item is somebody else's now, before anything is written in vain."""
        opened = self._opened
        mine = opened.shown.item.lease if opened is not None else None
        if mine is None or self._writing.read_only is not None:
            return
        lease, turn = shown.item.lease, shown.item.turn
        assigned = turn is not None and turn.kind is TurnKind.ASSIGNED and turn.at >= mine.since
        to = turn.to if lease is None and assigned and turn is not None else ""
        other = lease.officer if lease is not None else to
        if other not in ("", mine.officer) and shown.item.state is not ItemState.DECIDED:
            self.lost(LeaseLost(say(_NOW_WITH, officer=other)))

    def _signed(self, result: object) -> None:
        if not isinstance(result, Recommendation) or self._opened is None:
            return
        self._drafts.forget()
        self.signed.emit(result)

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
