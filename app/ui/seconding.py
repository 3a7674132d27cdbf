"""The deletion of a mark that takes two persons, from the gesture to the record."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.domain.errors import KnownError, SecondNeeded
from app.domain.mark import MarkAct
from app.domain.second import SecondPerson
from app.ui.desk import Desk
from app.ui.review_side import ReviewSide
from app.ui.stage import Stage


class Seconding(QObject):
    """Asks for the second person where notices and comparison were, and goes back afterwards."""

    def __init__(self, desk: Desk, stage: Stage, side: ReviewSide) -> None:
        super().__init__(stage)
        self._review = desk.review
        self._stage = stage
        self._side = side
        self._act: MarkAct | None = None
        self._review.not_removed.connect(self._not_removed)
        self._review.removed.connect(self._removed)
        side.second.asked.connect(self._go_on)
        side.second.left.connect(self.back)

    def back(self) -> None:
        """Let the mark stay."""
        self._act = None
        self._side.second.forget()
        if self._side.second_open:
            self._side.show_page("")
            self._stage.take_focus()

    def _not_removed(self, act: MarkAct, error: KnownError) -> None:
        page = self._side.second
        if self._side.second_open and self._act is not None:
            page.refuse(error.sentence)
        elif isinstance(error, SecondNeeded):
            self._act = act
            self._side.show_page("second")
            page.ask(act.mark)

    def _removed(self, act: MarkAct) -> None:
        if self._act is not None and act.mark.mark_id == self._act.mark.mark_id:
            self.back()

    def _go_on(self, second: SecondPerson) -> None:
        if self._act is not None:
            self._review.do_mark(self._act, second)
