"""Proving a long record whole: every line, payload, table, and what decisions are bound to.

The record is built once, by the calls that the desk makes, and kept under ``.benchmarks``; that
takes some minutes. It has 200,000 lines and the figure is scaled to a million: what a line costs
does not grow but by the depth of an index. Seconds are those of one core (`time.process_time`):
nothing here runs beside it, and a busy machine does not count.
"""

from __future__ import annotations

import hashlib
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
        ours = []
        for _ in range(RUNS):
            start = time.process_time()
            if not record.verify().ok or record.proof.unbound() is not None:
                raise AssertionError("the record does not verify")
            ours.append(time.process_time() - start)
        theirs = [plainly(record.path) for _ in range(RUNS)]
    return [figure("record.verify_s_per_million", "s", ours, PLAIN, theirs, scale=per_million)]


def plainly(path: Path) -> float:
    """Seconds of reading and hashing what a proof reads."""
    query = "SELECT * FROM line JOIN payload ON digest = payload_digest ORDER BY seq"
    start = time.process_time()
    with closing(sqlite3.connect(path)) as database:
        for row in database.execute(query):
            hashlib.sha256(repr(row[:8]).encode()).hexdigest()
            hashlib.sha256(row[-1].encode()).hexdigest()
    return time.process_time() - start
