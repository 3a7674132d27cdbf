"""Geometry of marks: outlines on screen, handles, hits, and moving them about."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from app.domain.mark import Mark, Point, Shape
from app.ui.viewer.camera import Camera

HANDLE = 10.0
"""Side of a handle in logical pixels; it is caught a little outside as well."""
REACH = 6.0
"""How far beside an outline a press still catches it."""
_ARROW_HEAD = 16.0


def outline(shape: Shape, points: Sequence[Point], camera: Camera) -> QPainterPath:
    """Path of a mark in window coordinates; a text has none but its place."""
    places = [camera.to_screen(point) for point in points]
    path = QPainterPath()
    if shape is Shape.BOX and len(places) == 2:
        path.addRect(QRectF(places[0], places[1]).normalized())
    elif shape is Shape.ELLIPSE and len(places) == 2:
        path.addEllipse(QRectF(places[0], places[1]).normalized())
    elif shape is Shape.ARROW and len(places) == 2:
        _add_arrow(path, places[0], places[1])
    elif shape is Shape.FREEHAND and places:
        path.moveTo(places[0])
        for place in places[1:]:
            path.lineTo(place)
        if len(places) > 2:
            path.closeSubpath()
    return path


def _add_arrow(path: QPainterPath, tail: QPointF, head: QPointF) -> None:
    path.moveTo(tail)
    path.lineTo(head)
    angle = math.atan2(head.y() - tail.y(), head.x() - tail.x())
    for side in (math.pi - 0.45, math.pi + 0.45):
        path.moveTo(head)
        path.lineTo(
            head.x() + _ARROW_HEAD * math.cos(angle + side),
            head.y() + _ARROW_HEAD * math.sin(angle + side),
        )


def handle_places(mark: Mark, camera: Camera) -> tuple[QPointF, ...]:
    """Where the handles of a selected mark stand.

    Box and ellipse have four corners, an arrow its two ends, a freehand outline and a text none:
    they are moved whole.
    """
    if mark.shape in (Shape.BOX, Shape.ELLIPSE):
        (x0, y0), (x1, y1) = mark.points
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        return tuple(camera.to_screen(corner) for corner in corners)
    if mark.shape is Shape.ARROW:
        return tuple(camera.to_screen(point) for point in mark.points)
    return ()


def handle_at(mark: Mark, camera: Camera, place: QPointF) -> int | None:
    """Number of the handle under `place`."""
    for number, spot in enumerate(handle_places(mark, camera)):
        if math.hypot(spot.x() - place.x(), spot.y() - place.y()) <= HANDLE:
            return number
    return None


def hits(mark: Mark, camera: Camera, place: QPointF) -> bool:
    """Whether `place` lies on the outline of the mark."""
    path = outline(mark.shape, mark.points, camera)
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * REACH)
    return stroker.createStroke(path).contains(place)


def moved(mark: Mark, dx: float, dy: float, camera: Camera) -> Mark:
    """The mark moved by stored (dx, dy), kept inside the image."""
    x, y, wide, high = mark.box
    dx = min(max(dx, -x), camera.columns - x - wide)
    dy = min(max(dy, -y), camera.rows - y - high)
    points = tuple((px + dx, py + dy) for px, py in mark.points)
    return dataclasses.replace(mark, points=points)


def resized(mark: Mark, handle: int, to: Point, camera: Camera) -> Mark:
    """The mark with one handle taken to a stored point."""
    x, y = camera.inside(to)
    if mark.shape is Shape.ARROW:
        points = tuple((x, y) if n == handle else p for n, p in enumerate(mark.points))
        return dataclasses.replace(mark, points=points)
    (x0, y0), (x1, y1) = mark.points
    # Corners run clockwise from the first point.
    left, right = (x, x1) if handle in (0, 3) else (x0, x)
    top, bottom = (y, y1) if handle in (0, 1) else (y0, y)
    return dataclasses.replace(mark, points=((left, top), (right, bottom)))


def is_drawn(shape: Shape, points: Sequence[Point], camera: Camera) -> bool:
    """Whether what was dragged is large enough to be meant: 4 pixels on screen."""
    if shape is Shape.TEXT:
        return len(points) == 1
    places = [camera.to_screen(point) for point in points]
    if len(places) < (3 if shape is Shape.FREEHAND else 2):
        return False
    xs, ys = [p.x() for p in places], [p.y() for p in places]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if shape is Shape.ARROW:
        return math.hypot(wide, high) >= 8
    return wide >= 4 and high >= 4


def simplified(points: Sequence[Point], tolerance: float) -> tuple[Point, ...]:
    """Drop points of a hand-drawn line that lie within `tolerance` of the line without them."""
    if len(points) < 4:
        return tuple(points)
    start, end = points[0], points[-1]
    farthest, distance = 0, -1.0
    for number in range(1, len(points) - 1):
        away = _away(points[number], start, end)
        if away > distance:
            farthest, distance = number, away
    if distance <= tolerance:
        return (start, points[farthest], end)
    left = simplified(points[: farthest + 1], tolerance)
    right = simplified(points[farthest:], tolerance)
    return left[:-1] + right


def _away(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length == 0.0:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length
