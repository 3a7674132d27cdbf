"""The JSON form: read back equal, and every fault named by its field."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.shipment import Equipment, Function, GoodsLine, Mode, Party, Shipment, Value
from app.shipments import ShipmentUnreadable, read_shipments, shipment_digest, write_shipments
from tests.unit.room_values import NOW, shipment

COURIER: dict[str, Any] = {
    "schema": "prescreen-shipment/1",
    "function": "add",
    "version": 1,
    "conveyance": {
        "mode": "air",
        "carrier_code": "9XYZ",
        "fpoa": "497",
        "eta": "2026-03-01T09:45:00-05:00",
        "exception_codes": ["CLVS"],
        "flight": "ZZ0001",
    },
    "list": {"list_id": "L1", "total_shipments": 1},
    "shipments": [
        {
            "shipment_id": "1ZXX00016600001237",
            "ccn": None,
            "clvs": True,
            "pieces": 1,
            "weight_kg": 2.4,
            "value": {"amount": 85.00, "currency": "CAD"},
            "lines": [{"description": "cordless drill", "hs": "8467.21", "un_number": "UN3481"}],
            "packages": [{"piece_id": "1ZXX00016600001237", "uld": "AKE12345ZZ"}],
        }
    ],
}


def put(folder: Path, tree: object) -> Path:
    path = folder / "shipment.json"
    path.write_text(json.dumps(tree))
    return path


def changed(path: str, value: object) -> dict[str, Any]:
    """The courier file with one field changed."""
    tree = json.loads(json.dumps(COURIER))
    place: Any = tree
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step) if step.isdigit() else step]
    place[last] = value
    return dict(tree)


def test_a_courier_file_is_read(tmp_path: Path) -> None:
    (read,) = read_shipments(put(tmp_path, COURIER), received_at=NOW)
    assert read.shipment_id == "1ZXX00016600001237"
    assert read.ccn == ""
    assert read.gross_kg == Decimal("2.4")
    assert read.value == Value(Decimal(85), "CAD")
    assert read.conveyance.fpoa == "0497"
    assert read.conveyance.eta == dt.datetime(2026, 3, 1, 14, 45, tzinfo=dt.UTC)
    assert read.goods == (GoodsLine("cordless drill", "846721", un_number="3481"),)
    assert [(piece.kind, piece.number) for piece in read.equipment] == [
        ("package", "1ZXX00016600001237"),
        ("uld", "AKE12345ZZ"),
    ]


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    whole = shipment(
        gross_kg=Decimal("8250.5"),
        shipper=Party("Maker", ("1 Street",), "Buffalo", "NY", "14201", "US"),
        equipment=(
            Equipment("railcar", "CN 12345", ("S1", "S2"), position=3, length_ft=50),
            Equipment("container", "CSQU3054383", empty=True),
        ),
        value=Value(Decimal("12.35"), "CAD"),
        house_bills=("HB1",),
        consolidated=True,
        sample=True,
    )
    write_shipments([whole], tmp_path / "s.json")
    (read,) = read_shipments(tmp_path / "s.json", received_at=NOW)
    assert dataclasses.replace(read, source="") == whole


text = st.text(max_size=20).map(str.strip)
numbers = st.decimals(min_value=0, max_value=10**6, places=3)
goods = st.builds(
    GoodsLine,
    description=text,
    hs=st.from_regex(r"([0-9]{6})?", fullmatch=True),
    origin=st.sampled_from(["", "US", "CN"]),
    quantity=st.none() | st.integers(0, 10**6),
    unit=text,
    weight_kg=st.none() | numbers,
    un_number=st.sampled_from(["", "3481"]),
    equipment=text,
)


@given(
    st.lists(goods, max_size=3),
    st.none() | numbers,
    st.booleans(),
    st.sampled_from(list(Mode)),
    st.sampled_from(list(Function)),
    st.integers(1, 9),
)
def test_every_shipment_survives_its_form(
    lines: list[GoodsLine],
    gross: Decimal | None,
    clvs: bool,
    mode: Mode,
    function: Function,
    version: int,
) -> None:
    made = shipment(goods=tuple(lines), gross_kg=gross, clvs=clvs, version=version)
    conveyance = dataclasses.replace(made.conveyance, mode=mode)
    made = dataclasses.replace(made, conveyance=conveyance, function=function)
    made = dataclasses.replace(made, sha256=shipment_digest(made))
    with TemporaryDirectory() as folder:
        write_shipments([made], Path(folder) / "s.json")
        (read,) = read_shipments(Path(folder) / "s.json", received_at=NOW)
    assert dataclasses.replace(read, source="") == made


def test_data_counts_from_when_it_was_transmitted(tmp_path: Path) -> None:
    sent = "2026-03-01T10:00:00Z"
    (early,) = read_shipments(put(tmp_path, changed("sent_at", sent)), received_at=NOW)
    assert early.received_at == dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)
    late = changed("sent_at", "2027-01-01T00:00:00Z")
    (read,) = read_shipments(put(tmp_path, late), received_at=NOW)
    assert read.received_at == NOW


def test_the_digest_is_of_the_declaration_alone() -> None:
    one = shipment()
    assert shipment_digest(one) == shipment_digest(
        dataclasses.replace(one, source="x.json", received_at=NOW + dt.timedelta(days=1))
    )
    assert shipment_digest(one) != shipment_digest(dataclasses.replace(one, pieces=99))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("schema", "other/2", "other/2"),
        ("list.total_shipments", 2, "parts are missing"),
        ("shipments", [], "nothing to take in"),
        ("shipments", "all", "must be a list"),
        ("conveyance", None, "conveyance is missing"),
        ("conveyance.mode", "rocket", "conveyance.mode is rocket"),
        ("conveyance.eta", "tomorrow", "conveyance.eta must be a time"),
        ("conveyance.eta", "2026-03-01T09:45:00", "conveyance.eta must be a time"),
        ("function", "merge", "function is merge"),
        ("version", -1, "version must be a whole number"),
        ("shipments.0.shipment_id", None, "shipments[0].shipment_id is missing"),
        ("shipments.0.pieces", "one", "shipments[0].pieces must be a whole number"),
        ("shipments.0.pieces", True, "shipments[0].pieces must be a whole number"),
        ("shipments.0.weight_kg", "2 kg", "shipments[0].weight_kg must be a number"),
        ("shipments.0.weight_kg", -1, "shipments[0].weight_kg must be a number"),
        ("shipments.0.clvs", "yes", "shipments[0].clvs must be true or false"),
        ("shipments.0.value", {"currency": "CAD"}, "shipments[0].value.amount is missing"),
        ("shipments.0.lines.0.hs", 846721, "shipments[0].lines[0].hs must be text"),
        ("shipments.0.house_bills", [1], "shipments[0].house_bills must be a list of texts"),
        ("shipments.0.equipment", [{"kind": "cart", "number": "1"}], "kind is cart"),
        ("shipments.0.special_instructions", "x" * 3000, "longer than"),
        ("shipments.0.consignee", "somebody", "shipments[0].consignee must be an object"),
    ],
)
def test_a_fault_is_named_by_its_field(tmp_path: Path, path: str, value: object, said: str) -> None:
    with pytest.raises(ShipmentUnreadable) as caught:
        read_shipments(put(tmp_path, changed(path, value)), received_at=NOW)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe{}", b"null", b"[" * 100_000, b'{"schema": NaN}', b"1" * 5000],
)
def test_what_is_no_form_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(ShipmentUnreadable):
        read_shipments(path, received_at=NOW)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.json"
        path.write_bytes(content)
        with pytest.raises(ShipmentUnreadable):
            read_shipments(path, received_at=NOW)


def test_one_file_holds_one_conveyance(tmp_path: Path) -> None:
    other = shipment("9XYZPARS0009999", version=2)
    with pytest.raises(ValueError, match="one conveyance"):
        write_shipments([shipment(), other], tmp_path / "s.json")


def test_half_a_sign_is_refused_and_a_whole_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    write_shipments([shipment(shipper=Party(name="Zoé \N{DELIVERY TRUCK}"))], path)
    tree = json.loads(path.read_text(encoding="utf-8"))
    escaped = json.dumps(tree)
    assert "\\ud83d" in escaped
    path.write_text(escaped, encoding="utf-8")
    (read,) = read_shipments(path, received_at=NOW)
    assert read.shipper == Party(name="Zoé \N{DELIVERY TRUCK}")
    path.write_text(escaped.replace("\\ud83d", ""), encoding="utf-8")
    with pytest.raises(ShipmentUnreadable, match="not UTF-8 text"):
        read_shipments(path, received_at=NOW)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ShipmentUnreadable, match=r"gone\.json"):
        read_shipments(tmp_path / "gone.json", received_at=NOW)


def test_shipments_compare_by_value() -> None:
    assert isinstance(shipment(), Shipment)
    assert shipment() == shipment()
