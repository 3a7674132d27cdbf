"""What stands on a house bill keeps its container from release, when only that was read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.decision import Kind
from app.domain.work import LinkClass
from tests.flow.scenes import consolidated_container as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener

pytestmark = pytest.mark.usefixtures("qapp")
TARGET = f"Target of another unit on house bill {scene.AIMED}: Lookout: narcotics"
REASON = "The forwarder sent it by telephone."


def test_t06_a_target_on_a_house_bill_blocks_release_of_its_container(stage: Opener) -> None:
    play = stage(scene.messages(), at(2, 5, days=-9))
    play.message("1-master.json", "2-houses.json", "3-close.json", at=at(4, 0, days=-9))
    play.scan(scene.SHOT, at=at(11, 0, days=-9))
    play.screen()
    officer = play.sit_down(at(13, 40), screens="house-bills-below")
    wait_for_the_missing_bill(officer)
    officer.leave_form()

    play.message("4-late-house.json", at=at(13, 50))
    play.message("5-target.json", at=at(14, 0))
    officer.later(at(14, 1))
    be_kept_by_the_target(officer)
    (item,) = play.items()
    assert not item.decisions

    play.message("6-lifted.json", at=at(15, 0))
    officer.later(at(15, 1))
    officer.until("the end of the target", lambda: "TARGET" not in officer.rules)
    officer.acknowledge_all()
    officer.release()
    (decision,) = play.item().decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE


def test_t46_a_bill_named_and_missing_is_overridden_with_a_reason(stage: Opener) -> None:
    play = stage(scene.messages(), at(2, 5, days=-9))
    play.message("1-master.json", "2-houses.json", "3-close.json", at=at(4, 0, days=-9))
    play.scan(scene.SHOT, at=at(11, 0, days=-9))
    play.screen()
    officer = play.sit_down(at(13, 40), screens="house-bills-below")
    wait_for_the_missing_bill(officer)
    officer.tab_to("override")
    officer.words(REASON)
    officer.saved()
    officer.sign(Kind.RECOMMEND_RELEASE)
    (decision,) = play.item().decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE
    assert dict(decision.overrides) == {f"R038:{scene.MASTER}": REASON}


def wait_for_the_missing_bill(officer: SceneOfficer) -> None:
    """The close message names a bill that is not on file: an override, with a reason, or wait."""
    officer.take_next()
    assert officer.links == {scene.MASTER: LinkClass.STRONG}
    officer.look_at_all()
    officer.acknowledge_all()
    assert officer.rules["R038"] == "block"
    assert "R039" not in officer.rules
    assert officer.sees(f"House bill {scene.LATE} is named and not on file")
    officer.fill_release()
    officer.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    officer.saved()
    assert officer.sees("Override, with a reason", "1 part missing")
    assert not officer.shown.item.decisions
    officer.take("bill-missing")


def be_kept_by_the_target(officer: SceneOfficer) -> None:
    """Only the container was read, and the target stands on one of five house bills."""
    officer.until("the target", lambda: "TARGET" in officer.rules)
    assert officer.links == {scene.MASTER: LinkClass.STRONG}
    assert "R038" not in officer.rules
    assert officer.sees(TARGET)
    officer.acknowledge_all()
    # Only two persons may override a target: the form asks for a reason and for the second one.
    assert officer.rules["TARGET"] == "block"
    officer.fill_release()
    officer.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    officer.saved()
    assert officer.sees("Override, with a reason", "Second person")
    assert not officer.shown.item.decisions
    officer.take("target")
    officer.leave_form()
    rows = officer.whole("bills").splitlines()
    assert [row for row in rows if "Target" in row] == [rows[2]]
    assert rows[2].startswith(scene.AIMED)
    assert scene.AIMED in officer.whole("others")
    officer.take("tree")
    officer.close_whole()
