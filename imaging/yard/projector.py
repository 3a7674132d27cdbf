"""A picture is a matrix times the voxels: each row of pixels averages rows of every layer.

Rays leave a point in the vertical plane and are parallel along the travel, so that each layer is
seen magnified about the source's height and columns stay apart. A beam that is not square to the
travel shifts the layers against each other. The matrix is banded; it is applied in blocks of rows.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from imaging.yard.grid import Floats, Grid

BLOCK = 32
LEAST_DEPTHS, MOST_DEPTHS = 3, 14
"""Depths at which a layer is crossed: so many that a ray climbs by about a pixel between them."""


@dataclasses.dataclass(frozen=True, slots=True)
class Stand:
    """Where the source stands.

    Attributes
    ----------
    near
        From the source to the grid's near face, cm.
    height
        Above the ground, cm.
    skew
        Angle between the fan's plane and the square to the travel, degrees.
    """

    near: float
    height: float
    skew: float = 0.0


class Projector:
    """Projects voxels of a grid from a stand.

    Attributes
    ----------
    cosine
        ``float32`` (rows, 1): of each ray against the horizontal.
    """

    def __init__(self, grid: Grid, stand: Stand) -> None:
        self._grid = grid
        self._middle = stand.near + grid.layers * grid.depth / 2
        heights = grid.top - (np.arange(grid.rows) + 0.5) * grid.pitch - stand.height
        cosine = self._middle / np.hypot(self._middle, heights)
        self.cosine: Floats = cosine[:, None].astype(np.float32)
        self._matrix = np.zeros((grid.rows, grid.layers, grid.rows), dtype=np.float32)
        climb = float(np.abs(heights).max()) / self._middle * grid.depth / grid.pitch
        depths = min(MOST_DEPTHS, max(LEAST_DEPTHS, math.ceil(climb)))
        for layer in range(grid.layers):
            for part in range(depths):
                distance = stand.near + (layer + (part + 0.5) / depths) * grid.depth
                self._cross(layer, distance / self._middle, stand.height, grid.depth / depths)
        slope = math.tan(math.radians(stand.skew))
        centres = (np.arange(grid.layers) + 0.5 - grid.layers / 2) * grid.depth
        self._shift = slope * centres / grid.pitch
        self._smear = abs(slope) * grid.depth / grid.pitch
        if self.reach > grid.margin:
            raise ValueError(
                f"a beam {stand.skew} degrees off shifts layers by up to {self.reach} columns; "
                f"the grid's margin is {grid.margin}"
            )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the picture."""
        return self._grid.rows, self._grid.columns

    @property
    def reach(self) -> int:
        """Columns by which a layer may be shifted."""
        return math.ceil(float(np.abs(self._shift).max()) + self._smear / 4)

    def project(
        self,
        volume: Floats,
        columns: tuple[int, int] | None = None,
        rows: tuple[int, int] | None = None,
    ) -> Floats:
        """Return areal mass square to the picture, ``float32`` (rows, columns), g/cm2.

        Parameters
        ----------
        volume
            ``float32`` (layers, rows, columns of voxels), g/cm3.
        columns
            First column of the picture, and one after the last; None for all.
        rows
            First row of voxels that hold anything, and one after the last; None for all.
        """
        first, last = (0, self._grid.columns) if columns is None else columns
        picture = np.zeros((self._grid.rows, last - first), dtype=np.float32)
        filled = (0, self._grid.rows) if rows is None else rows
        if filled[1] <= filled[0] or last <= first:
            return picture
        for top in range(0, self._grid.rows, BLOCK):
            bottom = min(top + BLOCK, self._grid.rows)
            self._block(volume, picture[top:bottom], (top, bottom), filled, first)
        return picture

    def _block(
        self,
        volume: Floats,
        picture: Floats,
        pixels: tuple[int, int],
        rows: tuple[int, int],
        first: int,
    ) -> None:
        weights, voxels = [], []
        length = picture.shape[1]
        matrix = self._matrix[pixels[0] : pixels[1], :, rows[0] : rows[1]]
        for layer in range(self._grid.layers):
            used = np.flatnonzero(matrix[:, layer].any(axis=0))
            if used.size == 0:
                continue
            band = slice(int(used[0]), int(used[-1]) + 1)
            weights.append(matrix[:, layer, band])
            taken = volume[layer, rows[0] + band.start : rows[0] + band.stop]
            voxels.append(self._shifted(taken, first, length, float(self._shift[layer])))
        if weights:
            # In double precision, so that the order of sums (threads) does not show in a pixel.
            wide = np.concatenate(weights, axis=1, dtype=np.float64)
            picture[:] = wide @ np.concatenate(voxels, dtype=np.float64)

    def _shifted(self, rows: Floats, first: int, length: int, shift: float) -> Floats:
        """Columns of a layer as a beam aslant meets them: smeared over the layer's depth."""
        start = first + self._grid.margin
        if self._smear == 0:
            return rows[:, start : start + length]
        met = np.zeros((rows.shape[0], length), dtype=np.float32)
        for part in (-0.25, 0.25):
            whole, share = divmod(shift + part * self._smear, 1.0)
            at = start + int(whole)
            met += np.float32((1 - share) / 2) * rows[:, at : at + length]
            if share > 0:
                met += np.float32(share / 2) * rows[:, at + 1 : at + 1 + length]
        return met

    def _cross(self, layer: int, scale: float, height: float, thick: float) -> None:
        """Add ``thick`` cm of a layer: each pixel covers ``scale`` voxel rows there."""
        grid = self._grid
        pixel = np.arange(grid.rows)
        offset = (grid.top - height) * (1.0 - scale) / grid.pitch
        upper = offset + pixel * scale
        start = np.floor(upper).astype(int)
        for step in range(math.ceil(scale) + 1):
            row = start + step
            share = np.minimum(upper + scale, row + 1) - np.maximum(upper, row)
            held = (row >= 0) & (row < grid.rows) & (share > 0)
            weight = share[held] / scale * thick
            self._matrix[pixel[held], layer, row[held]] += weight.astype(np.float32)
