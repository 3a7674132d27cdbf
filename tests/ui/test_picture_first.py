"""The picture of the next item before its panels: what is painted, what is not, and whose keys."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.decision import Kind
from app.domain.errors import Unavailable
from app.domain.words import say
from app.ui import claiming, tokens
from app.ui.controls import Curtain
from app.ui.snapshot import Arrived, Opened, open_up
from app.ui.stage import first_key
from tests.ui.conftest import Opener, Seat

HANDS_MS = 60
"""Longer than a key is held back that might begin a barcode."""


class Gate:
    """Keeps all of an item but its picture from the screen, until it is opened."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        self._patch = patch
        self.fails = False

    def shut(self) -> None:
        def read(arrived: Arrived) -> Opened:
            assert self._open.wait(20.0)
            if self.fails:
                raise Unavailable(say("The record is away."))
            return open_up(arrived)

        self._patch.setattr(claiming, "open_up", read)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open()


@pytest.fixture
def one(seat: Opener) -> Seat:
    """An item under review, and the picture of the next one ready."""
    taken = seat()
    taken.window.desk.next_item()
    taken.qtbot.waitUntil(lambda: taken.window.desk.review.shown is not None, timeout=20_000)
    taken.qtbot.waitUntil(lambda: ready(taken) is not None, timeout=20_000)
    taken.rest()
    return taken


def ready(one: Seat) -> object:
    return next(iter(one.page.scan_view.readied._pictures.values()), None)


def window_of(one: Seat) -> QWindow:
    found = one.window.windowHandle()
    assert found is not None
    return found


def press(one: Seat, key: Qt.Key) -> None:
    """Press a key as the window system tells it, later than any barcode reader would."""
    QTest.keyClick(window_of(one), key)
    one.qtbot.wait(HANDS_MS)


def until(one: Seat, done: Callable[[], bool]) -> None:
    one.qtbot.waitUntil(done, timeout=20_000)


def present(one: Seat) -> str:
    shown = one.window.desk.review.shown
    return shown.item.item_id if shown is not None else ""


def covered(one: Seat, part: QWidget) -> bool:
    """Whether nothing but the plain ground is to be seen of a part of the window."""
    place = part.mapTo(one.window, QPoint(0, 0))
    seen = one.window.grab().toImage()
    ground = tokens.colour("panel").rgb()
    wide, high = range(4, part.width() - 4, 7), range(4, part.height() - 4, 7)
    return all(seen.pixel(place.x() + x, place.y() + y) == ground for x in wide for y in high)


def test_the_picture_is_painted_while_no_panel_speaks_of_anything(one: Seat, gate: Gate) -> None:
    before, picture = present(one), ready(one)
    side, view = one.page.side, one.page.scan_view
    assert not covered(one, side)
    gate.shut()
    one.store.events.clear()
    painted: list[object] = []
    view.painted_first.connect(painted.append)
    press(one, Qt.Key.Key_N)
    until(one, lambda: bool(painted))
    assert view.shown_picture is picture, "what was made ready is what is shown"
    assert present(one) == "", "nothing is under review of which only the picture is known"
    assert covered(one, side)
    assert covered(one, one.page.verdicts)
    gate.open()
    until(one, lambda: present(one) not in ("", before))
    assert not covered(one, side)
    assert not any(curtain.isVisible() for curtain in one.page.findChildren(Curtain))
    shown = one.window.desk.review.shown
    assert shown is not None
    assert painted == [first_key(shown)]
    assert view.shown_picture is picture, "it is painted once, not anew"
    one.rest()
    # The clock of this review began when its picture was painted, and that it stood on screen is
    # on record although nothing else was known of it then.
    assert one.store.events.count("first_paint") == 1
    assert one.store.items[shown.item.item_id].shown == {painted[0]: True}


def test_keys_and_clicks_meanwhile_act_on_the_item_that_was_asked_for(
    one: Seat, gate: Gate
) -> None:
    before = present(one)
    gate.shut()
    press(one, Qt.Key.Key_N)
    until(one, lambda: one.window.desk.review.arriving)
    press(one, Qt.Key.Key_R)
    assert not one.page.form_open
    gate.open()
    until(one, lambda: one.page.form_open)
    assert present(one) not in ("", before)
    one.window.desk.review.keep_now()
    one.rest()
    assert one.store.items[before].draft is None
    draft = one.store.items[present(one)].draft
    assert draft is not None
    assert draft.kind is Kind.REFER_FOR_EXAM


