"""Release notices and arrival certifications, and manifests typed from paper."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.event import Event, EventKind
from app.domain.filing import (
    ConveyanceReport,
    Fault,
    Filing,
    FilingKind,
    Origin,
    Via,
    Weight,
)
from app.domain.paper import PaperManifest
from app.domain.shipment import Equipment, GoodsLine, Mode, Movement, Party, Shipment
from app.shipments.json_filings import read_json
from app.shipments.paper import lacking, paper_file
from app.shipments.status_lines import is_status_lines, read_status_lines
from tests.unit.room_values import NOW

AT = dt.datetime(2026, 11, 20, 14, 45, tzinfo=dt.UTC)
STATUSES = {
    "goods_released": EventKind.RELEASED,
    "Required for examination - referred": EventKind.EXAMINATION_REFERRED,
    "may_move_detain_at_destination_CFIA": EventKind.DETAIN_AT_DESTINATION,
    "accepted_awaiting_arrival": EventKind.AWAITING_ARRIVAL,
    "authorized_to_deliver_CSA": EventKind.AUTHORIZED_TO_DELIVER,
    "accepted_awaiting_processing": EventKind.AWAITING_PROCESSING,
    "error": EventKind.RELEASE_ERROR,
}


def read(text: str | bytes) -> list[Filing | Fault]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_status_lines(data, Origin("rns.txt", "", 0, 0, 0, ""), NOW))


def event(text: str) -> Event:
    (found,) = read(text)
    assert isinstance(found, Filing)
    assert isinstance(found.body, Event)
    assert found.kind is FilingKind.EVENT
    assert found.key == found.body.key
    return found.body


@pytest.mark.parametrize(("word", "kind"), STATUSES.items())
def test_t42_each_of_the_seven_statuses(word: str, kind: EventKind) -> None:
    line = f"RNS|9XYZPARS0001234|{word}|2026-11-20T09:45:00-05:00|351|3127|12345001495785|Text | x"
    assert event(line) == Event(
        kind, "9XYZPARS0001234", AT, "0351", "3127", "12345001495785", "Text | x",
        {"status": word},
    )  # fmt: skip


@pytest.mark.parametrize("tag", ["WACM", "631"])
def test_t43_a_warehouse_certifies_arrival(tag: str) -> None:
    found = event(f"{tag}|9XYZPARS0001234|3252|2026-11-20T14:45:00Z|495|Sample Warehouse|In bond")
    assert found == Event(
        EventKind.AT_WAREHOUSE, "9XYZPARS0001234", AT, "0495", "3252", text="In bond",
        details={"operator": "Sample Warehouse"},
    )  # fmt: skip


def test_a_conveyance_arrives_and_other_notices_have_their_words() -> None:
    assert event("CACM|9XYZTRIP000077|2026-11-20T14:45Z|351").kind is EventKind.CONVEYANCE_ARRIVED
    matched = event("NOTICE|9XYZPARS0001234|Matched|2026-11-20T14:45Z|0351||9XYZTRIP000077|ok")
    assert (matched.kind, matched.other_key) == (EventKind.MATCHED, "9XYZTRIP000077")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("RNS|A|gone|2026-11-20T14:45Z", "The status gone is not known"),
        ("RNS|A", "The status  is not known"),
        ("RNS|A|error|2026-11-20T14:45", "its time 2026-11-20T14:45 is not as"),
        ("RNS|A|error|9999-12-31T23:59-23:59", "its time"),
        ("RNS||error|2026-11-20T14:45Z", "names no number"),
        ("XYZ|A|error|2026-11-20T14:45Z", "not read here"),
        ("NOTICE|A|hello|2026-11-20T14:45Z", "The status hello is not known"),
        ("RNS|" + "x" * 5000, "longer than any notice"),
    ],
)
def test_a_line_at_fault_is_told_of_and_the_others_are_taken(line: str, says: str) -> None:
    good = "CACM|9XYZTRIP000077|2026-11-20T14:45Z|351"
    fault, filing = read(f"{line}\n\n{good}\r\n")
    assert isinstance(fault, Fault)
    assert (fault.weight, fault.message) == (Weight.ERROR, 1)
    assert says in str(fault.sentence)
    assert isinstance(filing, Filing)
    assert filing.origin.message == 3


def test_places_and_digests() -> None:
    text = "\ufeffCACM | 9XYZTRIP000077 |2026-11-20T14:45Z|351\n"
    (found,) = read(text)
    assert isinstance(found, Filing)
    spot = found.spots["key"]
    assert text[spot.start : spot.end] == "9XYZTRIP000077"
    assert spot.element == "CACM.key"
    assert found.digest == hashlib.sha256(text.strip().encode()).hexdigest()
    assert is_status_lines(text.encode().removeprefix(b"\xef\xbb\xbf")) is False
    assert is_status_lines(b"RNS|a")


def test_signs_that_are_no_text_are_told_of() -> None:
    (fault,) = read(b"RNS|\xff")
    assert isinstance(fault, Fault)
    assert "not UTF-8" in str(fault.sentence)


@given(st.binary(max_size=80))
def test_no_bytes_make_it_fall(data: bytes) -> None:
    assert all(isinstance(one, Fault | Filing) for one in read(b"RNS|A|error|" + data))


PAPER = PaperManifest(
    document="A8A(B)",
    ccn="9xyzpars0001234",
    carrier_code="9xyz",
    mode=Mode.HIGHWAY,
    fpoa="351",
    typed_by="dupuis",
    typed_at=NOW,
    goods=(GoodsLine("Steel brackets", quantity=100, unit="CT"),),
    pieces=100,
    unit="CT",
    gross_kg=Decimal("8250.5"),
    crn="9XYZTRIP000077",
    destination="495",
    sub_location="3252",
    eta=AT,
    shipper=Party("Maker"),
    consignee=Party("Buyer"),
    equipment=(Equipment("trailer", "TRL53021", ("A123456",)),),
    movement=Movement.IN_BOND,
    why="System outage",
)


def test_r119_a_paper_manifest_is_filed_as_everything_else_is() -> None:
    data = paper_file(PAPER)
    cargo, report = read_json(data, Origin("paper.json", "", 0, 0, 0, ""), NOW)
    assert isinstance(cargo, Filing)
    assert isinstance(cargo.body, Shipment)
    assert (cargo.kind, cargo.key, cargo.via) == (FilingKind.CARGO, "9XYZPARS0001234", Via.PAPER)
    assert (cargo.sender, cargo.amendment_reason) == ("dupuis", "System outage")
    assert cargo.body.document == "A8A(B)"
    assert cargo.body.movement is Movement.IN_BOND
    assert (cargo.body.pieces, cargo.body.gross_kg) == (100, Decimal("8250.5"))
    assert (cargo.body.release_office, cargo.body.conveyance.fpoa) == ("0495", "0351")
    assert isinstance(report, Filing)
    assert isinstance(report.body, ConveyanceReport)
    assert report.key == "9XYZTRIP000077"
    assert report.body.cargo == ("9XYZPARS0001234",)
    assert report.body.equipment == PAPER.equipment


def test_without_a_trip_number_the_cargo_is_filed_alone() -> None:
    data = paper_file(dataclasses.replace(PAPER, crn=""))
    (cargo,) = read_json(data, Origin("paper.json", "", 0, 0, 0, ""), NOW)
    assert isinstance(cargo, Filing)
    assert cargo.kind is FilingKind.CARGO


def test_what_is_lacking_is_named_and_nothing_is_filed_without_it() -> None:
    assert lacking(PAPER) == ()
    bare = dataclasses.replace(
        PAPER, ccn="9X YZ", crn="1", document="B3", fpoa="x", goods=(), pieces=None
    )
    found = [str(sentence) for sentence in lacking(bare)]
    assert len(found) == 6
    assert "contains a blank" in found[0]
    with pytest.raises(ValueError, match="contains a blank"):
        paper_file(bare)


def test_t32_a_line_that_is_cut_at_the_end_of_its_file_says_so() -> None:
    line = "RNS|9XYZPARS0001234|goods_released|2026-11-20T09:45:00Z|0427|3252"
    (whole,) = read(f"{line}\n")
    assert isinstance(whole, Filing)
    assert whole.faults == ()
    cut_off = "The line has no end: the file may have been broken off in it."
    for length in range(line.index("|0427") + 2, len(line)):
        (found,) = read(line[:length])
        assert isinstance(found, Filing)
        assert str(found.faults[0].sentence) == cut_off


@pytest.mark.parametrize(("written", "port"), [("04", ""), ("427", "0427"), ("0427", "0427")])
def test_what_is_no_office_is_left_out_and_told_of(written: str, port: str) -> None:
    text = f"CACM|9XYZTRIP000077|2026-11-20T09:45:00Z|{written}\n"
    (found,) = read(text)
    assert isinstance(found, Filing)
    assert isinstance(found.body, Event)
    assert found.body.port == port
    told = [] if port else [f"{written} is no office; it was left out."]
    assert [str(fault.sentence) for fault in found.faults] == told
