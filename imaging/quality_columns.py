"""Pulses that were lost, repeated, or given with another dose: a column beside the one before."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from imaging.faults import Fault, FaultKind, Weight, column_boxes, spans
from imaging.quality_plane import AIR, Flags, Floats, Plane
from imaging.radiograph import Pixels

GROUPS = 16
"""Parts of the height; a change of dose shows in all of them, and no thing does."""
MOST_STEP = 0.035
"""Change of dose from one pulse to the next; good linacs keep within half a per cent."""
TUBE_STEP = 0.11
"""The same for a tube, which gives no pulses: rolls and nets repeat along its loads."""
SURE_STEP, SURE_TUBE_STEP = 0.07, 0.105
"""The same where some parts of the height disagree, but the air above the object shows it too."""
_LONE, _BORDER, _WALL = 0.08, 4, 0.3
_CLOSE, _TOGETHER, _OUT_OF_NOISE = 12, 4, 9.0
_DARK, _ALIKE, _LEAST_ROWS = 0.995, 0.98, 16


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class BadColumns:
    """Flags for each column of one energy, and the change of dose from the column before."""

    missing: Flags
    repeated: Flags
    steps: Floats
    sure: Flags
    """Where parts of the height differ, but most of it says the same as the air above."""


def judge_columns(planes: Sequence[Plane], bad_rows: Sequence[Flags]) -> tuple[BadColumns, ...]:
    """Judge the columns of every energy by the rows that work."""
    goods = [~bad[plane.rows_at] for plane, bad in zip(planes, bad_rows, strict=True)]
    lost = [_lost(plane, good) for plane, good in zip(planes, goods, strict=True)]
    steps = [
        _steps(plane, good, missing)
        for plane, good, (missing, _) in zip(planes, goods, lost, strict=True)
    ]
    sizes, sures = [size for size, _ in steps], [sure for _, sure in steps]
    if len(planes) == 2:
        sizes = [
            _undone_by_matter(sizes[0], sizes[1], sures[0]),
            _undone_by_matter(sizes[1], sizes[0], sures[1]),
        ]
    return tuple(
        BadColumns(missing, repeated, np.where(repeated, np.float32(0), size), sure)
        for (missing, repeated), size, sure in zip(lost, sizes, sures, strict=True)
    )


def column_faults(
    planes: Sequence[Plane], judged: Sequence[BadColumns], noise: float = 0.0
) -> list[Fault]:
    """Return the faults of all energies together: one for each kind.

    ``noise`` is the relative noise of a pixel of air: a step of dose must stand out of it.
    """
    rows, columns = planes[0].shape
    out: list[Fault] = []
    for kind, name in (
        (FaultKind.MISSING_COLUMNS, "missing"),
        (FaultKind.REPEATED_COLUMNS, "repeated"),
    ):
        flags = np.logical_or.reduce([getattr(bad, name) for bad in judged])
        at = [int(column) for column in np.flatnonzero(flags)]
        if at:
            wide = max(last - first for first, last in spans(at))
            serious = wide >= 3 or len(at) > columns // 50
            weight = Weight.SERIOUS if serious else Weight.SLIGHT
            boxes = column_boxes(at, rows)
            out.append(Fault(kind, weight, boxes, len(at), len(at) / columns))
    volts = planes[0].channel.kilovolts
    most = MOST_STEP if volts is None or volts >= 1000.0 else TUBE_STEP
    if most == TUBE_STEP and len(planes) == 1:
        most *= 1.3
    unsure = 4.0 * noise / np.sqrt(max(1, planes[0].rows_at.size // GROUPS))
    steps = np.stack([bad.steps for bad in judged])
    sure = np.stack([bad.sure for bad in judged])
    airy = SURE_STEP if most == MOST_STEP else SURE_TUBE_STEP
    least = np.where(sure, airy, most) + unsure
    has_sky = any(_sky(plane.wide) >= 2 for plane in planes)
    flicker = _flicker(steps, rows, np.asarray(least, np.float32), airy=has_sky)
    return [*out, flicker] if flicker else out


def _lost(plane: Plane, good: Flags) -> tuple[Flags, Flags]:
    """Columns without signal, and columns that are copies."""
    columns = plane.shape[1]
    nothing = np.zeros(columns, np.bool_)
    if not good.any():
        return nothing, nothing
    raw, seen = plane.wide_raw[good], plane.wide[good]
    missing = (seen >= plane.dark).mean(axis=0) > _DARK
    if raw.shape[0] < _LEAST_ROWS or columns < 8:
        return missing, nothing
    told = (seen[:, 1:] < plane.dark) & (raw[:, 1:] != plane.brightest)
    same = (raw[:, 1:] == raw[:, :-1]) & told
    count = told.sum(axis=0)
    share = same.sum(axis=0) / np.maximum(count, 1)
    enough = (count >= _LEAST_ROWS) & ~_flat(raw)[1:]
    repeated = np.concatenate([[False], (share > _ALIKE) & enough])
    usual = float(np.median(share[count >= _LEAST_ROWS])) if (count >= _LEAST_ROWS).any() else 1.0
    if usual > 0.8 or _drawn_out(repeated):
        repeated = nothing
    return missing, np.asarray(repeated & ~missing)


def _flat(raw: Pixels) -> Flags:
    return np.asarray(raw.max(axis=0) == raw.min(axis=0))


def _drawn_out(repeated: Flags) -> bool:
    """Whether every so many columns is a copy: a picture that was enlarged, not lost pulses."""
    longest = max((b - a for a, b in spans([int(c) for c in np.flatnonzero(repeated)])), default=0)
    return bool(repeated.mean() > 0.15) and longest <= 3


def _steps(plane: Plane, good: Flags, missing: Flags) -> tuple[Floats, Flags]:
    """Return the step from the column before that the whole height shares, and where it is sure."""
    columns = plane.shape[1]
    seen = plane.wide[good]
    if seen.shape[0] < _LEAST_ROWS or columns < 8:
        return np.zeros(columns, np.float32), np.zeros(columns, np.bool_)
    groups = [part for part in np.array_split(np.arange(seen.shape[0]), GROUPS) if part.size]
    sky = _sky(seen)
    if sky >= 2:
        groups.append(np.arange(sky))
    steps = np.stack([_group_step(seen[part], plane.dark) for part in groups])
    told = np.isfinite(steps)
    shared = _shared(steps, 1 if sky >= 2 else 0)
    sure = np.zeros(columns - 1, np.bool_)
    if sky >= 2:
        above = np.nan_to_num(steps[-1])
        shared = np.where(np.abs(above - shared) < 0.5 * np.abs(shared) + 0.01, shared, 0.0)
        clear = np.abs(above) > _OUT_OF_NOISE * float(np.median(np.abs(above)))
        sure = clear & (np.abs(_middle(steps[:-1]) - above) < 0.2 * np.abs(above) + 0.006)
        sure &= shared == 0.0
        shared = np.where(sure, above, shared)
    else:
        # Without air above, the post at the end of a container looks like a very weak pulse.
        shared = np.where(np.abs(shared) < _WALL, shared, 0.0)
    shared = np.where(np.isfinite(shared), shared, 0.0)
    hurt = missing[1:] | missing[:-1] | (told.mean(axis=0) < 0.6)
    sizes = np.concatenate([[0.0], np.where(hurt, 0.0, shared)]).astype(np.float32)
    return sizes, np.concatenate([[False], sure & ~hurt])


def _shared(steps: Floats, spare: int) -> Floats:
    """Return the least step of those groups that tell, 0 where they differ in sign."""
    low, high = _inner(steps, spare)
    least = np.where(np.abs(low) < np.abs(high), low, high)
    return np.asarray(np.where(low * high > 0, least, 0.0), np.float32)


def _middle(steps: Floats) -> Floats:
    """Return the median of the groups that tell; NaN where none does."""
    ordered = np.sort(steps, axis=0)
    count = np.isfinite(steps).sum(axis=0)
    return np.asarray(ordered[np.maximum(count - 1, 0) // 2, np.arange(count.size)], np.float32)


def _group_step(part: Floats, dark: float) -> Floats:
    """Mean step over rows through which something came, NaN where too few tell."""
    deep = part > min(dark - 1.0, 4.0)
    told = ~(deep[:, 1:] | deep[:, :-1])
    count = told.sum(axis=0)
    total = np.where(told, part[:, 1:] - part[:, :-1], np.float32(0)).sum(axis=0)
    return np.where(count * 2 >= part.shape[0], total / np.maximum(count, 1), np.nan)


def _inner(steps: Floats, spare: int) -> tuple[Floats, Floats]:
    """Lowest and highest of the groups that tell, but for `spare` ones: they may hold an edge."""
    low = np.sort(np.where(np.isfinite(steps), steps, np.inf), axis=0)
    high = np.sort(np.where(np.isfinite(steps), steps, -np.inf), axis=0)
    at = min(spare, low.shape[0] - 1)
    return np.asarray(low[at], np.float32), np.asarray(high[-1 - at], np.float32)


def _sky(seen: Floats) -> int:
    """How many of the uppermost rows are air nearly all along the scan."""
    top = seen[: max(2, seen.shape[0] // 8)]
    level = np.median(top, axis=1)
    spread = np.median(np.abs(top - level[:, None]), axis=1)
    clear = (np.abs(top - level[:, None]) < 2 * AIR + 4 * spread[:, None]).mean(axis=1) > 0.9
    clear &= np.abs(level) < 0.3
    return int(np.argmin(clear)) if not clear.all() else int(clear.size)


def _undone_by_matter(own: Floats, other: Floats, sure: Flags) -> Floats:
    """Leave out steps that both energies share as they do behind matter: the end of a wall.

    Matter weighs more in the low energy (by 3 to 25 per cent at megavolts, by more at kilovolts);
    a pulse of another dose is alike in both energies, or each energy has a pulse of its own. What
    the air above shows is no matter.
    """
    there = (np.abs(own) > 1e-4) & (np.abs(other) > 1e-4)
    ratio = np.where(there, other, 1.0) / np.where(there, own, 1.0)
    alike = there & (np.abs(ratio - 1.0) < 0.025)
    # The two energies come half a column apart, so that an edge may show one column later.
    near = np.stack([np.roll(other, shift) for shift in (-1, 0, 1)])
    follows = ((near * np.sign(own)) > 0.25 * np.abs(own)).any(axis=0)
    return np.where(follows & ~alike & ~sure, np.float32(0), own).astype(np.float32)


def _flicker(steps: Floats, rows: int, least: Floats, *, airy: bool) -> Fault | None:
    """One fault for all pulses whose dose differs; ``airy`` when air above the object was seen."""
    largest = np.abs(steps).max(axis=0)
    loud: Flags = np.asarray((np.abs(steps) > least).any(axis=0), np.bool_)
    # One column alone, or the very border, must be worse: an edge may look like that.
    loud[:_BORDER] = loud[-_BORDER:] = False
    if np.count_nonzero(loud) < 3:
        loud &= (np.abs(steps) > least + _LONE).any(axis=0)
    if not airy:
        # The end of a car that fills the picture is a step alone; a dose that varies goes on.
        close = np.convolve(loud, np.ones(_CLOSE, np.int64), "same")[: loud.size]
        loud &= close >= _TOGETHER
    at = [int(column) for column in np.flatnonzero(loud)]
    if not at:
        return None
    size = 1.0 - float(np.exp(-float(largest.max())))
    serious = size > 0.2 or len(at) > max(8, steps.shape[1] // 20)
    boxes = column_boxes(_joined(at), rows)
    return Fault(
        FaultKind.FLICKER, Weight.SERIOUS if serious else Weight.SLIGHT, boxes, len(at), size
    )


def _joined(at: list[int]) -> list[int]:
    """Fill gaps of a few columns, so that a place is one place."""
    out: list[int] = []
    for column in at:
        if out and column - out[-1] <= 8:
            out.extend(range(out[-1] + 1, column))
        out.append(column)
    return out
