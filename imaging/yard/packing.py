"""Loading by gravity: packages come down on a height field and rest on the highest thing below.

The field has a cell for every few centimetres of floor. A package goes where a loader would put it:
as far in as there is room, low, well supported, and against a side wall.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from imaging.yard.grid import Cuboid, Floats
from imaging.yard.texture import Rng

CELL = 6.0
"""Side of a cell of floor in cm."""


class Heap:
    """What stands in a space, as heights over its floor.

    Parameters
    ----------
    space
        The room there is, cm.
    rng
        Loaders are not exact.
    """

    def __init__(self, space: Cuboid, rng: Rng, cell: float = CELL) -> None:
        self._space = space
        self._rng = rng
        self._cell = cell
        length, _, width = space.size
        shape = (max(1, int(width // cell)), max(1, int(length // cell)))
        self._heights = np.zeros(shape, dtype=np.float32)

    def drop(
        self, size: tuple[float, float, float], *, ceiling: float, wall: float
    ) -> Cuboid | None:
        """Put a package down.

        Parameters
        ----------
        size
            Length, height, depth in cm.
        ceiling
            Height over the floor that it must not pass.
        wall
            How much loaders prefer to finish a wall before they begin the next: 0 lays layers over
            the whole floor, 1 builds walls.

        Returns
        -------
        Cuboid or None
            Where it stands; None where there is no room.
        """
        long = max(1, math.ceil(size[0] / self._cell - 1e-3))
        deep = max(1, math.ceil(size[2] / self._cell - 1e-3))
        rows, columns = self._heights.shape
        if long > columns or deep > rows:
            return None
        rest, mean = self._support(deep, long)
        cost = rest + 3.0 * (rest - mean)
        cost += wall * self._cell * np.arange(cost.shape[1], dtype=np.float32)[None, :]
        across = np.arange(cost.shape[0], dtype=np.float32)
        cost += np.minimum(across, across[::-1])[:, None] * np.float32(2.0)
        cost += self._rng.random(cost.shape, dtype=np.float32) * np.float32(2.0)
        cost[rest + size[1] > ceiling] = np.inf
        place = int(np.argmin(cost))
        row, column = divmod(place, cost.shape[1])
        if not math.isfinite(float(cost[row, column])):
            return None
        bottom = float(rest[row, column])
        self._heights[row : row + deep, column : column + long] = bottom + size[1]
        return self._placed(size, (row, column), bottom)

    def _support(self, deep: int, long: int) -> tuple[Floats, Floats]:
        """Highest and mean height under each place where a footprint fits."""
        rows, columns = self._heights.shape
        kernel = np.ones((deep, long), dtype=np.uint8)
        highest = cv2.dilate(self._heights, kernel, anchor=(0, 0), borderValue=0)
        mean = cv2.boxFilter(
            self._heights, -1, (long, deep), anchor=(0, 0), borderType=cv2.BORDER_REPLICATE
        )
        fits = (slice(0, rows - deep + 1), slice(0, columns - long + 1))
        return np.asarray(highest[fits], np.float32), np.asarray(mean[fits], np.float32)

    def _placed(
        self, size: tuple[float, float, float], cell: tuple[int, int], bottom: float
    ) -> Cuboid:
        # Packages are a little smaller than their cells: they are pushed about in what is left.
        spare_x = max(0.0, math.ceil(size[0] / self._cell - 1e-3) * self._cell - size[0])
        spare_z = max(0.0, math.ceil(size[2] / self._cell - 1e-3) * self._cell - size[2])
        x = self._space.x[0] + cell[1] * self._cell + spare_x * float(self._rng.random())
        z = self._space.z[0] + cell[0] * self._cell + spare_z * float(self._rng.random())
        y = self._space.y[0] + bottom
        return Cuboid((x, x + size[0]), (y, y + size[1]), (z, z + size[2]))
