"""What the colours of a difference mean, with what was measured: outside the picture, in words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import tokens
from app.ui.controls import Text, Words, row
from imaging.difference import Difference

_OPAQUE = 0.45
_STRIPE = 6
"""What is less is striped, what is more is not: the two differ without their colours."""


class Swatch(QWidget):
    """A square in the colour and pattern of one kind of change."""

    def __init__(self, tone: str, *, striped: bool) -> None:
        super().__init__()
        self._tone, self._striped = tone, striped
        self.setFixedSize(tokens.px(14), tokens.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square."""
        del event
        painter = QPainter(self)
        tone = tokens.colour(self._tone)
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(ground, tokens.colour("well"))
        pattern = Qt.BrushStyle.BDiagPattern if self._striped else Qt.BrushStyle.SolidPattern
        brush = painter.brush()
        brush.setColor(tone)
        brush.setStyle(pattern)
        painter.setBrush(brush)
        painter.setPen(tone)
        painter.drawRect(ground)
        painter.end()


class Legend(QWidget):
    """Two kinds of change with their words; empty while nothing is compared."""

    def __init__(self) -> None:
        super().__init__()
        self._more, self._less = Text("", "detail").firm(), Text("", "detail").firm()
        line = row(gap=6)
        line.addWidget(Swatch("more", striped=False))
        line.addWidget(self._more)
        line.addSpacing(tokens.px(8))
        line.addWidget(Swatch("less", striped=True))
        line.addWidget(self._less)
        self.setLayout(line)
        self.hide()

    def tell(self, more: Words, less: Words) -> None:
        """Say what each colour stands for."""
        self._more.set_words(more)
        self._less.set_words(less)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    @property
    def words(self) -> tuple[str, str]:
        """What it says now: more, less."""
        return self._more.text(), self._less.text()

    def sizeHint(self) -> QSize:
        """Leave the height to the line."""
        return QSize(super().sizeHint().width(), tokens.px(20))


def change_image(found: Difference) -> QImage:
    """Draw a difference: what is more in one even colour, what is less in stripes of another.

    Both have an outline, so that a small change is not lost in a busy picture.
    """
    rows, columns = found.added.shape
    picture = np.zeros((rows, columns, 4), np.uint8)
    down, across = np.mgrid[0:rows, 0:columns]
    striped = found.removed & ((down + across) % _STRIPE < _STRIPE // 2)
    for area, tone, share in (
        (found.added, "more", _OPAQUE),
        (striped, "less", 0.85),
        (_edge(found.added), "more", 1.0),
        (_edge(found.removed), "less", 1.0),
    ):
        colour = tokens.colour(tone)
        values = (colour.blue(), colour.green(), colour.red(), 255)
        picture[area] = [round(value * share) for value in values]
    return QImage(
        picture.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied
    ).copy()


def _edge(area: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The outermost pixels of an area."""
    inner = area.copy()
    inner[1:, :] &= area[:-1, :]
    inner[:-1, :] &= area[1:, :]
    inner[:, 1:] &= area[:, :-1]
    inner[:, :-1] &= area[:, 1:]
    return area & ~inner
