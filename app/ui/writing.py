"""Gestures of the item on the desk to the record, and the item read anew after them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError, LeaseLost
from app.domain.words import Sentence
from app.ui.jobs import Jobs
from app.ui.outbox import Gesture, Outbox
from app.ui.shown import Shown
from app.ui.snapshot import snapshot
from app.ui.wiring import SittingLike


class Writing(QObject):
    """Writing comes first: the item is read again only when nothing waits to be written."""

    read = Signal(object, object)
    """(Shown, frozenset): the item as it stands, and the acts on marks that are in it."""
    refused = Signal(object)
    """KnownError: a rule forbids what the officer did."""
    failed = Signal(object)
    """Exception: the item could not be read."""

    def __init__(
        self,
        jobs: Jobs,
        outbox: Outbox,
        written: Callable[[], frozenset[int]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._outbox = outbox
        self._acts_written = written
        self._sitting: SittingLike | None = None
        self._stale = False
        self._reading = False
        self.read_only: Sentence | None = None
        """Why nothing is written any more; None while the item is this officer's."""

    @property
    def sitting(self) -> SittingLike | None:
        """The item that is written to."""
        return self._sitting

    def begin(self, sitting: SittingLike, read_only: Sentence | None) -> None:
        """Write to another item from now on."""
        self._sitting = sitting
        self.read_only = read_only
        self._stale = False
        self._reading = False

    def end(self) -> None:
        """Write to no item."""
        self._sitting = None

    def note(self, write: Callable[[SittingLike], object]) -> None:
        """Send a gesture that changes nothing on screen."""
        self.send(write, refresh=False)

    def send(
        self,
        write: Callable[[SittingLike], object],
        *,
        then: Callable[[object], None] | None = None,
        refused: Callable[[KnownError], None] | None = None,
        refresh: bool = True,
        mark: int = 0,
        always: bool = False,
    ) -> None:
        """Send a gesture on its way; once the item is read-only, only what is sent `always`."""
        sitting = self._sitting
        if sitting is None or (self.read_only is not None and not always):
            return

        def done(answer: object) -> None:
            if then is not None:
                then(answer)
            self._stale = self._stale or refresh
            self._read_again(sitting)

        def no(error: KnownError) -> None:
            if refused is not None:
                refused(error)
            if sitting is self._sitting or not isinstance(error, LeaseLost):
                # The item that was left goes its own way; this one's lease is another matter.
                self.refused.emit(error)
            self._read_again(sitting)

        self._outbox.put(Gesture(lambda: write(sitting), done, no, mark))

    def read_now(self) -> None:
        """Read the item at once: the record has changed."""
        sitting = self._sitting
        if sitting is not None:
            self._jobs.write(
                lambda: snapshot(sitting, self.read_only),
                lambda shown: self._came(sitting, shown, frozenset()),
                self.failed.emit,
            )

    def follow(self) -> None:
        """Read the item once nothing waits to be written: the record has grown."""
        sitting = self._sitting
        if sitting is not None:
            self._stale = True
            self._read_again(sitting)

    def _read_again(self, sitting: SittingLike) -> None:
        """Read the item anew once nothing waits to be written."""
        if not self._stale or self._reading or self._outbox.pending or sitting is not self._sitting:
            return
        self._stale, self._reading = False, True
        seen = self._acts_written()

        def read(shown: Shown) -> None:
            if sitting is not self._sitting:
                return
            self._reading = False
            self._came(sitting, shown, seen)
            self._read_again(sitting)

        def failed(error: BaseException) -> None:
            self._reading = False
            self.failed.emit(error)

        self._jobs.write(lambda: snapshot(sitting, self.read_only), read, failed)

    def _came(self, sitting: SittingLike, shown: Shown, seen: frozenset[int]) -> None:
        if sitting is self._sitting:
            self.read.emit(shown, seen)
