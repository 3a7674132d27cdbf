"""What lies under a place on the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from app.domain.mark import Mark
from app.domain.threat import Finding
from app.ui.viewer.shapes import hits

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView


def mark_at(view: ScanView, place: QPointF) -> Mark | None:
    """The mark whose tag or outline is there, the newest first."""
    if view.layers.bare:
        return None
    for tag in view.layers.tags:
        if tag.mark is not None and tag.rect.contains(place):
            return tag.mark
    marks = reversed(view.book.marks)
    return next((mark for mark in marks if hits(mark, view.camera, place)), None)


def finding_at(view: ScanView, place: QPointF) -> Finding | None:
    """The finding whose tag is there, or the smallest one around the place."""
    for tag in view.layers.tags:
        if tag.finding is not None and tag.rect.contains(place):
            return tag.finding
    x, y = view.camera.to_stored(place)
    under = [finding for finding in view.layers.findings if _contains(finding.box, x, y)]
    return min(under, key=lambda finding: finding.box[2] * finding.box[3], default=None)


def _contains(box: tuple[int, int, int, int], x: float, y: float) -> bool:
    left, top, wide, high = box
    return left <= x <= left + wide and top <= y <= top + high
