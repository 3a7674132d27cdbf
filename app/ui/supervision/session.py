"""What the supervisor's page asks of the record: lines, a case, answers; off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError
from app.domain.officer import Act, Officer
from app.domain.supervision import Answer, Stands
from app.domain.supervision_case import Case
from app.domain.words import Sentence, say
from app.ui.desk import Desk
from app.ui.jobs import log_failed
from app.ui.wiring import SupervisionLike

T = TypeVar("T")


class Supervising(QObject):
    """The room of the supervisor who sits here; nothing for everybody else."""

    lines_read = Signal(object)
    """tuple of Recheck."""
    case_read = Signal(object)
    """Case of the decision that was asked for last, or None."""
    refused = Signal(object)
    """Sentence."""
    answered = Signal(str)
    """Identity of the decision that was answered."""
    left = Signal()
    """Nobody supervises any more: what is on screen goes."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._room: SupervisionLike | None = None
        self._officer: Officer | None = None
        self._asked = ""
        desk.session_changed.connect(self._seat)

    @property
    def allowed(self) -> bool:
        """Whether who sits here supervises."""
        return self.why_not() is None

    def why_not(self) -> Sentence | None:
        """Return why there is no such page for who sits here; None for a supervisor."""
        officer = self._desk.officer
        if self._desk.wiring.supervision is None or officer is None or not officer.may(Act.AUDIT):
            return say("Only a supervisor looks at decisions again.")
        return None

    def refresh(self) -> None:
        """Read the lines again."""
        self._with_room(lambda room: room.lines(), self.lines_read.emit)

    def open(self, recommendation_id: str) -> None:
        """Open one decision; an empty name closes what is open."""
        self._asked = recommendation_id
        if not recommendation_id:
            self.case_read.emit(None)
            return
        self._with_room(
            lambda room: room.case(recommendation_id),
            lambda case: self.case_read.emit(case) if self._asked == recommendation_id else None,
        )

    def answer(
        self, recommendation_id: str, answer: Answer, comment: str, reasons: tuple[str, ...]
    ) -> None:
        """Say what she makes of a decision."""
        self._act(
            lambda room: room.answer(recommendation_id, answer, comment, reasons),
            recommendation_id,
        )

    def adjudicate(
        self, recommendation_id: str, reading_id: str, stands: Stands, comment: str
    ) -> None:
        """Say which of two readings stands."""
        self._act(lambda room: room.adjudicate(reading_id, stands, comment), recommendation_id)

    def readers(self, case: Case, then: Callable[[tuple[Officer, ...]], object]) -> None:
        """Find who may read a decision blind: not who decided the item, and not who asks."""
        officer, colleagues = self._desk.officer, self._desk.wiring.colleagues
        if officer is None:
            return
        know = {officer.account, *(one.officer for one in case.item.decisions)}

        def came(people: tuple[Officer, ...]) -> None:
            self._deliver(officer, tuple(one for one in people if one.account not in know), then)

        self._desk.jobs.write(lambda: colleagues(case.item.item_id), came, self._fail)

    def ask_reading(self, recommendation_id: str, reader: str = "") -> None:
        """Ask for a blind second reading: of a person by account, or of whoever is next."""
        self._with_room(
            lambda room: room.ask_reading(recommendation_id, reader), lambda _: self._again()
        )

    def approve(self, verdict_line: int, *, approved: bool) -> None:
        """Let a verdict be trained on, or no longer."""
        self._with_room(
            lambda room: room.approve(verdict_line, approved=approved), lambda _: self._again()
        )

    def _again(self) -> None:
        self.refresh()
        self.open(self._asked)

    def _act(self, act: Callable[[SupervisionLike], object], recommendation_id: str) -> None:
        def done(_: object) -> None:
            self.answered.emit(recommendation_id)
            self.refresh()
            self._desk.refresh()

        self._with_room(act, done)

    def _with_room(
        self, ask: Callable[[SupervisionLike], object], then: Callable[[object], object]
    ) -> None:
        officer, make = self._desk.officer, self._desk.wiring.supervision
        if officer is None or make is None or not self.allowed:
            return

        def in_writer() -> object:
            if self._room is None or self._officer is not officer:
                self._room, self._officer = make(officer), officer
            return ask(self._room)

        self._desk.jobs.write(
            in_writer, lambda found: self._deliver(officer, found, then), self._fail
        )

    def _deliver(self, officer: Officer, found: T, then: Callable[[T], object]) -> None:
        """Hand on what was read, unless somebody else sits here now."""
        if self._desk.officer is officer:
            then(found)

    def _seat(self) -> None:
        if not self.allowed:
            self._room, self._officer, self._asked = None, None, ""
            self.left.emit()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.refused.emit(error.sentence)
        else:
            log_failed(error)
            self.refused.emit(say("The record cannot be read: {why}", why=error))
