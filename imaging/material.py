"""Telling material apart: from two attenuations to a class, with the grounds stated.

The ratio R = ln T_low / ln T_high says which kind of matter attenuated the beam. In a linac's
beam it falls with atomic number, in a tube's it rises, and in both it drifts with thickness, so
every scale holds one curve for each of four reference materials over the attenuation of the
high energy.

The curves for linacs were computed from NIST's mass attenuation coefficients (Hubbell and
Seltzer, NISTIR 5632) with a thick tungsten target (Schiff), 25 g/cm2 of iron as filter and a
CdWO4 detector of 16 g/cm2. A real scanner differs: its own calibration replaces them.
"""

from __future__ import annotations

import dataclasses
import enum

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import attenuation_table
from imaging.radiograph import Radiograph

Knots = tuple[float, ...]


class Matter(enum.StrEnum):
    """The four classes that a pair of energies can tell, by effective atomic number."""

    ORGANIC = "organic"
    LIGHT = "light"
    METAL = "metal"
    HEAVY = "heavy"


class Grounds(enum.StrEnum):
    """What a material scale rests on."""

    COMPUTED = "computed for the stated energies"
    ASSUMED = "computed for 6 and 4 MeV, because the file states no energies"
    ANCHORED = "computed, then fitted to the thin steel of the equipment in this scan"
    CALIBRATED = "the scanner's own calibration"


