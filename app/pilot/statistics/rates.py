"""Rates: how many of how many, with intervals that hold also for few and for none."""

from __future__ import annotations

import math

from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew

FEWEST = 20
"""Below this many, counts are shown and no rate."""


def rate(found: int, of: int, *, level: float = LEVEL) -> Estimate:
    """Return a rate with Wilson's interval.

    Source: Wilson, J. Am. Stat. Assoc. 22 (1927) 209; recommended over Wald's by Brown, Cai and
    DasGupta, Stat. Sci. 16 (2001) 101.

    Parameters
    ----------
    found, of
        Counts, 0 <= found <= of.

    Raises
    ------
    TooFew
        When `of` is 0.
    """
    _require(found, of)
    ends = stats.binomtest(found, of).proportion_ci(level, method="wilson")
    return Estimate(found / of, float(ends.low), float(ends.high), of, "Wilson", level)


def difference(one: tuple[int, int], other: tuple[int, int], *, level: float = LEVEL) -> Estimate:
    """Return the rate of one group less that of another, of different items.

    Source: the square-and-add interval of Newcombe, Stat. Med. 17 (1998) 873, method 10.

    Parameters
    ----------
    one, other
        (found, of) of each.

    Raises
    ------
    TooFew
        When a group is empty.
    """
    _require(*one)
    _require(*other)
    low, high = confint_proportions_2indep(
        *one, *other, method="newcomb", compare="diff", alpha=1.0 - level
    )
    value = one[0] / one[1] - other[0] / other[1]
    return Estimate(value, float(low), float(high), one[1] + other[1], "Newcombe", level)


def most_missed(of: int, *, level: float = LEVEL) -> float:
    """Return the largest rate that goes with none found among `of` (one-sided, exact).

    Source: Clopper and Pearson, Biometrika 26 (1934) 404: ``1 - (1 - level)**(1 / of)``.

    Raises
    ------
    TooFew
        When `of` is 0.
    """
    _require(0, of)
    return float(stats.binomtest(0, of, alternative="less").proportion_ci(level, "exact").high)


def predictive_value(
    hits: tuple[int, int], false_alarms: tuple[int, int], base: float, *, level: float = LEVEL
) -> Estimate:
    """Return the share of referrals that find something, at a base rate that is known.

    Source: Bayes; the interval is that of the logit, Mercaldo, Lau and Zhou, Stat. Med. 26 (2007)
    2170, with their correction of half a normal quantile for rates of 0 and 1.

    Parameters
    ----------
    hits, false_alarms
        (referred, of) among what has something in it, and among what has nothing.
    base
        Share of what has something in it, above 0 and below 1.

    Raises
    ------
    TooFew
        When a group is empty.
    """
    quantile = float(stats.norm.ppf(0.5 + level / 2.0))
    (h, n1), (f, n0) = hits, false_alarms
    _require(h, n1)
    _require(f, n0)
    plain = _positive(h / n1, f / n0, base)
    if h in (0, n1) or f in (0, n0):
        add = quantile * quantile / 2.0
        hit, alarm = (h + add) / (n1 + 2 * add), (f + add) / (n0 + 2 * add)
        n1_used, n0_used = n1 + 2 * add, n0 + 2 * add
    else:
        hit, alarm, n1_used, n0_used = h / n1, f / n0, float(n1), float(n0)
    middle = math.log(hit * base / (alarm * (1.0 - base)))
    error = math.sqrt((1.0 - hit) / hit / n1_used + (1.0 - alarm) / alarm / n0_used)
    low, high = (1.0 / (1.0 + math.exp(-(middle + sign * quantile * error))) for sign in (-1, 1))
    # The corrected interval need not hold what was seen; what is told does.
    return Estimate(plain, min(low, plain), max(high, plain), n1 + n0, "logit", level)


def _positive(hit: float, alarm: float, base: float) -> float:
    found, false = hit * base, alarm * (1.0 - base)
    return found / (found + false) if found + false else 0.0


def _require(found: int, of: int) -> None:
    if of == 0:
        raise TooFew("There is nothing to take a share of.")
    if not 0 <= found <= of:
        raise ValueError(f"{found} of {of} is no share")