def test_a_key_before_the_claim_is_through_waits_for_the_item(one: Seat) -> None:
    held = threading.Event()
    one.window.desk.jobs.write(lambda: held.wait(20.0))
    press(one, Qt.Key.Key_N)
    press(one, Qt.Key.Key_R)
    assert not one.page.form_open, "the key was not meant for the item before"
    before = present(one)
    held.set()
    until(one, lambda: one.page.form_open)
    assert present(one) not in ("", before)


def test_the_screen_is_locked_at_once_whatever_is_under_way(one: Seat, gate: Gate) -> None:
    """Who presses *next*, then *lock*, and walks away must not leave an open screen behind."""
    gate.shut()
    desk, held = one.window.desk, one.window.commanding.held
    press(one, Qt.Key.Key_N)
    until(one, lambda: desk.review.arriving)
    assert held.holding
    press(one, Qt.Key.Key_R)
    QTest.keyClick(window_of(one), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.locked
    assert not held.holding, "a password is never held"
    gate.open()
    until(one, lambda: present(one) != "")
    one.rest()
    assert desk.locked
    assert not one.page.form_open, "what was pressed before the lock does not act behind it"


def test_what_was_pressed_before_is_let_up_meanwhile(one: Seat) -> None:
    """Else the marks that Space hides while it is down would stay hidden."""
    window, held = window_of(one), one.window.commanding.held
    QTest.keyPress(window, Qt.Key.Key_Space)
    one.qtbot.wait(HANDS_MS)
    held.hold()
    press(one, Qt.Key.Key_R)
    assert len(held._held) == 2
    QTest.keyRelease(window, Qt.Key.Key_Space)
    assert len(held._held) == 2
    held.drop()


def test_a_click_on_a_covered_panel_acts_on_nothing(one: Seat, gate: Gate) -> None:
    """It meant what stood there before; the same place speaks of another item now."""
    button = one.page.decision.findChild(QWidget, "refer")
    assert button is not None
    place = button.mapTo(one.window, button.rect().center())

    def click() -> None:
        QTest.mouseClick(
            window_of(one), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )

    gate.shut()
    press(one, Qt.Key.Key_N)
    until(one, lambda: one.window.desk.review.arriving)
    click()
    gate.open()
    until(one, lambda: present(one) != "")
    one.rest()
    assert not one.page.form_open
    click()
    until(one, lambda: one.page.form_open)


def test_who_signs_out_while_an_item_is_on_its_way_leaves_it_to_others(
    one: Seat, gate: Gate
) -> None:
    gate.shut()
    desk = one.window.desk
    given_back: list[str] = []
    hand_back = desk.wiring.hand_back
    desk.wiring = dataclasses.replace(
        desk.wiring,
        hand_back=lambda item_id, officer: (
            given_back.append(item_id),
            hand_back(item_id, officer),
        ),
    )
    desk._claiming._wiring = desk.wiring
    press(one, Qt.Key.Key_N)
    until(one, lambda: desk.review.arriving)
    desk.sign_out()
    gate.open()
    until(one, lambda: bool(given_back))
    one.rest()
    assert desk.officer is None
    assert desk.review.shown is None
    assert not desk.review.arriving


def test_an_item_that_cannot_be_read_leaves_the_screen(one: Seat, gate: Gate) -> None:
    gate.fails = True
    gate.shut()
    press(one, Qt.Key.Key_N)
    until(one, lambda: one.window.desk.review.arriving)
    press(one, Qt.Key.Key_R)
    gate.open()
    until(one, lambda: not one.window.desk.review.arriving)
    one.rest()
    assert one.window.page is one.window.queue_page
    assert not one.page.form_open
    assert not one.page.stage.pictured
    assert not any(curtain.isVisible() for curtain in one.page.findChildren(Curtain))
    assert not one.window.commanding.held.holding


def test_a_picture_that_is_not_here_comes_with_its_panels(one: Seat, gate: Gate) -> None:
    one.window.desk.pictures.forget()
    before = present(one)
    gate.shut()
    arrived: list[object] = []
    one.window.desk.review.arrived.connect(arrived.append)
    press(one, Qt.Key.Key_N)
    assert present(one) == before
    gate.open()
    until(one, lambda: present(one) not in ("", before))
    one.rest()
    assert arrived == []


def test_nothing_made_ready_outlasts_the_theme_or_the_officer(one: Seat) -> None:
    assert ready(one) is not None
    one.window.desk.sign_out()
    assert ready(one) is None
