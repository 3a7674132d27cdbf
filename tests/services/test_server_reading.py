"""What people who do not review read of a server's record: no more, and no less, than they need."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.domain.errors import Refused
from app.domain.officer import Officer, Role
from app.domain.work import ItemState
from app.record import Record
from app.settings import KEYS_VARIABLE
from tests.services.homes import (
    ELSEWHERE,
    PASSWORD,
    PEOPLE,
    TREMBLAY,
    Laid,
    ServerHome,
    lay_out,
)
from tests.services.postgres import Cluster
from tests.services.test_two_homes import arrive, look, referral

EVANS = Officer("evans", "F. Evans", Role.EVALUATOR, TREMBLAY.port)
MARTIN = Officer("martin", "H. Martin", Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres, (*PEOPLE, EVANS, MARTIN))


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home


def entered(server: ServerHome, login: str) -> Record:
    """Return the record as the command line opens it."""
    record = server.connect()
    record.enter(login, PASSWORD)
    return record


def three(server: ServerHome) -> tuple[str, str]:
    """Let one item be decided and one be under review here, and one wait at another port."""
    intake, desk = server.intake(), server.seat(TREMBLAY)
    done, held = (arrive(intake, f"s{n}", n) for n in (1, 2))
    arrive(intake, "s3", 3, ELSEWHERE)
    item = desk.claim(done, TREMBLAY)
    look(desk, item)
    desk.decide(referral("d1", item), officer=TREMBLAY)
    desk.claim(held, TREMBLAY)
    return done, held


def test_an_evaluator_reads_the_queue_of_her_port_without_a_name(server: ServerHome) -> None:
    done, held = three(server)
    record = entered(server, "evans")
    (line,) = record.queue()
    assert (line.item_id, line.state, line.claimed_by) == (held, ItemState.WAITING, "")
    lines = {one.item_id: one for one in record.queue(include_decided=True)}
    assert {name: one.outcome for name, one in lines.items()} == {done: "REFER_FOR_EXAM", held: ""}
    assert all(one.claimed_by == "" and one.turn is None for one in lines.values())
    # She measures; she takes nothing up.
    with pytest.raises(Refused):
        record.claim(held, EVANS)


@pytest.mark.parametrize(
    ("login", "words"), [("evans", ["queue"]), ("martin", ["retention", "list"])]
)
def test_what_they_type(
    server: ServerHome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    login: str,
    words: list[str],
) -> None:
    three(server)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "keys"))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    cluster = server.cluster
    home = (
        f"postgresql://{login}@localhost:{cluster.port}/{server.database}"
        f"?sslrootcert={cluster.authority}"
    )
    assert main([*words, "--home", home, "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(told) == 1
