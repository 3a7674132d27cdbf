"""Text on paper: fonts by size, and lines that are broken to a width."""

from __future__ import annotations

import functools

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from app.ui import tokens

PER_POINT = 600 / 72
"""Device units of a typographic point: sizes here are in points, drawing is at 600 dpi."""

_NONE = ("calt", "liga", "clig", "dlig")


def pt(length: float) -> float:
    """Return a length in points as device units."""
    return length * PER_POINT


@functools.lru_cache(maxsize=32)
def font(size: float, weight: int = 400) -> QFont:
    """Return the program's font in a size of points.

    Letters and figures are the font's own: those that features put in their place are glyphs that a
    reader of the file could neither search nor copy.
    """
    chosen = QFont([tokens.family(), "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP"])
    chosen.setPixelSize(round(pt(size)))
    chosen.setVariableAxis(QFont.Tag("wght"), float(weight))
    chosen.setVariableAxis(QFont.Tag("opsz"), float(min(32, max(14, round(size * 1.4)))))
    for feature in _NONE:
        chosen.setFeature(QFont.Tag(feature), 0)
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return chosen


class Lines:
    """Words broken into lines; a word that is longer than the line is broken anywhere."""

    def __init__(self, words: str, face: QFont, width: float, *, centred: bool = False) -> None:
        self._layout = QTextLayout(words.replace("\n", "\u2028"), face)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if centred:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._layout.setTextOption(option)
        self.height = 0.0
        self.width = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, self.height))
            self.height += line.height()
            self.width = max(self.width, line.naturalTextWidth())
        self._layout.endLayout()

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the lines with the painter's pen, their upper left corner at (x, y)."""
        self._layout.draw(painter, QPointF(x, y))
