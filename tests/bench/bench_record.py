"""The record: what a decision, a mark, the queue and a proof cost on this disk."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from measure import figure, times

from app.domain.clock import system_clock
from app.domain.notice import Notice, Severity
from app.domain.words import say
from app.record import Record, SealKeys
from tests.unit.record_values import (
    CHEAP,
    TREMBLAY,
    arrive,
    link,
    mark,
    recommendation,
    report,
    shipment,
)

ITEMS = 200
LONG = 5000
FSYNCED = "one fsynced INSERT into the same SQLite file"
PLAIN = "SELECT of the same rows with plain sqlite3"


def figures() -> list[dict[str, Any]]:
    """Measure on the disk that holds the checkout, not on a memory disk."""
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        home = Path(folder) / "home"
        keys = SealKeys.of(home, key_folder=Path(folder) / "keys")
        with (
            Record.open(home, keys=keys, clock=system_clock(), cost=CHEAP) as record,
            closing(sqlite3.connect(record.path, isolation_level=None)) as database,
        ):
            database.execute("PRAGMA synchronous = FULL")
            return [*writing(record, database), *reading(record, database)]


def writing(record: Record, database: sqlite3.Connection) -> list[dict[str, Any]]:
    """Time marks and decisions, each beside the least that a durable write costs."""
    database.execute("CREATE TABLE peer (body TEXT)")
    marking, deciding, inserting = [], [], []
    notice = Notice("R080", Severity.WARNING, "80", say("Seal differs."))
    for number in range(ITEMS):
        name = f"s{number}"
        item_id = arrive(record, name, number)
        record.add_shipment(shipment(f"A{number}", hours=number / 10))
        record.put_link(link(name, f"A{number}"))
        record.add_report(report(f"r{number}", name))
        record.set_notices(item_id, (notice,), 0.5)
        record.claim(item_id, TREMBLAY)
        record.note_shown(item_id, TREMBLAY, (name, "side"))
        drawn = mark(f"m{number}", 1, name)
        marking.append(seconds(record.save_mark, item_id, TREMBLAY, drawn))
        signed = recommendation(f"d{number}", item_id, scans=(record.scan(name),))
        deciding.append(seconds(partial(record.decide, officer=TREMBLAY), signed))
        inserting.append(seconds(database.execute, "INSERT INTO peer VALUES (?)", ("x" * 2000,)))
    return [
        figure("record.decide_ms", "ms", deciding, FSYNCED, inserting, scale=1000),
        figure("record.mark_ms", "ms", marking, FSYNCED, inserting, scale=1000),
    ]


def reading(record: Record, database: sqlite3.Connection) -> list[dict[str, Any]]:
    """Time a long queue; its rows are copies, put there directly because nobody writes them."""
    for table in ("item", "entry"):
        query = f"SELECT * FROM {table} LIMIT 1"  # noqa: S608 - two names, written above
        row = database.execute(query).fetchone()
        copies = [(f"X{n:05d}", *row[1:]) for n in range(LONG - ITEMS)]
        places = ", ".join("?" * len(row))
        database.execute("BEGIN")
        database.executemany(f"INSERT INTO {table} VALUES ({places})", copies)  # noqa: S608
        database.execute("COMMIT")
    whole = partial(record.queue, include_decided=True)
    ours = times(whole, 15)
    assert len(whole()) == LONG
    theirs = times(lambda: database.execute("SELECT * FROM entry ORDER BY eta").fetchall(), 15)
    return [figure(f"record.queue_ms.{LONG}", "ms", ours, PLAIN, theirs, scale=1000)]


def seconds(action: Callable[..., object], *values: object) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    action(*values)
    return time.perf_counter() - start
