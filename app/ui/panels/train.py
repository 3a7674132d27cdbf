"""A train as a strip of cars in consist order, in the place of the overview."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QToolTip, QWidget

from app.domain.decision import Kind
from app.domain.words import phrase
from app.domain.work import ItemState
from app.ui import tokens
from app.ui.commands import keys
from app.ui.i18n import languages, tr
from app.ui.icons import paint_icon
from app.ui.keycap import cap_size, cap_words, paint_key_cap
from app.ui.queue.words import OUTCOME_WORDS

LEAD = 128
"""Width of the words at the left: where one is in the train."""
THUMB = 38
CONSIST = phrase("Consist order")
SCANS = phrase("Order of scans")
PICTURE = phrase("In one picture")
"""What the order of the cars comes from."""
NARROWEST, WIDEST = 84, 220
GAP = 6


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
            found.append(tr("{count} flagged", count=self.flagged))
        if self.empty:
            found.append(tr("declared empty"))
        return tuple(found)


class TrainStrip(QGroupBox):
    """As high as the overview; a group box only to a screen reader, everything is painted."""

    car_chosen = Signal(int)
    """Index of a cell."""
    place_chosen = Signal(int, float)
    """(index, share of the car's length): a place in the present car."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cells: tuple[Cell, ...] = ()
        self._present = 0
        self._of = 0
        self._order = CONSIST
        self._compact = False
        self._offset = 0.0
        self._follow = True
        languages.changed.connect(self._say)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cars, front first."""
        return self._cells

    @property
    def present(self) -> int:
        """Index of the car in the window."""
        return self._present

    def show_cars(self, cells: Sequence[Cell], present: int, *, order: str = CONSIST) -> None:
        """Show the cars of a train; the strip follows the present one when that changes."""
        moved = present != self._present or len(cells) != len(self._cells)
        self._cells, self._present, self._order = tuple(cells), present, order
        if moved:
            self._bring(present)
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Use the line of words instead of the thumbnails."""
        self._compact = compact
        self.updateGeometry()
        self._say()

    def sizeHint(self) -> QSize:
        """As the overview."""
        return QSize(600, tokens.px(24 if self._compact else 64))

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(160, self.sizeHint().height())

    def rect_of(self, index: int) -> QRectF:
        """Return where a cell stands now; it may be out of sight."""
        left = tokens.px(LEAD) - self._offset
        for cell in self._cells[:index]:
            left += self._wide(cell)
        return QRectF(left, 0, self._wide(self._cells[index]), self.height())

    @property
    def place_words(self) -> str:
        """Where one is in the train."""
        if not self._cells:
            return ""
        return tr("Car {number} of {count}", number=self._present + 1, count=len(self._cells))

    # Words, painting and events

    def _say(self) -> None:
        self.setAccessibleName(tr("Cars of this train"))
        cell = self._cells[self._present] if self._present < len(self._cells) else None
        parts = (self.place_words, cell.words if cell else "", tr(self._order))
        self.setAccessibleDescription(". ".join(part for part in parts if part))
        self.update()

    def _wide(self, cell: Cell) -> float:
        """Return the width of a cell: its picture at true aspect, and room for its mark."""
        least, most = tokens.px(NARROWEST), tokens.px(WIDEST)
        wide = float(least)
        if cell.image is not None and not cell.image.isNull():
            share = cell.part[1] - cell.part[0]
            aspect = share * cell.image.width() / cell.image.height()
            wide = tokens.px(THUMB) * aspect
        return min(max(wide, least), most) + 2 * tokens.px(GAP)

    def _bring(self, index: int) -> None:
        """Scroll so that a car stands in the middle."""
        if not 0 <= index < len(self._cells):
            return
        rect = self.rect_of(index)
        room = self.width() - tokens.px(LEAD)
        middle = rect.center().x() + self._offset - tokens.px(LEAD)
        # The first car in sight is shown whole, and so is the present one.
        edge = 0.0
        for cell in self._cells[:index]:
            if edge >= middle - room / 2:
                break
            edge += self._wide(cell)
        self._scroll_to(edge)

    def _scroll_to(self, offset: float) -> None:
        whole = sum(self._wide(cell) for cell in self._cells)
        most = max(0.0, whole - (self.width() - tokens.px(LEAD)))
        self._offset = min(max(0.0, offset), most)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words at the left, then the cars that are in sight."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("panel"))
        if self._compact:
            self._paint_line(painter)
        else:
            painter.save()
            painter.setClipRect(QRectF(tokens.px(LEAD), 0, self.width(), self.height()))
            for index, cell in enumerate(self._cells):
                rect = self.rect_of(index)
                if rect.right() > tokens.px(LEAD) and rect.left() < self.width():
                    self._paint_cell(painter, cell, rect, present=index == self._present)
            painter.restore()
            self._paint_lead(painter)
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_lead(self, painter: QPainter) -> None:
        left, wide, line = tokens.px(8), tokens.px(LEAD - 12), tokens.px(18)
        top = (self.height() - 3 * line) / 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(tokens.font("body", weight=600))
        painter.setPen(tokens.colour("text"))
        painter.drawText(QRectF(left, top, wide, line), flags, self.place_words)
        painter.setFont(tokens.font("detail"))
        painter.setPen(tokens.colour("text2"))
        painter.drawText(QRectF(left, top + line, wide, line), flags, tr(self._order))
        _paint_caps(painter, left, top + 2.5 * line)

    def _paint_line(self, painter: QPainter) -> None:
        """Paint one line of words: small windows have no room for pictures."""
        cell = self._cells[self._present] if self._present < len(self._cells) else None
        if cell is None:
            return
        font = tokens.font("detail", weight=600)
        painter.setFont(font)
        painter.setPen(tokens.colour("text"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        words = self.place_words
        wide = QFontMetricsF(font).horizontalAdvance(words) + tokens.px(16)
        painter.drawText(QRectF(tokens.px(8), 0, wide, self.height()), flags, words)
        wide = _paint_caps(painter, tokens.px(8) + wide, self.height() / 2) + tokens.px(4)
        painter.setFont(tokens.font("detail"))
        painter.setPen(tokens.colour("text2"))
        room = QRectF(wide, 0, self.width() - wide - tokens.px(8), self.height())
        rest = "  ".join(part for part in (cell.mark, *cell.states) if part)
        metrics = QFontMetricsF(tokens.font("detail"))
        rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, rest)

    def _paint_cell(self, painter: QPainter, cell: Cell, rect: QRectF, *, present: bool) -> None:
        gap = tokens.px(GAP)
        if present:
            painter.fillRect(rect, tokens.colour("accentbg"))
            painter.fillRect(QRectF(rect.left(), 0, rect.width(), 2), tokens.colour("accent"))
        place = QRectF(rect.left() + gap, tokens.px(5), rect.width() - 2 * gap, tokens.px(THUMB))
        picture = self._paint_picture(painter, cell, place)
        self._paint_ticks(painter, cell, picture)
        if present and cell.visible is not None:
            _paint_visible(painter, cell.visible, picture)
        foot = QRectF(place.left(), place.bottom() + 2, place.width(), tokens.px(16))
        self._paint_foot(painter, cell, foot)
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.drawLine(QPointF(rect.right(), 8), QPointF(rect.right(), rect.bottom() - 8))

    def _paint_picture(self, painter: QPainter, cell: Cell, place: QRectF) -> QRectF:
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

    def _paint_ticks(self, painter: QPainter, cell: Cell, picture: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for share in cell.ticks:
            x, top = picture.left() + share * picture.width(), picture.top()
            shape = QPolygonF(
                [QPointF(x - 4, top + 1), QPointF(x + 4, top + 1), QPointF(x, top + 7)]
            )
            painter.setPen(QPen(tokens.colour("halo"), 1.5))
            painter.setBrush(tokens.colour("finding"))
            painter.drawPolygon(shape)

    def _paint_foot(self, painter: QPainter, cell: Cell, foot: QRectF) -> None:
        """Paint number and mark at the left; the shapes of its state at the right."""
        right, size = foot.right(), tokens.px(14)
        for icon, tone in _icons(cell):
            right -= size
            box = QRectF(right, foot.center().y() - size / 2, size, size)
            paint_icon(painter, icon, box, tone)
            right -= 2
        font = tokens.font("detail", weight=600)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(tokens.colour("text"))
        number = str(cell.number)
        wide = QFontMetricsF(font).horizontalAdvance(number) + 5
        painter.drawText(QRectF(foot.left(), foot.top(), wide, foot.height()), flags, number)
        font = tokens.font("detail")
        painter.setFont(font)
        painter.setPen(tokens.colour("text2"))
        room = QRectF(foot.left() + wide, foot.top(), right - foot.left() - wide, foot.height())
        mark = QFontMetricsF(font).elidedText(cell.mark, Qt.TextElideMode.ElideLeft, room.width())
        painter.drawText(room, flags, mark)

    def _at(self, place: QPointF) -> int | None:
        if self._compact or place.x() < tokens.px(LEAD):
            return None
        cars = range(len(self._cells))
        return next((n for n in cars if self.rect_of(n).contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a car, or a place in the present one."""
        index = self._at(event.position())
        if index is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif index != self._present:
            self.car_chosen.emit(index)
        else:
            rect = self.rect_of(index).adjusted(tokens.px(GAP), 0, -tokens.px(GAP), 0)
            share = (event.position().x() - rect.left()) / max(1.0, rect.width())
            self.place_chosen.emit(index, min(max(share, 0.0), 1.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what can be chosen."""
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Run along the train."""
        turn = event.angleDelta()
        by = turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()
        self._scroll_to(self._offset - by)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        last = len(self._cells) - 1
        aims = {
            Qt.Key.Key_Left: self._present - 1,
            Qt.Key.Key_Right: self._present + 1,
        }
        aim = aims.get(Qt.Key(event.key()))
        if aim is None:
            super().keyPressEvent(event)
        elif 0 <= aim <= last and aim != self._present:
            self.car_chosen.emit(aim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the present car in sight."""
        super().resizeEvent(event)
        self._bring(self._present)

    def event(self, event: QEvent) -> bool:
        """Say all that is known of a car as a tip."""
        if isinstance(event, QHelpEvent):
            index = self._at(QPointF(event.pos()))
            if index is not None:
                QToolTip.showText(event.globalPos(), self._cells[index].words, self)
                return True
        return super().event(event)


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


def _paint_caps(painter: QPainter, x: float, middle: float) -> float:
    """Paint the keys that step; return where they end."""
    for name in ("previous_unit", "next_unit"):
        text = cap_words(keys(name))
        cap = cap_size(text)
        place = QRectF(x, middle - cap.height() / 2, cap.width(), cap.height())
        paint_key_cap(painter, place, text)
        x += cap.width() + 4
    return x


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
