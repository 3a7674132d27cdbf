"""A review at the real window, and the same replayed: the same pixels, and no way to write."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from app.cli.office import Office
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.domain.decision import Draft, Kind
from app.domain.mark import Shape
from app.domain.officer import Officer, Role
from app.domain.replay import StepKind
from app.scans import FolderStore
from app.screening import screen_waiting
from app.shipments import shipment_digest, write_shipments
from app.ui import i18n
from app.ui.demo_drive import pause
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from imaging.dicos import write_dx
from imaging.phantom import make_scene
from tests.flow.places import OFFICER, PASSWORD, Place
from tests.unit.room_values import each, flagging, shipment

pytestmark = pytest.mark.usefixtures("qapp")
SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
SUPERVISOR = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR, sample=True)
UNUSABLE = Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=1, note="Too dense.")


@pytest.fixture
def home(place: Place, tmp_path: Path) -> Place:
    """A truck with its shipment, screened; the model points at one place."""
    scene = make_scene(3, equipment="trailer53", rows=400, irregularity="dense_block").radiograph
    source = dataclasses.replace(
        scene.source, identifiers={"CCN": "9XYZPARS0001234", "TRAILER": "TRL100"}
    )
    paths = [tmp_path / "a_high.dcs", tmp_path / "a_low.dcs"]
    write_dx(dataclasses.replace(scene, source=source), paths)
    now = dt.datetime.now(dt.UTC)
    trip = dataclasses.replace(shipment().conveyance, eta=now + dt.timedelta(minutes=90))
    declared = shipment(received_at=now, conveyance=trip)
    write_shipments(
        [dataclasses.replace(declared, sha256=shipment_digest(declared))], tmp_path / "s.json"
    )
    place.take_in([*paths, tmp_path / "s.json"])
    with open_record(place.settings) as record:
        record.add_account(SUPERVISOR, "another long sample password")
        store = FolderStore(place.settings.scan_folder)
        screen_waiting(record, store, each(flagging), system_clock())
    return place


Seats = Callable[..., MainWindow]


@pytest.fixture
def seats(home: Place) -> Iterator[Seats]:
    """Open windows on the workspace, for whoever is named."""
    opened: list[tuple[MainWindow, Office]] = []

    def sit(officer: Officer, size: tuple[int, int] = (1920, 1080)) -> MainWindow:
        office = Office(home.settings)
        # The model has looked already; another run of it is nothing to this test.
        wiring = dataclasses.replace(office.wiring(), screen_next=lambda: False)
        wiring = dataclasses.replace(
            wiring, settings=dataclasses.replace(wiring.settings, size=size)
        )
        window = build_window(wiring, officer)
        opened.append((window, office))
        window.show()
        window.activateWindow()
        until(lambda: bool(window.desk.lines))
        return window

    yield sit
    for window, office in opened:
        window.close()
        office.close()


def until(holds: Callable[[], bool], *, tries: int = 1500) -> None:
    for _ in range(tries):
        if holds():
            return
        pause(20)
    raise AssertionError("it did not come about")


def rest(window: MainWindow) -> None:
    until(lambda: window.desk.jobs.under_way == 0 and window.desk.outbox.pending == 0)


def bits(image: QImage) -> npt.NDArray[np.uint8]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    held = np.frombuffer(rgb.constBits(), np.uint8)
    return held.reshape(rgb.height(), rgb.width(), 4)[..., :3].copy()


def reviewed(window: MainWindow) -> npt.NDArray[np.uint8]:
    """Look at the truck, move and change the picture, mark it, sign; return the last pixels."""
    window.desk.next_item()
    page = window.review_page
    view = page.scan_view
    until(lambda: page.stage.radiograph is not None)
    rest(window)
    until(
        lambda: window.desk.review.shown is not None and bool(window.desk.review.shown.item.shown)
    )
    page.screen_notes.take()
    page.stage.looks.take_preset("dense")
    view.zoom_by(2.3)
    view.repaint()
    page.screen_notes.take()
    for _ in range(5):
        view.look(view.camera.panned(-11.3, 2.7))
        view.repaint()
    view.book.add(Shape.BOX, ((300.0, 120.0), (420.0, 230.0)))
    rest(window)
    page.screen_notes.take()
    seen = bits(view.grab().toImage())
    window.desk.review.sign(UNUSABLE)
    rest(window)
    until(lambda: bool(window.desk.review.shown and window.desk.review.shown.item.decisions))
    return seen


def replayed(window: MainWindow) -> None:
    """Ask for the replay by its key."""
    window.run_command("as_seen")
    until(lambda: window.page is window.replaying.page)
    until(lambda: window.replaying.page.plate.image is not None)


def keep(window: MainWindow, name: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    pause(60)
    assert window.grab().save(str(SCREENS / f"{name}.png"))


def test_the_pixels_at_the_decision_are_those_that_the_officer_had(seats: Seats) -> None:
    window = seats(OFFICER)
    seen = reviewed(window)
    replayed(window)
    page = window.replaying.page
    image = page.plate.image
    assert image is not None
    assert np.array_equal(bits(image), seen)
    replay = page.replay
    assert replay is not None
    assert replay.steps[-1].kind is StepKind.DECISION
    assert not page.time_line.value() < len(replay.steps) - 1

    QTest.keyClick(page.time_line, Qt.Key.Key_Home)
    assert page.plate.image is None
    assert page.time_line.value() == 0
    QTest.keyClick(page.time_line, Qt.Key.Key_Right)
    assert page.time_line.value() == 1
    moved = next(n for n, s in enumerate(replay.steps) if s.words.text == "Display changed")
    page.time_line.setValue(moved)
    until(lambda: page.plate.image is not None)
    assert page.plate.image is not None
    assert not np.array_equal(bits(page.plate.image), seen)
    QTest.keyClick(page.time_line, Qt.Key.Key_End)
    until(lambda: page.plate.image is not None)
    assert np.array_equal(bits(page.plate.image), seen)


def test_behind_the_lock_the_replay_keeps_no_picture_and_it_comes_back(seats: Seats) -> None:
    window = seats(OFFICER)
    seen = reviewed(window)
    replayed(window)
    plate = window.replaying.page.plate
    window.desk.lock()
    rest(window)
    assert plate.image is None
    assert plate._view.shown_picture is None
    window.desk.unlock(PASSWORD)
    until(lambda: not window.desk.locked and plate.image is not None)
    assert plate.image is not None
    assert np.array_equal(bits(plate.image), seen)


def test_it_plays_as_fast_as_it_was_and_four_times_as_fast(seats: Seats) -> None:
    window = seats(OFFICER)
    reviewed(window)
    replayed(window)
    page = window.replaying.page
    page.time_line.setValue(0)
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert page.player.playing
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert not page.player.playing
    page.player.set_speed(4)
    replay = page.replay
    assert replay is not None
    page.player.seconds = 0.0
    page.player.pass_ms(100)
    assert page.player.seconds == pytest.approx(min(0.4, replay.length_s))
    page.player.pass_ms(10_000_000)
    assert page.time_line.value() == len(replay.steps) - 1
    assert not page.player.playing


def test_nothing_on_the_page_can_write(seats: Seats, home: Place) -> None:
    window = seats(OFFICER)
    reviewed(window)
    replayed(window)
    page = window.replaying.page
    with open_record(home.settings) as record:
        before = record.version()
    QTest.mouseClick(page.plate, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseClick(
        page.time_line, Qt.MouseButton.LeftButton, pos=QPoint(page.time_line.width() // 2, 40)
    )
    for key in (Qt.Key.Key_T, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_Delete):
        QTest.keyClick(page, key)
    rest(window)
    with open_record(home.settings) as record:
        assert record.version() == before
    fields = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    assert [one for one in fields if one.isVisible()] == []
    buttons = [one.objectName() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert set(buttons) == {"replay-back", "replay-play", "replay-speed-1", "replay-speed-4"}
    assert page.beside.isReadOnly()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.page is window.review_page
    assert page.replay is None


def test_a_changed_file_is_named_and_no_pixel_of_it_is_shown(seats: Seats, home: Place) -> None:
    window = seats(OFFICER)
    reviewed(window)
    window.close()
    with open_record(home.settings) as record:
        (scan, *_) = record.item(record.items()[0]).scans
    path = FolderStore(home.settings.scan_folder).path(scan.files[0].sha256)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    path.write_bytes(path.read_bytes()[:-2] + os.urandom(2))
    other = seats(SUPERVISOR)
    with open_record(home.settings) as record:
        (decision,) = record.item(record.items()[0]).decisions
    other.replaying.replay(decision.recommendation_id)
    until(lambda: other.page is other.replaying.page)
    plate = other.replaying.page.plate
    until(lambda: scan.files[0].sha256 in plate.accessibleDescription())
    assert plate.image is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_as_a_supervisor_sees_it(seats: Seats, home: Place, language: str) -> None:
    window = seats(OFFICER)
    reviewed(window)
    window.close()
    for wide, high in ((1920, 1080), (1366, 768)):
        other = seats(SUPERVISOR, (wide, high))
        i18n.use(language)
        with open_record(home.settings) as record:
            (decision,) = record.item(record.items()[0]).decisions
        other.replaying.replay(decision.recommendation_id)
        until(lambda other=other: other.replaying.page.plate.image is not None)
        keep(other, f"replay-{language}-{wide}")
        page = other.replaying.page
        steps = page.replay.steps if page.replay is not None else ()
        page.time_line.setValue(len(steps) // 2)
        keep(other, f"replay-middle-{language}-{wide}")
        other.show_page("recheck")
        until(lambda other=other: other.supervision_page.case is not None)
        other.supervision_page.picture.turn_replay()
        until(lambda other=other: other.replaying.pane.plate.image is not None)
        keep(other, f"replay-recheck-{language}-{wide}")
        other.run_command("officers")
        until(lambda other=other: other.replaying.officers.model.rowCount() == 2)
        keep(other, f"officers-{language}-{wide}")
    i18n.use("en")
