"""The settings page: keys and layouts chosen by keyboard alone and by mouse alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain.shipment import Mode
from app.ui import hanging
from app.ui.commands import keymap
from app.ui.controls import Control
from app.ui.hanging import DEFAULTS, Hanging, Part, Start
from app.ui.panels.command_rows import row_at
from app.ui.panels.key_list import FreeKey
from app.ui.panels.key_settings import KeySettings
from tests.ui.conftest import Opener, Seat
from tests.ui.fake_room import OFFICER, Store

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def click(taken: Seat, name: str) -> None:
    """Click a control by its name."""
    control = taken.window.findChild(Control, name)
    assert isinstance(control, Control)
    assert control.isVisible()
    assert control.isEnabled()
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def settings_of(taken: Seat) -> KeySettings:
    return taken.window.key_settings


def test_a_key_is_chosen_by_keyboard_alone(seat: Opener) -> None:
    taken = seat()
    press(Qt.Key.Key_Comma, CTRL)
    assert taken.window.page is taken.window.settings_page
    chosen = settings_of(taken)
    QTest.keyClicks(chosen.search, "sharpen")
    assert chosen.chosen == "sharpen"
    press(Qt.Key.Key_Return)
    assert chosen.commands.waiting
    press(Qt.Key.Key_F7)
    assert keymap.text("sharpen") == "F7"
    press(Qt.Key.Key_Escape)
    assert taken.window.page is taken.window.queue_page
    taken.window.desk.preferences.flush()
    taken.rest()
    assert taken.store.preferences[OFFICER.account]["keys"] == '{"sharpen": "F7"}'


def test_esc_leaves_at_once_without_a_key_chosen(seat: Opener) -> None:
    taken = seat()
    press(Qt.Key.Key_Comma, CTRL)
    assert settings_of(taken).search.hasFocus()
    press(Qt.Key.Key_Escape)
    assert taken.window.page is taken.window.queue_page


def test_a_key_is_chosen_by_mouse_alone(seat: Opener) -> None:
    taken = seat()
    click(taken, "settings")
    chosen = settings_of(taken)
    place = next(
        n
        for n in range(chosen.commands.count())
        if (row := row_at(chosen.commands, n)) is not None and row.value == "sharpen"
    )
    item = chosen.commands.item(place)
    chosen.commands.scrollToItem(item)
    where = chosen.commands.visualItemRect(item).center()
    QTest.mouseClick(chosen.commands.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen.chosen == "sharpen"
    free = taken.window.findChild(FreeKey, "free-0")
    assert isinstance(free, FreeKey)
    wanted = free._key
    QTest.mouseClick(free, Qt.MouseButton.LeftButton)
    assert keymap.text("sharpen") == wanted
    click(taken, "key-default")
    assert keymap.chosen == {}
    click(taken, "settings-back")
    assert taken.window.page is taken.window.queue_page


def test_a_clash_is_said_beside_it_and_can_be_exchanged(seat: Opener) -> None:
    taken = seat()
    taken.window.show_page("settings")
    chosen = settings_of(taken)
    chosen.choose("fit")
    chosen.ask()
    press(Qt.Key.Key_O)
    assert "One to one" in chosen.message.text()
    assert keymap.chosen == {}
    click(taken, "key-swap")
    assert (keymap.text("fit"), keymap.text("one_to_one")) == ("O", "F")
    assert not chosen.swap.isVisible()
    click(taken, "keys-default")
    assert keymap.chosen == {}


def test_keys_with_one_meaning_for_all_are_not_given_away(seat: Opener) -> None:
    taken = seat()
    taken.window.show_page("settings")
    chosen = settings_of(taken)
    chosen.choose("sign")
    assert not chosen.change.isEnabled()
    chosen.choose("fit")
    for key, modifiers in ((Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_C, CTRL)):
        chosen.ask()
        press(key, modifiers)
        assert "means the same for everybody" in chosen.message.text()
    chosen.ask()
    press(Qt.Key.Key_Escape)
    assert not chosen.commands.waiting
    assert keymap.chosen == {}
    assert taken.window.page is taken.window.settings_page


def test_while_a_key_is_asked_for_no_command_acts(seat: Opener) -> None:
    taken = seat()
    taken.window.show_page("settings")
    chosen = settings_of(taken)
    chosen.choose("sharpen")
    chosen.ask()
    press(Qt.Key.Key_F2)
    assert taken.window.page is taken.window.settings_page
    assert "Queue" in chosen.message.text()
    chosen.ask()
    chosen.search.setFocus()
    assert not chosen.commands.waiting


def test_kept_keys_are_in_force_from_sign_in_on(seat: Opener) -> None:
    store = Store()
    store.preferences = {OFFICER.account: {"keys": '{"zoom": "F7", "fit": "Z", "level": "Q!"}'}}
    seat(store)
    assert (keymap.text("zoom"), keymap.text("fit")) == ("F7", "Z")


# --- layouts --------------------------------------------------------------------------------------


def test_a_mode_hangs_as_it_is_set(seat: Opener) -> None:
    taken = seat()
    page, preferences = taken.page, taken.window.desk.preferences
    taken.open(1)
    assert page.hanger.mode is Mode.HIGHWAY
    assert page.scan_view.camera.is_filled
    own = Hanging(Start.HEIGHT, "dense").with_part("overview", on=False)
    hanging.keep(preferences, Mode.AIR, own.with_part("findings", on=False))
    places = (page.display_bar.geometry(), page.scan_view.geometry())
    taken.open(5)
    assert page.hanger.mode is Mode.AIR
    camera = page.scan_view.camera
    assert camera.zoom == pytest.approx(camera.height_zoom)
    assert page.scan_view.display().preset == "dense"
    assert not page.overview.isVisible()
    assert (page.display_bar.geometry(), page.scan_view.geometry()) == places
    assert not page.stage.findings_shown()
    taken.open(3)
    assert page.overview.isVisible()
    assert page.stage.findings_shown()


def test_the_layout_on_screen_is_remembered(seat: Opener) -> None:
    taken = seat()
    taken.open(6)
    page = taken.page
    assert page.hanger.mode is Mode.RAIL
    page.scan_view.fit()
    page.stage.looks.preset(2)
    taken.window.run_command("overview")
    taken.window.run_command("remember_layout")
    assert "Rail" in page.message.words
    kept = hanging.for_mode(taken.window.desk.preferences, Mode.RAIL)
    assert (kept.start, kept.preset, kept.parts["overview"]) == (Start.WHOLE, "dense", False)
    assert hanging.for_mode(taken.window.desk.preferences, Mode.AIR) == DEFAULTS[Mode.AIR]


def test_layouts_are_set_on_the_page_and_taken_back(seat: Opener) -> None:
    taken = seat()
    preferences = taken.window.desk.preferences
    taken.window.show_page("settings")
    click(taken, "settings-layout")
    click(taken, f"layout-mode-{Mode.RAIL.value}")
    assert taken.window.layout_settings.start.value is Start.HEIGHT
    click(taken, f"layout-start-{Start.WHOLE.value}")
    click(taken, "layout-preset-metal")
    click(taken, "layout-findings")
    kept = hanging.for_mode(preferences, Mode.RAIL)
    assert (kept.start, kept.preset, kept.parts["findings"]) == (Start.WHOLE, "metal", False)
    click(taken, "layout-default")
    assert hanging.for_mode(preferences, Mode.RAIL) == DEFAULTS[Mode.RAIL]
    press(Qt.Key.Key_Escape)
    assert taken.window.page is taken.window.queue_page


def test_other_parts_of_the_screen_join(seat: Opener) -> None:
    taken = seat()
    told: list[bool] = []
    button = QPushButton()
    part = Part("other", "Other", told.append, button.isEnabled, frozenset({Mode.RAIL}))
    taken.page.hanger.add(part)
    taken.open(6)
    taken.open(1)
    assert told == [True, False]


@pytest.mark.parametrize(
    "kept", ["3", "[]", '{"rail": 3}', '{"rail": {"start": "x", "preset": 1, "parts": []}}']
)
def test_damaged_layouts_are_the_defaults(seat: Opener, kept: str) -> None:
    store = Store()
    store.preferences = {OFFICER.account: {"layout": kept}}
    preferences = seat(store).window.desk.preferences
    assert hanging.for_mode(preferences, Mode.RAIL) == DEFAULTS[Mode.RAIL]


def test_a_part_that_needs_the_picture_waits_for_it(seat: Opener) -> None:
    taken = seat()
    told: list[bool] = []
    stage = taken.page.stage

    def show(on: bool) -> None:
        assert not on or stage.radiograph is not None
        told.append(on)

    part = Part("beside", "Beside", show, bool, frozenset({Mode.RAIL}), with_picture=True)
    taken.page.hanger.add(part)
    taken.open(6)
    taken.open(1)
    assert told == [True, False]
