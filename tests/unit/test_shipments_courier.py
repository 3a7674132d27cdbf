"""A courier's list: whole or not at all, read as it is written, nothing in it executed."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.csv_text import csv_line
from app.domain.event import Event, EventKind
from app.domain.filing import Fault, Filing, FilingKind, Origin, Via, Weight
from app.domain.shipment import Equipment, Function, GoodsLine, Mode, Party, Shipment, Value
from app.shipments.courier.columns import COLUMNS
from app.shipments.courier.csv_list import is_courier_csv, read_courier_csv
from app.shipments.courier.csv_rows import value_places
from tests.unit.room_values import NOW

HEADER = (
    "list_id,carrier_code,carrier_name,port_of_exit,conveyance_id,flight_no,flight_date,"
    "port_of_release,eta_utc,shipment_id,piece_id,hawb,mawb,uld,consignee_name,consignee_address,"
    "consignee_country,importer_name,importer_address,shipper_name,shipper_address,"
    "shipper_country,quantity,weight_kg,value_cad,description,hs,country_of_origin,clvs,"
    "scan_file,scan_time_utc,scanner_id,scan_view,scan_sha256"
)
"""The columns of the specification (3.6)."""


def row(shipment_id: str = "1ZXX00016600001237", **changes: str) -> str:
    """One row of a list under `HEADER`."""
    values = {
        "list_id": "CRL-20261120-01", "carrier_code": "9XYZ", "carrier_name": "Synthetic Air",
        "port_of_exit": "CGN", "conveyance_id": "C-SYNT", "flight_no": "ZZ0001",
        "flight_date": "2026-11-20", "port_of_release": "497",
        "eta_utc": "2026-11-20T09:45:00Z", "shipment_id": shipment_id, "piece_id": shipment_id,
        "hawb": shipment_id, "mawb": "999-40001231", "uld": "AKE12345ZZ",
        "consignee_name": "Example Person", "consignee_address": '"1 Sample St, Hamilton"',
        "consignee_country": "ca", "shipper_name": "Synthetic Shop GmbH",
        "shipper_address": "Musterweg 1", "shipper_country": "DE", "quantity": "1",
        "weight_kg": "2.4", "value_cad": "85.00", "description": "cordless drill",
        "hs": "8467.21", "country_of_origin": "cn", "clvs": "Y", "scan_file": "000123.dcs",
        "scan_time_utc": "2026-11-20T02:58:11Z", "scanner_id": "CGN-07", "scan_view": "top",
        "scan_sha256": "ab" * 32,
    } | changes  # fmt: skip
    return ",".join(values.get(name, "") for name in HEADER.split(","))


def listed(*rows: str, header: str = HEADER) -> bytes:
    return ("\r\n".join((header, *rows)) + "\r\n").encode()


def read(data: bytes) -> list[Filing | Fault]:
    origin = Origin("list.csv", hashlib.sha256(data).hexdigest(), 0, 0, 0, "")
    return list(read_courier_csv(data, origin, NOW))


def filings(data: bytes) -> list[Filing]:
    return [one for one in read(data) if isinstance(one, Filing)]


def shipments(data: bytes) -> list[Shipment]:
    bodies = [one.body for one in filings(data)]
    assert all(isinstance(body, Shipment) for body in bodies)
    return [body for body in bodies if isinstance(body, Shipment)]


def refusal(data: bytes) -> str:
    (found,) = read(data)
    assert isinstance(found, Fault)
    assert found.weight is Weight.ERROR
    return str(found.sentence)


def test_t13_a_row_of_the_list_becomes_a_shipment() -> None:
    (filing,) = filings(listed(row()))
    found = filing.body
    assert isinstance(found, Shipment)
    assert (filing.kind, filing.key, filing.via) == (
        FilingKind.COURIER, "1ZXX00016600001237", Via.FILE,
    )  # fmt: skip
    assert (filing.origin.form, filing.control) == ("courier list CSV", "CRL-20261120-01")
    assert filing.faults == ()
    assert found.clvs
    assert (found.list_id, found.ccn) == ("CRL-20261120-01", "")
    assert (found.pieces, found.gross_kg) == (1, Decimal("2.4"))
    assert found.value == Value(Decimal(85), "CAD")
    assert found.goods == (
        GoodsLine(
            "cordless drill", "846721", "CN", 1, weight_kg=Decimal("2.4"),
            value=Value(Decimal(85), "CAD"), packages=("1ZXX00016600001237",),
        ),
    )  # fmt: skip
    assert found.consignee == Party("Example Person", ("1 Sample St, Hamilton",), country="CA")
    assert found.importer is None
    assert found.equipment == (
        Equipment("package", "1ZXX00016600001237"), Equipment("uld", "AKE12345ZZ"),
    )  # fmt: skip
    conveyance = found.conveyance
    assert (conveyance.mode, conveyance.flight, conveyance.vehicle) == (
        Mode.COURIER, "ZZ0001", "C-SYNT",
    )  # fmt: skip
    assert conveyance.fpoa == "0497"
    assert conveyance.eta == dt.datetime(2026, 11, 20, 9, 45, tzinfo=dt.UTC)
    assert ("scan_sha256", "ab" * 32) in found.references
    assert ("scan_file", "000123.dcs") in found.references


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_values_may_be_parted_by_comma_semicolon_or_tab(mark: str) -> None:
    data = (
        mark.join(["Shipment ID", "consigneeName", "Weight-kg"])
        + "\n"
        + mark.join(["1Z", '"Person"', "2,5" if mark != "," else '"2,5"'])
        + "\n"
    ).encode()
    assert is_courier_csv(data)
    (found,) = shipments(data)
    assert found.consignee == Party("Person")
    assert found.gross_kg == Decimal("2.5")


def test_every_column_is_described() -> None:
    page = (Path(__file__).parents[2] / "docs" / "messages.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page))
    roles = {"consignee": "consignee_", "shipper": "shipper_", "importer": "importer_"}
    lacking = {
        column
        for column in COLUMNS - told
        if not (
            (role := column.partition("_")[0]) in roles
            and {roles[role], column.partition("_")[2]} <= told
        )
    }
    assert not lacking


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    for quoted in ("shipment_id", '"shipment_id"'):
        data = b"\xef\xbb\xbf" + f"{quoted},description\r\n1Z,Drill\r\n".encode()
        assert is_courier_csv(data)
        (found,) = filings(data)
        assert found.key == "1Z"
        text = data.decode()
        spot = found.spots["shipment_id"]
        assert text[spot.start : spot.end] == "1Z"


def test_a_total_that_differs_is_a_reject_of_the_whole_file() -> None:
    header = HEADER + ",total_shipments"
    rows = [row("1Z1") + ",3", row("1Z2") + ",3"]
    assert "total_shipments says 3, the file holds 2" in refusal(listed(*rows, header=header))
    three = listed(*rows, row("1Z3") + ",3", header=header)
    assert [one.key for one in filings(three)] == ["1Z1", "1Z2", "1Z3"]
    assert "says 2" in refusal(listed(*rows, row("1Z3") + ",2", header=header))
    assert "says many" in refusal(listed(row() + ",many", header=header))


def test_a_list_that_leaves_its_total_open_is_told_of() -> None:
    found = read(listed(row("1Z1") + ",", header=HEADER + ",total_shipments"))
    assert [str(one.sentence) for one in found if isinstance(one, Fault)] == [
        "The list does not say how many shipments it has: parts of it may be missing."
    ]


def test_a_row_without_an_identifier_is_told_of_and_counted() -> None:
    header = HEADER + ",total_shipments"
    data = listed(row("1Z1") + ",2", row("") + ",2", header=header)
    fault, filing = read(data)
    assert isinstance(fault, Fault)
    assert (fault.weight, fault.segment) == (Weight.ERROR, 3)
    assert isinstance(filing, Filing)
    assert filing.key == "1Z1"


def test_formulas_are_text_and_stay_as_given() -> None:
    nasty = '=HYPERLINK("http://x","y")'
    quoted = '"' + nasty.replace('"', '""') + '"'
    (found,) = shipments(listed(row(description=quoted, weight_kg="=1+1")))
    assert found.goods[0].description == nasty
    assert found.gross_kg is None
    (filing,) = filings(listed(row(weight_kg="=1+1")))
    assert "weight_kg is =1+1, which is no number" in str(filing.faults[0].sentence)
    assert (filing.faults[0].segment, filing.faults[0].element) == (2, "weight_kg")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_made_harmless_when_written(sign: str) -> None:
    line = csv_line([f"{sign}cmd|' /C calc'!A0", "plain", 'a "b", c', -5, None, 2.5])
    cells = next(csv.reader(io.StringIO(line, newline="")))
    assert cells == [f"'{sign}cmd|' /C calc'!A0", "plain", 'a "b", c', "-5", "", "2.5"]


def test_packages_of_one_shipment_are_one_shipment() -> None:
    alike = listed(*(row("S1", piece_id=f"P{n}", quantity="2", weight_kg="7") for n in (1, 2)))
    (found,) = shipments(alike)
    assert (found.pieces, found.gross_kg, found.value) == (2, Decimal(7), Value(Decimal(85), "CAD"))
    assert found.goods[0].packages == ("P1", "P2")
    single = listed(*(row("S1", piece_id=f"P{n}", quantity="1", weight_kg="7") for n in (1, 2)))
    (found,) = shipments(single)
    assert (found.pieces, found.gross_kg) == (2, Decimal(14))
    assert [line.packages for line in found.goods] == [("P1",), ("P2",)]
    bare = "S1,Drill,2,7,P1\nS1,,,,P2\n"
    (found,) = shipments(f"shipment_id,description,quantity,weight_kg,piece_id\n{bare}".encode())
    assert (found.pieces, found.gross_kg) == (2, Decimal(7))
    assert found.goods[0].packages == ("P1", "P2")


def test_a_weight_that_is_missing_from_one_row_leaves_the_sum_open() -> None:
    rows = (row("S1", piece_id="P1"), row("S1", piece_id="P2", weight_kg="", description="x"))
    (found,) = shipments(listed(*rows))
    assert found.gross_kg is None
    assert found.pieces == 2


def test_r115_r116_a_shipment_taken_off_the_list_is_an_event() -> None:
    header = "shipment_id,function,removed_at_utc,y50,list_id,port_of_release\n"
    data = f"{header}1Z9,remove,2026-11-20T10:00,yes,L1,497\n".encode()
    (filing,) = filings(data)
    assert filing.kind is FilingKind.EVENT
    assert filing.body == Event(
        EventKind.LIST_REMOVED, "1Z9", dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC),
        port="0497", details={"list": "L1", "y50": "yes"},
    )  # fmt: skip


def test_a_delete_is_the_key_alone_and_a_change_is_a_change() -> None:
    data = b"shipment_id,function\n1Z1,delete\n1Z2,change\n1Z3,scrap\n"
    deleted, changed, odd = filings(data)
    assert (deleted.function, deleted.body) == (Function.DELETE, None)
    assert changed.function is Function.CHANGE
    assert odd.function is Function.ADD
    assert "not in its list" in str(odd.faults[0].sentence)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"weight_kg": '"1,234"'}, "weight_kg is 1,234, which is no number"),
        ({"quantity": "1.5"}, "quantity is 1.5, which is no whole number"),
        ({"quantity": "-1"}, "quantity is -1, which is no number"),
        ({"clvs": "maybe"}, "clvs is maybe, which is neither yes nor no"),
        ({"eta_utc": "tomorrow"}, "eta_utc is tomorrow; a time is written"),
        ({"eta_utc": "9999-12-31T23:59:59-23:59"}, "eta_utc is 9999"),
        ({"description": "x" * 3000}, "description is longer than 2000 signs"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_of_and_the_rest_is_kept(
    changes: dict[str, str], says: str
) -> None:
    (filing,) = filings(listed(row(**changes)))
    assert isinstance(filing.body, Shipment)
    assert filing.body.consignee is not None
    (fault,) = filing.faults
    assert fault.weight is Weight.WARNING
    assert says in str(fault.sentence)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no column shipment_id"),
        (b"a,b\n1,2\n", "no column shipment_id"),
        (b"shipment_id\n", "holds no shipment"),
        (b"shipment_id\n\n\n", "holds no shipment"),
        (b"shipment_id,shipment_id\n1,2\n", "more than once"),
        (b'shipment_id,description\n1Z,"open\n', "not CSV from line"),
        (b'shipment_id,description\n1Z,"a"b\n', "not CSV from line"),
        ("shipment_id\n1Z\n".encode("utf-16"), "not UTF-8"),
        (b"shipment_id\n\xe9\n", "not UTF-8"),
        (b"shipment_id\n" + b"x" * (1 << 20) + b"x\n", "longer than any list"),
        (b"shipment_id\n" + b"x" * 200_000 + b"\n", "not CSV from line"),
    ],
)
def test_what_is_no_list_is_refused_whole(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_unknown_and_missing_columns_are_named_once() -> None:
    found = read(b"shipment_id,colour\n1Z,red\n")
    faults = [str(one.sentence) for one in found if isinstance(one, Fault)]
    assert faults[0] == "These columns of the list are not read: colour."
    assert "total_shipments, consignee_name" in faults[1]
    assert [one.key for one in found if isinstance(one, Filing)] == ["1Z"]


def test_rows_of_other_lengths_are_told_of() -> None:
    faults = [
        str(one.sentence)
        for one in read(b"shipment_id,description\n1Z1\n1Z2,a,b\n")
        if isinstance(one, Fault) and one.segment
    ]
    assert faults == [
        "Row 2 has 1 values, the header has 2.",
        "Row 3 has 3 values, the header has 2.",
    ]


def test_every_spot_holds_the_value_it_is_the_spot_of() -> None:
    data = listed(row("S0"), row("S1", consignee_name='"Zoë\r\n""Z"""', weight_kg="7.25"))
    filing = filings(data)[1]
    text = data.decode()
    seen = {path: text[spot.start : spot.end] for path, spot in filing.spots.items()}
    assert seen["shipment_id"] == "S1"
    assert seen["consignee.name"] == 'Zoë\r\n""Z""'
    assert seen["gross_kg"] == seen["goods[0].weight_kg"] == "7.25"
    assert seen["conveyance.eta"] == "2026-11-20T09:45:00Z"
    assert filing.spots["gross_kg"].segment == 3
    assert filing.spots["gross_kg"].element == "weight_kg"


