"""The first page's facts: what to open, where, by when, and why."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.decision import (
    OTHER_REASONS,
    REFERRAL_REASONS,
    RELEASE_REASONS,
    Kind,
    Recommendation,
    Urgency,
)
from app.domain.dispatch import Custodian
from app.domain.shipment import Shipment
from app.domain.words import phrase
from app.review.referral import Contents
from app.shipments.lifecycle.forms import number_form
from app.ui.printed.blocks import Band, Block, Fact, Facts, Row, Title
from app.ui.printed.words import Both, both, moment, same

_EXAMS = {
    "document_review": phrase("Document review"),
    "reimage": phrase("Image again at the port"),
    "tailgate": phrase("Open the doors (tailgate)"),
    "partial_unload": phrase("Partial unload of the goods"),
    "full_unload": phrase("Full unload of the goods"),
    "detector_dog": phrase("Detector dog"),
    "trace": phrase("Trace sample"),
    "ogd_inspection": phrase("Inspection by another department"),
}
_KINDS = {
    Kind.REFER_FOR_EXAM: phrase("Referred for examination"),
    Kind.RECOMMEND_RELEASE: phrase("Release recommended"),
    Kind.NO_DECISION: phrase("No decision made"),
    Kind.REQUEST_INFO: phrase("Data asked for"),
}
_LIFE = phrase("Life safety: person or animal in the load. Act now.")
_PRIORITY = phrase("Priority")
_CUSTODIANS = {
    Custodian.CARRIER: phrase("Carrier {code}"),
    Custodian.WAREHOUSE: phrase("Warehouse {code}"),
}
_WIDE = 14
"""Characters of an equipment number that fit in large letters."""
_SHORT_NOTE = 240
"""Characters that leave room for the picture on the first page."""
_SEAL_RULES = ("R082:", "R084:")


def head(contents: Contents) -> Iterator[Block]:
    """Yield what is asked for, in the largest letters."""
    recommendation = contents.recommendation
    title = both(_KINDS[recommendation.kind]).capitals
    yield Band(title.line)
    if recommendation.urgency is Urgency.LIFE_SAFETY:
        urgent = both(_LIFE).capitals
        yield Band(f"{urgent.en}\n{urgent.fr}", size=11.0)
    elif recommendation.urgency is Urgency.PRIORITY:
        yield Band(both(_PRIORITY).capitals.line, size=11.0)
    if contents.posting is not None and contents.posting.replaces:
        yield Band(
            both(phrase("Takes the place of an earlier package. Act on this one.")).line, 9.0
        )


def what_and_where(contents: Contents) -> Iterator[Block]:
    """Yield the boxes: equipment and exam, place and custodian, dates."""
    recommendation = contents.recommendation
    number = _equipment(contents)
    yield Facts(
        (
            Fact(both(phrase("Equipment")), number, 15.0 if len(number) <= _WIDE else 10.0),
            Fact(both(phrase("Examination")), _exam(recommendation).line),
            Fact(both(phrase("Subject")), _subject(contents), 9.5),
        ),
        (3, 4, 3),
    )
    posting = contents.posting
    port = posting.address.port if posting else recommendation.exam_port
    place = posting.address.place if posting else recommendation.exam_place
    yield Facts(
        (
            Fact(both(phrase("Port")), port or "–", 12.0),
            Fact(both(phrase("Place of examination")), place or "–"),
            Fact(both(phrase("Goods are with")), _custodian(contents).line, 9.5),
            Fact(both(phrase("Seals")), _seals(contents), 9.5),
        ),
        (2, 3, 3, 4),
    )
    yield Facts(
        (
            Fact(both(phrase("Arrival, estimated")), moment(recommendation.times.eta), 9.5),
            Fact(both(phrase("Signed")), moment(recommendation.times.decided_at), 9.5),
            Fact(both(phrase("Valid until")), moment(recommendation.valid_until), 9.5),
            Fact(both(phrase("Officer, sure")), _officer(recommendation), 9.5),
        ),
        (3, 3, 3, 3),
        gap=6.0,
    )


def reasons(recommendation: Recommendation) -> Iterator[Block]:
    """Yield the reasons in both languages beside each other, and what the officer wrote briefly."""
    yield Title(both(phrase("Why")))
    for code in recommendation.reasons:
        words = both(reason_text(code))
        yield Row((words.en, words.fr), (1, 1), (600, 600), size=9.5)
    if len(recommendation.note) <= _SHORT_NOTE:
        yield from _note(recommendation)


def long_note(recommendation: Recommendation) -> Iterator[Block]:
    """Yield what the officer wrote at length: after the picture, which tells more in less time."""
    if len(recommendation.note) > _SHORT_NOTE:
        yield from _note(recommendation)


def _note(recommendation: Recommendation) -> Iterator[Block]:
    if recommendation.note:
        heading = both(phrase("Note of the officer, as written"))
        yield Row((heading.line, recommendation.note), (1, 3), (400, 600), size=8.5)


def reason_text(code: str) -> str:
    """Return the English words of a reason, of whatever kind of decision."""
    lists = (REFERRAL_REASONS, RELEASE_REASONS, *OTHER_REASONS.values())
    return next((known[code] for known in lists if code in known), code)


def _equipment(contents: Contents) -> str:
    scanned = [scan.object_id for scan in contents.item.scans if scan.object_id]
    declared = [one.number for s in contents.item.shipments for one in s.equipment]
    return ", ".join(dict.fromkeys(scanned or declared)) or "–"


def _subject(contents: Contents) -> str:
    """Return what is referred, and the number that re-manifested goods go on under (¶135)."""
    recommendation, posting = contents.recommendation, contents.posting
    told = ", ".join(recommendation.subjects)
    known = {number_form(one) for one in recommendation.subjects}
    later = [one for one in (posting.numbers if posting else ()) if one not in known]
    if not later or recommendation.scope == "equipment":
        return told
    return f"{told}\n{both(phrase('now {numbers}'), numbers=', '.join(later)).line}"


def _exam(recommendation: Recommendation) -> Both:
    exam = recommendation.exam
    return same("–") if exam is None else both(_EXAMS[exam.value])


def _custodian(contents: Contents) -> Both:
    posting = contents.posting
    if posting is None or not posting.address.code:
        return same("–")
    return both(_CUSTODIANS[posting.address.custodian], code=posting.address.code)


def _seals(contents: Contents) -> str:
    numbers = [seal for s in contents.item.shipments for one in s.equipment for seal in one.seals]
    told = ", ".join(dict.fromkeys(numbers)) or "–"
    if any(key.startswith(_SEAL_RULES) for key in contents.recommendation.notices):
        told += "\n" + both(phrase("Move under seal only (A28)")).line
    return told


def _officer(recommendation: Recommendation) -> str:
    sure = f", {recommendation.confidence}/5" if recommendation.confidence else ""
    return f"{recommendation.officer}{sure}"


def decided_on(shipment: Shipment, recommendation: Recommendation) -> bool:
    """Whether the decision is bound to this version of a shipment."""
    return shipment.sha256 in recommendation.shipment_digests
