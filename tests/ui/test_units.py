"""Cars and parcels: what is stepped through, and that nothing is decided unseen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.decision import Kind
from app.domain.late import LineState
from app.domain.shipment import Mode
from app.domain.train import Car, Train, in_order
from app.domain.work import ItemState
from app.ui import hanging, i18n
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.ui.wiring import Files, WindowSettings, Wiring
from imaging.phantom.trains import make_train
from imaging.radiograph import Radiograph
from tests.ui.conftest import FULL, SMALL, Opener, Seat
from tests.ui.fake_room import NOW, OFFICER, Case, Store, picture, wiring_of
from tests.ui.test_working_alone import FakeOutage

PARCELS = tuple(
    Case(
        number,
        10 + 3 * number,
        Mode.COURIER,
        f"Phone cases {number}",
        f"1ZSAMPLE{number:04d}",
        "package",
        12,
        40,
        findings=0,
        notices=0,
        by="singh" if number == 3 else "",
        shape=picture(1, "parcel").shape,
    )
    for number in range(1, 31)
)
CARS = tuple(
    Case(
        number,
        90,
        Mode.RAIL,
        f"Malting barley {number}",
        f"SMPX{210040 + number}",
        "railcar",
        52_000,
        900,
        findings=2 if number == 4 else 0,
        notices=0,
        by="singh" if number == 3 else "",
        shape=picture(1, "railcar").shape,
    )
    for number in range(1, 9)
)


def small_picture(paths: tuple[Path, ...]) -> Radiograph:
    del paths
    return picture(1, "parcel")


def train_picture(paths: tuple[Path, ...]) -> Radiograph:
    del paths
    return picture(1, "railcar")


def files_of(store: Store) -> Callable[[object], dict[str, Files]]:
    def found(item_ids: object) -> dict[str, Files]:
        assert isinstance(item_ids, tuple)
        return {
            item_id: {
                (scan.scan_id, view): (Path(f"{scan.scan_id}-{view}"),)
                for scan in store.items[item_id].scans
                for view in scan.views
            }
            for item_id in item_ids
        }

    return found


def train_of(store: Store) -> Callable[[str, object], Train]:
    def found(item_id: str, officer: object) -> Train:
        del item_id, officer
        cars = []
        for number, (name, item) in enumerate(store.items.items(), 17):
            line = store.line(name)
            scan = item.scans[0]
            keys = [(scan.scan_id, view) for view in scan.views]
            cars.append(
                Car(
                    name,
                    scan.scan_id,
                    "side",
                    scan.object_id,
                    number,
                    NOW + dt.timedelta(seconds=number),
                    item.state,
                    line.claimed_by if item.state is ItemState.CLAIMED else "",
                    line.outcome,
                    line.flagged,
                    seen=all(key in item.viewed for key in keys),
                    empty=number == 18,
                )
            )
        return in_order("9XYRTRAIN00418", tuple(cars))

    return found


@dataclasses.dataclass
class Lane:
    """A window on parcels or cars."""

    seat: Seat
    store: Store

    def press(
        self, key: Qt.Key, hold: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focus = QApplication.focusWidget()
        QTest.keyClick(self.seat.page if focus is None else focus, key, hold)

    def wait_for(self, item_id: str) -> None:
        review = self.seat.window.desk.review
        self.seat.qtbot.waitUntil(
            lambda: review.shown is not None and review.shown.item.item_id == item_id,
            timeout=20_000,
        )
        self.seat.rest()
        self.seat.qtbot.wait(30)
        self.seat.rest()

    @property
    def decided(self) -> list[str]:
        return [name for name, item in self.store.items.items() if item.decisions]


Laner = Callable[..., Lane]


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Laner]:
    """Open a window on these cases; the caller's wiring may differ from the usual."""
    opened: list[MainWindow] = []

    def make(cases: tuple[Case, ...], size: tuple[int, int] = FULL, **changes: Any) -> Lane:
        store = Store(cases)
        usual: dict[str, Any] = {
            "read_view": train_picture if cases is CARS else small_picture,
            "files_of": files_of(store),
            "train_of": train_of(store) if cases is CARS else (lambda *_: None),
        }
        wiring: Wiring = dataclasses.replace(
            wiring_of(store, settings=WindowSettings(size=size, workspace="test")),
            **(usual | changes),
        )
        window = build_window(wiring, OFFICER)
        opened.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.desk.officer is not None, timeout=20_000)
        taken = Seat(qtbot, window, store)
        taken.rest()
        return Lane(taken, store)

    yield make
    for window in opened:
        window.close()
        window.deleteLater()


