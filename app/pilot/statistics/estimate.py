"""A number with what it rests on: its interval, its denominator, how it was come by."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
from scipy import stats

LEVEL = 0.95
"""Of every interval that names none of its own."""


class TooFew(ValueError):
    """There is too little to work an interval out; counts are all that can be told."""


@dataclasses.dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate and its interval.

    Attributes
    ----------
    value
        The estimate.
    low, high
        Ends of the interval; infinite where the data set no bound on that side.
    n
        Observations that it rests on.
    method
        Name of the interval's method, for the reader of a report.
    level
        Share of such intervals that hold the truth, where the method's assumptions do.
    """

    value: float
    low: float
    high: float
    n: int
    method: str
    level: float = LEVEL

    def mapped(self, monotone: np.ufunc) -> Estimate:
        """Return the estimate and its interval on another scale, such as `numpy.exp` of logs."""
        value, *ends = (float(monotone(one)) for one in (self.value, self.low, self.high))
        return dataclasses.replace(self, value=value, low=min(ends), high=max(ends))


def around(
    value: float,
    error: float,
    n: int,
    method: str,
    *,
    level: float = LEVEL,
    freedom: float = math.inf,
) -> Estimate:
    """Return the symmetric interval of a normal or t-distributed estimate.

    Parameters
    ----------
    error
        Standard error.
    freedom
        Degrees of freedom of the standard error; infinite for the normal distribution.
    """
    # An error that is not a number must not become an interval of no width.
    half = 0.0 if error == 0.0 else float(stats.t.ppf(0.5 + level / 2.0, freedom)) * error
    return Estimate(value, value - half, value + half, n, method, level)
