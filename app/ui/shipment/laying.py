"""How a row is laid out: pieces of text with their places, and how high it is with them."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import unicodedata

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from app.ui import tokens
from app.ui.shipment.rows import Kind, Row

INDENT = 12
GUTTER = 16
"""For a shape, or for the sign that a row opens."""
LABEL, LABEL_COMPACT = 92, 80
NUMBER = 28
HEAD_HIGH = 32
PART = 6
"""Signs of a word that is too long for a line, between two places to break it."""
ZERO_WIDTH_SPACE = "\u200b"
WRAP = int(Qt.TextFlag.TextWordWrap)
LINES_MOST = 6
"""Lines of a description; the whole of it stands below the line and in the tip."""
_FIGURES = ((0.0, 0.27, False), (0.27, 0.56, True), (0.6, 0.86, False), (0.86, 1.0, True))
"""Columns of a line of goods: from, to, and whether they are set to the right."""


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A text in its place."""

    text: str
    place: QRect
    tone: str = "text"
    role: str = "detail"
    weight: int = 400
    identifier: bool = False
    struck: bool = False
    right: bool = False
    wrap: bool = False

    def font(self) -> QFont:
        """Return the font it is set in."""
        return _font(self.role, self.weight, self.identifier, self.struck, tokens.scale())


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """How a text is set."""

    tone: str = "text"
    weight: int = 400
    struck: bool = False


QUIET = Look("text2")
STRUCK = Look("text3", struck=True)


@dataclasses.dataclass(frozen=True, slots=True)
class Laid:
    """A row as it is painted."""

    high: int
    pieces: tuple[Piece, ...]


def breakable(text: str, wide: int, metrics: QFontMetrics) -> str:
    """Return a text that can be broken between words, and inside those alone that are too long."""
    words = text.split(" ")
    return " ".join(
        _in_parts(word) if metrics.horizontalAdvance(word) > wide else word for word in words
    )


def _in_parts(word: str) -> str:
    """Put places to break into a word, never before an accent that belongs to a letter."""
    made = []
    for place, sign in enumerate(word):
        if place and place % PART == 0 and not unicodedata.combining(sign):
            made.append(ZERO_WIDTH_SPACE)
        made.append(sign)
    return "".join(made)


@functools.cache
def _font(role: str, weight: int, identifier: bool, struck: bool, scale: float) -> QFont:
    del scale
    font = tokens.font(role, weight=weight, identifier=identifier)
    font.setStrikeOut(struck)
    return font


class Laying:
    """Lays rows out for a width."""

    def __init__(self, *, compact: bool = False) -> None:
        measures = tokens.COMPACT if compact else tokens.FULL
        self._left = tokens.px(measures.margin)
        self._label = tokens.px(LABEL_COMPACT if compact else LABEL)
        self._cache: dict[tuple[int, int], tuple[Row, Laid]] = {}

    def laid(self, row: Row, wide: int, depth: int) -> Laid:
        """Return a row laid out; kept as long as the row is."""
        known = self._cache.get((id(row), wide))
        if known is not None and known[0] is row:
            return known[1]
        inset = depth * tokens.px(INDENT)
        place = _Place(self._left + inset, wide - tokens.px(8 + GUTTER), self._label - inset)
        made = _Setting(row, place).laid()
        self._cache[id(row), wide] = (row, made)
        return made

    def forget(self) -> None:
        """Lay everything out anew."""
        self._cache.clear()


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """The room of a row: from, to, and how wide its label is."""

    left: int
    right: int
    label: int


