"""Lines of a list of commands: words, what stands in the way, the key at the right end."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.ui import tokens
from app.ui.i18n import tr
from app.ui.icons import paint_icon
from app.ui.keycap import CapState, cap_size, cap_words, paint_key_cap

ROW_HIGH = 28
HEAD_HIGH = 32
PAD = 8
Index = QModelIndex | QPersistentModelIndex


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One line."""

    words: str
    note: str = ""
    """Quietly beside the words: why it cannot act, where an item stands."""
    keys: str = ""
    off: bool = False
    head: bool = False
    """Whether it is the heading of the lines below."""
    icon: str = ""
    strong: bool = False
    """Whether the key is the officer's own choice."""
    value: str = ""
    """What the line stands for."""

    @property
    def said(self) -> str:
        """The line as a screen reader says it."""
        key = tr("Key {key}", key=cap_words(self.keys)) if self.keys else ""
        return ", ".join(part for part in (self.words, key, self.note) if part)


def put_rows(choices: QListWidget, rows: list[Row]) -> None:
    """Fill a list; headings cannot be chosen."""
    choices.clear()
    for row in rows:
        item = QListWidgetItem(row.said)
        item.setData(Qt.ItemDataRole.UserRole, row)
        if row.head:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        choices.addItem(item)


def row_at(choices: QListWidget, number: int) -> Row | None:
    """Return a line, None where there is none."""
    if not 0 <= number < choices.count():
        return None
    row = choices.item(number).data(Qt.ItemDataRole.UserRole)
    return row if isinstance(row, Row) else None


class RowDelegate(QStyledItemDelegate):
    """Paints `Row`; the key stands at the right end as a cap, as everywhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line's height."""
        del option
        row = index.data(Qt.ItemDataRole.UserRole)
        head = isinstance(row, Row) and row.head
        return QSize(tokens.px(120), tokens.px(HEAD_HIGH if head else ROW_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, words, note and cap."""
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, Row):
            return
        painter.save()
        rect = QRectF(option.rect)
        state = option.state
        self._ground(painter, rect, state)
        inner = rect.adjusted(tokens.px(PAD), 0, -tokens.px(PAD), 0)
        if row.keys:
            inner.setRight(_paint_cap(painter, inner, row) - tokens.px(PAD))
        if row.icon:
            size = tokens.px(tokens.ICON_SMALL)
            place = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
            paint_icon(painter, row.icon, place, "text3")
            inner.setLeft(inner.left() + size + tokens.px(PAD))
        _paint_words(painter, inner, row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen:
            painter.fillRect(rect, tokens.colour("accentbg"))
            bar = QRectF(rect.left(), rect.top(), tokens.FOCUS, rect.height())
            painter.fillRect(bar, tokens.colour("accent"))
        elif hovered:
            painter.fillRect(rect, tokens.colour("hover"))


def _paint_cap(painter: QPainter, inner: QRectF, row: Row) -> float:
    """Paint the cap; return where it begins."""
    text = cap_words(row.keys)
    size = cap_size(text)
    left = round(inner.right() - size.width())
    top = round(inner.center().y() - size.height() / 2)
    state = CapState.OFF if row.off else CapState.LINK if row.strong else CapState.REST
    paint_key_cap(painter, QRectF(left, top, size.width(), size.height()), text, state)
    return left


def _paint_words(painter: QPainter, inner: QRectF, row: Row) -> None:
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    font = tokens.font("detail" if row.head else "body", weight=600 if row.head else None)
    tone = "text3" if row.head else "off" if row.off else "text"
    metrics = QFontMetrics(font)
    words = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, int(inner.width()))
    painter.setFont(font)
    painter.setPen(QPen(tokens.colour(tone)))
    painter.drawText(inner, middle, words)
    rest = inner.adjusted(metrics.horizontalAdvance(words) + tokens.px(12), 0, 0, 0)
    if row.note and rest.width() > tokens.px(24):
        quiet = tokens.font("detail")
        note = QFontMetrics(quiet).elidedText(
            row.note, Qt.TextElideMode.ElideRight, int(rest.width())
        )
        painter.setFont(quiet)
        painter.setPen(QPen(tokens.colour("text2")))
        painter.drawText(rest, middle, note)
