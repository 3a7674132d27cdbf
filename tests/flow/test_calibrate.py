"""From a folder of harmless scans to the threshold on record of the next screening."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.cli import main
from app.cli.workspace import workspace
from app.scans.harmless import Notes, look_at
from imaging.dicos import write_dx
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from models.alarm_choice import AlarmChoice
from models.alarm_file import alarm_path, read_alarms
from models.alarms import InForce
from models.card import alarms_path, load_card, shipped_card_path
from models.conformal import threshold_of
from models.detection import Detection
from models.errors import ModelRefused
from models.signs import Signs
from tests.unit.room_values import radiograph

Run = Callable[..., tuple[int, list[dict[str, Any]]]]
COUNT = 6


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Simulated containers with nothing irregular, both energies, and a file that is no scan."""
    folder = tmp_path_factory.mktemp("harmless")
    for seed in range(COUNT):
        scene = make_scene(6_100_000 + seed, equipment="container20", rows=330)
        write_dx(scene.radiograph, [folder / f"{seed}_{energy}.dcs" for energy in ("high", "low")])
    (folder / "notes.txt").write_text("no scan")
    return folder


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def runs(*words: object) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main(["--home", str(tmp_path / "home"), "--json", *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, [json.loads(line) for line in said.out.splitlines()]

    return runs


def settle(home: Path, rate: float) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(f"false_alarm_rate = {rate}\n")


def test_without_one_of_its_own_a_site_has_the_one_that_was_shipped(run: Run) -> None:
    shipped = read_alarms(alarms_path(shipped_card_path()))
    assert shipped is not None
    code, said = run("calibrate")
    assert (code, said[-1]["sha256"]) == (0, shipped.sha256)
    assert said[-1]["origins"] == {"SYNTHETIC": said[-1]["scans"]}


def test_a_calibration_is_made_once_grows_and_judges_what_comes(
    run: Run, harmless: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    settle(home, 0.2)
    code, said = run("calibrate", harmless)
    assert code == 0
    assert [line["status"] for line in said[:COUNT]] == ["scored"] * COUNT
    path = alarm_path(home / "alarms", load_card().sha256)
    found = read_alarms(path)
    assert found is not None
    assert found.scans == COUNT
    assert said[-1]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest() == found.sha256
    _, again = run("calibrate", harmless)
    assert [line["status"] for line in again[:COUNT]] == ["known"] * COUNT
    assert again[COUNT:] == said[COUNT:]

    scene = make_scene(6_200_000, equipment="container20", rows=330)
    files = [tmp_path / "new_high.dcs", tmp_path / "new_low.dcs"]
    write_dx(scene.radiograph, files)
    run("ingest", *files)
    _, (report,) = run("screen")
    group = "megavolt_dual/short_vehicle"
    assert report["alarm"] == {
        "threshold": threshold_of(found.scores[group], 0.2),
        "rate": 0.2,
        "group": group,
        "wanted": group,
        "scans": COUNT,
        "sha256": found.sha256,
    }
    with workspace(home, create=False) as place:
        assert place.record.verify().ok
        (kept,) = place.record.item(place.record.items()[0]).reports
    assert kept.alarm is not None
    assert kept.alarm.sha256 == found.sha256
    assert kept.signs is not None
    assert (kept.signs.score >= kept.alarm.threshold) == bool(kept.findings)


def test_too_few_for_the_rate_fall_back_to_the_card_and_say_so(
    run: Run, harmless: Path, tmp_path: Path
) -> None:
    settle(tmp_path / "home", 0.05)
    _, said = run("calibrate", harmless)
    groups = {line["group"]: line for line in said if "least_rate" in line}
    assert {line["falls_back_to"] for line in groups.values()} == {"the card"}
    assert groups["all"]["least_rate"] == pytest.approx(1 / (COUNT + 1))
    files = [harmless / "0_high.dcs", harmless / "0_low.dcs"]
    run("ingest", *files)
    _, (report,) = run("screen")
    alarm = report["alarm"]
    assert (alarm["group"], alarm["rate"], alarm["scans"], alarm["sha256"]) == ("card", None, 0, "")
    assert alarm["threshold"] == load_card().thresholds["megavolt_dual"]


def test_a_damaged_calibration_judges_nothing(run: Run, harmless: Path, tmp_path: Path) -> None:
    path = alarm_path(tmp_path / "home" / "alarms", load_card().sha256)
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    code, (said,) = run("calibrate")
    assert code == 1
    assert "cannot be used" in said["reason"]
    run("ingest", harmless / "0_high.dcs", harmless / "0_low.dcs")
    code, (report,) = run("screen")
    assert (code, report["state"]) == (1, "unknown")
    assert "alarm calibration" in report["reason"]


def test_a_calibration_of_other_weights_is_not_used(tmp_path: Path, run: Run) -> None:
    run("calibrate", "--samples")
    made = alarm_path(tmp_path / "home" / "alarms", load_card().sha256)
    other = alarm_path(tmp_path / "home" / "alarms", "0" * 64)
    other.write_bytes(made.read_bytes())
    with pytest.raises(ModelRefused, match="other weights"):
        AlarmChoice(other.parent).calibration("0" * 64)
    assert AlarmChoice(other.parent).calibration("1" * 64) is None
    assert AlarmChoice().calibration("1" * 64) is None


@pytest.mark.parametrize("rate", ["0.001", "0.3", "true", '"many"'])
def test_a_rate_that_makes_no_sense_is_refused(run: Run, tmp_path: Path, rate: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f"false_alarm_rate = {rate}\n")
    code, (said,) = run("calibrate")
    assert code == 1
    assert "false_alarm_rate" in said["reason"]


def judged(picture: Radiograph) -> Detection:
    """A detector that gives every scan another score."""
    score = float(picture.main.pixels[20, 30] % 97) / 100.0
    alarm = InForce(0.5, wanted="megavolt_dual/short_vehicle")
    signs = Signs(0.1, 0.0, 0.001, 1.1, score)
    heat = np.zeros((5, 8), np.uint8)
    return Detection("nothing_flagged", (), heat, "", "a" * 64, "", 1.0, alarm=alarm, signs=signs)


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    for seed in range(4):
        made = radiograph(f"1.2.3.{seed}", seed=seed)
        write_dx(made, [tmp_path / f"{seed}_{energy}.dcs" for energy in ("high", "low")])
    paths = sorted(tmp_path.glob("*.dcs"))
    file = tmp_path / "notes.jsonl"
    first = look_at(paths, judged, Notes(file))
    assert [next(first).known for _ in range(2)] == [False, False]
    file.write_bytes(file.read_bytes() + b'{"scan": "cut sh')
    notes = Notes(file)
    assert [looked.known for looked in look_at(paths, judged, notes)] == [True, True, False, False]
    assert Notes(file).all == notes.all
    assert len(notes.all) == 4