class _Setting:
    """Sets one row."""

    def __init__(self, row: Row, place: _Place) -> None:
        self._row = row
        self._left = place.left
        self._columns_end = place.right
        shaped = row.mark is not None and row.kind is not Kind.NOTICE
        # A shape and the sign that opens a row stand side by side.
        both = shaped and row.rows is not None
        self._right = place.right - (tokens.px(GUTTER) if both else 0)
        self._label = place.label
        self._pieces: list[Piece] = []
        self._top = 0

    def laid(self) -> Laid:
        makers = {
            Kind.HEAD: self._head,
            Kind.NOTICE: self._notice,
            Kind.FIELD: self._field,
            Kind.LINE: self._line,
            Kind.CHANGE: self._change,
            Kind.ENTRY: self._entry,
            Kind.MORE: self._more,
        }
        pad = makers[self._row.kind]()
        return Laid(self._top + pad, tuple(self._pieces))

    # --- kinds ---------------------------------------------------------------------------------

    def _head(self) -> int:
        row, high = self._row, tokens.px(HEAD_HIGH)
        wide = self._aside(row.right, 0, high)
        place = QRect(self._left, 0, self._right - self._left - wide, high)
        self._pieces.append(Piece(row.text, place, role="section", weight=600))
        self._top = high
        return 0

    def _notice(self) -> int:
        row = self._row
        left = self._left + tokens.px(24)
        self._top = tokens.px(4)
        if row.label:
            wide = self._aside(row.right, self._top, tokens.px(16))
            self._text(row.label, left, self._right - wide, Look(weight=600), lines=1)
        self._text(row.text, left, self._right, Look(row.tone, 400 if row.label else 600))
        return tokens.px(4)

    def _field(self) -> int:
        row = self._row
        self._top = tokens.px(2)
        line = tokens.px(16)
        label = QRect(self._left, self._top, self._label - tokens.px(4), line)
        self._pieces.append(Piece(row.label, label, tone="text3"))
        left = self._left + self._label
        wide = self._aside(row.right, self._top, line)
        if row.before:
            self._text(row.before, left, self._right - wide, STRUCK)
        weight = 600 if row.changed else 500
        self._text(row.text, left, self._right - wide, Look(row.tone, weight))
        self._text(row.below, left, self._right, QUIET)
        return tokens.px(2)

    def _line(self) -> int:
        row = self._row
        self._top = tokens.px(4)
        line = tokens.px(16)
        number = QRect(self._left, self._top, tokens.px(NUMBER - 6), line)
        self._pieces.append(Piece(row.label, number, tone="text3"))
        left = self._left + tokens.px(NUMBER)
        wide = self._aside(row.right, self._top, line)
        if row.before:
            self._text(row.before, left, self._right, STRUCK)
        self._text(row.text, left, self._right - wide, Look(row.tone, 500), lines=LINES_MOST)
        if any(row.figures):
            self._figures(left)
        self._text(row.below, left, self._right, QUIET)
        return tokens.px(4)

    def _figures(self, left: int) -> None:
        room, line = self._columns_end - left, tokens.px(16)
        pieces = []
        for text, (start, end, right) in zip(self._row.figures, _FIGURES, strict=False):
            place = QRect(left + round(start * room), self._top, round((end - start) * room), line)
            pieces.append(Piece(text, place, tone="text2", right=right))
        if all(_fits(piece) for piece in pieces):
            self._pieces += pieces
            self._top += line
        else:
            # A figure is never cut: without its last digits it is another one.
            self._text(" · ".join(filter(None, self._row.figures)), left, self._right, QUIET)

    def _change(self) -> int:
        row = self._row
        self._top = tokens.px(4)
        self._text(row.label, self._left, self._right, Look("text3"))
        arrow = " → " if row.before else ""
        before = Piece(row.before, QRect(), struck=True)
        wide = QFontMetrics(before.font()).horizontalAdvance(row.before)
        after = Piece(row.text, QRect(), weight=600)
        needed = wide + QFontMetrics(after.font()).horizontalAdvance(arrow + row.text)
        if row.before and needed < self._right - self._left:
            line = tokens.px(tokens.ROLES["detail"].line)
            place = QRect(self._left, self._top, wide + 1, line)
            self._pieces.append(dataclasses.replace(before, place=place, tone="text3"))
            left = self._left + wide
        else:
            self._text(row.before, self._left, self._right, STRUCK)
            left, arrow = self._left, ""
        self._text(arrow + row.text, left, self._right, Look(row.tone, 600))
        return tokens.px(4)

    def _entry(self) -> int:
        row = self._row
        self._top = tokens.px(4)
        wide = self._aside(row.right, self._top, tokens.px(16))
        weight = 600 if row.changed else 500 if row.strong else 400
        self._text(row.text, self._left, self._right - wide, Look(row.tone, weight))
        self._text(row.below, self._left, self._right, QUIET)
        return tokens.px(4)

    def _more(self) -> int:
        high = tokens.px(24)
        place = QRect(self._left, 0, self._right - self._left, high)
        self._pieces.append(Piece(self._row.text, place, tone="accent"))
        self._top = high
        return 0

    # --- texts ---------------------------------------------------------------------------------

    def _aside(self, text: str, top: int, high: int) -> int:
        """Set quiet words at the right end; return the width that they take with their gap."""
        if not text:
            return 0
        piece = Piece(text, QRect(), tone="text3", right=True)
        wide = min(
            QFontMetrics(piece.font()).horizontalAdvance(text) + 1,
            (self._right - self._left) // 2,
        )
        place = QRect(self._right - wide, top, wide, high)
        self._pieces.append(dataclasses.replace(piece, place=place))
        return wide + tokens.px(8)

    def _text(self, text: str, left: int, right: int, look: Look, *, lines: int = 0) -> None:
        """Set a text that wraps, and go below it."""
        if not text:
            return
        line = tokens.px(tokens.ROLES["detail"].line)
        identifier = self._row.identifier and look.weight >= 500
        piece = Piece(
            text,
            QRect(),
            look.tone,
            weight=look.weight,
            identifier=identifier,
            struck=look.struck,
            wrap=True,
        )
        metrics = QFontMetrics(piece.font())
        wide = max(right - left, tokens.px(40))
        text = breakable(text, wide, metrics)
        count = _count(text, wide, metrics)
        if lines and count > lines:
            text, count = _shortened(text, lines, wide, metrics), lines
        place = QRect(left, self._top, wide, count * line)
        self._pieces.append(dataclasses.replace(piece, text=text, place=place, wrap=count > 1))
        self._top += count * line


def _fits(piece: Piece) -> bool:
    return QFontMetrics(piece.font()).horizontalAdvance(piece.text) <= piece.place.width()


def _count(text: str, wide: int, metrics: QFontMetrics) -> int:
    """Return how many lines a text takes."""
    if "\n" not in text and metrics.horizontalAdvance(text) <= wide:
        return 1
    box = metrics.boundingRect(QRect(0, 0, wide, 1 << 20), WRAP, text)
    return max(1, round(box.height() / metrics.lineSpacing()))


def _shortened(text: str, lines: int, wide: int, metrics: QFontMetrics) -> str:
    """Return the beginning of a text that takes so many lines, with a sign that more follows."""
    kept = bisect.bisect_left(
        range(len(text)), True, key=lambda end: _count(f"{text[:end]}…", wide, metrics) > lines
    )
    return f"{text[: max(kept - 1, 0)].rstrip()}…"
