"""The tags of findings and marks over the image: painted apart from each other, and clickable."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from app.domain.mark import Borrowed, Mark, Shape
from app.domain.threat import Finding
from app.ui import tokens
from app.ui.viewer.overlay import Overlay
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


@dataclasses.dataclass(frozen=True, slots=True)
class Tag:
    """A tag on screen and what a click on it chooses."""

    rect: QRectF
    finding: Finding | None = None
    mark: Mark | None = None


def paint_tags(
    overlay: Overlay,
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
    boxes = [overlay.box_of(finding) for finding in first]
    boxes += [overlay.box_of(mark) for mark in (*tagged, *(mark for mark, _ in others))]
    sizes = [scaled(FINDING_TAG)] * len(first) + [mark_size(mark) for mark in tagged]
    sizes += [words_size(words) for _, words in others]
    places = place_tags(boxes, sizes, overlay.window)
    overlay.taken += [*boxes, *(place for place in places if place is not None)]
    shown = []
    for finding, rect in zip(first, places, strict=False):
        if rect is not None:
            _tag_finding(overlay, rect, finding, chosen=finding.number == number_chosen)
            shown.append(Tag(rect, finding=finding))
    for mark, rect in zip(tagged, places[len(first) :], strict=False):
        if rect is not None:
            _tag_mark(overlay, rect, mark, chosen=mark.mark_id == mark_chosen)
            shown.append(Tag(rect, mark=mark))
    for (_, words), rect in zip(others, places[len(first) + len(tagged) :], strict=True):
        if rect is not None:
            _tag_others(overlay, rect, words)
    return tuple(shown)


def _tag_finding(overlay: Overlay, rect: QRectF, finding: Finding, *, chosen: bool) -> None:
    rect = _on_pixels(overlay, rect)
    overlay.lay(
        ("tag of a finding", finding.number, chosen),
        rect.topLeft(),
        rect.adjusted(-2, -2, 2, 2),
        lambda: _square(overlay, rect, finding, chosen=chosen),
    )


def _tag_mark(overlay: Overlay, rect: QRectF, mark: Mark, *, chosen: bool) -> None:
    rect = _on_pixels(overlay, rect)
    overlay.lay(
        ("tag of a mark", mark.number, tag_words(mark), chosen),
        rect.topLeft(),
        rect.adjusted(-4, -4, 4, 4),
        lambda: _round(overlay, rect, mark, chosen=chosen),
    )


def _tag_others(overlay: Overlay, rect: QRectF, words: str) -> None:
    rect = _on_pixels(overlay, rect)

    def paint() -> None:
        painter = overlay.painter
        painter.fillRect(rect, overlay.halo)
        painter.setFont(tokens.font("detail", weight=600))
        painter.setPen(overlay.others_tone)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    overlay.lay(("tag of others", words), rect.topLeft(), rect.adjusted(-2, -2, 2, 2), paint)


def _on_pixels(overlay: Overlay, rect: QRectF) -> QRectF:
    """The rectangle moved onto whole device pixels, where its letters are sharpest."""
    ratio = overlay.camera.ratio
    x, y = (math.ceil(place * ratio - 0.5) / ratio for place in (rect.left(), rect.top()))
    return QRectF(QPointF(x, y), rect.size())


def _square(overlay: Overlay, rect: QRectF, finding: Finding, *, chosen: bool) -> None:
    """Tag of a finding: filled when selected, outlined otherwise."""
    painter, tone = overlay.painter, overlay.finding_tone
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(overlay.halo)
    painter.drawRect(rect)
    inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setPen(QPen(tone, 2.0))
    painter.setBrush(tone if chosen else overlay.halo)
    painter.drawRect(inner)
    painter.setPen(tokens.colour("onfinding") if chosen else tone)
    painter.setFont(tokens.font("section", weight=700))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"M{finding.number}")


def _round(overlay: Overlay, rect: QRectF, mark: Mark, *, chosen: bool) -> None:
    """Tag of a mark: a white disc on halo, its class beside it; a ring when selected."""
    painter = overlay.painter
    words = tag_words(mark)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(overlay.halo)
    disc = QRectF(rect.topLeft(), scaled(MARK_TAG))
    if words:
        painter.drawRect(QRectF(disc.center(), rect.bottomRight()).adjusted(0, -10, 0, -2))
    painter.drawEllipse(disc.adjusted(-1.5, -1.5, 1.5, 1.5))
    painter.setBrush(overlay.mark_tone)
    painter.drawEllipse(disc)
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(overlay.halo, 2.0))
        painter.drawEllipse(disc.adjusted(3, 3, -3, -3))
    painter.setPen(overlay.halo)
    painter.setFont(tokens.font("section", weight=700))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(mark.number))
    if words:
        painter.setFont(tokens.font("detail", weight=600))
        painter.setPen(overlay.mark_tone)
        place = QRectF(disc.topRight() + QPointF(4, 0), rect.bottomRight())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(middle), words)
