"""ROC curves of confidence ratings: as they are, and as two normal distributions give them."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew, around

Ratings = npt.NDArray[np.float64]
"""How sure the reader was that something is there; larger is surer. Any scale."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Operating points of a curve, from (0, 0) to (1, 1).

    Attributes
    ----------
    alarms, hits
        ``float64``, false-alarm and hit rate when everything from a rating on is referred.
    """

    alarms: npt.NDArray[np.float64]
    hits: npt.NDArray[np.float64]


def points(threats: Ratings, clean: Ratings) -> Points:
    """Return the operating points of the empirical curve, one for each rating that was given."""
    cuts = np.unique(np.concatenate([threats, clean]))[::-1]
    hits = [float(np.mean(threats >= cut)) for cut in cuts]
    alarms = [float(np.mean(clean >= cut)) for cut in cuts]
    return Points(np.array([0.0, *alarms]), np.array([0.0, *hits]))


def kernel(threats: Ratings, clean: Ratings) -> npt.NDArray[np.float64]:
    """Compare every threat with every clean item: 1 rated higher, 1/2 the same, 0 lower.

    Returns
    -------
    ``float64``, shape (threats, clean); its mean is the area under the empirical curve.
    """
    return np.asarray((np.sign(threats[:, None] - clean[None, :]) + 1.0) / 2.0, np.float64)


def area(threats: Ratings, clean: Ratings, *, level: float = LEVEL) -> Estimate:
    """Return the area under the empirical curve of one reader.

    Source: Bamber, J. Math. Psychol. 12 (1975) 387; variance of DeLong, DeLong and
    Clarke-Pearson, Biometrics 44 (1988) 837; the interval is of the logit where the area lies
    inside 0 and 1, so that it stays there.

    Raises
    ------
    TooFew
        With fewer than two of either.
    """
    value, variance = area_and_variance(threats, clean)
    n = len(threats) + len(clean)
    if not 0.0 < value < 1.0 or variance == 0.0:
        return Estimate(value, 0.0 if value < 1.0 else math.nan, 1.0, n, "none", level)
    logit = math.log(value / (1.0 - value))
    error = math.sqrt(variance) / (value * (1.0 - value))
    wide = around(logit, error, n, "DeLong, logit", level=level)
    low, high = (1.0 / (1.0 + math.exp(-end)) for end in (wide.low, wide.high))
    return Estimate(value, low, high, n, wide.method, level)


def area_and_variance(threats: Ratings, clean: Ratings) -> tuple[float, float]:
    """Return the area and DeLong's variance of it."""
    if len(threats) < 2 or len(clean) < 2:
        raise TooFew("An area needs two items with something in them and two with nothing.")
    won = kernel(threats, clean)
    variance = float(np.var(won.mean(axis=1), ddof=1)) / len(threats)
    variance += float(np.var(won.mean(axis=0), ddof=1)) / len(clean)
    return float(won.mean()), variance


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Binormal:
    """Two normal distributions behind ratings, by maximum likelihood.

    Attributes
    ----------
    distance, slope
        a and b of the curve ``z(H) = a + b z(F)``.
    cuts
        ``float64``, where the reader goes from one rating to the next, in units of clean items.
    covariance
        ``float64``, shape (2, 2), of a and b.
    n
        Items.
    """

    distance: float
    slope: float
    cuts: npt.NDArray[np.float64]
    covariance: npt.NDArray[np.float64]
    n: int
    level: float = LEVEL

    @property
    def area(self) -> Estimate:
        """Area under the curve, ``Phi(a / sqrt(1 + b^2))``, with the interval of its quantile."""
        a, b = self.distance, self.slope
        root = math.sqrt(1.0 + b * b)
        gradient = np.array([1.0 / root, -a * b / root**3])
        return self._around(a / root, gradient).mapped(stats.norm.cdf)

    @property
    def sensitivity(self) -> Estimate:
        """d_a of the whole curve, ``sqrt(2) a / sqrt(1 + b^2)``."""
        a, b = self.distance, self.slope
        root = math.sqrt(1.0 + b * b)
        gradient = math.sqrt(2.0) * np.array([1.0 / root, -a * b / root**3])
        return self._around(math.sqrt(2.0) * a / root, gradient)

    def hits(self, alarms: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the hit rate at each false-alarm rate."""
        return np.asarray(stats.norm.cdf(self.distance + self.slope * stats.norm.ppf(alarms)))

    def _around(self, value: float, gradient: npt.NDArray[np.float64]) -> Estimate:
        error = math.sqrt(float(gradient @ self.covariance @ gradient))
        return around(value, error, self.n, "maximum likelihood", level=self.level)


def binormal(threats: Ratings, clean: Ratings, *, level: float = LEVEL) -> Binormal:
    """Fit two normal distributions to ratings.

    Source: Dorfman and Alf, J. Math. Psychol. 6 (1969) 487. Ratings count as steps of a scale, by
    their order alone.

    Raises
    ------
    TooFew
        Where no curve is better than all others: no rating from which on some threats and some
        clean items are referred, and not all of either.
    """
    steps = np.unique(np.concatenate([threats, clean]))
    counts = np.array([[np.sum(group == step) for step in steps] for group in (clean, threats)])
    empirical = points(threats, clean)
    inside = [0.0 < one < 1.0 for one in np.array([empirical.alarms, empirical.hits]).ravel()]
    if not np.reshape(inside, (2, -1)).all(axis=0).any():
        raise TooFew("The ratings leave no point to lay a curve through.")
    start = _start(counts)
    found = optimize.minimize(
        lambda unknown: -_likelihood(unknown, counts),
        start,
        jac=lambda unknown: -_gradient(unknown, counts),
        method="BFGS",
        options={"gtol": 1e-9, "maxiter": 2000},
    )
    a, b, cuts = _parts(found.x)
    if not np.all(np.isfinite(found.x)) or b > 20.0 or b < 0.02 or abs(a) > 20.0:
        raise TooFew("The ratings part threats from clean items so well that any curve would do.")
    return Binormal(a, b, cuts, _covariance(found.x, counts), int(counts.sum()), level)


def _start(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    below = (np.cumsum(counts, axis=1)[:, :-1] + 0.5) / (counts.sum(axis=1, keepdims=True) + 1.0)
    clean, threats = stats.norm.ppf(below)
    gaps = np.maximum(np.diff(clean), 0.05)
    slope = float(np.clip(np.ptp(threats) / max(np.ptp(clean), 0.1), 0.3, 3.0))
    distance = float(np.mean(slope * clean - threats))
    return np.array([distance, math.log(slope), clean[0], *np.log(gaps)])


def _parts(unknown: npt.NDArray[np.float64]) -> tuple[float, float, npt.NDArray[np.float64]]:
    cuts = np.cumsum([unknown[2], *np.exp(np.clip(unknown[3:], -30.0, 30.0))])
    return float(unknown[0]), float(np.exp(np.clip(unknown[1], -10.0, 10.0))), cuts


def _shares(
    a: float, b: float, cuts: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Probability of each rating for clean items and threats, and the edges they come from."""
    edges = np.array([cuts, b * cuts - a])
    below = stats.norm.cdf(np.pad(edges, ((0, 0), (1, 1)), constant_values=((0,), (0,))))
    below[:, 0], below[:, -1] = 0.0, 1.0
    return np.diff(below, axis=1), edges


def _likelihood(unknown: npt.NDArray[np.float64], counts: npt.NDArray[np.int64]) -> float:
    share, _ = _shares(*_parts(unknown))
    return float(np.sum(counts * np.log(np.maximum(share, 1e-300))))


def _gradient(
    unknown: npt.NDArray[np.float64], counts: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    a, b, cuts = _parts(unknown)
    share, edges = _shares(a, b, cuts)
    weight = counts / np.maximum(share, 1e-300)
    # By each edge: what is below it gains what is above it loses.
    by_edge = stats.norm.pdf(edges) * (weight[:, :-1] - weight[:, 1:])
    by_cut = by_edge[0] + b * by_edge[1]
    later = np.cumsum(by_cut[::-1])[::-1]
    by_gap = later[1:] * np.diff(cuts)
    return np.array(
        [-by_edge[1].sum(), b * float(by_edge[1] @ cuts), later[0], *by_gap], np.float64
    )


def _covariance(
    best: npt.NDArray[np.float64], counts: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Covariance of a and b from the observed information, by differences of the gradient."""
    steps = 1e-5 * np.eye(len(best))
    rows = [_gradient(best - step, counts) - _gradient(best + step, counts) for step in steps]
    information = np.array(rows) / 2e-5
    whole = np.linalg.inv((information + information.T) / 2.0)
    # The fit is in the logarithm of the slope.
    scale = np.array([1.0, math.exp(best[1])])
    return np.asarray(whole[:2, :2] * np.outer(scale, scale))
