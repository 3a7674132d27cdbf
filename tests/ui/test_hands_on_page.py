"""The hands on the whole page: buttons and keys reach them, and what an officer likes is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from app.domain.mark import Category
from app.domain.place import Doors
from app.ui.commands import COMMANDS
from app.ui.hands_kept import DEFAULT_POWER
from app.ui.review_page import ReviewPage
from app.ui.viewer.gestures import Tool
from app.ui.viewer.handling import hand_commands
from tests.ui.conftest import FULL, SMALL, Opener

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def _button(page: ReviewPage, name: str) -> QAbstractButton:
    found = page.tool_bar.findChild(QAbstractButton, f"tool-{name}")
    assert isinstance(found, QAbstractButton)
    return found


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
def test_keys_and_buttons_take_the_measuring_tools(seat: Opener, size: tuple[int, int]) -> None:
    one = seat(size=size)
    one.open(1)
    page, view = one.page, one.page.scan_view
    assert set(hand_commands(view)) <= set(COMMANDS)
    for key, held, tool in (
        (Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, Tool.RULER),
        (Qt.Key.Key_M, SHIFT, Tool.ANGLE),
        (Qt.Key.Key_G, Qt.KeyboardModifier.NoModifier, Tool.REGION),
        (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier, Tool.PROFILE),
    ):
        QTest.keyClick(view, key, held)
        assert view.tool is tool
        assert page.tool_bar.tool == tool.value
        page.tool_bar.take("pan")
        button = _button(page, tool.value)
        assert button.isVisible()
        QTest.mouseClick(button, LEFT)
        assert view.tool is tool
    QTest.keyClick(view, Qt.Key.Key_Q)
    assert view.hands.loupe.up
    assert _button(page, "loupe").isChecked()
    QTest.mouseClick(_button(page, "loupe"), LEFT)
    assert not view.hands.loupe.up


def test_a_flipped_picture_is_told_on_the_bar(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view, bar = one.page.scan_view, one.page.stage.display_bar
    QTest.keyClick(view, Qt.Key.Key_X, SHIFT)
    assert "flipped left-right" in bar.chain.text()
    QTest.keyClick(view, Qt.Key.Key_R, ALT)
    assert "flipped" not in bar.chain.text()


def test_the_strength_of_the_loupe_and_stillness_are_kept(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view, preferences = one.page.scan_view, one.window.desk.preferences
    assert view.hands.loupe.power == DEFAULT_POWER
    QTest.keyClick(view, Qt.Key.Key_Q, SHIFT)
    assert preferences.get("loupe") == {"power": 5.0}
    preferences.set("loupe", {"power": "much"})
    assert view.hands.loupe.power == DEFAULT_POWER
    preferences.set("loupe", {"power": 6})
    assert view.hands.loupe.power == 6.0
    QTest.keyClick(view, Qt.Key.Key_M, ALT)
    assert preferences.get("motion") is False
    assert not view.hands.motion.allowed
    QTest.keyClick(view, Qt.Key.Key_M, ALT)
    assert view.hands.motion.wanted is None


def test_a_measurement_becomes_a_mark_on_record(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view = one.page.scan_view
    QTest.keyClick(view, Qt.Key.Key_G)
    QTest.mousePress(view, LEFT, pos=QPoint(500, 300))
    QTest.mouseMove(view, QPoint(640, 420))
    QTest.mouseRelease(view, LEFT, pos=QPoint(640, 420))
    one.rest()
    QTest.keyClick(view, Qt.Key.Key_Return)
    one.rest()
    (mark,) = one.store.items["item-1"].marks
    assert "Mass: " in mark.note


def test_class_and_note_are_reached_by_tab_and_the_findings_stay(seat: Opener) -> None:
    one = seat()
    one.open(1)
    page, view = one.page, one.page.scan_view
    chosen = page.verdicts.selected
    page.tool_bar.take("box")
    QTest.mousePress(view, LEFT, pos=QPoint(500, 300))
    QTest.mouseMove(view, QPoint(640, 420))
    QTest.mouseRelease(view, LEFT, pos=QPoint(640, 420))
    QTest.keyClick(view, Qt.Key.Key_Return, SHIFT)
    part = view.editor.classes.part(Category.UNSPECIFIED)
    one.qtbot.waitUntil(part.hasFocus)
    QTest.keyClick(part, Qt.Key.Key_Tab)
    assert view.editor.note.hasFocus()
    QTest.keyClicks(view.editor.note, "two bags")
    QTest.keyClick(view.editor.note, Qt.Key.Key_Tab, SHIFT)
    assert part.hasFocus()
    QTest.keyClick(part, Qt.Key.Key_Escape)
    one.rest()
    (mark,) = one.store.items["item-1"].marks
    assert mark.note == "two bags"
    assert page.verdicts.selected == chosen


def test_tab_keeps_the_words_of_a_text(seat: Opener) -> None:
    one = seat()
    one.open(1)
    page, view = one.page, one.page.scan_view
    chosen = page.verdicts.selected
    page.tool_bar.take("text")
    QTest.mouseClick(view, LEFT, pos=QPoint(500, 300))
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "look here")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert view.hasFocus()
    one.rest()
    (mark,) = one.store.items["item-1"].marks
    assert mark.text == "look here"
    assert page.verdicts.selected == chosen


def test_the_review_learns_where_the_object_stands_and_where_its_doors_are(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view = one.page.scan_view
    one.qtbot.waitUntil(lambda: bool(one.store.standing))
    one.rest()
    ((frame, doors),) = one.store.standing.values()
    assert frame == view.ground.frame
    assert doors is Doors.UNKNOWN
    QTest.keyClick(view, Qt.Key.Key_G, ALT)
    one.rest()
    ((_, doors),) = one.store.standing.values()
    assert doors is Doors.LEFT
