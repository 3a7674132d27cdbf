"""Traps of the platform that were met once and must not be met again."""

from __future__ import annotations

import importlib
import itertools
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_packaging_and_tests_are_no_packages() -> None:
    for folder in ("packaging", "tests"):
        assert not list((ROOT / folder).rglob("__init__.py"))


def test_the_packaging_library_is_not_shadowed() -> None:
    packaging = importlib.import_module("packaging")

    assert packaging.__file__ is not None
    assert not Path(packaging.__file__).is_relative_to(ROOT / "packaging")


def test_qt_calls_keep_their_references_to_none() -> None:
    """PySide6 6.12.0 loses one at every void call, which ends CPython 3.11."""
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([])\n"
        "label = QLabel()\n"
        "before = sys.getrefcount(None)\n"
        "for i in range(1000): label.setText(str(i))\n"
        "lost = before - sys.getrefcount(None)\n"
        "sys.exit(lost > 500)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_the_headless_opencv_is_installed() -> None:
    """The full one points Qt at its own plug-ins and breaks windows under X."""
    names = {d.metadata["Name"].lower() for d in metadata.distributions()}
    assert "opencv-python-headless" in names
    assert not names & {"opencv-python", "opencv-contrib-python"}


def test_locks_hold_hashes_and_no_address() -> None:
    locks = list((ROOT / "packaging" / "locks").glob("*.txt"))
    assert {lock.stem for lock in locks} == {
        "run",
        "dev",
        "peers",
        "oracle",
        "bench",
        "fuzz",
        "server",
    }
    for lock in locks:
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_of_the_extras_that_bring_one_module_only_one_can_be_installed() -> None:
    """Two of them together would overwrite each other's files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert not [line for line in project["project"]["dependencies"] if "onnxruntime" in line]
    bring = {
        extra: re.split(r"[=\[ ]", line)[0]
        for extra, lines in project["project"]["optional-dependencies"].items()
        for line in lines
        if re.match(r"onnxruntime(-gpu|-directml)?[=\[]", line)
    }
    assert {"cpu", "cuda", "directml", "openvino", "tensorrt"} <= set(bring)
    told = [{entry["extra"] for entry in group} for group in project["tool"]["uv"]["conflicts"]]
    for one, other in itertools.combinations(bring, 2):
        if bring[one] != bring[other]:
            assert any({one, other} <= group for group in told), (one, other)
