"""What a drag of the pointer does, one small object for each kind."""

from __future__ import annotations

import dataclasses
import enum
import math
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from app.domain.mark import Mark, Point, Shape
from app.ui import tokens
from app.ui.viewer.camera import Camera
from app.ui.viewer.mark_book import MarkBook
from app.ui.viewer.measures import Ground
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.shapes import is_drawn, moved, opposite, resized, simplified, squared
from imaging.display import DisplaySettings

CLICK = 4.0
"""A press that moves less than this many pixels is a click."""
WINDOW_PER_PIXEL = 1.0 / 400.0
"""How much of the brightness scale one pixel of a level drag is."""


class Tool(enum.StrEnum):
    """What the left button does."""

    PAN = "pan"
    ZOOM = "zoom"
    LEVEL = "level"
    BOX = "box"
    ELLIPSE = "ellipse"
    POLYGON = "polygon"
    FREEHAND = "freehand"
    ARROW = "arrow"
    TEXT = "text"
    RULER = "ruler"
    ANGLE = "angle"
    REGION = "region"
    PROFILE = "profile"
    LOUPE = "loupe"


DRAWS = {
    Tool.BOX: Shape.BOX,
    Tool.ELLIPSE: Shape.ELLIPSE,
    Tool.POLYGON: Shape.POLYGON,
    Tool.FREEHAND: Shape.FREEHAND,
    Tool.ARROW: Shape.ARROW,
    Tool.TEXT: Shape.TEXT,
}


class Stage(Protocol):
    """What a gesture may see and do of the picture."""

    @property
    def camera(self) -> Camera:
        """Where the window stands."""

    @property
    def book(self) -> MarkBook:
        """The officer's marks."""

    @property
    def ground(self) -> Ground:
        """What a measurement stands on."""

    def look(self, camera: Camera) -> None:
        """Move the window over the image."""

    def display(self) -> DisplaySettings:
        """How the pixels look now."""

    def set_display(self, settings: DisplaySettings) -> None:
        """Let the pixels look otherwise."""


class Gesture:
    """A drag that does nothing; the others say what they change."""

    def __init__(self, stage: Stage, start: QPointF) -> None:
        self.stage = stage
        self.start = start
        self.last = start
        self.held = Qt.KeyboardModifier.NoModifier
        """Keys that are held with the button."""

    def move(self, place: QPointF) -> None:
        """The pointer is at `place` now."""
        self.last = place

    def end(self, place: QPointF) -> None:
        """The button went up at `place`."""
        self.move(place)

    def cancel(self) -> None:
        """Leave everything as it was before the drag."""

    def paint(self, overlay: Overlay) -> None:
        """Show what the drag has made so far."""

    @property
    def finished(self) -> bool:
        """Whether the button going up has ended it; an angle waits for its second arm."""
        return True

    @property
    def is_click(self) -> bool:
        """Whether the pointer has hardly moved."""
        away = self.last - self.start
        return math.hypot(away.x(), away.y()) < CLICK


class Pan(Gesture):
    """Moves the image with the pointer."""

    def __init__(self, stage: Stage, start: QPointF) -> None:
        super().__init__(stage, start)
        self._before = stage.camera

    def move(self, place: QPointF) -> None:
        """Follow the pointer from where the drag began, so that nothing drifts."""
        away = place - self.start
        self.stage.look(self._before.panned(away.x(), away.y()))
        super().move(place)

    def cancel(self) -> None:
        """Go back."""
        self.stage.look(self._before)


class Level(Gesture):
    """Lays the window: to the right wider, up brighter."""

    def __init__(self, stage: Stage, start: QPointF) -> None:
        super().__init__(stage, start)
        self._before = stage.display()

    def move(self, place: QPointF) -> None:
        """Set the window from where the drag began."""
        away = place - self.start
        was = self._before
        self.stage.set_display(
            was.windowed(
                centre=was.centre + away.y() * WINDOW_PER_PIXEL,
                width=was.width * math.exp(away.x() * WINDOW_PER_PIXEL * 2),
            )
        )
        super().move(place)

    def cancel(self) -> None:
        """Take the window back."""
        self.stage.set_display(self._before)


