"""Behind the lock no pixel of a scan is in memory; after it the officer stands where she stood."""

from __future__ import annotations

import dataclasses
import gc
import threading
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.ui import picture_first
from app.ui.panels.train_cell import Cell
from app.ui.viewer.picture import Picture
from app.ui.viewer.readied import made_ready
from imaging.radiograph import Radiograph
from tests.ui.conftest import Opener, Seat
from tests.ui.fake_room import PASSWORD, read_view


class Decoded:
    """Every array that the window decodes from now on, held weakly."""

    def __init__(self, one: Seat) -> None:
        self._held: list[weakref.ref[npt.NDArray[np.uint16]]] = []
        one.window.desk.pictures._read_view = self._read

    def _read(self, paths: tuple[Path, ...]) -> Radiograph:
        found = read_view(paths)
        channels = tuple(
            dataclasses.replace(channel, pixels=channel.pixels.copy()) for channel in found.channels
        )
        self._held += [weakref.ref(channel.pixels) for channel in channels]
        return dataclasses.replace(found, channels=channels)

    @property
    def there(self) -> int:
        """How many are in memory."""
        gc.collect()
        return sum(one() is not None for one in self._held)


def seen(one: Seat) -> QImage:
    """What the picture's place shows, once it is sharp."""
    one.rest()
    one.qtbot.wait(700)
    one.rest()
    return one.page.scan_view.grab().toImage()


def unlock(one: Seat) -> None:
    one.window.desk.unlock(PASSWORD)
    one.qtbot.waitUntil(lambda: not one.window.desk.locked, timeout=20_000)
    one.qtbot.waitUntil(lambda: one.page.scan_view.pictured, timeout=20_000)


def test_the_lock_lets_all_pixels_go_and_what_was_seen_comes_back(seat: Opener) -> None:
    one = seat()
    decoded = Decoded(one)
    one.open(1)
    view = one.page.scan_view
    assert decoded.there >= 1
    view.zoom_by(1.7)
    view.look(view.camera.panned(-40.0, 25.0))
    one.page.stage.looks.commands()["invert"]()
    one.page.stage.tool_bar.take("box")
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseMove(view, QPoint(380, 260))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(380, 260))
    before, camera, tool, settings = seen(one), view.camera, view.tool, view.display()
    marks = one.window.desk.review.marks
    assert marks

    one.window.desk.lock()
    one.rest()
    assert decoded.there == 0, "pixels are in memory behind the lock"
    assert not view.pictured
    pictures = one.window.desk.pictures
    assert not any((pictures._kept, pictures._small, pictures._stages))

    unlock(one)
    after = seen(one)
    assert (view.camera, view.tool, view.display()) == (camera, tool, settings)
    assert one.window.desk.review.marks == marks
    assert after == before, "what is shown after the lock differs from what was shown before it"
    assert decoded.there >= 1


def test_what_comes_while_the_window_is_locked_waits_for_the_officer(seat: Opener) -> None:
    one = seat()
    decoded = Decoded(one)
    one.window.desk.open_item("item-1")
    one.window.desk.lock()
    one.rest()
    assert decoded.there == 0
    one.window.desk.lock()
    unlock(one)
    one.rest()
    assert decoded.there >= 1
    assert one.page.stage.radiograph is not None


def test_who_signs_out_behind_the_lock_leaves_nothing(seat: Opener) -> None:
    one = seat()
    decoded = Decoded(one)
    one.open(1)
    one.window.desk.lock()
    one.window.desk.sign_out()
    one.rest()
    assert decoded.there == 0
    assert not one.window.desk.pictures.locked


def test_the_preview_of_the_queue_keeps_no_picture_behind_the_lock(seat: Opener) -> None:
    one = seat()
    thumbnail = one.window.queue_page.preview.picture
    one.qtbot.waitUntil(lambda: thumbnail._image is not None, timeout=20_000)
    before = thumbnail.grab().toImage()
    # Among the pictures that were used last there is none of it any more.
    one.window.desk.pictures._kept.clear()

    one.window.desk.lock()
    one.rest()
    assert thumbnail._image is None

    one.window.desk.unlock(PASSWORD)
    one.qtbot.waitUntil(lambda: thumbnail._image is not None, timeout=20_000)
    assert thumbnail.grab().toImage() == before


def test_what_was_worked_out_of_the_pixels_goes_at_the_lock_and_at_signing_out(
    seat: Opener,
) -> None:
    one = seat()
    one.open(1)
    estimating = one.page.estimating
    estimating.turn_blind()
    one.rest()
    assert estimating._kept is not None
    one.window.desk.lock()
    assert estimating._kept is None
    unlock(one)
    one.rest()
    # What comes only behind the lock is not kept either.
    estimating.turn_blind()
    one.window.desk.lock()
    one.rest()
    assert estimating._kept is None
    assert one.page.scan_view.estimate.blind is None
    unlock(one)
    one.rest()
    estimating.turn_blind()
    one.rest()
    assert estimating._kept is not None
    one.window.desk.sign_out()
    assert estimating._kept is None


def test_the_strip_of_cars_keeps_no_picture_behind_the_lock(seat: Opener) -> None:
    one = seat()
    one.open(1)
    row, strip, key = one.page.units.train, one.page.stage.train, one.page.stage.key
    assert key is not None
    image = row._small_image(key)
    assert image is not None
    strip.show_cars([Cell(1, image=image), Cell(2, image=image)], 0)
    one.window.desk.lock()
    one.rest()
    assert row._small is None
    assert [cell.image for cell in strip.cells] == [None, None]
    unlock(one)
    one.rest()
    assert row._small_image(key) == image
    strip.show_cars([Cell(1, image=image)], 0)
    one.window.desk.sign_out()
    assert row._small is None
    assert [cell.image for cell in strip.cells] == [None]


def test_a_picture_made_ready_before_the_lock_is_not_kept_after_it(
    seat: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = seat()
    Decoded(one)
    gate, begun = threading.Event(), threading.Event()

    def held_up(picture: Picture, *of: Any) -> Picture:
        begun.set()
        assert gate.wait(20.0)
        return made_ready(picture, *of)

    monkeypatch.setattr(picture_first, "made_ready", held_up)
    readied, kept = one.page.scan_view.readied, one.window.desk.pictures.kept
    put, stale = readied.put, []

    def watched(key: tuple[str, str], picture: Picture) -> None:
        stale.append(picture.radiograph is not kept(key))
        put(key, picture)

    monkeypatch.setattr(readied, "put", watched)
    one.window.desk.next_item()
    one.qtbot.waitUntil(begun.is_set, timeout=20_000)
    one.window.desk.lock()
    unlock(one)
    gate.set()
    one.rest()
    assert not any(stale), "a picture of before the lock is ready after it"
