"""Painting measurements over the picture: white on halo, figures beside what is meant."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from app.ui import tokens
from app.ui.viewer.cards import paint_lines, paint_rows
from app.ui.viewer.measures import Angle, Area, Ground, Line, Measurement, Ruler
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.region_words import mass_words, region_rows

_TICK = 6.0
_ARC = 22.0


def paint_measurement(
    overlay: Overlay, measurement: Measurement, ground: Ground, *, newest: bool
) -> None:
    """Paint one measurement; only the newest region has its whole card."""
    if isinstance(measurement, Ruler):
        _ruler(overlay, measurement, ground, newest=newest)
    elif isinstance(measurement, Angle):
        _angle(overlay, measurement, ground)
    elif isinstance(measurement, Area):
        _area(overlay, measurement, ground, newest=newest)
    else:
        _line(overlay, measurement)


def measured_box(overlay: Overlay, measurement: Measurement) -> QRectF:
    """Box around a measurement, in the window."""
    points = measurement.outline()[1]
    xs, ys = zip(*points, strict=True)
    box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return overlay.camera.screen_box(box).adjusted(-4, -4, 4, 4)


def _ruler(overlay: Overlay, ruler: Ruler, ground: Ground, *, newest: bool) -> None:
    start, end = overlay.camera.to_screen(ruler.start), overlay.camera.to_screen(ruler.end)
    path = _segment(start, end)
    _tick(path, start, end)
    _tick(path, end, start)
    overlay.stroke(path, tokens.colour("mark"), chosen=False, solid=True)
    lines = ruler.lines(ground)
    about = measured_box(overlay, ruler)
    if about.width() > 0.7 * overlay.window.width() or about.height() > overlay.window.height() / 2:
        # Beside its end: the box of a long slanting line is most of the picture.
        about = QRectF(end.x() - 8, end.y() - 8, 16, 16)
    paint_lines(overlay, lines if newest else lines[:1], about)


def _angle(overlay: Overlay, angle: Angle, ground: Ground) -> None:
    camera = overlay.camera
    first, corner, last = (camera.to_screen(p) for p in (angle.first, angle.corner, angle.last))
    path = _segment(first, corner)
    path.lineTo(last)
    arc = QRectF(corner.x() - _ARC, corner.y() - _ARC, 2 * _ARC, 2 * _ARC)
    if angle.corner not in (angle.first, angle.last):
        start, sweep = _sweep(first - corner, last - corner)
        path.arcMoveTo(arc, start)
        path.arcTo(arc, start, sweep)
    overlay.stroke(path, tokens.colour("mark"), chosen=False, solid=True)
    about = QRectF(corner.x() - _ARC, corner.y() - _ARC, 2 * _ARC, 2 * _ARC)
    paint_lines(overlay, angle.lines(ground), about)


def _sweep(first: QPointF, last: QPointF) -> tuple[float, float]:
    """Start and sweep of the arc in Qt's degrees, anticlockwise from the right, the short way."""
    zero = QPointF(0, 0)
    begin, end = QLineF(zero, first).angle(), QLineF(zero, last).angle()
    return begin, (end - begin + 180.0) % 360.0 - 180.0


def _area(overlay: Overlay, area: Area, ground: Ground, *, newest: bool) -> None:
    overlay.shape(area.shape, area.points, chosen=False)
    if area.survey is None and ground.radiograph is not None:
        return
    about = measured_box(overlay, area)
    if not about.intersects(overlay.window):
        return
    if newest:
        paint_rows(overlay, region_rows(area, ground), about)
    elif area.survey is not None:
        paint_lines(overlay, (mass_words(area.survey.mass),), about)


def _line(overlay: Overlay, line: Line) -> None:
    """The line alone; its values stand in the inset."""
    start, end = overlay.camera.to_screen(line.start), overlay.camera.to_screen(line.end)
    path = _segment(start, end)
    _tick(path, start, end)
    _tick(path, end, start)
    overlay.stroke(path, tokens.colour("mark"), chosen=False, solid=True)


def _segment(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    path.lineTo(end)
    return path


def _tick(path: QPainterPath, at: QPointF, other: QPointF) -> None:
    """A short stroke across the end of a line."""
    if at == other:
        return
    across = QLineF(at, other).normalVector()
    across.setLength(_TICK)
    half = QPointF(across.dx(), across.dy())
    path.moveTo(at - half)
    path.lineTo(at + half)
