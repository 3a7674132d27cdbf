"""The queue on screen: what it says, and that the keyboard does everything."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.shipment import Mode
from app.domain.words import say
from app.domain.work import ItemState
from app.ui.i18n import render
from app.ui.queue import model as columns
from app.ui.queue.filters import Choice, Filter, Group, found_in, select
from app.ui.shown import Message, Tone
from tests.ui.conftest import FULL, SMALL, Opener
from tests.ui.fake_room import CASES, NOW, OFFICER, Case, Store

SIZES = pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@SIZES
@LANGUAGES
def test_queue_is_drawn_at_its_size(seat: Opener, size: tuple[int, int], language: str) -> None:
    one = seat(size=size, language=language)
    assert (one.window.width(), one.window.height()) == size
    one.qtbot.waitUntil(lambda: one.window.queue_page.preview.key is not None)
    one.rest()
    table = one.window.queue_page.table
    assert table.rowHeight(0) == 44
    assert sum(table.columnWidth(n) for n in range(10)) <= table.width() + 1
    one.save(f"queue-{size[0]}-{language}")


def test_t04_lines_stand_by_time_left_and_say_it_in_words(seat: Opener) -> None:
    one = seat()
    shown = one.window.queue_page.model
    times = [shown.words(one.window.desk.lines[n], columns.TIME) for n in range(3)]
    assert times == ["9\u00a0min", "42\u00a0min", "55\u00a0min"]
    late = dataclasses.replace(one.window.desk.lines[0], eta=NOW - dt.timedelta(minutes=5))
    assert shown.words(late, columns.TIME) == "5\u00a0min late"


def test_digits_filter_and_arrows_choose(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    page.take_focus()
    QTest.keyClick(page.table, Qt.Key.Key_3)
    assert page.filters.choice.filter is Filter.RAIL
    assert page.model.rowCount() == 1
    QTest.keyClick(page.table, Qt.Key.Key_0)
    assert page.model.rowCount() == 9
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.chosen is not None
    before = page.table.chosen.item_id
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.chosen.item_id != before
    QTest.keyClick(page.table, Qt.Key.Key_9)
    assert page.model.rowCount() == 1
    assert page.filters.choice.filter is Filter.UNKNOWN


def test_every_mode_has_its_chip_and_its_key(seat: Opener) -> None:
    """Marine had none."""
    one = seat(Store((*CASES, Case(10, 300, Mode.MARINE, "Coffee beans", "SMPU 990011"))))
    page = one.window.queue_page
    page.take_focus()
    shown = set()
    for key in range(Qt.Key.Key_2, Qt.Key.Key_7):
        QTest.keyClick(page.table, Qt.Key(key))
        lines = [page.model.line(row) for row in range(page.model.rowCount())]
        modes = {line.mode for line in lines if line is not None}
        assert len(modes) == 1
        assert page.filters.choice.for_next.modes == modes
        shown |= modes
    assert shown == set(Mode)


def test_text_filter_keeps_letters_to_itself(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    page.take_focus()
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filters.text.hasFocus()
    QTest.keyClicks(page.filters.text, "ng")
    assert page.filters.text.text() == "ng"
    assert one.window.desk.review.shown is None
    assert page.filters.choice.group is Group.NONE
    QTest.keyClick(page.filters.text, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_G)
    assert page.filters.choice.group is Group.MODE
    assert page.model.line(0) is None
    one.save("queue-grouped")


def test_enter_on_the_item_that_lies_on_the_desk_goes_back_to_it(seat: Opener) -> None:
    one = seat()
    one.open(1)
    one.window.show_page("queue")
    one.window.queue_page.table.open_asked.emit("item-1")
    one.rest()
    assert one.window.page is one.page
    assert one.page.scan_view.hasFocus()
    one.window.show_page("queue")
    one.window.finder.item_asked.emit("item-1")
    one.rest()
    assert one.window.page is one.page


def test_enter_opens_and_h_hands_back(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    page.take_focus()
    page.table.choose("item-3")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    one.qtbot.waitUntil(lambda: one.window.desk.review.shown is not None)
    one.rest()
    assert one.store.items["item-3"].state is ItemState.CLAIMED
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_F2)
    assert one.window.page is page
    page.table.choose("item-3")
    QTest.keyClick(page.table, Qt.Key.Key_H)
    one.qtbot.waitUntil(lambda: one.store.items["item-3"].state is ItemState.WAITING)
    one.qtbot.waitUntil(lambda: one.window.desk.review.shown is None)


def test_n_claims_what_is_due_and_a_foreign_claim_is_refused(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    page.take_focus()
    QTest.keyClick(page.table, Qt.Key.Key_N)
    one.qtbot.waitUntil(lambda: one.window.desk.review.shown is not None)
    one.rest()
    shown = one.window.desk.review.shown
    assert shown is not None
    assert shown.item.item_id == "item-1"
    assert one.store.items["item-1"].lease is not None
    one.window.desk.open_item("item-2")
    one.qtbot.waitUntil(lambda: "R. Singh" in page.message.words)
    assert one.store.items["item-2"].lease is None


def test_an_empty_queue_says_so(seat: Opener) -> None:
    one = seat(Store(()))
    page = one.window.queue_page
    assert not page.table.isVisible()
    assert page._empty.text().startswith("Nothing is waiting")
    assert not page.preview.next.isEnabled()
    one.save("queue-empty")
    one.window.desk.next_item()
    one.rest()
    assert one.window.page is page


def test_t19_five_thousand_lines_are_one_model(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    line = one.window.desk.lines[1]
    many = tuple(
        dataclasses.replace(line, item_id=f"many-{n}", eta=NOW + dt.timedelta(minutes=n))
        for n in range(5000)
    )
    page.show_lines(many)
    assert page.model.rowCount() == 5000
    page.table.choose("many-4999")
    page.table.viewport().repaint()
    first = page.table.rowAt(0)
    assert first > 4900
    assert page.table.chosen is not None
    assert page.table.chosen.item_id == "many-4999"
    page.show_lines(many)
    assert page.table.chosen.item_id == "many-4999"


def test_filters_by_hand() -> None:
    store = Store()
    lines = [store.line(item_id) for item_id in store.items]
    blocked = select(lines, Choice(Filter.BLOCKED), OFFICER.account)
    assert {line.item_id for line in blocked} == {"item-6", "item-7"}
    assert [line.item_id for line in lines if found_in(line, "steel 0351")] == ["item-1"]
    modes = [line.mode for line in select(lines, Choice(group=Group.MODE), "")]
    assert modes == sorted(modes, key=str)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_comes_in_is_told_beside_the_queue_and_never_over_a_warning(
    seat: Opener, language: str
) -> None:
    one = seat(size=SMALL, language=language)
    one.window.show_page("queue")
    line, desk = one.window.queue_page.message, one.window.desk
    far = say(
        "{name} comes in: {share} %, {count} messages, about {minutes} min left.",
        name="lacolle-20261122.edi",
        share=39,
        count=12000,
        minutes=2,
    )
    height = one.window.queue_page.table.height()
    desk.arriving.emit(Message(far))
    assert line.words == render(far)
    one.save(f"queue-arriving-{language}")
    assert one.window.queue_page.table.height() == height
    warning = say("{name} was turned away: {reason}", name="a.edi", reason="")
    desk.said.emit(Message(warning, Tone.WARNING))
    desk.arriving.emit(Message(far))
    assert line.words == render(warning)
    desk.said.emit(None)
    assert line.words == render(far)
    desk.arriving.emit(None)
    assert line.words == ""
