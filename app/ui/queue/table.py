"""The table of the queue: fixed columns, rows of 44, the keyboard throughout."""

from __future__ import annotations

import dataclasses
import itertools

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.domain.work import QueueLine
from app.ui import tokens
from app.ui.controls.table_head import TableHead
from app.ui.i18n import languages, tr
from app.ui.queue.delegate import GAP, QueueDelegate
from app.ui.queue.model import COLUMNS, GOODS, GROSS, MODE, MODEL, PORT, QueueModel
from app.ui.queue.words import MODE_WORDS

GOODS_LEAST, MODE_ICON = 120, 44
ANCHORS = 40
"""Lines from the top of the view that the view may be held by: some of them may go."""


def _name(section: int) -> str:
    """Return the name of a column; the first is the one that lines are sorted by."""
    return tr(COLUMNS[section]) + (" ↑" if section == 0 else "")


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody was in the table before its lines changed."""

    chosen: str = ""
    row: int = -1
    anchors: tuple[str, ...] = ()
    """Items in sight, from the top."""
    offset: int = 0
    """Of the first of them from the top of the view, in pixels; 0 or less."""
    scrolled: int = 0


class QueueTable(QTableView):
    """Lines of the queue; one is chosen, Enter opens it."""

    line_chosen = Signal(object)
    """QueueLine, or None."""
    open_asked = Signal(str)

    def __init__(self, shown: QueueModel) -> None:
        super().__init__()
        self.setObjectName("queue-table")
        self._model = shown
        self._delegate = QueueDelegate(shown)
        self._kept = _Place()
        self.live = False
        """Whether other lines come by themselves: then what is in sight stays where it is."""
        self._wide = 0
        self.setModel(shown)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(TableHead(self, _name, right=GROSS, gap=GAP))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(tokens.px(tokens.TABLE_ROW))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        for column, wide in enumerate(tokens.QUEUE_COLUMNS):
            self.setColumnWidth(column, tokens.px(wide))
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        shown.modelAboutToBeReset.connect(self._keep)
        shown.modelReset.connect(self._choose_again)
        self.doubleClicked.connect(lambda _index: self.open_chosen())
        languages.changed.connect(self._say)
        self._say()

    @property
    def chosen(self) -> QueueLine | None:
        """The chosen line."""
        return self._model.line(self.currentIndex().row())

    def choose(self, item_id: str) -> bool:
        """Choose the line of an item; whether it is shown."""
        row = self._model.row_of(item_id)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
        return row >= 0

    def choose_first(self) -> None:
        """Choose the first line there is."""
        for row in range(self._model.rowCount()):
            if self._model.line(row) is not None:
                self.setCurrentIndex(self._model.index(row, 0))
                return
        self.line_chosen.emit(None)

    def open_chosen(self) -> None:
        """Open the chosen line."""
        line = self.chosen
        if line is not None:
            self.open_asked.emit(line.item_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; letters are commands, not a search in the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_chosen()
        elif event.text() and not event.text().isspace():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def fit_columns(self, wide: int) -> None:
        """Share a narrower or wider table among the columns; goods take what is over."""
        full = [tokens.px(one) for one in tokens.QUEUE_COLUMNS]
        self._wide = wide
        compact = wide < sum(full)
        sums = [tokens.px(one) for one in tokens.QUEUE_COLUMNS_COMPACT] if compact else full
        words = max(map(self._reach, map(tr, MODE_WORDS.values())))
        _grow(sums, MODE, GOODS if compact else PORT, words)
        if not compact:
            _grow(sums, MODEL, GOODS, self._reach(tr("Nothing flagged")))
        sums[GOODS] += wide - sum(sums)
        if sums[GOODS] < tokens.px(GOODS_LEAST):
            # The icon alone says the mode; its word stands in the preview.
            sums[GOODS] += sums[MODE] - tokens.px(MODE_ICON)
            sums[MODE] = tokens.px(MODE_ICON)
        sums[GOODS] = max(tokens.px(80), sums[GOODS])
        for column, one in enumerate(sums):
            self.setColumnHidden(column, one == 0)
            self.setColumnWidth(column, one)

    def _reach(self, text: str) -> int:
        """Return the width of a cell with an icon and a word."""
        words = QFontMetrics(tokens.font("body")).horizontalAdvance(text)
        return words + tokens.px(tokens.ICON_SMALL + 8 + 12)

    def _row_changed(self, present: QModelIndex, before: QModelIndex) -> None:
        del before
        self.line_chosen.emit(self._model.line(present.row()))

    def _keep(self) -> None:
        line = self.chosen
        top = max(0, self.rowAt(0))
        seen = (self._model.line(row) for row in range(top, self._model.rowCount()))
        self._kept = _Place(
            line.item_id if line is not None else "",
            self.currentIndex().row(),
            tuple(one.item_id for one in itertools.islice(filter(None, seen), ANCHORS)),
            self.rowViewportPosition(top),
            self.verticalScrollBar().value(),
        )

    def _choose_again(self) -> None:
        kept = self._kept
        # Chosen again without being brought into sight: nobody has asked for that.
        self.setAutoScroll(not self.live)
        found = bool(kept.chosen) and self.choose(kept.chosen)
        if not found and not (self.live and self._choose_near(kept.row)):
            self.choose_first()
        self.setAutoScroll(True)
        if self.live:
            self._scroll_back(kept)

    def _choose_near(self, row: int) -> bool:
        """Choose what stands where the line was that is gone; whether a line is there."""
        for near in (row, row - 1):
            if self._model.line(near) is not None:
                self.setCurrentIndex(self._model.index(near, 0))
                return True
        return False

    def _scroll_back(self, kept: _Place) -> None:
        """Let the lines in sight stay where they are; a list at its top stays at its top."""
        self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        rows = (self._model.row_of(item_id) for item_id in kept.anchors)
        row = next((one for one in rows if one >= 0), -1)
        if kept.scrolled and row >= 0:
            bar.setValue(row * self.verticalHeader().defaultSectionSize() - kept.offset)
        else:
            bar.setValue(min(kept.scrolled, bar.maximum()))

    def _say(self) -> None:
        self.setAccessibleName(tr("Queue"))
        if self._wide:
            self.fit_columns(self._wide)
        self.horizontalHeader().viewport().update()
        self._model.repaint_all()


def _grow(sums: list[int], column: int, donor: int, need: int) -> None:
    """Give a column the width that its words need, out of another one."""
    more = max(0, need - sums[column])
    sums[column] += more
    sums[donor] -= more
