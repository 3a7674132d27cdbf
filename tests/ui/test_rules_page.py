"""The page of rules, with real widgets: found by keys and by mouse, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.domain.rule import RuleState
from app.shipments import rules
from app.ui import i18n
from app.ui.commands import keymap
from app.ui.controls import Control
from app.ui.rules.model import COLUMNS, FIRED, HERE, PARAGRAPH, RULE, SAYS
from app.ui.rules.page import RulesPage
from app.ui.rules.words import RuleLine, Which
from tests.ui.conftest import SMALL, Opener, Seat
from tests.ui.fake_room import Store


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def page_of(taken: Seat) -> RulesPage:
    return taken.window.rules_page


def listed(page: RulesPage) -> list[str]:
    model = page.model
    return [line.card.rule for n in range(model.rowCount()) if (line := model.line(n)) is not None]


def words_of(page: RulesPage) -> str:
    """Everything that the panel at the right says."""
    return "\n".join(label.text() for label in page.side.findChildren(QLabel) if label.text())


def test_every_rule_is_listed_with_paragraph_words_and_count(seat: Opener) -> None:
    store = Store()
    store.rule_counts = {"R080": 12, "R001": 1}
    taken = seat(store)
    press(Qt.Key.Key_F4)
    taken.rest()
    page = page_of(taken)
    assert taken.window.page is page
    assert listed(page) == [card.rule for card in rules.CARDS]
    row = page.model.row_of("R080")
    line = page.model.line(row)
    assert line is not None
    assert page.model.words(line, PARAGRAPH) == "¶93"
    assert page.model.words(line, FIRED) == "12"
    assert "company seal" in page.model.words(line, SAYS)
    # Without an item nothing is said of one.
    assert page.table.isColumnHidden(HERE)
    assert not page.which.isEnabled()
    page.choose("R080")
    assert "Fired 12 times" in words_of(page)
    press(Qt.Key.Key_Escape)
    assert taken.window.page is taken.window.queue_page


@pytest.mark.parametrize(
    ("typed", "rule", "alone"),
    [
        ("R034", "R034", False),
        ("¶93", "R080", True),
        ("64", "R091", False),
        ("company seal", "R080", True),
        ("scellé", "R080", False),
        ("X101f", "X101f", True),
    ],
)
def test_a_rule_is_found_by_name_paragraph_and_words_of_both_languages(
    seat: Opener, typed: str, rule: str, alone: bool
) -> None:
    taken = seat()
    taken.window.show_page("rules")
    page = page_of(taken)
    assert page.search.hasFocus()
    page.search.setText(typed)
    assert rule in listed(page)
    assert (len(listed(page)) == 1) is alone
    assert len(listed(page)) < len(rules.CARDS)


def test_an_open_item_says_how_each_rule_stands_on_it(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    press(Qt.Key.Key_F4)
    taken.rest()
    page = page_of(taken)
    assert not page.table.isColumnHidden(HERE)
    page.which.choose(Which.UNCHECKED)
    page.which.chosen.emit(Which.UNCHECKED)
    names = listed(page)
    assert "R005" in names
    states = {line.standing.state for n in range(len(names)) if (line := page.model.line(n))
              and line.standing is not None}  # fmt: skip
    assert RuleState.SILENT not in states
    page.table.choose("R005")
    assert "Cannot be checked without the carrier that the markings show" in words_of(page)
    assert "That is no pass." in words_of(page)
    press(Qt.Key.Key_Escape)
    assert taken.window.page is taken.window.review_page


def test_what_fires_stands_by_weight_and_mentions_are_told_apart(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    taken.window.show_page("rules")
    page = page_of(taken)
    page.which.choose(Which.FIRES)
    page.which.chosen.emit(Which.FIRES)
    lines = [line for n in range(page.model.rowCount()) if (line := page.model.line(n))]
    assert [line.weight for line in lines] == sorted(line.weight for line in lines)
    said = {line.shape is None: page.model.words(line, HERE) for line in lines}
    assert said == {False: "Fires", True: "Mentioned"}


def test_what_only_the_officer_sees_is_noted_beside_the_rule(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    taken.window.show_page("rules")
    page = page_of(taken)
    page.choose("R005")
    field = page.side.findChild(QLineEdit, "note-carrier")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "ABCD")
    save = page.side.findChild(Control, "keep-carrier")
    assert isinstance(save, Control)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    taken.rest()
    assert taken.store.items["item-1"].observed == {"carrier": "ABCD"}
    taken.qtbot.waitUntil(lambda: "The markings show ABCD" in words_of(page), timeout=5000)
    line = page.table.chosen
    assert isinstance(line, RuleLine)
    assert line.standing is not None
    assert line.standing.state is RuleState.FIRES


def test_what_is_typed_stays_while_the_item_is_read_again(seat: Opener) -> None:
    taken = seat()
    taken.open(1)
    taken.window.show_page("rules")
    page = page_of(taken)
    page.choose("X101f")
    page.choose("R005")
    field = page.side.findChild(QLineEdit, "note-carrier")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "AB")
    i18n.use("fr")
    again = page.side.findChildren(QLineEdit, "note-carrier")[-1]
    assert again.text() == "AB"


def test_letters_typed_in_the_table_go_to_the_search(seat: Opener) -> None:
    taken = seat()
    taken.window.show_page("rules")
    page = page_of(taken)
    page.table.setFocus()
    QTest.keyClicks(page.table, "seal")
    assert page.search.text() == "seal"
    assert page.search.hasFocus()
    press(Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 1


def test_the_key_of_the_page_can_be_another(seat: Opener) -> None:
    taken = seat()
    assert keymap.refusal("rules", "F8") is None
    keymap.use({"rules": "F8"})
    press(Qt.Key.Key_F8)
    assert taken.window.page is page_of(taken)


def test_rules_are_said_in_french(seat: Opener) -> None:
    taken = seat(language="fr")
    taken.window.show_page("rules")
    page = page_of(taken)
    page.choose("R080")
    line = page.table.chosen
    assert line is not None
    assert "scellé" in page.model.words(line, SAYS)
    assert page.model.headerData(RULE, Qt.Orientation.Horizontal) == "Règle"
    assert len(COLUMNS) == page.model.columnCount()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [(1920, 1080), SMALL])
def test_the_page_stands_whole_in_both_sizes(
    seat: Opener, language: str, size: tuple[int, int]
) -> None:
    store = Store()
    store.rule_counts = {"R080": 12, "R051": 431, "R012": 5000}
    taken = seat(store, size=size, language=language)
    taken.open(1)
    taken.window.show_page("rules")
    taken.rest()
    page = page_of(taken)
    page.choose("R005")
    taken.save(f"rules-{language}-{size[0]}")
    table = page.table
    assert sum(table.columnWidth(n) for n in range(len(COLUMNS))) <= table.viewport().width()
    assert page.side.geometry().right() <= page.width()
    # No choice is cut, whichever language the page was made in.
    for part in page.which.parts:
        assert part.width() >= part.sizeHint().width(), part.accessibleName()
