"""The sum of many shadows, kept by material."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from imaging.phantom.geometry import FanBeam, Floats
from imaging.phantom.materials import MATERIALS
from imaging.phantom.slant import slanted
from imaging.phantom.solids import Solid
from imaging.vocabulary import MaterialClass

_VISIBLE_G_CM2 = 0.3


class Canvas:
    """Areal mass of everything drawn so far, one layer a material.

    Parameters
    ----------
    fan
        The rays of the scan.
    """

    def __init__(self, fan: FanBeam) -> None:
        self.fan = fan
        self.layers: dict[str, Floats] = {}

    def draw(self, solids: Iterable[Solid]) -> None:
        """Add the shadows of bodies."""
        for solid in solids:
            shadow = solid.shadow(self.fan)
            if shadow is not None and self.fan.slant:
                shadow = slanted(shadow, solid.depth, self.fan)
            if shadow is not None:
                rows, columns = shadow.mass.shape
                layer = self._layer(solid.material)
                layer[shadow.row : shadow.row + rows, shadow.column : shadow.column + columns] += (
                    shadow.mass
                )

    def add(self, other: Canvas) -> None:
        """Add another canvas of the same rays."""
        for material, layer in other.layers.items():
            own = self._layer(material)
            own += layer

    def with_changes(self, change: Canvas) -> Canvas:
        """Return the sum of both, where nothing can be less than absent."""
        out = Canvas(self.fan)
        for material in {**self.layers, **change.layers}:
            parts = [c.layers[material] for c in (self, change) if material in c.layers]
            out.layers[material] = np.maximum(sum(parts[1:], parts[0]), 0.0)
        return out

    def total(self) -> Floats:
        """Return the areal mass of all materials in g/cm2, ``float32`` (rows, columns)."""
        out = np.zeros((self.fan.rows, self.fan.columns), np.float32)
        for layer in self.layers.values():
            out += layer
        return out

    def dominant(self) -> npt.NDArray[np.uint8]:
        """Return the `MaterialClass` with most mass in each pixel, ``uint8``."""
        shape = (self.fan.rows, self.fan.columns)
        best = np.full(shape, _VISIBLE_G_CM2, np.float32)
        out = np.zeros(shape, np.uint8)
        for kind in list(MaterialClass)[1:]:
            mine = [m for n, m in self.layers.items() if MATERIALS[n].kind == kind]
            if mine:
                mass = sum(mine[1:], mine[0])
                out[mass > best] = kind
                np.maximum(best, mass, out=best)
        return out

    def kilograms(self) -> float:
        """Return the mass seen in the picture, in kg."""
        area = self.fan.row_pitch * self.fan.column_pitch
        grams = sum(float(layer.sum(dtype=np.float64)) for layer in self.layers.values())
        return grams * area / 1000.0

    def _layer(self, material: str) -> Floats:
        if material not in self.layers:
            self.layers[material] = np.zeros((self.fan.rows, self.fan.columns), np.float32)
        return self.layers[material]
