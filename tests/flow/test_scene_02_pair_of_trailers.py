"""Scene 2: docs/scenes/02-pair-of-trailers.md, played in the real window."""

from __future__ import annotations

import pytest

from app.domain.decision import Kind
from app.domain.work import LinkClass
from tests.flow.scenes import pair_of_trailers as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

pytestmark = pytest.mark.usefixtures("qapp")


def test_t76_two_trailers_one_number_release_only_after_both_were_seen(stage: Opener) -> None:
    play = stage(scene.messages(), at(13, 3))
    play.message("1-cargo.cuscar.edi", "2-cargo-accepted.cusres.edi", at=at(13, 3))
    play.message("3-trip.cusrep.edi", "4-trip-accepted.cusres.edi", at=at(13, 11))
    play.scan(scene.SHOTS[0], at=at(13, 22))
    play.screen()
    officer = play.sit_down(scene.OPENS, screens="02")
    see_one_of_two(officer)

    play.scan(scene.SHOTS[1], at=at(13, 42))
    play.screen()
    officer.later(at(13, 45))
    officer.until("both trailers in one line", lambda: len(officer.window.desk.lines) == 1)
    see_both(officer)
    officer.release()
    check_record(play)


def see_one_of_two(officer: SceneOfficer) -> None:
    """Of the second trailer there is no image yet: release cannot be recommended."""
    officer.take_next()
    assert officer.sees(scene.CARGO, "100 pieces", "8 540 kg", "2 trailers", "¶115")
    assert officer.sees(f"1 of 2 declared pieces imaged; no image of {scene.SECOND}.")
    officer.look_at_all()
    assert officer.waits_for == {"blocks"}
    assert not officer.may_release()
    officer.take("one-of-two")
    officer.hand_back()


def see_both(officer: SceneOfficer) -> None:
    """Both trailers stand in one item; the second must be seen to its end, too."""
    officer.take_next()
    assert [scan.object_id for scan in officer.shown.item.scans] == [scene.FIRST, scene.SECOND]
    assert officer.rules["R034"] == "block"
    assert officer.sees("1 of 2 trailers viewed to the end.")
    officer.look_at_all()
    assert officer.rules == {"LINK": "note"}
    officer.take("both-seen")
    assert officer.shown.findings == ()


def check_record(play: Stage) -> None:
    """One recommendation speaks of the one shipment, and of both scans."""
    item = play.item()
    (decision,) = item.decisions
    assert decision.kind is Kind.RECOMMEND_RELEASE
    assert decision.subjects == (scene.CARGO,)
    assert {seen.scan_id for seen in decision.scans} == {scan.scan_id for scan in item.scans}
    assert all(seen.full_extent for seen in decision.scans)
    assert {link.link_class for link in item.links} == {LinkClass.CONFIRMED}
    assert decision.shipment_digests == (item.shipments[0].sha256,)
