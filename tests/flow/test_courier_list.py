"""A courier's flight: its list and its pictures come in, and every parcel can be reviewed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.shipment import Mode
from tests.unit.room_values import House, radiograph
from tests.unit.test_shipments_courier import HEADER, listed, row

TRACKING = ("1ZXX00016600001237", "1ZXX00016600001246", "1ZXX00016600001255")
FLIGHT = {"eta_utc": "2027-03-01T09:45:00Z", "flight_no": "ZZ0001"}


def check_digit(number: str) -> str:
    """A tracking number with the check digit that fits."""
    signs = [int(s) if s.isdigit() else (ord(s) - 3) % 10 for s in number[2:17]]
    total = sum(signs[0::2]) + 2 * sum(signs[1::2])
    return number[:17] + str((10 - total % 10) % 10)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    built = House(tmp_path)
    yield built
    built.record.close()


def as_csv(numbers: tuple[str, ...]) -> bytes:
    header = HEADER + ",total_shipments"
    return listed(*(f"{row(n, **FLIGHT)},{len(numbers)}" for n in numbers), header=header)


def as_json(numbers: tuple[str, ...]) -> bytes:
    return json.dumps(
        {
            "schema": "prescreen-shipment/1",
            "conveyance": {"mode": "courier", "flight": "ZZ0001", "fpoa": "0497",
                           "eta": FLIGHT["eta_utc"], "exception_codes": ["CLVS"]},
            "list": {"list_id": "CRL-1", "total_shipments": len(numbers)},
            "shipments": [
                {"shipment_id": number, "clvs": True, "pieces": 1,
                 "lines": [{"description": "cordless drill"}],
                 "packages": [{"piece_id": number, "uld": "AKE12345ZZ"}]}
                for number in numbers
            ],
        }
    ).encode()  # fmt: skip


def as_xml(numbers: tuple[str, ...]) -> bytes:
    each = "".join(
        f"<shipment><shipment_id>{n}</shipment_id><piece_id>{n}</piece_id>"
        "<clvs>yes</clvs><description>cordless drill</description></shipment>"
        for n in numbers
    )
    head = "".join(f"<{name}>{value}</{name}>" for name, value in FLIGHT.items())
    total = f"<total_shipments>{len(numbers)}</total_shipments>"
    return f"<list>{head}{total}{each}</list>".encode()


@pytest.mark.parametrize("form", [as_csv, as_json, as_xml])
def test_t13_all_parcels_of_a_flight_are_tied_to_their_pictures(
    house: House, form: Callable[[tuple[str, ...]], bytes]
) -> None:
    numbers = tuple(map(check_digit, TRACKING))
    files = []
    for index, number in enumerate(numbers):
        picture = radiograph(f"1.2.{index}", number, seed=index)
        files += house.scan_files(picture, name=f"parcel{index}")
    path = house.inbox("list")
    path.write_bytes(form(numbers))
    outcomes = house.take([*files, path])
    assert {outcome.status for outcome in outcomes} == {"accepted"}
    items = [house.record.item(name) for name in house.record.items()]
    found = {item.shipments[0].shipment_id for item in items if item.scans and item.shipments}
    assert found == set(numbers)
    for item in items:
        (shipment,) = item.shipments
        assert shipment.conveyance.mode is Mode.COURIER
        assert shipment.conveyance.eta is not None
        assert shipment.clvs
    assert {one.status for one in house.take([path])} == {"duplicate"}
