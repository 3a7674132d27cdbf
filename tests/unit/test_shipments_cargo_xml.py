"""Cargo-XML: waybills and manifests by local names, whatever prefixes the sender likes."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.filing import ConveyanceReport, Fault, Filing, FilingKind, Loading, Origin
from app.domain.shipment import Equipment, Function, GoodsLine, Mode, Party, Shipment, Value
from app.shipments.xml.forms import is_xml, read_xml, root_of
from tests.unit.room_values import NOW

HEAD = """<rsm:MessageHeaderDocument>
  <ram:ID>MSG-1</ram:ID><ram:Name>Sample</ram:Name><ram:TypeCode>{kind}</ram:TypeCode>
  <ram:IssueDateTime>2026-11-19T20:00:00+01:00</ram:IssueDateTime>
  <ram:PurposeCode>Creation</ram:PurposeCode><ram:VersionID>3.00</ram:VersionID>
  <ram:SenderParty><ram:PrimaryID schemeID="C">SAMPLEAIR</ram:PrimaryID></ram:SenderParty>
 </rsm:MessageHeaderDocument>"""

PARTIES = """<ram:ConsignorParty><ram:Name>SYNTHETIC FORGE GMBH</ram:Name>
   <ram:PostalStructuredAddress><ram:PostcodeCode>50667</ram:PostcodeCode>
    <ram:StreetName>MUSTERWEG 1</ram:StreetName><ram:CityName>KÖLN</ram:CityName>
    <ram:CountryID>DE</ram:CountryID></ram:PostalStructuredAddress></ram:ConsignorParty>
  <ram:ConsigneeParty><ram:Name>EXAMPLE ASSEMBLY LTD</ram:Name>
   <ram:PostalStructuredAddress><ram:PostcodeCode>L8M 0A1</ram:PostcodeCode>
    <ram:StreetName>99 FICTION AVENUE</ram:StreetName><ram:CityName>HAMILTON</ram:CityName>
    <ram:CountryID>ca</ram:CountryID><ram:CountrySubDivisionID>ON</ram:CountrySubDivisionID>
   </ram:PostalStructuredAddress></ram:ConsigneeParty>
  <ram:OriginLocation><ram:ID>CGN</ram:ID></ram:OriginLocation>
  <ram:FinalDestinationLocation><ram:ID>YYZ</ram:ID></ram:FinalDestinationLocation>"""

XFWB = f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:Waybill xmlns:rsm="iata:waybill:1" xmlns:ram="iata:datamodel:3">
 {HEAD.format(kind="740")}
 <rsm:BusinessHeaderDocument><ram:ID>999-40001231</ram:ID></rsm:BusinessHeaderDocument>
 <rsm:MasterConsignment>
  <ram:DeclaredValueForCustomsAmount currencyID="EUR">1250.50</ram:DeclaredValueForCustomsAmount>
  <ram:IncludedTareGrossWeightMeasure unitCode="LBR">100</ram:IncludedTareGrossWeightMeasure>
  <ram:GrossVolumeMeasure unitCode="MTQ">0.85</ram:GrossVolumeMeasure>
  <ram:TotalPieceQuantity>3</ram:TotalPieceQuantity>
  {PARTIES}
  <ram:SpecifiedLogisticsTransportMovement><ram:ID>ZZ0001</ram:ID>
  </ram:SpecifiedLogisticsTransportMovement>
  <ram:SpecifiedLogisticsTransportMovement><ram:ID>ZZ0455</ram:ID>
   <ram:ArrivalEvent>
    <ram:ScheduledOccurrenceDateTime>2026-11-20T09:45:00</ram:ScheduledOccurrenceDateTime>
   </ram:ArrivalEvent></ram:SpecifiedLogisticsTransportMovement>
  <ram:HandlingSPHInstructions><ram:DescriptionCode>ECC</ram:DescriptionCode>
  </ram:HandlingSPHInstructions>
  <ram:HandlingSSRInstructions><ram:Description>KEEP DRY</ram:Description>
  </ram:HandlingSSRInstructions>
  <ram:IncludedCustomsNote><ram:ContentCode>SM</ram:ContentCode><ram:Content>XRY</ram:Content>
  </ram:IncludedCustomsNote>
  <ram:ApplicableRating><ram:IncludedMasterConsignmentItem>
   <ram:TypeCode>8501.32</ram:TypeCode><ram:TypeCode>850140</ram:TypeCode>
   <ram:GrossWeightMeasure unitCode="KGM">45</ram:GrossWeightMeasure>
   <ram:PieceQuantity>3</ram:PieceQuantity>
   <ram:OriginCountry><ram:ID>DE</ram:ID></ram:OriginCountry>
   <ram:NatureIdentificationTransportCargo><ram:Identification>ELECTRIC MOTORS</ram:Identification>
   </ram:NatureIdentificationTransportCargo>
   <ram:AssociatedUnitLoadTransportEquipment><ram:ID>12345</ram:ID>
    <ram:CharacteristicCode>AKE</ram:CharacteristicCode>
    <ram:OperatingParty><ram:PrimaryID>ZZ</ram:PrimaryID></ram:OperatingParty>
   </ram:AssociatedUnitLoadTransportEquipment>
  </ram:IncludedMasterConsignmentItem></ram:ApplicableRating>
 </rsm:MasterConsignment>
</rsm:Waybill>
"""