def test_the_same_row_is_the_same_transmission() -> None:
    alone, among = filings(listed(row("A"))), filings(listed(row("A"), row("B")))
    assert alone[0].digest == among[0].digest
    assert among[0].digest != among[1].digest


cells = st.lists(st.text(alphabet='ab"=,;\r\n é', max_size=8), min_size=1, max_size=6)


@given(cells)
def test_places_agree_with_the_csv_reader_of_the_standard_library(values: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(values)
    text = out.getvalue()
    found = [text[a:b].replace('""', '"') for a, b in value_places(text, ",")]
    assert found == values


@given(st.lists(st.text(max_size=12), min_size=3, max_size=3), st.text(min_size=1, max_size=9))
def test_every_text_comes_back_as_it_was_written(values: list[str], key: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["shipment_id", "description", "consignee_name", "shipper_name"])
    writer.writerow([key, *values])
    data = out.getvalue().encode("utf-8", "replace")
    for found in read(data):
        if isinstance(found, Filing) and isinstance(found.body, Shipment):
            assert (
                found.body.goods[0].description
                == values[0].encode("utf-8", "replace").decode().strip()
            )


@given(st.binary(max_size=80))
def test_no_bytes_make_it_fall(data: bytes) -> None:
    assert all(isinstance(one, Fault | Filing) for one in read(b"shipment_id,a\n" + data))


def test_truncation_at_every_byte_loses_nothing_in_silence() -> None:
    header = HEADER + ",total_shipments"
    data = listed(row("1Z1") + ",2", row("1Z2") + ",2", header=header)
    for end in range(len(data) - len("2\r\n")):
        found = read(data[:end])
        assert any(isinstance(one, Fault) for one in found)
