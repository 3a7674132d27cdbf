"""Scene 3: docs/scenes/03-renumbered-ccn.md, played in the real window."""

from __future__ import annotations

import pytest

from app.domain.decision import Kind
from app.domain.dossier import Standing
from app.domain.work import LinkClass
from tests.flow.scenes import renumbered_ccn as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_scan_goes_over_to_the_number_that_its_cargo_was_filed_anew_under(
    stage: Opener,
) -> None:
    play = stage(scene.messages(), at(13, 42))
    play.message("1-cargo.309.edi", "2-cargo-accepted.824.edi", at=at(13, 42))
    play.scan(scene.SHOT, at=at(13, 47))
    play.screen()
    officer = play.sit_down(scene.OPENS, screens="03")
    look_at_the_old_one(officer)

    play.message("3-cargo-deleted.309.edi", "4-delete-accepted.824.edi", at=at(14, 21))
    officer.later(at(14, 21))
    see_it_deleted(officer)

    play.message("5-cargo-anew.309.edi", "6-cargo-anew-accepted.824.edi", at=at(14, 24))
    play.message("7-trip.358.edi", "8-trip-accepted.824.edi", at=at(14, 32))
    officer.later(at(14, 32))
    move_the_link(officer)
    officer.acknowledge_all()
    officer.release(note="Same trailer, seal and goods under a new number.")
    check_record(play)


def look_at_the_old_one(officer: SceneOfficer) -> None:
    """Nothing speaks against the shipment; the officer has seen it to the end."""
    officer.take_next()
    assert officer.links == {scene.OLD: LinkClass.STRONG}
    officer.look_at_all()
    assert officer.may_release()


def see_it_deleted(officer: SceneOfficer) -> None:
    """The record is gone while the item is open: nothing can be released on it, nothing is lost."""
    officer.until("the deletion", lambda: officer.links == {scene.OLD: LinkClass.ORPHANED})
    assert officer.sees(
        "¶153",
        f"The record of {scene.OLD} was deleted after the scan. Image and notes are kept.",
    )
    assert not officer.may_release()
    officer.take("deleted")


def move_the_link(officer: SceneOfficer) -> None:
    """The program proposes the new number and says why; one key moves the scan to it."""
    officer.until("the new number", lambda: officer.links.get(scene.NEW) is LinkClass.PROBABLE)
    officer.until("the trip", lambda: officer.sees(scene.NEW, scene.TRIP))
    assert officer.sees(
        f"{scene.OLD} seems to go on as {scene.NEW}. Confirming the link moves it there.",
        f"Barcode {scene.OLD}, transmitted {scene.NEW}.",
    )
    assert {"blocks", "link"} <= officer.waits_for
    officer.take("goes-on-as")
    officer.confirm_link()
    assert officer.links == {scene.OLD: LinkClass.NONE, scene.NEW: LinkClass.CONFIRMED}
    assert officer.waits_for == {"warnings"}
    assert "earlier number" in officer.reads(officer.page.side)
    officer.take("moved")


def check_record(play: Stage) -> None:
    """One recommendation, for the new number; the old one stands deleted, and led to the new."""
    item = play.item()
    (decision,) = item.decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE
    assert decision.subjects == (scene.NEW,)
    assert play.dossier(scene.OLD).standing is Standing.DELETED
    assert play.dossier(scene.OLD).chain == (scene.OLD, scene.NEW)
    assert play.dossier(scene.NEW).standing is Standing.ACCEPTED
