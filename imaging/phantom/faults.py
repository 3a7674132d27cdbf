"""Faults of scanners, put into a clean picture on purpose, with the truth of where they are.

They act on the stored counts as they act in life: a gain multiplies what arrived, a lost pulse is a
column of nothing, fewer photons are drawn again as fewer photons, a wrong belt speed takes the
columns at other places of the object.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.faults import Box, FaultKind, row_boxes
from imaging.radiograph import Pixels, Radiograph

Rng = np.random.Generator
Floats = npt.NDArray[np.float32]
Planes = list[Floats]
"""``float32`` transmission of each energy; 1 is air."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Injected:
    """A faulty picture, what is wrong with it, and where."""

    radiograph: Radiograph
    kind: FaultKind
    boxes: tuple[Box, ...]
    size: float
    """As `imaging.faults.Fault.size`."""


def inject(
    radiograph: Radiograph, kind: FaultKind, seed: int, *, severity: float = 0.5
) -> Injected:
    """Put one fault into a picture.

    Parameters
    ----------
    radiograph
        A clean picture of linear values, bright air.
    kind
        What to put in.
    seed
        Where and which.
    severity
        0 (the least that should be noticed) to 1.

    Raises
    ------
    ValueError
        When the picture is smaller than 32 by 64 pixels, or not of linear values.
    """
    if radiograph.shape[0] < 32 or radiograph.shape[1] < 64:
        raise ValueError("a fault needs at least 32 rows and 64 columns")
    if any(c.logarithmic or not c.bright_is_air for c in radiograph.channels):
        raise ValueError("faults are put into linear pictures with bright air")
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(9,))))
    planes = [c.pixels.astype(np.float32) / np.float32(c.air) for c in radiograph.channels]
    volts = radiograph.main.kilovolts
    if kind in _COARSE_UNDER_TUBE and volts is not None and volts < 1000.0:
        severity = max(severity, _COARSE_UNDER_TUBE[kind])
    boxes, size = INJECTORS[kind](planes, rng, severity)
    channels = []
    for channel, plane in zip(radiograph.channels, planes, strict=True):
        counts = np.rint(np.clip(plane * np.float32(channel.air), 0, (1 << channel.bits) - 1))
        pixels: Pixels = np.ascontiguousarray(counts.astype(np.uint16))
        channels.append(dataclasses.replace(channel, pixels=pixels))
    return Injected(dataclasses.replace(radiograph, channels=tuple(channels)), kind, boxes, size)


def _some_rows(planes: Planes, rng: Rng, severity: float) -> list[int]:
    """One to three neighbouring rows that see air somewhere, away from the border.

    Where a belt, a floor or a coupler runs along the whole scan, a row tells nothing of the load,
    whether it works or not.
    """
    rows = planes[0].shape[0]
    count = 1 + round(2 * severity)
    bright = np.percentile(planes[0], 98, axis=1) > _SEES_AIR
    whole = np.lib.stride_tricks.sliding_window_view(bright, count + 6).all(axis=1)
    firsts = np.flatnonzero(whole) + 3
    firsts = firsts[(firsts >= _BORDER) & (firsts <= rows - _BORDER - count)]
    first = int(rng.choice(firsts)) if firsts.size else int(rng.integers(4, rows - 4 - count))
    return list(range(first, first + count))


_COARSE_UNDER_TUBE = MappingProxyType({FaultKind.WEAK_ROWS: 0.4, FaultKind.FLICKER: 0.35})
"""Least severity under a tube, where goods weigh ten times more than at megavolts: a weak detector
lacks at least 30 %, a dose varies by 13 %."""
_SEES_AIR, _BORDER = 0.85, 9


