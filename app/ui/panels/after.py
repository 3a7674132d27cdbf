"""What became of a decision: its package at the port, and what an examination came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.domain.decision import Kind, Recommendation
from app.domain.dispatch import STEP_WORDS, Package
from app.domain.exam_result import ENFORCEMENT_WORDS, OUTCOME_WORDS, ExamResult, KeptResult
from app.domain.words import phrase
from app.domain.work import Item
from app.ui.i18n import tr

_PACKAGE = phrase("Package to {port}: {standing}, {time}")
_WAITS = phrase("Package: not sent yet")
_RESULT = phrase("Exam: {outcome}, {who}, {time}")
_CORRECTED = phrase("Exam, corrected: {outcome}, {who}, {time}")


def after_words(item: Item, decision: Recommendation) -> Iterator[str]:
    """Yield one line on the package of a referral, and one on each result in force."""
    identity = decision.recommendation_id
    packages = [one for one in item.packages if one.recommendation_id == identity]
    if packages:
        yield _package_words(packages[-1])
    elif decision.kind is Kind.REFER_FOR_EXAM:
        yield tr(_WAITS)
    newest: dict[str, KeptResult] = {}
    for one in item.results:
        if one.recommendation_id == identity:
            newest[one.result.result_id] = one
    for kept in newest.values():
        yield tr(
            _CORRECTED if kept.version > 1 else _RESULT,
            outcome=_came_of(kept.result),
            who=kept.result.officer,
            time=_moment(kept.result.ended_at),
        )


def _came_of(result: ExamResult) -> str:
    """Return the outcome, and what the port did."""
    done = (tr(ENFORCEMENT_WORDS[one]) for one in result.enforcement)
    return ", ".join((tr(OUTCOME_WORDS[result.outcome]), *done))


def _package_words(package: Package) -> str:
    stands = package.standing
    words = tr(STEP_WORDS[stands.step])
    port = package.address.port or "–"
    return tr(_PACKAGE, port=port, standing=words, time=_moment(stands.at))


def _moment(at: dt.datetime) -> str:
    return at.astimezone().strftime("%m-%d %H:%M")
