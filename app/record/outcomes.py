"""Decisions with what became of them, as figures about officers take them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from app.domain.decision import ModelShown, Recommendation
from app.domain.exam_result import ExamOutcome, ExamResult
from app.domain.officer_figures import Judged
from app.domain.supervision import SecondReading, Stands
from app.domain.threat import ScreeningState, Verdict
from app.record.coding import read
from app.record.dispatch_tables import EXAM_RESULT
from app.record.parts import parts_of
from app.record.second_readings import readings_of
from app.record.tables import DECISION

_FOUND = frozenset({ExamOutcome.RESULTANT, ExamOutcome.PARTLY})
"""An examination is resultant when it finds non-compliance, also another than was looked for."""
_NOTHING = ExamOutcome.NON_RESULTANT


def judged(connection: Connection) -> tuple[Judged, ...]:
    """Return the decisions that count, oldest first.

    A decision counts unless another superseded it; one that was superseded counts all the same
    when an examination answered it. Samples count among themselves only, and of purged decisions
    nothing is left that could: their confidence would stand beside no outcome.
    """
    rows = connection.execute(
        select(DECISION.c.recommendation_id, DECISION.c.supersedes, DECISION.c.body).order_by(
            DECISION.c.seq
        )
    ).all()
    superseded = {row.supersedes for row in rows if row.supersedes}
    found = _outcomes(connection, [row.recommendation_id for row in rows])
    counts = (
        read(row.body, Recommendation)
        for row in rows
        if row.recommendation_id not in superseded or row.recommendation_id in found
    )
    whole = [decision for decision in counts if decision.workstation]
    real = [decision for decision in whole if not decision.sample]
    taken = real or whole
    readings = _readings(connection, [one.recommendation_id for one in taken])
    return tuple(_judged(one, found, readings) for one in taken)


def _readings(connection: Connection, names: Sequence[str]) -> Mapping[str, SecondReading]:
    """Return the blind second readings that are signed, by the decision that was read again."""
    found: dict[str, SecondReading] = {}
    for some in parts_of(names):
        found.update(readings_of(connection, some))
    return {name: one for name, one in found.items() if one.signed is not None}


def _judged(
    decision: Recommendation,
    found: Mapping[str, bool],
    readings: Mapping[str, SecondReading],
) -> Judged:
    reading = readings.get(decision.recommendation_id)
    third = reading.adjudicated if reading is not None else None
    said = [verdict for shown in decision.model for verdict in shown.verdicts.values()]
    return Judged(
        recommendation_id=decision.recommendation_id,
        officer=decision.officer,
        kind=decision.kind,
        confidence=decision.confidence,
        found=found.get(decision.recommendation_id),
        flagged=_flagged(decision.model),
        agreed=said.count(Verdict.AGREE.value),
        disagreed=said.count(Verdict.DISAGREE.value),
        unsure=said.count(Verdict.UNSURE.value),
        same_again=None if reading is None else not reading.differs,
        stands=None if third is None else third.stands is Stands.FIRST,
    )


def _flagged(shown: Sequence[ModelShown]) -> bool | None:
    """Whether anything was flagged; None where a view was not judged. Nothing flagged is no yes."""
    states = {one.state for one in shown}
    if not states or ScreeningState.UNKNOWN.value in states:
        return None
    return ScreeningState.FLAGGED.value in states


def _outcomes(connection: Connection, names: Sequence[str]) -> Mapping[str, bool]:
    """Return whether examinations found anything, by decision; the newest of a number counts."""
    newest: dict[tuple[str, str], Any] = {}
    for some in parts_of(names):
        query = select(EXAM_RESULT).where(EXAM_RESULT.c.recommendation_id.in_(some))
        for row in connection.execute(query.order_by(EXAM_RESULT.c.seq)):
            newest[row.recommendation_id, row.result_id] = row
    found: dict[str, bool] = {}
    for (name, _), row in newest.items():
        outcome = read(row.body, ExamResult).outcome
        if outcome in _FOUND or outcome is _NOTHING:
            found[name] = found.get(name, False) or outcome in _FOUND
    return found
