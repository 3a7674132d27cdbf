"""Measuring through the picture: areal density and material at a point, mass of a whole view."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from imaging.cars import LONGEST_M, find_cars
from imaging.inner import find_inner
from imaging.inside import InnerSpan, Level
from imaging.level import find_level
from imaging.loading import find_extent, find_goods
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.mass import Mass, opaque_share, weigh
from imaging.material import MaterialScale, Matter, scale_of
from imaging.outline import Box, Region, box_region, ellipse_region
from imaging.places import find_places
from imaging.radiograph import Radiograph
from imaging.region import RegionSurvey, mass_of, region_survey
from imaging.weighing import Floats, Measured, measure, shares, steel_mm

__all__ = [
    "ATOMIC_NUMBERS",
    "Box",
    "Mass",
    "PointEstimate",
    "Region",
    "RegionSurvey",
    "Survey",
    "at_point",
    "box_region",
    "ellipse_region",
    "mass_of",
    "place_between",
    "region_survey",
    "steel_mm",
    "survey",
]

ATOMIC_NUMBERS = (7.0, 13.0, 26.0, 82.0)
"""Effective atomic number of organic matter, aluminium, steel, lead."""

_MOST_OPAQUE, _MOST_DEEP = 0.001, 0.05
_DEEP = 4.5
_LEAST_LINAC, _LEAST_TUBE = 3.0, 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class PointEstimate:
    """What was measured around one pixel.

    Attributes
    ----------
    high, low
        Transmission 0 to 1; ``low`` is None when there is one energy.
    density_g_cm2
        Areal density; None where nothing came through. With one energy it is that of steel.
    atomic_number, matter
        Effective atomic number and class; None where they cannot be told.
    """

    high: float
    low: float | None
    density_g_cm2: float | None
    atomic_number: float | None
    matter: Matter | None


def at_point(radiograph: Radiograph, x: int, y: int, scale: MaterialScale) -> PointEstimate | None:
    """Measure the 9 by 9 pixels around (`x`, `y`), or None outside the image."""
    rows, columns = radiograph.shape
    if not (0 <= x < columns and 0 <= y < rows):
        return None
    around = np.s_[max(0, y - 4) : y + 5, max(0, x - 4) : x + 5]
    thick = [
        float(attenuation_table(channel)[channel.pixels[around]].mean())
        for channel in radiograph.channels
    ]
    high = float(np.exp(-thick[0]))
    low = float(np.exp(-thick[1])) if len(thick) > 1 else None
    if thick[0] >= no_signal_attenuation(radiograph.main):
        return PointEstimate(high, low, None, None, None)
    depth = np.array([thick[0]])
    densities = scale.densities_at(depth)[:, 0]
    if len(thick) == 1 or thick[0] < 0.004 / scale.gap:
        return PointEstimate(high, low, float(densities[2]), None, None)
    ratios = scale.ratios_at(depth)[:, 0]
    place = place_between(thick[1] / thick[0], ratios)
    density = float(np.interp(place, range(4), densities))
    doubtful = scale.doubtful
    if doubtful is not None and doubtful[0] <= place <= doubtful[1]:
        number, matter = None, None
    else:
        number = float(np.interp(place, range(4), ATOMIC_NUMBERS))
        matter = list(Matter)[round(place)]
    return PointEstimate(high, low, density, number, matter)


def place_between(ratio: float, ratios: npt.NDArray[np.float64]) -> float:
    """Place of `ratio` between the reference materials: 0 organic to 3 heavy."""
    ordered = ratios if ratios[-1] > ratios[0] else ratios[::-1]
    steps = np.arange(4.0) if ratios[-1] > ratios[0] else np.arange(3.0, -1.0, -1.0)
    return float(np.interp(ratio, ordered, steps))


@dataclasses.dataclass(frozen=True, slots=True)
class Survey:
    """What the whole view, or a part of it, holds.

    Attributes
    ----------
    mass_kg, mass_sigma_kg
        Sum of areal density over the area, equipment (walls, floor, wheels in the picture)
        included, and its standard uncertainty. None and 0 when the file states no scale.
    lower_bound
        True when more than a thousandth of the area let nothing through, or more than a
        twentieth of the mass lies so deep that scatter may hide part of it: it may be more.
    loaded_share
        Share of the object's area that holds goods, 0 to 1; see `imaging.loading`.
    material_shares
        Share of each class in the mass of the goods whose material can be told, by the value of
        `Matter`; empty with one energy, and where there are no such goods. Walls before and behind
        the goods weigh in.
    opaque_share
        Share of the object's area through which nothing came, or nothing but scatter, 0 to 1.
    length_m, height_m
        Size of the object, from its first to its last column and row that is not air.
    mass_low_kg, mass_high_kg
        The interval meant to hold the mass nine times in ten; the upper end is None when so much
        is hidden, in all that is seen or in one car of a train, that only the lower one can be
        told (`imaging.mass.Mass`). Both are None when the file states no scale.
    inner
        What is free between the ends; None where that cannot be measured (`imaging.inner`).
    level
        What lies in a tank that looks empty above it; None where no such tank is seen
        (`imaging.level`).
    places
        Boxes to point at, by name (`imaging.places`); none of a part.
    """

    mass_kg: float | None
    mass_sigma_kg: float
    lower_bound: bool
    loaded_share: float
    material_shares: Mapping[str, float]
    opaque_share: float
    length_m: float | None
    height_m: float | None
    mass_low_kg: float | None = None
    mass_high_kg: float | None = None
    inner: InnerSpan | None = None
    level: Level | None = None
    places: Mapping[str, Box] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


def survey(
    radiograph: Radiograph, box: Box | None = None, *, scale: MaterialScale | None = None
) -> Survey:
    """Measure a view.

    Parameters
    ----------
    radiograph
        One or two energies. With one, everything is weighed as if it were steel.
    box
        The part to measure; the whole when None.
    scale
        What the ratios mean; worked out from the scan when not given.
    """
    meaning = scale or scale_of(radiograph)
    measured = measure(radiograph, box, meaning)
    shrink = measured.shrink
    extent = find_extent(measured.thick, measured.lost)
    inside = np.zeros(measured.thick.shape, np.float32)
    inside[extent.inside] = 1.0
    opaque = opaque_share(measured, inside)
    pitch = radiograph.mm_per_pixel
    mass = None
    if pitch is not None:
        mass = weigh(measured, pitch[0] * pitch[1] * shrink * shrink / 100.0, inside)
    length = height = None
    if pitch is not None:
        length = (extent.columns[1] - extent.columns[0]) * shrink * pitch[1] / 1000.0
        height = (extent.rows[1] - extent.rows[0]) * shrink * pitch[0] / 1000.0
    least = _LEAST_TUBE if meaning.rises else _LEAST_LINAC
    goods = find_goods(measured.density, extent, least_g_cm2=least)
    inner = find_inner(measured, extent, pitch) if _one_body(length) else None
    return Survey(
        mass_kg=mass.kg if mass else None,
        mass_sigma_kg=mass.sigma_kg if mass else 0.0,
        lower_bound=opaque > _MOST_OPAQUE or _deep_share(measured, inside) > _MOST_DEEP,
        loaded_share=float(np.count_nonzero(goods)) / extent.area,
        material_shares=shares(measured, goods),
        opaque_share=opaque,
        length_m=length,
        height_m=height,
        mass_low_kg=mass.low_kg if mass else None,
        mass_high_kg=mass.high_kg if mass and (box or not _hides(measured, radiograph)) else None,
        inner=inner,
        places=find_places(measured, extent, goods, inner) if box is None else MappingProxyType({}),
        level=find_level(measured, extent, pitch) if _one_body(length) else None,
    )


def _one_body(length_m: float | None) -> bool:
    """Whether what is seen is no longer than one car: of a train there is no one inside."""
    return length_m is not None and length_m <= LONGEST_M


def _hides(measured: Measured, radiograph: Radiograph) -> bool:
    """Whether one car of a train hides so much that its mass is a lower bound.

    A sum that one lower bound went into is one itself, however little of the whole train's area
    the black of one locomotive is.
    """
    _, columns = radiograph.shape
    pitch = radiograph.mm_per_pixel
    if pitch is None or columns * pitch[1] / 1000.0 <= LONGEST_M:
        return False
    shrink = measured.shrink
    spans = [slice(int(c.start / shrink), int(c.stop / shrink)) for c in find_cars(radiograph)]
    return len(spans) > 1 and any(_car_hides(measured, span) for span in spans)


def _car_hides(measured: Measured, span: slice) -> bool:
    extent = find_extent(measured.thick[:, span], measured.lost[:, span])
    inside = np.zeros(measured.thick.shape, np.float32)
    inside[:, span][extent.inside] = 1.0
    return weigh(measured, 1.0, inside).lower_bound


def _deep_share(measured: Measured, inside: Floats) -> float:
    """Share of the mass that lies deeper than scatter lets see."""
    grams = measured.grams * inside
    whole = float(grams.sum(dtype=np.float64))
    return float(grams[measured.thick > _DEEP].sum(dtype=np.float64)) / max(whole, 1e-9)
