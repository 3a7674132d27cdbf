"""Holds, purging, packages and results as they are typed; what was purged says so ever after."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main, repeating
from app.cli.dispatching import Dispatch
from app.cli.office import Office
from app.domain.decision import Draft, ExamType, Kind, Urgency
from app.domain.delivery import Delivery
from app.domain.dispatch import Step
from app.domain.officer import Officer, Role
from app.intake.exam_results import read_results
from app.record.chain import LineKind
from app.scans.cache import Cache
from app.scans.cache_key import CacheKeys
from app.settings import settings_of
from app.ui.demo_drive import Driver
from app.ui.opening import build_window
from app.ui.shown import Message
from tests.unit.record_values import ROY, TREMBLAY
from tests.unit.room_values import House, shipment

PHRASE = "four words of one sentence"
ADMIN = Officer("gagnon", "E. Gagnon", Role.ADMINISTRATOR)
LONG_AGO = dt.datetime(2020, 5, 4, 12, 0, tzinfo=dt.UTC)
NOTE = "The door stood open and nobody was there."
WORDS = "Two cartons of cigarettes behind the door."
REFERRAL = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY",),
    region_labels=("M1",),
    exam=ExamType.TAILGATE,
    urgency=Urgency.ROUTINE,
    confidence=4,
    note=NOTE,
)
SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
PURGED_WORDS = {"en": "purged after its time", "fr": "purgé une fois son temps passé"}
Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def decision(tmp_path: Path) -> str:
    """The number of a referral that was signed some years ago."""
    house = House(tmp_path)
    house.hand.moment = LONG_AGO
    for one in (TREMBLAY, ROY, ADMIN):
        house.record.add_account(one, PHRASE)
    soon = dataclasses.replace(shipment().conveyance, eta=LONG_AGO + dt.timedelta(hours=3))
    house.arrive(None, shipment(received_at=LONG_AGO, conveyance=soon))
    house.screen()
    sitting = house.room().open("C00001")
    for scan in sitting.item.scans:
        sitting.shown(scan.scan_id, "side")
    signed = sitting.sign(REFERRAL)
    house.record.close()
    return signed.recommendation_id


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command today, with a password for whoever is asked for one."""
    monkeypatch.setenv("PRESCREEN_KEYS", str(tmp_path / "seal"))

    def runs(*words: object, typed: str = PHRASE) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n{PHRASE}\n"))
        code = main(["--home", str(tmp_path / "home"), "--json", *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, [json.loads(line) for line in said.out.splitlines()]

    return runs


def result_file(folder: Path, referral: str, **changes: object) -> Path:
    tree = {
        "schema": "prescreen-exam-result/1",
        "referral_id": referral,
        "outcome": "RESULTANT",
        "officer": "M. Bélanger",
        "ended_at": (LONG_AGO + dt.timedelta(days=1)).isoformat(),
        "regions": [{"label": "M1", "hit": "hit"}],
        "comments": WORDS,
    }
    path = folder / "result.json"
    path.write_text(json.dumps(tree | changes), encoding="utf-8")
    return path


def kept_text(folder: Path, text: str) -> bool:
    """Whether any file of the workspace still holds a text."""
    files = (path for path in (folder / "home").rglob("*") if path.is_file())
    return any(text.encode() in path.read_bytes() for path in files)


def test_packages_and_results_as_they_are_typed(run: Run, decision: str, tmp_path: Path) -> None:
    code, (sent,) = run("packages", "send")
    assert (code, sent["package"], sent["step"]) == (0, decision, "sent")
    # Its time was over long ago: the next run says so, and no port acts on it.
    code, (ended,) = run("packages", "send")
    assert (code, ended["step"]) == (0, "expired")
    assert run("packages", "send") == (0, [])
    code, (listed,) = run("packages", "list")
    assert (listed["package"], listed["standing"]) == (decision, "expired")
    for act in (("acknowledge", "--told-by", "M. Bélanger"), ("not-presented", "--told-by", "X")):
        code, (refused,) = run("packages", act[0], decision, *act[1:])
        assert (code, "is expired since" in refused["reason"]) == (1, True)
    code, (refused,) = run(
        *("packages", "recall", decision, "--by", "gagnon", "--reason", "Wrong trailer.")
    )
    assert (code, "does not recall" in refused["reason"]) == (1, True)
    code, (refused,) = run(
        *("packages", "recall", decision, "--account", "roy", "--reason", "x"), typed="wrong"
    )
    assert (code, "Package" in refused["reason"]) == (1, False)
    code, (taken,) = run("results", result_file(tmp_path, decision))
    assert (code, taken["version"], taken["outcome"]) == (0, 1, "RESULTANT")
    code, (again,) = run("results", result_file(tmp_path, decision))
    assert (code, again["outcome"]) == (0, "on_record")
    code, (refused,) = run("results", result_file(tmp_path, "no-such-referral"))
    assert (code, "no referral no-such-referral" in refused["reason"]) == (1, True)
    assert run("verify")[0] == 0


class EnoughError(BaseException):
    """Ends a program that runs for ever."""


def test_packages_are_sent_and_ended_for_as_long_as_the_program_runs(
    run: Run,
    decision: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rounds: list[float] = []

    def wait(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 4:
            raise EnoughError

    monkeypatch.setattr(repeating, "wait", wait)
    with pytest.raises(EnoughError):
        run("packages", "send", "--watch")
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["package"], one["step"]) for one in said] == [
        (decision, "sent"),
        (decision, "expired"),
    ]
    assert set(rounds) == {10.0}


def test_what_is_not_sent_is_named_with_the_reason(
    run: Run,
    decision: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Records of before the door held decisions to it may hold a referral without a time."""
    house = House(tmp_path)
    house.hand.moment = dt.datetime.now(dt.UTC)
    signed = house.record.dispatch.newest(decision)
    timeless = dataclasses.replace(
        signed, recommendation_id="timeless", supersedes=decision, valid_until=None
    )
    with house.record._access.write() as writing:
        writing.append(LineKind.DECIDED, actor="roy", subject=signed.item_id, body=timeless)
    house.record.close()
    code, (left,) = run("packages", "send")
    assert (code, left["decision"], left["step"]) == (0, "timeless", "left_out")
    assert "no time to which it is valid" in left["reason"]
    rounds: list[float] = []

    def wait(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 3:
            raise EnoughError

    monkeypatch.setattr(repeating, "wait", wait)
    with pytest.raises(EnoughError):
        run("packages", "send", "--watch")
    said = capsys.readouterr().out
    assert said.count("timeless") == 1, "what stays as it was is not said in every round"


def test_a_hold_is_put_and_lifted_by_who_may(run: Run, decision: str) -> None:
    assert decision
    _, (due, total) = run("retention", "list")
    assert (due["item"], due["year"], total["items"], total["held"]) == ("C00001", 2020, 1, 0)
    hold = ("retention", "hold", "C00001", "--reason", "Court file 12", "--by")
    code, (refused,) = run(*hold, "tremblay")
    assert (code, "may not" in refused["reason"]) == (1, True)
    code, (held,) = run(*hold, "roy")
    assert (code, held["status"]) == (0, "held")
    _, (due, hold_line, total) = run("retention", "list")
    assert (due["held"], hold_line["by"]) == ("Court file 12", "roy")
    assert (total["items"], total["held"]) == (0, 1)
    code, (refused,) = run("retention", "purge", "--by", "gagnon", "--second", "roy")
    assert (code, "Nothing is due" in refused["reason"]) == (1, True)
    code, (second,) = run("retention", "hold", "C00001", "--reason", "Other court", "--by", "roy")
    assert (code, second["hold"] != held["hold"]) == (0, True)
    lift = ("retention", "lift", "C00001", "--reason", "Closed", "--by", "gagnon")
    code, (refused,) = run(*lift)
    assert (code, held["hold"] in refused["reason"] and "--hold" in refused["reason"]) == (1, True)
    code, (lifted,) = run(*lift, "--hold", held["hold"])
    assert (code, lifted["status"], lifted["left"]) == (0, "lifted", [second["hold"]])
    code, (refused,) = run("retention", "purge", "--by", "gagnon", "--second", "roy")
    assert (code, "Nothing is due" in refused["reason"]) == (1, True)
    code, (lifted,) = run(*lift)
    assert (code, lifted["hold"], lifted["left"]) == (0, second["hold"], [])
    assert run("retention", "list")[1][-1]["items"] == 1
    assert run("retention", "finish") == (0, [{"files": 0, "certificates": 0}])


@pytest.fixture
def purged(run: Run, decision: str, tmp_path: Path) -> str:
    """The same, sent, expired, with a result, and purged today by two."""
    house = House(tmp_path)
    house.hand.moment = LONG_AGO
    settings = settings_of(tmp_path / "home", environ={})
    dispatch = Dispatch(settings, house.store, house.clock)
    assert [done.step for done in dispatch.run(house.record)] == [Step.SENT]
    house.hand.pass_s(dt.timedelta(days=31).total_seconds())
    assert [done.step for done in dispatch.run(house.record)] == [Step.EXPIRED]
    (told,) = read_results(result_file(tmp_path, decision))
    assert house.record.dispatch.add_result(told, "results") is not None
    house.record.close()
    assert kept_text(tmp_path, NOTE)
    assert kept_text(tmp_path, WORDS)
    (scan,) = house.record.item("C00001").scans
    came = Delivery("came", scan.scan_id, "side", LONG_AGO, 1, 1, 1.0, 1.0, 1.0, 0, kept=False)
    house.record.deliveries.keep(came, TREMBLAY)
    keys = CacheKeys.of(bytes(32))
    cache = Cache(settings.cache_folder, keys, settings.cache_bytes, spare=0)
    for file in house.store.root.rglob("?" * 64):
        assert cache.put(file.name, file.read_bytes())
    assert cache.fill().files
    purge = ("retention", "purge", "--by", "gagnon", "--second")
    assert run(*purge, "gagnon")[0] == 1
    assert run(*purge, "roy", typed="wrong")[0] == 1
    code, (gone,) = run(*purge, "roy")
    assert (code, gone["items"], gone["first"], gone["second"]) == (0, 1, "gagnon", "roy")
    assert Path(gone["certificate"]).is_file()
    return decision


def test_nothing_is_left_of_what_was_purged(run: Run, purged: str, tmp_path: Path) -> None:
    assert purged
    for text in (NOTE, WORDS, "Bélanger"):
        assert not kept_text(tmp_path, text), text
    assert list((tmp_path / "home" / "referrals").iterdir()) == []
    assert list((tmp_path / "home" / "cache").iterdir()) == []
    with House(tmp_path).record as record:
        assert record.deliveries.all() == ()
    assert run("retention", "list")[1][-1] == {
        "due_until": dt.datetime.now(dt.UTC).year - 4,
        "items": 0,
        "held": 0,
        "filings": 0,
    }
    assert run("retention", "finish") == (0, [{"files": 0, "certificates": 0}])
    assert run("verify")[0] == 0


def test_what_was_purged_says_so_wherever_it_is_asked_for(
    run: Run, purged: str, tmp_path: Path
) -> None:
    _, (package,) = run("packages", "list")
    assert (package["package"], package["standing"], package["by"]) == (purged, "expired", "")
    assert run("packages", "send") == (0, [])
    code, (refused,) = run("results", result_file(tmp_path, purged, result_id="2"))
    assert (code, "was purged" in refused["reason"]) == (1, True)
    code, (refused,) = run("referral", "C00001", "--out", tmp_path / "again")
    assert (code, "was purged" in refused["reason"]) == (1, True)
    assert run("show", "C00001")[0] == 0
    assert run("queue", "--all")[0] == 0
    assert run("verify")[0] == 0


@pytest.mark.parametrize("files", [(), ("--files",)], ids=["alone", "with files"])
def test_a_purged_case_is_exported_and_verified_elsewhere(
    run: Run, purged: str, tmp_path: Path, files: tuple[str, ...]
) -> None:
    assert purged
    assert run("export", "C00001", "--out", tmp_path / "case", *files)[0] == 0
    command = [sys.executable, tmp_path / "case" / "verify.py"]
    proved = subprocess.run(command, capture_output=True, text=True, check=False)
    assert proved.returncode == 0, proved.stdout
    assert "were purged" in proved.stdout


@pytest.mark.usefixtures("qapp", "purged")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_purged_item_opens_in_the_window_with_a_sentence(tmp_path: Path, language: str) -> None:
    office = Office(settings_of(tmp_path / "home"))
    wiring = office.wiring()
    chosen = dataclasses.replace(wiring.settings, language=language)
    window = build_window(dataclasses.replace(wiring, settings=chosen), ROY)
    try:
        window.show()
        drive = Driver(window, SCREENS)
        drive.wait("the seat", lambda: window.desk.officer is not None)
        heard: list[Message | None] = []
        window.desk.said.connect(heard.append)
        window.desk.open_item("C00001")
        drive.wait("a sentence", lambda: any(heard))
        drive.take(f"purged-{language}")
        assert window.desk.review.shown is None
        assert window.page is window.queue_page
        assert PURGED_WORDS[language] in window.queue_page.message.words
    finally:
        window.close()
        office.close()
