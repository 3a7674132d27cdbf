"""Where the objects stand in their pictures, told to the review so that it names places on them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.desk import Desk
from app.ui.viewer.scan_view import ScanView
from app.ui.wiring import Key
from imaging.standing import Frame


class Standing(QObject):
    """Finds the object once a picture is whole, and again when its doors are said.

    Parameters
    ----------
    view
        The picture.
    desk
        Who takes it down; the search runs in the threads for images.
    """

    def __init__(self, view: ScanView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        view.painted_whole.connect(self._find)
        view.doors_said.connect(self._find)

    def _find(self, key: Key) -> None:
        doors = self._view.doors

        def told(frame: Frame | None) -> None:
            if frame is not None:
                self._desk.review.stands(key, frame, doors)

        self._desk.jobs.read(self._view.find_frame(key), told)
