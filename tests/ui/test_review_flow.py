"""What the officer does in review, by keys and pointer, and what becomes of it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.decision import ExamType, Kind
from app.domain.mark import Mark, MarkAct, Shape
from app.domain.threat import Verdict
from app.domain.work import Item, ItemState, LinkClass
from app.ui.controls import Check, Control, Text
from tests.ui.conftest import Opener, Seat
from tests.ui.fake_room import OFFICER, PASSWORD, Store

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def item(one: Seat, number: int = 1) -> Item:
    return one.store.items[f"item-{number}"]


def said(parent: QWidget, name: str) -> str:
    text = parent.findChild(Text, name)
    assert isinstance(text, Text)
    return text.text()


def control(parent: QWidget, name: str) -> Control:
    found = parent.findChild(Control, name)
    assert isinstance(found, Control), name
    return found


def see_everything(one: Seat) -> None:
    """Look at every view to the end, answer every finding and warning."""
    view = one.page.scan_view
    shown = one.window.desk.review.shown
    assert shown is not None
    for _ in shown.keys:
        QTest.keyClick(view, Qt.Key.Key_F)
        # However long the painting takes: the next key leaves this view.
        one.qtbot.waitUntil(lambda: _seen_to_the_end(one), timeout=20_000)
        one.rest()
        QTest.keyClick(view, Qt.Key.Key_V)
    for _ in shown.findings:
        QTest.keyClick(view, Qt.Key.Key_D)
        QTest.keyClick(view, Qt.Key.Key_Tab)
        one.rest()
    for _ in shown.notices:
        QTest.keyClick(view, Qt.Key.Key_K)
        one.rest()


def _seen_to_the_end(one: Seat) -> bool:
    shown = one.window.desk.review.shown
    return shown is not None and one.page.stage.key in shown.item.viewed


def test_the_clock_starts_with_the_first_paint(seat: Opener) -> None:
    one = seat()
    one.open(1)
    one.qtbot.waitUntil(lambda: "first_paint" in one.store.events)
    assert one.store.events.count("first_paint") == 1


def test_verdicts_by_key_and_tab(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view = one.page.scan_view
    QTest.keyClick(view, Qt.Key.Key_A)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_U)
    one.rest()
    assert list(item(one).verdicts.values()) == [Verdict.AGREE, Verdict.UNSURE]
    assert "first_judgement" in one.store.events


def test_notices_are_acknowledged_in_order(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_K)
    one.rest()
    assert item(one).acknowledged == ("R083:",)
    QTest.mouseClick(control(one.page.notices, "acknowledge-R080:"), LEFT)
    one.rest()
    assert item(one).acknowledged == ("R083:", "R080:")
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_K)
    one.rest()
    assert len(item(one).acknowledged) == 2


def test_data_that_comes_late_is_shown_in_what_is_open(seat: Opener) -> None:
    one = seat()
    one.open(1)
    (shipment,) = item(one).shipments
    newer = dataclasses.replace(shipment, version=shipment.version + 1, pieces=12)
    one.store.change("item-1", shipments=(newer,))

    def words() -> list[str]:
        return [text.text() for text in one.page.declaration.findChildren(Text)]

    one.qtbot.waitUntil(lambda: any("12 pieces" in text for text in words()), timeout=10_000)


def test_links_are_confirmed_by_key(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_Y)
    one.rest()
    assert item(one).links[0].link_class is LinkClass.CONFIRMED


def test_release_waits_and_says_for_what(seat: Opener) -> None:
    one = seat()
    one.open(1)
    release = control(one.page.decision, "release")
    assert not release.isEnabled()
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_L)
    assert not one.page.form_open
    waits = [control(one.page.decision, f"wait-{n}") for n in range(1, 6)]
    assert [one_wait.words for one_wait in waits if one_wait.isVisible()] == [
        "2 views are seen to the end",
        "2 warnings are acknowledged",
        "M1 and M2 have a verdict",
    ]
    key = one.page.stage.key
    QTest.mouseClick(waits[0], LEFT)
    assert one.page.stage.key != key
    see_everything(one)
    one.qtbot.waitUntil(release.isEnabled)
    one.save("release-ready")


def sign_release(one: Seat) -> None:
    """Fill in the release form that is open, and sign it."""
    form = one.page.referral
    QTest.keyClick(form, Qt.Key.Key_Slash)
    QTest.keyClicks(form.fields.reasons.search, "nothing")
    QTest.keyClick(form.fields.reasons.search, Qt.Key.Key_Return)
    QTest.keyClick(form.fields.reasons.search, Qt.Key.Key_Escape)
    QTest.mouseClick(form.fields.confidence.part(4), LEFT)
    one.rest()
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.rest()


def test_release_is_signed_and_the_next_is_taken(seat: Opener) -> None:
    one = seat()
    one.open(4)
    see_everything(one)
    view = one.page.scan_view
    QTest.keyClick(view, Qt.Key.Key_L)
    one.rest()
    assert one.page.form_open
    form = one.page.referral
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.rest()
    assert item(one, 4).state is ItemState.CLAIMED
    assert said(form, "missing-confidence") == "Say how sure you are, from 1 to 5."
    assert form.findChild(Text, "missing-confidence").tone == "amber"
    one.save("release-missing")
    sign_release(one)
    signed = item(one, 4).decisions[-1]
    assert (signed.kind, signed.reasons, signed.confidence) == (
        Kind.RECOMMEND_RELEASE,
        ("NO_ANOMALY",),
        4,
    )
    assert said(one.page.decision, "signed-line").startswith("Signed: Release recommended")
    one.save("signed")
    QTest.keyClick(view, Qt.Key.Key_N)
    review = one.window.desk.review
    one.qtbot.waitUntil(lambda: review.shown is not None and review.shown.item.item_id == "item-1")
    one.rest()


def test_what_was_signed_and_came_back_can_be_decided_again(seat: Opener) -> None:
    one = seat()
    one.open(4)
    see_everything(one)
    view = one.page.scan_view
    QTest.keyClick(view, Qt.Key.Key_L)
    one.rest()
    sign_release(one)
    refer = control(one.page.decision, "refer")
    assert not refer.isVisible()
    one.store.change("item-4", state=ItemState.WAITING)
    one.qtbot.wait(2500)
    one.rest()
    assert not refer.isVisible(), "it is nobody's until it is taken up again"
    one.store.change("item-4", state=ItemState.CLAIMED)
    one.qtbot.waitUntil(refer.isVisible, timeout=10_000)
    QTest.keyClick(view, Qt.Key.Key_R)
    one.rest()
    assert one.page.form_open


def fill_referral(one: Seat) -> None:
    form = one.page.referral
    check = form.findChild(Check, "region-M1")
    assert isinstance(check, Check)
    if not check.isChecked():
        QTest.mouseClick(check, LEFT)
    QTest.mouseClick(form.fields.exam.part(ExamType.PARTIAL_UNLOAD), LEFT)
    QTest.mouseClick(form.fields.confidence.part(5), LEFT)
    one.rest()


def test_a_referral_says_what_is_missing_and_is_signed(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    form = one.page.referral
    assert form.fields.reasons.codes == ("ANOMALY", "SEAL_NOT_DECLARED")
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.rest()
    assert not item(one).decisions
    assert said(form, "form-status") == "3 parts missing"
    one.save("referral-missing")
    fill_referral(one)
    form.fields.note.setFocus()
    QTest.keyClicks(form.fields.note, "Open crate 6 first: rlikx")
    assert one.page.form_open
    QTest.keyClick(form.fields.note, Qt.Key.Key_Return, CTRL)
    one.rest()
    signed = item(one).decisions[-1]
    assert signed.kind is Kind.REFER_FOR_EXAM
    assert [region.label for region in signed.regions] == ["M1"]
    assert signed.exam_place == "0351, 3127"
    assert signed.note == "Open crate 6 first: rlikx"
    one.qtbot.waitUntil(lambda: one.store.events.count("send_due") >= 2)


def test_esc_leaves_the_field_then_the_form_and_keeps_the_draft(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    form = one.page.referral
    fill_referral(one)
    form.fields.note.setFocus()
    QTest.keyClicks(form.fields.note, "half a note")
    QTest.keyClick(form.fields.note, Qt.Key.Key_Escape)
    assert one.page.form_open
    assert not form.fields.note.hasFocus()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not one.page.form_open
    one.rest()
    kept = item(one).draft
    assert kept is not None
    assert (kept.note, kept.confidence, kept.exam) == ("half a note", 5, ExamType.PARTIAL_UNLOAD)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    assert form.fields.note.toPlainText() == "half a note"
    assert form.draft == kept


def test_amending_supersedes(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    fill_referral(one)
    QTest.keyClick(one.page.referral, Qt.Key.Key_Return, CTRL)
    one.rest()
    amend = control(one.page.decision, "amend")
    assert amend.isVisible()
    QTest.mouseClick(amend, LEFT)
    one.qtbot.waitUntil(lambda: one.page.form_open)
    one.rest()
    QTest.mouseClick(one.page.referral.fields.confidence.part(2), LEFT)
    one.rest()
    QTest.keyClick(one.page.referral, Qt.Key.Key_Return, CTRL)
    one.rest()
    first, second = item(one).decisions
    assert second.supersedes == first.recommendation_id
    assert (first.confidence, second.confidence) == (5, 2)


def test_asking_and_not_deciding_have_their_forms(seat: Opener) -> None:
    one = seat()
    one.open(9)
    for key, kind in ((Qt.Key.Key_I, Kind.REQUEST_INFO), (Qt.Key.Key_X, Kind.NO_DECISION)):
        QTest.keyClick(one.page.scan_view, key)
        one.rest()
        assert one.page.form_open
        assert one.page.referral.kind is kind
        assert not one.page.referral.fields.exam.isVisible()
        QTest.keyClick(one.page.referral, Qt.Key.Key_Escape)


def draw_box(one: Seat, key: tuple[str, str]) -> None:
    box = Mark("m-1", 1, *key, Shape.BOX, ((100.0, 100.0), (300.0, 250.0)))
    one.window.desk.review.do_mark(MarkAct(None, box))


def test_t08_a_mark_becomes_a_place_to_look(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    key = one.page.stage.key
    assert key is not None
    draw_box(one, key)
    one.rest()
    assert "1" in one.page.referral.draft.region_labels


def test_what_cannot_be_written_stays_on_screen_until_it_is(seat: Opener) -> None:
    one = seat()
    one.open(1)
    key = one.page.stage.key
    assert key is not None
    one.store.broken = "disk I/O error"
    review = one.window.desk.review
    draw_box(one, key)
    one.qtbot.waitUntil(lambda: one.window.desk.outbox.failure is not None)
    assert [mark.number for mark in review.unsaved_marks] == [1]
    assert [mark.number for mark in review.marks] == [1]
    assert "disk I/O error" in one.page.message.words
    assert one.window.top_bar.saved.text.text() == "Not saved"
    one.save("state-write-failure")
    one.store.broken = ""
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_S, CTRL)
    one.rest()
    assert not review.unsaved_marks
    assert [mark.number for mark in item(one).marks] == [1]
    assert one.window.top_bar.saved.text.text() == "All saved"
    assert not one.page.message.isVisible()


def test_a_lost_lease_makes_the_item_read_only(seat: Opener) -> None:
    one = seat()
    one.open(1)
    one.store.lost = True
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_A)
    review = one.window.desk.review
    one.qtbot.waitUntil(lambda: review.shown is not None and review.shown.read_only is not None)
    one.rest()
    assert "R. Singh" in one.page.message.words
    assert not control(one.page.decision, "refer").isEnabled()
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    assert not one.page.form_open
    one.save("state-lease-lost")


def test_signing_in_refuses_plainly_and_then_lets_in(seat: Opener) -> None:
    one = seat(officer=None)
    form = one.window.sign_in_page.form
    assert one.window.page is one.window.sign_in_page
    QTest.keyClicks(form.account, OFFICER.account)
    QTest.keyClick(form.account, Qt.Key.Key_Return)
    QTest.keyClicks(form.password, "WRONG")
    caps = form.findChild(Text, "sign-in-caps")
    assert isinstance(caps, Text)
    assert caps.isVisible()
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    one.qtbot.waitUntil(lambda: "do not belong together" in form.refusal.words)
    one.save("sign-in-refused")
    assert form.password.text() == ""
    QTest.keyClicks(form.password, PASSWORD)
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    one.qtbot.waitUntil(lambda: one.window.page is one.window.queue_page)
    one.rest()


def test_the_lock_hides_everything_and_stops_the_clock(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_L, CTRL)
    assert one.window.page is one.window.lock_page
    assert not one.page.scan_view.isVisible()
    one.rest()
    assert "hold lock" in one.store.events
    one.save("lock")
    form = one.window.lock_page.form
    QTest.keyClicks(form.password, "no")
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    one.qtbot.waitUntil(lambda: "do not belong together" in form.refusal.words)
    QTest.keyClicks(form.password, PASSWORD)
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    one.qtbot.waitUntil(lambda: one.window.page is one.page)
    one.rest()
    assert "resume lock" in one.store.events


def test_an_idle_window_locks_itself(seat: Opener) -> None:
    one = seat(Store(), idle_lock_s=0.6)
    one.qtbot.waitUntil(lambda: one.window.desk.locked, timeout=20_000)
    assert one.window.page is one.window.lock_page
