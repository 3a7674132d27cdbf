"""A paper manifest typed in at the review page (¶36)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from app.domain.words import say
from app.ui import i18n
from app.ui.controls import Button, Text
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import OFFICER, Store

CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
_LINE = ("description", "pieces", "mass", "hs", "un_number", "remove")
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


def press(taken: Seat, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or taken.page, key, modifier)
    taken.rest()


def field(taken: Seat, name: str) -> QLineEdit:
    """Return a text field of the form."""
    found = taken.page.side.paper.findChild(QLineEdit, f"paper-{name}")
    assert found is not None, name
    return found


def status(taken: Seat) -> str:
    """Return what stands above the button."""
    found = taken.page.side.paper.findChild(Text, "paper-status")
    assert found is not None
    return found.text()


def missing(taken: Seat, name: str) -> str:
    """Return what stands at the label of a field."""
    found = taken.page.side.paper.findChild(Text, f"missing-paper-{name}")
    assert found is not None
    return found.text()


def flagged(taken: Seat) -> str:
    """Return what stands under the field in which somebody types; empty when nothing does."""
    flag = taken.page.side.paper.findChild(QWidget, "paper-flag")
    words = taken.page.side.paper.findChild(Text, "paper-flag-words")
    assert flag is not None
    assert words is not None
    return words.text() if flag.isVisible() else ""


def click(taken: Seat, name: str) -> None:
    """Click a control of the side by its name."""
    found = taken.page.side.findChild(QAbstractButton, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    taken.rest()


def opened(seat: Opener, **window: object) -> Seat:
    taken = seat(**window)
    taken.open(7)
    press(taken, Qt.Key.Key_P, BOTH)
    assert taken.page.side.paper_open
    return taken


def type_all(taken: Seat) -> None:
    """Type a manifest by keyboard alone, field by field."""
    texts = {"ccn": "9xyzpars0000007", "fpoa": "0351", "description-0": "Bolts", "pieces-0": "12"}
    for name, text in texts.items():
        field(taken, name).setFocus()
        QTest.keyClicks(field(taken, name), text)


def test_a_manifest_is_typed_and_filed_by_keyboard_alone(seat: Opener) -> None:
    taken = opened(seat)
    assert field(taken, "ccn").hasFocus()
    type_all(taken)
    assert status(taken).startswith("Nothing missing")
    press(taken, Qt.Key.Key_Return, CTRL)
    (paper,) = taken.store.papers
    assert (paper.ccn, paper.fpoa, paper.pieces) == ("9XYZPARS0000007", "0351", 12)
    assert paper.typed_by == OFFICER.account
    assert not taken.page.side.paper_open
    assert "degraded data" in taken.page.side.message.words


def test_it_is_checked_as_it_is_typed(seat: Opener) -> None:
    taken = opened(seat)
    assert status(taken) == "4 parts missing"
    QTest.keyClicks(field(taken, "ccn"), "9x yz")
    assert "contains a blank" in missing(taken, "ccn")
    field(taken, "ccn").clear()
    QTest.keyClicks(field(taken, "ccn"), "9xyz1234")
    assert missing(taken, "ccn") == ""
    QTest.keyClicks(field(taken, "eta"), "soon")
    assert "soon is no time" in missing(taken, "eta")
    field(taken, "eta").setFocus()
    assert "soon is no time" in flagged(taken)
    field(taken, "ccn").setFocus()
    assert flagged(taken) == ""


def test_what_is_said_of_a_field_covers_neither_it_nor_the_next(seat: Opener) -> None:
    taken = opened(seat, size=SMALL)
    form = taken.page.side.paper.fields
    flag = form.findChild(QWidget, "paper-flag")
    assert flag is not None
    for name, text, following in (("ccn", "9x y", "crn"), ("eta", "soon", "description-0")):
        field(taken, name).setFocus()
        QTest.keyClicks(field(taken, name), text)
        assert flagged(taken) != ""
        taken.save(f"paper-flag-{name}")
        for one in (field(taken, name), field(taken, following)):
            where = QRect(one.mapTo(form, one.rect().topLeft()), one.size())
            assert not flag.geometry().intersects(where)


def test_nothing_moves_for_what_is_said_of_a_field(seat: Opener) -> None:
    taken = opened(seat, size=SMALL)
    names = ("ccn", "crn", "fpoa", "eta", "description-0", "equipment", "why")

    def places() -> list[int]:
        taken.qtbot.wait(10)
        form = taken.page.side.paper.fields
        return [
            field(taken, name).mapTo(form, field(taken, name).rect().topLeft()).y()
            for name in names
        ]

    before = places()
    assert missing(taken, "ccn") == "needed"
    for name, text in {"ccn": "9x y", "fpoa": "Lac", "eta": "soon", "equipment": "A/B"}.items():
        field(taken, name).setFocus()
        QTest.keyClicks(field(taken, name), text)
        assert flagged(taken) != ""
        assert places() == before
    press(taken, Qt.Key.Key_Return, CTRL)
    assert places() == before


def test_tab_walks_from_above_to_the_button(seat: Opener) -> None:
    taken = opened(seat)
    taken.page.side.paper.fields.lines.add_line()
    taken.qtbot.wait(10)
    field(taken, "ccn").setFocus()
    walked = []
    for _ in range(40):
        press(taken, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        walked.append(focus.objectName())
        if walked[-1] == "paper-file":
            break
    heights = ("crn", "mode-highway", "movement-import", "fpoa", "destination", "sub_location")
    lines = [f"{name}-{n}" for n in (0, 1) for name in _LINE]
    after = ("add", "pieces", "unit", "mass", "shipper", "consignee", "equipment", "seals", "why")
    order = [f"paper-{name}" for name in (*heights, "eta", *lines, *after)]
    assert walked == [*order, "paper-clear", "paper-file"]


def test_what_looks_mistyped_can_be_filed(seat: Opener) -> None:
    taken = opened(seat)
    field(taken, "equipment").clear()
    QTest.keyClicks(field(taken, "equipment"), "CSQU3054384")
    type_all(taken)
    assert "fails its check digit; 3 would fit" in missing(taken, "equipment")
    assert status(taken).startswith("Nothing missing")
    press(taken, Qt.Key.Key_Return, CTRL)
    assert [one.equipment[0].number for one in taken.store.papers] == ["CSQU3054384"]


def test_it_is_opened_typed_and_filed_by_mouse_alone(seat: Opener) -> None:
    taken = seat()
    taken.open(7)
    click(taken, "type-paper")
    assert taken.page.side.paper_open
    assert field(taken, "equipment").text() == "SMPL 530090"
    # The letters come from the keyboard, or are pasted by the menu of the field.
    for name in ("ccn", "fpoa", "description-0", "pieces-0"):
        QTest.mouseClick(field(taken, name), Qt.MouseButton.LeftButton)
        assert field(taken, name).hasFocus()
    type_all(taken)
    click(taken, "paper-mode-marine")
    click(taken, "paper-file")
    (paper,) = taken.store.papers
    assert (paper.mode.value, paper.equipment[0].kind) == ("marine", "container")


def test_filing_too_early_goes_to_what_is_missing(seat: Opener) -> None:
    taken = opened(seat)
    QTest.keyClicks(field(taken, "ccn"), "9xyzpars0000007")
    press(taken, Qt.Key.Key_Return, CTRL)
    assert field(taken, "fpoa").hasFocus()
    assert "office of report" in flagged(taken)


def test_nothing_is_filed_that_lacks_something(seat: Opener) -> None:
    taken = opened(seat)
    press(taken, Qt.Key.Key_Return, CTRL)
    assert taken.store.papers == []
    assert taken.page.side.paper_open
    found = taken.page.side.paper.findChild(Text, "paper-status")
    assert found is not None
    assert found.tone == "amber"


def test_the_draft_is_kept_until_it_is_filed(seat: Opener) -> None:
    taken = opened(seat)
    type_all(taken)
    taken.window.desk.preferences.flush()
    taken.rest()
    assert "9xyzpars0000007" in taken.store.preferences[OFFICER.account]["paper"]
    press(taken, Qt.Key.Key_Escape)
    assert taken.page.side.paper_open
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    press(taken, Qt.Key.Key_Escape)
    assert not taken.page.side.paper_open
    press(taken, Qt.Key.Key_P, BOTH)
    assert field(taken, "ccn").text() == "9xyzpars0000007"
    assert field(taken, "description-0").text() == "Bolts"
    press(taken, Qt.Key.Key_Return, CTRL)
    taken.window.desk.preferences.flush()
    taken.rest()
    assert taken.store.preferences[OFFICER.account]["paper"] == "null"


def test_what_stands_in_the_way_is_said_and_the_draft_stays(seat: Opener) -> None:
    store = Store()
    taken = opened(seat, store=store)
    type_all(taken)
    store.refusal = say("This notice no longer stands; there is nothing to acknowledge.")
    press(taken, Qt.Key.Key_Return, CTRL)
    assert status(taken) == str(store.refusal)
    assert taken.page.side.paper_open
    store.refusal, store.broken = None, "disk full"
    press(taken, Qt.Key.Key_Return, CTRL)
    assert status(taken) == "It could not be filed: disk full."
    store.broken = ""
    press(taken, Qt.Key.Key_Return, CTRL)
    assert len(store.papers) == 1


def test_lines_are_added_and_removed(seat: Opener) -> None:
    taken = opened(seat)
    lines = taken.page.side.paper.fields.lines
    type_all(taken)
    QTest.mouseClick(
        taken.page.side.paper.findChild(Button, "paper-add"), Qt.MouseButton.LeftButton
    )
    assert field(taken, "description-1").hasFocus()
    QTest.keyClicks(field(taken, "description-1"), "Nuts")
    assert [line.description for line in lines.lines] == ["Bolts", "Nuts"]
    QTest.mouseClick(
        taken.page.side.paper.findChild(Button, "paper-remove-0"), Qt.MouseButton.LeftButton
    )
    assert [line.description for line in lines.lines] == ["Nuts"]


def test_clear_begins_anew(seat: Opener) -> None:
    taken = opened(seat)
    type_all(taken)
    QTest.mouseClick(
        taken.page.side.paper.findChild(Button, "paper-clear"), Qt.MouseButton.LeftButton
    )
    assert field(taken, "ccn").text() == ""
    assert taken.page.side.paper.fields.draft.blank


@pytest.mark.parametrize("size", [FULL, SMALL])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_field_has_a_name_and_fits(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    taken = opened(seat, size=size, language=language)
    form = taken.page.side.paper
    for one in form.findChildren(QLineEdit):
        assert one.accessibleName(), one.objectName()
        right = one.mapTo(form, one.rect().topRight()).x()
        assert right <= form.width(), one.objectName()
    i18n.use("en" if language == "fr" else "fr")
    assert field(taken, "why").accessibleName()
