"""The server that the other tests attack: reachable by TLS and password alone, gone afterwards."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.postgres import Cluster, cluster

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed here")

KILLED = """
import sys
from tests.services.postgres import cluster
with cluster() as made:
    print(made.folder, made.port, flush=True)
    sys.stdin.read()
"""


def test_its_superuser_comes_in_by_tls_and_password(postgres: Cluster) -> None:
    with psycopg.connect(**postgres.superuser()) as connection:
        row = connection.execute(
            "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone()
        assert row == (True, "TLSv1.3")
        assert connection.info.server_version >= 150_000


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sslmode": "disable"}, "no encryption"),
        ({"password": "wrong"}, "password authentication failed"),
        ({"user": "nobody_of_ours"}, "password authentication failed"),
    ],
)
def test_nobody_else_does(postgres: Cluster, changed: dict[str, str], why: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=why):
        psycopg.connect(**{**postgres.superuser(), **changed})


def test_it_starts_again_after_a_crash(postgres: Cluster) -> None:
    with psycopg.connect(**postgres.superuser(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    postgres.stop("immediate")
    postgres.start()
    with psycopg.connect(**postgres.superuser(), autocommit=True) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
        connection.execute("DROP TABLE kept")


def test_nothing_of_it_stays(postgres: Cluster) -> None:
    with cluster() as other:
        assert other.port != postgres.port
        folder = other.folder
        assert (folder / "data" / "postmaster.pid").exists()
    assert not folder.exists()


@pytest.mark.usefixtures("postgres")
def test_nothing_of_it_stays_when_the_tests_are_killed() -> None:
    root = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        folder = Path(child.stdout.readline().split()[0].decode())
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        waiting = os.pidfd_open(server)
        child.send_signal(signal.SIGKILL)
    try:
        ended, _, _ = select.select([waiting], [], [], 60)
        assert ended, "the server outlived the tests"
    finally:
        os.close(waiting)
