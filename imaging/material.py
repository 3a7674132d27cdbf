"""Telling material apart: from two attenuations to a class, with the grounds stated.

The ratio R = ln T_low / ln T_high says which kind of matter attenuated the beam. In a linac's
beam it falls with atomic number, in a tube's it rises, and in both it drifts with thickness, so
every scale holds one curve for each of four reference materials over the attenuation of the
high energy.

The curves are computed from tabulated attenuation with a typical source, filter and detector
(`imaging.phantom.beam`). A real scanner differs: its own calibration replaces them.
"""

from __future__ import annotations

import dataclasses
import enum
import functools

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import attenuation_table
from imaging.phantom.beam import Beam, BeamSettings, make_beam
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
        R of organic matter, aluminium (light), steel (metal) and lead (heavy) at each knot.
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


_KNOTS: Knots = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.1)
_REFERENCES = ("organic", "aluminium", "steel", "lead")
_LINAC_IRON, _TUBE_COPPER = 25.0, 0.3
"""Filters in g/cm2 that are assumed where the scanner's are not known."""

_WALL_LOW, _WALL_HIGH = 0.15, 0.7
_NATURAL_LOW, _NATURAL_HIGH = 0.82, 1.30


def default_scale(radiograph: Radiograph) -> MaterialScale:
    """Choose the computed scale for the energies that the file states."""
    volts = sorted(c.kilovolts for c in radiograph.channels if c.kilovolts is not None)
    if not volts:
        return dataclasses.replace(computed_scale(6.0, 4.0), source=Grounds.ASSUMED)
    high, low = volts[-1] / 1000.0, volts[0] / 1000.0
    if not radiograph.megavolt:
        return computed_scale(min(0.45, max(0.08, high)), 0.0)
    return computed_scale(high, low if low < 0.95 * high else high * 2.0 / 3.0)


@functools.lru_cache(maxsize=16)
def computed_scale(high: float, low: float) -> MaterialScale:
    """Compute a scale from tabulated attenuation.

    Parameters
    ----------
    high, low
        End points of a linac's beams in MeV, or the voltage of a tube in MV and 0.
    """
    tube = low == 0.0
    filter_g_cm2 = _TUBE_COPPER if tube else _LINAC_IRON
    beam = make_beam(BeamSettings(high, low, filter_g_cm2, tube))
    ratios, densities = [], []
    for material in _REFERENCES:
        ratio, density = _curve(beam, material)
        ratios.append(ratio)
        densities.append(density)
    organic, light, metal, heavy = ratios
    # Thin lead reads like lighter matter, in our figures as in published ones; the class starts
    # only where it can be told from steel.
    apart = (metal - organic) * (0.25 if tube else 1.0)
    heavy = np.maximum(heavy, metal + apart) if tube else np.minimum(heavy, metal + apart)
    return MaterialScale(
        attenuation=_KNOTS,
        ratio=(_knots(organic), _knots(light), _knots(metal), _knots(heavy)),
        density=(
            _knots(densities[0]),
            _knots(densities[1]),
            _knots(densities[2]),
            _knots(densities[3]),
        ),
        rises=tube,
        source=Grounds.COMPUTED,
    )


def _curve(beam: Beam, material: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Ratio and areal density in g/cm2 of one material at the knots."""
    masses = np.concatenate([[1e-3], np.geomspace(3e-3, 800.0, 240)])
    pairs = np.array([beam.transmission(material, float(mass)) for mass in masses])
    seen = pairs[:, 0] > 1.0e-7
    high, low = -np.log(np.maximum(pairs[seen], 1.0e-30)).T
    ratio = np.interp(_KNOTS, high, low / high)
    density = np.interp(_KNOTS, np.r_[0.0, high], np.r_[0.0, masses[seen]])
    return ratio, density


def _knots(values: npt.NDArray[np.float64]) -> Knots:
    return tuple(float(value) for value in values)


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
