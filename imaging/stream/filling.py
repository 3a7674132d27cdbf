"""A coarse picture at the size of a sharper one: what a decoder shows while the details lack."""

from __future__ import annotations

import numpy as np

from imaging.radiograph import Pixels

_BLOCK = 32
"""Rows that are made at a time: what is in between stays in the processor's cache."""


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
    out = np.empty(shape, np.uint16)
    for top in range(0, pixels.shape[0], _BLOCK):
        # One row more below: the last of a block lies between it and the next.
        part = pixels[top : top + _BLOCK + 1]
        tall = _taller(part, min(2 * len(part), shape[0] - 2 * top))[: 2 * _BLOCK]
        _widen(tall, out[2 * top : 2 * (top + _BLOCK)])
    return out


def enlarged(pixels: Pixels, full_shape: tuple[int, int], halvings: int, wanted: int) -> Pixels:
    """Bring a picture that was halved so often to the size that it has at `wanted` halvings.

    Parameters
    ----------
    full_shape
        (rows, columns) of what was halved.
    """
    rows, columns = full_shape
    for left in range(halvings - 1, wanted - 1, -1):
        pixels = doubled(pixels, (-(-rows >> left), -(-columns >> left)))
    return np.ascontiguousarray(pixels)


def _taller(pixels: Pixels, rows: int) -> Pixels:
    """Double along the columns, to so many rows."""
    out = np.empty((rows, pixels.shape[1]), np.uint16)
    out[0::2] = pixels
    odd = out[1::2]
    odd[: len(pixels) - 1] = _means(pixels[:-1], pixels[1:])
    if len(odd) == len(pixels):
        odd[-1] = pixels[-1]
    return out


def _widen(pixels: Pixels, out: Pixels) -> None:
    """Double along the rows, into what is as wide as wanted."""
    out[:, 0::2] = pixels
    odd, width = out[:, 1::2], pixels.shape[1]
    odd[:, : width - 1] = _means(pixels[:, :-1], pixels[:, 1:])
    if odd.shape[1] == width:
        odd[:, -1] = pixels[:, -1]


def _means(first: Pixels, second: Pixels) -> Pixels:
    """Return the mean, rounded down, of numbers whose sum may not fit."""
    between = np.bitwise_xor(first, second)
    between >>= 1
    between += first & second
    return between
