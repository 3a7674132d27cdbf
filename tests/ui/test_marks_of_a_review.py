"""Marks when a picture, an item or the desk is left, and when the item is signed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain.decision import ExamType
from app.domain.mark import Mark, Shape
from app.ui.commands import CommandAction
from app.ui.controls import Check
from tests.ui.conftest import Opener, Seat

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
CORNERS = ((0.3, 0.3), (0.6, 0.3), (0.5, 0.6))


def marks(one: Seat, number: int = 1) -> tuple[Mark, ...]:
    return one.store.items[f"item-{number}"].marks


def place(one: Seat, x: float, y: float) -> QPoint:
    view = one.page.scan_view
    return QPoint(round(view.width() * x), round(view.height() * y))


def begin_polygon(one: Seat, corners: int = 3) -> None:
    one.page.tool_bar.take("polygon")
    for x, y in CORNERS[:corners]:
        QTest.mouseMove(one.page.scan_view, place(one, x, y))
        QTest.mouseClick(one.page.scan_view, LEFT, pos=place(one, x, y))


def draw_box(one: Seat, at: float = 0.4) -> None:
    view = one.page.scan_view
    one.page.tool_bar.take("box")
    QTest.mousePress(view, LEFT, pos=place(one, at, at))
    QTest.mouseMove(view, place(one, at + 0.1, at + 0.1))
    QTest.mouseRelease(view, LEFT, pos=place(one, at + 0.1, at + 0.1))
    one.rest()


@pytest.mark.parametrize("how", ["view", "next", "ruler", "lock", "queue", "along"])
def test_a_polygon_that_was_begun_is_a_mark_before_its_place_goes(seat: Opener, how: str) -> None:
    one = seat()
    one.open(1)
    begin_polygon(one)
    assert not marks(one)
    keys = {"view": Qt.Key.Key_V, "next": Qt.Key.Key_N, "ruler": Qt.Key.Key_M}
    here = one.page.stage.key
    if how == "lock":
        one.window.desk.lock()
    elif how == "queue":
        one.window.desk.open_item("item-4")
    elif how == "along":
        one.window.desk.move_to(["item-4"])
        one.qtbot.waitUntil(lambda: bool(marks(one)))
    else:
        QTest.keyClick(one.page.scan_view, keys[how])
    one.rest()
    (mark,) = marks(one)
    assert (mark.shape, len(mark.points)) == (Shape.POLYGON, 3)
    assert (mark.scan_id, mark.view) == here
    assert not one.page.scan_view.hands.busy


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_V])
def test_what_is_given_up_or_no_polygon_yet_is_no_mark(seat: Opener, key: Qt.Key) -> None:
    one = seat()
    one.open(1)
    begin_polygon(one, 3 if key == Qt.Key.Key_Escape else 2)
    QTest.keyClick(one.page.scan_view, key)
    one.rest()
    assert not marks(one)


def sign(one: Seat) -> None:
    form = one.page.referral
    QTest.keyClick(one.page.scan_view, Qt.Key.Key_R)
    one.rest()
    check = form.findChild(Check, "region-M1")
    assert isinstance(check, Check)
    if not check.isChecked():
        QTest.mouseClick(check, LEFT)
    QTest.mouseClick(form.fields.exam.part(ExamType.PARTIAL_UNLOAD), LEFT)
    QTest.mouseClick(form.fields.confidence.part(5), LEFT)
    one.rest()
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.rest()


def test_a_signed_item_takes_no_mark_until_it_is_amended(seat: Opener) -> None:
    one = seat()
    one.open(1)
    draw_box(one)
    (drawn,) = marks(one)
    sign(one)
    assert one.store.items["item-1"].decisions
    view = one.page.scan_view
    draw_box(one)
    draw_box(one, 0.6)
    view.book.select(drawn)
    for keys in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_Z, CTRL | SHIFT),
        (Qt.Key.Key_Return, SHIFT),
    ):
        QTest.keyClick(view, *keys)
        one.rest()
    QTest.keyClick(view, Qt.Key.Key_G)
    QTest.mousePress(view, LEFT, pos=place(one, 0.2, 0.2))
    QTest.mouseMove(view, place(one, 0.3, 0.3))
    QTest.mouseRelease(view, LEFT, pos=place(one, 0.3, 0.3))
    QTest.keyClick(view, Qt.Key.Key_Return)
    one.rest()
    assert marks(one) == (drawn,)
    assert view.book.marks == (drawn,)
    assert view.editor.mark is None
    undo = one.page.findChild(CommandAction, "undo")
    assert undo is not None
    assert undo.refusal == "The item is decided; amend what was signed."
    QTest.keyClick(view, Qt.Key.Key_E, CTRL)
    one.qtbot.waitUntil(lambda: one.page.form_open)
    one.rest()
    draw_box(one, 0.6)
    assert len(marks(one)) == 2
