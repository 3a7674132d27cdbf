"""Arrivals and officers at the same items, at the same time: neither stops the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import KnownError
from app.domain.officer import Officer
from app.record import Record
from tests.services.homes import SINGH, TREMBLAY, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.unit import record_values as values

ROUNDS = 12


@pytest.fixture
def server(postgres: Cluster, tmp_path: Path) -> Iterator[ServerHome]:
    with lay_out(postgres).home(tmp_path) as home:
        yield home


class AtWork(threading.Thread):
    """An officer who claims, notes and hands back whatever waits, until all has arrived."""

    def __init__(self, record: Record, officer: Officer, done: threading.Event) -> None:
        super().__init__(name=officer.account)
        self._record, self._officer, self._done = record, officer, done
        self.reviews = 0
        self.failed: KnownError | None = None

    def run(self) -> None:
        try:
            while not self._done.is_set():
                self._review()
        except KnownError as error:
            self.failed = error

    def _review(self) -> None:
        item = self._record.claim_next(self._officer)
        if item is not None:
            self._record.note_event(item.item_id, self._officer, "opened", {})
            self._record.hand_back(item.item_id, self._officer)
            self.reviews += 1


def test_intake_and_officers_stop_each_other_at_no_item_without_a_port(server: ServerHome) -> None:
    intake = server.intake()
    # Of no shipment, so of no port: everybody's, and its acts are in the chain without a name.
    for number in range(3):
        values.arrive(intake, f"s{number}", number)
    done = threading.Event()
    officers = [AtWork(server.seat(one), one, done) for one in (TREMBLAY, SINGH)]
    for officer in officers:
        officer.start()
    try:
        for number in range(3, 3 + 3 * ROUNDS):
            values.arrive(intake, f"s{number % 3}", number)
    finally:
        done.set()
        for officer in officers:
            officer.join()
    assert [officer.failed for officer in officers] == [None, None]
    assert all(officer.reviews for officer in officers)
    assert intake.verify().ok
