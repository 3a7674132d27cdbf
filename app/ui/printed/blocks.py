"""What a page is made of: blocks that know how high they are, laid one under the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from app.ui import tokens
from app.ui.printed.text import Lines, font, pt
from app.ui.printed.words import Both

BODY, SMALL, LABEL = 8.5, 7.5, 6.8
"""Sizes in points; nothing on the sheet is smaller than `LABEL`."""


class Block(Protocol):
    """Something on a page."""

    gap: float
    """Points left free under it."""
    tied: bool
    """Whether it must not be the last on its page."""

    def height(self, width: float) -> float:
        """Return the height at a width, both in device units."""

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint it with its upper left corner at (x, y)."""


_WHOLE = 14
"""Blocks that stay on one page; a longer run may go on overleaf."""
_FEWEST = 3
"""Of a longer run, on either side of the break: two lines alone are overlooked, or read as more."""


def kept(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what belongs together, tied so that no page ends or begins with a line or two of it."""
    run = list(blocks)
    for number, block in enumerate(run[:-1], start=1):
        short = len(run) <= _WHOLE
        block.tied |= short or number < _FEWEST or number > len(run) - _FEWEST
        yield block
    yield from run[-1:]


@dataclasses.dataclass(slots=True)
class Title:
    """A heading in both languages over a line."""

    words: Both
    gap: float = 3.0
    tied: bool = True
    room: float = 5.0
    """Points left free above it."""

    def height(self, width: float) -> float:
        """Return the height of heading and line."""
        return self._lines(width).height + pt(3 + self.room)

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the heading."""
        lines = self._lines(width)
        y += pt(self.room)
        painter.setPen(tokens.PAPER.colour("ink"))
        lines.paint(painter, x, y)
        edge = QRectF(x, y + lines.height + pt(1), width, pt(0.8))
        painter.fillRect(edge, tokens.PAPER.colour("ink"))

    def _lines(self, width: float) -> Lines:
        return Lines(self.words.line, font(10.5, 700), width)


@dataclasses.dataclass(slots=True)
class Paragraph:
    """Words over the whole width."""

    words: str
    size: float = BODY
    weight: int = 400
    tone: str = "ink"
    gap: float = 6.0
    tied: bool = False

    def height(self, width: float) -> float:
        """Return the height of the lines."""
        return self._lines(width).height

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the lines."""
        painter.setPen(tokens.PAPER.colour(self.tone))
        self._lines(width).paint(painter, x, y)

    def _lines(self, width: float) -> Lines:
        return Lines(self.words, font(self.size, self.weight), width)


@dataclasses.dataclass(slots=True)
class Row:
    """Cells beside each other, each with its share of the width, over a thin line."""

    cells: Sequence[str]
    shares: Sequence[float]
    weights: Sequence[int] = ()
    size: float = SMALL
    tone: str = "ink"
    ruled: bool = True
    gap: float = 0.0
    tied: bool = False

    def height(self, width: float) -> float:
        """Return the height of the highest cell."""
        return max(lines.height for lines, _ in self._laid(width)) + pt(4)

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the cells."""
        painter.setPen(tokens.PAPER.colour(self.tone))
        for lines, at in self._laid(width):
            lines.paint(painter, x + at, y + pt(2))
        if self.ruled:
            edge = QRectF(x, y + self.height(width) - pt(0.4), width, pt(0.4))
            painter.fillRect(edge, tokens.PAPER.colour("rule"))

    def _laid(self, width: float) -> list[tuple[Lines, float]]:
        whole = sum(self.shares)
        weights = tuple(self.weights) or (400,) * len(self.cells)
        found, at = [], 0.0
        for words, share, weight in zip(self.cells, self.shares, weights, strict=True):
            wide = width * share / whole
            found.append((Lines(words, font(self.size, weight), wide - pt(5)), at))
            at += wide
        return found


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know: its name small, what it is large."""

    name: Both
    value: str
    size: float = 11.0


@dataclasses.dataclass(slots=True)
class Facts:
    """Facts beside each other in boxes."""

    facts: Sequence[Fact]
    shares: Sequence[float]
    gap: float = 0.0
    tied: bool = False

    def height(self, width: float) -> float:
        """Return the height of the highest box."""
        laid = self._laid(width)
        return max(name.height + value.height for name, value, _, _ in laid) + pt(6)

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the boxes."""
        high = self.height(width)
        for name, value, at, wide in self._laid(width):
            painter.setPen(QPen(tokens.PAPER.colour("rule"), pt(0.5)))
            painter.drawRect(QRectF(x + at, y, wide, high))
            painter.setPen(tokens.PAPER.colour("soft"))
            name.paint(painter, x + at + pt(4), y + pt(2))
            painter.setPen(tokens.PAPER.colour("ink"))
            value.paint(painter, x + at + pt(4), y + pt(2) + name.height)

    def _laid(self, width: float) -> list[tuple[Lines, Lines, float, float]]:
        whole, at, found = sum(self.shares), 0.0, []
        for fact, share in zip(self.facts, self.shares, strict=True):
            wide = width * share / whole
            room = wide - pt(8)
            name = Lines(fact.name.line, font(LABEL), room)
            found.append((name, Lines(fact.value, font(fact.size, 600), room), at, wide))
            at += wide
        return found


@dataclasses.dataclass(slots=True)
class Band:
    """White on black: what must not be overlooked."""

    words: str
    size: float = 13.0
    gap: float = 6.0
    tied: bool = False

    def height(self, width: float) -> float:
        """Return the height of the band."""
        return self._lines(width).height + pt(8)

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the band."""
        painter.fillRect(QRectF(x, y, width, self.height(width)), tokens.PAPER.colour("ink"))
        painter.setPen(tokens.PAPER.colour("ground"))
        self._lines(width).paint(painter, x + pt(6), y + pt(4))

    def _lines(self, width: float) -> Lines:
        return Lines(self.words, font(self.size, 700), width - pt(12))
