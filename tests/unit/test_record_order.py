"""The pictures of an item stand as its equipment was declared, whichever arrived first."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from app.domain.shipment import Equipment
from tests.unit.record_values import Workspace, arrive, link, report, shipment


def test_trailers_stand_as_declared(tmp_path: Path) -> None:
    pair = tuple(Equipment("trailer", number) for number in ("TRL-s2", "TRL-s1"))
    with Workspace(tmp_path).open() as record:
        arrive(record, "s1", 1)
        arrive(record, "s2", 2)
        arrive(record, "s0", 3)
        record.add_shipment(dataclasses.replace(shipment("A"), equipment=pair))
        for name in ("s1", "s2", "s0"):
            record.put_link(link(name, "A"))
            record.add_report(report(f"r-{name}", name))
        (line,) = record.queue()
        item = record.item(line.item_id)
        assert [scan.scan_id for scan in item.scans] == ["s2", "s1", "s0"]
        assert [one.scan_id for one in item.reports] == ["s2", "s1", "s0"]
        assert line.equipment == "TRL-s2, TRL-s1, TRL-s0"
