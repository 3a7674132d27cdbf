"""What kind of matter an object adds, as far as a pair of energies tells it: never an element."""

from __future__ import annotations

import enum
import math

import numpy as np
import numpy.typing as npt

from imaging.background import filled, moved
from imaging.material import MaterialScale
from imaging.surroundings import Surroundings, core, neighbours, ring
from imaging.weighing import Floats

_DEEP = 4.3
_LEAST_TOLD = {False: 0.06, True: 0.10}
"""Attenuation that an object must add before its matter is told, by tube."""
_SURE = 1.3
_RATIO_DRIFT = {False: 0.13, True: 0.25}
"""Standard deviation of a reading between the materials, as a share of organic to steel; by tube,
whose ratios hang on a filter that no file states."""
_DRIFT_DEEP = 0.25
"""Rise of that with attenuation: scatter fills up the dark."""


class ReadsAs(enum.StrEnum):
    """What the pair of energies tells of an object: never an element."""

    ORGANIC = "organic"
    LIGHT = "light"
    STEEL = "steel"
    HEAVIER = "heavier"
    BELOW_STEEL = "below_steel"
    STEEL_OR_MORE = "steel_or_more"


def reads_as(place: Surroundings, scale: MaterialScale) -> ReadsAs | None:
    """Tell what the object adds, from what it takes of either energy."""
    hole, pair = place.hole, place.measured.unveiled
    if pair is None:
        return None
    where = core(hole.mask)
    (base, low_base), (depth, low_depth) = (
        [float(plane[where].mean()) for plane in planes]
        for planes in ([filled(plane, hole) for plane in pair], pair)
    )
    added = depth - base
    if added < _LEAST_TOLD[scale.rises] or depth > _DEEP:
        return None
    ratio = (low_depth - low_base) / added
    ends = np.array([max(base, 0.0), depth])
    # What is added is read on the stretch of each curve that lies behind the background.
    curves = scale.ratios_at(ends) * ends
    expected = (curves[:, 1] - curves[:, 0]) / (ends[1] - ends[0])
    if not _ordered(expected, rises=scale.rises):
        return None
    error = _ratio_error(place, pair, ratio, added)
    gap = abs(float(expected[2] - expected[0]))
    drift = _RATIO_DRIFT[scale.rises] * (1.0 + _DRIFT_DEEP * depth)
    return _named(_between(ratio, expected), 2.0 * math.hypot(error / gap, drift))


def _ordered(expected: npt.NDArray[np.float64], *, rises: bool) -> bool:
    steps = np.diff(expected)
    return bool(np.all(steps > 0) if rises else np.all(steps < 0))


def _between(ratio: float, expected: npt.NDArray[np.float64]) -> float:
    """Place between the materials, 0 organic to 3 heavy; a little beyond either end."""
    rising = expected if expected[-1] > expected[0] else -expected
    wanted = ratio if expected[-1] > expected[0] else -ratio
    if wanted <= rising[0]:
        return max(-1.0, float((wanted - rising[0]) / (rising[1] - rising[0])))
    if wanted >= rising[-1]:
        return min(4.0, 3.0 + float((wanted - rising[-1]) / (rising[-1] - rising[-2])))
    return float(np.interp(wanted, rising, np.arange(4.0)))


def _ratio_error(
    place: Surroundings, pair: tuple[Floats, Floats], ratio: float, added: float
) -> float:
    """Standard error of a ratio, from places beside the object where nothing was added."""
    mask, (thick, low) = place.hole.mask, pair
    rim = ring(mask)
    apart = []
    for step in neighbours(place)[0]:
        where = rim & ~np.asarray(moved(mask, step), np.bool_)
        if not where.any():
            continue
        odd = np.asarray(moved(low, step)) - ratio * np.asarray(moved(thick, step))
        apart.append(float(odd[mask].mean()) - float(odd[where].mean()))
    if len(apart) < 2:
        return 0.05
    return float(np.sqrt(np.mean(np.square(apart)))) / added


def _named(at: float, sigma: float) -> ReadsAs | None:
    """Name a place between the materials as narrowly as its uncertainty allows."""
    low, high = at - _SURE * sigma, at + _SURE * sigma
    for likeness, least, most in (
        (ReadsAs.ORGANIC, -9.0, 0.75),
        (ReadsAs.LIGHT, 0.5, 1.5),
        (ReadsAs.STEEL, 1.35, 2.65),
        (ReadsAs.HEAVIER, 2.4, 9.0),
        (ReadsAs.BELOW_STEEL, -9.0, 1.65),
        (ReadsAs.STEEL_OR_MORE, 1.35, 9.0),
    ):
        if low >= least and high <= most:
            return likeness
    return None
