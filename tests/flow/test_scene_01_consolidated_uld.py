"""Scene 1: docs/scenes/01-consolidated-uld.md, played in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.decision import Kind
from app.domain.work import LinkClass
from tests.flow.scenes import consolidated_uld as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

pytestmark = pytest.mark.usefixtures("qapp")
ALL = {scene.MASTER, scene.HOUSE_1, scene.HOUSE_2}


def test_a_consolidation_is_decided_only_when_its_house_bills_are_there(stage: Opener) -> None:
    play = stage(scene.messages(), at(9, 31))
    play.message("1-flight.ffm", "2-waybill.fwb", at=at(9, 32))
    play.scan(scene.SHOT, at=at(9, 40))
    play.screen()
    officer = play.sit_down(scene.OPENS, screens="01")
    see_the_master_alone(officer)

    play.message("3-house-bill.govcbr.edi", "4-house-bill.govcbr.edi", at=at(14, 5))
    officer.later(at(14, 5))
    see_the_bills_without_their_end(officer)

    play.message("5-close.govcbr.edi", at=at(14, 7))
    officer.later(at(14, 7))
    see_all_of_it(officer)
    officer.release()
    check_record(play)


def see_the_master_alone(officer: SceneOfficer) -> None:
    """The air waybill says what it is: a consolidation, of which nothing is known yet."""
    officer.take_next()
    assert officer.links == {scene.MASTER: LinkClass.STRONG}
    assert officer.sees(scene.MASTER, "36 pieces · 160 kg", f"ULD 1 of 1, {scene.ULD}", "ZZ0101")
    assert officer.sees(
        "¶1, 20", "Consolidated cargo, and no house bill is on file: the cargo is incomplete."
    )
    officer.look_at_all()
    assert officer.rules["R038"] == "block"
    try_to_release(officer)
    officer.take("master-alone")
    officer.leave_form()


def try_to_release(officer: SceneOfficer) -> None:
    """Nothing is signed without saying why the missing bills are no obstacle."""
    officer.fill_release()
    officer.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    officer.saved()
    assert officer.sees("Override, with a reason", "1 part missing")
    assert not officer.shown.item.decisions


def see_the_bills_without_their_end(officer: SceneOfficer) -> None:
    """House bills are tied to the scan by what they lie in; whether these are all is not said."""
    officer.until("the house bills", lambda: officer.links.keys() == ALL)
    assert set(officer.links.values()) == {LinkClass.STRONG}
    assert officer.sees(scene.MASTER, "Cargo not complete: 2 house bills, no close message.")
    assert not officer.may_release()


def see_all_of_it(officer: SceneOfficer) -> None:
    """The close message names both: the cargo is whole, and its sums are those of its bills."""
    officer.until("the end", lambda: "R038" not in officer.rules)
    assert officer.sees("Sum of bills", f"{scene.KG} kg", "1 of 3")
    assert officer.rules == {"R055": "warning", "L4": "note", "LINK": "note"}
    officer.take("all")
    first, second = officer.whole("bills").splitlines()
    assert first.startswith(f"{scene.HOUSE_1}, MEASURING INSTRUMENTS, 22 pieces, {scene.KG_1} kg")
    assert second.startswith(f"{scene.HOUSE_2}, SPARE PARTS FOR PACKING MACHINES, 14 pieces")
    officer.take("house-bills")
    officer.close_whole()
    officer.acknowledge_all()


def check_record(play: Stage) -> None:
    """One recommendation for the equipment, that speaks of the master and both house bills."""
    (decision,) = play.item().decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE
    assert set(decision.subjects) == ALL
    bills = play.dossier(scene.MASTER).house_bills
    assert [bill.key for bill in bills] == [scene.HOUSE_1, scene.HOUSE_2]
