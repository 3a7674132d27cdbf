from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.viewer.motion import FLICK_S, ZOOM_S
from app.ui.viewer.orientation import Orientation
from app.ui.viewer.scan_view import ScanView
from imaging.radiograph import Channel, Energy, Radiograph

KEY = ("scan-1", "side")
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def view(qtbot: QtBot, clock: Clock) -> ScanView:
    widget = ScanView()
    qtbot.addWidget(widget)
    widget.resize(800, 400)
    widget.show()
    qtbot.waitExposed(widget)
    pixels = np.full((800, 3200), 50000, np.uint16)
    widget.set_radiograph(Radiograph((Channel(Energy.SINGLE, pixels),), (5.0, 5.0)), key=KEY)
    widget.zoom_by(2.0)
    widget.hands.motion.clock = clock
    widget.hands.motion.wanted = True
    return widget


def wheel(
    view: ScanView,
    angle: tuple[int, int],
    *,
    pixels: tuple[int, int] = (0, 0),
    keys: Qt.KeyboardModifier = NO_KEY,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
    at: tuple[float, float] = (600.0, 130.0),
) -> None:
    place = QPointF(*at)
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(*pixels),
        QPoint(*angle),
        Qt.MouseButton.NoButton,
        keys,
        phase,
        False,
    )
    QApplication.sendEvent(view, event)


def play(view: ScanView, clock: Clock, seconds: float, frames: int = 10) -> list[float]:
    """Let time pass; return where the middle was at each frame."""
    seen = []
    for _ in range(frames):
        clock.now += seconds / frames
        view.hands.motion.tick()
        seen.append(view.camera.x)
    return seen


def drag(view: ScanView, clock: Clock, *, step: int, rest_s: float = 0.0) -> None:
    """Drag to the left by ten steps, ten milliseconds each, and let go."""
    QTest.mousePress(view, LEFT, pos=QPoint(700, 200))
    for number in range(1, 11):
        clock.now += 0.01
        QTest.mouseMove(view, QPoint(700 - number * step, 200))
    clock.now += rest_s
    QTest.mouseRelease(view, LEFT, pos=QPoint(700 - 10 * step, 200))


def test_a_notch_eases_in_about_the_pointer_and_ends_where_it_should(
    view: ScanView, clock: Clock
) -> None:
    place = QPointF(600.0, 130.0)
    before, spot = view.camera.zoom, view.camera.to_stored(place)
    wheel(view, (0, 120))
    zooms = []
    for _ in range(6):
        clock.now += ZOOM_S / 5
        view.hands.motion.tick()
        zooms.append(view.camera.zoom)
        assert view.camera.to_stored(place) == pytest.approx(spot)
    assert zooms == sorted(zooms)
    assert before < zooms[0] < before * 1.2
    assert zooms[-1] == pytest.approx(before * 1.2)
    assert not view.hands.motion.moving


def test_notches_add_up_however_fast_they_come(view: ScanView, clock: Clock) -> None:
    before = view.camera.zoom
    for _ in range(5):
        wheel(view, (0, 120))
        play(view, clock, 0.017, frames=2)
    play(view, clock, ZOOM_S)
    assert view.camera.zoom == pytest.approx(before * 1.2**5)


def test_a_fine_wheel_follows_at_once(view: ScanView) -> None:
    before = view.camera.zoom
    for _ in range(8):
        wheel(view, (0, 15))
    assert view.camera.zoom == pytest.approx(before * 1.2)
    assert not view.hands.motion.moving


def test_who_asks_for_stillness_gets_it(view: ScanView, clock: Clock) -> None:
    view.hands.motion.wanted = False
    before = view.camera.zoom
    wheel(view, (0, 120))
    assert view.camera.zoom == pytest.approx(before * 1.2)
    drag(view, clock, step=20)
    assert not view.hands.motion.moving


def test_two_fingers_on_a_touch_pad_pan_and_with_ctrl_they_zoom(view: ScanView) -> None:
    spot = view.camera.to_stored(QPointF(400, 200))
    update = Qt.ScrollPhase.ScrollUpdate
    wheel(view, (0, 40), pixels=(-30, -20), phase=update)
    there = view.camera.to_screen(spot)
    assert (there.x(), there.y()) == pytest.approx((370.0, 180.0))
    zoom = view.camera.zoom
    wheel(view, (0, 40), pixels=(0, 20), phase=update, keys=Qt.KeyboardModifier.ControlModifier)
    assert view.camera.zoom > zoom


def test_a_plain_wheel_zooms_even_where_its_driver_tells_pixels(
    view: ScanView, clock: Clock
) -> None:
    zoom = view.camera.zoom
    wheel(view, (0, 120), pixels=(0, 15))
    play(view, clock, ZOOM_S)
    assert view.camera.zoom == pytest.approx(zoom * 1.2)


def test_shift_and_a_tilted_wheel_pan_along(view: ScanView) -> None:
    before = view.camera.x
    wheel(view, (0, -120), keys=Qt.KeyboardModifier.ShiftModifier)
    after = view.camera.x
    assert after > before
    wheel(view, (120, 0))
    assert view.camera.x == pytest.approx(before)


