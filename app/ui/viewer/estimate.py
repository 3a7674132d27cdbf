"""What is worked out over the picture when it is asked for: one object removed, blind spots.

Neither is the scan. While an object is removed a band over the picture says so, nothing counts as
seen, and measurements go on being taken on the stored pixels.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter

from app.domain.mark import Point
from app.domain.words import phrase
from app.ui import tokens
from app.ui.controls import Words
from app.ui.i18n import tr
from app.ui.i18n.formats import UNIT, number
from app.ui.viewer.picture import Picture
from imaging.blind import BlindMap
from imaging.blind_observer import LARGEST_G, Hidden
from imaging.radiograph import Radiograph

if TYPE_CHECKING:
    from app.ui.viewer.camera import Camera
    from app.ui.viewer.scan_view import ScanView

HIDDEN_WORDS = {
    Hidden.STEEL: phrase("steel"),
    Hidden.ORGANIC: phrase("organic matter"),
    Hidden.LEAD: phrase("lead"),
}
BANDS = (10.0, 100.0, 1000.0, LARGEST_G)
"""Grams where the colour of the map changes: each step hides more, and covers more."""
_COVER = (0.0, 0.18, 0.38, 0.58, 0.78)
_BAND, _LINE = 26, 22
_STRIPE, _STROKE = 6, 2
"""Cells from stripe to stripe where nothing comes through, and how wide one is."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class BlindLayer:
    """The blind spots of one material, drawn."""

    found: BlindMap
    what: Hidden
    image: QImage


