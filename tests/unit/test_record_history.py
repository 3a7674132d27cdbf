"""What earlier shipments told, as the record hands it on."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.past import Past, Trait
from app.domain.shipment import GoodsLine, Party, Shipment, Value
from app.record import Record, history
from app.shipments.discrepancies import limits, told_by
from tests.unit.record_values import MOMENT, Workspace, image, link, scan
from tests.unit.room_values import shipment

HOME = Party("A Person", ("1 Sample St",), "Hamilton", "ON", "L8P1A1", "CA")
WORKS = Party("Sample Works", ("2 Test Rd",), "Buffalo", "NY", "14201", "US")


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(work: Workspace) -> Iterator[Record]:
    with work.open() as opened:
        yield opened


def sold(name: str, price: str = "5000", *, days: int = 1, **changes: object) -> Shipment:
    """Tools, 1000 kg in 100 cartons, filed some days ago."""
    made = shipment(
        name,
        goods=(GoodsLine("Hand tools", "820559", "US", 100, "CT"),),
        value=Value(Decimal(price), "CAD"),
        gross_kg=Decimal(1000),
        unit="CT",
        received_at=MOMENT - dt.timedelta(days=days),
        shipper=WORKS,
        consignee=HOME,
    )
    return dataclasses.replace(made, **changes)


def past(record: Record, of: Shipment) -> Past:
    record.add_image(scan("s1"), image(1))
    record.add_shipment(of)
    record.put_link(link("s1", of.shipment_id))
    found = record.known(record.item(record.item_of_scan("s1"))).past
    assert found is not None
    return found


def figures(found: Past, of: Shipment, trait: Trait) -> list[float]:
    return [t.figure for told in told_by(of) if told.trait is trait for t in found.of(told)]


def test_earlier_shipments_of_the_heading_are_handed_on_newest_first(record: Record) -> None:
    for number in range(3):
        record.add_shipment(sold(f"9XYZ{number}", f"{5000 + number}", days=10 - number))
    record.add_shipment(sold("9XYZEUR", value=Value(Decimal(9), "EUR")))
    record.add_shipment(sold("9XYZOTHER", goods=(GoodsLine("Paint", "320890"),)))
    asked = sold("9XYZNEW", "90000", days=0)
    found = past(record, asked)
    assert figures(found, asked, Trait.VALUE_PER_KG) == [5.002, 5.001, 5.0]
    assert figures(found, asked, Trait.KG_PER_PIECE) == [10.0] * 4
    names = {told.name for told in told_by(asked) if told.trait is Trait.RECEIVES}
    (receives,) = (told for told in told_by(asked) if told.trait is Trait.RECEIVES)
    assert {told.name for told in found.of(receives)} == names


def test_only_what_stands_and_what_is_recent_counts(record: Record) -> None:
    record.add_shipment(sold("9XYZ1", "5000", days=3))
    record.add_shipment(sold("9XYZ1", "7000", days=2, version=2))
    record.add_shipment(sold("9XYZ2", "1000", days=limits.PAST_DAYS + 5))
    asked = sold("9XYZNEW", days=0)
    assert figures(past(record, asked), asked, Trait.VALUE_PER_KG) == [7.0]
    assert record.verify().ok


def test_never_more_are_read_than_the_newest_some(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.record.history._WINDOW", dict.fromkeys(Trait, (365, 4)))
    for number in range(6):
        record.add_shipment(sold(f"9XYZ{number}", f"{1000 * (number + 1)}", days=9 - number))
    asked = sold("9XYZNEW", days=100)
    # The window looks at days; what is asked of is left out afterwards.
    assert figures(past(record, asked), asked, Trait.VALUE_PER_KG) == [6.0, 5.0, 4.0, 3.0]


def test_earlier_ones_are_read_in_one_run_of_the_index(work: Workspace, record: Record) -> None:
    del record
    statement = history._EARLIER.compile()
    with closing(sqlite3.connect(work.file)) as database:
        plan = database.execute(f"EXPLAIN QUERY PLAN {statement}", ["a", "b", 3, 10]).fetchall()
    # Nothing is sorted: the key leads to the newest.
    assert [step[3].split(" (")[0] for step in plan] == ["SEARCH history USING PRIMARY KEY"]


def test_streams_lead_to_items(record: Record) -> None:
    mine = sold("9XYZ1")
    past(record, mine)
    (sends,) = (told for told in told_by(mine) if told.trait is Trait.SENDS)
    assert record.items_of_stream(sends.group) == {record.item_of_scan("s1")}
    assert record.items_of_stream("nobody 8205") == frozenset()
