"""How sure officers were against how right they turned out to be, with what the figures rest on."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Mapping

from app.domain.decision import Kind
from app.domain.words import phrase

LEVELS = (1, 2, 3, 4, 5)
"""Of confidence, as a decision states it."""
LEAST = 20
"""Fewest cases of which a rate is told. At a true rate of 0.8 the 95 % interval of 20 still runs
from 0.58 to 0.92; with fewer it says nothing of a person. Officers are never ranked."""
Z = 1.959963984540054
"""Of the standard normal distribution at 97.5 %."""


class Measure(enum.StrEnum):
    """What is counted."""

    CALIBRATION = "right_at_confidence"
    """Of the decisions with a known outcome at one level of confidence: how many were right."""
    RIGHT = "right"
    """The same at all levels together."""
    RESULTANT = "referrals_resultant"
    """Of the referrals that were examined: how many found anything."""
    MISSED = "releases_found_later"
    """Of the release recommendations that were examined all the same: how many hid something."""
    SECOND = "second_readings_agree"
    """Of the decisions that somebody else read blind: how many say the same kind."""
    WITH_MODEL = "agrees_with_model"
    """Of referrals and release recommendations where every model gave an answer: how many went
    the way of it."""
    VERDICTS = "verdicts_agree"
    """Of verdicts on findings that say yes or no: how many say yes."""


MEASURE_WORDS: Mapping[Measure, str] = {
    Measure.CALIBRATION: phrase("Right at confidence {level}"),
    Measure.RIGHT: phrase("Right, all levels"),
    Measure.RESULTANT: phrase("Referrals resultant"),
    Measure.MISSED: phrase("Releases found later"),
    Measure.SECOND: phrase("Second readings agree"),
    Measure.WITH_MODEL: phrase("Goes with the model"),
    Measure.VERDICTS: phrase("Findings agreed with"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """One decision as the figures take it in."""

    recommendation_id: str
    officer: str
    """Account."""
    kind: Kind
    confidence: int
    """1 to 5; 0 where none was asked for."""
    found: bool | None
    """Whether an examination found anything; None while none is known."""
    flagged: bool | None
    """Whether any model flagged anything; None where one of them gave no answer, or none ran."""
    agreed: int = 0
    """Verdicts of the officer that say yes to a finding."""
    disagreed: int = 0
    unsure: int = 0
    same_again: bool | None = None
    """Whether a blind second reading says the same kind; None while none is signed."""
    stands: bool | None = None
    """Whether a third person let this decision stand against another reading; None where nobody
    had to say."""

    @property
    def right(self) -> bool | None:
        """Whether the outcome bears the recommendation out; None where nobody knows.

        What an examination came to counts before what a third person held to be right.
        """
        if self.found is None or self.kind not in (Kind.REFER_FOR_EXAM, Kind.RECOMMEND_RELEASE):
            return self.stands
        return self.found == (self.kind is Kind.REFER_FOR_EXAM)

    @property
    def with_model(self) -> bool | None:
        """Whether it went the way of the model; None where the two cannot be compared."""
        if self.flagged is None or self.kind not in (Kind.REFER_FOR_EXAM, Kind.RECOMMEND_RELEASE):
            return None
        return self.flagged == (self.kind is Kind.REFER_FOR_EXAM)


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    count: int
    of: int

    @property
    def enough(self) -> bool:
        """Whether there are cases enough to tell a rate (`LEAST`)."""
        return self.of >= LEAST

    @property
    def share(self) -> float | None:
        """The rate; None while there are too few cases."""
        return self.count / self.of if self.enough else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its 95 % interval; None while there are too few cases."""
        return wilson(self.count, self.of) if self.enough else None


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One figure of one officer, or of all."""

    account: str
    """Empty for all officers together."""
    name: str
    measure: Measure
    rate: Rate
    level: int = 0
    """Of confidence; 0 where the measure has none."""


@dataclasses.dataclass(frozen=True, slots=True)
class OfficerFigures:
    """Everything that is told of one officer, or of all together."""

    account: str
    name: str
    decisions: int
    """That stand, of any kind."""
    known: int
    """With a known outcome."""
    lines: tuple[Line, ...]

    def rate(self, measure: Measure, level: int = 0) -> Rate:
        """Return one figure."""
        found = (one.rate for one in self.lines if (one.measure, one.level) == (measure, level))
        return next(found)


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
    (1927) 209: centre (p + z²/2n) / (1 + z²/n), half width z √(p(1-p)/n + z²/4n²) / (1 + z²/n).
    It holds for few cases and for shares near 0 and 1, where the usual one (Wald's) fails.

    Raises
    ------
    ValueError
        When there is no case, or the count is not among them.
    """
    if of < 1 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share")
    share = count / of
    whole = 1.0 + Z * Z / of
    middle = (share + Z * Z / (2 * of)) / whole
    half = Z * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / whole
    return max(0.0, middle - half), min(1.0, middle + half)