def test_parcels_stand_in_a_grid_and_the_page_keys_step_through_them(lane: Laner) -> None:
    one = lane(PARCELS)
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    grid = one.seat.page.units.parcels.grid
    assert grid.isVisible()
    assert not one.seat.page.rail.isVisible()
    assert grid.model.rowCount() == 30
    one.press(Qt.Key.Key_PageDown)
    one.wait_for("item-2")
    assert one.store.items["item-1"].state is ItemState.WAITING, "left undecided: handed back"
    one.press(Qt.Key.Key_PageDown)
    one.wait_for("item-4")
    one.press(Qt.Key.Key_PageUp)
    one.wait_for("item-2")
    one.press(Qt.Key.Key_End)
    one.wait_for("item-30")
    one.press(Qt.Key.Key_Home)
    one.wait_for("item-1")
    held = [name for name, item in one.store.items.items() if item.lease is not None]
    assert held == ["item-1"]


def test_a_click_or_an_arrow_in_the_grid_opens_that_parcel(lane: Laner) -> None:
    one = lane(PARCELS)
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    cells = one.seat.page.units.parcels.grid.cells
    rect = cells.visualRect(one.seat.page.units.parcels.grid.model.index(5))
    QTest.mouseClick(cells.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    one.wait_for("item-6")
    cells.setFocus()
    QTest.keyClick(cells, Qt.Key.Key_Up)
    one.wait_for("item-6")
    QTest.keyClick(cells, Qt.Key.Key_Right)
    one.wait_for("item-7")
    one.press(Qt.Key.Key_N)
    one.wait_for("item-8")
    assert one.store.items["item-7"].state is ItemState.WAITING


def test_signing_opens_the_next_parcel_with_four_keys(lane: Laner) -> None:
    one = lane(PARCELS)
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    one.press(Qt.Key.Key_L)
    one.press(Qt.Key.Key_4)
    one.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    one.wait_for("item-2")
    (signed,) = one.store.items["item-1"].decisions
    assert (signed.kind, signed.confidence, signed.reasons) == (
        Kind.RECOMMEND_RELEASE,
        4,
        ("NO_ANOMALY",),
    )
    grid = one.seat.page.units.parcels.grid
    assert grid.model.row_of("item-1") == 0, "what was signed keeps its place"
    assert one.seat.page.scan_view.hasFocus()


def test_what_was_signed_alone_stays_in_sight_and_no_refusal_beside_it(lane: Laner) -> None:
    line = FakeOutage()
    one = lane(PARCELS, outage=line, shared=True)
    desk = one.seat.window.desk
    desk.open_item("item-1")
    one.wait_for("item-1")
    line.cut()
    one.seat.qtbot.waitUntil(lambda: desk.line.standing.state is LineState.ALONE, timeout=20_000)
    one.press(Qt.Key.Key_L)
    one.press(Qt.Key.Key_4)
    one.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    one.seat.qtbot.waitUntil(lambda: bool(one.store.items["item-1"].decisions), timeout=20_000)
    one.seat.rest()
    shown = desk.review.shown
    assert shown is not None
    assert shown.item.item_id == "item-1"
    assert one.store.items["item-2"].state is ItemState.WAITING


def test_t19_the_grid_reads_only_what_is_in_sight(lane: Laner) -> None:
    read: list[str] = []

    def counted(paths: tuple[Path, ...]) -> Radiograph:
        read.append(paths[0].name)
        return small_picture(paths)

    many = tuple(dataclasses.replace(PARCELS[0], number=n, minutes=10 + n) for n in range(1, 301))
    one = lane(many, read_small=counted)
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    one.seat.qtbot.waitUntil(lambda: len(read) >= 20, timeout=20_000)
    one.seat.rest()
    assert len(read) <= 90
    assert len(set(read)) == len(read)


@pytest.mark.parametrize("size", [FULL, SMALL])
def test_the_grid_leaves_the_image_its_height_and_the_panels_their_places(
    lane: Laner, size: tuple[int, int]
) -> None:
    one = lane(PARCELS, size)
    page = one.seat.page
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    before = page.decision.mapTo(page, QPoint(0, 0))
    one.press(Qt.Key.Key_PageDown)
    one.wait_for("item-2")
    assert page.decision.mapTo(page, QPoint(0, 0)) == before
    share = page.scan_view.width() * page.scan_view.height() / (size[0] * size[1])
    assert share > 0.55


def hammer(one: Lane, rounds: int) -> None:
    """Press the keys of a release as fast as they go, whatever is on screen."""
    for _ in range(rounds):
        for key, hold in (
            (Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
            (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        ):
            one.press(key, hold)
        one.seat.qtbot.wait(1)


def painted(one: Lane) -> set[str]:
    """Items of which a whole picture has been painted."""
    found: set[str] = set()
    one.seat.page.scan_view.painted_whole.connect(
        lambda key: found.add("item-" + key[0].split("-")[1])
    )
    return found


def test_t19_keys_that_run_ahead_of_the_pictures_decide_nothing_unseen(lane: Laner) -> None:
    arrive = threading.Event()
    arrive.set()

    def slow(paths: tuple[Path, ...]) -> Radiograph:
        arrive.wait(30)
        return small_picture(paths)

    one = lane(PARCELS[1:], read_view=slow, read_small=small_picture)
    arrive.clear()
    seen = painted(one)
    one.seat.window.desk.open_item("item-10")
    review = one.seat.window.desk.review
    one.seat.qtbot.waitUntil(lambda: review.shown is not None, timeout=20_000)
    hammer(one, 8)
    assert one.decided == [], "no picture has come yet"
    arrive.set()
    hammer(one, 12)
    one.seat.rest()
    one.seat.qtbot.wait(50)
    one.seat.rest()
    assert set(one.decided) <= seen
    for name in one.decided:
        item = one.store.items[name]
        keys = {(scan.scan_id, view) for scan in item.scans for view in scan.views}
        assert keys <= set(item.viewed) | set(item.shown)


def test_t19_a_picture_that_fails_is_never_released(lane: Laner) -> None:
    def broken(paths: tuple[Path, ...]) -> Radiograph:
        raise OSError(f"{paths[0].name} cannot be read")

    one = lane(PARCELS, read_view=broken, read_small=small_picture)
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    hammer(one, 6)
    one.seat.rest()
    kinds = {d.kind for item in one.store.items.values() for d in item.decisions}
    assert Kind.RECOMMEND_RELEASE not in kinds


def test_a_lease_that_is_lost_signs_nothing(lane: Laner) -> None:
    one = lane(PARCELS)
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    one.store.lost = True
    hammer(one, 4)
    one.seat.rest()
    assert one.decided == []


def test_t07_a_train_stands_as_its_cars_in_consist_order(lane: Laner) -> None:
    one = lane(CARS)
    one.seat.window.desk.open_item("item-2")
    one.wait_for("item-2")
    strip = one.seat.page.stage.train
    assert strip.isVisible()
    assert strip.height() == one.seat.page.stage.display_bar.height()
    assert [cell.number for cell in strip.cells] == list(range(17, 25))
    assert strip.place_words == "Car 2 of 8"
    assert "declared empty" in strip.cells[1].words
    assert strip.cells[2].other == "singh"
    one.press(Qt.Key.Key_PageDown)
    one.wait_for("item-4")
    assert one.store.items["item-2"].state is ItemState.WAITING
    assert "car 19" in one.seat.page.message.words
    assert strip.cells[3].ticks
    one.press(Qt.Key.Key_Home)
    one.wait_for("item-1")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect_of(1).center().toPoint())
    one.wait_for("item-2")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect_of(2).center().toPoint())
    one.seat.rest()
    assert "singh" in one.seat.page.message.words
    assert strip.present == 1


def test_one_long_picture_is_stepped_through_car_by_car(lane: Laner) -> None:
    train = make_train(3, ("box", "tank", "gondola", "box"), rows=300).radiograph
    case = dataclasses.replace(CARS[0], shape=train.shape)
    one = lane((case,), read_view=lambda _: train)
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    strip, view = one.seat.page.stage.train, one.seat.page.scan_view
    one.seat.qtbot.waitUntil(lambda: len(strip.cells) == 4, timeout=10_000)
    one.press(Qt.Key.Key_Home)
    assert strip.present == 0
    assert view.camera.zoom == pytest.approx(view.camera.height_zoom)
    for place in (1, 2, 3):
        one.press(Qt.Key.Key_PageDown)
        assert strip.present == place
    one.press(Qt.Key.Key_PageDown)
    assert strip.present == 3, "there is nothing behind the last car"
    assert strip.accessibleDescription().startswith("Car 4 of 4")


def test_a_layout_shows_the_views_of_a_train_and_its_cars_are_still_stepped_through(
    lane: Laner,
) -> None:
    one = lane(CARS)
    page = one.seat.page
    preferences = one.seat.window.desk.preferences
    own = hanging.for_mode(preferences, Mode.RAIL)
    hanging.keep(preferences, Mode.RAIL, own.with_part("train", on=False))
    one.seat.window.desk.open_item("item-1")
    one.wait_for("item-1")
    assert page.overview.isVisible()
    assert not page.stage.train.isVisible()
    places = (page.display_bar.geometry(), page.scan_view.geometry())
    one.press(Qt.Key.Key_PageDown)
    one.wait_for("item-2")
    assert page.overview.isVisible()
    one.seat.window.run_command("remember_layout")
    assert hanging.for_mode(preferences, Mode.RAIL).parts["train"] is False
    hanging.keep(preferences, Mode.RAIL, None)
    one.press(Qt.Key.Key_PageUp)
    one.wait_for("item-1")
    assert page.stage.train.isVisible()
    assert (page.display_bar.geometry(), page.scan_view.geometry()) == places


def test_a_truck_has_neither_cars_nor_a_grid(seat: Opener) -> None:
    window = seat()
    window.open(3)
    assert not window.page.stage.under_image.train_shown
    assert not window.page.units.parcels.grid.isVisible()
    assert window.page.rail.isVisible()
    assert window.page.units.refusal()


@pytest.mark.parametrize(
    ("name", "size", "language"),
    [
        ("parcels", FULL, "en"),
        ("parcels", SMALL, "fr"),
        ("train", SMALL, "en"),
        ("train", FULL, "fr"),
    ],
)
def test_pictures_of_both_for_a_person_to_look_at(
    lane: Laner, name: str, size: tuple[int, int], language: str
) -> None:
    one = lane(PARCELS if name == "parcels" else CARS, size)
    i18n.use(language)
    one.seat.window.desk.open_item("item-4")
    one.wait_for("item-4")
    one.seat.qtbot.wait(200)
    one.seat.rest()
    assert one.seat.save(f"{name}-{size[0]}-{language}").stat().st_size > 20_000


def test_what_is_claimed_elsewhere_is_not_taken(lane: Laner) -> None:
    one = lane(PARCELS)
    one.seat.window.desk.open_item("item-2")
    one.wait_for("item-2")
    one.seat.page.units.parcels.go("item-3")
    one.seat.rest()
    shown = one.seat.window.desk.review.shown
    assert shown is not None
    assert shown.item.item_id == "item-2"
    assert shown.read_only is None
    assert "Singh" in one.seat.page.message.words
