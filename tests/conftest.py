"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

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
