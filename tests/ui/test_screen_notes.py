"""How the picture stands on screen goes on record as the officer works, and comes back exactly."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.domain.threat import Verdict
from app.ui.screen_words import camera_of, camera_words, phase_of, screen_words
from app.ui.viewer.camera import Camera
from app.ui.viewer.orientation import Orientation
from app.ui.viewer.picture import Picture
from imaging.display_state import from_state
from tests.ui.conftest import Opener, Seat
from tests.ui.fake_room import picture


def screens(one: Seat) -> list[dict[str, str]]:
    one.rest()
    return [state for _, state in one.store.screens]


def test_a_camera_comes_back_from_its_words_to_the_last_digit() -> None:
    for camera in (
        Camera(1200, 600, 1480.0, 820.0, 1.25, 0.9, 1.0 / 3.0, 123.4567890123, 7.1),
        Camera(10, 20, 33.0, 44.0, orientation=Orientation(mirrored=True, quarters=3), least=0.1),
        Camera(10, 20, 33.0, 44.0, covered=(12.0, 0.5)),
    ):
        assert camera_of(camera_words(camera)) == camera


def test_the_first_screen_is_noted_whole_and_nothing_while_nothing_changes(seat: Opener) -> None:
    one = seat()
    one.open(1)
    notes = one.page.screen_notes
    one.qtbot.waitUntil(lambda: len(screens(one)) > 0, timeout=20_000)
    notes.look()
    notes.look()
    before = len(screens(one))
    for _ in range(3):
        notes.look()
    assert len(screens(one)) == before
    last = screens(one)[-1]
    view = one.page.scan_view
    assert camera_of(last) == view.camera
    assert from_state(last) == view.display()
    assert last["findings"] == "on"
    assert last["preview"] == "off"


def test_what_lasts_is_kept_and_what_only_passes_is_not(seat: Opener) -> None:
    one = seat()
    one.open(1)
    notes, view = one.page.screen_notes, one.page.scan_view
    notes._timer.stop()
    notes.take()
    before = len(screens(one))
    view.zoom_in()
    notes.look()
    view.zoom_in()
    notes.look()
    assert len(screens(one)) == before
    notes.look()
    assert len(screens(one)) == before + 1
    for _ in range(4):
        view.look(view.camera.panned(-3, 0))
        notes.look()
    assert len(screens(one)) == before + 2


def test_an_act_takes_the_screen_of_its_moment_with_it(seat: Opener) -> None:
    one = seat()
    one.open(1)
    one.page.screen_notes._timer.stop()
    one.page.scan_view.zoom_in()
    one.page.give(Verdict.AGREE)
    assert camera_of(screens(one)[-1]) == one.page.scan_view.camera


def test_layers_and_notices_are_noted_too(seat: Opener) -> None:
    one = seat()
    one.open(1)
    notes = one.page.screen_notes
    one.page.stage.show_findings(False)
    one.page.stage.turn_heat()
    notes.take()
    assert screens(one)[-1]["findings"] == "off"
    assert screens(one)[-1]["heat"] == "on"
    notices, comparisons = one.store.told[-1]
    shown = one.window.desk.review.shown
    assert shown is not None
    assert (notices, comparisons) == (shown.notices, shown.comparisons)


def test_behind_the_lock_nothing_is_looked_at(seat: Opener) -> None:
    one = seat()
    one.open(1)
    one.window.desk.lock()
    one.rest()
    before = len(screens(one))
    one.page.scan_view.zoom_in()
    one.page.screen_notes.take()
    assert len(screens(one)) == before


def painted(one: Picture, camera: Camera, words: dict[str, str]) -> QImage:
    view = camera.view
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    one.paint(painter, camera, from_state(words))
    painter.end()
    return image


def test_a_dragged_picture_is_painted_again_bit_for_bit_by_its_phase(seat: Opener) -> None:
    """A drag keeps its sampling in step with its beginning: the rectangle alone would not do."""
    one = seat()
    one.open(1)
    view = one.page.scan_view
    view.zoom_by(1.37)
    differs = 0
    for step in range(3):
        view.zoom_by(1.11, QPointF(300.0, 200.0))
        QWidget.repaint(view)
        for _ in range(3):
            view.look(view.camera.panned(-7.3 - step, 4.6))
            QWidget.repaint(view)
        view.settle()
        words = screen_words(view)
        phase, shown = phase_of(words), view.shown_picture
        assert phase is not None
        assert shown is not None
        was = painted(shown, view.camera, words)
        anew, camera = Picture(picture(1)), camera_of(words)
        differs += painted(anew, camera, words) != was
        anew.stand(camera, phase)
        assert painted(anew, camera, words) == was
    assert differs, "without the phase the pixels would be the same, and it need not be kept"
