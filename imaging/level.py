"""What is left in a tank that should be empty: the line above which it looks like an empty shell.

A cylinder that lies on its side looks the same above and below its axis. What lies in it does not:
a rest collects at the bottom. Hoppers have no such symmetry, and are not measured.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from imaging.inside import Level
from imaging.loading import Extent
from imaging.weighing import Measured

METHOD = "level/1"
"""Name and version of the method: what it says may change with either."""

TALL_M = (1.5, 3.6)
"""Height of a tank car's shell, from the smallest to the largest."""
MORE_G_CM2, MORE_SHARE = 4.0, 0.4
"""A row holds a rest when it is denser than its mirror image by this and this share of it."""
RIM_SHARE = 0.03
"""Of the height at either edge: there a row more or less makes all the difference."""
SHELL = 1.5
"""An empty shell is at least so many times denser at its upper rim than at its axis."""
MOSTLY = 0.75
"""Share of the rows below a level line that hold a rest: the rim is blurred."""
TILT_SHARE = 0.2
"""Relative standard uncertainty of a height: seen from below, a level surface is no line."""
_MIDDLE = (0.25, 0.75)
"""Columns that are looked at, as shares of the length: between the heads."""


def find_level(
    measured: Measured, extent: Extent, mm_per_pixel: tuple[float, float] | None
) -> Level | None:
    """Find the level line of a rest; None where no empty shell is seen above one.

    Parameters
    ----------
    measured
        From `imaging.weighing.measure`: a side view of one tank car.
    extent
        Where the object is.
    mm_per_pixel
        (vertical, horizontal) pitch of a stored pixel.
    """
    if mm_per_pixel is None:
        return None
    high, wide = (step * measured.shrink / 1000.0 for step in mm_per_pixel)
    length = extent.columns[1] - extent.columns[0]
    first, last = (extent.columns[0] + round(share * length) for share in _MIDDLE)
    rows = np.median(measured.density[slice(*extent.rows), first:last], axis=1)
    shell = _shell(rows, high)
    if shell is None:
        return None
    tall = _rest(shell) * high
    unsure = math.hypot(high, TILT_SHARE * tall) if tall else 0.0
    return Level(tall, unsure, tall * (last - first) * wide)


def _shell(rows: npt.NDArray[np.float32], step: float) -> npt.NDArray[np.float32] | None:
    """Return the rows of the shell, from its top; None where there is none that looks empty."""
    edges = np.flatnonzero(np.diff((rows > 1.0).astype(np.int8), prepend=0, append=0))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    fits = [run for run in runs if TALL_M[0] <= (run[1] - run[0]) * step <= TALL_M[1]]
    if not fits:
        return None
    shell = rows[slice(*fits[0])]
    rim = max(1, round(RIM_SHARE * shell.size))
    axis = float(np.median(shell[2 * shell.size // 5 : shell.size // 2]))
    return shell if float(shell[: 2 * rim].max()) > SHELL * axis else None


def _rest(shell: npt.NDArray[np.float32]) -> int:
    """Count the rows below the highest line under which nearly all rows hold a rest."""
    half, rim = shell.size // 2, max(1, round(RIM_SHARE * shell.size))
    lower, upper = shell[::-1][rim:half], shell[rim:half]
    holds = lower > upper * (1.0 + MORE_SHARE) + MORE_G_CM2
    share = np.cumsum(holds) / np.arange(1, holds.size + 1)
    lines = np.flatnonzero(holds & (share >= MOSTLY))
    return int(lines[-1]) + 1 + rim if lines.size else 0
