"""The files beside the scenes are those that the tests play, and read without a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.domain.filing import Fault, Filing
from app.shipments.messages import read_filings
from tests.flow.scenes.build import FOLDER, SCENES
from tests.flow.scenes.cast import at

FILES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())


@pytest.mark.parametrize("name", SCENES)
def test_the_files_that_lie_beside_a_scene_are_those_it_plays(name: str) -> None:
    lying = {path.name: path.read_bytes() for path in (FOLDER / name).iterdir()}
    made = {file: text.encode() for file, text in SCENES[name]().items()}
    assert lying.keys() == made.keys()
    differing = [file for file in made if lying[file] != made[file]]
    assert not differing, "write them again: python -m tests.flow.scenes.build"


@pytest.mark.parametrize("name", SCENES)
def test_the_page_of_a_scene_names_every_file(name: str) -> None:
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(\d-[\w.-]+)`", page)) == SCENES[name]().keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_reads_whole(path: Path) -> None:
    found = list(read_filings(path, received_at=at(18)))
    faults = [one.sentence for one in found if isinstance(one, Fault)]
    faults += [f.sentence for one in found if isinstance(one, Filing) for f in one.faults]
    assert found
    assert not faults, [str(sentence) for sentence in faults]
