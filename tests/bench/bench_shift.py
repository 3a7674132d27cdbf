"""A shift of 200 scans from an archive: from the key press to the first paint of the next.

The archive answers on this machine, over TLS; what is measured is what is left to do once the next
picture was brought ahead. Beside it: the same with nothing brought ahead.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from measure import figure
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cli.far_scans import FarScans, Shelves
from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.clock import Clock, system_clock
from app.domain.decision import Draft, Kind
from app.domain.officer import Officer, Role
from app.intake import take_in
from app.scans import FolderStore
from app.scans.stream import Streams
from app.scans.web.fetching import Incoming
from app.scans.web.line import Line
from app.settings import Settings, settings_of
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from imaging.dicos import write_dx
from imaging.phantom import make_scene
from sample_scans import REFERENCE
from tests.services.archive import Plan, archive

_SCANS, _PEERS = 200, 12
_ROWS, _COLUMNS = 1024, 2500
_OFFICER = Officer("sample", "A. Tremblay (sample)", Role.OFFICER, sample=True)
_DRAFT = Draft(Kind.NO_DECISION, reasons=("LINK_DOUBT",), confidence=4)
_LONGEST_S = 60.0


def figures() -> list[dict[str, Any]]:
    """Work through a shift, and through a few scans of which nothing was brought ahead."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    with _desk(_SCANS) as window:
        ours = [_next(window, ahead=True) for _ in range(_SCANS - 2)]
    with _desk(_PEERS) as window:
        theirs = [_next(window, ahead=False) for _ in range(_PEERS - 2)]
    made = figure(
        "stream.prefetched_paint_ms", "ms", ours, "nothing brought ahead", theirs, scale=1000
    )
    # What is promised is the 95th percentile.
    return [made | {"p99": float(np.percentile(ours, 95)) * 1000}]


def _write(folder: Path, scans: int) -> None:
    """Write scans that differ in number alone: what is measured does not look at them."""
    made = make_scene(5, equipment="container40", rows=_ROWS).radiograph
    channels = tuple(
        dataclasses.replace(one, pixels=np.ascontiguousarray(one.pixels[:, :_COLUMNS]))
        for one in made.channels
    )
    for number in range(scans):
        source = dataclasses.replace(
            made.source, study_uid=f"2.25.9{number:04}", object_id=f"SAMPLE {number}"
        )
        source = dataclasses.replace(source, taken_at=REFERENCE - dt.timedelta(minutes=number))
        one = dataclasses.replace(made, channels=channels, source=source)
        paths = [folder / f"{number:04}-{channel.energy}.dcs" for channel in channels]
        write_dx(one, paths, compress="htj2k", seed=f"shift {number}")


@contextlib.contextmanager
def _desk(scans: int) -> Iterator[MainWindow]:
    """Sit down at a workstation whose scans all lie in an archive."""
    usual, stop = system_clock(), threading.Event()
    clock = Clock(now=lambda: REFERENCE, monotonic=usual.monotonic)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PRESCREEN_KEYS"] = str(folder / "keys")
        settings = settings_of(folder / "home")
        plan = _archived(settings, clock, folder, scans)
        with archive(folder, plan) as place, Line(place, pause=stop.wait) as line:
            streams = Streams(
                lambda one: Incoming(line, one.instance_uid, one.name, size=one.size),
                cabinet=Shelves(FolderStore(settings.scan_folder)),
                stop=stop,
            )
            office = Office(settings, sample=True, clock=clock, streams=FarScans(streams))
            wiring = dataclasses.replace(office.wiring(), screen_next=lambda: False)
            window = build_window(wiring, _OFFICER)
            window.show()
            _until(lambda: len(window.desk.lines) == scans)
            window.desk.next_item()
            _until(lambda: window.review_page.stage.pictured)
            _rest(window)
            yield window
            window.desk.jobs.write(office.close_record)
            window.close()
            office.close()


def _archived(settings: Settings, clock: Clock, folder: Path, scans: int) -> Plan:
    """Put scans on record, and their files into an archive alone."""
    (folder / "in").mkdir()
    _write(folder / "in", scans)
    store, files = FolderStore(settings.scan_folder), {}
    with open_record(settings, clock) as record:
        record.add_account(_OFFICER, "a long enough password")
        list(take_in(sorted((folder / "in").iterdir()), record=record, store=store, clock=clock))
        for scan in record.scans():
            for file in scan.files:
                files[file.instance_uid] = store.path(file.sha256).read_bytes()
                store.forget(file.sha256)
    return Plan(files)


def _next(window: MainWindow, *, ahead: bool) -> float:
    """Decide what lies on the desk, press the key; return the seconds to the next first paint."""
    pictures = window.desk.pictures
    signed: list[object] = []
    review, view = window.desk.review, window.review_page.scan_view
    review.signed.connect(signed.append)
    review.sign(_DRAFT)
    _until(lambda: bool(signed))
    review.signed.disconnect(signed.append)
    _rest(window)
    if not ahead:
        pictures.forget()
    painted: list[object] = []
    view.painted_first.connect(painted.append)
    start = time.perf_counter()
    QTest.keyClick(window, Qt.Key.Key_N)
    _until(lambda: bool(painted))
    seconds = time.perf_counter() - start
    view.painted_first.disconnect(painted.append)
    _rest(window)
    return seconds


def _until(done: Callable[[], bool]) -> None:
    """Run the window until something is so."""
    end = time.perf_counter() + _LONGEST_S
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        time.sleep(0.0002)
        if time.perf_counter() > end:
            raise TimeoutError("the window did not come to it")


def _rest(window: MainWindow) -> None:
    """Look at the picture for a moment, as officers do, until nothing is under way."""
    desk = window.desk
    for _ in range(2):
        _until(lambda: desk.jobs.under_way == 0 and desk.outbox.pending == 0)
        _until(lambda: not desk.pictures.busy)
        end = time.perf_counter() + 0.15
        while time.perf_counter() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
