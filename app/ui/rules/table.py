"""The table of rules, painted: two lines of text a row, a shape where a rule tells something."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.domain.notice import Severity
from app.domain.rule import RuleState
from app.ui import tokens
from app.ui.controls.row_ground import paint_foot, paint_ground, standing
from app.ui.controls.table_head import TableHead
from app.ui.i18n import languages, tr
from app.ui.icons import paint_severity
from app.ui.rules.model import COLUMNS, FIRED, HERE, RULE, SAYS, AnyIndex, RuleModel
from app.ui.rules.words import RuleLine

WIDTHS = (96, 128, 104, 0, 168, 64)
"""Name with its margin, paragraph, level, what it asks for (the rest), standing, count."""
SAYS_LEAST = 160
_MIDDLE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class _Delegate(QStyledItemDelegate):
    """Paints each cell of a rule; the chosen one carries a bar of 3 at its left."""

    def __init__(self, shown: RuleModel) -> None:
        super().__init__()
        self._model = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a row."""
        del option, index
        return QSize(tokens.px(64), tokens.px(tokens.TABLE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        line = self._model.line(index.row())
        if line is None:
            return
        row = standing(option)
        painter.save()
        paint_ground(painter, row, pointed="panel", bar="accent" if index.column() == RULE else "")
        self._paint_cell(painter, QRectF(row.rect), line, index.column())
        paint_foot(painter, row.rect)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, line: RuleLine, column: int) -> None:
        text = self._model.words(line, column)
        inner = rect.adjusted(tokens.px(tokens.TABLE_MARGIN if column == RULE else 0), 0, 0, 0)
        inner.adjust(0, 0, -tokens.px(8), 0)
        tone = "text"
        if column == HERE:
            tone = _tone_here(line)
            if line.shape is not None:
                inner = _shape_before(painter, inner, line.shape)
        elif column not in (RULE, SAYS):
            tone = "text2"
        weight = 500 if column == RULE else None
        _write(painter, inner, text, tone, weight=weight, right=column == FIRED)


def _shape_before(painter: QPainter, rect: QRectF, severity: Severity) -> QRectF:
    """Paint the shape of a severity; return what is left of the cell."""
    size = tokens.px(tokens.SEVERITY_SMALL)
    place = QRectF(round(rect.left()), round(rect.center().y() - size / 2), size, size)
    paint_severity(painter, severity, place)
    return rect.adjusted(size + tokens.px(8), 0, 0, 0)


def _tone_here(line: RuleLine) -> str:
    standing = line.standing
    if standing is None or standing.state is RuleState.SILENT:
        return "text3"
    return "text2" if line.shape is None and standing.state is RuleState.FIRES else "text"


def _write(
    painter: QPainter, rect: QRectF, text: str, tone: str, *, weight: int | None, right: bool
) -> None:
    """Write a text in one line, or in two of the smaller type; more is cut with dots."""
    painter.setPen(tokens.colour(tone))
    font = tokens.font("body", weight=weight)
    metrics = QFontMetrics(font)
    room = int(rect.width())
    if metrics.horizontalAdvance(text) <= room:
        painter.setFont(font)
        painter.drawText(rect, _MIDDLE_RIGHT if right else _MIDDLE_LEFT, text)
        return
    small = tokens.font("detail", weight=weight)
    metrics = QFontMetrics(small)
    painter.setFont(small)
    wrap = int(Qt.TextFlag.TextWordWrap) | _MIDDLE_LEFT
    for share in (2.0, 1.9, 1.75, 1.6):
        kept = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(share * room))
        box = metrics.boundingRect(QRect(0, 0, room, 1000), wrap, kept)
        if box.height() <= 2.5 * metrics.lineSpacing():
            painter.drawText(rect, wrap, kept)
            return
    painter.drawText(
        rect, _MIDDLE_LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    )


class RuleTable(QTableView):
    """Rules; one is chosen."""

    line_chosen = Signal(object)
    """RuleLine, or None."""

    def __init__(self, shown: RuleModel) -> None:
        super().__init__()
        self.setObjectName("rule-table")
        self._model = shown
        self._delegate = _Delegate(shown)
        self._kept = ""
        self.setModel(shown)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(TableHead(self, lambda section: tr(COLUMNS[section]), right=FIRED))
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
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        shown.modelAboutToBeReset.connect(self._keep)
        shown.modelReset.connect(self._choose_again)
        languages.changed.connect(self._say)
        self._say()

    @property
    def chosen(self) -> RuleLine | None:
        """The chosen rule."""
        return self._model.line(self.currentIndex().row())

    def choose(self, rule: str) -> bool:
        """Choose a rule; whether it is listed."""
        row = self._model.row_of(rule)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
        return row >= 0

    def move_by(self, steps: int) -> None:
        """Choose another rule, some rows up or down."""
        last = self._model.rowCount() - 1
        if last >= 0:
            row = min(max(self.currentIndex().row() + steps, 0), last)
            self.setCurrentIndex(self._model.index(row, 0))

    def show_standing(self, shown: bool) -> None:
        """Show how rules stand on the open item, where there is one."""
        self.setColumnHidden(HERE, not shown)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and Esc to the page: they search, and lead back."""
        if event.key() == Qt.Key.Key_Escape or (event.text() and not event.text().isspace()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        wide = [0 if self.isColumnHidden(n) else tokens.px(one) for n, one in enumerate(WIDTHS)]
        wide[SAYS] = max(tokens.px(SAYS_LEAST), room - sum(wide))
        for column, one in enumerate(wide):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, one)

    def _row_changed(self, present: QModelIndex, before: QModelIndex) -> None:
        del before
        self.line_chosen.emit(self._model.line(present.row()))

    def _keep(self) -> None:
        line = self.chosen
        self._kept = line.card.rule if line is not None else self._kept

    def _choose_again(self) -> None:
        if not (self._kept and self.choose(self._kept)):
            if self._model.rowCount():
                self.setCurrentIndex(self._model.index(0, 0))
            else:
                self.line_chosen.emit(None)

    def _say(self) -> None:
        self.setAccessibleName(tr("Rules"))
        self.verticalScrollBar().setAccessibleName(tr("Scroll"))
        self.horizontalHeader().viewport().update()
        self._model.repaint_all()
