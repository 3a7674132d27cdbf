"""Results of examinations on record: versions, never a change of the decision."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.domain.decision import Kind, Recommendation
from app.domain.errors import Refused
from app.domain.exam_result import ExamResult, KeptResult
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import plain, read, time_of
from app.record.dispatch_tables import EXAM_RESULT, PACKAGE_STEP
from app.record.tables import DECISION, LINE, PAYLOAD
from app.record.writing import Writing

_UNKNOWN = phrase(
    "There is no referral {referral} on record here. Look at the number, or ask the office that "
    "sent it."
)
_NO_PLACE = phrase("Referral {referral} points to no place {label}; it has {labels}.")
_PURGED = phrase(
    "What referral {referral} said was purged after its time; no result is taken in of it."
)
_BEFORE = phrase("The examination ended before the referral was signed. Look at its times.")


def results_of(connection: Connection, recommendations: Iterable[str]) -> tuple[KeptResult, ...]:
    """Return every version of every result of decisions, oldest first."""
    query = (
        select(EXAM_RESULT, DECISION.c.kind)
        .join(DECISION, DECISION.c.recommendation_id == EXAM_RESULT.c.recommendation_id)
        .where(EXAM_RESULT.c.recommendation_id.in_(list(recommendations)))
        .order_by(EXAM_RESULT.c.seq)
    )
    return tuple(
        KeptResult(
            result=read(row.body, ExamResult),
            version=row.version,
            recommendation_id=row.recommendation_id,
            item_id=row.item_id,
            by=row.actor,
            at=time_of(row.at),
            found_later=row.kind != Kind.REFER_FOR_EXAM,
        )
        for row in connection.execute(query)
    )


def add_result(writing: Writing, result: ExamResult, actor: str) -> KeptResult | None:
    """Write a result as the next version of its number; None when it says nothing new.

    Raises
    ------
    Refused
        When the referral is unknown, a place is none of its places, or the times cannot be.
    """
    connection = writing.connection
    decision, item_id = _decision(connection, result.referral_id)
    if result.ended_at < decision.times.decided_at:
        raise Refused(say(_BEFORE))
    if is_purged(connection, decision.recommendation_id):
        raise Refused(say(_PURGED, referral=result.referral_id))
    _require_places(result, decision)
    identity = decision.recommendation_id
    earlier = [
        one
        for one in results_of(connection, [identity])
        if one.result.result_id == result.result_id
    ]
    if earlier and earlier[-1].result == result:
        return None
    version = len(earlier) + 1
    body = {"recommendation_id": identity, "version": version, "result": plain(result)}
    writing.append(LineKind.EXAM_RESULT, actor=actor, subject=item_id, body=body)
    return results_of(connection, [identity])[-1]


def referral(connection: Connection, number: str) -> Recommendation:
    """Return the decision that a number names: its own, its package's, or its item's last one.

    Raises
    ------
    Refused
        When it names none, or what was decided was purged.
    """
    last = (
        select(DECISION.c.recommendation_id)
        .where(DECISION.c.item_id == number.upper())
        .order_by(DECISION.c.seq.desc())
    )
    decision, _ = _decision(connection, connection.scalar(last.limit(1)) or number)
    if is_purged(connection, decision.recommendation_id):
        raise Refused(say(_PURGED, referral=number))
    return decision


def _decision(connection: Connection, referral_id: str) -> tuple[Recommendation, str]:
    """Return the decision that a port names by its own number or by its package's."""
    package = select(PACKAGE_STEP.c.recommendation_id).where(
        PACKAGE_STEP.c.package_id == referral_id
    )
    identity = connection.scalar(package.limit(1)) or referral_id
    row = connection.execute(
        select(DECISION.c.body, DECISION.c.item_id).where(DECISION.c.recommendation_id == identity)
    ).first()
    if row is None:
        raise Refused(say(_UNKNOWN, referral=referral_id))
    return read(row.body, Recommendation), row.item_id


def is_purged(connection: Connection, recommendation_id: str) -> bool:
    """Whether only what is left of a decision is on record."""
    query = (
        select(PAYLOAD.c.digest)
        .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
        .join(DECISION, DECISION.c.seq == LINE.c.seq)
        .where(DECISION.c.recommendation_id == recommendation_id)
    )
    return connection.scalar(query) is None


def _require_places(result: ExamResult, decision: Recommendation) -> None:
    labels = [region.label for region in decision.regions]
    for one in result.regions:
        if one.label not in labels:
            told = ", ".join(labels) or "-"
            raise Refused(say(_NO_PLACE, referral=result.referral_id, label=one.label, labels=told))
