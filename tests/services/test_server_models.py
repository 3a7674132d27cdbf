"""Models of one's own on a server: an administrator puts them in force, the service runs them."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import psycopg
import pytest

from app.cli.models_in_force import described
from app.record.coding import canonical, plain
from app.settings import settings_of
from models.card import load_card, weights_path
from tests.services.postgres import Cluster
from tests.services.typed import PASSWORD, Run
from tests.unit.vendor_models import put, vendor_graph

SAMPLES = Path(__file__).resolve().parents[2] / "sample_scans"
TYPED = f"{PASSWORD}\n"
BOTH = TYPED + TYPED


@pytest.fixture
def folder(run: Run, postgres: Cluster, database: str) -> Path:
    """The folder of models where the service takes things in; with people and a scan on record."""
    admin = f"{postgres.password}\n"
    assert run("postgres", admin, "init")[0] == 0
    for name, role in (("taker", "intake"), ("typist", "supervisor"), ("chief", "administrator")):
        add = ("account", "add", name, "--role", role)
        assert run("postgres", f"{admin}{TYPED}", *add)[0] == 0
    settings = settings_of(f"postgresql://taker@localhost:{postgres.port}/{database}")
    settings.model_folder.mkdir(parents=True)
    return settings.model_folder


@pytest.fixture(autouse=True)
def taken_in(run: Run, folder: Path, tmp_path: Path) -> None:
    """Let a scan wait for its screening."""
    files = [str(shutil.copy(path, tmp_path)) for path in sorted(SAMPLES.glob("parcel_row_1*"))]
    code, said = run("taker", TYPED, "ingest", *files)
    assert (code, folder.is_dir(), bool(said)) == (0, True, True)


def test_an_administrator_puts_a_model_in_force_and_the_service_runs_it(
    run: Run, folder: Path
) -> None:
    card = put(folder, vendor_graph())
    use = ("models", "use", "vendor", "--by")
    for who, why in (("typist", "typist may not change the models in force"), ("taker", "service")):
        code, said = run("taker", BOTH, *use, who)
        assert (code, why in str(said)) == (1, True)
    code, said = run("taker", BOTH, *use, "chief")
    assert (code, said[0]["by"], "Watcher 3.1" in str(said[0]["models"])) == (0, "chief", True)
    code, said = run("taker", TYPED, "screen")
    assert (code, "Watcher 3.1" in str(said[0]["findings"])) == (0, True)
    assert [one["by"] for one in run("taker", TYPED, "models", "history")[1]] == ["chief"]
    code, said = run("taker", TYPED, "verify")
    assert (code, said[0]["ok"], said[0]["not_checked"]) == (0, True, [])

    weights_path(card).write_bytes(weights_path(card).read_bytes() + b"\0")
    code, said = run("taker", TYPED, "verify")
    assert (code, "Watcher 3.1 is not the one that was put in force" in str(said)) == (1, True)
    card.unlink()
    code, said = run("taker", TYPED, "verify")
    assert (code, said[0]["ok"]) == (0, True)
    (unchecked,) = said[0]["not_checked"]
    assert str(folder) in unchecked
    assert "Watcher 3.1 lies where the service of the server takes things in" in unchecked


def test_a_newer_program_notes_its_own_model_where_nobody_chose(
    run: Run, folder: Path, postgres: Cluster, database: str
) -> None:
    settings = settings_of(folder.parent)
    older = dataclasses.replace(described(settings, ""), card_sha256="ab" * 32, name="Older 1")
    body = canonical({"body": {"models": [plain(older)]}, "salt": "00" * 16})
    with psycopg.connect(**postgres.parts("taker", PASSWORD, database)) as connection:
        connection.execute("SELECT prescreen.append('models_put', 'models', %s)", (body,))
    code, said = run("taker", TYPED, "verify")
    (unchecked,) = said[0]["not_checked"]
    assert (code, "Older 1 came with another version of the program" in unchecked) == (0, True)
    assert run("taker", TYPED, "screen")[0] == 0
    code, said = run("taker", TYPED, "models", "history")
    names = [model["name"] for one in said for model in one["models"]]
    assert names == [load_card().title, "Older 1"]
    code, said = run("taker", TYPED, "verify")
    assert (code, said[0]["not_checked"]) == (0, [])