XFZB = f"""<ns2:HouseWaybill xmlns:rsm="iata:housewaybill:1" xmlns:ns2="iata:housewaybill:1"
 xmlns:ram="iata:datamodel:3">
 {HEAD.format(kind="703")}
 <rsm:BusinessHeaderDocument><ram:ID>ZZA10000001</ram:ID></rsm:BusinessHeaderDocument>
 <rsm:MasterConsignment>
  <ram:TotalPieceQuantity>3</ram:TotalPieceQuantity>
  <ram:TransportContractDocument><ram:ID>99940001231</ram:ID></ram:TransportContractDocument>
  <ram:IncludedHouseConsignment>
   <ram:IncludedTareGrossWeightMeasure unitCode="KGM">77</ram:IncludedTareGrossWeightMeasure>
   <ram:TotalPieceQuantity>1</ram:TotalPieceQuantity>
   <ram:SummaryDescription>ELECTRIC MOTOR</ram:SummaryDescription>
   {PARTIES}
  </ram:IncludedHouseConsignment>
 </rsm:MasterConsignment>
</ns2:HouseWaybill>
"""

XFFM = f"""<rsm:FlightManifest xmlns:rsm="iata:flightmanifest:1" xmlns:ram="iata:datamodel:3">
 {HEAD.format(kind="122")}
 <rsm:LogisticsTransportMovement><ram:ID>ZZ0001</ram:ID>
  <ram:DepartureEvent>
   <ram:DepartureOccurrenceDateTime>2026-11-20T02:00:00</ram:DepartureOccurrenceDateTime>
   <ram:OccurrenceDepartureLocation><ram:ID>CGN</ram:ID></ram:OccurrenceDepartureLocation>
  </ram:DepartureEvent>
 </rsm:LogisticsTransportMovement>
 <rsm:ArrivalEvent>
  <ram:ArrivalOccurrenceDateTime>2026-11-20T09:45:00-05:00</ram:ArrivalOccurrenceDateTime>
  <ram:OccurrenceArrivalLocation><ram:ID>YYZ</ram:ID></ram:OccurrenceArrivalLocation>
  <ram:AssociatedTransportCargo><ram:TypeCode>ULD</ram:TypeCode>
   <ram:UtilizedUnitLoadTransportEquipment><ram:ID>12345</ram:ID>
    <ram:CharacteristicCode>AKE</ram:CharacteristicCode>
    <ram:OperatingParty><ram:PrimaryID>ZZ</ram:PrimaryID></ram:OperatingParty>
   </ram:UtilizedUnitLoadTransportEquipment>
   <ram:IncludedMasterConsignment>
    <ram:GrossWeightMeasure unitCode="KGM">150</ram:GrossWeightMeasure>
    <ram:PieceQuantity>1</ram:PieceQuantity><ram:TotalPieceQuantity>3</ram:TotalPieceQuantity>
    <ram:SummaryDescription>TEXTILES</ram:SummaryDescription>
    <ram:TransportSplitDescription>S</ram:TransportSplitDescription>
    <ram:HandlingSPHInstructions><ram:DescriptionCode>ECC</ram:DescriptionCode>
    </ram:HandlingSPHInstructions>
    <ram:TransportContractDocument><ram:ID>999-40001242</ram:ID></ram:TransportContractDocument>
    <ram:OriginLocation><ram:ID>CGN</ram:ID></ram:OriginLocation>
    <ram:FinalDestinationLocation><ram:ID>YYZ</ram:ID></ram:FinalDestinationLocation>
   </ram:IncludedMasterConsignment>
  </ram:AssociatedTransportCargo>
  <ram:AssociatedTransportCargo><ram:TypeCode>BLK</ram:TypeCode>
   <ram:IncludedMasterConsignment>
    <ram:TotalPieceQuantity>2</ram:TotalPieceQuantity>
    <ram:TransportContractDocument><ram:ID>999-40001231</ram:ID></ram:TransportContractDocument>
   </ram:IncludedMasterConsignment>
  </ram:AssociatedTransportCargo>
 </rsm:ArrivalEvent>
</rsm:FlightManifest>
"""


