"""A coarse picture at the size of a sharper one: what a decoder shows while the details lack."""

from __future__ import annotations

import numpy as np

from imaging.radiograph import Pixels

_BLOCK = 256
"""Columns that are made at a time: what is in between stays in the processor's cache."""


def doubled(pixels: Pixels, shape: tuple[int, int]) -> Pixels:
    """Undo one halving of the 5/3 wavelet with nothing known of the details.

    That is a linear interpolation in which each sample stays where it lies (ITU-T T.800, F.3.8 with
    all high-pass coefficients 0), so that a sharp part set into it moves against nothing.

    Parameters
    ----------
    pixels
        ``uint16``, shape (rows, columns).
    shape
        (rows, columns) of the result: twice as many, or one less.

    Returns
    -------
    ``uint16`` of this shape.
    """
    return _doubled(_doubled(pixels, shape[0]).T, shape[1]).T


def enlarged(pixels: Pixels, full_shape: tuple[int, int], halvings: int, wanted: int) -> Pixels:
    """Bring a picture that was halved so often to the size that it has at `wanted` halvings.

    Parameters
    ----------
    full_shape
        (rows, columns) of what was halved.
    """
    rows, columns = (-(-side >> wanted) for side in full_shape)
    steps = halvings - wanted
    if steps <= 0:
        return np.ascontiguousarray(pixels)
    out = np.empty((rows, columns), np.uint16)
    block = max(1, _BLOCK >> steps)
    for left in range(0, pixels.shape[1], block):
        # One sample more to the right: the last of a block lies between it and the next.
        part = pixels[:, left : left + block + 1]
        start, stop = left << steps, min(columns, (left + block) << steps)
        whole = _all_doubled(part, (rows, columns - start), steps)
        out[:, start:stop] = whole[:, : stop - start]
    return out


def _all_doubled(pixels: Pixels, shape: tuple[int, int], steps: int) -> Pixels:
    """Double so many times: to this shape, or as far as the samples reach."""
    rows, columns = shape
    for step in range(steps - 1, -1, -1):
        wide = min(-(-columns >> step), pixels.shape[1] * 2)
        pixels = doubled(pixels, (-(-rows >> step), wide))
    return pixels


def _doubled(pixels: Pixels, rows: int) -> Pixels:
    """Double along the first axis."""
    out = np.empty((rows, pixels.shape[1]), np.uint16)
    out[0::2] = pixels
    first = pixels[: rows // 2]
    second = pixels[1 : rows // 2 + 1]
    # The mean, rounded down, of numbers whose sum may not fit.
    between = out[1::2][: len(second)]
    np.bitwise_xor(first[: len(second)], second, out=between)
    between >>= 1
    between += first[: len(second)] & second
    if len(second) < len(first):
        out[-1] = first[-1]
    return out