@dataclasses.dataclass(frozen=True, slots=True)
class MaterialScale:
    """Ratio and areal density of the reference materials, over attenuation at high energy.

    Attributes
    ----------
    attenuation
        Knots: -ln of the high-energy transmission, rising.
    ratio
        R of polymer and cellulose (organic), aluminium (light), iron (metal), lead (heavy) at
        each knot.
    density
        Areal density in g/cm2 of the same at each knot.
    rises
        True when R rises with atomic number (tubes), False when it falls (linacs).
    source
        What the scale rests on.
    """

    attenuation: Knots
    ratio: tuple[Knots, Knots, Knots, Knots]
    density: tuple[Knots, Knots, Knots, Knots]
    rises: bool
    source: Grounds

    @property
    def gap(self) -> float:
        """Difference of the ratios of organic matter and iron at an attenuation of 0.5."""
        organic, _, iron, _ = self.ratios_at(np.array([0.5]))
        return float(abs(organic[0] - iron[0]))

    def ratios_at(self, attenuation: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """R of the four materials, shape (4, ...)."""
        return np.stack([np.interp(attenuation, self.attenuation, curve) for curve in self.ratio])

    def densities_at(self, attenuation: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """Areal density of the four materials in g/cm2, shape (4, ...)."""
        return np.stack([np.interp(attenuation, self.attenuation, curve) for curve in self.density])

    def fitted(self, factor: float) -> MaterialScale:
        """The same scale for a beam pair whose excess ratio R - 1 is `factor` times as large."""
        ratio = tuple(tuple(1.0 + (r - 1.0) * factor for r in curve) for curve in self.ratio)
        a, b, c, d = ratio
        return dataclasses.replace(self, ratio=(a, b, c, d), source=Grounds.ANCHORED)


_KNOTS_MV = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 11.1)

_MV_6_4 = MaterialScale(
    attenuation=_KNOTS_MV,
    ratio=(
        (1.198, 1.198, 1.199, 1.201, 1.205, 1.209, 1.211, 1.211, 1.212, 1.211, 1.212, 1.212),
        (1.187, 1.187, 1.188, 1.189, 1.191, 1.192, 1.191, 1.189, 1.186, 1.183, 1.181, 1.179),
        (1.172, 1.172, 1.172, 1.171, 1.169, 1.164, 1.159, 1.154, 1.146, 1.139, 1.134, 1.132),
        # Thin lead reads like organic matter (published, and in our figures): the class starts
        # where it can be told from steel.
        (1.130, 1.130, 1.130, 1.130, 1.130, 1.130, 1.117, 1.102, 1.085, 1.074, 1.067, 1.063),
    ),
    density=(
        (0.0, 1.98, 4.98, 10.1, 20.9, 44.1, 69.3, 95.7, 151.9, 206.0, 260.0, 292.0),
        (0.0, 2.13, 5.38, 10.9, 22.5, 47.2, 73.5, 101.4, 159.8, 218.0, 278.0, 311.0),
        (0.0, 2.13, 5.35, 10.8, 22.3, 46.4, 71.9, 98.5, 153.1, 209.3, 267.7, 300.3),
        (0.0, 1.60, 4.22, 8.85, 18.6, 39.6, 61.4, 83.7, 129.0, 174.0, 220.0, 245.4),
    ),
    rises=False,
    source=Grounds.COMPUTED,
)

_MV_9_6 = MaterialScale(
    attenuation=_KNOTS_MV,
    ratio=(
        (1.249, 1.249, 1.248, 1.248, 1.246, 1.239, 1.233, 1.227, 1.218, 1.212, 1.208, 1.206),
        (1.223, 1.223, 1.222, 1.220, 1.215, 1.205, 1.196, 1.188, 1.176, 1.168, 1.162, 1.160),
        (1.183, 1.182, 1.179, 1.174, 1.166, 1.152, 1.141, 1.133, 1.119, 1.109, 1.101, 1.098),
        (1.110, 1.110, 1.110, 1.110, 1.108, 1.080, 1.065, 1.055, 1.041, 1.033, 1.027, 1.024),
    ),
    density=(
        (0.0, 2.48, 6.24, 12.7, 26.2, 55.7, 87.5, 121.0, 194.0, 266.0, 339.0, 380.0),
        (0.0, 2.62, 6.60, 13.4, 27.7, 58.0, 89.9, 122.9, 193.6, 264.0, 337.0, 377.0),
        (0.0, 2.51, 6.33, 12.8, 26.3, 54.1, 83.1, 112.8, 173.4, 235.2, 297.8, 332.6),
        (0.0, 1.93, 4.92, 10.1, 20.8, 42.8, 65.3, 88.1, 134.0, 180.0, 226.3, 251.7),
    ),
    rises=False,
    source=Grounds.COMPUTED,
)

# A tube's beam on a sandwich detector, 160 kV: much lower energies, much larger differences.
_KNOTS_KV = (0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 9.0, 11.1)
_KV_160 = MaterialScale(
    attenuation=_KNOTS_KV,
    ratio=(
        (1.27, 1.26, 1.25, 1.24, 1.21, 1.20, 1.19, 1.18, 1.17, 1.17),
        (1.78, 1.74, 1.72, 1.68, 1.60, 1.54, 1.50, 1.45, 1.40, 1.38),
        (2.25, 2.18, 2.12, 2.03, 1.88, 1.78, 1.72, 1.65, 1.58, 1.55),
        (2.75, 2.65, 2.56, 2.42, 2.20, 2.08, 2.00, 1.90, 1.80, 1.76),
    ),
    density=(
        (0.0, 1.55, 3.15, 6.4, 13.1, 19.9, 26.8, 40.7, 61.7, 76.5),
        (0.0, 1.00, 2.10, 4.5, 9.8, 15.6, 21.7, 34.5, 54.3, 68.4),
        (0.0, 0.22, 0.48, 1.10, 2.70, 4.75, 7.10, 12.3, 20.9, 27.2),
        (0.0, 0.055, 0.12, 0.28, 0.70, 1.25, 1.90, 3.40, 5.90, 7.80),
    ),
    rises=True,
    source=Grounds.COMPUTED,
)

ORGANIC_SIDE, HEAVY_SIDE = 0, 255
_WALL_LOW, _WALL_HIGH = 0.15, 0.7
_NATURAL_LOW, _NATURAL_HIGH = 0.82, 1.30


def default_scale(radiograph: Radiograph) -> MaterialScale:
    """Choose the computed scale for the energies that the file states."""
    volts = [c.kilovolts for c in radiograph.channels if c.kilovolts is not None]
    if not volts:
        return dataclasses.replace(_MV_6_4, source=Grounds.ASSUMED)
    if not radiograph.megavolt:
        return _KV_160
    return _MV_9_6 if max(volts) >= 7500.0 else _MV_6_4


def scale_of(radiograph: Radiograph) -> MaterialScale:
    """Choose the scale for `radiograph`, and fit it when the scan contradicts it.

    The walls of containers and trailers are thin metal, and every linac scan shows metres of
    them. When their ratio is one that no matter gives on the computed scale, the beam is not the
    computed one; the excess ratio R - 1 of all curves is then multiplied so that the walls read
    as steel. Parcels have no such walls, so a tube's scale stays as it is.
    """
    scale = default_scale(radiograph)
    if not radiograph.dual or scale.rises:
        return scale
    high, low = _small_attenuations(radiograph)
    wall = (high > _WALL_LOW) & (high < _WALL_HIGH)
    if int(wall.sum()) < 500:
        return scale
    excess = low[wall] / high[wall] - 1.0
    steel = np.interp(high[wall], scale.attenuation, scale.ratio[2]) - 1.0
    factor = float(np.median(excess / steel))
    if _NATURAL_LOW <= factor <= _NATURAL_HIGH or factor <= 0.1:
        return scale
    return scale.fitted(factor)


def _small_attenuations(
    radiograph: Radiograph,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Attenuations of high and low energy, averaged to at most about 100,000 pixels."""
    rows, columns = radiograph.shape
    shrink = max(1, int(np.sqrt(rows * columns / 1.0e5)))
    size = (max(1, columns // shrink), max(1, rows // shrink))
    high, low = (
        cv2.LUT(
            cv2.resize(channel.pixels, size, interpolation=cv2.INTER_AREA),
            attenuation_table(channel),
        )
        for channel in radiograph.channels
    )
    return np.asarray(high, np.float32), np.asarray(low, np.float32)


_TABLE_H, _TABLE_R = 128, 512
_TABLE_TOP = 11.2


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class HueTable:
    """A scale as one table: attenuation and ratio in, place between the materials out.

    Places run from 0 (organic) by 85 (light) and 170 (metal) to 255 (heavy).
    """

    table: npt.NDArray[np.uint8]
    ratio_low: float
    ratio_step: float

    @classmethod
    def of(cls, scale: MaterialScale) -> HueTable:
        """Tabulate `scale` over 128 attenuations and 512 ratios."""
        heights = (np.arange(_TABLE_H) + 0.5) * (_TABLE_TOP / _TABLE_H)
        curves = scale.ratios_at(heights)
        low, high = float(curves.min()) - 0.05, float(curves.max()) + 0.05
        step = (high - low) / _TABLE_R
        ratios = low + (np.arange(_TABLE_R) + 0.5) * step
        places = np.array([0.0, 85.0, 170.0, 255.0])
        rows = []
        for curve in curves.T:
            # np.interp wants rising abscissae; a linac's curves fall with atomic number.
            ordered = (curve, places) if scale.rises else (curve[::-1], places[::-1])
            rows.append(np.interp(ratios, np.maximum.accumulate(ordered[0]), ordered[1]))
        table = np.rint(np.array(rows)).astype(np.uint8).reshape(-1)
        table.flags.writeable = False
        return cls(table, low, step)

    def places(
        self, attenuation: npt.NDArray[np.float32], ratio: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.uint8]:
        """Look up the place of every pixel, ``uint8`` of the same shape."""
        row = np.clip(attenuation * (_TABLE_H / _TABLE_TOP), 0, _TABLE_H - 1).astype(np.uint16)
        column = np.clip((ratio - self.ratio_low) / self.ratio_step, 0, _TABLE_R - 1)
        index = (row << 9) | column.astype(np.uint16)
        return np.asarray(cv2.LUT(index, self.table), np.uint8)
