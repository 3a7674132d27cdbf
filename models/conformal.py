"""Split conformal thresholds: a false-alarm rate that holds whatever the scores look like.

Scores of n scans without anything irregular, and one more such scan, all exchangeable: the chance
that the new score exceeds the k-th smallest of the n, k = ceil((n + 1)(1 - rate)), is at most the
rate, for any n, any network and any distribution, and at least rate - 1/(n + 1) where no two scores
are equal (V. Vovk, A. Gammerman, G. Shafer, *Algorithmic Learning in a Random World*, 2005;
A. N. Angelopoulos, S. Bates, *A Gentle Introduction to Conformal Prediction and Distribution-Free
Uncertainty Quantification*, arXiv 2107.07511, 2021, theorem 1 and appendix D). Within groups that
follow from the scan itself it holds in each group (Mondrian, the same book, chapter 4.5).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

LEAST_RATE, MOST_RATE = 0.005, 0.2
"""False-alarm rates that a site may choose."""


def rank_of(count: int, rate: float) -> int | None:
    """Return k, from 1: the threshold is just above the k-th smallest of ``count`` scores.

    None where no such score exists: with fewer than ceil(1 / rate) - 1 scans.
    """
    # As it was written: 0.05 is no binary number, and a rank must not hang on its last digit.
    above = math.floor((count + 1) * Fraction(str(rate)))
    return count + 1 - above if above >= 1 else None


def fewest(rate: float) -> int:
    """Return how many scans a rate needs at least."""
    return math.ceil(1 / Fraction(str(rate))) - 1


def least_rate(count: int) -> float:
    """Return the smallest rate that so many scans can promise."""
    return 1.0 / (count + 1)


def threshold_of(scores: Sequence[float], rate: float) -> float | None:
    """Return the threshold that a false alarm *reaches* at most at this rate; None for too few.

    Parameters
    ----------
    scores
        Of scans without anything irregular, ascending, as ``float32`` gave them.
    rate
        Above 0, below 1.

    Returns
    -------
    float
        The next ``float32`` above the k-th score: a score equal to it raises no alarm. It may lie
        above 1; then nothing does.
    """
    rank = rank_of(len(scores), rate)
    if rank is None:
        return None
    return float(np.nextafter(np.float32(scores[rank - 1]), np.float32(2.0)))


def rate_interval(count: int, rate: float, *, share: float = 0.9) -> tuple[float, float]:
    """Return between what the true rate lies for these very scans, with this share of certainty.

    Once the scans are drawn, the rate that follows is Beta(n + 1 - k, k) (Angelopoulos and Bates,
    section 3.2): the promise is on the average over such draws.

    Raises
    ------
    ValueError
        When so few scans promise nothing.
    """
    rank = rank_of(count, rate)
    if rank is None:
        raise ValueError(f"{count} scans are too few for a rate of {rate:g}")
    tail = (1.0 - share) / 2.0
    above = count + 1 - rank
    return _beta_quantile(above, count, tail), _beta_quantile(above, count, 1.0 - tail)


def _beta_quantile(above: int, count: int, share: float) -> float:
    """Quantile of Beta(above, count + 1 - above), by halving."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _beta_cdf(above, count, middle) < share else (low, middle)
    return (low + high) / 2.0


def _beta_cdf(above: int, count: int, rate: float) -> float:
    """P(Beta(above, count + 1 - above) <= rate) = P(Binomial(count, rate) >= above)."""
    k = np.arange(above)
    logs = np.array(
        [
            math.lgamma(count + 1) - math.lgamma(i + 1) - math.lgamma(count - i + 1)
            for i in range(above)
        ]
    )
    terms = logs + k * math.log(rate) + (count - k) * math.log1p(-rate)
    return float(1.0 - np.exp(terms).sum())
