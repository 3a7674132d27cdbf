"""Passing an item on, by keys and by mouse; what is said of it; and the choice that is kept."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.decision import Kind
from app.domain.dossier import Change
from app.domain.officer import Role
from app.domain.shipment import Mode
from app.domain.since import ChangedShipment, NewView, SinceDecided
from app.domain.turn import Turn, TurnEnd, TurnKind
from app.domain.words import say
from app.domain.work import ItemState
from app.ui.panels.passing_form import PassingForm
from app.ui.queue import model as columns
from app.ui.queue.filters import Filter, Group
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import NOW, OFFICER, ROY, Case, Store

LOOKS = pytest.mark.parametrize(
    ("size", "language"), [(FULL, "en"), (FULL, "fr"), (SMALL, "en"), (SMALL, "fr")]
)
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

LATER = NOW + dt.timedelta(minutes=20)


def offered(form: PassingForm) -> list[str]:
    """Return the accounts that a form offers."""
    rows = (form.to.item(row) for row in range(form.to.count()))
    return [str(row.data(Qt.ItemDataRole.UserRole)) for row in rows]


def turn(number: int, kind: TurnKind, **more: object) -> Turn:
    values: dict[str, object] = {"by": "roy", "at": NOW, "until": LATER, "text": "Look at the wall"}
    return Turn(f"item-{number}", kind, **{**values, **more})  # type: ignore[arg-type] # by name


def turned() -> Store:
    """A queue in which much is out of its order."""
    store = Store()
    told = (
        turn(3, TurnKind.ASSIGNED, to="tremblay"),
        turn(4, TurnKind.HOLD, asked_of="9XYZ", until=NOW),
        turn(6, TurnKind.HOLD, asked_of="9XYZ"),
        turn(7, TurnKind.HOLD, asked_of="9XYZ", ended=TurnEnd.NEWS, shipments=("9XYZPARS7",)),
        turn(8, TurnKind.SECOND, by="singh"),
        turn(9, TurnKind.BACK, by="singh"),
    )
    for one in told:
        store.items[one.item_id] = dataclasses.replace(store.items[one.item_id], turn=one)
    store.lacking["item-5"] = (Mode.AIR,)
    return store


def who(one: Seat, number: int) -> str:
    page = one.window.queue_page
    line = page.model.line(page.model.row_of(f"item-{number}"))
    assert line is not None
    return page.model.words(line, columns.WHO)


@LOOKS
def test_the_queue_says_why_an_item_does_not_simply_wait(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = seat(turned(), size=size, language=language)
    page = one.window.queue_page
    one.qtbot.waitUntil(lambda: page.preview.key is not None)
    page.table.choose("item-3")
    one.rest()
    one.qtbot.wait(200)
    one.rest()
    one.save(f"queue-turns-{size[0]}-{language}")
    if language == "en":
        assert [who(one, number) for number in (3, 4, 5, 7, 8, 9)] == [
            "For you, from roy",
            "Answer overdue",
            "Beyond your training",
            "New data came",
            "Second reader wanted",
            "Back from singh",
        ]
        assert who(one, 6).startswith("On hold, 20")
        assert page.preview.turn.text().endswith("“Look at the wall”")
    assert page.preview.turn.isVisible()


def test_what_one_has_put_back_is_for_others_first_and_says_so(seat: Opener) -> None:
    store = Store()
    store.left = frozenset({"item-1", "item-3"})
    one = seat(store)
    due = one.window.queue_page.due
    assert due is not None
    assert due.item_id not in store.left
    assert who(one, 1) == "Put back by you"
    waiting = {line.item_id for line in one.window.desk.lines if one.window.desk.gives(line)}
    store.left |= waiting
    one.window.desk.refresh()
    one.rest()
    due = one.window.queue_page.due
    assert due is not None
    assert due.item_id == "item-1", "when nothing else waits it is given again"


def test_next_is_told_by_what_is_given_and_not_by_what_stands_first(seat: Opener) -> None:
    one = seat(turned())
    due = one.window.queue_page.due
    assert due is not None
    assert due.item_id == "item-1", "the fake queue stands by time: 2 is somebody else's"
    one.store.items["item-1"] = dataclasses.replace(
        one.store.items["item-1"], turn=turn(1, TurnKind.ASSIGNED, to="singh")
    )
    one.window.desk.refresh()
    one.rest()
    due = one.window.queue_page.due
    assert due is not None
    assert due.item_id == "item-3"


@LOOKS
def test_an_item_is_put_on_hold_from_the_review_by_keys(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    one = seat(size=size, language=language)
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_I, ALT)
    form = one.page.side.passing
    one.qtbot.waitUntil(form.isVisible)
    assert form.text.hasFocus()
    QTest.keyClick(form.text, Qt.Key.Key_Return, CTRL)
    assert not one.store.passed, "without words nothing goes"
    QTest.keyClicks(form.text, "Which seal is on the rear door?")
    QTest.keyClick(form.text, Qt.Key.Key_Tab)
    assert form.of.hasFocus()
    QTest.keyClicks(form.of, "Example Haulage")
    one.save(f"passing-hold-{size[0]}-{language}")
    QTest.keyClick(form.of, Qt.Key.Key_Return, CTRL)
    one.rest()
    ((item_id, act),) = one.store.passed
    assert (item_id, act.kind, act.asked_of) == ("item-1", TurnKind.HOLD, "Example Haulage")
    assert act.text == "Which seal is on the rear door?"
    assert act.lasts == dt.timedelta(hours=1)
    assert one.window.desk.review.shown is None
    assert one.window.page is one.window.queue_page


def test_a_refusal_stands_in_the_form_and_esc_leaves_it(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_X, ALT)
    form = one.page.side.passing
    one.qtbot.waitUntil(form.isVisible)
    form.text.setPlainText("refuse this")
    QTest.mouseClick(form.does, Qt.MouseButton.LeftButton)
    one.rest()
    status = form.findChild(type(form._status), "passing-status")
    assert status is not None
    assert status.text() == "Nobody may do that."
    assert form.text.toPlainText() == "refuse this"
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    assert not one.page.side.passing_open
    assert one.window.desk.review.shown is not None
    assert one.store.items["item-1"].state is ItemState.CLAIMED


@LOOKS
def test_a_supervisor_assigns_from_the_queue_by_mouse(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    boss = dataclasses.replace(OFFICER, role=Role.SUPERVISOR)
    one = seat(size=size, language=language, officer=boss)
    page = one.window.queue_page
    page.table.choose("item-3")
    one.rest()
    (button,) = [b for kind, b in page.passing._ways if kind is TurnKind.ASSIGNED]
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    one.qtbot.waitUntil(page.form.isVisible)
    assert offered(page.form) == ["singh", "roy"], "not herself"
    place = page.form.to.visualItemRect(page.form.to.item(0)).center()
    QTest.mouseClick(page.form.to.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.form.findChild(QPlainTextEdit, "passing-text").setPlainText("You know this shipper.")
    one.save(f"passing-assign-{size[0]}-{language}")
    QTest.mouseClick(page.form.does, Qt.MouseButton.LeftButton)
    one.rest()
    ((item_id, act),) = one.store.passed
    assert (item_id, act.kind, act.to) == ("item-3", TurnKind.ASSIGNED, "singh")
    assert page.preview.isVisible()


def test_who_is_not_trained_for_an_item_is_not_offered(seat: Opener) -> None:
    store = Store()
    store.untrained = {"item-3": ("singh",), "item-4": ("singh", "roy")}
    one = seat(store, officer=dataclasses.replace(OFFICER, role=Role.SUPERVISOR))
    page = one.window.queue_page
    page.take_focus()
    page.table.choose("item-3")
    QTest.keyClick(page.table, Qt.Key.Key_U, ALT)
    one.qtbot.waitUntil(page.form.isVisible)
    assert offered(page.form) == ["roy"]
    QTest.keyClick(page.form.to, Qt.Key.Key_Escape)
    page.table.choose("item-4")
    QTest.keyClick(page.table, Qt.Key.Key_U, ALT)
    one.qtbot.waitUntil(page.form.isVisible)
    assert offered(page.form) == []
    assert page.form._status.text() == "Nobody else here may be given this item."


def test_what_cannot_be_done_is_grey_and_says_why(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    page.table.choose("item-3")
    one.rest()
    assert page.passing.why_not(TurnKind.ASSIGNED) == "Only a supervisor assigns items."
    assert page.passing.why_not(TurnKind.BACK) == "The item is not yours: claim it first."
    assert not any(button.isEnabled() for _, button in page.passing._ways)
    told: list[str] = []
    one.window.desk.said.connect(lambda message: told.append(str(message.sentence)))
    QTest.keyClick(page.table, Qt.Key.Key_U, ALT)
    QTest.keyClick(page.table, Qt.Key.Key_I, ALT)
    one.rest()
    assert not page.form.isVisible()
    assert told == ["Only a supervisor assigns items.", "The item is not yours: claim it first."]


def test_handing_back_by_its_key_says_so(seat: Opener) -> None:
    one = seat()
    told: list[str] = []
    one.window.desk.said.connect(lambda message: told.append(str(message and message.sentence)))
    one.open(1)
    one.window.desk.hand_back("item-1")
    one.rest()
    assert told[-1] == "item-1 is back in the queue; others are given it first."
    one.open(3)
    one.window.show_page("queue")
    one.window.desk.review.close()
    page = one.window.queue_page
    one.window.desk.refresh()
    one.rest()
    page.table.choose("item-3")
    QTest.keyClick(page.table, Qt.Key.Key_H)
    one.rest()
    assert told[-1] == "item-3 is back in the queue; others are given it first."
    assert page.message.words == "item-3 is back in the queue; others are given it first."


def test_a_second_reader_is_anybody_else_or_one_by_name(seat: Opener) -> None:
    one = seat()
    one.open(1)
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_A, ALT)
    form = one.page.side.passing
    one.qtbot.waitUntil(form.isVisible)
    assert offered(form) == ["", "singh", "roy"]
    QTest.keyClicks(form.text, "False wall?")
    assert form.act.to == ""
    form.to.setCurrentRow(2)
    assert form.act.to == ROY.account


# --- the choice --------------------------------------------------------------------------------


def test_what_is_chosen_counts_for_next_and_is_remembered(seat: Opener) -> None:
    store = Store()
    one = seat(store)
    page = one.window.queue_page
    page.take_focus()
    QTest.keyClick(page.table, Qt.Key.Key_3)
    QTest.keyClick(page.table, Qt.Key.Key_G)
    assert page.filters.choice.filter is Filter.RAIL
    one.window.desk.preferences.flush()
    one.rest()
    QTest.keyClick(page.table, Qt.Key.Key_N)
    one.qtbot.waitUntil(lambda: one.window.desk.review.shown is not None)
    one.rest()
    shown = one.window.desk.review.shown
    assert shown is not None
    assert shown.item.item_id == "item-6", "the first by rail"
    other = seat(store)
    choice = other.window.queue_page.filters.choice
    assert (choice.filter, choice.group) == (Filter.RAIL, Group.MODE)
    assert other.window.queue_page.filters._chips[Filter.RAIL].isChecked()


def test_the_port_is_chosen_with_p(seat: Opener) -> None:
    one = seat()
    page = one.window.queue_page
    page.take_focus()
    rows = []
    for _ in range(3):
        QTest.keyClick(page.table, Qt.Key.Key_P)
        rows.append((page.filters.choice.port, page.model.rowCount()))
    assert rows == [("", 1), ("0351", 8), (None, 9)]
    assert page.filters.port.isVisible()


# --- what has come since -----------------------------------------------------------------------


@LOOKS
def test_a_stale_decision_comes_back_with_the_difference_first(
    seat: Opener, size: tuple[int, int], language: str
) -> None:
    store = Store((Case(1, 42, views=2),))
    since = SinceDecided(
        Kind.RECOMMEND_RELEASE,
        "singh",
        NOW - dt.timedelta(hours=2),
        (
            ChangedShipment(
                "9XYZPARS0000001",
                (
                    Change("gross_kg", "8250", "9900", True),
                    Change("goods[0].description", "Steel brackets", "Steel pipe", True),
                ),
            ),
        ),
        (NewView("SMPL 530117", "top", 1),),
        (say("Denser than neighbours"),),
    )
    store.items["item-1"] = dataclasses.replace(
        store.items["item-1"], since=since, turn=turn(1, TurnKind.ASSIGNED, to="tremblay")
    )
    one = seat(store, size=size, language=language)
    one.open(1)
    (first, then) = one.page.notices._first
    one.save(f"since-{size[0]}-{language}")
    assert first.warns
    assert not then.warns
    if language == "en":
        assert first.head.startswith("Decide again: singh at")
        assert "release recommended" in first.head
        assert first.lines == (
            "Gross mass: 8250 → 9900",
            "Line 1, description: Steel brackets → Steel pipe",
            "SMPL 530117: 1 new image, view top",
            "1 new finding: Denser than neighbours",
        )
        assert then.head.startswith("roy assigned this to you at")
