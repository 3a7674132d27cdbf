"""Cargo-IMP: line rules, parts, splits, and what X-ray leaves in an air waybill."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.filing import (
    ConveyanceReport,
    Fault,
    Filing,
    FilingKind,
    Loading,
    Origin,
    Weight,
)
from app.domain.shipment import Equipment, Function, GoodsLine, Mode, Party, Shipment, Value
from app.shipments.air.cargo_imp import read_cargo_imp
from app.shipments.air.imp_lines import is_cargo_imp
from app.shipments.air.places import local_time, nearest_day

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)

FHL5 = """FHL/5
MBI/999-40001231CGNYYZ/T1K77
HBS/ZZA10000001/CGNYYZ/1/K77/1/ELECTRIC MOTOR
/EAP/NSC
TXT/ELECTRIC MOTOR - STEEL AND COPPER
/WITH FLANGE
HTS/850132/850140
SHP
NAM/SYNTHETIC FORGE GMBH
/WERK ZWEI
ADR/MUSTERWEG 1
LOC/KOELN
/DE/50667
CNE
NAM/EXAMPLE ASSEMBLY LTD
ADR/99 FICTION AVENUE
LOC/HAMILTON/ON
/CA/L8M 0A1
CVD/CAD/PP/NVD/1250.50/XXX
"""

FHL4 = """FHL/4
MBI/999-40001231CGNYYZ/T3K150
HBS/HB1/CGNYYZ/1/K50//BRACKETS
SHP/OLD STYLE MAKER
/1 SAMPLE ROAD
/BUFFALO/NY
/US/14201/TE/17165550100
CNE/BUYER
/2 SAMPLE ROAD
/TORONTO/ON
/CA/M1M1M1
HBS/HB2/CGNYYZ/2/L100//PAINT
"""

FWB16 = """FWB/16
999-40001231CGNYYZ/T3K245MC0.85
FLT/ZZ0001/20/ZZ0455/21
RTG/FRAZZ/YYZZZ
SHP/12345
NAM/SYNTHETIC FORGE GMBH
ADR/MUSTERWEG 1
LOC/KOELN
/DE/50667/TE/49221000000
CNE
NAM/EXAMPLE ASSEMBLY LTD
ADR/99 FICTION AVENUE
LOC/HAMILTON/ON
/CA/L8M 0A1
AGT//1234567/0151
/SAMPLE AGENT
/FRANKFURT
SSR/KEEP DRY
NFY/NOTIFY PARTY LTD
/1 NOTICE STREET
/OTTAWA/ON
/CA/K1A0A1
CVD/EUR//PP/NVD/NCV/XXX
RTD/1/P2/K200/CQ/W200/R3/T600
/NG/MACHINE PARTS
/2/NG/OF STEEL
/3/NH/848790
/4/NU/AKE12345ZZ
/5/NO/DE
/6/NS/40
/7/P1/L100/CQ/W45
/8/NG/PAINT
OTH/P/MYC196
ISU/19NOV26/CGN
SPH/ECC/EAP
OCI/CA/CNE/T/123456789RM0001
///SM/XRY
///SD/06JAN231602
"""

FFM8 = """FFM/8
1/ZZ0001/20NOV/CGN/C-SYNT
YYZ
999-40001231CGNYYZ/T2K60MC0.14/WATCHES
ULD/AKE12345ZZ
999-40001242CGNYYZ/S1K150MC1.50T3/TEXTILES/ECC
999-40001253CGNYYZ/T1K14MC0.14/MEDICINES
/PER
LAST
"""


def read(text: str | bytes, now: dt.datetime = NOW) -> list[Filing | Fault]:
    data = text.encode() if isinstance(text, str) else text
    origin = Origin("air.txt", hashlib.sha256(data).hexdigest(), 0, 0, 0, "")
    return list(read_cargo_imp(data, origin, now))


def filings(text: str | bytes, now: dt.datetime = NOW) -> list[Filing]:
    return [one for one in read(text, now) if isinstance(one, Filing)]


def faults(text: str | bytes) -> list[str]:
    """What was wrong with a file and with what it holds."""
    found = read(text)
    within = [fault for one in found if isinstance(one, Filing) for fault in one.faults]
    return [str(f.sentence) for f in [*(o for o in found if isinstance(o, Fault)), *within]]


def shipments(text: str) -> list[Shipment]:
    return [one.body for one in filings(text) if isinstance(one.body, Shipment)]


def report(text: str) -> ConveyanceReport:
    (filing,) = filings(text)
    assert isinstance(filing.body, ConveyanceReport)
    return filing.body


def test_a_house_waybill_of_version_5() -> None:
    (filing,) = filings(FHL5)
    found = filing.body
    assert isinstance(found, Shipment)
    assert (filing.kind, filing.key) == (FilingKind.HOUSE_BILL, "999-40001231/ZZA10000001")
    assert (filing.origin.form, filing.function) == ("FHL/5", Function.ADD)
    assert (found.hawb, found.mawb, found.previous_ccn) == (
        "ZZA10000001", "999-40001231", "999-40001231",
    )  # fmt: skip
    assert (found.pieces, found.gross_kg) == (1, Decimal(77))
    assert found.goods == (
        GoodsLine("ELECTRIC MOTOR - STEEL AND COPPER WITH FLANGE", "850132"),
        GoodsLine("ELECTRIC MOTOR - STEEL AND COPPER WITH FLANGE", "850140"),
    )
    assert found.shipper == Party(
        "SYNTHETIC FORGE GMBH WERK ZWEI", ("MUSTERWEG 1",), "KOELN", "", "50667", "DE"
    )
    assert found.consignee == Party(
        "EXAMPLE ASSEMBLY LTD", ("99 FICTION AVENUE",), "HAMILTON", "ON", "L8M 0A1", "CA"
    )
    assert found.value == Value(Decimal("1250.50"), "CAD")
    assert found.references == (("SPH", "EAP"), ("SPH", "NSC"), ("SLAC", "1"))
    assert found.conveyance.mode is Mode.AIR
    assert (found.place_of_loading, found.port_of_destination) == ("CGN", "YYZ")
    assert found.conveyance.fpoa == "0497"


def test_house_waybills_of_version_4_have_bare_lines() -> None:
    first, second = shipments(FHL4)
    assert first.shipper == Party(
        "OLD STYLE MAKER", ("1 SAMPLE ROAD",), "BUFFALO", "NY", "14201", "US"
    )
    assert first.consignee == Party("BUYER", ("2 SAMPLE ROAD",), "TORONTO", "ON", "M1M1M1", "CA")
    assert first.goods == (GoodsLine("BRACKETS"),)
    assert (second.hawb, second.pieces, second.shipper) == ("HB2", 2, None)
    assert second.gross_kg == Decimal("45.359237")


def test_a_master_waybill() -> None:
    (filing,) = filings(FWB16)
    found = filing.body
    assert isinstance(found, Shipment)
    assert (filing.kind, filing.key, found.ccn) == (
        FilingKind.CARGO, "999-40001231", "999-40001231",
    )  # fmt: skip
    assert (found.pieces, found.gross_kg, found.volume_m3) == (3, Decimal(245), Decimal("0.85"))
    assert found.conveyance.flight == "ZZ0455"
    assert found.shipper == Party(
        "SYNTHETIC FORGE GMBH", ("MUSTERWEG 1",), "KOELN", "", "50667", "DE"
    )
    assert found.notify == (
        Party("NOTIFY PARTY LTD", ("1 NOTICE STREET",), "OTTAWA", "ON", "K1A0A1", "CA"),
    )
    assert found.goods == (
        GoodsLine(
            "MACHINE PARTS OF STEEL", "848790", "DE", 2, weight_kg=Decimal(200),
            equipment="AKE12345ZZ",
        ),
        GoodsLine("PAINT", quantity=1, weight_kg=Decimal("45.359237")),
    )  # fmt: skip
    assert found.equipment == (Equipment("uld", "AKE12345ZZ"),)
    assert found.value is None
    assert not found.consolidated
    assert found.special_instructions == "KEEP DRY"
    assert ("SPH", "ECC") in found.references
    assert ("SLAC", "40") in found.references


def test_an_x_ray_of_the_security_data_is_kept_as_a_reference() -> None:
    (found,) = shipments(FWB16)
    assert ("OCI SM", "XRY") in found.references
    assert ("OCI SD", "06JAN231602") in found.references
    assert ("OCI CA CNE T", "123456789RM0001") in found.references


@pytest.mark.parametrize("line", ["/NC/MACHINERY", "/NG/CONSOLIDATION AS PER", "/2/NC/CONSOL"])
def test_a_consolidation_is_told_by_code_or_by_word(line: str) -> None:
    (found,) = shipments(FWB16.replace("/NG/MACHINE PARTS", line))
    assert found.consolidated


def test_a_manifest_groups_what_stands_below_a_uld() -> None:
    (filing,) = filings(FFM8)
    assert (filing.kind, filing.key) == (FilingKind.CONVEYANCE, "ZZ0001/2026-11-20/CGN")
    found = report(FFM8)
    assert found.conveyance.flight == "ZZ0001"
    assert found.conveyance.vehicle == "C-SYNT"
    assert (found.conveyance.port_of_exit, found.conveyance.fpoa) == ("CGN", "0497")
    assert found.conveyance.crn == ""
    assert not found.conveyance.empty
    assert found.equipment == (Equipment("uld", "AKE12345ZZ"),)
    assert found.cargo == ("999-40001231", "999-40001242", "999-40001253")
    assert found.cargo_on == (
        ("AKE12345ZZ", "999-40001242"), ("AKE12345ZZ", "999-40001253"),
    )  # fmt: skip
    assert found.loaded[0] == Loading(
        "999-40001231", "", 2, None, Decimal(60), "WATCHES", (), "CGN", "YYZ", "YYZ"
    )


def test_l16_a_split_shipment_states_pieces_here_and_in_all() -> None:
    loading = report(FFM8).loaded[1]
    assert (loading.pieces, loading.of, loading.weight_kg) == (1, 3, Decimal(150))
    assert (loading.handling, loading.equipment) == (("ECC",), "AKE12345ZZ")
    assert report(FFM8).loaded[2].handling == ("PER",)
    (whole,) = shipments(FWB16.replace("/T3K245MC0.85", "/S1K80T3"))
    assert (whole.pieces, whole.part_of) == (1, 3)


def test_an_airport_ends_a_uld_and_its_arrival_is_local_time() -> None:
    text = FFM8.replace("LAST\n", "YUL/21NOV0930\n999-40001264CGNYUL/T1K5/BOOKS\nLAST\n")
    found = report(text)
    assert found.loaded[3].equipment == ""
    assert [one.unloaded_at for one in found.loaded] == ["YYZ", "YYZ", "YYZ", "YUL"]
    timed = report(FFM8.replace("\nYYZ\n", "\nYYZ/20NOV0945\n"))
    assert timed.conveyance.eta == dt.datetime(2026, 11, 20, 14, 45, tzinfo=dt.UTC)
    assert report(FFM8.replace("\nYYZ\n", "\nXXX/20NOV0945\n")).conveyance.eta is None


def test_parts_of_a_manifest_in_one_file_are_one() -> None:
    first = FFM8.replace("LAST", "CONT")
    second = "FFM/8\n2/ZZ0001/20NOV/CGN\nYYZ\n999-40001264CGNYYZ/T1K5/BOOKS\nLAST\n"
    (filing,) = filings(first + second)
    assert filing.key == "ZZ0001/2026-11-20/CGN"
    assert isinstance(filing.body, ConveyanceReport)
    assert len(filing.body.cargo) == 4
    assert (filing.origin.start, filing.origin.end) == (0, len(first + second))
    assert filing.faults == ()
    text = (first + second)[filing.origin.start : filing.origin.end]
    spot = filing.spots["loaded[3].cargo"]
    assert text[spot.start : spot.end] == "999-40001264"


def test_a_part_alone_takes_the_place_of_nothing_else() -> None:
    first = FFM8.replace("LAST", "CONT")
    second = "FFM/8\n2/ZZ0001/20NOV/CGN\nYYZ\n999-40001264CGNYYZ/T1K5/BOOKS\nLAST\n"
    assert [one.key for one in filings(first)] == ["ZZ0001/2026-11-20/CGN#1"]
    assert [one.key for one in filings(second)] == ["ZZ0001/2026-11-20/CGN#2"]
    other = second.replace("20NOV", "21NOV")
    assert [one.key for one in filings(first + other)] == [
        "ZZ0001/2026-11-20/CGN#1", "ZZ0001/2026-11-21/CGN#2",
    ]  # fmt: skip
    assert "does not end with LAST or CONT" in faults(FFM8.replace("LAST\n", ""))[0]


def test_a_flight_without_cargo_is_empty() -> None:
    assert report("FFM/8\n1/ZZ0001/20NOV/CGN\nYYZ/NIL\nLAST\n").conveyance.empty


def test_several_messages_with_what_a_network_adds() -> None:
    text = (
        "\x01QK YYZFMXX\n.CGNFMXX 201105\n\x02" + FWB16 + "\x03\nNNNN\n\n"
        "QK YYZFMXX\n.CGNFMXX 201106\n" + FHL5 + FFM8
    )
    found = read(text.replace("\n", "\r\n"))
    assert [one.key for one in found if isinstance(one, Filing)] == [
        "999-40001231", "999-40001231/ZZA10000001", "ZZ0001/2026-11-20/CGN",
    ]  # fmt: skip
    assert not [one for one in found if isinstance(one, Fault)]
    assert [one.origin.message for one in found if isinstance(one, Filing)] == [1, 2, 3]


@pytest.mark.parametrize("text", [FWB16, FHL5, FHL4, FFM8])
def test_every_spot_holds_the_value_it_is_the_spot_of(text: str) -> None:
    padded = "QK YYZFMXX\n" + text
    for filing in filings(padded):
        message = padded[filing.origin.start : filing.origin.end]
        lines = message.split("\n")
        for path, spot in filing.spots.items():
            written = message[spot.start : spot.end]
            assert written, path
            assert written in lines[spot.segment - 1], path
    (filing,) = filings(FFM8)
    seen = {path: FFM8[spot.start : spot.end] for path, spot in filing.spots.items()}
    assert (seen["loaded[1].pieces"], seen["loaded[1].of"]) == ("1", "3")
    assert (seen["loaded[1].weight_kg"], seen["loaded[1].description"]) == ("150", "TEXTILES")
    (filing,) = filings(FHL5)
    seen = {path: FHL5[spot.start : spot.end] for path, spot in filing.spots.items()}
    assert seen["hawb"] == "ZZA10000001"
    assert seen["gross_kg"] == "77"
    assert seen["consignee.postcode"] == "L8M 0A1"
    assert seen["goods[1].hs"] == "850140"
    assert filing.spots["gross_kg"].element == "HBS.4"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("FWB/16\nRTG/YYZ\n", "names no waybill"),
        ("FWB/16\n", "names no waybill"),
        ("FHL/5\nHBS/A/CGNYYZ/1/K1\n", "no master or no house"),
        ("FHL/5\nMBI/999-40001231CGNYYZ/T1K1\n", "no master or no house"),
        ("FHL/5\nMBI/999-40001231CGNYYZ/T1K1\nHBS//CGNYYZ\n", "has no number"),
        ("FFM/8\n", "names no flight"),
        ("FFM/8\n1/ZZ0001/31FEB/CGN\nLAST\n", "names no flight"),
        ("FSU/15\n999-40001231CGNYYZ/T1K1\n", "A message FSU/15 is not read here"),
    ],
)
def test_what_cannot_be_taken_says_why(text: str, says: str) -> None:
    found = read(text)
    assert [says in str(one.sentence) for one in found if isinstance(one, Fault)] == [True]
    assert not filings(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (FWB16.replace("T3K245MC0.85", "3 PCS"), "3 PCS is no quantity"),
        (FWB16.replace("40001231", "40001232"), "999-40001232 fails its check digit"),
        (FHL5.replace("/K77/", "/77/"), "77 is no weight"),
        (FHL5.replace("/1250.50/", f"/{'1' * 30}/"), "CVD is 1111"),
        (FHL5.replace("YYZ/1/K", "YYZ/ONE/K"), "ONE is no number of pieces"),
        (FFM8.replace("AKE12345ZZ", "AKE1"), "AKE1 is no ULD"),
        (FFM8.replace("YYZ\n", "TORONTO\n"), "The line TORONTO is not read"),
        (FHL5.replace("ELECTRIC MOTOR\n", "E" * 70 + "\n"), "1 lines are longer than 69"),
        (FFM8.replace("LAST", "999-40001264CGNYYZ/T1K5/BOOKS\n" * 60 + "LAST"), "above 1600"),
        ("A LETTER\n" + FHL5, "before the first message is not read"),
    ],
)
def test_what_is_not_as_it_should_be_is_told_and_the_rest_kept(text: str, says: str) -> None:
    assert any(says in one for one in faults(text))
    assert filings(text)


def test_signs_of_another_encoding_are_told_of() -> None:
    data = FHL5.encode().replace(b"KOELN", b"K\xd6LN")
    assert "Some signs are not UTF-8" in faults(data)[0]
    (filing,) = filings(data)
    assert isinstance(filing.body, Shipment)
    assert filing.body.shipper is not None
    assert filing.body.shipper.city == "KÖLN"


def test_a_message_that_is_larger_than_any_is_not_read() -> None:
    (fault,) = read(FHL5 + "TXT/X\n" * 800_000)
    assert isinstance(fault, Fault)
    assert fault.weight is Weight.ERROR


@pytest.mark.parametrize(
    ("text", "near", "day"),
    [
        ("20NOV", NOW, dt.date(2026, 11, 20)),
        ("02JAN", dt.datetime(2026, 12, 30, tzinfo=dt.UTC), dt.date(2027, 1, 2)),
        ("30DEC", dt.datetime(2027, 1, 2, tzinfo=dt.UTC), dt.date(2026, 12, 30)),
        ("29FEB", dt.datetime(2027, 3, 1, tzinfo=dt.UTC), dt.date(2028, 2, 29)),
        ("29FEB", dt.datetime(2030, 3, 1, tzinfo=dt.UTC), None),
        ("32NOV", NOW, None),
        ("20XXX", NOW, None),
    ],
)
def test_a_day_without_its_year_is_the_nearest(
    text: str, near: dt.datetime, day: dt.date | None
) -> None:
    assert nearest_day(text, near) == day


def test_t14_local_times_know_summer_and_winter() -> None:
    summer = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    assert local_time("01JUL0945", "YVR", summer) == dt.datetime(2026, 7, 1, 16, 45, tzinfo=dt.UTC)
    assert local_time("20NOV0945", "YYT", NOW) == dt.datetime(2026, 11, 20, 13, 15, tzinfo=dt.UTC)
    assert local_time("20NOV2460", "YVR", NOW) is None
    assert local_time("20NOV", "YVR", NOW) is None


def test_it_is_told_from_its_first_line() -> None:
    assert all(is_cargo_imp(text.encode()) for text in (FWB16, FHL4, FFM8, "QK X\n" + FHL5))
    assert not is_cargo_imp(b"FSU/15\n")
    assert not is_cargo_imp(b"a letter about FWB/16 and more")


@given(st.sampled_from([FWB16, FHL5, FHL4, FFM8]), st.data())
def test_no_change_of_a_line_makes_it_fall(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    kind = data.draw(st.sampled_from(["drop", "double", "cut", "swap", "noise"]))
    if kind == "drop":
        del lines[at]
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "cut":
        lines[at] = lines[at][: data.draw(st.integers(0, 40))]
    elif kind == "swap":
        lines[at], lines[-1] = lines[-1], lines[at]
    else:
        lines[at] = data.draw(st.text(max_size=30))
    found = read("\n".join(lines).encode("utf-8", "replace"))
    assert all(isinstance(one, Filing | Fault) for one in found)


@pytest.mark.parametrize("text", [FWB16, FHL5, FHL4, FFM8])
def test_truncation_at_every_byte_does_not_make_it_fall(text: str) -> None:
    for end in range(len(text)):
        assert all(isinstance(one, Filing | Fault) for one in read(text[:end]))


@pytest.mark.parametrize(("text", "key"), [(FWB16, "999-40001231"), (FHL5, "ZZA10000001")])
def test_t32_a_waybill_that_breaks_off_says_so(text: str, key: str) -> None:
    """Nothing marks its end: a cut between two lines after the consignee cannot be known."""
    ends = [place + 1 for place, sign in enumerate(text) if sign == "\n"]
    needed = text.index("\nRTD/" if "\nRTD/" in text else "\nCNE\n")
    assert not faults(text)
    for length in range(text.index(key) + len(key), len(text) - 1):
        if length not in ends or length <= needed:
            assert faults(text[:length]), text[:length][-20:]


def test_a_network_may_end_a_message_and_a_list_of_houses_may_be_short() -> None:
    assert not faults(FWB16 + "NNNN")
    assert not faults(FWB16 + "\x03")
    short = "FHL/4\nMBI/999-40001231CGNYYZ/T3K150\nHBS/HB1/CGNYYZ/1/K50//BRACKETS\n"
    assert len(faults(short)) == 1
    assert not faults(short + "HBS/HB2/CGNYYZ/2/K100//PAINT\n")
