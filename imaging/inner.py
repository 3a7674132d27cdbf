"""How much of a body is free between its two ends: what a false wall takes away.

Only equipment that looks empty can be measured so. Whether a load hides a wall behind it cannot be
told by its profile alone.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from imaging.inside import InnerSpan
from imaging.loading import WALL_G_CM2, Extent
from imaging.weighing import Measured

METHOD = "inner/1"
"""Name and version of the method: what it says may change with either."""

FREE_G_CM2 = 2.0
"""What stands across the inside adds at least this to the walls."""
PANEL_G_CM2 = 12.0
"""A panel seen edge on adds at least this, however thin. Posts and ribs of simulated containers and
trailers stay under 5."""
POST_M = 0.20
"""Ribs and posts are narrower; goods and the space behind a wall are wider."""
END_M = 0.06
"""Outer edges are never free: the picture is blurred there."""
END_SEEN_M = 0.25
"""Within this from the outer edge an end wall is seen, when it is in the picture at all."""
LEAST_SHARE = 0.5
"""Of the length: what is free for less says nothing of the ends."""
REACH_M = 0.15
"""An edge is looked for within this, half as dense as the densest there."""
_INTERIOR = (0.15, 0.5)
"""Rows that are looked at, as shares of the height from the top: between roof and wheels."""


def find_inner(
    measured: Measured, extent: Extent, mm_per_pixel: tuple[float, float] | None
) -> InnerSpan | None:
    """Measure the free stretch inside; None where there is none to measure.

    That is so without a scale, where an end is not in the picture, where the walls cannot be told
    from a load, and where less than half of the length is free.

    Parameters
    ----------
    measured
        From `imaging.weighing.measure`.
    extent
        Where the object is.
    mm_per_pixel
        (vertical, horizontal) pitch of a stored pixel.
    """
    body = None if mm_per_pixel is None else _body(measured, extent)
    if body is None or mm_per_pixel is None:
        return None
    step = mm_per_pixel[1] * measured.shrink / 1000.0
    rows, columns = extent.rows[1] - extent.rows[0], slice(*body)
    top, low = (extent.rows[0] + round(share * rows) for share in _INTERIOR)
    across = np.median(measured.density[top:low, columns], axis=0)
    walls = float(np.percentile(across, 30))
    near = max(1, round(END_SEEN_M / step))
    seen = [float(end.max()) > walls + PANEL_G_CM2 for end in (across[:near], across[-near:])]
    if walls > WALL_G_CM2 or not all(seen):
        return None
    start, stop = _longest(_free(across - walls, step))
    length = columns.stop - columns.start
    if stop - start < LEAST_SHARE * length:
        return None
    reach = max(1, round(REACH_M / step))
    left, right = across[:start] - walls, across[stop:][::-1] - walls
    outer = [_edge(end[:near], reach) for end in (left, right)]
    inner = [_edge(end[::-1], reach) for end in (left, right)]
    return InnerSpan(
        outer_m=(length - sum(outer)) * step,
        left_m=(start - outer[0] - inner[0]) * step,
        right_m=(length - stop - outer[1] - inner[1]) * step,
        # Four edges, each between two columns or blurred over about one.
        sigma_m=math.sqrt(4.0 / 3.0) * step,
    )


def _body(measured: Measured, extent: Extent) -> tuple[int, int] | None:
    """Columns in which the upper half of the object stands: chassis and couplers reach further."""
    middle = extent.rows[0] + (extent.rows[1] - extent.rows[0]) // 2
    upper = measured.thick[extent.rows[0] : middle] > 0.05
    at = np.flatnonzero(upper.mean(axis=0) > 0.25) if upper.size else np.zeros(0, np.intp)
    return (int(at[0]), int(at[-1]) + 1) if at.size else None


def _edge(above: npt.NDArray[np.float32], reach: int) -> int:
    """Columns before something reaches half of what stands there: blur lies before an edge."""
    half = 0.5 * float(above[:reach].max(initial=0.0))
    return int(np.argmax(above >= half)) if above.size else 0


def _free(above: npt.NDArray[np.float32], step: float) -> npt.NDArray[np.bool_]:
    """Columns in which nothing stands across: ribs are no wall, a panel is, however thin."""
    wide, edge = max(1, round(POST_M / step)), max(1, round(END_M / step))
    stands = (above > FREE_G_CM2).astype(np.uint8)
    stands[:edge] = stands[-edge:] = 1
    # Beyond the ends nothing is free: what stands there is not opened away.
    padded = np.pad(stands, wide, constant_values=1)[None, :]
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, np.ones((1, wide), np.uint8))
    blocked = opened[0, wide : wide + stands.size].astype(bool) | (above > PANEL_G_CM2)
    return np.asarray(~blocked, np.bool_)


def _longest(free: npt.NDArray[np.bool_]) -> tuple[int, int]:
    edges = np.flatnonzero(np.diff(free.astype(np.int8), prepend=0, append=0))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    return max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
