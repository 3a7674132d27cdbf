"""Measuring through the picture: areal density and material at a point, mass of a whole view."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.loading import Extent, find_extent, find_goods
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale, Matter, scale_of
from imaging.material_map import MOST_TRUST, NO_SIGNAL, MaterialMap
from imaging.pyramid import Pyramid
from imaging.radiograph import Pixels, Radiograph

Box = tuple[int, int, int, int]
"""(x, y, width, height) in stored pixels."""

ATOMIC_NUMBERS = (7.0, 13.0, 26.0, 82.0)
"""Effective atomic number of organic matter, aluminium, steel, lead."""

_AIR = 0.015
_SCALE_ERROR = 0.05
_DEEP = 4.5
"""Attenuation from which scatter and noise hide part of the matter."""
_MOST_OPAQUE, _MOST_DEEP = 0.001, 0.05
_LEAST_LINAC, _LEAST_TUBE = 3.0, 1.0
_MOST_PIXELS = 1.5e6


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
    return PointEstimate(
        high,
        low,
        float(np.interp(place, range(4), densities)),
        float(np.interp(place, range(4), ATOMIC_NUMBERS)),
        list(Matter)[round(place)],
    )


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
        twentieth of the mass lies where scatter hides part of it: the mass is at least this much.
    loaded_share
        Share of the object's area that holds goods, 0 to 1; see `imaging.loading`.
    material_shares
        Share of each class in the mass of the goods whose material can be told, by the value of
        `Matter`; empty with one energy, and where there are no such goods. Walls before and behind
        the goods weigh in.
    opaque_share
        Share of the object's area that nothing penetrated, 0 to 1.
    length_m, height_m
        Size of the object, from its first to its last column and row that is not air.
    """

    mass_kg: float | None
    mass_sigma_kg: float
    lower_bound: bool
    loaded_share: float
    material_shares: Mapping[str, float]
    opaque_share: float
    length_m: float | None
    height_m: float | None


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """Planes of one size: attenuation, areal density, place, trust, no signal."""

    thick: npt.NDArray[np.float32]
    density: npt.NDArray[np.float32]
    place: npt.NDArray[np.uint8]
    told: npt.NDArray[np.bool_]
    lost: npt.NDArray[np.bool_]


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
    planes, shrink = _planes(radiograph, box)
    measured = _measure(radiograph, planes, shrink, meaning)
    extent = find_extent(measured.thick, measured.lost)
    opaque = float(measured.lost[extent.inside].sum()) / extent.area
    pitch = radiograph.mm_per_pixel
    weight = _weigh(measured, extent, pitch, shrink)
    length = height = None
    if pitch is not None:
        length = (extent.columns[1] - extent.columns[0]) * shrink * pitch[1] / 1000.0
        height = (extent.rows[1] - extent.rows[0]) * shrink * pitch[0] / 1000.0
    least = _LEAST_TUBE if meaning.rises else _LEAST_LINAC
    goods = find_goods(measured.density, extent, least_g_cm2=least)
    return Survey(
        mass_kg=weight.mass_kg,
        mass_sigma_kg=weight.sigma_kg,
        lower_bound=opaque > _MOST_OPAQUE or weight.deep_share > _MOST_DEEP,
        loaded_share=float(np.count_nonzero(goods)) / extent.area,
        material_shares=_shares(measured, goods),
        opaque_share=opaque,
        length_m=length,
        height_m=height,
    )


