"""Two officers at two real windows on one record of a server: what happens there, both see."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli.far import FarRecord
from app.cli.office import Office
from app.domain.exam_result import ExamOutcome
from app.domain.officer import Officer, Role
from app.domain.shipment import Mode
from app.domain.skills import Skills
from app.domain.work import ItemState, QueueLine
from app.record import HashCost
from app.settings import settings_of
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.ui.queue import model as columns
from tests.services.homes import PASSWORD, PEOPLE, ROY, SINGH, TREMBLAY, Laid, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.services.test_two_homes import arrive, look, referral
from tests.unit import record_values as values

GAGNON = Officer("gagnon", "E. Gagnon", Role.ADMINISTRATOR)
WAIT_MS = 120_000


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres, (*PEOPLE, GAGNON))


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        for number in range(1, 4):
            arrive(home.intake(), f"s{number}", number)
        yield home


def opened(
    server: ServerHome, folder: Path, officer: Officer, qtbot: QtBot
) -> tuple[Office, MainWindow]:
    """Open a window on the record, and sign somebody in at it."""
    settings = dataclasses.replace(
        settings_of(str(server.address())),
        home=folder / officer.account,
        key_folder=folder / f"{officer.account}-keys",
        root_certificate=server.cluster.authority,
        references=False,
    )
    cheap = HashCost(memory_kib=8, passes=1, lanes=1)
    far = FarRecord("agency", server.connect, lambda record, *who: record.enter(*who), cheap)
    rooms = Office(settings, far=far)
    window = build_window(rooms.wiring())
    window.show()
    window.desk.sign_in(officer.account, PASSWORD)
    qtbot.waitUntil(lambda: len(window.desk.lines) >= 3, timeout=WAIT_MS)
    return rooms, window


@pytest.fixture
def windows(
    server: ServerHome, tmp_path: Path, qtbot: QtBot
) -> Iterator[tuple[MainWindow, MainWindow]]:
    """The windows of two officers."""
    # Not while a window is styled: what goes then was about to be styled.
    gc.collect()
    both = [opened(server, tmp_path, one, qtbot) for one in (TREMBLAY, SINGH)]
    yield both[0][1], both[1][1]
    for rooms, window in both:
        window.close()
        rooms.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def line_of(window: MainWindow, item_id: str) -> QueueLine:
    return next(line for line in window.desk.lines if line.item_id == item_id)


def who(window: MainWindow, item_id: str) -> str:
    return window.queue_page.model.words(line_of(window, item_id), columns.WHO)


def due(window: MainWindow) -> str:
    line = window.queue_page.due
    return "" if line is None else line.item_id


def test_an_open_window_sees_what_arrives(
    server: ServerHome, windows: tuple[MainWindow, MainWindow], qtbot: QtBot
) -> None:
    for window in windows:
        qtbot.waitUntil(lambda window=window: window.desk._news.hears, timeout=WAIT_MS)
        # From here on it is told, or sees nothing for half a minute and more.
        window.desk._news._timer.stop()
    item_id = arrive(server.intake(), "s9", 9)
    for window in windows:
        qtbot.waitUntil(lambda window=window: len(window.desk.lines) == 4, timeout=WAIT_MS)
        assert window.queue_page.model.fresh(line_of(window, item_id))


def test_both_windows_say_whose_turn_it_is(
    server: ServerHome, windows: tuple[MainWindow, MainWindow], qtbot: QtBot
) -> None:
    one, other = windows
    first, second, third = (line.item_id for line in one.desk.lines)
    boss, desk = server.seat(ROY), server.seat(TREMBLAY)

    def told(window: MainWindow, item_id: str, words: str) -> bool:
        return who(window, item_id).startswith(words)

    boss.turns.assign(third, ROY, "singh", "She knows the carrier")
    qtbot.waitUntil(lambda: due(other) == third, timeout=WAIT_MS)
    assert other.desk.lines[0].item_id == third
    assert who(other, third) == "For you, from roy"
    qtbot.waitUntil(lambda: line_of(one, third).turn is not None, timeout=WAIT_MS)
    assert due(one) == first
    desk.claim(first, TREMBLAY)
    until = desk.clock.now() + dt.timedelta(hours=1)
    desk.turns.hold(first, TREMBLAY, what="Seal?", of="9XYZ", until=until)
    for window in windows:
        qtbot.waitUntil(lambda w=window: told(w, first, "On hold, "), timeout=WAIT_MS)
    assert (due(one), due(other)) == (second, third)
    desk.claim(second, TREMBLAY)
    desk.turns.ask_second(second, TREMBLAY, "Is this a false wall?")
    qtbot.waitUntil(lambda: told(one, second, "Second reader wanted"), timeout=WAIT_MS)
    assert due(one) == ""
    qtbot.waitUntil(lambda: told(other, second, "Second reader wanted"), timeout=WAIT_MS)


def test_next_in_a_window_goes_by_skills_and_by_what_was_put_back(
    server: ServerHome, windows: tuple[MainWindow, MainWindow], qtbot: QtBot
) -> None:
    one, other = windows
    first, second, _ = (line.item_id for line in one.desk.lines)
    admin, desk = server.seat(GAGNON), server.seat(TREMBLAY)
    desk.claim(first, TREMBLAY)
    desk.hand_back(first, TREMBLAY)
    qtbot.waitUntil(lambda: due(one) == second, timeout=WAIT_MS)
    assert who(one, first) == "Put back by you"
    # Others get first what somebody has put back.
    qtbot.waitUntil(lambda: due(other) == first, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: other.desk._news.hears, timeout=WAIT_MS)
    # From here on the window is told, or goes on offering what she is not trained for.
    other.desk._news._timer.stop()
    admin.turns.put_skills("singh", Skills(frozenset({Mode.RAIL})), GAGNON)
    qtbot.waitUntil(lambda: due(other) == "", timeout=WAIT_MS)
    assert who(other, first) == "Beyond your training"
    admin.turns.put_skills("singh", Skills(), GAGNON)
    qtbot.waitUntil(lambda: due(other) == first, timeout=WAIT_MS)
    other.desk.next_item()
    qtbot.waitUntil(lambda: line_of(one, first).claimed_by == "singh", timeout=WAIT_MS)
    assert line_of(one, first).state is ItemState.CLAIMED


def test_an_officer_types_what_an_exam_came_to(
    server: ServerHome, windows: tuple[MainWindow, MainWindow], qtbot: QtBot
) -> None:
    item_id, desk = server.intake().item_of_scan("s1"), server.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    look(desk, item)
    desk.decide(referral("d1", item), officer=TREMBLAY)
    window = windows[1]
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    page = window.exam_page
    page.number.setText(item_id)
    QTest.keyClick(page.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.keep.isVisible() or bool(page.told.words), timeout=WAIT_MS)
    page.outcome.part(ExamOutcome.RESULTANT).click()
    page.officer.setText("M. Bélanger")
    ended = (values.now() + dt.timedelta(minutes=2)).astimezone()
    page.ended.setText(ended.strftime("%Y-%m-%d %H:%M"))
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.told.words), timeout=WAIT_MS)
    assert "is on record" in page.told.words
    (kept,) = server.seat(TREMBLAY).item(item_id).results
    assert (kept.by, kept.result.outcome) == ("singh", ExamOutcome.RESULTANT)
