"""How images come from the archive: the line, the cache, and each view that was opened lately."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from app.domain.delivery import ArchiveStanding, Delivered
from app.domain.errors import KnownError
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Text, Words, column, row
from app.ui.controls.table_head import TableHead
from app.ui.delivery_words import COLUMNS, cache_words, cell_words, column_words, line_words
from app.ui.desk import Desk
from app.ui.i18n import languages, render, tr
from app.ui.jobs import log_failed

AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = 32
_WIDE = (184, 160, 88, 96, 96, 112, 120, 112, 88, 96)
"""Width of each column, the item's at least; so wide may that one become."""
_ITEM, _ITEM_MOST = 1, 280


class DeliveryModel(QAbstractTableModel):
    """Views, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[Delivered, ...] = ()

    def show_views(self, views: Sequence[Delivered]) -> None:
        """Show other views."""
        self.beginResetModel()
        self._views = tuple(views)
        self.endResetModel()

    def say_again(self) -> None:
        """Say that every cell may read differently."""
        self.show_views(self._views)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._views)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_words(section)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell reads; also what a screen reader says of it."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_words(self._views[index.row()], index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return tokens.colour("text")
        return None


class DeliveryPage(Panel):
    """A page beside queue and review; never over the image."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="delivery-page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self.model = DeliveryModel()
        self.table = _table(self.model)
        self.line = Text("", wrap=True)
        self.cache = Text("", wrap=True)
        self.why = Text("", "body", "amber", wrap=True)
        self._lay()
        languages.changed.connect(self._say)
        self._say()

    def take_focus(self) -> None:
        """Ask how images came until now."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        ask, officer = self._desk.wiring.archive, self._desk.officer
        if ask is None:
            self._bare()
        elif officer is not None:
            self._desk.jobs.write(lambda: ask(officer), self._came, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the item some of what the others leave; figures stay near to it."""
        super().resizeEvent(event)
        rest = sum(map(tokens.px, _WIDE)) - tokens.px(_WIDE[_ITEM])
        room = self.width() - tokens.px(80) - rest
        for section, wide in enumerate(_WIDE):
            most = min(room, tokens.px(_ITEM_MOST)) if section == _ITEM else 0
            self.table.setColumnWidth(section, max(tokens.px(wide), most))

    def _lay(self) -> None:
        lines = column(margins=(40, 24, 40, 24), gap=12)
        head = row()
        head.addWidget(Text(words("deliveries"), "goods"), 1)
        again = Button(lambda: tr("Look again"), name="delivery-again").kind("quiet")
        again.clicked.connect(self.take_focus)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="delivery-back").kind("quiet")
        back.clicked.connect(self.left)
        head.addWidget(again)
        head.addWidget(back)
        lines.addLayout(head)
        for one in (self.line, self.cache, self.why):
            lines.addWidget(one)
        lines.addWidget(self.table, 1)
        self.setLayout(lines)

    def _came(self, standing: ArchiveStanding) -> None:
        self.line.set_words(lambda: line_words(standing))
        self.cache.set_words(lambda: cache_words(standing))
        trouble = standing.trouble
        self._explain("" if trouble is None else lambda: render(trouble))
        self.table.show()
        self.model.show_views(standing.views)

    def _bare(self) -> None:
        """Say that there is nothing to show: every image lies here."""
        self.line.set_words(
            lambda: tr("The settings name no archive: every image is read from this machine.")
        )
        self.cache.hide()
        self.why.hide()
        self.table.hide()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._explain(lambda: render(error.sentence))
        else:
            log_failed(error)
        self.model.show_views(())

    def _explain(self, told: str | Words) -> None:
        self.why.set_words(told)
        self.why.setVisible(bool(told))

    def _say(self) -> None:
        self.setAccessibleName(words("deliveries")())
        self.table.setAccessibleName(words("deliveries")())
        for bar in (self.table.verticalScrollBar(), self.table.horizontalScrollBar()):
            bar.setAccessibleName(tr("Scroll"))
        self.model.say_again()


class _Indented(QStyledItemDelegate):
    """Writes a time where the head's word begins."""

    def displayText(self, value: object, _locale: object) -> str:
        """Return the time with its margin."""
        return f"\u2003{value}"


def _table(shown: DeliveryModel) -> QTableView:
    table = QTableView()
    table.setObjectName("delivery-table")
    table.setModel(shown)
    table.setItemDelegateForColumn(0, _Indented(table))
    table.setHorizontalHeader(TableHead(table, column_words, right=-1))
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(tokens.px(_ROW))
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    return table
