"""What every painted control shares: states, ground, focus, words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui import tokens
from app.ui.i18n import languages
from app.ui.plain_text import plain_tip

Words = Callable[[], str]
"""Says a text in the language in force; called again when the language changes."""


def said(text: str) -> Words:
    """Return words that are the same in every language."""
    return lambda: text


class Control(QAbstractButton):
    """A button that paints itself: ground, outline and focus as the tokens draw the states."""

    def __init__(self, words: Words, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._described: Words | None = None
        self.role = "body"
        self.weight: int | None = None
        if name:
            self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._say()
        languages.changed.connect(self._say)

    @property
    def words(self) -> str:
        """What the control says now."""
        return self._words()

    def set_words(self, words: Words) -> None:
        """Let the control say something else."""
        self._words = words
        self._say()

    def describe(self, words: Words) -> None:
        """Set what a screen reader adds, and the tip."""
        self._described = words
        self._say()

    def text_font(self) -> QFont:
        """Return the font of the label."""
        return tokens.font(self.role, weight=self.weight)

    def text_width(self, text: str | None = None) -> int:
        """Return the width of the label in pixels."""
        return QFontMetrics(self.text_font()).horizontalAdvance(
            self.words if text is None else text
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover state."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Leave the hover state."""
        super().leaveEvent(event)
        self.update()

    def ground(self, rest: str | None) -> str | None:
        """Return the token of the ground for the state the control is in."""
        if not self.isEnabled():
            return None
        if self.isDown():
            return "pressed"
        if self.isChecked():
            return "accentbg"
        return "hover" if self.underMouse() else rest

    def outline(self, rest: str | None = "edge") -> str | None:
        """Return the token of the outline for the state the control is in."""
        if not self.isEnabled():
            return "line" if rest else None
        return "accent" if self.isDown() or self.isChecked() else rest

    def paint_box(
        self, painter: QPainter, rect: QRectF, ground: str | None, outline: str | None
    ) -> None:
        """Paint ground, outline and, with the keyboard's focus, the ring inside it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour(outline), 1) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        radius = tokens.px(tokens.RADIUS)
        if outline or ground:
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("accent"), tokens.FOCUS))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), radius - 1, radius - 1)

    def _say(self) -> None:
        words = self._words()
        self.setAccessibleName(words)
        if self._described is not None:
            self.setAccessibleDescription(self._described())
            self.setToolTip(plain_tip(self._described()))
        self.updateGeometry()
        self.update()
