"""What the keys are chosen with: a list that takes the next key, and keys to click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget

from app.ui import tokens
from app.ui.controls import Control
from app.ui.i18n import tr
from app.ui.keycap import cap_words
from app.ui.keymap import captured
from app.ui.panels.command_rows import RowDelegate


class KeyList(QListWidget):
    """The commands; while a key is asked for, the next one pressed is the answer."""

    caught = Signal(str)
    """The key that was pressed."""
    dropped = Signal()
    """Esc: the key stays as it is."""
    asked = Signal()
    """Enter on a line, or a double click."""
    waiting = False
    """Whether a key is asked for. Of the class: events come before an instance is made."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choices")
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self.asked.emit())

    def event(self, event: QEvent) -> bool:
        """Take every key while one is asked for, those included that mean something elsewhere."""
        if self.waiting and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._catch(event)
            return True
        if self.waiting and event.type() == QEvent.Type.FocusOut:
            self.dropped.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a key with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _catch(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            return
        keys = captured(event)
        if keys:
            self.caught.emit(keys)


class FreeKey(Control):
    """A key that nobody has: a click gives it to the chosen command."""

    taken = Signal(str)

    def __init__(self, number: int) -> None:
        self._key = ""
        super().__init__(lambda: tr("Key {key}", key=cap_words(self._key)), name=f"free-{number}")
        self.setFixedHeight(tokens.px(tokens.SEGMENT))
        self.clicked.connect(lambda: self.taken.emit(self._key))

    def show_key(self, keys: str) -> None:
        """Stand for another key."""
        self._key = keys
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key in the middle of its field."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self.paint_box(painter, rect, self.ground("raised"), self.outline())
        painter.setFont(tokens.font("key"))
        painter.setPen(tokens.colour("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cap_words(self._key))
        painter.end()
