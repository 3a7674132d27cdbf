"""Material scales: curves of four reference materials, and what they rest on."""

from __future__ import annotations

import dataclasses
import enum
import functools
import hashlib

import numpy as np
import numpy.typing as npt

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


_DOUBTFUL = (28.0 / 85.0, 46.0 / 85.0)
_UNFITTED = frozenset({Grounds.COMPUTED, Grounds.ASSUMED})


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
    def doubtful(self) -> tuple[float, float] | None:
        """Places, 0 organic to 3 heavy, that may be organic matter as well as aluminium.

        A tube's ratios hang on its filter. From 0.1 to 0.6 g/cm2 of copper, at 160 to 320 kV, on
        a scale computed for 0.3 organic matter reads up to 46/85 and aluminium from 36/85, with a
        little scatter from 28/85. None where the scale rests on more than the stated voltage.
        """
        return _DOUBTFUL if self.rises and self.source in _UNFITTED else None

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


@functools.lru_cache(maxsize=16)
def scale_digest(scale: MaterialScale) -> str:
    """Return the SHA-256 of a scale, in hexadecimal: colours are the same only on the same one."""
    return hashlib.sha256(repr(dataclasses.astuple(scale)).encode()).hexdigest()


def knots_of(values: npt.NDArray[np.float64]) -> Knots:
    """Return an array as knots."""
    return tuple(float(value) for value in values)
