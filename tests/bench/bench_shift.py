"""A shift of 200 scans from an archive: from the key press to the first paint of the next.

The archive lies behind a line of the kernel's own TCP (nginx, TLS, 40 Mbit/s, 60 ms); nothing of it
is on the workstation when the shift begins. While the officer looks, for a second and not for
minutes, the workstation brings what comes next by deadline, as it does in service. A paint counts
when the number that is drawn into that scan's own pixels can be read off the screen. Beside it: the
same with nothing brought ahead, where the picture comes over the line once its key is pressed.

The key is pressed as the window has it once it is known to be no barcode: 35 ms later than the hand
where it is a letter (`app.ui.wedge`).
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from measure import figure
from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cli import bringing
from app.cli.bringing import Bringing
from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.clock import Clock, system_clock
from app.domain.decision import Draft, Kind
from app.domain.officer import Officer, Role
from app.intake import take_in
from app.scans import FolderStore
from app.scans.web.fetching import Incoming
from app.scans.web.line import Line
from app.settings import Settings, settings_of
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from imaging.dicos import write_dx
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from sample_scans import REFERENCE
from tests.bench.far_scans import far_folder
from tests.services.link import Kind as LineKind
from tests.services.link import why_not

_SCANS, _PEERS = 200, 12
_ROWS, _COLUMNS = 1024, 2500
_LINE = LineKind(mbit=40.0, rtt=0.060)
_LOOK_S = 1.0
_OFFICER = Officer("sample", "A. Tremblay (sample)", Role.OFFICER, sample=True)
_DRAFT = Draft(Kind.NO_DECISION, reasons=("LINK_DOUBT",), confidence=4)
_LONGEST_S = 120.0
_BITS, _SIDE, _LEFT, _TOP = 8, 64, 200, 200
"""Of the number in the pixels: squares side by side, dark for a one."""


def figures() -> list[dict[str, Any]]:
    """Work through a shift, and through a few scans of which nothing was brought ahead."""
    reason = why_not()
    if reason:
        print(f"shift: nothing measured: {reason}")
        return []
    scans = int(os.environ.get("SHIFT_SCANS", _SCANS))
    app = QApplication.instance() or QApplication([])
    assert app is not None
    with _desk(scans, ahead=True) as window:
        ours = [_next(window) for _ in range(scans - 1)]
    with _desk(_PEERS, ahead=False) as window:
        theirs = [_next(window) for _ in range(_PEERS - 1)]
    made = figure(
        "stream.prefetched_paint_ms", "ms", ours, "nothing brought ahead", theirs, scale=1000
    )
    print(
        f"prefetched paint: p50 {np.median(ours) * 1000:.1f}, p95 "
        f"{np.percentile(ours, 95) * 1000:.1f}, most {max(ours) * 1000:.1f} ms"
    )
    # What is promised is the 95th percentile.
    p95 = float(np.percentile(ours, 95)) * 1000
    return [made | {"value": p95, "ratio": p95 / made["peer_value"]}]


def _numbered(made: Radiograph, number: int) -> Radiograph:
    """Draw a number into the pixels of a view, and give it noise of its own.

    Scans of the same noise are one exposure to the record, which would tell each of all others.
    """
    channels, noise = [], np.random.default_rng(number)
    for channel in made.channels:
        stored = channel.pixels[:, :_COLUMNS].astype(np.int32)
        stored += noise.integers(-24, 25, stored.shape, np.int32)
        pixels = np.clip(stored, 0, channel.air).astype(np.uint16)
        for bit in range(_BITS):
            left = _LEFT + bit * _SIDE
            dark = number >> bit & 1
            pixels[_TOP : _TOP + _SIDE, left : left + _SIDE] = channel.air // (8 if dark else 1)
        channels.append(dataclasses.replace(channel, pixels=pixels))
    source = dataclasses.replace(
        made.source,
        study_uid=f"2.25.9{number:04}",
        object_id=f"SAMPLE {number}",
        taken_at=REFERENCE - dt.timedelta(minutes=3 * number),
    )
    return dataclasses.replace(made, channels=tuple(channels), source=source)


def _write(folder: Path, scans: int) -> None:
    made = make_scene(5, equipment="container40", rows=_ROWS).radiograph
    for number in range(scans):
        one = _numbered(made, number)
        paths = [folder / f"{number:04}-{channel.energy}.dcs" for channel in one.channels]
        write_dx(one, paths, compress="htj2k", seed=f"shift {number}")


@contextlib.contextmanager
def _desk(scans: int, *, ahead: bool) -> Iterator[MainWindow]:
    """Sit down at a workstation whose scans all lie in an archive."""
    usual = system_clock()
    clock = Clock(now=lambda: REFERENCE, monotonic=usual.monotonic)
    with tempfile.TemporaryDirectory() as name, far_folder(_LINE) as (place, shelf):
        folder = Path(name)
        os.environ["PRESCREEN_KEYS"] = str(folder / "keys")
        settings = dataclasses.replace(settings_of(folder / "home"), secrets="file")
        if not ahead:
            settings = dataclasses.replace(settings, cache_gb=0)
        _archive(settings, clock, folder, shelf, scans)

        def store(_: Settings, *, pause: Callable[[float], bool], patience: Any) -> Any:
            # Where each file lies is known: looking that up is not what is measured.
            line = Line(place, pause=pause, patience=patience)
            return SimpleNamespace(
                line=line,
                incoming=lambda one: Incoming(line, one.instance_uid, one.name, size=one.size),
            )

        bringing.archive_store = store  # type: ignore[assignment]
        kept = FolderStore(settings.scan_folder, archive=True)
        office = Office(
            settings, sample=True, clock=clock, bringing=Bringing(settings, kept, clock)
        )
        wiring = dataclasses.replace(office.wiring(), screen_next=lambda: False)
        if not ahead:
            wiring = dataclasses.replace(wiring, look=_nothing)
        window = build_window(wiring, _OFFICER)
        window.show()
        _until(lambda: len(window.desk.lines) == scans)
        window.desk.next_item()
        _until(lambda: _whole(window))
        yield window
        window.desk.jobs.write(office.close_record)
        window.close()
        office.close()


def _nothing(_: str) -> Any:
    return None


def _archive(settings: Settings, clock: Clock, folder: Path, shelf: Path, scans: int) -> None:
    """Put scans on record, and their files into an archive alone."""
    (folder / "in").mkdir()
    _write(folder / "in", scans)
    store = FolderStore(settings.scan_folder)
    with open_record(settings, clock) as record:
        record.add_account(_OFFICER, "a long enough password")
        list(take_in(sorted((folder / "in").iterdir()), record=record, store=store, clock=clock))
        for scan in record.scans():
            for file in scan.files:
                (shelf / file.instance_uid).write_bytes(store.path(file.sha256).read_bytes())
                store.forget(file.sha256)


def _whole(window: MainWindow) -> bool:
    picture = window.review_page.scan_view.shown_picture
    return picture is not None and not picture.preview


def _next(window: MainWindow) -> float:
    """Decide what lies on the desk, look, press the key; return the seconds to the next paint."""
    signed: list[object] = []
    desk, view = window.desk, window.review_page.scan_view
    _until(lambda: _whole(window))
    desk.review.signed.connect(signed.append)
    desk.review.sign(_DRAFT)
    _until(lambda: bool(signed))
    desk.review.signed.disconnect(signed.append)
    _look()
    _until(lambda: desk.jobs.under_way == 0 and desk.outbox.pending == 0)
    painted: list[float] = []

    def note(_: object) -> None:
        painted.append(time.perf_counter())

    view.painted_first.connect(note)
    start = time.perf_counter()
    QTest.keyClick(window, Qt.Key.Key_N)
    _until(lambda: bool(painted))
    view.painted_first.disconnect(note)
    seconds = painted[0] - start
    _until(lambda: desk.review.shown is not None and not desk.review.arriving)
    _until(lambda: _whole(window))
    told = window.desk.review.shown
    assert told is not None
    number = int(told.item.scans[0].object_id.split()[-1])
    assert _read_off(window) == number, "another scan's pixels are on screen"
    return seconds


def _read_off(window: MainWindow) -> int:
    """Read the number off the screen."""
    view = window.review_page.scan_view
    seen, number = view.grab().toImage(), 0
    for bit in range(_BITS):
        at = view.camera.to_screen((_LEFT + (bit + 0.5) * _SIDE, _TOP + _SIDE / 2))
        dark = seen.pixelColor(QPoint(round(at.x()), round(at.y()))).lightness() < 128
        number |= int(dark) << bit
    return number


def _until(done: Callable[[], bool]) -> None:
    """Run the window until something is so."""
    end = time.perf_counter() + _LONGEST_S
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        time.sleep(0.0002)
        if time.perf_counter() > end:
            raise TimeoutError("the window did not come to it")


def _look() -> None:
    """Look at the picture for a moment, as officers do for longer."""
    end = time.perf_counter() + _LOOK_S
    while time.perf_counter() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        time.sleep(0.0002)
