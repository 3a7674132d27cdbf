"""Where to look, as a drawing: the load from the side, metres along it and above its floor."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.decision import Region
from app.domain.place import Place
from app.domain.words import phrase
from app.ui import tokens
from app.ui.printed.picture import paint_tag
from app.ui.printed.text import Lines, font, pt
from app.ui.printed.words import Both, both
from imaging.standing import Frame, position

_HIGH = 62.0
_RULER = 20.0
_SIDE = 46.0
_TALLEST = 4.5
"""Metres of a load that are drawn, where no place lies higher: what is above is air."""
_CROWD = 8
"""Places from which on numbers stand beside them, as on the picture."""
_TICKS = 16
"""Marks that the ruler has at most."""
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
DOORS, LEFT_END, RIGHT_END = phrase("Doors"), phrase("Left end"), phrase("Right end")


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """A place on the load, in metres from its left end and above its floor or lowest point."""

    label: str
    left: float
    right: float
    bottom: float
    top: float


@dataclasses.dataclass(frozen=True, slots=True)
class Load:
    """The object that was scanned, as the drawing needs it.

    Attributes
    ----------
    length, height, below
        Metres along it, above its floor or lowest point, and below that as far as a place lies.
    doors
        ``left``, ``right`` or empty where nobody said.
    """

    length: float
    height: float
    below: float
    doors: str
    spots: tuple[Spot, ...]


def load_of(
    frame: Frame | None, pitch: tuple[float, float] | None, regions: Sequence[Region]
) -> Load | None:
    """Return the load of one view with its places; None where no length can be told."""
    if frame is None or pitch is None or frame.right <= frame.left:
        return None
    down, across = pitch[0] / 1000.0, pitch[1] / 1000.0
    ground = frame.lowest if frame.floor is None else frame.floor
    spots = []
    for region in regions:
        xs, ys = [x for x, _ in region.polygon], [y for _, y in region.polygon]
        spots.append(
            Spot(
                region.label,
                (min(xs) - frame.left) * across,
                (max(xs) - frame.left) * across,
                (ground - max(ys)) * down,
                (ground - min(ys)) * down,
            )
        )
    length = (frame.right - frame.left) * across
    tallest = max((spot.top for spot in spots), default=0.0)
    height = max(tallest, min(ground * down, _TALLEST))
    below = -min((spot.bottom for spot in spots), default=0.0)
    doors = _doors(frame, pitch, regions)
    return Load(length, height, max(0.0, below), doors, tuple(spots))


def _doors(frame: Frame, pitch: tuple[float, float], regions: Sequence[Region]) -> str:
    """Return at which end the doors are, as the places of the decision tell it."""
    for region in regions:
        place = Place.read(region.place)
        if place is None or not place.from_doors:
            continue
        count = len(region.polygon)
        middle = (
            sum(x for x, _ in region.polygon) / count,
            sum(y for _, y in region.polygon) / count,
        )
        found = position(middle, frame, pitch)
        nearer = abs(found.from_left - place.across_m) <= abs(found.from_right - place.across_m)
        return "left" if nearer else "right"
    return ""


@dataclasses.dataclass(slots=True)
class Sketch:
    """The drawing."""

    load: Load
    gap: float = 6.0
    tied: bool = False

    def height(self, width: float) -> float:
        """Return the height of drawing and ruler; it is drawn to scale where that is not flat."""
        return self._body(width).height() + pt(_RULER)

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint load, places and ruler."""
        body = self._body(width).translated(x, y)
        painter.setPen(QPen(tokens.PAPER.colour("ink"), pt(1.0)))
        painter.setBrush(tokens.PAPER.colour("load"))
        painter.drawRect(body)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.PAPER.colour("ink"), pt(2.2)))
        floor = self._floor(body)
        painter.drawLine(QLineF(body.left(), floor, body.right(), floor))
        self._paint_ends(painter, body)
        self._paint_ruler(painter, body)
        self._paint_spots(painter, body)

    def _body(self, width: float) -> QRectF:
        """Return the outline; lengths may be drawn up to three times as large as heights."""
        load, wide = self.load, width - 2 * pt(_SIDE)
        tall = load.height + load.below
        high = min(pt(_HIGH), max(pt(34), wide * tall / load.length))
        return QRectF(pt(_SIDE), 0.0, min(wide, high * load.length / tall * 3.0), high)

    def _floor(self, body: QRectF) -> float:
        return body.bottom() - body.height() * self.load.below / (
            self.load.height + self.load.below
        )

    def _paint_ends(self, painter: QPainter, body: QRectF) -> None:
        doors = self.load.doors
        left = DOORS if doors == "left" else LEFT_END
        right = DOORS if doors == "right" else RIGHT_END
        for words, at_left in ((left, True), (right, False)):
            tone = 700 if words == DOORS else 400
            lines = Lines(_stacked(both(words)), font(7.0, tone), pt(_SIDE - 6))
            x = body.left() - lines.width - pt(5) if at_left else body.right() + pt(5)
            painter.setPen(tokens.PAPER.colour("ink"))
            lines.paint(painter, x, body.center().y() - lines.height / 2)
            if words == DOORS:
                edge = body.left() if at_left else body.right()
                painter.setPen(QPen(tokens.PAPER.colour("ink"), pt(4)))
                painter.drawLine(QLineF(edge, body.top(), edge, body.bottom()))

    def _paint_ruler(self, painter: QPainter, body: QRectF) -> None:
        """Paint metres under the load, counted from the doors where they are known."""
        load = self.load
        step = next(one for one in _STEPS if load.length / one <= _TICKS)
        painter.setPen(QPen(tokens.PAPER.colour("ink"), pt(0.6)))
        for number in range(int(load.length / step) + 1):
            metres = number * step
            share = metres / load.length
            x = body.left() + body.width() * (1 - share if load.doors == "right" else share)
            painter.drawLine(QLineF(x, body.bottom(), x, body.bottom() + pt(4)))
            words = f"{metres:g}\u00a0m" if number == 0 else f"{metres:g}"
            lines = Lines(words, font(7.0), pt(40))
            lines.paint(painter, x - lines.width / 2, body.bottom() + pt(5))

    def _paint_spots(self, painter: QPainter, body: QRectF) -> None:
        boxes = [(spot.label, self._box(spot, body)) for spot in self.load.spots]
        crowded = len(boxes) > _CROWD
        for _, box in boxes:
            painter.setPen(QPen(tokens.PAPER.colour("ink"), pt(1.2)))
            painter.setBrush(Qt.BrushStyle.NoBrush if crowded else tokens.PAPER.colour("ground"))
            painter.drawRect(box)
        taken: list[QRectF] = []
        for label, box in boxes:
            lines = Lines(label, font(8.0, 700), pt(40))
            if crowded or lines.width > box.width() or lines.height > box.height():
                taken.append(paint_tag(painter, label, box, body, taken))
                continue
            painter.setPen(tokens.PAPER.colour("ink"))
            middle = box.center()
            lines.paint(painter, middle.x() - lines.width / 2, middle.y() - lines.height / 2)

    def _box(self, spot: Spot, body: QRectF) -> QRectF:
        load = self.load
        across, up = body.width() / load.length, body.height() / (load.height + load.below)
        return QRectF(
            body.left() + spot.left * across,
            self._floor(body) - spot.top * up,
            max(pt(3), (spot.right - spot.left) * across),
            max(pt(3), (spot.top - spot.bottom) * up),
        )


def _stacked(words: Both) -> str:
    return words.en if words.en == words.fr else f"{words.en}\n{words.fr}"
