"""Results of examinations on record: versions, never a change of the decision.

What only is left of a decision that was purged has no scope (`app.record.stubs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from app.domain.decision import Kind, Recommendation
from app.domain.exam_result import ExamResult, KeptResult
from app.domain.words import phrase
from app.record.coding import read, time_of
from app.record.dispatch_tables import EXAM_RESULT, PACKAGE_STEP
from app.record.tables import DECISION, LINE, PAYLOAD

UNKNOWN = phrase(
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
    return tuple(kept_of(dict(row), row["kind"]) for row in connection.execute(query).mappings())


def kept_of(row: Mapping[str, Any], kind: str) -> KeptResult:
    """Return a version of a result from its row.

    Parameters
    ----------
    row
        Of `EXAM_RESULT`.
    kind
        Of the decision that it is a result of.
    """
    return KeptResult(
        result=read(row["body"], ExamResult),
        version=row["version"],
        recommendation_id=row["recommendation_id"],
        item_id=row["item_id"],
        by=row["actor"],
        at=time_of(row["at"]),
        found_later=kind != Kind.REFER_FOR_EXAM,
    )


def last_of(connection: Connection, item_id: str) -> str | None:
    """Return the number of the last decision of an item; None where it has none."""
    last = (
        select(DECISION.c.recommendation_id)
        .where(DECISION.c.item_id == item_id.upper())
        .order_by(DECISION.c.seq.desc())
    )
    number: str | None = connection.scalar(last.limit(1))
    return number


def decision_of(connection: Connection, referral_id: str) -> tuple[Recommendation, str] | None:
    """Return the decision that its own number or its package's names, and its item, if any."""
    package = select(PACKAGE_STEP.c.recommendation_id).where(
        PACKAGE_STEP.c.package_id == referral_id
    )
    identity = connection.scalar(package.limit(1)) or referral_id
    row = connection.execute(
        select(DECISION.c.body, DECISION.c.item_id).where(DECISION.c.recommendation_id == identity)
    ).first()
    return None if row is None else (read(row.body, Recommendation), row.item_id)


def is_purged(connection: Connection, recommendation_id: str) -> bool:
    """Whether only what is left of a decision is on record."""
    query = (
        select(PAYLOAD.c.digest)
        .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
        .join(DECISION, DECISION.c.seq == LINE.c.seq)
        .where(DECISION.c.recommendation_id == recommendation_id)
    )
    return connection.scalar(query) is None
