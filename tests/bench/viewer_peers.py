"""Our level step beside another viewer's, in one process: `python viewer_peers.py pyqtgraph`.

Runs with the interpreter of the benchmark's own environment, with this folder and the checkout on
its path. Prints one line of JSON: the seconds
of each side, and in words what the peer was.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication
from viewer_scene import SCREEN, long_scan, opened, spent, window

COLUMNS = 30000
Step = Callable[[int], None]


def ours(*, whole: bool) -> Step:
    """A level step in grey, repaint included; nothing lies over it, nor over the peers'."""
    view = opened(long_scan(COLUMNS), overlays=False)
    if whole:
        view.fit()

    def step(number: int) -> None:
        centre = 0.3 + 0.4 * (number % 50) / 50
        view.set_display(view.display().windowed(centre=centre, width=0.8))
        view.repaint()

    return step


def pyqtgraph(*, downsampled: bool) -> tuple[Step, str]:
    """A level step in pyqtgraph's ImageView over the same array."""
    library = importlib.import_module("pyqtgraph")
    # Rows first, as its documentation advises for speed; everything else as delivered.
    library.setConfigOptions(imageAxisOrder="row-major")
    view = library.ImageView()
    view.resize(*SCREEN)
    view.setImage(long_scan(COLUMNS).main.pixels, levels=(0, 65535))
    view.show()
    if downsampled:
        view.getImageItem().setAutoDownsample(True)
        view.getView().setRange(xRange=(0, COLUMNS), yRange=(0, 1024), padding=0)
    else:
        view.getView().setRange(xRange=(0, SCREEN[0]), yRange=(0, SCREEN[1]), padding=0)
    QApplication.processEvents()
    surface = view.ui.graphicsView.viewport()

    def step(number: int) -> None:
        view.setLevels(1000.0 * (number % 50), 65535.0)
        surface.repaint()

    how = "down-sampling on, whole scan in view" if downsampled else "its defaults"
    return step, f"level step in pyqtgraph {library.__version__} ImageView, {how}"


def napari() -> tuple[Step, str]:
    """A level step in napari over the same array, drawn to the end by OpenGL."""
    viewer = importlib.import_module("napari")
    gloo = importlib.import_module("vispy.gloo")
    window_ = viewer.Viewer(show=True)
    window_.window.resize(*SCREEN)
    layer = window_.add_image(long_scan(COLUMNS).main.pixels, contrast_limits=(0, 65535))
    window_.scene.camera.center = (0, 512, 960)
    window_.scene.camera.zoom = 1.0
    QApplication.processEvents()
    canvas = window_.window._qt_viewer.canvas
    surface = canvas.native

    def step(number: int) -> None:
        layer.contrast_limits = (1000.0 * (number % 50), 65535.0)
        surface.repaint()
        gloo.gl.glFinish()

    step(0)
    renderer = gloo.gl.glGetParameter(gloo.gl.GL_RENDERER)
    return step, f"level step in napari {viewer.__version__}, OpenGL by {renderer}"


def main(name: str, n: int) -> dict[str, Any]:
    """Take the steps of both in turn, so that a busy moment hits both."""
    app = window()
    peers: dict[str, Callable[[], tuple[Step, str]]] = {
        "pyqtgraph": lambda: pyqtgraph(downsampled=False),
        "pyqtgraph_downsampled": lambda: pyqtgraph(downsampled=True),
        "napari": napari,
    }
    mine = ours(whole=name == "pyqtgraph_downsampled")
    theirs, words = peers[name]()
    for number in range(3):
        mine(number)
        theirs(number)
    kept: tuple[list[float], list[float]] = ([], [])
    for number in range(n):
        kept[0].append(spent(lambda number=number: mine(number + 3)))
        kept[1].append(spent(lambda number=number: theirs(number + 3)))
        app.processEvents()
    return {"ours": kept[0], "theirs": kept[1], "peer": words}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
