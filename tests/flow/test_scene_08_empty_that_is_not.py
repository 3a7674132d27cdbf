"""Scene 8: docs/scenes/08-empty-that-is-not.md, played in the real window."""

from __future__ import annotations

import pytest

from app.domain.decision import ExamType, Kind
from tests.flow.scenes import empty_that_is_not as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.stage import Opener

pytestmark = pytest.mark.usefixtures("qapp")


def test_t49_a_load_in_what_is_declared_empty_is_said_and_referred(stage: Opener) -> None:
    play = stage(scene.messages(), at(14, 1))
    play.message("1-empty-trip.cusrep.edi", "2-trip-accepted.cusres.edi", at=at(14, 1))
    play.scan(scene.SHOT, at=at(14, 42))
    play.screen()

    officer = play.sit_down(scene.OPENS, screens="08")
    officer.take_next()
    assert officer.sees(scene.TRIP, "declared empty", f"Trailer 1 of 1, {scene.TRAILER}")
    assert officer.sees("¶83, 104", "Declared empty, but a load is seen on")
    officer.look_at_all()
    assert officer.waits_for == {"verdicts", "warnings"}, "the model points at the load, too"
    officer.agree_with_findings()
    assert officer.waits_for == {"warnings"}
    assert not officer.may_release()
    assert {"ANOMALY", "I02_DECLARED_EMPTY"} <= {code for code, _ in officer.shown.suggested}
    assert "Empty" in officer.chips
    officer.take("load-seen")
    officer.mark(across=(0.30, 0.60), down=(0.40, 0.60))
    officer.refer("I02_DECLARED_EMPTY", ExamType.TAILGATE)
    officer.take("referred")

    (decision,) = play.item().decisions
    assert decision.kind is Kind.REFER_FOR_EXAM
    assert "I02_DECLARED_EMPTY" in decision.reasons
    assert decision.subjects == (scene.TRIP,)
    assert decision.exam_port == "0351"
    found, drawn = decision.regions
    assert found.from_finding
    assert not drawn.from_finding
