"""Tiles of something computed from a level, kept while they are used."""

from __future__ import annotations

import collections
from collections.abc import Callable

import numpy as np

from imaging.canvas import Box
from imaging.radiograph import Pixels

TILE = 256
_MOST = 320


class Tiles:
    """A plane that is computed where it is looked at.

    Parameters
    ----------
    compute
        Makes ``uint16`` pixels of a box of a level, given (level number, box).
    capacity
        Tiles kept; the one used longest ago goes first.
    """

    def __init__(self, compute: Callable[[int, Box], Pixels], *, capacity: int = _MOST) -> None:
        self._compute = compute
        self._capacity = capacity
        self._kept: collections.OrderedDict[tuple[int, int, int], Pixels] = (
            collections.OrderedDict()
        )

    def crop(self, number: int, shape: tuple[int, int], box: Box) -> Pixels:
        """Assemble a box of level `number`, whose (rows, columns) are `shape`."""
        left, top, right, bottom = box
        whole = np.empty((bottom - top, right - left), np.uint16)
        for row in range(top // TILE, (bottom - 1) // TILE + 1):
            for column in range(left // TILE, (right - 1) // TILE + 1):
                x, y = column * TILE, row * TILE
                end = min(shape[1], x + TILE), min(shape[0], y + TILE)
                tile = self._tile((number, row, column), (x, y, *end))
                x0, x1, y0, y1 = max(left, x), min(right, end[0]), max(top, y), min(bottom, end[1])
                whole[y0 - top : y1 - top, x0 - left : x1 - left] = tile[
                    y0 - y : y1 - y, x0 - x : x1 - x
                ]
        return whole

    def _tile(self, key: tuple[int, int, int], box: Box) -> Pixels:
        tile = self._kept.get(key)
        if tile is None:
            tile = self._kept[key] = self._compute(key[0], box)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return tile
