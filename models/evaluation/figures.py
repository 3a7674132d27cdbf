"""Figures with their interval and the data they are of."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np

SIMULATED = "simulated"
_Z = 1.96
_DRAWS = 1000
"""Of the bootstrap."""


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes
    ----------
    name
        Dotted, for instance ``reasons.true_share``.
    value, low, high
        The figure and its 95 % interval.
    n
        How many cases it rests on.
    data
        ``simulated``, ``second generator`` or ``real``.
    """

    name: str
    value: float
    low: float
    high: float
    n: int
    data: str = SIMULATED

    def named(self, name: str) -> Figure:
        """Return the same figure under another name."""
        return dataclasses.replace(self, name=name)

    def plain(self) -> dict[str, object]:
        """Return it as a card and a bench file hold it."""
        tree = dataclasses.asdict(self)
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in tree.items()}


def share(name: str, hits: Sequence[bool], *, data: str = SIMULATED) -> Figure:
    """Return a share with Wilson's interval (E. B. Wilson, JASA 22 (1927) 209)."""
    n = len(hits)
    if n == 0:
        return Figure(name, math.nan, 0.0, 1.0, 0, data)
    p = sum(hits) / n
    middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n)) / (1 + _Z**2 / n)
    return Figure(name, p, max(0.0, middle - half), min(1.0, middle + half), n, data)


def median(name: str, values: Sequence[float], *, data: str = SIMULATED) -> Figure:
    """Return a median with the interval of its order statistics."""
    n = len(values)
    if n == 0:
        return Figure(name, math.nan, math.nan, math.nan, 0, data)
    ordered = np.sort(np.asarray(values, np.float64))
    half = _Z * math.sqrt(n) / 2.0
    low, high = max(0, math.floor(n / 2 - half)), min(n - 1, math.ceil(n / 2 + half))
    middle = float(np.median(ordered))
    return Figure(name, middle, float(ordered[low]), float(ordered[high]), n, data)


def mean(name: str, values: Sequence[float], *, data: str = SIMULATED) -> Figure:
    """Return a mean with its bootstrap interval (B. Efron, Annals of Statistics 7 (1979) 1)."""
    n = len(values)
    if n == 0:
        return Figure(name, math.nan, math.nan, math.nan, 0, data)
    array = np.asarray(values, np.float64)
    rng = np.random.default_rng(1979)
    drawn = [float(rng.choice(array, n).mean()) for _ in range(_DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Figure(name, float(array.mean()), float(low), float(high), n, data)


def rate(name: str, events: int, n: int, *, data: str = SIMULATED) -> Figure:
    """Return events a case with Byar's interval of a Poisson count.

    N. E. Breslow and N. E. Day, *Statistical Methods in Cancer Research* II (1987), 69: unlike a
    bootstrap it says of no event in two cases that there may be some.
    """
    if n == 0:
        return Figure(name, math.nan, math.nan, math.nan, 0, data)
    low = 0.0 if events == 0 else _byar(events, -_Z)
    return Figure(name, events / n, low / n, _byar(events + 1, _Z) / n, n, data)


def _byar(events: int, z: float) -> float:
    return float(events * max(0.0, 1.0 - 1.0 / (9.0 * events) + z / (3.0 * math.sqrt(events))) ** 3)
