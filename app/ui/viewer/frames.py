"""Upright boxes painted on whole device pixels: sharp, and several times as fast as a path.

A zoom paints every box anew for each frame, so that this is what it waits for beside the pixels.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Hashable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

SELECTED_LINE, QUIET_LINE = 3.0, 2.0
"""Logical pixels."""
HALO = 3.0
"""A halo is this much wider than its line: 1.5 px on both sides."""
Dashes = tuple[float, float]
"""Painted and left out, in logical pixels."""
DASHES: Dashes = (8.0, 5.0)
DOTS: Dashes = (2.0, 3.0)


@dataclasses.dataclass(frozen=True, slots=True)
class Stroke:
    """How an outline is drawn."""

    tone: QColor
    chosen: bool
    dashes: Dashes | None
    """None for a whole line."""

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What two that look the same share."""
        return self.tone.rgba(), self.chosen, self.dashes


def on_pixels(rect: QRectF, ratio: float) -> QRectF:
    """The rectangle with its edges on whole device pixels, where lines are sharp."""
    left, top, right, bottom = (
        round(edge * ratio) / ratio
        for edge in (rect.left(), rect.top(), rect.right(), rect.bottom())
    )
    return QRectF(QPointF(left, top), QPointF(right, bottom))


class Frame:
    """The edge of a box in a colour on a wider edge in the colour of the halo, to be painted often.

    Parameters
    ----------
    box
        Edges on whole device pixels.
    tones
        Colours of the line and of the halo.
    ratio
        Device pixels per logical pixel.
    wide
        The line of what is selected.
    dashes
        None for a whole line.
    """

    def __init__(
        self,
        box: QRectF,
        tones: tuple[QColor, QColor],
        ratio: float,
        *,
        wide: bool,
        dashes: Dashes | None,
    ) -> None:
        line = SELECTED_LINE if wide else QUIET_LINE
        self._tone, self._ground = tones
        self._halo = _sides(box, _shares(line + HALO, ratio))
        self._sides = _sides(box, _shares(line, ratio))
        self._dashes = dashes
        self._lines = [_middle(side) for side in self._sides] if dashes is not None else []

    def paint(self, painter: QPainter) -> None:
        """Paint it, sharp; antialiasing is on again afterwards."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        painter.drawRects(self._halo)
        if self._dashes is not None:
            width = min(self._sides[0].width(), self._sides[0].height())
            painter.setPen(_dashed(self._tone.rgba(), width, self._dashes))
            painter.drawLines(self._lines)
        else:
            painter.setBrush(self._tone)
            painter.drawRects(self._sides)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _shares(line: float, ratio: float) -> tuple[float, float]:
    """Widths of a line outside and inside of the edge, in whole device pixels."""
    pixels = round(line * ratio)
    outside = (pixels + 1) // 2
    return outside / ratio, (pixels - outside) / ratio


def _sides(box: QRectF, shares: tuple[float, float]) -> list[QRectF]:
    """Top, right, bottom and left side; no two cover the same pixel."""
    outside, inside = shares
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
    line = outside + inside
    if right - left <= 2 * inside or bottom - top <= 2 * inside:
        return [box.adjusted(-outside, -outside, outside, outside)]
    long, high = right - left + 2 * outside, bottom - top - 2 * inside
    return [
        QRectF(left - outside, top - outside, long, line),
        QRectF(right - inside, top + inside, line, high),
        QRectF(left - outside, bottom - inside, long, line),
        QRectF(left - outside, top + inside, line, high),
    ]


def _middle(side: QRectF) -> QLineF:
    """The line along the middle of a side; its dashes begin at a corner."""
    middle = side.center()
    if side.width() >= side.height():
        return QLineF(side.left(), middle.y(), side.right(), middle.y())
    return QLineF(middle.x(), side.top(), middle.x(), side.bottom())


@functools.cache
def _dashed(tone: int, line: float, dashes: Dashes) -> QPen:
    pen = QPen(QColor.fromRgba(tone), line)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / line for length in dashes])
    return pen
