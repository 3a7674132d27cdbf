"""XML of strangers: bounded, without declarations; couriers' lists in it."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.event import Event
from app.domain.filing import Fault, Filing, FilingKind, Origin, Weight
from app.domain.shipment import Equipment, Party, Shipment
from app.shipments.courier.xml_list import read_courier_xml
from app.shipments.errors import ShipmentUnreadable
from app.shipments.xml.elements import DEEPEST, elements
from app.shipments.xml.places import encoding_of, text_place
from tests.unit.room_values import NOW

BILLION = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<list><shipment><shipment_id>&b;</shipment_id></shipment></list>"""
OUTSIDE = b"""<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<list><shipment><shipment_id>&x;</shipment_id></shipment></list>"""

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<cargoReleaseList listId="CRL-1" xmlns="urn:example">
 <totalShipments>2</totalShipments>
 <conveyance><flight_no>ZZ0001</flight_no><port_of_release>497</port_of_release>
  <carrier_code>9XYZ</carrier_code></conveyance>
 <shipments>
  <shipment>
   <shipment_id>1ZXX00016600001237</shipment_id>
   <clvs>true</clvs>
   <consignee><name>Zoë &amp; Söhne</name><country>ca</country></consignee>
   <shipper name="Synthetic Shop"/>
   <packages>
    <package><piece_id>P1</piece_id><uld>AKE12345ZZ</uld></package>
    <package piece_id="P2"/>
   </packages>
   <lines>
    <line><description>Drill</description><quantity>1</quantity><weight_kg>2.4</weight_kg></line>
    <line><description>Case</description><quantity>2</quantity><weight_kg>1.6</weight_kg></line>
   </lines>
  </shipment>
  <shipment><shipment_id> S2 </shipment_id><description>=1+1</description></shipment>
 </shipments>
