"""The list of rows: keys and mouse open and close them, and where one stood is remembered."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from app.ui.shipment.delegate import SheetDelegate
from app.ui.shipment.model import SheetModel
from app.ui.shipment.rows import Row

PAGING = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})
"""Keys that walk the list while it has the focus, whatever they mean elsewhere."""


@dataclasses.dataclass(frozen=True, slots=True)
class Stood:
    """How a list was left."""

    turned: frozenset[tuple[str, ...]] = frozenset()
    """Rows that are open or closed otherwise than at first."""
    chosen: tuple[str, ...] = ()
    scrolled: int = 0


class SheetTree(QTreeView):
    """Groups and rows; one is chosen, and what it means stands below the list."""

    row_chosen = Signal(object)
    """Row, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._sheet = SheetModel(self)
        self._delegate = SheetDelegate(self)
        self._turned: set[tuple[str, ...]] = set()
        self._filling = False
        self.setModel(self._sheet)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.expanded.connect(self._opened)
        self.collapsed.connect(self._closed)
        self.selectionModel().currentChanged.connect(self._changed)

    @property
    def sheet(self) -> SheetModel:
        """The rows."""
        return self._sheet

    @property
    def chosen(self) -> Row | None:
        """The chosen row."""
        return self._sheet.row_at(self.currentIndex())

    @property
    def stood(self) -> Stood:
        """How the list stands now."""
        return Stood(
            frozenset(self._turned),
            self._sheet.key_path(self.currentIndex()),
            self.verticalScrollBar().value(),
        )

    def show_rows(self, rows: Sequence[Row], stood: Stood) -> None:
        """Show other rows, open and scrolled as they were left."""
        self._filling = True
        self._delegate.forget()
        self._sheet.show_rows(rows)
        self._turned = set(stood.turned)
        self._open_below(QModelIndex())
        self._filling = False
        index = self._sheet.find(stood.chosen)
        if not index.isValid():
            index = self._sheet.index(0, 0)
        self.executeDelayedItemsLayout()
        self.setCurrentIndex(index)
        self.verticalScrollBar().setValue(stood.scrolled)

    def go_to(self, key: str) -> None:
        """Bring a group to the top."""
        index = self._sheet.find((key,))
        if index.isValid():
            self.expand(index)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._delegate.set_compact(compact)
        self.scheduleDelayedItemsLayout()

    def turn(self, index: QModelIndex) -> None:
        """Open a row, or close it."""
        if self._sheet.hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that walk the list from being a command meanwhile."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in PAGING
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and close with Enter; letters are commands, not a search in the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.turn(self.currentIndex())
        elif event.text() and event.key() not in PAGING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open or close what was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.turn(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _open_below(self, parent: QModelIndex) -> None:
        """Open what is open at first, and what was opened; deeper only below what is open."""
        for place in range(self._sheet.rowCount(parent)):
            index = self._sheet.index(place, 0, parent)
            row = self._sheet.row_at(index)
            if row is None or row.rows is None:
                continue
            if row.open != (self._sheet.key_path(index) in self._turned):
                self.setExpanded(index, True)
                self._open_below(index)

    def _opened(self, index: QModelIndex) -> None:
        self._note(index, opened=True)
        if not self._filling:
            self._open_below(index)

    def _closed(self, index: QModelIndex) -> None:
        self._note(index, opened=False)

    def _note(self, index: QModelIndex, *, opened: bool) -> None:
        row = self._sheet.row_at(index)
        if self._filling or row is None:
            return
        path = self._sheet.key_path(index)
        if row.open == opened:
            self._turned.discard(path)
        else:
            self._turned.add(path)

    def _changed(self, index: QModelIndex) -> None:
        self.row_chosen.emit(self._sheet.row_at(index))
