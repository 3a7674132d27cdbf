"""Matter in voxels: a block of densities for each substance, and a count of what it weighs."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.yard.grid import Cuboid, Floats, Grid, Window, covered
from imaging.yard.substances import SUBSTANCES


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """How much of each voxel of a window a body takes up: ``float32``, 0 to 1."""

    window: Window
    share: Floats


def box_cover(grid: Grid, body: Cuboid) -> Cover:
    """Return the cover of a cuboid, edges in part."""
    window = grid.window(body)
    z, y, x = grid.spans(body)
    deep = covered(z, window.layers)[:, None, None]
    high = covered(y, window.rows)[None, :, None]
    return Cover(window, deep * (high * covered(x, window.columns)[None, None, :]))


class Hold:
    """Densities of substances in the voxels of a grid.

    Attributes
    ----------
    grid
        Where the voxels lie.
    parts
        ``float32`` (layers, rows, columns) in g/cm3 for each substance that is in.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.parts: dict[str, Floats] = {}
        self._grams: dict[str, float] = {}
        self._rows: dict[str, tuple[int, int]] = {}
        self._touched: list[Window] = []

    def mass_kg(self) -> float:
        """Everything in it."""
        return sum(self._grams.values()) / 1000.0

    def grams(self) -> dict[str, float]:
        """Mass of each substance in grams."""
        return dict(self._grams)

    def rows_of(self, substance: str) -> tuple[int, int]:
        """First row, and one after the last, that a substance was ever put in."""
        return self._rows.get(substance, (0, 0))

    def touched(self) -> tuple[int, int] | None:
        """First column, and one after the last, that changed since `settle`; None for none."""
        spans = [w.columns for w in self._touched if min(w.shape) > 0]
        if not spans:
            return None
        return min(first for first, _ in spans), max(last for _, last in spans)

    def settle(self) -> None:
        """Forget which columns changed."""
        self._touched.clear()

    def add(self, substance: str, cover: Cover, density: float | None = None) -> None:
        """Add a body of a substance at its own density, or at one in g/cm3."""
        if min(cover.window.shape) == 0:
            return
        block = self._block(substance)[cover.window.at]
        amount = SUBSTANCES[substance].density if density is None else density
        added = cover.share * np.float32(amount)
        block += added
        self._count(substance, float(added.sum(dtype=np.float64)))
        first, last = self._rows.get(substance, cover.window.rows)
        self._rows[substance] = (
            min(first, cover.window.rows[0]),
            max(last, cover.window.rows[1]),
        )
        self._touched.append(cover.window)

    def box(self, substance: str, body: Cuboid, density: float | None = None) -> None:
        """Add a cuboid."""
        self.add(substance, box_cover(self.grid, body), density)

    def shell(
        self, substance: str, body: Cuboid, wall: float, density: float | None = None
    ) -> None:
        """Add six walls of ``wall`` cm, inside the bounds."""
        (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
        for x in ((x0, x0 + wall), (x1 - wall, x1)):
            self.box(substance, Cuboid(x, body.y, body.z), density)
        inner = (x0 + wall, x1 - wall)
        for y in ((y0, y0 + wall), (y1 - wall, y1)):
            self.box(substance, Cuboid(inner, y, body.z), density)
        for z in ((z0, z0 + wall), (z1 - wall, z1)):
            self.box(substance, Cuboid(inner, (y0 + wall, y1 - wall), z), density)

    def carve(self, cover: Cover) -> float:
        """Take out everything where a body is to be; return the kilograms taken."""
        taken = 0.0
        if min(cover.window.shape) == 0:
            return taken
        for substance, volume in self.parts.items():
            block = volume[cover.window.at]
            gone = block * cover.share
            block -= gone
            grams = float(gone.sum(dtype=np.float64))
            self._count(substance, -grams)
            taken += grams * self.grid.voxel_cm3 / 1000.0
        self._touched.append(cover.window)
        return taken

    def instead(self, substance: str, cover: Cover, density: float | None = None) -> None:
        """Add a body after taking out what is there."""
        self.carve(cover)
        self.add(substance, cover, density)

    def density_in(self, window: Window) -> Floats:
        """Return the density of everything in a window, ``float32``, g/cm3."""
        total = np.zeros(window.shape, dtype=np.float32)
        for volume in self.parts.values():
            total += volume[window.at]
        return total

    def _block(self, substance: str) -> Floats:
        if substance not in self.parts:
            self.parts[substance] = np.zeros(self.grid.shape, dtype=np.float32)
        return self.parts[substance]

    def _count(self, substance: str, voxels: float) -> None:
        grams = voxels * self.grid.voxel_cm3
        self._grams[substance] = self._grams.get(substance, 0.0) + grams
