"""Taking an item up: one claim at a time, and what is on the desk goes on record before it.

The picture comes first: as soon as an item is claimed its picture can be shown, and what the rules
say of it is read after that was painted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.officer import Officer
from app.domain.turn import Chosen
from app.domain.words import phrase, say
from app.domain.work import ItemState
from app.ui.jobs import Jobs, log_unless_away
from app.ui.moving import first_free, leave, open_or_read
from app.ui.outbox import Outbox
from app.ui.snapshot import Arrived, Opened, arrive, open_up
from app.ui.under_review import UnderReview
from app.ui.wiring import RoomLike, Wiring

MOVE_MS = 5
LOOKING_AGAIN = phrase("You look at what you decided alone: confirm it, or correct it.")


class Claiming(QObject):
    """Claims items in the room of the officer who sits here."""

    busy_changed = Signal(bool)
    """Whether a claim is under way."""
    awaited = Signal()
    """What the hands do from now on is meant for the item that is being claimed."""
    arrived = Signal(object)
    """Arrived: an item is claimed and its picture may be shown; all else of it follows."""
    taken = Signal(object)
    """Opened, or None when nothing waits."""
    not_opened = Signal(object)
    """Exception: why an item that was claimed cannot be shown."""
    not_claimed = Signal(object)
    """Exception: why an item could not be had."""
    not_moved = Signal(object)
    """Exception: why one stays where one is; nothing was handed back."""
    here_already = Signal()
    """The item that was asked for lies on the desk."""

    def __init__(
        self,
        wiring: Wiring,
        jobs: Jobs,
        outbox: Outbox,
        review: UnderReview,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._jobs = jobs
        self._outbox = outbox
        self._review = review
        self._officer: Officer | None = None
        self._room: RoomLike | None = None
        self._under_way = False
        self.chosen = Chosen()
        """What the officer wants of the queue for now."""

    def seat(self, officer: Officer, room: RoomLike) -> None:
        """Claim for this officer from now on."""
        self._officer, self._room = officer, room

    def leave_seat(self) -> None:
        """Claim for nobody."""
        self._officer = self._room = None

    def next_item(self) -> None:
        """Claim and open the item that is due next."""
        room = self._room
        if room is None or self._under_way:
            return

        chosen = self.chosen

        def claim() -> Arrived | None:
            sitting = room.next(chosen)
            return None if sitting is None else arrive(sitting)

        self._claim(claim, self._not_claimed)

    def open_item(self, item_id: str) -> None:
        """Claim and open this item."""
        room = self._room
        if room is None or self._under_way:
            return
        shown = self._review.shown
        here = shown is not None and shown.item.item_id == item_id and shown.read_only is None
        if here and self._review.as_opened:
            self._review.refresh()
            self.here_already.emit()
            return
        self._claim(lambda: open_or_read(room, item_id), self._not_claimed)

    def look_again(self, item_id: str, recommendation_id: str) -> None:
        """Take a decided item up to stand by what was signed; nothing is claimed."""
        room = self._room
        if room is not None and not self._under_way:
            why = say(LOOKING_AGAIN)
            self._claim(
                lambda: arrive(room.look_again(item_id), why, recommendation_id),
                self._not_claimed,
            )

    def take_over(self) -> None:
        """Claim the item on the desk that somebody else has."""
        room, shown = self._room, self._review.shown
        if room is not None and shown is not None and not self._under_way:
            item_id = shown.item.item_id
            self._claim(lambda: arrive(room.take_over(item_id)), self._not_claimed)

    def reopen_item(self, item_id: str) -> None:
        """Open one's own signed item again, to correct it."""
        room = self._room
        if room is not None and not self._under_way:
            self._claim(lambda: arrive(room.open(item_id)), self._not_claimed)

    def move_to(self, candidates: Sequence[str]) -> None:
        """Open the first of these items that is free; what lies on the desk undecided goes back."""
        room, officer, sitting = self._room, self._officer, self._review.sitting
        if room is None or officer is None or self._under_way or self._outbox.failure is not None:
            return
        self._review.flush()
        if self._outbox.pending:
            # What was just drawn goes on record before the item is let go.
            QTimer.singleShot(MOVE_MS, self, lambda: self.move_to(candidates))
            return
        hand_back = self._wiring.hand_back

        def move() -> Arrived:
            arrived = arrive(first_free(room, candidates))
            if sitting is not None:
                leave(sitting.item, arrived.item, lambda item_id: hand_back(item_id, officer))
            return arrived

        # Who steps through units goes on stepping meanwhile: the last one asked for counts.
        self._claim(move, self._not_moved, awaited=False)

    def _claim(
        self,
        take: Callable[[], Arrived | None],
        failed: Callable[[BaseException], None],
        *,
        awaited: bool = True,
    ) -> None:
        self._under_way = True
        self._review.flush()
        if awaited:
            self.awaited.emit()
        self.busy_changed.emit(True)
        officer = self._officer
        self._jobs.write(take, lambda arrived: self._arrived(arrived, officer), failed)

    def _arrived(self, arrived: Arrived | None, officer: Officer | None) -> None:
        if arrived is None:
            self._taken(None, None, officer)
        elif not self._left(arrived, officer):
            self.arrived.emit(arrived)
            # What was just painted is told first: the clock of the review starts at that moment,
            # and the writer takes what it is given in order.
            QTimer.singleShot(0, self, lambda: self._open(arrived, officer))

    def _open(self, arrived: Arrived, officer: Officer | None) -> None:
        if not self._left(arrived, officer):
            self._jobs.write(
                lambda: open_up(arrived),
                lambda opened: self._taken(opened, arrived, officer),
                self._not_opened,
            )

    def _taken(
        self, opened: Opened | None, arrived: Arrived | None, officer: Officer | None
    ) -> None:
        if not self._left(arrived, officer):
            self._end()
            self.taken.emit(opened)

    def _left(self, arrived: Arrived | None, officer: Officer | None) -> bool:
        """Whether who claimed it has left: then it is opened for nobody, and goes back."""
        if officer is self._officer:
            return False
        self._end()
        if officer is not None and arrived is not None and arrived.read_only is None:
            hand_back, item = self._wiring.hand_back, arrived.item
            if item.state is ItemState.CLAIMED:
                self._jobs.write(lambda: hand_back(item.item_id, officer), failed=log_unless_away)
        return True

    def _not_opened(self, error: BaseException) -> None:
        self._end()
        self.not_opened.emit(error)

    def _not_claimed(self, error: BaseException) -> None:
        self._end()
        self.not_claimed.emit(error)

    def _not_moved(self, error: BaseException) -> None:
        self._end()
        self.not_moved.emit(error)

    def _end(self) -> None:
        self._under_way = False
        self.busy_changed.emit(False)
