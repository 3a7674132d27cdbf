"""Two officers and one item: the second reads, a supervisor takes over (L20)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.officer import Officer, Role
from app.ui import i18n
from app.ui.commands import COMMANDS
from tests.ui.conftest import Opener, Seat
from tests.ui.fake_room import OFFICER, Store

SUPERVISOR = Officer("roy", "C. Roy", Role.SUPERVISOR, sample=True)


def reading(seat: Opener, officer: Officer) -> Seat:
    taken = seat(officer=officer)
    taken.window.desk.open_item("item-2")
    taken.qtbot.waitUntil(lambda: taken.window.desk.review.shown is not None, timeout=20_000)
    taken.rest()
    taken.qtbot.wait(20)
    return taken


def test_l20_the_second_officer_sees_the_item_and_who_has_it_and_changes_nothing(
    seat: Opener,
) -> None:
    taken = reading(seat, OFFICER)
    shown = taken.window.desk.review.shown
    assert shown is not None
    assert shown.read_only is not None
    assert taken.window.page is taken.page
    assert "R. Singh has this item." in taken.page.message.words
    before = taken.store.items["item-2"]
    QTest.keyClick(taken.page, Qt.Key.Key_Y)
    QTest.keyClick(taken.page, Qt.Key.Key_R)
    taken.window.run_command("take_over")
    taken.rest()
    assert not taken.page.form_open
    assert taken.store.items["item-2"] == before
    assert "Only a supervisor takes an item over." in taken.page.message.words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_l20_a_supervisor_takes_over_from_the_message(seat: Opener, language: str) -> None:
    taken = reading(seat, SUPERVISOR)
    i18n.use(language)
    taken.qtbot.wait(20)
    taken.save(f"held-{language}")
    link = taken.page.message._link
    assert link.isVisible()
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    taken.rest()
    taken.qtbot.wait(20)
    shown = taken.window.desk.review.shown
    assert shown is not None
    assert shown.read_only is None
    assert taken.page.message.words == ""


def test_l20_the_key_takes_over_as_well(seat: Opener) -> None:
    taken = reading(seat, SUPERVISOR)
    assert COMMANDS["take_over"].keys == "Alt+T"
    QTest.keyClick(taken.page, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    taken.rest()
    taken.qtbot.wait(20)
    shown = taken.window.desk.review.shown
    assert shown is not None
    assert shown.read_only is None


def test_nobody_is_taken_over_on_an_item_of_ones_own(seat: Opener) -> None:
    taken = seat(Store(), officer=SUPERVISOR)
    taken.open(1)
    taken.window.run_command("take_over")
    taken.qtbot.wait(20)
    assert "Nobody else has this item." in taken.page.message.words
