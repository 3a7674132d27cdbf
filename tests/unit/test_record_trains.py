"""A train as it stands on record: its cars in order, and how far each is."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from app.domain.shipment import Conveyance, Equipment, Mode
from app.domain.train import in_order
from app.domain.work import ItemState, LinkClass
from app.record import Record
from tests.unit.record_values import (
    MOMENT,
    SINGH,
    TREMBLAY,
    Workspace,
    image,
    link,
    recommendation,
    report,
    scan,
    shipment,
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Workspace(tmp_path).open() as opened:
        yield opened


def car(record: Record, number: int, position: int | None, *, crn: str = "9XYRTRAIN1") -> str:
    """Let one car arrive with its shipment; the last ones were scanned first."""
    mark = f"SMPX{number:06d}"
    seen = dataclasses.replace(
        scan(f"s{number}"),
        object_id=mark,
        taken_at=MOMENT - dt.timedelta(minutes=number),
        identifiers=MappingProxyType({"RAILCAR": mark}),
    )
    record.add_image(seen, image(number))
    declared = dataclasses.replace(
        shipment(f"A{number}"),
        conveyance=Conveyance(crn=crn, mode=Mode.RAIL, eta=MOMENT),
        equipment=(Equipment("railcar", f"SMPX {number}", position=position, empty=number == 2),),
    )
    record.add_shipment(declared)
    record.put_link(link(f"s{number}", f"A{number}"))
    return record.item_of_scan(f"s{number}")


def test_cars_stand_in_the_order_of_the_consist(record: Record) -> None:
    items = [car(record, number, position) for number, position in ((1, 9), (2, 7), (3, 8))]
    car(record, 4, 1, crn="9XYRTRAIN2")
    train = record.train_of(items[0], TREMBLAY)
    assert train is not None
    assert (train.crn, train.stated) == ("9XYRTRAIN1", True)
    assert [one.position for one in train.cars] == [7, 8, 9]
    assert [one.mark for one in train.cars] == ["SMPX000002", "SMPX000003", "SMPX000001"]
    assert [one.empty for one in train.cars] == [True, False, False]
    assert train.index_of(items[0]) == 2


def test_without_stated_places_the_scans_give_the_order(record: Record) -> None:
    items = [car(record, number, None) for number in (1, 2, 3)]
    train = record.train_of(items[1], TREMBLAY)
    assert train is not None
    assert not train.stated
    assert [one.item_id for one in train.cars] == items[::-1]
    twice = tuple(dataclasses.replace(one, position=5) for one in train.cars)
    assert not in_order("", twice).stated


def test_each_car_says_how_far_it_is(record: Record) -> None:
    first, second, third = (car(record, number, number) for number in (1, 2, 3))
    record.add_report(report("r3", "s3"))
    record.claim(second, SINGH)
    record.claim(first, TREMBLAY)
    record.note_viewed(first, TREMBLAY, "s1", "side")
    record.decide(recommendation("d1", first), officer=TREMBLAY)
    train = record.train_of(third, TREMBLAY)
    assert train is not None
    one, two, three = train.cars
    assert (one.state, one.seen, one.outcome) == (ItemState.DECIDED, True, "REFER_FOR_EXAM")
    assert (two.state, two.claimed_by, two.seen) == (ItemState.CLAIMED, "singh", False)
    assert (three.state, three.flagged) == (ItemState.WAITING, 1)
    other = record.train_of(third, SINGH)
    assert other is not None
    assert not other.cars[0].seen


def test_a_truck_has_no_train_and_a_doubtful_tie_makes_none(record: Record) -> None:
    record.add_image(scan("s8"), image(8))
    record.add_shipment(shipment("A8"))
    record.put_link(link("s8", "A8"))
    assert record.train_of(record.item_of_scan("s8"), TREMBLAY) is None
    mine = car(record, 1, 1)
    stray = car(record, 2, 2)
    record.put_link(link("s2", "A2", LinkClass.CONFLICT))
    train = record.train_of(mine, TREMBLAY)
    assert train is not None
    assert stray not in [one.item_id for one in train.cars]


def test_scans_of_several_items_come_at_once(record: Record) -> None:
    items = [car(record, number, number) for number in (1, 2)]
    found = record.scans_of(items)
    assert {item_id: [one.scan_id for one in scans] for item_id, scans in found.items()} == {
        items[0]: ["s1"],
        items[1]: ["s2"],
    }
