"""What every test may ask for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test is a race: on a busy machine any example may take its time.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

DEFERRED_DELETE = 52
"""QEvent.Type.DeferredDelete, without loading Qt for tests that need none."""
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files from public sources, which lie beside the checkout where they are allowed."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real test data does not lie beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the signing keys of test workspaces out of the user's own folder."""
    folder = tmp_path / "keys"
    monkeypatch.setenv("PRESCREEN_KEYS", str(folder))
    return folder


@pytest.fixture(autouse=True)
def windows_go() -> Iterator[None]:
    """Let the windows of a test go with it: one that stays is styled again for every later test."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets is not None else None
    if application is None:
        return
    # Found before any goes: a window takes its menus with it.
    mains = [one for one in application.topLevelWidgets() if one.objectName() == "main-window"]
    for window in mains:
        window.close()
        window.deleteLater()
        application.sendPostedEvents(window, DEFERRED_DELETE)
