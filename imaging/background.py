"""What lies behind an object, guessed from the pixels around it.

Nothing measures it. Where the load repeats, the pieces beside the object stand for what it hides;
elsewhere the places whose surroundings look most like its own; or it is spanned along each row or
by a membrane. Whatever is copied is lifted onto the rim of the hole by a membrane of the difference
(Poisson image editing: P. Perez, M. Gangnet and A. Blake, ACM Transactions on Graphics 22 (2003)
313).
"""

from __future__ import annotations

import dataclasses
import enum
import math

import cv2
import numpy as np
import numpy.typing as npt

from imaging.repeats import Repeat, Step
from imaging.spanning import across, calm, membrane

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

MOST_SOURCES = 5
_MOST_PIXELS = 50_000
_TRIED_PIXELS = 16_000
"""Of the picture on which the ways are tried out."""
_TRIALS = 6
_ALIKE = 0.55
"""A rim that differs from another place's by less than this share of its own spread is like it."""
_RIM = 5
_GRAIN = 2.5
_RIVAL = 2.0
"""A way that was at most so many times as wrong as the best one may be right here."""


class Way(enum.StrEnum):
    """How a background is guessed."""

    PIECES = "pieces"
    PLACES = "places"
    ACROSS = "across"
    MEMBRANE = "membrane"


_RANK = {Way.PIECES: 0.75}
"""What a load that repeats shows is believed a little sooner than what merely looks alike."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """Where the object is, and how its background is guessed.

    Attributes
    ----------
    mask
        ``bool``: the object, in the middle of its surroundings.
    way
        From the pieces of a load that repeats, from places whose surroundings are alike, along
        each row, or by a membrane.
    sources
        Steps to the pieces or places that stand for what is hidden, the likest first.
    error
        How far the mean of such a guess is off in attenuation (root mean square), tried out on
        places of the same shape; NaN where there is no room for one.
    rivals
        The other ways that did hardly worse.
    """

    mask: Mask
    way: Way
    sources: tuple[Step, ...]
    error: float
    rivals: tuple[Hole, ...] = ()

    @property
    def repeated(self) -> bool:
        """Whether it is guessed from pieces of a load that repeats."""
        return self.way is Way.PIECES


def make_hole(thick: Floats, mask: Mask, repeat: Repeat) -> Hole:
    """Find out how the background of an object is to be guessed.

    Every way is tried on places of the object's shape beside it, where the truth is known; the
    one that was least wrong is taken.

    Parameters
    ----------
    thick
        ``float32`` attenuation around the object.
    mask
        ``bool``: the object; some of the picture must be left.
    repeat
        How the load around it repeats.
    """
    if not mask.any() or mask.all():
        return Hole(mask, Way.MEMBRANE, (), math.nan)
    shrink = max(1.0, float(np.sqrt(thick.size / _TRIED_PIXELS)))
    small, body = _reduced(thick, shrink), _reduced(mask.astype(np.float32), shrink) > 0.3
    finer = _shrunk(repeat, shrink)
    if not body.any() or body.all():
        return Hole(mask, Way.MEMBRANE, (), math.nan)
    errors = _tried(small, body, finer)
    holes = []
    for way in sorted(errors, key=lambda way: _RANK.get(way, 1.0) * errors[way][0]):
        sources = _sources(thick, mask, repeat, way)
        if sources or way not in (Way.PIECES, Way.PLACES):
            holes.append(Hole(mask, way, sources, errors[way][1]))
    if not holes:
        return Hole(mask, Way.MEMBRANE, (), math.nan)
    most = _RIVAL * errors[holes[0].way][0]
    rivals = tuple(hole for hole in holes[1:] if errors[hole.way][0] <= most)
    return dataclasses.replace(holes[0], rivals=rivals)


def _tried(thick: Floats, mask: Mask, repeat: Repeat) -> dict[Way, tuple[float, float]]:
    """Return by way how wrong it was beside the object: by pixel and mean together, and by mean."""
    ways = [Way.ACROSS, Way.MEMBRANE, Way.PLACES]
    if repeat.found:
        ways.append(Way.PIECES)
    without = across(thick, mask)
    places = [np.asarray(moved(mask, (-a, -b)), np.bool_) for a, b in _beside_all(mask)]
    if not places:
        wide = bool(mask.any(0).all())
        first = {Way.ACROSS: (0.0, math.nan), Way.MEMBRANE: (0.0, math.nan)}
        return {Way.MEMBRANE: (0.0, math.nan)} if wide else first
    out: dict[Way, tuple[float, float]] = {}
    for way in ways:
        pixels, means = [], []
        for place in places:
            sources = _sources(without, place, repeat, way)
            if not sources and way in (Way.PIECES, Way.PLACES):
                continue
            guess = _guessed(without, Hole(place, way, sources, math.nan), grain=False)
            apart = (guess - without)[place]
            pixels.append(float(np.mean(apart**2)))
            means.append(float(apart.mean()) ** 2)
        # A way that most places had no use for is not taken here either.
        if len(means) >= max(1, len(places) // 2):
            mean = float(np.mean(means))
            out[way] = (math.sqrt(mean + 0.1 * float(np.mean(pixels))), math.sqrt(mean))
    return out


def _beside_all(mask: Mask) -> list[Step]:
    """Return steps to places of the object's shape beside it, the nearest first."""
    ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    high, wide = int(np.ptp(ys)) + 3, int(np.ptp(xs)) + 3
    level = [(0, i * wide) for i in (-1, 1, -2, 2, -3, 3)]
    steps = [step for step in level if _inside(mask, step)]
    if len(steps) < 2:
        steps += [step for step in ((-high, 0), (high, 0)) if _inside(mask, step)]
    return steps[:_TRIALS]


