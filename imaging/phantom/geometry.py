"""Where the rays go: a fan in the vertical plane, parallel along the object's travel.

Coordinates are centimetres: ``x`` along the travel (column 0 begins at 0), ``y`` up from the
ground, ``z`` away from the source, which stands at ``z = 0``. Row 0 is the top of the picture.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt

Span = tuple[float, float]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

_SMALLEST_SLOPE = 1e-9


@dataclasses.dataclass(frozen=True, slots=True)
class FanBeam:
    """Rays of one scan.

    Attributes
    ----------
    rows, columns
        Size of the picture.
    row_pitch, column_pitch
        Size of a pixel in the plane of the object's middle, in cm.
    top
        Height of the picture's upper edge in that plane, in cm.
    source_height
        Height of the focal spot, in cm.
    distance
        From the focal spot to that plane, in cm.
    slant
        Tangent of the angle between the fan's plane and the square to the travel: bodies appear
        that much further along per cm of depth beyond the middle.
    """

    rows: int
    columns: int
    row_pitch: float
    column_pitch: float
    top: float
    source_height: float
    distance: float
    slant: float = 0.0

    def edges(self, first: int, last: int) -> Doubles:
        """Return the slopes dy/dz of the edges of rows ``first`` to ``last``, falling."""
        heights = self.top - self.row_pitch * np.arange(first, last + 1, dtype=np.float64)
        return np.asarray((heights - self.source_height) / self.distance)

    def centres(self, first: int, last: int, parts: int) -> Doubles:
        """Return slopes of ``parts`` rays within each row, shape (last - first, parts)."""
        inside = (np.arange(parts) + 0.5) / parts
        places = np.arange(first, last, dtype=np.float64)[:, None] + inside
        return (self.top - self.row_pitch * places - self.source_height) / self.distance

    def secant(self) -> Floats:
        """Return ray length over depth, (rows,) ``float32``, at least one."""
        slopes = self.centres(0, self.rows, 1)[:, 0]
        return np.sqrt(1.0 + slopes**2 + self.slant**2).astype(np.float32)

    def row_of(self, y: float, z: float) -> float:
        """Return the row, with fraction, at which a point appears."""
        plane = self.source_height + (y - self.source_height) * self.distance / z
        return (self.top - plane) / self.row_pitch

    def row_range(self, y: Span, z: Span) -> tuple[int, int]:
        """Return the rows [first, last) that a cuboid may touch; empty when it is outside."""
        places = [self.row_of(height, depth) for height in y for depth in z]
        first = max(0, math.floor(min(places)))
        return first, max(first, min(self.rows, math.ceil(max(places))))

    def column_range(self, x: Span) -> tuple[int, int]:
        """Return the columns [first, last) that an extent touches."""
        first = max(0, math.floor(x[0] / self.column_pitch))
        return first, max(first, min(self.columns, math.ceil(x[1] / self.column_pitch)))

    def cover(self, x: Span, first: int, last: int) -> Doubles:
        """Return the share of each column [first, last) that an extent covers, 0 to 1."""
        left = np.arange(first, last) * self.column_pitch
        right = np.minimum(left + self.column_pitch, x[1])
        return np.asarray(np.maximum(right - np.maximum(left, x[0]), 0.0) / self.column_pitch)

    def mean_depth(self, y: Span, z: Span, first: int, last: int) -> Doubles:
        """Return the depth in cm that rows [first, last) cut from a cuboid, averaged over each row.

        Exact: the depth above one height is integrated over the slope in closed form, so that thin
        plates seen edge on lose no mass between two rays.
        """
        slopes = self.edges(first, last)
        slopes = np.where(np.abs(slopes) < _SMALLEST_SLOPE, _SMALLEST_SLOPE, slopes)
        above = self._above(slopes, y[0], z) - self._above(slopes, y[1], z)
        return np.maximum(-np.diff(above) * self.distance / self.row_pitch, 0.0)

    def _above(self, slopes: Doubles, height: float, z: Span) -> Doubles:
        rise = height - self.source_height
        meets = np.clip(rise / slopes, z[0], z[1])
        near = np.where(slopes > 0.0, meets, z[0])
        far = np.where(slopes > 0.0, z[1], meets)
        return np.asarray(slopes * (far - near) - rise * np.log(far / near))
