"""No lost mark: random scripts in the real window, on the real record, kills included.

Each script has a seed that its failure names. In one process, what is on screen is what is on
record once all has settled. In a program that is killed, every mark that was on screen a second
before is there when the officer comes back, as it was or as it became, and none is there twice.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.cli.office import Office
from app.cli.serving import vault_of
from app.cli.workspace import open_record
from app.domain.mark import Mark, MarkAct, Shape
from app.outage import notes_key
from app.review.unsaved import Journal, restore
from app.vault import OUTBOX
from tests.flow.mark_script import Hand, Marks, Told, opened, read_line, write_scans
from tests.flow.places import OFFICER, Place

ROOT = Path(__file__).resolve().parents[2]
SAFE_S = 1.0
LIVES = 3
STEPS = 30


@pytest.fixture
def marked(place: Place, tmp_path: Path) -> Place:
    """A workspace with two items of two pictures each."""
    outcomes = place.take_in(write_scans(tmp_path / "inbox"))
    assert {outcome.status for outcome in outcomes} == {"accepted"}
    return place


def on_record(place: Place) -> dict[str, Marks]:
    with open_record(place.settings) as record:
        outcome = record.verify()
        assert outcome.ok, outcome.reason
        return {item_id: record.item(item_id).marks for item_id in record.items()}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_what_is_on_screen_is_on_record(marked: Place, seed: int) -> None:
    office, window = opened(marked.settings.home)
    hand = Hand(window, seed)
    done: list[str] = []
    try:
        hand.open(sorted(line.item_id for line in window.desk.lines)[0])
        done.extend(hand.step() for _ in range(STEPS))
        hand.settle()
    finally:
        window.close()
        office.close()
    kept = on_record(marked)
    for item_id, marks in hand.screens.items():
        if item_id:
            assert kept[item_id] == marks, f"seed {seed}, item {item_id}, after {done}"
            assert len({mark.mark_id for mark in marks}) == len(marks)
            assert len({mark.number for mark in marks}) == len(marks)
    assert any(hand.screens.values()), f"seed {seed} draws nothing that stays"
    assert list((marked.settings.home / "unsaved").iterdir()) == [], "no note is left behind"


@pytest.mark.usefixtures("qapp")
def test_signing_out_takes_the_notes_away(marked: Place) -> None:
    office, window = opened(marked.settings.home)
    hand = Hand(window, 5, calm=True)
    hand.open(sorted(line.item_id for line in window.desk.lines)[0])
    notes = marked.settings.home / "unsaved"
    hand.draw()
    assert len(list(notes.iterdir())) == 1
    hand.settle()
    window.desk.sign_out()
    assert list(notes.iterdir()) == []
    window.close()
    office.close()


def test_a_kill_at_any_moment_loses_no_mark(marked: Place) -> None:
    chance = random.Random(21)
    proved = 0
    for life in range(LIVES):
        told, killed_at = killed_after(marked, seed=100 + life, seconds=chance.uniform(0.5, 3.0))
        # Saved within a second: on record already, without the notes beside it.
        proved += prove(told, killed_at, on_record(marked))
        restore_as_sign_in_does(marked)
        prove(told, killed_at, on_record(marked))
    assert proved >= LIVES, "too few marks were drawn early enough to say anything"


@pytest.mark.usefixtures("qapp")
def test_a_kill_while_the_record_was_locked_loses_no_mark(marked: Place) -> None:
    with started(marked, 7, "calm") as program:
        lines = Lines(program)
        lines.wait_for(2)
        blocker = sqlite3.connect(marked.settings.record_file, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        before = len(lines.told)
        lines.wait_for(before + 12)
        time.sleep(SAFE_S + 0.2)
        program.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        blocker.execute("ROLLBACK")
        blocker.close()
        told = lines.all()
    drawn_since = {mark.mark_id for mark in told[-1].marks} - {
        mark.mark_id for marks in on_record(marked).values() for mark in marks
    }
    assert drawn_since, "nothing was written while the record was locked"
    office, window = opened(marked.settings.home)
    window.close()
    office.close()
    assert prove(told, killed_at, on_record(marked)) >= 1


@pytest.mark.usefixtures("qapp")
def test_without_its_key_nothing_is_noted_and_nothing_left_behind_is_lost(marked: Place) -> None:
    vault = vault_of(marked.settings)
    old = Journal(
        marked.settings.home / "unsaved", OFFICER.account, notes_key(vault, OFFICER.account)
    )
    old.prepare()
    with open_record(marked.settings) as record:
        item = record.item(next(iter(record.items())))
    scan = item.scans[0]
    left = Mark("m-left", 1, scan.scan_id, scan.views[0], Shape.BOX, ((1.0, 1.0), (9.0, 9.0)))
    old.note(item.item_id, MarkAct(None, left))
    key = vault.file(OUTBOX)
    whole = key.read_bytes()
    key.write_bytes(whole[:-1])
    office = Office(marked.settings)
    try:
        take_up = office.wiring().take_up
        assert take_up is not None
        without = take_up(OFFICER)
        assert without.journal is None
        assert [str(why).partition(":")[0] for why in without.troubles] == [
            "Marks are not kept beside the record until they are saved"
        ]
        key.write_bytes(whole)
        room = office.wiring().room(OFFICER)
        room.open(item.item_id)
        assert take_up(OFFICER).kept == 1
    finally:
        office.close_record()
        office.close()


def restore_as_sign_in_does(place: Place) -> None:
    with open_record(place.settings) as record:
        key = notes_key(vault_of(place.settings), OFFICER.account)
        restore(Journal(place.settings.home / "unsaved", OFFICER.account, key), record, OFFICER)


def prove(told: Sequence[Told], killed_at: float, kept: dict[str, Marks]) -> int:
    """Check the record against what was on screen; return how many safe marks were proved."""
    proved = 0
    # An act that was about to happen when the kill came may have been done or not.
    open_act = {told[-1].about} - {""}
    for item_id in {one.item_id for one in told}:
        states = [one for one in told if one.item_id == item_id and not one.about]
        sure = [one for one in states if one.at < killed_at - SAFE_S]
        later = states[len(sure) - 1 :] if sure else states
        marks = kept[item_id]
        assert len({mark.mark_id for mark in marks}) == len(marks), "a mark is there twice"
        if not later:
            continue
        differ = [differing(one.marks, marks) for one in later]
        assert set() in differ or differ[-1] == open_act, (
            f"item {item_id}: {marks} was never on screen; the last was {later[-1].marks}"
        )
        if sure:
            stayed = [m for m in sure[-1].marks if all(m in one.marks for one in later)]
            lost = [m for m in stayed if m not in marks and m.mark_id not in open_act]
            assert not lost, f"item {item_id}: lost {lost}"
            # A quick hand changes every mark within the second: it is there, as it became.
            kept_ids = {mark.mark_id for mark in marks}
            there = {m.mark_id for m in sure[-1].marks}.intersection(
                *({mark.mark_id for mark in one.marks} for one in later)
            )
            assert not there - kept_ids - open_act, f"item {item_id}: lost {there - kept_ids}"
            proved += len(there)
    return proved


def differing(one: Marks, other: Marks) -> set[str]:
    """Which marks differ, appear or are gone."""
    first = {mark.mark_id: mark for mark in one}
    second = {mark.mark_id: mark for mark in other}
    return {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}


class Lines:
    """What a program prints, read as it comes."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self.told: list[Told] = []
        self._program = program
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._program.stdout is not None
        for line in self._program.stdout:
            found = read_line(line)
            if found is not None:
                self.told.append(found)

    def wait_for(self, count: int) -> None:
        """Wait until so many lines have come."""
        until = time.monotonic() + 60
        while len(self.told) < count:
            assert self._program.poll() is None, "the window has ended by itself"
            assert time.monotonic() < until, "the window does not come on"
            time.sleep(0.02)

    def all(self) -> list[Told]:
        """Return everything, once the program has ended."""
        self._program.wait(60)
        self._reader.join(60)
        return self.told


