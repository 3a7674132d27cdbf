"""Where the tags of findings and marks stand: at their outline, in the window, apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, QSizeF

GAP = 2.0
"""Pixels between an outline and its tag; the halo fills them."""

_Edges = tuple[float, float, float, float]
"""(left, top, right, bottom): numbers, because this is done anew for every frame of a pan."""
_Size = tuple[float, float]


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
    taken: list[_Edges] = []
    placed: list[QRectF | None] = []
    room = _edges(window)
    for outline, size in zip(outlines, sizes, strict=True):
        edges, wide, high = _edges(outline), size.width(), size.height()
        if not _meet((edges[0] - 1, edges[1] - 1, edges[2] + 1, edges[3] + 1), room):
            placed.append(None)
            continue
        chosen = _chosen(edges, (wide, high), taken, room)
        taken.append(chosen)
        placed.append(QRectF(chosen[0], chosen[1], wide, high))
    return tuple(placed)


def _chosen(outline: _Edges, size: _Size, taken: Sequence[_Edges], window: _Edges) -> _Edges:
    # The first place is nearly always free: the others are only thought of when it is not.
    choices = (_pushed_in(at, size, window) for at in _choices(outline, size, window))
    first = next(choices)
    chosen: _Edges | None = first
    while chosen is not None and _on_another(chosen, taken):
        chosen = next(choices, None)
    return chosen or _beside(first, taken, window)


def _edges(rect: QRectF) -> _Edges:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _meet(one: _Edges, other: _Edges) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _on_another(rect: _Edges, taken: Sequence[_Edges]) -> bool:
    left, top, right, bottom = rect
    return any(left < x1 and x0 < right and top < y1 and y0 < bottom for x0, y0, x1, y1 in taken)


def _choices(outline: _Edges, size: _Size, window: _Edges) -> Iterator[tuple[float, float]]:
    """Top left corners around the part of the outline that is in the window, best first."""
    wide, high = size
    left, top, right, bottom = outline
    if _meet(outline, window):
        left, top = max(left, window[0]), max(top, window[1])
        right, bottom = min(right, window[2]), min(bottom, window[3])
    to_left, to_right = left - GAP / 2, right + GAP / 2 - wide
    above, below = outline[1] - GAP - high, outline[3] + GAP
    level = max(top, window[1])
    if above >= window[1]:
        yield to_left, above
        yield to_right, above
    else:
        yield to_left + GAP * 2, level + GAP * 2
        yield to_right - GAP * 2, level + GAP * 2
    if below + high <= window[3]:
        yield to_left, below
        yield to_right, below
    yield left - GAP - wide, level
    yield right + GAP, level


def _beside(wanted: _Edges, taken: Sequence[_Edges], window: _Edges) -> _Edges:
    """Nearest free place on the same line, or the wanted one when the line is full."""
    left, top, right, bottom = wanted
    size = right - left, bottom - top
    step = size[0] / 2
    for count in range(1, int((window[2] - window[0]) / step) + 1):
        for sign in (1, -1):
            moved = _pushed_in((left + sign * count * step, top), size, window)
            if not _on_another(moved, taken):
                return moved
    return wanted


def _pushed_in(at: tuple[float, float], size: _Size, window: _Edges) -> _Edges:
    """The rectangle with its corner there, moved into the window."""
    wide, high = size
    x = min(max(at[0], window[0] + GAP), window[2] - wide - GAP)
    y = min(max(at[1], window[1] + GAP), window[3] - high - GAP)
    return x, y, x + wide, y + high
