"""Sample sizes by formula, for readings that do not depend on each other.

They are where one begins. Officers differ and read many items each, so that a study needs more:
`app.pilot.planning.power` tells by simulation how much.
"""

from __future__ import annotations

import math

from scipy import stats

POWER = 0.8
"""Chance to see an effect that is there."""
LEVEL = 0.95
"""Of the interval or of the two-sided test."""


def unpaired_rates(one: float, other: float, *, power: float = POWER, level: float = LEVEL) -> int:
    """Return items for each arm to tell two rates apart, of different items.

    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 2003, 4.2,
    without the correction for continuity.

    Parameters
    ----------
    one, other
        True rates, between 0 and 1, not the same.
    """
    tail, reach = _quantiles(power, level)
    middle = (one + other) / 2.0
    spread = tail * math.sqrt(2.0 * middle * (1.0 - middle))
    spread += reach * math.sqrt(one * (1.0 - one) + other * (1.0 - other))
    return math.ceil((spread / (one - other)) ** 2)


def paired_rates(gain: float, loss: float, *, power: float = POWER, level: float = LEVEL) -> int:
    """Return items to read twice to see that more is gained than lost.

    Source: Connor, Biometrics 43 (1987) 207, for McNemar's test.

    Parameters
    ----------
    gain, loss
        Shares of items found in the second reading only, and in the first only.
    """
    tail, reach = _quantiles(power, level)
    discordant, apart = gain + loss, gain - loss
    spread = tail * math.sqrt(discordant) + reach * math.sqrt(discordant - apart * apart)
    return math.ceil((spread / apart) ** 2)


def times_within(spread: float, share: float, *, level: float = LEVEL) -> int:
    """Return readings after which a geometric mean of times is known to within a share.

    Parameters
    ----------
    spread
        Standard deviation of the logarithm of times: 0.6 to 1.0 in image reading.
    share
        Such as 0.1, for a tenth more or less.
    """
    tail, _ = _quantiles(POWER, level)
    return math.ceil((tail * spread / math.log1p(share)) ** 2)


def _quantiles(power: float, level: float) -> tuple[float, float]:
    return float(stats.norm.ppf(0.5 + level / 2.0)), float(stats.norm.ppf(power))
