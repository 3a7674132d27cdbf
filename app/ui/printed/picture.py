"""One view on paper: as the officer saw it, with the places, their numbers and a scale bar."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from app.domain.decision import Region
from app.ui import tokens
from app.ui.printed.text import Lines, font, pt
from app.ui.qimage import packed_image
from app.ui.viewer.palettes import palette
from imaging.display import DisplaySettings, View
from imaging.display_state import from_state
from imaging.pyramid import Pyramid
from imaging.radiograph import Radiograph
from imaging.renderer import Renderer

_PIXELS = 1600
"""Columns that a strip of a picture is printed with: some 210 dpi."""
_LONGEST = 5.0
"""Times as wide as high that a strip may be; a longer picture goes on below, as a text does."""
_MOST_STRIPS = 5
_BAR_POINTS = 110.0
_TAG = 7.5


@dataclasses.dataclass(frozen=True, slots=True)
class Strip:
    """A part of a picture from one stored column to another, ready to be painted."""

    image: QImage
    first: float
    last: float


@dataclasses.dataclass(frozen=True, slots=True)
class Printed:
    """A whole view, in one strip or several.

    Attributes
    ----------
    shape
        (rows, columns) as stored.
    pitch
        (vertical, horizontal) millimetres of a stored pixel; None without a scale.
    """

    strips: tuple[Strip, ...]
    shape: tuple[int, int]
    pitch: tuple[float, float] | None

    @property
    def shares(self) -> float:
        """How high a strip is for its width."""
        rows, columns = self.shape
        down, across = self.pitch or (1.0, 1.0)
        return rows * down * len(self.strips) / (columns * across)


def render_view(radiograph: Radiograph, state: Mapping[str, str]) -> Printed:
    """Render a view through the display chain in the settings that were noted.

    Settings that cannot be read any more count as the standard ones: the places on it stay right.
    """
    settings = _settings(state, dual=radiograph.dual)
    rows, columns = radiograph.shape
    pitch = radiograph.mm_per_pixel
    pitch = None if pitch is None or min(pitch) <= 0 else pitch
    aspect = (pitch[0] / pitch[1] if pitch else 1.0) * rows / columns
    count = min(_MOST_STRIPS, max(1, math.ceil(1.0 / aspect / _LONGEST)))
    renderer = Renderer(Pyramid(radiograph), palette(), palette(classic=True))
    width = columns / count
    high = max(1, round(_PIXELS * aspect * count))
    strips = []
    for number in range(count):
        view = View(number * width, 0.0, _PIXELS / width, high / rows, _PIXELS, high)
        # The renderer paints over its own array in the next call.
        image = packed_image(renderer.render(view, settings)).copy()
        strips.append(Strip(image, number * width, (number + 1) * width))
    return Printed(tuple(strips), (rows, columns), pitch)


def _settings(state: Mapping[str, str], *, dual: bool) -> DisplaySettings:
    try:
        settings = from_state(state)
    except ValueError:
        return DisplaySettings()
    return settings if dual or not settings.needs_two_energies else DisplaySettings()


@dataclasses.dataclass(slots=True)
class Picture:
    """A view with its places.

    Attributes
    ----------
    most
        Points that all strips together may be high.
    """

    printed: Printed
    regions: Sequence[Region]
    most: float
    gap: float = 6.0
    tied: bool = False

    def height(self, width: float) -> float:
        """Return the height of all strips."""
        return self._strip(width)[1] * len(self.printed.strips) + self._between()

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the strips one under the other, each with its places."""
        wide, high = self._strip(width)
        left = x + (width - wide) / 2
        for number, strip in enumerate(self.printed.strips):
            top = y + number * (high + pt(4))
            box = QRectF(left, top, wide, high)
            painter.drawImage(box, strip.image)
            painter.save()
            painter.setClipRect(box)
            self._paint_places(painter, box, strip)
            painter.restore()
            painter.setPen(QPen(tokens.PAPER.colour("ink"), pt(0.5)))
            painter.drawRect(box)
        self._paint_bar(painter, QRectF(left, y, wide, self.height(width)))

    def _between(self) -> float:
        return pt(4) * (len(self.printed.strips) - 1) + pt(14)

    def _strip(self, width: float) -> tuple[float, float]:
        """Return width and height of one strip, as large as both limits allow."""
        count = len(self.printed.strips)
        most = (pt(self.most) - self._between()) / count
        high = min(width * self.printed.shares, most)
        return high / self.printed.shares, high

    def _paint_places(self, painter: QPainter, box: QRectF, strip: Strip) -> None:
        """Paint outlines first and numbers over them, none on another where there is room."""
        taken: list[QRectF] = []
        shapes = [(region, self._outline(region, box, strip)) for region in self.regions]
        seen = [(region, path) for region, path in shapes if path.boundingRect().intersects(box)]
        for _, path in seen:
            for tone, wide in (("ink", 2.6), ("ground", 1.1)):
                painter.setPen(QPen(tokens.PAPER.colour(tone), pt(wide)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(path)
        for region, path in seen:
            taken.append(paint_tag(painter, region.label, path.boundingRect(), box, taken))

    def _outline(self, region: Region, box: QRectF, strip: Strip) -> QPainterPath:
        rows, _ = self.printed.shape
        across = box.width() / (strip.last - strip.first)
        down = box.height() / rows
        corners = [
            QPointF(box.left() + (px - strip.first) * across, box.top() + py * down)
            for px, py in region.polygon
        ]
        path = QPainterPath()
        path.addPolygon(QPolygonF([*corners, corners[0]]))
        return path

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        """Paint a bar of a round length under the picture, where the scale is known."""
        pitch, strip = self.printed.pitch, self.printed.strips[0]
        if pitch is None:
            return
        metres_wide = (strip.last - strip.first) * pitch[1] / 1000.0
        metres = round_metres(metres_wide * pt(_BAR_POINTS) / box.width())
        length = box.width() * metres / metres_wide
        y = box.bottom() - pt(7)
        bar = QRectF(box.left(), y, length, pt(2.4))
        painter.fillRect(bar, tokens.PAPER.colour("ink"))
        words = f"{metres:g}\u00a0m" if metres >= 1 else f"{metres * 100:g}\u00a0cm"
        lines = Lines(words, font(7.5, 600), pt(80))
        painter.setPen(tokens.PAPER.colour("ink"))
        lines.paint(painter, bar.right() + pt(4), y + pt(1.2) - lines.height / 2)


def round_metres(most: float) -> float:
    """Return the longest of 1, 2, 5 times a power of ten that is at most `most`, 1 cm at least."""
    best = power = 0.01
    while power <= most:
        best = max(best, *(step * power for step in (1, 2, 5) if step * power <= most))
        power *= 10.0
    return round(best, 3)


def paint_tag(
    painter: QPainter, label: str, around: QRectF, box: QRectF, taken: Sequence[QRectF]
) -> QRectF:
    """Paint a number beside its place, inside a box, and return the room that it takes."""
    lines = Lines(label, font(_TAG, 700), pt(60))
    wide, high = lines.width + pt(5), lines.height + pt(1)
    spots = _spots(around, wide, high)
    inside = [
        spot.translated(_shift(spot, box)) if not box.contains(spot) else spot for spot in spots
    ]
    free = (spot for spot in inside if not any(spot.intersects(one) for one in taken))
    spot = next(free, inside[0])
    painter.fillRect(spot.adjusted(-pt(0.6), -pt(0.6), pt(0.6), pt(0.6)), _tone("ground"))
    painter.fillRect(spot, _tone("ink"))
    painter.setPen(_tone("ground"))
    lines.paint(painter, spot.left() + pt(2.5), spot.top() + pt(0.5))
    return spot


def _tone(name: str) -> QColor:
    return tokens.PAPER.colour(name)


def _spots(around: QRectF, wide: float, high: float) -> list[QRectF]:
    """Return where a number may stand, the best first: at the corners, then farther off."""
    found = []
    for step in range(6):
        far = step * high * 1.15
        top, bottom = around.top() - high - far, around.bottom() + far
        for x in (around.left(), around.right() - wide, around.center().x() - wide / 2):
            found += [QRectF(x, top, wide, high), QRectF(x, bottom, wide, high)]
        beside = around.top() + far
        found.append(QRectF(around.left() - wide - pt(1), beside, wide, high))
        found.append(QRectF(around.right() + pt(1), beside, wide, high))
    return found


def _shift(spot: QRectF, box: QRectF) -> QPointF:
    """Return how a rectangle must move to lie inside a box."""
    x = max(box.left() - spot.left(), 0.0) + min(box.right() - spot.right(), 0.0)
    y = max(box.top() - spot.top(), 0.0) + min(box.bottom() - spot.bottom(), 0.0)
    return QPointF(x, y)
