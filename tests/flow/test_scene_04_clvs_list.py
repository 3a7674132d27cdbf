"""Scene 4: docs/scenes/04-clvs-list.md, played in the real window."""

from __future__ import annotations

import pytest

from app.domain.decision import Kind
from app.domain.dossier import Progress
from tests.flow.scenes import clvs_list as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

pytestmark = pytest.mark.usefixtures("qapp")


def parcel(officer: SceneOfficer) -> str:
    """Number of the parcel that is open."""
    (shipment,) = officer.shown.item.shipments
    return shipment.shipment_id


def test_t54_what_leaves_the_list_before_arrival_needs_data_and_after_it_does_not(
    stage: Opener,
) -> None:
    play = stage(scene.messages(), at(11, 1))
    play.message("1-list.csv", at=at(11, 1))
    play.scan(*scene.SHOTS, at=at(11, 10))
    play.screen()
    play.message("2-removed-before-arrival.csv", at=at(14, 11))
    officer = play.sit_down(scene.OPENS, screens="04")
    begin_with_the_second(officer)
    ask_for_data(officer)
    release_the_one_that_stays(officer)

    play.message("3-flight-arrived.txt", at=at(16, 41))
    play.message("4-removed-after-arrival.csv", at=at(17, 6))
    play.message("5-at-warehouse.txt", at=at(17, 21))
    officer.later(at(17, 25))
    release_after_arrival(officer)
    check_record(play)


def begin_with_the_second(officer: SceneOfficer) -> None:
    """Take up the parcel with the warning, which stands above those without one.

    All three are on one flight, so risk decides. From the parcel that is signed the grid goes on
    downwards: after the one with the warning come the other two.
    """
    goods = [line.goods.split(",")[0] for line in officer.window.desk.lines]
    assert goods == ["Cotton shirts", "Kitchen utensils", "Network switches with cables"]
    first, second, third = officer.window.desk.lines
    assert first.risk > second.risk >= third.risk
    assert [line.flagged for line in (first, second, third)] == [0, 0, 0]
    assert (first.warnings, second.warnings, third.warnings) == (1, 0, 0)
    officer.take_up("Cotton shirts")


def ask_for_data(officer: SceneOfficer) -> None:
    """What was taken off before arrival needs a cargo record."""
    assert parcel(officer) == scene.BEFORE
    assert officer.sees(scene.BEFORE, "Cotton shirts, 60 pieces", "¶110")
    assert officer.sees("Taken off the courier's list before arrival: a cargo record is needed.")
    officer.look_at_all()
    assert officer.waits_for == {"warnings"}
    officer.take("removed-before-arrival")
    officer.ask("NO_MANIFEST", "Full data is due: it left the list before arrival.")
    officer.until("the next parcel", lambda: parcel(officer) != scene.BEFORE)


def release_the_one_that_stays(officer: SceneOfficer) -> None:
    """What stays on the list is no missing manifest."""
    assert parcel(officer) == scene.STAYS
    assert officer.sees(scene.STAYS, "Kitchen utensils, 12 pieces", "4.1 kg")
    assert "CLVS" in officer.chips, officer.chips
    assert officer.rules == {"LINK": "note"}
    officer.look_at_all()
    officer.release()
    officer.until("the next parcel", lambda: parcel(officer) != scene.STAYS)


def release_after_arrival(officer: SceneOfficer) -> None:
    """What was taken off after arrival must not be asked for data; it is late, and said so."""
    assert parcel(officer) == scene.AFTER
    officer.until("the arrival", lambda: "LATE" in officer.rules)
    assert officer.rules == {"LATE": "note", "LINK": "note"}
    assert officer.sees("Late: the goods are reported at the port. Tell the port by telephone.")
    officer.take("removed-after-arrival")
    officer.look_at_all()
    assert officer.shown.findings == ()
    officer.release()


def check_record(play: Stage) -> None:
    """Each parcel has its own decision; the warehouse holds the one that was rejected."""
    decided = {
        shipment: decision.kind
        for item in play.items()
        for decision in item.decisions
        for shipment in decision.subjects
    }
    assert decided == {
        scene.STAYS: Kind.RECOMMEND_RELEASE,
        scene.BEFORE: Kind.REQUEST_INFO,
        scene.AFTER: Kind.RECOMMEND_RELEASE,
    }
    assert play.dossier(scene.AFTER).progress is Progress.AT_WAREHOUSE
    assert play.dossier(scene.BEFORE).progress is Progress.UNDERWAY
