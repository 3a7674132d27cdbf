from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.cli import main
from app.scans import FolderStore
from app.scans.calibrations import (
    CalibrationRefused,
    add_calibration,
    calibrated,
    calibration_folder,
    kept_calibrations,
)
from app.settings import settings_of
from imaging.calibration_file import (
    UnreadableCalibration,
    read_calibration,
    write_calibration,
)
from imaging.calibration_make import make_calibration
from imaging.dicos import write_dx
from imaging.material import Grounds, scale_of
from imaging.phantom.beam import BeamSettings, make_beam
from imaging.radiograph import Channel, Energy, Radiograph, Source

MASSES = {"organic": (10.0, 30.0, 80.0), "steel": (8.0, 40.0, 90.0)}
BEAM = BeamSettings(6.0, 4.0, 15.0)


def wedges() -> Radiograph:
    """Six steps side by side, 20 columns each: organic matter, then steel."""
    beam = make_beam(BEAM)
    pairs = [beam.transmission(name, mass) for name, steps in MASSES.items() for mass in steps]
    channels = []
    for index, (energy, volts) in enumerate(((Energy.HIGH, 6000.0), (Energy.LOW, 4000.0))):
        row = np.repeat([pair[index] for pair in pairs], 20)
        pixels = np.rint(np.tile(row, (40, 1)) * 65535).astype(np.uint16)
        channels.append(Channel(energy, pixels, kilovolts=volts))
    source = Source(manufacturer="Acme", model="Portal", station="Lane 2")
    return Radiograph(tuple(channels), (4.0, 4.0), source)


def recipe(path: Path, **changes: Any) -> Path:
    materials = [
        {
            "name": name,
            "atomic_number": 26 if name == "steel" else 7,
            "steps": [
                {"g_cm2": mass, "box": [20 * (number + first) + 4, 4, 12, 30]}
                for number, mass in enumerate(steps)
            ],
        }
        for first, (name, steps) in zip((0, 3), MASSES.items(), strict=True)
    ]
    tree = {"schema": "prescreen-calibration/1", "name": "Lane 2, May", "materials": materials}
    path.write_text(json.dumps(tree | changes), encoding="utf-8")
    return path


def test_wedges_in_a_scan_become_its_scanners_calibration(tmp_path: Path) -> None:
    made = make_calibration(recipe(tmp_path / "lane2.json"), wedges())
    assert (made.scanner.station, made.scanner.kilovolts) == ("Lane 2", (6000.0, 4000.0))
    high, low = -np.log(make_beam(BEAM).transmission("steel", 40.0))
    step = made.wedges[1].steps[1]
    assert (step.high, step.low) == pytest.approx((high, low), abs=1e-3)


@pytest.mark.parametrize(
    ("box", "why"),
    [
        ([0, 0, 4, 4], "fewer than 25"),
        ([115, 0, 20, 20], "does not lie"),
        ([-1, 0, 20, 20], "does not lie"),
        ("all", "four whole numbers"),
        ([0.5, 0, 9, 9], "four whole numbers"),
    ],
)
def test_a_box_that_cannot_be_read_is_said(tmp_path: Path, box: object, why: str) -> None:
    path = recipe(tmp_path / "r.json")
    tree = json.loads(path.read_text())
    tree["materials"][1]["steps"][2]["box"] = box
    path.write_text(json.dumps(tree))
    with pytest.raises(UnreadableCalibration, match=rf"materials\[1\]\.steps\[2\].*{why}"):
        make_calibration(path, wedges())


@pytest.mark.parametrize("text", ["[]", '{"materials": [1]}', '{"materials": {"steps": 1}}', "{"])
def test_a_recipe_that_is_none_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(UnreadableCalibration):
        make_calibration(tmp_path / "r.json", wedges())


def test_a_kept_calibration_is_read_with_the_scans_of_its_scanner(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "home")
    folder = calibration_folder(FolderStore(settings.scan_folder))
    assert folder == settings.calibration_folder
    assert kept_calibrations(folder) == ()
    plain = wedges()
    assert calibrated(plain, folder) is plain
    code = main(["--home", str(settings.home), "calibration", "add", str(_file(tmp_path))])
    assert code == 0
    assert scale_of(calibrated(plain, folder)).source is Grounds.CALIBRATED
    assert scale_of(plain).source is not Grounds.CALIBRATED


def test_another_of_the_same_name_is_not_taken_for_it(tmp_path: Path) -> None:
    folder, first = tmp_path / "kept", _file(tmp_path)
    add_calibration(first, folder)
    add_calibration(first, folder)
    other = tmp_path / "other" / first.name
    other.parent.mkdir()
    other.write_text(first.read_text().replace("Lane 2, May", "Lane 2, June"))
    with pytest.raises(CalibrationRefused, match=r"Another calibration is kept as lane2\.json"):
        add_calibration(other, folder)
    (tmp_path / "scan.json").write_text("{}")
    with pytest.raises(CalibrationRefused, match="schema"):
        add_calibration(tmp_path / "scan.json", folder)
    assert [one.path.name for one in kept_calibrations(folder)] == ["lane2.json"]


def test_a_damaged_file_is_listed_and_counts_as_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    kept = add_calibration(_file(tmp_path), home / "calibrations")
    command = ["--home", str(home), "--json", "calibration", "list"]
    assert main(command) == 0
    kept.path.write_text("{")
    assert main(command) == 1
    good, bad = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (good["scanner"], bad["status"]) == (
        "Acme, Portal, Lane 2, 6000 and 4000 kV",
        "refused",
    )
    assert calibrated(wedges(), home / "calibrations").calibration is None


def test_the_command_makes_one_from_the_files_of_a_scan(tmp_path: Path) -> None:
    files = write_dx(wedges(), tmp_path, scan_type="CALIBRATION")
    out = tmp_path / "made.json"
    words = ["calibration", "make", recipe(tmp_path / "lane2.json"), *files, "--out", out]
    assert main([str(word) for word in words]) == 0
    assert read_calibration(out).name == "Lane 2, May"
    words[2] = tmp_path / "absent.json"
    assert main([str(word) for word in words]) == 1


def _file(folder: Path) -> Path:
    """Return a calibration file called ``lane2.json``."""
    made = folder / "made"
    made.mkdir(exist_ok=True)
    path = made / "lane2.json"
    write_calibration(path, make_calibration(recipe(folder / "recipe.json"), wedges()))
    return path