def _shrunk(repeat: Repeat, shrink: float) -> Repeat:
    def smaller(step: Step | None) -> Step | None:
        return None if step is None else (round(step[0] / shrink), round(step[1] / shrink))

    return Repeat(smaller(repeat.across), smaller(repeat.down), repeat.alike)


def _sources(thick: Floats, mask: Mask, repeat: Repeat, way: Way) -> tuple[Step, ...]:
    """Return the steps to what is copied; none for the ways that copy nothing."""
    rim = _rim(mask)
    if way not in (Way.PIECES, Way.PLACES) or not rim.any():
        return ()
    steps = _lattice(repeat, mask) if way is Way.PIECES else _likest(thick, rim, mask)
    spread = float(np.std(thick[rim]))
    unlike = sorted((_unlike(thick, rim, mask, step), step) for step in steps)
    kept = tuple(step for far, step in unlike if far < max(_ALIKE * spread, 0.02))
    return kept[:MOST_SOURCES] if way is Way.PLACES or len(kept) >= 2 else ()


def filled(plane: Floats, hole: Hole) -> Floats:
    """Return a plane with the hole filled; the grain of the picture goes on inside it."""
    empty = not hole.mask.any() or bool(hole.mask.all())
    return plane if empty else _guessed(plane, hole, grain=True)


def _guessed(plane: Floats, hole: Hole, *, grain: bool) -> Floats:
    fills = [_copied(plane, hole.mask, step) for step in hole.sources]
    if not fills:
        if hole.way is Way.ACROSS:
            best = across(plane, hole.mask)
        else:
            best = membrane(calm(plane, hole.mask), hole.mask)
        if grain:
            best = best + _grain(plane, hole.mask, _beside(hole.mask))
    elif len(fills) > 1:
        even = [cv2.GaussianBlur(fill, (0, 0), _GRAIN) for fill in fills]
        best = fills[0] + (np.median(np.stack(even), axis=0) - even[0])
    else:
        best = fills[0]
    return np.where(hole.mask, best, plane).astype(np.float32)


