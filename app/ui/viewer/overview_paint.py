"""Painting the overview: strip of thumbnails, or one line of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from app.domain.notice import Severity
from app.ui import icons, tokens
from app.ui.i18n import tr
from app.ui.i18n.formats import number, per_cent
from app.ui.keycap import cap_size, paint_key_cap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.viewer.overview import Slot

THUMB_HIGH, THUMB_WIDEST = 48, 320
TEXT_WIDE = 112
MAP_HIGH, MAP_WIDEST = 20, 160
MARGIN = 8
NEXT_VIEW_KEY = "V"


def viewed_text(share: float, *, arrived: bool) -> str:
    """How much of a view has been seen; a hundred per cent only when all of it was."""
    if not arrived:
        return tr("Arriving")
    if share <= 0.0:
        return tr("Not viewed")
    if share >= 1.0:
        return tr("Viewed")
    return tr("Viewed {share}", share=per_cent(min(0.99, max(0.01, share))))


def paint_strip(
    painter: QPainter, slots: Sequence[Slot], current: tuple[str, str], visible: QRectF
) -> None:
    """Paint thumbnails with their words and note in each slot where it stands."""
    x = 0.0
    next_key = _next_key(slots, current)
    for slot in slots:
        chosen = slot.entry.key == current
        size = _thumb_size(slot)
        wide = MARGIN + size[0] + MARGIN + tokens.px(TEXT_WIDE) + MARGIN
        slot.rect = QRectF(x, 0, wide, tokens.px(64))
        top = (slot.rect.height() - size[1]) / 2
        slot.picture = QRectF(x + MARGIN, round(top), size[0], size[1])
        if chosen:
            painter.fillRect(slot.rect, tokens.colour("raised"))
            painter.fillRect(QRectF(x, 0, wide, 2), tokens.colour("accent"))
        _paint_thumb(painter, slot)
        if chosen:
            _paint_visible(painter, slot.picture, slot.laid(visible))
        _paint_findings(painter, slot)
        _paint_words(painter, slot, next_view=slot.entry.key == next_key)
        x += wide


def _next_key(slots: Sequence[Slot], current: tuple[str, str]) -> tuple[str, str] | None:
    """The view that the key for the next view would open."""
    keys = [slot.entry.key for slot in slots]
    if len(keys) < 2 or current not in keys:
        return None
    return keys[(keys.index(current) + 1) % len(keys)]


def _thumb_size(slot: Slot) -> tuple[int, int]:
    """Size on screen at true aspect, never wider than is useful."""
    high, widest = tokens.px(THUMB_HIGH), tokens.px(THUMB_WIDEST)
    if slot.image is None:
        return round(high * 2.5), high
    wide = high * slot.image.width() / max(1, slot.image.height())
    if wide > widest:
        return widest, max(4, round(high * widest / wide))
    return max(4, round(wide)), high


def _paint_thumb(painter: QPainter, slot: Slot) -> None:
    if slot.image is None:
        painter.fillRect(slot.picture, tokens.colour("pressed"))
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    across, down = slot.flips
    middle = slot.picture.center()
    painter.save()
    painter.translate(middle)
    painter.scale(-1.0 if across else 1.0, -1.0 if down else 1.0)
    painter.drawImage(slot.picture.translated(-middle), slot.image)
    painter.restore()


def _paint_visible(painter: QPainter, picture: QRectF, visible: QRectF) -> None:
    """Outline what is in the window: accent on halo, on whole pixels, inside the thumbnail."""
    box = QRectF(
        round(picture.left() + visible.left() * picture.width()),
        round(picture.top() + visible.top() * picture.height()),
        max(6, round(visible.width() * picture.width())),
        max(6, round(visible.height() * picture.height())),
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, width, name in ((1.0, 2.0, "accent"), (2.5, 1.0, "halo"), (-0.5, 1.0, "halo")):
        pen = QPen(tokens.colour(name), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(box.adjusted(inset, inset, -inset, -inset))


def _paint_findings(painter: QPainter, slot: Slot) -> None:
    """Triangles on the upper edge, pointing at the findings."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = slot.picture.top()
    for box in slot.entry.findings:
        middle = slot.picture.left() + slot.laid(QRectF(*box)).center().x() * slot.picture.width()
        shape = QPolygonF(
            [QPointF(middle - 4, top + 1), QPointF(middle + 4, top + 1), QPointF(middle, top + 7)]
        )
        painter.setPen(QPen(tokens.colour("halo"), 1.5))
        painter.setBrush(tokens.colour("finding"))
        painter.drawPolygon(shape)