</cargoReleaseList>
"""


def read(data: bytes | str) -> list[Filing | Fault]:
    raw = data.encode() if isinstance(data, str) else data
    origin = Origin("list.xml", hashlib.sha256(raw).hexdigest(), 0, 0, 0, "")
    return list(read_courier_xml(raw, origin, NOW))


def filings(data: bytes | str) -> list[Filing]:
    return [one for one in read(data) if isinstance(one, Filing)]


def refusal(data: bytes | str) -> str:
    (found,) = read(data)
    assert isinstance(found, Fault)
    assert found.weight is Weight.ERROR
    return str(found.sentence)


def test_t13_a_list_is_read() -> None:
    first, second = filings(LIST)
    found = first.body
    assert isinstance(found, Shipment)
    assert (first.kind, first.key) == (FilingKind.COURIER, "1ZXX00016600001237")
    assert (found.list_id, found.clvs, found.conveyance.flight) == ("CRL-1", True, "ZZ0001")
    assert found.conveyance.fpoa == "0497"
    assert found.consignee == Party("Zoë & Söhne", country="CA")
    assert found.shipper == Party("Synthetic Shop")
    assert (found.pieces, found.gross_kg) == (3, Decimal(4))
    assert [line.packages for line in found.goods] == [("P1",), ("P2",)]
    assert found.equipment == (
        Equipment("package", "P1"), Equipment("uld", "AKE12345ZZ"), Equipment("package", "P2"),
    )  # fmt: skip
    assert isinstance(second.body, Shipment)
    assert second.key == "S2"
    assert second.body.goods[0].description == "=1+1"
    assert second.body.conveyance.flight == "ZZ0001"
    assert [one.origin.message for one in (first, second)] == [1, 2]
    assert first.digest != second.digest


def test_a_total_that_differs_is_a_reject_of_the_whole_file() -> None:
    assert "total_shipments says 3, the file holds 2" in refusal(LIST.replace(">2</t", ">3</t"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_every_spot_holds_the_value_it_is_the_spot_of(encoding: str) -> None:
    data = LIST.replace("UTF-8", encoding.upper()).encode(encoding)
    filing = filings(data)[0]
    assert isinstance(filing.body, Shipment)
    assert filing.body.consignee == Party("Zoë & Söhne", country="CA")
    text = data.decode(encoding_of(data))
    seen = {path: text[spot.start : spot.end] for path, spot in filing.spots.items()}
    assert seen["shipment_id"] == "1ZXX00016600001237"
    assert seen["consignee.name"] == "Zoë &amp; Söhne"
    assert seen["conveyance.fpoa"] == "497"
    assert filing.spots["consignee.name"].element == "consignee/name"


@pytest.mark.parametrize("data", [BILLION, OUTSIDE])
def test_document_types_and_entities_are_refused_at_sight(data: bytes) -> None:
    assert "declares a document type" in refusal(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "list.xml is empty"),
        (b"<list>", "not well-formed"),
        (b"<list></list><list/>", "not well-formed"),
        (b"<list/>", "holds no shipment"),
        (b"<a:list/>", "not well-formed"),
        (b"<list>&undefined;</list>", "not well-formed"),
        (b"<list>\xff</list>", "not well-formed"),
        (b'<?xml version="1.0" encoding="x-none"?><list/>', "encoding is not read here"),
        (b"<a>" * (DEEPEST + 1), "lie too deep"),
        (b"<a>" + b"<b/>" * 200_001 + b"</a>", "too many parts"),
        (b"<a " + b" ".join(b'x%d=""' % n for n in range(65)) + b"/>", "too many parts"),
        (b"<a>" + b"x" * 100_001 + b"</a>", "longer than any there is"),
        (b"<a b='" + b"x" * (2 << 20), "does not end"),
        (b"<a><!-- " + b"x" * (2 << 20), "does not end"),
    ],
)
def test_bombs_and_scraps_are_refused(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_records_are_handed_out_one_by_one_and_not_kept() -> None:
    data = b"<l>" + b"<shipment><x>1</x></shipment>" * 210_000 + b"</l>"
    held = [len(found.children) for found in elements(data, name="l", records=("shipment",))]
    assert (len(held), max(held)) == (210_001, 1)


def test_what_stands_twice_is_told_of() -> None:
    (filing,) = filings(
        "<l><shipment><shipment_id>A</shipment_id><hs>1</hs><hs>2</hs></shipment></l>"
    )
    (fault,) = filing.faults
    assert str(fault.sentence) == "hs stands more than once; only the first is read."


def test_r115_a_removal_is_an_event() -> None:
    (filing,) = filings(
        "<l><shipment shipment_id='A' function='remove' removed_at_utc='2026-11-20T10:00Z'/></l>"
    )
    assert isinstance(filing.body, Event)
    assert filing.body.at == dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)


def test_a_shipment_without_an_identifier_is_told_of() -> None:
    data = "<l><total_shipments>2</total_shipments><shipment/>\n<shipment shipment_id='A'/></l>"
    faults = [one for one in read(data) if isinstance(one, Fault)]
    assert [one.weight for one in faults].count(Weight.ERROR) == 1
    assert [one.key for one in filings(data)] == ["A"]


def test_the_text_of_an_element_is_found_behind_any_tag() -> None:
    data = b"<l><shipment a='>' b=\">\" >  text </shipment></l>"
    found = next(elements(data, name="l.xml", records=("shipment",)))
    written = data[found.start : found.end].decode()
    start, end = text_place(written)
    assert written[start:end] == "text"


def test_a_single_record_may_be_the_root() -> None:
    assert [one.key for one in filings("<shipment shipment_id='A'/>")] == ["A"]


@given(st.binary(max_size=100))
def test_no_bytes_make_it_fall(data: bytes) -> None:
    assert all(isinstance(one, Fault | Filing) for one in read(b"<l><shipment>" + data))
    assert read(data)


def test_truncation_at_every_byte_is_refused() -> None:
    data = LIST.strip().encode()
    for end in range(len(data)):
        assert refusal(data[:end])


def test_a_reading_that_breaks_off_says_the_line() -> None:
    with pytest.raises(ShipmentUnreadable, match="line 2, column 6"):
        list(elements(b"<l>\n<a></b></a></l>", name="l.xml", records=()))
