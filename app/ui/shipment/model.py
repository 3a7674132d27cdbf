"""The rows of the panel as a tree; what is closed is not made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.plain_text import plain_tip
from app.ui.shipment.rows import Kind, Row

AnyIndex = QModelIndex | QPersistentModelIndex
RowRole = Qt.ItemDataRole.UserRole + 1
DepthRole = Qt.ItemDataRole.UserRole + 2


def explanation(row: Row) -> str:
    """Return what the label and the codes of a row stand for; empty when nothing needs it."""
    return row.explained() if row.explained is not None else ""


def _spoken(row: Row) -> str:
    return row.spoken


_SAID: dict[int, Callable[[Row], str]] = {
    Qt.ItemDataRole.DisplayRole: _spoken,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: lambda row: plain_tip(explanation(row)),
    Qt.ItemDataRole.AccessibleDescriptionRole: explanation,
}


class _Node:
    """One row in its place."""

    __slots__ = ("below", "depth", "parent", "place", "row")

    def __init__(self, row: Row | None, parent: int, place: int, depth: int) -> None:
        self.row = row
        self.parent = parent
        self.place = place
        self.depth = depth
        self.below: list[int] | None = None


class SheetModel(QAbstractItemModel):
    """Groups and what is in them; the rows below one are made when it is opened."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes = [_Node(None, -1, 0, -1)]
        self._nodes[0].below = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other groups."""
        self.beginResetModel()
        self._nodes = [_Node(None, -1, 0, -1)]
        self._nodes[0].below = self._made(0, rows)
        self.endResetModel()

    def row_at(self, index: AnyIndex) -> Row | None:
        """Return the row of an index; None for none."""
        return self._nodes[index.internalId()].row if index.isValid() else None

    def key_path(self, index: AnyIndex) -> tuple[str, ...]:
        """Return the keys from the group down to a row: what it is remembered by."""
        keys = []
        number = index.internalId() if index.isValid() else 0
        while number > 0:
            node = self._nodes[number]
            keys.append(node.row.key if node.row is not None else "")
            number = node.parent
        return tuple(reversed(keys))

    def find(self, keys: Sequence[str]) -> QModelIndex:
        """Return the index of a row by the keys down to it; an invalid one when it is gone."""
        number = 0
        for key in keys:
            below = self._below(number)
            found = [one for one in below if self._key(one) == key]
            if not found:
                return QModelIndex()
            number = found[0]
        return self._index_of(number) if number else QModelIndex()

    def groups(self) -> Iterator[QModelIndex]:
        """Yield the groups."""
        for place in range(self.rowCount()):
            yield self.index(place, 0)

    def index(self, row: int, column: int, parent: AnyIndex | None = None) -> QModelIndex:
        """Return the index of a row below another one."""
        number = parent.internalId() if parent is not None and parent.isValid() else 0
        below = self._below(number)
        if column != 0 or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row])

    def parent(self, index: AnyIndex | None = None) -> QModelIndex:  # type: ignore[override]
        """Return what a row is below of."""
        if index is None or not index.isValid():
            return QModelIndex()
        number = self._nodes[index.internalId()].parent
        return self._index_of(number) if number > 0 else QModelIndex()

    def hasChildren(self, parent: AnyIndex | None = None) -> bool:
        """Whether a row can be opened; nothing is made to tell."""
        if parent is None or not parent.isValid():
            return bool(self._nodes[0].below)
        row = self._nodes[parent.internalId()].row
        return row is not None and row.rows is not None

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return how many rows are below one."""
        number = parent.internalId() if parent is not None and parent.isValid() else 0
        return len(self._below(number))

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Return one: the painter parts the row."""
        del parent
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row reads, what a screen reader says of it, and the row itself."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == RowRole:
            return row
        if role == DepthRole:
            return self._nodes[index.internalId()].depth
        said = _SAID.get(role)
        return None if said is None else said(row)

    def _below(self, number: int) -> list[int]:
        node = self._nodes[number]
        if node.below is None:
            rows = () if node.row is None or node.row.rows is None else node.row.rows()
            node.below = self._made(number, rows)
        return node.below

    def _made(self, number: int, rows: Sequence[Row]) -> list[int]:
        parent = self._nodes[number]
        # What is in a group, or in a part of a long list, stands where the group does.
        flat = parent.row is None or parent.row.kind in (Kind.HEAD, Kind.MORE)
        depth = max(0, parent.depth) + (0 if flat else 1)
        start = len(self._nodes)
        self._nodes.extend(_Node(row, number, place, depth) for place, row in enumerate(rows))
        return list(range(start, len(self._nodes)))

    def _index_of(self, number: int) -> QModelIndex:
        return self.createIndex(self._nodes[number].place, 0, number)

    def _key(self, number: int) -> str:
        row = self._nodes[number].row
        return row.key if row is not None else ""