def _paint_words(painter: QPainter, slot: Slot, *, next_view: bool) -> None:
    left = slot.picture.right() + MARGIN
    wide = slot.rect.right() - left - 4
    line = tokens.px(17)
    top = round((slot.rect.height() - 3 * line) / 2)
    font = tokens.font("body", weight=500)
    painter.setFont(font)
    painter.setPen(tokens.colour("text"))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    title = QFontMetricsF(font).elidedText(slot.entry.title, Qt.TextElideMode.ElideRight, wide)
    painter.drawText(QRectF(left, top, wide, line), flags, title)
    _paint_viewed(painter, slot, QPointF(left, top + line), line)
    third = QRectF(left, top + 2 * line, wide, line)
    if next_view:
        cap = cap_size(NEXT_VIEW_KEY)
        rect = QRectF(left, third.center().y() - cap.height() / 2, cap.width(), cap.height())
        paint_key_cap(painter, rect, NEXT_VIEW_KEY)
    elif slot.entry.mm_per_pixel is not None:
        painter.setFont(tokens.font("detail"))
        painter.setPen(tokens.colour("text3"))
        scale = number(slot.entry.mm_per_pixel[1] / 10.0, 2)
        painter.drawText(third, flags, tr("{scale} cm/px", scale=scale))


def _paint_viewed(painter: QPainter, slot: Slot, place: QPointF, line: int) -> float:
    """Paint how much was viewed, with its octagon when nothing was; return the width."""
    words = viewed_text(slot.entry.viewed, arrived=slot.entry.thumbnail is not None)
    missing = slot.entry.thumbnail is not None and slot.entry.viewed <= 0.0
    font = tokens.font("detail")
    left = place.x()
    if missing:
        size = tokens.px(12)
        shape = QRectF(left, place.y() + (line - size) / 2, size, size)
        icons.paint_severity(painter, Severity.BLOCK, shape)
        left += size + 4
    painter.setFont(font)
    painter.setPen(tokens.colour("red" if missing else "text2"))
    wide = QFontMetricsF(font).horizontalAdvance(words) + 1
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(left, place.y(), wide, line), flags, words)
    return left + wide - place.x()


def paint_line(
    painter: QPainter, slots: Sequence[Slot], current: tuple[str, str], visible: QRectF
) -> None:
    """Paint the views as words; the current one underlined, with its map where there is room."""
    x = float(MARGIN)
    next_key = _next_key(slots, current)
    for slot in slots:
        x = _paint_entry(painter, slot, x, (slot.entry.key == next_key, slot.entry.key == current))
    chosen = next((slot for slot in slots if slot.entry.key == current), None)
    if chosen is not None and chosen.image is not None:
        _paint_map(painter, chosen, x, visible)


def _paint_entry(painter: QPainter, slot: Slot, x: float, state: tuple[bool, bool]) -> float:
    """Paint one view in words; return where the next one begins."""
    is_next, chosen = state
    high = tokens.px(24)
    start = x
    if is_next:
        cap = cap_size(NEXT_VIEW_KEY)
        rect = QRectF(x, (high - cap.height()) / 2, cap.width(), cap.height())
        paint_key_cap(painter, rect, NEXT_VIEW_KEY)
        x += cap.width() + 4
    font = tokens.font("detail", weight=600 if chosen else 400)
    painter.setFont(font)
    painter.setPen(tokens.colour("text" if chosen else "text2"))
    wide = QFontMetricsF(font).horizontalAdvance(slot.entry.title) + 1
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(x, 0, wide, high), flags, slot.entry.title)
    x += wide + 4
    x += _paint_viewed(painter, slot, QPointF(x, 0), high)
    if chosen:
        painter.fillRect(QRectF(start, high - 2, x - start, 2), tokens.colour("accent"))
    slot.rect = QRectF(start, 0, x - start, high)
    slot.picture = QRectF()
    return x + 12


def _paint_map(painter: QPainter, slot: Slot, x: float, visible: QRectF) -> None:
    """Paint the current view in small behind the words, when all of it fits there."""
    image = slot.image
    room = painter.viewport().width() / painter.device().devicePixelRatioF() - x - MARGIN
    if image is None:
        return
    high = tokens.px(MAP_HIGH)
    wide = min(high * image.width() / max(1, image.height()), tokens.px(MAP_WIDEST))
    high = round(min(high, wide * image.height() / max(1, image.width())))
    if wide > room or high < 4:
        return
    slot.picture = QRectF(round(x), round((tokens.px(24) - high) / 2), round(wide), high)
    _paint_thumb(painter, slot)
    _paint_visible(painter, slot.picture, slot.laid(visible))
