"""A few numbers of every scan that say whether it is like those the model was calibrated on.

None of them looks for anything: they describe the picture, at the pitch at which the network sees
it, so that a monitor can tell when what arrives has changed.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from models.prepare import Floats, WorkingView

AIR = 0.05
"""Attenuation below which a pixel is air."""
TOLD = (0.3, 3.0)
"""Attenuations of the high energy between which the ratio of the energies says something."""
FEWEST_TOLD = 200
_QUARTILE = 0.31864
"""A quarter of normal deviations are smaller than this many sigmas."""
_MOST = 400_000
"""Pixels that the noise is measured on; of larger scans every so many rows."""


@dataclasses.dataclass(frozen=True, slots=True)
class Signs:
    """What a scan is like.

    Attributes
    ----------
    air
        Share of the picture that is air, 0 to 1.
    opaque
        Share that nothing penetrates, 0 to 1.
    noise
        Standard deviation of the noise in the root of the transmission, which is the same at all
        thicknesses where photons are counted; of the high energy.
    ratio
        Median attenuation of the low energy over that of the high one; NaN with one energy.
    score
        Largest value of the network's map, 0 to 1.
    """

    air: float
    opaque: float
    noise: float
    ratio: float
    score: float


def signs_of(view: WorkingView, score: float) -> Signs:
    """Measure a scan; a few milliseconds of a container."""
    high = view.attenuation(0)
    return Signs(
        air=float((high < AIR).mean()),
        opaque=float(view.opaque().mean()),
        noise=_noise(view),
        ratio=_ratio(view, high),
        score=score,
    )


def _noise(view: WorkingView) -> float:
    """Lower quartile of second differences along the rows: edges and texture only add to them."""
    rows, columns = view.shape
    every = max(1, -(-rows * columns // _MOST))
    light = view.counts[0, ::every] / view.air[0]
    root = np.sqrt(np.clip(light, 0.0, None))
    away = np.abs(root[:, :-2] - 2.0 * root[:, 1:-1] + root[:, 2:])
    seen = away[~view.opaque()[::every, 1:-1]]
    if seen.size == 0:
        return 0.0
    place = seen.size // 4
    return float(np.partition(seen, place)[place]) / (_QUARTILE * math.sqrt(6.0))


def _ratio(view: WorkingView, high: Floats) -> float:
    if not view.dual:
        return math.nan
    told = (high > TOLD[0]) & (high < TOLD[1])
    if np.count_nonzero(told) < FEWEST_TOLD:
        return math.nan
    return float(np.median(view.attenuation(1)[told] / high[told]))
