"""Officers against outcomes: a calm table for supervisors; counts first, and nobody is ranked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from app.domain.errors import KnownError
from app.domain.officer_figures import LEAST, LEVELS, Measure, OfficerFigures, Rate
from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Text, column, row
from app.ui.controls.table_head import TableHead
from app.ui.desk import Desk
from app.ui.i18n import languages, render, tr
from app.ui.jobs import log_failed

AnyIndex = QModelIndex | QPersistentModelIndex
ROW, NAME, COUNT = 48, 168, 72
_MEASURES: tuple[tuple[Measure, int, str], ...] = (
    *((Measure.CALIBRATION, level, phrase("Right at {level}")) for level in LEVELS),
    (Measure.RIGHT, 0, phrase("Right, all")),
    (Measure.RESULTANT, 0, phrase("Resultant")),
    (Measure.MISSED, 0, phrase("Found later")),
    (Measure.SECOND, 0, phrase("Read again")),
    (Measure.WITH_MODEL, 0, phrase("With model")),
    (Measure.VERDICTS, 0, phrase("Agreed")),
)
_FIRST = (phrase("Officer"), phrase("Decided"), phrase("Known"))


class OfficerModel(QAbstractTableModel):
    """Figures of all officers, then of each."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: tuple[OfficerFigures, ...] = ()

    def show_figures(self, figures: Sequence[OfficerFigures]) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._figures = tuple(figures)
        self.endResetModel()

    def say_again(self) -> None:
        """Say that every cell may read differently."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._figures)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Return the number of columns."""
        count = len(_FIRST) + len(_MEASURES)
        return 0 if parent is not None and parent.isValid() else count

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
        figures, section = self._figures[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_words(figures, section)
        if role == Qt.ItemDataRole.ForegroundRole:
            return tokens.colour("text" if _told(figures, section) else "text2")
        return None


def column_words(section: int) -> str:
    """Return the name of a column."""
    if section < len(_FIRST):
        return tr(_FIRST[section])
    _, level, text = _MEASURES[section - len(_FIRST)]
    return tr(text).format(level=level)


def cell_words(figures: OfficerFigures, section: int) -> str:
    """Return a figure: counts, and below them the rate where there are cases enough."""
    if section < len(_FIRST):
        name = figures.name if figures.account else tr("All officers")
        return (name, str(figures.decisions), str(figures.known))[section]
    return rate_words(_rate(figures, section))


def rate_words(rate: Rate) -> str:
    """Return a rate on two lines: its counts, and the share with its interval."""
    if not rate.of:
        return "-"
    told = f"{rate.count} / {rate.of}"
    if rate.share is None or rate.interval is None:
        return told
    low, high = (round(100 * end) for end in rate.interval)
    return f"{told}\n{100 * rate.share:.0f} % ({low}-{high})"


def _rate(figures: OfficerFigures, section: int) -> Rate:
    measure, level, _ = _MEASURES[section - len(_FIRST)]
    return figures.rate(measure, level)


def _told(figures: OfficerFigures, section: int) -> bool:
    return section < len(_FIRST) or _rate(figures, section).enough


class OfficersPage(Panel):
    """The table, what it rests on, and what it cannot say."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="officers-page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self.model = OfficerModel()
        self.table = _table(self.model)
        self._why = Text("", "body", "text2", wrap=True)
        self._lay()
        languages.changed.connect(self._say)
        self._say()

    def take_focus(self) -> None:
        """Ask for the figures of now."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        calls, officer = self._desk.wiring.replaying, self._desk.officer
        if calls is not None and officer is not None:
            self._desk.jobs.write(lambda: calls.figures(officer), self._came, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; they scroll where it is too small."""
        super().resizeEvent(event)
        first = tokens.px(NAME) + 2 * tokens.px(COUNT)
        room = self.width() - tokens.px(80) - first
        wide = max(tokens.px(84), room // len(_MEASURES))
        for section in range(self.model.columnCount()):
            fixed = tokens.px(NAME if section == 0 else COUNT)
            self.table.setColumnWidth(section, fixed if section < len(_FIRST) else wide)

    def _lay(self) -> None:
        lines = column(margins=(40, 24, 40, 24), gap=16)
        head = row()
        head.addWidget(Text(words("officers"), "goods"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="officers-back").kind("quiet")
        back.clicked.connect(self.left)
        head.addWidget(back)
        lines.addLayout(head)
        lines.addWidget(Text(_rests_on, "detail", "text2", wrap=True))
        lines.addWidget(self._why)
        lines.addWidget(self.table, 1)
        self.setLayout(lines)

    def _came(self, figures: tuple[OfficerFigures, ...]) -> None:
        self._why.set_words("")
        self.model.show_figures(figures)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._why.set_words(lambda: render(error.sentence))
        else:
            log_failed(error)
        self.model.show_figures(())

    def _say(self) -> None:
        self.setAccessibleName(words("officers")())
        self.table.setAccessibleName(words("officers")())
        for bar in (self.table.verticalScrollBar(), self.table.horizontalScrollBar()):
            bar.setAccessibleName(tr("Scroll"))
        self.model.say_again()


class _Indented(QStyledItemDelegate):
    """Writes a name where the head's word begins."""

    def displayText(self, value: object, _locale: object) -> str:
        """Return the name with its margin."""
        return f"\u2003{value}"


def _table(shown: OfficerModel) -> QTableView:
    table = QTableView()
    table.setObjectName("officers-table")
    table.setModel(shown)
    table.setItemDelegateForColumn(0, _Indented(table))
    table.setHorizontalHeader(TableHead(table, column_words, right=-1))
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(tokens.px(ROW))
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    return table


def _rests_on() -> str:
    return tr(
        "Rates with their 95 % interval (Wilson) from {least} cases on; below, counts alone. By "
        "name, never by rank. Examinations follow referrals: what was missed among releases is "
        "known only where a port examined all the same, so Found later is no rate of all releases.",
        least=LEAST,
    )
