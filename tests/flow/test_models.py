"""Models of others in a workspace: looked at, put in force by somebody, run, and on record."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.settings import settings_of
from models.alarm_choice import AlarmChoice
from models.card import load_card, shipped_card_path
from tests.unit.room_values import House, radiograph
from tests.unit.vendor_models import put, vendor_graph

PASSWORD = "a long pass phrase of the site"
Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRESCREEN_KEYS", str(tmp_path / "keys"))
    made = tmp_path / "workspace"
    (made / "models").mkdir(parents=True)
    return made


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, the password twice on its input; its code and objects."""

    def runs(*words: object, password: str = PASSWORD) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n{password}\n"))
        code = main(["--home", str(home), "--json", *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, [json.loads(line) for line in said.out.splitlines()]

    return runs


@pytest.fixture
def scan_id(run: Run, tmp_path: Path) -> str:
    """A scan on record, and an administrator and an officer."""
    house = House(tmp_path / "house")
    files = house.scan_files(radiograph(CCN="9XYZPARS0001234"))
    house.record.close()
    assert run("account", "add", "admin", "--role", "administrator")[0] == 0
    assert run("account", "add", "officer", "--role", "officer", "--by", "admin")[0] == 0
    scan: str = run("ingest", *files)[1][0]["id"]
    return scan


def test_what_runs_is_on_record_though_nobody_chose(run: Run, scan_id: str) -> None:
    assert run("screen", scan_id)[1]
    (choice,) = run("models", "history")[1]
    assert choice["by"] == "program"
    assert [one["sha256"] for one in choice["models"]] == [load_card().sha256]
    assert run("screen", scan_id)[1]
    assert len(run("models", "history")[1]) == 1
    assert run("verify")[0] == 0


def test_models_are_put_in_force_by_somebody_and_run_together(
    run: Run, scan_id: str, home: Path
) -> None:
    put(home / "models", vendor_graph())
    code, said = run("models", "use", "prescreen", "vendor", "--account", "admin")
    assert code == 0
    assert said[0]["by"] == "admin"
    assert [one["name"] for one in said[0]["models"]] == [load_card().title, "Watcher 3.1"]
    _, (report,) = run("screen", scan_id)
    assert [one["name"] for one in report["models"]] == [load_card().title, "Watcher 3.1"]
    assert report["models"][1]["sha256"] == said[0]["models"][1]["sha256"]
    assert report["tdr_sha256"]
    assert run("verify")[0] == 0
    assert run("models", "use", "vendor", "--account", "admin")[0] == 0
    _, (report,) = run("screen", scan_id)
    assert report["model_sha256"] == said[0]["models"][1]["sha256"]
    assert [one["by"] for one in run("models", "history")[1]] == ["admin", "admin"]


def test_our_own_in_eight_bits_can_be_put_in_force(run: Run, scan_id: str) -> None:
    ours = load_card(shipped_card_path(int8=True))
    assert run("models", "use", "prescreen-int8", "--account", "admin")[0] == 0
    _, (report,) = run("screen", scan_id)
    assert report["model_sha256"] == ours.sha256 != load_card().sha256
    assert ours.title == f"{load_card().title} int8"
    # It comes with what the same harmless scans scored with it.
    alarms = AlarmChoice().calibration(ours.sha256)
    assert alarms is not None
    assert alarms.scans >= 2000
    assert alarms.sha256 != AlarmChoice().calibration(load_card().sha256).sha256


def test_only_an_administrator_puts_models_in_force(run: Run, scan_id: str, home: Path) -> None:
    put(home / "models", vendor_graph())
    code, said = run("models", "use", "vendor", "--account", "officer")
    assert code == 1
    assert "officer may not change the models in force" in said[0]["reason"]
    assert run("models", "use", "vendor", "--account", "admin", password="wrong")[0] == 1
    assert run("models", "history")[1] == []
    assert scan_id


def test_a_model_that_would_be_refused_is_not_put_in_force(
    run: Run, scan_id: str, home: Path
) -> None:
    put(home / "models", vendor_graph(), sha256="0" * 64)
    code, said = run("models", "use", "vendor", "--account", "admin")
    assert code == 1
    assert "not the ones their card speaks of" in said[0]["reason"]
    assert run("models", "use", "../vendor", "--account", "admin")[0] == 1
    code, listed = run("models", "list")
    assert code == 1
    assert [(one["card"], one["status"]) for one in listed] == [
        ("prescreen", "ok"),
        ("prescreen-int8", "ok"),
        ("vendor.json", "refused"),
    ]
    assert scan_id


def test_a_card_that_was_changed_after_it_was_put_in_force_judges_nothing(
    run: Run, scan_id: str, home: Path
) -> None:
    put(home / "models", vendor_graph())
    assert run("models", "use", "vendor", "--account", "admin")[0] == 0
    put(home / "models", vendor_graph(), version="3.2")
    code, (report,) = run("screen", scan_id)
    assert (code, report["state"]) == (1, "unknown")
    assert "not the one that was put in force" in report["reason"]


def test_a_site_that_signs_puts_only_signed_cards_in_force(
    run: Run, scan_id: str, home: Path
) -> None:
    (home / "settings.toml").write_text("signed_models = true\n")
    assert settings_of(home).signed_models
    put(home / "models", vendor_graph())
    assert run("models", "keys")[0] == 0
    code, said = run("models", "use", "vendor", "--account", "admin")
    assert code == 1
    assert "not signed by the site" in said[0]["reason"]
    assert run("models", "sign", "vendor")[0] == 0
    assert run("models", "use", "vendor", "prescreen", "--account", "admin")[0] == 0
    assert run("screen", scan_id)[1][0]["models"][0]["name"] == "Watcher 3.1"
