"""Choosing reasons from the closed list: a search, the list below it, the chosen as lines."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Control, column, lens
from app.ui.i18n import languages, tr
from app.ui.icons import paint_icon
from app.ui.keycap import cap_words
from app.ui.panels.field import outline_missing
from app.ui.panels.search_field import SearchField
from app.ui.searching import plain

LIST_HIGH = 232


class ReasonLine(Control):
    """A chosen reason: its label, where it came from, and the way to take it off."""

    def __init__(self, code: str, label: str, origin: str, whole: str) -> None:
        self.code = code
        self._origin = origin
        super().__init__(lambda: label, name=f"reason-{code}")
        self.describe(lambda: "\n".join((*whole.splitlines(), tr("Click to take this reason off"))))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def origin(self) -> str:
        """Where it came from, in a few words."""
        return self._origin

    def sizeHint(self) -> QSize:
        """Return a full line of 32."""
        return QSize(tokens.px(200), tokens.px(tokens.CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint label, origin and cross."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self.paint_box(painter, rect, self.ground("raised"), "edge")
        inner = rect.adjusted(tokens.px(8), 0, -tokens.px(8), 0)
        size = tokens.px(14)
        paint_icon(painter, "x", QRectF(inner.right() - size, inner.top(), size, inner.height()))
        inner.setRight(inner.right() - size - tokens.px(8))
        label_font = tokens.font("detail", weight=500)
        label_wide = QFontMetrics(label_font).horizontalAdvance(self.words)
        quiet = tokens.font("detail")
        origin_wide = QFontMetrics(quiet).horizontalAdvance(self._origin)
        room = inner.width()
        if label_wide + origin_wide + tokens.px(8) <= room:
            painter.setFont(quiet)
            painter.setPen(tokens.colour("text3"))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(inner, right, self._origin)
        painter.setFont(label_font)
        painter.setPen(tokens.colour("text"))
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        text = QFontMetrics(label_font).elidedText(
            self.words, Qt.TextElideMode.ElideRight, int(room)
        )
        painter.drawText(inner, left, text)
        painter.end()


class Reasons(QWidget):
    """The reasons of one form, with their origins."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: Mapping[str, str] = {}
        self._chosen: list[str] = []
        self._origins: Mapping[str, tuple[str, str]] = {}
        self._lines: list[ReasonLine] = []
        self._column = column(gap=4)
        self.setLayout(self._column)
        self.search = SearchField()
        self.search.setObjectName("reason-search")
        self.search.setFixedHeight(tokens.px(tokens.CONTROL))
        lens(self.search)
        self._column.addWidget(self.search)
        self.choices = QListWidget()
        self.choices.setObjectName("choices")
        self.choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices.hide()
        self.search.textChanged.connect(self._fill)
        self.search.entered.connect(self._open)
        self.search.moved.connect(self._move)
        self.search.taken.connect(self._take)
        self.search.left.connect(self._leave)
        self.search.installEventFilter(self)
        self.choices.itemClicked.connect(lambda _item: self._take())
        languages.changed.connect(self._say)

    @property
    def codes(self) -> tuple[str, ...]:
        """The chosen reasons, in order."""
        return tuple(self._chosen)

    @property
    def lines(self) -> tuple[ReasonLine, ...]:
        """The chosen reasons as controls, from top to bottom."""
        return tuple(self._lines)

    def show_reasons(
        self,
        known: Mapping[str, str],
        chosen: tuple[str, ...],
        origins: Mapping[str, tuple[str, str]],
    ) -> None:
        """Show another list; ``origins`` holds (short, whole) by code."""
        self._known = known
        self._chosen = [code for code in chosen if code in known]
        self._origins = origins
        self._say()

    def show_origins(self, origins: Mapping[str, tuple[str, str]]) -> None:
        """Say anew where the reasons come from, as in another language."""
        self._origins = origins
        self._say()

    def set_missing(self, missing: bool) -> None:
        """Draw the outline of a field that is missing."""
        outline_missing(self.search, missing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the list when the field is left for another."""
        if watched is self.search and event.type() is QEvent.Type.FocusOut:
            self.choices.hide()
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        """Put the list under the field, over what stands below; nothing is pushed."""
        host = self.window()
        self.choices.setParent(host)
        corner = self.search.mapTo(host, self.search.rect().bottomLeft())
        self.choices.setGeometry(corner.x(), corner.y() + 2, self.search.width(), 32)
        self.choices.show()
        self._fill()
        self.choices.raise_()

    def _fill(self) -> None:
        wanted = plain(self.search.text()).split()
        self.choices.clear()
        for code, label in self._known.items():
            text = tr(label)
            hay = plain(f"{text} {code}")
            if code not in self._chosen and all(word in hay for word in wanted):
                item = QListWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, code)
                self.choices.addItem(item)
        if not self.choices.count():
            self.choices.addItem(QListWidgetItem(tr("Nothing found")))
        self.choices.setCurrentRow(0)
        if self.choices.isVisible():
            self.choices.resize(self.choices.width(), self._list_high())

    def _list_high(self) -> int:
        """Return room for what the list holds, as far as the window goes."""
        row = max(self.choices.sizeHintForRow(0), tokens.px(20))
        room = self.window().height() - self.choices.y() - tokens.px(8)
        return min(max(1, self.choices.count()) * row + tokens.px(12), tokens.px(LIST_HIGH), room)

    def _move(self, steps: int) -> None:
        count = self.choices.count()
        if count:
            self.choices.setCurrentRow((self.choices.currentRow() + steps) % count)

    def _take(self) -> None:
        code = self.choices.currentItem().data(Qt.ItemDataRole.UserRole)
        if code is not None:
            self._chosen.append(str(code))
            self.search.clear()
            self._say()
            self._fill()
            self.changed.emit()

    def _leave(self) -> None:
        self.search.clear()
        self.choices.hide()
        self.left.emit()

    def _remove(self) -> None:
        line = self.sender()
        if isinstance(line, ReasonLine) and line.code in self._chosen:
            self._chosen.remove(line.code)
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        hint = tr("Search {count} reasons", count=len(self._known))
        self.search.setPlaceholderText(f"{hint}   {cap_words(keys('search_reasons'))}")
        self.search.setAccessibleName(tr("Search reasons"))
        self.choices.setAccessibleName(tr("Reasons"))
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for code in self._chosen:
            origin, whole = self._origins.get(code, (tr("added by you"), ""))
            line = ReasonLine(code, tr(self._known[code]), origin, whole)
            line.clicked.connect(self._remove)
            self._column.addWidget(line)
            self._lines.append(line)
