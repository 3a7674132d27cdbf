"""The loupe: a part of the picture two to eight times as large, beside what it shows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from app.ui import tokens
from app.ui.i18n.formats import number
from app.ui.viewer.camera import Camera
from app.ui.viewer.cards import place_card

if TYPE_CHECKING:
    from app.ui.viewer.picture import Picture
    from app.ui.viewer.scan_view import ScanView

LEAST, MOST = 2.0, 8.0
HELD_S = 0.4
"""A key that is down for longer is held."""
_STEP = 1.0
_SIDE = 248
_LARGEST = 48.0
"""Device pixels per stored pixel beyond which nothing more is seen."""


class Loupe(QObject):
    """Whether the loupe is up, how strong it is, and its painting."""

    changed = Signal()
    """It was taken up or put down, or its power is another."""

    def __init__(self, view: ScanView) -> None:
        super().__init__(view)
        self._view = view
        self.up = False
        self.power = 3.0
        self._taken = 0.0
        """When it was taken up."""

    def turn(self, up: bool | None = None) -> None:
        """Take it up or put it down."""
        self.up = not self.up if up is None else up
        self._taken = self._view.hands.motion.clock()
        self._view.update()
        self.changed.emit()

    def let_go(self) -> None:
        """The key went up: put the loupe down, when the key was held and not only pressed."""
        if self.up and self._view.hands.motion.clock() - self._taken > HELD_S:
            self.turn(up=False)

    def set_power(self, power: float) -> None:
        """Enlarge two to eight times."""
        power = min(MOST, max(LEAST, power))
        if power != self.power:
            self.power = power
            self._view.update()
            self.changed.emit()

    def step(self, steps: int) -> None:
        """Enlarge more, or less."""
        self.set_power(self.power + steps * _STEP)

    def next_power(self) -> None:
        """Enlarge by the next even number; after eight by two."""
        self.set_power(self.power + 2.0 if self.power + 2.0 <= MOST else LEAST)

    def camera(self, about: QPointF) -> Camera:
        """What it shows: the surroundings of a place in the window."""
        camera = self._view.camera
        x, y = camera.to_stored(about)
        side = float(tokens.px(_SIDE))
        zoom = max(camera.zoom, min(camera.zoom * self.power, _LARGEST / camera.ratio))
        return dataclasses.replace(camera, width=side, height=side, x=x, y=y, zoom=zoom)

    def place(self, about: QPointF) -> QRectF:
        """Where it stands: beside what it shows, in the window."""
        side = float(tokens.px(_SIDE))
        shown = side * self._view.camera.zoom / self.camera(about).zoom / 2.0
        source = QRectF(about.x() - shown, about.y() - shown, 2 * shown, 2 * shown)
        window = QRectF(self._view.rect())
        return place_card(QSizeF(side, side), source, window)

    def paint(self, painter: QPainter, picture: Picture, about: QPointF) -> None:
        """Paint it with the display that is in force, from the finest pixels."""
        box = self.place(about)
        picture.paint_loupe(painter, self.camera(about), self._view.display(), box.topLeft())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for inset, name in ((0, "halo"), (1, "mark"), (2, "halo")):
            painter.setPen(QPen(tokens.colour(name), 1))
            painter.drawRect(box.adjusted(inset, inset, -inset - 1, -inset - 1))
        _paint_middle(painter, box.center())
        _paint_power(painter, box, self.camera(about).zoom / self._view.camera.zoom)
        painter.restore()


def _paint_middle(painter: QPainter, middle: QPointF) -> None:
    """Four short strokes around the point under the pointer."""
    for width, name in ((3, "halo"), (1, "mark")):
        painter.setPen(QPen(tokens.colour(name), width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            step = QPointF(dx, dy)
            painter.drawLine(middle + step * 6, middle + step * 12)


def _paint_power(painter: QPainter, box: QRectF, power: float) -> None:
    words = f"{number(power, 0 if power == round(power) else 1)}×"
    place = QRectF(box.left() + 3, box.bottom() - 3 - tokens.px(18), tokens.px(36), tokens.px(18))
    painter.fillRect(place, tokens.colour("halo"))
    painter.setFont(tokens.font("detail", weight=600))
    painter.setPen(tokens.colour("mark"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
