"""Where a view lies on a pyramid: the samples, along columns and rows, that its pixels want.

Pixels are sampled upright, as they are stored, and laid round on screen at the very end.
"""

from __future__ import annotations

import dataclasses
import math

import cv2
import numpy as np
import numpy.typing as npt

from imaging.canvas import Box
from imaging.display import View
from imaging.pyramid import Pyramid

_PHASES = 16
_COARSE = 0.66


def upright(view: View) -> View:
    """The same part of the image in a window that is neither mirrored nor turned."""
    across = view.mirror_x != (view.turns in (2, 3))
    down = view.mirror_y != (view.turns in (1, 2))
    wide, high = view.width, view.height
    if view.turns % 2:
        wide, high = high, wide
    return View(
        view.x - wide / view.scale_x if across else view.x,
        view.y - high / view.scale_y if down else view.y,
        view.scale_x,
        view.scale_y,
        wide,
        high,
    )


def laid(pixels: npt.NDArray[np.int32], view: View) -> npt.NDArray[np.int32]:
    """Mirror and turn upright pixels as `view` wants them; the same array when it wants neither."""
    if view.mirror_x or view.mirror_y:
        both = view.mirror_x and view.mirror_y
        pixels = np.asarray(cv2.flip(pixels, -1 if both else int(view.mirror_x)), np.int32)
    if view.turns:
        pixels = np.asarray(cv2.rotate(pixels, view.turns - 1), np.int32)
    return pixels


@dataclasses.dataclass(frozen=True, slots=True)
class Axis:
    """The samples along one axis: sample ``j`` lies at level pixel ``first + step * j``.

    Whole numbers are the centres of level pixels. `limit` is how many the level has.
    """

    first: float
    step: float
    count: int
    limit: int

    @classmethod
    def of(cls, first: float, step: float, count: int, limit: int) -> Axis:
        """Begin where a plain resize can begin, less than half a device pixel from `first`."""
        best = first
        least = math.inf
        for start in _starts(first, step):
            skip = max(0, round((first + 0.5 - start) / step - 0.5))
            place = start + (skip + 0.5) * step - 0.5
            if abs(place - first) < least - 1e-9:
                best, least = place, abs(place - first)
        return cls(best, step, count, limit)

    def from_here(self, first: float, count: int) -> Axis:
        """An axis that begins near `first`, a whole number of samples from this one."""
        return dataclasses.replace(
            self, first=self.first + self.offset(first) * self.step, count=count
        )

    def offset(self, first: float) -> int:
        """Whole samples from the beginning of this axis to `first`."""
        return round((first - self.first) / self.step)

    def part(self, begin: int, end: int) -> Axis:
        """Samples `begin` to `end` alone."""
        return dataclasses.replace(self, first=self.first + begin * self.step, count=end - begin)

    @property
    def origin(self) -> float:
        """Device pixels from the image's corner to the first sample's own corner."""
        return (self.first + 0.5) / self.step - 0.5

    @property
    def corner(self) -> int:
        """The same as a whole number, alike for every part of the axis."""
        return math.floor(self.origin + 0.5 + 1e-6)

    @property
    def span(self) -> tuple[int, int]:
        """Level pixels under the samples, two wider on each side where there are any."""
        begin = min(self.limit - 1, max(0, math.floor(self.first) - 2))
        last = self.first + self.step * (self.count - 1)
        return begin, max(begin + 1, min(self.limit, math.floor(last) + 4))

    def resize_from(self) -> tuple[int, int] | None:
        """(level pixel to begin at, samples to skip) for a plain resize; None if none fits."""
        for start in _starts(self.first, self.step):
            skip = (self.first + 0.5 - start) / self.step - 0.5
            if abs(skip - round(skip)) < 1e-4 and round(skip) >= 0:
                return start, round(skip)
        return None


def _starts(first: float, step: float) -> range:
    """Level pixels before `first` from which a resize may begin."""
    nearest = max(0, math.floor(first))
    return range(nearest, max(-1, nearest - max(1, min(_PHASES, int(_PHASES * step)))), -1)


