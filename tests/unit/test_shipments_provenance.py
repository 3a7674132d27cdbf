"""Every value of every record stands where its place says (mission T-15)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.domain.filing import Filing
from app.shipments.messages import read_filings
from app.shipments.provenance import spot_in
from tests.unit import edi_messages as edi
from tests.unit import test_shipments_cargo_imp as imp
from tests.unit import test_shipments_cargo_xml as xml
from tests.unit.provenance import leaves, untraced

NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "edi"
KINDS = {".edi", ".x12", ".imp", ".fwb", ".ffm", ".xml", ".csv", ".txt", ".json"}
FILES = sorted(
    path
    for folder in ("docs/scenes", "sample_scans", "tests/fuzz/corpus")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in KINDS
)
TEXTS = {
    "cuscar": edi.CUSCAR,
    "cuscar of one line": edi.CUSCAR[: edi.CUSCAR.index("GID+2")] + "UNT+25+1'\nUNZ+1+000000101'",
    "cuscar with more in it": edi.CUSCAR.replace("DGS+UN+3+1263'", "DGS+UN+3+1263'DGS+UN+8+UN1789'")
    .replace("+SPECIMEN MOTORS LTD+7 FIXTURE ROAD+", "+SPECIMEN:MOTORS LTD+7 FIXTURE ROAD:DOCK 2+")
    .replace("SGP+TRL70031+70'", "SGP+TRL70031+40'SGP+TRL70032+30'MOA+40:1250.5:CAD'")
    .replace("GOR+2'", "GOR+2'SEL+C1+CA'SEL+C2+CU'"),
    "309": edi.MANIFEST_309,
    "cusrep": edi.CUSREP,
    "358": edi.CONSIST_358,
    "358 of one cargo twice": edi.CONSIST_358.replace(
        "SE*8*", "VID*TL**TRL70033*******L~\nMBL*7QRS*7QRSPARS0009999~\nSE*10*"
    ),
    "govcbr": edi.edifact(
        edi.HOUSE_BILL, edi.CLOSE, edi.RELEASE_REQUEST, edi.STATUS, edi.CONTRL, edi.CUSRES_REJECT,
        edi.CUSRES_RELEASE,
    ),
    "997": edi.x12("FA", edi.ACKNOWLEDGED, edi.APPLICATION, edi.REFUSED, edi.NOTICE_350),
    "fwb": imp.FWB16,
    "fhl4": imp.FHL4,
    "fhl5": imp.FHL5,
    "ffm": imp.FFM8,
    "xfwb": xml.XFWB,
    "xfzb": xml.XFZB,
    "xffm": xml.XFFM,
}  # fmt: skip


def read(path: Path) -> list[Filing]:
    found = list(read_filings(path, received_at=NOW))
    return [one for one in found if isinstance(one, Filing)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_t15_every_value_of_every_sample_stands_where_its_place_says(path: Path) -> None:
    data = path.read_bytes()
    assert [fault for filing in read(path) for fault in untraced(data, filing)] == []


@pytest.mark.parametrize("name", TEXTS)
def test_t15_every_value_of_every_form_stands_where_its_place_says(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "message"
    path.write_text(TEXTS[name], encoding="utf-8", newline="")
    found = read(path)
    assert sum(1 for filing in found for _ in leaves(filing.body)) > 3
    data = path.read_bytes()
    assert [fault for filing in found for fault in untraced(data, filing)] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data are not in {SHARED}")
@pytest.mark.parametrize(
    "name",
    ["005010_824.edi", "CONTRL.txt", "CUSREP_D99B_AU_departure.edi", "RailCarrierShipment.txt",
     "edifact.D95B.CUSCAR.EDI", "simple997.edi"],
)  # fmt: skip
def test_t15_every_value_of_real_files_stands_where_its_place_says(name: str) -> None:
    path = SHARED / name
    data = path.read_bytes()
    assert [fault for filing in read(path) for fault in untraced(data, filing)] == []


def shown(text: str, path: str, tmp_path: Path) -> tuple[str, str]:
    """Return the element and the text that are shown for a value of the first filing."""
    file = tmp_path / "message"
    file.write_text(text, encoding="utf-8", newline="")
    filing = read(file)[0]
    spot = spot_in(filing, path)
    assert spot is not None, path
    message = text[filing.origin.start : filing.origin.end]
    return spot.element, message[spot.start : spot.end]


@pytest.mark.parametrize(
    ("text", "path", "element", "written"),
    [
        (edi.CUSCAR, "consignee.city", "3164", "WINDSOR"),
        (edi.CUSCAR, "shipper.address[0]", "C059.3042", "12 TRIAL STREET"),
        (edi.CUSCAR, "equipment[1].sealing[0].applied_by", "C215.9303", "CA"),
        (edi.MANIFEST_309, "consignee.postcode", "N4-03", "N9A1A1"),
        (edi.MANIFEST_309, "goods[1].unit", "M11-04", "CTN"),
        (edi.MANIFEST_309, "goods[1].equipment", "VID-03", "TRL70032"),
        (imp.FWB16, "port_of_destination", "999", "YYZ"),
        (imp.FWB16, "equipment[0].number", "RTD.3", "AKE12345ZZ"),
        (imp.FWB16, "references[0]", "SPH.1", "ECC"),
        (imp.FHL5, "place_of_loading", "HBS.2", "CGN"),
        (imp.FFM8, "loaded[1].equipment", "ULD.1", "AKE12345ZZ"),
        (imp.FFM8, "loaded[1].handling[0]", "YYZ.3", "ECC"),
        (imp.FFM8, "cargo_on[1][0]", "ULD.1", "AKE12345ZZ"),
        (xml.XFWB, "value.currency", "DeclaredValueForCustomsAmount/@currencyID", "EUR"),
    ],
)
def test_t15_a_value_is_shown_in_the_element_that_holds_it(
    text: str, path: str, element: str, written: str, tmp_path: Path
) -> None:
    found = shown(text, path, tmp_path)
    assert found[1] == written
    assert found[0].endswith(element)


def test_t15_a_second_code_of_a_rate_line_does_not_shift_the_lines_after_it(
    tmp_path: Path,
) -> None:
    text = imp.FWB16.replace("/NH/848790", "/NH/848790\n/NH/848310")
    assert text != imp.FWB16
    assert shown(text, "goods[1].hs", tmp_path)[1] == "848310"
    assert shown(text, "goods[2].description", tmp_path)[1] == "PAINT"