@contextlib.contextmanager
def started(place: Place, seed: int, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run the script as a program; it is killed at the end, whatever happens."""
    home = str(place.settings.home)
    command = [sys.executable, "-m", "tests.flow.mark_script", home, str(seed), *words]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, text=True, cwd=ROOT
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def killed_after(place: Place, seed: int, seconds: float) -> tuple[list[Told], float]:
    """Let the script run some seconds after its first act; kill it; return what it told."""
    with started(place, seed) as program:
        lines = Lines(program)
        lines.wait_for(1)
        time.sleep(seconds + SAFE_S)
        program.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        return lines.all(), killed_at


def test_the_proof_would_find_a_loss() -> None:
    def told(at: float, *marks: Mark) -> Told:
        return Told("C1", marks, at)

    def box(name: str, number: int) -> Mark:
        return Mark(name, number, "s", "side", Shape.BOX, ((0.0, 0.0), (number + 1.0, 1.0)))

    first, second, third = box("a", 1), box("b", 2), box("c", 3)
    story = [told(0.0, first), told(1.0, first, second), told(5.0, first, second, third)]
    assert prove(story, 5.1, {"C1": (first, second)}) == 2
    assert prove(story, 5.1, {"C1": (first, second, third)}) == 2
    about = [*story, Told("C1", (), 5.05, about="b")]
    assert prove(about, 5.1, {"C1": (first, third)}) == 2
    for lossy in ((first,), (), (second, third), (first, third)):
        with pytest.raises(AssertionError):
            prove(story, 5.1, {"C1": lossy})
    with pytest.raises(AssertionError):
        prove(about, 5.1, {"C1": (second, third)})
