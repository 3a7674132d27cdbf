"""Where the window stands over the image, and how stored pixels and the window map."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPointF, QRectF

from app.domain.mark import Point
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
        Stored coordinates of the middle of the window.
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

    @property
    def scale_y(self) -> float:
        """Logical pixels per stored row."""
        return self.zoom * self.aspect

    @property
    def fit_zoom(self) -> float:
        """Zoom at which the whole image is just inside the window."""
        return min(self.width / self.columns, self.height / (self.rows * self.aspect))

    @property
    def fill_zoom(self) -> float:
        """Zoom at which the image just leaves none of the window empty."""
        return max(self.width / self.columns, self.height / (self.rows * self.aspect))

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

    def bounded(self) -> Camera:
        """Stay at or above fit and keep the image in the window."""
        zoom = min(max(self.zoom, self.fit_zoom), MOST_DEVICE_PIXELS / self.ratio)
        zoom = max(zoom, self.fit_zoom)
        half_x = self.width / zoom / 2
        half_y = self.height / (zoom * self.aspect) / 2
        return dataclasses.replace(
            self,
            zoom=zoom,
            x=_between(self.x, half_x, self.columns),
            y=_between(self.y, half_y, self.rows),
        )

    def zoomed(self, factor: float, at: QPointF | None = None) -> Camera:
        """Zoom and keep the stored point under `at` (window coordinates) where it is."""
        place = at or QPointF(self.width / 2, self.height / 2)
        before = self.to_stored(place)
        target = min(max(self.zoom * factor, self.fit_zoom), MOST_DEVICE_PIXELS / self.ratio)
        nearer = dataclasses.replace(self, zoom=target)
        after = nearer.to_stored(place)
        moved = dataclasses.replace(
            nearer, x=self.x + before[0] - after[0], y=self.y + before[1] - after[1]
        )
        return moved.bounded()

    def panned(self, dx: float, dy: float) -> Camera:
        """Move the image by (dx, dy) logical pixels."""
        moved = dataclasses.replace(self, x=self.x - dx / self.zoom, y=self.y - dy / self.scale_y)
        return moved.bounded()

    def centred_on(self, box: tuple[float, float, float, float]) -> Camera:
        """Put the middle of a stored box (x, y, width, height) into the middle of the window.

        The zoom rises so that the box takes at least a quarter of the window, and falls so that
        it is all inside.
        """
        x, y, wide, high = box
        room = min(self.width / max(wide, 1.0), self.height / max(high, 1.0) / self.aspect)
        zoom = min(max(self.zoom, room * 0.25), room * 0.8)
        placed = dataclasses.replace(self, x=x + wide / 2, y=y + high / 2, zoom=zoom)
        return placed.bounded()

    def sized(self, width: float, height: float, ratio: float) -> Camera:
        """Stand over the same point in a window of another size."""
        was_fitted = abs(self.zoom - self.fit_zoom) < 1e-9
        was_filled = abs(self.zoom - self.fill_zoom) < 1e-9
        other = dataclasses.replace(self, width=width, height=height, ratio=ratio)
        if was_fitted:
            return other.fitted()
        if was_filled:
            other = dataclasses.replace(other, zoom=other.fill_zoom)
        return other.bounded()

    def to_screen(self, point: Point) -> QPointF:
        """Window coordinates of a stored point."""
        return QPointF(
            (point[0] - self.x) * self.zoom + self.width / 2,
            (point[1] - self.y) * self.scale_y + self.height / 2,
        )

    def to_stored(self, place: QPointF) -> Point:
        """Stored coordinates of a place in the window; they may lie outside the image."""
        return (
            (place.x() - self.width / 2) / self.zoom + self.x,
            (place.y() - self.height / 2) / self.scale_y + self.y,
        )

    def inside(self, point: Point) -> Point:
        """The stored point drawn into the image."""
        return min(max(point[0], 0.0), float(self.columns)), min(
            max(point[1], 0.0), float(self.rows)
        )

    def screen_box(self, box: tuple[float, float, float, float]) -> QRectF:
        """Window rectangle of a stored box (x, y, width, height)."""
        x, y, wide, high = box
        return QRectF(self.to_screen((x, y)), self.to_screen((x + wide, y + high)))

    @property
    def visible(self) -> tuple[float, float, float, float]:
        """Stored rectangle (x, y, width, height) that the window shows, inside the image."""
        left, top = self.inside(self.to_stored(QPointF(0, 0)))
        right, bottom = self.inside(self.to_stored(QPointF(self.width, self.height)))
        return left, top, right - left, bottom - top

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
        )


def _between(middle: float, half: float, size: float) -> float:
    """Keep the window inside, or the image in the middle of a window that is larger."""
    if 2 * half >= size:
        return size / 2
    return min(max(middle, half), size - half)
