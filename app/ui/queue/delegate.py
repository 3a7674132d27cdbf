"""The painter of the queue: one delegate for the whole line, no widget in a cell."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.notice import Severity
from app.domain.threat import ScreeningState
from app.domain.work import ItemState, QueueLine
from app.ui import tokens
from app.ui.controls.row_ground import paint_foot, paint_ground, standing
from app.ui.i18n.formats import minutes_between
from app.ui.icons import MODE_ICONS, paint_icon, paint_severity
from app.ui.plain_text import visible
from app.ui.queue import model as columns
from app.ui.queue import words
from app.ui.queue.model import AnyIndex, QueueModel

BAR_FULL_MINUTES = 240
GAP = 24
DOT = 6
WORD_LEAST = 32
"""A narrower column of modes shows the icon alone."""
"""Between the mass, which ends at the right, and the notices."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight


class QueueDelegate(QStyledItemDelegate):
    """Paints each cell of a line; the chosen line carries a bar of 3 at its left."""

    def __init__(self, shown: QueueModel) -> None:
        super().__init__()
        self._model = shown
        self._fonts = {
            "plain": tokens.font("body"),
            "strong": tokens.font("body", weight=500),
            "time": tokens.font("section", weight=600),
            "quiet": tokens.font("detail"),
            "small strong": tokens.font("detail", weight=500),
            "identifier": tokens.font("body", identifier=True),
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a row."""
        del option
        return QSize(tokens.px(tokens.QUEUE_COLUMNS[index.column()]), tokens.px(tokens.TABLE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        row = standing(option)
        line = self._model.line(index.row())
        painter.save()
        if line is None:
            self._paint_heading(painter, row.rect, index)
        else:
            paint_ground(painter, row, pointed="panel", bar="" if index.column() else "accent")
            self._paint_cell(painter, QRectF(row.rect), line, index.column())
        paint_foot(painter, row.rect)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        painter.fillRect(rect, tokens.colour("panel"))
        heading = self._model.heading(index.row())
        if heading is not None and index.column() == 0:
            painter.setFont(self._fonts["time"])
            painter.setPen(tokens.colour("text"))
            wide = rect.adjusted(tokens.px(16), 0, tokens.px(400), 0)
            painter.setClipping(False)
            painter.drawText(wide, int(MIDDLE | LEFT), f"{heading.title}   {heading.count}")

    def _paint_cell(self, painter: QPainter, rect: QRectF, line: QueueLine, column: int) -> None:
        special = {
            columns.TIME: self._paint_time,
            columns.MODE: self._paint_mode,
            columns.EQUIPMENT: self._paint_equipment,
            columns.GOODS: self._paint_goods,
            columns.GROSS: self._paint_gross,
            columns.NOTICES: self._paint_notices,
            columns.MODEL: self._paint_model,
            columns.IMAGE: self._paint_image,
            columns.WHO: self._paint_who,
        }.get(column)
        if special is None:
            self._text(painter, rect, line.port)
        else:
            special(painter, rect, line)

    def _text(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        font: str = "plain",
        tone: str = "text",
    ) -> None:
        text = visible(text)
        painter.setFont(self._fonts[font])
        painter.setPen(tokens.colour(tone))
        room = int(rect.width()) - tokens.px(4)
        if QFontMetrics(self._fonts[font]).horizontalAdvance(text) >= room:
            # The row has room for two lines of the smaller type: better than cutting words off.
            font = "small strong" if font == "strong" else "quiet"
            painter.setFont(self._fonts[font])
            metrics = QFontMetrics(self._fonts[font])
            wrap = int(Qt.TextFlag.TextWordWrap | LEFT)
            two = min(round(2.5 * metrics.lineSpacing()), round(rect.height()))
            # Words break where they may: what two lines cannot hold is given up at the end.
            for share in (None, 1.9, 1.6):
                kept = text if share is None else _cut(metrics, text, share * room)
                box = metrics.boundingRect(QRect(0, 0, room, 1000), wrap, kept)
                if box.height() <= two and box.width() <= rect.width():
                    inner = QRectF(rect.left(), rect.top(), room, rect.height())
                    painter.drawText(inner, wrap | int(MIDDLE), kept)
                    return
        painter.drawText(
            rect, int(MIDDLE | LEFT), _cut(QFontMetrics(self._fonts[font]), text, room)
        )

    def _paint_time(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        text = self._model.words(line, columns.TIME)
        wide = tokens.px(64 if rect.width() >= tokens.px(160) else 48)
        numbers = QRectF(rect.left() + tokens.px(16), rect.top(), wide, rect.height())
        if line.eta is None:
            self._paint_fresh(painter, rect, line)
            self._text(painter, numbers.adjusted(0, 0, tokens.px(60), 0), text, "quiet", "text3")
            return
        self._paint_fresh(painter, rect, line)
        minutes = minutes_between(line.eta, self._model.now)
        strong = minutes < 60
        painter.setFont(self._fonts["time" if strong else "strong"])
        painter.setPen(tokens.colour("text"))
        if minutes < 0:
            painter.drawText(numbers.adjusted(0, 0, tokens.px(80), 0), int(MIDDLE | LEFT), text)
            return
        painter.drawText(numbers, int(MIDDLE | RIGHT), text)
        left = round(numbers.right() + tokens.px(12))
        room = min(tokens.px(72), rect.right() - left - tokens.px(8))
        bar = QRectF(left, round(rect.center().y() - tokens.px(2)), room, tokens.px(4))
        painter.fillRect(bar, tokens.colour("pressed"))
        bar.setWidth(bar.width() * min(1.0, minutes / BAR_FULL_MINUTES))
        painter.fillRect(bar, tokens.colour("text" if strong else "text3"))

    def _paint_fresh(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        """Paint a dot in the margin of a line that has just changed by itself; nothing moves."""
        if self._model.fresh(line):
            size = tokens.px(DOT)
            middle = QPointF(rect.left() + tokens.px(9), rect.center().y())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent"))
            painter.drawEllipse(middle, size / 2, size / 2)

    def _paint_mode(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        size = tokens.px(tokens.ICON_SMALL)
        if line.mode is None:
            return
        place = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
        paint_icon(painter, MODE_ICONS[line.mode], place)
        after = rect.adjusted(size + tokens.px(6), 0, -tokens.px(4), 0)
        if after.width() >= tokens.px(WORD_LEAST):
            self._text(painter, after, self._model.words(line, columns.MODE), tone="text2")

    def _paint_equipment(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        self._text(painter, rect, line.equipment, "identifier", "text2")

    def _paint_goods(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        tone = "text" if line.goods else "text2"
        self._text(painter, rect, words.goods_words(line), "strong", tone)

    def _paint_gross(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        painter.setFont(self._fonts["plain"])
        painter.setPen(tokens.colour("text"))
        inner = rect.adjusted(0, 0, -tokens.px(GAP), 0)
        painter.drawText(inner, int(MIDDLE | RIGHT), words.gross_words(line))

    def _paint_notices(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        left = rect.left()
        size = tokens.px(tokens.SEVERITY_SMALL)
        for severity, count in (
            (Severity.BLOCK, line.blocks),
            (Severity.WARNING, line.warnings),
            (Severity.NOTE, line.notes),
        ):
            if count and left < rect.right() - size:
                place = QRectF(round(left), round(rect.center().y() - size / 2), size, size)
                paint_severity(painter, severity, place)
                after = QRectF(
                    place.right() + tokens.px(4), rect.top(), rect.width(), rect.height()
                )
                self._text(painter, after, str(count))
                left += size + tokens.px(20)

    def _paint_model(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        strong = line.screening in (ScreeningState.FLAGGED, ScreeningState.UNKNOWN)
        size = tokens.px(tokens.ICON_SMALL)
        place = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
        tone = "text" if strong else "text2"
        paint_icon(painter, words.model_icon(line), place, tone)
        after = rect.adjusted(size + tokens.px(8), 0, 0, 0)
        font = "strong" if strong else "plain"
        self._text(painter, after, words.model_words(line), font, tone)

    def _paint_image(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        whole = line.energies >= 2
        font, tone = ("plain", "text2") if whole else ("strong", "text")
        self._text(painter, rect, words.image_words(line), font, tone)

    def _paint_who(self, painter: QPainter, rect: QRectF, line: QueueLine) -> None:
        text = self._model.words(line, columns.WHO)
        mine = line.state is ItemState.CLAIMED and line.claimed_by == self._model.account
        if line.state is ItemState.CLAIMED and not mine:
            size = tokens.px(tokens.ICON_SMALL)
            place = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
            paint_icon(painter, "lock-simple", place)
            self._text(painter, rect.adjusted(size + tokens.px(8), 0, 0, 0), text, tone="text2")
            return
        called = line.comes_first(self._model.account, self._model.now)
        font, tone = ("strong", "text") if mine or called else ("plain", "text2")
        self._text(painter, rect, text, font, tone)


def _cut(metrics: QFontMetrics, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
