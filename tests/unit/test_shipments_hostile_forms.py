"""Every form under damage: never a crash, never a hang, never a loss that nobody is told of.

EDIFACT and X12 have more tests of their own (`test_shipments_edi_hostile`).
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
from pathlib import Path

import pytest

from app.domain.filing import Fault, Filing, Weight
from app.shipments.edi.source import Incoming
from app.shipments.messages import HEAD, form_of
from tests.fuzz.messages import CORPUS, one
from tests.unit.edi_messages import CONSIST_358, MANIFEST_309

NOW = dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)
FILE = Incoming("file", "", NOW)
SMALL = sorted(path for path in CORPUS.iterdir() if path.suffix not in (".edi", ".x12"))
LINES = [path for path in SMALL if path.suffix in (".imp", ".txt", ".csv")]
NASTY = b"\x00\xff/\"'<{\n,Z9|"
MANY = 1_000_000


def read(data: bytes) -> list[Filing | Fault]:
    """Read as the beginning says; a file of no form is refused by whoever opens it."""
    form = form_of(data[:HEAD])
    if form is None:
        return [Fault(Weight.ERROR, "of no form")]
    return list(form.read(io.BytesIO(data), FILE))


def filings(found: list[Filing | Fault]) -> list[Filing]:
    return [entry for entry in found if isinstance(entry, Filing)]


def records(found: list[Filing | Fault]) -> int:
    """Number of records, and of waybills of a manifest."""
    bodies = [entry.body for entry in filings(found)]
    return sum(1 + len(getattr(body, "loaded", ())) for body in bodies)


def faults(found: list[Filing | Fault]) -> list[Fault]:
    carried = [fault for entry in filings(found) for fault in entry.faults]
    return [entry for entry in found if isinstance(entry, Fault)] + carried


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name)
def test_a_file_that_breaks_off_at_any_byte_holds(path: Path) -> None:
    data = path.read_bytes()
    for length in range(1, len(data)):
        one(data[:length])


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name)
def test_one_wrong_byte_never_loses_a_record_in_silence(path: Path) -> None:
    data = path.read_bytes()
    count = records(read(data))
    for place in range(len(data)):
        wrong = NASTY[place % len(NASTY)]
        damaged = data[:place] + bytes([wrong]) + data[place + 1 :]
        if place % 5 == 0:
            one(damaged)
        found = read(damaged)
        assert records(found) >= count or faults(found), (place, chr(wrong))


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.name)
def test_lines_in_any_order_and_twice_hold(path: Path) -> None:
    first, *lines = path.read_bytes().splitlines(keepends=True)
    chance = random.Random(7)
    for _ in range(60):
        mixed = [*lines, *chance.sample(lines, min(3, len(lines)))]
        chance.shuffle(mixed)
        data = b"".join([first, *mixed[: chance.randint(0, len(mixed))]])
        one(data)
        assert read(data)


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name)
def test_a_file_twice_over_holds(path: Path) -> None:
    data = path.read_bytes()
    one(data + data)
    assert read(data + data)


# --- bombs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [MANIFEST_309, CONSIST_358])
def test_a_set_of_a_million_segments_is_refused_and_the_next_is_read(text: str) -> None:
    head, _, tail = text.partition("P4*")
    found = read((head + "N9*ZZ*1~" * MANY + "P4*" + tail + text).encode())
    assert len(filings(found)) == len(filings(read(text.encode())))
    assert any("200000 segments" in str(fault.sentence) for fault in faults(found))


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"shipments":[{"goods":['])
def test_json_that_lies_deep_is_refused(opening: str) -> None:
    start = '{"schema": "prescreen-shipment/1", "shipments": ['
    (fault,) = read((start + opening * 100_000).encode())
    assert isinstance(fault, Fault)
    assert fault.weight is Weight.ERROR


def test_json_with_a_number_of_a_million_digits_is_refused() -> None:
    whole = {"schema": "prescreen-shipment/1", "shipments": [{"shipment_id": "A", "pieces": 0}]}
    text = json.dumps(whole).replace('"pieces": 0', '"pieces": ' + "9" * MANY)
    assert faults(read(text.encode()))


@pytest.mark.parametrize(
    "data",
    [
        b"FFM/8\n1/ZZ0001/20NOV/CGN\nYYZ\n" + b"999-40001231CGNYYZ/T2K60/X\n" * 200_000,
        b"FHL/5\n" + b"MBI/999-40001231CGNYYZ/T1K77\n" * 200_000,
        b"FWB/16\n999-40001231CGNYYZ/T1K77\nRTD/1/P1/K77\n" + b"/NG/" + b"A" * MANY,
        b"FWB/16\n" * 50_000,
        b"RNS|9XYZPARS0001234|error|2026-11-20T14:45Z\n" + b"RNS|" * MANY,
    ],
    ids=["waybills", "masters", "a line", "messages", "fields"],
)
def test_a_bomb_of_lines_ends_with_a_word(data: bytes) -> None:
    assert faults(read(data))
