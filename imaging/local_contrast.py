"""Local contrast: contrast-limited adaptive equalisation on 16 bits, fixed to the image.

The method is Zuiderveld's (Graphics Gems IV, 1994): the picture is divided into tiles, each has
the brightness curve that spreads its own histogram, and a pixel takes the blend of the four
nearest curves. Three things differ from the usual program for it:

* Tiles are counted from the image's corner and their histograms are read from the image, not from
  the window, so that nothing changes while the image is moved.
* The limit to the contrast falls where the noise is large, so that opaque places stay quiet.
* Four curves are packed into one table of 64-bit entries, one pass for all of them; curves have
  2048 entries, evenly spaced in the square root of the transmission as photon noise is.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from imaging.grid import Axis, Grid
from imaging.luts import Attenuation
from imaging.noise import NoiseModel
from imaging.radiograph import Pixels

_BITS = 11
_BINS = 1 << _BITS
_STEPS = 256
_ACROSS = 14
"""Tiles across a window, at most; 32 curves fit side by side in a table."""
_SMALLEST = 128
_LIMIT = 4.0
_MOST_NOISE = 0.02
"""Share of the brightness range that noise may fill after the contrast was raised."""
_SAMPLES = 500_000
_ROOM = 16383

Curves = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """Tiles along one axis.

    Attributes
    ----------
    lower
        Of each sample, the tile whose centre lies before it; -1 before the first centre.
    share
        How far it lies from that centre to the next, 0 to 1.
    first, last
        Tiles that are needed.
    size
        Level pixels of a tile.
    """

    lower: Numbers
    share: npt.NDArray[np.float32]
    first: int
    last: int
    size: float

    @classmethod
    def of(cls, axis: Axis, size: int) -> _Run:
        """Lay tiles of `size` device pixels over the image along `axis`."""
        end = max(0, int(np.ceil(axis.limit / (size * axis.step))) - 1)
        place = (np.arange(axis.count) + axis.origin + 0.5) / size - 0.5
        lower = np.floor(place).astype(np.int64)
        first, last = (int(min(end, max(0, one))) for one in (lower[0], lower[-1] + 1))
        return cls(lower, (place - lower).astype(np.float32), first, last, size * axis.step)

    def edges(self, limit: int) -> npt.NDArray[np.int64]:
        """Level pixels at which the tiles begin and end, one more than there are tiles."""
        places = np.rint(np.arange(self.first, self.last + 2) * self.size)
        return np.asarray(np.clip(places, 0, limit), np.int64)

    def pair(self, lower: Numbers) -> tuple[Numbers, Numbers]:
        """Numbers among the needed tiles of those before and after; the same at the ends."""
        after = np.clip(lower + 1, self.first, self.last) - self.first
        return np.clip(lower, self.first, self.last) - self.first, after


class LocalContrast:
    """Equalises the pixels of a window; what depends on the view alone is kept.

    Parameters
    ----------
    table
        Attenuation of every stored value.
    """

    def __init__(self, table: Attenuation) -> None:
        root = np.exp(-0.5 * table.astype(np.float64))
        self._bin_of = np.minimum(root * _BINS, _BINS - 1).astype(np.uint16)
        order = np.argsort(root, kind="stable")
        centres = (np.arange(_BINS) + 0.5) / _BINS
        self._value_of = np.rint(np.interp(centres, root[order], order)).astype(np.int64)
        self._key: object = None
        self._runs: tuple[_Run, _Run] | None = None
        self._counted: tuple[object, npt.NDArray[np.float32]] | None = None
        self._index = np.empty((0, 0), np.uint16)
        self._weights: list[Pixels] = []
        self._phase = 0.0

    def forget(self) -> None:
        """Look at the samples again when they are shown next."""
        self._key = None

    def look(self, grid: Grid, source: object, plane: Pixels, sampled: Pixels) -> None:
        """Take in a view.

        Parameters
        ----------
        grid, source
            The view, and what its pixels were sampled from.
        plane
            The whole level under it, as stored.
        sampled
            ``uint16``, the pixels on the grid.
        """
        if self._key == (grid, source):
            return
        size = max(_SMALLEST, -(-grid.x.count // _ACROSS))
        across, down = self._runs = _Run.of(grid.x, size), _Run.of(grid.y, size)
        self._count((grid.number, source, size, *_ends(across), *_ends(down)), plane)
        cells = (across.lower - across.lower[0]).astype(np.uint16) << _BITS
        if self._index.shape != grid.shape:
            self._index = np.empty(grid.shape, np.uint16)
        cv2.LUT(sampled, self._bin_of, dst=self._index)
        np.bitwise_or(self._index, cells[None, :], out=self._index)
        # The rows of one tile; all the others have the same weights.
        self._phase = float(down.share[0] * size) % 1.0
        y = ((np.arange(size + 1) + self._phase) / size).astype(np.float32) * np.float32(65535.0)
        self._weights = [
            np.multiply.outer(one, other).astype(np.uint16)
            for one in (np.float32(65535.0) - y, y)
            for other in (np.float32(1.0) - across.share, across.share)
        ]
        self._key = (grid, source)

    def raise_contrast(
        self, plain: npt.NDArray[np.float64], noise: NoiseModel, strength: float, out: Pixels
    ) -> None:
        """Write the brightness of every pixel of the view to `out`.

        Parameters
        ----------
        plain
            ``float64``, shape (65536,): brightness 0 to 1 of every stored value.
        noise
            Of the level.
        strength
            Above 0, to 1.
        out
            ``uint16`` of the grid's shape, 0 to 65535.
        """
        if self._runs is None or self._counted is None:
            return
        across, down = self._runs
        bright = plain[self._value_of].astype(np.float32)
        curves = _curves(self._counted[1], bright, _limits(plain, noise), strength)
        cells = np.arange(across.lower[0], across.lower[-1] + 1)
        left, right = across.pair(cells)
        begins = np.flatnonzero(np.diff(down.lower, prepend=down.lower[0] - 1))
        height = self._weights[0].shape[0] - 1
        for begin, end in itertools.pairwise([*begins.tolist(), len(down.lower)]):
            above, below = down.pair(down.lower[begin : begin + 1])
            upper, lower = curves[above[0]], curves[below[0]]
            table = _packed((upper[left], upper[right], lower[left], lower[right]))
            four = cv2.LUT(self._index[begin:end], table).view(np.uint16)
            parts = [np.asarray(p, np.uint16) for p in cv2.split(four.reshape(end - begin, -1, 4))]
            top = round(float(down.share[begin]) * height - self._phase)
            weights = [one[top : top + end - begin] for one in self._weights]
            _blend(parts, weights, out[begin:end])

    def _count(self, key: object, plane: Pixels) -> None:
        """Histogram of each tile, shape (rows of tiles, tiles in a row, 2048), from the level."""
        if self._runs is None or (self._counted is not None and self._counted[0] == key):
            return
        across, down = self._runs
        x, y = across.edges(plane.shape[1]), down.edges(plane.shape[0])
        every = max(1, int(np.ceil(((x[-1] - x[0]) * (y[-1] - y[0]) / _SAMPLES) ** 0.5)))
        # Picked at fixed places of the image, so that a tile's histogram is always the same.
        columns = np.arange(-(-x[0] // every) * every, x[-1], every)
        tile = (np.searchsorted(x, columns, side="right") - 1).clip(0, len(x) - 2) * _BINS
        counts = np.zeros((len(y) - 1, len(x) - 1, _BINS), np.float32)
        for row in range(len(y) - 1):
            first = -(-y[row] // every) * every
            some = plane[first : y[row + 1] : every, columns[0] : x[-1] : every]
            if some.size:
                index = self._bin_of[some] + tile[None, :]
                found = np.bincount(index.ravel(), minlength=(len(x) - 1) * _BINS)
                counts[row] = found.reshape(len(x) - 1, _BINS)
        self._counted = key, counts


def _ends(run: _Run) -> tuple[int, int]:
    return run.first, run.last


def _blend(parts: Sequence[Pixels], weights: Sequence[Pixels], out: Pixels) -> None:
    # Curves have 14 bits so that the sum, four times as large, just fits 16.
    scale = 4.0 / 65535.0
    cv2.multiply(parts[0], weights[0], dst=out, scale=scale)
    for part, weight in zip(parts[1:], weights[1:], strict=True):
        cv2.multiply(part, weight, dst=part, scale=scale)
        cv2.add(out, part, dst=out)


def _curves(
    counts: npt.NDArray[np.float32],
    bright: npt.NDArray[np.float32],
    limits: npt.NDArray[np.float32],
    strength: float,
) -> Curves:
    """Curve of each tile, ``uint16`` 0 to 16383, shape (rows, tiles, 2048).

    `bright` is the brightness of each of the 2048 entries, and never falls or never rises.
    """
    step = np.minimum((bright * _STEPS).astype(np.int64), _STEPS - 1)
    begins = np.flatnonzero(np.diff(step, prepend=-1))
    shares = np.zeros((*counts.shape[:2], _STEPS), np.float32)
    shares[..., step[begins]] = np.add.reduceat(counts, begins, axis=2)
    shares /= np.maximum(shares.sum(axis=2, keepdims=True), 1.0)
    clipped = np.minimum(shares, limits / _STEPS)
    spare = 1.0 - clipped.sum(axis=2, keepdims=True)
    rise = np.cumsum(clipped + spare / _STEPS, axis=2)
    rise = np.concatenate([np.zeros_like(rise[..., :1]), rise], axis=2)
    rise *= np.float32(strength)
    rise += np.linspace(0.0, 1.0 - strength, _STEPS + 1, dtype=np.float32)
    share = bright * _STEPS - step
    curves = np.take(rise, step, axis=2)
    curves += np.take(np.diff(rise, axis=2), step, axis=2) * share
    curves *= np.float32(_ROOM)
    return np.asarray(np.minimum(curves, np.float32(_ROOM)), np.uint16)


def _limits(plain: npt.NDArray[np.float64], noise: NoiseModel) -> npt.NDArray[np.float32]:
    """How many times contrast may rise at each of 256 steps of brightness, 1 to `_LIMIT`."""
    slope = np.abs(np.gradient(plain))
    seen = np.maximum(slope * noise.sigma, 1e-9)
    allowed = np.clip(_MOST_NOISE / seen, 1.0, _LIMIT)
    step = np.minimum((plain * _STEPS).astype(np.int64), _STEPS - 1)
    total = np.bincount(step, weights=allowed, minlength=_STEPS)
    number = np.bincount(step, minlength=_STEPS)
    known = number > 0
    return np.interp(np.arange(_STEPS), np.flatnonzero(known), total[known] / number[known]).astype(
        np.float32
    )


def _packed(curves: tuple[Curves, Curves, Curves, Curves]) -> npt.NDArray[np.float64]:
    """Four curves for each cell between tile centres, as one table of 64-bit entries."""
    table = np.zeros((65536 // _BINS, _BINS, 4), np.uint16)
    for number, one in enumerate(curves):
        table[: one.shape[0], :, number] = one
    return table.view(np.float64).reshape(-1)
