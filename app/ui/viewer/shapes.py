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
    elif shape in (Shape.FREEHAND, Shape.POLYGON) and places:
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

    Box, ellipse and freehand outline have the four corners around them, an arrow its two ends, a
    polygon its corners. A text has none: it is moved whole.
    """
    return tuple(camera.to_screen(place) for place in _handles(mark))


def _handles(mark: Mark) -> tuple[Point, ...]:
    if mark.shape in (Shape.ARROW, Shape.POLYGON):
        return mark.points
    if mark.shape is Shape.TEXT:
        return ()
    (x0, y0), (x1, y1) = _corners(mark)
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def _corners(mark: Mark) -> tuple[Point, Point]:
    """Two opposite corners around a mark, in the order in which they were drawn."""
    if mark.shape is Shape.FREEHAND:
        x, y, wide, high = mark.box
        return (x, y), (x + wide, y + high)
    first, second = mark.points
    return first, second


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
    if mark.shape in (Shape.ARROW, Shape.POLYGON):
        points = tuple((x, y) if n == handle else p for n, p in enumerate(mark.points))
        return dataclasses.replace(mark, points=points)
    (x0, y0), (x1, y1) = _corners(mark)
    # Corners run clockwise from the first point.
    left, right = (x, x1) if handle in (0, 3) else (x0, x)
    top, bottom = (y, y1) if handle in (0, 1) else (y0, y)
    if mark.shape is Shape.FREEHAND:
        return _stretched(mark, (left, top, right, bottom))
    return dataclasses.replace(mark, points=((left, top), (right, bottom)))


def _stretched(mark: Mark, box: tuple[float, float, float, float]) -> Mark:
    """An outline laid into another box (left, top, right, bottom), never thinner than a pixel."""
    x, y, wide, high = mark.box
    left, top, right, bottom = box
    if abs(right - left) < 1.0 or abs(bottom - top) < 1.0:
        return mark
    points = tuple(
        (
            left + (px - x) * (right - left) / (wide or 1.0),
            top + (py - y) * (bottom - top) / (high or 1.0),
        )
        for px, py in mark.points
    )
    return dataclasses.replace(mark, points=points)


def opposite(mark: Mark, handle: int) -> Point | None:
    """The corner that stays while a handle is dragged; None where none does."""
    if mark.shape is Shape.ARROW:
        return mark.points[1 - handle]
    if mark.shape in (Shape.POLYGON, Shape.TEXT):
        return None
    return _handles(mark)[(handle + 2) % 4]


def squared(shape: Shape, start: QPointF, place: QPointF, camera: Camera) -> QPointF:
    """Where a drag with Shift goes: as wide as high on screen, inside the image.

    An arrow runs along one of eight directions.
    """
    dx, dy = place.x() - start.x(), place.y() - start.y()
    image = camera.screen_box((0.0, 0.0, float(camera.columns), float(camera.rows)))
    if shape is Shape.ARROW:
        turn = round(math.atan2(dy, dx) / (math.pi / 4)) * (math.pi / 4)
        across, down = round(math.cos(turn)), round(math.sin(turn))
        length = max(abs(dx), abs(dy))
    else:
        across, down = (1 if dx >= 0 else -1), (1 if dy >= 0 else -1)
        length = max(abs(dx), abs(dy))
    room_x = {1: image.right() - start.x(), -1: start.x() - image.left()}.get(across, length)
    room_y = {1: image.bottom() - start.y(), -1: start.y() - image.top()}.get(down, length)
    length = max(0.0, min(length, room_x, room_y))
    return QPointF(start.x() + across * length, start.y() + down * length)


def is_drawn(shape: Shape, points: Sequence[Point], camera: Camera) -> bool:
    """Whether what was dragged is large enough to be meant: 4 pixels on screen."""
    if shape is Shape.TEXT:
        return len(points) == 1
    places = [camera.to_screen(point) for point in points]
    if len(places) < (3 if shape in (Shape.FREEHAND, Shape.POLYGON) else 2):
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
