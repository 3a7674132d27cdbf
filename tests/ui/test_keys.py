"""Preferences of an officer, and the keys that follow from them."""

from __future__ import annotations

import string

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import i18n
from app.ui.commands import COMMANDS, CommandAction, keymap
from app.ui.controls import Button, Link, Tool
from app.ui.keycap import cap_words
from app.ui.keymap import CommandKeys, captured
from app.ui.panels.command_rows import row_at
from app.ui.panels.find import find
from app.ui.panels.key_list import FreeKey
from app.ui.panels.tool_bar import SHAPES
from app.ui.viewer.scan_view import ScanView
from tests.ui.conftest import FULL, SMALL, Opener
from tests.ui.fake_room import OFFICER, Store, picture


def test_a_preference_counts_at_once_and_is_kept(seat: Opener) -> None:
    taken = seat()
    preferences = taken.window.desk.preferences
    heard: list[str] = []
    preferences.changed.connect(heard.append)
    preferences.set("loupe", {"zoom": 2.0})
    preferences.set("loupe", {"zoom": 3.0})
    preferences.set("loupe", {"zoom": 3.0})
    assert preferences.get("loupe") == {"zoom": 3.0}
    assert heard == ["loupe", "loupe"]
    preferences.flush()
    taken.rest()
    assert taken.store.preferences == {OFFICER.account: {"loupe": '{"zoom": 3.0}'}}


def test_nobody_changes_a_preference_behind_its_back(seat: Opener) -> None:
    preferences = seat().window.desk.preferences
    given = {"zoom": [1]}
    preferences.set("loupe", given)
    given["zoom"].append(2)
    handed = preferences.get("loupe")
    assert isinstance(handed, dict)
    handed.clear()
    assert preferences.get("loupe") == {"zoom": [1]}
    with pytest.raises(ValueError, match="JSON"):
        preferences.set("loupe", float("nan"))


def test_preferences_come_and_go_with_their_officer(seat: Opener) -> None:
    store = Store()
    store.preferences = {OFFICER.account: {"loupe": "3"}, "roy": {"loupe": "4"}}
    taken = seat(store)
    desk = taken.window.desk
    assert desk.preferences.get("loupe") == 3
    heard: list[str] = []
    desk.preferences.changed.connect(heard.append)
    desk.preferences.set("ranges", [1])
    desk.sign_out()
    taken.rest()
    assert desk.preferences.get("loupe") is None
    assert sorted(heard) == ["loupe", "ranges", "ranges"]
    assert store.preferences[OFFICER.account] == {"loupe": "3", "ranges": "[1]"}
    desk.take_seat(OFFICER)
    taken.rest()
    assert desk.preferences.get("ranges") == [1]


def test_a_failed_write_says_so_and_the_value_holds(seat: Opener) -> None:
    taken = seat()
    taken.store.broken = "disk full"
    taken.window.desk.preferences.set("loupe", 3)
    taken.window.desk.preferences.flush()
    taken.rest()
    assert "The setting is not kept: disk full." in taken.window.queue_page.message.words
    assert taken.window.desk.preferences.get("loupe") == 3


def test_damaged_settings_are_defaults_and_one_sentence(seat: Opener) -> None:
    store = Store()
    store.preferences = {OFFICER.account: {"keys": "{", "loupe": "3", "presets": "oops"}}
    taken = seat(store)
    preferences = taken.window.desk.preferences
    assert preferences.get("keys") is None
    assert preferences.get("presets") is None
    assert preferences.get("loupe") == 3
    assert "(keys, presets)" in taken.window.queue_page.message.words


# --- commands and their keys ----------------------------------------------------------------------


def actions(window: QWidget) -> list[CommandAction]:
    return window.findChildren(CommandAction)


def keys_of(widget: QWidget) -> str:
    """Return the keys that a control shows; empty for one that shows none."""
    found = getattr(widget, "_keys", "") or getattr(widget, "_key", "")
    return found if isinstance(found, str) else ""


def test_no_two_commands_that_can_act_together_share_a_key() -> None:
    assert keymap.clashes() == ()


def test_every_command_can_be_asked_for(seat: Opener) -> None:
    found = {action.objectName() for action in actions(seat().window)}
    digits = {name for name in COMMANDS if keymap.count(name) > 1}
    assert set(COMMANDS) - found <= digits
    assert found <= set(COMMANDS)


