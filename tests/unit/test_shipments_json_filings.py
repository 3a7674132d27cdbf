"""A file of the JSON form as filings, and where each value of it stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.event import Event, EventKind
from app.domain.filing import (
    CloseMessage,
    ConveyanceReport,
    Fault,
    Filing,
    FilingKind,
    Loading,
    Origin,
    Response,
    Verdict,
    Via,
    Weight,
)
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Load,
    Mode,
    Movement,
    Party,
    Seal,
    Shipment,
    Value,
)
from app.shipments.json_filings import read_json
from app.shipments.json_form import read_shipments, shipment_digest, write_shipments
from app.shipments.json_places import scalars, walk
from app.shipments.json_tree import close_tree, event_tree, report_tree
from tests.unit.room_values import NOW, shipment
from tests.unit.test_shipments_json import COURIER

SENT = "2026-11-20T03:10:00Z"


def read(tree: object) -> list[Filing | Fault]:
    data = tree if isinstance(tree, bytes) else json.dumps(tree, ensure_ascii=False).encode()
    origin = Origin("list.json", hashlib.sha256(data).hexdigest(), 0, 0, 0, "")
    return list(read_json(data, origin, NOW))


def filings(tree: object) -> list[Filing]:
    found = read(tree)
    assert all(isinstance(one, Filing) for one in found), found
    return [one for one in found if isinstance(one, Filing)]


def fault(tree: object) -> str:
    (found,) = read(tree)
    assert isinstance(found, Fault)
    assert found.weight is Weight.ERROR
    return str(found.sentence)


def cargo(**fields: object) -> dict[str, Any]:
    """A file with one cargo by road."""
    return {
        "schema": "prescreen-shipment/1",
        "sent_at": SENT,
        "conveyance": {"mode": "highway", "crn": "9XYZTRIP000077", "eta": "2026-11-20T09:45:00Z"},
        "shipments": [{"ccn": "9XYZPARS0001234", "lines": [{"description": "Brackets"}], **fields}],
    }


EVERYTHING = shipment(
    shipment_id="9XYZPARS0001234",
    ccn="9XYZPARS0001234",
    function=Function.AMEND,
    gross_kg=Decimal("8250.5"),
    conveyance=Conveyance(
        "9XYZTRIP000077", Mode.RAIL, "9XYZ", "Rail", "0351", NOW, ("IIT",), vehicle="402",
        plate="AB12345", plate_jurisdiction="ON", vin="1M8GDM9AXKP042788", flight="ZZ0001",
        port_of_exit="CGN", arrived_at=NOW, document_mode=Mode.HIGHWAY, csa=True, iit=True,
    ),
    goods=(
        GoodsLine(
            "Paint", "320890", "US", 40, "CT", Decimal(3300), "1263", "TRL1", ("M/1", "M/2"),
            "3", "II", Value(Decimal("10.5"), "USD"), Decimal("1.2"), (("TRL1", 25), ("TRL2", 15)),
            ("1Z1", "1Z2"),
        ),
    ),
    equipment=(
        Equipment(
            "container", "CSQU3054383", ("A1", "A2"), True, 3, 40, Load.EMPTY,
            (Seal("A1", "carrier", "intact"), Seal("A2")), "42G1", "AB1", "QC", Decimal(2200),
            ("IIT",),
        ),
        Equipment("ancillary", "DOLLY1"),
    ),
    shipper=Party("Maker", ("1 Street",), "Buffalo", "NY", "14201", "US", "123456782"),
    delivery=Party("Dock"),
    notify=(Party("First"), Party("Second")),
    broker=Party("Broker"),
    carrier_code="9XYZ",
    forwarder_code="8XYZ",
    replaces_ccn="9XYZOLD1",
    movement=Movement.IN_BOND,
    service_option="911",
    release_no="12345001495785",
    port_of_destination="0495",
    place_of_loading="USBUF",
    place_of_acceptance="USNYC",
    volume_m3=Decimal("12.5"),
    csa=True,
    csa_full_load=True,
    importer_bn="123456782RM0001",
    exemptions=("X102b",),
    special_process="to_order",
    single_trip_bond=True,
    document="A8A(B)",
    list_id="L1",
    unit="CT",
    part_of=120,
    references=(("AAO", "123"), ("SM", "XRY")),
)  # fmt: skip


def test_every_field_is_written_and_read_back_equal(tmp_path: Path) -> None:
    write_shipments([EVERYTHING], tmp_path / "s.json")
    (back,) = read_shipments(tmp_path / "s.json", received_at=NOW)
    assert dataclasses.replace(back, source="") == dataclasses.replace(
        EVERYTHING, sha256=shipment_digest(EVERYTHING)
    )
    (filing,) = filings((tmp_path / "s.json").read_bytes())
    assert filing.body == dataclasses.replace(back, source="list.json")
    assert filing.function is Function.AMEND


SAYING = {
    field.name: field.default
    for field in dataclasses.fields(Shipment)
    if getattr(EVERYTHING, field.name) not in (field.default, field.default_factory)
    and field.name not in {"received_at", "source", "sha256", "list_id"}
    and field.default is not dataclasses.MISSING
}


@pytest.mark.parametrize("field", SAYING)
def test_a_field_enters_the_digest_when_it_says_something(field: str) -> None:
    changes: dict[str, Any] = {field: SAYING[field]}
    without = dataclasses.replace(EVERYTHING, **changes)
    assert shipment_digest(without) != shipment_digest(EVERYTHING)


def test_digests_of_the_first_files_stand() -> None:
    # Taken with the form as it was before it grew: a recommendation is bound to it.
    old = shipment(shipment_id="S1", ccn="9XYZPARS0001234", pieces=3)
    tree = {
        "schema": "prescreen-shipment/1", "function": "add", "version": old.version,
        "sample": False,
        "conveyance": {
            "crn": old.conveyance.crn, "mode": old.conveyance.mode.value,
            "carrier_code": old.conveyance.carrier_code,
            "carrier_name": old.conveyance.carrier_name, "fpoa": old.conveyance.fpoa,
            "eta": old.conveyance.eta and old.conveyance.eta.isoformat().replace("+00:00", "Z"),
            "exception_codes": [], "empty": False,
        },
        "shipments": [{
            "shipment_id": "S1", "ccn": "9XYZPARS0001234", "hawb": "", "mawb": "", "clvs": False,
            "consolidated": False, "house_bills": [], "shipper": None, "consignee": None,
            "importer": None, "pieces": 3, "weight_kg": 8250, "value": None,
            "special_instructions": "", "sub_location": "", "release_office": "",
            "lines": [], "equipment": [],
        }],
    }  # fmt: skip
    bare = dataclasses.replace(
        old, goods=(), equipment=(), gross_kg=Decimal(8250), shipper=None, consignee=None,
        importer=None, value=None, special_instructions="", sub_location="", release_office="",
    )  # fmt: skip
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert shipment_digest(bare) == hashlib.sha256(text.encode()).hexdigest()


def test_lists_and_pictures_are_no_part_of_the_digest() -> None:
    declared = shipment(references=(("AAO", "1"),))
    pictured = dataclasses.replace(
        declared, references=(("AAO", "1"), ("scan_sha256", "f" * 64)), list_id="L9"
    )
    assert shipment_digest(pictured) == shipment_digest(declared)


def test_what_is_filed_follows_from_what_an_entry_names() -> None:
    tree = cargo()
    tree["shipments"] += [
        {"shipment_id": "1ZXX00016600001237", "clvs": True},
        {"shipment_id": "8XYZHB1", "previous_ccn": "9XYZPARS0001234"},
    ]
    found = filings(tree)
    assert [(one.kind, one.key) for one in found] == [
        (FilingKind.CARGO, "9XYZPARS0001234"),
        (FilingKind.COURIER, "1ZXX00016600001237"),
        (FilingKind.HOUSE_BILL, "8XYZHB1"),
    ]
    assert [one.origin.message for one in found] == [1, 2, 3]
    assert all(one.via is Via.FILE and one.origin.form == "prescreen-shipment/1" for one in found)
    assert found[0].sent_at == dt.datetime(2026, 11, 20, 3, 10, tzinfo=dt.UTC)
    assert len({one.digest for one in found}) == 3


def test_t13_pictures_that_a_courier_names_are_kept_with_the_shipment() -> None:
    tree = json.loads(json.dumps(COURIER))
    scan = {"file": "000123.dcs", "sha256": "ab" * 32, "view": "top", "scan_id": "CGN-07"}
    tree["shipments"][0]["packages"][0]["scans"] = [scan]
    (found,), (before,) = filings(tree), filings(COURIER)
    assert isinstance(found.body, Shipment)
    assert isinstance(before.body, Shipment)
    assert found.body.references == (
        ("scan_file", "000123.dcs"),
        ("scan_sha256", "ab" * 32),
        ("scan_view", "top"),
    )
    assert found.body.sha256 == before.body.sha256


def test_r058_a_delete_needs_the_key_alone() -> None:
    tree = {
        "schema": "prescreen-shipment/1",
        "function": "delete",
        "shipments": [{"ccn": "9XYZPARS0001234"}],
    }
    (found,) = filings(tree)
    assert (found.key, found.function, found.body) == ("9XYZPARS0001234", Function.DELETE, None)


def test_the_same_file_twice_is_the_same_transmission_and_another_function_is_not() -> None:
    (first,), (again,), (changed,) = (
        filings(tree) for tree in (cargo(), cargo(), cargo() | {"function": "change"})
    )
    assert first.digest == again.digest
    assert first.digest != changed.digest


def test_t06_targets_and_holds_of_other_units_are_events() -> None:
    tree = {
        "schema": "prescreen-shipment/1",
        "events": [
            {"kind": "targeted", "key": "9XYZPARS0001234", "at": SENT, "other_key": "TGT-1",
             "text": "Contact the targeting unit", "details": {"unit": "NTC"}},
            {"kind": "held", "key": "9XYZPARS0001234", "at": SENT, "port": "351"},
        ],
    }  # fmt: skip
    target, hold = filings(tree)
    assert target.kind is FilingKind.EVENT
    assert target.body == Event(
        EventKind.TARGETED, "9XYZPARS0001234", dt.datetime(2026, 11, 20, 3, 10, tzinfo=dt.UTC),
        other_key="TGT-1", text="Contact the targeting unit", details={"unit": "NTC"},
    )  # fmt: skip
    assert isinstance(hold.body, Event)
    assert (hold.body.kind, hold.body.port) == (EventKind.HELD, "0351")


def test_reports_closes_events_and_answers_are_read_back_equal() -> None:
    report = ConveyanceReport(
        conveyance=EVERYTHING.conveyance,
        equipment=EVERYTHING.equipment,
        seals=("S9",),
        cargo=("9XYZPARS0001234",),
        cargo_on=(("CSQU3054383", "9XYZPARS0001234"),),
        loaded=(
            Loading("999-40001231", "AKE12345ZZ", 1, 3, Decimal("1.5"), "TEXTILES", ("ECC",),
                    "CGN", "YYZ", "YYZ"),
        ),
    )  # fmt: skip
    close = CloseMessage("9XYZPARS0001234", ("8XYZHB1", "8XYZHB2"))
    event = Event(EventKind.Y50, "1ZX", NOW, "0497", "3252", "other", "text", {"a": "b"})
    tree = {
        "schema": "prescreen-shipment/1",
        "reports": [report_tree(report)],
        "closes": [close_tree(close)],
        "events": [event_tree(event)],
        "answers": [{"verdict": "rejected", "control": "17/1", "key": "K", "reasons": ["R1"]}],
    }
    found = filings(tree)
    assert [one.body for one in found] == [
        report,
        close,
        event,
        Response(Verdict.REJECTED, "17/1", "K", ("R1",)),
    ]
    assert [one.key for one in found] == ["9XYZTRIP000077", "9XYZPARS0001234", "1ZX", "K"]


def test_every_spot_holds_the_value_it_is_the_spot_of() -> None:
    tree = json.loads(json.dumps(COURIER))
    tree["shipments"][0]["consignee"] = {"name": 'Zoë “Quote"d”', "address": ["1 St", "2 St"]}
    tree["shipments"][0]["equipment"] = [{"kind": "uld", "number": "AKE99999ZZ"}]
    data = b"\xef\xbb\xbf" + json.dumps(tree, ensure_ascii=False, indent=2).encode()
    (filing,) = filings(data)
    text = data[filing.origin.start : filing.origin.end].decode()
    seen = {path: text[spot.start : spot.end] for path, spot in filing.spots.items()}
    assert seen["gross_kg"] == "2.4"
    assert seen["goods[0].hs"] == "8467.21"
    assert seen["consignee.address[1]"] == "2 St"
    assert json.loads(f'"{seen["consignee.name"]}"') == 'Zoë “Quote"d”'
    assert seen["equipment[0].number"] == "AKE99999ZZ"
    assert seen["equipment[1].number"] == "1ZXX00016600001237"
    assert seen["equipment[2].number"] == "AKE12345ZZ"
    assert seen["conveyance.eta"] == "2026-03-01T09:45:00-05:00"
    assert filing.spots["goods[0].hs"].element == "/shipments/0/lines/0/hs"
    assert filing.spots["conveyance.eta"].element == "/conveyance/eta"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not whole JSON"),
        (b"[]", "must be an object"),
        (b"{} x", "not whole JSON"),
        (b"{'a': 1}", "not whole JSON"),
        (b'{"schema": "prescreen-shipment/1",}', "not whole JSON"),
        (b'{"schema": "prescreen-shipment/1"}', "nothing to take in"),
        (b'{"schema": "prescreen-shipment/2", "shipments": []}', "this version reads"),
        (b'{"schema": "prescreen-shipment/1", "shipments": [' + b"[" * 9999, "not whole JSON"),
        (b'{"schema": "prescreen-shipment/1", "schema": "x"}', "gives schema twice"),
        (
            b'{"schema": "prescreen-shipment/1", "shipments": [{"ccn": "9XYZ1", "ccn": "9XYZ2"}]}',
            "gives ccn twice",
        ),
        (b"\xff\xfe", "not UTF-8"),
        (json.dumps(cargo(weight_kg="12")).encode(), "shipments[0].weight_kg must be a number"),
        (json.dumps(cargo(movement="by air")).encode(), "not in its list"),
        (json.dumps(cargo() | {"list": {"total_shipments": 2}}).encode(), "parts are missing"),
        (
            json.dumps(
                {"schema": "prescreen-shipment/1", "reports": [{"conveyance": {"mode": "air"}}]}
            ).encode(),
            "reports[0].conveyance.crn is missing",
        ),
    ],
)
def test_a_file_at_fault_is_refused_whole_and_says_where(data: bytes, says: str) -> None:
    assert says in fault(data)


json_trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2).map(float),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=25,
)  # fmt: skip


@given(json_trees, st.sampled_from([None, 1]), st.booleans())
def test_places_agree_with_the_parser_of_the_standard_library(
    tree: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    read_tree, places = walk(text)
    assert read_tree == json.loads(text, parse_float=decimal.Decimal)
    if isinstance(tree, dict):
        for name, found in places.items():
            values = [json.loads(text[a:b]) for a, b in found]
            assert values == (tree[name] if isinstance(tree[name], list) else [tree[name]])
    for path, (start, end) in scalars(text, (0, len(text))):
        value: Any = tree
        for step in path:
            value = value[int(step)] if isinstance(value, list) else value[step]
        written = text[start - 1 : end + 1] if isinstance(value, str) else text[start:end]
        assert json.loads(written) == value


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_make_it_fall(data: bytes) -> None:
    assert all(isinstance(one, Fault | Filing) for one in read(data))


def test_truncation_at_every_byte_is_refused() -> None:
    data = json.dumps(COURIER).encode()
    for end in range(len(data)):
        assert fault(data[:end])


@pytest.mark.parametrize(
    ("element", "value", "told"),
    [
        ("csa", "true", False),
        ("csa", "no", False),
        ("pieces", "12", False),
        ("csa", "perhaps", True),
        ("colour", "red", True),
    ],
)
def test_a_form_that_sets_nothing_known_is_told_of(element: str, value: str, told: bool) -> None:
    event = {
        "kind": "bsf673",
        "key": "9XYZPARS0001234",
        "at": "2026-10-03T12:00:00Z",
        "details": {"element": element, "value": value},
    }
    tree = {"schema": "prescreen-shipment/1", "events": [event]}
    (filing,) = read(json.dumps(tree).encode())
    assert isinstance(filing, Filing)
    assert bool(filing.faults) is told


def test_names_that_the_form_does_not_have_are_told_of_and_refuse_nothing() -> None:
    tree = cargo() | {"etta": "2026-11-20"}
    tree["conveyance"]["date"] = "2026-11-20"
    tree["shipments"][0] |= {"peices": 3, "scanned": None, "shipper": {"name": "A", "town": "B"}}
    tree["shipments"][0]["lines"].append({"description": "Bolts", "un": "1263"})
    tree["events"] = [{"kind": "held", "key": "9XYZPARS0001234", "at": SENT, "wher": "gate"}]
    found = read(tree)
    first, event = (one for one in found if isinstance(one, Filing))
    assert [str(one.sentence) for one in first.faults] == [
        "These names are not read: lines[].un, peices, shipper.town."
    ]
    assert [str(one.sentence) for one in event.faults] == ["These names are not read: wher."]
    (loose,) = [one for one in found if isinstance(one, Fault)]
    assert str(loose.sentence) == "These names are not read: conveyance.date, etta."
    assert {one.weight for one in (loose, *first.faults, *event.faults)} == {Weight.WARNING}


def test_every_name_of_the_form_is_known() -> None:
    tree = cargo() | {"version": 2, "sample": True, "sender": "A", "control": "1", "via": "edi"}
    tree |= {"validated_at": SENT, "amendment_reason": "01", "function": "amend"}
    tree |= {"list": {"list_id": "L", "total_shipments": 1}}
    assert all(not one.faults for one in filings(tree))
    events = {"schema": "prescreen-shipment/1", "sample": True, "version": 1, "events": [
        {"kind": "held", "key": "X", "at": SENT, "details": {"anything": "it likes"}},
    ]}  # fmt: skip
    assert [one.faults for one in filings(events)] == [()]
    assert len(read(events)) == 1
