"""Scene 10: docs/scenes/10-outage.md, played in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.decision import Kind
from app.domain.filing import Via
from app.domain.work import ItemState, LinkClass
from tests.flow.places import OFFICER
from tests.flow.scenes import outage as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener, Stage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.usefixtures("qapp")


def test_t86_after_an_outage_only_what_changed_in_what_decides_comes_back(stage: Opener) -> None:
    play = stage(scene.messages(), at(12, 51))
    play.message("1-before.edi", "2-accepted.cusres.edi", at=at(12, 52))
    play.scan(scene.SHOTS[0], at=at(13, 22))
    play.message("3-feed-down.json", at=at(13, 36))
    play.scan(scene.SHOTS[1], at=at(14, 2))
    play.screen()
    officer = play.sit_down(scene.OPENS, screens="10")
    decide_on_old_data(officer)
    type_from_paper(officer)
    decide_on_paper(officer)

    play.message("4-feed-back.json", at=at(15, 6))
    officer.later(at(15, 6))
    see_that_it_must_be_confirmed(officer)
    play.message("5-sent-later.edi", "6-later-accepted.cusres.edi", at=at(15, 10))
    officer.later(at(15, 10))
    see_what_comes_back(officer)
    officer.mark(across=(0.30, 0.60), down=(0.40, 0.60))
    officer.refer("I04_PIECES", note="The paper said 120 bales, the message says 140.")
    check_record(play)


def decide_on_old_data(officer: SceneOfficer) -> None:
    """What came before the outage can be decided, with a warning that must be answered."""
    officer.take_next()
    assert officer.links == {scene.SENT: LinkClass.STRONG}
    assert officer.sees("¶161", "The feed is down. Data is as of 2026-11-20 13:35 UTC;")
    officer.look_at_all()
    officer.acknowledge_all()
    officer.release()


def type_from_paper(officer: SceneOfficer) -> None:
    """Of the other truck nothing was sent: what stands on its document is typed, by keys alone."""
    officer.take_next()
    assert officer.sees("No shipment data", "Paper manifest")
    officer.key(Qt.Key.Key_P, CTRL | SHIFT)
    officer.until("the form", lambda: officer.page.side.paper_open)
    for name, text in scene.PAPER.items():
        officer.tab_to(f"paper-{name}")
        officer.clear_field()
        officer.words(text)
    officer.saved()
    officer.take("typed-from-paper")
    officer.key(Qt.Key.Key_Return, CTRL)
    officer.until("the shipment", lambda: officer.links == {scene.TYPED: LinkClass.STRONG})


def decide_on_paper(officer: SceneOfficer) -> None:
    """What was typed is tied to the scan like anything that was sent, and says what it is."""
    assert officer.sees(scene.TYPED, scene.TYPED_TRIP, "120 pieces · 10 000 kg")
    assert "Paper" in officer.chips
    assert f"typed from paper by {OFFICER.account}" in officer.whole("exchanges")
    officer.close_whole()
    officer.look_at_all()
    officer.acknowledge_all()
    # The model points at a place in which nothing is.
    assert officer.shown.findings
    officer.disagree_with_findings()
    officer.release()


def see_that_it_must_be_confirmed(officer: SceneOfficer) -> None:
    """The feed is back: what was decided without it asks for confirmation, and stays decided."""
    officer.until("the feed", lambda: "R071C" in officer.rules)
    assert officer.sees("Decided while the feed was down: confirm it, or decide again.")
    assert {line.state for line in officer.window.desk.lines} == {ItemState.DECIDED}
    officer.take("feed-is-back")


def see_what_comes_back(officer: SceneOfficer) -> None:
    """The paper said 120 bales: that item waits again. Of the other only the time shifted."""
    typed, sent = "WOVEN COTTON CLOTH", "WOODEN BEDROOM FURNITURE"
    officer.until("the line again", lambda: officer.line(typed).state is ItemState.WAITING)
    assert officer.line(sent).state is ItemState.DECIDED
    officer.take_next()
    assert officer.sees(scene.TYPED, "Data v2", "140 pieces · 10 000 kg")
    assert "Paper" not in officer.chips
    assert not officer.may_release()
    changes = officer.whole("changes")
    assert "120" in changes, changes
    officer.take("sent-after-all")
    officer.close_whole()


def check_record(play: Stage) -> None:
    """Three decisions; what was typed and what was sent are both versions of one record."""
    decided = {item.shipments[0].shipment_id: item.decisions for item in play.items()}
    (kept,) = decided[scene.SENT]
    assert kept.kind is Kind.RECOMMEND_RELEASE
    first, second = decided[scene.TYPED]
    assert (first.kind, second.kind) == (Kind.RECOMMEND_RELEASE, Kind.REFER_FOR_EXAM)
    assert second.supersedes == first.recommendation_id
    typed, sent = play.dossier(scene.TYPED).versions
    assert (typed.via, typed.typed_by) == (Via.PAPER, OFFICER.account)
    assert sent.via is Via.EDI
    assert "goods[0].quantity" in {change.path for change in sent.changes if change.decisive}
