"""``prescreen relays`` as whoever runs the server types it, and as a site's service runs it."""

from __future__ import annotations

import http.client
import io
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from app.cli import main
from app.relay.laying import LOGIN
from app.settings import KEYS_VARIABLE
from imaging.dicos import write_dx
from tests.services.absent import lacks_server
from tests.services.postgres import SUPERUSER, Cluster
from tests.services.relay_hands import PASSWORD
from tests.services.site import PEOPLE, Site, missing, site
from tests.unit.imaging_files import pair

Run = Callable[..., tuple[int, list[dict[str, object]]]]
ROOT = Path(__file__).resolve().parents[2]
USER = "relay-lyon"


@pytest.fixture
def address(postgres: Cluster) -> str:
    name = f"typed_{secrets.token_hex(4)}"
    with psycopg.connect(**postgres.superuser(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    return f"localhost:{postgres.port}/{name}?sslrootcert={postgres.authority}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "keys"))

    def ran(typed: str, *words: str) -> tuple[int, list[dict[str, object]]]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["relays", *words, "--home", str(tmp_path / "home"), "--json"])
        said = capsys.readouterr()
        assert PASSWORD not in said.out + said.err
        return code, [json.loads(line) for line in said.out.splitlines() + said.err.splitlines()]

    return ran


@pytest.fixture
def gate() -> Iterator[Site]:
    if missing():
        lacks_server(missing())
    with site() as started:
        yield started


def laid_out(run: Run, postgres: Cluster, address: str) -> None:
    """Lay the jobs out as the superuser, and give the relays a password."""
    typed = f"{postgres.password}\n{PASSWORD}\n"
    jobs = f"postgresql://{SUPERUSER}@{address}"
    code, said = run(typed, "init", "--password", "--jobs", jobs)
    assert (code, said[0]["new"]) == (0, True)
    code, said = run(f"{postgres.password}\n", "init", "--jobs", jobs)
    assert (code, said[0]["new"], said[0]["steps"]) == (0, False, 0)


def test_jobs_are_laid_out_taken_in_and_counted(
    run: Run, postgres: Cluster, address: str, tmp_path: Path
) -> None:
    code, said = run("", "init", "--jobs", f"postgresql://{address}")
    assert (code, "Say who lays out the jobs" in str(said)) == (1, True)
    laid_out(run, postgres, address)
    (tmp_path / "in").mkdir()
    write_dx(pair(), tmp_path / "in")
    jobs = f"postgresql://{address}"
    code, said = run(f"{PASSWORD}\n", "take", str(tmp_path / "in"), "--jobs", jobs)
    assert (code, [one["new"] for one in said]) == (0, [True, True])
    code, said = run(f"{PASSWORD}\n", "take", str(tmp_path / "in"), "--jobs", jobs)
    assert (code, [one["new"] for one in said]) == (0, [False, False])
    code, said = run(f"{PASSWORD}\n", "waiting", "--jobs", jobs)
    assert (code, said) == (0, [{"prepare": 2, "forward": 0, "left": 2}])
    assert run(f"{PASSWORD}\n", "retry", "--jobs", jobs) == (0, [{"taken_up": 0}])
    code, said = run("wrong\n", "waiting", "--jobs", jobs)
    assert (code, f"does not let {LOGIN} in" in str(said)) == (1, True)


def test_what_comes_is_watched_for_by_one_and_left_to_those_that_work(
    run: Run,
    postgres: Cluster,
    address: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    laid_out(run, postgres, address)
    (tmp_path / "in").mkdir()
    write_dx(pair(), tmp_path / "in")
    jobs, typed = f"postgresql://{address}", f"{PASSWORD}\n"
    code, said = run(typed, "watch", "--jobs", jobs)
    assert (code, "The relay has no source" in str(said)) == (1, True)
    words = ("watch", "--folder", str(tmp_path / "in"), "--once", "--jobs", jobs)
    code, said = run(typed, *words)
    assert (code, [one["new"] for one in said]) == (0, [True, True])
    assert run(typed, *words) == (0, [])
    code, said = run(typed, "waiting", "--jobs", jobs)
    assert (code, said) == (0, [{"prepare": 2, "forward": 0, "left": 2}])
    # The folder is that of many now: one that works alone is refused.
    (tmp_path / "home" / "settings.toml").write_text(
        '[archive]\nurl = "https://archive.example"\nuser = "x"\n[relay]\nfolder = "in"\n'
    )
    assert main(["relay", "--once", "--home", str(tmp_path / "home")]) == 1
    assert "belongs to many relays" in capsys.readouterr().err


def test_a_service_works_shows_its_figures_and_ends_when_asked(
    run: Run, postgres: Cluster, address: str, gate: Site, tmp_path: Path
) -> None:
    laid_out(run, postgres, address)
    home, jobs = tmp_path / "home", f"postgresql://{address}"
    home.mkdir(exist_ok=True)
    place = gate.archive(USER)
    (home / "settings.toml").write_text(
        f'[archive]\nurl = "{place.url}"\nuser = "{USER}"\n'
        f'root_certificate = "{place.root_certificate}"\n'
    )
    (tmp_path / "in").mkdir()
    write_dx(pair(), tmp_path / "in")
    run(f"{PASSWORD}\n", "take", str(tmp_path / "in"), "--jobs", jobs)
    secret = tmp_path / "pgpass"
    secret.write_text(f"*:*:*:{LOGIN}:{PASSWORD}\n")
    secret.chmod(0o600)
    words = ["relays", "work", "--jobs", jobs, "--home", str(home), "--metrics", "0", "--json"]
    service = subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert service.stdin is not None
        assert service.stdout is not None
        service.stdin.write(f"{PEOPLE[USER]}\n")
        service.stdin.flush()
        port = int(json.loads(service.stdout.readline())["metrics"])
        wanted = 'prescreen_relay_scans_total{outcome="forwarded"} 2.0'
        end = time.monotonic() + 90
        while wanted not in (said := figures(port)):
            assert time.monotonic() < end, said
        service.send_signal(signal.SIGTERM)
        assert service.wait(30) == 0
    finally:
        service.kill()
        service.communicate()
    assert run(f"{PASSWORD}\n", "waiting", "--jobs", jobs)[1][0]["left"] == 0


def figures(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/metrics")
        return connection.getresponse().read().decode()
    finally:
        connection.close()
