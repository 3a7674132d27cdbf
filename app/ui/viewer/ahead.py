"""Work done while the officer's hand rests, so that the next move finds it done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Ahead(QObject):
    """Calls for a little work whenever the event loop has nothing else to do.

    Parameters
    ----------
    parent
        The widget that is drawn.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Callable[[], bool] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def follow(self, work: Callable[[], bool] | None) -> None:
        """Do `work` again and again until it returns False; None for nothing."""
        self._work = work
        if work is None:
            self._timer.stop()
        else:
            self._timer.start()

    def _step(self) -> None:
        if self._work is None or not self._work():
            self._timer.stop()
