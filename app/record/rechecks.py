"""The re-check queue: decisions that count and that no supervisor has answered, and why each."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.domain.decision import Kind
from app.domain.exam_result import ExamOutcome
from app.domain.officer import Officer
from app.domain.supervision import Draw, Recheck, SecondReading, Seed, Why
from app.record.coding import time_of, time_text
from app.record.dispatch_tables import EXAM_RESULT
from app.record.parts import parts_of
from app.record.queue import at_port
from app.record.second_readings import readings_of
from app.record.supervising import require_supervisor
from app.record.supervising_tables import SUPERVISED
from app.record.supervision_read import Made, came_on_record, is_drawn, read_seeds
from app.record.tables import DECISION, ENTRY, LINE

Facts = dict[str, frozenset[Why]]
"""What a decision says of itself, by its identity. It never changes, and is read once."""

_FOUND = (ExamOutcome.RESULTANT.value, ExamOutcome.PARTLY.value)


@dataclasses.dataclass(frozen=True, slots=True)
class _Around:
    """What is on record beside the decisions."""

    seeds: tuple[Seed, ...]
    came: Mapping[str, int]
    """Lines with which items came."""
    results: Mapping[str, str]
    readings: Mapping[str, SecondReading]


def rechecks(
    connection: Connection, officer: Officer, since: dt.datetime, facts: Facts
) -> tuple[Recheck, ...]:
    """Return what waits for a supervisor: the weightiest reason first, then the oldest.

    Parameters
    ----------
    officer
        The supervisor: her own decisions are for somebody else, and so are other ports.
    since
        Decisions of before are left out.
    facts
        What is known of decisions already; filled as they are read.
    """
    require_supervisor(officer)
    rows = connection.execute(_waiting(officer, since)).all()
    identities = [row.recommendation_id for row in rows]
    _learn(connection, identities, facts)
    seeds = read_seeds(connection, Draw.RELEASES)
    releases = [row.item_id for row in rows if row.kind == Kind.RECOMMEND_RELEASE]
    around = _Around(
        seeds,
        came_on_record(connection, releases) if seeds else {},
        _results(connection, identities),
        {
            name: reading
            for some in parts_of(identities)
            for name, reading in readings_of(connection, some).items()
        },
    )
    found = [_line(row, facts[row.recommendation_id], around) for row in rows]
    kept = [one for one in found if one.why and not _read_by(one, officer)]
    return tuple(sorted(kept, key=lambda one: (_ORDER[one.why[0]], one.line)))


_ORDER = {why: place for place, why in enumerate(Why)}


def _read_by(line: Recheck, officer: Officer) -> bool:
    """Whether somebody still reads it blind: what she would see here is hidden from her."""
    reading = line.reading
    return reading is not None and reading.signed is None and reading.reader == officer.account


def _waiting(officer: Officer, since: dt.datetime) -> Any:
    newest = select(func.max(DECISION.c.seq)).group_by(DECISION.c.item_id)
    answered = select(SUPERVISED.c.recommendation_id)
    return (
        select(
            DECISION.c.recommendation_id,
            DECISION.c.item_id,
            DECISION.c.kind,
            DECISION.c.officer,
            DECISION.c.seq,
            LINE.c.at,
        )
        .add_columns(ENTRY.c.goods, ENTRY.c.port, ENTRY.c.mode, ENTRY.c.equipment)
        .add_columns(ENTRY.c.eta, ENTRY.c.outcome)
        .join(LINE, LINE.c.seq == DECISION.c.seq)
        .join(ENTRY, ENTRY.c.item_id == DECISION.c.item_id)
        .where(DECISION.c.seq.in_(newest), LINE.c.at >= time_text(since))
        .where(DECISION.c.recommendation_id.not_in(answered))
        .where(DECISION.c.officer != officer.account)
        .where(at_port(officer))
        .order_by(DECISION.c.seq)
    )


def _learn(connection: Connection, identities: Sequence[str], facts: Facts) -> None:
    unknown = [one for one in identities if one not in facts]
    for some in parts_of(unknown):
        query = select(DECISION.c.recommendation_id, DECISION.c.body)
        for row in connection.execute(query.where(DECISION.c.recommendation_id.in_(some))):
            facts[row.recommendation_id] = _facts(json.loads(row.body))


def _facts(said: Mapping[str, Any]) -> frozenset[Why]:
    """Return what of a decision alone puts it into the queue."""
    refers = said["kind"] == Kind.REFER_FOR_EXAM
    found = {Why.REFERRAL} if refers else set()
    if _against_model(said):
        found.add(Why.MODEL)
    if said.get("overrides"):
        found.add(Why.OVERRIDE)
    if said["confidence"] == 1:
        found.add(Why.UNSURE)
    return frozenset(found)


def _against_model(said: Mapping[str, Any]) -> bool:
    """Whether officer and model disagree: a release over findings, or a referral without any.

    A referral agrees with the model when it points at a finding; one where the model did not
    look, or was hidden, says nothing of it.
    """
    flagged = sum(one["findings"] for one in said["model"])
    if said["kind"] == Kind.RECOMMEND_RELEASE:
        return bool(flagged)
    looked = [one for one in said["model"] if one["state"] != "unknown"]
    pointed = any(region["from_finding"] for region in said["regions"])
    places = bool(said["regions"])
    refers = bool(said["kind"] == Kind.REFER_FOR_EXAM)
    return refers and bool(looked) and places and not pointed


def _results(connection: Connection, identities: Sequence[str]) -> Mapping[str, str]:
    """Return the newest outcome of an examination, by decision."""
    query = select(EXAM_RESULT.c.recommendation_id, EXAM_RESULT.c.body).order_by(EXAM_RESULT.c.seq)
    return {
        row.recommendation_id: json.loads(row.body)["outcome"]
        for some in parts_of(identities)
        for row in connection.execute(query.where(EXAM_RESULT.c.recommendation_id.in_(some)))
    }


def _line(row: Row[Any], facts: frozenset[Why], around: _Around) -> Recheck:
    reading = around.readings.get(row.recommendation_id)
    return Recheck(
        row.recommendation_id,
        row.item_id,
        row.kind,
        row.officer,
        time_of(row.at),
        row.seq,
        tuple(sorted(facts | _of_now(row, around, reading), key=_ORDER.__getitem__)),
        row.goods,
        row.port,
        row.mode or "",
        row.equipment,
        None if row.eta is None else time_of(row.eta),
        reading,
    )


def _of_now(row: Row[Any], around: _Around, reading: SecondReading | None) -> set[Why]:
    """Return what puts a decision into the queue besides itself."""
    releases = row.kind == Kind.RECOMMEND_RELEASE
    outcome = around.results.get(row.recommendation_id, "")
    found = set()
    if reading is not None and reading.differs and reading.adjudicated is None:
        found.add(Why.READERS)
    if row.outcome == "":
        found.add(Why.STALE)
    if releases and around.seeds:
        made = Made(row.recommendation_id, row.item_id, row.seq, around.came[row.item_id])
        found |= {Why.RANDOM} if is_drawn(around.seeds, made) else set()
    if outcome == ExamOutcome.NON_RESULTANT or (releases and outcome in _FOUND):
        found.add(Why.EXAM)
    return found
