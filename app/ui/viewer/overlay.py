"""Painting over the image: findings, marks, tags, handles, scale bar. Nothing else floats there."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Hashable, Sequence, Set

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.domain.mark import Borrowed, Mark, Shape
from app.domain.threat import Finding
from app.ui import tokens
from app.ui.i18n.formats import number
from app.ui.viewer.camera import Camera
from app.ui.viewer.cards import place_card
from app.ui.viewer.frames import (
    DASHES,
    DOTS,
    HALO,
    QUIET_LINE,
    SELECTED_LINE,
    Frame,
    Stroke,
    on_pixels,
)
from app.ui.viewer.shapes import HANDLE, handle_places, outline
from app.ui.viewer.stamps import Stamps
from app.ui.viewer.tag_words import (
    FINDING_TAG,
    MARK_TAG,
    mark_size,
    others_words,
    scaled,
    tag_words,
    words_size,
)
from app.ui.viewer.tags import place_tags

_BAR_HIGH = 4.0
_BAR_LONGEST = 280.0
_WORDS_WIDE = 120.0
_BEYOND, _HEAD = 8.0, 28.0
"""How far halo and mitre, and the head of an arrow, reach beyond the box of an outline."""
_COLOURS = ("halo", "mark", "finding", "onfinding", "others")


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
        self._others = tokens.colour("others")
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
            self._frame(box, Stroke(self._finding, chosen, None if chosen else DASHES))

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
                self._words(mark, self._mark)
            self._mark_outline(mark, self._own(chosen=chosen, saved=saved))
            if chosen:
                self._handles(mark)

    def borrowed(self, sheets: Sequence[Borrowed]) -> None:
        """Outline marks of somebody else, dotted and in a colour of their own."""
        for sheet in sheets:
            for mark in sheet.marks:
                if mark.shape is Shape.TEXT:
                    self._words(mark, self._others)
                self._mark_outline(mark, Stroke(self._others, chosen=False, dashes=DOTS))

    def _own(self, *, chosen: bool, saved: bool) -> Stroke:
        """How a mark of the officer's is drawn: dashed while it is not on record."""
        return Stroke(self._mark, chosen and saved, None if saved else DASHES)

    def _box(self, one: Finding | Mark) -> QRectF:
        """Where it stands on screen."""
        box = self._boxes.get(id(one))
        if box is None:
            box = self._boxes[id(one)] = self.camera.screen_box(one.box)
        return box

    def _frame(self, box: QRectF, line: Stroke) -> None:
        """Outline an upright box, if any of it is in the window."""
        around = box.adjusted(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)
        if not around.intersects(self.window):
            return
        box = on_pixels(box, self.camera.ratio)
        frame = self._framed(box, line)
        key = ("frame", box.getRect(), *line.key)
        self._stamps.lay(self.painter, key, box.topLeft(), (around, frame.paint), quick=True)

    def _framed(self, box: QRectF, line: Stroke) -> Frame:
        tones, ratio = (line.tone, self._halo), self.camera.ratio
        return Frame(box, tones, ratio, wide=line.chosen, dashes=line.dashes)

    def _mark_outline(self, mark: Mark, line: Stroke) -> None:
        """Outline one mark, if any of it is in the window."""
        if mark.shape is Shape.BOX:
            self._frame(self._box(mark), line)
            return
        camera = self.camera
        around = self._box(mark).adjusted(-_HEAD, -_HEAD, _HEAD, _HEAD)
        if not around.intersects(self.window):
            return
        anchor, phase = self._stamps.place(camera.to_screen(mark.points[0]))
        lies = (camera.zoom, camera.aspect, camera.orientation, phase)
        key = ("mark", mark.shape, mark.points, *line.key, *lies)

        def paint() -> None:
            self._paint_shape(mark.shape, mark.points, line)

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
        self._paint_shape(shape, points, self._own(chosen=chosen, saved=saved))

    def _paint_shape(
        self, shape: Shape, points: Sequence[tuple[float, float]], line: Stroke
    ) -> None:
        if shape is Shape.BOX and len(points) == 2:
            places = [self.camera.to_screen(point) for point in points]
            box = on_pixels(QRectF(*places).normalized(), self.camera.ratio)
            self._framed(box, line).paint(self.painter)
            return
        self._stroke(outline(shape, points, self.camera), line)

    def stroke(
        self, path: QPainterPath, tone: QColor, *, chosen: bool, solid: bool = False
    ) -> None:
        """Draw a path twice: halo, then the colour."""
        self._stroke(path, Stroke(tone, chosen, None if chosen or solid else DASHES))

    def _stroke(self, path: QPainterPath, line: Stroke) -> None:
        width = SELECTED_LINE if line.chosen else QUIET_LINE
        painter = self.painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        halo = QPen(self._halo, width + HALO)
        halo.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(halo)
        painter.drawPath(path)
        pen = QPen(line.tone, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if line.dashes is not None:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / width for length in line.dashes])
        painter.setPen(pen)
        painter.drawPath(path)

    def tags(
        self,
        findings: Sequence[Finding],
        marks: Sequence[Mark],
        chosen: tuple[int | None, str],
        borrowed: Sequence[Borrowed] = (),
    ) -> tuple[Tag, ...]:
        """Paint the tags of findings and marks apart from each other.

        Parameters
        ----------
        chosen
            Number of the selected finding and identity of the selected mark.
        borrowed
            Marks of somebody else, which have their tags after all others.

        Returns
        -------
        Where those stand that a click chooses.
        """
        number_chosen, mark_chosen = chosen
        first = sorted(findings, key=lambda finding: finding.number != number_chosen)
        tagged = [mark for mark in marks if mark.shape is not Shape.TEXT or not mark.text]
        others = [(mark, others_words(mark, one)) for one in borrowed for mark in one.marks]
        boxes = [self._box(finding) for finding in first]
        boxes += [self._box(mark) for mark in (*tagged, *(mark for mark, _ in others))]
        sizes = [scaled(FINDING_TAG)] * len(first) + [mark_size(mark) for mark in tagged]
        sizes += [words_size(words) for _, words in others]
        places = place_tags(boxes, sizes, self.window)
        self.taken += [*boxes, *(place for place in places if place is not None)]
        shown = []
        for finding, rect in zip(first, places, strict=False):
            if rect is not None:
                self._tag_of_finding(rect, finding, chosen=finding.number == number_chosen)
                shown.append(Tag(rect, finding=finding))
        for mark, rect in zip(tagged, places[len(first) :], strict=False):
            if rect is not None:
                self._tag_of_mark(rect, mark, chosen=mark.mark_id == mark_chosen)
                shown.append(Tag(rect, mark=mark))
        for (_, words), rect in zip(others, places[len(first) + len(tagged) :], strict=True):
            if rect is not None:
                self._tag_of_others(rect, words)
        return tuple(shown)

    def _tag_of_others(self, rect: QRectF, words: str) -> None:
        rect = self._on_pixels(rect)

        def paint() -> None:
            self.painter.fillRect(rect, self._halo)
            self.painter.setFont(tokens.font("detail", weight=600))
            self.painter.setPen(self._others)
            self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

        self._lay(("tag of others", words), rect.topLeft(), rect.adjusted(-2, -2, 2, 2), paint)

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

    def label(self, words: str, place: QPointF, tone: QColor | None = None) -> None:
        """Paint words on black beside a place, inside the window."""
        font = tokens.font("detail", weight=600)
        metrics = QFontMetricsF(font)
        wide, high = metrics.horizontalAdvance(words) + 16, 20.0
        x = min(max(place.x() + 10, 4.0), self.window.right() - wide - 4)
        y = min(max(place.y() + 10, 4.0), self.window.bottom() - high - 4)
        rect = QRectF(x, y, wide, high)
        self.painter.fillRect(rect, self._halo)
        self.painter.setFont(font)
        self.painter.setPen(tone or self._mark)
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

    def _words(self, mark: Mark, tone: QColor) -> None:
        if mark.text:
            self._stamps.painted()
            place = self.camera.to_screen(mark.points[0])
            self.label(mark.text, place - QPointF(10, 10), tone)

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
        disc = QRectF(rect.topLeft(), scaled(MARK_TAG))
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
