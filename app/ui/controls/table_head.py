"""The head of a painted table: names of columns on the panel's ground."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui import tokens

GAP = 8
"""Between a name and the next column."""


class TableHead(QHeaderView):
    """A head that nobody clicks.

    Parameters
    ----------
    name
        Returns the name of a column in the language in force.
    right
        The column whose figures, and name, stand at its right end.
    gap
        Between that name and the next column.
    """

    def __init__(
        self, parent: QWidget, name: Callable[[int], str], *, right: int, gap: int = GAP
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._name = name
        self._right, self._gap = right, gap
        self.setFixedHeight(tokens.px(tokens.TABLE_HEAD))
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the name of a column."""
        painter.save()
        painter.fillRect(rect, tokens.colour("panel"))
        painter.setPen(tokens.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(tokens.font("detail"))
        painter.setPen(tokens.colour("text2"))
        left = tokens.px(tokens.TABLE_MARGIN) if section == 0 else 0
        right = section == self._right
        inner = rect.adjusted(left, 0, -tokens.px(self._gap if right else GAP), 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(
            self._name(section), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | side), text)
        painter.restore()
