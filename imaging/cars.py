"""Where one rail car ends and the next begins, in one long picture of a train.

Between two cars the silhouette is at its poorest: air above the height of the couplers, air below
them, and a narrow band of steel between. A deck is higher and deeper than that band, and stands on
wheels, so that flat cars and well cars are told from a coupling too. Nothing is learnt and nothing
is guessed: where no such place stands out, the picture counts as one car.
"""

from __future__ import annotations

import dataclasses
import itertools

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import attenuation_table
from imaging.radiograph import Radiograph

Doubles = npt.NDArray[np.float64]

CELL_MM = 20.0
"""Size of the samples: a coupler is a dozen of them high."""
USUAL_HIGH_MM = 5500.0
"""Height of a rail portal's picture, where the scanner does not state its pitch."""
OCCUPIED = 0.12
"""Attenuation (-ln T) from which something stands there: two thin sheets, above any flicker."""
TOLERANCE_M = 0.25
"""How far couplings of one train differ in height and depth of their silhouette together."""
NARROWEST_M, WIDEST_M = 0.08, 3.2
"""Width of what is poor between two cars."""
LEVEL_M = 0.1
"""How much higher than its coupler a gap may be: decks are a little more."""
BETWEEN_M = 2.2
"""Bodies stand no further apart than this."""
SHORTEST_M = 7.0
"""Cars are longer than this."""
LONGEST_M = 35.0
"""And shorter than this."""
PART_M = 2.0
"""A part of a car shorter than this at the picture's end is no more than its coupler."""
_BED_M = 0.35
_ALWAYS = 0.995


@dataclasses.dataclass(frozen=True, slots=True)
class CarSpan:
    """The columns [start, stop) of one car; spans follow each other without a gap."""

    start: int
    stop: int

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return self.stop - self.start


def find_cars(radiograph: Radiograph) -> tuple[CarSpan, ...]:
    """Divide the picture of a train into its cars.

    Parameters
    ----------
    radiograph
        A side view, row 0 at the top; not altered. Without a stated pitch a usual portal's height
        is taken for it.

    Returns
    -------
    tuple
        Spans from the left that cover every column. One span when no coupling stands out.
    """
    rows, columns = radiograph.shape
    high, wide = radiograph.mm_per_pixel or (USUAL_HIGH_MM / rows, USUAL_HIGH_MM / rows)
    step = max(1, round(CELL_MM / wide))
    outline = _silhouette(radiograph, max(1, round(CELL_MM / high)), step, high / 1000.0)
    cuts = _cuts(outline, wide * step / 1000.0)
    edges = [0, *(round(cut * step) for cut in cuts), columns]
    return tuple(CarSpan(a, b) for a, b in itertools.pairwise(edges))


def _cuts(outline: _Silhouette, metres: float) -> list[float]:
    """Return where cars end, in sampled columns: at couplings, and where bare track lies between.

    What stands between two stretches of bare track may be a single car: it is only divided when it
    is longer than one can be.
    """
    first, last = _extent(outline.top)
    shortest = SHORTEST_M / metres
    bare = [
        0.5 * (a + b)
        for a, b in _runs(outline.top == 0.0)
        if a - first > shortest and last - b > shortest
    ]
    cuts = list(bare)
    for a, b in itertools.pairwise([first, *(round(cut) for cut in bare), last]):
        if not bare or (b - a) * metres > LONGEST_M:
            left, right = _extent(outline.top[a:b])
            inside = outline.part(a + left, a + right)
            cuts += [a + left + cut for cut in _couplings(inside, metres)]
    return sorted(cuts)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Silhouette:
    """For every sampled column: how high something stands, and how much of it there is, in m."""

    top: Doubles
    depth: Doubles

    @property
    def both(self) -> Doubles:
        """The sum: least between two cars."""
        return self.top + self.depth

    def part(self, first: int, last: int) -> _Silhouette:
        """Return the sampled columns [first, last)."""
        return _Silhouette(self.top[first:last], self.depth[first:last])


def _silhouette(radiograph: Radiograph, down: int, across: int, row_m: float) -> _Silhouette:
    channel = radiograph.main
    table = attenuation_table(channel)
    samples = table[channel.pixels[::down, ::across]]
    occupied = (cv2.medianBlur(samples, 3) > OCCUPIED).astype(np.uint8)
    kernel = np.ones((3, 1), np.uint8)
    occupied = np.asarray(cv2.morphologyEx(occupied, cv2.MORPH_OPEN, kernel), np.uint8)
    cell = row_m * down
    _clear_bed(occupied, cell)
    top = np.where(occupied.any(axis=0), occupied.shape[0] - occupied.argmax(axis=0), 0)
    return _Silhouette(_steady(top * cell), _steady(occupied.sum(axis=0) * cell))


def _steady(values: Doubles) -> Doubles:
    """Take single columns out: a missing one, or a pulse without dose, is no car."""
    return np.asarray(cv2.medianBlur(values.astype(np.float32)[None, :], 5)[0], np.float64)


def _clear_bed(occupied: npt.NDArray[np.uint8], cell_m: float) -> None:
    """Take dead detector rows and the track's bed off: what lies there under every column."""
    always = occupied.mean(axis=1) >= _ALWAYS
    bed = int(np.argmin(always[::-1])) if not always.all() else 0
    if 0 < bed * cell_m <= _BED_M:
        occupied[-bed:] = 0


def _extent(top: Doubles) -> tuple[int, int]:
    """Return the sampled columns [first, last) between bare track on either side."""
    there = np.flatnonzero(top > 0.0)
    return (int(there[0]), int(there[-1]) + 1) if len(there) else (0, len(top))


def _couplings(outline: _Silhouette, metres: float) -> list[float]:
    """Return the middles of the places where cars meet, in sampled columns."""
    both, part = outline.both, round(PART_M / metres)
    inside = both[part : len(both) - part]
    if len(inside) * metres < SHORTEST_M:
        return []
    low = both <= float(inside.min()) + TOLERANCE_M
    runs = [
        (a, b)
        for a, b in _runs(low)
        if a >= part and b <= len(both) - part and (b - a) * metres >= NARROWEST_M
    ]
    if any((b - a) * metres > WIDEST_M for a, b in runs):
        # What is as poor as a coupling for longer than one is a deck: nothing stands out here.
        return []
    return [_middle(run, outline.top, metres) for run in _apart(runs, both, metres)]


def _runs(wanted: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(wanted.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _apart(runs: list[tuple[int, int]], both: Doubles, metres: float) -> list[tuple[int, int]]:
    """Keep the poorest of places that stand closer together than a car is long."""
    kept: list[tuple[int, int]] = []
    for run in runs:
        if not kept or (run[0] - kept[-1][1]) * metres >= SHORTEST_M - WIDEST_M:
            kept.append(run)
        elif both[run[0] : run[1]].mean() < both[kept[-1][0] : kept[-1][1]].mean():
            kept[-1] = run
    return kept


def _middle(run: tuple[int, int], top: Doubles, metres: float) -> float:
    """Return the middle between the two bodies: where all of the gap is as low as its coupler.

    The sills of two cars reach unequally far into the gap below the coupler; the bodies above do
    not. A deck as low as its coupler has no such edge: then the run itself counts.
    """
    low = top <= float(np.median(top[run[0] : run[1]])) + LEVEL_M
    first, last = run
    while first > 0 and low[first - 1]:
        first -= 1
    while last < len(low) and low[last]:
        last += 1
    if (last - first) * metres > BETWEEN_M:
        first, last = run
    return 0.5 * (first + last)
