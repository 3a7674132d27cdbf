"""Keys and clicks that come while the next item is on its way: held, and given to that item.

Who presses a key right after *next* means the item that she asked for. Until it is open, the item
before is still on the desk, and would take the key for its own.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QMouseEvent, QSinglePointEvent
from PySide6.QtWidgets import QWidget

from app.ui.controls import Curtain
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
_TOUCHES = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)


class HeldInput(QObject):
    """Holds what the hands do in one window, and lets it act in its order.

    A key that is held down repeats itself: those repetitions are let go, for they were meant for
    what stood on the screen. What was pressed before is let up at once. A click on a panel that is
    covered meant what stood there before, and acts on nothing; nor does a finger, whose marks could
    belong to neither item.

    Parameters
    ----------
    at_once
        Whether a key means no item, such as the one that locks the screen: it is never held.
    """

    def __init__(self, window: QWidget, at_once: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._at_once = at_once
        self._keys = self._clicks = False
        self._held: list[QEvent] = []
        self._pressed: set[int] = set()
        """Keys, and buttons as negative numbers, whose press is held."""
        self._lost_click = self._lost_touch = False

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
        self._end()
        while self._held and not self._keys:
            event = self._held.pop(0)
            if isinstance(event, QKeyEvent):
                replay(self._window, event)
            else:
                QCoreApplication.sendEvent(self._window.windowHandle(), event)

    def drop(self) -> None:
        """Let nothing of it act: the item that it was meant for does not come."""
        self._end()
        self._held.clear()

    def deliver(self, event: QKeyEvent) -> None:
        """Take a key that was held back elsewhere, and let it act now or later."""
        if self._keys:
            self._keep(event)
        else:
            replay(self._window, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold what comes from the window system."""
        if isinstance(event, QKeyEvent):
            taken = self._keys and self._take_key(event)
        elif event.type() in _CLICKS and isinstance(event, QSinglePointEvent):
            taken = self._take_click(event)
        else:
            taken = event.type() in _TOUCHES and self._take_touch(event.type())
        return taken or super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if self._at_once(event):
            return False
        kind, key = event.type(), event.key()
        if kind == QEvent.Type.KeyRelease and key not in self._pressed:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
        elif kind in _KEYS and not event.isAutoRepeat():
            self._keep(event)
        return True

    def _keep(self, event: QKeyEvent) -> None:
        self._note(event.key(), pressed=event.type() == QEvent.Type.KeyPress)
        self._held.append(event.clone())

    def _take_click(self, event: QSinglePointEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._take_release(event)
        if self._clicks and isinstance(event, QMouseEvent):
            self._lost_click = self._covered(event)
            self._note(-event.button().value, pressed=True)
        if self._clicks and not self._lost_click:
            self._held.append(event.clone())
        return self._clicks

    def _take_release(self, event: QSinglePointEvent) -> bool:
        """Let a button up with its press, wherever that is: held, lost, or acted long since."""
        if self._lost_click:
            self._lost_click = False
            return True
        button = -event.button().value
        held = self._clicks and button in self._pressed
        if held:
            self._note(button, pressed=False)
            self._held.append(event.clone())
        return held

    def _take_touch(self, kind: QEvent.Type) -> bool:
        if kind == QEvent.Type.TouchBegin:
            self._lost_touch = self._clicks
        return self._lost_touch

    def _covered(self, event: QSinglePointEvent) -> bool:
        """Whether a curtain stands where it happened."""
        return isinstance(self._window.childAt(event.position().toPoint()), Curtain)

    def _note(self, what: int, *, pressed: bool) -> None:
        if pressed:
            self._pressed.add(what)
        else:
            self._pressed.discard(what)

    def _end(self) -> None:
        self._keys = self._clicks = False
        self._pressed.clear()
