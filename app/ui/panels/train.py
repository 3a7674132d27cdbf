"""A train as a strip of cars in consist order, in the place of the overview."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Strip
from app.ui.i18n import languages, tr
from app.ui.keycap import cap_size, cap_words, paint_key_cap
from app.ui.panels.train_cell import GAP, Cell, foot_of, mark_in, paint_cell, width_of

MOST_NAMED = 12
"""Cars without an image that a tip names."""
LEAD = 128
"""Least width of the words at the left: where one is in the train."""
CONSIST = phrase("Consist order")
SCANS = phrase("Order of scans")
PICTURE = phrase("In one picture")
"""What the order of the cars comes from."""
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TrainStrip(Strip):
    """As high as the overview, whose place it takes."""

    car_chosen = Signal(int)
    """Index of a cell."""
    place_chosen = Signal(int, float)
    """(index, share of the car's length): a place in the present car."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("train", parent)
        self._cells: tuple[Cell, ...] = ()
        self._edges: tuple[float, ...] = (0.0,)
        """Where each car begins, from the front of the train, and where the last one ends."""
        self._lead = float(tokens.px(LEAD))
        self._present = 0
        self._order = CONSIST
        self._missing: tuple[str, ...] = ()
        self._offset = 0.0
        languages.changed.connect(self._say)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cars, front first."""
        return self._cells

    @property
    def present(self) -> int:
        """Index of the car in the window."""
        return self._present

    def show_cars(
        self,
        cells: Sequence[Cell],
        present: int,
        *,
        order: str = CONSIST,
        missing: Sequence[str] = (),
    ) -> None:
        """Show the cars of a train; the strip follows the present one when that changes.

        Parameters
        ----------
        cells
            The cars, front first.
        present
            Index of the one in the window.
        order
            What their order comes from.
        missing
            Cars of the consist that no scan shows.
        """
        self._missing = tuple(missing)
        moved = present != self._present or len(cells) != len(self._cells)
        self._cells, self._present, self._order = tuple(cells), present, order
        self._say()
        if moved:
            self._bring(present)

    def show_bare(self) -> None:
        """Show the same cars without their pictures."""
        self._cells = tuple(dataclasses.replace(one, image=None) for one in self._cells)
        self._say()

    def rect_of(self, index: int) -> QRectF:
        """Return where a cell stands now; it may be out of sight."""
        left, right = self._edges[index], self._edges[index + 1]
        return QRectF(self._lead - self._offset + left, 0, right - left, self.height())

    def mark_shown(self, index: int) -> str:
        """Return the reporting mark of a car as it is written now."""
        return mark_in(self._cells[index], foot_of(self.rect_of(index), self.sight))

    @property
    def sight(self) -> QRectF:
        """Where cars are painted: what is right of the words."""
        return QRectF(self._lead, 0, max(0.0, self.width() - self._lead), self.height())

    @property
    def place_words(self) -> str:
        """Where one is in the train."""
        if not self._cells:
            return ""
        return tr("Car {number} of {count}", number=self._present + 1, count=len(self._cells))

    @property
    def order_words(self) -> str:
        """What the order comes from, and how many cars of the train have no image."""
        order = tr(self._order)
        if not self._missing:
            return order
        return tr("{order}, {count} not imaged", order=order, count=len(self._missing))

    def tip_at(self, place: QPointF) -> str:
        """Return all that is known of the car at a place; left of the cars, which have no image."""
        index = self._at(place)
        if index is None and self._missing and place.x() < self._lead:
            more = len(self._missing) - MOST_NAMED
            named = ", ".join(self._missing[:MOST_NAMED])
            return tr("Not imaged: {cars}", cars=f"{named} +{more}" if more > 0 else named)
        return "" if index is None else self._cells[index].words

    # Words, places, painting and events

    def _say(self) -> None:
        self.setAccessibleName(tr("Cars of this train"))
        cell = self._cells[self._present] if self._present < len(self._cells) else None
        parts = (self.place_words, cell.words if cell else "", self.order_words)
        self.setAccessibleDescription(". ".join(part for part in parts if part))
        self._lay()

    def _lay(self) -> None:
        """Find out how wide the words are, and where each car begins."""
        count = len(self._cells)
        longest = tr("Car {number} of {count}", number=count, count=count)
        words = (("body", 600, longest), ("detail", None, self.order_words))
        wide = [
            QFontMetricsF(tokens.font(role, weight=weight)).horizontalAdvance(text)
            for role, weight, text in words
        ]
        caps = sum(cap_size(_cap(name)).width() + 4 for name in _STEPS)
        self._lead = max(float(tokens.px(LEAD)), tokens.px(20) + max(*wide, caps))
        self._edges = tuple(itertools.accumulate(map(width_of, self._cells), initial=0.0))
        self.update()

    def _bring(self, index: int) -> None:
        """Scroll so that a car stands in the middle, and the first one in sight is whole."""
        if 0 <= index < len(self._cells):
            middle = (self._edges[index] + self._edges[index + 1]) / 2
            self._scroll_to(self._edge_from(middle - self.sight.width() / 2))

    def _edge_from(self, offset: float) -> float:
        """Return the first place at or after this one where a car begins."""
        return next((edge for edge in self._edges if edge >= offset), self._edges[-1])

    def _scroll_to(self, offset: float) -> None:
        most = self._edge_from(self._edges[-1] - self.sight.width())
        self._offset = min(max(0.0, offset), most)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words at the left, then the cars that are in sight."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("panel"))
        if self._compact:
            self._paint_line(painter)
        else:
            painter.save()
            painter.setClipRect(self.sight)
            for index, cell in enumerate(self._cells):
                rect = self.rect_of(index)
                if rect.intersects(self.sight):
                    paint_cell(painter, cell, rect, self.sight, present=index == self._present)
            painter.restore()
            self._paint_lead(painter)
        self.paint_focus(painter)

    def _paint_lead(self, painter: QPainter) -> None:
        left, line = tokens.px(8), tokens.px(18)
        wide = self._lead - left
        top = (self.height() - 3 * line) / 2
        painter.setFont(tokens.font("body", weight=600))
        painter.setPen(tokens.colour("text"))
        painter.drawText(QRectF(left, top, wide, line), _FLAGS, self.place_words)
        painter.setFont(tokens.font("detail"))
        painter.setPen(tokens.colour("text2"))
        painter.drawText(QRectF(left, top + line, wide, line), _FLAGS, self.order_words)
        _paint_caps(painter, left, top + 2.5 * line)

    def _paint_line(self, painter: QPainter) -> None:
        """Paint one line of words: small windows have no room for pictures."""
        cell = self._cells[self._present] if self._present < len(self._cells) else None
        if cell is None:
            return
        font = tokens.font("detail", weight=600)
        painter.setFont(font)
        painter.setPen(tokens.colour("text"))
        words = self.place_words
        wide = QFontMetricsF(font).horizontalAdvance(words) + tokens.px(16)
        painter.drawText(QRectF(tokens.px(8), 0, wide, self.height()), _FLAGS, words)
        wide = _paint_caps(painter, tokens.px(8) + wide, self.height() / 2) + tokens.px(4)
        painter.setFont(tokens.font("detail"))
        painter.setPen(tokens.colour("text2"))
        room = QRectF(wide, 0, self.width() - wide - tokens.px(8), self.height())
        lacking = tr("{count} not imaged", count=len(self._missing)) if self._missing else ""
        rest = "  ".join(part for part in (cell.mark, *cell.states, lacking) if part)
        metrics = QFontMetricsF(tokens.font("detail"))
        rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _FLAGS, rest)

    def _at(self, place: QPointF) -> int | None:
        if self._compact or not self.sight.contains(place):
            return None
        cars = range(len(self._cells))
        return next((n for n in cars if self.rect_of(n).contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a car, or a place in the present one."""
        index = self._at(event.position())
        if index is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif index != self._present:
            self.car_chosen.emit(index)
        else:
            rect = self.rect_of(index).adjusted(tokens.px(GAP), 0, -tokens.px(GAP), 0)
            share = (event.position().x() - rect.left()) / max(1.0, rect.width())
            self.place_chosen.emit(index, min(max(share, 0.0), 1.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what can be chosen."""
        self.show_hand(self._at(event.position()) is not None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Run along the train."""
        turn = event.angleDelta()
        by = turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()
        self._scroll_to(self._offset - by)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        last = len(self._cells) - 1
        aims = {
            Qt.Key.Key_Left: self._present - 1,
            Qt.Key.Key_Right: self._present + 1,
        }
        aim = aims.get(Qt.Key(event.key()))
        if aim is None:
            super().keyPressEvent(event)
        elif 0 <= aim <= last and aim != self._present:
            self.car_chosen.emit(aim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the present car in sight."""
        super().resizeEvent(event)
        self._bring(self._present)

    def changeEvent(self, event: QEvent) -> None:
        """Take the measures of another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._lay()


_STEPS = ("previous_unit", "next_unit")


def _cap(name: str) -> str:
    return cap_words(keys(name))


def _paint_caps(painter: QPainter, x: float, middle: float) -> float:
    """Paint the keys that step; return where they end."""
    for name in _STEPS:
        text = _cap(name)
        cap = cap_size(text)
        place = QRectF(x, middle - cap.height() / 2, cap.width(), cap.height())
        paint_key_cap(painter, place, text)
        x += cap.width() + 4
    return x
