from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import io
import re

import pytest

from app.domain.filing import ConveyanceReport, Fault, Filing, FilingKind
from app.domain.shipment import Function, Load, Mode, Movement, Seal, Shipment
from app.shipments.edi.edifact import read_edifact
from app.shipments.edi.source import Incoming
from app.shipments.edi.x12 import read_x12
from tests.unit.edi_messages import CONSIST_358, CUSCAR, CUSREP, MANIFEST_309

NOW = dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)
FILE = Incoming("file.edi", "", NOW)


def read(text: str) -> list[Filing | Fault]:
    reader = read_x12 if text.startswith("ISA") else read_edifact
    return list(reader(io.BytesIO(text.encode()), FILE))


def only(text: str) -> Filing:
    (filing,) = read(text)
    assert isinstance(filing, Filing)
    return filing


def cargo(text: str) -> Shipment:
    body = only(text).body
    assert isinstance(body, Shipment)
    return body


def trip(text: str) -> ConveyanceReport:
    body = only(text).body
    assert isinstance(body, ConveyanceReport)
    return body


@pytest.mark.parametrize("text", [CUSCAR, MANIFEST_309, CUSREP, CONSIST_358])
def test_a_whole_message_has_no_fault(text: str) -> None:
    assert only(text).faults == ()


def test_t32_a_cargo_is_one_shipment_whichever_message_it_comes_in() -> None:
    assert cargo(CUSCAR) == cargo(MANIFEST_309)


def test_t32_a_trip_is_one_report_whichever_message_it_comes_in() -> None:
    one, other = trip(CUSREP), trip(CONSIST_358)
    assert one.cargo == other.cargo
    assert [piece.number for piece in one.equipment] == [piece.number for piece in other.equipment]
    assert (one.conveyance.crn, one.conveyance.fpoa, one.conveyance.mode, one.conveyance.eta) == (
        other.conveyance.crn,
        other.conveyance.fpoa,
        other.conveyance.mode,
        other.conveyance.eta,
    )


def test_every_value_of_a_cargo_arrives() -> None:
    shipment = cargo(CUSCAR)
    assert shipment.ccn == "7QRSPARS0004321"
    assert shipment.function is Function.ADD
    assert shipment.movement is Movement.IMPORT
    assert (shipment.pieces, shipment.gross_kg) == (95, decimal.Decimal("7000.5"))
    assert shipment.place_of_loading == "USDET"
    conveyance = shipment.conveyance
    assert (conveyance.crn, conveyance.fpoa, conveyance.mode) == (
        "7QRSTRIP000088",
        "0427",
        Mode.HIGHWAY,
    )
    assert conveyance.eta == dt.datetime(2026, 10, 3, 12, tzinfo=dt.UTC)
    assert shipment.shipper is not None
    assert shipment.shipper.name == "NORTHERN SAMPLE FORGE"
    assert shipment.shipper.address == ("12 TRIAL STREET",)
    lacquer = shipment.goods[1]
    assert (lacquer.un_number, lacquer.dg_class, lacquer.equipment) == ("1263", "3", "TRL70032")
    assert (lacquer.hs, lacquer.marks, lacquer.unit) == ("320890", ("NSF-71/95",), "CT")
    trailer = shipment.equipment[0]
    assert (trailer.number, trailer.load) == ("TRL70031", Load.LOADED)
    assert trailer.sealing == (Seal("B770031", "carrier"),)
    assert shipment.references == (("CR", "ORDER5566"),)


def test_a_conveyance_report_names_its_equipment_and_its_cargo() -> None:
    report = trip(CUSREP)
    assert report.conveyance.crn == "7QRSTRIP000088"
    assert report.conveyance.fpoa == "0427"
    assert (report.conveyance.vehicle, report.conveyance.plate) == ("TRK9100", "QC55512")
    assert [piece.number for piece in report.equipment] == ["TRL70031", "TRL70032"]
    assert report.equipment[0].seals == ("B770031",)
    assert report.cargo == ("7QRSPARS0004321",)


