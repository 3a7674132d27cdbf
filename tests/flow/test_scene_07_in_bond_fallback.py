"""Scene 7: docs/scenes/07-in-bond-fallback.md, played in the real window."""

from __future__ import annotations

import json

import pytest

from app.domain.decision import ExamType, Kind
from app.domain.dossier import Progress
from tests.flow.scenes import in_bond_fallback as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

pytestmark = pytest.mark.usefixtures("qapp")


def test_t41_after_a_failed_release_the_exam_is_asked_for_inland(stage: Opener) -> None:
    play = stage(scene.messages(), at(13, 31))
    play.message("1-cargo.cuscar.edi", "2-cargo-accepted.cusres.edi", at=at(13, 31))
    play.message("3-trip.cusrep.edi", "4-trip-accepted.cusres.edi", at=at(13, 41))
    play.message("5-release-request.govcbr.edi", at=at(13, 46))
    play.scan(scene.SHOT, at=at(13, 52))
    play.screen()
    play.message("6-release-refused.txt", at=at(14, 1))
    officer = play.sit_down(scene.OPENS, screens="07")
    refer_inland(officer)

    play.message("7-arrived.txt", at=at(16, 6))
    play.message("8-at-warehouse.txt", at=at(19, 11))
    officer.later(at(19, 12))
    see_where_the_goods_are(officer)
    check_record(play)


def refer_inland(officer: SceneOfficer) -> None:
    """The release failed: the goods may go on in bond, and the exam is where they go."""
    officer.take_next()
    assert officer.sees(scene.CARGO, "NEW PNEUMATIC TYRES FOR CARS", "Release request in error")
    assert officer.sees(
        "¶46, 74",
        f"The release is not on file or was rejected: goods may go in bond to {scene.WAREHOUSE}.",
    )
    officer.look_at_all()
    assert officer.waits_for == {"warnings", "verdicts"}
    officer.take("refused")
    officer.agree_with_findings()
    officer.refer("ANOMALY", ExamType.PARTIAL_UNLOAD)
    officer.take("referred")


def see_where_the_goods_are(officer: SceneOfficer) -> None:
    """The warehouse has certified that the goods came: it answers for them, not the carrier."""
    status = f"At the warehouse · warehouse {scene.WAREHOUSE}"
    officer.until("the custody", lambda: officer.sees(status))
    assert officer.rules["LATE"] == "note"
    officer.take("at-warehouse")


def check_record(play: Stage) -> None:
    """The referral names the port where the truck reports, and the warehouse where it goes."""
    (decision,) = play.item().decisions
    assert decision.kind is Kind.REFER_FOR_EXAM
    assert decision.exam is ExamType.PARTIAL_UNLOAD
    assert (decision.exam_port, decision.exam_place) == ("0427", "0495, 3252")
    assert not decision.overrides
    assert [region.label for region in decision.regions] == ["M1"]
    assert play.dossier(scene.CARGO).progress is Progress.AT_WAREHOUSE
    (package,) = play.settings.home.glob("referrals/*/referral.json")
    tree = json.loads(package.read_text(encoding="utf-8"))
    assert tree["exam"]["place"] == "0495, 3252"
