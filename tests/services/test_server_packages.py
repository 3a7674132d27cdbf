"""People say at the command line what became of a package and of its exam, on a server's record."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from app.cli import main, repeating
from app.domain.clock import system_clock
from app.domain.dispatch import Address, Custodian, PackageStep, Step
from app.domain.exam_result import SCHEMA
from app.domain.officer import Officer, Role
from app.settings import KEYS_VARIABLE
from tests.services.homes import FAR, PASSWORD, PORT, SINGH, TREMBLAY, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.unit import record_values as values

LEBLANC = Officer("leblanc", "L. Leblanc", Role.PORT_OFFICER, PORT)
OKAFOR = Officer("okafor", "E. Okafor", Role.SUPERVISOR, PORT)
EVANS = Officer("evans", "F. Evans", Role.EVALUATOR, PORT)

Run = Callable[..., tuple[int, list[dict[str, object]]]]


@pytest.fixture
def home(postgres: Cluster, tmp_path: Path) -> Iterator[ServerHome]:
    with lay_out(postgres, (TREMBLAY, SINGH, LEBLANC, OKAFOR, EVANS, FAR)).home(
        tmp_path / "home"
    ) as opened:
        yield opened


def sign(home: ServerHome) -> str:
    """Let a referral be signed; return its item."""
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
    return item_id


def send(home: ServerHome) -> str:
    """Let a referral be signed and its package be sent."""
    item_id = sign(home)
    at, to = system_clock().now(), Address(PORT, "", Custodian.CARRIER, "9XYZ")
    step = PackageStep("d-s1", "d-s1", 1, Step.SENT, "dispatch", at, address=to)
    home.intake().dispatch.add_steps(item_id, "dispatch", [step])
    return "d-s1"


@pytest.fixture
def run(
    home: ServerHome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return how somebody runs a command."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "keys"))
    place = f"localhost:{home.cluster.port}/{home.database}"

    def ran(login: str, *words: str) -> tuple[int, list[dict[str, object]]]:
        where = f"postgresql://{login}@{place}?sslrootcert={home.cluster.authority}"
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n{PASSWORD}\n"))
        code = main([*words, "--home", where, "--json"])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in (said.out + said.err).splitlines()]

    return ran


def test_what_she_says_is_told_back_and_listed(home: ServerHome, run: Run) -> None:
    package = send(home)
    for words, standing in (
        (("list",), "sent"),
        (("acknowledge", package, "--account", LEBLANC.account), "acknowledged"),
        (("list",), "acknowledged"),
    ):
        code, (told,) = run(LEBLANC.account, "packages", *words)
        assert (code, told["package"], told["standing"]) == (0, package, standing)


class EnoughError(BaseException):
    """Ends a program that runs for ever."""


def test_sending_goes_on_after_the_servers_connections_were_cut(
    home: ServerHome, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is signed after the cut is looked at as well; the cut itself is told once at most."""
    rounds: list[float] = []

    def wait(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 1:
            with psycopg.connect(**home.cluster.superuser(), autocommit=True) as connection:
                assert connection.execute(CUT_INTAKE, [home.database]).fetchall()
        elif len(rounds) == 3:
            sign(home)
        elif len(rounds) == 5:
            raise EnoughError

    monkeypatch.setattr(repeating, "wait", wait)
    with pytest.raises(EnoughError):
        run("intake", "packages", "send", "--watch")
    said = capsys.readouterr()
    (done,) = [json.loads(line) for line in said.out.splitlines()]
    assert (done["package"], done["step"]) == ("d-s1", "sent")
    assert len(said.err.splitlines()) <= 1
    assert len(rounds) == 5


CUT_INTAKE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE usename = 'intake' AND datname = %s"
)


def results(folder: Path, referral: str, number: str) -> tuple[str, str]:
    """Write two results of one referral, as JSON and as CSV; return the files."""
    ended = values.now().isoformat()
    tree = {
        "schema": SCHEMA,
        "referral_id": referral,
        "result_id": number,
        "outcome": "RESULTANT",
        "officer": "M. Bélanger",
        "ended_at": ended,
    }
    one, two = folder / f"{number}.json", folder / f"{number}.csv"
    one.write_text(json.dumps([tree]), encoding="utf-8")
    head = "referral_id,result_id,outcome,officer,ended_at"
    row = f"{referral},{number},PARTLY,M. Bélanger,{ended}"
    two.write_text(f"{head}\n{row}\n", encoding="utf-8")
    return str(one), str(two)


def test_files_of_results_are_taken_in_by_people_of_the_port(
    home: ServerHome, run: Run, tmp_path: Path
) -> None:
    package = send(home)
    for officer in (SINGH, LEBLANC, OKAFOR):
        one, two = results(tmp_path, package, officer.account)
        code, told = run(officer.account, "results", one, two)
        assert (code, [line["version"] for line in told]) == (0, [1, 2])
        code, (again,) = run(officer.account, "results", two)
        assert (code, again["outcome"]) == (0, "on_record")
    found = home.seat(TREMBLAY).item(home.intake().item_of_scan("s1")).results
    assert [one.by for one in found] == [
        one.account for one in (SINGH, LEBLANC, OKAFOR) for _ in range(2)
    ]
    one, _ = results(tmp_path, package, "refused")
    for login, why in (
        (EVANS.account, "F. Evans says nothing of examinations here: the role evaluator"),
        (FAR.account, f"There is no referral {package} that port {FAR.port} says something of."),
        ("intake", "the role does not include it"),
    ):
        code, (refused,) = run(login, "results", one)
        assert code == 1
        assert why in str(refused["reason"])
    assert len(home.seat(TREMBLAY).item(found[0].item_id).results) == len(found)


def test_who_signed_recalls_at_the_command_line_and_the_port_does_not(
    home: ServerHome, run: Run
) -> None:
    package = send(home)
    for officer, why in (
        (LEBLANC, "Your role does not recall packages."),
        (SINGH, "is recalled by tremblay, who signed its referral"),
        (FAR, f"There is no package {package} on record."),
        (TREMBLAY, ""),
    ):
        words = ("recall", package, "--by", officer.account, "--reason", "Wrong trailer.")
        code, (told,) = run(officer.account, "packages", *words)
        assert (code, bool(why)) in {(0, False), (1, True)}
        assert why in str(told.get("reason", ""))
    code, (told,) = run(TREMBLAY.account, "packages", "list")
    assert (code, told["standing"], told["by"]) == (0, "recalled", "tremblay")