def read(text: str | bytes) -> list[Filing | Fault]:
    data = text.encode() if isinstance(text, str) else text
    origin = Origin("air.xml", hashlib.sha256(data).hexdigest(), 0, 0, 0, "")
    return list(read_xml(data, origin, NOW))


def filing(text: str | bytes) -> Filing:
    (found,) = read(text)
    assert isinstance(found, Filing), found
    return found


def shipment(text: str) -> Shipment:
    body = filing(text).body
    assert isinstance(body, Shipment)
    return body


def test_a_master_waybill() -> None:
    found, body = filing(XFWB), shipment(XFWB)
    assert (found.kind, found.key, found.origin.form) == (
        FilingKind.CARGO, "999-40001231", "XFWB 3.00",
    )  # fmt: skip
    assert (found.sender, found.control, found.faults) == ("SAMPLEAIR", "MSG-1", ())
    assert found.sent_at == dt.datetime(2026, 11, 19, 19, tzinfo=dt.UTC)
    assert (body.pieces, body.volume_m3) == (3, Decimal("0.85"))
    assert body.gross_kg == Decimal("45.359237")
    assert body.value == Value(Decimal("1250.50"), "EUR")
    assert body.shipper == Party(
        "SYNTHETIC FORGE GMBH", ("MUSTERWEG 1",), "KÖLN", "", "50667", "DE"
    )
    assert body.consignee == Party(
        "EXAMPLE ASSEMBLY LTD", ("99 FICTION AVENUE",), "HAMILTON", "ON", "L8M 0A1", "CA"
    )
    assert body.goods == (
        GoodsLine(
            "ELECTRIC MOTORS", "850132", "DE", 3, weight_kg=Decimal(45), equipment="AKE12345ZZ"
        ),
        GoodsLine("ELECTRIC MOTORS", "850140"),
    )
    assert body.equipment == (Equipment("uld", "AKE12345ZZ"),)
    assert body.conveyance.flight == "ZZ0455"
    assert body.conveyance.eta == dt.datetime(2026, 11, 20, 14, 45, tzinfo=dt.UTC)
    assert (body.conveyance.fpoa, body.conveyance.mode) == ("0497", Mode.AIR)
    assert body.references == (("SPH", "ECC"), ("OCI SM", "XRY"))
    assert body.special_instructions == "KEEP DRY"
    assert not body.consolidated


def test_a_master_waybill_over_house_waybills_is_a_consolidation() -> None:
    assert shipment(XFWB.replace(">740<", ">741<")).consolidated


def test_a_house_waybill() -> None:
    found, body = filing(XFZB), shipment(XFZB)
    assert (found.kind, found.key) == (FilingKind.HOUSE_BILL, "999-40001231/ZZA10000001")
    assert (body.hawb, body.mawb, body.previous_ccn) == (
        "ZZA10000001", "999-40001231", "999-40001231",
    )  # fmt: skip
    assert (body.pieces, body.gross_kg) == (1, Decimal(77))
    assert body.goods == (GoodsLine("ELECTRIC MOTOR"),)


