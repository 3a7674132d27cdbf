"""Scene 9: docs/scenes/09-flying-truck.md, played in the real window."""

from __future__ import annotations

import pytest

from app.domain.decision import Kind
from app.domain.shipment import Mode
from app.domain.work import LinkClass
from tests.flow.scenes import flying_truck as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.stage import Opener

pytestmark = pytest.mark.usefixtures("qapp")


def test_t53_air_cargo_on_the_road_is_found_by_its_air_waybills(stage: Opener) -> None:
    play = stage(scene.messages(), at(13, 30))
    play.message("1-waybill.fwb", "2-waybill.fwb", at=at(13, 30))
    play.message("3-trip.cusrep.edi", "4-trip-accepted.cusres.edi", at=at(14, 1))
    play.scan(scene.SHOT, at=at(14, 42))
    play.screen()

    officer = play.sit_down(scene.OPENS, screens="09")
    officer.take_next()
    assert officer.links == {scene.FIRST: LinkClass.STRONG, scene.SECOND: LinkClass.STRONG}
    assert officer.sees(scene.FIRST, "BOUND BOOKS", scene.TRIP)
    assert officer.sees("This scan shows 2 shipments")
    assert "FLYTRUCK" in officer.chips, officer.chips
    evidence = [line for link in officer.shown.item.links for line in link.evidence]
    equal = {line.declared for line in evidence if (line.key, line.outcome) == ("AWB", "equal")}
    assert equal == {scene.FIRST, scene.SECOND}
    assert {ship.conveyance.mode for ship in officer.shown.item.shipments} == {Mode.HIGHWAY}
    officer.take("by-waybill")
    officer.look_at_all()
    assert officer.rules == {"L4": "note", "LINK": "note"}
    assert officer.may_release()
    officer.release()

    (decision,) = play.item().decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE
    assert set(decision.subjects) == {scene.FIRST, scene.SECOND}
