"""The parcels of the grid in the order of the queue, each with what its cell says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.shipment import Mode
from app.domain.work import ItemState, QueueLine
from app.ui.i18n.formats import minutes_left
from app.ui.plain_text import plain_tip, visible
from app.ui.queue import words as wording

AnyIndex = QModelIndex | QPersistentModelIndex


def parcels_of(lines: Sequence[QueueLine], account: str, kept: frozenset[str]) -> list[QueueLine]:
    """Return the parcels that stand in the grid: what is open, and what was decided just now.

    A parcel that was decided in this session keeps its place, so that no picture moves under the
    eye when it is signed.
    """
    return [
        line
        for line in lines
        if line.mode is Mode.COURIER
        and (line.state is not ItemState.DECIDED or line.item_id in kept)
        and (line.energies or line.claimed_by == account)
    ]


class ParcelModel(QAbstractListModel):
    """The parcels in the order of the queue."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QueueLine] = []
        self.account = ""
        self.present = ""
        self.now = dt.datetime.now(dt.UTC)

    @property
    def lines(self) -> tuple[QueueLine, ...]:
        """What stands in the grid."""
        return tuple(self._rows)

    def show_lines(self, lines: Sequence[QueueLine]) -> None:
        """Show other lines; when they are the same items, nothing moves."""
        same = [one.item_id for one in lines] == [one.item_id for one in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = list(lines)
        if not same:
            self.endResetModel()
        self.repaint_all()

    def repaint_all(self) -> None:
        """Say that every cell may look different."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_of(self, item_id: str) -> int:
        """Return the row of an item, -1 when it is not here."""
        rows = (row for row, line in enumerate(self._rows) if line.item_id == item_id)
        return next(rows, -1)

    def line(self, row: int) -> QueueLine | None:
        """Return the line of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of parcels."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says, to eyes that point at it and to a screen reader."""
        line = self.line(index.row())
        if line is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        parts = (
            minutes_left(line.eta, self.now),
            wording.goods_words(line),
            line.equipment,
            wording.model_words(line),
            wording.who_words(line, self.account, self.now, self.present),
        )
        gap = "\n" if role == Qt.ItemDataRole.ToolTipRole else ", "
        said = gap.join(part for part in parts if part)
        return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else visible(said)
