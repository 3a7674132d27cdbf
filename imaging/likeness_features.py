"""What goods look like as numbers: the raw features of a view.

Everything is measured at one size of pixel in the plane of the object, over the goods alone, as
means, shares and quantiles, so that the length of the equipment, the place of the load and the
dose of the scan hardly matter. Energy does not either: what is measured are areal densities and
places between the reference materials, not grey values.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.hues import HueTable
from imaging.loading import Extent, find_extent, find_goods
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale, scale_of
from imaging.radiograph import Channel, Radiograph

Plane = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.floating]

PITCH_LINAC_MM, PITCH_TUBE_MM = 16.0, 5.0
"""Size of the pixels that are described: a carton or a can is several of them."""
ROWS_UNSCALED = 240
"""Rows that are described when the file states no size of pixels."""
_MOST_COLUMNS = 6000
_LEAST_LINAC, _LEAST_TUBE = 1.2, 0.35
_LEAST_GOODS = 0.01
_LAGS = (2, 3, 4, 6, 8, 11, 16, 23, 32, 45)
_SCALES = (0.7, 1.4, 2.8, 5.6, 11.2)
_BINS = 10


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The planes that are described.

    Attributes
    ----------
    thick
        ``float32`` attenuation of the main energy, shape (rows, columns).
    density
        ``float32`` areal density in g/cm2 (of steel, with one energy), shape (rows, columns).
    place
        ``float32`` place between the reference materials, 0 organic to 3 heavy; zeros with one
        energy.
    told
        Where the material can be told.
    lost
        Where nothing came through.
    goods
        Where goods stand.
    extent
        Where the object is.
    """

    thick: Plane
    density: Plane
    place: Plane
    told: Mask
    lost: Mask
    goods: Mask
    extent: Extent


def ground_of(radiograph: Radiograph) -> Ground:
    """Bring a view to the size of pixels that is described, and find its goods."""
    tube = by_tube(radiograph)
    size = _size(radiograph, PITCH_TUBE_MM if tube else PITCH_LINAC_MM)
    thick = [_thickness(channel, size) for channel in radiograph.channels]
    lost = thick[0] >= no_signal_attenuation(radiograph.main)
    scale = scale_of(radiograph)
    place = np.zeros_like(thick[0])
    told = np.zeros(thick[0].shape, np.bool_)
    if radiograph.dual:
        ratio = np.asarray(thick[1] / np.maximum(thick[0], 0.02), np.float32)
        place = np.asarray(HueTable.of(scale).places(thick[0], ratio), np.float32) / 85.0
        told = (thick[0] > 0.02 / scale.gap * 0.5) & (thick[0] < 5.5) & ~lost
    density = _density(thick[0], place if radiograph.dual else None, scale)
    extent = find_extent(thick[0], lost)
    least = _LEAST_TUBE if tube else _LEAST_LINAC
    goods = find_goods(density, extent, least_g_cm2=least)
    if np.count_nonzero(goods) < _LEAST_GOODS * extent.area:
        goods = _everything(density, extent)
    return Ground(thick[0], density, np.asarray(place, np.float32), told, lost, goods, extent)


def thickness_at(radiograph: Radiograph) -> Plane:
    """Attenuation of the main energy at the size of pixels that is described."""
    pitch = PITCH_TUBE_MM if by_tube(radiograph) else PITCH_LINAC_MM
    return _thickness(radiograph.main, _size(radiograph, pitch))


def by_tube(radiograph: Radiograph) -> bool:
    """Whether the file says that a tube gave the beam; without a word it was a linac."""
    stated = any(channel.kilovolts is not None for channel in radiograph.channels)
    return bool(stated and not radiograph.megavolt)


def _size(radiograph: Radiograph, pitch_mm: float) -> tuple[int, int]:
    """(columns, rows) of the picture at the pitch that is described."""
    rows, columns = radiograph.shape
    if radiograph.mm_per_pixel is None:
        down = across = ROWS_UNSCALED / rows
    else:
        down, across = (pitch / pitch_mm for pitch in radiograph.mm_per_pixel)
    return (
        min(_MOST_COLUMNS, max(16, round(columns * across))),
        max(16, round(rows * down)),
    )


