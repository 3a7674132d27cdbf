"""The settings of a pilot site's record, as its compose file names them, in a server that runs."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.services import postgres as made
from tests.services.absent import lacks_server
from tests.services.postgres import Cluster, cluster

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
_HERE = frozenset({"ssl_cert_file", "ssl_key_file", "hba_file"})
"""Options that name places inside the container."""


def options() -> dict[str, str]:
    """Return what the compose file tells PostgreSQL, in its order."""
    text = (PACKAGING / "compose.yaml").read_text(encoding="utf-8")
    found = re.findall(r"^ +- -c\n +- ([a-z_]+)=(.+)$", text, re.MULTILINE)
    assert len(found) == text.count("- -c\n")
    return dict(found)


@pytest.fixture(scope="module")
def record() -> Iterator[Cluster]:
    """A server with exactly these options and this file of who may knock."""
    if made.programs() is None:
        lacks_server("PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="prescreen-site-"))
    try:
        made._give(folder)
        rules = folder / "pg_hba.conf"
        made._write(rules, (PACKAGING / "site" / "pg_hba.conf").read_bytes())
        told = {name: value for name, value in options().items() if name not in _HERE}
        places = {"hba_file": str(rules), "unix_socket_directories": str(folder)}
        with cluster(settings=told | places) as started:
            words = f"host={folder} port={started.port} user=postgres dbname=postgres"
            with psycopg.connect(words, password=started.password, autocommit=True) as inside:
                inside.execute("CREATE DATABASE prescreen TEMPLATE template0")
                inside.execute("CREATE ROLE officer LOGIN PASSWORD 'three cranes at dusk'")
            yield started
    finally:
        shutil.rmtree(folder)


def parts(record: Cluster, **changed: object) -> dict[str, Any]:
    """Return how an officer connects, with something in it changed."""
    return {**record.parts("officer", "three cranes at dusk", "prescreen"), **changed}


def test_a_person_comes_in_by_tls_and_scram_and_the_options_are_in_force(record: Cluster) -> None:
    with psycopg.connect(**parts(record)) as connection:
        (version,) = connection.execute(
            "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone() or ("",)
        assert version in {"TLSv1.2", "TLSv1.3"}
        assert connection.pgconn.used_password
    with psycopg.connect(**parts(record, user="postgres", password=record.password)) as connection:
        for name, value in options().items():
            (found,) = connection.execute("SELECT current_setting(%s)", (name,)).fetchone() or ("",)
            assert name in _HERE or found == value
        verifier = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'officer'")
        assert str((verifier.fetchone() or ("",))[0]).startswith("SCRAM-SHA-256$")
        rules = "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL"
        assert connection.execute(rules).fetchone() == (0,)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sslmode": "disable"}, "no encryption"),
        ({"password": "three cranes at dawn"}, "password authentication failed"),
        ({"user": "nobody-here"}, "password authentication failed"),
        ({"dbname": "postgres"}, "no pg_hba.conf entry"),
        ({"dbname": "template1"}, "no pg_hba.conf entry"),
        ({"require_auth": "md5"}, "scram-sha-256|SASL"),
        ({"ssl_max_protocol_version": "TLSv1.1", "ssl_min_protocol_version": "TLSv1"}, "SSL|TLS"),
    ],
)
def test_nobody_else_comes_in(record: Cluster, changed: dict[str, str], why: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=why):
        psycopg.connect(**parts(record, **changed))
