"""From stored pixels to areal density and mass, with what cannot be weighed told apart."""

from __future__ import annotations

import dataclasses
import weakref
from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.dropouts import filled, find_dropouts
from imaging.fan import mass_factors
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale, Matter
from imaging.material_map import MOST_TRUST, NO_SIGNAL, MaterialMap
from imaging.outline import Box
from imaging.pyramid import Pyramid
from imaging.radiograph import Channel, Pixels, Radiograph
from imaging.veil import Veil, find_veil

Floats = npt.NDArray[np.float32]

AIR = 0.015
"""Attenuation below which there is nothing to weigh."""
STEEL_G_CM3 = 7.87
"""Density of iron (NIST, X-ray mass attenuation coefficients, table 1)."""
_MOST_PIXELS = 1.5e6
_LIGHT_PLACE, _STEEL_PLACE = np.uint8(85), np.uint8(170)
_TOLD_FROM = 0.011
"""Attenuation times the gap of the scale from which the air level no longer hides the material."""
_HALF = np.float32(2.0)
"""Of a pixel darker than this many veils, more than half the light is scatter."""
_FAINTEST = np.float32(1.0 / 65536.0)
_NOISE_STEP = np.float32(0.3)


_shifts: weakref.WeakKeyDictionary[Radiograph, float] = weakref.WeakKeyDictionary()
"""How far the energies of a scan are apart; it takes longer to find than to weigh a load."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Planes of one size over a rectangle of stored pixels.

    Attributes
    ----------
    thick, thin_beam
        ``float32`` attenuation of the high energy as stored, and of the low one if there is one.
    clear
        ``float32`` attenuation of the high energy, scatter and edges set right.
    density
        ``float32`` areal density along the ray in g/cm2 by ``clear``; where nothing came through,
        the least that it can be.
    grams
        ``float32`` the same straight across, for the mass; 0 in air.
    least
        ``float32`` the same as ``grams`` without what was set right: a lower bound.
    place
        ``uint8`` place between the reference materials, see `imaging.hues`.
    told, lost
        Where the material can be told; where nothing came through, or nothing but scatter.
    shrink
        Stored pixels for one of these, along each axis.
    tube
        Whether the source is a tube.
    unveiled
        ``float32`` attenuation of high and low energy without scatter; None with one energy.
    """

    thick: Floats
    thin_beam: Floats | None
    clear: Floats
    density: Floats
    grams: Floats
    least: Floats
    place: npt.NDArray[np.uint8]
    told: npt.NDArray[np.bool_]
    lost: npt.NDArray[np.bool_]
    shrink: float
    tube: bool
    unveiled: tuple[Floats, Floats] | None = None


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Light:
    """One energy of a rectangle: attenuation as stored, without the veil, and what is veiled."""

    stored: Floats
    clear: Floats
    hidden: npt.NDArray[np.bool_]


def measure(radiograph: Radiograph, box: Box | None, scale: MaterialScale) -> Measured:
    """Weigh every pixel of a rectangle, averaged down to about a million and a half of them.

    Parameters
    ----------
    radiograph
        One or two energies. With one, everything is weighed as steel.
    box
        The part to measure; the whole when None.
    scale
        What the ratios mean.

    Raises
    ------
    ValueError
        When the box lies outside the image.
    """
    part = _inside(radiograph, box)
    planes, shrink = _planes(radiograph, part)
    veil = find_veil(radiograph, (part[1].start, part[1].stop))
    lights = [
        _light(plane, channel, veil, number, part)
        for number, (plane, channel) in enumerate(zip(planes, radiograph.channels, strict=True))
    ]
    lights = _without_dropouts(lights, radiograph, scale)
    high = lights[0]
    place, told, lost = _material(radiograph, lights, shrink, scale)
    used = _weighed_as(high, lights, place, scale)
    clear = at_edges(high.clear)
    density = density_at(clear, used, scale)
    rows = part[0]
    fan = mass_factors(
        radiograph, tube=scale.rises, first=rows.start, last=rows.stop, rows=len(density)
    )
    solid = high.stored > AIR
    least = density_at(high.stored, used, scale)
    return Measured(
        thick=high.stored,
        thin_beam=lights[1].stored if len(lights) > 1 else None,
        clear=clear,
        density=density,
        grams=np.where(solid, density * fan, np.float32(0.0)),
        least=np.where(solid, least * fan, np.float32(0.0)),
        place=place,
        told=told,
        lost=lost,
        shrink=shrink,
        tube=scale.rises,
        unveiled=(high.clear, lights[1].clear) if len(lights) > 1 else None,
    )


def _inside(radiograph: Radiograph, box: Box | None) -> tuple[slice, slice]:
    rows, columns = radiograph.shape
    x, y, wide, high = box or (0, 0, columns, rows)
    left, top = max(0, x), max(0, y)
    right, bottom = min(columns, x + wide), min(rows, y + high)
    if right <= left or bottom <= top:
        raise ValueError("the box lies outside the image")
    return slice(top, bottom), slice(left, right)


def _planes(radiograph: Radiograph, part: tuple[slice, slice]) -> tuple[list[Pixels], float]:
    """The stored values of each energy, and how many stored pixels one of theirs stands for."""
    cuts = [np.ascontiguousarray(channel.pixels[part]) for channel in radiograph.channels]
    shrink = float(np.sqrt(max(1.0, cuts[0].size / _MOST_PIXELS)))
    if shrink == 1.0:
        return cuts, 1.0
    rows, columns = cuts[0].shape
    size = (max(1, round(columns / shrink)), max(1, round(rows / shrink)))
    small = [cv2.resize(cut, size, interpolation=cv2.INTER_AREA) for cut in cuts]
    return [np.asarray(plane, np.uint16) for plane in small], columns / size[0]


