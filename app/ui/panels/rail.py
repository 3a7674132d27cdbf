"""The rail: what comes next, at the left of the image."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent

from app.domain.notice import Severity
from app.domain.words import phrase
from app.domain.work import ItemState, QueueLine
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Control, Panel, Words
from app.ui.i18n import tr
from app.ui.i18n.formats import minutes_left
from app.ui.icons import MODE_ICONS, paint_icon, paint_severity
from app.ui.keycap import cap_size, cap_words, paint_key_cap

HEAD, LINE = 56, 64


def worst(line: QueueLine) -> Severity | None:
    """Return the heaviest notice of a line that is worth a shape."""
    if line.blocks:
        return Severity.BLOCK
    return Severity.WARNING if line.warnings else None


class Rail(Panel):
    """Next, the lines that wait, and the way to the queue; 64 wide."""

    next_asked = Signal()
    queue_asked = Signal()
    item_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("panel", name="rail")
        self.setFixedWidth(tokens.px(tokens.FULL.rail))
        self._head = Head(lambda: tr("Next"), keys("next"), name="rail-next")
        self._foot = Head(words("queue"), keys("queue"), name="rail-queue")
        self._head.setParent(self)
        self._foot.setParent(self)
        self._head.clicked.connect(self.next_asked)
        self._foot.clicked.connect(self.queue_asked)
        self._entries: list[_Entry] = []
        self._lines: tuple[QueueLine, ...] = ()
        self._now: dt.datetime | None = None

    def show_lines(self, lines: Sequence[QueueLine], now: dt.datetime, present: str) -> None:
        """Show what waits, the open item left out."""
        waiting = [
            line for line in lines if line.item_id != present and line.state is ItemState.WAITING
        ]
        self._lines = tuple(waiting)
        self._now = now
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many lines as there is room for."""
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        head, line = tokens.px(HEAD), tokens.px(LINE)
        room = max(0, (self.height() - 2 * head) // line)
        while len(self._entries) < min(room, len(self._lines)):
            entry = _Entry()
            entry.setParent(self)
            entry.clicked.connect(self._ask)
            # Made late, it would be the last that Tab comes to, behind what keeps Tab for itself.
            self.setTabOrder(self._entries[-1] if self._entries else self._head, entry)
            self._entries.append(entry)
        self._head.setGeometry(0, 0, self.width(), head)
        self._foot.setGeometry(0, self.height() - head, self.width(), head)
        for number, entry in enumerate(self._entries):
            entry.setVisible(number < min(room, len(self._lines)))
            entry.setGeometry(0, head + number * line, self.width(), line)
            if number < len(self._lines) and self._now is not None:
                entry.show_line(self._lines[number], self._now)

    def _ask(self) -> None:
        entry = self.sender()
        if isinstance(entry, _Entry) and entry.item_id:
            self.item_asked.emit(entry.item_id)


class Head(Control):
    """A word above its key."""

    def __init__(self, text: Words, key: str, *, name: str) -> None:
        self._key = key
        super().__init__(text, name=name)
        self.role = "detail"
        self.weight = 600

    def sizeHint(self) -> QSize:
        """Return the head's place."""
        return QSize(tokens.px(tokens.FULL.rail), tokens.px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint word and cap."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self.paint_box(painter, rect, self.ground(None), None)
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self.text_font())
        painter.setPen(tokens.colour("text"))
        top = QRectF(0, tokens.px(8), rect.width(), tokens.px(16))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self.words)
        text = cap_words(self._key)
        cap = cap_size(text)
        left = round((rect.width() - cap.width()) / 2)
        paint_key_cap(painter, QRectF(left, tokens.px(30), cap.width(), cap.height()), text)
        painter.end()


class _Entry(Control):
    """Minutes left, how it comes, and whether something is odd."""

    def __init__(self) -> None:
        self.item_id = ""
        self._line: QueueLine | None = None
        self._now: dt.datetime | None = None
        super().__init__(self._tell)

    def show_line(self, line: QueueLine, now: dt.datetime) -> None:
        """Show a line of the queue."""
        self.item_id = line.item_id
        self._line = line
        self._now = now
        self.describe(lambda: f"{line.goods} {line.equipment}".strip() or tr("No shipment data"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        del event
        if self._line is None:
            return
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self.paint_box(painter, rect, self.ground(None), None)
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(tokens.font("detail", weight=500))
        painter.setPen(tokens.colour("text"))
        top = QRectF(0, tokens.px(14), rect.width(), tokens.px(16))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self._time())
        severity = worst(self._line)
        size = tokens.px(tokens.ICON_SMALL)
        wide = size * 2 + tokens.px(4) if severity else size
        left = round((rect.width() - wide) / 2)
        place = QRectF(left, tokens.px(36), size, size)
        if self._line.mode:
            paint_icon(painter, MODE_ICONS[self._line.mode], place)
        if severity:
            small = tokens.px(tokens.SEVERITY_SMALL)
            paint_severity(
                painter, severity, QRectF(left + size + tokens.px(4), tokens.px(37), small, small)
            )
        painter.end()

    def _time(self) -> str:
        if self._line is None or self._now is None or self._line.eta is None:
            return "—"
        if self._line.eta < self._now:
            return tr("Late")
        return minutes_left(self._line.eta, self._now)

    def _tell(self) -> str:
        if self._line is None:
            return ""
        return tr(OPEN_ENTRY, time=self._time(), goods=self._line.goods)


OPEN_ENTRY = phrase("Open: {time}, {goods}")
