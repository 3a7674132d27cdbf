"""Telling material apart: which scale holds for a scan, with the grounds stated.

The ratio R = ln T_low / ln T_high says which kind of matter attenuated the beam. In a linac's
beam it falls with atomic number, in a tube's it rises, and in both it drifts with thickness, so
every scale holds one curve for each of four reference materials over the attenuation of the
high energy. The scanner's own calibration counts most; without one the curves are computed for
the energies that the file states.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.calibrating import scale_from
from imaging.computed import computed_scale
from imaging.luts import attenuation_table
from imaging.radiograph import Radiograph
from imaging.scale import Grounds, Knots, MaterialScale, Matter

__all__ = [
    "Grounds",
    "Knots",
    "MaterialScale",
    "Matter",
    "computed_scale",
    "default_scale",
    "scale_of",
]

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


def scale_of(radiograph: Radiograph) -> MaterialScale:
    """Choose the scale for `radiograph`, and fit it when the scan contradicts it.

    A calibration that the radiograph carries is taken as it is.

    The walls of containers and trailers are thin metal, and every linac scan shows metres of
    them. When their ratio is one that no matter gives on the computed scale, the beam is not the
    computed one; the excess ratio R - 1 of all curves is then multiplied so that the walls read
    as steel. Parcels have no such walls, so a tube's scale stays as it is.
    """
    if radiograph.calibration is not None:
        return scale_from(radiograph.calibration)
    scale = default_scale(radiograph)
    return _fitted(scale, radiograph) if radiograph.dual and not scale.rises else scale


def _fitted(scale: MaterialScale, radiograph: Radiograph) -> MaterialScale:
    """Fit a computed linac scale to the walls, where no matter explains them."""
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
