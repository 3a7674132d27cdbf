"""Numbers are found through the index that begins with them, however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import event

from app.domain.shipment import Equipment
from tests.unit.filing_values import CCN, cargo
from tests.unit.record_values import Workspace, image, scan


def test_numbers_are_looked_up_by_themselves(tmp_path: Path) -> None:
    """Not by what they are of, which half of all rows share: among a million that takes a second.

    SQLite has no statistics of these tables, so that it plans here as it does among a million.
    """
    asked: list[tuple[str, Sequence[object]]] = []

    def note(*told: object) -> None:
        _, _, text, values, *_ = told
        if isinstance(text, str) and isinstance(values, Sequence) and "number." in text:
            asked.append((text, values))

    with Workspace(tmp_path).open() as record:
        record.add_image(scan("s1"), image(1))
        record.add_filings((cargo(equipment=(Equipment("trailer", "SMPL0530117"),)),))
        event.listen(record._access._engine, "before_cursor_execute", note)
        assert [hit.owner for hit in record.find("SMPL0530117")] == [CCN]
        record.mentions({("TRAILER", "SMPL530117"), ("CCN", "9XYZNONE"), ("PLATE", "AB1")})
        record.linking.scans_reading({("TRAILER", "SMPL530117"), ("CCN", "9XYZNONE")})
        record.scans_near({("CONTAINER", "CSQU3054388")})
        record.item(record.item_of_scan("s1"))
    with closing(sqlite3.connect(record.path)) as database:
        steps = [
            step[-1]
            for text, values in asked
            for step in database.execute(f"EXPLAIN QUERY PLAN {text}", values)
            if "number" in step[-1].split()[:2]
        ]
    assert len(steps) >= 4
    assert [step for step in steps if "(number=?" not in step] == []
