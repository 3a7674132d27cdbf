"""How long the officer waits for a picture, and for each step of the window over it."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from measure import figure
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from viewer_scene import SCREEN, long_scan, opened, overlay, spent, window

from app.ui.viewer.scan_view import ScanView
from imaging.dicos import write_dx
from imaging.display import Colour
from imaging.preview import read_preview
from imaging.radiograph import Pixels
from imaging.reader import read_radiographs

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAN = 24.0
"""Pixels of a pan step: at sixty steps a second most of a screen in a second."""
FRAME = 1.0 / 60.0


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


def every_step(view: ScanView, number: int) -> Callable[[], None]:
    """One step of an officer's hand: window, pan and zoom in turn, ever further into the scan."""
    camera = view.camera
    if number % 3 == 0:
        settings = view.display().windowed(centre=0.35 + 0.3 * (number % 50) / 50, width=0.8)
        return lambda: view.set_display(settings)
    if number % 3 == 1:
        moved = camera.panned(-PAN, 0.0)
        return lambda: view.look(moved)
    # In for five zooms, out for five.
    factor = 1.06 if number // 3 % 10 < 5 else 1.0 / 1.06
    return lambda: view.zoom_by(factor)


def take(view: ScanView, number: int) -> tuple[float, float]:
    """Seconds from the hand to the painted picture, by the clock and of the processor.

    Then what is left of a sixtieth of a second passes.

    Events come at the rate of a screen at most, and the program has the time between them.
    """
    step = every_step(view, number)
    start, worked = time.perf_counter(), time.thread_time()
    step()
    view.repaint()
    work = time.thread_time() - worked
    took = time.perf_counter() - start
    loop = QEventLoop()
    QTimer.singleShot(max(0, round((FRAME - took) * 1000.0)), loop.quit)
    loop.exec()
    return took, work


def coloured(columns: int) -> ScanView:
    """The widget in material colour with 30 overlays."""
    view = opened(long_scan(columns))
    view.set_display(dataclasses.replace(view.display(), colour=Colour.MATERIAL))
    view.repaint()
    return view


def steps(n: int) -> list[dict[str, Any]]:
    """Mixed steps over a long scan and over a short one, in turn."""
    views = {columns: coloured(columns) for columns in (30000, 2500)}
    took: dict[int, list[float]] = {columns: [] for columns in views}
    worked: list[float] = []
    for number in range(-30, n):
        for columns, view in views.items():
            if number % 30 == 0:
                again = view.camera.visible[0] + view.camera.visible[2] > columns - 300
                if again:
                    view.look(dataclasses.replace(view.camera, x=0.0).bounded())
                overlay(view, view.camera.visible[0])
                view.repaint()
            seconds, work = take(view, number)
            if number >= 0:
                took[columns].append(seconds)
            if number >= 0 and columns == max(views):
                worked.append(work)
    peer = WholeArray()
    peer.pixels = long_scan(30000).main.pixels
    peer.show()
    QApplication.processEvents()
    theirs = []
    for number in range(8):
        peer.low = 1000.0 * number
        theirs.append(spent(peer.repaint))
    words = "window the whole array with numpy, paint"
    return [
        figure("viewer.step_ms", "ms", took[30000], words, theirs[2:], scale=1000.0),
        # On a machine with other work, the clock counts that as well.
        figure(
            "viewer.step_cpu_ms", "ms", worked, "the same by the clock", took[30000], scale=1000.0
        ),
        in_turn("viewer.length_ratio", took[30000], "the same on 2500 columns", took[2500]),
    ]


def in_turn(name: str, ours: list[float], peer: str, theirs: list[float]) -> dict[str, Any]:
    """Make a figure in units of the other side's median, both taken in turn."""
    median = float(np.median(theirs))
    words = f"{peer}: {median * 1000.0:.2f} ms"
    return figure(name, "x", ours, words, theirs, scale=1.0 / median)


def full_chain(n: int) -> dict[str, Any]:
    """A step of the penetration slider with colour, local contrast and sharpening."""
    view = coloured(30000)
    plain = view.display()
    full = dataclasses.replace(plain, local=0.5, sharpen=0.5)
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(-5, n):
        for chain, settings in ((True, full), (False, plain)):
            share = 0.3 + 0.65 * (number % 40) / 40
            view.set_display(dataclasses.replace(settings, penetration=share))
            seconds = spent(view.repaint)
            if number >= 0:
                took[chain].append(seconds)
    return figure(
        "viewer.full_chain_ms",
        "ms",
        took[True],
        "the same step without local contrast and sharpening",
        took[False],
        scale=1000.0,
    )


def beside(name: str, n: int) -> dict[str, Any] | None:
    """A level step of ours beside another viewer's, in a process with both."""
    folder = "Scripts" if os.name == "nt" else "bin"
    python = ROOT / ".bench" / folder / ("python.exe" if os.name == "nt" else "python")
    command = [str(python), str(HERE / "viewer_peers.py"), name, str(n)]
    environment = os.environ | {"PYTHONPATH": f"{HERE}{os.pathsep}{ROOT}"}
    if name == "napari" and sys.platform.startswith("linux"):
        # It draws by OpenGL, which needs a screen; a virtual one has it in software.
        command = ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24", *command]
        environment["QT_QPA_PLATFORM"] = "xcb"
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=300, check=True
        )
        told = json.loads(done.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        said = getattr(error, "stderr", "") or ""
        print(f"viewer.vs_{name} is left out: {error} {said.strip()[-300:]}", flush=True)
        return None
    made = figure(
        f"viewer.vs_{name}", "x", told["ours"], told["peer"], told["theirs"], scale=1000.0
    )
    return made | {"value": made["ratio"]}


def figures() -> list[dict[str, Any]]:
    """Measure all, in one window each."""
    window()
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder) / "short", Path(folder) / "long"
        short.mkdir()
        long.mkdir()
        first = [first_paint(2500, 20, short), first_paint(30000, 10, long)]
    peers = [
        beside(name, n)
        for name, n in (("pyqtgraph", 60), ("pyqtgraph_downsampled", 60), ("napari", 20))
    ]
    return [*first, *steps(600), full_chain(200), *(one for one in peers if one is not None)]
