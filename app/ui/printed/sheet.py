"""Pages: blocks flowed over them, with the marking of protection on every one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from app.domain.words import phrase
from app.ui import tokens
from app.ui.printed.blocks import Block
from app.ui.printed.text import Lines, font, pt
from app.ui.printed.words import both

_MARGIN, _HEAD, _FOOT = 34.0, 24.0, 26.0
"""Points: beside the text, and above and below it within the page."""
_RESOLUTION = 600


@dataclasses.dataclass(frozen=True, slots=True)
class Running:
    """What every page says.

    Attributes
    ----------
    marking
        Protection, in both languages.
    aside
        Beside it: that the data is fictional, how to handle it; may be empty.
    foot
        Which package this is a page of.
    title
        Of the file.
    """

    marking: str
    aside: str
    foot: str
    title: str


class SheetUnwritable(OSError):
    """The file cannot be written."""


@dataclasses.dataclass(slots=True)
class _Page:
    placed: list[tuple[Block, float]]
    """Each block and how far below the top it is."""


def write_sheet(path: Path, blocks: Sequence[Block], running: Running) -> int:
    """Write blocks as a PDF of letter-size pages and return how many there are.

    Raises
    ------
    SheetUnwritable
        When the file cannot be written.
    """
    writer = QPdfWriter(str(path))
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.Letter),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0.0, 0.0, 0.0, 0.0),
        )
    )
    writer.setTitle(running.title)
    writer.setCreator("Prescreen")
    size = QRectF(0.0, 0.0, float(writer.width()), float(writer.height()))
    painter = QPainter()
    if not painter.begin(writer):
        raise SheetUnwritable(f"{path.name} cannot be written")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    top = pt(_MARGIN + _HEAD)
    width = size.width() - 2 * pt(_MARGIN)
    pages = _flow(blocks, width, size.height() - top - pt(_MARGIN + _FOOT))
    for number, page in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        _paint_running(painter, size, running, (number, len(pages)))
        for block, at in page.placed:
            block.paint(painter, pt(_MARGIN), top + at, width)
    if not painter.end():
        raise SheetUnwritable(f"{path.name} cannot be written")
    return len(pages)


def _flow(blocks: Sequence[Block], width: float, high: float) -> list[_Page]:
    """Lay blocks onto pages; a heading goes with what it heads."""
    pages, page, at = [], _Page([]), 0.0
    for number, block in enumerate(blocks):
        tall = block.height(width)
        needed = _with_followers(blocks, number, width)
        # What no page can hold is not kept together: it would leave every page with one line.
        needed = needed if needed <= high else tall
        if page.placed and at + needed > high:
            pages.append(page)
            page, at = _Page([]), 0.0
        page.placed.append((block, at))
        at += tall + pt(block.gap)
    return [*pages, page]


def _with_followers(blocks: Sequence[Block], number: int, width: float) -> float:
    """Return the height of a block and, while it is tied to it, of what comes after."""
    total = 0.0
    for block in blocks[number:]:
        total += block.height(width)
        if not block.tied:
            break
        total += pt(block.gap)
    return total


def _paint_running(
    painter: QPainter, size: QRectF, running: Running, page: tuple[int, int]
) -> None:
    left, right = pt(_MARGIN), size.width() - pt(_MARGIN)
    foot = size.height() - pt(_MARGIN + 14)
    for y in (pt(_MARGIN - 8), foot):
        _paint_marking(painter, running.marking, (left, right), y)
    painter.setPen(tokens.PAPER.colour("ink"))
    aside = Lines(running.aside, font(7.5, 600), pt(175))
    aside.paint(painter, left, pt(_MARGIN - 8) + (pt(18) - aside.height) / 2)
    number, count = page
    words = both(phrase("Page {number} of {count}"), number=number, count=count).line
    told = Lines(words, font(7.5, 600), pt(170))
    told.paint(painter, right - told.width, foot + (pt(18) - told.height) / 2)
    which = Lines(running.foot, font(6.8), pt(175))
    which.paint(painter, left, foot + (pt(18) - which.height) / 2)


def _paint_marking(painter: QPainter, words: str, ends: tuple[float, float], y: float) -> None:
    """Paint the protection in a box in the middle."""
    lines = Lines(words, font(9.5, 700), pt(400))
    middle = (ends[0] + ends[1]) / 2
    box = QRectF(middle - lines.width / 2 - pt(8), y, lines.width + pt(16), pt(18))
    painter.setPen(QPen(tokens.PAPER.colour("ink"), pt(1.2)))
    painter.drawRect(box)
    lines.paint(painter, box.left() + pt(8), y + (pt(18) - lines.height) / 2)
