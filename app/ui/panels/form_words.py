"""Words of the decision forms: kinds, exams, urgencies, origins of reasons."""

from __future__ import annotations

import re

from app.domain.decision import (
    OTHER_REASONS,
    REFERRAL_REASONS,
    RELEASE_REASONS,
    ExamType,
    Kind,
    Region,
    Urgency,
)
from app.domain.place import Place
from app.domain.words import Sentence, phrase
from app.ui.i18n import render, tr
from app.ui.i18n.formats import number
from app.ui.shown import Shown
from app.ui.viewer.places import place_words

TITLES = {
    Kind.REFER_FOR_EXAM: phrase("Refer for exam"),
    Kind.RECOMMEND_RELEASE: phrase("Recommend release"),
    Kind.REQUEST_INFO: phrase("Ask for data"),
    Kind.NO_DECISION: phrase("No decision"),
}
SIGN_WORDS = {
    Kind.REFER_FOR_EXAM: phrase("Sign referral"),
    Kind.RECOMMEND_RELEASE: phrase("Sign recommendation"),
    Kind.REQUEST_INFO: phrase("Sign request"),
    Kind.NO_DECISION: phrase("Sign without decision"),
}
NOTE_WORDS = {
    Kind.REFER_FOR_EXAM: phrase("Note to the port"),
    Kind.RECOMMEND_RELEASE: phrase("Note"),
    Kind.REQUEST_INFO: phrase("What is asked"),
    Kind.NO_DECISION: phrase("Note"),
}
EXAM_WORDS = {
    ExamType.TAILGATE: phrase("Tailgate"),
    ExamType.PARTIAL_UNLOAD: phrase("Partial unload"),
    ExamType.FULL_UNLOAD: phrase("Full unload"),
    ExamType.DETECTOR_DOG: phrase("Dog"),
    ExamType.DOCUMENT_REVIEW: phrase("Documents"),
    ExamType.REIMAGE: phrase("Image again"),
    ExamType.TRACE: phrase("Trace"),
    ExamType.OGD_INSPECTION: phrase("Other dept"),
}
URGENCY_WORDS = {
    Urgency.ROUTINE: phrase("Routine"),
    Urgency.PRIORITY: phrase("Priority"),
    Urgency.LIFE_SAFETY: phrase("Life safety"),
}
_PLACE = re.compile(r"^([\d.]+) m from left, ([\d.]+) m up$")


def reasons_of(kind: Kind) -> dict[str, str]:
    """Return the closed list of reasons of a kind."""
    if kind is Kind.REFER_FOR_EXAM:
        return dict(REFERRAL_REASONS)
    if kind is Kind.RECOMMEND_RELEASE:
        return dict(RELEASE_REASONS)
    return dict(OTHER_REASONS[kind])


def origins(shown: Shown) -> dict[str, tuple[str, str]]:
    """Return where each suggested reason came from: (a few words, the whole sentence)."""
    return {code: (_origin(shown, origin), render(origin)) for code, origin in shown.suggested}


def _origin(shown: Shown, origin: Sentence) -> str:
    for notice in shown.notices:
        if notice.sentence == origin:
            if notice.paragraph:
                return tr("from notice ¶{paragraph}", paragraph=notice.paragraph)
            return tr("from a notice")
    numbers = dict(origin.values)
    known = {
        "Finding M{number}.": phrase("from finding M{number}"),
        "Mark {number}.": phrase("from mark {number}"),
    }
    return tr(known.get(origin.text, phrase("from declared / seen")), **numbers)


def region_title(shown: Shown, region: Region) -> str:
    """Return what a region is: the finding's title, or the officer's mark."""
    for _, finding in shown.findings:
        if finding.finding_id == region.from_finding:
            return render(finding.title)
    for mark in shown.item.marks:
        if mark.mark_id == region.from_mark and mark.text:
            return mark.text
    return tr("Your mark {label}", label=region.label)


def region_place(region: Region) -> str:
    """Return where a region is on the object."""
    place = Place.read(region.place)
    if place is not None:
        return place_words(place)
    found = _PLACE.match(region.place)
    if found is None:
        return region.place
    across, above = (number(float(part), 1) for part in found.groups())
    return tr("{x} m from left, {y} m up", x=across, y=above)
