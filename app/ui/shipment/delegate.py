"""The painter of the rows: one delegate for all kinds, no widget in a row."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from app.ui import tokens
from app.ui.controls.row_ground import RowStanding, paint_ground, standing
from app.ui.icons import paint_severity
from app.ui.plain_text import visible
from app.ui.shipment.laying import GUTTER, WRAP, Laying, Piece
from app.ui.shipment.model import AnyIndex, DepthRole, RowRole
from app.ui.shipment.rows import Kind, Row

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE, _TOP = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop


class SheetDelegate(QStyledItemDelegate):
    """Paints each row; the chosen one carries a bar of 3 at its left."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._laying = Laying()
        self._compact = False

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows, and of the size of type in force."""
        self._compact = compact
        self._laying = Laying(compact=compact)

    def forget(self) -> None:
        """Lay every row out anew."""
        self._laying.forget()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return how high a row is at the width of the view."""
        del option
        row = index.data(RowRole)
        wide = self._view.viewport().width()
        if not isinstance(row, Row):
            return QSize(wide, 0)
        return QSize(wide, self._laying.laid(row, wide, index.data(DepthRole)).high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        stands = standing(option)
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return
        painter.save()
        rect = stands.rect
        self._paint_ground(painter, stands, row)
        wide = self._view.viewport().width()
        for piece in self._laying.laid(row, wide, index.data(DepthRole)).pieces:
            self._paint_piece(painter, piece, rect.topLeft())
        self._paint_signs(painter, rect, row, opened=self._view.isExpanded(index))
        painter.restore()

    def _paint_ground(self, painter: QPainter, stands: RowStanding, row: Row) -> None:
        rect, focused = stands.rect, self._view.hasFocus()
        ground, bar = ("accentbg", "accent") if focused else ("raised", "edge")
        paint_ground(painter, stands, chosen=ground, bar=bar)
        if row.kind is Kind.HEAD:
            painter.setPen(QPen(tokens.colour("line"), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _paint_piece(self, painter: QPainter, piece: Piece, origin: QPoint) -> None:
        place, words = piece.place.translated(origin), visible(piece.text)
        font = piece.font()
        painter.setFont(font)
        painter.setPen(tokens.colour(piece.tone))
        side = _RIGHT if piece.right else _LEFT
        if piece.wrap:
            painter.drawText(place, WRAP | int(side | _TOP), words)
            return
        text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width() + 1)
        painter.drawText(place, int(side | _MIDDLE), text)

    def _paint_signs(self, painter: QPainter, rect: QRect, row: Row, *, opened: bool) -> None:
        """Paint the shape of a row, and the sign that it opens."""
        gutter = tokens.px(GUTTER)
        right = rect.right() + 1 - tokens.px(6)
        if row.rows is not None:
            high = tokens.px(32 if row.kind is Kind.HEAD else 24)
            centre = QPointF(right - gutter / 2, rect.top() + high / 2)
            self._paint_caret(painter, centre, opened=opened)
            right -= gutter
        if row.mark is None:
            return
        size = tokens.px(tokens.SEVERITY_SMALL)
        if row.kind is Kind.NOTICE:
            left, size = rect.left() + self._margin(), tokens.px(tokens.SEVERITY)
        else:
            left = right - size
        top = rect.top() + tokens.px(4)
        paint_severity(painter, row.mark, QRectF(left, top, size, size))

    def _margin(self) -> int:
        return tokens.px((tokens.COMPACT if self._compact else tokens.FULL).margin)

    def _paint_caret(self, painter: QPainter, centre: QPointF, *, opened: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("text3"), 1.5))
        half = float(tokens.px(4))
        if opened:
            points = [(-half, -half / 2), (0.0, half / 2), (half, -half / 2)]
        else:
            points = [(-half / 2, -half), (half / 2, 0.0), (-half / 2, half)]
        painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in points]))
