"""The queue as a table: one line an item, a heading above each group."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.words import phrase
from app.domain.work import QueueLine
from app.ui.i18n import tr
from app.ui.i18n.formats import minutes_left, moment
from app.ui.plain_text import plain_tip
from app.ui.queue import words as wording
from app.ui.queue.filters import Group

COLUMNS = (
    phrase("Time left"),
    phrase("Mode"),
    phrase("Port"),
    phrase("Equipment"),
    phrase("Declared goods"),
    phrase("Gross"),
    phrase("Notices"),
    phrase("Model"),
    phrase("Image"),
    phrase("Who"),
)
TIME, MODE, PORT, EQUIPMENT, GOODS, GROSS, NOTICES, MODEL, IMAGE, WHO = range(10)
LineRole = Qt.ItemDataRole.UserRole + 1
"""QueueLine of a row, None of a heading."""

FRESH = dt.timedelta(seconds=45)
"""How long a line that has changed by itself is told from the others."""

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group of lines."""

    title: str
    count: int


class QueueModel(QAbstractTableModel):
    """Lines that the filter lets through; text is made when a cell is painted, not before."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QueueLine | Heading] = []
        self.account = ""
        self.present = ""
        """Item that is under review now."""
        self.now = dt.datetime.now(dt.UTC)
        self._fresh: dict[str, dt.datetime] = {}
        """Items that somebody else, or new data, has just changed, and when."""

    def show_lines(self, lines: Sequence[QueueLine], group: Group) -> None:
        """Show other lines; when they are the same items, no row moves."""
        rows = _grouped(lines, group)
        if len(rows) == len(self._rows) and all(map(_same, rows, self._rows)):
            self._rows = rows
            self.repaint_all()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def mark_fresh(self, items: Iterable[str], now: dt.datetime) -> None:
        """Show for a while that these lines are new, or read otherwise than before."""
        self._fresh.update(dict.fromkeys(items, now))

    def fresh(self, line: QueueLine) -> bool:
        """Whether a line has just changed by itself."""
        since = self._fresh.get(line.item_id)
        return since is not None and self.now - since < FRESH

    def tick(self, now: dt.datetime) -> None:
        """Move time on."""
        self.now = now
        self._fresh = {item: at for item, at in self._fresh.items() if now - at < FRESH}
        self.repaint_all()

    def repaint_all(self) -> None:
        """Say that every cell may read differently."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> QueueLine | None:
        """Return the line of a row; None for a heading or a row that is not there."""
        if not 0 <= row < len(self._rows):
            return None
        found = self._rows[row]
        return found if isinstance(found, QueueLine) else None

    def heading(self, row: int) -> Heading | None:
        """Return the heading of a row, None for a line."""
        found = self._rows[row]
        return found if isinstance(found, Heading) else None

    def row_of(self, item_id: str) -> int:
        """Return the row of an item, -1 when it is not shown."""
        for number, one in enumerate(self._rows):
            if isinstance(one, QueueLine) and one.item_id == item_id:
                return number
        return -1

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let lines be chosen, headings not."""
        if self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell reads; also what a screen reader says of it."""
        line = self.line(index.row())
        if line is None:
            heading = self.heading(index.row())
            shown = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return heading.title if heading and shown else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self.words(line, index.column())
            shown = role == Qt.ItemDataRole.DisplayRole or index.column() != TIME
            return said if shown or not self.fresh(line) else tr("{time}, just changed", time=said)
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self.words(line, index.column())
            return moment(line.eta) if index.column() == TIME else plain_tip(words)
        return line if role == LineRole else None

    def words(self, line: QueueLine, column: int) -> str:
        """Return what a column says of a line."""
        if column == TIME:
            return minutes_left(line.eta, self.now)
        if column == WHO:
            return wording.who_words(line, self.account, self.now, self.present)
        if column == NOTICES:
            return tr(
                "{blocks} blocking, {warnings} warnings, {notes} notes",
                blocks=line.blocks,
                warnings=line.warnings,
                notes=line.notes,
            )
        plain = {
            MODE: lambda: tr(wording.MODE_WORDS[line.mode]) if line.mode else "",
            PORT: lambda: line.port,
            EQUIPMENT: lambda: line.equipment,
            GOODS: lambda: wording.goods_words(line),
            GROSS: lambda: wording.gross_words(line),
            MODEL: lambda: wording.model_words(line),
            IMAGE: lambda: wording.image_words(line),
        }
        return plain[column]()


def _same(one: QueueLine | Heading, other: QueueLine | Heading) -> bool:
    """Whether two rows stand for the same item, or are the same heading."""
    if isinstance(one, QueueLine) and isinstance(other, QueueLine):
        return one.item_id == other.item_id
    return one == other


def _grouped(lines: Sequence[QueueLine], group: Group) -> list[QueueLine | Heading]:
    if group is Group.NONE:
        return list(lines)
    by_name: dict[str, list[QueueLine]] = {}
    for line in lines:
        name = line.port if group is Group.PORT else line.mode or ""
        by_name.setdefault(name, []).append(line)
    rows: list[QueueLine | Heading] = []
    for kept in by_name.values():
        rows.append(Heading(_title(kept[0], group), len(kept)))
        rows.extend(kept)
    return rows


def _title(line: QueueLine, group: Group) -> str:
    if group is Group.PORT:
        return line.port or tr("No port")
    return tr(wording.MODE_WORDS[line.mode]) if line.mode else tr("No mode")
