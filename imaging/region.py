"""What an outline holds: transmission, steel, material and mass, each as far as it can be told."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import numpy as np

from imaging.interval import INTERVAL90
from imaging.mass import MOST_OPAQUE, Mass, opaque_share, weigh
from imaging.material import MaterialScale, scale_of
from imaging.outline import Region, bounds, coverage
from imaging.radiograph import Radiograph
from imaging.weighing import Floats, Measured, measure, shares, steel_mm

_HALO = 24
_WALLS_DIFFER = 0.1
"""Relative standard deviation of walls between two places: ribs, doors, lining."""


@dataclasses.dataclass(frozen=True, slots=True)
class Spread:
    """Mean, least, most and standard deviation of the transmission of the pixels, 0 to 1."""

    mean: float
    least: float
    most: float
    deviation: float


@dataclasses.dataclass(frozen=True, slots=True)
class RegionSurvey:
    """What was measured in an outline.

    Attributes
    ----------
    high, low
        Transmission; ``low`` is None when there is one energy.
    steel_mm
        Mean steel-equivalent thickness in mm, scatter and edges set right; pixels that nothing
        penetrated count with the least that they can be.
    density_g_cm2
        Mean areal density; with one energy, that of steel.
    material_shares
        Share of each class in the mass whose material can be told, by the value of `Matter`;
        empty with one energy.
    mass
        None when the file states no scale.
    lower_bound
        Whether steel, density and mass are lower bounds.
    opaque_share
        Share of the area that nothing penetrated, 0 to 1.
    pixels
        Stored pixels inside, those on the edge by their share.
    area_m2
        None when the file states no scale.
    """

    high: Spread
    low: Spread | None
    steel_mm: float
    density_g_cm2: float
    material_shares: Mapping[str, float]
    mass: Mass | None
    lower_bound: bool
    opaque_share: float
    pixels: float
    area_m2: float | None


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """A measured rectangle with the share of each pixel that counts."""

    measured: Measured
    inside: Floats


def region_survey(
    radiograph: Radiograph, region: Region, *, scale: MaterialScale | None = None
) -> RegionSurvey:
    """Measure what an outline holds.

    Parameters
    ----------
    radiograph
        One or two energies.
    region
        The outline; what of it lies outside the picture is left out.
    scale
        What the ratios mean; worked out from the scan when not given.

    Raises
    ------
    ValueError
        When the outline is none, or lies outside the picture.
    """
    meaning = scale or scale_of(radiograph)
    cut = _cut(radiograph, region, meaning)
    low = cut.measured.thin_beam
    pixels = float(cut.inside.sum(dtype=np.float64))
    if pixels <= 0.0:
        raise ValueError("the outline holds no part of any pixel")
    stored = pixels * cut.measured.shrink**2
    pitch = radiograph.mm_per_pixel
    mass = None
    if pitch is not None:
        pixel_cm2 = pitch[0] * pitch[1] * cut.measured.shrink**2 / 100.0
        mass = weigh(cut.measured, pixel_cm2, cut.inside)
    opaque = opaque_share(cut.measured, cut.inside)
    return RegionSurvey(
        high=_spread(cut.measured.thick, cut.inside),
        low=None if low is None else _spread(low, cut.inside),
        steel_mm=_mean(steel_mm(cut.measured.clear, meaning), cut.inside),
        density_g_cm2=_mean(cut.measured.density, cut.inside),
        material_shares=shares(cut.measured, cut.inside >= 0.5),
        mass=mass,
        lower_bound=opaque > MOST_OPAQUE,
        opaque_share=opaque,
        pixels=stored,
        area_m2=None if pitch is None else stored * pitch[0] * pitch[1] * 1e-6,
    )


def mass_of(
    radiograph: Radiograph,
    region: Region,
    *,
    scale: MaterialScale | None = None,
    background: Region | None = None,
) -> Mass | None:
    """Weigh what an outline holds; None when the file states no scale.

    Parameters
    ----------
    radiograph, region, scale
        As for `region_survey`.
    background
        An outline of nothing but the walls or the floor that also stand before and behind what
        is weighed: their mean areal density is taken off. None takes nothing off.

    Raises
    ------
    ValueError
        As for `region_survey`.
    """
    meaning = scale or scale_of(radiograph)
    mass = region_survey(radiograph, region, scale=meaning).mass
    if mass is None or background is None:
        return mass
    return _without(mass, radiograph, region, background, meaning)


def _without(
    mass: Mass, radiograph: Radiograph, region: Region, background: Region, scale: MaterialScale
) -> Mass:
    """Take the walls off; how well they are known adds to the uncertainty."""
    found = region_survey(radiograph, background, scale=scale)
    if found.mass is None:
        return mass
    share = region_survey(radiograph, region, scale=scale).pixels / found.pixels
    walls = share * found.mass.kg
    unsure = math.hypot(share * found.mass.sigma_kg, _WALLS_DIFFER * walls)
    kg = max(0.0, mass.kg - walls)
    down = math.hypot(mass.kg - mass.low_kg, INTERVAL90 * unsure)
    high = None
    if mass.high_kg is not None:
        high = kg + math.hypot(mass.high_kg - mass.kg, INTERVAL90 * unsure)
    return dataclasses.replace(
        mass,
        kg=kg,
        sigma_kg=math.hypot(mass.sigma_kg, unsure),
        low_kg=max(0.0, kg - down),
        high_kg=high,
    )


def _cut(radiograph: Radiograph, region: Region, scale: MaterialScale) -> _Cut:
    """Measure the rectangle around an outline; its neighbours steady the material at the edge."""
    rows, columns = radiograph.shape
    x, y, width, height = bounds(region, radiograph.shape)
    left, top = max(0, x - _HALO), max(0, y - _HALO)
    right, bottom = min(columns, x + width + _HALO), min(rows, y + height + _HALO)
    measured = measure(radiograph, (left, top, right - left, bottom - top), scale)
    high, wide = measured.thick.shape
    # The two axes shrink by whole pixels, hence each by its own amount.
    across, down = wide / (right - left), high / (bottom - top)
    corners = tuple(((px - left) * across, (py - top) * down) for px, py in region)
    return _Cut(measured, coverage(corners, (0, 0, wide, high)))


def _mean(values: Floats, inside: Floats) -> float:
    return float(np.average(values, weights=inside))


def _spread(thick: Floats, inside: Floats) -> Spread:
    """Mean and deviation by the share of each pixel; least and most of those half inside."""
    seen = np.exp(-thick)
    mean = _mean(seen, inside)
    deviation = float(np.sqrt(max(0.0, _mean((seen - np.float32(mean)) ** 2, inside))))
    mostly = seen[inside >= min(0.5, float(inside.max()))]
    return Spread(mean, float(mostly.min()), float(mostly.max()), deviation)
