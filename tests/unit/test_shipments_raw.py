"""A message shown as it was sent, with the value where it stands (mission T-15)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from app.domain.filing import Filing, FilingKind
from app.domain.raw import Asked, RawMessage
from app.shipments.messages import read_filings
from app.shipments.raw import LONGEST_LINE, raw_message
from tests.unit.edi_messages import edifact
from tests.unit.test_shipments_cargo_xml import XFZB

NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
TWO = (
    "CUSCAR:D:96A:UN'BGM+85+{key}+9'DTM+132:202611201415:203'LOC+60+0351'"
    "NAD+CZ+++NORVALE ?+ SONS LTD'CNI+1+{key}'GID+1+100:CT'FTX+AAA+++STEEL BRACKETS'"
    "MEA+AAE+G+KGM:8250'"
)
KEYS = ("9XYZPARS0000001", "9XYZPARS0000002")


def read(folder: Path, name: str, data: bytes) -> list[Filing]:
    path = folder / name
    path.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    found = read_filings(path, received_at=NOW, sha256=sha256)
    return [one for one in found if isinstance(one, Filing)]


def raw(data: bytes, filing: Filing, path: str = "") -> RawMessage:
    return raw_message(data[filing.origin.start : filing.origin.end], filing, path)


def pieces(message: RawMessage) -> list[str]:
    ends = (*message.cuts[1:], len(message.text))
    return [message.text[a:b] for a, b in zip(message.cuts, ends, strict=True)]


@pytest.fixture
def batch(tmp_path: Path) -> tuple[bytes, list[Filing]]:
    text = edifact(*(TWO.format(key=key) for key in KEYS))
    return text.encode(), read(tmp_path, "two.edi", text.encode())


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("shipper.name", "NORVALE ?+ SONS LTD"),
        ("goods[0].description", "STEEL BRACKETS"),
        ("conveyance.eta", "202611201415"),
        ("shipment_id", KEYS[1]),
        ("goods[0]", "100"),
        ("shipper", "NORVALE ?+ SONS LTD"),
    ],
)
def test_t15_a_value_is_shown_where_it_stands(
    batch: tuple[bytes, list[Filing]], path: str, written: str
) -> None:
    data, filings = batch
    message = raw(data, filings[1], path)
    assert message.spot is not None
    assert message.text[message.spot.start : message.spot.end] == written
    assert written in pieces(message)[message.spot.segment - 1]


def test_t15_only_the_message_itself_is_shown_segment_by_segment(
    batch: tuple[bytes, list[Filing]],
) -> None:
    data, filings = batch
    message = raw(data, filings[0])
    assert message.segments
    assert message.spot is None
    assert "".join(pieces(message)) == message.text
    assert [piece.strip()[:3] for piece in pieces(message)][:3] == ["UNH", "BGM", "DTM"]
    assert KEYS[0] in message.text
    assert KEYS[1] not in message.text


def test_t15_what_follows_from_other_values_stands_nowhere(
    tmp_path: Path,
) -> None:
    more = "GID+2+20:CT'FTX+AAA+++SPRINGS'MEA+AAE+G+KGM:500'"
    data = edifact(TWO.format(key=KEYS[0]) + more).encode()
    (filing,) = read(tmp_path, "two_lines.edi", data)
    assert raw(data, filing, "gross_kg").spot is None


def test_t15_a_total_that_is_what_the_only_line_says_stands_there(
    batch: tuple[bytes, list[Filing]],
) -> None:
    data, filings = batch
    message = raw(data, filings[0], "gross_kg")
    assert message.spot is not None
    assert message.text[message.spot.start : message.spot.end] == "8250"


def test_t15_a_json_text_in_one_line_is_cut_and_the_value_found(tmp_path: Path) -> None:
    tree = {
        "schema": "prescreen-shipment/1",
        "conveyance": {"crn": "9XYZTRIP1", "mode": "highway", "fpoa": "0351"},
        "shipments": [
            {"ccn": key, "lines": [{"description": f"Bolts {n} of {key}"} for n in range(40)]}
            for key in KEYS
        ],
    }
    data = json.dumps(tree).encode()
    filing = next(one for one in read(tmp_path, "a.json", data) if one.key == KEYS[1])
    message = raw(data, filing, "goods[39].description")
    assert message.spot is not None
    assert message.text[message.spot.start : message.spot.end] == f"Bolts 39 of {KEYS[1]}"
    assert not message.segments
    assert max(map(len, pieces(message))) <= LONGEST_LINE
    assert "".join(pieces(message)) == data.decode()


def test_the_number_of_a_cargo_is_not_taken_for_that_of_its_conveyance(
    batch: tuple[bytes, list[Filing]],
) -> None:
    data, filings = batch
    assert raw(data, filings[0], "conveyance.crn").spot is None


def test_t15_the_number_of_a_waybill_is_found_where_it_is_its_only_one(tmp_path: Path) -> None:
    text = (
        "FWB/16\n999-40002012CGNYYZ/T36K160\nFLT/ZZ0101/20\nRTG/YYZZZ\n"
        "SHP\n/MUSTER SPEDITION\n/WEG 1\n/KOELN\n/DE/50667\n"
        "CNE\n/EXAMPLE INC\n/ROAD 1\n/TORONTO/ON\n/CA/M5V1A1\n"
        "CVD/CAD//PP/NVD/NCV/XXX\nRTD/1/P36/K160/CQ/W160\n/NG/TEXTILES\n"
    )
    data = text.encode()
    (filing, *_) = read(tmp_path, "bill.fwb", data)
    message = raw(data, filing, "shipment_id")
    assert message.spot is not None
    assert message.text[message.spot.start : message.spot.end] == "999-40002012"


def test_t15_the_number_of_a_house_bill_in_xml_is_found(tmp_path: Path) -> None:
    data = XFZB.encode()
    (filing, *_) = read(tmp_path, "bill.xml", data)
    for path, written in (("shipment_id", "ZZA10000001"), ("shipper.name", "SYNTHETIC FORGE GMBH")):
        message = raw(data, filing, path)
        assert message.spot is not None, path
        assert message.text[message.spot.start : message.spot.end] == written


def test_parts_of_a_line_carry_its_number(tmp_path: Path) -> None:
    tree = {
        "schema": "prescreen-shipment/1",
        "conveyance": {"crn": "9XYZTRIP1", "mode": "highway", "fpoa": "0351"},
        "shipments": [{"ccn": KEYS[0], "lines": [{"description": "Bolts " * 300}]}],
    }
    data = f"\n{json.dumps(tree)}\n".encode()
    message = raw(data, read(tmp_path, "a.json", data)[0])
    assert [message.number(piece) for piece in range(len(message.cuts))] == [
        1,
        *[2] * (len(message.cuts) - 1),
    ]
    assert [message.goes_on(piece) for piece in range(3)] == [False, False, True]


def test_a_transmission_is_asked_for_by_digest_kind_or_event(
    batch: tuple[bytes, list[Filing]],
) -> None:
    first, second = batch[1]
    assert Asked(first.key).fits(first)
    assert Asked(first.key, first.digest, kind=FilingKind.CARGO).fits(first)
    assert not Asked(first.key, second.digest).fits(first)
    assert not Asked(first.key, kind=FilingKind.CONVEYANCE).fits(first)
    told = dataclasses.replace(first, body=None)
    assert not Asked(first.key, digest="0").fits(told)
