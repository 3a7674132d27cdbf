"""Every wall of the house holds, and every wall was seen to fall when it is breached."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("app", "imaging", "models", "sample_scans")

# Contract -> (module that breaks it, the import that must not be there).
BREACHES = {
    "floors": ("app/shipments/__init__.py", "import app.record"),
    "standalone": ("imaging/errors.py", "import app.domain.words"),
    "qt": ("app/record/__init__.py", "import PySide6.QtCore"),
    "plain-domain": ("app/domain/words.py", "import numpy"),
    "sqlalchemy": ("app/intake/__init__.py", "import sqlalchemy"),
    "keyring": ("app/record/__init__.py", "import keyring"),
    "formats": ("app/intake/__init__.py", "import pydicom"),
    "archives": ("app/intake/__init__.py", "import httpx"),
    "relays": ("app/scans/__init__.py", "import procrastinate"),
    "model-formats": ("models/card.py", "import pydicom"),
    "imaging-networks": ("imaging/errors.py", "import onnxruntime"),
    "reference-privacy": ("app/references/__init__.py", "import app.domain.mark"),
    "two-simulators": ("imaging/yard/texture.py", "import imaging.phantom.beam"),
    "never-taught": ("models/training/scenes.py", "import imaging.yard"),
    "statistics": ("app/pilot/statistics/rates.py", "import app.domain.words"),
    "statistics-libraries": ("app/record/__init__.py", "import scipy"),
    "second-readers": ("app/supervision/seats.py", "import app.supervision.room"),
    "views": ("app/ui/panels/__init__.py", "import app.record"),
}


def contracts() -> set[str]:
    """Names of the contracts in force."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's sources, to be broken at will."""
    folder = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            folder / package,
            ignore=lambda where, names: [
                n for n in names if (Path(where) / n).is_file() and not n.endswith(".py")
            ],
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract on a copy of the sources."""
    command = "from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--contract", contract],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_has_its_breach() -> None:
    assert contracts() == set(BREACHES)


@pytest.mark.parametrize("contract", sorted(BREACHES))
def test_a_breach_is_found(copy: Path, contract: str) -> None:
    module, line = BREACHES[contract]
    path = copy / module
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "\n" + line + "\n", encoding="utf-8")
    try:
        outcome = lint(copy, contract)
    finally:
        path.write_text(before, encoding="utf-8")
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "BROKEN" in outcome.stdout