def test_a_conveyance_says_why_it_has_no_cargo_report() -> None:
    coded = CUSREP.replace("LOC+60+427'", "GEI+9+FLYTRUCK'\nGEI+9+OTHER'\nLOC+60+427'")
    filing = only(coded.replace("UNT+12", "UNT+14"))
    assert isinstance(filing.body, ConveyanceReport)
    assert filing.body.conveyance.exception_codes == ("FLYTRUCK",)
    spots = {path: spot for path, spot in filing.spots.items() if "exception" in path}
    assert [spot.element for spot in spots.values()] == ["C012.7365"], spots
    assert filing.faults == ()


def test_a_consist_says_which_cargo_lies_in_which_trailer() -> None:
    report = trip(CONSIST_358)
    assert report.cargo == ("7QRSPARS0004321",)
    assert report.cargo_on == (
        ("TRL70031", "7QRSPARS0004321"),
        ("TRL70032", "7QRSPARS0004321"),
    )
    assert [piece.position for piece in report.equipment] == [1, 2]


def test_a_delete_needs_the_key_alone() -> None:
    edifact = "UNB+UNOA:2+A+B+261003:0900+1'UNH+1+CUSCAR:D:03B:UN'BGM+85+7QRSX1+1'UNT+3+1'UNZ+1+1'"
    filing = only(edifact)
    assert (filing.kind, filing.key, filing.function, filing.body) == (
        FilingKind.CARGO,
        "7QRSX1",
        Function.DELETE,
        None,
    )
    x12 = "".join(
        line + "\n"
        for line in MANIFEST_309.replace("*00*37", "*01*37").splitlines()
        if line[:3] in ("ISA", "GS*", "ST*", "M10", "LX*", "M11", "SE*", "GE*", "IEA")
    ).replace("SE*20", "SE*5")
    deleted = only(x12)
    assert (deleted.key, deleted.function, deleted.body) == (
        "7QRSPARS0004321",
        Function.DELETE,
        None,
    )


@pytest.mark.parametrize("text", [CUSCAR, MANIFEST_309])
def test_every_place_holds_the_value_that_it_is_the_place_of(text: str) -> None:
    filing = only(text)
    message = text[filing.origin.start : filing.origin.end]
    assert isinstance(filing.body, Shipment)
    spots = {path: message[spot.start : spot.end] for path, spot in filing.spots.items()}
    assert spots["key"] == "7QRSPARS0004321"
    assert spots["conveyance.fpoa"] == "0427"
    assert spots["goods[1].description"] == "LACQUER"
    assert spots["goods[1].un_number"] == "1263"
    assert spots["goods[0].weight_kg"] == "6100"
    assert spots["equipment[1].number"] == "TRL70032"
    assert spots["equipment[1].seals[0]"] == "B770032"
    assert spots["shipper.name"] == "NORTHERN SAMPLE FORGE"


def test_each_of_several_values_of_one_segment_has_its_own_place() -> None:
    text = MANIFEST_309.replace("VID*TL**TRL70031*******L~", "VID*TL**TRL70031*AA1*AA2*****L~")
    text = text.replace("M7*B770031****CA~", "M7*BB1*BB2**BB4*CA~")
    text = text.replace("******7QRS~", "******7QRS*8ABC*8DEF~", 1)
    filing = only(text)
    assert isinstance(filing.body, Shipment)
    message = text[filing.origin.start : filing.origin.end]
    spots = {path: message[spot.start : spot.end] for path, spot in filing.spots.items()}
    assert filing.body.equipment[0].seals == ("AA1", "AA2", "BB1", "BB2", "BB4")
    assert [spots[f"equipment[0].seals[{n}]"] for n in range(5)] == [
        "AA1",
        "AA2",
        "BB1",
        "BB2",
        "BB4",
    ]
    assert [spots[f"notify[{n}].name"] for n in range(2)] == ["8ABC", "8DEF"]


