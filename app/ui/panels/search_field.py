"""The field above a list of answers: what is typed searches, arrows and Enter go to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

LINES = 14
"""How many lines of a long list are seen at once; the others are scrolled to."""

_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Another program, or a menu, has the keys for a while."""


class SearchField(QLineEdit):
    """The field above the list; arrows and Enter go to the list, Esc leaves."""

    moved = Signal(int)
    taken = Signal()
    left = Signal()
    entered = Signal()
    deserted = Signal(bool)
    """The focus went elsewhere; True when it went to another part of this window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send the keys of the list to the list."""
        commanded = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: LINES - 1,
            Qt.Key.Key_PageUp: 1 - LINES,
        }.get(Qt.Key(event.key()))
        if steps is not None:
            self.moved.emit(steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not commanded:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open the list."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        self.deserted.emit(event.reason() not in _COMES_BACK)
