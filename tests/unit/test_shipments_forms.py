"""Every form is told from its beginning, read from its file, and read again for display."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from app.domain.filing import Fault, Filing, Origin
from app.domain.shipment import Shipment
from app.shipments.lifecycle import dossier
from app.shipments.messages import form_of, message_text, read_filings, read_message
from tests.unit.test_shipments_cargo_imp import FFM8, FHL5, FWB16
from tests.unit.test_shipments_cargo_xml import XFFM, XFWB, XFZB
from tests.unit.test_shipments_courier import listed, row
from tests.unit.test_shipments_json import COURIER
from tests.unit.test_shipments_xml import LIST

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
FILES = {
    "JSON": json.dumps(COURIER, indent=1).encode(),
    "CSV": listed(row("1Z1"), row("1Z2", consignee_name="Zoë")),
    "XML": XFWB.encode(),
    "XML manifest": XFFM.encode("utf-8-sig"),
    "XML house": XFZB.encode("utf-16"),
    "XML list": LIST.encode(),
    "Cargo-IMP": (FWB16 + FHL5 + FFM8).encode(),
    "status lines": b"RNS|9XYZPARS0001234|error|2026-11-20T14:45Z\nCACM|T1|2026-11-20T14:45Z\n",
}


def filings(path: Path) -> list[Filing]:
    found = list(read_filings(path, received_at=NOW))
    assert not [one for one in found if isinstance(one, Fault) and one.weight == "error"]
    return [one for one in found if isinstance(one, Filing)]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_what_its_beginning_says(tmp_path: Path, name: str) -> None:
    data = FILES[name]
    form = form_of(data[:4096])
    assert form is not None
    assert form.name == ("XML" if name.startswith("XML") else name)
    path = tmp_path / "file"
    path.write_bytes(data)
    assert filings(path)
    assert {one.origin.file for one in filings(path)} == {"file"}


@pytest.mark.parametrize("name", FILES)
def test_t15_each_message_is_read_again_with_the_places_of_its_values(
    tmp_path: Path, name: str
) -> None:
    data = FILES[name]
    path = tmp_path / "file"
    path.write_bytes(data)
    for filing in filings(path):
        own = data[filing.origin.start : filing.origin.end]
        again = [
            one
            for one in read_message(own, filing.origin, received_at=NOW)
            if isinstance(one, Filing) and one.digest == filing.digest
        ]
        assert [one.body for one in again] == [filing.body]
        text = message_text(own, filing.origin)
        (same,) = again
        for spot in same.spots.values():
            assert 0 <= spot.start <= spot.end <= len(text)
        assert dict(same.spots) == dict(filing.spots)
        key = same.spots.get("hawb") or same.spots.get("shipment_id") or same.spots.get("mawb")
        if key is not None:
            assert text[key.start : key.end].replace("-", "") in filing.key.replace("-", "")


def test_a_large_list_is_mapped_and_read_alike(tmp_path: Path) -> None:
    rows = [row(f"1Z{number}", description="x" * 1500) for number in range(5000)]
    path = tmp_path / "list.csv"
    path.write_bytes(listed(*rows))
    assert path.stat().st_size > 8 << 20
    found = filings(path)
    assert [one.key for one in found] == [f"1Z{number}" for number in range(5000)]
    spot = found[-1].spots["shipment_id"]
    assert path.read_bytes().decode()[spot.start : spot.end] == "1Z4999"


def on_file(*texts: str, key: str) -> Shipment:
    """What is on file of a waybill after some messages."""
    received = [
        one
        for text in texts
        for one in read_message(text.encode(), Origin("f", "", 0, 0, 0, ""), received_at=NOW)
        if isinstance(one, Filing)
    ]
    shipment = dossier(received, key, now=NOW).shipment
    assert shipment is not None
    return shipment


def test_l16_the_part_of_a_split_waybill_that_a_flight_carries() -> None:
    flight = FFM8.replace("999-40001242", "999-40001231").replace(
        "999-40001231CGNYYZ/T2K60MC0.14/WATCHES\n", ""
    )
    whole, part = (on_file(*texts, key="999-40001231") for texts in ((FWB16,), (FWB16, flight)))
    assert (whole.pieces, whole.part_of, whole.gross_kg) == (3, None, 245)
    assert (part.pieces, part.part_of, part.gross_kg) == (1, 3, 150)
    assert (part.conveyance.flight, part.conveyance.vehicle) == ("ZZ0001", "C-SYNT")
    assert part.sha256 != whole.sha256


def test_a_waybill_of_which_only_the_manifest_tells_is_as_its_line_says() -> None:
    part = on_file(FFM8, key="999-40001242")
    assert (part.shipment_id, part.mawb) == ("999-40001242", "999-40001242")
    assert (part.pieces, part.part_of, part.gross_kg) == (1, 3, 150)
    assert [(one.description, one.equipment) for one in part.goods] == [("TEXTILES", "AKE12345ZZ")]
    assert [piece.number for piece in part.equipment] == ["AKE12345ZZ"]
    assert (part.conveyance.flight, part.references) == ("ZZ0001", (("SPH", "ECC"),))
    assert (part.place_of_loading, part.port_of_destination) == ("CGN", "YYZ")
    loose = on_file(FFM8, key="99940001231")
    assert (loose.pieces, loose.part_of, loose.gross_kg) == (2, None, 60)
    assert loose.equipment == ()


def test_a_waybill_on_two_manifests_is_as_the_newest_says() -> None:
    later = FFM8.replace("20NOV", "21NOV").replace(
        "999-40001231CGNYYZ/T2K60", "999-40001231CGNYYZ/T3K90"
    )
    assert on_file(FFM8, later, key="999-40001231").gross_kg == 90


def test_t46_house_waybills_lie_in_their_master() -> None:
    found = on_file(FWB16.replace("/NG/MACHINE PARTS", "/NC/CONSOL"), FHL5, key="99940001231")
    assert found.consolidated
    assert found.house_bills == ("999-40001231/ZZA10000001",)
