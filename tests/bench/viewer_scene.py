"""What the viewer is measured on: long simulated scans, and a picture with overlays on it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QApplication

from app.domain.mark import Mark, Shape
from app.domain.threat import Finding
from app.domain.words import say
from app.ui import tokens
from app.ui.viewer.scan_view import ScanView
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph

SCREEN = (1920, 1080)
ROWS = 1024
OVERLAYS = 15


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


def window() -> QApplication:
    """Start Qt and put the theme in force."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("Qt runs without windows in this process")
    tokens.apply(app, tokens.DARK)
    return app


def opened(radiograph: Radiograph, *, overlays: bool = True) -> ScanView:
    """The real widget at 1920 by 1080, a pixel for each stored pixel, 30 overlays on it."""
    view = ScanView()
    view.resize(*SCREEN)
    view.set_radiograph(radiograph, key=("bench", "side"))
    if overlays:
        overlay(view, 0.0)
    view.show()
    view.one_to_one()
    QApplication.processEvents()
    return view


def overlay(view: ScanView, left: float) -> None:
    """Lay 15 findings and 15 marks over the window's width from column `left` on."""
    view.set_findings(tuple(_finding(number, round(left)) for number in range(OVERLAYS)))
    view.set_marks(tuple(_mark(number, left) for number in range(OVERLAYS)))


def _finding(number: int, left: int) -> Finding:
    x, y = left + 60 + 120 * number, 80 + 50 * (number % 7)
    words = say("Denser than neighbours")
    # No two alike: what the viewer keeps of one must not do for another.
    box = (x, y, 76 + 2 * number, 56 + 3 * number)
    return Finding(f"bench/{number}", number + 1, box, 0.5, "anomaly", words, words)


def _mark(number: int, left: float) -> Mark:
    x, y = left + 100.0 + 115.0 * number, 520.0 + 40.0 * (number % 6)
    shape = (Shape.BOX, Shape.ELLIPSE, Shape.POLYGON)[number % 3]
    corners = ((x, y), (x + 80.0, y + 60.0))
    points = (*corners, (x, y + 60.0)) if shape is Shape.POLYGON else corners
    return Mark(f"mark-{number}", number + 1, "bench", "side", shape, points)


def spent(action: Callable[[], object]) -> float:
    """Seconds that `action` takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
