"""Parcels as a grid of small pictures at the left of the big one; nothing in it is a widget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView

from app.domain.work import ItemState, QueueLine
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Panel, Text, column, row
from app.ui.i18n import languages, tr
from app.ui.keycap import KeyCap
from app.ui.panels.parcel_cell import CELL, Images, ParcelDelegate
from app.ui.panels.parcel_model import ParcelModel, parcels_of
from app.ui.panels.rail import Head

COLUMNS, COLUMNS_COMPACT = 3, 1
HEAD = 56
BAR = 8
"""Width of the scroll bar."""


class _Cells(QListView):
    """The grid itself: arrows choose a neighbour, and what is chosen is asked for at once."""

    asked = Signal(int)
    scrolled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("parcel-cells")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda index: self.asked.emit(index.row()))
        self.verticalScrollBar().valueChanged.connect(lambda _: self.scrolled.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour that an arrow points at."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.across,
            Qt.Key.Key_Down: self.across,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        row = self.currentIndex().row() + step
        if 0 <= row < self.model().rowCount():
            self.asked.emit(row)

    @property
    def across(self) -> int:
        """Cells in a row."""
        return max(1, self.viewport().width() // max(1, tokens.px(CELL[0])))


class ParcelGrid(Panel):
    """Next, the parcels that wait, and the way to the queue; takes the place of the rail."""

    next_asked = Signal()
    queue_asked = Signal()
    item_asked = Signal(str)
    in_sight = Signal(object)
    """Identities of the parcels that can be seen now, and of the first that cannot."""

    def __init__(self, images: Images) -> None:
        super().__init__("panel", name="parcel-grid")
        self.model = ParcelModel()
        self.cells = _Cells()
        self.cells.setModel(self.model)
        self._delegate = ParcelDelegate(self.model, images)
        self.cells.setItemDelegate(self._delegate)
        self._head = Head(lambda: tr("Next"), keys("next"), name="parcels-next")
        self._count = Text(self._count_words, "detail", "text2")
        self._foot = Head(words("queue"), keys("queue"), name="parcels-queue")
        self._kept: frozenset[str] = frozenset()
        self._lay()
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._tell_sight)
        self._head.clicked.connect(self.next_asked)
        self._foot.clicked.connect(self.queue_asked)
        self.cells.asked.connect(self._ask)
        self.cells.scrolled.connect(self._look.start)
        languages.changed.connect(self._say)
        self._say()
        self.set_compact(False)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Parcels that can be opened, from the one after the present, round to it."""
        lines = self.model.lines
        start = self.model.row_of(self.model.present) + 1
        return tuple(
            line.item_id
            for line in (*lines[start:], *lines[:start])
            if line.state is ItemState.WAITING and line.item_id != self.model.present
        )

    def keep(self, item_id: str) -> None:
        """Let a parcel that was just decided keep its place."""
        self._kept |= {item_id}

    def forget(self) -> None:
        """Begin anew: somebody else sits here."""
        self._kept = frozenset()
        self.model.show_lines(())

    def show_lines(
        self, lines: Sequence[QueueLine], now: dt.datetime, present: str, account: str
    ) -> None:
        """Show the parcels of the queue."""
        moved = present != self.model.present
        self.model.now, self.model.present, self.model.account = now, present, account
        before = self.cells.verticalScrollBar().value()
        rows = parcels_of(lines, account, self._kept | {present})
        self.model.show_lines(rows)
        self.cells.verticalScrollBar().setValue(before)
        row = self.model.row_of(present)
        if row >= 0:
            index = self.model.index(row)
            self.cells.setCurrentIndex(index)
            if moved:
                self.cells.scrollTo(index)
        self._count.set_words(self._count_words)
        self._look.start()

    def repaint_item(self, item_id: str) -> None:
        """Paint a cell whose picture has come."""
        row = self.model.row_of(item_id)
        if row >= 0:
            self.cells.update(self.model.index(row))

    def neighbour(self, step: int, of: str) -> str:
        """Return the parcel so many places away that can be opened; empty at the end."""
        row = self.model.row_of(of) + step
        while 0 <= row < self.model.rowCount():
            line = self.model.line(row)
            if line is not None and self._free(line):
                return line.item_id
            row += 1 if step > 0 else -1
        return ""

    def end(self, *, last: bool) -> str:
        """Return the first or the last parcel that can be opened."""
        free = [line.item_id for line in self.model.lines if self._free(line)]
        return (free[-1] if last else free[0]) if free else ""

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows: one column."""
        columns = COLUMNS_COMPACT if compact else COLUMNS
        self.setFixedWidth(columns * tokens.px(CELL[0]) + tokens.px(BAR) + 2)
        for cap in self._caps:
            cap.setVisible(not compact)
        self.cells.setGridSize(QSize(tokens.px(CELL[0]), tokens.px(CELL[1])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other parcels come into sight."""
        super().resizeEvent(event)
        self._look.start()

    def _free(self, line: QueueLine) -> bool:
        mine = line.claimed_by == self.model.account
        return line.state is ItemState.WAITING or (line.state is ItemState.CLAIMED and mine)

    def _lay(self) -> None:
        lines = column(gap=0)
        self.setLayout(lines)
        self._head.setFixedHeight(tokens.px(HEAD))
        self._foot.setFixedHeight(tokens.px(HEAD))
        self._count.setFixedHeight(tokens.px(24))
        lines.addWidget(self._head)
        head = row(margins=(tokens.px(8), 0, tokens.px(8), 0), gap=4)
        head.addWidget(self._count, 1)
        self._caps = [KeyCap(keys(name)) for name in ("previous_unit", "next_unit")]
        for cap in self._caps:
            head.addWidget(cap)
        lines.addLayout(head)
        lines.addWidget(self.cells, 1)
        lines.addWidget(self._foot)

    def _count_words(self) -> str:
        lines = self.model.lines
        open_ones = sum(line.state is not ItemState.DECIDED for line in lines)
        return tr("1 parcel") if open_ones == 1 else tr("{count} parcels", count=open_ones)

    def _ask(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None and line.item_id != self.model.present:
            self.item_asked.emit(line.item_id)

    def _tell_sight(self) -> None:
        """Tell which rows can be seen, and one screen of what comes after them."""
        high = max(1, tokens.px(CELL[1]))
        bar = self.cells.verticalScrollBar()
        first = bar.value() // high * self.cells.across
        count = (self.cells.viewport().height() // high + 2) * self.cells.across
        lines = self.model.lines[first : first + 2 * count]
        self.in_sight.emit(tuple(line.item_id for line in lines))

    def _say(self) -> None:
        self.cells.setAccessibleName(tr("Parcels that wait"))
        self.cells.setAccessibleDescription(tr("Arrow keys open the neighbour."))
        self.model.repaint_all()
