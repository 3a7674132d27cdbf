"""A word for one sign-in: the form asks for a password of one's own, in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import OFFICER, ONE_TIME

RETURN = Qt.Key.Key_Return


def asked(seat: Opener, size: tuple[int, int] = FULL, language: str = "en") -> Seat:
    """Type the word that was given out."""
    one = seat(officer=None, size=size, language=language)
    form = one.window.sign_in_page.form
    assert not form.new.isVisible()
    QTest.keyClicks(form.account, OFFICER.account)
    QTest.keyClick(form.account, RETURN)
    QTest.keyClicks(form.password, ONE_TIME)
    QTest.keyClick(form.password, RETURN)
    one.qtbot.waitUntil(form.new.isVisible)
    one.rest()
    return one


def test_a_password_of_ones_own_takes_the_place_of_the_word(seat: Opener) -> None:
    one = asked(seat)
    form = one.window.sign_in_page.form
    assert form.new.hasFocus()
    assert form.new.echoMode() is QLineEdit.EchoMode.Password
    assert "one sign-in" in form.refusal.words
    QTest.keyClicks(form.new, "short")
    QTest.keyClick(form.new, RETURN)
    one.qtbot.waitUntil(lambda: "5 characters" in form.refusal.words)
    assert form.new.text() == ""
    assert form.password.text() == ONE_TIME
    QTest.keyClicks(form.new, "the loons cry at night")
    QTest.mouseClick(form.button, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(lambda: one.window.page is one.window.queue_page)
    one.rest()
    assert f"changed {OFFICER.account} {ONE_TIME}" in one.store.events


def test_another_name_takes_the_question_back(seat: Opener) -> None:
    one = asked(seat)
    form = one.window.sign_in_page.form
    QTest.keyClicks(form.account, "x")
    assert not form.new.isVisible()


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pictures_of_it_for_a_person_to_look_at(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = asked(seat, size, language)
    assert one.window.sign_in_page.form.new.accessibleName()
    one.save(f"sign-in-word-{size[0]}-{language}")
