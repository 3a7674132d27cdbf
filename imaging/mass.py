"""Mass of measured pixels, with its uncertainty: an interval, or a lower bound."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from imaging.fan import UNCERTAINTY
from imaging.interval import INTERVAL90
from imaging.weighing import Floats, Measured

MOST_OPAQUE = 0.02
"""Opaque share of the area from which on a mass is a lower bound."""
# Relative standard deviations, from simulated scans of other seeds than those that are reported
# in docs/material.md: filter, hydrogen content, air level; in a tube's beam composition counts
# twice as much.
_LINAC_ERROR, _TUBE_ERROR = 0.055, 0.09
_SET_RIGHT_ERROR = 0.35
"""Of what was set right for scatter and edges."""
_HIDDEN_MORE = 2.5
"""What may be added to what is hidden, as a multiple of the least that it is."""
_MOST_HIDDEN = 0.25


@dataclasses.dataclass(frozen=True, slots=True)
class Mass:
    """A mass as far as it can be told.

    Attributes
    ----------
    kg, sigma_kg
        Estimate and standard uncertainty. What lies behind black counts with the least that it
        can be.
    low_kg, high_kg
        The interval that is meant to hold the truth nine times in ten. ``high_kg`` is None when
        the mass is a lower bound: then it is at least ``low_kg``, nineteen times in twenty.
    lower_bound
        Whether so much lies behind black that nothing is said of how much more it may be.
    opaque_share
        Share of the area through which nothing came, or nothing but scatter, 0 to 1.
    """

    kg: float
    sigma_kg: float
    low_kg: float
    high_kg: float | None
    lower_bound: bool
    opaque_share: float


def weigh(measured: Measured, pixel_cm2: float, inside: Floats | None = None) -> Mass:
    """Sum areal density.

    Parameters
    ----------
    measured
        From `measure`.
    pixel_cm2
        Area of one of its pixels in cm2.
    inside
        ``float32`` share of each pixel that counts; all of them when None.
    """
    grams = measured.grams if inside is None else measured.grams * inside
    least = measured.least if inside is None else measured.least * inside
    unit = pixel_cm2 / 1000.0
    kg = max(1e-9, float(grams.sum(dtype=np.float64)) * unit)
    hidden = float(grams[measured.lost].sum(dtype=np.float64)) * unit / kg
    opaque = opaque_share(measured, inside)
    set_right = abs(1.0 - float(least.sum(dtype=np.float64)) * unit / kg)
    scale = _TUBE_ERROR if measured.tube else _LINAC_ERROR
    known = math.hypot(scale, UNCERTAINTY, _SET_RIGHT_ERROR * set_right)
    lower = opaque > MOST_OPAQUE or hidden > _MOST_HIDDEN
    high = kg * (1.0 + INTERVAL90 * known + _HIDDEN_MORE * hidden)
    return Mass(
        kg=kg,
        sigma_kg=kg * math.hypot(known, hidden),
        low_kg=kg * (1.0 - INTERVAL90 * known),
        high_kg=None if lower else high,
        lower_bound=lower,
        opaque_share=opaque,
    )


def opaque_share(measured: Measured, inside: Floats | None = None) -> float:
    """Return the share of the area through which nothing came, 0 to 1."""
    if inside is None:
        return float(measured.lost.mean())
    return float(inside[measured.lost].sum(dtype=np.float64)) / float(inside.sum(dtype=np.float64))
