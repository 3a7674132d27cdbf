"""Rules as a table: name, paragraph, level, what it asks for, how it stands here, how often."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.rules import words as wording
from app.ui.rules.words import RuleLine

COLUMNS = (
    phrase("Rule"),
    phrase("Paragraph"),
    phrase("Severity"),
    phrase("What it asks for"),
    phrase("On this item"),
    phrase("Fired"),
)
RULE, PARAGRAPH, LEVEL, SAYS, HERE, FIRED = range(6)
AnyIndex = QModelIndex | QPersistentModelIndex


class RuleModel(QAbstractTableModel):
    """Rules that the search and the choice let through."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[RuleLine] = []

    def show_lines(self, lines: Sequence[RuleLine]) -> None:
        """Show other rules; when they are the same ones, no row moves."""
        same = [one.card.rule for one in lines] == [one.card.rule for one in self._lines]
        if not same:
            self.beginResetModel()
        self._lines = list(lines)
        if same:
            self.repaint_all()
        else:
            self.endResetModel()

    def repaint_all(self) -> None:
        """Say that every cell may read differently."""
        if self._lines:
            last = self.index(len(self._lines) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> RuleLine | None:
        """Return the rule of a row, None where there is none."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, rule: str) -> int:
        """Return the row of a rule, -1 when it is not listed."""
        names = [one.card.rule for one in self._lines]
        return names.index(rule) if rule in names else -1

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

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
            return tr(COLUMNS[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell reads; also what a screen reader says of it."""
        line = self.line(index.row())
        if line is None:
            return None
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self.words(line, index.column())
        return None

    def words(self, line: RuleLine, column: int) -> str:
        """Return what a column says of a rule."""
        plain = {
            RULE: lambda: line.card.rule,
            PARAGRAPH: lambda: f"¶{line.card.paragraph}" if line.card.paragraph else "",
            LEVEL: lambda: tr(wording.LEVEL_WORDS[line.card.level]),
            SAYS: lambda: tr(line.card.says),
            HERE: lambda: wording.state_words(line),
            FIRED: lambda: str(line.fired) if line.fired else "",
        }
        return plain[column]()
