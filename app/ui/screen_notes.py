"""How the picture stands on screen, noted as the officer works, so that it can be replayed.

The screen is looked at twice a second, never on the path of a gesture. What has stood for one
look is kept; under a hand that never rests, every fourth look is. An act (a mark, a verdict, a
signature) takes the screen with it as it stands at that moment. Nothing is sent while nothing
changes, and a line of the record holds only what did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from app.ui.screen_words import OFF, ON, screen_words
from app.ui.stage import Stage
from app.ui.under_review import UnderReview
from app.ui.wiring import Key

LOOK_MS = 500
"""What lasts shorter is no look: a saccade and a decision take about as long."""
RESTLESS = 4
"""Looks after which a screen is kept that never stood still."""


class ScreenNotes(QObject):
    """Notes how the picture of the item under review stands on screen.

    Parameters
    ----------
    stage
        What is looked at.
    review
        Where it is noted.
    looked_at
        Whether the picture is on screen, and nothing hides it.
    """

    def __init__(
        self, stage: Stage, review: UnderReview, looked_at: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._review = review
        self._looked_at = looked_at
        self._before: tuple[Key, Mapping[str, str]] | None = None
        self._noted: tuple[Key, Mapping[str, str]] | None = None
        self._restless = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        review.opened.connect(self._begin)
        review.closed.connect(self._end)
        review.acting.connect(self.take)

    def look(self) -> None:
        """Note the screen when it has stood since the last look, or has not for long."""
        now = self._now()
        if now is None or now == self._noted:
            self._before, self._restless = now, 0
            return
        self._restless += 1
        if now == self._before or self._restless >= RESTLESS:
            self.take()
        self._before = now

    def take(self) -> None:
        """Note the screen as it stands at this moment."""
        now = self._now()
        if now is None or now == self._noted:
            return
        self._stage.scan_view.settle()
        now = self._now()
        if now is not None:
            self._noted = now
            self._restless = 0
            self._review.screen(*now)

    def _begin(self, _opened: object) -> None:
        self._before = self._noted = None
        self._restless = 0
        self._timer.start()

    def _end(self) -> None:
        self._timer.stop()

    def _now(self) -> tuple[Key, Mapping[str, str]] | None:
        key = self._stage.key
        if key is None or self._review.shown is None or not self._looked_at():
            return None
        words = screen_words(self._stage.scan_view)
        beside = {"beside": ON if self._stage.beside.divided else OFF}
        return (key, words | beside) if words else None
