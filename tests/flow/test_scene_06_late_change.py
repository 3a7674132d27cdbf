"""Scene 6: docs/scenes/06-late-change.md, played in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.decision import ExamType, Kind
from app.domain.work import ItemState
from tests.flow.scenes import late_change as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

pytestmark = pytest.mark.usefixtures("qapp")


def test_t77_a_change_after_the_decision_brings_the_item_back(stage: Opener) -> None:
    play = stage(scene.messages(), at(12, 30))
    play.message("1-cargo.cuscar.edi", "2-cargo-accepted.cusres.edi", at=at(12, 31))
    play.message("3-trip.cusrep.edi", "4-trip-accepted.cusres.edi", at=at(12, 36))
    play.scan(scene.SHOT, at=at(12, 52))
    play.screen()
    officer = play.sit_down(scene.OPENS, screens="06")
    recommend_release(officer)

    play.message("5-change.cuscar.edi", at=at(14, 18))
    play.message("6-change-accepted.cusres.edi", at=at(14, 20))
    officer.later(at(14, 21))
    officer.until("the line again", lambda: officer.line().state is ItemState.WAITING)
    officer.key(Qt.Key.Key_F2)
    officer.take("back-in-the-queue")
    officer.take_next()
    see_what_changed(officer)
    officer.mark(across=(0.30, 0.45), down=(0.40, 0.50))
    officer.refer("I20_TIMING", ExamType.PARTIAL_UNLOAD, "Liqueurs were added after the scan.")
    check_record(play)


def recommend_release(officer: SceneOfficer) -> None:
    """Nothing speaks against the first version of the data."""
    officer.take_next()
    assert officer.sees(scene.CARGO, "Data v1", "MINERAL WATER IN BOTTLES", "11 800 kg")
    assert officer.rules == {"LINK": "note"}
    officer.look_at_all()
    officer.release()
    assert officer.line().state is ItemState.DECIDED
    assert officer.sees("Signed: Release recommended, 13:00 UTC")


def see_what_changed(officer: SceneOfficer) -> None:
    """The second version is on screen, with what it changed and how late it came."""
    assert officer.sees("Data v2", "ENTREPOT FICTIF 77 (SAMPLE)", "220110, 220870")
    assert officer.sees(
        "¶89",
        "Insufficient review time: received 41 min before the estimate, not 60; "
        "validated 40 min before arrival.",
    )
    assert officer.sees("¶150", "differs from what the recommendation was signed on.")
    assert officer.waits_for == {"warnings"}
    assert not officer.may_release()
    officer.take("notices")
    changes = officer.whole("changes")
    assert "Line 2, LIQUEURS AND CORDIALS" in changes, changes
    assert "Consignee" in changes
    officer.take("changes")
    officer.close_whole()


def check_record(play: Stage) -> None:
    """The referral takes the place of the release, and each speaks of its own version."""
    item = play.item()
    first, second = item.decisions
    assert (first.kind, second.kind) == (Kind.RECOMMEND_RELEASE, Kind.REFER_FOR_EXAM)
    assert second.supersedes == first.recommendation_id
    assert first.shipment_digests != second.shipment_digests
    assert second.shipment_digests == (item.shipments[0].sha256,)
    assert second.times.lead_minutes == pytest.approx(39, abs=1)
    before, after = play.dossier(scene.CARGO).versions
    assert (before.number, after.number) == (1, 2)
    changed = {change.path for change in after.changes if change.decisive}
    assert {"goods[1]", "consignee.name"} <= changed, changed
