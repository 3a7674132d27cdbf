"""Icons: Phosphor by name in a token's colour, and the severity shapes, painted."""

from __future__ import annotations

import functools
import math

import qtawesome
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from app.domain.notice import Severity
from app.domain.shipment import Mode
from app.ui import tokens

MODE_ICONS = {
    Mode.HIGHWAY: "truck",
    Mode.RAIL: "train-simple",
    Mode.AIR: "airplane-tilt",
    Mode.MARINE: "boat",
    Mode.COURIER: "package",
}
SEVERITY_COLOURS = {Severity.BLOCK: "red", Severity.WARNING: "amber", Severity.NOTE: "text2"}


@functools.cache
def _icon(name: str, value: str) -> QIcon:
    return QIcon(qtawesome.icon(f"ph.{name}", color=QColor(value)))


@functools.cache
def _pixmap(name: str, value: str, size: int, ratio: float) -> QPixmap:
    pixmap = _icon(name, value).pixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, tone: str = "text2") -> QIcon:
    """Return a Phosphor icon in a token's colour.

    Parameters
    ----------
    name
        Without prefix, such as ``truck``.
    tone
        Name of the colour token.
    """
    return _icon(name, tokens.colour(tone).name())


def paint_icon(painter: QPainter, name: str, rect: QRectF, tone: str = "text2") -> None:
    """Paint an icon into the middle of a rectangle, as high as the rectangle."""
    ratio = painter.device().devicePixelRatioF()
    size = round(min(rect.width(), rect.height()))
    pixmap = _pixmap(name, tokens.colour(tone).name(), size, ratio)
    left = round(rect.center().x() - size / 2)
    top = round(rect.center().y() - size / 2)
    painter.drawPixmap(left, top, pixmap)


def paint_severity(painter: QPainter, severity: Severity, rect: QRectF) -> None:
    """Paint the shape of a severity: filled octagon, filled triangle, open circle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tone = tokens.colour(SEVERITY_COLOURS[severity])
    if severity is Severity.NOTE:
        _paint_circle(painter, rect, tone)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawPolygon(_octagon(rect) if severity is Severity.BLOCK else _triangle(rect))
        low = 0.06 if severity is Severity.BLOCK else 0.14
        _paint_stroke(painter, rect, tokens.colour("bg"), low)
    painter.restore()


def _octagon(rect: QRectF) -> QPolygonF:
    radius = rect.width() / 2
    corners = [math.radians(22.5 + 45 * step) for step in range(8)]
    middle = rect.center()
    return QPolygonF(
        [
            QPointF(middle.x() + radius * math.cos(a), middle.y() + radius * math.sin(a))
            for a in corners
        ]
    )


def _triangle(rect: QRectF) -> QPolygonF:
    inset = rect.height() * 0.05
    return QPolygonF(
        [
            QPointF(rect.center().x(), rect.top() + inset),
            QPointF(rect.right(), rect.bottom() - inset),
            QPointF(rect.left(), rect.bottom() - inset),
        ]
    )


def _paint_stroke(painter: QPainter, rect: QRectF, tone: QColor, low: float) -> None:
    """Paint the exclamation mark inside a filled shape."""
    size = rect.height()
    x = rect.center().x()
    top = rect.center().y() - size * (0.25 - low)
    pen = QPen(tone, max(1.4, size / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, top), QPointF(x, top + size * 0.24))
    painter.drawPoint(QPointF(x, top + size * 0.45))


def _paint_circle(painter: QPainter, rect: QRectF, tone: QColor) -> None:
    size = rect.height()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tone, max(1.2, size / 12)))
    painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    pen = QPen(tone, max(1.4, size / 10))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x, y = rect.center().x(), rect.center().y()
    painter.drawPoint(QPointF(x, y - size * 0.2))
    painter.drawLine(QPointF(x, y), QPointF(x, y + size * 0.2))
