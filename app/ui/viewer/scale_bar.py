"""A bar of a round length, so that sizes can be judged by eye."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui import tokens
from app.ui.i18n.formats import number
from app.ui.viewer.overlay import Overlay

_HIGH = 4.0
_LONGEST = 280.0
_WORDS_WIDE = 120.0


def paint_scale_bar(overlay: Overlay, mm_per_column: float | None) -> None:
    """Paint a bar at the lower left, when the scale is known."""
    if mm_per_column is None or mm_per_column <= 0:
        return
    zoom = overlay.camera.zoom
    metres = round_length(mm_per_column / zoom)
    length = metres * 1000.0 / mm_per_column * zoom
    margin = tokens.px(16)
    bar = QRectF(margin, overlay.window.bottom() - margin - 7, round(length), _HIGH)
    words = metre_words(metres)
    around = QRectF(bar.topLeft(), QSizeF(bar.width() + _WORDS_WIDE, _HIGH))
    overlay.lay(
        ("bar", bar.width(), words),
        bar.topLeft(),
        around.adjusted(-4, -12, 4, 12),
        lambda: _paint_bar(overlay, bar, words),
    )


def _paint_bar(overlay: Overlay, bar: QRectF, words: str) -> None:
    painter = overlay.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(bar.adjusted(-2, -2, 2, 2), overlay.halo)
    painter.fillRect(bar, overlay.mark_tone)
    font = tokens.font("detail", weight=600)
    wide = QFontMetricsF(font).horizontalAdvance(words) + 16
    label = QRectF(bar.right() + 8, bar.center().y() - 10, round(wide), 20)
    painter.fillRect(label, overlay.halo)
    painter.setFont(font)
    painter.setPen(overlay.mark_tone)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def round_length(mm_per_pixel: float) -> float:
    """The longest of 1, 2, 5 times a power of ten metres that is at most 280 px long."""
    most = mm_per_pixel * _LONGEST / 1000.0
    power = 1.0e-4
    best = power
    while power <= most:
        best = max(best, *(step * power for step in (1, 2, 5) if step * power <= most))
        power *= 10.0
    return best


def metre_words(metres: float) -> str:
    """A length in the unit that needs the fewest digits."""
    if metres >= 1.0:
        return f"{number(metres)}\u202fm"
    if metres >= 0.01:
        return f"{number(metres * 100)}\u202fcm"
    return f"{number(metres * 1000, 0 if metres >= 0.001 else 1)}\u202fmm"
