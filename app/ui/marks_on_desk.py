"""The marks of the item on the desk: on screen at once, noted, and dashed while unsaved."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import KnownError
from app.domain.mark import Mark, MarkAct
from app.domain.words import Sentence, phrase, say
from app.ui.jobs import Jobs
from app.ui.mark_notes import MarkNotes
from app.ui.marks_at_hand import MarksAtHand, Ticket
from app.ui.outbox import Outbox
from app.ui.shown import Message, Saving, Shown, Tone

LATE_MS = 500
"""A mark that takes longer than this to be saved is drawn as unsaved."""
_DIFFERS = phrase(
    "Mark {number} on record differs from the screen. It stays on screen and is saved again."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """One act on its way to the record, and the item's marks that wait for the answer."""

    ticket: Ticket
    marks: MarksAtHand

    def written(self, kept: object) -> None:
        """Take note that the act is on record; `kept` is the mark as it read back."""
        self.marks.written(self.ticket, kept)

    def refused(self, _: KnownError) -> None:
        """Take note that a rule keeps the act from the record."""
        self.marks.refused(self.ticket)

    def withdraw(self) -> None:
        """Take the act back: it waits for somebody, or is not to be."""
        self.marks.withdraw(self.ticket)


class MarksOnDesk(QObject):
    """What the window knows of the marks, whatever the record knows yet."""

    changed = Signal(object)
    """All marks, those on their way to the record included."""
    unsaved_changed = Signal(object)
    """Identities of the marks that are to be drawn as unsaved."""
    said = Signal(object)
    """Message."""

    def __init__(self, jobs: Jobs, outbox: Outbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._outbox = outbox
        self._open = False
        self._marks = MarksAtHand()
        self._told_unsaved: frozenset[str] = frozenset()
        self._resaved: set[str] = set()
        self.notes = MarkNotes(self._warn)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self.tell_unsaved)
        outbox.changed.connect(self._saving)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, those on their way to the record included."""
        return self._marks.marks

    @property
    def unsaved(self) -> tuple[Mark, ...]:
        """Marks on screen that are not on record as they are there."""
        unsaved = self._marks.unsaved
        return tuple(mark for mark in self._marks.marks if mark.mark_id in unsaved)

    def begin(self, shown: Shown) -> None:
        """Begin anew with what is on record of an item."""
        self._open = True
        self._marks = MarksAtHand(shown.item.marks, shown.last_mark_number)

    def end(self) -> None:
        """Draw nothing as unsaved: the desk is clear."""
        self._open = False

    def put(self, item_id: str, act: MarkAct) -> Passage:
        """Take up an act: it is noted and on screen before it is on its way to the record."""
        passage = Passage(self._marks.put(act), self._marks)
        self.notes.note(item_id, passage.ticket.act)
        self.changed.emit(self.marks)
        self._late.start()
        return passage

    def acts_written(self) -> frozenset[int]:
        """Return the acts that a reading of the record which begins now will show."""
        return self._marks.reading()

    def take_over(self, shown: Shown, seen: frozenset[int]) -> tuple[MarkAct, ...]:
        """Take over what the record holds; return the acts that it should show and does not."""
        return self._marks.read(shown.item.marks, seen)

    def tell(self) -> None:
        """Tell all marks, and which of them are unsaved."""
        self.changed.emit(self.marks)
        self.tell_unsaved()

    def differs(self, act: MarkAct) -> bool:
        """Say that a mark on record is not the one on screen; whether to save it once more."""
        self._warn(say(_DIFFERS, number=act.mark.number))
        again = act.mark.mark_id not in self._resaved
        self._resaved.add(act.mark.mark_id)
        return again

    def tell_unsaved(self) -> None:
        """Tell which marks are to be drawn as unsaved, when that is different now."""
        unsaved = self._marks.unsaved if self._open else frozenset()
        if self._late.isActive() and self._outbox.failure is None:
            unsaved &= self._told_unsaved
        if unsaved != self._told_unsaved:
            self._told_unsaved = unsaved
            self.unsaved_changed.emit(unsaved)

    def _saving(self, saving: Saving, _: object) -> None:
        """Take the notes away once all is on record; draw what could not be saved as unsaved."""
        if saving is Saving.SAVED and self._marks.settled and not self._outbox.pending:
            self.notes.clear()
        elif saving is Saving.UNSAVED:
            self.tell_unsaved()
            if self.notes.journal is not None:
                self._jobs.write(self.notes.journal.sync)

    def _warn(self, why: Sentence) -> None:
        self.said.emit(Message(why, Tone.WARNING))
