"""Which parts of a view have been on screen, large enough to be looked at."""

from __future__ import annotations

import math

import numpy as np

_ACROSS = 16
_MOST = 512


class SeenGrid:
    """A coarse grid over one view; a cell is seen once all of it was on screen.

    Parameters
    ----------
    columns, rows
        Size of the stored image.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._down = min(_ACROSS, rows)
        self._along = min(_MOST, columns, max(_ACROSS, round(_ACROSS * columns / max(1, rows))))
        self._columns, self._rows = columns, rows
        self._cells = np.zeros((self._down, self._along), np.bool_)

    @property
    def size(self) -> tuple[int, int]:
        """(columns, rows) of the stored image."""
        return self._columns, self._rows

    @property
    def share(self) -> float:
        """Seen share of the view, 0 to 1."""
        return float(self._cells.mean())

    @property
    def complete(self) -> bool:
        """Whether every part has been seen."""
        return bool(self._cells.all())

    def grown(self, columns: int) -> SeenGrid:
        """Return the grid of the view after more columns have come: what was seen stays seen."""
        wider = SeenGrid(columns, self._rows)
        size = columns / wider._along
        for number in range(wider._along):
            first, last = number * size, (number + 1) * size
            if last <= self._columns:
                start = math.floor(first * self._along / self._columns)
                stop = math.ceil(last * self._along / self._columns)
                wider._cells[:, number] = self._cells[:, start:stop].all(axis=1)
        return wider

    def seen_between(self, first: float, last: float) -> bool:
        """Whether every part between two stored columns has been seen."""
        size = self._columns / self._along
        left, right = math.floor(first / size), math.ceil(last / size)
        return bool(self._cells[:, max(0, left) : max(1, right)].all())

    def note(self, visible: tuple[float, float, float, float]) -> bool:
        """Add what was visible, as a stored (x, y, width, height).

        Returns
        -------
        Whether anything new was seen.
        """
        x, y, wide, high = visible
        first, last = _whole(x, x + wide, self._columns / self._along)
        top, bottom = _whole(y, y + high, self._rows / self._down)
        part = self._cells[top:bottom, first:last]
        if part.size == 0 or part.all():
            return False
        part[:] = True
        return True


def _whole(start: float, end: float, size: float) -> tuple[int, int]:
    """First and one past the last cell that lie wholly between start and end."""
    slack = 1e-3
    first = max(0, math.ceil(start / size - slack))
    return first, max(first, math.floor(end / size + slack))
