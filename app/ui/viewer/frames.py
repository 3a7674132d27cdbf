"""Upright boxes painted on whole device pixels: sharp, and several times as fast as a path.

A zoom paints every box anew for each frame, so that this is what it waits for beside the pixels.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

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
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tones[1])
    painter.drawRects(_sides(box, _shares(line + HALO, ratio)))
    painter.setBrush(tones[0])
    sides = _sides(box, _shares(line, ratio))
    painter.drawRects(_dashes(sides) if dashed else sides)
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


def _dashes(sides: list[QRectF]) -> list[QRectF]:
    """The sides cut into dashes; each begins with one at its corner."""
    on, step = DASHES[0], sum(DASHES)
    cut = []
    for side in sides:
        left, top, wide, high = side.left(), side.top(), side.width(), side.height()
        if wide >= high:
            cut += [
                QRectF(left + at * step, top, min(on, wide - at * step), high)
                for at in range(int(-(-wide // step)))
            ]
        else:
            cut += [
                QRectF(left, top + at * step, wide, min(on, high - at * step))
                for at in range(int(-(-high // step)))
            ]
    return cut
