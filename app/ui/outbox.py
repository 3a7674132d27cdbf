"""What the officer did, on its way into the record: in order, and never lost on the way."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import KnownError
from app.domain.words import Sentence, say
from app.ui.jobs import Jobs
from app.ui.shown import Saving

RETRY_MS = 5000


@dataclasses.dataclass(frozen=True, slots=True)
class Gesture:
    """One thing to be put on record."""

    write: Callable[[], object]
    then: Callable[[object], None]
    refused: Callable[[KnownError], None]
    """Told when a rule forbids it: the gesture is then given up."""


class Outbox(QObject):
    """Writes gestures one by one; one that fails stays first in line until it succeeds.

    A refusal (any ``KnownError``) is an answer, not a failure: it is passed on and the line moves.
    """

    changed = Signal(object, object)
    """(Saving, Sentence of the failure or None)."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._line: deque[Gesture] = deque()
        self._busy = False
        self._failure: Sentence | None = None
        self._again = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._again.timeout.connect(self.retry)

    @property
    def pending(self) -> int:
        """How many gestures are not on record yet."""
        return len(self._line)

    @property
    def failure(self) -> Sentence | None:
        """Why the first gesture in line could not be written; None when all is well."""
        return self._failure

    def put(self, gesture: Gesture) -> None:
        """Put a gesture at the end of the line."""
        self._line.append(gesture)
        if self._failure is None:
            self._tell(Saving.BUSY)
        self._send()

    def retry(self) -> None:
        """Try the first gesture in line again, now."""
        self._again.stop()
        self._send()

    def drop(self) -> None:
        """Forget what was not written; only for an item that is somebody else's now."""
        self._line.clear()
        self._failure = None
        self._again.stop()
        self._tell(Saving.SAVED)

    def _send(self) -> None:
        if self._busy or not self._line:
            return
        self._busy = True
        gesture = self._line[0]
        self._jobs.write(
            gesture.write,
            lambda result: self._written(gesture, result),
            lambda error: self._failed(gesture, error),
        )

    def _written(self, gesture: Gesture, result: object) -> None:
        self._leave(gesture)
        gesture.then(result)
        self._go_on()

    def _failed(self, gesture: Gesture, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._leave(gesture)
            gesture.refused(error)
            self._go_on()
            return
        self._busy = False
        self._failure = say(
            "Not on record yet: {why}. Nothing is lost; it is tried again.",
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
        )
        self._again.start()
        self._tell(Saving.UNSAVED)

    def _leave(self, gesture: Gesture) -> None:
        self._busy = False
        self._failure = None
        if self._line and self._line[0] is gesture:
            self._line.popleft()

    def _go_on(self) -> None:
        self._tell(Saving.BUSY if self._line else Saving.SAVED)
        self._send()

    def _tell(self, saving: Saving) -> None:
        self.changed.emit(saving, self._failure)