def _thickness(channel: Channel, size: tuple[int, int]) -> Plane:
    """Attenuation at the size that is described, without specks."""
    pixels = cv2.resize(channel.pixels, size, interpolation=cv2.INTER_AREA)
    thick = cv2.LUT(np.asarray(pixels, np.uint16), attenuation_table(channel))
    return np.asarray(cv2.medianBlur(np.asarray(thick, np.float32), 3), np.float32)


def _density(thick: Plane, place: Plane | None, scale: MaterialScale) -> Plane:
    """Areal density in g/cm2: between those of the reference materials, or that of steel."""
    depths = np.linspace(0.0, 11.2, 225)
    curves = scale.densities_at(depths)
    found = [np.interp(thick, depths, curve) for curve in curves]
    if place is None:
        return np.asarray(found[2], np.float32)
    low = np.clip(np.floor(place), 0, 2)
    share = place - low
    out = np.zeros(thick.shape, np.float64)
    for index in range(3):
        between = (1.0 - share) * found[index] + share * found[index + 1]
        out[low == index] = between[low == index]
    return np.asarray(out, np.float32)


def _everything(density: Plane, extent: Extent) -> Mask:
    """The room of the object: what is described where no goods stand out."""
    goods = np.zeros(density.shape, np.bool_)
    (top, bottom), (left, right) = extent.rows, extent.columns
    high, long = bottom - top, right - left
    goods[
        top + high // 10 : max(top + 1, bottom - high // 4),
        left + long // 20 : max(left + 1, right - long // 20),
    ] = True
    return goods


def raw_features(ground: Ground) -> Values:
    """Measure the features of a view.

    Returns
    -------
    ``float32``, one dimension, finite. Order and number are fixed for one version of the program;
    `imaging.likeness` says which version.
    """
    parts = (
        _amounts(ground),
        _materials(ground),
        _texture(ground),
        _periods(ground),
        _packing(ground),
        _directions(ground),
    )
    return np.asarray(np.nan_to_num(np.concatenate(parts)), np.float32)


def _amounts(ground: Ground) -> Doubles:
    """How dense: quantiles and a histogram of the logarithm of areal density."""
    density = np.log(np.maximum(ground.density[ground.goods], 0.3))
    edges = np.linspace(np.log(0.5), np.log(150.0), _BINS + 1)
    counts, _ = np.histogram(np.clip(density, edges[0], edges[-1]), edges)
    cuts = np.percentile(density, (5, 15, 30, 50, 70, 85, 95))
    opaque = float(np.mean(ground.lost[ground.goods]))
    return np.concatenate([cuts, [density.std(), np.sqrt(opaque)], np.sqrt(counts / density.size)])


def _materials(ground: Ground) -> Doubles:
    """Which matter: shares by mass, apart for thin and thick parts, and how it varies."""
    where = ground.goods & ground.told
    out = np.zeros(4 * 3 + 6)
    if np.count_nonzero(where) < 20:
        return out
    place, density = ground.place[where], ground.density[where]
    cuts = np.percentile(density, (33, 67))
    band = np.digitize(density, cuts)
    classes = np.rint(place).astype(int)
    table = np.bincount(band * 4 + classes, weights=density, minlength=12)[:12]
    out[:12] = np.sqrt(table / max(1e-9, float(density.sum())))
    mean = float(np.average(place, weights=density))
    out[12:16] = mean, place.std(), *np.percentile(place, (15, 85))
    smooth = cv2.blur(ground.place, (9, 9))[where]
    out[16:18] = smooth.std(), smooth.mean()
    return out


