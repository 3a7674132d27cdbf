"""The pieces of a message that are shown, and what asks for more of them."""

from __future__ import annotations

import enum
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from app.ui.i18n import tr
from app.ui.i18n.formats import number
from app.ui.plain_text import visible
from app.ui.shipment.model import AnyIndex
from app.ui.shipment.window import Window


class End(enum.Enum):
    """A row that asks for more of the message."""

    EARLIER = enum.auto()
    LATER = enum.auto()


class RawModel(QAbstractListModel):
    """The pieces in the window, and at either end what asks for more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: Window | None = None

    def show_window(self, window: Window | None) -> None:
        """Show other pieces."""
        self.beginResetModel()
        self.window = window
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows."""
        if self.window is None or (parent is not None and parent.isValid()):
            return 0
        return self.window.last - self.window.first + self._before + self._after

    def piece(self, row: int) -> int | Literal[End.EARLIER, End.LATER]:
        """Return the piece of a row, or what it asks for."""
        if self.window is None:
            return End.LATER
        if row < self._before:
            return End.EARLIER
        piece = self.window.first + row - self._before
        return piece if piece < self.window.last else End.LATER

    def row_of(self, piece: int) -> int:
        """Return the row of a piece that is shown."""
        return piece - (self.window.first if self.window else 0) + self._before

    def words(self, row: int) -> str:
        """Return what a row reads; the ends of lines and segments left out."""
        found = self.piece(row)
        if self.window is None:
            return ""
        if found is End.EARLIER:
            return tr("{count} earlier", count=number(self.window.first))
        if found is End.LATER:
            left = len(self.window.message.cuts) - self.window.last
            return tr("{count} later", count=number(left))
        start, end = self.window.span(found)
        return visible(self.window.message.text[start:end].rstrip("\r\n"))

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row reads; a screen reader hears its number first."""
        found = self.piece(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.words(index.row())
            if isinstance(found, int) and self.window is not None:
                return f"{self.window.message.number(found)}: {text}"
            return text
        return None

    @property
    def _before(self) -> int:
        return 1 if self.window is not None and self.window.first > 0 else 0

    @property
    def _after(self) -> int:
        window = self.window
        return 1 if window is not None and window.last < len(window.message.cuts) else 0