def _dead(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    rows, columns = planes[0].shape
    at = _some_rows(planes, rng, severity)
    for plane in planes:
        plane[at] = 0.0
    return row_boxes(at, columns), len(at) / rows


def _stuck(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    rows, columns = planes[0].shape
    at = _some_rows(planes, rng, severity)
    value = float(rng.uniform(0.15, 0.9))
    for plane in planes:
        plane[at] = value + 0.0003 * rng.standard_normal((len(at), columns), np.float32)
    return row_boxes(at, columns), len(at) / rows


def _weak(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    columns = planes[0].shape[1]
    at = _some_rows(planes, rng, severity)
    gain = 0.82 - 0.5 * severity * float(rng.uniform(0.6, 1.0))
    for plane in planes:
        plane[at] *= np.float32(gain)
    return row_boxes(at, columns), 1.0 - gain


def _some_columns(columns: int, rng: Rng, severity: float) -> tuple[int, int]:
    count = 1 + round(0.02 * severity * columns * float(rng.uniform(0.2, 1.0)))
    first = int(rng.integers(columns // 10, columns - columns // 10 - count))
    return first, first + count


def _missing(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    rows, columns = planes[0].shape
    first, last = _some_columns(columns, rng, severity)
    for plane in planes:
        plane[:, first:last] = 0.0
    return ((first, 0, last - first, rows),), (last - first) / columns


def _repeated(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    """The belt moves on while the same reading is written again."""
    rows, columns = planes[0].shape
    first, last = _some_columns(columns, rng, severity)
    for plane in planes:
        plane[:, first:last] = plane[:, first - 1 : first]
    return ((first, 0, last - first, rows),), (last - first) / columns


def _flicker(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    """The dose of each pulse varies for a while, in both energies alike or each by itself."""
    rows, columns = planes[0].shape
    count = max(6, round(columns * float(rng.uniform(0.02, 0.3))))
    first = int(rng.integers(0, columns - count))
    depth = 0.06 + 0.2 * severity
    alike = bool(rng.random() < 0.5)
    gains = 1.0 + depth * rng.uniform(-1.0, 1.0, (len(planes), count)).astype(np.float32)
    for index, plane in enumerate(planes):
        plane[:, first : first + count] *= gains[0 if alike else index]
    return ((first, 0, count, rows),), depth


def _object(plane: Floats) -> tuple[int, int, int, int]:
    """First and last row and column of the object, as (top, bottom, left, right)."""
    soft = cv2.blur(plane, (5, 5))
    stands = soft < 0.9
    rows = np.flatnonzero(stands.mean(axis=1) > 0.25)
    columns = np.flatnonzero(stands.mean(axis=0) > 0.3)
    if rows.size == 0 or columns.size == 0:
        return 0, plane.shape[0], 0, plane.shape[1]
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _cut_top(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    top, bottom, left, right = _object(planes[0])
    share = float(0.04 + 0.2 * severity * rng.uniform(0.5, 1.0))
    keep = top + max(2, round(share * (bottom - top)))
    planes[:] = [np.ascontiguousarray(plane[keep:]) for plane in planes]
    return ((left, 0, right - left, 1),), share


def _cut_end(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    _, _, left, right = _object(planes[0])
    share = float(0.1 + 0.5 * severity * rng.uniform(0.5, 1.0))
    cut = round(share * (right - left))
    front = bool(rng.random() < 0.5)
    span = slice(left + cut, None) if front else slice(None, right - cut)
    planes[:] = [np.ascontiguousarray(plane[:, span]) for plane in planes]
    rows, columns = planes[0].shape
    return ((0 if front else columns - 1, 0, 1, rows),), share


def _speed(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    """The object slows down, or hurries, for a while: columns are taken at other places."""
    _, _, left, right = _object(planes[0])
    rows, columns = planes[0].shape
    wide = int((right - left) * rng.uniform(0.25, 0.45))
    first = int(rng.integers(left, right - wide))
    factor = 1.0 + (0.15 + 0.25 * severity) * float(rng.choice([-1.0, 1.0]))
    speed: npt.NDArray[np.float64] = np.ones(columns)
    speed[first : first + wide] = 1.0 / factor
    # The change takes a few columns, as masses do not change their speed at once.
    speed = np.asarray(cv2.GaussianBlur(speed[None], (0, 0), 0.03 * wide)[0], np.float64)
    # A slow object takes longer: the scanner goes on until all of it has passed.
    speed = np.concatenate([speed, np.ones(columns)])
    places = np.cumsum(speed) - speed[0]
    places = places[places < columns - 1]
    across = np.array(np.broadcast_to(places.astype(np.float32), (rows, places.size)))
    down = np.ascontiguousarray(
        np.broadcast_to(np.arange(rows, dtype=np.float32)[:, None], across.shape)
    )
    planes[:] = [
        np.asarray(cv2.remap(plane, across, down, cv2.INTER_LINEAR), np.float32) for plane in planes
    ]
    return ((first, 0, min(wide, across.shape[1] - first), rows),), factor


def _noise(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    rows, columns = planes[0].shape
    relative = 0.07 + 0.15 * severity
    quanta = 1.0 / relative**2
    for plane in planes:
        plane[:] = rng.poisson(np.clip(plane, 0.0, 1.5) * quanta) / quanta
    return ((0, 0, columns, rows),), relative


def _opaque(planes: Planes, rng: Rng, severity: float) -> tuple[tuple[Box, ...], float]:
    """A block in the load that lets nothing through."""
    top, bottom, left, right = _object(planes[0])
    share = 0.22 + 0.3 * severity
    high, wide = round((bottom - top) * share**0.5), round((right - left) * share**0.5)
    y = int(rng.integers(top, max(top + 1, bottom - high)))
    x = int(rng.integers(left, max(left + 1, right - wide)))
    for plane in planes:
        plane[y : y + high, x : x + wide] = 0.0
    return ((x, y, wide, high),), share


INJECTORS: Mapping[FaultKind, Callable[[Planes, Rng, float], tuple[tuple[Box, ...], float]]] = (
    MappingProxyType(
        {
            FaultKind.DEAD_ROWS: _dead,
            FaultKind.STUCK_ROWS: _stuck,
            FaultKind.WEAK_ROWS: _weak,
            FaultKind.MISSING_COLUMNS: _missing,
            FaultKind.REPEATED_COLUMNS: _repeated,
            FaultKind.FLICKER: _flicker,
            FaultKind.CUT_TOP: _cut_top,
            FaultKind.CUT_END: _cut_end,
            FaultKind.SPEED: _speed,
            FaultKind.NOISE: _noise,
            FaultKind.OPAQUE: _opaque,
        }
    )
)
"""What each kind does; it changes the planes in place and says where and how much."""