def _texture(ground: Ground) -> Doubles:
    """How rough, at five sizes: spread, heaviness of the tails, upright against level."""
    plane = np.log(np.maximum(ground.density, 0.5))
    goods = ground.goods
    out: list[float] = []
    finer = cv2.GaussianBlur(plane, (0, 0), 0.5 * _SCALES[0])
    for size in _SCALES:
        coarser = cv2.GaussianBlur(plane, (0, 0), size)
        band = (finer - coarser)[goods]
        across = cv2.Sobel(coarser, cv2.CV_32F, 1, 0)[goods]
        down = cv2.Sobel(coarser, cv2.CV_32F, 0, 1)[goods]
        spread = float(band.std()) + 1e-6
        tails = float(np.mean(np.abs(band))) / spread
        lean = float(np.mean((band / spread) ** 3))
        both = float(np.mean(np.abs(across))), float(np.mean(np.abs(down)))
        out += [np.log(spread), tails, np.tanh(lean / 2), np.log(both[0] + 1e-4)]
        out += [np.log(both[1] + 1e-4)]
        finer = coarser
    return np.array(out)


def _periods(ground: Ground) -> Doubles:
    """How it repeats: correlation of the goods with themselves some pixels on, both ways."""
    plane = np.log(np.maximum(ground.density, 0.5))
    plane = plane - cv2.GaussianBlur(plane, (0, 0), 12.0)
    plane = np.clip(np.where(ground.goods, plane, 0.0), -1.0, 1.0)
    out = []
    for turned, there in ((plane, ground.goods), (plane.T, ground.goods.T)):
        out += [_repeats(turned, there, lag) for lag in _LAGS]
    return np.array(out)


def _repeats(plane: Plane, there: Mask, lag: int) -> float:
    """Correlation of a plane with itself `lag` rows on, -1 to 1."""
    if plane.shape[0] <= lag + 1:
        return 0.0
    first, second = plane[:-lag], plane[lag:]
    both = there[:-lag] & there[lag:]
    power = float(np.square(first[both]).sum() + np.square(second[both]).sum()) / 2.0 + 1e-6
    return float((first[both] * second[both]).sum()) / power


def _packing(ground: Ground) -> Doubles:
    """How it stands: height of the goods, gaps, and how level their upper side is."""
    inside = ground.goods[ground.extent.inside]
    rows = inside.shape[0]
    filled = inside.any(axis=0)
    if not filled.any():
        return np.zeros(14)
    columns = inside[:, filled]
    profile = columns.mean(axis=1)
    levels = np.array([part.mean() for part in np.array_split(profile, 8)])
    top = 1.0 - columns.argmax(axis=0) / rows
    steps = np.abs(np.diff(top)) if top.size > 1 else np.zeros(1)
    solid = float(columns.sum()) / max(1.0, float((top * rows).sum()))
    runs = np.count_nonzero(np.diff(filled.astype(np.int8)) == 1) + 1
    tail = [top.mean(), top.std(), steps.mean() * 20, solid, np.mean(steps > 0.03) * 5]
    return np.concatenate([levels, tail, [np.log(runs)]])


def _directions(ground: Ground) -> Doubles:
    """Which way its edges run: eight directions, weighed by their strength, at two sizes."""
    plane = np.log(np.maximum(ground.density, 0.5))
    out: list[float] = []
    for size in (1.2, 3.6):
        soft = cv2.GaussianBlur(plane, (0, 0), size)
        across = cv2.Sobel(soft, cv2.CV_32F, 1, 0)[ground.goods]
        down = cv2.Sobel(soft, cv2.CV_32F, 0, 1)[ground.goods]
        strength = np.hypot(across, down)
        turn = np.mod(np.arctan2(down, across), np.pi) / np.pi * 8.0
        # Mirrored scans are alike: a slope to the left counts with one to the right.
        index = np.mod(np.rint(turn).astype(int), 8)
        index = np.where(index > 4, 8 - index, index)
        counts = np.bincount(index, weights=strength, minlength=5)[:5]
        mean = float(np.mean(strength))
        out += list(np.sqrt(counts / max(1e-9, float(strength.sum()))))
        out += [np.log(mean + 1e-4), float(np.mean(strength > 3.0 * mean))]
    return np.array(out)
