"""A mixed model of log times: officers and items differ, and an arm may help one more than another.

``log t = X beta + officer(intercept, slopes) + item + residual``, officers and items crossed, by
restricted maximum likelihood as Bates, Mächler, Bolker and Walker describe it (J. Stat. Softw. 67
(2015) 1, section 3). No library for Python that is at hand fits crossed effects of thousands of
items in seconds: statsmodels makes a dense covariance of all of them. Here every reading has one
item, so that items are taken out by division, and what is left is as small as there are officers.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
from scipy import optimize

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew, around

_MOST = 1000.0
"""Of a standard deviation over the residual's. A step of the search that goes further leaves no
digits of the fixed effects."""
Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """What is fitted, a row a reading.

    Attributes
    ----------
    value
        ``float64``, shape (n,): such as the log of seconds.
    fixed
        ``float64``, shape (n, p): a column of ones, then what is asked about.
    officer, item
        Numbers from 0 without gaps, shape (n,).
    slopes
        Columns of `fixed` whose effect differs from officer to officer, the ones among them.
    """

    value: Values
    fixed: Values
    officer: Places
    item: Places
    slopes: tuple[int, ...] = (0,)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted model.

    Attributes
    ----------
    effects, covariance
        ``float64``, shapes (p,) and (p, p): of the fixed columns.
    officers
        ``float64``, shape (slopes, slopes): covariance of officers' own effects.
    items, residual
        Variances. Where every item was read once, that of items is 0: it cannot be told from the
        residual, which holds it.
    deviance
        -2 log of the restricted likelihood.
    n, officer_count
        Readings and officers.
    """

    effects: Values
    covariance: Values
    officers: Values
    items: float
    residual: float
    deviance: float
    n: int
    officer_count: int
    level: float = LEVEL

    def effect(self, column: int) -> Estimate:
        """Return the effect of a column, with Student's interval.

        Degrees of freedom are the officers less one: an effect that differs between officers is
        known no better than by as many of them as there are. For effects that do not differ this
        is wider than need be.
        """
        return around(
            float(self.effects[column]),
            math.sqrt(float(self.covariance[column, column])),
            self.n,
            "mixed model, t of officers",
            level=self.level,
            freedom=self.officer_count - 1,
        )


def fit(readings: Readings, *, level: float = LEVEL) -> Fit:
    """Fit the model by restricted maximum likelihood.

    Raises
    ------
    TooFew
        With fewer than two officers, where the fixed columns cannot be told apart, or where they
        tell everything.
    """
    model = _Model(readings)
    width = len(readings.slopes)
    lower = np.tril_indices(width)
    again = model.some_item_again
    start = np.concatenate([np.eye(width)[lower] * 0.5, [0.5 if again else 0.0]])
    bounds = [(0.0 if i == k else -_MOST, _MOST) for i, k in zip(*lower, strict=True)]
    bounds.append((0.0, _MOST if again else 0.0))
    best = optimize.minimize(
        lambda theta: model.solved(theta).deviance,
        start,
        method="L-BFGS-B",
        jac="3-point",
        bounds=bounds,
        options={"ftol": 1e-15, "gtol": 1e-7, "maxiter": 500},
    )
    return model.fit_at(best.x, level)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Solved:
    deviance: float
    effects: Values
    covariance: Values
    residual: float


class _Model:
    """The penalised least squares of one set of readings, for any ratio of variances."""

    def __init__(self, readings: Readings) -> None:
        self._n, self._p = readings.fixed.shape
        self._width = len(readings.slopes)
        self._officers = int(readings.officer.max()) + 1
        self._items = int(readings.item.max()) + 1
        if self._officers < 2:
            raise TooFew("One officer says nothing of how officers vary.")
        if np.linalg.matrix_rank(readings.fixed) < self._p:
            raise TooFew("What is asked about does not vary on its own in these readings.")
        left = readings.value - readings.fixed @ np.linalg.lstsq(readings.fixed, readings.value)[0]
        if float(left @ left) <= 1e-20 * float(readings.value @ readings.value):
            raise TooFew("Nothing varies but what is asked about.")
        lower = np.tril_indices(self._width)
        self._lower = lower
        # Columns of officers' own effects, then the fixed ones, then what is explained.
        own = np.zeros((self._n, self._officers * self._width))
        for place, column in enumerate(readings.slopes):
            own[np.arange(self._n), readings.officer * self._width + place] = readings.fixed[
                :, column
            ]
        everything = np.column_stack([own, readings.fixed, readings.value])
        self._own = own.shape[1]
        self._products = everything.T @ everything
        by_item = np.zeros((self._items, everything.shape[1]))
        np.add.at(by_item, readings.item, everything)
        count = np.bincount(readings.item, minlength=self._items)
        # What is taken out for an item depends on how often it was read, and on nothing else.
        self._often, self._how_many = np.unique(count, return_counts=True)
        self._by_often = np.array(
            [by_item[count == often].T @ by_item[count == often] for often in self._often]
        )

    @property
    def some_item_again(self) -> bool:
        """Whether any item was read more than once."""
        return bool(self._often.max() > 1)

    def solved(self, theta: Values) -> _Solved:
        """Solve for given ratios of standard deviations to the residual's."""
        item = float(theta[-1])
        divisor = item * item * self._often + 1.0
        reduced = self._products - np.tensordot(item * item / divisor, self._by_often, 1)
        scale = self._scale(theta)
        q = self._own
        a = scale.T @ reduced[:q, :q] @ scale + np.eye(q)
        root = np.linalg.cholesky(a)
        rest = np.linalg.solve(root, scale.T @ reduced[:q, q:])
        small = reduced[q:, q:] - rest.T @ rest
        of_fixed = np.linalg.cholesky(small[: self._p, : self._p])
        toward = np.linalg.solve(of_fixed, small[: self._p, self._p])
        squares = float(small[self._p, self._p] - toward @ toward)
        freedom = self._n - self._p
        residual = squares / freedom
        logs = (
            float(self._how_many @ np.log(divisor))
            + 2.0 * float(np.sum(np.log(np.diag(root))))
            + 2.0 * float(np.sum(np.log(np.diag(of_fixed))))
        )
        deviance = logs + freedom * (1.0 + math.log(2.0 * math.pi * residual))
        effects = np.linalg.solve(of_fixed.T, toward)
        inverse = np.linalg.inv(of_fixed)
        return _Solved(deviance, effects, residual * inverse.T @ inverse, residual)

    def fit_at(self, theta: Values, level: float) -> Fit:
        """Return the model at given ratios."""
        found = self.solved(theta)
        block = self._block(theta)
        return Fit(
            found.effects,
            found.covariance,
            found.residual * block @ block.T,
            found.residual * float(theta[-1]) ** 2,
            found.residual,
            found.deviance,
            self._n,
            self._officers,
            level,
        )

    def _block(self, theta: Values) -> Values:
        block = np.zeros((self._width, self._width))
        block[self._lower] = theta[:-1]
        return block

    def _scale(self, theta: Values) -> Values:
        return np.asarray(np.kron(np.eye(self._officers), self._block(theta)), np.float64)
