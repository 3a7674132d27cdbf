"""What an officer meets on hour six: nothing covered, no key dead, no time counted while away."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.domain.errors import LeaseLost
from app.domain.words import say
from app.ui import i18n
from app.ui.i18n import render
from app.ui.lock import Idle
from app.ui.panels.referral import Referral
from tests.ui.conftest import FULL, SMALL, Opener, Seat

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|GlobalColor|\brgba?\([^)]")
CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractItemView, QLineEdit, QPlainTextEdit)
ROLES = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Window,
}
"""What Qt says of a widget of which it knows nothing."""


def place(seat: Seat, widget: QWidget) -> QRect:
    """Return where a widget stands in the window."""
    return QRect(widget.mapTo(seat.window, QPoint(0, 0)), widget.size())


def focused() -> str:
    """Return the name of the control that has the keys."""
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def test_no_colour_is_written_outside_the_tokens() -> None:
    found = [
        f"{path.relative_to(UI)}:{number}: {line.strip()}"
        for path in sorted(UI.rglob("*.py"))
        if path != UI / "tokens.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if COLOUR.search(line)
    ]
    assert not found


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_in_the_top_bar_covers_anything(
    seat: Opener, size: tuple[int, int], language: str, scale: float
) -> None:
    one = seat(size=size, language=language, scale=scale)
    bar = one.window.top_bar
    for item in (None, 1, 5, 8):
        if item is not None:
            one.open(item)
        bar.model.text.set_words("A detector with a very long name 12.34.5, on another machine")
        bar.model.text.updateGeometry()
        one.qtbot.wait(20)
        blocks: list[QWidget] = [bar.search] if bar.search.isVisible() else []
        for block in (bar._left, bar._right):
            blocks += [
                child
                for child in block.children()
                if isinstance(child, QWidget) and child.isVisible()
            ]
        places = sorted((place(one, block) for block in blocks), key=QRect.left)
        assert places[0].left() >= 0
        assert places[-1].right() <= one.window.width()
        for before, after in itertools.pairwise(places):
            assert before.right() < after.left() or before.width() == 0, (item, places)


def test_the_search_leaves_and_the_keys_come_back(seat: Opener) -> None:
    one = seat(size=SMALL)
    one.open(1)
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert one.window.top_bar.search.isVisible()
    press(Qt.Key.Key_Escape)
    assert not one.window.top_bar.search.isVisible()
    assert QApplication.focusWidget() is one.page.scan_view
    press(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert one.window.page is one.window.key_card
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is one.page.scan_view


def test_the_image_is_ringed_only_when_keys_brought_the_focus(seat: Opener) -> None:
    one = seat()
    one.open(1)
    view = one.page.scan_view
    rings = [(view.hasFocus(), view.ringed)]
    press(Qt.Key.Key_F6)
    while not view.hasFocus():
        press(Qt.Key.Key_F6)
    rings.append((view.hasFocus(), view.ringed))
    press(Qt.Key.Key_F6)
    rings.append((view.hasFocus(), view.ringed))
    one.page.take_focus()
    rings.append((view.hasFocus(), view.ringed))
    assert rings == [(True, False), (True, True), (False, False), (True, False)]


def test_the_form_is_walked_from_top_to_bottom(seat: Opener) -> None:
    one = seat()
    one.open(1)
    press(Qt.Key.Key_A)
    one.rest()
    press(Qt.Key.Key_R)
    one.rest()
    press(Qt.Key.Key_Slash)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert isinstance(QApplication.focusWidget(), Referral)
    walked: list[str] = []
    while "note" not in walked and len(walked) < 40:
        press(Qt.Key.Key_Tab)
        walked.append(focused())
    order = ("back", "reason-search", "reason-", "new-mark", "region-", "exam-", "note")
    kinds = [
        next((n for n, one in enumerate(order) if name.startswith(one)), -1) for name in walked
    ]
    kinds = [
        1 if name == "reason-search" else kind for name, kind in zip(walked, kinds, strict=True)
    ]
    known = [kind for kind in kinds if kind >= 0]
    assert known == sorted(known), walked
    assert {"reason-search", "new-mark", "note"} <= set(walked)
    assert any(name.startswith("region-") for name in walked)


def test_letters_in_a_field_are_text(seat: Opener) -> None:
    one = seat()
    one.open(1)
    press(Qt.Key.Key_R)
    one.rest()
    one.page.referral.fields.note.setFocus()
    QTest.keyClicks(one.page.referral.fields.note, "krlndx/ jt")
    one.rest()
    assert one.page.referral.fields.note.toPlainText() == "krlndx/ jt"
    assert one.page.form_open
    assert one.window.desk.review.shown is not None
    assert not one.window.desk.review.shown.item.verdicts


def test_no_page_of_the_side_widens_it(seat: Opener) -> None:
    one = seat(size=SMALL, language="fr")
    one.open(1)
    press(Qt.Key.Key_R)
    one.rest()
    press(Qt.Key.Key_Escape)
    inside = one.page._side.widget()
    assert inside is not None
    assert inside.width() <= one.page._side.viewport().width()


def test_a_lost_item_is_said_in_the_reserved_place(seat: Opener) -> None:
    one = seat(size=SMALL, language="fr")
    one.open(1)
    one.window.desk.review.lost(LeaseLost(say("Lost to {officer}.", officer="R. Singh")))
    one.rest()
    message = one.page.message
    assert "R. Singh" in message.words
    head = one.page.notices.mapTo(one.window, QPoint(0, 0)).y()
    assert place(one, message).bottom() < head + 40
    assert place(one, message).top() >= head - 20


def test_being_away_is_told_before_locking_and_so_is_coming_back(seat: Opener) -> None:
    one = seat()
    heard: list[str] = []
    idle = Idle(30.0, 0.05, one.window)
    idle.paused.connect(lambda: heard.append("paused"))
    idle.woke.connect(lambda: heard.append("woke"))
    idle.idle.connect(lambda: heard.append("idle"))
    idle.start()
    one.qtbot.waitUntil(lambda: heard == ["paused"], timeout=20_000)
    QTest.keyClick(one.window.queue_page.table, Qt.Key.Key_Down)
    assert heard == ["paused", "woke"]
    idle.stop()
    assert heard == ["paused", "woke"]


def test_the_clock_of_the_review_stands_still_while_nobody_is_there(seat: Opener) -> None:
    one = seat()
    one.open(1)
    one.window._idle.paused.emit()
    one.window._idle.woke.emit()
    one.rest()
    told = [event for event in one.store.events if "idle" in event]
    assert told == ["hold idle", "resume idle"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_control_of_every_page_says_what_it_is(seat: Opener, language: str) -> None:
    one = seat(language=language)
    one.open(1)
    lacking: set[str] = set()
    for page in ("review", "form", "queue", "keys", "settings"):
        if page == "form":
            one.page.deciding.open_form(one.page.referral.kind)
            one.rest()
        else:
            one.window.show_page(page)
        lacking |= _lacking(one.window)
    one.window.desk.lock()
    lacking |= _lacking(one.window)
    assert not lacking


def _lacking(window: QWidget) -> set[str]:
    """Return the visible controls without a name or a role."""
    found: set[str] = set()
    for widget in window.findChildren(QWidget):
        takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not widget.isVisible() or isinstance(widget, QHeaderView):
            # A header is told as part of its table.
            continue
        if not takes_keys and not isinstance(widget, CONTROLS):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        name = f"{type(widget).__name__} {widget.objectName()}"
        if not widget.accessibleName():
            found.add(f"{name}: no name")
        if told.role() in ROLES:
            found.add(f"{name}: no role")
    return found


def test_figures_with_units_take_the_comma_in_french() -> None:
    i18n.use("fr")
    assert render(say("{figure}", figure="6.1\u00a0m")) == "6,1\u00a0m"
    assert render(say("{figure}", figure="2.2 ± 0.6 kg")) == "2,2 ± 0,6 kg"
    assert render(say("{version}", version="0.9.2")) == "0.9.2"
    assert render(say("{code}", code="7326.90")) == "7326.90"