def test_every_key_on_screen_is_a_commands_and_stands_in_the_tip(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    free = {"Return", "Up", "Down", *string.digits}
    for widget in taken.window.findChildren(QWidget):
        shown = "" if isinstance(widget, FreeKey) else keys_of(widget)
        assert isinstance(shown, CommandKeys) or shown in {"", *free}, widget.objectName()
        if isinstance(shown, CommandKeys) and isinstance(widget, (Button, Link, Tool)):
            assert cap_words(shown) in widget.toolTip(), widget.objectName()


def test_a_chosen_key_acts_at_once_and_the_old_one_no_longer(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    tools = taken.page.tool_bar
    fit = tools.findChild(Tool, "tool-zoom")
    assert isinstance(fit, Tool)
    taken.window.desk.preferences.set("keys", {"zoom": "Shift+W"})
    assert cap_words(keys_of(fit)) == "Shift W"
    assert "(Shift W)" in fit.toolTip()
    QTest.keyClick(taken.page.scan_view, Qt.Key.Key_Z)
    assert tools.tool == "pan"
    QTest.keyClick(taken.page.scan_view, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert tools.tool == "zoom"
    taken.window.desk.preferences.set("keys", {"mark": "Shift+W"})
    shape = tools.findChild(QWidget, "shape-ellipse")
    assert isinstance(shape, QWidget)
    assert shape.toolTip() == "Ellipse (Shift W)"
    taken.window.desk.preferences.set("keys", {"zoom": "Shift+W"})
    for action in actions(taken.window):
        if action.objectName() == "zoom":
            assert [one.toString() for one in action.shortcuts()] == ["Shift+W"]
    taken.window.desk.sign_out()
    taken.rest()
    assert keymap.text("zoom") == "Z"


def test_the_keys_of_the_picture_follow_as_well(qtbot: QtBot) -> None:
    view = ScanView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.set_radiograph(picture(1), key=("scan-1-1", "side"))
    view.zoom_in()
    near = view.camera.zoom
    keymap.use({"fit": "F7", "zoom_out": "F8"})
    QTest.keyClick(view, Qt.Key.Key_F)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.camera.zoom == near
    QTest.keyClick(view, Qt.Key.Key_F7)
    assert view.camera.is_fitted


def test_what_officers_chose_never_clashes() -> None:
    assert keymap.use({"fit": "O", "one_to_one": "F"}) == ()
    assert keymap.chosen == {"fit": "O", "one_to_one": "F"}
    (dropped,) = keymap.use({"fit": "O"})
    assert "O" in str(dropped)
    assert keymap.chosen == {}
    for damaged in (
        None,
        [],
        {"fit": 3, "nobody": "B"},
        {"sign": "L"},
        {"fit": "Esc"},
        {"fit": ""},
    ):
        assert keymap.use(damaged) == ()
        assert keymap.chosen == {}
    assert keymap.use({"hand_back": "W", "sharpen": "F7"}) == ()
    assert keymap.clashes() == ()


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "written"),
    [
        (Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier, "K", "Shift+K"),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, "?", "?"),
        (Qt.Key.Key_BraceLeft, Qt.KeyboardModifier.ShiftModifier, "{", "{"),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, "", "Ctrl+,"),
        (Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier, "5", "5"),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier, "", ""),
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, "", "F7"),
    ],
)
def test_a_pressed_key_is_written_as_it_is_printed(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, written: str
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    assert captured(event) == written


def test_the_same_press_under_two_names_is_one_key() -> None:
    assert keymap.holder("fit", "{") == "narrower"
    assert keymap.holder("fit", "Shift+/") == "key_card"
    assert keymap.holder("hand_back", "F") == ""


# --- finding --------------------------------------------------------------------------------------


def names(text: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [row.value for row in find(text, (), recent)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_commands_are_found_in_both_languages_by_beginnings_initials_and_keys(
    language: str,
) -> None:
    i18n.use(language)
    assert names("zoom in")[0] == "zoom_in"
    assert names("reduire")[0] == "zoom_out"
    assert "release" in names("rr")[:2]
    assert "key_card" in names("carte")
    assert "settings" in names("ctrl ,")
    assert "sharpen" in names("shrpn")
    assert names("xyzzy") == []


def test_what_was_used_last_comes_first() -> None:
    assert names("", ("heat", "gone", "fit"))[:2] == ["heat", "fit"]
    assert set(names("")) == set(COMMANDS)
    assert names("fi").index("fit") > 0
    assert names("fi", ("fit",))[0] == "fit"


def test_the_list_says_why_a_command_waits_and_does_not_run_it(seat: Opener) -> None:
    taken = seat()
    finder, search = taken.window.finder, taken.window.top_bar.search
    finder.open_list()
    QTest.keyClicks(search, "recommend")
    row = row_at(finder, 0)
    assert row is not None
    assert (row.value, row.off, row.note) == ("release", True, "Open an item first.")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert finder.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    taken.open(1)
    finder.open_list()
    QTest.keyClicks(search, "recommend")
    row = row_at(finder, 0)
    assert row is not None
    assert row.off
    assert row.note.startswith("Waits: ")


def test_a_command_is_found_and_run_by_mouse_alone(seat: Opener) -> None:
    taken = seat(size=SMALL)
    taken.open(1)
    taken.window.show_page("queue")
    button = taken.window.top_bar.finder
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    finder = taken.window.finder
    assert finder.isVisible()
    place = next(n for n in range(finder.count()) if row_at(finder, n).value == "zoom")
    finder.setCurrentRow(place)
    finder.scrollToItem(finder.item(place))
    where = finder.visualItemRect(finder.item(place)).center()
    QTest.mouseClick(finder.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert taken.window.page is taken.page
    assert taken.page.tool_bar.tool == "zoom"
    finder.open_list()
    first = row_at(finder, 0)
    assert first is not None
    assert first.value == "zoom"


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("by_key", [True, False])
def test_a_search_that_is_left_leaves_nothing_behind(
    seat: Opener, size: tuple[int, int], by_key: bool
) -> None:
    taken = seat(size=size)
    taken.open(1)
    finder, search = taken.window.finder, taken.window.top_bar.search
    finder.open_list()
    QTest.keyClicks(search, "zoom")
    if by_key:
        QTest.keyClick(search, Qt.Key.Key_F6)
    else:
        QTest.mouseClick(taken.page.scan_view, Qt.MouseButton.LeftButton)
    assert not search.hasFocus()
    assert search.text() == ""
    assert not finder.isVisible()
    assert search.isVisible() is (size == FULL)


def test_a_search_waits_for_an_officer_who_looks_at_another_program(seat: Opener) -> None:
    taken = seat()
    search = taken.window.top_bar.search
    taken.window.finder.open_list()
    QTest.keyClicks(search, "zoom")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(search, away)
    assert search.text() == "zoom"
    assert not taken.window.finder.isVisible()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_key_of_marks_names_every_shape(language: str) -> None:
    i18n.use(language)
    for text, _ in SHAPES.values():
        assert i18n.tr(text).lower() in COMMANDS["mark"].words


def test_every_command_says_why_or_runs_on_every_page(seat: Opener) -> None:
    taken = seat()
    refused = {name for name in COMMANDS if taken.window.commanding.refusal(name)}
    assert {"fit", "release", "agree", "remember_layout"} <= refused
    assert not refused & {"settings", "key_card", "next", "queue", "open"}
    taken.open(1)
    refused = {name for name in COMMANDS if taken.window.commanding.refusal(name)}
    assert not refused & {"fit", "zoom", "agree", "refer", "view", "acknowledge", "confirm"}
    assert {"release", "amend", "sign", "remove_mark", "retry"} <= refused


# Without a window system nothing can grab the keyboard; a menu says so when it opens.
@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard$", extend=True)
def test_every_command_of_the_review_is_in_the_menu_of_the_image(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    view = taken.page.scan_view
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=view.rect().center())
    menu = taken.window.commanding.menu
    assert menu.isVisible()
    entries = {one.objectName().removeprefix("menu-"): one for one in menu.findChildren(QAction)}
    review = {name for name in COMMANDS if "review" in keymap.scopes(name)}
    everywhere = {name for name, one in COMMANDS.items() if one.where == "Everywhere"}
    assert review - everywhere <= set(entries)
    assert entries["zoom"].text().endswith("\tZ")
    assert not entries["remove_mark"].isEnabled()
    assert entries["remove_mark"].toolTip() == "Choose a mark first."
    menu.hide()
    entries["zoom"].trigger()
    assert taken.page.tool_bar.tool == "zoom"


def test_a_drag_with_the_right_button_opens_no_menu(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    view = taken.page.scan_view
    start = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.RightButton, pos=start)
    QTest.mouseMove(view, start + QPoint(60, 0))
    QTest.mouseRelease(view, Qt.MouseButton.RightButton, pos=start + QPoint(60, 0))
    assert not taken.window.commanding.menu.isVisible()


def test_the_bare_image_stays_until_the_next_click_for_a_hand_on_the_mouse(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    view = taken.page.scan_view
    before = view.grab().toImage()
    taken.window.run_command("bare")
    assert view.grab().toImage() != before
    QTest.mouseClick(view, Qt.MouseButton.MiddleButton, pos=view.rect().center())
    assert view.grab().toImage() == before


@pytest.mark.parametrize("shown", ["queue", "review", "form", "settings", "keys"])
def test_every_control_is_reached_by_keys_or_has_its_own(seat: Opener, shown: str) -> None:
    taken = seat()
    taken.open(1)
    taken.window.show_page("review" if shown == "form" else shown)
    if shown == "form":
        taken.window.run_command("refer")
        taken.rest()
    reached: set[QWidget] = set()
    # The search has a key that no cap beside it shows: it stands in the field itself.
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or taken.window, Qt.Key.Key_F6)
        for _ in range(60):
            focus = QApplication.focusWidget()
            if focus is None or focus in reached:
                break
            reached.add(focus)
            QTest.keyClick(focus, Qt.Key.Key_Tab)
    lacking = {
        f"{type(one).__name__} {one.objectName()}"
        for one in taken.window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one not in {*reached, taken.window.top_bar.search}
        and not isinstance(keys_of(one), CommandKeys)
    }
    assert not lacking
