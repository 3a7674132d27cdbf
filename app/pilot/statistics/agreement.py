"""Whether two readers say the same, beyond what chance would give them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew, around

Table = npt.NDArray[np.int64]
"""Counts, shape (q, q): the first reader's answers down, the second one's across."""


def table_of(first: Sequence[int], second: Sequence[int], answers: int) -> Table:
    """Count pairs of answers, each 0 to ``answers - 1``."""
    table = np.zeros((answers, answers), np.int64)
    np.add.at(table, (np.asarray(first, int), np.asarray(second, int)), 1)
    return table


def kappa(table: Table, *, level: float = LEVEL) -> Estimate:
    """Return Cohen's kappa; nan where neither reader's answers vary.

    Source: Cohen, Educ. Psychol. Meas. 20 (1960) 37; variance of Fleiss, Cohen and Everitt,
    Psychol. Bull. 72 (1969) 323. It falls when one answer is rare although readers agree: `ac1` is
    told beside it.
    """
    n = _size(table)
    found = cohens_kappa(table)
    return around(
        float(found.kappa), float(found.std_kappa), n, "Fleiss-Cohen-Everitt", level=level
    )


def ac1(table: Table, *, level: float = LEVEL) -> Estimate:
    """Return Gwet's AC1, which stays true where one answer is rare.

    Source: Gwet, Br. J. Math. Stat. Psychol. 61 (2008) 29, for two readers; variance equation 16
    there, without a finite population.
    """
    n, q = _size(table), len(table)
    share = table / n
    agreed = float(np.trace(share))
    answer = (share.sum(axis=0) + share.sum(axis=1)) / 2.0
    chance = float(np.sum(answer * (1.0 - answer))) / (q - 1)
    value = (agreed - chance) / (1.0 - chance)
    same = float(np.sum(np.diag(share) * (1.0 - answer))) / (q - 1)
    spread = 1.0 - (answer[:, None] + answer[None, :]) / 2.0
    squares = float(np.sum(share * spread**2)) / (q - 1) ** 2
    less = 1.0 - value
    inner = (
        agreed * (1.0 - agreed)
        - 4.0 * less * (same - agreed * chance)
        + 4.0 * less**2 * (squares - chance**2)
    )
    error = math.sqrt(max(0.0, inner) / n) / (1.0 - chance)
    return around(value, error, n, "Gwet", level=level)


def many_readers_kappa(answers: npt.NDArray[np.int64]) -> float:
    """Return Fleiss' kappa of many readers.

    Source: Fleiss, Psychol. Bull. 76 (1971) 378.

    Parameters
    ----------
    answers
        Shape (items, q): how many readers gave each answer; every item was read as often.
    """
    return float(fleiss_kappa(answers))


def discordant_test(gained: int, lost: int) -> float:
    """Return McNemar's exact two-sided p of two readings of the same items.

    Source: McNemar, Psychometrika 12 (1947) 153, by the binomial distribution.

    Parameters
    ----------
    gained, lost
        Items found in the second reading only, and in the first only.
    """
    if gained + lost == 0:
        return 1.0
    return float(mcnemar([[0, gained], [lost, 0]], exact=True).pvalue)


def paired_difference(
    both: int, gained: int, lost: int, neither: int, *, level: float = LEVEL
) -> Estimate:
    """Return the second reading's rate less the first one's, of the same items.

    Source: the score interval of Tango, Stat. Med. 17 (1998) 891, which holds also for few
    discordant items; its ends are found by bisection.

    Parameters
    ----------
    both, gained, lost, neither
        Items found in both readings, in the second only, in the first only, and in none.

    Raises
    ------
    TooFew
        When there are no items.
    """
    n = both + gained + lost + neither
    if n == 0:
        raise TooFew("No item was read twice.")
    value = (gained - lost) / n
    quantile = float(stats.norm.ppf(0.5 + level / 2.0))

    def score(delta: float) -> float:
        a, b = 2.0 * n, (2.0 * n - gained + lost) * delta - gained - lost
        # Maximum-likelihood share of `lost` at this difference.
        c = -lost * delta * (1.0 - delta)
        share = (math.sqrt(max(0.0, b * b - 4.0 * a * c)) - b) / (2.0 * a)
        variance = n * (2.0 * share + delta * (1.0 - delta))
        gap = gained - lost - n * delta
        if variance <= 0.0:
            return 0.0 if gap == 0.0 else math.copysign(math.inf, gap)
        return gap / math.sqrt(variance)

    low = _crossing(score, quantile, -1.0, value) if value > -1.0 else -1.0
    high = _crossing(score, -quantile, value, 1.0) if value < 1.0 else 1.0
    return Estimate(value, low, high, n, "Tango", level)


def _crossing(score: Callable[[float], float], target: float, low: float, high: float) -> float:
    """Where a falling function comes down to `target`."""
    for _ in range(200):
        middle = (low + high) / 2.0
        if score(middle) > target:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _size(table: Table) -> int:
    n = int(np.sum(table))
    if n == 0:
        raise TooFew("No item was read twice.")
    return n
