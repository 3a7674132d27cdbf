"""What releases would have held: only some are examined, each with a chance that is known."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from scipy import stats

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew


@dataclasses.dataclass(frozen=True, slots=True)
class Stratum:
    """Release recommendations among which some were drawn for examination.

    Attributes
    ----------
    released
        How many there were.
    examined
        How many of them were drawn, and examined.
    found
        How many of those held what should have been referred.
    """

    released: int
    examined: int
    found: int


def miss_rate(strata: Sequence[Stratum], *, level: float = LEVEL) -> Estimate:
    """Return the share of releases that held something, weighted by how rarely each was examined.

    Source: the estimator of Horvitz and Thompson (J. Am. Stat. Assoc. 47 (1952) 663) by stratum,
    with the finite population; the interval of Korn and Graubard (Surv. Methodol. 24 (1998) 193):
    exact, for the number of examinations that would have been as good, and never for more than
    there were. A stratum in which all were alike tells nothing of its variance: then that number
    is at most Kish's (Survey Sampling, 1965, 11.7), which counts weights alone.

    Raises
    ------
    TooFew
        When a stratum with releases has no examination: of it nothing is known.
    """
    used = [one for one in strata if one.released]
    if not used or any(one.examined == 0 for one in used):
        raise TooFew("Some kind of release was never examined.")
    released = sum(one.released for one in used)
    examined = sum(one.examined for one in used)
    value = sum(one.released * one.found / one.examined for one in used) / released
    variance = sum(_variance(one, released) for one in used)
    by_weights = released**2 / sum(one.released**2 / one.examined for one in used)
    as_good = float(examined)
    if 0.0 < value < 1.0 and variance > 0.0:
        freedom = max(1, examined - len(used))
        tails = 0.5 + level / 2.0
        # Variances by few examinations are uncertain themselves.
        wider = stats.t.ppf(tails, examined - 1) / stats.t.ppf(tails, freedom)
        as_good = min(as_good, value * (1.0 - value) / variance * float(wider) ** 2)
    if any(_alike(one) for one in used):
        as_good = min(as_good, by_weights)
    low, high = _exact(value * as_good, as_good, level)
    return Estimate(value, low, high, examined, "Korn-Graubard", level)


def _alike(one: Stratum) -> bool:
    """Whether a stratum of which not all were examined shows no variance."""
    return one.examined < one.released and (one.examined < 2 or one.found in (0, one.examined))


def _variance(one: Stratum, released: int) -> float:
    if one.examined < 2 or one.examined >= one.released:
        return 0.0
    share = one.found / one.examined
    left = 1.0 - one.examined / one.released
    return (one.released / released) ** 2 * left * share * (1.0 - share) / (one.examined - 1)


def _exact(found: float, of: float, level: float) -> tuple[float, float]:
    """Interval of Clopper and Pearson for numbers that need not be whole."""
    tail = (1.0 - level) / 2.0
    low = 0.0 if found <= 0.0 else float(stats.beta.ppf(tail, found, of - found + 1.0))
    high = 1.0 if found >= of else float(stats.beta.ppf(1.0 - tail, found + 1.0, of - found))
    return (0.0 if math.isnan(low) else low), (1.0 if math.isnan(high) else high)
