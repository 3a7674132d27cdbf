"""What the top bar says, kept true: whose turn it is, the time left, image and model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.i18n.formats import minutes_left
from app.ui.panels.top_bar import TopBar
from app.ui.queue_page import QueuePage
from app.ui.review_page import ReviewPage
from app.ui.shown import Shown
from app.ui.snapshot import Arrived
from app.ui.top_words import image_state, model_state, place_words


class TopLine(QObject):
    """Reads desk and pages, and tells the top bar."""

    def __init__(
        self,
        desk: Desk,
        bar: TopBar,
        queue: QueuePage,
        review: ReviewPage,
        on_review: Callable[[], bool],
    ) -> None:
        super().__init__(bar)
        self._desk = desk
        self._bar = bar
        self._queue = queue
        self._review = review
        self._on_review = on_review
        self._status = ""
        self._compact = False
        self._arriving: Shown | None = None
        review.first.shown.connect(self._arrives)
        desk.review.opened.connect(lambda _: self._there())
        desk.review.closed.connect(self._there)

    @property
    def _shown(self) -> Shown | None:
        """The item that the bar speaks of: the one whose picture is on screen."""
        return self._desk.review.shown or self._arriving

    def _arrives(self, arrived: Arrived) -> None:
        """Speak of an item whose picture is about to be painted, and of none before it."""
        self._arriving = arrived.bare
        self.show_time(self._desk.wiring.clock.now())
        self.show_states()
        self._bar.repaint()

    def _there(self) -> None:
        self._arriving = None

    def set_compact(self, compact: bool) -> None:
        """Say less in small windows."""
        self._compact = compact
        self.show_states()

    def show_status(self, status: str) -> None:
        """Say which model there is, while no item has been screened by one."""
        self._status = status
        self.show_states()

    def show_time(self, now: dt.datetime) -> None:
        """Say how much time is left for this item, or for the first that waits."""
        shown = self._shown
        if self._on_review() and shown is not None:
            self._bar.show_eta(shown.item.eta, now)
        else:
            due = [line.eta for line in self._queue.model_lines() if line.eta is not None]
            self._bar.show_eta(min(due, default=None), now)
        following = self._queue.due
        eta = following.eta if following is not None else None
        self._bar.show_next(
            lambda: tr("Next") if eta is None else tr("Next {time}", time=minutes_left(eta, now))
        )

    def show_states(self) -> None:
        """Say which item is open, and how its image and the model stand."""
        shown = self._shown
        if shown is not None:
            shipments = shown.item.shipments
            mode = shipments[0].conveyance.mode if shipments else None
            port = shipments[0].conveyance.fpoa if shipments else ""
            self._bar.show_item(mode, port, place_words(shown, self._desk.mine))
        on_review = self._on_review()
        image_state(self._bar.lossless, shown, self._review.stage)
        model_state(
            self._bar.model, shown if on_review else None, self._status, short=self._compact
        )
        held = shown is not None and shown.read_only is None
        self._bar.yours.tell(
            "user" if held else "eye",
            (lambda: tr("Yours")) if held else (lambda: tr("Read only")),
        )
        if on_review or self._bar.page == "review":
            self._bar.show_page("review" if on_review else "queue")
