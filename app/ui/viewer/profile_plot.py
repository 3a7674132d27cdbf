"""The profile along a line, in an inset on the lower (or upper) edge of the picture."""

from __future__ import annotations

import enum
import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.domain.words import phrase
from app.ui import tokens
from app.ui.i18n import language, tr
from app.ui.i18n.formats import UNIT, number
from app.ui.viewer.camera import Camera
from app.ui.viewer.measures import Line, length_words
from app.ui.viewer.overlay import Overlay
from imaging.measuring import Profile

Values = npt.NDArray[np.float64]

WIDTHS = (1, 3, 7, 15, 31, 63)
"""Bands to average over, in stored columns."""
_HIGH = 176.0
_MOST_SHARE = 0.4
"""The inset is never higher than this share of the picture."""
_LEFT, _RIGHT, _HEAD, _FOOT = 64.0, 16.0, 24.0, 22.0


class Axis(enum.StrEnum):
    """What the plot shows upwards."""

    LOG = "log"
    LINEAR = "linear"
    STEEL = "steel"


_AXIS_WORDS = {
    Axis.LOG: phrase("transmission, log"),
    Axis.LINEAR: phrase("transmission, linear"),
    Axis.STEEL: phrase("as mm of steel"),
}


class ProfilePlot:
    """How profiles are plotted: the scale, the width of the band, and where the inset stands."""

    def __init__(self) -> None:
        self.axis = Axis.LOG
        self.width = 1
        self._inset = QRectF()
        self._area = QRectF()
        self._kept: tuple[object, QPixmap] | None = None

    def next_axis(self) -> None:
        """Take the next scale."""
        order = list(Axis)
        self.axis = order[(order.index(self.axis) + 1) % len(order)]

    def next_width(self) -> None:
        """Take the next width, after the widest the narrowest."""
        self.width = WIDTHS[(WIDTHS.index(self.width) + 1) % len(WIDTHS)]

    def widen(self, steps: int) -> None:
        """Take a wider band, or a narrower one."""
        at = min(max(WIDTHS.index(self.width) + steps, 0), len(WIDTHS) - 1)
        self.width = WIDTHS[at]

    def contains(self, place: QPointF) -> bool:
        """Whether a place lies on the inset, as painted last."""
        return self._inset.contains(place)

    def beside(self, window: QRectF) -> QRectF:
        """What the inset, as painted last, leaves free of a window."""
        if self._inset.top() > 0:
            return QRectF(0, 0, window.width(), self._inset.top())
        return window.adjusted(0, self._inset.height(), 0, 0)

    def paint(self, overlay: Overlay, line: Line, pointer: QPointF | None) -> None:
        """Paint the inset, and the sample under the pointer on plot and picture."""
        profile = line.profile
        if profile is None:
            return
        self._stand(line, overlay)
        overlay.painter.drawPixmap(self._inset.topLeft(), self._drawn(profile, overlay))
        index = self._index(profile, overlay, pointer)
        self._head(overlay.painter, profile, index)
        if index is not None:
            self._marker(overlay, profile, index)

    def _drawn(self, profile: Profile, overlay: Overlay) -> QPixmap:
        """Ground, grid and curves; drawn again only when one of them changes."""
        inset, ratio = self._inset, overlay.camera.ratio
        state = (profile, self.axis, inset.size().toTuple(), ratio, language())
        if self._kept is None or self._kept[0] != state:
            pixmap = QPixmap((inset.size() * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(tokens.colour("halo"))
            painter = QPainter(pixmap)
            painter.translate(-inset.topLeft())
            painter.setPen(QPen(tokens.colour("hatch"), 1))
            edge = inset.top() if inset.top() > 0 else inset.bottom() - 1
            painter.drawLine(QPointF(0, edge), QPointF(inset.right(), edge))
            rows = _shown(profile, self.axis)
            low, high, ticks = _range(rows, self.axis)
            self._grid(painter, profile, (low, high), ticks)
            self._curves(painter, rows, (low, high))
            painter.end()
            self._kept = (state, pixmap)
        return self._kept[1]

    def place(self, line: Line, camera: Camera) -> QRectF:
        """Where the inset stands: the lower edge, or the upper one when the line lies there."""
        wide, deep = camera.width, camera.height
        high = round(min(tokens.px(_HIGH), deep * _MOST_SHARE))
        below, above = QRectF(0, deep - high, wide, high), QRectF(0, 0, wide, high)
        ends = QRectF(camera.to_screen(line.start), camera.to_screen(line.end))
        box = ends.normalized().adjusted(-4, -4, 4, 4)
        covered = (below.intersected(box), above.intersected(box))
        areas = [part.width() * part.height() for part in covered]
        return above if areas[0] > areas[1] else below

    def covered(self, line: Line, camera: Camera) -> tuple[float, float]:
        """How much of the window's upper and lower edge the inset lies over."""
        inset = self.place(line, camera)
        return (0.0, inset.height()) if inset.top() > 0 else (inset.height(), 0.0)

    def _stand(self, line: Line, overlay: Overlay) -> None:
        self._inset = self.place(line, overlay.camera)
        self._area = self._inset.adjusted(_LEFT, tokens.px(_HEAD), -_RIGHT, -tokens.px(_FOOT))

    def _grid(
        self,
        painter: QPainter,
        profile: Profile,
        span: tuple[float, float],
        ticks: list[tuple[float, str]],
    ) -> None:
        area = self._area
        painter.setFont(tokens.font("detail"))
        for value, words in ticks:
            y = round(_up(value, span, area))
            painter.setPen(QPen(tokens.colour("hatch"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(tokens.colour("caption"))
            place = QRectF(0, y - 9, area.left() - 8, 18)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )
        for share, words in _along_ticks(profile):
            x = round(area.left() + share * area.width())
            painter.setPen(tokens.colour("caption"))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(QRectF(x - 50, area.bottom() + 4, 100, 18), flags, words)

    def _curves(self, painter: QPainter, rows: Values, span: tuple[float, float]) -> None:
        """High energy solid white, low energy dashed grey."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._area.adjusted(0, -2, 0, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number_of, row in reversed(list(enumerate(rows))):
            # Cosmetic pens have a stroker of their own, twenty times as fast on long curves.
            pen = QPen(tokens.colour("caption" if number_of else "mark"), 1)
            pen.setCosmetic(True)
            if number_of:
                pen.setDashPattern([6.0, 3.0])
            painter.setPen(pen)
            painter.drawPath(_path(row, span, self._area))
        painter.restore()

    def _index(self, profile: Profile, overlay: Overlay, pointer: QPointF | None) -> int | None:
        """The sample under the pointer: on the plot by its column, on the picture the nearest."""
        if pointer is None:
            return None
        count = len(profile.x)
        if self._inset.contains(pointer):
            share = (pointer.x() - self._area.left()) / max(1.0, self._area.width())
            return min(max(round(share * (count - 1)), 0), count - 1)
        camera = overlay.camera
        start = camera.to_screen((profile.x[0], profile.y[0]))
        end = camera.to_screen((profile.x[-1], profile.y[-1]))
        way, here = end - start, pointer - start
        length = way.x() ** 2 + way.y() ** 2
        if length == 0.0:
            return None
        share = (way.x() * here.x() + way.y() * here.y()) / length
        return min(max(round(share * (count - 1)), 0), count - 1)

    def _head(self, painter: QPainter, profile: Profile, index: int | None) -> None:
        """Say what is plotted on the left, and what the marked sample holds on the right."""
        words = tr(
            "Profile: {axis} · band {width} px",
            axis=tr(_AXIS_WORDS[self.axis]),
            width=profile.width_px,
        )
        if len(profile.transmission) > 1:
            words += " · " + tr("solid high energy, dashed low")
        place = QRectF(
            self._area.left(), self._inset.top() + 3, self._area.width(), tokens.px(_HEAD) - 4
        )
        font = tokens.font("detail", weight=600)
        painter.setFont(font)
        painter.setPen(tokens.colour("mark"))
        value = _sample_words(profile, index) if index is not None else ""
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags | Qt.AlignmentFlag.AlignRight, value)
        taken = QFontMetricsF(font).horizontalAdvance(value)
        quiet = tokens.font("detail")
        painter.setFont(quiet)
        painter.setPen(tokens.colour("caption"))
        room = place.width() - taken - 16
        shown = QFontMetricsF(quiet).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, flags | Qt.AlignmentFlag.AlignLeft, shown)

    def _marker(self, overlay: Overlay, profile: Profile, index: int) -> None:
        """Show one sample on the plot and on the picture."""
        painter = overlay.painter
        count = len(profile.x)
        x = round(self._area.left() + index / max(1, count - 1) * self._area.width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(tokens.colour("finding"), 1))
        painter.drawLine(QPointF(x, self._area.top()), QPointF(x, self._area.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spot = overlay.camera.to_screen((float(profile.x[index]), float(profile.y[index])))
        if not self._inset.contains(spot):
            path = QPainterPath()
            path.addEllipse(spot, 5.0, 5.0)
            overlay.stroke(path, tokens.colour("finding"), chosen=False, solid=True)


def _shown(profile: Profile, axis: Axis) -> Values:
    """Curves of an axis, shape (energies, n); NaN where there is nothing to show."""
    if axis is Axis.STEEL:
        return profile.steel_mm
    if axis is Axis.LOG:
        return np.log10(np.maximum(profile.transmission, 1e-6))
    return profile.transmission * 100.0


def _range(rows: Values, axis: Axis) -> tuple[float, float, list[tuple[float, str]]]:
    """Least and most of the axis, and its ticks."""
    finite = rows[np.isfinite(rows)]
    most = float(finite.max()) if finite.size else 1.0
    least = float(finite.min()) if finite.size else 0.0
    if axis is Axis.LOG:
        floor = math.floor(min(least, -1.0))
        decades = range(floor, 1)
        return float(floor), 0.05, [(float(d), _per_cent(d)) for d in decades]
    unit = f"{UNIT}%" if axis is Axis.LINEAR else f"{UNIT}mm"
    step = _round_step(max(most, 1e-3) / 4.0)
    count = math.ceil(most / step - 1e-9)
    places = 0 if step >= 1 else 1 if step >= 0.1 else 2
    ticks = [(n * step, f"{number(n * step, places)}{unit}") for n in range(count + 1)]
    return 0.0, max(count, 1) * step, ticks


def _per_cent(decade: int) -> str:
    return f"{number(100.0 * 10.0**decade, max(0, -2 - decade))}{UNIT}%"


def _round_step(step: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(one * power for one in (1.0, 2.0, 5.0, 10.0) if one * power >= step * 0.999)


def _along_ticks(profile: Profile) -> list[tuple[float, str]]:
    """Places along the line as shares, and their words."""
    along = profile.along_px if profile.along_mm is None else profile.along_mm
    length = float(along[-1])
    step = _round_step(length / 6.0)
    ticks = []
    for n in range(int(length / step) + 1):
        value = n * step
        words = f"{number(value)}{UNIT}px" if profile.along_mm is None else length_words(value)
        ticks.append((value / length, words))
    return ticks


def _up(value: float, span: tuple[float, float], area: QRectF) -> float:
    low, high = span
    return area.bottom() - (value - low) / (high - low) * area.height()


def _path(row: Values, span: tuple[float, float], area: QRectF) -> QPainterPath:
    """A curve; broken where nothing came through, thinned to two points a pixel."""
    x = np.linspace(area.left(), area.right(), len(row))
    x, row = _thinned(x, row, int(area.width()))
    y = area.bottom() - (row - span[0]) / (span[1] - span[0]) * area.height()
    path = QPainterPath()
    told = np.isfinite(y)
    starts = np.flatnonzero(told & ~np.concatenate(([False], told[:-1])))
    ends = np.flatnonzero(told & ~np.concatenate((told[1:], [False])))
    for start, end in zip(starts, ends, strict=True):
        points = zip(x[start : end + 1].tolist(), y[start : end + 1].tolist(), strict=True)
        path.addPolygon(QPolygonF([QPointF(px, py) for px, py in points]))
    return path


def _thinned(x: Values, row: Values, pixels: int) -> tuple[Values, Values]:
    """Least and most of every pixel's samples, so that no spike is lost."""
    each = len(row) // max(1, pixels)
    if each < 3:
        return x, row
    count = len(row) // each
    parts = row[: count * each].reshape(count, each)
    both = np.stack([parts.min(axis=1), parts.max(axis=1)], axis=1).reshape(-1)
    return np.repeat(x[: count * each].reshape(count, each)[:, 0], 2), both


def _sample_words(profile: Profile, index: int) -> str:
    """Place, transmission and steel of one sample."""
    if profile.along_mm is None:
        parts = [f"{number(float(profile.along_px[index]))}{UNIT}px"]
    else:
        parts = [length_words(float(profile.along_mm[index]))]
    seen = (number(100.0 * float(one), 2) for one in profile.transmission[:, index])
    parts.append(f"{' / '.join(seen)}{UNIT}%")
    steel = float(profile.steel_mm[0, index])
    if math.isnan(steel):
        parts.append(tr("nothing came through"))
    else:
        parts.append(tr("{mm} mm of steel", mm=number(steel, 1 if steel < 10 else 0)))
    return " · ".join(parts)
