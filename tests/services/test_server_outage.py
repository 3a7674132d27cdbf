"""A server that is killed at once, in the middle of a review: nothing is lost."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.cli.far import FarDesk, FarRecord
from app.domain.clock import system_clock
from app.domain.errors import Refused, ServerGone
from app.domain.late import LineState
from app.record import HashCost
from app.settings import Settings
from tests.services.homes import PASSWORD, TREMBLAY, Laid, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.services.test_two_homes import arrive, look, proved, referral
from tests.unit import record_values as values

SCHEDULES = int(os.environ.get("PRESCREEN_OUTAGE_SCHEDULES", "3"))


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres)


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home
        try:
            psycopg.connect(**home.cluster.superuser()).close()
        except psycopg.OperationalError:
            home.cluster.start()


def test_every_decision_arrives_once_whenever_the_server_stops(
    server: ServerHome, tmp_path: Path
) -> None:
    intake, chance = server.intake(), random.Random(20260301)
    items = [arrive(intake, f"s{number}", number) for number in range(1, SCHEDULES + 1)]
    cheap = HashCost(memory_kib=8, passes=1, lanes=1)
    far = FarRecord("agency", server.connect, lambda r, *who: r.enter(*who), cheap)
    settings = Settings(tmp_path / "desk", tmp_path / "keys", "READING-1")
    desk = FarDesk(settings, far, system_clock())
    desk.sign_in(TREMBLAY.account, PASSWORD)
    desk.away.seat(TREMBLAY)
    with psycopg.connect(**server.cluster.superuser(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    for item_id in items:
        review(server, desk, item_id, stop_at=chance.randrange(5))
    kept = server.seat(TREMBLAY)
    assert [len(kept.item(item_id).decisions) for item_id in items] == [1] * SCHEDULES
    assert [len(kept.item(item_id).marks) for item_id in items] == [2] * SCHEDULES
    assert len(kept.late.to_confirm(TREMBLAY)) == len(desk.away.look_what_waits())
    for alone in desk.away.look_what_waits():
        made = alone.recommendation
        with pytest.raises(Refused, match="Look at item"):
            desk.away.confirm(made.recommendation_id)
        for seen in kept.item(made.item_id).scans:
            for view in seen.views:
                desk.away.note_shown(made.item_id, TREMBLAY, (seen.scan_id, view))
        desk.away.confirm(made.recommendation_id)
    assert kept.late.to_confirm(TREMBLAY) == ()
    assert proved(server)


def review(server: ServerHome, desk: FarDesk, item_id: str, *, stop_at: int) -> None:
    """Review one item; before one of the steps the server stops, after the last it is back."""
    away = desk.away
    item = away.claim(item_id, TREMBLAY)
    (scan,) = item.scans
    steps = (
        lambda: look(away, item),
        lambda: away.save_mark(item_id, TREMBLAY, values.mark(f"m1-{item_id}", 1, scan.scan_id)),
        lambda: away.save_mark(item_id, TREMBLAY, values.mark(f"m2-{item_id}", 2, scan.scan_id)),
        lambda: away.note_event(item_id, TREMBLAY, "tool", {"name": "zoom"}),
        lambda: away.decide(referral(f"d-{item_id}", item), officer=TREMBLAY),
    )
    for number, step in enumerate(steps):
        if number == stop_at:
            server.cluster.stop("immediate")
        step()
    assert away.stands.state is LineState.ALONE
    with pytest.raises(ServerGone):
        away.probe()
    server.cluster.start()
    away.probe()
    while away.send_next():
        assert away.stands.state is LineState.SENDING
    assert away.waiting() == ()
