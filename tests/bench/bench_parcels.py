"""Parcels: from the signature of one to the first paint of the next, and a flight of 5,000."""

from __future__ import annotations

import dataclasses
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import flight
from measure import figure
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.clock import Clock, system_clock
from app.domain.decision import Draft, Kind
from app.domain.officer import Officer, Role
from app.domain.shipment import Mode
from app.domain.work import ItemState
from app.intake import take_in
from app.scans import FolderStore
from app.settings import settings_of
from app.shipments import write_shipments
from app.ui import hanging
from app.ui.demo_drive import pause
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from sample_scans import REFERENCE, air
from sample_scans.build import declare, simulate, write_scan

_PARCELS, _ROUNDS = 30, 11
_OFFICER = Officer("sample", "A. Tremblay (sample)", Role.OFFICER, sample=True)
_DRAFT = Draft(Kind.NO_DECISION, reasons=("LINK_DOUBT",), confidence=4)
_LONGEST_S = 30.0


def _arrive(folder: Path) -> None:
    """Write parcels that differ in number only: what is measured does not look at them."""
    case = next(one for one in air.CASES if one.name == "parcel_row_1")
    (picture,) = case.pictures
    taken = simulate(picture)
    for number in range(_PARCELS):
        tracking = f"1ZXX0001660{number:07d}"
        named = dataclasses.replace(
            picture, name=f"belt_{number}", identifiers={"PARCEL": tracking}
        )
        write_scan(named, taken.radiograph, folder)
        (declared,) = case.declared
        unit = dataclasses.replace(declared.units[0], number=tracking)
        mine = dataclasses.replace(declared, hawb=tracking, units=(unit,))
        shipments = declare(
            dataclasses.replace(case, declared=(mine,), minutes_to_arrival=200 + number),
            taken.cargo_kg,
        )
        write_shipments(shipments, folder / f"belt_{number}.json", sent_at=REFERENCE)


def _until(done: Callable[[], bool]) -> None:
    """Run the window until something is so."""
    end = time.perf_counter() + _LONGEST_S
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        time.sleep(0.0002)
        if time.perf_counter() > end:
            raise TimeoutError("the window did not come to it")


def _rest(window: MainWindow) -> None:
    desk = window.desk
    _until(lambda: desk.jobs.under_way == 0 and desk.outbox.pending == 0)
    pause(120)
    _until(lambda: desk.jobs.under_way == 0 and desk.outbox.pending == 0)


def _turn(window: MainWindow, after: Callable[[], None]) -> float:
    """Sign what lies on the desk; return the seconds until another picture is painted."""
    painted: list[object] = []
    view, review = window.review_page.scan_view, window.desk.review
    here = window.review_page.stage.key
    view.painted_first.connect(painted.append)
    signed: list[object] = []
    review.signed.connect(signed.append)
    start = time.perf_counter()
    review.sign(_DRAFT)
    _until(lambda: bool(signed))
    after()
    _until(lambda: any(key != here for key in painted))
    seconds = time.perf_counter() - start
    view.painted_first.disconnect(painted.append)
    review.signed.disconnect(signed.append)
    _rest(window)
    return seconds


def _by_queue(window: MainWindow) -> Callable[[], None]:
    """Return to the queue, take its first line that waits, open it: as by F2 and Enter."""

    def go() -> None:
        window.show_page("queue")
        _until(lambda: window.desk.jobs.under_way == 0)
        lines = [one for one in window.desk.lines if one.state is ItemState.WAITING]
        table = window.queue_page.table
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        window.desk.open_item(lines[0].item_id)

    return go


def _rounds(window: MainWindow, after: Callable[[], None]) -> list[float]:
    return [_turn(window, after) for _ in range(_ROUNDS)][2:]


def figures() -> list[dict[str, Any]]:
    """Sign parcel after parcel in the grid, then as many by way of the queue."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    with tempfile.TemporaryDirectory() as name:
        ours, theirs, large = _measured(Path(name))
    return [
        *large,
        figure(
            "parcels.turnaround_ms",
            "ms",
            ours,
            "back to the queue, its first line, open",
            theirs,
            scale=1000,
        ),
    ]


def _measured(folder: Path) -> tuple[list[float], list[float], list[dict[str, Any]]]:
    """Return the seconds of both ways, and the figures of a flight of many parcels."""
    os.environ["PRESCREEN_KEYS"] = str(folder / "keys")
    (folder / "in").mkdir()
    _arrive(folder / "in")
    usual = system_clock()
    clock = Clock(now=lambda: REFERENCE, monotonic=usual.monotonic)
    settings = settings_of(folder / "home")
    with open_record(settings, clock) as record:
        record.add_account(_OFFICER, "a long enough password")
        store = FolderStore(settings.scan_folder)
        list(take_in(sorted((folder / "in").iterdir()), record=record, store=store, clock=clock))
    office = Office(settings, sample=True, clock=clock)
    wiring = dataclasses.replace(office.wiring(), screen_next=lambda: False)
    window = build_window(wiring, _OFFICER)
    window.show()
    _until(lambda: len(window.desk.lines) == _PARCELS)
    window.desk.next_item()
    _until(lambda: window.review_page.stage.key is not None)
    _rest(window)
    ours = _rounds(window, lambda: None)
    without = hanging.DEFAULTS[Mode.COURIER].with_part("parcels", on=False)
    hanging.keep(window.desk.preferences, Mode.COURIER, without)
    window.review_page.hanger.hang()
    theirs = _rounds(window, _by_queue(window))
    large = flight.figures(window, REFERENCE)
    window.desk.jobs.write(office.close_record)
    window.close()
    office.close()
    return ours, theirs, large
