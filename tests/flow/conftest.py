"""Workspaces for flow tests: real record, real store, real samples, a real officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.workspace import open_record
from app.settings import settings_of
from sample_scans.fresh import copy_fresh
from tests.flow.places import OFFICER, PASSWORD, Place
from tests.flow.scenes.stage import Opener, Stage


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty workspace with one officer."""
    settings = settings_of(tmp_path / "workspace")
    with open_record(settings) as record:
        record.add_account(OFFICER, PASSWORD)
    return Place(settings)


@pytest.fixture(scope="session")
def fresh_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped samples, moved to today."""
    folder = tmp_path_factory.mktemp("samples")
    copy_fresh(folder, now=dt.datetime.now(dt.UTC))
    return folder


@pytest.fixture
def stage(place: Place, tmp_path: Path) -> Iterator[Opener]:
    """Set the stage of a scene: its messages, and when it begins."""
    arrivals = tmp_path / "arrivals"
    arrivals.mkdir()
    played: list[Stage] = []

    def begin(messages: dict[str, str], start: dt.datetime) -> Stage:
        played.append(Stage(place.settings, arrivals, messages, start))
        return played[-1]

    yield begin
    for one in played:
        one.close()
