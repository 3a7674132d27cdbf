"""One car of a train as the strip shows it: its picture, its number, the shapes of its state."""

from __future__ import annotations

import dataclasses
import functools

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from app.domain.decision import Kind
from app.domain.work import ItemState
from app.ui import tokens
from app.ui.i18n import tr
from app.ui.icons import paint_icon
from app.ui.queue.words import OUTCOME_WORDS

THUMB = 38
NARROWEST, WIDEST = 84, 220
"""Of a picture."""
GAP = 6
_ICON, _APART = 14, 2
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One car in the strip.

    Attributes
    ----------
    number
        Place in the consist, or in the picture.
    mark
        Reporting mark and number; empty where one picture shows several cars.
    image, part
        A small picture, None while there is none, and the part of its width that shows this car.
    ticks
        Where findings are, as shares of the car's length.
    visible
        The part in the window, as shares of the car's length and height; None when it is not.
    """

    number: int
    mark: str = ""
    image: QImage | None = None
    part: tuple[float, float] = (0.0, 1.0)
    state: ItemState = ItemState.WAITING
    other: str = ""
    """Who else has it now."""
    outcome: str = ""
    seen: bool = False
    flagged: int = 0
    empty: bool = False
    ticks: tuple[float, ...] = ()
    visible: QRectF | None = None

    @property
    def words(self) -> str:
        """All that is known of the car, in one line."""
        parts = [tr("Car {number}", number=self.number), self.mark, *self.states]
        return ", ".join(part for part in parts if part)

    @property
    def states(self) -> tuple[str, ...]:
        """How far it is."""
        found = []
        if self.outcome:
            found.append(tr(OUTCOME_WORDS[Kind(self.outcome)]))
        if self.other:
            found.append(tr("with {who}", who=self.other))
        found.append(tr("seen to the end") if self.seen else tr("not seen to the end"))
        if self.flagged:
            found.append(
                tr("1 flagged") if self.flagged == 1 else tr("{count} flagged", count=self.flagged)
            )
        if self.empty:
            found.append(tr("declared empty"))
        return tuple(found)


def width_of(cell: Cell) -> float:
    """Return the width of a cell: for its picture at true aspect, and for its number and mark.

    A shape that comes with work (seen, decided) has its place beforehand: nothing moves.
    """
    least, most = tokens.px(NARROWEST), tokens.px(WIDEST)
    wide = float(least)
    if cell.image is not None and not cell.image.isNull():
        share = cell.part[1] - cell.part[0]
        aspect = share * cell.image.width() / cell.image.height()
        wide = tokens.px(THUMB) * aspect
    return max(min(max(wide, least), most), _foot_width(cell)) + 2 * tokens.px(GAP)


def _foot_width(cell: Cell) -> float:
    if not cell.mark:
        return 0.0
    mark = _advance(cell.mark, None, tokens.scale())
    shapes = 3 if cell.flagged and cell.empty else 2
    # A pixel more: rounding would put an ellipsis in the place of a letter.
    return _number_width(cell) + mark + 1 + shapes * (tokens.px(_ICON) + _APART)


def _number_width(cell: Cell) -> float:
    return _advance(str(cell.number), 600, tokens.scale()) + 5


@functools.lru_cache(maxsize=4096)
def _advance(text: str, weight: int | None, _scale: float) -> float:
    """Measure a text once for each scale: the strip is laid anew whenever the picture moves."""
    return QFontMetricsF(tokens.font("detail", weight=weight)).horizontalAdvance(text)


def foot_of(rect: QRectF, sight: QRectF) -> QRectF:
    """Return where the words of a cell go: in the part of it that is in sight."""
    gap = tokens.px(GAP)
    left, right = max(rect.left(), sight.left()) + gap, min(rect.right(), sight.right()) - gap
    return QRectF(left, tokens.px(5 + THUMB) + 2, max(0.0, right - left), tokens.px(16))


def mark_in(cell: Cell, foot: QRectF) -> str:
    """Return the mark as there is room for it: its end tells cars apart."""
    icons = len(_icons(cell)) * (tokens.px(_ICON) + _APART)
    metrics = QFontMetricsF(tokens.font("detail"))
    room = foot.width() - icons - _number_width(cell)
    return metrics.elidedText(cell.mark, Qt.TextElideMode.ElideLeft, max(0.0, room))


def paint_cell(
    painter: QPainter, cell: Cell, rect: QRectF, sight: QRectF, *, present: bool
) -> None:
    """Paint one car into its place, of which a part may be out of sight."""
    gap = tokens.px(GAP)
    if present:
        painter.fillRect(rect, tokens.colour("accentbg"))
        painter.fillRect(QRectF(rect.left(), 0, rect.width(), 2), tokens.colour("accent"))
    place = QRectF(rect.left() + gap, tokens.px(5), rect.width() - 2 * gap, tokens.px(THUMB))
    picture = _paint_picture(painter, cell, place)
    _paint_ticks(painter, cell, picture)
    if present and cell.visible is not None:
        _paint_visible(painter, cell.visible, picture)
    _paint_foot(painter, cell, foot_of(rect, sight))
    painter.setPen(QPen(tokens.colour("line"), 1))
    painter.drawLine(QPointF(rect.right(), 8), QPointF(rect.right(), rect.bottom() - 8))


def _paint_picture(painter: QPainter, cell: Cell, place: QRectF) -> QRectF:
    """Paint the car, or the place that is kept for it; return where it stands."""
    if cell.image is None or cell.image.isNull():
        painter.fillRect(place, tokens.colour("pressed"))
        return place
    first, last = (share * cell.image.width() for share in cell.part)
    source = QRectF(first, 0, max(1.0, last - first), cell.image.height())
    ratio = min(place.width() / source.width(), place.height() / source.height())
    picture = QRectF(0, 0, source.width() * ratio, source.height() * ratio)
    picture.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(0.4 if cell.state is ItemState.DECIDED else 1.0)
    painter.drawImage(picture, cell.image, source)
    painter.setOpacity(1.0)
    return picture


def _paint_ticks(painter: QPainter, cell: Cell, picture: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for share in cell.ticks:
        x, top = picture.left() + share * picture.width(), picture.top()
        shape = QPolygonF([QPointF(x - 4, top + 1), QPointF(x + 4, top + 1), QPointF(x, top + 7)])
        painter.setPen(QPen(tokens.colour("halo"), 1.5))
        painter.setBrush(tokens.colour("finding"))
        painter.drawPolygon(shape)


def _paint_foot(painter: QPainter, cell: Cell, foot: QRectF) -> None:
    """Paint number and mark at the left; the shapes of its state at the right."""
    number = _number_width(cell)
    if foot.width() < number:
        return
    right, size = foot.right(), tokens.px(_ICON)
    for icon, tone in _icons(cell):
        if right - size < foot.left() + number:
            break
        right -= size
        paint_icon(painter, icon, QRectF(right, foot.center().y() - size / 2, size, size), tone)
        right -= _APART
    painter.setFont(tokens.font("detail", weight=600))
    painter.setPen(tokens.colour("text"))
    painter.drawText(foot, _FLAGS, str(cell.number))
    painter.setFont(tokens.font("detail"))
    painter.setPen(tokens.colour("text2"))
    painter.drawText(foot.adjusted(number, 0, 0, 0), _FLAGS, mark_in(cell, foot))


def _icons(cell: Cell) -> list[tuple[str, str]]:
    """Return the shapes of a car's state, from the right: they differ by form, not by colour."""
    found: list[tuple[str, str]] = []
    if cell.outcome:
        refers = cell.outcome == Kind.REFER_FOR_EXAM
        found.append(("arrow-elbow-down-right" if refers else "check-circle", "text"))
    elif cell.other:
        found.append(("user", "text2"))
    elif cell.seen:
        found.append(("eye", "text"))
    if cell.flagged:
        found.append(("bounding-box", "accent"))
    if cell.empty:
        found.append(("square", "text2"))
    return found


def _paint_visible(painter: QPainter, visible: QRectF, picture: QRectF) -> None:
    """Outline what is in the window: accent on halo."""
    box = QRectF(
        picture.left() + visible.left() * picture.width(),
        picture.top() + visible.top() * picture.height(),
        max(6.0, visible.width() * picture.width()),
        max(6.0, visible.height() * picture.height()),
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, width, name in ((2.0, 1.0, "halo"), (1.0, 2.0, "accent")):
        painter.setPen(QPen(tokens.colour(name), width))
        painter.drawRect(box.adjusted(inset, inset, -inset, -inset))
