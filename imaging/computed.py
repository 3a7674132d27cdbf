"""Material scales computed from tabulated attenuation, for scanners that were not calibrated.

A typical source, filter and detector are assumed (`imaging.phantom.beam`). A real scanner differs:
its own calibration replaces these curves.
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from imaging.phantom.beam import Beam, BeamSettings, make_beam
from imaging.scale import Grounds, Knots, MaterialScale, knots_of

_KNOTS: Knots = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.1)
_REFERENCES = ("organic", "aluminium", "steel")
_LINAC_IRON, _TUBE_COPPER = 25.0, 0.3
"""Filters in g/cm2 that are assumed where the scanner's are not known."""


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
    # Above its K edge at 88 keV lead reads between carbon and aluminium in a tube's beam; what
    # reads beyond steel there is copper and its neighbours.
    for material in (*_REFERENCES, "copper" if tube else "lead"):
        ratio, density = _curve(beam, material)
        ratios.append(ratio)
        densities.append(density)
    organic, light, metal, _ = ratios
    heavy = held_apart(np.array(ratios), rises=tube)
    return MaterialScale(
        attenuation=_KNOTS,
        ratio=(knots_of(organic), knots_of(light), knots_of(metal), knots_of(heavy)),
        density=(
            knots_of(densities[0]),
            knots_of(densities[1]),
            knots_of(densities[2]),
            knots_of(densities[3]),
        ),
        rises=tube,
        source=Grounds.COMPUTED,
    )


def held_apart(ratios: npt.NDArray[np.float64], *, rises: bool) -> npt.NDArray[np.float64]:
    """Return the curve of heavy metal, kept on its side of steel.

    Thin lead reads like lighter matter, in our figures as in published ones; the class starts
    only where it can be told from steel.

    Parameters
    ----------
    ratios
        ``float64`` (4, knots): organic matter, aluminium, steel, heavy metal.
    rises
        Whether the ratio rises with atomic number.
    """
    organic, _, metal, heavy = ratios
    apart = metal + (metal - organic) * (0.25 if rises else 1.0)
    return np.asarray(np.maximum(heavy, apart) if rises else np.minimum(heavy, apart))


def _curve(beam: Beam, material: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Ratio and areal density in g/cm2 of one material at the knots."""
    masses = np.concatenate([[1e-3], np.geomspace(3e-3, 800.0, 240)])
    pairs = np.array([beam.transmission(material, float(mass)) for mass in masses])
    seen = pairs[:, 0] > 1.0e-7
    high, low = -np.log(np.maximum(pairs[seen], 1.0e-30)).T
    ratio = np.interp(_KNOTS, high, low / high)
    density = np.interp(_KNOTS, np.r_[0.0, high], np.r_[0.0, masses[seen]])
    return ratio, density
