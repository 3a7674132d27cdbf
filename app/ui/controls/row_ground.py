"""What the rows of all lists and tables share: how they stand, their ground, and their foot."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui import tokens

_BAR = 3


@dataclasses.dataclass(frozen=True, slots=True)
class RowStanding:
    """Where a row, or a cell of it, is painted, and whether it is chosen or under the pointer."""

    rect: QRect
    chosen: bool
    pointed: bool


def standing(option: QStyleOptionViewItem) -> RowStanding:
    """Return how a row stands."""
    # The option's members are missing from PySide6's types; getattr reads them all the same.
    rect: QRect = getattr(option, "rect")  # noqa: B009 - its stub has no type
    state: QStyle.StateFlag = getattr(option, "state")  # noqa: B009 - its stub has no type
    return RowStanding(
        rect,
        chosen=bool(state & QStyle.StateFlag.State_Selected),
        pointed=bool(state & QStyle.StateFlag.State_MouseOver),
    )


def paint_ground(
    painter: QPainter,
    row: RowStanding,
    *,
    chosen: str = "accentbg",
    pointed: str = "hover",
    bar: str = "accent",
) -> None:
    """Paint the ground of a row; names of colours, and none for what is not painted."""
    ground = chosen if row.chosen else pointed if row.pointed else ""
    if ground:
        painter.fillRect(row.rect, tokens.colour(ground))
    if row.chosen and bar:
        left = QRect(row.rect.left(), row.rect.top(), tokens.px(_BAR), row.rect.height())
        painter.fillRect(left, tokens.colour(bar))


def paint_foot(painter: QPainter, rect: QRect) -> None:
    """Paint the line below a row."""
    painter.setPen(QPen(tokens.colour("line"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
