"""From stored pixels to areal density and mass, with what cannot be weighed told apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale, Matter
from imaging.material_map import MOST_TRUST, NO_SIGNAL, MaterialMap
from imaging.outline import Box
from imaging.pyramid import Pyramid
from imaging.radiograph import Pixels, Radiograph

Floats = npt.NDArray[np.float32]

AIR = 0.015
"""Attenuation below which there is nothing to weigh."""
DEEP = 4.5
"""Attenuation from which scatter and noise hide part of the matter."""
STEEL_G_CM3 = 7.87
"""Density of iron (NIST, X-ray mass attenuation coefficients, table 1)."""
_SCALE_ERROR = 0.05
_MOST_PIXELS = 1.5e6
_STEEL_PLACE = np.uint8(170)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Planes of one size.

    Attributes
    ----------
    thick
        ``float32`` attenuation of the high energy.
    density
        ``float32`` areal density in g/cm2.
    place
        ``uint8`` place between the reference materials, see `imaging.hues`.
    told, lost
        Where the material can be told; where nothing came through.
    """

    thick: Floats
    density: Floats
    place: npt.NDArray[np.uint8]
    told: npt.NDArray[np.bool_]
    lost: npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, slots=True)
class Weight:
    """Mass in kg (None without a scale), its sigma, and the share of it that lies deep."""

    mass_kg: float | None
    sigma_kg: float
    deep_share: float


def planes_of(radiograph: Radiograph, box: Box | None) -> tuple[list[Pixels], float]:
    """Return the part to measure, averaged down to about a million and a half pixels.

    Returns
    -------
    list of arrays, float
        Stored values of each energy, and stored pixels for one of theirs, along each axis.
    """
    x, y, wide, high = box or (0, 0, radiograph.shape[1], radiograph.shape[0])
    cuts = [
        np.ascontiguousarray(c.pixels[max(0, y) : max(0, y + high), max(0, x) : max(0, x + wide)])
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


def measure(
    radiograph: Radiograph, planes: list[Pixels], shrink: float, scale: MaterialScale
) -> Measured:
    """Weigh every pixel.

    Parameters
    ----------
    radiograph
        Whose air, bits and energies hold.
    planes, shrink
        From `planes_of`.
    scale
        What the ratios mean. With one energy everything is weighed as steel.
    """
    main = radiograph.main
    thick = np.asarray(cv2.LUT(planes[0], attenuation_table(main)), np.float32)
    if radiograph.dual:
        tile = MaterialMap(Pyramid(radiograph), scale).classify(planes[0], planes[1], 1.0 / shrink)
        place, trust = tile.place, tile.trust
        lost = trust == NO_SIGNAL
        told = (trust >= MOST_TRUST // 2) & ~lost
    else:
        place = np.full(thick.shape, _STEEL_PLACE, np.uint8)
        lost = thick >= no_signal_attenuation(main)
        told = np.zeros(thick.shape, np.bool_)
    # Where the material cannot be told, thin matter is weighed as the equipment: steel.
    used = np.where(told, place, _STEEL_PLACE)
    density = density_at(thick, np.asarray(used, np.uint8), scale)
    return Measured(thick, density, place, told, lost)


def density_at(thick: Floats, place: npt.NDArray[np.uint8], scale: MaterialScale) -> Floats:
    """Return areal density in g/cm2, through a table of 256 attenuations by 256 places."""
    top = 11.2
    depths = (np.arange(256) + 0.5) * (top / 256)
    per_depth = scale.densities_at(depths) / depths
    along = np.arange(256) / 85.0
    table = np.array([np.interp(along, range(4), column) for column in per_depth.T], np.float32)
    row = np.clip(thick * (256 / top), 0, 255).astype(np.uint16)
    factor = cv2.LUT((row << 8) | place, table.reshape(-1))
    return np.asarray(factor * thick, np.float32)


def steel_mm(attenuation: Floats, scale: MaterialScale) -> Floats:
    """Return the steel that attenuates as much.

    Parameters
    ----------
    attenuation
        -ln of the high-energy transmission, any shape.
    scale
        Whose curve for steel holds.

    Returns
    -------
    numpy.ndarray
        ``float32`` millimetres of iron at 7.87 g/cm3; beyond the last point of the curve its
        last value.
    """
    grams = np.interp(attenuation, scale.attenuation, scale.density[2])
    return np.asarray(grams * (10.0 / STEEL_G_CM3), np.float32)


def weigh(measured: Measured, area_cm2: float | None, part: Floats | tuple[slice, slice]) -> Weight:
    """Sum areal density: the sigma is the scale's, the material's, and what lies too deep.

    Parameters
    ----------
    measured
        From `measure`.
    area_cm2
        Area of one of its pixels; None when it is not known.
    part
        What to sum: an index, or how much of each pixel counts.
    """
    thick, told, grams = measured.thick, measured.told, measured.density
    if isinstance(part, tuple):
        thick, told, grams = thick[part], told[part], grams[part]
        grams = np.where(thick > AIR, grams, np.float32(0.0))
    else:
        grams = np.where(thick > AIR, grams * part, np.float32(0.0))
    whole = max(1e-9, float(grams.sum(dtype=np.float64)))
    deep = float(grams[thick > DEEP].sum(dtype=np.float64)) / whole
    if area_cm2 is None:
        return Weight(None, 0.0, deep)
    total = whole * area_cm2 / 1000.0
    untold = float(grams[~told].sum(dtype=np.float64)) / whole
    sigma = total * float(np.hypot(np.hypot(_SCALE_ERROR, 0.08 * untold), deep))
    return Weight(total, sigma, deep)


def shares(measured: Measured, goods: npt.NDArray[np.bool_]) -> Mapping[str, float]:
    """Return the mass of each class over that of the pixels whose material can be told."""
    where = goods & measured.told
    classes = np.rint(measured.place[where] / 85.0).astype(int)
    grams = np.bincount(classes, weights=measured.density[where], minlength=4)[:4]
    total = float(grams.sum())
    if total <= 0.0:
        return MappingProxyType({})
    return MappingProxyType(
        {matter.value: float(part) / total for matter, part in zip(Matter, grams, strict=True)}
    )
