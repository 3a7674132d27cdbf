"""What commands say to people: one sentence where there is nothing, amounts as they are said."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.cli.amounts import counted, time_left
from app.cli.queue import _text
from app.cli.workspace import workspace
from app.domain.officer import Officer, Role
from tests.unit.room_values import NOW, House, radiograph, shipment, silent

PASSWORD = "nine lanterns beneath the causeway"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command as a person types it; return its exit code and what it said, and why not."""

    def runs(*words: object, typed: str = "") -> tuple[int, str, str]:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["--home", str(home), *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return runs


def test_where_there_is_nothing_a_sentence_says_so(run: Run, home: Path) -> None:
    assert run("init")[0] == 0
    assert "Nobody may sign in yet" in run("account", "list")[1]
    with workspace(home, create=False) as place:
        place.record.add_account(Officer("roy", "C. Roy", Role.SUPERVISOR), PASSWORD)
    for words in (
        ("queue",),
        ("queue", "--all"),
        ("packages", "list"),
        ("packages", "send"),
        ("supervision", "list", "--by", "roy"),
        ("supervision", "draw"),
        ("heads", "--out", home / "heads.jsonl"),
        ("screen",),
        ("models", "history"),
        ("calibration", "list"),
        ("retention", "list"),
        ("compliance", home / "found.csv"),
        ("officers", "--by", "roy"),
    ):
        code, said, _ = run(*words, typed=f"{PASSWORD}\n")
        assert (words, code, bool(said.strip())) == (words, 0, True)
        for line in said.splitlines():
            assert line == line.rstrip()
    said = run("account", "list")[1]
    assert said == "roy: C. Roy, supervisor\n"


def test_a_seed_says_what_is_drawn_by_it(run: Run, home: Path) -> None:
    run("init")
    with workspace(home, create=False) as place:
        place.record.add_account(Officer("roy", "C. Roy", Role.SUPERVISOR), PASSWORD)
    seed = ("supervision", "seed", "compliance", "Gazette 4", "--by", "roy")
    code, said, _ = run(*seed, typed=f"{PASSWORD}\n")
    assert (code, "items for a random compliance check are drawn by this seed" in said) == (0, True)
    # As the settings stand, nothing would ever be drawn: that is no success to pass over.
    assert f"Write compliance_share under [supervision] into {home / 'settings.toml'}" in said
    (home / "settings.toml").write_text("[supervision]\ncompliance_share = 0.02\n")
    assert "from now on, 2 % of them." in run(*seed, typed=f"{PASSWORD}\n")[1]


def test_a_password_that_repeats_is_told_why(run: Run) -> None:
    add = ("account", "add", "amy", "--role", "officer")
    code, _, why = run(*add, typed="amyamyamyamyamy\n")
    assert (code, "it says 3 of its 15 characters again and again" in why) == (1, True)
    assert "amyamy" not in why


def test_the_queue_says_what_is_decided_and_who_has_what(tmp_path: Path) -> None:
    house = House(tmp_path / "house")
    house.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    house.screen(silent)
    (line,) = house.record.queue()
    said = _text(line, NOW - dt.timedelta(days=2))
    assert said.startswith(f"{line.item_id}        2 d 1 h  OBJECT  Wooden")
    assert "DECIDED" not in said
    claimed = _text(dataclasses.replace(line, claimed_by="singh"), NOW)
    assert "[with singh; " in claimed
    decided = _text(dataclasses.replace(line, outcome="REFER_FOR_EXAM"), NOW)
    assert "[DECIDED: refer for exam; " in decided
    house.record.close()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (59, "59 min"),
        (61, "1 h 01 min"),
        (-3216, "late 2 d 5 h"),
        (-1, "late 1 min"),
        (24 * 60, "1 d 0 h"),
    ],
)
def test_times_are_said_in_days_and_hours(minutes: int, said: str) -> None:
    assert time_left(dt.timedelta(minutes=minutes)) == said


def test_one_is_no_plural() -> None:
    assert (counted(1, "message"), counted(0, "message")) == ("1 message", "0 messages")


def test_results_that_cannot_be_read_say_where_and_what_to_do(run: Run, tmp_path: Path) -> None:
    run("init")
    for text, told in (
        ('[{"referral_id": "R1",\n  "outcome": }]', "results.json, line 2, sign 14:"),
        ("", "line 1, sign 1:"),
        ('{"actual_pieces": NaN}', "has NaN where a number belongs"),
        ('{"actual_pieces": ' + "9" * 5000 + "}", "where a number belongs"),
        ("[" * 100_000, "nested too deep"),
    ):
        file = tmp_path / "results.json"
        file.write_text(text)
        code, _, why = run("results", file)
        assert (code, told in why, "Expecting" in why) == (1, True, False)
    file.write_bytes(b"\xff\xfe{")
    assert "no text in UTF-8" in run("results", file)[2]
    file = tmp_path / "results.csv"
    file.write_text('referral_id,outcome\n"R1"x,RESULTANT\n')
    assert "results.csv, line 2: this is no row" in run("results", file)[2]
    assert "No such file" in run("results", tmp_path / "none.json")[2]
    assert "Errno" not in run("results", tmp_path / "none.json")[2]


def test_a_word_that_is_not_allowed_is_told_those_that_are(run: Run, tmp_path: Path) -> None:
    run("init")
    file = tmp_path / "results.json"
    sound = '{"referral_id": "R1", "outcome": "RESULTANT", "officer": "L", "ended_at": '
    for rest, told in (
        ('"2026-03-01T12:00:00Z", "exam_types": ["full"]}', "cannot be full. One of: "),
        ('"2026-03-01T12:00:00Z", "exam_types": "full"}', "is a list, in square brackets"),
        ('"tomorrow"}', "A time has its zone with it"),
        ('"2026-03-01T12:00:00Z", "unload_share": 40}', "A share lies between 0 and 1"),
    ):
        file.write_text(sound + rest)
        assert told in run("results", file)[2]


def test_who_signs_in_is_named_in_one_way(run: Run, home: Path) -> None:
    """`--by` everywhere; `--account`, as it was called here and there, is still taken."""
    run("init")
    with workspace(home, create=False) as place:
        place.record.add_account(Officer("roy", "C. Roy", Role.SUPERVISOR), PASSWORD)
    for name in ("--by", "--account"):
        words = ("packages", "recall", "P1", name, "roy", "--reason", "x")
        assert "P1" in run(*words, typed=f"{PASSWORD}\n")[2]
        used = run("models", "use", "prescreen", name, "roy", typed=f"{PASSWORD}\n")
        assert (used[0], used[2] != "") == (1, True)
    assert "P1" in run("packages", "acknowledge", "P1", "--told-by", "Somebody")[2]


def test_what_could_not_be_looked_at_is_not_called_damaged(run: Run, home: Path) -> None:
    code, said, _ = run("verify")
    assert (code, said.startswith("The record was not proved: There is no record")) == (1, True)
    run("init")
    assert "does NOT verify" not in run("verify")[1]
    (home / "record.db").write_bytes(b"no record at all" * 100)
    code, said, _ = run("verify")
    assert (code, said.startswith("The record does NOT verify: ")) == (1, True)


def test_one_machine_says_how_a_person_is_kept_out(run: Run) -> None:
    run("init")
    code, _, why = run("account", "shut-out", "roy")
    assert (code, "prescreen account reset roy --by ADMINISTRATOR" in why) == (1, True)
    code, _, why = run("account", "let-in", "roy")
    assert (code, "Nobody is shut out of a record of one machine" in why) == (1, True)
