"""Blind spots: for every place the smallest hidden mass that could be seen there.

A compact body (a ball) of one material is hidden somewhere. The observer is a matched filter: it
knows the body's shape and looks with both energies, weighted by their noise (W. Wagner and
D. Brown, Physics in Medicine and Biology 30 (1985) 489). Its detectability is

    d'^2 = M^2 / (4 pi s^2 a) * f / (1 / B + c / mu^2),    B = sum over energies of mu^2 / n

M mass; a area of a pixel; s width of the body as it is pictured (2/9 of the ball's radius squared
and the blur); mu attenuation per g/cm2 behind what is there, from the scale,
which rests on NIST's tables (`imaging.attenuation`); n variance of the attenuation of a pixel,
measured in the scan itself; c variance of the load's own pattern at the width of
the body, in excess of the noise, measured around the place; f at most 1, because what attenuates
much removes no more light than there is. The map holds the M at which d' is 5, Rose's criterion.

It says what the pixels allow, not what a person or a model finds.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.blind_observer import (
    BLUR2,
    CURVE,
    DEPTH_KNOTS,
    LARGEST_G,
    SMALLEST_G,
    Body,
    Doubles,
    Floats,
    Hidden,
    looked_up,
    mass_table,
    slopes,
)
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale
from imaging.radiograph import Channel, Pixels, Radiograph
from imaging.veil import find_veil

CELL = 4
"""Pixels of the picture that is worked on along a side of one cell of the map."""
_MOST_PIXELS = 5.0e6
_SLACK = 1.2
"""No body is pictured narrower than the blur: one hardly wider counts as being so."""
_BINS, _FEWEST, _MOST_SAMPLES = 48, 300, 400_000
_QUARTILE = 0.31864
"""A quarter of normal deviations are smaller than this many sigmas."""
_WIDE = 3.0
"""The neighbourhood that a place is compared with, in widths of the body."""
_FINEST = 0.9
_OCTAVES = 5
_NEAR = 4
"""Cells either way over which the pattern around a place is averaged."""
_SHARP, _SINGLE = 0.45, 0.517
"""Blur of a sharp scanner, in pixels, and what a mean so weighted leaves of the noise's variance
once the neighbourhood's mean is taken off."""
_EDGED = 1.3
"""A ball has a sharper edge than a Gaussian of its width, and meets more of the pattern."""
_FILLED = 3
"""Widths between two that are measured."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class BlindMap:
    """The smallest mass that could be seen, for every cell.

    Attributes
    ----------
    grams
        By material: ``float32`` (rows, columns) of cells, `SMALLEST_G` to `LARGEST_G`.
    lost
        ``bool``: cells through which nothing came; nothing can be said of them.
    stored_shape
        (rows, columns) of the scan that the cells cover.
    """

    grams: Mapping[Hidden, Floats]
    lost: npt.NDArray[np.bool_]
    stored_shape: tuple[int, int]

    def at(self, x: float, y: float, what: Hidden) -> float | None:
        """Return the grams at a stored point; None outside, and where nothing came through."""
        rows, columns = self.stored_shape
        if not (0 <= x < columns and 0 <= y < rows):
            return None
        cells = self.lost.shape
        row = min(cells[0] - 1, int(y * cells[0] / rows))
        column = min(cells[1] - 1, int(x * cells[1] / columns))
        return None if self.lost[row, column] else float(self.grams[what][row, column])


class ScaleMissing(ValueError):
    """The scan states no size of a pixel, so that nothing can be told in grams."""


def blind_map(radiograph: Radiograph, scale: MaterialScale) -> BlindMap:
    """Work out the blind spots of a scan, at about a quarter of its pixels along each side.

    Raises
    ------
    ScaleMissing
        When the scan states no size of a pixel.
    """
    pitch = radiograph.mm_per_pixel
    if pitch is None:
        raise ScaleMissing("The scan does not state the size of a pixel.")
    rows, columns = radiograph.shape
    shrink = max(1, math.ceil(math.sqrt(rows * columns / _MOST_PIXELS)))
    work = [_smaller(channel.pixels, shrink) for channel in radiograph.channels]
    size = (max(1, work[0].shape[1] // CELL), max(1, work[0].shape[0] // CELL))
    cells = [_cells(plane, size) for plane in work]
    noise = [_variance(channel) for channel in radiograph.channels]
    depth = _of(cells[0], attenuation_table(radiograph.main))
    pattern = _patterns(
        work[0], radiograph.main, _of(cells[0], noise[0] / np.float32(shrink**2)), size
    )
    pixel = math.sqrt(pitch[0] * pitch[1]) / 10.0
    direct = _direct(radiograph, cells)
    grams = {}
    for what in Hidden:
        tables = _information(radiograph, scale, what, noise)
        parts = [_of(cell, table) for cell, table in zip(cells, tables, strict=True)]
        known = sum(part * share**2 for part, share in zip(parts, direct, strict=True))
        body = Body(what, pixel, shrink, scale)
        seen = _Place(np.asarray(known, np.float32), depth, direct[0])
        grams[what] = _smallest(seen, pattern, body)
    lost = depth >= no_signal_attenuation(radiograph.main)
    return BlindMap(MappingProxyType(grams), np.asarray(lost, np.bool_), radiograph.shape)


def _cells(plane: Pixels, size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint16)


def _of(plane: Pixels, table: Floats) -> Floats:
    return np.asarray(cv2.LUT(plane, table), np.float32)


def _smaller(plane: Pixels, shrink: int) -> Pixels:
    if shrink == 1:
        return plane
    size = (max(1, plane.shape[1] // shrink), max(1, plane.shape[0] // shrink))
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint16)


def _variance(channel: Channel) -> Floats:
    """Variance of the attenuation of one stored pixel, for every stored value."""
    sigma = _deviation(channel.pixels)
    table = attenuation_table(channel).astype(np.float64)
    values = np.arange(65536, dtype=np.float64)
    bright = values if channel.bright_is_air else float((1 << channel.bits) - 1) - values
    steep = np.abs(np.gradient(table)) if channel.logarithmic else 1.0 / np.maximum(bright, 0.5)
    return np.asarray((sigma * np.maximum(steep, 1e-9)) ** 2 + 1e-12, np.float32)


def _deviation(plane: Pixels) -> Doubles:
    """Standard deviation of the noise at every stored value, in stored units.

    The second difference down of the second difference across is blind to stripes and to edges
    along either axis, which goods are full of (J. Immerkaer, Computer Vision and Image
    Understanding 64 (1996) 300); of its values at like brightness the smallest quarter is taken.
    """
    rows, columns = plane.shape
    if min(rows, columns) < 3:
        return np.full(65536, 0.5)
    every = max(1, -(-rows * columns // _MOST_SAMPLES))
    middle = np.arange(1, rows - 1, every)
    above, here, below = (plane[middle + step].astype(np.float32) for step in (-1, 0, 1))
    down = above - 2.0 * here + below
    away = np.abs(down[:, :-2] - 2.0 * down[:, 1:-1] + down[:, 2:]).ravel() / 6.0
    root = np.sqrt(here[:, 1:-1].ravel())
    number = np.minimum((root * (_BINS / 256.0)).astype(np.int64), _BINS - 1)
    counts = np.bincount(number, minlength=_BINS)
    known = np.flatnonzero(counts >= _FEWEST)
    if known.size == 0:
        return np.full(65536, 0.5)
    order = np.lexsort((away, number))
    ends = np.cumsum(counts)
    quarter = away[order[(ends - counts + counts // 4)[known]]] / _QUARTILE
    roots = np.sqrt(np.arange(65536, dtype=np.float64))
    table = np.interp(roots, (known + 0.5) * 256.0 / _BINS, quarter)
    # Rounding to whole counts is noise as well.
    return np.asarray(np.sqrt(np.maximum(table, 0.0) ** 2 + 1.0 / 12.0))


def _direct(radiograph: Radiograph, cells: list[Pixels]) -> list[Floats]:
    """Return for each energy the share of the light that came straight, 0.05 to 1.

    What a body takes away it takes from that; scattered light stays (`imaging.veil`).
    """
    rows, columns = radiograph.shape
    veil = find_veil(radiograph)
    out = []
    for number, (cell, channel) in enumerate(zip(cells, radiograph.channels, strict=True)):
        if not veil.known:
            out.append(np.ones(cell.shape, np.float32))
            continue
        seen = np.exp(-_of(cell, attenuation_table(channel)))
        size = (cell.shape[0], cell.shape[1])
        over = veil.light(number, (slice(0, rows), slice(0, columns)), size)
        out.append(np.asarray(np.clip(1.0 - over / seen, 0.05, 1.0), np.float32))
    return out


def _information(
    radiograph: Radiograph, scale: MaterialScale, what: Hidden, noise: list[Floats]
) -> list[Floats]:
    """For each energy, mu^2 / n of every stored value."""
    depth, high, low = slopes(scale, what)
    curves = [(depth, high)]
    if radiograph.dual:
        curve = CURVE[what]
        curves.append((scale.ratios_at(depth)[curve] * depth, low))
    tables = []
    for channel, (knots, slope), variance in zip(radiograph.channels, curves, noise, strict=True):
        thick = attenuation_table(channel)
        mu = np.interp(thick, knots, slope)
        seen = thick < no_signal_attenuation(channel)
        tables.append(np.asarray(np.where(seen, mu**2 / variance, 0.0), np.float32))
    return tables


def _patterns(
    plane: Pixels, channel: Channel, noise: Floats, size: tuple[int, int]
) -> list[tuple[float, Floats]]:
    """Return by width in pixels the variance of the load's pattern, averaged so, beyond the noise.

    A difference of two Gaussians is what remains of the picture at one width once its
    neighbourhood is known; its mean square around a place is what a body there competes with.
    """
    thick = _of(plane, attenuation_table(channel))
    # A body as small as the blur: what single pixels have that their neighbourhood does not.
    excess = _excess(_apart(thick, _SHARP, _WIDE * _FINEST), noise * np.float32(_SINGLE), size)
    out = [(math.sqrt(BLUR2), excess)]
    for octave in range(_OCTAVES):
        # Halving has blurred the picture already.
        before = (1.0 - 4.0**-octave) / 3.0
        broad = math.sqrt(_WIDE**2 * (_FINEST**2 + before) - before)
        apart = _apart(thick, _FINEST, broad)
        narrow = 4.0**octave * (_FINEST**2 + before)
        wide = _WIDE**2 * narrow
        white = (1.0 / narrow + 1.0 / wide - 4.0 / (narrow + wide)) / (4.0 * math.pi)
        excess = _excess(apart, noise * np.float32(white), size)
        out.append((math.sqrt(narrow), excess * np.float32(_EDGED)))
        if min(thick.shape) < 8:
            break
        thick = np.asarray(cv2.pyrDown(thick), np.float32)
    return out


def _apart(thick: Floats, narrow: float, broad: float) -> Floats:
    """Return what a picture has at one width beyond the mean of its neighbourhood."""
    size = (3, 3) if narrow < _FINEST else (0, 0)
    fine = np.asarray(cv2.GaussianBlur(thick, size, narrow), np.float32)
    return np.asarray(cv2.subtract(fine, cv2.GaussianBlur(thick, (0, 0), broad)), np.float32)


def _excess(apart: Floats, noise: Floats, size: tuple[int, int]) -> Floats:
    """Mean square around each cell, beyond what noise alone gives; `apart` is overwritten."""
    cv2.multiply(apart, apart, dst=apart)
    how = cv2.INTER_AREA if apart.shape[1] >= size[0] else cv2.INTER_LINEAR
    square = cv2.resize(apart, size, interpolation=how)
    side = 2 * _NEAR + 1
    square = cv2.blur(square, (side, side), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(np.maximum(square - noise, 0.0), np.float32)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """What a body is hidden in, by cell: information B, attenuation, share of straight light."""

    known: Floats
    depth: Floats
    direct: Floats


def _smallest(place: _Place, pattern: list[tuple[float, Floats]], body: Body) -> Floats:
    """Mass at which d' is 5: where the width of the pattern that is met is the body's own."""
    knots, slope, _ = slopes(body.scale, body.what)
    mu2 = (np.interp(place.depth, knots, slope).astype(np.float32) * place.direct) ** 2
    table = mass_table(body)
    row = np.asarray(place.depth * ((DEPTH_KNOTS - 1) / body.scale.attenuation[-1]), np.float32)
    unknown = 1.0 / np.maximum(place.known, np.float32(1e-9))
    result = before = before_off = np.zeros(0, np.float32)
    # Where no body has been found as wide as the pattern that hides it; the first one counts.
    open_ = np.zeros(0, np.bool_)
    for width, variance in _between(pattern):
        sharp = _SLACK if result.size == 0 else 1.0
        # Averaged over the body's width, so many stored pixels are met together.
        many = np.float32(4.0 * math.pi * (width * body.shrink) ** 2)
        missing = np.asarray(unknown + variance * many / mu2, np.float32)
        here, own = looked_up(table, missing, row)
        off = own - np.float32(math.log(sharp * width * body.pixel * body.shrink))
        if result.size == 0:
            result, open_ = here.copy(), off > 0.0
        else:
            share = before_off / np.maximum(before_off - off, np.float32(1e-6))
            step = before + np.clip(share, 0.0, 1.0) * (here - before)
            np.copyto(result, step, where=open_)
            open_ &= off > 0.0
        before, before_off = here, off
    return np.asarray(np.clip(np.exp(result), SMALLEST_G, LARGEST_G), np.float32)


def _between(pattern: list[tuple[float, Floats]]) -> list[tuple[float, Floats]]:
    """Fill in widths between those that were measured, by powers."""
    out = pattern[:1]
    for (narrow, first), (wide, second) in itertools.pairwise(pattern):
        low, high = (cv2.log(np.maximum(one, np.float32(1e-12))) for one in (first, second))
        for step in range(1, _FILLED + 1):
            share = step / _FILLED
            width = narrow * (wide / narrow) ** share
            between = np.asarray(low + np.float32(share) * (high - low), np.float32)
            out.append((width, np.asarray(cv2.exp(between), np.float32)))
    return out
