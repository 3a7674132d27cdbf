"""Painting over the image: findings, marks, tags, handles, scale bar. Nothing else floats there."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Hashable, Sequence, Set

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.domain.mark import CATEGORY_WORDS, Category, Mark, Shape
from app.domain.threat import Finding
from app.ui import tokens
from app.ui.i18n import tr
from app.ui.i18n.formats import number
from app.ui.viewer.camera import Camera
from app.ui.viewer.cards import place_card
from app.ui.viewer.frames import DASHES, HALO, QUIET_LINE, SELECTED_LINE, Frame, on_pixels
from app.ui.viewer.shapes import HANDLE, handle_places, outline
from app.ui.viewer.stamps import Stamps
from app.ui.viewer.tags import place_tags

FINDING_TAG = QSizeF(32, 24)
MARK_TAG = QSizeF(24, 24)
_BAR_HIGH = 4.0
_NOTE_SHOWN = 24
"""Letters of a note that stand beside its mark."""
_BAR_LONGEST = 280.0
_WORDS_WIDE = 120.0
_BEYOND, _HEAD = 8.0, 28.0
"""How far halo and mitre, and the head of an arrow, reach beyond the box of an outline."""
_COLOURS = ("halo", "mark", "finding", "onfinding")


@dataclasses.dataclass(frozen=True, slots=True)
class Tag:
    """A tag on screen and what a click on it chooses."""

    rect: QRectF
    finding: Finding | None = None
    mark: Mark | None = None


class Overlay:
    """What is painted over one image at one moment."""

    def __init__(self, painter: QPainter, camera: Camera, stamps: Stamps | None = None) -> None:
        self.painter = painter
        self.camera = camera
        self._stamps = stamps or Stamps()
        self.window = QRectF(0, 0, camera.width, camera.height)
        self._halo, self._mark = tokens.colour("halo"), tokens.colour("mark")
        self._finding = tokens.colour("finding")
        self._font = tokens.font("section", weight=700)
        self._boxes: dict[int, QRectF] = {}
        """By the identity of findings and marks, which outlive the frame."""
        self.taken: list[QRectF] = []
        """What no card may cover."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.look = (tokens.px(1000), *(tokens.colour(name).name() for name in _COLOURS))
        """What the looks of all of it depend on beside its place."""

    def begin(self) -> None:
        """Begin to paint what stands on the image, which is kept to be laid down again."""
        self._stamps.begin(self.look, self.camera.ratio)

    def findings(self, findings: Sequence[Finding], selected: int | None) -> None:
        """Outline the findings; the selected one is solid and wider."""
        for finding in findings:
            chosen = finding.number == selected
            box = self._box(finding)
            self._frame(box, self._finding, chosen=chosen, dashed=not chosen)

    def marks(
        self, marks: Sequence[Mark], selected: Mark | None, unsaved: Set[str] = frozenset()
    ) -> None:
        """Outline the marks and show the words of texts.

        The selected one has handles; one that is not on record is dashed.
        """
        for mark in marks:
            chosen = selected is not None and mark.mark_id == selected.mark_id
            saved = mark.mark_id not in unsaved
            if mark.shape is Shape.TEXT:
                self._words(mark)
            self._mark_outline(mark, chosen=chosen, saved=saved)
            if chosen:
                self._handles(mark)

    def _box(self, one: Finding | Mark) -> QRectF:
        """Where it stands on screen."""
        box = self._boxes.get(id(one))
        if box is None:
            box = self._boxes[id(one)] = self.camera.screen_box(one.box)
        return box

    def _frame(self, box: QRectF, tone: QColor, *, chosen: bool, dashed: bool) -> None:
        """Outline an upright box, if any of it is in the window."""
        around = box.adjusted(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)
        if not around.intersects(self.window):
            return
        box = on_pixels(box, self.camera.ratio)
        frame = self._framed(box, tone, chosen=chosen, dashed=dashed)
        key = ("frame", box.getRect(), tone.rgba(), chosen, dashed)
        self._stamps.lay(self.painter, key, box.topLeft(), (around, frame.paint), quick=True)

    def _framed(self, box: QRectF, tone: QColor, *, chosen: bool, dashed: bool) -> Frame:
        tones, ratio = (tone, self._halo), self.camera.ratio
        return Frame(box, tones, ratio, wide=chosen, dashed=dashed)

    def _mark_outline(self, mark: Mark, *, chosen: bool, saved: bool) -> None:
        """Outline one mark, if any of it is in the window."""
        if mark.shape is Shape.BOX:
            self._frame(self._box(mark), self._mark, chosen=chosen and saved, dashed=not saved)
            return
        camera = self.camera
        around = self._box(mark).adjusted(-_HEAD, -_HEAD, _HEAD, _HEAD)
        if not around.intersects(self.window):
            return
        anchor, phase = self._stamps.place(camera.to_screen(mark.points[0]))
        lies = (camera.zoom, camera.aspect, camera.orientation, phase)
        key = ("mark", mark.shape, mark.points, chosen, saved, *lies)

        def paint() -> None:
            self.shape(mark.shape, mark.points, chosen=chosen, saved=saved)

        self._lay(key, anchor, around, paint)

    def _lay(
        self,
        key: Hashable,
        anchor: QPointF,
        around: QRectF,
        paint: Callable[[], None],
    ) -> None:
        """Paint, or lay down what was painted like it before."""
        window = self.painter

        def elsewhere(painter: QPainter) -> None:
            self.painter = painter
            paint()
            self.painter = window

        self._stamps.lay(window, key, anchor, (around, elsewhere))

    def shape(
        self,
        shape: Shape,
        points: Sequence[tuple[float, float]],
        *,
        chosen: bool,
        saved: bool = True,
    ) -> None:
        """Outline one shape of the officer's in white on halo."""
        if shape is Shape.BOX and len(points) == 2:
            places = [self.camera.to_screen(point) for point in points]
            box = on_pixels(QRectF(*places).normalized(), self.camera.ratio)
            frame = self._framed(box, self._mark, chosen=chosen and saved, dashed=not saved)
            frame.paint(self.painter)
            return
        path = outline(shape, points, self.camera)
        self.stroke(path, self._mark, chosen=chosen and saved, solid=saved)

    def stroke(
        self, path: QPainterPath, tone: QColor, *, chosen: bool, solid: bool = False
    ) -> None:
        """Draw a path twice: halo, then the colour."""
        width = SELECTED_LINE if chosen else QUIET_LINE
        painter = self.painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        halo = QPen(self._halo, width + HALO)
        halo.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(halo)
        painter.drawPath(path)
        pen = QPen(tone, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if not (chosen or solid):
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / width for length in DASHES])
        painter.setPen(pen)
        painter.drawPath(path)

    def tags(
        self, findings: Sequence[Finding], marks: Sequence[Mark], chosen: tuple[int | None, str]
    ) -> tuple[Tag, ...]:
        """Paint the tags of findings and marks apart from each other.

        Parameters
        ----------
        chosen
            Number of the selected finding and identity of the selected mark.

        Returns
        -------
        Where they stand, so that a click finds them.
        """
        number_chosen, mark_chosen = chosen
        first = sorted(findings, key=lambda finding: finding.number != number_chosen)
        tagged = [mark for mark in marks if mark.shape is not Shape.TEXT or not mark.text]
        boxes = [self._box(one) for one in first] + [self._box(one) for one in tagged]
        sizes = [_scaled(FINDING_TAG)] * len(first) + [_mark_size(mark) for mark in tagged]
        places = place_tags(boxes, sizes, self.window)
        self.taken += [*boxes, *(place for place in places if place is not None)]
        shown = []
        for finding, rect in zip(first, places, strict=False):
            if rect is not None:
                self._tag_of_finding(rect, finding, chosen=finding.number == number_chosen)
                shown.append(Tag(rect, finding=finding))
        for mark, rect in zip(tagged, places[len(first) :], strict=True):
            if rect is not None:
                self._tag_of_mark(rect, mark, chosen=mark.mark_id == mark_chosen)
                shown.append(Tag(rect, mark=mark))
        return tuple(shown)

    def _tag_of_finding(self, rect: QRectF, finding: Finding, *, chosen: bool) -> None:
        rect = self._on_pixels(rect)
        self._lay(
            ("tag of a finding", finding.number, chosen),
            rect.topLeft(),
            rect.adjusted(-2, -2, 2, 2),
            lambda: self._square(rect, finding, chosen=chosen),
        )

    def _tag_of_mark(self, rect: QRectF, mark: Mark, *, chosen: bool) -> None:
        rect = self._on_pixels(rect)
        self._lay(
            ("tag of a mark", mark.number, tag_words(mark), chosen),
            rect.topLeft(),
            rect.adjusted(-4, -4, 4, 4),
            lambda: self._round(rect, mark, chosen=chosen),
        )

    def _on_pixels(self, rect: QRectF) -> QRectF:
        """The rectangle moved onto whole device pixels, where its letters are sharpest."""
        ratio = self.camera.ratio
        x, y = (math.ceil(place * ratio - 0.5) / ratio for place in (rect.left(), rect.top()))
        return QRectF(QPointF(x, y), rect.size())

    def scale_bar(self, mm_per_column: float | None) -> None:
        """Paint a bar of a round length at the lower left, when the scale is known."""
        if mm_per_column is None or mm_per_column <= 0:
            return
        metres = round_length(mm_per_column / self.camera.zoom)
        length = metres * 1000.0 / mm_per_column * self.camera.zoom
        margin = tokens.px(16)
        bar = QRectF(margin, self.window.bottom() - margin - 7, round(length), _BAR_HIGH)
        words = metre_words(metres)
        around = QRectF(bar.topLeft(), QSizeF(bar.width() + _WORDS_WIDE, _BAR_HIGH))
        self._lay(
            ("bar", bar.width(), words),
            bar.topLeft(),
            around.adjusted(-4, -12, 4, 12),
            lambda: self._paint_bar(bar, words),
        )

    def _paint_bar(self, bar: QRectF, words: str) -> None:
        painter = self.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(bar.adjusted(-2, -2, 2, 2), self._halo)
        painter.fillRect(bar, self._mark)
        font = tokens.font("detail", weight=600)
        wide = QFontMetricsF(font).horizontalAdvance(words) + 16
        label = QRectF(bar.right() + 8, bar.center().y() - 10, round(wide), 20)
        painter.fillRect(label, self._halo)
        painter.setFont(font)
        painter.setPen(self._mark)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def label(self, words: str, place: QPointF) -> None:
        """Paint words on black beside a place, inside the window."""
        font = tokens.font("detail", weight=600)
        metrics = QFontMetricsF(font)
        wide, high = metrics.horizontalAdvance(words) + 16, 20.0
        x = min(max(place.x() + 10, 4.0), self.window.right() - wide - 4)
        y = min(max(place.y() + 10, 4.0), self.window.bottom() - high - 4)
        rect = QRectF(x, y, wide, high)
        self.painter.fillRect(rect, self._halo)
        self.painter.setFont(font)
        self.painter.setPen(self._mark)
        self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def dot(self, place: QPointF) -> None:
        """Paint the corner that a click on closes an outline."""
        self.painter.setPen(QPen(self._halo, 1.5))
        self.painter.setBrush(self._mark)
        self.painter.drawEllipse(place, HANDLE / 2, HANDLE / 2)

    def take(self, size: QSizeF, about: QRectF) -> QRectF:
        """Find a place for a card beside `about` and keep it for that card."""
        card = place_card(size, about, self.window, self.taken)
        self.taken.append(card)
        return card

    def cross_hair(self, place: QPointF) -> None:
        """Paint the cross that stands for the pointer when the keyboard draws."""
        path = QPainterPath()
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            path.moveTo(place + QPointF(dx * 5, dy * 5))
            path.lineTo(place + QPointF(dx * 18, dy * 18))
        self.stroke(path, self._mark, chosen=False, solid=True)

    def _words(self, mark: Mark) -> None:
        if mark.text:
            self._stamps.painted()
            place = self.camera.to_screen(mark.points[0])
            self.label(mark.text, place - QPointF(10, 10))

    def _handles(self, mark: Mark) -> None:
        self._stamps.painted()
        painter = self.painter
        for place in handle_places(mark, self.camera):
            rect = QRectF(0, 0, HANDLE, HANDLE)
            rect.moveCenter(place)
            painter.setPen(QPen(self._halo, 1.5))
            painter.setBrush(self._mark)
            painter.drawRect(rect)

    def _square(self, rect: QRectF, finding: Finding, *, chosen: bool) -> None:
        """Tag of a finding: filled when selected, outlined otherwise."""
        painter = self.painter
        tone = self._finding
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._halo)
        painter.drawRect(rect)
        inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(tone, 2.0))
        painter.setBrush(tone if chosen else self._halo)
        painter.drawRect(inner)
        painter.setPen(tokens.colour("onfinding") if chosen else tone)
        painter.setFont(self._font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"M{finding.number}")

    def _round(self, rect: QRectF, mark: Mark, *, chosen: bool) -> None:
        """Tag of a mark: a white disc on halo, its class beside it; a ring when selected."""
        painter = self.painter
        words = tag_words(mark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._halo)
        disc = QRectF(rect.topLeft(), _scaled(MARK_TAG))
        if words:
            painter.drawRect(QRectF(disc.center(), rect.bottomRight()).adjusted(0, -10, 0, -2))
        painter.drawEllipse(disc.adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.setBrush(self._mark)
        painter.drawEllipse(disc)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._halo, 2.0))
            painter.drawEllipse(disc.adjusted(3, 3, -3, -3))
        painter.setPen(self._halo)
        painter.setFont(self._font)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(mark.number))
        if words:
            painter.setFont(tokens.font("detail", weight=600))
            painter.setPen(self._mark)
            place = QRectF(disc.topRight() + QPointF(4, 0), rect.bottomRight())
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, int(middle), words)


