"""The sections of the Customs Act that a decision quotes (D3-4-2, ¶5, 9, 19).

Each stands on what is at hand, and is sealed with the decision in its `authority`. The act of the
United States and the agreement on preclearance are no part of it (CBSA, Pre-screening cargo
virtually).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from app.domain.decision import Draft, Kind, Recommendation
from app.domain.words import phrase

_COMPARED = re.compile(r"(I\d\d)(_|:|$)")
"""Codes of what does not fit (shipment-data, section 5), as a reason or in a notice's key."""
_NOT_DECLARED = frozenset({"I07", "I20", "I21", "I22", "I23"})
"""Of them, those that say nothing of what was declared: a hidden space, late data, an image given
twice, unlike earlier loads, a person."""
_NO_DATA = frozenset({"NO_MANIFEST", "MANIFEST_REJECTED", "MANIFEST_DELETED"})


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A section of the Customs Act, and what it asks for."""

    number: str
    words: str
    """In English; a phrase of the catalogue."""


TRUE = Section("7.1", phrase("What is declared is true, accurate and complete."))
REPORTED = Section(
    "11, 12(1)", phrase("Persons present themselves and goods are reported on arrival.")
)
AHEAD = Section("12.1", phrase("Cargo and conveyance are told of before arrival."))
KEPT = Section("22", phrase("Who carries or reports goods keeps their records and shows them."))
ACCOUNTED = Section("32(1)", phrase("Goods are released once they are accounted for."))


def sections(reasons: Iterable[str], acknowledged: Iterable[str]) -> tuple[Section, ...]:
    """Return the sections that apply to a referral, in their order.

    Goods that are referred are told of ahead, reported and accounted for like all others. That
    what is declared is true (s. 7.1, rule R014), and that papers show it (s. 22), is quoted where
    an inconsistency is a reason or was taken note of; s. 22 alone where no data counts.

    Parameters
    ----------
    reasons
        Codes of the reasons of the referral.
    acknowledged
        Keys of the notices that the officer took note of.
    """
    told = set(reasons)
    found = (_COMPARED.match(one) for one in (*told, *acknowledged))
    untrue = {one[1] for one in found if one is not None} - _NOT_DECLARED
    first = (TRUE,) if untrue else ()
    papers = (KEPT,) if untrue or _NO_DATA & told else ()
    return (*first, REPORTED, AHEAD, *papers, ACCOUNTED)


def sections_of(recommendation: Recommendation) -> tuple[Section, ...]:
    """Return the sections that a signed decision quotes; none when it is no referral."""
    if recommendation.kind is not Kind.REFER_FOR_EXAM:
        return ()
    return sections(recommendation.reasons, recommendation.acknowledged)


def quoted(authority: str, draft: Draft, acknowledged: Iterable[str]) -> str:
    """Return what a decision stands on; a referral's with the sections that it quotes."""
    if draft.kind is not Kind.REFER_FOR_EXAM:
        return authority
    numbers = ", ".join(one.number for one in sections(draft.reasons, acknowledged))
    return f"{authority}; Customs Act, ss. {numbers}"