class ZoomInto(Gesture):
    """Zooms into the dragged box; a click zooms in one step."""

    def end(self, place: QPointF) -> None:
        """Look at the box."""
        super().end(place)
        camera = self.stage.camera
        if self.is_click:
            self.stage.look(camera.zoomed(1.5, place))
            return
        box = QRectF(self.start, place).normalized()
        room = min(camera.width / max(box.width(), 8.0), camera.height / max(box.height(), 8.0))
        x, y = camera.to_stored(box.center())
        nearer = dataclasses.replace(camera, x=x, y=y, zoom=camera.zoom * room)
        self.stage.look(nearer.bounded())

    def paint(self, overlay: Overlay) -> None:
        """Outline the box."""
        path = QPainterPath()
        path.addRect(QRectF(self.start, self.last).normalized())
        overlay.stroke(path, tokens.colour("mark"), chosen=False)


class Draw(Gesture):
    """Draws a new mark."""

    def __init__(self, stage: Stage, start: QPointF, shape: Shape) -> None:
        super().__init__(stage, start)
        self._shape = shape
        self._line: list[Point] = [self._point(start)]

    def _point(self, place: QPointF) -> Point:
        camera = self.stage.camera
        return camera.inside(camera.to_stored(place))

    @property
    def points(self) -> tuple[Point, ...]:
        """The mark so far, in stored pixels."""
        if self._shape is Shape.FREEHAND:
            return tuple(self._line)
        if self._shape is Shape.TEXT:
            return (self._point(self.last),)
        return (self._line[0], self._point(self._squared(self.last)))

    def _squared(self, place: QPointF) -> QPointF:
        """Where the drag goes: with Shift a box is a square, an ellipse a circle."""
        if not self.held & Qt.KeyboardModifier.ShiftModifier:
            return place
        camera = self.stage.camera
        return squared(self._shape, camera.to_screen(self._line[0]), place, camera)

    def move(self, place: QPointF) -> None:
        """Draw on."""
        super().move(place)
        if self._shape is Shape.FREEHAND and self._point(place) != self._line[-1]:
            self._line.append(self._point(place))

    def end(self, place: QPointF) -> None:
        """Report the mark, unless it is too small to be meant."""
        super().end(place)
        camera = self.stage.camera
        points = self.points
        if self._shape is Shape.FREEHAND:
            points = simplified(points, 1.0 / camera.zoom)
        if is_drawn(self._shape, points, camera):
            self.stage.book.add(self._shape, points)

    def paint(self, overlay: Overlay) -> None:
        """Outline the mark so far."""
        if self._shape is not Shape.TEXT:
            overlay.shape(self._shape, self.points, chosen=True)


class Reshape(Gesture):
    """Moves a mark, or one of its handles."""

    def __init__(self, stage: Stage, start: QPointF, mark: Mark, handle: int | None) -> None:
        super().__init__(stage, start)
        self._before = mark
        self._handle = handle

    def _shaped(self, place: QPointF) -> Mark:
        camera = self.stage.camera
        if self._handle is not None:
            to = camera.to_stored(self._squared(place, self._handle))
            return resized(self._before, self._handle, to, camera)
        to = camera.to_stored(place)
        x, y = camera.to_stored(self.start)
        return moved(self._before, to[0] - x, to[1] - y, camera)

    def _squared(self, place: QPointF, handle: int) -> QPointF:
        """Where a handle goes: with Shift as wide as high from the corner that stays."""
        stays = opposite(self._before, handle)
        if stays is None or not self.held & Qt.KeyboardModifier.ShiftModifier:
            return place
        camera = self.stage.camera
        return squared(self._before.shape, camera.to_screen(stays), place, camera)

    def move(self, place: QPointF) -> None:
        """Show the mark where it is being taken."""
        super().move(place)
        if not self.is_click:
            self.stage.book.show(self._shaped(place))

    def end(self, place: QPointF) -> None:
        """Report where the mark is now."""
        super().end(place)
        if not self.is_click:
            self.stage.book.change(self._before, self._shaped(place))

    def cancel(self) -> None:
        """Put the mark back."""
        self.stage.book.show(self._before)