def round_length(mm_per_pixel: float) -> float:
    """The longest of 1, 2, 5 times a power of ten metres that is at most 280 px long."""
    most = mm_per_pixel * _BAR_LONGEST / 1000.0
    power = 1.0e-4
    best = power
    while power <= most:
        best = max(best, *(step * power for step in (1, 2, 5) if step * power <= most))
        power *= 10.0
    return best


def metre_words(metres: float) -> str:
    """A length in the unit that needs the fewest digits."""
    if metres >= 1.0:
        return f"{number(metres)}\u202fm"
    if metres >= 0.01:
        return f"{number(metres * 100)}\u202fcm"
    return f"{number(metres * 1000, 0 if metres >= 0.001 else 1)}\u202fmm"


def tag_words(mark: Mark) -> str:
    """What stands beside a mark's number: its class, else the beginning of its note."""
    if mark.category is not Category.UNSPECIFIED:
        return tr(CATEGORY_WORDS[mark.category])
    note = " ".join(mark.note.split())
    return note if len(note) <= _NOTE_SHOWN else f"{note[: _NOTE_SHOWN - 1]}…"


def _mark_size(mark: Mark) -> QSizeF:
    size = _scaled(MARK_TAG)
    words = tag_words(mark)
    if not words:
        return size
    wide = QFontMetricsF(tokens.font("detail", weight=600)).horizontalAdvance(words)
    return QSizeF(size.width() + wide + 12, size.height())


def _scaled(size: QSizeF) -> QSizeF:
    return QSizeF(tokens.px(size.width()), tokens.px(size.height()))
