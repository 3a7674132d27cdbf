"""Whether scans that arrive are still like those the model was calibrated on.

Each sign of a new scan (`models.signs`) is ranked among the calibration's scans of its group and
those that came since, itself included. If all of them are exchangeable, these conformal p-values
are independent and uniform, whatever the sign's distribution (V. Vovk, *Testing randomness online*,
Statistical Science 36 (2021) 595, arXiv 1906.09256). Against them a capital is bet that grows when
they pile up at one end, by several bets among which a little of the capital moves at each scan (the
Simple Jumper), and the Shiryaev-Roberts statistic of that capital warns: R(n) = (1 + R(n-1)) times
the factor by which the capital grew (V. Vovk and others, *Retrain or not retrain: conformal test
martingales for change-point detection*, COPA 2021, arXiv 2102.10439). R(n) - n is a martingale, so
that by Doob's inequality R reaches c within N scans with a chance of at most N / c. That is the
stated chance of a false warning: no assumption on distributions, no table of limits.
"""

from __future__ import annotations

import bisect
import dataclasses
import math
from collections import deque
from collections.abc import Mapping

import numpy as np

from models.alarms import SIGNS, Reference

BLOCK = 500
"""Scans after which a monitor begins anew."""
FALSE_WARNING = 0.01
"""Largest chance that any sign of a scanner warns within a block although nothing has changed."""
LIMIT = BLOCK * len(SIGNS) / FALSE_WARNING
"""What the statistic of one sign must reach."""
JUMP = 0.01
"""Share of the capital that is spread over all bets at each scan."""
LAST = 50
"""Scans that a warning counts among."""
TAIL = 0.1
"""A scan counts as outside where it lies beyond this share of the calibration's scans."""
FEWEST = 19
"""Scans of a group from which it is watched: with fewer, no scan can stand out."""

_LINEAR = (-1.0, 1.0)
_POWER = 0.25
_EDGE = 1e-12


def _bets(p: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Factors of the bets for a p-value inside (0, 1); each integrates to 1 over it.

    Half of them bet on small values and half on large ones, strongly (a power) and mildly (a
    line); the first does not bet.
    """
    steep = (_POWER * p ** (_POWER - 1.0), _POWER * (1.0 - p) ** (_POWER - 1.0))
    return np.array([1.0, *(1.0 + slope * (p - 0.5) for slope in _LINEAR), *steep])


class Capital:
    """What was won against the p-values of one sign, and the statistic that warns."""

    def __init__(self) -> None:
        self._parts = np.full(3 + len(_LINEAR), 1.0 / (3 + len(_LINEAR)))
        self.statistic = 0.0

    def bet(self, p: float) -> float:
        """Bet on the next p-value; return the statistic."""
        spread = (1.0 - JUMP) * self._parts + JUMP / len(self._parts)
        # Beyond it the bets have a pole; cut off there, they win a little less than is fair.
        won = spread * _bets(min(max(p, _EDGE), 1.0 - _EDGE))
        grown = float(won.sum())
        # Only the shares matter from here on: the whole stays 1, and nothing overflows.
        self._parts = won / grown
        self.statistic = min((1.0 + self.statistic) * grown, 1e300)
        return self.statistic


def p_value(bag: list[float], value: float, chance: float) -> float:
    """Rank a value among those of a bag and itself: near 0 where it is larger than most.

    Parameters
    ----------
    bag
        Ascending; the value itself is not in it yet.
    chance
        From 0 to 1, unknown to whoever makes the values: it orders equal ones.
    """
    above = len(bag) - bisect.bisect_right(bag, value)
    equal = bisect.bisect_right(bag, value) - bisect.bisect_left(bag, value) + 1
    return (above + chance * equal) / (len(bag) + 1)


@dataclasses.dataclass(frozen=True, slots=True)
class Drifted:
    """One sign that is no longer what it was.

    Attributes
    ----------
    sign
        One of `models.alarms.SIGNS`.
    higher
        Whether it has become larger.
    outside, of
        How many of the last scans lie beyond all but a tenth of the calibration's, on that side.
    """

    sign: str
    higher: bool
    outside: int
    of: int


class Monitor:
    """Watches the scans of one scanner, judged by one calibration, in the order they came."""

    def __init__(self) -> None:
        self._scans = 0
        self._capital = {sign: Capital() for sign in SIGNS}
        self._bags: dict[tuple[str, str], list[float]] = {}
        self._last = {sign: deque[int](maxlen=LAST) for sign in SIGNS}
        self._warned: set[str] = set()
        self._before: set[str] = set()

    @property
    def scans(self) -> int:
        """Scans of this block."""
        return self._scans

    def take(
        self, group: str, reference: Reference, values: Mapping[str, float], chance: float
    ) -> None:
        """Take in the next scan.

        Parameters
        ----------
        group
            The narrowest group of the scan.
        reference
            Signs of that group in the calibration.
        values
            By sign; what is missing or no number could not be measured.
        chance
            From 0 to 1, independent of the values; see `p_value`.
        """
        if self._scans == BLOCK:
            self._begin_anew()
        self._scans += 1
        for sign in SIGNS:
            value = values.get(sign, math.nan)
            known = reference.get(sign, ())
            if math.isfinite(value) and len(known) >= FEWEST:
                bag = self._bags.setdefault((group, sign), list(known))
                if self._capital[sign].bet(p_value(bag, value, chance)) >= LIMIT:
                    self._warned.add(sign)
                bisect.insort(bag, value)
                self._last[sign].append(_side(known, value))

    def warnings(self) -> tuple[Drifted, ...]:
        """What warns now: in this block, or in the one before until this one has shown enough."""
        standing = self._warned | (self._before if self._scans < LAST else set())
        return tuple(self._told(sign) for sign in SIGNS if sign in standing)

    def _told(self, sign: str) -> Drifted:
        sides = list(self._last[sign])
        above, below = sides.count(1), sides.count(-1)
        return Drifted(sign, above >= below, max(above, below), len(sides))

    def _begin_anew(self) -> None:
        self._before, self._warned = self._warned, set()
        self._capital = {sign: Capital() for sign in SIGNS}
        self._bags = {}
        self._scans = 0


def _side(known: tuple[float, ...], value: float) -> int:
    """1 above, -1 below all but a tenth of the calibration's values; 0 among them."""
    out = int(TAIL * len(known))
    if value > known[len(known) - 1 - out]:
        return 1
    return -1 if value < known[out] else 0