def test_pounds_become_kilograms_exactly() -> None:
    heavy = cargo(CUSCAR.replace("KGM:6100", "LBR:100"))
    assert heavy.goods[0].weight_kg == decimal.Decimal("45.359237")
    light = cargo(MANIFEST_309.replace("*K*6100", "*L*100"))
    assert light.goods[0].weight_kg == decimal.Decimal("45.359237")


def test_a_party_named_before_every_cargo_is_that_of_each() -> None:
    head = MANIFEST_309.replace("LX*1~\n", "N1*IM*BUYER*46*123456789RM0001~\nN1*N1*AGENT~\nLX*1~\n")
    shipment = cargo(head.replace("SE*20", "SE*22"))
    assert shipment.importer is not None
    assert (shipment.importer.name, shipment.importer_bn) == ("BUYER", "123456789RM0001")
    assert [party.name for party in shipment.notify] == ["AGENT"]


def test_a_change_says_so() -> None:
    assert only(CUSCAR.replace("4321+9'", "4321+4'")).function is Function.CHANGE
    assert only(MANIFEST_309.replace("*00*37", "*05*37")).function is Function.CHANGE
    assert only(CUSCAR.replace("4321+9'", "4321+52'")).function is Function.AMEND


def test_released_separators_belong_to_the_value() -> None:
    filing = only(CUSCAR.replace("NORTHERN SAMPLE FORGE", "O?'NEIL ?+ SONS ?: FORGE ??"))
    body = filing.body
    assert isinstance(body, Shipment)
    assert body.shipper is not None
    assert body.shipper.name == "O'NEIL + SONS : FORGE ?"
    assert dataclasses.replace(body, shipper=None) == dataclasses.replace(
        cargo(CUSCAR), shipper=None
    )


# --- what the ontology names (shipment-data, sections 1 and 3) -----------------------------------


def counted(text: str, more: int) -> str:
    """Set the number of segments right after some were put in."""
    return re.sub(
        r"(UNT\+|SE\*)(\d+)", lambda found: f"{found[1]}{int(found[2]) + more}", text, count=1
    )


def test_codes_of_a_conveyance_and_of_each_piece_say_why_there_is_no_cargo_report() -> None:
    edifact = CUSREP.replace("LOC+60+427'", "GEI+9+EMT'\nLOC+60+427'")
    edifact = edifact.replace("EQD+TE+TRL70032++++5'", "EQD+TE+TRL70032++++5'\nGEI+9+IIT'")
    x12 = CONSIST_358.replace("P4*", "N9*ZZ*EMT~\nP4*", 1)
    x12 = x12.replace("L~\nMBL*7QRS*7QRSPARS0004321~", "L~\nN9*ZZ*IIT~\nMBL*7QRS*7QRSPARS0004321~")
    for text in (counted(edifact, 2), counted(x12, 2)):
        filing = only(text)
        assert isinstance(filing.body, ConveyanceReport)
        assert filing.body.conveyance.empty
        assert [piece.exception_codes for piece in filing.body.equipment] == [(), ("IIT",)]
        assert filing.faults == ()
        assert "equipment[1].exception_codes[0]" in filing.spots


def test_seals_before_any_equipment_are_those_of_the_conveyance() -> None:
    edifact = CUSREP.replace("LOC+60+427'", "SEL+B1+CA'\nSEL+B2+CU'\nLOC+60+427'")
    x12 = CONSIST_358.replace("P4*", "M7*B1*B2~\nP4*", 1)
    for text, more in ((edifact, 2), (x12, 1)):
        filing = only(counted(text, more))
        assert isinstance(filing.body, ConveyanceReport)
        assert filing.body.seals == ("B1", "B2")
        assert filing.faults == ()
    manifest = cargo(counted(MANIFEST_309.replace("P4*", "M7*B1~\nP4*", 1), 1))
    assert ("SEAL", "B1") in manifest.references


