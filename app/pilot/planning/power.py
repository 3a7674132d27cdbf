"""Power by simulation: studies as planned, made up and analysed as they will be, many times."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import stats

from app.pilot.statistics import rates, reader_study
from app.pilot.statistics.estimate import Estimate
from app.pilot.statistics.random_effects import Readings, fit

Progress = Callable[[int], None]
"""Told how many studies were tried."""


class Assignment(enum.StrEnum):
    """How items meet officers and arms."""

    PER_ITEM = "per_item"
    """Each item is read once, by an officer and in an arm that are drawn."""
    CROSSOVER = "crossover"
    """Every officer reads every item of her own in both arms."""
    SPLIT_PLOT = "split_plot"
    """Officers in groups; each group reads a block of items of its own, in both arms."""


@dataclasses.dataclass(frozen=True, slots=True)
class TimePlan:
    """A study of how an arm changes decision times.

    Attributes
    ----------
    officers, items
        How many.
    ratio
        Of median times, second arm over first; 1 where it changes nothing.
    assignment, groups
        See `Assignment`; groups of officers where there are any.
    of_officers, of_items, of_arms, rest
        Standard deviations of the logarithm of times: between officers, between items, of the
        arm's effect between officers, and of what is left.
    """

    officers: int
    items: int
    ratio: float
    assignment: Assignment = Assignment.PER_ITEM
    groups: int = 2
    of_officers: float = 0.3
    of_items: float = 0.4
    of_arms: float = 0.1
    rest: float = 0.6


@dataclasses.dataclass(frozen=True, slots=True)
class ReadingPlan:
    """A study of how an arm changes what is seen: everybody reads everything in both arms.

    Ratings are made up after Roe and Metz, Acad. Radiol. 4 (1997) 587; the variances are those of
    their model with high correlation of items and little difference between readers unless others
    are given.

    Attributes
    ----------
    readers, threats, clean
        How many.
    areas
        True area under the ROC curve of an average reader, in the first and second arm.
    of_items, of_items_by_arm, of_readers, of_readers_by_arm, rest
        Variances; of items, items by arm and the rest they add up to 1.
    """

    readers: int
    threats: int
    clean: int
    areas: tuple[float, float]
    of_items: float = 0.3
    of_items_by_arm: float = 0.3
    of_readers: float = 0.011
    of_readers_by_arm: float = 0.011
    rest: float = 0.4


def of_times(
    plan: TimePlan, *, seed: int, trials: int = 400, progress: Progress = lambda _done: None
) -> Estimate:
    """Return how often such a study shows that the arm changes times, with Wilson's interval.

    It shows it where the 95 % interval of the mixed model does not hold a ratio of 1.
    """
    chance = np.random.default_rng(seed)
    shown = 0
    for done in range(trials):
        effect = fit(times_of(plan, chance)).effect(1)
        shown += not effect.low <= 0.0 <= effect.high
        progress(done + 1)
    return rates.rate(shown, trials)


def of_readings(
    plan: ReadingPlan, *, seed: int, trials: int = 400, progress: Progress = lambda _done: None
) -> Estimate:
    """Return how often such a study shows that the areas differ, with Wilson's interval.

    It shows it where Obuchowski and Rockette's test gives a p below 0.05.
    """
    chance = np.random.default_rng(seed)
    shown = 0
    for done in range(trials):
        figures = reader_study.areas(*ratings_of(plan, chance))
        shown += reader_study.compare_arms(figures).p < 0.05
        progress(done + 1)
    return rates.rate(shown, trials)


def times_of(plan: TimePlan, chance: np.random.Generator) -> Readings:
    """Make up the readings of one study of times."""
    officer, item, arm = _assigned(plan, chance)
    own = chance.normal(0.0, plan.of_officers, plan.officers)
    help_ = math.log(plan.ratio) + chance.normal(0.0, plan.of_arms, plan.officers)
    hard = chance.normal(0.0, plan.of_items, plan.items)
    value = 4.0 + own[officer] + help_[officer] * arm + hard[item]
    value = value + chance.normal(0.0, plan.rest, len(arm))
    used = np.unique(item, return_inverse=True)[1]
    return Readings(value, np.column_stack([np.ones(len(arm)), arm]), officer, used, (0, 1))


def ratings_of(
    plan: ReadingPlan, chance: np.random.Generator
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Make up the ratings of one study, of threats and of clean items.

    Returns
    -------
    ``float64``, shape (2, readers, items) each.
    """
    # A rating of a threat less one of a clean item varies by twice the variances (Roe and Metz).
    total = plan.of_items + plan.of_items_by_arm + plan.rest
    apart = [math.sqrt(2.0 * total) * float(stats.norm.ppf(area)) for area in plan.areas]
    both = []
    for means, items in ((apart, plan.threats), ([0.0, 0.0], plan.clean)):
        drawn = np.array(means)[:, None, None]
        for variance, shape in (
            (plan.of_items, (1, 1, items)),
            (plan.of_items_by_arm, (2, 1, items)),
            (plan.of_readers, (1, plan.readers, 1)),
            (plan.of_readers_by_arm, (2, plan.readers, 1)),
            (plan.rest, (2, plan.readers, items)),
        ):
            drawn = drawn + chance.normal(0.0, math.sqrt(variance), shape)
        both.append(drawn)
    return both[0], both[1]


def _assigned(
    plan: TimePlan, chance: np.random.Generator
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Officer, item and arm of every reading."""
    if plan.assignment is Assignment.PER_ITEM:
        item = np.arange(plan.items)
        officer = chance.permutation(item % plan.officers)
        # As many in one arm as in the other, for every officer.
        order = np.argsort(np.argsort(officer, kind="stable"), kind="stable")
        return officer, item, (order % 2).astype(np.float64)
    groups = plan.groups if plan.assignment is Assignment.SPLIT_PLOT else 1
    readings = [
        (officer, item, arm)
        for officer in range(plan.officers)
        for item in range(plan.items)
        if officer % groups == item % groups
        for arm in (0.0, 1.0)
    ]
    officers, items, arms = (np.array(column) for column in zip(*readings, strict=True))
    return officers.astype(np.intp), items.astype(np.intp), arms.astype(np.float64)
