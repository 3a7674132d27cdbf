"""Decision times: skewed, cut off where a reading was handed back, and never a plain mean."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew, around

Seconds = npt.NDArray[np.float64]
"""Active seconds, above 0."""
Ended = npt.NDArray[np.bool_]
"""True where the reading ended in a decision; False where it was only watched that long."""


def geometric_mean(seconds: Seconds, *, level: float = LEVEL) -> Estimate:
    """Return the geometric mean of times that all ended, with Student's interval of their logs.

    Raises
    ------
    TooFew
        With fewer than two times.
    """
    n = len(seconds)
    if n < 2:
        raise TooFew("One time says nothing of how times vary.")
    logs = np.log(seconds)
    error = float(np.std(logs, ddof=1)) / math.sqrt(n)
    of_logs = around(float(np.mean(logs)), error, n, "t of logs", level=level, freedom=n - 1)
    return of_logs.mapped(np.exp)


def quantile(seconds: Seconds, share: float, *, level: float = LEVEL) -> Estimate:
    """Return the time by which `share` of readings were decided, of times that all ended.

    Source: the interval between two order statistics, by the binomial distribution, Conover,
    Practical Nonparametric Statistics, 1999, 3.2. An end for which there are too few times is
    infinite, or 0.

    Parameters
    ----------
    share
        0.5 for the median, 0.9 and 0.95 for the slow ones.

    Raises
    ------
    TooFew
        Without times.
    """
    if len(seconds) == 0:
        raise TooFew("There is no time.")
    value = float(np.quantile(seconds, share))
    found = stats.quantile_test(seconds, p=share, q=value).confidence_interval(level)
    low = 0.0 if np.isnan(found.low) else float(found.low)
    high = math.inf if np.isnan(found.high) else float(found.high)
    return Estimate(value, low, high, len(seconds), "order statistics", level)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """Share of readings that are not decided yet, by Kaplan and Meier.

    Attributes
    ----------
    at
        ``float64``, times at which a reading was decided, rising.
    share, low, high
        Still open just after each, with the interval at each time alone; low and high are nan
        where the curve has come down to 0.
    open_before
        ``int64``, readings still watched just before each.
    n, events
        Readings, and those that ended in a decision.
    """

    at: Seconds
    share: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    open_before: npt.NDArray[np.int64]
    n: int
    events: int
    level: float = LEVEL

    def when(self, share: float) -> Estimate:
        """Return when `share` of readings are decided; infinite where the curve stays above.

        Source: Brookmeyer and Crowley, Biometrics 38 (1982) 29: the interval is where the bands
        cross the share that is left.
        """
        left = 1.0 - share
        return Estimate(
            _first(self.at, self.share, left),
            _first(self.at, self.low, left),
            _first(self.at, self.high, left),
            self.n,
            "Brookmeyer-Crowley, log-log",
            self.level,
        )

    def watched(self, times: Seconds) -> npt.NDArray[np.int64]:
        """Return how many readings were still watched at each of these times."""
        place = np.searchsorted(self.at, times, side="left")
        padded = np.append(self.open_before, 0)
        return np.asarray(padded[place], np.int64)


def survival(seconds: Seconds, ended: Ended, *, level: float = LEVEL) -> Survival:
    """Return the curve of Kaplan and Meier with log-log bands.

    Source: Kaplan and Meier, J. Am. Stat. Assoc. 53 (1958) 457; bands of Kalbfleisch and Prentice,
    The Statistical Analysis of Failure Time Data, 1980, 1.3, which stay between 0 and 1.

    Parameters
    ----------
    seconds, ended
        One for each reading.

    Raises
    ------
    TooFew
        When none ended in a decision.
    """
    if not ended.any():
        raise TooFew("No reading ended in a decision.")
    found = SurvfuncRight(seconds, ended.astype(int))
    share = np.asarray(found.surv_prob, np.float64)
    error = np.asarray(found.surv_prob_se, np.float64)
    quantile_of = float(stats.norm.ppf(0.5 + level / 2.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(share)
        half = quantile_of * error / (share * np.abs(logs))
        low, high = share ** np.exp(half), share ** np.exp(-half)
    return Survival(
        np.asarray(found.surv_times, np.float64),
        share,
        low,
        high,
        np.asarray(found.n_risk, np.int64),
        len(seconds),
        int(ended.sum()),
        level,
    )


def log_rank(
    seconds: Seconds,
    ended: Ended,
    arm: npt.NDArray[np.int64],
    stratum: npt.NDArray[np.int64] | None = None,
) -> tuple[float, float]:
    """Return chi-square and p of the log-rank test between arms.

    Source: Mantel, Cancer Chemother. Rep. 50 (1966) 163. Readings count as independent: between
    readings of the same officers it is a description, and the mixed model is the test.
    """
    chi, p = survdiff(seconds, ended.astype(int), arm, strata=stratum)
    return float(chi), float(p)


def _first(at: Seconds, share: npt.NDArray[np.float64], left: float) -> float:
    # A curve that has come down to 0 has no bands any more: whatever is left is crossed there.
    under = np.where(np.isnan(share), 0.0, share) <= left + 1e-12
    return float(at[np.argmax(under)]) if under.any() else math.inf
