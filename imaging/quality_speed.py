"""Whether the object moved evenly: what is built at equal distances must lie at equal distances.

Floor members, roof bows, corrugations and posts repeat along all equipment. Each part of the height
is asked for its strongest rhythm; where the rhythm of all parts changes together, the speed was
wrong. A load changes the rhythm of the parts that it stands in, and of no other.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from imaging.faults import MOST_BOXES, Fault, FaultKind, Weight, spans
from imaging.quality_extent import Standing
from imaging.quality_plane import Flags, Floats, Plane

Doubles = npt.NDArray[np.float64]

MOST_DRIFT = 0.08
"""Change of the local pitch that is told; belts and drive-through speeds keep within some per
cent."""
MOST_LENGTH = 0.06
_PIECE = 4096
"""Columns that are judged together: a car of a train, not the train, has one rhythm."""
_PLACES, _LEAST_PERIODS = 32, 13
_ZONES = (0.0, 0.07, 0.35, 0.66, 0.8)
"""Edges of roof, upper load, lower load and floor, as shares of the object's height; wheels below
repeat nothing."""
_VOICES = np.array([2, 1, 1, 2])
"""A zone that no load fills counts double: roof and floor may speak alone."""


def speed_fault(
    plane: Plane,
    good: tuple[Flags, Flags],
    found: Standing,
    lengths_m: tuple[float, float] | None = None,
    *,
    short: bool = False,
) -> Fault | None:
    """Return a speed error: of a part of the scan, or of the whole against a known length.

    Parameters
    ----------
    plane, good, found
        The picture, its rows and columns that work, and where the object is.
    lengths_m
        (measured, expected) length of the object in metres, when both are known.
    short
        Whether few ribs are there, as along a straight truck: two parts of the height must agree.
    """
    drift = _drift(plane, good, found, short=short)
    if drift is not None:
        return drift
    if lengths_m is None or min(lengths_m) <= 0.0:
        return None
    ratio = lengths_m[0] / lengths_m[1]
    if abs(ratio - 1.0) <= MOST_LENGTH:
        return None
    return Fault(FaultKind.SPEED, Weight.SERIOUS, (found.box,), 0, ratio)


def _drift(
    plane: Plane, good: tuple[Flags, Flags], found: Standing, *, short: bool
) -> Fault | None:
    rows = plane.shape[0]
    x, y, wide, high = found.box
    at = plane.rows_at
    works = good[0][at]
    wide_plane = _mended(plane.wide, good[1])
    height = (at - y) / max(1, high)
    runs: list[tuple[int, int, float]] = []
    for first, last in _pieces(x, x + wide):
        zones = [
            wide_plane[works & (height >= low) & (height < top), first:last]
            for low, top in itertools.pairwise(_ZONES)
        ]
        lines = [_levelled(_coarser(np.clip(zone, -0.1, 5.0))) for zone in zones]
        for parts in _PARTS:
            heard = _common([_zone(one, parts) for one in lines], 4 if short else 2)
            found_here = _runs(heard, first, last)
            runs += found_here
            if found_here:
                break
    if not runs:
        return None
    runs.sort(key=lambda run: run[0] - run[1])
    boxes = tuple((first, 0, last - first, rows) for first, last, _ in runs[:MOST_BOXES])
    size = runs[0][2]
    weight = Weight.SERIOUS if abs(np.log(size)) > np.log(1.25) else Weight.SLIGHT
    return Fault(FaultKind.SPEED, weight, boxes, 0, size)


def _coarser(zone: Floats) -> Floats:
    """Average columns down to what ribs need: they stand several centimetres apart."""
    columns = zone.shape[1]
    if columns <= _ENOUGH or zone.shape[0] == 0:
        return zone
    wide = columns // -(-columns // _ENOUGH)
    small = cv2.resize(zone, (wide, zone.shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


_ENOUGH = 1400


def _mended(wide: Floats, good: Flags) -> Floats:
    """Put the nearest good column before in the place of each lost one."""
    if good.all() or not good.any():
        return wide
    places = np.where(good, np.arange(good.size), -1)
    nearest = np.maximum.accumulate(places)
    nearest[nearest < 0] = int(np.argmax(good))
    return wide[:, nearest]


def _pieces(first: int, last: int) -> list[tuple[int, int]]:
    """Cut a long object into pieces of equal length."""
    count = -(-(last - first) // _PIECE)
    edges = np.linspace(first, last, count + 1).astype(int).tolist()
    return [(a, b) for a, b in itertools.pairwise(edges) if b - a >= 200]


def _runs(ratios: Doubles, first: int, last: int) -> list[tuple[int, int, float]]:
    """Return stretches of wrong pitch as (first column, one past the last, ratio)."""
    logs = np.log(ratios)
    wrong = np.abs(logs) > np.log1p(MOST_DRIFT)
    step = (last - first) / _PLACES
    out = []
    for a, b in spans([int(i) for i in np.flatnonzero(wrong)]):
        middle = float(np.median(logs[a:b]))
        like = int((np.abs(logs[a:b] - middle) < _SAME).sum())
        inside = b > _ENDS and a < _PLACES - _ENDS
        if like >= _LEAST_RUN and 2 * like > b - a and inside:
            out.append((first + int(a * step), first + int(b * step), float(np.exp(middle))))
    return out


_LEAST_RUN, _ENDS = 4, 5


def _zone(levelled: Floats, parts: int) -> Doubles:
    """Local pitch over the usual one in one part of the height, NaN where nothing tells it."""
    nothing = np.full(_PLACES, np.nan)
    wide = levelled.shape[1] // parts
    if levelled.shape[0] < 2 or wide < 24:
        return nothing
    lines = _clearest(levelled)
    starts = np.linspace(0, levelled.shape[1] - wide, _PLACES).astype(int)
    frames = np.lib.stride_tricks.sliding_window_view(lines, wide, axis=1)[:, starts]
    padded = 1 << (2 * wide).bit_length()
    tones = np.abs(np.fft.rfft(frames * np.hanning(wide).astype(np.float32), padded, axis=2))
    spectra = tones.mean(axis=0)
    pitches = np.exp(np.arange(np.log(2.2), np.log(0.22 * wide), _STEP))
    at = pitches * (padded / wide)
    grid = np.stack([np.interp(at, np.arange(spectra.shape[1]), one) for one in spectra])
    grid -= cv2.blur(grid, (2 * round(0.35 / _STEP) + 1, 1), borderType=cv2.BORDER_REFLECT_101)
    return _shifts(grid)


_PARTS = (5, 7)
"""What share of a piece is listened to at a time: long parts tell rare ribs, short ones short
errors."""
_BEST, _STEP = 12, 0.02
_LOWEST = 7
_FARTHEST = 32
_ALIKE, _BETTER, _BROAD = 0.55, 0.12, 0.65


def _clearest(lines: Floats) -> Floats:
    """The lines with the clearest rhythm, each brought to one strength."""
    spectra = np.abs(np.fft.rfft(lines * np.hanning(lines.shape[1]).astype(np.float32))) ** 2
    power = spectra[:, _LOWEST : max(_LOWEST + 8, lines.shape[1] // 4)]
    share = power.max(axis=1) / np.maximum(power.sum(axis=1), 1e-12)
    best = np.argsort(-share)[:_BEST]
    return np.asarray(lines[best] / (lines[best].std(axis=1, keepdims=True) + 1e-9), np.float32)


def _shifts(grid: Doubles) -> Doubles:
    """Shift of each place's tones against the usual ones: a slow object sounds lower in all."""
    usual = np.median(grid, axis=0)
    scores = np.full((grid.shape[0], 2 * _FARTHEST + 1), -1.0)
    for shift in range(-_FARTHEST, _FARTHEST + 1):
        own = grid[:, max(0, shift) : grid.shape[1] + min(0, shift)]
        other = usual[max(0, -shift) : grid.shape[1] + min(0, -shift)]
        own = own - own.mean(axis=1, keepdims=True)
        other = other - other.mean()
        size = np.sqrt((own**2).sum(axis=1) * (other**2).sum())
        scores[:, shift + _FARTHEST] = (own * other).sum(axis=1) / np.maximum(size, 1e-12)
    if _self_alike(usual) > _BROAD:
        return np.full(grid.shape[0], np.nan)
    best = scores.argmax(axis=1)
    top = scores.max(axis=1)
    stays = scores[:, _FARTHEST - 2 : _FARTHEST + 3].max(axis=1)
    ratios = np.exp(-(best - _FARTHEST) * _STEP)
    moved = (top > _ALIKE) & (top > stays + _BETTER)
    return np.where(moved, ratios, np.where(stays > _ALIKE, 1.0, np.nan))


