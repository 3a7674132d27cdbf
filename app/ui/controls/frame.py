"""Grounds, lines and layouts on the grid."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import tokens
from app.ui.i18n import tr
from app.ui.icons import icon


class Panel(QFrame):
    """A part of the screen on one ground."""

    def __init__(
        self, ground: str = "panel", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", ground)
        if name:
            self.setObjectName(name)

    def set_ground(self, ground: str) -> None:
        """Change the ground."""
        self.setProperty("ground", ground)
        self.style().unpolish(self)
        self.style().polish(self)


class Rule(QFrame):
    """A separator of one whole pixel; never the only mark of a control."""

    def __init__(self, *, upright: bool = False, accent: bool = False, length: int = 0) -> None:
        super().__init__()
        self.setProperty("rule", "accent" if accent else "flat")
        thick = 1
        if upright:
            self.setFixedWidth(thick)
            if length:
                self.setFixedHeight(tokens.px(length))
        else:
            self.setFixedHeight(thick)


def lens(field: QLineEdit) -> None:
    """Put a magnifying glass into a search field; it is part of the field, no control."""
    field.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
    for button in field.findChildren(QToolButton):
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(tr("Find"))


def row(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 8) -> QHBoxLayout:
    """Return a horizontal layout with margins (left, top, right, bottom) and gap, scaled."""
    layout = QHBoxLayout()
    _set(layout, margins, gap)
    return layout


def column(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 8) -> QVBoxLayout:
    """Return a vertical layout with margins (left, top, right, bottom) and gap, scaled."""
    layout = QVBoxLayout()
    _set(layout, margins, gap)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _set(layout: QBoxLayout, margins: tuple[int, int, int, int], gap: int) -> None:
    left, top, right, bottom = (tokens.px(side) for side in margins)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(tokens.px(gap))
