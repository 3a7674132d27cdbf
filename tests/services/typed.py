"""Commands with a server's record as their home, as somebody types them."""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from app.cli import main
from app.settings import KEYS_VARIABLE
from tests.services.homes import forget
from tests.services.postgres import Cluster

PASSWORD = "nine lanterns beneath the causeway"
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
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "keys"))
    root = str(postgres.authority)

    def ran(login: str, typed: str, *words: str) -> tuple[int, list[dict[str, object]]]:
        home = f"postgresql://{login}@localhost:{postgres.port}/{database}?sslrootcert={root}"
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main([*words, "--home", home, "--json"])
        said = capsys.readouterr()
        assert PASSWORD not in said.out + said.err
        return code, [json.loads(line) for line in said.out.splitlines() + said.err.splitlines()]

    yield ran
    for name in ("taker", "typist", "chief"):
        forget(postgres, name)
