"""A barcode reader that types: a burst of signs that no hand is fast enough for, ended by Enter.

Such a reader is a keyboard to the computer, and the letters of a barcode are commands here: a key
that may begin a burst is held back until the next one is late, less than a frame or two. What was
held for nothing is played back as if it had just been pressed. In a text field the signs appear at
once, and are taken out again when they turn out to be a barcode.

Times are those of the operating system: a window that was busy for a moment makes no burst of what
was typed meanwhile. Keys without such a time come from a program, and are let through.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.ui.key_replay import replay

GAP_MS = 30
"""Longest time between two signs of a reader; the quickest hands need twice that for a word."""
LEAST = 6
"""Signs that a burst has at least; the shortest number that anybody prints as a barcode."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFTS = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)
_HANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_SIGNS = "-./ "
"""Signs of barcodes besides letters and digits."""


@dataclasses.dataclass(frozen=True, slots=True)
class Stroke:
    """One key as it was pressed or let go."""

    kind: QEvent.Type
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at: int
    """Milliseconds of the operating system."""

    @classmethod
    def of(cls, event: QKeyEvent) -> Stroke:
        """Copy an event: Qt takes it back after it was delivered."""
        return cls(event.type(), event.key(), event.modifiers(), event.text(), event.timestamp())

    @property
    def letter(self) -> bool:
        """Whether it writes a letter or a digit: a barcode begins with one."""
        plain = not self.modifiers & _HANDS and len(self.text) == 1
        return plain and self.text.isascii() and self.text.isalnum()

    @property
    def sign(self) -> bool:
        """Whether it writes what may stand within a barcode."""
        inside = not self.modifiers & _HANDS and len(self.text) == 1 and self.text in _SIGNS
        return self.letter or inside


class Wedge(QObject):
    """Tells bursts from typing in one window."""

    scanned = Signal(str)
    """What a reader typed before its Enter."""
    unended = Signal()
    """A reader typed and no Enter came: it is set up otherwise."""

    def __init__(
        self,
        window: QWidget,
        active: Callable[[], bool],
        deliver: Callable[[QKeyEvent], object] | None = None,
    ) -> None:
        super().__init__(window)
        self._deliver = deliver or (lambda event: replay(window, event))
        self._window = window
        self._active = active
        self._burst: list[Stroke] = []
        self._held: list[Stroke] = []
        """Of the burst, with releases, what was not delivered."""
        self._swallowed: set[int] = set()
        """Keys whose release must not be delivered either."""
        self._late = QTimer(self, singleShot=True, interval=GAP_MS + 5)
        self._late.setTimerType(Qt.TimerType.PreciseTimer)
        self._late.timeout.connect(self._ended)

    def listen(self) -> None:
        """Hear the keys of the window; it has to be on screen once."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what may be a barcode."""
        if not isinstance(event, QKeyEvent) or event.timestamp() == 0 or not self._active():
            return super().eventFilter(watched, event)
        stroke = Stroke.of(event)
        if stroke.kind == QEvent.Type.ShortcutOverride:
            return self._overridden(event, stroke)
        if stroke.kind == QEvent.Type.KeyPress:
            return self._pressed(stroke, repeated=event.isAutoRepeat())
        return stroke.kind == QEvent.Type.KeyRelease and self._released(stroke)

    def _overridden(self, event: QKeyEvent, stroke: Stroke) -> bool:
        """Keep a key from acting as a shortcut while it is not known what it is."""
        ends = stroke.key in _ENTER and self._complete(stroke)
        belongs = stroke.letter or (stroke.sign and self._follows(stroke))
        holds = belongs and not event.isAutoRepeat() and _text_field() is None
        if ends or holds:
            event.accept()
        return ends or holds

    def _pressed(self, stroke: Stroke, *, repeated: bool) -> bool:
        if stroke.key in _ENTER and self._complete(stroke):
            self._take(stroke)
            return True
        if stroke.key in _SHIFTS:
            return False
        belongs = stroke.letter or (stroke.sign and self._follows(stroke))
        if not belongs or repeated:
            self._play_back()
            return False
        return self._begun(stroke)

    def _begun(self, stroke: Stroke) -> bool:
        """Go on with a burst, or begin one."""
        if not self._follows(stroke):
            self._play_back()
        self._burst.append(stroke)
        if _text_field() is not None:
            return False
        self._held.append(stroke)
        self._late.start()
        return True

    def _released(self, stroke: Stroke) -> bool:
        if stroke.key in self._swallowed:
            self._swallowed.discard(stroke.key)
            return True
        if any(one.key == stroke.key for one in self._held):
            self._held.append(stroke)
            return True
        return False

    def _follows(self, stroke: Stroke) -> bool:
        return bool(self._burst) and 0 <= stroke.at - self._burst[-1].at <= GAP_MS

    def _complete(self, stroke: Stroke) -> bool:
        return len(self._burst) >= LEAST and self._follows(stroke)

    def _take(self, enter: Stroke) -> None:
        text = "".join(one.text for one in self._burst)
        field = _text_field()
        if field is not None:
            _take_out(field, text)
        self._swallowed.add(enter.key)
        self._forget()
        self.scanned.emit(text.strip())

    def _ended(self) -> None:
        """End a burst that no key followed in time."""
        if len(self._burst) >= LEAST:
            self._forget()
            self.unended.emit()
        else:
            self._play_back()

    def _forget(self) -> None:
        """Let go of a burst that is no typing: its keys have no effect."""
        down = {one.key for one in self._held if one.kind == QEvent.Type.KeyPress}
        up = {one.key for one in self._held if one.kind == QEvent.Type.KeyRelease}
        self._swallowed |= down - up
        self._clear()

    def _play_back(self) -> None:
        """Deliver what was held: it was typed by hand."""
        held = self._held
        self._clear()
        for one in held:
            self._deliver(QKeyEvent(one.kind, one.key, one.modifiers, one.text))

    def _clear(self) -> None:
        self._late.stop()
        self._burst, self._held = [], []


def _text_field() -> QWidget | None:
    """Return the field that text goes to now, None when keys are commands."""
    focus = QApplication.focusWidget()
    takes = focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return focus if takes else None


def _take_out(field: QWidget, text: str) -> None:
    """Take a text that was just typed out of its field, if it still stands before the cursor."""
    if isinstance(field, QLineEdit):
        start = field.cursorPosition() - len(text)
        if start >= 0 and field.text()[start : start + len(text)] == text:
            field.setSelection(start, len(text))
            field.del_()
    elif isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        left = QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(text))
        if cursor.selectedText() == text:
            cursor.removeSelectedText()