class Estimate:
    """What is shown over, or instead of, the stored pixels of one view."""

    def __init__(self, view: ScanView) -> None:
        self._view = view
        self._picture: Picture | None = None
        self._words: Words | None = None
        self._blind: BlindLayer | None = None

    @property
    def picture(self) -> Picture | None:
        """The altered picture; None while the stored one is shown."""
        return self._picture

    @property
    def words(self) -> str:
        """What the band over an altered picture says; empty without one."""
        return self._words() if self._words is not None and self._picture is not None else ""

    @property
    def blind(self) -> BlindLayer | None:
        """The map of blind spots that is shown."""
        return self._blind

    def alter(self, radiograph: Radiograph | None, words: Words | None = None) -> None:
        """Show an altered copy in the place of the picture, with its words; None ends that."""
        self._picture = Picture(radiograph) if radiograph is not None else None
        self._words = words
        self._view.update()

    def show_blind(self, found: BlindMap | None, what: Hidden = Hidden.STEEL) -> None:
        """Lay the blind spots for a material over the picture; None takes them away."""
        layer = None if found is None else BlindLayer(found, what, blind_image(found, what))
        self._blind = layer
        self._view.update()

    def clear(self) -> None:
        """Show the stored pixels and nothing else."""
        self._picture = self._words = self._blind = None

    def recolour(self) -> None:
        """Draw both in the colours of the theme in force."""
        if self._picture is not None:
            self._picture = self._picture.recoloured()
        if self._blind is not None:
            self.show_blind(self._blind.found, self._blind.what)

    def blind_words(self, point: Point) -> str:
        """Return the smallest mass that could be seen at a stored point; empty without a map."""
        layer = self._blind
        if layer is None:
            return ""
        grams = layer.found.at(point[0], point[1], layer.what)
        if grams is None:
            return tr("blind here")
        return tr("seen from {mass} of {what}", mass=grams_words(grams), what=what_words(layer))

    def paint_layer(self, painter: QPainter, camera: Camera, picture: Picture) -> None:
        """Paint the map of blind spots over the pixels."""
        if self._blind is not None:
            picture.paint_over(painter, camera, self._blind.image)

    def paint_words(self, painter: QPainter) -> None:
        """Paint the band of an altered picture, and the legend of the map below it."""
        top = 0.0
        if self.words:
            top = self._paint_band(painter)
        if self._blind is not None:
            self._paint_legend(painter, self._blind, top)

    def _paint_band(self, painter: QPainter) -> float:
        high = float(tokens.px(_BAND))
        band = QRectF(0, 0, self._view.width(), high)
        painter.fillRect(band, tokens.colour("finding"))
        painter.setPen(tokens.colour("onfinding"))
        font = tokens.font("detail", weight=700)
        painter.setFont(font)
        inner = band.adjusted(tokens.px(12), 0, -tokens.px(12), 0)
        text = QFontMetricsF(font).elidedText(
            self.words, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), text)
        return high

    def _paint_legend(self, painter: QPainter, layer: BlindLayer, top: float) -> None:
        font = tokens.font("detail", weight=600)
        metrics = QFontMetricsF(font)
        title = tr("Smallest mass of {what} that could be seen:", what=what_words(layer))
        names = legend_words()
        side, gap = float(tokens.px(14)), float(tokens.px(8))
        wide = sum(metrics.horizontalAdvance(name) + side + 2 * gap for name in names)
        wide += metrics.horizontalAdvance(title) + 2 * gap
        place = QRectF(0, top, min(wide, self._view.width()), tokens.px(_LINE))
        painter.fillRect(place, tokens.colour("halo"))
        painter.setFont(font)
        x, middle = gap, place.center().y()
        for number_, words in enumerate((title, *names)):
            if number_:
                swatch = QRectF(x, middle - side / 2, side, side)
                self._swatch(painter, swatch, number_ - 1)
                x += side + gap / 2
            length = metrics.horizontalAdvance(words)
            painter.setPen(tokens.colour("mark"))
            painter.drawText(
                QRectF(x, place.top(), length + 2, place.height()),
                int(Qt.AlignmentFlag.AlignVCenter),
                words,
            )
            x += length + gap

    def _swatch(self, painter: QPainter, place: QRectF, band: int) -> None:
        painter.fillRect(place, tokens.colour("text3"))
        tone = QColor(tokens.colour("range_b"))
        if band < len(_COVER):
            tone.setAlphaF(_COVER[band])
            painter.fillRect(place, tone)
        else:
            painter.fillRect(place, tokens.colour("no_signal"))
            painter.fillRect(place, QBrush(tone, Qt.BrushStyle.BDiagPattern))
        painter.setPen(tokens.colour("mark"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)


def what_words(layer: BlindLayer) -> str:
    """Return the material of a map in words."""
    return tr(HIDDEN_WORDS[layer.what])


def grams_words(grams: float) -> str:
    """Return a mass in the unit that needs the fewest digits; the ends of the map as bounds."""
    if grams >= 0.95 * LARGEST_G:
        return tr("more than {figure}", figure=f"{number(LARGEST_G / 1000.0)}{UNIT}kg")
    if grams < 1.0:
        return tr("less than {figure}", figure=f"1{UNIT}g")
    two = float(f"{grams:.2g}")
    return f"{number(two / 1000.0, 1)}{UNIT}kg" if two >= 1000.0 else f"{number(two)}{UNIT}g"


def legend_words() -> tuple[str, ...]:
    """Return the words of each colour of the map, and of its hatch."""
    edges = [
        f"{number(one)}{UNIT}g" if one < 1000.0 else f"{number(one / 1000.0)}{UNIT}kg"
        for one in BANDS
    ]
    middle = [f"{low} - {high}" for low, high in itertools.pairwise(edges)]
    return (f"< {edges[0]}", *middle, f"> {edges[-1]}", tr("nothing comes through"))


def blind_image(found: BlindMap, what: Hidden) -> QImage:
    """Draw a map: the more can hide, the more is covered; hatched where nothing comes through."""
    rows, columns = found.lost.shape
    band = np.digitize(found.grams[what], np.asarray(BANDS) * (1.0, 1.0, 1.0, 0.95))
    cover = np.asarray(_COVER, np.float32)[band]
    down, across = np.mgrid[0:rows, 0:columns]
    stripes = (down + across) % _STRIPE < _STROKE
    cover[found.lost] = 0.0
    cover[found.lost & stripes] = 0.9
    tone = tokens.colour("range_b")
    picture = np.empty((rows, columns, 4), np.uint8)
    for place, value in enumerate((tone.blue(), tone.green(), tone.red(), 255)):
        picture[..., place] = np.rint(cover * value)
    return QImage(
        picture.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied
    ).copy()