def _self_alike(tones: Doubles) -> float:
    """How much tones are like themselves at another pitch: broad ones tell no pitch."""
    most = -1.0
    for shift in range(4, _FARTHEST):
        own, other = tones[shift:], tones[: tones.size - shift]
        own, other = own - own.mean(), other - other.mean()
        size = float(np.sqrt((own**2).sum() * (other**2).sum()))
        most = max(most, float((own * other).sum()) / max(size, 1e-12))
    return most


def _levelled(seen: Floats) -> Floats:
    """Take away slow changes, and limit what stands out."""
    wide = max(9, seen.shape[1] // _LEAST_PERIODS) | 1
    lines = seen - cv2.blur(seen, (wide, 1), borderType=cv2.BORDER_REPLICATE)
    limit = 3.0 * np.median(np.abs(lines), axis=1, keepdims=True) + 1e-6
    return np.asarray(np.clip(lines, -limit, limit), np.float32)


def _common(zones: Sequence[Doubles], least: int) -> Doubles:
    """Return what the parts of the height say together at each place, 1 where they do not."""
    told = np.log(np.stack(zones))
    moved = np.abs(told) > np.log1p(MOST_DRIFT)
    out = np.zeros(_PLACES)
    for place in range(_PLACES):
        logs, voices = told[moved[:, place], place], _VOICES[moved[:, place]]
        stays = int(_VOICES[np.isfinite(told[:, place]) & ~moved[:, place]].sum())
        if logs.size == 0:
            out[place] = 0.0 if stays else np.nan
            continue
        strengths = np.array([voices[np.abs(logs - one) < _SAME].sum() for one in logs])
        best = int(strengths.argmax())
        if strengths[best] > stays and strengths[best] >= least:
            out[place] = float(np.median(logs[np.abs(logs - logs[best]) < _SAME]))
    return np.exp(_bridged(out))


_SAME = 0.08


def _bridged(logs: Doubles) -> Doubles:
    """Fill short gaps where nothing was told between places that say the same."""
    out = logs.copy()
    known = np.flatnonzero(np.isfinite(logs))
    for a, b in itertools.pairwise(known.tolist()):
        if 1 < b - a <= 3 and abs(logs[a] - logs[b]) < _SAME:
            out[a + 1 : b] = logs[a]
    return np.nan_to_num(out)