def _light(
    plane: Pixels, channel: Channel, veil: Veil, number: int, part: tuple[slice, slice]
) -> _Light:
    """Take the veil off one energy."""
    stored = np.asarray(cv2.LUT(plane, attenuation_table(channel)), np.float32)
    over = veil.light(number, part, (plane.shape[0], plane.shape[1]))
    seen = np.exp(-stored)
    dark = stored >= no_signal_attenuation(channel)
    if not veil.known:
        return _Light(stored, stored, np.asarray(dark, np.bool_))
    hidden = dark | (seen < _HALF * over)
    left = np.maximum(seen * np.float32(1.0 + veil.shares[number]) - over, over)
    thick = -np.log(np.clip(left, _FAINTEST, 1.0))
    # A pixel cannot be clearer than it is read; below the detector's noise nothing is read.
    faintest = np.float32(no_signal_attenuation(channel))
    clear = np.minimum(np.maximum(thick, stored), faintest)
    return _Light(stored, np.asarray(clear, np.float32), hidden)


def _without_dropouts(
    lights: list[_Light], radiograph: Radiograph, scale: MaterialScale
) -> list[_Light]:
    """Weigh by the other energy where one was lost."""
    if len(lights) == 1:
        return lights
    high, low = lights
    gone = find_dropouts(high.stored, low.stored, radiograph.channels)
    if gone is None:
        return lights
    ratio = float(scale.ratios_at(np.array([1.0]))[1:3].mean())
    stored = filled(high.stored, low.stored, gone, ratio)
    clear = filled(high.clear, low.clear, gone, ratio)
    return [
        _Light(stored[n], clear[n], np.asarray(light.hidden & ~gone, np.bool_))
        for n, light in enumerate(lights)
    ]


def _material(
    radiograph: Radiograph, lights: list[_Light], shrink: float, scale: MaterialScale
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Place of every pixel, where it can be told, and where nothing came through."""
    high = lights[0]
    if len(lights) == 1:
        shape = high.stored.shape
        return np.full(shape, _STEEL_PLACE, np.uint8), np.zeros(shape, np.bool_), high.hidden
    low = lights[1]
    if radiograph not in _shifts:
        _shifts[radiograph] = MaterialMap(Pyramid(radiograph), scale).shift()
    tile = MaterialMap(Pyramid(radiograph), scale, shift=_shifts[radiograph]).classify_thick(
        high.clear, low.clear, high.hidden & low.hidden, 1.0 / shrink
    )
    told = (tile.trust >= MOST_TRUST // 2) & (tile.trust != NO_SIGNAL) & ~high.hidden & ~low.hidden
    return tile.place, np.asarray(told, np.bool_), high.hidden


def _weighed_as(
    high: _Light, lights: list[_Light], place: npt.NDArray[np.uint8], scale: MaterialScale
) -> npt.NDArray[np.uint8]:
    """Place that each pixel is weighed with.

    Where the ratio is too uncertain to be coloured it still is the best there is to weigh with.
    What is too thin for that is taken for the equipment: steel in the beam of a linac, a light
    box or belt in a tube's. Where only the high energy comes through, nothing tells the material,
    and the middle between organic matter and steel is off by least.
    """
    thin = high.stored < _TOLD_FROM / scale.gap
    used = np.where(thin, _LIGHT_PLACE if scale.rises else _STEEL_PLACE, place)
    if len(lights) > 1:
        used = np.where(lights[1].hidden, _LIGHT_PLACE, used)
    return np.asarray(used, np.uint8)


def at_edges(thick: Floats) -> Floats:
    """Return attenuation with the edges of bodies set right.

    A pixel half over a body lets through the mean of two lights, and the logarithm of a mean is
    less than the mean of the logarithms: edges weigh too little (the exponential edge-gradient
    effect; P. M. Joseph and R. D. Spital, Physics in Medicine and Biology 26 (1981) 473). Where
    neighbours differ by more than noise explains, a pixel is taken for a mixture of the thinnest
    and the thickest of them, in the proportion that gives its light.
    """
    kernel = np.ones((3, 3), np.uint8)
    thickest = np.asarray(cv2.dilate(thick, kernel), np.float32)
    thinnest = np.asarray(cv2.erode(thick, kernel), np.float32)
    step = thickest - thinnest
    # Of the light above the darkest neighbour's, in units of it: no logarithm is taken again.
    most, here = np.expm1(step), np.expm1(thickest - thick)
    bright = here / np.maximum(most, 1e-6)
    mixed = thickest - bright * step
    sure = np.clip((step - _NOISE_STEP) / _NOISE_STEP, 0.0, 1.0)
    return np.asarray(thick + sure * np.maximum(mixed - thick, 0.0), np.float32)


def density_at(thick: Floats, place: npt.NDArray[np.uint8], scale: MaterialScale) -> Floats:
    """Return areal density in g/cm2, through a table of 256 attenuations by 256 places."""
    top = 11.2
    depths = ((np.arange(256) + 0.5) / 256) ** 2 * top
    per_depth = scale.densities_at(depths) / depths
    along = np.arange(256) / 85.0
    table = np.array([np.interp(along, range(4), column) for column in per_depth.T], np.float32)
    # Rows go by the root of attenuation: behind thin matter the curves bend most.
    row = np.clip(np.sqrt(thick * np.float32(1.0 / top)) * 256, 0, 255).astype(np.uint16)
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
