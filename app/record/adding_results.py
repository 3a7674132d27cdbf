"""Taking in what an examination came to: what can be of this referral, once, as a version."""

from __future__ import annotations

import dataclasses

from app.domain.decision import Recommendation
from app.domain.errors import Refused
from app.domain.exam_result import ExamResult, KeptResult
from app.domain.officer import Act, Officer
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import plain
from app.record.exam_results import PURGED, decision_of, results_of
from app.record.exam_times import require_times
from app.record.writing import Writing

_NO_PLACE = phrase("Referral {referral} points to no place {label}; it has {labels}.")
_NOT_HER_WORK = phrase(
    "{name} says nothing of examinations here: the role {role} does not include it."
)


def require_report(officer: Officer) -> None:
    """Refuse people whose role does not say what became of referrals."""
    if not officer.may(Act.REPORT):
        raise Refused(say(_NOT_HER_WORK, name=officer.name, role=officer.role))


def add_result(writing: Writing, result: ExamResult, actor: str) -> KeptResult | None:
    """Write a result as the next version of its number; None when it says nothing new.

    Raises
    ------
    Refused
        When the referral is unknown or purged, a place is none of its places, or the times cannot
        be (`app.record.exam_times`).
    """
    connection = writing.connection
    decision, item_id = decision_of(connection, result.referral_id)
    if not decision.scope:
        raise Refused(say(PURGED, referral=result.referral_id))
    _require_places(result, decision)
    if writing.desk is None:
        # A server looks at the times itself: who examines at a port reads no shipment data there.
        of_now = dataclasses.replace(decision, item_id=item_id)
        require_times(connection, result, of_now, writing.now)
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


def _require_places(result: ExamResult, decision: Recommendation) -> None:
    labels = [region.label for region in decision.regions]
    for one in result.regions:
        if one.label not in labels:
            told = ", ".join(labels) or "-"
            raise Refused(say(_NO_PLACE, referral=result.referral_id, label=one.label, labels=told))