@dataclasses.dataclass(frozen=True, slots=True)
class Grid:
    """The device pixels of an upright view that lie on the image, over one level.

    Attributes
    ----------
    inside
        Device rectangle of the image within the window; empty when the image lies outside it.
    number
        The level that is fine enough.
    x, y
        Samples along the columns and the rows of the level.
    """

    inside: Box
    number: int
    x: Axis
    y: Axis

    @classmethod
    def of(cls, pyramid: Pyramid, view: View, last: Grid | None = None) -> Grid:
        """Lay an upright `view` over `pyramid`, in step with `last` where that is possible."""
        inside = _inside(pyramid.full_shape, view)
        number = pyramid.number_for(view.scale_x, view.scale_y)
        level = pyramid.level(number)
        rows, columns = level.shape
        left, top, right, bottom = inside
        x = (level.scale_x / view.scale_x, right - left, columns)
        y = (level.scale_y / view.scale_y, bottom - top, rows)
        first_x = (view.x - level.origin + (left + 0.5) / view.scale_x) * level.scale_x - 0.5
        first_y = (view.y - level.origin + (top + 0.5) / view.scale_y) * level.scale_y - 0.5
        if last is not None and (last.number, last.x.step, last.y.step) == (number, x[0], y[0]):
            moved = abs(last.x.offset(first_x)), abs(last.y.offset(first_y))
            if moved[0] < last.x.count and moved[1] < last.y.count:
                along, aside = last.x.from_here(first_x, x[1]), last.y.from_here(first_y, y[1])
                return cls(inside, number, along, aside)
        return cls(inside, number, Axis.of(first_x, *x), Axis.of(first_y, *y))

    @classmethod
    def in_step(cls, pyramid: Pyramid, view: View, phase: tuple[float, float]) -> Grid:
        """Lay an upright `view` so that its first sample lies where another grid's lay."""
        grid = cls.of(pyramid, view)
        x = dataclasses.replace(grid.x, first=phase[0])
        return dataclasses.replace(grid, x=x, y=dataclasses.replace(grid.y, first=phase[1]))

    @property
    def phase(self) -> tuple[float, float]:
        """Where the first sample lies, in level pixels along columns and rows.

        A hand that drags the picture stays in step with where it began, so this does not follow
        from the view alone: it may lie up to half a device pixel from where the view would put it.
        """
        return self.x.first, self.y.first

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the samples; a 0 when there are none."""
        return self.y.count, self.x.count

    @property
    def coarse(self) -> bool:
        """Whether level pixels are so fine on screen that the nearest one will do for a class."""
        return min(self.x.step, self.y.step) >= _COARSE

    @property
    def box(self) -> Box:
        """Level pixels under the samples."""
        (left, right), (top, bottom) = self.x.span, self.y.span
        return left, top, right, bottom

    def within(self, other: Grid) -> Box | None:
        """Where the samples of `other` lie among these; None if the grids are out of step."""
        if (self.number, self.x.step, self.y.step) != (other.number, other.x.step, other.y.step):
            return None
        left, top = self.x.offset(other.x.first), self.y.offset(other.y.first)
        close = abs(self.x.first + left * self.x.step - other.x.first) < 1e-3 * self.x.step
        close &= abs(self.y.first + top * self.y.step - other.y.first) < 1e-3 * self.y.step
        return (left, top, left + other.x.count, top + other.y.count) if close else None


def _inside(full_shape: tuple[int, int], view: View) -> Box:
    rows, columns = full_shape
    left = min(view.width, max(0, round(-view.x * view.scale_x)))
    top = min(view.height, max(0, round(-view.y * view.scale_y)))
    right = min(view.width, round((columns - view.x) * view.scale_x))
    bottom = min(view.height, round((rows - view.y) * view.scale_y))
    return left, top, max(left, right), max(top, bottom)
