"""Scans that are kept outside of the workspace: told once, found by every command from then on."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.keeping.scans_place import remember
from app.scans import FolderStore
from app.settings import settings_of
from tests.unit.room_values import House, radiograph, shipment

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; return its exit code, its objects, and the reason why it failed."""

    def runs(*words: object) -> tuple[int, list[dict[str, Any]], str]:
        capsys.readouterr()
        code = main(["--home", str(home), "--json", *map(str, words)])
        said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return code, said, str(said[-1].get("reason", "")) if said else ""

    return runs


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    house = House(tmp_path / "house")
    house.scan_files(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"))
    house.shipment_file(shipment())
    house.record.close()
    return house.folder / "inbox"


def test_every_command_finds_what_one_has_put_there(
    run: Run, inbox: Path, home: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    code, said, _ = run("ingest", "--store", shared, inbox)
    assert (code, said[0]["scans"]) == (0, str(shared))
    assert not [path for path in (home / "scans").rglob("*") if path.is_file()]
    # What goes with a picture goes with it everywhere.
    (digest, *_) = [path.name for path in shared.rglob("*") if len(path.name) == 64]
    sidecar = tmp_path / "side.json"
    sidecar.write_text("{}")
    FolderStore(shared).put_beside(digest, sidecar)
    beside = FolderStore(shared).path(digest).with_name(f"{digest}.json")

    assert run("verify")[::2] == (0, "")
    (item,) = run("queue")[1]
    assert run("export", item["id"], "--files", "--out", tmp_path / "case")[0] == 0
    stores = [one for one in run("doctor")[1] if one["check"] == "store"]
    assert [(one["ok"], one["detail"]) for one in stores] == [(True, str(shared))]
    code, (made,), _ = run("backup", tmp_path / "copy")
    assert (code, made["damaged"]) == (0, [])

    shutil.rmtree(home)
    kept = {path.name for path in shared.rglob("*") if path.is_file()}
    shutil.rmtree(shared)
    assert run("restore", tmp_path / "copy")[1][-1]["scans"] == str(shared)
    assert {path.name for path in shared.rglob("*") if path.is_file()} >= kept - {
        FolderStore(shared).put(sidecar).sha256
    }
    assert beside.is_file()
    assert run("verify")[::2] == (0, "")

    # Onto another disk: the settings name that one from then on.
    shutil.rmtree(home)
    other = tmp_path / "other"
    shutil.rmtree(shared)
    assert run("restore", tmp_path / "copy", "--store", other, "--accept-loss")[0] == 0
    assert settings_of(home).scans == other
    assert run("verify")[::2] == (0, "")


def test_a_command_that_takes_nothing_in_makes_no_folder(run: Run, home: Path, inbox: Path) -> None:
    assert run("ingest", inbox)[0] == 0
    code, _, why = run("verify", "--store", home.parent / "mistyped")
    assert (code, "There is no folder" in why or "already" in why) == (1, True)
    assert not (home.parent / "mistyped").exists()
    assert not (home / "settings.toml").exists()


def test_scans_are_never_kept_in_two_places(
    run: Run, home: Path, inbox: Path, tmp_path: Path
) -> None:
    assert run("ingest", inbox)[0] == 0
    code, _, why = run("ingest", inbox, "--store", tmp_path / "shared")
    assert (code, str(home / "scans") in why, "move that folder" in why) == (1, True, True)
    (home / "scans").rename(tmp_path / "shared")
    assert run("verify", "--store", tmp_path / "shared")[::2] == (0, "")
    # The same again is no news, and another one contradicts the settings.
    assert len(run("verify", "--store", tmp_path / "shared")[1]) == 1
    code, _, why = run("verify", "--store", tmp_path)
    assert (code, "settings.toml say that the scans are kept in" in why) == (1, True)


@pytest.mark.parametrize(
    "before",
    [
        "",
        'port = "0351"\n[supervision]\ndays = 3\n',
        'scans = "old"\nport = "0351"',
        '# a note\nport = "0351"\n"scans" = \'old\'  # there\n[tare_kg]\ntruck = 1\n',
    ],
)
def test_all_else_in_the_settings_stays(tmp_path: Path, before: str) -> None:
    file = tmp_path / "settings.toml"
    if before:
        file.write_text(before)
    place = tmp_path / 'a "quoted" \\ place'
    remember(tmp_path, place)
    assert tomllib.loads(file.read_text()) == {**tomllib.loads(before), "scans": str(place)}
    assert "# a note" not in before or "# a note" in file.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
