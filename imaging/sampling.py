"""The sampling of a pyramid's planes at the device pixels of a view.

A view that moves takes along what it has already sampled; only the strip that came into it is
new, so that a step of the hand costs the same however long the scan is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from imaging.canvas import Box, Sliding
from imaging.grid import Axis, Grid

Plane = npt.NDArray[np.uint16] | npt.NDArray[np.uint8]
Fetch = Callable[[Box], Sequence[Plane]]
"""Cuts a box of level pixels out of the planes of a level; a plane may have channels, last."""
Mix = Callable[[Sequence[Plane], tuple[int, int]], Plane]


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
        self.slid = False
        """Whether some of it was sampled for an earlier view: a blend may then be a bit or two off
        what it would be if all of it were sampled at once."""

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
        self.slid = inside is not None
        if inside is not None:
            new = self._sliding.slide(inside[:2], grid.shape)
        else:
            new = [self._sliding.fresh(grid.shape)]
        for box in new:
            self._fill(grid, box, fetch, alone=inside is None)
        self._grid, self._source = grid, source
        return self._sliding.plane

    def forget(self) -> None:
        """Sample all of it anew when it is asked for next."""
        self._grid, self.slid = None, False

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
        if cut.ndim > 2:
            # It is the mix that is kept, not its parts.
            return False
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
    # At the image's last edge the resize may round to nothing of what is left: its last pixel then.
    left, top = min(skip[0], whole.shape[1] - 1), min(skip[1], whole.shape[0] - 1)
    part = whole[top : skip[1] + y.count, left : skip[0] + x.count][: y.count, : x.count]
    rows, columns = part.shape[:2]
    if (rows, columns) != (y.count, x.count):
        # At the image's last edge the resize may round to a pixel less than the window shows.
        short = (0, y.count - rows), (0, x.count - columns)
        part = np.pad(part, (*short, (0, 0))[: part.ndim], mode="edge")
    return _plane(part)


def _warped(cut: Plane, axes: tuple[Axis, Axis], corner: tuple[int, int], way: int) -> Plane:
    if cut.ndim > 2:
        # Of two channels a warp takes twice as long as two of one.
        parts = [_warped(_plane(one), axes, corner, way) for one in cv2.split(cut)]
        return _plane(np.asarray(cv2.merge(parts)))
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
