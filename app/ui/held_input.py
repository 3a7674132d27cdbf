"""Keys and clicks that come while the next item is on its way: held, and given to that item.

Who presses a key right after *next* means the item that she asked for. Until it is open, the item
before is still on the desk, and would take the key for its own.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QSinglePointEvent
from PySide6.QtWidgets import QWidget

from app.ui.key_replay import replay

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_CLICKS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
    }
)


class HeldInput(QObject):
    """Holds what the hands do in one window, and lets it act in its order.

    A key that is held down repeats itself: those repetitions are let go, for they were meant for
    what stood on the screen.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keys = self._clicks = False
        self._held: list[QEvent] = []

    @property
    def holding(self) -> bool:
        """Whether keys are held now."""
        return self._keys

    def listen(self) -> None:
        """Hear the window; it has to be on screen once."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def hold(self, *, clicks: bool = False) -> None:
        """Hold keys from now on, and clicks if asked."""
        self._keys = True
        self._clicks = self._clicks or clicks

    def let_go(self) -> None:
        """Let everything act that was held; a key among it may begin another hold."""
        self._keys = self._clicks = False
        while self._held and not self._keys:
            event = self._held.pop(0)
            if isinstance(event, QKeyEvent):
                replay(self._window, event)
            else:
                QCoreApplication.sendEvent(self._window.windowHandle(), event)

    def drop(self) -> None:
        """Let nothing of it act: the item that it was meant for does not come."""
        self._keys = self._clicks = False
        self._held.clear()

    def deliver(self, event: QKeyEvent) -> None:
        """Take a key that was held back elsewhere, and let it act now or later."""
        if self._keys:
            self._held.append(event.clone())
        else:
            replay(self._window, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold what comes from the window system."""
        kind = event.type()
        if self._keys and isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
            elif kind in _KEYS and not event.isAutoRepeat():
                self._held.append(event.clone())
            return True
        if self._clicks and kind in _CLICKS and isinstance(event, QSinglePointEvent):
            self._held.append(event.clone())
            return True
        return super().eventFilter(watched, event)
