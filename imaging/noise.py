"""How noisy each stored value is, measured from the picture itself."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.radiograph import Pixels

Table = npt.NDArray[np.float32]

_BINS = 64
_MOST_PIXELS = 150_000
_FEWEST = 200
_WINDOW, _THRESHOLD, _REACH = 7, 2.6, 2.0
"""Of the bilateral filter: pixels across, sigmas of noise, pixels."""
HALO = _WINDOW // 2
"""Pixels around a picture that have a say in it."""
_QUARTILE = 0.31864
"""A quarter of normal deviations are smaller than this many sigmas."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class NoiseModel:
    """Standard deviation of the noise at every stored value.

    Attributes
    ----------
    sigma
        ``float32``, shape (65536,), in stored units, at least 0.5.
    """

    sigma: Table

    @classmethod
    def of(cls, plane: Pixels) -> NoiseModel:
        """Measure the noise of a picture.

        The second difference along the columns is blind to slopes. Of its values in places of
        like brightness the smallest quarter is taken, because edges and texture only make it
        larger. Brightness is divided by its square root, in which the noise of counted photons
        is even.

        Parameters
        ----------
        plane
            ``uint16``, shape (rows, columns), with three columns at least; a long picture is
            read in rows picked evenly.
        """
        rows, columns = plane.shape
        every = max(1, -(-rows * columns // _MOST_PIXELS))
        some = plane[::every].astype(np.float32)
        if columns < 3 or rows < 1:
            return cls(np.full(65536, 0.5, np.float32))
        left, middle, right = some[:, :-2], some[:, 1:-1], some[:, 2:]
        away = np.abs(left - 2.0 * middle + right).ravel()
        root = np.sqrt(np.maximum((left + middle + right) / 3.0, 0.0)).ravel()
        number = np.minimum((root * (_BINS / 256.0)).astype(np.int64), _BINS - 1)
        counts = np.bincount(number, minlength=_BINS)
        known = np.flatnonzero(counts >= _FEWEST)
        if not len(known):
            return cls(np.full(65536, 0.5, np.float32))
        order = np.lexsort((away, number))
        ends = np.cumsum(counts)
        # The smallest quarter's end; the variance of 1, -2, 1 is 6.
        quarters = away[order[(ends - counts + counts // 4)[known]]] / (_QUARTILE * 6.0**0.5)
        # Brightness that hardly occurs is mostly edges: its neighbours know better.
        near = np.exp(-0.5 * ((known[:, None] - known[None, :]) / 1.5) ** 2) * counts[known]
        even = np.exp(near @ np.log(np.maximum(quarters, 0.5)) / near.sum(axis=1))
        roots = np.sqrt(np.arange(65536, dtype=np.float64))
        table = np.interp(roots, (known + 0.5) * 256.0 / _BINS, even)
        return cls(np.maximum(table, 0.5).astype(np.float32))

    def even(self) -> Table:
        """Table after which the noise has a standard deviation of 1 everywhere."""
        return np.asarray(np.cumsum(1.0 / self.sigma, dtype=np.float64), np.float32)


def quieten(plane: Pixels, noise: NoiseModel) -> Pixels:
    """Take the noise off a picture and keep what rises out of it.

    Stored values are made even in noise, smoothed by a bilateral filter (Tomasi, Manduchi 1998)
    whose threshold is `_THRESHOLD` standard deviations, and made stored values again. A pixel
    that differs by more has no say in its neighbours, nor they in it, so that a speck of metal
    two pixels wide stays as it is however dark its surroundings are.

    Returns
    -------
    ``uint16`` of the same shape; `plane` is not altered.
    """
    table = noise.even()
    even = np.asarray(cv2.LUT(np.ascontiguousarray(plane), table), np.float32)
    smooth = cv2.bilateralFilter(even, _WINDOW, _THRESHOLD, _REACH, borderType=cv2.BORDER_REFLECT)
    # The way back: the stored value of every sixteenth of a sigma.
    steps = np.arange(int(table[-1] * 16.0) + 2, dtype=np.float64) / 16.0
    if len(steps) > 65536:
        return np.asarray(np.rint(np.interp(smooth, table, np.arange(65536))), np.uint16)
    back = np.rint(np.interp(steps, table, np.arange(65536))).astype(np.uint16)
    back = np.concatenate([back, np.full(65536 - len(back), back[-1], np.uint16)])
    index = np.rint(smooth * 16.0).astype(np.uint16)
    return np.asarray(cv2.LUT(index, back), np.uint16)
