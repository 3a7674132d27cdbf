"""The ways to a replay and to the officers' figures: who may, of which decision, and back again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError
from app.domain.officer import Act
from app.domain.replay import Replay
from app.domain.words import say
from app.domain.work import Item, QueueLine
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.jobs import log_failed
from app.ui.officers_page import OfficersPage
from app.ui.replay.page import ReplayPage
from app.ui.shown import Message, Tone
from app.ui.supervision.picture_place import PicturePlace
from app.ui.wiring import Glance


class ReplayWays(QObject):
    """Opens decisions as they were seen.

    Parameters
    ----------
    desk
        Whose officer asks.
    chosen
        The chosen line of the queue.
    on_review
        Whether the review is on screen.
    """

    asked = Signal(str)
    """Name of the page that is to be shown: ``replay`` or ``officers``."""
    said = Signal(object)
    """Message: why not."""

    def __init__(
        self,
        desk: Desk,
        chosen: Callable[[], QueueLine | None],
        on_review: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chosen = chosen
        self._on_review = on_review
        self._wanted = self._in_pane = ""
        self.page = ReplayPage(desk)
        self.pane = ReplayPage(desk, beside=False)
        self.officers = OfficersPage(desk)
        desk.session_changed.connect(self._session_changed)

    def fill(self, place: PicturePlace) -> None:
        """Fill the supervisors' place for a replay, where decisions can be replayed."""
        if self._desk.wiring.replaying is not None:
            place.set_replay(self.pane)
            place.replay_shown.connect(self._case_shown)

    def replay(self, recommendation_id: str) -> None:
        """Show a decision as it was seen, or say why it cannot be shown."""
        self._wanted = recommendation_id
        self._ask(recommendation_id, self._came)

    def replay_item(self) -> None:
        """Show the decision that counts for the item on screen, or for the chosen line."""
        item = self._item_on_desk()
        if item is not None:
            self.replay(item.decisions[-1].recommendation_id)
            return
        line = self._chosen()
        if line is not None and line.outcome:
            look, item_id = self._desk.wiring.look, line.item_id
            self._desk.jobs.write(lambda: look(item_id), self._glanced, self._failed)

    def why_not_replay(self) -> str:
        """Return why nothing can be replayed now; empty when it can."""
        if self._desk.wiring.replaying is None:
            return tr("There is nothing to replay here.")
        if self._item_on_desk() is not None:
            return ""
        line = None if self._on_review() else self._chosen()
        return "" if line is not None and line.outcome else tr("Choose a decided item first.")

    def show_officers(self) -> None:
        """Show how officers' confidence stands against outcomes."""
        self.asked.emit("officers")

    def why_not_officers(self) -> str:
        """Return why the figures cannot be shown; empty when they can."""
        officer = self._desk.officer
        may = officer is not None and officer.may(Act.AUDIT)
        there = self._desk.wiring.replaying is not None
        return "" if may and there else tr("Only a supervisor sees how others decide.")

    def _ask(self, recommendation_id: str, came: Callable[[Replay], None]) -> None:
        calls, officer = self._desk.wiring.replaying, self._desk.officer
        if calls is not None and officer is not None:
            self._desk.jobs.write(lambda: calls.of(recommendation_id, officer), came, self._failed)

    def _case_shown(self, recommendation_id: str) -> None:
        """Replay what the supervisor has open: a decision, or its second reading."""
        self._in_pane = recommendation_id
        before = self.pane.replay
        if before is None or before.decision.recommendation_id != self._in_pane:
            self.pane.close_replay()
            if self._in_pane:
                self._ask(self._in_pane, self._came_to_pane)
        else:
            self.pane.try_again()

    def _came_to_pane(self, replay: Replay) -> None:
        if replay.decision.recommendation_id == self._in_pane:
            self.pane.show_replay(replay)
            self.pane.take_focus()

    def _item_on_desk(self) -> Item | None:
        shown = self._desk.review.shown
        decided = shown is not None and self._on_review() and bool(shown.item.decisions)
        return shown.item if decided and shown is not None else None

    def _glanced(self, glance: Glance | None) -> None:
        if glance is not None and glance.item.decisions:
            self.replay(glance.item.decisions[-1].recommendation_id)
        else:
            self.said.emit(Message(say("This decision is not shown to you now.")))

    def _came(self, replay: Replay) -> None:
        if replay.decision.recommendation_id == self._wanted:
            self.page.show_replay(replay)
            self.asked.emit("replay")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.said.emit(Message(error.sentence, Tone.WARNING))
        else:
            log_failed(error)

    def _session_changed(self) -> None:
        """Let go of what was replayed when somebody leaves, or the window is locked."""
        if self._desk.officer is None:
            self.page.close_replay()
            self.pane.close_replay()
        else:
            self.page.cover(covered=self._desk.locked)
            self.pane.cover(covered=self._desk.locked)
