"""Several readers, several arms: what holds for other readers and other items too.

The analysis of Obuchowski and Rockette (Commun. Stat. Simul. Comput. 24 (1995) 285) with the
degrees of freedom of Hillis (Stat. Med. 26 (2007) 596); with figures of merit that a jackknife
takes apart it is that of Dorfman, Berbaum and Metz as well (Hillis, Berbaum and Metz, Acad. Radiol.
15 (2008) 647).

Everybody reads everything, or readers are parted into groups that each read items of their own, in
all arms (paired split-plot; Obuchowski, Gallas and Hillis, Acad. Radiol. 19 (2012) 1508). Then only
readers of one group share items, and what readers add is told within groups; the rest of the
analysis is the same, with one group it is exactly that.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import stats

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew, around
from app.pilot.statistics.roc import kernel

Values = npt.NDArray[np.float64]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """A figure of merit of each reader in each arm, and how they vary with the items.

    Attributes
    ----------
    merit
        ``float64``, shape (arms, readers).
    covariance
        ``float64``, shape (arms, readers, arms, readers): from the choice of items.
    items
        How many items were read.
    groups
        Readers in each group, in their order; empty where everybody read everything.
    """

    merit: Values
    covariance: Values
    items: int
    groups: tuple[int, ...] = ()

    @property
    def group(self) -> npt.NDArray[np.intp]:
        """Number of each reader's group."""
        sizes = self.groups or (self.merit.shape[1],)
        return np.repeat(np.arange(len(sizes)), sizes)

    @property
    def together(self) -> float:
        """Readers who share a reader's items, on the average over readers, herself among them."""
        sizes = np.bincount(self.group)
        return float(np.sum(sizes**2) / np.sum(sizes))

    def only(self, *arms: int) -> Figures:
        """Return the figures of some arms alone."""
        kept = list(arms)
        shared = self.covariance[kept][:, :, kept]
        return dataclasses.replace(self, merit=self.merit[kept], covariance=shared)


@dataclasses.dataclass(frozen=True, slots=True)
class Covariances:
    """Means of the covariances, as Obuchowski and Rockette number them.

    Attributes
    ----------
    error
        A figure with itself.
    one
        The same reader, another arm.
    two
        The same arm, another reader.
    three
        Neither.
    """

    error: float
    one: float
    two: float
    three: float


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """A test that all arms are alike.

    Attributes
    ----------
    statistic, between, within
        F and its degrees of freedom.
    p
        Probability of a larger F where they are.
    """

    statistic: float
    between: float
    within: float
    p: float


def areas(threats: Values, clean: Values, *, unbiased: bool = False) -> Figures:
    """Return areas under empirical curves and their covariances.

    Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837; unbiased, Gallas, Acad.
    Radiol. 13 (2006) 353.

    Parameters
    ----------
    threats, clean
        ``float64`` ratings, shape (arms, readers, items): everybody read every item in every arm.
    """
    arms, readers = threats.shape[:2]
    flat = [
        kernel(threats[arm, reader], clean[arm, reader])
        for arm, reader in itertools.product(range(arms), range(readers))
    ]
    merit = np.array([won.mean() for won in flat]).reshape(arms, readers)
    covariance = _gallas(flat) if unbiased else _delong(flat)
    shape = (arms, readers, arms, readers)
    items = threats.shape[2] + clean.shape[2]
    return Figures(merit, covariance.reshape(shape), items)


def shares(referred: npt.NDArray[np.bool_]) -> Figures:
    """Return shares of items that were referred, such as hit rates, and their covariances.

    Parameters
    ----------
    referred
        Shape (arms, readers, items).
    """
    arms, readers, items = referred.shape
    if items < 2:
        raise TooFew("One item says nothing of how items vary.")
    flat = referred.reshape(arms * readers, items).astype(np.float64)
    covariance = np.atleast_2d(np.cov(flat)) / items
    return Figures(
        flat.mean(axis=1).reshape(arms, readers),
        covariance.reshape(arms, readers, arms, readers),
        items,
    )


def jackknifed(merit: Callable[[npt.NDArray[np.intp]], Values], items: int) -> Figures:
    """Return any figure of merit and its covariances, by leaving out one item at a time.

    Source: Efron, The Jackknife, 1982, 3.

    Parameters
    ----------
    merit
        Gives the figures of all arms and readers, shape (arms, readers), from those items alone
        whose places it is given.
    """
    everything = np.arange(items)
    whole = merit(everything)
    without = np.array([merit(np.delete(everything, place)).ravel() for place in everything])
    away = without - without.mean(axis=0)
    covariance = (items - 1) / items * away.T @ away
    return Figures(whole, covariance.reshape(*whole.shape, *whole.shape), items)


def split(groups: Sequence[Figures]) -> Figures:
    """Put groups of readers together that each read items of their own.

    Raises
    ------
    ValueError
        When they had different arms.
    """
    arms = groups[0].merit.shape[0]
    if any(one.merit.shape[0] != arms for one in groups):
        raise ValueError("groups with different arms")
    sizes = tuple(one.merit.shape[1] for one in groups)
    covariance = np.zeros((arms, sum(sizes), arms, sum(sizes)))
    first = 0
    for one, size in zip(groups, sizes, strict=True):
        own = slice(first, first + size)
        covariance[:, own, :, own] = one.covariance
        first += size
    merit = np.concatenate([one.merit for one in groups], axis=1)
    return Figures(merit, covariance, sum(one.items for one in groups), sizes)


