"""What supervision tells the officer: a lot that fell upon the item, a comment that came back."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.decision import Draft
from app.domain.errors import Missing
from app.domain.notice import Notice, Severity
from app.domain.words import phrase, say
from app.domain.work import Item

DRAWN, RETURNED = "DRAWN", "RETURNED"
COMPLIANCE = "RANDOM_COMPLIANCE"
"""Reason of a referral that a lot asks for."""
_DRAWN = phrase(
    "Drawn by lot for a random compliance check: refer it for exam, with that reason among others."
)
_RETURNED = phrase("{name} sent this back: {comment}")
_LACKS = phrase("This item was drawn by lot: add the reason of a random compliance check.")


def of_supervision(item: Item) -> tuple[Notice, ...]:
    """Return what supervision has to say of an item, before everything else."""
    found = []
    if item.returned is not None:
        words = say(
            _RETURNED, name=item.returned.name or item.returned.by, comment=item.returned.comment
        )
        subject = item.returned.recommendation_id
        found.append(Notice(RETURNED, Severity.WARNING, "", words, subject=subject))
    if item.drawn:
        drawn = say(_DRAWN)
        found.append(Notice(DRAWN, Severity.BLOCK, "", drawn, COMPLIANCE, item.item_id))
    return tuple(found)


def lot_waits(item: Item, draft: Draft) -> Iterator[Missing]:
    """Yield what keeps the referral of a drawn item from being signed: the lot counts as one."""
    if item.drawn and COMPLIANCE not in draft.reasons:
        yield Missing("reasons", say(_LACKS))


def for_compliance_alone(draft: Draft) -> bool:
    """Whether nothing but a lot refers the goods: then no place in the picture is named."""
    return draft.reasons == (COMPLIANCE,)
