"""The real window on a real X server: offscreen hides missing libraries and plug-ins."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.xvfb
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X servers are Linux's")
def test_the_window_opens_under_x(tmp_path: Path) -> None:
    runner = shutil.which("xvfb-run")
    assert runner, "xvfb is missing; `make setup` installs it or says how"
    picture = tmp_path / "window.png"
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtTest import QTest\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from app.cli.office import Office\n"
        "from app.settings import settings_of\n"
        "from app.ui.opening import build_window\n"
        "application = QApplication(sys.argv[:1])\n"
        "assert application.platformName() == 'xcb', application.platformName()\n"
        "office = Office(settings_of(Path(sys.argv[1])))\n"
        "window = build_window(office.wiring())\n"
        "window.show()\n"
        "assert QTest.qWaitForWindowExposed(window, 20000)\n"
        "QTest.qWait(300)\n"
        "window.screen().grabWindow(window.winId()).save(sys.argv[2])\n"
        "window.close()\n"
        "office.close()\n"
    )
    outcome = subprocess.run(
        [
            *(runner, "-a", "-s", "-screen 0 1920x1080x24"),
            *(sys.executable, "-c", code, str(tmp_path / "home"), str(picture)),
        ],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert picture.stat().st_size > 5000
