"""Measuring on the picture: lengths and angles in space, profiles along a line, places on the load.

All points are stored pixels (x to the right, y down, fractions allowed). A stored pixel need not
be square, so nothing here is computed in pixels and scaled afterwards: both axes are turned into
millimetres first. Lengths lie in the plane that the scanner's scale is given for; what stands
nearer to the source looks longer, and no single view can tell.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt

from imaging.loading import STRUCTURE_G_CM2, find_extent
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale
from imaging.radiograph import Channel, Radiograph
from imaging.standing import Frame, Pitch, Point, ScaleUnknown

Values = npt.NDArray[np.float64]

STEEL_G_CM3 = 7.87
"""Density of iron (NIST X-ray mass attenuation coefficients, table 1)."""
_STEEL = 2
"""Place of steel among the reference materials of a `MaterialScale`."""
_FLOOR_RISE = STRUCTURE_G_CM2 / 2.0
"""What a floor adds at least to the density of the rows above it."""
_MOST_SAMPLES = 4096
_FRAME_PIXELS = 4.0e5


@dataclasses.dataclass(frozen=True, slots=True)
class Distance:
    """How far two points lie apart, each in millimetres.

    Attributes
    ----------
    length
        Straight from one to the other.
    across, up
        The horizontal and the vertical part, never negative.
    """

    length: float
    across: float
    up: float


def distance_mm(start: Point, end: Point, pitch: Pitch | None) -> Distance:
    """Measure between two stored points.

    Raises
    ------
    ScaleUnknown
        When `pitch` is None.
    """
    if pitch is None:
        raise ScaleUnknown
    across = abs(end[0] - start[0]) * pitch[1]
    up = abs(end[1] - start[1]) * pitch[0]
    return Distance(math.hypot(across, up), across, up)


def angle_deg(first: Point, corner: Point, last: Point, pitch: Pitch | None) -> float:
    """Angle at `corner` between the lines to `first` and `last`, 0 to 180 degrees, in space.

    Raises
    ------
    ScaleUnknown
        When `pitch` is None: without the shape of a pixel there is no angle.
    ValueError
        When a point lies on the corner: there is no line then.
    """
    if pitch is None:
        raise ScaleUnknown
    arms = [
        ((point[0] - corner[0]) * pitch[1], (point[1] - corner[1]) * pitch[0])
        for point in (first, last)
    ]
    (ax, ay), (bx, by) = arms
    if math.hypot(ax, ay) == 0.0 or math.hypot(bx, by) == 0.0:
        raise ValueError("An angle needs three different points. Move one of them.")
    return math.degrees(abs(math.atan2(ax * by - ay * bx, ax * bx + ay * by)))


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What was measured along a line, first to last sample.

    Attributes
    ----------
    x, y
        ``float64``, shape (n,): stored points on the line.
    along_px, along_mm
        ``float64``, shape (n,): distance from the start; ``along_mm`` is None when the scan states
        no scale.
    transmission
        ``float64``, shape (channels, n), above 0 to 1: the mean over the band, high energy first.
    steel_mm
        ``float64``, shape (channels, n): millimetres of steel that would attenuate as much; NaN
        where nothing came through. The two energies agree where there is steel and part where
        there is other matter.
    width_px
        Samples that were averaged across the line.
    """

    x: Values
    y: Values
    along_px: Values
    along_mm: Values | None
    transmission: Values
    steel_mm: Values
    width_px: int


def profile(
    radiograph: Radiograph,
    start: Point,
    end: Point,
    *,
    width_px: int = 1,
    scale: MaterialScale,
) -> Profile:
    """Measure along a line, averaged over a band of `width_px` samples across it.

    The band stands at a right angle to the line in space, its samples one stored column apart.
    Counts are averaged, not their logarithms: a profile over a band is what a wider detector would
    have seen.

    Parameters
    ----------
    radiograph
        One energy or two.
    start, end
        Stored points; what lies outside the image reads as its edge.
    width_px
        Samples across the line, at least 1.
    scale
        What attenuation means in steel.

    Raises
    ------
    ValueError
        When start and end are the same point.
    """
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if length == 0.0:
        raise ValueError("A profile needs a line. Draw from one point to another.")
    count = min(_MOST_SAMPLES, max(2, math.ceil(length) + 1))
    part = np.linspace(0.0, 1.0, count)
    x, y = start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])
    offsets = np.arange(width_px) - (width_px - 1) / 2.0
    aside = _aside(start, end, radiograph.mm_per_pixel)
    band_x = x[None, :] + offsets[:, None] * aside[0]
    band_y = y[None, :] + offsets[:, None] * aside[1]
    through = np.stack([_sample(c, band_x, band_y).mean(axis=0) for c in radiograph.channels])
    along_mm = None
    if radiograph.mm_per_pixel is not None:
        along_mm = part * distance_mm(start, end, radiograph.mm_per_pixel).length
    return Profile(
        x=x,
        y=y,
        along_px=part * length,
        along_mm=along_mm,
        transmission=through,
        steel_mm=_steel_mm(through, radiograph, scale),
        width_px=width_px,
    )


