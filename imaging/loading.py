"""Finding the object in the picture, its floor, and what stands on it."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

Density = npt.NDArray[np.float32]
"""``float32`` areal density in g/cm2, shape (rows, columns)."""

Span = tuple[int, int]

STRUCTURE_G_CM2 = 4.0
"""Three quarters of a row at least this dense: floor beams, chassis or roof run along it."""
WALL_G_CM2 = 9.0
"""Walls and roof together are never denser than this over most of a row."""
FLOOR_SHARE = 0.14
"""Floor and chassis are at most this much of the object's height."""
END_SHARE = 0.025
"""Corner posts, doors and end walls take this much of the length at each end."""


@dataclasses.dataclass(frozen=True, slots=True)
class Extent:
    """Rows and columns that the object takes: first, and one past the last."""

    rows: Span
    columns: Span

    @property
    def area(self) -> int:
        """Pixels in it."""
        return max(1, (self.rows[1] - self.rows[0]) * (self.columns[1] - self.columns[0]))

    @property
    def inside(self) -> tuple[slice, slice]:
        """The same as an index."""
        return slice(*self.rows), slice(*self.columns)


def find_extent(thick: npt.NDArray[np.float32], lost: npt.NDArray[np.bool_]) -> Extent:
    """Find the object: all between the first and the last row and column that is not air.

    Parameters
    ----------
    thick
        ``float32`` attenuation.
    lost
        Pixels without signal. Rows and columns at the border that hold nothing else are dead
        detectors and belong to no object.
    """
    stands = (thick > 0.05) & ~_dead(lost)
    spans = []
    for axis in (1, 0):
        line = np.flatnonzero(stands.mean(axis=axis) > 0.02)
        size = stands.shape[1 - axis]
        spans.append((int(line[0]), int(line[-1]) + 1) if line.size else (0, size))
    return Extent(spans[0], spans[1])


def _dead(lost: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Rows and columns that give nothing over nearly all of their length."""
    dead = (lost.mean(axis=1) > 0.97)[:, None] | (lost.mean(axis=0) > 0.97)[None, :]
    return np.asarray(dead, np.bool_)


def find_goods(
    density: Density, extent: Extent, *, least_g_cm2: float = 3.0
) -> npt.NDArray[np.bool_]:
    """Find where something stands that is not the equipment.

    The rows of floor and chassis, the ends, and everything thinner than a hand are left out;
    what the walls and the roof weigh is taken from the rows themselves.

    Parameters
    ----------
    density
        Areal density of the whole picture.
    extent
        Where the object is.
    least_g_cm2
        What goods add at least.

    Returns
    -------
    array of bool
        Shape of ``density``.
    """
    goods = np.zeros(density.shape, np.bool_)
    whole = density[extent.inside]
    rows, columns = whole.shape
    ends = round(END_SHARE * columns)
    room = whole[: _floor(whole), ends : columns - ends]
    if room.size == 0:
        return goods
    walls = np.minimum(np.percentile(room, 25, axis=1), WALL_G_CM2)
    stands = (room > (walls + least_g_cm2)[:, None]).astype(np.uint8)
    # A hand: about 15 cm of a truck that is 4 m high.
    hand = max(3, round(0.035 * rows)) | 1
    solid = cv2.morphologyEx(stands, cv2.MORPH_OPEN, np.ones((hand, hand), np.uint8))
    goods[extent.inside][: room.shape[0], ends : columns - ends] = solid > 0
    return goods


def _floor(whole: Density) -> int:
    """First row of the floor: above the lowest rows that are dense along the whole object."""
    rows = int(whole.shape[0])
    dense = np.percentile(whole, 25, axis=1) > STRUCTURE_G_CM2
    lower = np.flatnonzero(dense[rows // 3 :])
    if lower.size == 0:
        return rows
    row = int(lower[-1]) + rows // 3
    highest = row - round(FLOOR_SHARE * rows)
    while row > max(0, highest) and dense[row - 1]:
        row -= 1
    return row
