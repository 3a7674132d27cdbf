"""The pieces of a message in a list, with the value where it stands."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.raw import RawMessage
from app.ui import tokens
from app.ui.controls.row_ground import paint_ground, standing
from app.ui.shipment.model import AnyIndex
from app.ui.shipment.raw_model import End, RawModel
from app.ui.shipment.tree import PAGING
from app.ui.shipment.window import Span, Window, occurrences, piece_at

NUMBER = 44
"""Width of the numbers at the left."""


class RawDelegate(QStyledItemDelegate):
    """Paints a piece with its number; the value and its other occurrences stand out."""

    def __init__(self, view: QListView, shown: RawModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = shown
        self.found: tuple[Span, ...] = ()
        self.present: Span | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return how high a piece is at the width of the view."""
        del option
        wide = self._view.viewport().width()
        layout = self._laid(index.row(), wide)
        return QSize(wide, round(layout.boundingRect().height()) + tokens.px(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one piece."""
        row = standing(option)
        rect = row.rect
        painter.save()
        bar = "accent" if self._view.hasFocus() else "edge"
        paint_ground(painter, row, chosen="raised", pointed="", bar=bar)
        found = self._model.piece(index.row())
        if isinstance(found, int):
            painter.setFont(tokens.font("key"))
            painter.setPen(tokens.colour("text3"))
            side = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            place = rect.adjusted(0, tokens.px(2), tokens.px(NUMBER - 8) - rect.width(), 0)
            painter.drawText(place, side, self._number(found))
        painter.setPen(tokens.colour("text" if isinstance(found, int) else "accent"))
        at = QPointF(rect.left() + tokens.px(NUMBER), rect.top() + tokens.px(2))
        self._laid(index.row(), rect.width()).draw(painter, at)
        painter.restore()

    def _number(self, piece: int) -> str:
        """Return the number of a piece; what goes on with the one before has none."""
        window = self._model.window
        goes_on = window is None or window.message.goes_on(piece)
        return "" if window is None or goes_on else str(window.message.number(piece))

    def _laid(self, row: int, wide: int) -> QTextLayout:
        layout = QTextLayout(self._model.words(row), tokens.font("detail", identifier=True))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(row))
        layout.beginLayout()
        room = max(tokens.px(60), wide - tokens.px(NUMBER + 8))
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, top))
            top += tokens.px(tokens.ROLES["detail"].line)
        layout.endLayout()
        return layout

    def _formats(self, row: int) -> list[QTextLayout.FormatRange]:
        piece, window = self._model.piece(row), self._model.window
        if window is None or not isinstance(piece, int):
            return []
        start, end = window.span(piece)
        ranges = []
        for span in self.found:
            if span[0] < end and span[1] > start:
                one = QTextLayout.FormatRange()
                one.start = max(0, span[0] - start)
                one.length = min(span[1], end) - start - one.start
                one.format = _format(present=span == self.present)
                ranges.append(one)
        return ranges


class RawList(QListView):
    """A message around one value; its other occurrences are walked one by one."""

    moved = Signal()
    """Another occurrence is the present one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raw-list")
        self._raw = RawModel(self)
        self._delegate = RawDelegate(self, self._raw)
        self._at = 0
        self.setModel(self._raw)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._widen)

    @property
    def raw(self) -> RawModel:
        """The pieces."""
        return self._raw

    @property
    def found(self) -> tuple[Span, ...]:
        """Every occurrence of the value."""
        return self._delegate.found

    @property
    def at(self) -> int:
        """Which occurrence is the present one, counted from 0."""
        return self._at

    @property
    def present_piece(self) -> int:
        """The piece that holds the present occurrence, or that is chosen; counted from 0."""
        window, present = self._raw.window, self._delegate.present
        if window is not None and present is not None:
            return piece_at(window.message, present[0])
        found = self._raw.piece(self.currentIndex().row())
        return found if isinstance(found, int) else 0

    def show_message(self, message: RawMessage | None) -> None:
        """Show a message where its value stands, else from its beginning."""
        if message is None:
            self._delegate.found, self._delegate.present = (), None
            self._raw.show_window(None)
            return
        self._delegate.found = occurrences(message)
        spot = message.spot
        own = (spot.start, spot.end) if spot is not None else None
        self._at = self._delegate.found.index(own) if own in self._delegate.found else 0
        self._raw.show_window(Window.around(message, spot.start if spot else 0))
        self._show_present()

    def step(self, by: int) -> None:
        """Go to the next occurrence of the value, or the one before."""
        if self._delegate.found:
            self._at = (self._at + by) % len(self._delegate.found)
            self._show_present()

    def copy(self) -> None:
        """Copy the chosen pieces, as they were sent."""
        window = self._raw.window
        rows = sorted(index.row() for index in self.selectedIndexes())
        pieces = [one for one in map(self._raw.piece, rows) if isinstance(one, int)]
        if window is not None and pieces:
            texts = [window.message.text[slice(*window.span(one))] for one in pieces]
            QGuiApplication.clipboard().setText("".join(texts))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that walk the list, and the one that copies, from being a command."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            walking = event.key() in PAGING and not event.modifiers()
            if walking or event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or ask for more with Enter; letters are commands, not a search in the list."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._widen(self.currentIndex())
        elif event.text() and event.key() not in PAGING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pieces out for the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _show_present(self) -> None:
        window = self._raw.window
        if window is None:
            return
        found = self._delegate.found
        self._delegate.present = found[self._at] if found else None
        start = found[self._at][0] if found else 0
        if not window.holds(start):
            self._raw.show_window(Window.around(window.message, start))
        self._choose(piece_at(window.message, start))
        self.viewport().update()
        self.moved.emit()

    def _choose(self, piece: int) -> None:
        index = self._raw.index(self._raw.row_of(piece), 0)
        # Chosen alone, whatever keys are held down meanwhile.
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _widen(self, index: QModelIndex) -> None:
        """Show more of the message before or after what is shown."""
        window = self._raw.window
        found = self._raw.piece(index.row())
        if window is None or isinstance(found, int) or not index.isValid():
            return
        at = window.first if found is End.EARLIER else window.last - 1
        self._raw.show_window(window.earlier() if found is End.EARLIER else window.later())
        self._choose(at)


def _format(*, present: bool) -> QTextCharFormat:
    """Return how the present occurrence of a value is set, and how the others are."""
    made = QTextCharFormat()
    if present:
        made.setBackground(tokens.colour("accent"))
        made.setForeground(tokens.colour("onaccent"))
    else:
        made.setBackground(tokens.colour("accentbg"))
        made.setForeground(tokens.colour("text"))
    return made
