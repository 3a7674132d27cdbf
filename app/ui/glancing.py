"""Looking at items without claiming them: the preview of the queue, and what is due next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.errors import ServerGone
from app.domain.work import ItemState, QueueLine
from app.ui.jobs import Jobs, log_unless_away
from app.ui.pictures import Pictures
from app.ui.wiring import Glance, Wiring


class Glancing(QObject):
    """Reads an item for the preview, and brings pictures here before they are asked for."""

    next_known = Signal(object)
    """Glance of the item that is due next; its first picture is on its way here."""
    glanced = Signal(object)
    """Glance of the line chosen in the queue, or None."""
    failed = Signal(object)
    """Exception: why there is nothing to see."""
    away = Signal(object)
    """Sentence: the line to the record is cut, and the chosen line is shown when it is back."""

    def __init__(
        self, wiring: Wiring, jobs: Jobs, pictures: Pictures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._wiring = wiring
        self._jobs = jobs
        self._pictures = pictures
        self._asked = ""
        self._missed = ""
        self._prefetched = ""

    def look(self, item_id: str) -> None:
        """Show an item in the preview without claiming it."""
        self._asked, self._missed = item_id, ""
        if not item_id:
            self.glanced.emit(None)
            return
        look = self._wiring.look
        self._jobs.write(lambda: look(item_id), self._glanced, self._not_seen)

    def again(self) -> None:
        """Look once more at what could not be shown while the line was cut."""
        if self._missed and self._missed == self._asked:
            self.look(self._missed)

    def prefetch(self, lines: Sequence[QueueLine]) -> None:
        """Bring the picture of the item that is due next here, while the officer looks."""
        waiting = [line for line in lines if line.state is ItemState.WAITING and line.energies]
        if waiting and waiting[0].item_id != self._prefetched:
            self._prefetched = waiting[0].item_id
            look = self._wiring.look
            self._jobs.write(lambda: look(waiting[0].item_id), self._bring_next, log_unless_away)

    def _glanced(self, glance: Glance | None) -> None:
        if glance is None or glance.item.item_id == self._asked:
            self.glanced.emit(glance)
        self._bring(glance)

    def _not_seen(self, error: BaseException) -> None:
        """Say it in the preview while the line is cut: over a review it reads as a refusal."""
        if isinstance(error, ServerGone):
            self._missed = self._asked
            self.away.emit(error.sentence)
        else:
            self.failed.emit(error)

    def _bring_next(self, glance: Glance | None) -> None:
        if glance is not None:
            self.next_known.emit(glance)
        self._bring(glance)

    def _bring(self, glance: Glance | None) -> None:
        if glance is not None:
            self._pictures.ask(dict(list(glance.files.items())[:1]))
