"""Officers' confidence against outcomes: counts first, rates only where there are cases enough.

What these figures cannot say: examinations follow referrals, so what was missed among release
recommendations is known only where a port examined all the same. Rates of misses are therefore
never told as if they were of all releases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain.csv_text import csv_line
from app.domain.decision import Kind
from app.domain.errors import Refused
from app.domain.officer import Act, Officer
from app.domain.officer_figures import (
    LEAST,
    LEVELS,
    Judged,
    Line,
    Measure,
    OfficerFigures,
    Rate,
)
from app.domain.words import phrase, say
from app.record import Record

ALL = "*"
"""Stands for all officers together in a CSV."""
_NOT_YOURS = phrase("Only a supervisor sees how others decide.")
COLUMNS = (
    "officer",
    "name",
    "measure",
    "confidence",
    "count",
    "of",
    "rate",
    "low_95",
    "high_95",
    "least",
)


def officer_figures(record: Record, asks: Officer) -> tuple[OfficerFigures, ...]:
    """Return the figures of all officers together, then of each, by name.

    Raises
    ------
    Refused
        When the person may not see how others decide.
    """
    if not asks.may(Act.AUDIT):
        raise Refused(say(_NOT_YOURS))
    names = {one.account: one.name for one in record.accounts()}
    return figures_of(record.replays.judged(), names)


def figures_of(judged: Sequence[Judged], names: Mapping[str, str]) -> tuple[OfficerFigures, ...]:
    """Return the figures of some decisions: all officers first, then each by name.

    Parameters
    ----------
    judged
        Decisions that count, each once.
    names
        Name by account; an account without one stands for itself.
    """
    accounts = sorted({one.officer for one in judged}, key=lambda one: (names.get(one, one), one))
    every = _of("", "", judged)
    return (
        every,
        *(
            _of(account, names.get(account, account), [j for j in judged if j.officer == account])
            for account in accounts
        ),
    )


def as_csv(figures: Iterable[OfficerFigures]) -> str:
    """Return figures as CSV: one a row, an empty rate where there are too few cases."""
    rows = (_row(line) for one in figures for line in one.lines)
    return "".join(csv_line(cells) for cells in (COLUMNS, *rows))


def _row(line: Line) -> tuple[str | int | float | None, ...]:
    rate = line.rate
    low, high = rate.interval or (None, None)
    told = (None if x is None else round(x, 4) for x in (rate.share, low, high))
    who = (line.account or ALL, line.name, line.measure.value, line.level or None)
    return (*who, rate.count, rate.of, *told, LEAST)


def _of(account: str, name: str, judged: Sequence[Judged]) -> OfficerFigures:
    def line(measure: Measure, said: Iterable[bool | None], level: int = 0) -> Line:
        known = [one for one in said if one is not None]
        return Line(account, name, measure, Rate(sum(known), len(known)), level)

    referred = [one for one in judged if one.kind is Kind.REFER_FOR_EXAM]
    released = [one for one in judged if one.kind is Kind.RECOMMEND_RELEASE]
    verdicts = Rate(
        sum(one.agreed for one in judged), sum(one.agreed + one.disagreed for one in judged)
    )
    by_level = (
        line(Measure.CALIBRATION, (one.right for one in judged if one.confidence == level), level)
        for level in LEVELS
    )
    return OfficerFigures(
        account=account,
        name=name,
        decisions=len(judged),
        known=sum(one.right is not None for one in judged),
        lines=(
            *by_level,
            line(Measure.RIGHT, (one.right for one in judged)),
            line(Measure.RESULTANT, (one.found for one in referred)),
            line(Measure.MISSED, (one.found for one in released)),
            line(Measure.SECOND, (one.same_again for one in judged)),
            line(Measure.WITH_MODEL, (one.with_model for one in judged)),
            Line(account, name, Measure.VERDICTS, verdicts),
        ),
    )
