"""A record on a server to be proved: reviews as `long_record` writes them, by who may write what.

What arrives is written by the service that takes things in, what is looked at and decided by an
officer who is signed in.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from long_record import arrive, decide

from app.record import Record, leases
from tests.services.homes import TREMBLAY, ServerHome, lay_out
from tests.services.postgres import cluster

AT_ONCE = 50
"""Reviews of one transaction: what is measured is the proof."""


@contextmanager
def server_record(lines: int) -> Iterator[tuple[ServerHome, Record]]:
    """Make a server with a record of at least so many lines; it is gone afterwards."""
    # Nothing is measured while it is written: it need not wait for the disk.
    with (
        cluster() as server,
        tempfile.TemporaryDirectory() as folder,
        lay_out(server).home(Path(folder)) as home,
    ):
        intake, seat = home.intake(), home.seat(TREMBLAY)
        number = 0
        while intake.version() < lines:
            _reviews(intake, seat, range(number, number + AT_ONCE))
            number += AT_ONCE
        intake.catch_up()
        with psycopg.connect(**server.superuser(home.database), autocommit=True) as owner:
            owner.execute("ANALYZE")
        yield home, intake


def _reviews(intake: Record, seat: Record, numbers: range) -> None:
    with intake._access.write() as writing:
        came = [arrive(writing, number) for number in numbers]
    with seat._access.write() as writing:
        for one in came:
            leases.claim(writing, one.item_id, TREMBLAY, 900, take_over=False)
            decide(writing, one, TREMBLAY)
