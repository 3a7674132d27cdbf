"""The observer of blind spots: which mass a matched filter finds behind what it sees."""

from __future__ import annotations

import dataclasses
import enum
import functools
import math
from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.material import MaterialScale

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

DPRIME = 5.0
"""A. Rose, Journal of the Optical Society of America 38 (1948) 196: seen with certainty."""
LARGEST_G, SMALLEST_G = 1.0e4, 0.1
"""Beyond these the map says no more than that."""
BLUR2 = 0.15
"""Variance of a sharp scanner's picture of a point along an axis, in pixels: detector and blur.
A scan that is less sharp hides more than the map says."""
_B_KNOTS, DEPTH_KNOTS = 192, 24
_LOG_B = (-20.0, 12.0)


class Hidden(enum.StrEnum):
    """What is hidden."""

    STEEL = "steel"
    ORGANIC = "organic"
    LEAD = "lead"


CURVE: Mapping[Hidden, int] = MappingProxyType({Hidden.ORGANIC: 0, Hidden.STEEL: 2, Hidden.LEAD: 3})
"""Place of each among the reference materials of a `MaterialScale`."""
DENSITY: Mapping[Hidden, float] = MappingProxyType(
    {Hidden.ORGANIC: 1.0, Hidden.STEEL: 7.87, Hidden.LEAD: 11.35}
)
"""g/cm3; iron and lead by NIST's table 1, pressed organic matter as water."""


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """What is looked for, and with which pixels (cm; `shrink` of them are one worked on)."""

    what: Hidden
    pixel: float
    shrink: int
    scale: MaterialScale

    def width2(self, grams: Doubles) -> Doubles:
        """Variance of the body's picture along an axis, cm2."""
        radius = np.cbrt(3.0 * grams / (4.0 * math.pi * DENSITY[self.what]))
        # A body within one pixel is not widened by the pixel, one over several is.
        over = radius**2 / (radius**2 + (0.5 * self.pixel) ** 2)
        return 2.0 / 9.0 * radius**2 + self.pixel**2 * (BLUR2 + over / 12.0)


def slopes(scale: MaterialScale, what: Hidden) -> tuple[Doubles, Doubles, Doubles]:
    """Depth, and the attenuation of either energy per g/cm2 behind it."""
    depth = np.linspace(0.0, scale.attenuation[-1], 200)
    curve = CURVE[what]
    grams = scale.densities_at(depth)[curve]
    low = scale.ratios_at(depth)[curve] * depth
    per = np.maximum(np.gradient(grams, depth), 1e-6)
    return depth, 1.0 / per, np.gradient(low, depth) / per


def looked_up(table: Floats, unknown: Floats, row: Floats) -> tuple[Floats, Floats]:
    """Logarithms of mass and width, for what is not known and the depth of each cell."""
    low, high = _LOG_B
    place = (-cv2.log(unknown) - np.float32(low)) * np.float32((_B_KNOTS - 1) / (high - low))
    found = cv2.remap(table, place, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found[..., 0], np.float32), np.asarray(found[..., 1], np.float32)


def mass_table(body: Body) -> Floats:
    """Logarithms of mass in g and width in cm, by depth (rows) and log information (columns)."""
    masses = np.geomspace(0.01 * SMALLEST_G, 100.0 * LARGEST_G, 500)
    width2 = body.width2(masses)
    signal = masses**2 / (4.0 * math.pi * width2 * body.pixel**2)
    informed = np.exp(np.linspace(*_LOG_B, _B_KNOTS))
    knots, slope, _ = slopes(body.scale, body.what)
    depths = np.linspace(0.0, body.scale.attenuation[-1], DEPTH_KNOTS)
    rows = []
    log_width = 0.5 * np.log(width2)
    for mu in np.interp(depths, knots, slope):
        peak = mu * masses / (2.0 * math.pi * width2)
        dprime = np.sqrt(signal * _fading(peak))
        dprime = np.maximum.accumulate(dprime)
        wanted = np.log(DPRIME / np.sqrt(informed))
        mass = np.interp(wanted, np.log(dprime), np.log(masses))
        rows.append(np.stack([mass, np.interp(mass, np.log(masses), log_width)], axis=-1))
    return np.asarray(rows, np.float32)


def _fading(peak: Doubles) -> Doubles:
    """Share of the squared signal that is left when transmission and not attenuation is seen."""
    knots, values = _fading_table()
    return np.asarray(np.exp(np.interp(np.log(peak), knots, values)))


@functools.cache
def _fading_table() -> tuple[Doubles, Doubles]:
    """Integral of (1 - exp(-p u))^2 / u from 0 to 1, over p^2 / 2, on logarithms of p."""
    peaks = np.geomspace(1e-4, 1e4, 120)
    u = np.geomspace(1e-7, 1.0, 4000)
    terms = -np.expm1(-peaks[:, None] * u[None, :])
    whole = np.trapezoid(terms**2, np.log(u), axis=1)
    return np.log(peaks), np.log(np.minimum(whole / (peaks**2 / 2.0), 1.0))
