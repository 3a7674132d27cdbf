"""A pyramid with the noise taken off, computed where it is looked at."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from imaging.canvas import Box
from imaging.noise import HALO, NoiseModel, quieten
from imaging.pyramid import Pyramid
from imaging.radiograph import Pixels
from imaging.tiles import Tiles


class Quiet:
    """The planes of a pyramid's levels with less noise; the stored ones are not altered."""

    def __init__(self, pyramid: Pyramid) -> None:
        self._pyramid = pyramid
        self._noise: dict[tuple[int, int], NoiseModel] = {}
        self._tiles = [Tiles(self._computes(beam)) for beam in range(len(pyramid.channels))]

    def noise(self, number: int, beam: int) -> NoiseModel:
        """Noise of one energy at level `number`; a coarser level is quieter by itself."""
        if (number, beam) not in self._noise:
            plane = self._pyramid.level(number).planes[beam]
            self._noise[number, beam] = NoiseModel.of(plane)
        return self._noise[number, beam]

    def crop(self, number: int, beam: int, box: Box, strength: float) -> Pixels:
        """Cut a box out of a level, with `strength` (0 to 1) of its noise taken off."""
        level = self._pyramid.level(number)
        left, top, right, bottom = box
        stored = level.planes[beam][top:bottom, left:right]
        if strength <= 0.0:
            return stored
        quiet = self._tiles[beam].crop(number, level.shape, box)
        if strength >= 1.0:
            return quiet
        return np.asarray(cv2.addWeighted(quiet, strength, stored, 1.0 - strength, 0.0), np.uint16)

    def _computes(self, beam: int) -> Callable[[int, Box], Pixels]:
        def compute(number: int, box: Box) -> Pixels:
            plane = self._pyramid.level(number).planes[beam]
            rows, columns = plane.shape
            left, top, right, bottom = box
            x, y = max(0, left - HALO), max(0, top - HALO)
            around = plane[y : min(rows, bottom + HALO), x : min(columns, right + HALO)]
            quiet = quieten(around, self.noise(number, beam))
            return quiet[top - y : bottom - y, left - x : right - x]

        return compute
