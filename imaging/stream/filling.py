"""A coarse picture at the size of a sharper one: what a decoder shows while the details lack."""

from __future__ import annotations

import numpy as np

from imaging.radiograph import Pixels


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
    rows, columns = full_shape
    for count in range(halvings - 1, wanted - 1, -1):
        pixels = doubled(pixels, (-(-rows >> count), -(-columns >> count)))
    return np.ascontiguousarray(pixels)


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
