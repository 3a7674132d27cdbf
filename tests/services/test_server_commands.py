"""The commands with a server's record as their home, as an administrator types them."""

from __future__ import annotations

import io
import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from app.cli import main
from tests.services.homes import forget
from tests.services.postgres import Cluster

PASSWORD = "nine lanterns beneath the causeway"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_scans"

Run = Callable[..., tuple[int, list[dict[str, object]]]]


@pytest.fixture
def database(postgres: Cluster) -> str:
    name = f"typed_{secrets.token_hex(4)}"
    with psycopg.connect(**postgres.superuser(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return name


@pytest.fixture
def run(
    postgres: Cluster,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Run]:
    """Return how a command is run: as whom, what is typed, its words."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    root = str(postgres.authority)

    def ran(login: str, typed: str, *words: str) -> tuple[int, list[dict[str, object]]]:
        home = f"postgresql://{login}@localhost:{postgres.port}/{database}?sslrootcert={root}"
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main([*words, "--home", home, "--json"])
        said = capsys.readouterr()
        assert PASSWORD not in said.out + said.err
        return code, [json.loads(line) for line in said.out.splitlines() + said.err.splitlines()]

    yield ran
    for name in ("taker", "typist"):
        forget(postgres, name)


def test_a_record_is_laid_out_filled_looked_at_and_proved(
    run: Run, postgres: Cluster, tmp_path: Path
) -> None:
    admin = f"{postgres.password}\n"
    code, said = run("postgres", admin, "init")
    assert (code, said[0]["before"], said[0]["after"]) == (0, "", "0001")
    code, said = run("postgres", admin, "init")
    assert (code, said[0]["before"], said[0]["after"]) == (0, "0001", "0001")
    add = ("account", "add")
    assert run("postgres", f"{admin}{PASSWORD}\n", *add, "taker", "--role", "intake")[0] == 0
    typist = (*add, "typist", "--role", "supervisor", "--name", "T. Ypist")
    assert run("postgres", f"{admin}{PASSWORD}\n", *typist)[0] == 0
    code, said = run("postgres", f"{admin}{PASSWORD}\n", *typist)
    assert code == 1
    assert "already" in str(said)

    # An answer to a message is put beside it.
    samples = sorted(SAMPLES.glob("parcel_row_1*"))
    files = [str(shutil.copy(path, tmp_path)) for path in samples]
    code, said = run("taker", f"{PASSWORD}\n", "ingest", *files)
    assert (code, [one["status"] for one in said]) == (0, ["accepted"] * len(files))
    code, said = run("taker", f"{PASSWORD}\n", "screen")
    assert (code, len(said) > 0) == (0, True)
    code, said = run("typist", f"{PASSWORD}\n", "queue")
    assert (code, len(said)) == (0, 1)
    assert said[0]["screening"]
    code, said = run("taker", f"{PASSWORD}\n", "verify")
    assert (code, said[0]["ok"], said[0]["reason"]) == (0, True, "")

    code, said = run("taker", f"{PASSWORD}\n", "doctor")
    found = {str(one["check"]): one for one in said}
    assert found["server TLS"]["detail"].startswith("TLSv1.3")
    assert found["server tables"]["ok"]
    assert "intake" in str(found["server role"]["detail"])
    assert found["server clock"]["ok"]
    assert any(name.startswith("chain") for name in found)


def test_a_servers_record_is_proved_whole_or_not_at_all(run: Run) -> None:
    code, said = run("taker", f"{PASSWORD}\n", "verify", "--onward")
    assert (code, said[0]["ok"]) == (1, False)
    assert "--onward" in str(said[0]["reason"])


def test_what_is_wrong_ends_in_a_sentence(run: Run, postgres: Cluster) -> None:
    code, said = run("postgres", "wrong\n", "init")
    assert (code, "belong together" in str(said)) == (1, True)
    code, said = run("", "", "queue")
    assert (code, "Say who comes in" in str(said)) == (1, True)
    code, said = run("postgres:secret", "", "queue")
    assert (code, "holds no password" in str(said)) == (1, True)
    code, said = run("postgres", f"{postgres.password}\n", "queue")
    assert (code, "prescreen init" in str(said)) == (1, True)
    code, said = run(
        "postgres", f"{postgres.password}\n", "account", "add", "x", "--role", "intake"
    )
    assert (code, "prescreen init" in str(said)) == (1, True)


def test_what_only_a_file_can_do_is_refused(run: Run, postgres: Cluster, tmp_path: Path) -> None:
    admin = f"{postgres.password}\n"
    assert run("postgres", admin, "init")[0] == 0
    assert (
        run("postgres", f"{admin}{PASSWORD}\n", "account", "add", "taker", "--role", "intake")[0]
        == 0
    )
    for words in (("backup", str(tmp_path / "copy")), ("heads",)):
        code, said = run("taker", f"{PASSWORD}\n", *words)
        assert (code, "on the server of the record itself" in str(said)) == (1, True)
