"""How the picture looks: every command, presets and ranges of an officer, the chain in words."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.words import say
from app.ui import i18n
from app.ui.commands import keymap
from app.ui.controls import Button, Check, Text
from app.ui.look_book import MOST_PRESETS, MOST_RANGES, LookBook, delivered
from app.ui.look_steps import FILTERS, STEPS, TWO_ENERGIES, for_one_energy
from app.ui.look_words import chain_words, short_chain
from app.ui.material_words import GROUNDS, ONE_ENERGY, TUBE, grounds_sentence
from app.ui.preferences import Preferences
from imaging.display import (
    PRESETS,
    Beam,
    Colour,
    DisplaySettings,
    Highlight,
    MatterView,
    Response,
    ScannerKind,
)
from imaging.material import Grounds
from imaging.radiograph import Channel, Energy, Radiograph
from tests.ui.conftest import FULL, SMALL, Opener, Seat

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier

EVERYTHING = DisplaySettings(
    centre=0.41,
    width=0.83,
    response=Response.SQRT,
    penetration=0.97,
    gamma=1.45,
    invert=True,
    colour=Colour.MATERIAL_CLASSIC,
    matter=MatterView.STRIP_ORGANIC,
    beam=Beam.LOW,
    denoise=0.5,
    local=0.5,
    sharpen=0.5,
    edge=0.5,
    highlights=(Highlight(0.5, 1.0), Highlight(2.0, 3.0, 1)),
    hatch=True,
    full_range=True,
)


def shown(one: Seat) -> DisplaySettings:
    return one.page.scan_view.display()


@pytest.mark.parametrize(
    ("key", "modifier", "name", "value"),
    [
        (Qt.Key.Key_B, NONE, "local", 0.5),
        (Qt.Key.Key_S, NONE, "sharpen", 0.5),
        (Qt.Key.Key_N, SHIFT, "denoise", 0.5),
        (Qt.Key.Key_E, SHIFT, "edge", 0.5),
        (Qt.Key.Key_E, NONE, "colour", Colour.MATERIAL),
        (Qt.Key.Key_O, SHIFT, "response", Response.SQRT),
        (Qt.Key.Key_B, SHIFT, "beam", Beam.LOW),
        (Qt.Key.Key_1, ALT, "matter", MatterView.ORGANIC_ONLY),
        (Qt.Key.Key_2, ALT, "matter", MatterView.METAL_ONLY),
        (Qt.Key.Key_3, ALT, "matter", MatterView.STRIP_ORGANIC),
        (Qt.Key.Key_4, ALT, "matter", MatterView.STRIP_METAL),
        (Qt.Key.Key_H, SHIFT, "penetration", PRESETS["dense"].penetration),
        (Qt.Key.Key_L, SHIFT, "penetration", PRESETS["light"].penetration),
        (Qt.Key.Key_I, SHIFT, "invert", True),
        (Qt.Key.Key_H, ALT, "hatch", True),
    ],
)
def test_a_key_changes_the_look_and_nought_takes_it_back(
    seat: Opener, key: Qt.Key, modifier: Qt.KeyboardModifier, name: str, value: object
) -> None:
    one = seat()
    one.open(1)
    before = shown(one)
    QTest.keyClick(one.page.scan_view, key, modifier)
    assert getattr(shown(one), name) == value
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_0)
    assert shown(one) == before


def test_every_step_changes_something_and_keeps_the_rest() -> None:
    start = DisplaySettings(centre=0.45, width=0.7, preset="standard")
    for name, step in STEPS.items():
        after = step(start)
        assert after != start, name
        assert after.preset == "", name
    for name in FILTERS:
        assert STEPS[name](STEPS[name](start)) == dataclasses.replace(start, preset="")


def test_one_energy_loses_what_needs_two_and_nothing_else() -> None:
    single = for_one_energy(EVERYTHING)
    assert not single.needs_two_energies
    assert single == dataclasses.replace(
        EVERYTHING, colour=Colour.GREY, matter=MatterView.ALL, beam=Beam.HIGH
    )
    for name in TWO_ENERGIES:
        assert STEPS[name](single).needs_two_energies


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_colours_rest_on_can_be_read_whole(seat: Opener, language: str) -> None:
    one = seat(size=SMALL, language=language)
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_D, CTRL)
    one.rest()
    grounds = one.window.findChild(Text, "look-grounds")
    assert grounds is not None
    tube = Radiograph(
        tuple(
            Channel(energy, np.zeros((2, 2), np.uint16), kilovolts=kilovolts)
            for energy, kilovolts in ((Energy.HIGH, 320.0), (Energy.LOW, 160.0))
        )
    )
    assert grounds_sentence(tube, Grounds.COMPUTED) == say(TUBE)
    for words in (TUBE, ONE_ENERGY, *GROUNDS.values()):
        grounds.set_words(i18n.tr(words, name="portal-3"))
        assert grounds.heightForWidth(grounds.width()) <= grounds.height(), words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_longest_chain_can_be_read(seat: Opener, language: str) -> None:
    one = seat(size=FULL, language=language)
    one.open(1)
    one.page.stage.looks.show(EVERYTHING)
    bar = one.page.display_bar
    words = bar.chain.text()
    grounds = one.page.stage.looks.grounds
    assert grounds is not None
    for word in short_chain(EVERYTHING, grounds=grounds):
        assert word in words
    assert " · ".join(chain_words(EVERYTHING, grounds=grounds)) in bar.chain.toolTip()
    assert bar.chain.width_of(words) <= bar.chain.width()
    one.save(f"chain-{language}")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_common_chain_can_be_read_in_a_small_window(seat: Opener, language: str) -> None:
    one = seat(size=SMALL, language=language)
    one.open(1)
    one.page.stage.looks.show(dataclasses.replace(PRESETS["organic"], sharpen=0.5, local=0.5))
    chain = one.page.display_bar.chain
    assert chain.width_of(chain.text()) <= chain.width()
    one.page.stage.looks.show(EVERYTHING)
    # What does not fit stands in the tip.
    full = chain_words(EVERYTHING, grounds=one.page.stage.looks.grounds)
    assert " · ".join(full) in chain.toolTip()


def test_what_is_set_is_recorded_with_the_decision(seat: Opener) -> None:
    one = seat()
    one.open(1)
    told: list[dict[str, str]] = []
    one.page.stage.display_settled.connect(lambda _key, state: told.append(dict(state)))
    one.page.stage.looks.show(EVERYTHING)
    one.qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    assert told[-1]["matter"] == "strip_organic"
    assert float(told[-1]["gamma"]) == EVERYTHING.gamma


def test_a_look_is_kept_under_a_digit_and_comes_back(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view = one.page.scan_view
    QTest.keyClick(view, Qt.Key.Key_B)
    QTest.keyClick(view, Qt.Key.Key_6, CTRL)
    kept = shown(one)
    assert kept.preset == "own-6"
    QTest.keyClick(view, Qt.Key.Key_1)
    assert shown(one).local == 0.0
    QTest.keyClick(view, Qt.Key.Key_6)
    assert shown(one) == kept
    looks = one.page.stage.looks
    looks.book.rename(looks.kind, 6, "Pallets")
    assert looks.presets[5].words == "Pallets"
    looks.book.restore(looks.kind)
    assert looks.presets == delivered(looks.kind)


def test_presets_belong_to_a_kind_of_scanner(seat: Opener) -> None:
    one = seat()
    book = one.page.stage.looks.book
    book.keep(ScannerKind.TUBE_DUAL, 1, EVERYTHING, "Parcels")
    assert book.presets(ScannerKind.TUBE_DUAL)[0].words == "Parcels"
    assert book.presets(ScannerKind.LINAC_DUAL) == delivered(ScannerKind.LINAC_DUAL)
    assert all(not one.settings.needs_two_energies for one in delivered(ScannerKind.TUBE_SINGLE))


def test_there_are_never_more_presets_than_digits(seat: Opener) -> None:
    one = seat()
    book, kind = one.page.stage.looks.book, ScannerKind.LINAC_DUAL
    for number in range(20):
        book.keep(kind, 20, EVERYTHING, f"Look {number}")
    assert len(book.presets(kind)) == MOST_PRESETS
    for _ in range(20):
        book.drop(kind, 1)
    assert len(book.presets(kind)) == 1


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        [1, 2],
        {"linac_dual": "nonsense"},
        {"linac_dual": [{"key": "own-1"}]},
        {"linac_dual": [{"key": "own-1", "name": "A", "state": {"gamma": "nan"}}]},
        {"linac_dual": [{"key": "own-1", "name": "A", "state": {"colour": "mauve"}}]},
        {"linac_dual": [{"key": "gone", "name": "", "state": {}}]},
    ],
)
def test_damaged_presets_give_the_delivered_ones(seat: Opener, kept: object) -> None:
    one = seat()
    preferences: Preferences = one.window.desk.preferences
    preferences.set("presets", kept)
    book = LookBook(preferences)
    assert book.presets(ScannerKind.LINAC_DUAL) == delivered(ScannerKind.LINAC_DUAL)


@pytest.mark.parametrize(
    "row",
    [
        {"low": 1, "high": 0.5, "colour": 0, "name": ""},
        {"low": "1", "high": 2, "colour": 0, "name": ""},
        {"low": -1, "high": 2, "colour": 0, "name": ""},
        {"low": 1, "high": 2, "colour": "red", "name": ""},
        7,
    ],
)
def test_damaged_ranges_are_passed_over(seat: Opener, row: object) -> None:
    one = seat()
    good = {"low": 1.0, "high": 2.0, "colour": 1, "name": "plate"}
    one.window.desk.preferences.set("ranges", [row, good])
    assert one.page.stage.looks.book.ranges == (Highlight(1.0, 2.0, 1, "plate"),)


def open_panel(one: Seat) -> None:
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_D, CTRL)
    assert one.page._side.display_open


T = TypeVar("T", bound=QWidget)


def on_panel(one: Seat, kind: type[T], name: str) -> T:
    """The control of that name that can be seen; one that is on its way out cannot."""

    def seen() -> list[T]:
        return [
            each for each in one.page._side.display.findChildren(kind, name) if each.isVisible()
        ]

    one.qtbot.waitUntil(lambda: len(seen()) == 1, timeout=5_000)
    return seen()[0]


def press(one: Seat, name: str) -> None:
    button = on_panel(one, Button, name)
    assert button.isEnabled()
    button.click()
    one.rest()


def test_a_density_range_is_added_changed_hidden_and_dropped(seat: Opener) -> None:
    one = seat()
    one.open(1)
    open_panel(one)
    looks = one.page.stage.looks
    press(one, "range-add")
    (found,) = looks.book.ranges
    assert shown(one).highlights == (found,)
    assert looks.steel_mm(found.low) == pytest.approx(50.0)
    assert looks.steel_mm(found.high) == pytest.approx(100.0)
    field = on_panel(one, QLineEdit, "look-range-low-1")
    field.setText("120")
    field.editingFinished.emit()
    one.rest()
    (after,) = looks.book.ranges
    # Limits that would cross change places.
    assert looks.steel_mm(after.low) == pytest.approx(100.0, abs=0.1)
    assert looks.steel_mm(after.high) == pytest.approx(120.0, abs=0.1)
    assert shown(one).highlights == (after,)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_D, SHIFT)
    assert shown(one).highlights == ()
    check = on_panel(one, Check, "range-1")
    assert not check.isChecked()
    check.click()
    assert shown(one).highlights == (after,)
    press(one, "range-drop-1")
    assert looks.book.ranges == ()
    assert shown(one).highlights == ()


def test_ranges_have_an_end(seat: Opener) -> None:
    one = seat()
    book = one.page.stage.looks.book
    for number in range(20):
        book.keep_range(None, Highlight(number, number + 1.0))
    assert len(book.ranges) == MOST_RANGES


def test_numbers_are_taken_and_nonsense_goes_back(seat: Opener) -> None:
    one = seat()
    one.open(1)
    open_panel(one)
    for name, text, field, value in (
        ("look-centre", "40", "centre", 0.4),
        ("look-width", "62,5 %", "width", 0.625),
        ("look-width", "nonsense", "width", 0.625),
        ("look-width", "inf", "width", 0.625),
        ("look-centre", "9999", "centre", 2.0),
    ):
        line = on_panel(one, QLineEdit, name)
        line.setText(text)
        line.editingFinished.emit()
        assert getattr(shown(one), field) == pytest.approx(value), (name, text)


def test_the_panel_closes_where_it_was_and_a_form_keeps_its_draft(seat: Opener) -> None:
    one = seat()
    one.open(1)
    image = one.page.scan_view
    before = image.geometry()
    QTest.keyClick(image, Qt.Key.Key_R)
    one.rest()
    assert one.page.form_open
    QTest.keyClick(one.page, Qt.Key.Key_D, CTRL)
    assert one.page._side.display_open
    assert image.geometry() == before
    QTest.keyClick(one.page, Qt.Key.Key_Escape)
    assert not one.page._side.display_open
    assert one.page.isVisible()


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
def test_the_sliders_stand_in_one_column(seat: Opener, size: tuple[int, int]) -> None:
    one = seat(size=size)
    one.open(1)
    open_panel(one)
    panel = one.page._side.display

    def columns() -> set[tuple[int, int]]:
        one.qtbot.wait(20)
        sliders = [row.slider for row in panel.sliders]
        return {(each.mapTo(panel, QPoint(0, 0)).x(), each.width()) for each in sliders}

    assert len(panel.sliders) == 6
    assert len(columns()) == 1
    i18n.use("fr")
    assert len(columns()) == 1
    keymap.use({"sharpen": "Ctrl+F8"})
    assert len(columns()) == 1


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_on_the_panel_is_cut_off(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = seat(size=size, language=language)
    one.open(1)
    open_panel(one)
    press(one, "range-add")
    panel = one.page._side.display
    for button in (each for each in panel.findChildren(Button) if each.isVisible()):
        right = button.mapTo(panel, button.rect().topRight()).x()
        assert right <= panel.width(), button.objectName()
    one.save(f"display-{size[0]}-{language}")
    assert i18n.language() == language
