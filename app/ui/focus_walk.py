"""Moving the focus from one part of the screen to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def focus_next(parts: Sequence[QWidget]) -> None:
    """Give the keys to the first part, after the one that has them, that can take them."""
    focus = QApplication.focusWidget()
    inside = [n for n, one in enumerate(parts) if focus and one.isAncestorOf(focus)]
    start = inside[0] if inside else next((n for n, p in enumerate(parts) if p is focus), -1)
    for step in range(1, len(parts) + 1):
        if _focus_first(parts[(start + step) % len(parts)]):
            return


def _focus_first(part: QWidget) -> bool:
    """Give the keys to a part's first control; whether there is one."""
    reason = Qt.FocusReason.TabFocusReason
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
        part.setFocus(reason)
        return True
    for child in part.findChildren(QWidget):
        takes = child.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes and child.isVisibleTo(part) and child.isEnabled():
            child.setFocus(reason)
            return True
    return False
