"""The pilot site: secrets are files, nothing goes without TLS, no password is known before."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"
COMPOSE = (PACKAGING / "compose.yaml").read_text(encoding="utf-8")
SERVICES = ("record", "archive", "gate")


def block(path: str) -> str:
    """Return what stands below a key, by the indentation that YAML goes by."""
    text, depth = COMPOSE, 0
    for name in path.split("/"):
        found = re.search(
            rf"^ {{{depth}}}{re.escape(name)}:.*\n((?: {{{depth + 2}}}.*\n|\n)*)", text, re.M
        )
        assert found, path
        text, depth = found.group(1), depth + 2
    return text


def names(path: str) -> list[str]:
    depth = 2 * (path.count("/") + 1)
    return re.findall(rf"^ {{{depth}}}([\w.]+):", block(path), re.M)


def test_there_is_a_record_an_archive_and_a_gate() -> None:
    assert names("services") == list(SERVICES)
    for service in SERVICES:
        told = block(f"services/{service}")
        assert re.search(r"image: \S+:\d", told), f"{service} has no fixed version"
        assert "no-new-privileges:true" in told


def test_the_form_is_plain() -> None:
    assert "\t" not in COMPOSE
    for line in COMPOSE.splitlines():
        assert re.fullmatch(r"(?:  )*(?:#.*|- .+|[\w.]+:(?: .+)?)?", line), line


def test_every_secret_is_a_file_that_is_not_here() -> None:
    declared = names("secrets")
    used = set(re.findall(r"^      - (?:source: )?([\w.]+)$", COMPOSE, re.M)) & set(declared)
    assert used == set(declared)
    for name in declared:
        assert f"file: ./secrets/{name}" in block("secrets")
        assert not (PACKAGING / "secrets" / name).exists()


def test_no_password_stands_in_it() -> None:
    environment = block("services/record/environment")
    assert "POSTGRES_PASSWORD_FILE: /run/secrets/superuser" in environment
    assert not re.search(r"PASSWORD:|HOST_AUTH_METHOD|trust", COMPOSE)


def test_the_record_is_reached_by_tls_and_scram_alone() -> None:
    command = block("services/record/command")
    for setting in ("ssl=on", "password_encryption=scram-sha-256", "hba_file=/etc/prescreen/"):
        assert setting in command
    lines = (PACKAGING / "site" / "pg_hba.conf").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert [rule[0] for rule in rules] == ["local", "hostssl", "hostssl"]
    assert {rule[-1] for rule in rules} == {"scram-sha-256"}


def test_the_archive_is_behind_the_gate_alone() -> None:
    assert "ports:" not in block("services/archive")
    assert "internal: true" in block("networks/behind")
    gate = (PACKAGING / "site" / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"listen (.+);", gate) == ["443 ssl http2"]
    assert re.findall(r"ssl_protocols (.+);", gate) == ["TLSv1.2 TLSv1.3"]
