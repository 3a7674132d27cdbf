"""Whether the object moved evenly: what is built at equal distances must lie at equal distances.

Roof ribs and bows, corrugations, posts and floor members repeat along all equipment. Where undoing
a change of speed makes the roof and another part of the height sharper together, that change was
there. A load may have rhythms of its own, but the roof knows nothing of them.
"""

from __future__ import annotations

import itertools

import numpy as np

from imaging.faults import MOST_BOXES, Fault, FaultKind, Weight, spans
from imaging.quality_extent import Standing
from imaging.quality_focus import Focus, focus
from imaging.quality_plane import Flags, Floats, Plane

MOST_DRIFT = 0.08
"""Change of the local pitch that is told; belts and drive-through speeds keep within some per
cent."""
MOST_LENGTH = 0.06
LEAST_ROOF, LEAST_GAIN, LEAST_STEADY = 0.24, 0.5, 0.755
"""How much sharper (logarithm) the roof, and the roof and another part together, must become; and
over what share of the length a tone of the roof must then keep its phase. Over clean scans no
change gains the roof more than 0.18; a locomotive, which has edges but no ribs, gains more, but no
steady tone."""
LEAST_GAIN_OF_SEVERAL = 0.9
"""The same where a train offers many cars, some of which (hoppers, locomotives) are ribbed in part:
clean ones gain up to 0.75."""
_ZONES = (0.0, 0.07, 0.35, 0.66, 0.8)
"""Edges of roof, upper load, lower load and floor, as shares of a body's height; wheels below
repeat nothing."""
_SHORTEST_MM, _LONGEST_MM = 4000.0, 32_000.0
_LEAST_COLUMNS = 120
_BODY = 0.3


def speed_fault(
    plane: Plane,
    good: tuple[Flags, Flags],
    found: Standing,
    lengths_m: tuple[float, float] | None = None,
    mm_per_column: float | None = None,
) -> Fault | None:
    """Return a speed error: of a part of the scan, or of the whole against a known length.

    Parameters
    ----------
    plane, good, found
        The picture, its rows and columns that work, and where the object is.
    lengths_m
        (measured, expected) length of the object in metres, when both are known.
    mm_per_column
        Pitch as the scanner says; it tells vehicles, which have ribs, from parcels.
    """
    drift = _drift(plane, good, found, mm_per_column)
    if drift is not None:
        return drift
    if lengths_m is None or min(lengths_m) <= 0.0:
        return None
    ratio = lengths_m[0] / lengths_m[1]
    if abs(ratio - 1.0) <= MOST_LENGTH:
        return None
    return Fault(FaultKind.SPEED, Weight.SERIOUS, (found.box,), 0, ratio)


def _drift(
    plane: Plane, good: tuple[Flags, Flags], found: Standing, mm_per_column: float | None
) -> Fault | None:
    rows = plane.shape[0]
    wide = _mended(plane.wide, good[1])
    works = good[0][plane.rows_at]
    runs: list[tuple[int, int, float]] = []
    bodies = _bodies(found, mm_per_column)
    least = LEAST_GAIN if len(bodies) == 1 else LEAST_GAIN_OF_SEVERAL
    for first, last, top in bodies:
        bottom = found.box[1] + found.box[3]
        height = (plane.rows_at - top) / max(1, bottom - top)
        zones = [
            np.clip(wide[works & (height >= low) & (height < high), first:last], -0.1, 5.0)
            for low, high in itertools.pairwise(_ZONES)
        ]
        if min(len(zone) for zone in zones) >= 2:
            runs += _run(focus(zones), first, last, least)
    if not runs:
        return None
    runs.sort(key=lambda run: run[0] - run[1])
    boxes = tuple((first, 0, last - first, rows) for first, last, _ in runs[:MOST_BOXES])
    size = runs[0][2]
    weight = Weight.SERIOUS if abs(np.log(size)) > np.log(1.25) else Weight.SLIGHT
    return Fault(FaultKind.SPEED, weight, boxes, 0, size)


def _run(told: Focus, first: int, last: int, least: float) -> list[tuple[int, int, float]]:
    """Return the stretch of wrong pitch as (first column, one past the last, ratio), if any."""
    roof, others = told.gains[0], told.gains[1:]
    gained = roof >= LEAST_ROOF and roof + others.max() >= least
    if not gained or told.steady[0] < LEAST_STEADY:
        return []
    a, b, factor = told.first, told.last, told.factor
    # Half the body slow is the other half fast: the shorter one is named.
    if b - a > 0.5 and a < _AT_END:
        a, b, factor = b, 1.0, 1.0 / factor
    elif b - a > 0.5 and b > 1.0 - _AT_END:
        a, b, factor = 0.0, a, 1.0 / factor
    if abs(np.log(factor)) <= np.log1p(MOST_DRIFT):
        return []
    wide = last - first
    return [(first + int(a * wide), first + max(int(b * wide), int(a * wide) + 1), factor)]


_AT_END = 0.04


def _bodies(found: Standing, mm_per_column: float | None) -> list[tuple[int, int, int]]:
    """Return (first column, one past the last, top row) of each body long enough to have ribs.

    A body is what stands in the upper half without a gap: a trailer without its tractor, a
    container, a car of a train. What is longer than any vehicle is several bodies whose gaps do not
    show, with ribs that have nothing to do with each other.
    """
    middle = found.top + max(1, (found.bottom - found.top) // 2)
    upper = found.stands[found.top : middle].mean(axis=0) > _BODY
    upper[: found.left] = upper[found.right :] = False
    out = []
    for a, b in spans([int(column) for column in np.flatnonzero(upper)]):
        first, last = int(found.columns_at[a]), int(found.columns_at[b - 1]) + 1
        long = (last - first) * (mm_per_column or 0.0)
        if mm_per_column is not None and not _SHORTEST_MM <= long <= _LONGEST_MM:
            continue
        full = found.stands[found.top : middle, a:b].mean(axis=1) > 0.5
        if last - first >= _LEAST_COLUMNS and full.any():
            out.append((first, last, int(found.rows_at[found.top + int(full.argmax())])))
    return out


def _mended(wide: Floats, good: Flags) -> Floats:
    """Put the nearest good column before in the place of each lost one."""
    if good.all() or not good.any():
        return wide
    places = np.where(good, np.arange(good.size), -1)
    nearest = np.maximum.accumulate(places)
    nearest[nearest < 0] = int(np.argmax(good))
    return wide[:, nearest]
