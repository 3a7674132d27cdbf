"""What the officer did, on its way into the record: in order, and never lost on the way."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import KnownError, RecordDamaged, Unavailable
from app.domain.words import Sentence, phrase, say
from app.ui.i18n import render
from app.ui.jobs import Jobs
from app.ui.shown import Saving

RETRY_MS = 5000
_WAITS = phrase("Not on record yet: {why}. Nothing is lost; it is tried again.")
# Two lines: the reserved place holds no more.
_MARK_WAITS = phrase("Mark {number} is not on record yet: {why}. It is tried again.")


@dataclasses.dataclass(frozen=True, slots=True)
class Gesture:
    """One thing to be put on record."""

    write: Callable[[], object]
    then: Callable[[object], None]
    refused: Callable[[KnownError], None]
    """Told when a rule forbids it: the gesture is then given up."""
    mark: int = 0
    """Number of the mark that it speaks of; 0 for anything else."""


class Outbox(QObject):
    """Writes gestures one after another; one that fails stays first in line until it succeeds.

    The writer thread takes the whole line in one go, so that a quick hand is never ahead of the
    disk by a trip through a busy window. A refusal (a ``KnownError``) is an answer, not a failure:
    it is passed on and the line moves. A full disk, a locked or a damaged record is a failure,
    whatever sentence it comes with.
    """

    changed = Signal(object, object)
    """(Saving, Sentence of the failure or None)."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        # Both are shared with the writer thread; a deque's ends are safe to touch from two threads.
        self._line: deque[Gesture] = deque()
        self._answers: deque[tuple[Gesture, object, KnownError | None]] = deque()
        self._unanswered = 0
        self._busy = False
        self._failure: Sentence | None = None
        self._again = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._again.timeout.connect(self.retry)

    @property
    def pending(self) -> int:
        """How many gestures are not known to be on record yet."""
        return self._unanswered

    @property
    def waiting(self) -> int:
        """How many gestures have not been written, or not refused; after the writer has ended."""
        return len(self._line)

    @property
    def failure(self) -> Sentence | None:
        """Why the first gesture in line could not be written; None when all is well."""
        return self._failure

    def put(self, gesture: Gesture) -> None:
        """Put a gesture at the end of the line."""
        self._unanswered += 1
        self._line.append(gesture)
        if self._failure is None:
            self._tell(Saving.BUSY)
        self._send()

    def retry(self) -> None:
        """Try the first gesture in line again, now."""
        self._again.stop()
        self._send()

    def drain(self) -> None:
        """Hand everything in line to the writer at once: the program is about to end."""
        self._again.stop()
        self._jobs.write(self._write_line)

    def drop(self) -> None:
        """Forget what was not written; only for an item that is somebody else's now."""
        self._unanswered -= len(self._line)
        self._line.clear()
        self._failure = None
        self._again.stop()
        self._tell(Saving.SAVED)

    def _send(self) -> None:
        if not self._busy and self._line:
            self._busy = True
            self._jobs.write(self._write_line, lambda _: self._written(), self._failed)

    def _write_line(self) -> None:
        """Write until the line is empty or something fails; in the writer thread."""
        while self._line:
            gesture = self._line.popleft()
            try:
                answer = gesture.write()
            except (Unavailable, RecordDamaged):
                self._line.appendleft(gesture)
                raise
            except KnownError as error:
                self._answers.append((gesture, None, error))
            except BaseException:
                self._line.appendleft(gesture)
                raise
            else:
                self._answers.append((gesture, answer, None))

    def _written(self) -> None:
        self._busy = False
        self._failure = None
        self._deliver()
        self._tell(Saving.BUSY if self._line else Saving.SAVED)
        self._send()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        number = self._line[0].mark if self._line else 0
        self._failure = say(_MARK_WAITS if number else _WAITS, number=number, why=_why(error))
        self._again.start()
        self._deliver()
        self._tell(Saving.UNSAVED)

    def _deliver(self) -> None:
        """Tell everyone whose gesture was answered."""
        while self._answers:
            gesture, answer, refusal = self._answers.popleft()
            self._unanswered -= 1
            if refusal is None:
                gesture.then(answer)
            else:
                gesture.refused(refusal)

    def _tell(self, saving: Saving) -> None:
        self.changed.emit(saving, self._failure)


def _why(error: BaseException) -> str:
    """Return a reason as part of a sentence."""
    if isinstance(error, KnownError):
        return render(error.sentence).rstrip(".")
    return str(error).splitlines()[0] if str(error) else type(error).__name__