def covariances(figures: Figures) -> Covariances:
    """Return the four means of the covariances; 0 where no pair is of a kind.

    Readers of different groups share no items and are no pair.
    """
    arms, readers = figures.merit.shape
    group = figures.group
    sums = {"error": [0.0, 0], "one": [0.0, 0], "two": [0.0, 0], "three": [0.0, 0]}
    for i, j, k, m in itertools.product(range(arms), range(readers), range(arms), range(readers)):
        if group[j] != group[m]:
            continue
        kind = {(True, True): "error", (False, True): "one", (True, False): "two"}.get(
            (i == k, j == m), "three"
        )
        sums[kind][0] += float(figures.covariance[i, j, k, m])
        sums[kind][1] += 1
    return Covariances(**{kind: total / n if n else 0.0 for kind, (total, n) in sums.items()})


def compare_arms(figures: Figures) -> Comparison:
    """Test whether the arms are alike, for readers and items like these.

    Raises
    ------
    TooFew
        With fewer than two readers in any group, or two arms.
    """
    arms, readers = _require(figures)
    if arms < 2:
        raise TooFew("One arm has nothing to be compared with.")
    means = figures.merit.mean(axis=1)
    between = readers * float(np.var(means, ddof=1))
    denominator, within = _denominator(figures)
    statistic = between / denominator if denominator > 0.0 else math.inf
    p = float(stats.f.sf(statistic, arms - 1, within))
    return Comparison(statistic, float(arms - 1), within, p)


def difference(figures: Figures, one: int, other: int, *, level: float = LEVEL) -> Estimate:
    """Return the mean of an arm less that of another, for readers and items like these.

    What is estimated of the error comes from all arms, as in the test.

    Raises
    ------
    TooFew
        With fewer than two readers.
    """
    _, readers = _require(figures)
    means = figures.merit.mean(axis=1)
    denominator, within = _denominator(figures)
    error = math.sqrt(2.0 / readers * denominator)
    return around(
        float(means[one] - means[other]),
        error,
        figures.items,
        "Obuchowski-Rockette, Hillis",
        level=level,
        freedom=within,
    )


def of_arm(figures: Figures, arm: int, *, level: float = LEVEL) -> Estimate:
    """Return the mean of one arm, for readers and items like these, from its figures alone.

    Raises
    ------
    TooFew
        With fewer than two readers.
    """
    _, readers = _require(figures)
    merit = figures.merit[arm]
    of_group = readers - len(set(figures.group))
    spread = float(np.sum(_within(figures, merit[None, :]) ** 2)) / of_group
    total = spread + figures.together * max(0.0, covariances(figures.only(arm)).two)
    freedom = _freedom(total, spread, of_group)
    return around(
        float(merit.mean()),
        math.sqrt(total / readers),
        figures.items,
        "Obuchowski-Rockette, Hillis",
        level=level,
        freedom=freedom,
    )


def _denominator(figures: Figures) -> tuple[float, float]:
    """Error of the test between arms, and its degrees of freedom."""
    arms, readers = figures.merit.shape
    rest = _within(figures, figures.merit - figures.merit.mean(axis=0))
    freedom = (arms - 1) * (readers - len(set(figures.group)))
    between = float(np.sum(rest**2)) / freedom
    found = covariances(figures)
    total = between + figures.together * max(0.0, found.two - found.three)
    return total, _freedom(total, between, freedom)


def _within(figures: Figures, values: Values) -> Values:
    """Values of arms by readers, less the mean of each group in each arm."""
    group = figures.group
    means = [values[:, group == one].mean(axis=1) for one in range(int(group.max()) + 1)]
    return np.asarray(values - np.array(means)[group].T, np.float64)


def _freedom(total: float, part: float, of_part: int) -> float:
    return total**2 / (part**2 / of_part) if part > 0.0 else math.inf


def _require(figures: Figures) -> tuple[int, int]:
    arms, readers = figures.merit.shape
    if np.bincount(figures.group).min() < 2:
        raise TooFew("One reader says nothing of how readers vary.")
    return arms, readers


def _delong(flat: list[Values]) -> Values:
    rows = np.array([won.mean(axis=1) for won in flat])
    columns = np.array([won.mean(axis=0) for won in flat])
    if rows.shape[1] < 2 or columns.shape[1] < 2:
        raise TooFew("Areas need two items with something in them and two with nothing.")
    threats, clean = rows.shape[1], columns.shape[1]
    found = np.cov(rows) / threats + np.cov(columns) / clean
    return np.asarray(np.atleast_2d(found), np.float64)


def _gallas(flat: list[Values]) -> Values:
    """Moments of pairs that share a threat, a clean item, both or neither, without bias."""
    n, m = flat[0].shape
    if n < 2 or m < 2:
        raise TooFew("Areas need two items with something in them and two with nothing.")
    found = np.empty((len(flat), len(flat)))
    for (a, one), (b, other) in itertools.product(enumerate(flat), repeat=2):
        both = float(np.sum(one * other))
        threat = float(one.sum(axis=1) @ other.sum(axis=1))
        clean = float(one.sum(axis=0) @ other.sum(axis=0))
        product = float(one.sum() * other.sum())
        of_both = both / (n * m)
        of_threat = (threat - both) / (n * m * (m - 1))
        of_clean = (clean - both) / (n * m * (n - 1))
        of_none = (product - threat - clean + both) / (n * m * (n - 1) * (m - 1))
        squared = (
            of_both + (m - 1) * of_threat + (n - 1) * of_clean + (n - 1) * (m - 1) * of_none
        ) / (n * m)
        found[a, b] = squared - of_none
    return found
