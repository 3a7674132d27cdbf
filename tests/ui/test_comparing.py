"""Two pictures on the stage: linked, captioned, differing; the item's own rules stay."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.reference import Aim
from app.ui import i18n
from app.ui.controls import Button
from app.ui.viewer.beside import Pane
from tests.ui.conftest import Opener, Seat
from tests.ui.fake_references import LOADS, taken


def comparing(seat: Opener, number: int = 1) -> Seat:
    """A window with an item and another picture beside its own."""
    opened = seat()
    opened.open(number)
    press(opened, Qt.Key.Key_C)
    return opened


def press(opened: Seat, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key on the image and wait for what comes of it."""
    opened.page.take_focus()
    QTest.keyClick(opened.page.scan_view, key, held or Qt.KeyboardModifier.NoModifier)
    settle(opened)


def settle(opened: Seat) -> None:
    for _ in range(4):
        opened.rest()
        opened.qtbot.wait(10)


def other(opened: Seat) -> Pane:
    return opened.page.stage.beside.other


def button(opened: Seat, name: str) -> Button:
    found = opened.window.findChild(Button, name)
    assert found is not None
    return found


def test_one_key_brings_a_like_load_beside_and_takes_it_away(seat: Opener) -> None:
    opened = seat()
    opened.open(1)
    view, beside = opened.page.scan_view, opened.page.stage.beside
    whole, least = view.height(), view.camera.readable_zoom
    press(opened, Qt.Key.Key_C)
    assert beside.comparing
    assert other(opened).view.radiograph is taken(11)
    assert abs(view.height() - other(opened).view.height()) <= 2
    words = other(opened).caption.text()
    assert words.startswith("SIMULATED · Decided scan · Same HS 7326.90 · Looks alike")
    assert "Release recommended" in words
    assert "tool compare" in opened.store.events
    # In half of the room an image fits at half the size: that does not count as seen.
    room = view.looked.in_whole_room(view.camera)
    assert room is not None
    assert room.readable_zoom == pytest.approx(least, rel=0.1)
    press(opened, Qt.Key.Key_C)
    assert not beside.comparing
    assert view.height() == whole
    assert view.looked.in_whole_room(view.camera) == view.camera
    # A blind study switches it off.
    opened.window.desk.wiring = dataclasses.replace(opened.window.desk.wiring, references=None)
    press(opened, Qt.Key.Key_C)
    assert not beside.comparing
    assert "switched off" in opened.page.comparing.why_not()


def test_keys_and_buttons_walk_references_and_aims(seat: Opener) -> None:
    opened = comparing(seat)
    view = opened.page.scan_view
    view.zoom_by(2.0)
    before = view.camera
    press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert other(opened).view.radiograph is taken(12)
    assert "Referred for exam" in other(opened).caption.text()
    assert not button(opened, "compare-difference").isEnabled()
    for aim in (Aim.EMPTY, Aim.EARLIER, Aim.VIEWS, Aim.LOADS):
        press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
        assert opened.page.comparing.aim is aim
        assert other(opened).view.radiograph is not None
    for name, place in (("compare-next", 1), ("compare-next", 2), ("compare-previous", 1)):
        QTest.mouseClick(button(opened, name), Qt.MouseButton.LeftButton)
        settle(opened)
        assert opened.page.comparing.reference == LOADS[place]
    # None of it moved the item's own picture.
    assert view.camera == before
    QTest.mouseClick(button(opened, "compare-close"), Qt.MouseButton.LeftButton)
    assert not opened.page.stage.beside.comparing


