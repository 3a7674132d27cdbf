"""How right the floor under a load is found, and what measuring costs a repaint."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from bench_viewer import long_scan
from measure import figure
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui import tokens
from app.ui.viewer.scan_view import ScanView
from imaging.material import scale_of
from imaging.measuring import find_frame
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph

SCREEN = (1920, 1080)
EQUIPMENT = ("container40", "container20", "trailer53", "truck", "railflat", "railcar")
SEEDS = range(20, 28)
LEFT = Qt.MouseButton.LeftButton


def floor() -> dict[str, Any]:
    """Height above the floor, against the goods' own lowest row; the peer takes the picture's edge.

    The floor is a slab: seen from a source at half its height, goods begin up to 15 cm above or
    below its nearer edge. That is part of the error.
    """
    ours, theirs = [], []
    for equipment in EQUIPMENT:
        for seed in SEEDS:
            scene = make_scene(seed, equipment=equipment, rows=512)
            scan, goods = scene.radiograph, np.flatnonzero((scene.commodity > 0).any(axis=1))
            if goods.size == 0 or scan.mm_per_pixel is None:
                continue
            true = float(goods[-1]) + 1.0
            found = find_frame(scan, scale_of(scan))
            row = found.lowest if found.floor is None else found.floor
            ours.append(abs(row - true) * scan.mm_per_pixel[0])
            theirs.append(abs(scan.shape[0] - true) * scan.mm_per_pixel[0])
    return figure(
        "measuring.floor_mm", "mm", ours, "the picture's lower edge as the floor", theirs, scale=1.0
    )


def _spent(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _drag(view: ScanView, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(view, LEFT, pos=begin)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)


def _view(radiograph: Radiograph) -> ScanView:
    view = ScanView()
    view.resize(*SCREEN)
    view.set_radiograph(radiograph, key=("bench", "side"))
    view.show()
    view.one_to_one()
    QApplication.processEvents()
    return view


def _steps(view: ScanView, plain: ScanView, n: int) -> tuple[list[float], list[float]]:
    """Seconds of a repaint after each step of the pointer, with a tool and without, in turns."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(n + 5):
        for one, kept in zip((view, plain), seconds, strict=True):
            one.hands.drag(QPointF(600 + 5 * (number % 100), 500))
            kept.append(_spent(one.repaint))
    return seconds[0][5:], seconds[1][5:]


def repaints(n: int) -> list[dict[str, Any]]:
    """A repaint at 1920x1080 over 1024x30000 with each tool, against one without."""
    radiograph = long_scan(30000)
    view, plain = _view(radiograph), _view(radiograph)
    found = []
    for tool in ("ruler", "region", "profile", "loupe"):
        if tool == "loupe":
            view.hands.drop()
            view.hands.loupe.turn(up=True)
        else:
            view.set_tool(tool)
            _drag(view, QPoint(300, 300), QPoint(1500, 600))
        ours, theirs = _steps(view, plain, n)
        name = f"measuring.repaint_ms.{tool}"
        found.append(figure(name, "ms", ours, "without a tool", theirs, scale=1000.0))
    return found


def figures() -> list[dict[str, Any]]:
    """Measure all."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        tokens.apply(app, tokens.DARK)
    return [floor(), *repaints(150)]
