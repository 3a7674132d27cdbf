"""Where a view lies on a pyramid, and the sampling of its planes at device pixels.

Pixels are sampled upright, as they are stored, and laid round on screen at the very end. A view
that moves takes along what it has already sampled; only the strip that came into it is new, so
that a step of the hand costs the same however long the scan is.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from imaging.canvas import Box, Sliding
from imaging.display import View
from imaging.pyramid import Pyramid

Plane = npt.NDArray[np.uint16] | npt.NDArray[np.uint8]
Fetch = Callable[[Box], Sequence[Plane]]
"""Cuts a box of level pixels out of the planes of a level."""
Mix = Callable[[Sequence[Plane], tuple[int, int]], Plane]

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
        first_x = (view.x + (left + 0.5) / view.scale_x) * level.scale_x - 0.5
        first_y = (view.y + (top + 0.5) / view.scale_y) * level.scale_y - 0.5
        if last is not None and (last.number, last.x.step, last.y.step) == (number, x[0], y[0]):
            moved = abs(last.x.offset(first_x)), abs(last.y.offset(first_y))
            if moved[0] < last.x.count and moved[1] < last.y.count:
                along, aside = last.x.from_here(first_x, x[1]), last.y.from_here(first_y, y[1])
                return cls(inside, number, along, aside)
        return cls(inside, number, Axis.of(first_x, *x), Axis.of(first_y, *y))

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


class Sampled:
    """A plane sampled on the grid of a window, kept from one view to the next.

    Parameters
    ----------
    dtype
        Of the plane.
    mix
        Makes the plane out of what was sampled, given that and the device pixels (x, y) from the
        image's corner to the first sample; without it the one plane sampled is the plane.
    blends
        Samples are blends of their neighbours; without, the nearest one where the grid is coarse.
    """

    def __init__(
        self,
        dtype: type[np.uint16] | type[np.uint8],
        mix: Mix | None = None,
        *,
        blends: bool = True,
    ) -> None:
        self._near = cv2.INTER_LINEAR if blends else cv2.INTER_NEAREST_EXACT
        self._mix = mix
        self._grid: Grid | None = None
        self._source: object = None
        self._sliding = Sliding(dtype)
        self.sampled = 0
        """Samples taken by the last call."""

    def on(self, grid: Grid, source: object, fetch: Fetch) -> Plane:
        """The plane on `grid`, which the next call overwrites.

        Parameters
        ----------
        source
            What `fetch` cuts from; another one makes everything stale.
        """
        self.sampled = 0
        if grid == self._grid and source == self._source:
            return self._sliding.plane
        kept = self._grid if source == self._source else None
        inside = kept.within(grid) if kept is not None else None
        if inside is not None:
            new = self._sliding.slide(inside[:2], grid.shape)
        else:
            new = [self._sliding.fresh(grid.shape)]
        for box in new:
            self._fill(grid, box, fetch, alone=inside is None)
        self._grid, self._source = grid, source
        return self._sliding.plane

    def _fill(self, grid: Grid, box: Box, fetch: Fetch, *, alone: bool) -> None:
        """Sample a box; when it is `alone`, nothing else in the buffer is of use any more."""
        left, top, right, bottom = box
        x, y = grid.x.part(left, right), grid.y.part(top, bottom)
        if x.count == 0 or y.count == 0:
            return
        self.sampled += x.count * y.count
        (x0, x1), (y0, y1) = x.span, y.span
        from_x, from_y = x.resize_from(), y.resize_from()
        way = self._near if grid.coarse else cv2.INTER_LINEAR
        if from_x is None or from_y is None:
            planes = [_warped(cut, (x, y), (x0, y0), way) for cut in fetch((x0, y0, x1, y1))]
        else:
            skip = from_x[1], from_y[1]
            cuts = fetch((from_x[0], from_y[0], x1, y1))
            if alone and len(cuts) == 1 and self._resize_in_place(cuts[0], (x, y), skip, way):
                planes = [self._sliding.plane]
            else:
                planes = [_resized(cut, (x, y), skip, way) for cut in cuts]
        mixed = self._mix(planes, (x.corner, y.corner)) if self._mix is not None else planes[0]
        if not np.may_share_memory(mixed, self._sliding.buffer):
            self._sliding.plane[top:bottom, left:right] = mixed

    def _resize_in_place(
        self, cut: Plane, axes: tuple[Axis, Axis], skip: tuple[int, int], way: int
    ) -> bool:
        """Let the resize write where the plane is read; False, and nothing done, without room."""
        x, y = axes
        high, wide = (round(side / axis.step) for side, axis in zip(cut.shape, (y, x), strict=True))
        around = self._sliding.around((skip[0], skip[1], wide, high))
        if around is None:
            return False
        done = cv2.resize(
            cut, None, dst=around, fx=1.0 / x.step, fy=1.0 / y.step, interpolation=way
        )
        # It writes elsewhere, without a word, should it round to another size.
        return np.may_share_memory(done, around)


def _resized(cut: Plane, axes: tuple[Axis, Axis], skip: tuple[int, int], way: int) -> Plane:
    """Sample by a resize, which is several times as fast as a warp."""
    x, y = axes
    whole = cv2.resize(cut, None, fx=1.0 / x.step, fy=1.0 / y.step, interpolation=way)
    part = whole[skip[1] : skip[1] + y.count, skip[0] : skip[0] + x.count]
    rows, columns = part.shape
    if (rows, columns) != (y.count, x.count):
        # At the image's last edge the resize may round to a pixel less than the window shows.
        part = np.pad(part, ((0, y.count - rows), (0, x.count - columns)), mode="edge")
    return _plane(part)


def _warped(cut: Plane, axes: tuple[Axis, Axis], corner: tuple[int, int], way: int) -> Plane:
    x, y = axes
    # The two functions name the nearest pixel differently.
    near = cv2.INTER_NEAREST if way == cv2.INTER_NEAREST_EXACT else way
    matrix = np.array([[x.step, 0.0, x.first - corner[0]], [0.0, y.step, y.first - corner[1]]])
    return _plane(
        cv2.warpAffine(
            cut,
            matrix,
            (x.count, y.count),
            flags=near | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )


def _plane(pixels: npt.NDArray[Any]) -> Plane:
    return pixels


def _inside(full_shape: tuple[int, int], view: View) -> Box:
    rows, columns = full_shape
    left = min(view.width, max(0, round(-view.x * view.scale_x)))
    top = min(view.height, max(0, round(-view.y * view.scale_y)))
    right = min(view.width, round((columns - view.x) * view.scale_x))
    bottom = min(view.height, round((rows - view.y) * view.scale_y))
    return left, top, max(left, right), max(top, bottom)
