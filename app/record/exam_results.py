"""Results of examinations on record: versions, never a change of the decision.

What only is left of a decision that was purged has no scope (`app.record.stubs`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.domain.decision import Kind, Recommendation
from app.domain.errors import Refused
from app.domain.exam_result import ExamResult, KeptResult
from app.domain.words import phrase, say
from app.record.coding import read, time_of
from app.record.dispatch_tables import EXAM_RESULT, PACKAGE_STEP
from app.record.tables import DECISION, LINE, PAYLOAD

_UNKNOWN = phrase(
    "There is no referral {referral} on record here. Look at the number, or ask the office that "
    "sent it."
)
PURGED = phrase(
    "What referral {referral} said was purged after its time; no result is taken in of it."
)


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
    decision, _ = decision_of(connection, connection.scalar(last.limit(1)) or number)
    if not decision.scope:
        raise Refused(say(PURGED, referral=number))
    return decision


def decision_of(connection: Connection, referral_id: str) -> tuple[Recommendation, str]:
    """Return the decision that a port names by its own number or by its package's, and its item.

    Raises
    ------
    Refused
        When it names none.
    """
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
