"""Painting over the image: the outlines of findings and marks, handles, words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence, Set

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.domain.mark import Borrowed, Mark, Shape
from app.domain.threat import Finding
from app.ui import tokens
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

_BEYOND, _HEAD = 8.0, 28.0
"""How far halo and mitre, and the head of an arrow, reach beyond the box of an outline."""
_COLOURS = ("halo", "mark", "finding", "onfinding", "others")


class Overlay:
    """What is painted over one image at one moment."""

    def __init__(self, painter: QPainter, camera: Camera, stamps: Stamps | None = None) -> None:
        self.painter = painter
        self.camera = camera
        self._stamps = stamps or Stamps()
        self.window = QRectF(0, 0, camera.width, camera.height)
        self.halo, self.mark_tone = tokens.colour("halo"), tokens.colour("mark")
        self.finding_tone = tokens.colour("finding")
        self.others_tone = tokens.colour("others")
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
            box = self.box_of(finding)
            self._frame(box, Stroke(self.finding_tone, chosen, None if chosen else DASHES))

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
                self._words(mark, self.mark_tone)
            self._mark_outline(mark, self._own(chosen=chosen, saved=saved))
            if chosen:
                self._handles(mark)

    def borrowed(self, sheets: Sequence[Borrowed]) -> None:
        """Outline marks of somebody else, dotted and in a colour of their own."""
        for sheet in sheets:
            for mark in sheet.marks:
                if mark.shape is Shape.TEXT:
                    self._words(mark, self.others_tone)
                self._mark_outline(mark, Stroke(self.others_tone, chosen=False, dashes=DOTS))

    def _own(self, *, chosen: bool, saved: bool) -> Stroke:
        """How a mark of the officer's is drawn: dashed while it is not on record."""
        return Stroke(self.mark_tone, chosen and saved, None if saved else DASHES)

    def box_of(self, one: Finding | Mark) -> QRectF:
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
        key = ("frame", box.width(), box.height(), *line.key)

        def paint(painter: QPainter) -> None:
            self._framed(box, line).paint(painter)

        self._stamps.lay(self.painter, key, box.topLeft(), (around, paint))

    def _framed(self, box: QRectF, line: Stroke) -> Frame:
        tones, ratio = (line.tone, self.halo), self.camera.ratio
        return Frame(box, tones, ratio, wide=line.chosen, dashes=line.dashes)

    def _mark_outline(self, mark: Mark, line: Stroke) -> None:
        """Outline one mark, if any of it is in the window."""
        if mark.shape is Shape.BOX:
            self._frame(self.box_of(mark), line)
            return
        camera = self.camera
        around = self.box_of(mark).adjusted(-_HEAD, -_HEAD, _HEAD, _HEAD)
        if not around.intersects(self.window):
            return
        anchor, phase = self._stamps.place(camera.to_screen(mark.points[0]))
        lies = (camera.zoom, camera.aspect, camera.orientation, phase)
        key = ("mark", mark.shape, mark.points, *line.key, *lies)

        def paint() -> None:
            self._paint_shape(mark.shape, mark.points, line)

        self.lay(key, anchor, around, paint)

    def lay(
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
        halo = QPen(self.halo, width + HALO)
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

    def label(self, words: str, place: QPointF, tone: QColor | None = None) -> None:
        """Paint words on black beside a place, inside the window."""
        font = tokens.font("detail", weight=600)
        metrics = QFontMetricsF(font)
        wide, high = metrics.horizontalAdvance(words) + 16, 20.0
        x = min(max(place.x() + 10, 4.0), self.window.right() - wide - 4)
        y = min(max(place.y() + 10, 4.0), self.window.bottom() - high - 4)
        rect = QRectF(x, y, wide, high)
        self.painter.fillRect(rect, self.halo)
        self.painter.setFont(font)
        self.painter.setPen(tone or self.mark_tone)
        self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def dot(self, place: QPointF) -> None:
        """Paint the corner that a click on closes an outline."""
        self.painter.setPen(QPen(self.halo, 1.5))
        self.painter.setBrush(self.mark_tone)
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
        self.stroke(path, self.mark_tone, chosen=False, solid=True)

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
            painter.setPen(QPen(self.halo, 1.5))
            painter.setBrush(self.mark_tone)
            painter.drawRect(rect)
