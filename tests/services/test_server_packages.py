"""A port officer says at the command line what became of a package, on a server's record."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.domain.clock import system_clock
from app.domain.dispatch import Address, Custodian, PackageStep, Step
from app.domain.officer import Officer, Role
from app.settings import KEYS_VARIABLE
from tests.services.homes import PASSWORD, PORT, TREMBLAY, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.unit import record_values as values

LEBLANC = Officer("leblanc", "L. Leblanc", Role.PORT_OFFICER, PORT)


@pytest.fixture
def home(postgres: Cluster, tmp_path: Path) -> Iterator[ServerHome]:
    with lay_out(postgres, (TREMBLAY, LEBLANC)).home(tmp_path / "home") as opened:
        yield opened


def send(home: ServerHome) -> str:
    """Let a referral be signed and its package be sent."""
    record, desk = home.intake(), home.seat(TREMBLAY)
    record.add_image(values.scan("s1"), values.image(1))
    record.add_shipment(values.shipment("CCNs1", port=PORT))
    record.put_link(values.link("s1", "CCNs1"))
    item_id = record.item_of_scan("s1")
    item = desk.claim(item_id, TREMBLAY)
    desk.note_shown(item_id, TREMBLAY, ("s1", item.scans[0].views[0]))
    desk.save_mark(item_id, TREMBLAY, values.mark("m1", 1, "s1"))
    said = values.recommendation("d-s1", item_id, TREMBLAY, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    desk.decide(dataclasses.replace(said, shipment_digests=digests, model=()), officer=TREMBLAY)
    at, to = system_clock().now(), Address(PORT, "", Custodian.CARRIER, "9XYZ")
    step = PackageStep("d-s1", "d-s1", 1, Step.SENT, "dispatch", at, address=to)
    record.dispatch.add_steps(item_id, "dispatch", [step])
    return "d-s1"


def test_what_she_says_is_told_back_and_listed(
    home: ServerHome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "keys"))
    place = f"localhost:{home.cluster.port}/{home.database}"
    where = f"postgresql://{LEBLANC.account}@{place}?sslrootcert={home.cluster.authority}"
    package = send(home)
    for words, standing in (
        (("list",), "sent"),
        (("acknowledge", package, "--account", LEBLANC.account), "acknowledged"),
        (("list",), "acknowledged"),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n{PASSWORD}\n"))
        code = main(["packages", *words, "--home", where, "--json"])
        said = capsys.readouterr()
        assert (code, said.err) == (0, "")
        (told,) = (json.loads(line) for line in said.out.splitlines())
        assert (told["package"], told["standing"]) == (package, standing)