def _planes(radiograph: Radiograph, box: Box | None) -> tuple[list[Pixels], float]:
    """The part to measure, averaged down to about a million and a half pixels."""
    x, y, wide, high = box or (0, 0, radiograph.shape[1], radiograph.shape[0])
    cuts = [
        np.ascontiguousarray(c.pixels[max(0, y) : y + high, max(0, x) : x + wide])
        for c in radiograph.channels
    ]
    if cuts[0].size == 0:
        raise ValueError("the box lies outside the image")
    shrink = float(np.sqrt(max(1.0, cuts[0].size / _MOST_PIXELS)))
    if shrink == 1.0:
        return cuts, 1.0
    rows, columns = cuts[0].shape
    size = (max(1, round(columns / shrink)), max(1, round(rows / shrink)))
    small = [cv2.resize(cut, size, interpolation=cv2.INTER_AREA) for cut in cuts]
    return [np.asarray(plane, np.uint16) for plane in small], columns / size[0]


def _measure(
    radiograph: Radiograph, planes: list[Pixels], shrink: float, scale: MaterialScale
) -> _Measured:
    main = radiograph.main
    thick = np.asarray(cv2.LUT(planes[0], attenuation_table(main)), np.float32)
    if radiograph.dual:
        tile = MaterialMap(Pyramid(radiograph), scale).classify(planes[0], planes[1], 1.0 / shrink)
        place, trust = tile.place, tile.trust
        lost = trust == NO_SIGNAL
        told = (trust >= MOST_TRUST // 2) & ~lost
    else:
        place = np.full(thick.shape, 170, np.uint8)
        lost = thick >= no_signal_attenuation(main)
        told = np.zeros(thick.shape, np.bool_)
    # Where the material cannot be told, thin matter is weighed as the equipment: steel.
    used = np.where(told, place, np.uint8(170))
    density = _density(thick, np.asarray(used, np.uint8), scale)
    return _Measured(thick, density, place, told, lost)


def _density(
    thick: npt.NDArray[np.float32], place: npt.NDArray[np.uint8], scale: MaterialScale
) -> npt.NDArray[np.float32]:
    """Areal density in g/cm2, through a table of 256 attenuations by 256 places."""
    top = 11.2
    depths = (np.arange(256) + 0.5) * (top / 256)
    per_depth = scale.densities_at(depths) / depths
    along = np.arange(256) / 85.0
    table = np.array([np.interp(along, range(4), column) for column in per_depth.T], np.float32)
    row = np.clip(thick * (256 / top), 0, 255).astype(np.uint16)
    factor = cv2.LUT((row << 8) | place, table.reshape(-1))
    return np.asarray(factor * thick, np.float32)


@dataclasses.dataclass(frozen=True, slots=True)
class _Weight:
    mass_kg: float | None
    sigma_kg: float
    deep_share: float


def _weigh(
    measured: _Measured, extent: Extent, pitch: tuple[float, float] | None, shrink: float
) -> _Weight:
    """Mass in kg and its sigma: the scale's, the material's, and what lies too deep."""
    thick, told = measured.thick[extent.inside], measured.told[extent.inside]
    grams = np.where(thick > _AIR, measured.density[extent.inside], np.float32(0.0))
    whole = max(1e-9, float(grams.sum(dtype=np.float64)))
    deep = float(grams[thick > _DEEP].sum(dtype=np.float64)) / whole
    if pitch is None:
        return _Weight(None, 0.0, deep)
    area_cm2 = pitch[0] * pitch[1] * shrink * shrink / 100.0
    total = whole * area_cm2 / 1000.0
    untold = float(grams[~told].sum(dtype=np.float64)) / whole
    sigma = total * float(np.hypot(np.hypot(_SCALE_ERROR, 0.08 * untold), deep))
    return _Weight(total, sigma, deep)


def _shares(measured: _Measured, goods: npt.NDArray[np.bool_]) -> Mapping[str, float]:
    """Mass of each class over the mass of the goods whose material can be told."""
    where = goods & measured.told
    classes = np.rint(measured.place[where] / 85.0).astype(int)
    grams = np.bincount(classes, weights=measured.density[where], minlength=4)[:4]
    total = float(grams.sum())
    if total <= 0.0:
        return MappingProxyType({})
    return MappingProxyType(
        {matter.value: float(part) / total for matter, part in zip(Matter, grams, strict=True)}
    )
