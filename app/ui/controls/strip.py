"""What stands in a strip under the image: the views of an item, or the cars of a train."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QToolTip, QWidget

from app.ui import tokens
from app.ui.plain_text import plain_tip


class Strip(QGroupBox):
    """As high as the strip's place, or one line of words on small screens.

    A group box only to a screen reader, which calls it a group; everything is painted.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._compact = False

    def set_compact(self, compact: bool) -> None:
        """Use the line of words instead of the thumbnails."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its place is at either measure."""
        measures = tokens.COMPACT if self._compact else tokens.FULL
        return QSize(600, tokens.px(measures.strip))

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(160, self.sizeHint().height())

    def tip_at(self, place: QPointF) -> str:
        """Return all that is known of what is painted at a place; empty where nothing is."""
        del place
        return ""

    def show_hand(self, over: bool) -> None:
        """Let the pointer say whether it stands on something that can be chosen."""
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def paint_focus(self, painter: QPainter) -> None:
        """Paint the ring of the keyboard's focus, when it is here."""
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour("accent"), tokens.FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def event(self, event: QEvent) -> bool:
        """Show what there is no room for as a tip."""
        if isinstance(event, QHelpEvent):
            words = self.tip_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), plain_tip(words), self)
                return True
        return super().event(event)
