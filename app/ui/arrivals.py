"""What is put into the watched folder while the window is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.words import Sentence
from app.ui.jobs import Jobs, log_failed
from app.ui.shown import Message, Tone

_Take = Callable[[Callable[[], bool]], tuple[Sentence, ...]]

LOOK_MS = 2000
"""Between two looks; a file is taken when it stands still between two of them."""


class Arrivals(QObject):
    """Looks into the watched folder again and again, one look at a time."""

    said = Signal(object)
    """A `Message` about a file that was turned away, or that could not be answered in its place."""

    def __init__(self, take: _Take | None, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._jobs = jobs
        self._looking = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look, where a folder is watched."""
        if self._take is not None:
            self._timer.start()

    def stop(self) -> None:
        """Look no more until somebody works again."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless the last look still takes something in."""
        take = self._take
        if take is None or self._looking:
            return
        self._looking = True
        self._jobs.aside(lambda: take(self._leaving), self._looked, self._failed)

    def _leaving(self) -> bool:
        return self._jobs.stopped

    def _looked(self, said: tuple[Sentence, ...]) -> None:
        self._looking = False
        for sentence in said:
            self.said.emit(Message(sentence, Tone.WARNING))

    def _failed(self, error: BaseException) -> None:
        self._looking = False
        log_failed(error)
