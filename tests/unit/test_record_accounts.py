"""Who may come in, and what is never written down."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import KnownError, Refused, SignInRefused
from app.domain.officer import Officer, Role
from app.record import HashCost, Record
from app.record.accounts import FREE_FAILURES
from tests.unit.record_values import CHEAP, ROY, TREMBLAY, Workspace

RIGHT = "four words of one sentence"
WRONG = "quite another sentence"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as opened:
        opened.add_account(TREMBLAY, RIGHT)
        yield opened


def refusal(record: Record, account: str, secret: str) -> str:
    with pytest.raises(SignInRefused) as caught:
        record.sign_in(account, secret)
    return str(caught.value)


def test_name_and_password_open_the_door(record: Record) -> None:
    assert record.sign_in("tremblay", RIGHT) == TREMBLAY
    record.sign_out(TREMBLAY)
    record.add_account(ROY, RIGHT)
    assert record.accounts() == (ROY, TREMBLAY)
    assert record.verify().ok


def test_a_wrong_password_and_an_unknown_name_sound_alike(record: Record) -> None:
    assert refusal(record, "tremblay", WRONG) == refusal(record, "nobody-here", WRONG)
    assert refusal(record, "", "") == refusal(record, "nobody-here", RIGHT)


@pytest.mark.parametrize("account", ["tremblay", "nobody-here"])
def test_after_some_failures_the_account_waits_longer_each_time(
    record: Record, workspace: Workspace, account: str
) -> None:
    for _ in range(FREE_FAILURES):
        assert "belong together" in refusal(record, account, WRONG)
    lines = record.version()
    assert "31 seconds" in refusal(record, account, RIGHT)
    assert record.version() == lines
    workspace.hand.pass_s(29)
    assert "2 seconds" in refusal(record, account, RIGHT)
    workspace.hand.pass_s(2)
    assert "belong together" in refusal(record, account, WRONG)
    assert "61 seconds" in refusal(record, account, RIGHT)


def test_the_wait_ends_and_a_success_forgets_the_failures(
    record: Record, workspace: Workspace
) -> None:
    for _ in range(FREE_FAILURES):
        refusal(record, "tremblay", WRONG)
    workspace.hand.pass_s(31)
    assert record.sign_in("tremblay", RIGHT) == TREMBLAY
    assert "belong together" in refusal(record, "tremblay", WRONG)
    assert record.sign_in("tremblay", RIGHT) == TREMBLAY


def test_a_clock_that_was_set_back_does_not_lengthen_the_wait(
    record: Record, workspace: Workspace
) -> None:
    for _ in range(FREE_FAILURES):
        refusal(record, "tremblay", WRONG)
    workspace.hand.pass_s(-86_400)
    assert "31 seconds" in refusal(record, "tremblay", RIGHT)


@pytest.mark.parametrize(
    ("account", "secret", "says"),
    [
        ("roy", "short", "5 characters"),
        ("roy", "x" * 2000, "more than 1024"),
        ("Roy-Beauchemin", "roy-beauchemin", "account's name"),
        (" ", RIGHT, "needs a name"),
        ("tremblay", RIGHT, "already"),
    ],
)
def test_poor_accounts_are_refused(record: Record, account: str, secret: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        record.add_account(Officer(account, "C. Roy", Role.OFFICER), secret)
    assert record.accounts() == (TREMBLAY,)


def test_when_a_guess_is_made_dearer_the_hash_follows(workspace: Workspace) -> None:
    dear = HashCost(memory_kib=16, passes=2, lanes=1)
    with workspace.open() as record:
        record.add_account(TREMBLAY, RIGHT)
        before = stored_hash(workspace)
    with workspace.open(cost=dear) as record:
        assert record.sign_in("tremblay", RIGHT) == TREMBLAY
        after = stored_hash(workspace)
        assert before != after
        assert after.startswith("$argon2id$v=19$m=16,t=2,p=1$")
        assert record.sign_in("tremblay", RIGHT) == TREMBLAY
        assert stored_hash(workspace) == after
        assert record.verify().ok


def stored_hash(workspace: Workspace) -> str:
    with closing(sqlite3.connect(workspace.file)) as database:
        return str(database.execute("SELECT hash FROM password").fetchone()[0])


def test_no_secret_is_in_the_log(record: Record, workspace: Workspace) -> None:
    """Not the password, not its hash, not what was typed where the name belongs."""
    record.sign_in("tremblay", RIGHT)
    refusal(record, "tremblay", WRONG)
    refusal(record, RIGHT, "typed into the wrong field")
    with closing(sqlite3.connect(workspace.file)) as database:
        log = str(database.execute("SELECT * FROM line").fetchall())
        log += str(database.execute("SELECT * FROM payload").fetchall())
    assert "tremblay" in log
    for secret in (RIGHT, WRONG, stored_hash(workspace), "$argon2"):
        assert secret not in log


def test_the_default_cost_is_what_a_workstation_can_bear(workspace: Workspace) -> None:
    """RFC 9106, second recommendation: 64 MiB, three passes, four lanes."""
    with workspace.open(cost=HashCost()) as record:
        record.add_account(TREMBLAY, RIGHT)
        assert stored_hash(workspace).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
        assert record.sign_in("tremblay", RIGHT) == TREMBLAY
        with pytest.raises(KnownError):
            record.sign_in("nobody-here", RIGHT)


def test_the_decoy_costs_what_the_real_one_costs() -> None:
    real = CHEAP.hasher().hash(RIGHT).split("$")[:4]
    assert CHEAP.decoy().split("$")[:4] == real
    assert len(CHEAP.decoy()) == len(CHEAP.hasher().hash(RIGHT))
