"""What covers a part of the screen while nothing true is known of what stands there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import tokens


class Curtain(QWidget):
    """One plain ground over a widget; below it, the widget may be filled anew unseen."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def draw(self) -> None:
        """Cover the widget now, before anything else is painted."""
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.repaint()

    def lift(self) -> None:
        """Show the widget again."""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of panels."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), tokens.colour("panel"))
        painter.end()
