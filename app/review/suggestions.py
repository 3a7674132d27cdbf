"""Referral reasons that suggest themselves, each with what suggests it."""

from __future__ import annotations

from app.domain.mark import CATEGORY_REASONS
from app.domain.notice import Notice
from app.domain.threat import Verdict
from app.domain.words import Sentence, say
from app.domain.work import Item


def suggested_reasons(item: Item, notices: tuple[Notice, ...]) -> tuple[tuple[str, Sentence], ...]:
    """Return (reason code, origin) pairs, each code once, the weightiest notice first.

    A suggestion is an aid: it is marked as one and signs nothing.
    """
    found: dict[str, Sentence] = {}
    for report in item.reports:
        for finding in report.findings:
            if item.verdicts.get(finding.finding_id) is not Verdict.DISAGREE:
                found.setdefault("ANOMALY", say("Finding M{number}.", number=finding.number))
    for mark in item.marks:
        code = CATEGORY_REASONS[mark.category]
        found.setdefault(code, say("Mark {number}.", number=mark.number))
    for notice in notices:
        if notice.reason_code:
            found.setdefault(notice.reason_code, notice.sentence)
    return tuple(found.items())
