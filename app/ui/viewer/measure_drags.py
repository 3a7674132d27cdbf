"""Measuring by drag: ruler, angle, region, profile. What is drawn lies on the stored pixels."""

from __future__ import annotations

import abc
import math

from PySide6.QtCore import QPointF, Qt

from app.domain.mark import Mark, Point, Shape
from app.ui.viewer.gestures import CLICK, Gesture, Stage, Tool
from app.ui.viewer.measure_paint import paint_measurement
from app.ui.viewer.measures import Angle, Area, Ground, Line, Measurement, Ruler
from app.ui.viewer.overlay import Overlay
from imaging.measuring import profile
from imaging.outline import Region, box_region, ellipse_region
from imaging.region import region_survey


class MeasureDrag(Gesture, abc.ABC):
    """A measurement while it is being drawn."""

    def __init__(self, stage: Stage, start: QPointF) -> None:
        super().__init__(stage, start)
        self.begun = self.stored(start)

    def stored(self, place: QPointF) -> Point:
        """The stored point under a place, inside the image."""
        return self.stage.camera.inside(self.stage.camera.to_stored(place))

    @property
    def is_click(self) -> bool:
        """Whether the pointer is where it began, however the picture has moved meanwhile."""
        away = self.stage.camera.to_screen(self.begun) - self.last
        return math.hypot(away.x(), away.y()) < CLICK

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return bool(self.held & Qt.KeyboardModifier.ShiftModifier)

    @abc.abstractmethod
    def measured(self) -> Measurement:
        """What is measured so far."""

    def paint(self, overlay: Overlay) -> None:
        """Show it with its figures."""
        paint_measurement(overlay, self.measured(), self.stage.ground, newest=True)


class RulerDrag(MeasureDrag):
    """A distance; with Shift level or upright on screen."""

    def measured(self) -> Measurement:
        """Return the distance."""
        end = self.last
        if self.shift:
            begin = self.stage.camera.to_screen(self.begun)
            away = end - begin
            level = abs(away.x()) >= abs(away.y())
            end = QPointF(end.x(), begin.y()) if level else QPointF(begin.x(), end.y())
        return Ruler(self.begun, self.stored(end))


class AngleDrag(MeasureDrag):
    """Three points: a drag lays the first arm and a click ends the second; or three clicks."""

    def __init__(self, stage: Stage, start: QPointF) -> None:
        super().__init__(stage, start)
        self._set = [self.begun]

    @property
    def finished(self) -> bool:
        """Whether all three points are set."""
        return len(self._set) == 3

    def end(self, place: QPointF) -> None:
        """Set the next point, unless the press was only the first one's click."""
        super().end(place)
        away = self.stage.camera.to_screen(self._set[-1]) - place
        if math.hypot(away.x(), away.y()) >= CLICK:
            self._set.append(self.stored(place))

    def measured(self) -> Measurement:
        """Return the angle, with the pointer for the points that are not set yet."""
        here = self.stored(self.last)
        first, corner, last = (*self._set, here, here)[:3]
        return Angle(first, corner, last)


class AreaDrag(MeasureDrag):
    """A box, with Shift an ellipse; what it holds takes too long to be told at every step."""

    def measured(self) -> Measurement:
        """Return the outline."""
        shape = Shape.ELLIPSE if self.shift else Shape.BOX
        return Area(shape, (self.begun, self.stored(self.last)), None)


class LineDrag(MeasureDrag):
    """A profile along a line."""

    width = 1

    def measured(self) -> Measurement:
        """Return the profile so far."""
        return line(self.begun, self.stored(self.last), self.stage.ground, self.width)


MEASURES: dict[Tool, type[MeasureDrag]] = {
    Tool.RULER: RulerDrag,
    Tool.ANGLE: AngleDrag,
    Tool.REGION: AreaDrag,
    Tool.PROFILE: LineDrag,
}


def measure_area(area: Area, ground: Ground) -> Area:
    """Measure a region; without its figures while there is only a preview. Touches no widget."""
    polygon = _polygon(area.shape, area.points)
    radiograph = ground.radiograph
    if radiograph is None or _size(polygon) < 1.0:
        return area
    return Area(area.shape, area.points, region_survey(radiograph, polygon, scale=ground.scale))


def area_of_mark(mark: Mark) -> Area | None:
    """Return what a mark surrounds; None for an arrow or a text, which surround nothing."""
    closed = len(_polygon(mark.shape, mark.points)) >= 3
    return Area(mark.shape, mark.points, None) if closed else None


def line(start: Point, end: Point, ground: Ground, width: int) -> Line:
    """Measure along a line; without its values while there is only a preview."""
    if ground.radiograph is None or start == end:
        return Line(start, end, None)
    found = profile(ground.radiograph, start, end, width_px=width, scale=ground.scale)
    return Line(start, end, found)


def _polygon(shape: Shape, points: tuple[Point, ...]) -> Region:
    if shape not in (Shape.BOX, Shape.ELLIPSE):
        return points if shape not in (Shape.ARROW, Shape.TEXT) else ()
    (x0, y0), (x1, y1) = points
    box = (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    return box_region(*box) if shape is Shape.BOX else ellipse_region(*box)


def _size(polygon: Region) -> float:
    """Area in stored pixels (the shoelace formula)."""
    turned = (*polygon[1:], polygon[0])
    crossed = (x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(polygon, turned, strict=True))
    return abs(sum(crossed)) / 2.0
