"""How one parcel of the grid is painted: its picture, time left, what is odd, whose it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.work import ItemState, QueueLine
from app.ui import tokens
from app.ui.i18n import tr
from app.ui.i18n.formats import minutes_left
from app.ui.icons import paint_icon, paint_severity
from app.ui.panels.parcel_model import AnyIndex, ParcelModel
from app.ui.panels.rail import worst
from app.ui.queue import words as wording

CELL = (88, 96)
PICTURE = (80, 60)
MARK, GAP = 12, 3
"""Side of a shape in the foot, and the room before it."""

Images = Callable[[str], QImage | None]


class ParcelDelegate(QStyledItemDelegate):
    """Paints a whole cell: picture, time left, what is odd, whose it is."""

    def __init__(self, model: ParcelModel, images: Images) -> None:
        super().__init__()
        self._model = model
        self._images = images

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the same size for every cell."""
        del option, index
        return QSize(tokens.px(CELL[0]), tokens.px(CELL[1]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        line = self._model.line(index.row())
        if line is None:
            return
        painter.save()
        cell = QRectF(option.rect)
        present = line.item_id == self._model.present
        if present:
            painter.fillRect(cell, tokens.colour("accentbg"))
        place = QRectF(
            cell.left() + tokens.px(4),
            cell.top() + tokens.px(6),
            tokens.px(PICTURE[0]),
            tokens.px(PICTURE[1]),
        )
        self._paint_picture(painter, line, place)
        foot = QRectF(place.left(), place.bottom() + 4, place.width(), tokens.px(18))
        self._paint_foot(painter, line, foot)
        if present:
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_picture(self, painter: QPainter, line: QueueLine, place: QRectF) -> None:
        painter.fillRect(place, tokens.colour("well"))
        image = self._images(line.item_id)
        if image is not None and not image.isNull():
            ratio = min(place.width() / image.width(), place.height() / image.height())
            wide, high = image.width() * ratio, image.height() * ratio
            middle = place.center()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(0.35 if line.state is ItemState.DECIDED else 1.0)
            painter.drawImage(
                QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high), image
            )
            painter.setOpacity(1.0)
        state = self._state_icon(line)
        if state:
            size = tokens.px(20)
            box = QRectF(place.right() - size - 2, place.top() + 2, size, size)
            painter.fillRect(box, tokens.colour("panel"))
            paint_icon(painter, state, box.adjusted(2, 2, -2, -2), "text")

    def _state_icon(self, line: QueueLine) -> str:
        if line.state is ItemState.DECIDED:
            return "check-circle"
        taken = line.state is ItemState.CLAIMED and line.claimed_by != self._model.account
        return "user" if taken else ""

    def _paint_foot(self, painter: QPainter, line: QueueLine, foot: QRectF) -> None:
        """Paint time left at the left; notices and flags, by shape and number, at the right."""
        font = tokens.font("detail", weight=500)
        painter.setFont(font)
        time = self.time_words(line)
        painter.setPen(tokens.colour("text"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, middle, time)
        right, size = foot.right(), float(tokens.px(MARK))
        metrics = QFontMetricsF(font)
        room = foot.width() - metrics.horizontalAdvance(time) - GAP
        severity = worst(line)
        count = str(line.flagged) if line.flagged else ""
        wide = metrics.horizontalAdvance(count) + 1 if count else 0.0
        marks = (size + GAP) * (bool(count) + (severity is not None))
        if count and wide + marks <= room:
            # The time comes first: where there is no room, the queue tells how many.
            painter.setPen(tokens.colour("accent"))
            right -= wide
            painter.drawText(QRectF(right, foot.top(), wide, foot.height()), middle, count)
        top = foot.center().y() - size / 2
        if count and marks <= room:
            right -= size + 1
            place = QRectF(right, top, size, size)
            paint_icon(painter, wording.model_icon(line), place, "accent")
            right -= GAP - 1
        if severity is not None:
            paint_severity(painter, severity, QRectF(right - size, top, size, size))

    def time_words(self, line: QueueLine) -> str:
        """Return the time left; it is never cut."""
        late = line.eta is not None and line.eta < self._model.now
        return tr("Late") if late else minutes_left(line.eta, self._model.now)
