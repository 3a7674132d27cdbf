"""What the officer has on screen of an item, told to its review: when, how long, and how sharp."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk
from app.ui.screen_notes import ScreenNotes
from app.ui.stage import Stage
from app.ui.wiring import Key

DWELL_MS = 1000


class Attention:
    """Follows the picture of a page.

    Parameters
    ----------
    page
        What the picture stands on: nobody looks at it while that is hidden.
    """

    def __init__(self, desk: Desk, stage: Stage, page: QWidget) -> None:
        self._desk = desk
        self._stage = stage
        self._page = page
        self._painted = False
        self.notes = ScreenNotes(stage, desk.review, self.held, page)
        view = stage.scan_view
        view.looked.needs_exact = desk.wiring.settings.release_needs_exact
        view.painted_first.connect(self._first_paint)
        view.painted_whole.connect(self._painted_whole)
        view.extent_seen.connect(desk.review.viewed)
        view.tool_used.connect(desk.review.tool_used)
        stage.failed.connect(lambda _: self._told_why())
        dwell = QTimer(page, interval=DWELL_MS)
        dwell.timeout.connect(self._count_dwell)
        dwell.start()

    def begin(self) -> None:
        """Begin anew: nothing of the item has been painted."""
        self._painted = False

    @property
    def held(self) -> Callable[[], bool]:
        """What says whether the picture is on screen and somebody may be looking."""
        return lambda: self._painted and self._page.isVisible() and not self._desk.locked

    def _first_paint(self, key: Key) -> None:
        self._painted = True
        self._desk.review.first_paint()
        if self._desk.pictures.share(key) is not None:
            # A referral does not wait for the last of a picture that comes over a slow line.
            self._desk.review.on_screen(key)

    def _painted_whole(self, key: Key) -> None:
        if self._desk.pictures.share(key) is not None:
            self._desk.review.exact(key)
        self._desk.review.on_screen(key)

    def _told_why(self) -> None:
        """Note that the officer was told why a picture cannot be shown."""
        if self._stage.key is not None:
            self._desk.review.on_screen(self._stage.key, readable=False)

    def _count_dwell(self) -> None:
        key = self._stage.key
        if self.held() and key is not None and self._desk.review.shown is not None:
            self._desk.review.looked(key, DWELL_MS / 1000)
