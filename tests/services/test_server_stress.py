"""Officers at work while programs, connections and the server die: nothing twice, nothing lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.record.server.roles import Person
from tests.services.agency import ELSEWHERE, HERE, Agency, make_agency
from tests.services.killer import Killer
from tests.services.postgres import cluster, programs
from tests.services.proved import broken_line, claimed_twice, told_otherwise
from tests.services.surviving import Pace, Programs

OFFICERS, EACH, ITEMS = 24, 4, 1200
LEASE_S = 3.0
"""Short, so that what a dead program had comes back while the test runs."""
EVERY_S, DIE_S, RESTART_S = 0.15, 20.0, 6.0
PORTS = (HERE, ELSEWHERE, "")

pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL is installed here")


def pace(seconds: float) -> Pace:
    return Pace(time.monotonic() + seconds, LEASE_S, EVERY_S)


def test_nothing_is_claimed_twice_or_lost_whatever_dies(tmp_path: Path) -> None:
    people = [
        Person(f"stress{n:02}", f"S. {n}", "officer", PORTS[n % len(PORTS)])
        for n in range(OFFICERS)
    ]
    killer = Killer((0.2, 0.8), RESTART_S, "stress%")
    with cluster() as server:
        agency = make_agency(server, people)
        agency.put_items({f"K{n:04}": PORTS[n % len(PORTS)] for n in range(ITEMS)})
        desks = Programs(agency, people, EACH, tmp_path)
        while_dying = pace(DIE_S)
        desks.start(while_dying)
        killer.work(agency, desks, while_dying)
        desks.join()
        decide_the_rest(agency, desks)
        assert min(killer.kills, killer.cuts, killer.restarts) > 0
        assert told_otherwise(agency, desks.told()) == []
        assert claimed_twice(agency) == []
        assert broken_line(agency) == ""


def decide_the_rest(agency: Agency, desks: Programs) -> None:
    """Let all be decided that is left: what a dead program had must be given again."""
    for _ in range(40):
        if agency.rows("SELECT count(*) FROM entry WHERE outcome = ''") == [(0,)]:
            return
        desks.start(pace(LEASE_S))
        desks.join()
    raise AssertionError("items wait that nobody is given")
