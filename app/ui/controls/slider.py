"""A line with a knob, moved by pointer, wheel and arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider

from app.ui import tokens
from app.ui.controls.base import Words
from app.ui.i18n import languages
from app.ui.i18n.formats import per_cent

STEPS = 1000
"""Places of the knob between 0 and 1."""
WIDE = 160
NARROW = 48
"""A slider gives way to this width where there is no room."""


class Slider(QSlider):
    """0 to 1; it paints itself.

    Parameters
    ----------
    words
        What is set, for a screen reader.
    wide
        Its width where there is room.
    """

    moved = Signal(float)

    def __init__(self, words: Words, *, name: str, wide: int = WIDE) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self._words = words
        self._wide = wide
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(tokens.px(24))
        self.setMinimumWidth(tokens.px(min(wide, NARROW)))
        self.setMaximumWidth(tokens.px(wide))
        self.setRange(0, STEPS)
        self.valueChanged.connect(lambda steps: self.moved.emit(steps / STEPS))
        self._say()
        languages.changed.connect(self._say)

    @property
    def share(self) -> float:
        """Where the knob stands, 0 to 1."""
        return self.value() / STEPS

    def set_share(self, share: float, value: str = "") -> None:
        """Move the knob without telling anybody; `value` says it in words."""
        blocker = QSignalBlocker(self)
        self.setValue(round(share * STEPS))
        blocker.unblock()
        self.setAccessibleDescription(value or per_cent(self.share))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the slider's size."""
        return QSize(tokens.px(self._wide), tokens.px(24))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the knob to the pointer."""
        self._to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the knob."""
        self._to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the knob; there is nothing else to do."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the knob by a twentieth."""
        step = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.setValue(round((self.share + step) * STEPS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, done part and knob."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        knob = tokens.px(6)
        middle = self.height() / 2
        right = self.width() - knob
        at = knob + self.share * (right - knob)
        off = not self.isEnabled()
        painter.setPen(QPen(tokens.colour("line" if off else "edge"), 2))
        painter.drawLine(QPointF(knob, middle), QPointF(right, middle))
        painter.setPen(QPen(tokens.colour("line" if off else "accent"), 2))
        painter.drawLine(QPointF(knob, middle), QPointF(at, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("off" if off else "text"))
        painter.drawEllipse(QPointF(at, middle), knob, knob)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("accent"), tokens.FOCUS))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _to(self, x: float) -> None:
        knob = tokens.px(6)
        self.setValue(round((x - knob) / max(1, self.width() - 2 * knob) * STEPS))

    def _say(self) -> None:
        self.setAccessibleName(self._words())
