"""Proving a long record whole: every line, payload, table, and what decisions are bound to.

The record is built once, by the calls that the desk makes, and kept under ``.benchmarks``; that
takes some minutes. It has 200,000 lines and the figure is scaled to a million: what a line costs
does not grow but by the depth of an index. Two processes share the work where there are two cores
(`app/record/aside.py`): seconds are those of the clock, and nothing else may run meanwhile. What
both together cost a processor is printed beside them.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from long_record import lengthen, opened
from measure import figure

HOME = Path(__file__).resolve().parents[2] / ".benchmarks" / "verify"
LINES, SCALED = 200_000, 1_000_000
RUNS = 3
PLAIN = "reading the same lines and payloads with plain sqlite3, and SHA-256 over them"


def figures() -> list[dict[str, Any]]:
    """Measure on the disk that holds the checkout, not on a memory disk."""
    HOME.mkdir(parents=True, exist_ok=True)
    with opened(HOME) as record:
        lengthen(record, LINES)
        per_million = SCALED / record.version()
        ours, costs = [], []
        for _ in range(RUNS):
            start, spent = time.perf_counter(), processor_seconds()
            if not record.verify().ok or record.proof.unbound() is not None:
                raise AssertionError("the record does not verify")
            ours.append(time.perf_counter() - start)
            costs.append(processor_seconds() - spent)
        theirs = [plainly(record.path) for _ in range(RUNS)]
    print(f"processor seconds a million lines: {sorted(costs)[RUNS // 2] * per_million:.1f}")
    return [figure("record.verify_s_per_million", "s", ours, PLAIN, theirs, scale=per_million)]


def processor_seconds() -> float:
    """Seconds of processors that this process and those it has ended took."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def plainly(path: Path) -> float:
    """Seconds of reading and hashing what a proof reads."""
    query = "SELECT * FROM line JOIN payload ON digest = payload_digest ORDER BY seq"
    start = time.perf_counter()
    with closing(sqlite3.connect(path)) as database:
        for row in database.execute(query):
            hashlib.sha256(repr(row[:8]).encode()).hexdigest()
            hashlib.sha256(row[-1].encode()).hexdigest()
    return time.perf_counter() - start
