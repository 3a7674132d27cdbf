"""What a network makes of the load: which goods lie where, and what they weigh.

Two maps beside the irregularities may say so: the chance of each commodity in every cell, and the
areal mass. A network that gives neither leaves this unsaid; nothing is guessed in their place. The
declaration has no part in it: it is held against this later, by whoever knows it.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from models.errors import ModelRefused
from models.prepare import Floats, WorkingView
from models.regions import to_stored

COMMODITY, AREAL_MASS = "commodity", "areal_mass"
"""Names of the outputs: chances, (classes, rows, columns), 0 to 1, the first class being no cargo;
g/cm2, (1, rows, columns)."""
LEAST_M = 0.8
"""Shorter runs of other goods are taken for doubt, not for goods."""
LOADED = 0.06
"""Share of a column's cells that hold goods at least, where it counts as loaded."""

Box = tuple[int, int, int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Region:
    """One stretch of the length that holds goods of one kind.

    Attributes
    ----------
    box
        (x, y, width, height) in stored pixels: from the highest to the lowest cell of the goods.
    commodity
        A name that the card lists.
    probability
        Mean chance of it over the goods of the stretch, 0 to 1: a score until it is calibrated.
    share
        Its share of all cells that hold goods, 0 to 1.
    mass_kg
        Of all that stands in these columns, equipment included, by the network's map; None without
        one, or where the size of a pixel is only assumed.
    hidden
        Share of its box that nothing penetrates, 0 to 1: from a fiftieth on the mass is a lower
        bound.
    """

    box: Box
    commodity: str
    probability: float
    share: float
    mass_kg: float | None
    hidden: float


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """The load of one view.

    Attributes
    ----------
    regions
        From the left to the right; none where nothing is loaded.
    shares
        By commodity: its mean chance over the cells that hold goods, 0 to 1; sums to 1.
    loaded
        Share of all cells that hold goods, 0 to 1.
    mass_kg
        Of all that stands in the beam; None likewise.
    """

    regions: tuple[Region, ...]
    shares: Mapping[str, float]
    loaded: float
    mass_kg: float | None

    @property
    def commodity(self) -> str | None:
        """What most of the load is; None of an empty one."""
        return max(self.shares, key=lambda name: self.shares[name]) if self.regions else None


def read_load(
    view: WorkingView, maps: Mapping[str, Floats], names: Sequence[str], *, pitch_mm: float
) -> Reading | None:
    """Read the load off a network's maps; None where it, or its card, names no commodities.

    Parameters
    ----------
    view
        The scan as the network saw it.
    maps
        By name of the output; other outputs are passed over.
    names
        Of the commodities, in the order of the map's classes.
    pitch_mm
        Of the working view.

    Raises
    ------
    ModelRefused
        When the map has another number of classes than there are names.
    """
    chances = maps.get(COMMODITY)
    if chances is None or not names:
        return None
    if len(chances) != len(names):
        raise ModelRefused(
            f"The network tells {len(chances)} commodities, and its card names {len(names)}.",
            remedy="It does not fit its card; ask its maker for the card of these weights.",
        )
    goods = np.asarray(chances.argmax(axis=0) > 0)
    grams = _kilograms(view, maps.get(AREAL_MASS), pitch_mm)
    cell_m = view.shape[1] / chances.shape[2] * pitch_mm / 1000.0
    runs = _runs(chances, goods, max(1, round(LEAST_M / cell_m)))
    maker = _Maker(view, chances, goods, grams)
    regions = [maker.region(run, names[run[2]]) for run in runs]
    sums = np.where(goods, chances[1:], 0.0).sum(axis=(1, 2), dtype=np.float64)
    whole = float(sums.sum()) or 1.0
    return Reading(
        regions=tuple(regions),
        # A plain one: it comes out of another process, and a proxy does not travel.
        shares={name: float(part) / whole for name, part in zip(names[1:], sums, strict=True)},
        loaded=float(goods.mean()),
        mass_kg=None if grams is None else float(grams.sum(dtype=np.float64)),
    )


def _kilograms(view: WorkingView, areal: Floats | None, pitch_mm: float) -> Floats | None:
    """Mass of every cell of the map; None without one, or without a scale."""
    if areal is None or view.pitch_assumed:
        return None
    plane = areal[0]
    high, wide = (
        pixels * pitch_mm / 10.0 / cells
        for pixels, cells in zip(view.shape, plane.shape, strict=True)
    )
    return np.asarray(np.maximum(plane, 0.0) * (high * wide / 1000.0), np.float32)


Run = tuple[int, int, int]
"""(first column, one past the last, class)."""


def _runs(chances: Floats, goods: npt.NDArray[np.bool_], least: int) -> list[Run]:
    """Divide the loaded columns by what stands in them; runs that are too short join their like."""
    sums = np.where(goods, chances[1:], 0.0).sum(axis=1, dtype=np.float64)
    means = sums / np.maximum(goods.sum(axis=0), 1)
    # The chance of a column is that of its neighbourhood: gaps between cartons hold nothing.
    kernel = np.ones(2 * (least // 2) + 1)
    near = np.stack([np.convolve(line, kernel, "same") for line in means])
    loaded = np.convolve(goods.mean(axis=0), kernel / kernel.size, "same") > LOADED
    classes = np.where(loaded, near.argmax(axis=0) + 1, 0)
    runs = _equal(classes)
    while True:
        short = [run for run in runs if run[2] and run[1] - run[0] < least]
        if not short:
            return [run for run in runs if run[2]]
        _join(classes, min(short, key=lambda run: run[1] - run[0]))
        runs = _equal(classes)


def _equal(classes: npt.NDArray[np.int64]) -> list[Run]:
    turns = np.flatnonzero(np.diff(classes)) + 1
    edges = [0, *(int(turn) for turn in turns), len(classes)]
    return [(a, b, int(classes[a])) for a, b in itertools.pairwise(edges)]


def _join(classes: npt.NDArray[np.int64], run: Run) -> None:
    """Give a short run to the longer of its loaded neighbours; to nothing where it has none."""
    start, stop, _ = run
    beside = [r for r in _equal(classes) if r[2] and (r[1] == start or r[0] == stop)]
    longest = max(beside, key=lambda r: r[1] - r[0], default=(0, 0, 0))
    classes[start:stop] = longest[2]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Maker:
    """Everything that a region is measured on."""

    view: WorkingView
    chances: Floats
    goods: npt.NDArray[np.bool_]
    grams: Floats | None

    def region(self, run: Run, name: str) -> Region:
        start, stop, kind = run
        here = self.goods[:, start:stop]
        rows = np.flatnonzero(here.any(axis=1))
        cells = (int(self.goods.shape[0]), int(self.goods.shape[1]))
        top, bottom = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, cells[0])
        sure = self.chances[kind, :, start:stop][here]
        return Region(
            box=to_stored((start, top, stop - start, bottom - top), cells, self.view.stored_shape),
            commodity=name,
            probability=float(sure.mean()) if sure.size else 0.0,
            share=float(here.sum()) / max(1, int(self.goods.sum())),
            mass_kg=self._mass(start / cells[1], stop / cells[1]),
            hidden=self._hidden((top / cells[0], bottom / cells[0]), (start, stop), cells[1]),
        )

    def _mass(self, start: float, stop: float) -> float | None:
        """Sum the cells between two shares of the length: the maps may differ in their cells."""
        if self.grams is None:
            return None
        columns = self.grams.shape[1]
        part = self.grams[:, round(start * columns) : round(stop * columns)]
        return float(part.sum(dtype=np.float64))

    def _hidden(self, rows: tuple[float, float], columns: tuple[int, int], cells: int) -> float:
        high, wide = self.view.shape
        top, bottom = (round(share * high) for share in rows)
        start, stop = (round(column / cells * wide) for column in columns)
        opaque = self.view.opaque()[top:bottom, start:stop]
        return float(opaque.mean()) if opaque.size else 0.0
