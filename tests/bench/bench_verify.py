"""Proving a long record whole: every line, payload, table, and what decisions are bound to.

The embedded record has a million lines. It is built once, by the calls that the desk makes, and
kept under ``.benchmarks``: that takes a quarter of an hour and 1.4 GB, and goes on where it was
stopped. Two processes share the work where there are two cores (`app/record/aside.py`): seconds are
those of the clock, and nothing else may run meanwhile. What both together cost a processor is
printed beside them.

The record on a server is built anew each time, has 20,000 lines, and its figure is scaled to a
million: what a line costs does not grow but by the depth of an index. One process proves it; what
it costs the server is not in the seconds of a processor, and in those of the clock.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from long_record import lengthen, opened
from long_server_record import server_record
from measure import figure

from app.record import Record
from tests.services.homes import ServerHome

HOME = Path(__file__).resolve().parents[2] / ".benchmarks" / "verify"
LINES, ON_SERVER, SCALED = 1_000_000, 20_000, 1_000_000
RUNS = 3
PLAIN = "reading the same lines and payloads with plain sqlite3, and SHA-256 over them"
PLAIN_THERE = "the same with plain psycopg"
QUERY = "SELECT * FROM line JOIN payload ON digest = payload_digest ORDER BY seq"


def figures() -> list[dict[str, Any]]:
    """Measure on the disk that holds the checkout, not on a memory disk."""
    return [embedded(), on_server()]


def embedded() -> dict[str, Any]:
    """Prove the record of one machine."""
    HOME.mkdir(parents=True, exist_ok=True)
    with opened(HOME) as record:
        lengthen(record, LINES)
        per_million = SCALED / record.version()
        ours = [proved(record, "", per_million) for _ in range(RUNS)]
        theirs = [plainly(record.path) for _ in range(RUNS)]
    return figure("record.verify_s_per_million", "s", ours, PLAIN, theirs, scale=per_million)


def on_server() -> dict[str, Any]:
    """Prove the record of a server, as the service that takes things in."""
    with server_record(ON_SERVER) as (home, record):
        per_million = SCALED / record.version()
        ours = [proved(record, " on a server", per_million) for _ in range(RUNS)]
        theirs = [plainly_there(home) for _ in range(RUNS)]
    name = "record.verify_s_per_million.postgresql"
    return figure(name, "s", ours, PLAIN_THERE, theirs, scale=per_million)


def proved(record: Record, where: str, per_million: float) -> float:
    """Return the seconds of one proof, and print what it cost."""
    start, spent = time.perf_counter(), processor_seconds()
    if not record.verify().ok or record.proof.unbound() is not None:
        raise AssertionError("the record does not verify")
    lasted, cost = time.perf_counter() - start, processor_seconds() - spent
    print(f"processor seconds a million lines{where}: {cost * per_million:.1f}")
    return lasted


def processor_seconds() -> float:
    """Seconds of processors that this process and those it has ended took."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def plainly(path: Path) -> float:
    """Seconds of reading and hashing what a proof reads."""
    start = time.perf_counter()
    with closing(sqlite3.connect(path)) as database:
        for row in database.execute(QUERY):
            hashed(row)
    return time.perf_counter() - start


def plainly_there(home: ServerHome) -> float:
    """Return the seconds of the same on a server."""
    parts = home.cluster.superuser(home.database)
    start = time.perf_counter()
    with psycopg.connect(**parts, options="-c search_path=prescreen") as connection:
        for row in connection.cursor("all").execute(QUERY):
            hashed(row)
    return time.perf_counter() - start


def hashed(row: tuple[Any, ...]) -> None:
    """Hash a line and what it says."""
    hashlib.sha256(repr(row[:8]).encode()).hexdigest()
    hashlib.sha256(row[-1].encode()).hexdigest()
