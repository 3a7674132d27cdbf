"""Taking in what an examination came to: what can be of this referral, once, as a version."""

from __future__ import annotations

import dataclasses

from app.domain.decision import Recommendation
from app.domain.errors import Refused
from app.domain.exam_result import ExamResult, KeptResult
from app.domain.officer import Officer
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import plain
from app.record.exam_results import kept_of, results_of
from app.record.exam_times import require_times
from app.record.reporting import decision_named
from app.record.writing import Writing

_NO_PLACE = phrase("Referral {referral} points to no place {label}; it has {labels}.")


def add_result(
    writing: Writing, result: ExamResult, actor: str, officer: Officer | None = None
) -> KeptResult | None:
    """Write a result as the next version of its number; None when it says nothing new.

    Parameters
    ----------
    writing
        To the record.
    result
        As the port told it.
    actor
        Who puts it on record; a server names who is signed in.
    officer
        The person who says it; None where no person does, as for a file that the workplace takes
        in.

    Raises
    ------
    Refused
        When the referral is unknown or purged, or she may not say what came of it
        (`app.record.reporting`); when a place is none of its places, or the times cannot be
        (`app.record.exam_times`).
    """
    connection = writing.connection
    decision, item_id = decision_named(connection, writing.desk, result.referral_id, officer)
    _require_places(result, decision)
    if writing.desk is None:
        # A server looks at the times itself: who examines at a port reads no shipment data there.
        of_now = dataclasses.replace(decision, item_id=item_id)
        require_times(connection, result, of_now, writing.now)
    earlier = [one for one in _kept(writing, decision) if one.result.result_id == result.result_id]
    if earlier and earlier[-1].result == result:
        return None
    version = len(earlier) + 1
    identity = decision.recommendation_id
    body = {"recommendation_id": identity, "version": version, "result": plain(result)}
    writing.append(LineKind.EXAM_RESULT, actor=actor, subject=item_id, body=body)
    return _kept(writing, decision)[-1]


def _kept(writing: Writing, decision: Recommendation) -> tuple[KeptResult, ...]:
    """Return what is on record of a decision, as who writes may read it."""
    identity = decision.recommendation_id
    if writing.desk is None:
        return results_of(writing.connection, [identity])
    return tuple(kept_of(row, decision.kind) for row in writing.desk.results(identity))


def _require_places(result: ExamResult, decision: Recommendation) -> None:
    labels = [region.label for region in decision.regions]
    for one in result.regions:
        if one.label not in labels:
            told = ", ".join(labels) or "-"
            raise Refused(say(_NO_PLACE, referral=result.referral_id, label=one.label, labels=told))
