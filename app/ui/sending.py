"""Packages on their way to ports while the window is open: sent, followed, ended in time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import KnownError, ServerGone
from app.ui.jobs import Jobs, log_failed
from app.ui.shown import Message, Tone

LOOK_MS = 60_000
"""Between two looks: ports change and time runs out without anybody signing."""


class Sending(QObject):
    """Does what is due, one run at a time; one that is asked for meanwhile follows at once."""

    said = Signal(object)
    """A `Message`: what could not be sent, and why."""

    def __init__(self, send_due: Callable[[], object] | None, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._send_due = send_due
        self._jobs = jobs
        self._busy = False
        self._again = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look, the first time at once: an earlier session may have left work."""
        if self._send_due is not None:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Look no more until somebody works again."""
        self._timer.stop()

    def look(self) -> None:
        """Do what is due, away from the writer: drawing a paper takes seconds."""
        send_due = self._send_due
        if send_due is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._jobs.aside(send_due, lambda _: self._done(), self._failed)

    def _done(self) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self.look()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, ServerGone):
            # Of the line the top bar tells, once.
            pass
        elif isinstance(error, KnownError):
            self.said.emit(Message(error.sentence, Tone.WARNING))
        else:
            log_failed(error)
        self._done()