def test_l16_a_manifest_with_a_uld_and_a_split() -> None:
    found = filing(XFFM)
    assert (found.kind, found.key) == (FilingKind.CONVEYANCE, "ZZ0001/2026-11-20/CGN")
    report = found.body
    assert isinstance(report, ConveyanceReport)
    assert report.conveyance.eta == dt.datetime(2026, 11, 20, 14, 45, tzinfo=dt.UTC)
    assert report.conveyance.fpoa == "0497"
    assert report.equipment == (Equipment("uld", "AKE12345ZZ"),)
    assert report.cargo_on == (("AKE12345ZZ", "999-40001242"),)
    assert report.loaded[0] == Loading(
        "999-40001242", "AKE12345ZZ", 1, 3, Decimal(150), "TEXTILES", ("ECC",), "CGN", "YYZ", "YYZ"
    )
    assert (report.loaded[1].pieces, report.loaded[1].of, report.loaded[1].equipment) == (
        2, None, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("purpose", "function"),
    [("Update", Function.CHANGE), ("Deletion", Function.DELETE), ("Odd", Function.ADD)],
)
def test_the_purpose_is_the_function(purpose: str, function: Function) -> None:
    found = filing(XFWB.replace("Creation", purpose))
    assert found.function is function
    assert (found.body is None) == (function is Function.DELETE)
    assert [str(fault.sentence) for fault in found.faults] == (
        ["The purpose Odd is not known; it is taken for an add."] if purpose == "Odd" else []
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (">100<", ">heavy<", "IncludedTareGrossWeightMeasure is heavy, which is no number"),
        ('"LBR"', '"STN"', "The unit STN of IncludedTareGrossWeightMeasure is not known"),
        (">3</ram:TotalPiece", ">3.5</ram:TotalPiece", "is no whole number"),
        ("40001231<", "40001232<", "fails its check digit"),
        ("999-40001231<", "AWB1<", "AWB1 is no air waybill"),
        ("T20:00:00+01:00", "T20:00:00", "which is no time with its zone"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_of(old: str, new: str, says: str) -> None:
    found = filing(XFWB.replace(old, new))
    assert any(says in str(fault.sentence) for fault in found.faults)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<Waybill/>", "names no waybill"),
        ("<HouseWaybill/>", "no master or no house"),
        ("<FlightManifest/>", "names no flight"),
        ("<Waybill>", "not well-formed"),
        ("<!DOCTYPE Waybill><Waybill/>", "declares a document type"),
    ],
)
def test_what_cannot_be_taken_says_why(text: str, says: str) -> None:
    (found,) = read(text)
    assert isinstance(found, Fault)
    assert says in str(found.sentence)


def test_every_spot_holds_the_value_it_is_the_spot_of() -> None:
    found = filing(XFWB)
    seen = {path: XFWB[spot.start : spot.end] for path, spot in found.spots.items()}
    assert seen["mawb"] == "999-40001231"
    assert seen["shipper.city"] == "KÖLN"
    assert seen["gross_kg"] == "100"
    assert seen["goods[0].description"] == "ELECTRIC MOTORS"
    assert seen["conveyance.eta"] == "2026-11-20T09:45:00"
    assert found.spots["gross_kg"].element == "IncludedTareGrossWeightMeasure"
    cargo = filing(XFFM).spots["loaded[1].cargo"]
    assert XFFM[cargo.start : cargo.end] == "999-40001231"


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<?xml version='1.0'?><!-- <a> -->\n<rsm:Waybill x='1'>", "Waybill"),
        (b"\xef\xbb\xbf<list>", "list"),
        ("<list>".encode("utf-16"), "list"),
        (b"<!DOCTYPE a>", ""),
        (b"a < b", ""),
        (b"<1>", ""),
    ],
)
def test_the_root_tells_the_form(head: bytes, root: str) -> None:
    assert root_of(head) == root
    assert is_xml(head) == (bool(root) or head.startswith(b"<!DOCTYPE"))


@given(st.sampled_from([XFWB, XFZB, XFFM]), st.data())
def test_no_change_of_a_byte_makes_it_fall(text: str, data: st.DataObject) -> None:
    raw = bytearray(text.encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] = data.draw(st.integers(0, 255))
    assert all(isinstance(one, Filing | Fault) for one in read(bytes(raw)))


@pytest.mark.parametrize("text", [XFWB, XFZB, XFFM])
def test_truncation_at_every_byte_is_refused(text: str) -> None:
    data = text.strip().encode()
    for end in range(0, len(data), 11):
        assert all(isinstance(one, Fault) for one in read(data[:end]))
