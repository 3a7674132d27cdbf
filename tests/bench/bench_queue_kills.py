"""The queue of an agency while a killer is about: 50 officers flat out, then 100 who think.

Ten programs have the officers. By chance one of them is killed and started again, connections are
cut, and the server is restarted, in turn as when its power goes and orderly. Afterwards everything
that an officer was told must be on record once. The peer of what officers get done is the same
without the killer, on the same server a moment before.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from bench_queue import FLAT_OUT, THINKING, require_whole
from officers import items, people

from tests.services.agency import Agency, make_agency
from tests.services.killer import Killer
from tests.services.postgres import cluster
from tests.services.proved import told_otherwise
from tests.services.surviving import Pace, Programs

PROGRAMS = 10
SECONDS, UNHARMED_S = 60.0, 20.0
"""How long the killer is about, and how long officers work without."""
EVERY_S = 5.0
LEASE_S = 10.0
"""Short, so that others are given what a killed program had."""
START_S = 4.0
"""What programs take to start and to sign in, and is counted for nothing."""
PEER = "the same without the killer"
OF_ALL = "decisions that officers were told are sealed, all of them on record once"


def figures() -> list[dict[str, Any]]:
    """Measure both on one server."""
    with cluster(durable=True) as server:
        agency = make_agency(server, people(THINKING))
        return [*flat_out(agency), *thinking(agency)]


def flat_out(agency: Agency) -> list[dict[str, Any]]:
    """Count what 50 officers claim, look at and decide in a second."""
    agency.put_items(items(int((SECONDS + UNHARMED_S) * 400), "F"), hours=-3000.0)
    plain, _ = shift(agency, FLAT_OUT, UNHARMED_S, 0.0, None)
    killer = Killer((0.5, 1.5), 20.0, "officer%")
    told, lasted = shift(agency, FLAT_OUT, SECONDS, 0.0, killer)
    done = len(of("decided", told))
    plainly = len(of("decided", plain)) / UNHARMED_S
    rate = done / lasted
    print(f"flat out: {killer}")
    return [
        one("queue.cycles_per_s.killed", "1/s", rate, done, PEER, plainly),
        one("queue.kills", "", killer.kills, done, OF_ALL, done),
        one("queue.cuts", "", killer.cuts, done, OF_ALL, done),
        one("queue.restarts", "", killer.restarts, done, OF_ALL, done),
        one("queue.down_s", "s", killer.down_s, killer.restarts, "seconds of the run", lasted),
    ]


def thinking(agency: Agency) -> list[dict[str, Any]]:
    """Time claims while each of 100 officers claims once in five seconds."""
    agency.put_items(items(int((SECONDS + UNHARMED_S) * 40), "T"), hours=-9000.0)
    plain, _ = shift(agency, THINKING, UNHARMED_S, EVERY_S, None)
    killer = Killer((0.5, 1.5), 20.0, "officer%")
    told, _ = shift(agency, THINKING, SECONDS, EVERY_S, killer)
    print(f"thinking: {killer}")
    return [
        timed("queue.claim_ms.killed", "answered", told, plain),
        timed("queue.claim_wait_ms.killed", "waited", told, plain),
    ]


def shift(
    agency: Agency, officers: int, seconds: float, every_s: float, killer: Killer | None
) -> tuple[list[dict[str, Any]], float]:
    """Let officers work; return what they were told, and for how long they worked."""
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        team = people(officers)
        programs = Programs(agency, team, officers // PROGRAMS, Path(folder))
        began = time.monotonic() + START_S
        pace = Pace(began + seconds, LEASE_S, every_s)
        programs.start(pace)
        time.sleep(START_S)
        if killer is not None:
            killer.work(agency, programs, pace)
        programs.join()
        told = programs.told()
    require_kept_once(agency, told, killer)
    return [line for line in told if line["at"] >= began], seconds


def require_kept_once(agency: Agency, told: list[dict[str, Any]], killer: Killer | None) -> None:
    """Stop when anything was lost or given twice: such figures count nothing."""
    require_whole(agency)
    found = told_otherwise(agency, told)
    idle = killer is not None and not (killer.kills and killer.cuts and killer.restarts)
    if found or idle or not of("decided", told):
        raise AssertionError(f"told otherwise: {found[:5]} of {len(found)}; idle: {idle}")


def of(what: str, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of one kind."""
    return [line for line in told if line["what"] == what]


def timed(
    name: str, field: str, told: list[dict[str, Any]], plain: list[dict[str, Any]]
) -> dict[str, Any]:
    """Make a figure of how long claims took, in ms."""
    ours, theirs = (
        [line[field] * 1000 for line in of("claimed", lines)] for lines in (told, plain)
    )
    found = one(name, "ms", float(np.median(ours)), len(ours), PEER, float(np.median(theirs)))
    return {**found, "p99": float(np.percentile(ours, 99))}


def one(name: str, unit: str, value: float, n: int, peer: str, peer_value: float) -> dict[str, Any]:
    """Make one figure."""
    values = {"p50": value, "p99": value, "value": value, "ratio": value / peer_value}
    return {"name": name, "unit": unit, "n": n, **values, "peer": peer, "peer_value": peer_value}
