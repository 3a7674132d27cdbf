"""Quiet cards over the picture: where one may stand, and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.ui import tokens

if TYPE_CHECKING:
    from app.ui.viewer.overlay import Overlay

GAP = 12.0
"""Pixels between a card and what it speaks of."""
_EDGE = 4.0
_PAD = 8.0


def place_card(size: QSizeF, about: QRectF, window: QRectF, taken: Sequence[QRectF] = ()) -> QRectF:
    """Find a place beside `about`, inside the window, that covers nothing of it.

    To the right, to the left, below, above: the first that covers least of what is `taken`; where
    the thing fills the window, the corner that covers least of it.
    """
    left, right = about.left() - GAP - size.width(), about.right() + GAP
    above, below = about.top() - GAP - size.height(), about.bottom() + GAP
    middle_y = about.center().y() - size.height() / 2
    middle_x = about.center().x() - size.width() / 2
    room = window.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    spots = ((right, middle_y), (left, middle_y), (middle_x, below), (middle_x, above))
    cards = [_pushed(QRectF(x, y, size.width(), size.height()), room) for x, y in spots]
    beside = [card for card in cards if not card.intersects(about)]
    if beside:
        return min(beside, key=lambda card: sum(_area(card.intersected(one)) for one in taken))
    corners = [
        QRectF(x, y, size.width(), size.height())
        for x in (room.left(), room.right() - size.width())
        for y in (room.top(), room.bottom() - size.height())
    ]
    return min(corners, key=lambda card: _area(card.intersected(about)))


def _area(rect: QRectF) -> float:
    return rect.width() * rect.height()


def _pushed(rect: QRectF, room: QRectF) -> QRectF:
    x = max(room.left(), min(rect.left(), room.right() - rect.width()))
    y = max(room.top(), min(rect.top(), room.bottom() - rect.height()))
    return QRectF(round(x), round(y), rect.width(), rect.height())


def paint_lines(overlay: Overlay, lines: Sequence[str], about: QRectF) -> None:
    """Paint a few lines of words, the first one heavier, beside `about`."""
    if not lines:
        return
    painter = overlay.painter
    fonts = [tokens.font("detail", weight=600 if n == 0 else 400) for n in range(len(lines))]
    wide = max(
        QFontMetricsF(font).horizontalAdvance(line) for font, line in zip(fonts, lines, strict=True)
    )
    high = tokens.px(18)
    size = QSizeF(round(wide) + 2 * _PAD + 1, len(lines) * high + _PAD)
    card = overlay.take(size, about)
    _ground(painter, card)
    painter.setPen(tokens.colour("mark"))
    for number, (font, line) in enumerate(zip(fonts, lines, strict=True)):
        painter.setFont(font)
        place = QRectF(card.left() + _PAD, card.top() + _PAD / 2 + number * high, wide + 2, high)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)


def paint_rows(overlay: Overlay, rows: Sequence[tuple[str, str]], about: QRectF) -> None:
    """Paint names and values in two columns beside `about`."""
    painter = overlay.painter
    name_font, value_font = tokens.font("detail"), tokens.font("detail", weight=600)
    names, values = QFontMetricsF(name_font), QFontMetricsF(value_font)
    first = round(max(names.horizontalAdvance(name) for name, _ in rows)) + 12
    most = max(160.0, overlay.window.width() - first - 2 * _PAD - 2 * _EDGE)
    second = min(most, round(max(values.horizontalAdvance(value) for _, value in rows)) + 1)
    high = tokens.px(20)
    size = QSizeF(first + second + 2 * _PAD, len(rows) * high + _PAD)
    card = overlay.take(size, about)
    _ground(painter, card)
    for number, (name, value) in enumerate(rows):
        top = card.top() + _PAD / 2 + number * high
        painter.setFont(name_font)
        painter.setPen(tokens.colour("caption"))
        painter.drawText(
            QRectF(card.left() + _PAD, top, first, high), Qt.AlignmentFlag.AlignVCenter, name
        )
        painter.setFont(value_font)
        painter.setPen(tokens.colour("mark"))
        shown = values.elidedText(value, Qt.TextElideMode.ElideRight, second + 1)
        place = QRectF(card.left() + _PAD + first, top, second + 1, high)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


def _ground(painter: QPainter, card: QRectF) -> None:
    """Black with a thin line: the same in both themes, for it lies on the picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(card, tokens.colour("halo"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.colour("hatch"), 1))
    painter.drawRect(card.adjusted(0, 0, -1, -1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
