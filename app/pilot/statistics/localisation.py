"""Whether the right place was marked: the figure of merit of JAFROC, from marks with ratings."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.pilot.statistics.roc import kernel

UNMARKED = -np.inf
"""The rating of a place that nobody marked: below any."""


@dataclasses.dataclass(frozen=True, slots=True)
class Marked:
    """What one reader marked on one item.

    Attributes
    ----------
    found
        Rating of each threat that is there: of the mark on it, `UNMARKED` where there is none.
    elsewhere
        Ratings of marks on no threat.
    """

    found: tuple[float, ...] = ()
    elsewhere: tuple[float, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether there is no threat on the item."""
        return not self.found


def merit(items: Sequence[Marked]) -> float:
    """Return the chance that a threat is rated above all marks on an item without any.

    Source: the area under the alternative free-response curve with equal weight for each item,
    Chakraborty and Berbaum, Med. Phys. 31 (2004) 2313; Chakraborty and Zhai, Med. Phys. 43 (2016)
    2548. Marks beside threats on items that have some are not counted. nan without either.
    """
    highest = [max(one.elsewhere, default=UNMARKED) for one in items if one.clean]
    with_threats = [one for one in items if not one.clean]
    if not highest or not with_threats:
        return float("nan")
    clean = _finite(np.array(highest))
    shares = [kernel(_finite(np.array(one.found)), clean).mean() for one in with_threats]
    return float(np.mean(shares))


def _finite(ratings: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Two places that nobody marked are alike: their difference must be 0, not undefined."""
    return np.where(np.isneginf(ratings), -1e300, ratings)
