"""Upright boxes painted on whole device pixels: sharp, and several times as fast as a path.

A zoom paints every box anew for each frame, so that this is what it waits for beside the pixels.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

SELECTED_LINE, QUIET_LINE = 3.0, 2.0
"""Logical pixels."""
HALO = 3.0
"""A halo is this much wider than its line: 1.5 px on both sides."""
DASHES = (8.0, 5.0)
"""Painted and left out, in logical pixels."""


def on_pixels(rect: QRectF, ratio: float) -> QRectF:
    """The rectangle with its edges on whole device pixels, where lines are sharp."""
    left, top, right, bottom = (
        round(edge * ratio) / ratio
        for edge in (rect.left(), rect.top(), rect.right(), rect.bottom())
    )
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def paint_frame(
    painter: QPainter,
    box: QRectF,
    tones: tuple[QColor, QColor],
    ratio: float,
    *,
    wide: bool,
    dashed: bool,
) -> None:
    """Paint the edge of a box in a colour on a wider edge in the colour of the halo.

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
    """
    line = SELECTED_LINE if wide else QUIET_LINE
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for side in _sides(box, _shares(line + HALO, ratio)):
        painter.fillRect(side, tones[1])
    sides = _sides(box, _shares(line, ratio))
    if dashed:
        _paint_dashes(painter, sides, tones[0])
    else:
        for side in sides:
            painter.fillRect(side, tones[0])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


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


def _paint_dashes(painter: QPainter, sides: list[QRectF], tone: QColor) -> None:
    """Paint the sides in dashes; each begins with one at its corner."""
    painter.setPen(_dashed(tone.rgba(), min(sides[0].width(), sides[0].height())))
    for side in sides:
        middle = side.center()
        if side.width() >= side.height():
            painter.drawLine(QPointF(side.left(), middle.y()), QPointF(side.right(), middle.y()))
        else:
            painter.drawLine(QPointF(middle.x(), side.top()), QPointF(middle.x(), side.bottom()))


@functools.cache
def _dashed(tone: int, line: float) -> QPen:
    pen = QPen(QColor.fromRgba(tone), line)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / line for length in DASHES])
    return pen
