"""Keys delivered once more, as the window system would: shortcuts first, then the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.keymap import captured, normal


def replay(window: QWidget, event: QKeyEvent) -> None:
    """Deliver a key to what has the focus in a window.

    As with any key, a widget may claim it for itself before it acts as a shortcut.
    """
    focus = QApplication.focusWidget() or window
    if event.type() == QEvent.Type.KeyPress:
        asked = QKeyEvent(
            QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text()
        )
        asked.ignore()
        QApplication.sendEvent(focus, asked)
        action = None if asked.isAccepted() else action_of(focus, event)
        if action is not None:
            action.trigger()
            return
    QApplication.sendEvent(focus, event)


def action_of(focus: QWidget, event: QKeyEvent) -> QAction | None:
    """Return the action whose shortcut a key is, where the focus is; the nearest one."""
    keys = {normal(captured(event)), _plain(event)} - {""}
    widget: QWidget | None = focus
    while widget is not None:
        for action in widget.actions():
            if _reaches(action, here=widget is focus) and keys & _shortcuts(action):
                return action
        widget = None if widget.isWindow() else widget.parentWidget()
    return None


def _plain(event: QKeyEvent) -> str:
    """Return the key with its modifiers, as a shortcut may have it that was written with Shift."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    sequence = QKeySequence(modifiers.value | event.key())
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _shortcuts(action: QAction) -> set[str]:
    return {one.toString(QKeySequence.SequenceFormat.PortableText) for one in action.shortcuts()}


def _reaches(action: QAction, *, here: bool) -> bool:
    context = action.shortcutContext()
    return action.isEnabled() and (here or context != Qt.ShortcutContext.WidgetShortcut)
