"""The cluster bootstrap: readings of one officer, and readings of one item, go together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew

Weights = npt.NDArray[np.float64]
Statistic = Callable[[Weights], float]
"""A figure from a weight for each reading, 0 or more; nan where it cannot be had from them."""


def clustered(
    statistic: Statistic,
    officer: npt.NDArray[np.intp],
    item: npt.NDArray[np.intp] | None,
    *,
    seed: int,
    times: int = 2000,
    level: float = LEVEL,
) -> Estimate:
    """Return a figure with the percentile interval of drawing officers and items again and again.

    Source: Owen, Ann. Appl. Stat. 1 (2007) 386: with two crossed kinds of clusters both are drawn,
    and a reading counts as often as its officer was drawn times its item. The interval is somewhat
    wide, never too narrow for many clusters; with fewer than ten officers it is too narrow.

    Parameters
    ----------
    officer, item
        Numbers from 0 without gaps, one for each reading; without `item` officers alone are drawn.
    seed
        Of the draws: the same seed gives the same interval.
    times
        Draws.

    Raises
    ------
    TooFew
        With fewer than two officers, or where hardly any draw gives a figure.
    """
    officers = int(officer.max(initial=-1)) + 1
    if officers < 2:
        raise TooFew("One officer says nothing of how officers vary.")
    chance = np.random.default_rng(seed)
    drawn = np.empty(times)
    for number in range(times):
        weight = _draw(chance, officers)[officer]
        if item is not None:
            weight = weight * _draw(chance, int(item.max()) + 1)[item]
        drawn[number] = statistic(weight)
    kept = drawn[~np.isnan(drawn)]
    if len(kept) < times // 2:
        raise TooFew("Most draws leave nothing to work the figure out from.")
    low, high = np.quantile(kept, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    value = statistic(np.ones(len(officer)))
    return Estimate(value, float(low), float(high), len(officer), "cluster bootstrap", level)


def _draw(chance: np.random.Generator, clusters: int) -> Weights:
    return chance.multinomial(clusters, np.full(clusters, 1.0 / clusters)).astype(np.float64)
