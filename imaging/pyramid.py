"""A radiograph at every scale that a screen can show, made when it is first asked for."""

from __future__ import annotations

import dataclasses
import functools
import math

import cv2
import numpy as np

from imaging.radiograph import Channel, Pixels, Radiograph


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The whole view at one scale.

    Attributes
    ----------
    planes
        ``uint16``, shape (rows, columns) each, as many as the radiograph has energies, in their
        order: mean of the stored values that each pixel covers. Read-only.
    scale_x, scale_y
        Level pixels per stored pixel, 1 at full size, less at a coarser level.
    origin
        Where the left and upper edges of the first level pixel lie, in stored pixels from those of
        the picture: 0 for the whole, less for a preview.
    """

    planes: tuple[Pixels, ...]
    scale_x: float
    scale_y: float
    origin: float = 0.0

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of this level."""
        return int(self.planes[0].shape[0]), int(self.planes[0].shape[1])


class Pyramid:
    """Levels that halve, from the pixels at hand down to one that fits any window.

    Nothing is computed on construction. A coarse level is averaged straight from the finest
    pixels in one pass per energy, so the first paint of a long scan waits for one small picture
    and never for the levels between.

    Parameters
    ----------
    radiograph
        The pixels at hand: whole, or a preview at reduced size. They are never altered.
    full_shape
        (rows, columns) as stored, when `radiograph` is a preview, halved as HTJ2K halves
        (`imaging.stream.headroom`); coordinates are always those of the stored pixels, so that a
        preview and its whole scan lie exactly over each other.
    """

    def __init__(
        self, radiograph: Radiograph, *, full_shape: tuple[int, int] | None = None
    ) -> None:
        self.radiograph = radiograph
        self.full_shape = full_shape or radiograph.shape
        halvings = halvings_between(self.full_shape, radiograph.shape)
        self._side = 1 << halvings
        # A sample of a halved picture is a mean around the first of the pixels that it stands for.
        self._origin = (1 - self._side) / 2.0
        self._levels: dict[int, Level] = {}

    @functools.cached_property
    def depth(self) -> int:
        """Number of levels: the coarsest is at most 256 pixels on its longer side."""
        return 1 + max(0, math.ceil(math.log2(max(self.radiograph.shape) / 256)))

    @property
    def channels(self) -> tuple[Channel, ...]:
        """What the planes of every level hold."""
        return self.radiograph.channels

    def number_for(self, scale_x: float, scale_y: float) -> int:
        """Choose the coarsest level that is at least as fine as the screen.

        Parameters
        ----------
        scale_x, scale_y
            Screen pixels per stored pixel, both above 0.
        """
        wanted = max(scale_x, scale_y) * self._side
        if wanted >= 1.0:
            return 0
        # A hair of tolerance: a window that fits exactly must not fall to the finer level.
        return min(self.depth - 1, math.floor(-math.log2(wanted) + 1e-9))

    def level(self, number: int) -> Level:
        """Level `number`: 0 is the finest, each further one half as wide.

        Raises
        ------
        IndexError
            If there is no such level.
        """
        if not 0 <= number < self.depth:
            raise IndexError(f"there are levels 0 to {self.depth - 1}, not {number}")
        if number not in self._levels:
            self._levels[number] = self._build(number)
        return self._levels[number]

    def _build(self, number: int) -> Level:
        if number == 0:
            planes = tuple(channel.pixels for channel in self.channels)
            return Level(planes, 1.0 / self._side, 1.0 / self._side, self._origin)
        # From the nearest finer level there is; the finest always is.
        finer = max((n for n in self._levels if n < number), default=0)
        source = self.level(finer)
        rows, columns = self.radiograph.shape
        size = (max(1, round(columns / 2**number)), max(1, round(rows / 2**number)))
        planes = tuple(_reduce(plane, size) for plane in source.planes)
        wide, high = columns * self._side, rows * self._side
        return Level(planes, size[0] / wide, size[1] / high, self._origin)


def halvings_between(full_shape: tuple[int, int], shape: tuple[int, int]) -> int:
    """Return how often a picture of `full_shape` was halved, rounding up, to be of `shape`.

    Raises
    ------
    ValueError
        If it never is.
    """
    rows, columns = full_shape
    for count in range(max(full_shape).bit_length() + 1):
        if (-(-rows >> count), -(-columns >> count)) == shape:
            return count
    raise ValueError(f"{full_shape} halved is never {shape}")


def _reduce(plane: Pixels, size: tuple[int, int]) -> Pixels:
    """Average `plane` over the area of each pixel of a picture of `size` (columns, rows)."""
    smaller = np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint16)
    smaller.flags.writeable = False
    return smaller
