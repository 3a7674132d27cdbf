"""Outlines in stored pixels, and how much of each pixel lies inside."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Region = tuple[tuple[float, float], ...]
"""Corners (x, y) of a polygon in stored pixels, with fractions, in either order; the upper left
corner of the picture is (0, 0), the middle of its first pixel (0.5, 0.5)."""

Box = tuple[int, int, int, int]
"""(x, y, width, height) in stored pixels."""

_ELLIPSE_CORNERS = 120
_LINES_A_ROW = 16


def box_region(x: float, y: float, width: float, height: float) -> Region:
    """Return the four corners of a box."""
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def ellipse_region(x: float, y: float, width: float, height: float) -> Region:
    """Return a polygon of 120 corners with the area of the ellipse inside a box."""
    step = 2.0 * math.pi / _ELLIPSE_CORNERS
    # A polygon between the corners of an ellipse is smaller by sin(step) / step.
    swell = math.sqrt(step / math.sin(step))
    across, down = 0.5 * width, 0.5 * height
    return tuple(
        (
            x + across + swell * across * math.cos(number * step),
            y + down + swell * down * math.sin(number * step),
        )
        for number in range(_ELLIPSE_CORNERS)
    )


def bounds(region: Region, shape: tuple[int, int]) -> Box:
    """Return the pixels that an outline may touch, as far as they lie in a picture of `shape`.

    Raises
    ------
    ValueError
        When the outline has fewer than three corners, a corner is no number, or nothing of it
        lies in the picture.
    """
    corners = np.asarray(region, np.float64)
    if corners.ndim != 2 or len(corners) < 3 or not np.isfinite(corners).all():
        raise ValueError("an outline has three corners or more, each with two finite numbers")
    rows, columns = shape
    left, top = np.floor(np.clip(corners.min(axis=0), 0, (columns, rows))).astype(int)
    right, bottom = np.ceil(np.clip(corners.max(axis=0), 0, (columns, rows))).astype(int)
    if right <= left or bottom <= top:
        raise ValueError("the outline lies outside the image")
    return int(left), int(top), int(right - left), int(bottom - top)


def coverage(region: Region, box: Box) -> npt.NDArray[np.float32]:
    """Return how much of each pixel of `box` lies inside an outline.

    Every row is cut by 16 lines; along each the share of a pixel is exact.

    Parameters
    ----------
    region
        The outline; where it crosses itself, the even-odd rule holds.
    box
        The pixels asked for.

    Returns
    -------
    numpy.ndarray
        ``float32`` (height, width), 0 outside to 1 inside.
    """
    x, y, width, height = box
    line, place = _crossings(np.asarray(region, np.float64) - (x, y), height)
    order = np.lexsort((place, line))
    line, place = line[order], np.clip(place[order], 0.0, width)
    # Lines cross a closed outline an even number of times: in, out, in, out.
    share = np.where(np.arange(line.size) % 2 == 0, 1.0, -1.0) / _LINES_A_ROW
    row, pixel = line // _LINES_A_ROW, place.astype(np.int64)
    inside = place - pixel
    steps = np.zeros((height, width + 2), np.float32)
    np.add.at(steps, (row, pixel), share * (1.0 - inside))
    np.add.at(steps, (row, pixel + 1), share * inside)
    out = np.cumsum(steps, axis=1)[:, :width]
    return np.clip(out, 0.0, 1.0)


def _crossings(
    corners: npt.NDArray[np.float64], rows: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return each crossing of an edge with a line: the line's number and where along it."""
    ends = np.roll(corners, -1, axis=0)
    upper = np.where((corners[:, 1] <= ends[:, 1])[:, None], corners, ends)
    lower = np.where((corners[:, 1] <= ends[:, 1])[:, None], ends, corners)
    # Line k lies at (k + 1/2) / 16; an edge owns the lines from its upper end to before its lower.
    first = np.ceil(np.clip(upper[:, 1], 0, rows) * _LINES_A_ROW - 0.5).astype(np.int64)
    last = np.ceil(np.clip(lower[:, 1], 0, rows) * _LINES_A_ROW - 0.5).astype(np.int64)
    count = last - first
    edge = np.repeat(np.arange(len(corners)), count)
    before = np.repeat(np.cumsum(count) - count, count)
    line = first[edge] + np.arange(edge.size) - before
    height = (line + 0.5) / _LINES_A_ROW
    rise = lower[edge] - upper[edge]
    along = (height - upper[edge, 1]) / rise[:, 1]
    return line, upper[edge, 0] + along * rise[:, 0]
