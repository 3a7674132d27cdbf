"""Where the window stands over the image, and how stored pixels and the window map."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from app.domain.mark import Point
from app.ui.viewer.orientation import UPRIGHT, Orientation
from imaging.display import View

MOST_DEVICE_PIXELS = 24.0
"""Device pixels per stored pixel at the largest zoom."""
READABLE = 0.5
"""Device pixels per stored pixel from which a place counts as looked at."""
LONG = 4.0
"""A view this many times as long as the window is shown whole at first."""


@dataclasses.dataclass(frozen=True, slots=True)
class Camera:
    """A position over one view.

    Attributes
    ----------
    columns, rows
        Size of the stored image.
    width, height
        Size of the window in logical pixels.
    ratio
        Device pixels per logical pixel.
    aspect
        Height of a stored pixel over its width.
    zoom
        Logical pixels per stored column.
    x, y
        Stored coordinates of the middle of the window, or of what is free of it.
    orientation
        Which way round the picture lies.
    least
        A zoom below fit that is allowed, where another picture beside this one leads.
    covered
        Logical pixels along the upper and the lower edge of the window that something lies over.
        The picture is fitted into the rest and moved there; ``x, y`` is the middle of the rest.
    """

    columns: int
    rows: int
    width: float
    height: float
    ratio: float = 1.0
    aspect: float = 1.0
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    orientation: Orientation = UPRIGHT
    least: float | None = None
    covered: tuple[float, float] = (0.0, 0.0)

    @property
    def scale_y(self) -> float:
        """Logical pixels per stored row."""
        return self.zoom * self.aspect

    @property
    def _room(self) -> tuple[float, float]:
        """Size of the free window along stored columns and along stored rows."""
        high = max(1.0, self.height - sum(self.covered))
        return (high, self.width) if self.orientation.sideways else (self.width, high)

    @property
    def middle(self) -> QPointF:
        """Middle of what is free of the window."""
        top, bottom = self.covered
        return QPointF(self.width / 2, (self.height + top - bottom) / 2)

    @property
    def _zooms(self) -> tuple[float, float]:
        """Zooms at which the image is just as long, and just as high, as the window."""
        along, aside = self._room
        return along / self.columns, aside / (self.rows * self.aspect)

    @property
    def fit_zoom(self) -> float:
        """Zoom at which the whole image is just inside the window."""
        return min(self._zooms)

    @property
    def fill_zoom(self) -> float:
        """Zoom at which the image just leaves none of the window empty."""
        return max(self._zooms)

    @property
    def height_zoom(self) -> float:
        """Zoom at which the image is just as high as the window."""
        return self._zooms[0 if self.orientation.sideways else 1]

    @property
    def native_zoom(self) -> float:
        """Zoom at which each stored pixel has a device pixel of its own."""
        return 1.0 / (self.ratio * min(1.0, self.aspect))

    @property
    def readable_zoom(self) -> float:
        """Zoom from which what is in the window counts as looked at; never below fit."""
        return max(self.fit_zoom, min(self.fill_zoom, READABLE * self.native_zoom))

    def fitted(self) -> Camera:
        """Show the whole image."""
        middle = dataclasses.replace(self, x=self.columns / 2, y=self.rows / 2)
        return dataclasses.replace(middle, zoom=self.fit_zoom)

    def opened(self) -> Camera:
        """Stand as at the first look: edge to edge from the front, or whole when very long."""
        if self.fill_zoom / self.fit_zoom > LONG:
            return self.fitted()
        filled = dataclasses.replace(self, zoom=self.fill_zoom, x=0.0, y=self.rows / 2)
        return filled.bounded()

    def height_fitted(self) -> Camera:
        """Show the image as high as the window, over the same place."""
        return dataclasses.replace(self, zoom=self.height_zoom).bounded()

    def laid(self, orientation: Orientation) -> Camera:
        """Lay the picture another way round, over the same place.

        What was shown whole, or edge to edge, is so afterwards.
        """
        other = dataclasses.replace(self, orientation=orientation)
        if self.is_fitted:
            return other.fitted()
        if self.is_filled:
            other = dataclasses.replace(other, zoom=other.fill_zoom)
        return other.bounded()

    @property
    def is_fitted(self) -> bool:
        """Whether the whole image is just inside the window."""
        return abs(self.zoom - self.fit_zoom) < 1e-9

    @property
    def is_filled(self) -> bool:
        """Whether the image just leaves none of the window empty."""
        return abs(self.zoom - self.fill_zoom) < 1e-9

    def bounded(self) -> Camera:
        """Stay at or above fit and keep the image in the window."""
        zoom = self._limited(self.zoom)
        along, aside = self._room
        half_x = along / zoom / 2
        half_y = aside / (zoom * self.aspect) / 2
        return dataclasses.replace(
            self,
            zoom=zoom,
            x=_between(self.x, half_x, self.columns),
            y=_between(self.y, half_y, self.rows),
        )

    def grown(self, columns: int) -> Camera:
        """Stand over the view after more columns have come.

        Nothing moves, unless the last column was in sight: then the last one is again, so that
        whoever watches the end sees what comes.
        """
        x, _, wide, _ = self.visible
        at_end = x + wide >= self.columns - 0.5
        longer = dataclasses.replace(self, columns=columns)
        return dataclasses.replace(longer, x=float(columns) if at_end else self.x).bounded()

    def _limited(self, zoom: float) -> float:
        """The nearest zoom that is allowed: fit, or larger up to the largest."""
        floor = self.fit_zoom if self.least is None else min(self.fit_zoom, self.least)
        return max(min(zoom, MOST_DEVICE_PIXELS / self.ratio), floor)

    def zoomed(self, factor: float, at: QPointF | None = None) -> Camera:
        """Zoom and keep the stored point under `at` (window coordinates) where it is."""
        # The corner (0, 0) is false to Python, so None is asked for by name.
        place = self.middle if at is None else at
        before = self.to_stored(place)
        nearer = dataclasses.replace(self, zoom=self._limited(self.zoom * factor))
        after = nearer.to_stored(place)
        moved = dataclasses.replace(
            nearer, x=self.x + before[0] - after[0], y=self.y + before[1] - after[1]
        )
        return moved.bounded()

    def panned(self, dx: float, dy: float) -> Camera:
        """Move the image by (dx, dy) logical pixels."""
        x, y = self.stored_step(dx, dy)
        return dataclasses.replace(self, x=self.x - x, y=self.y - y).bounded()

    def centred_on(self, box: tuple[float, float, float, float]) -> Camera:
        """Put the middle of a stored box (x, y, width, height) into the middle of the window.

        The zoom rises so that the box takes at least a quarter of the window, and falls so that
        it is all inside.
        """
        x, y, wide, high = box
        along, aside = self._room
        room = min(along / max(wide, 1.0), aside / max(high, 1.0) / self.aspect)
        zoom = min(max(self.zoom, room * 0.25), room * 0.8)
        placed = dataclasses.replace(self, x=x + wide / 2, y=y + high / 2, zoom=zoom)
        return placed.bounded()

    def sized(self, width: float, height: float, ratio: float) -> Camera:
        """Stand over the same point in a window of another size."""
        other = dataclasses.replace(self, width=width, height=height, ratio=ratio)
        if self.is_fitted:
            return other.fitted()
        if self.is_filled:
            other = dataclasses.replace(other, zoom=other.fill_zoom)
        return other.bounded()

    def beside(self, covered: tuple[float, float]) -> Camera:
        """Have other edges covered: what was shown whole is shown whole beside them.

        Everything else stays where it is.
        """
        other = dataclasses.replace(self, covered=covered)
        if self.is_fitted:
            return other.fitted()
        x, y = self.to_stored(other.middle)
        return dataclasses.replace(other, x=x, y=y)

    def within(self, part: QRectF) -> Camera:
        """See no more than a part of the window, at the same zoom."""
        x, y = self.to_stored(part.center())
        bare = dataclasses.replace(self, x=x, y=y, covered=(0.0, 0.0))
        return dataclasses.replace(bare, width=part.width(), height=part.height())

    def to_screen(self, point: Point) -> QPointF:
        """Window coordinates of a stored point."""
        x, y = self.orientation.to_screen(
            (point[0] - self.x) * self.zoom, (point[1] - self.y) * self.scale_y
        )
        return QPointF(x, y) + self.middle

    def to_stored(self, place: QPointF) -> Point:
        """Stored coordinates of a place in the window; they may lie outside the image."""
        away = place - self.middle
        x, y = self.stored_step(away.x(), away.y())
        return x + self.x, y + self.y

    def stored_step(self, dx: float, dy: float) -> Point:
        """Stored pixels along both axes that a step of (dx, dy) logical pixels covers."""
        x, y = self.orientation.to_stored(dx, dy)
        return x / self.zoom, y / self.scale_y

    @property
    def transform(self) -> QTransform:
        """Stored coordinates to window coordinates, for painting what lies along the pixels."""
        corner = self.to_screen((0.0, 0.0))
        along = self.to_screen((1.0, 0.0)) - corner
        aside = self.to_screen((0.0, 1.0)) - corner
        return QTransform(along.x(), along.y(), aside.x(), aside.y(), corner.x(), corner.y())

    def inside(self, point: Point) -> Point:
        """The stored point drawn into the image."""
        return min(max(point[0], 0.0), float(self.columns)), min(
            max(point[1], 0.0), float(self.rows)
        )

    def screen_box(self, box: tuple[float, float, float, float]) -> QRectF:
        """Window rectangle of a stored box (x, y, width, height)."""
        x, y, wide, high = box
        if self.orientation == UPRIGHT:
            # The same in a third of the time: a frame asks this for everything that lies over it.
            middle, scale_y = self.middle, self.scale_y
            left = (x - self.x) * self.zoom + middle.x()
            top = (y - self.y) * scale_y + middle.y()
            return QRectF(left, top, wide * self.zoom, high * scale_y)
        return QRectF(self.to_screen((x, y)), self.to_screen((x + wide, y + high))).normalized()

    @property
    def visible(self) -> tuple[float, float, float, float]:
        """Stored rectangle (x, y, width, height) that the window shows, inside the image."""
        one = self.inside(self.to_stored(QPointF(0, 0)))
        other = self.inside(self.to_stored(QPointF(self.width, self.height)))
        x, y = min(one[0], other[0]), min(one[1], other[1])
        return x, y, abs(other[0] - one[0]), abs(other[1] - one[1])

    @property
    def view(self) -> View:
        """The same as the renderer wants it, in device pixels."""
        x, y = self.to_stored(QPointF(0, 0))
        return View(
            x,
            y,
            self.zoom * self.ratio,
            self.scale_y * self.ratio,
            max(1, round(self.width * self.ratio)),
            max(1, round(self.height * self.ratio)),
            mirror_x=self.orientation.mirrored,
            turns=self.orientation.quarters,
        )


def _between(middle: float, half: float, size: float) -> float:
    """Keep the window inside, or the image in the middle of a window that is larger."""
    if 2 * half >= size:
        return size / 2
    return min(max(middle, half), size - half)
