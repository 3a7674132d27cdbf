"""The units of a site's relays: what they start is a command, and they may do little beside it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.cli.arguments import parse

UNITS = sorted((Path(__file__).parents[2] / "packaging" / "site" / "systemd").iterdir())
FENCES = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "PrivateDevices": "yes",
    "PrivateTmp": "yes",
    "ProtectHome": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectSystem": "strict",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces": "yes",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
}
PROGRAM = "/opt/prescreen/bin/prescreen"
each = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)


def told(unit: Path) -> list[tuple[str, str]]:
    """Return the settings of a unit, in order."""
    lines = [one for one in unit.read_text(encoding="utf-8").splitlines() if one]
    plain = [one for one in lines if not one.startswith(("#", "["))]
    assert all(re.fullmatch(r"[A-Z]\w+=.*", one) for one in plain), unit.name
    return [(name, value) for name, _, value in (one.partition("=") for one in plain)]


def test_there_is_one_relay_or_many_and_who_takes_in_for_them() -> None:
    assert [unit.name for unit in UNITS] == [
        "prescreen-relay.service",
        "prescreen-relays-watch.service",
        "prescreen-relays-work@.service",
    ]


@each
def test_what_a_unit_starts_is_a_command(unit: Path) -> None:
    (command,) = (value for name, value in told(unit) if name == "ExecStart")
    program, *words = command.replace("${JOBS}", "postgresql://x/y").replace("%i", "1").split()
    assert program == PROGRAM
    arguments = parse(words)
    assert str(arguments.home).startswith(("/var/lib/", "/srv/"))


@each
def test_a_unit_is_fenced_in_and_holds_no_secret(unit: Path) -> None:
    settings = told(unit)
    assert FENCES.items() <= dict(settings).items()
    assert {"DynamicUser", "User"} & dict(settings).keys()
    credentials = [value for name, value in settings if name.startswith("LoadCredential")]
    assert credentials
    assert all(re.fullmatch(r"prescreen\.\w+", one) for one in credentials)
    assert "PASSWORD" not in unit.read_text(encoding="utf-8").upper().replace(".PASSWORD", "")


@each
def test_systemd_understands_a_unit(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze here")
    copy = tmp_path / unit.name
    # What it starts need not be installed here.
    copy.write_text(unit.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true"))
    done = subprocess.run(
        [analyze, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