def _rim(mask: Mask) -> Mask:
    """Return the band around an object that is compared."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if rows.size == 0:
        return mask
    wide = max(_RIM, round(0.3 * min(np.ptp(rows) + 1, np.ptp(columns) + 1)))
    wide = min(wide, 40)
    body = mask.astype(np.uint8)
    gap = cv2.dilate(body, np.ones((3, 3), np.uint8))
    outer = cv2.dilate(body, np.ones((2 * wide + 1, 2 * wide + 1), np.uint8))
    return np.asarray((outer > 0) & (gap == 0))


def _lattice(repeat: Repeat, mask: Mask) -> list[Step]:
    """Return the steps to the pieces of a stack that lie within the picture."""
    rows, columns = mask.shape
    steps: list[Step] = []
    reach_x = _reach(repeat.across[1], columns) if repeat.across else 0
    reach_y = _reach(repeat.down[0], rows) if repeat.down else 0
    for j in range(-reach_y, reach_y + 1):
        for i in range(-reach_x, reach_x + 1):
            ax = repeat.across or (0, 0)
            dn = repeat.down or (0, 0)
            step = (i * ax[0] + j * dn[0], i * ax[1] + j * dn[1])
            if (i or j) and _inside(mask, step):
                steps.append(step)
    return steps


def _reach(step: int, size: int) -> int:
    return min(12, size // max(1, abs(step)))


def _inside(mask: Mask, step: Step) -> bool:
    """Whether an object, moved by a step, still lies in the picture and not over itself."""
    ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    top, bottom, left, right = ys[0] + step[0], ys[-1] + step[0], xs[0] + step[1], xs[-1] + step[1]
    if top < 0 or left < 0 or bottom >= mask.shape[0] or right >= mask.shape[1]:
        return False
    return bool(abs(step[0]) > ys[-1] - ys[0] or abs(step[1]) > xs[-1] - xs[0])


def moved(plane: Floats | Mask, step: Step) -> npt.NDArray[np.generic]:
    """Return a plane in which each pixel holds what lies a step away; the edge goes on."""
    rows = np.clip(np.arange(plane.shape[0]) + step[0], 0, plane.shape[0] - 1)
    columns = np.clip(np.arange(plane.shape[1]) + step[1], 0, plane.shape[1] - 1)
    return np.asarray(plane[np.ix_(rows, columns)])


def _unlike(thick: Floats, rim: Mask, mask: Mask, step: Step) -> float:
    """Return how much two rims differ, their means apart by a tenth of what it would count."""
    where = rim & ~np.asarray(moved(mask, step), np.bool_)
    if int(where.sum()) < 0.6 * int(rim.sum()):
        return float("inf")
    apart = thick[where] - np.asarray(moved(thick, step))[where]
    return float(np.hypot(np.std(apart), 0.5 * np.mean(apart)))


def _likest(thick: Floats, rim: Mask, mask: Mask) -> list[Step]:
    """Return steps to the places whose surroundings look like the object's."""
    ys, xs = np.flatnonzero(rim.any(1)), np.flatnonzero(rim.any(0))
    box = np.s_[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
    shrink = max(1.0, float(np.sqrt(thick.size / _MOST_PIXELS)))
    small = _reduced(thick, shrink)
    part = _reduced(thick[box], shrink)
    where = _reduced(rim[box].astype(np.float32), shrink) > 0.5
    if part.shape[0] > small.shape[0] or part.shape[1] > small.shape[1] or not where.any():
        return []
    far = cv2.matchTemplate(small, part, cv2.TM_SQDIFF, mask=where.astype(np.float32))
    score = np.sqrt(np.maximum(far, 0.0) / float(where.sum()))
    return _minima(np.asarray(score, np.float32), (int(ys[0]), int(xs[0])), shrink, mask)


def _minima(score: Floats, origin: Step, shrink: float, mask: Mask) -> list[Step]:
    """Return the best steps, each apart from those before, none onto the object itself."""
    high = int(np.ptp(np.flatnonzero(mask.any(1)))) + 1
    wide = int(np.ptp(np.flatnonzero(mask.any(0)))) + 1
    apart = max(2, round(0.25 * high / shrink)), max(2, round(0.25 * wide / shrink))
    found: list[Step] = []
    score = score.copy()
    for _ in range(6 * MOST_SOURCES):
        y, x = np.unravel_index(int(score.argmin()), score.shape)
        if not np.isfinite(score[y, x]) or len(found) == MOST_SOURCES:
            break
        step = (round(float(y) * shrink) - origin[0], round(float(x) * shrink) - origin[1])
        if _inside(mask, step):
            found.append(step)
        rows = slice(max(0, int(y) - apart[0]), int(y) + apart[0] + 1)
        score[rows, max(0, int(x) - apart[1]) : int(x) + apart[1] + 1] = np.inf
    return found


def _reduced(plane: Floats, shrink: float) -> Floats:
    rows, columns = (max(1, round(n / shrink)) for n in plane.shape)
    return np.asarray(cv2.resize(plane, (columns, rows), interpolation=cv2.INTER_AREA), np.float32)


def _copied(plane: Floats, mask: Mask, step: Step) -> Floats:
    """Return what lies a step away, lifted so that it meets the rim of the hole."""
    there = np.asarray(moved(plane, step), np.float32)
    lift = membrane(calm(plane - there, mask), mask)
    return np.asarray(there + lift, np.float32)


def _beside(mask: Mask) -> Step:
    """Return the step to a place of the same size beside an object."""
    xs = np.flatnonzero(mask.any(0))
    wide = int(np.ptp(xs)) + 6
    room = xs[0] >= wide
    return (0, -wide if room else wide)


def _grain(plane: Floats, mask: Mask, step: Step) -> Floats:
    """Return the noise of the picture beside a hole."""
    fine = plane - cv2.GaussianBlur(plane, (0, 0), _GRAIN)
    even = np.where(np.asarray(moved(mask, step), np.bool_), 0.0, moved(fine, step))
    limit = 3.0 * float(np.median(np.abs(fine[~mask])) * 1.4826)
    return np.clip(even, -limit, limit).astype(np.float32)
