"""Sensitivity apart from readiness to refer: d', c, and d_a where they mislead.

d' and c take it that what has something in it and what has nothing spread alike. In X-ray
inspection they do not: when readers become readier to refer, d' falls although they see no worse.
d_a with the slope of the reader's own ROC, 0.5 to 0.6 in screening (Sterchi, Hattenschwiler and
Schwaninger 2019; Buser 2020), does not, and is always told beside it.
"""

from __future__ import annotations

import dataclasses
import math

from scipy import stats

from app.pilot.statistics.estimate import LEVEL, Estimate, TooFew, around

SLOPES = (0.5, 0.6)
"""Slopes that ROC curves of X-ray screeners were found to have."""


@dataclasses.dataclass(frozen=True, slots=True)
class Calls:
    """What readers called.

    Attributes
    ----------
    hits, threats
        Referred, of what has something in it.
    alarms, clean
        Referred, of what has nothing in it.
    """

    hits: int
    threats: int
    alarms: int
    clean: int

    def __post_init__(self) -> None:
        """Refuse shares that are none."""
        if self.threats == 0 or self.clean == 0:
            raise TooFew("Sensitivity needs items with something in them and items with nothing.")
        if not (0 <= self.hits <= self.threats and 0 <= self.alarms <= self.clean):
            raise ValueError("no shares")

    @property
    def rates(self) -> tuple[float, float]:
        """Hit and false-alarm rate with the log-linear correction.

        Half a call is added to each count and a whole one to each number, so that rates of 0 and 1
        have a place on the normal scale (Hautus, Behav. Res. Methods 27 (1995) 46).
        """
        return (self.hits + 0.5) / (self.threats + 1.0), (self.alarms + 0.5) / (self.clean + 1.0)


def d_prime(calls: Calls, *, level: float = LEVEL) -> Estimate:
    """Return d' = z(H) - z(F).

    Source: Green and Swets 1966; its variance Gourevitch and Galanter, Psychometrika 32 (1967) 25.
    """
    (zh, vh), (zf, vf) = _quantiles(calls)
    return around(zh - zf, math.sqrt(vh + vf), _n(calls), "Gourevitch-Galanter", level=level)


def criterion(calls: Calls, *, level: float = LEVEL) -> Estimate:
    """Return c = -(z(H) + z(F)) / 2: above 0, readers refer less readily than would be even.

    Source: Macmillan and Creelman, Detection Theory, 2005, 2.1.
    """
    (zh, vh), (zf, vf) = _quantiles(calls)
    error = math.sqrt(vh + vf) / 2.0
    return around(-(zh + zf) / 2.0, error, _n(calls), "Gourevitch-Galanter", level=level)


def d_a(calls: Calls, slope: float, *, level: float = LEVEL) -> Estimate:
    """Return d_a = sqrt(2 / (1 + s^2)) (z(H) - s z(F)), with the slope taken as known.

    Source: Macmillan and Creelman, Detection Theory, 2005, 3.4.

    Parameters
    ----------
    slope
        Of the ROC on normal axes, above 0: spread of what has nothing over that of what has
        something. 1 gives d'.
    """
    (zh, vh), (zf, vf) = _quantiles(calls)
    scale = math.sqrt(2.0 / (1.0 + slope * slope))
    error = scale * math.sqrt(vh + slope * slope * vf)
    return around(scale * (zh - slope * zf), error, _n(calls), "delta", level=level)


def _quantiles(calls: Calls) -> tuple[tuple[float, float], tuple[float, float]]:
    """Normal quantile of each corrected rate, with its variance."""
    hit, alarm = calls.rates
    return _quantile(hit, calls.threats), _quantile(alarm, calls.clean)


def _quantile(share: float, n: int) -> tuple[float, float]:
    z = float(stats.norm.ppf(share))
    return z, share * (1.0 - share) / (n * float(stats.norm.pdf(z)) ** 2)


def _n(calls: Calls) -> int:
    return calls.threats + calls.clean
