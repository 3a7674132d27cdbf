"""How much lower one area under the curve is than another, with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.evaluation.figures import SIMULATED, Figure
from models.evaluation.scans import DRAWS, Judged, auroc

Floats = npt.NDArray[np.float64]
Sides = tuple[Floats, Floats]
"""Rates of harmless and of irregular scans."""


def sides(judged: Sequence[Judged], kinds: Sequence[str]) -> Sides:
    """Rates of the harmless scans, and of those with one of some kinds."""
    harmless = [one.rate for one in judged if not one.scan.kind]
    irregular = [one.rate for one in judged if one.scan.kind in kinds]
    return np.array(harmless), np.array(irregular)


def lower_by(
    name: str, usual: Sides, other: Sides, *, paired: bool, data: str = SIMULATED
) -> Figure:
    """How much lower the area is in the other condition.

    Parameters
    ----------
    paired
        Whether both are of the same scans, in the same order: they are then drawn together, and
        what makes a scan hard in either condition does not widen the interval.
    """
    rng = np.random.default_rng(1979)
    drawn = []
    for _ in range(DRAWS):
        first = [rng.integers(len(side), size=len(side)) for side in usual]
        second = first if paired else [rng.integers(len(s), size=len(s)) for s in other]
        drawn.append(_area(usual, first) - _area(other, second))
    low, high = np.quantile(drawn, [0.025, 0.975])
    count = len(other[0]) + len(other[1])
    return Figure(name, auroc(*usual) - auroc(*other), float(low), float(high), count, data)


def _area(both: Sides, drawn: Sequence[npt.NDArray[np.int64]]) -> float:
    return auroc(both[0][drawn[0]], both[1][drawn[1]])
