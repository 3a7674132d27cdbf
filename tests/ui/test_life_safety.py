"""A mark of the class *person or animal*: a referral opens as a matter of life."""

from __future__ import annotations

import pytest

from app.domain.decision import Kind, Urgency
from app.domain.words import say
from app.ui.panels.drafts import suggested_draft
from app.ui.shown import Shown
from tests.ui.fake_room import CASES, item_of


@pytest.mark.parametrize(
    ("code", "urgency"),
    [("I23_PERSON_ANIMAL", Urgency.LIFE_SAFETY), ("I07_HIDDEN_SPACE", Urgency.ROUTINE)],
)
def test_a_referral_opens_with_the_urgency_of_its_reasons(code: str, urgency: Urgency) -> None:
    suggested = ((code, say("Mark 1.")),)
    shown = Shown(item_of(CASES[0]), (), frozenset(), (), suggested, (), ())
    draft = suggested_draft(shown, Kind.REFER_FOR_EXAM, "3127")
    assert draft.reasons == (code,)
    assert draft.urgency is urgency
    # A suggestion: a release has no urgency, and the officer may choose another.
    assert suggested_draft(shown, Kind.RECOMMEND_RELEASE, "").urgency is Urgency.ROUTINE
