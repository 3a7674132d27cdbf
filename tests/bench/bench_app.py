"""How long the workstation takes to start, from the checkout, warm."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from measure import figure, times

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
_BARE = (
    "import cv2, numpy, onnxruntime, pydicom, sqlalchemy\n"
    "from PySide6.QtCore import QTimer\n"
    "from PySide6.QtWidgets import QApplication, QLabel, QMainWindow\n"
    "app = QApplication([])\n"
    "window = QMainWindow(); window.setCentralWidget(QLabel('ready')); window.show()\n"
    "QTimer.singleShot(0, app.quit); app.exec()\n"
)


def figures() -> list[dict[str, Any]]:
    """Measure process start to the first painted screen, beside an empty window."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "PRESCREEN_KEYS": str(Path(folder) / "keys"),
            "PYTHONDONTWRITEBYTECODE": "",
        }

        def run(*command: str) -> None:
            subprocess.run(
                [sys.executable, *command], env=environment, check=True, capture_output=True
            )

        window = str(HERE / "start_window.py")
        ours = times(lambda: run(window, str(Path(folder) / "home")), 7)
        theirs = times(lambda: run("-c", _BARE), 5)
    return [
        figure(
            "app.start_s",
            "s",
            ours,
            "an empty Qt window with the same libraries imported",
            theirs,
            scale=1,
        )
    ]
