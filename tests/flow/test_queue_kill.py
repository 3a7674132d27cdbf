"""Several officers at one queue, any of them killed at any moment: nothing is had twice, or lost.

Each officer is a program of its own. It claims, draws, hands back, passes on, puts on hold and
decides by chance, and tells each act when it is done. What is on record afterwards is held against
what was told, and played through line by line.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from app.domain.clock import Clock
from app.domain.errors import KnownError
from app.domain.officer import Officer, Role
from app.domain.work import Item, ItemState
from app.record import Record, SealKeys
from app.record.chain import LineKind
from app.record.tables import LINE, PAYLOAD
from tests.unit.record_values import CHEAP, arrive, image, link, recommendation, scan, shipment

ROOT = Path(__file__).resolve().parents[2]
OFFICERS, ITEMS, LIVES = 3, 8, 4
LEASE_S = 0.4
TOLD_BEFORE_KILLS = 3
PEOPLE = tuple(
    Officer(f"officer{number}", f"Officer {number}", role)
    for number, role in enumerate((Role.OFFICER, Role.OFFICER, Role.SUPERVISOR))
)
NOW_CLOCK = Clock(now=lambda: dt.datetime.now(dt.UTC), monotonic=time.monotonic)


def opened(folder: Path, clock: Clock = NOW_CLOCK) -> Record:
    keys = SealKeys.of(folder / "home", key_folder=folder / "seal")
    return Record.open(folder / "home", keys=keys, clock=clock, cost=CHEAP)


# --- what an officer's program does ------------------------------------------------------------


def work(folder: Path, number: int, life: int) -> None:
    """Take items and do one thing with each, until killed."""
    me, chance = PEOPLE[number], random.Random(f"{number}/{life}")
    with opened(folder) as record:
        for turn in itertools.count():
            try:
                item = record.claim_next(me, lease_s=LEASE_S)
                if item is None:
                    time.sleep(0.02)
                    continue
                tell("claimed", item.item_id)
                do_one(record, me, item, chance, f"{number}-{life}-{turn}")
            except KnownError:
                # The lease ran out and somebody else has it, or a rule forbids it: as it may.
                continue


def do_one(record: Record, me: Officer, item: Item, chance: random.Random, name: str) -> None:
    """End a claim in one of the ways there are; a sleeper loses it."""
    item_id = item.item_id
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=0.3)
    acts = (
        lambda: record.hand_back(item_id, me),
        lambda: record.turns.give_back(item_id, me, "Not mine"),
        lambda: record.turns.ask_second(item_id, me, "So?"),
        lambda: record.turns.hold(item_id, me, what="Seal?", of="9XYZ", until=until),
        lambda: record.turns.assign(item_id, PEOPLE[2], chance.choice(PEOPLE).account, "Yours"),
        lambda: record.add_image(scan(item.scans[0].scan_id), image(hash_of(name), view="top")),
        lambda: time.sleep(LEASE_S * 1.2),
        lambda: decide(record, me, item_id, name),
    )
    act = chance.choices(range(len(acts)), weights=(3, 2, 2, 2, 2, 1, 1, 1))[0]
    acts[act]()
    tell("did", item_id, act)


def hash_of(name: str) -> int:
    return int.from_bytes(name.encode())


def decide(record: Record, me: Officer, item_id: str, name: str) -> None:
    scans = record.item(item_id).scans
    for one in scans:
        for view in one.views:
            record.note_shown(item_id, me, (one.scan_id, view))
    decision = recommendation(f"d-{name}", item_id, me, scans=scans)
    record.decide(decision, officer=me)
    tell("decided", item_id, decision.recommendation_id)


def tell(*words: object) -> None:
    print(*words, flush=True)


# --- what is killed, and what must hold --------------------------------------------------------


def start(folder: Path, number: int, life: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__)), str(folder), str(number), str(life)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def killed(program: subprocess.Popen[str]) -> list[list[str]]:
    """Kill an officer's program, wherever it is; return what it told."""
    program.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert program.stdout is not None
    told = program.stdout.read()
    program.stdout.close()
    assert program.wait(60) != 0
    return [line.split() for line in told.splitlines(keepends=True) if line.endswith("\n")]


