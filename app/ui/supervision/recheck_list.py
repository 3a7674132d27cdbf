"""The list at the left: why each decision is there, its goods, whose it is and how old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.supervision import Recheck
from app.ui import tokens
from app.ui.controls.row_ground import paint_foot, paint_ground, standing
from app.ui.i18n import languages, tr
from app.ui.icons import paint_severity
from app.ui.supervision.words import SEVERITY_OF_WHY, age_words, goods_of, why_words

LINE_HIGH = 72
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_AnyIndex = QModelIndex | QPersistentModelIndex


class RecheckModel(QAbstractListModel):
    """The lines that the filter lets through."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._lines: tuple[Recheck, ...] = ()
        self.now = now

    def show_lines(self, lines: Sequence[Recheck]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> Recheck | None:
        """Return a line, None beyond the last."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def row_of(self, recommendation_id: str) -> int:
        """Return where a decision stands, -1 when it does not."""
        names = [line.recommendation_id for line in self._lines]
        return names.index(recommendation_id) if recommendation_id in names else -1

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a line, for who hears them too."""
        line = self.line(index.row())
        if line is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        whys = ", ".join(why_words(line, why) for why in line.why)
        return f"{whys}\n{goods_of(line)}\n{self.foot(line)}"

    def foot(self, line: Recheck) -> str:
        """Return whose decision it is, and how old."""
        return f"{line.name or line.officer} · {age_words(line.decided_at, self.now())}"


class _Delegate(QStyledItemDelegate):
    """Paints three lines; the chosen one carries a bar of 3 at its left."""

    def __init__(self, shown: RecheckModel) -> None:
        super().__init__()
        self._model = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """Return the height of a line."""
        del option, index
        return QSize(tokens.px(120), tokens.px(LINE_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint one line."""
        line = self._model.line(index.row())
        if line is None:
            return
        row = standing(option)
        painter.save()
        paint_ground(painter, row)
        self._write(painter, QRectF(row.rect), line)
        paint_foot(painter, row.rect)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRectF, line: Recheck) -> None:
        inner = rect.adjusted(tokens.px(16), tokens.px(8), -tokens.px(16), -tokens.px(8))
        severity = SEVERITY_OF_WHY[line.why[0]]
        size = tokens.px(tokens.SEVERITY_SMALL)
        if severity is not None:
            place = QRectF(inner.right() - size, inner.top() + tokens.px(2), size, size)
            paint_severity(painter, severity, place)
        high = inner.height() / 3
        more = f"  +{len(line.why) - 1}" if len(line.why) > 1 else ""
        rows = (
            (why_words(line) + more, tokens.font("body", weight=600), "text"),
            (goods_of(line), tokens.font("detail"), "text"),
            (self._model.foot(line), tokens.font("detail"), "text2"),
        )
        for number, (words, font, tone) in enumerate(rows):
            room = inner.width() - (size + tokens.px(8) if number == 0 else 0)
            place = QRectF(inner.left(), inner.top() + number * high, room, high)
            _one_line(painter, place, words, font, tone)


def _one_line(painter: QPainter, rect: QRectF, words: str, font: QFont, tone: str) -> None:
    if QFontMetrics(font).horizontalAdvance(words) > rect.width():
        # Smaller type before words are cut.
        font = tokens.font("detail", weight=600 if font.bold() else None)
    painter.setFont(font)
    painter.setPen(tokens.colour(tone))
    kept = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, _LEFT, kept)


class RecheckList(QListView):
    """Lines; one is chosen."""

    line_chosen = Signal(object)
    """Recheck, or None."""

    def __init__(self, shown: RecheckModel) -> None:
        super().__init__()
        self.setObjectName("recheck-list")
        self._shown = shown
        self._paints = _Delegate(shown)
        self.setModel(shown)
        self.setItemDelegate(self._paints)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        languages.changed.connect(self._say)
        self._say()

    @property
    def chosen(self) -> Recheck | None:
        """The chosen line."""
        return self._shown.line(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Choose a line by its place; the last one where there are fewer."""
        row = min(row, self._shown.rowCount() - 1)
        self.setCurrentIndex(self._shown.index(row, 0) if row >= 0 else QModelIndex())

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the commands of the page."""
        del search

    def _tell(self) -> None:
        self.line_chosen.emit(self.chosen)

    def _say(self) -> None:
        self.setAccessibleName(tr("Decisions to look at again"))
        self.verticalScrollBar().setAccessibleName(tr("Scroll"))
        self.viewport().update()
