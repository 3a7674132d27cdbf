"""Detector rows that give nothing, that stick, or that are weak: one row against its neighbours."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from imaging.faults import Fault, FaultKind, Weight, row_boxes, spans
from imaging.quality_plane import Flags, Floats, Plane, air_columns, beside

REACH = 8
"""Rows before and after that a row is held against; up to three bad ones among them do no harm."""
MOST_WEAK = 0.10
"""Light that a row may lack, or have too much, against both sides: modules differ by a few per
cent, and a step between two modules is no single row."""
_DEAD, _LEAST_AIR, _MOST_TOGETHER = 0.99, 12, 3
_FEW, _FEW_TO_NONE, _COUNTS, _READING = 6.0, 4.0, 30.0, 0.0015
_LEAST_LOSS, _MOST_LOSS = 0.3, 1.7
_STANDS, _SHOULDER = 0.3, 0.25
_THIN = 2.5
"""Attenuation up to which a row is held against its neighbours: deeper ones are mostly noise."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class BadRows:
    """Flags for each row of one energy."""

    dead: Flags
    stuck: Flags
    weak: Flags
    loss: Floats
    """-ln of a row's gain against its neighbours; only meant where ``weak``."""

    @property
    def any(self) -> Flags:
        """Rows that say nothing of the load, or not the truth."""
        return np.asarray(self.dead | self.stuck | self.weak)


def judge_rows(planes: Sequence[Plane]) -> tuple[BadRows, ...]:
    """Judge the rows of every energy."""
    firsts = [_silent(plane) for plane in planes]
    levels = [
        _levels(plane, dead | stuck) for plane, (dead, stuck) in zip(planes, firsts, strict=True)
    ]
    out = []
    for index, (plane, (dead, stuck)) in enumerate(zip(planes, firsts, strict=True)):
        other = levels[1 - index] if len(planes) == 2 else None
        weak = _weak(plane, levels[index], other) & ~dead & ~stuck
        out.append(BadRows(dead, stuck, weak, levels[index].loss))
    return tuple(out)


def row_faults(planes: Sequence[Plane], judged: Sequence[BadRows]) -> list[Fault]:
    """Return the faults of all energies together: one for each kind."""
    rows, columns = planes[0].shape
    out: list[Fault] = []
    for kind, name in (
        (FaultKind.DEAD_ROWS, "dead"),
        (FaultKind.STUCK_ROWS, "stuck"),
        (FaultKind.WEAK_ROWS, "weak"),
    ):
        flags = np.logical_or.reduce([getattr(bad, name) for bad in judged])
        at = [int(row) for row in np.flatnonzero(flags)]
        if not at:
            continue
        loss = max(float(np.abs(bad.loss[flags]).max()) for bad in judged)
        size = 1.0 - float(np.exp(-loss)) if kind is FaultKind.WEAK_ROWS else len(at) / rows
        out.append(
            Fault(kind, _weight(kind, at, rows, size), row_boxes(at, columns), len(at), size)
        )
    return out


