"""Killing the program at any moment loses nothing that it had said was recorded."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.mark import Mark
from app.domain.work import ItemState
from app.record import Record
from tests.unit.record_values import TREMBLAY, Workspace, arrive, mark, recommendation, scan

ROOT = Path(__file__).resolve().parents[2]
KILLS = 10


def review_for_ever(folder: Path, life: int) -> None:
    """Draw, change, remove and decide, one item after the other; tell each act when it is done."""
    with Workspace(folder).open() as record:
        for turn in itertools.count():
            name = f"s{life}-{turn}"
            item_id = arrive(record, name, life * 1_000_000 + turn)
            record.claim(item_id, TREMBLAY)
            for number in (1, 2, 3):
                drawn = mark(f"m-{name}-{number}", number, name)
                record.save_mark(item_id, TREMBLAY, drawn)
                tell("mark", item_id, drawn.mark_id, number, name)
            # Told before it begins: a kill in the middle may leave it done or not done.
            tell("removing", item_id, f"m-{name}-3")
            record.remove_mark(item_id, TREMBLAY, f"m-{name}-3")
            record.note_shown(item_id, TREMBLAY, (name, "side"))
            decision = recommendation(f"d-{name}", item_id, scans=(record.scan(name),))
            record.decide(decision, officer=TREMBLAY)
            tell("decided", item_id, decision.recommendation_id, name)


def tell(*words: object) -> None:
    print(*words, flush=True)


def start(folder: Path, life: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__)), str(folder), str(life)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def killed_after(program: subprocess.Popen[str], acts: int, delay_s: float) -> list[list[str]]:
    """Kill a program some time after it told of so many acts; return all that it told."""
    assert program.stdout is not None
    told = [program.stdout.readline().split() for _ in range(acts)]
    try:
        program.wait(delay_s)
    except subprocess.TimeoutExpired:
        program.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    rest = program.stdout.read()
    program.stdout.close()
    assert program.wait(60) != 0
    # A last line without its end was cut off by the kill: nobody read it.
    return told + [line.split() for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def expect(record: Record, told: list[list[str]]) -> None:
    """Everything that was told is there, and reads as it was written."""
    removing = {words[2] for words in told if words[0] == "removing"}
    for kind, item_id, *words in told:
        item = record.item(item_id)
        if kind == "mark" and words[0] not in removing:
            drawn: Mark = mark(words[0], int(words[1]), words[2])
            assert drawn in item.marks
        if kind == "decided":
            expected = recommendation(words[0], item_id, scans=(record.scan(words[1]),))
            assert (item.state, item.decisions) == (ItemState.DECIDED, (expected,))


def test_a_kill_at_any_moment_loses_nothing_and_leaves_a_record_that_verifies(
    tmp_path: Path,
) -> None:
    chance = random.SystemRandom()
    workspace = Workspace(tmp_path)
    workspace.open().close()
    told: list[list[str]] = []
    for life in range(KILLS):
        program = start(tmp_path, life)
        told += killed_after(program, chance.randint(1, 6), chance.uniform(0.0, 0.3))
        with workspace.open() as record:
            expect(record, told)
            found = record.verify()
            assert found.ok, found.reason
    assert sum(words[0] == "mark" for words in told) >= KILLS


def test_after_a_kill_the_work_goes_on(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    told = killed_after(start(tmp_path, 0), 2, 0.0)
    (_, item_id, *_) = told[0]
    with workspace.open() as record:
        item = record.item(item_id)
        if item.state is ItemState.CLAIMED:
            # The same officer comes back to the item that she had.
            record.claim(item_id, TREMBLAY)
            record.save_mark(item_id, TREMBLAY, mark("m-later", 9, item.scans[0].scan_id))
            assert record.item(item_id).marks[-1].mark_id == "m-later"
        with pytest.raises(Refused):
            record.scan("never-arrived")
        assert not record.add_image(scan("s0-0"), item.scans[0].files[0])
        assert record.verify().ok


if __name__ == "__main__":
    review_for_ever(Path(sys.argv[1]), int(sys.argv[2]))
