"""What is put into the watched folder while the window is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.words import Sentence
from app.ui.jobs import Jobs, log_failed
from app.ui.shown import Message, Tone
from app.ui.wiring import TakeArrivals

LOOK_MS = 2000
"""Between two looks; a file is taken when it stands still between two of them."""


class Arrivals(QObject):
    """Looks into the watched folder again and again, one look at a time."""

    said = Signal(object)
    """A `Message` about a file that was turned away, or that could not be answered in its place."""

    progress = Signal(object)
    """A `Message` that says how far a large file has come; None when it is through."""

    def __init__(self, take: TakeArrivals | None, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._jobs = jobs
        self._looking = False
        self._told: Sentence | None = None
        self._shown: Sentence | None = None
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
        """Look once; while the last look still takes something in, say how far it is."""
        take = self._take
        if take is None:
            return
        if self._looking:
            self._show(self._told)
            return
        self._looking = True
        self._jobs.aside(lambda: take(self._leaving, self._tell), self._looked, self._failed)

    def _tell(self, sentence: Sentence) -> None:
        """Note how far it is, in the thread for long runs; the next look shows it."""
        self._told = sentence

    def _show(self, sentence: Sentence | None) -> None:
        if sentence is not self._shown:
            self._shown = sentence
            self.progress.emit(None if sentence is None else Message(sentence))

    def _rest(self) -> None:
        self._looking = False
        self._told = None
        self._show(None)

    def _leaving(self) -> bool:
        return self._jobs.stopped

    def _looked(self, said: tuple[Sentence, ...]) -> None:
        self._rest()
        for sentence in said:
            self.said.emit(Message(sentence, Tone.WARNING))

    def _failed(self, error: BaseException) -> None:
        self._rest()
        log_failed(error)
