"""What a decision form opens with."""

from __future__ import annotations

import dataclasses

from app.domain.decision import LIFE_SAFETY_REASONS, Draft, Kind, Recommendation, Urgency
from app.domain.threat import ScreeningState
from app.ui.panels import form_words
from app.ui.shown import Shown


def suggested_draft(shown: Shown, kind: Kind, place: str, *, routine: bool = False) -> Draft:
    """Return the draft that a form opens with: suggestions are chosen and marked as such.

    ``routine`` is the work on parcels by the hundred: where the model flagged nothing, the usual
    reason for a release is chosen beforehand. How sure one is never is.
    """
    if kind is Kind.RECOMMEND_RELEASE and routine and nothing_flagged(shown):
        return Draft(kind, reasons=("NO_ANOMALY",))
    if kind is not Kind.REFER_FOR_EXAM:
        return Draft(kind)
    known = form_words.reasons_of(kind)
    reasons = tuple(code for code, _ in shown.suggested if code in known)
    agreed = tuple(
        region.label
        for region in shown.regions
        if region.from_mark or shown.item.verdicts.get(region.from_finding) == "agree"
    )
    alarming = bool(LIFE_SAFETY_REASONS & set(reasons))
    return dataclasses.replace(
        Draft(kind),
        reasons=reasons,
        region_labels=agreed,
        exam_place=place,
        urgency=Urgency.LIFE_SAFETY if alarming else Urgency.ROUTINE,
    )


def nothing_flagged(shown: Shown) -> bool:
    """Whether the model has looked at every picture and pointed at nothing."""
    reports = [shown.report(key) for key in shown.keys]
    return all(one is not None and one.state is ScreeningState.NOTHING_FLAGGED for one in reports)


def draft_of(signed: Recommendation) -> Draft:
    """Return the form as it was signed."""
    return Draft(
        kind=signed.kind,
        reasons=signed.reasons,
        region_labels=tuple(region.label for region in signed.regions),
        exam=signed.exam,
        exam_place=signed.exam_place,
        urgency=signed.urgency,
        confidence=signed.confidence,
        note=signed.note,
        subjects=() if signed.scope == "equipment" else signed.subjects,
        region_subjects=tuple((r.label, r.subject) for r in signed.regions if r.subject),
    )
