"""Proof as it is typed: verify onward, heads for others, a case to take away."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.record.heads import heads_of
from tests.unit.room_values import House, radiograph, shipment

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a workspace that took one truck in; return its exit code and objects."""

    def runs(*words: object) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main(["--home", str(home), "--json", *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, [json.loads(line) for line in said.out.splitlines()]

    house = House(tmp_path / "house")
    house.scan_files(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"))
    house.shipment_file(shipment())
    house.record.close()
    assert runs("ingest", house.folder / "inbox")[0] == 0
    return runs


def test_verify_goes_on_from_where_it_was(run: Run) -> None:
    _, (whole,) = run("verify")
    _, (onward,) = run("verify", "--onward")
    assert (whole["read_from"], onward["read_from"]) == (1, whole["lines"] + 1)
    assert (onward["ok"], onward["lines"]) == (True, whole["lines"])
    assert onward["whole_at"]


def test_a_swapped_scan_makes_the_next_proof_whole(run: Run, home: Path) -> None:
    run("verify")
    kept = next(path for path in sorted((home / "scans").rglob("*")) if path.is_file())
    kept.chmod(0o600)
    content = kept.read_bytes()
    kept.write_bytes(b"other pixels")
    assert run("verify", "--onward")[0] == 0
    code, (proof,) = run("verify")
    assert code == 1
    assert f"line {proof['first_bad']}" in proof["reason"]
    assert run("verify", "--onward")[1][0]["read_from"] == 1
    kept.write_bytes(content)
    assert run("verify", "--onward")[0] == 0


def test_heads_are_appended_and_held_against_the_record(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "heads.jsonl"
    assert run("heads", "--out", place) == (0, [])
    code, (head,) = run("heads", "--out", place, "--now")
    assert code == 0
    assert heads_of(place.read_text("utf-8"))[0].lines == head["lines"]
    before = place.read_bytes()
    assert run("heads", "--out", place, "--now") == (0, [])
    assert place.read_bytes() == before
    assert run("verify", "--heads", place)[0] == 0
    forged = json.loads(before) | {"lines": head["lines"] + 5}
    place.write_text(json.dumps(forged) + "\n", "utf-8")
    assert run("verify", "--heads", place)[0] == 1
    code, (refused,) = run("heads", "--out", place, "--now")
    assert (code, "not signed" in refused["reason"]) == (1, True)
    assert run("verify", "--heads", tmp_path / "none")[0] == 1


def test_a_case_is_taken_away_and_verified(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "case"
    code, said = run("export", "9XYZPARS0001234", "--out", place, "--files")
    assert code == 0
    assert {Path(one["path"]).name for one in said[:-1]} >= {"case.txt", "verify.py"}
    assert said[-1]["lines"] >= 4
    command = [sys.executable, "-I", "-S", str(place / "verify.py"), "--key", said[-1]["key"]]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    code, (refused,) = run("export", "9XYZPARS0001234", "--out", place)
    assert (code, "not empty" in refused["reason"]) == (1, True)
