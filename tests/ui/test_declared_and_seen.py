"""Declared against seen in the window: which papers count, what is unknown, and where to look."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.notice import BILLS_SUMMED, MASTER_ALONE, Comparison, Figure, Place
from app.domain.words import say
from app.ui import i18n
from app.ui.controls import Link, Text
from app.ui.panels.compare import Compare
from tests.ui import fake_room
from tests.ui.conftest import Opener
from tests.ui.fake_room import COMPARISONS


@pytest.fixture
def panel(qtbot: QtBot) -> Compare:
    made = Compare()
    qtbot.addWidget(made)
    made.resize(336, 184)
    made.show()
    return made


def texts(panel: Compare) -> list[str]:
    return [label.text() for label in panel.findChildren(Text) if not label.isHidden()]


def standing_on(text: str) -> tuple[Comparison, ...]:
    """The rows, with the mass taken from one of two papers."""
    basis = say(text, count=2) if text else None
    return (dataclasses.replace(COMPARISONS[0], basis=basis), *COMPARISONS[1:])


@pytest.mark.parametrize(
    ("text", "head", "tete"),
    [
        ("", "Declared", "Déclaré"),
        (BILLS_SUMMED, "Sum of bills", "Internes"),
        (MASTER_ALONE, "Master", "Principal"),
    ],
)
def test_the_column_names_the_papers_that_count(
    panel: Compare, text: str, head: str, tete: str
) -> None:
    panel.show_comparisons(standing_on(text))
    assert head in texts(panel)
    mass = next(one for one in panel.findChildren(Text) if one.text() == "8 250 kg")
    assert ("2" in mass.toolTip().partition("\n")[2]) is bool(text)
    i18n.use("fr")
    assert tete in texts(panel)
    i18n.use("en")
    panel.show_comparisons(COMPARISONS)
    assert "Declared" in texts(panel)


PLACES = tuple(Place("S-1", "side", (n, 0, 9, 9)) for n in range(2))
PLACED = (
    COMPARISONS[0],
    COMPARISONS[1],
    dataclasses.replace(COMPARISONS[2], place=PLACES[0]),
    dataclasses.replace(COMPARISONS[3], place=PLACES[1]),
    Comparison(say("Length"), say("not declared"), say("not measured")),
)


def test_a_row_shows_where_it_was_seen_by_mouse_and_by_key(panel: Compare, qtbot: QtBot) -> None:
    asked: list[object] = []
    panel.place_asked.connect(asked.append)
    panel.show_comparisons(PLACED)
    links = [link for link in panel.findChildren(Link) if link.isVisible()]
    assert [link.accessibleName() for link in links] == ["Material", "Loaded"]
    assert all(link.accessibleDescription().startswith("Show where") for link in links)
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(links[1], Qt.Key.Key_Space)
    assert asked == list(PLACES)
    asked.clear()
    # Anywhere on the row; the rows without a place ask nothing.
    for words in ("Yes, 74 % high", "9 900 ± 590 kg", "not measured"):
        label = next(one for one in panel.findChildren(Text) if one.text() == words)
        qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=label.geometry().center())
    assert asked == [PLACES[1]]
    asked.clear()
    for _ in range(3):
        panel.show_next_place()
    # What differs first, then the rest, and round again.
    assert asked == [PLACES[0], PLACES[1], PLACES[0]]
    panel.show_comparisons(COMPARISONS)
    panel.show_next_place()
    assert len(asked) == 3


def test_what_was_not_told_is_paler_than_what_fits(panel: Compare) -> None:
    measured = dataclasses.replace(COMPARISONS[4], figure=Figure(12.2, 0.04, "m", "I11/2"))
    panel.show_comparisons((*PLACED[:4], measured))
    tones = {one.text(): one.tone for one in panel.findChildren(Text) if not one.isHidden()}
    assert (tones["12.2 m"], tones["9 900 ± 590 kg"]) == ("text", "text")
    panel.show_comparisons(PLACED)
    tones = {one.text(): one.tone for one in panel.findChildren(Text) if not one.isHidden()}
    assert tones["not measured"] == "text2"


def test_the_window_goes_to_the_place(seat: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    one = seat()
    scan = one.store.items["item-1"].scans[1]
    place = Place(scan.scan_id, scan.views[0], (700, 40, 60, 40))
    rows = (dataclasses.replace(COMPARISONS[0], place=place), *COMPARISONS[1:])
    monkeypatch.setattr(fake_room, "COMPARISONS", rows)
    one.open(1)
    assert one.page.stage.key != (place.scan_id, place.view)
    (action,) = [act for act in one.page.actions() if act.objectName() == "compare_place"]
    action.trigger()
    one.rest()
    assert one.page.stage.key == (place.scan_id, place.view)
    file = scan.files[0]
    assert one.page.stage._visible.contains(730 / file.columns, 60 / file.rows)