def _steel_mm(through: Values, radiograph: Radiograph, scale: MaterialScale) -> Values:
    """Steel that lets through as much, for each energy."""
    high = np.asarray(scale.attenuation)
    knots = (high, high * np.asarray(scale.ratio[_STEEL]))
    lines = []
    for seen, channel, curve in zip(through, radiograph.channels, knots, strict=False):
        depth = -np.log(np.maximum(seen, 1e-12))
        grams = np.interp(depth, curve, scale.density[_STEEL])
        lost = depth >= no_signal_attenuation(channel)
        lines.append(np.where(lost, np.nan, grams / STEEL_G_CM3 * 10.0))
    return np.stack(lines)


def _aside(start: Point, end: Point, pitch: Pitch | None) -> Point:
    """Step across a line, in stored pixels: at a right angle in space, one column's width long."""
    down, over = pitch or (1.0, 1.0)
    dx, dy = (end[0] - start[0]) * over, (end[1] - start[1]) * down
    length = math.hypot(dx, dy)
    return -dy / length, dx / length * over / down


def _sample(channel: Channel, x: Values, y: Values) -> Values:
    """Transmission at stored points, linear between the middles of the pixels."""
    rows, columns = channel.shape
    u = np.clip(x - 0.5, 0.0, columns - 1.0)
    v = np.clip(y - 0.5, 0.0, rows - 1.0)
    left, top = np.floor(u).astype(np.intp), np.floor(v).astype(np.intp)
    right, under = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
    table, pixels = attenuation_table(channel), channel.pixels

    def at(row: npt.NDArray[np.intp], column: npt.NDArray[np.intp]) -> Values:
        return np.asarray(np.exp(-table[pixels[row, column]].astype(np.float64)))

    share_x, share_y = u - left, v - top
    upper = at(top, left) * (1.0 - share_x) + at(top, right) * share_x
    lower = at(under, left) * (1.0 - share_x) + at(under, right) * share_x
    return upper * (1.0 - share_y) + lower * share_y


def find_frame(radiograph: Radiograph, scale: MaterialScale) -> Frame:
    """Find the ends and the floor of the object; the picture's own edges where it holds nothing."""
    rows, columns = radiograph.shape
    step_y = step_x = max(1, round(math.sqrt(rows * columns / _FRAME_PIXELS)))
    main = radiograph.main
    thick = attenuation_table(main)[main.pixels[::step_y, ::step_x]]
    lost = thick >= no_signal_attenuation(main)
    extent = find_extent(thick, lost)
    density = np.interp(thick[extent.inside], scale.attenuation, scale.density[_STEEL])
    floor = _floor_row(density)
    return Frame(
        left=float(extent.columns[0] * step_x),
        right=float(min(columns, extent.columns[1] * step_x)),
        lowest=float(min(rows, extent.rows[1] * step_y)),
        floor=None if floor is None else float((extent.rows[0] + floor) * step_y),
    )


def _floor_row(density: Values) -> int | None:
    """Row where matter begins that runs along the object: floor, beams, chassis.

    It is where the density that three quarters of a row reach rises most, below the upper third.
    Goods stand on it with gaps; the floor has none. None when nothing runs along the object.
    """
    rows = int(density.shape[0])
    along = np.percentile(density, 25, axis=1)
    step = max(2, rows // 80)
    rise = along[step:] - along[:-step]
    first = rows // 3
    if rise[first:].size == 0 or float(rise[first:].max()) < _FLOOR_RISE:
        return None
    return int(np.argmax(rise[first:])) + first + step // 2