def test_a_tractor_has_a_unit_number_a_plate_and_a_vin() -> None:
    more = "TDT+20++3+31++++1M8GDM9AXKP042788'\nEQD+TE+TRL70031"
    text = CUSREP.replace("QC55512'", "QC55512:QC'").replace("EQD+TE+TRL70031", more)
    way = trip(counted(text, 1)).conveyance
    assert (way.vehicle, way.plate, way.plate_jurisdiction) == ("TRK9100", "QC55512", "QC")
    assert way.vin == "1M8GDM9AXKP042788"
    told = CONSIST_358.replace("P4*", "VEH**1M8GDM9AXKP042788~\nN9*LV*QC55512*QC~\nP4*", 1)
    way = trip(counted(told, 2)).conveyance
    assert (way.vin, way.plate, way.plate_jurisdiction) == ("1M8GDM9AXKP042788", "QC55512", "QC")


def test_codes_and_numbers_of_a_cargo_fill_its_fields() -> None:
    more = (
        "N9*ZZ*123456789RM0001~\nN9*TN*12345001495785~\nN9*ZZ*SO 911~\nN9*ZZ*CONSOL~\n"
        "N9*ZZ*CSA~\nN9*ZZ*FLYTRUCK~\n"
    )
    shipment = cargo(counted(MANIFEST_309.replace("N9*CR", more + "N9*CR"), 6))
    assert shipment.importer_bn == "123456789RM0001"
    assert (shipment.release_no, shipment.service_option) == ("12345001495785", "911")
    assert (shipment.consolidated, shipment.csa, shipment.exemptions) == (True, True, ("X102e",))
    more = "RFF+ABW:123456789RM0001'\nGEI+6+SO911'\nGEI+6+CONSOL'\nGEI+6+FLYTRUCK'\n"
    told = cargo(counted(CUSCAR.replace("LOC+9+USDET'", more + "LOC+9+USDET'"), 4))
    assert (told.importer_bn, told.service_option) == ("123456789RM0001", "911")
    assert (told.consolidated, told.csa, told.exemptions) == (True, False, ("X102e",))


def test_secondary_notify_parties_have_a_code_alone() -> None:
    shipment = cargo(MANIFEST_309.replace("******7QRS~", "******7QRS*AAAA**BBBB~"))
    assert [party.name for party in shipment.notify] == ["AAAA", "BBBB"]


def test_dangerous_goods_have_a_packing_group_and_words() -> None:
    shipment = cargo(MANIFEST_309.replace("H1*1263*3*U~", "H1*UN1263*3*U*LACQUER, 24 H*****II~"))
    assert (shipment.goods[1].un_number, shipment.goods[1].packing_group) == ("1263", "II")
    assert shipment.special_instructions == "LACQUER, 24 H"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MANIFEST_309.replace("*1*****00*37", "*3*****00*37"), "M10-08 counts 3 bills"),
        (CONSIST_358.replace("*1*****00*37", "*3*****00*37"), "M10-08 counts 3 bills"),
        (CONSIST_358.replace("0004321~", "0004321*D~", 1), "MBL-03 is D"),
        (
            counted(CONSIST_358.replace("SE*", "M13***D*7QRSPARS0004321~\nSE*"), 1),
            "M13 changes a part",
        ),
    ],
)
def test_what_a_consist_or_manifest_does_to_a_part_is_told(text: str, says: str) -> None:
    filing = only(text)
    assert [str(fault.sentence)[: len(says)] for fault in filing.faults] == [says]
    assert all(fault.element for fault in filing.faults)


def test_a_reference_beside_a_document_that_names_no_cargo_is_told_of() -> None:
    filing = only(CUSREP.replace("RFF+XC:", "RFF+X?'C:"))
    assert isinstance(filing.body, ConveyanceReport)
    assert filing.body.cargo == ()
    (fault,) = filing.faults
    assert str(fault.sentence).startswith("7QRSPARS0004321 stands beside a document")


