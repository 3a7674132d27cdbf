"""Server and workstation are killed again and again; every decision is on record exactly once."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from app.record import Record
from app.record.late_tables import LATE_ACT
from app.record.tables import DECISION, LINE, PAYLOAD
from tests.flow.outage_processes import Killer, free_port, serve, work
from tests.unit.record_values import Workspace, arrive

SCHEDULES = int(os.environ.get("PRESCREEN_OUTAGE_SCHEDULES", "6"))
"""Fifty were run for docs/outage.md."""


def reckon(record: Record, told: list[list[str]]) -> int:
    """Return how many decisions are on record, after holding them against what was told."""
    with record._access.read() as connection:
        decided = list(connection.scalars(select(DECISION.c.recommendation_id)))
        items = list(connection.scalars(select(DECISION.c.item_id)))
        query = select(LATE_ACT.c.act_id).where(LATE_ACT.c.outcome == "refused")
        refused = set(connection.scalars(query))
        events = (
            select(PAYLOAD.c.body)
            .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
            .where(LINE.c.kind == "event_noted")
        )
        noted = [json.loads(one)["body"]["values"]["name"] for one in connection.scalars(events)]
    signed = {words[2] for words in told if words[0] == "signed"}
    under_way = {words[2] for words in told if words[0] == "under_way"}
    assert len(set(decided)) == len(decided)
    assert len(set(items)) == len(items)
    assert signed <= set(decided) | refused
    assert not set(decided) & refused
    assert set(decided) <= under_way
    assert len(set(noted)) == len(noted)
    assert {words[1] for words in told if words[0] == "noted"} <= set(noted)
    assert record.verify().ok
    return len(decided)


@pytest.mark.skipif(sys.platform == "win32", reason="the processes of this test are forked")
def test_the_server_and_the_workstation_are_killed(tmp_path: Path) -> None:
    count, port = 20 + 3 * SCHEDULES, free_port()
    with Workspace(tmp_path / "server").open() as record:
        scans = [f"s{number}" for number in range(1, count + 1)]
        items = {arrive(record, name, place): name for place, name in enumerate(scans, start=1)}
    desk = tmp_path / "desk"
    desk.mkdir()
    killer = Killer(
        lambda: serve(tmp_path / "server", port),
        lambda life: work(desk, port, items, life),
        random.Random(20260301),
    )
    killer.lives(SCHEDULES)
    told = [line.split() for line in (desk / "told").read_text().splitlines()]
    with Workspace(tmp_path / "server").open() as record:
        decided = reckon(record, told)
    assert decided >= SCHEDULES
    print(f"{SCHEDULES} schedules, {killer.kills} kills, {decided} decisions")
