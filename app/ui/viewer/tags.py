"""Where the tags of findings and marks stand: at their outline, in the window, apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP = 2.0
"""Pixels between an outline and its tag; the halo fills them."""


def place_tags(
    outlines: Sequence[QRectF], sizes: Sequence[QSizeF], window: QRectF
) -> tuple[QRectF | None, ...]:
    """Find a place for every tag.

    Each stands above the top left corner of its outline; on the image's edge it moves inside;
    where another tag stands already it tries the other corners.

    Parameters
    ----------
    outlines
        Upright boxes of what is tagged, in window coordinates; the first has the first choice.
    sizes
        Width and height of each tag.
    window
        Where a tag may stand.

    Returns
    -------
    A rectangle each, None for an outline that lies outside the window.
    """
    taken: list[QRectF] = []
    placed: list[QRectF | None] = []
    for outline, size in zip(outlines, sizes, strict=True):
        if not outline.adjusted(-1, -1, 1, 1).intersects(window):
            placed.append(None)
            continue
        # The first place is nearly always free: the others are only thought of when it is not.
        choices = (_pushed_in(choice, window) for choice in _choices(outline, size, window))
        first = next(choices)
        chosen: QRectF | None = first
        while chosen is not None and _on_another(chosen, taken):
            chosen = next(choices, None)
        chosen = chosen or _beside(first, taken, window)
        taken.append(chosen)
        placed.append(chosen)
    return tuple(placed)


def _on_another(rect: QRectF, taken: Sequence[QRectF]) -> bool:
    return any(rect.intersects(other) for other in taken)


def _choices(outline: QRectF, size: QSizeF, window: QRectF) -> Iterator[QRectF]:
    """Places around the part of the outline that is in the window, best first."""
    shown = outline.intersected(window)
    if shown.isEmpty():
        shown = outline
    above = outline.top() - GAP - size.height()
    below = outline.bottom() + GAP
    left, right = shown.left() - GAP / 2, shown.right() + GAP / 2 - size.width()
    inside_top = max(shown.top(), window.top()) + GAP * 2
    if above >= window.top():
        yield QRectF(QPointF(left, above), size)
        yield QRectF(QPointF(right, above), size)
    else:
        yield QRectF(QPointF(left + GAP * 2, inside_top), size)
        yield QRectF(QPointF(right - GAP * 2, inside_top), size)
    if below + size.height() <= window.bottom():
        yield QRectF(QPointF(left, below), size)
        yield QRectF(QPointF(right, below), size)
    level = max(shown.top(), window.top())
    yield QRectF(QPointF(shown.left() - GAP - size.width(), level), size)
    yield QRectF(QPointF(shown.right() + GAP, level), size)


def _beside(wanted: QRectF, taken: Sequence[QRectF], window: QRectF) -> QRectF:
    """Nearest free place on the same line, or the wanted one when the line is full."""
    step = wanted.width() / 2
    for count in range(1, int(window.width() / step) + 1):
        for sign in (1, -1):
            moved = _pushed_in(wanted.translated(sign * count * step, 0), window)
            if not _on_another(moved, taken):
                return moved
    return wanted


def _pushed_in(rect: QRectF, window: QRectF) -> QRectF:
    """The rectangle moved into the window."""
    x = min(max(rect.left(), window.left() + GAP), window.right() - rect.width() - GAP)
    y = min(max(rect.top(), window.top() + GAP), window.bottom() - rect.height() - GAP)
    return QRectF(x, y, rect.width(), rect.height())