def test_a_pinch_on_a_touch_pad_zooms_about_it(view: ScanView) -> None:
    place = QPointF(500.0, 150.0)
    zoom, spot = view.camera.zoom, view.camera.to_stored(place)
    pad = QPointingDevice(
        "pad",
        77,
        QInputDevice.DeviceType.TouchPad,
        QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position,
        2,
        1,
    )
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        pad,
        2,
        place,
        place,
        view.mapToGlobal(place),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(view, event)
    assert view.camera.zoom == pytest.approx(zoom * 1.25)
    assert view.camera.to_stored(place) == pytest.approx(spot)


def test_two_fingers_on_the_screen_zoom_and_one_draws(view: ScanView) -> None:
    screen = QTest.createTouchDevice()
    zoom = view.camera.zoom
    QTest.touchEvent(view, screen).press(0, QPoint(300, 200), view).press(
        1, QPoint(500, 200), view
    ).commit()
    spot = view.camera.to_stored(QPointF(400, 200))
    QTest.touchEvent(view, screen).move(0, QPoint(200, 220), view).move(
        1, QPoint(600, 220), view
    ).commit()
    assert view.camera.zoom == pytest.approx(zoom * 2.0)
    assert view.camera.to_stored(QPointF(400, 220)) == pytest.approx(spot)
    QTest.touchEvent(view, screen).release(0, QPoint(200, 220), view).release(
        1, QPoint(600, 220), view
    ).commit()
    drawn: list[object] = []
    view.book.drawn.connect(lambda *_: drawn.append(1))
    view.set_tool("box")
    QTest.touchEvent(view, screen).press(0, QPoint(100, 100), view).commit()
    QTest.touchEvent(view, screen).move(0, QPoint(250, 220), view).commit()
    QTest.touchEvent(view, screen).release(0, QPoint(250, 220), view).commit()
    assert len(drawn) == 1


def test_a_second_finger_takes_back_what_the_first_began(view: ScanView) -> None:
    screen = QTest.createTouchDevice()
    drawn: list[object] = []
    view.book.drawn.connect(lambda *_: drawn.append(1))
    view.set_tool("box")
    QTest.touchEvent(view, screen).press(0, QPoint(100, 100), view).commit()
    QTest.touchEvent(view, screen).move(0, QPoint(250, 220), view).commit()
    QTest.touchEvent(view, screen).move(0, QPoint(251, 220), view).press(
        1, QPoint(500, 200), view
    ).commit()
    QTest.touchEvent(view, screen).release(0, QPoint(251, 220), view).release(
        1, QPoint(500, 200), view
    ).commit()
    assert drawn == []


def test_a_flick_runs_out_and_never_farther_than_the_hand_went(
    view: ScanView, clock: Clock
) -> None:
    start = view.camera.x
    drag(view, clock, step=10)
    let_go = view.camera.x
    assert let_go == pytest.approx(start + 100.0 / view.camera.zoom)
    assert view.hands.motion.moving
    seen = play(view, clock, FLICK_S)
    assert seen == sorted(seen)
    steps = np.diff([let_go, *seen])
    assert steps[0] > steps[5] > steps[-1] >= 0.0
    assert let_go < seen[-1] <= let_go + 100.0 / view.camera.zoom + 1e-6
    assert not view.hands.motion.moving


def test_letting_go_at_rest_or_slowly_is_no_flick(view: ScanView, clock: Clock) -> None:
    drag(view, clock, step=10, rest_s=0.2)
    assert not view.hands.motion.moving
    drag(view, clock, step=1)
    assert not view.hands.motion.moving


def test_any_key_press_or_turn_of_the_wheel_stops_a_flick(view: ScanView, clock: Clock) -> None:
    drag(view, clock, step=10)
    play(view, clock, 0.05, frames=2)
    QTest.keyClick(view, Qt.Key.Key_Control)
    assert not view.hands.motion.moving
    drag(view, clock, step=10)
    QTest.mousePress(view, LEFT, pos=QPoint(300, 200))
    assert not view.hands.motion.moving
    QTest.mouseRelease(view, LEFT, pos=QPoint(300, 200))
    drag(view, clock, step=10)
    wheel(view, (0, 15))
    assert not view.hands.motion.moving


def test_the_timer_of_the_screen_plays_the_motion(view: ScanView, qtbot: QtBot) -> None:

    view.hands.motion.clock = time.monotonic
    zoom = view.camera.zoom
    wheel(view, (0, 120))
    qtbot.waitUntil(lambda: not view.hands.motion.moving)
    assert view.camera.zoom == pytest.approx(zoom * 1.2)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_drag_moves_a_turned_picture_with_the_pointer(
    view: ScanView, clock: Clock, quarters: int, mirrored: bool
) -> None:
    view.look(view.camera.laid(Orientation(mirrored, quarters)).zoomed(3.0))
    spot = view.camera.to_stored(QPointF(400, 200))
    QTest.mousePress(view, LEFT, pos=QPoint(400, 200))
    QTest.mouseMove(view, QPoint(360, 230))
    clock.now += 1.0
    QTest.mouseRelease(view, LEFT, pos=QPoint(360, 230))
    assert view.camera.to_stored(QPointF(360, 230)) == pytest.approx(spot)


def test_going_elsewhere_ends_the_motion(view: ScanView, clock: Clock) -> None:
    drag(view, clock, step=10)
    view.fit()
    play(view, clock, FLICK_S)
    assert view.camera.is_fitted
    assert not view.hands.motion.moving


def test_leaving_the_view_stops_the_motion(view: ScanView, clock: Clock) -> None:
    drag(view, clock, step=10)
    view.set_radiograph(None, key=KEY)
    assert not view.hands.motion.moving