NORTHERN = "NAD+CN+++SPECIMEN MOTORS LTD+7 FIXTURE ROAD+WINDSOR+ON+N9A1A1+CA'"


@pytest.mark.parametrize(
    ("before", "again", "tag"),
    [
        (NORTHERN, "NAD+CN+++ANOTHER PARTY LTD'", "NAD+CN"),
        ("CST++848310:HS'", "CST++848320:HS'", "CST"),
        ("MEA+AAE+G+KGM:6100'", "MEA+AAE+G+KGM:61'", "MEA"),
        ("LOC+9+USDET'", "LOC+9+USBUF'", "LOC+9"),
    ],
)
def test_a_second_value_where_one_is_kept_is_told_of(before: str, again: str, tag: str) -> None:
    """No silent loss (3.2): of a field that holds one value the last counts, with a warning."""
    twice = CUSCAR.replace(before, before + again).replace("UNT+32", "UNT+33")
    assert twice != CUSCAR
    told = f"Segment {tag} stands more than once; the last counts."
    assert [str(fault.sentence) for fault in only(twice).faults] == [told]
    same = CUSCAR.replace(before, before * 2).replace("UNT+32", "UNT+33")
    assert only(same).faults == ()


@pytest.mark.parametrize(
    ("before", "again", "tag"),
    [
        ("DTM+132:202610031200:203'", "DTM+132:202610031300:203'", "DTM+132"),
        ("LOC+60+427'", "LOC+60+440'", "LOC+60"),
        ("+TRK9100:::QC55512'", "TDT+20++3+31++++:::QC55513'", "TDT"),
        ("EQD+TE+TRL70032++++5'", "EQD+CN+TRL70032++++5'", "EQD"),
    ],
)
def test_a_second_value_of_a_trip_is_told_of(before: str, again: str, tag: str) -> None:
    """A trip has one time, one office, one vehicle: what another segment says of it is told."""
    told = f"Segment {tag} stands more than once; the last counts."
    assert [str(fault.sentence) for fault in only(CUSREP).faults] == []
    twice = counted(CUSREP.replace(before, f"{before}\n{again}"), 1)
    assert [str(fault.sentence) for fault in only(twice).faults] == [told]


@pytest.mark.parametrize(
    ("before", "first", "again", "tag"),
    [
        ("VID*TL**TRL70031", "M12*61**0440~\n", "M12*61**0453~\n", "M12"),
        ("VID*TL**TRL70031", "M12*61~\nR4*L*UN*USDET~\n", "R4*L*UN*USBUF~\n", "R4*L"),
        ("LX*1", "VEH**1M8GDM9AXKP042788~\n", "VEH**1M8GDM9AXKP042789~\n", "VEH"),
    ],
)
def test_a_second_value_of_a_manifest_is_told_of(
    before: str, first: str, again: str, tag: str
) -> None:
    def faults(more: str) -> list[str]:
        text = MANIFEST_309.replace(before, more + before, 1)
        whole = text.replace("SE*20*", f"SE*{20 + more.count('~')}*")
        return [str(fault.sentence) for fault in only(whole).faults]

    told = f"Segment {tag} stands more than once; the last counts."
    assert told not in faults(first)
    assert told not in faults(first * 2)
    assert told in faults(first + again)


def test_a_second_party_of_one_role_is_told_of_in_x12() -> None:
    party = "N1*CN*SPECIMEN MOTORS LTD~\n"
    twice = MANIFEST_309.replace(party, f"N1*CN*FIRST NAMED LTD~\n{party}")
    (fault,) = only(twice.replace("SE*20*", "SE*21*")).faults
    assert str(fault.sentence) == "Segment N1*CN stands more than once; the last counts."
    assert fault.segment == 11
