"""The block of voxels that a scene is built in, and where a length lies in it.

Centimetres: ``x`` along the travel, ``y`` up from the ground, ``z`` away from the source, 0 at the
grid's near face. Voxels are as high and as long as a pixel in the middle plane, and deeper: a
radiograph says little about depth.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Span = tuple[float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class Cuboid:
    """A body's outer bounds in centimetres: along, up, away from the source."""

    x: Span
    y: Span
    z: Span

    @property
    def size(self) -> tuple[float, float, float]:
        """Length, height, depth in cm."""
        return self.x[1] - self.x[0], self.y[1] - self.y[0], self.z[1] - self.z[0]

    @property
    def middle(self) -> tuple[float, float, float]:
        """Centre in cm."""
        return sum(self.x) / 2, sum(self.y) / 2, sum(self.z) / 2

    def moved(self, dx: float = 0.0, dy: float = 0.0, dz: float = 0.0) -> Cuboid:
        """The same bounds elsewhere."""
        return Cuboid(
            (self.x[0] + dx, self.x[1] + dx),
            (self.y[0] + dy, self.y[1] + dy),
            (self.z[0] + dz, self.z[1] + dz),
        )

    def shrunk(self, by: float) -> Cuboid:
        """The bounds drawn in by ``by`` cm on every side."""
        return Cuboid(
            (self.x[0] + by, self.x[1] - by),
            (self.y[0] + by, self.y[1] - by),
            (self.z[0] + by, self.z[1] - by),
        )


def around(middle: tuple[float, float, float], size: tuple[float, float, float]) -> Cuboid:
    """Bounds of a body of a size about a point."""
    low = [m - s / 2 for m, s in zip(middle, size, strict=True)]
    high = [m + s / 2 for m, s in zip(middle, size, strict=True)]
    return Cuboid((low[0], high[0]), (low[1], high[1]), (low[2], high[2]))


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """A block of voxels: first and one after the last layer, row and column."""

    layers: tuple[int, int]
    rows: tuple[int, int]
    columns: tuple[int, int]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Layers, rows, columns."""
        spans = (self.layers, self.rows, self.columns)
        lengths = [max(0, last - first) for first, last in spans]
        return lengths[0], lengths[1], lengths[2]

    @property
    def at(self) -> tuple[slice, slice, slice]:
        """Index into an array of the grid's shape."""
        return slice(*self.layers), slice(*self.rows), slice(*self.columns)


@dataclasses.dataclass(frozen=True, slots=True)
class Grid:
    """The voxels of a scene.

    Attributes
    ----------
    rows, columns
        Size of the picture in pixels.
    layers
        Slices in depth.
    pitch
        Height and length of a voxel, and of a pixel in the middle plane, in cm.
    depth
        Thickness of a layer in cm.
    bottom
        Height of the picture's lower edge above the ground in cm.
    margin
        Columns of voxels beside the picture on each side, for a beam that is not square to the
        travel.
    """

    rows: int
    columns: int
    layers: int
    pitch: float
    depth: float
    bottom: float = 0.0
    margin: int = 0

    @property
    def shape(self) -> tuple[int, int, int]:
        """Layers, rows, columns of voxels."""
        return self.layers, self.rows, self.columns + 2 * self.margin

    @property
    def top(self) -> float:
        """Height of the picture's upper edge in cm."""
        return self.bottom + self.rows * self.pitch

    @property
    def voxel_cm3(self) -> float:
        """Volume of a voxel."""
        return self.pitch * self.pitch * self.depth

    def spans(self, body: Cuboid) -> tuple[Span, Span, Span]:
        """A body's bounds as fractional layers, rows and columns."""
        return (
            (body.z[0] / self.depth, body.z[1] / self.depth),
            ((self.top - body.y[1]) / self.pitch, (self.top - body.y[0]) / self.pitch),
            (body.x[0] / self.pitch + self.margin, body.x[1] / self.pitch + self.margin),
        )

    def window(self, body: Cuboid) -> Window:
        """The voxels that a body touches, inside the grid."""
        edges = [
            (max(0, min(size, math.floor(low))), max(0, min(size, math.ceil(high))))
            for (low, high), size in zip(self.spans(body), self.shape, strict=True)
        ]
        return Window(edges[0], edges[1], edges[2])

    def centres(self, window: Window) -> tuple[Floats, Floats, Floats]:
        """Return z, y, x of a window's voxel centres in cm, ``float32``, ready to broadcast."""
        layers, rows, columns = (
            np.arange(first, last, dtype=np.float32) + np.float32(0.5)
            for first, last in (window.layers, window.rows, window.columns)
        )
        z = layers * np.float32(self.depth)
        y = np.float32(self.top) - rows * np.float32(self.pitch)
        x = (columns - np.float32(self.margin)) * np.float32(self.pitch)
        return z[:, None, None], y[None, :, None], x[None, None, :]


def covered(span: Span, cells: tuple[int, int]) -> Floats:
    """Return the share of each cell that a span covers, ``float32``."""
    index = np.arange(cells[0], cells[1], dtype=np.float32)
    share = np.minimum(np.float32(span[1]), index + 1) - np.maximum(np.float32(span[0]), index)
    return np.asarray(np.clip(share, 0.0, 1.0), dtype=np.float32)
