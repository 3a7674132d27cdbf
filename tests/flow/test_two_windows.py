"""Two officers at two real windows on one record: what one does, the other sees by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.officer import Officer, Role
from app.domain.work import ItemState, QueueLine
from app.record import Record
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.ui.queue import model as columns
from imaging.dicos import write_dx
from tests.flow.places import OFFICER, PASSWORD, Place
from tests.unit.room_values import radiograph

SINGH = Officer("singh", "R. Singh", Role.OFFICER, sample=True)
ROY = Officer("roy", "C. Roy", Role.SUPERVISOR, sample=True)
WAIT_MS = 30_000


def arrive(place: Place, folder: Path, number: int) -> None:
    """Let a small scan come in."""
    paths = [folder / f"{number}_{energy}.dcs" for energy in ("high", "low")]
    write_dx(radiograph(f"1.2.3.{number}", f"TRL{number}", seed=number), paths)
    place.take_in(paths)


@pytest.fixture
def filled(place: Place, tmp_path: Path) -> Place:
    """A workspace with three people and three scans; no library, no model."""
    with open_record(place.settings) as record:
        record.add_account(SINGH, PASSWORD)
        record.add_account(ROY, PASSWORD)
    for number in range(1, 4):
        arrive(place, tmp_path, number)
    return Place(dataclasses.replace(place.settings, references=False))


@pytest.fixture
def windows(filled: Place, qtbot: QtBot) -> Iterator[tuple[MainWindow, MainWindow]]:
    """The windows of two officers."""
    # Not while a window is styled: what goes then was about to be styled.
    gc.collect()
    opened = []
    for officer in (OFFICER, SINGH):
        rooms = Office(filled.settings)
        wiring = dataclasses.replace(rooms.wiring(), screen_next=lambda: False, send_due=None)
        window = build_window(wiring, officer)
        window.show()
        opened.append((rooms, window))
        qtbot.waitUntil(lambda window=window: len(window.desk.lines) == 3, timeout=WAIT_MS)
    yield opened[0][1], opened[1][1]
    for rooms, window in opened:
        window.close()
        rooms.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def record(filled: Place) -> Iterator[Record]:
    """Somebody else's way to the same record."""
    with open_record(filled.settings) as opened:
        yield opened


def line_of(window: MainWindow, item_id: str) -> QueueLine:
    return next(line for line in window.desk.lines if line.item_id == item_id)


def line_of_record(record: Record, item_id: str) -> QueueLine:
    return next(line for line in record.queue() if line.item_id == item_id)


def test_what_one_window_does_the_other_sees_by_itself(
    windows: tuple[MainWindow, MainWindow], record: Record, qtbot: QtBot
) -> None:
    one, other = windows
    first, second, _ = (line.item_id for line in other.desk.lines)
    other.queue_page.table.choose(second)
    one.desk.next_item()
    qtbot.waitUntil(lambda: one.desk.review.shown is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: line_of(other, first).state is ItemState.CLAIMED, timeout=WAIT_MS)
    page = other.queue_page
    chosen = page.table.chosen
    assert chosen is not None
    assert chosen.item_id == second, "what was chosen stays chosen"
    assert page.model.fresh(line_of(other, first))
    assert not page.model.fresh(line_of(other, second))
    assert "1 changed" in page._foot_words()
    assert page.due is not None
    assert page.due.item_id == second

    record.turns.assign(first, ROY, "singh", "She knows the carrier")
    shown = one.desk.review
    qtbot.waitUntil(
        lambda: shown.shown is not None and shown.shown.read_only is not None, timeout=WAIT_MS
    )
    assert one.review_page.message.words.startswith("This item is with singh now.")
    qtbot.waitUntil(lambda: line_of(other, first).state is ItemState.WAITING, timeout=WAIT_MS)
    assert other.desk.lines[0].item_id == first
    assert page.model.words(other.desk.lines[0], columns.WHO) == "For you, from roy"
    assert page.due is not None
    assert page.due.item_id == first
    other.desk.next_item()
    qtbot.waitUntil(lambda: other.desk.review.shown is not None, timeout=WAIT_MS)
    assert line_of_record(record, first).claimed_by == "singh"


def test_new_scans_and_holds_come_into_both_windows(
    windows: tuple[MainWindow, MainWindow],
    record: Record,
    filled: Place,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    first = windows[0].desk.lines[0].item_id
    record.claim(first, ROY)
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    record.turns.hold(first, ROY, what="Seal?", of="9XYZ", until=until)
    arrive(filled, tmp_path, 4)
    for window in windows:
        page = window.queue_page
        qtbot.waitUntil(lambda window=window: len(window.desk.lines) == 4, timeout=WAIT_MS)
        said = page.model.words(line_of(window, first), columns.WHO)
        assert said.startswith("On hold, ")
        assert page.due is not None
        assert page.due.item_id != first
        (new,) = {line.item_id for line in window.desk.lines} - {
            line.item_id for line in record.queue() if line.equipment != "TRL4"
        }
        assert page.model.fresh(line_of(window, new))