def _weight(kind: FaultKind, at: list[int], rows: int, size: float) -> Weight:
    """A thing hides behind rows that say nothing: three together, or a hundredth of the height.

    Dead rows at the very border belong to many detectors and hide what is under the object.
    """
    if kind is FaultKind.WEAK_ROWS:
        return Weight.SERIOUS if size > 0.5 else Weight.SLIGHT
    inner = [run for run in spans(at) if run[0] > 0 and run[1] < rows]
    if not inner and len(at) <= max(1, rows // 25):
        return Weight.SLIGHT
    wide = max((last - first for first, last in inner), default=0)
    many = len(at) > max(2, rows // 100)
    return Weight.SERIOUS if wide >= 3 or many else Weight.SLIGHT


def _silent(plane: Plane) -> tuple[Flags, Flags]:
    """Rows without signal, and rows that never change while their neighbours do."""
    dark = (plane.tall >= plane.dark).mean(axis=1) > _DEAD
    low, high = np.percentile(plane.tall_raw[:, ::3], (5, 95), axis=1).astype(np.float32)
    spread = high - low
    constant = plane.tall_raw.max(axis=1) == plane.tall_raw.min(axis=1)
    lone = _apart(dark)
    has_air = bool(air_columns(plane.tall, ~dark).sum() >= _LEAST_AIR)
    dead = dark & (constant | lone | has_air)
    stuck, amid = _unmoved(plane, spread, dark)
    volts = plane.channel.kilovolts
    if not has_air or volts is None or volts < 1000.0:
        sharp = _sharp(plane, dark | stuck)
        return dead & sharp, stuck & (sharp | amid)
    return dead, stuck


def _sharp(plane: Plane, flags: Flags) -> Flags:
    """Flagged rows whose neighbours know nothing of them.

    A floor or a belt seen edge on lets nothing through either, but it is blurred: the rows beside
    it are darker than those farther off. At the border, one side is enough.
    """
    out = np.zeros_like(flags)
    rows = flags.size
    level = np.median(plane.tall, axis=1)
    for first, last in spans([int(row) for row in np.flatnonzero(flags)]):
        sides = []
        if first >= 5:
            sides.append(level[first - 1] - float(np.median(level[first - 5 : first - 2])))
        if last + 5 <= rows:
            sides.append(level[last] - float(np.median(level[last + 2 : last + 5])))
        out[first:last] = not sides or max(sides) < _SHOULDER
    return out


def _apart(flags: Flags) -> Flags:
    """Flagged rows in groups of at most three: no beam is that thin and that sharp."""
    out = np.zeros_like(flags)
    for first, last in spans([int(row) for row in np.flatnonzero(flags)]):
        if last - first <= _MOST_TOGETHER:
            out[first:last] = True
    return out


def _unmoved(plane: Plane, spread: Floats, dark: Flags) -> tuple[Flags, Flags]:
    """Rows whose readings spread far less than those on both sides, and less than light does.

    The second flags are of those amid rows that swing by half their light and more: no belt
    runs there, because it would be seen in them too.
    """
    out, amid = np.zeros(spread.size, np.bool_), np.zeros(spread.size, np.bool_)
    level = np.median(plane.tall_raw, axis=1)
    # Light varies by a per cent and more, wherever it is taken; electronics by little of the
    # scale, and by one count.
    limit = np.maximum(0.006 * level, np.minimum(0.01 * level, _READING * plane.channel.air))
    limit = np.where(level > _COUNTS, np.maximum(limit, 1.01), np.maximum(limit, 0.5))
    still = (spread < limit) & ~dark & (level != plane.brightest)
    if not still.any():
        return out, amid
    for _ in range(2):
        kept = np.where(dark | out, np.nan, spread)
        before, after = beside(np.asarray(kept, np.float32), REACH)
        usual = np.nan_to_num(np.minimum(before, after))
        few = np.where(spread == 0.0, _FEW_TO_NONE, _FEW)
        out |= still & (usual >= few) & (spread < 0.2 * usual)
        amid |= out & (usual > 0.5 * level)
    return out, amid


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Levels:
    """How one energy's rows stand to their neighbours."""

    loss: Floats
    """Difference of attenuation to both sides, the smaller of two of one sign; 0 otherwise."""
    steady: Flags
    """Whether it is the same all along the scan."""
    in_air: bool
    """Whether it was measured in air alone."""
    told: Flags
    """Rows of which that is known."""
    unsure: float = 0.0
    """What noise alone may make of it."""


def _levels(plane: Plane, silent: Flags) -> _Levels:
    rows = plane.shape[0]
    air = air_columns(plane.tall, ~silent)
    in_air = bool(air.sum() >= _LEAST_AIR)
    part = plane.tall[:, air] if in_air else plane.tall
    if rows <= 2 * REACH:
        nothing = np.zeros(rows, np.bool_)
        return _Levels(np.zeros(rows, np.float32), nothing, in_air, nothing)
    if in_air:
        level = np.median(part, axis=1).astype(np.float32)
        level[silent] = np.nan
        sides = beside(level, REACH)
        loss = _lone(*(level - side for side in sides))
        # A belt or a sill runs on through the air; it is no air to be measured in.
        clear = np.fmax(*sides) < _STANDS
        spread = float(np.median(np.abs(part - np.median(part, axis=1, keepdims=True))))
        unsure = 5.0 * 1.86 * spread / np.sqrt(part.shape[1])
        return _Levels(loss, ~silent & clear, in_air, ~silent, unsure)
    return _all_along(plane, silent)


def _all_along(plane: Plane, silent: Flags) -> _Levels:
    """Without air: the difference to the rows around must be one and the same everywhere."""
    rows = plane.shape[0]
    loss = np.zeros(rows, np.float32)
    steady, told = np.zeros(rows, np.bool_), ~silent
    step = np.abs(np.median(np.diff(plane.tall, axis=0), axis=1)) > 0.7 * MOST_WEAK
    near = np.convolve(step, np.ones(2 * _MOST_TOGETHER, np.int64))[: rows + 1] > 0
    seen = np.where(plane.tall >= _THIN, np.float32(np.nan), plane.tall)
    seen[silent] = np.nan
    for row in np.flatnonzero(near[:rows] & ~silent):
        found = _against(seen, int(row))
        told[row] = found is not None
        if found is not None:
            loss[row], steady[row] = found
    return _Levels(loss, steady, in_air=False, told=told)


def _against(seen: Floats, row: int) -> tuple[float, bool] | None:
    """Difference of one row to the third row before and after, and whether it is steady."""
    best: tuple[float, bool] | None = None
    for reach in (1, 2, 3):
        if row - reach < 0 or row + reach >= seen.shape[0]:
            break
        steps = [seen[row] - seen[row - reach], seen[row] - seen[row + reach]]
        kept = [step[np.isfinite(step)] for step in steps]
        if min(one.size for one in kept) < 30:
            continue
        cuts = [np.percentile(one, (15, 50, 85)) for one in kept]
        middles = [float(cut[1]) for cut in cuts]
        if middles[0] * middles[1] <= 0:
            continue
        least = min(middles, key=abs)
        wide = max(float(cut[2] - cut[0]) for cut in cuts)
        if best is None or abs(least) > abs(best[0]):
            best = least, wide < 0.9 * abs(least)
    return best


def _lone(above: Floats, below: Floats) -> Floats:
    """Return the smaller of two differences of one sign, 0 where the signs differ."""
    above, below = (np.where(np.isfinite(a), a, b) for a, b in ((above, below), (below, above)))
    least = np.where(np.abs(above) < np.abs(below), above, below)
    return np.asarray(np.where(above * below > 0, np.nan_to_num(least), 0.0), np.float32)


def _weak(plane: Plane, own: _Levels, other: _Levels | None) -> Flags:
    """Rows that see all things darker or brighter, which no matter does.

    In a linac's air nothing runs along the scan. Elsewhere a belt or a sill may: it weighs in both
    energies, and more in the low one, while a weak detector dims both alike or only one.
    """
    size = np.abs(own.loss)
    flags = _apart(size > MOST_WEAK + own.unsure) & own.steady
    volts = plane.channel.kilovolts
    if own.in_air and volts is not None and volts >= 1000.0:
        return flags
    if other is None:
        lowest = np.arange(flags.size) > 0.67 * flags.size
        return flags & ~lowest & own.in_air
    there = np.abs(other.loss)
    small = other.told & (there < 0.25 * size)
    # The gains of two detectors differ by some thousandths, beside what noise makes of it.
    alike = np.abs(there - size) < np.maximum(0.008, 0.012 * size) + own.unsure
    return np.asarray(flags & (small | alike) & (size < _MOST_LOSS) & (size > _LEAST_LOSS))
