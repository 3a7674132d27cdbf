"""How long the officer waits for a picture, and for each step of the window over it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from measure import figure
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import tokens
from app.ui.viewer.scan_view import ScanView
from imaging.dicos import write_dx
from imaging.phantom import make_scene
from imaging.preview import read_preview
from imaging.radiograph import Pixels, Radiograph
from imaging.reader import read_radiographs

SCREEN = (1920, 1080)
ROWS = 1024


class WholeArray(QWidget):
    """The peer: window the whole array with numpy, hand it to Qt, let Qt scale it."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels: Pixels = np.zeros((1, 1), np.uint16)
        self.low, self.high = 0.0, 65535.0
        self.resize(*SCREEN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as a plain viewer does."""
        shown = (self.pixels.astype(np.float32) - self.low) * (255.0 / (self.high - self.low))
        grey = np.clip(shown, 0.0, 255.0).astype(np.uint8)
        rows, columns = grey.shape
        image = QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
        painter = QPainter(self)
        high = round(self.width() * rows / columns)
        painter.drawImage(self.rect().adjusted(0, 0, 0, high - self.height()), image)
        painter.end()


def long_scan(columns: int) -> Radiograph:
    """A dual-energy scan of `columns` by 1024, of simulated containers in a row."""
    scene = make_scene(4, equipment="container40", rows=ROWS)
    times = -(-columns // scene.radiograph.shape[1])
    channels = []
    for channel in scene.radiograph.channels:
        whole = np.ascontiguousarray(np.tile(channel.pixels, (1, times))[:, :columns])
        channels.append(dataclasses.replace(channel, pixels=whole, sop_instance_uid=""))
    source = dataclasses.replace(
        scene.radiograph.source, taken_at=dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)
    )
    return dataclasses.replace(scene.radiograph, channels=tuple(channels), source=source)


def spent(action: Callable[[], object]) -> float:
    """Seconds that `action` takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def first_paint(columns: int, n: int, folder: Path) -> dict[str, Any]:
    """From files in the store to the first paint; the peer decodes both energies whole first."""
    paths = write_dx(long_scan(columns), folder, compress="htj2k", seed=f"bench {columns}")
    view, peer = ScanView(), WholeArray()
    view.resize(*SCREEN)
    view.show()
    peer.show()
    QApplication.processEvents()

    def ours(turn: int) -> None:
        preview = read_preview(paths)
        view.set_radiograph(
            preview.radiograph, key=("bench", str(turn)), full_shape=preview.full_shape
        )
        view.repaint()

    def theirs() -> None:
        peer.pixels = read_radiographs(paths)[0].main.pixels
        peer.repaint()

    mine, other = [], []
    for turn in range(n + 1):
        view.set_radiograph(None, key=("", ""))
        mine.append(spent(functools.partial(ours, turn)))
        other.append(spent(theirs))
    return figure(
        f"viewer.first_paint_ms.{columns}",
        "ms",
        mine[1:],
        "decode all, window the whole array, paint",
        other[1:],
        scale=1000.0,
    )


def steps(n: int) -> dict[str, Any]:
    """One step of the window at 1920x1080 over a 1024x30000 pair, repaint included."""
    radiograph = long_scan(30000)
    view, peer = ScanView(), WholeArray()
    view.resize(*SCREEN)
    view.set_radiograph(radiograph, key=("bench", "side"))
    view.show()
    peer.pixels = radiograph.main.pixels
    peer.show()
    view.one_to_one()
    QApplication.processEvents()
    mine = []
    for number in range(n + 20):
        settings = view.display().windowed(centre=0.3 + 0.4 * (number % 50) / 50, width=0.8)
        view.set_display(settings)
        mine.append(spent(view.repaint))
    other = []
    for number in range(8):
        peer.low = 1000.0 * number
        other.append(spent(peer.repaint))
    return figure(
        "viewer.step_ms",
        "ms",
        mine[20:],
        "window the whole array with numpy, paint",
        other[2:],
        scale=1000.0,
    )


def colour_steps(n: int) -> dict[str, Any]:
    """The same in material colour, against the grey step."""
    radiograph = long_scan(30000)
    view = ScanView()
    view.resize(*SCREEN)
    view.set_radiograph(radiograph, key=("bench", "side"))
    view.show()
    view.one_to_one()
    QApplication.processEvents()
    grey, coloured = [], []
    for preset, kept in (("standard", grey), ("metal", coloured)):
        view.set_preset(preset)
        view.repaint()
        for number in range(n + 5):
            centre = 0.3 + 0.4 * (number % 50) / 50
            view.set_display(view.display().windowed(centre=centre, width=0.8))
            kept.append(spent(view.repaint))
        del kept[:5]
    return figure("viewer.step_ms.colour", "ms", coloured, "the same in grey", grey, scale=1000.0)


def figures() -> list[dict[str, Any]]:
    """Measure all, in one window each."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        tokens.apply(app, tokens.DARK)
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder) / "short", Path(folder) / "long"
        short.mkdir()
        long.mkdir()
        return [
            first_paint(2500, 20, short),
            first_paint(30000, 10, long),
            steps(200),
            colour_steps(100),
        ]
