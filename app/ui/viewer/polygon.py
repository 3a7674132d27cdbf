"""Drawing a polygon corner by corner: the button goes up at each, and once more to close it."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF

from app.domain.mark import Point, Shape
from app.ui import tokens
from app.ui.viewer.gestures import CLICK, Gesture, Stage
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.shapes import HANDLE, is_drawn, outline


class DrawPolygon(Gesture):
    """A click sets a corner. A click on the first or the last corner closes the polygon.

    A double click sets the last corner and closes; so does Enter twice at the keyboard's cross.
    """

    def __init__(self, stage: Stage, start: QPointF) -> None:
        super().__init__(stage, start)
        camera = stage.camera
        self._corners: list[Point] = [camera.inside(camera.to_stored(start))]
        self._closed = False

    @property
    def finished(self) -> bool:
        """Whether the polygon is closed, or nothing is left of it."""
        return self._closed

    def end(self, place: QPointF) -> None:
        """Set a corner, or close."""
        self.move(place)
        enough = len(self._corners) >= 3
        if self._corners and self._is_at(place, self._corners[-1]):
            if enough:
                self.close()
        elif enough and self._is_at(place, self._corners[0], reach=HANDLE):
            self.close()
        else:
            camera = self.stage.camera
            self._corners.append(camera.inside(camera.to_stored(place)))

    def close(self) -> bool:
        """Report the polygon; False while it has fewer than three corners."""
        corners = tuple(self._corners)
        if len(corners) < 3:
            return False
        self._closed = True
        if is_drawn(Shape.POLYGON, corners, self.stage.camera):
            self.stage.book.add(Shape.POLYGON, corners)
        return True

    def take_back(self) -> bool:
        """Take the last corner off; False when none is left, and the polygon is given up."""
        if self._corners:
            self._corners.pop()
        self._closed = not self._corners
        return not self._closed

    def paint(self, overlay: Overlay) -> None:
        """Draw the sides so far, the next one to the pointer, and the corner that closes it."""
        camera = self.stage.camera
        if not self._corners:
            return
        path = outline(Shape.ARROW, (), camera)
        path.moveTo(camera.to_screen(self._corners[0]))
        for corner in self._corners[1:]:
            path.lineTo(camera.to_screen(corner))
        path.lineTo(self.last)
        overlay.stroke(path, tokens.colour("mark"), chosen=True)
        overlay.dot(camera.to_screen(self._corners[0]))

    def _is_at(self, place: QPointF, corner: Point, *, reach: float = CLICK) -> bool:
        there = self.stage.camera.to_screen(corner)
        return math.hypot(there.x() - place.x(), there.y() - place.y()) <= reach