def test_both_move_at_one_scale_of_the_object_until_they_are_let_go(seat: Opener) -> None:
    opened = comparing(seat)
    main, second = opened.page.scan_view, other(opened).view
    seen: list[object] = []
    main.extent_seen.connect(seen.append)
    main.zoom_by(3.0)
    mine, theirs = (
        view.camera.zoom / (view.mm_per_pixel or (1.0, 1.0))[1] for view in (main, second)
    )
    assert theirs == pytest.approx(mine, rel=1e-6)
    zoom = main.camera.zoom
    second.setFocus()
    second.zoom_by(1.5)
    assert main.camera.zoom == pytest.approx(zoom * 1.5, rel=1e-6)
    QTest.mouseClick(button(opened, "compare-link"), Qt.MouseButton.LeftButton)
    second.zoom_by(1.5)
    assert main.camera.zoom == pytest.approx(zoom * 1.5, rel=1e-6)
    changed = dataclasses.replace(main.display(), gamma=1.7)
    main.set_display(changed)
    assert second.display() == changed
    # The compared picture is never seen, and takes no marks.
    second.fit()
    opened.qtbot.wait(30)
    assert LOADS[0].picture.key not in seen
    opened.page.tool_bar.take("box")
    assert second.tool.value == "pan"
    assert second.book.read_only


def test_the_difference_is_drawn_and_told_in_words(seat: Opener) -> None:
    opened = comparing(seat)
    opened.page.comparing.take_aim(Aim.EARLIER)
    settle(opened)
    press(opened, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    legend = opened.page.stage.beside.main.legend
    more, less = legend.words
    assert more.startswith("More in this scan: about ")
    assert more.endswith("kg")
    assert less == "Less in this scan: nothing"
    assert legend.isVisible()
    assert "tool difference" in opened.store.events
    i18n.use("fr")
    assert legend.words[0].startswith("En plus ici\xa0: environ ")
    i18n.use("en")
    press(opened, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert not legend.isVisible()


def test_a_template_of_the_type_weighs_nothing_of_this_unit(seat: Opener) -> None:
    opened = comparing(seat)
    opened.page.comparing.take_aim(Aim.EMPTY)
    settle(opened)
    said = other(opened).caption.text()
    assert said.startswith("SIMULATED · Empty equipment, drawn by the simulator · ")
    assert "the template shows the type, not this unit" in said
    press(opened, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    legend = opened.page.stage.beside.main.legend
    assert legend.isVisible()
    assert legend.words[0] == "More in this scan"
    assert "kg" not in "".join(legend.words)
    i18n.use("fr")
    assert legend.words[0] == "En plus ici"
    assert "le modèle montre le type, pas cette unité" in other(opened).caption.text()
    opened.save("compare-template-fr")
    i18n.use("en")
    opened.save("compare-template-en")


def test_without_a_reference_one_picture_stays_and_its_caption_says_so(seat: Opener) -> None:
    opened = seat()
    opened.open(3)
    view, beside = opened.page.scan_view, opened.page.stage.beside
    before = view.size()
    press(opened, Qt.Key.Key_C)
    comparing = opened.page.comparing
    assert comparing.on
    assert comparing.reference is None
    assert not beside.divided
    said = beside.main.caption.text()
    assert said.endswith(" · No decided scan with HS 4804.11 or like it yet.")
    assert not button(opened, "compare-difference").isEnabled()
    # Only the lines over the picture take of its room.
    lines = 32 + 24
    assert (view.width(), view.height()) == (before.width(), before.height() - lines)
    opened.save("compare-nothing-en")
    press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert comparing.aim is Aim.EMPTY
    assert beside.divided
    assert other(opened).view.radiograph is not None
    assert "No decided scan" not in beside.main.caption.text()
    press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert comparing.aim is Aim.EARLIER
    assert not beside.divided
    press(opened, Qt.Key.Key_C)
    assert not comparing.on
    assert view.size() == before


def test_what_is_missing_for_the_rows_is_named(seat: Opener) -> None:
    opened = seat()
    opened.open(1)
    shown = opened.window.desk.review.shown
    assert shown is not None
    panel, item = opened.page.compare, shown.item
    blind = dataclasses.replace(item, shipments=())
    cases = (
        (blind, "Nothing to compare: no shipment data."),
        (dataclasses.replace(item, scans=()), "Nothing to compare: no image."),
        (dataclasses.replace(blind, scans=()), "Nothing to compare: no image, no shipment data."),
        (None, ""),
    )
    for one, words in cases:
        panel.show_comparisons((), one)
        assert panel.nothing == words
    panel.show_comparisons((), blind)
    i18n.use("fr")
    assert panel.nothing == "Rien à comparer\xa0: pas de données d’expédition."
    panel.show_comparisons(shown.comparisons, item)
    assert panel.nothing == ""
