"""A mark that a signed decision covers goes by two persons; a password changes at any time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.mark import Mark, MarkAct, Shape
from app.domain.threat import Verdict
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import OFFICER, PASSWORD, Store
from tests.ui.test_review_flow import item

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
NEW = "the loons cry at night"


def marked(seat: Opener, *, size: tuple[int, int] = FULL, language: str = "en") -> Seat:
    """Open an item with a mark that a decision covers, and ask for its deletion."""
    store = Store()
    (scan, *_) = store.items["item-4"].scans
    mark = Mark("m1", 3, scan.scan_id, scan.views[0], Shape.BOX, ((10.0, 10.0), (60.0, 40.0)))
    store.change("item-4", marks=(mark,))
    store.covered = frozenset({"m1"})
    one = seat(store, size=size, language=language)
    one.open(4)
    one.rest()
    one.window.desk.review.do_mark(MarkAct(mark, None))
    one.qtbot.waitUntil(lambda: one.page.side.second_open)
    one.rest()
    return one


def on_screen(one: Seat) -> list[str]:
    return [mark.mark_id for mark in one.window.desk.review.marks]


def test_the_mark_stays_until_a_second_person_has_signed_in(seat: Opener) -> None:
    one = marked(seat)
    page = one.page.side.second
    assert page.second.account.hasFocus()
    assert on_screen(one) == ["m1"]
    QTest.keyClicks(page.second.account, "roy")
    QTest.keyClick(page.second.account, RETURN)
    QTest.keyClicks(page.second.password, "not the password")
    QTest.keyClick(page.second.password, RETURN)
    one.qtbot.waitUntil(lambda: "do not belong together" in page.refusal.words)
    assert (page.second.account.text(), page.second.password.text()) == ("roy", "")
    assert on_screen(one) == [mark.mark_id for mark in item(one, 4).marks] == ["m1"]
    QTest.keyClicks(page.second.password, PASSWORD)
    QTest.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(lambda: not one.page.side.second_open)
    one.rest()
    assert on_screen(one) == [] == list(item(one, 4).marks)
    assert page.second.account.text() == ""
    assert one.window.desk.review.unsaved_marks == ()


def test_the_way_back_leaves_the_mark_and_forgets_who_began_to_sign(seat: Opener) -> None:
    one = marked(seat)
    page = one.page.side.second
    QTest.keyClicks(page.second.account, "roy")
    QTest.keyClicks(page.second.password, PASSWORD)
    QTest.keyClick(page, ESCAPE)
    one.rest()
    assert not one.page.side.second_open
    assert one.window.page is one.page
    assert page.second.person is None
    assert on_screen(one) == ["m1"]
    one.window.desk.review.give_verdict("f1", Verdict.UNSURE)
    one.rest()
    assert on_screen(one) == ["m1"]


def test_nothing_is_sent_before_both_are_typed(seat: Opener) -> None:
    one = marked(seat)
    page = one.page.side.second
    QTest.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    assert page.second.account.hasFocus()
    QTest.keyClicks(page.second.account, "roy")
    QTest.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    assert page.second.password.hasFocus()
    assert page.delete.isEnabled()
    assert on_screen(one) == ["m1"]


def changing(seat: Opener, *, size: tuple[int, int] = FULL, language: str = "en") -> Seat:
    """Open the section where a password is changed."""
    one = seat(size=size, language=language)
    one.window.show_page("settings")
    one.window.settings_page.show_section("password")
    one.rest()
    return one


def typed(one: Seat, *words: str) -> None:
    """Type the old password, the new one and the new one again, each with Return."""
    form = one.window.password_settings
    for field, word in zip((form.old, form.new, form.again), words, strict=True):
        field.setFocus()
        QTest.keyClicks(field, word)
        QTest.keyClick(field, RETURN)
    one.rest()


def test_a_password_is_changed_at_any_time(seat: Opener) -> None:
    one = changing(seat)
    form = one.window.password_settings
    assert form.old.hasFocus()
    typed(one, PASSWORD, "short", "short")
    one.qtbot.waitUntil(lambda: "5 characters" in form.told.words)
    assert (form.old.text(), form.new.text(), form.again.text()) == (PASSWORD, "", "")
    assert form.new.hasFocus()
    form.old.clear()
    typed(one, PASSWORD, NEW, NEW + "x")
    assert "differ" in form.told.words
    assert (form.old.text(), form.again.text()) == (PASSWORD, "")
    assert form.again.hasFocus()
    QTest.keyClicks(form.again, NEW)
    QTest.mouseClick(form.change, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(lambda: "is changed" in form.told.words)
    assert [form.old.text(), form.new.text(), form.again.text()] == ["", "", ""]
    assert f"changed {OFFICER.account} {PASSWORD}" in one.store.events


def test_what_was_typed_is_gone_when_the_seat_is_left(seat: Opener) -> None:
    one = changing(seat)
    form = one.window.password_settings
    QTest.keyClicks(form.old, PASSWORD)
    one.window.desk.lock()
    one.rest()
    assert form.old.text() == ""


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pictures_of_both_for_a_person_to_look_at(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = marked(seat, size=size, language=language)
    page = one.page.side.second
    QTest.keyClicks(page.second.account, "roy")
    QTest.keyClicks(page.second.password, "not the password")
    QTest.keyClick(page.second.password, RETURN)
    one.qtbot.waitUntil(lambda: bool(page.refusal.words))
    one.rest()
    one.save(f"mark-second-{size[0]}-{language}")
    one.window.desk.review.close()
    one.window.show_page("settings")
    one.window.settings_page.show_section("password")
    typed(one, PASSWORD, "short", "short")
    one.qtbot.waitUntil(lambda: bool(one.window.password_settings.told.words))
    one.save(f"password-{size[0]}-{language}")