@dataclasses.dataclass
class Held:
    """Who has an item, until when."""

    officer: str
    until: dt.datetime


def play(record: Record) -> tuple[set[str], dict[str, list[str]]]:
    """Play the log; fail when an item is given while somebody has it, return who decided what."""
    holders: dict[str, Held] = {}
    claims, decided = set[str](), dict[str, list[str]]()
    for at, actor, kind, subject, body in lines_of(record):
        holder = holders.get(subject)
        if kind == LineKind.CLAIMED:
            free = holder is None or holder.until <= at
            assert free, f"{subject} was given to {actor} while {holder} had it"
            holders[subject] = Held(actor, dt.datetime.fromisoformat(body["until"]))
            claims.add(subject)
        elif kind == LineKind.HANDED_BACK:
            assert holder is not None
            assert holder.officer == actor
            del holders[subject]
        elif kind == LineKind.TURN_PUT and body["turn"]["kind"] != "back":
            keeps = body["turn"]["kind"] == "assigned" and holder is not None
            if not (keeps and holder is not None and holder.officer == body["turn"]["to"]):
                holders.pop(subject, None)
        elif kind == LineKind.DECIDED:
            assert holder is not None
            assert holder.officer == actor
            decided.setdefault(subject, []).append(body["recommendation_id"])
            del holders[subject]
    return claims, decided


def lines_of(record: Record) -> list[tuple[dt.datetime, str, str, str, dict[str, object]]]:
    columns = (LINE.c.at, LINE.c.actor, LINE.c.kind, LINE.c.subject, PAYLOAD.c.body)
    query = select(*columns).join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
    with record._access.read() as connection:
        rows = connection.execute(query.order_by(LINE.c.seq)).all()
    return [
        (dt.datetime.fromisoformat(at), actor, kind, subject, json.loads(body)["body"])
        for at, actor, kind, subject, body in rows
    ]


def set_up(folder: Path) -> set[str]:
    with opened(folder) as record:
        for officer in PEOPLE:
            record.add_account(officer, "a long enough password")
        found = set()
        for number in range(ITEMS):
            found.add(arrive(record, f"s{number}", number + 1))
            record.add_shipment(shipment(f"A{number}", hours=float(number)))
            record.put_link(link(f"s{number}", f"A{number}"))
    return found


def rest_of(folder: Path) -> list[str]:
    """Claim all that waits, a day later, when every lease, hold and turn is over."""
    later = Clock(
        now=lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=1), monotonic=time.monotonic
    )
    with opened(folder, later) as record:
        taken = iter(lambda: record.claim_next(PEOPLE[0], lease_s=3600), None)
        return [item.item_id for item in taken]


def test_no_item_is_ever_had_twice_or_lost_whoever_is_killed(tmp_path: Path) -> None:
    items = set_up(tmp_path)
    chance = random.SystemRandom()
    told: list[list[str]] = []
    running = {number: start(tmp_path, number, 0) for number in range(OFFICERS)}
    try:
        for life in range(1, LIVES + 1):
            for number in range(OFFICERS):
                first = running[number].stdout
                assert first is not None
                # Not before it has done something: a kill at its start proves nothing.
                told += [first.readline().split() for _ in range(TOLD_BEFORE_KILLS)]
                time.sleep(chance.uniform(0.0, 0.2))
                told += killed(running.pop(number))
                if life < LIVES:
                    running[number] = start(tmp_path, number, life)
    finally:
        for program in running.values():
            killed(program)
    with opened(tmp_path) as record:
        claims, decided = play(record)
        found = record.verify()
        assert found.ok, found.reason
        states = {item_id: record.item(item_id).state for item_id in items}
    assert {words[1] for words in told if words and words[0] == "claimed"} <= claims
    for words in told:
        if words and words[0] == "decided":
            assert words[2] in decided[words[1]], "what was told is on record"
    left = rest_of(tmp_path)
    assert len(left) == len(set(left)), "nothing is given twice"
    done = {item_id for item_id, state in states.items() if state is ItemState.DECIDED}
    assert set(left) | done == items, "nothing is lost"
    assert not set(left) & done


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
