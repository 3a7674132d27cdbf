"""A decision that was made alone, looked at again: the item as it is now, then confirmed or not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.late import AloneDecision
from app.domain.words import phrase, say
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.line_watch import Waits
from app.ui.shown import Message
from app.ui.snapshot import Opened
from app.ui.wiring import Key

_VIEWS = phrase("Look at every view first: {count} to go.")
_ALONE = phrase("It can be confirmed when the line to the record is back.")
_AGAIN = phrase("What it rests on has changed: decide again.")
_CONFIRMED = phrase("Confirmed: {item}.")


class LookingAgain(QObject):
    """What is looked at, which of its views have been on screen, and why it cannot be confirmed."""

    changed = Signal()
    left = Signal()
    """It was confirmed, or the officer leaves it: what waits is shown."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: AloneDecision | None = None
        self._alone: AloneDecision | None = None
        self._seen: set[Key] = set()
        self._before = ""
        desk.review.opened.connect(self._opened)
        desk.review.closed.connect(self._end)
        desk.review.changed.connect(self._item_changed)
        desk.review.shown_again.connect(self._shown)
        desk.line.listed.connect(self._listed)
        desk.line.confirmed.connect(self._confirmed)
        desk.line.changed.connect(lambda _: self.changed.emit())

    @property
    def alone(self) -> AloneDecision | None:
        """The decision that is looked at; None in any other review."""
        return self._alone

    def begin(self, alone: AloneDecision) -> None:
        """Open the item of a decision; what lay on the desk is taken up again afterwards."""
        self._asked = alone
        self._before = self._desk.held or self._before
        made = alone.recommendation
        self._desk.look_again(made.item_id, made.recommendation_id)

    def take_before(self) -> str:
        """Return the item that lay on the desk before, once; empty when there was none."""
        before, self._before = self._before, ""
        return before

    def why_not(self) -> str:
        """Return why it cannot be confirmed now; empty when it can."""
        if self._alone is None:
            return ""
        if self._desk.alone:
            return tr(_ALONE)
        if self._alone.again:
            return tr(_AGAIN)
        count = len(self._unseen())
        return tr(_VIEWS, count=count) if count else ""

    def confirm(self) -> None:
        """Stand by the decision."""
        if self._alone is not None and not self.why_not():
            self._desk.line.confirm(self._alone.recommendation.recommendation_id)

    def leave(self) -> None:
        """Answer later."""
        if self._alone is not None:
            self.left.emit()

    def _unseen(self) -> tuple[Key, ...]:
        shown = self._desk.review.shown
        keys = shown.keys if shown is not None else ()
        return tuple(key for key in keys if key not in self._seen)

    def _opened(self, opened: Opened) -> None:
        asked, self._asked = self._asked, None
        fits = asked is not None and asked.recommendation.recommendation_id == opened.again
        self._alone = asked if fits else None
        if not fits:
            self._before = ""
        self._seen = set()
        self.changed.emit()

    def _end(self) -> None:
        if self._alone is not None:
            self._alone = None
            self.changed.emit()

    def _shown(self, key: Key) -> None:
        self._seen.add(key)
        self.changed.emit()

    def _item_changed(self, _shown: object) -> None:
        """Ask what has changed by now: somebody may have written while she looks."""
        if self._alone is not None:
            self._desk.line.list_waiting()
            self.changed.emit()

    def _listed(self, waits: Waits) -> None:
        if self._alone is None:
            return
        identity = self._alone.recommendation.recommendation_id
        fresh = {one.recommendation.recommendation_id: one for one in waits.alone}
        if identity in fresh and fresh[identity] != self._alone:
            self._alone = fresh[identity]
            self.changed.emit()

    def _confirmed(self, recommendation_id: str) -> None:
        alone = self._alone
        if alone is not None and alone.recommendation.recommendation_id == recommendation_id:
            self.left.emit()
            item = alone.recommendation.item_id
            self._desk.said.emit(Message(say(_CONFIRMED, item=item)))
