"""`prescreen inspect FILE --json` on message files of every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.unit.test_shipments_cargo_imp import FFM8, FHL5, FWB16
from tests.unit.test_shipments_cargo_xml import XFWB
from tests.unit.test_shipments_courier import HEADER, listed, row
from tests.unit.test_shipments_json import COURIER
from tests.unit.test_shipments_xml import LIST

Inspect = Callable[[str | bytes], tuple[int, dict[str, Any]]]

NESTED = {
    "schema": "prescreen-shipment/1",
    "conveyance": {"mode": "highway"},
    "shipments": [
        {
            "ccn": "9XYZPARS0001234",
            "lines": [{"description": "Paint", "un_number": "UN1263", "dg_class": "3"}],
            "equipment": [
                {"kind": "trailer", "number": "TRL1", "load": "loaded",
                 "sealing": [{"number": "A1", "applied_by": "carrier"}]},
            ],
        }
    ],
}  # fmt: skip
CUSCAR = (
    "UNB+UNOA:2+9XYZCARRIER:ZZ+CBSATEST:ZZ+261120:1405+17'UNH+1+CUSCAR:D:03B:UN'"
    "BGM+85+9XYZPARS0001234+9'LOC+60+0427'EQD+TE+TRL53021++++5'SEL+A123456+CA'"
    "CNI+1+9XYZPARS0001234'GID+1+60:CT'FTX+AAA+++STEEL BRACKETS'UNT+12+1'UNZ+1+17'"
)


@pytest.fixture
def inspect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Inspect:
    """Inspect one file; return the exit code and what was said."""

    def inspects(content: str | bytes) -> tuple[int, dict[str, Any]]:
        path = tmp_path / "message"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        capsys.readouterr()
        code = main(["inspect", "--json", str(path)])
        (line,) = capsys.readouterr().out.splitlines()
        return code, json.loads(line)

    return inspects


@pytest.mark.parametrize(
    ("content", "kind", "types"),
    [
        (json.dumps(COURIER), "shipment", ["prescreen-shipment/1"]),
        (listed(row()), "courier-list", ["courier list CSV"]),
        (LIST, "courier-list", ["courier list XML"] * 2),
        (FWB16 + FHL5 + FFM8, "cargo-imp", ["FWB", "FHL", "FFM"]),
        (XFWB, "cargo-xml", ["XFWB"]),
        ("RNS|9XYZPARS0001234|error|2026-11-20T14:45Z", "notices", ["status lines"]),
        (CUSCAR, "edi", ["CUSCAR"]),
    ],
)
def test_every_form_is_told(
    inspect: Inspect, content: str | bytes, kind: str, types: list[str]
) -> None:
    code, found = inspect(content)
    assert (code, found["status"], found["reason"], found["kind"]) == (0, "ok", "", kind)
    assert [one["type"] for one in found["messages"]] == types
    for one in found["messages"]:
        assert set(one) == {"message", "type", "form", "kind", "function", "key", "counts"}
        assert one["key"]
        assert one["function"] == "add"
    assert found["errors"] == []


def test_equipment_seals_and_dangerous_goods_are_listed(inspect: Inspect) -> None:
    _, found = inspect(json.dumps(NESTED))
    key = "9XYZPARS0001234"
    assert found["shipments"] == [key]
    assert found["equipment"] == [
        {"kind": "trailer", "number": "TRL1", "load": "loaded", "key": key}
    ]
    assert found["seals"] == [
        {"number": "A1", "equipment": "TRL1", "applied_by": "carrier", "key": key}
    ]
    assert found["dangerous_goods"] == [
        {"un_number": "1263", "class": "3", "packing_group": "", "description": "Paint", "key": key}
    ]
    assert found["messages"][0]["counts"]["goods"] == 1


def test_faults_have_their_places(inspect: Inspect) -> None:
    code, found = inspect(CUSCAR)
    assert code == 0
    (warning,) = [one for one in found["warnings"] if "UNT" in one["element"]]
    assert (warning["message"], warning["segment"]) == (1, 9)
    header = HEADER + ",total_shipments"
    code, found = inspect(listed(row("1Z1") + ",2", row("") + ",2", header=header))
    assert code == 0
    (error,) = found["errors"]
    assert error["segment"] == 3
    assert found["shipments"] == ["1Z1"]


def test_a_file_of_which_nothing_is_taken_is_refused(inspect: Inspect) -> None:
    code, found = inspect(listed(row() + ",9", header=HEADER + ",total_shipments"))
    assert (code, found["status"]) == (1, "refused")
    assert "total_shipments says 9" in found["reason"]
    assert found["errors"][0]["text"] == found["reason"]
    code, found = inspect("[tool]\nname = 'x'\n")
    assert (code, found["kind"], found["status"]) == (1, "unknown", "refused")
    assert "not a scan" in found["reason"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (HEADER + row(), "courier-list"),
        ("<list><shipment/></list>", "xml"),
        ("FWB/16\nNOTHING\n", "cargo-imp"),
        ("RNS|9XYZPARS0001234|nonsense\n", "notices"),
        ("UNB+UNOA:2+A+B+261120:1405+17'", "edi"),
    ],
)
def test_a_refused_file_is_called_by_what_it_is(inspect: Inspect, content: str, kind: str) -> None:
    code, found = inspect(content.encode() + (b"\xff" if kind == "courier-list" else b""))
    assert (code, found["kind"], found["status"]) == (1, kind, "refused")


def test_for_people_each_message_and_fault_has_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(listed(*(row(f"1Z{n}", weight_kg="heavy") for n in range(30))))
    assert main(["inspect", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("list.csv: courier-list, ok")
    assert "add courier 1Z0: goods 1, pieces 1" in lines[1]
    assert lines[21] == "  ... and 10 more"
    assert "segment 2 weight_kg: weight_kg is heavy" in "\n".join(lines[22:])


ANSWER = (
    "UNB+UNOA:2+CBSATEST:ZZ+9XYZCARRIER:ZZ+261120:1405+9'UNH+1+CONTRL:4:1:UN'"
    "UCI+17+9XYZCARRIER:ZZ+CBSATEST:ZZ+4+12'UNT+3+1'UNZ+1+9'"
)


def test_people_are_told_what_lies_in_what_and_what_an_answer_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "message"
    said = []
    sealed = CUSCAR.replace("CNI+1+", "SEL+B9+CU'CNI+1+").replace("UNT+12", "UNT+11")
    dangerous = sealed.replace("UNT+11", "DGS+UN+3+1263'UNT+11")
    for text in (dangerous, ANSWER):
        path.write_text(text)
        assert main(["inspect", str(path)]) == 0
        said.append(capsys.readouterr().out.splitlines()[1:])
    assert said[0] == [
        "  CUSCAR D:03B, add cargo 9XYZPARS0001234: goods 1, pieces 60, equipment 1",
        "  trailer TRL53021 loaded, of 9XYZPARS0001234: seals A123456 (carrier), B9 (customs)",
        "  dangerous goods UN1263, class 3, of 9XYZPARS0001234: STEEL BRACKETS",
    ]
    assert said[1][0] == "  CONTRL 4:1, response: verdict rejected, control 17, reasons 1"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"\0" * 5000, "no message of a form that is read here either"),
        (b"\x1f\x8b\x08\0half of an archive", "no message of a form that is read here either"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "The PNG file is damaged"),
    ],
)
def test_nonsense_is_refused_with_a_reason(inspect: Inspect, content: bytes, says: str) -> None:
    code, found = inspect(content)
    assert (code, found["status"]) == (1, "refused")
    assert says in found["reason"]


def test_a_folder_and_a_missing_file_are_refused_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(tmp_path), str(tmp_path / "gone.edi")]) == 1
    folder, missing = capsys.readouterr().out.splitlines()
    assert "is not a file" in folder
    assert "cannot be opened: No such file" in missing


def test_a_nul_in_a_message_is_told_of(inspect: Inspect) -> None:
    code, found = inspect(CUSCAR.replace("STEEL", "ST\0EL"))
    assert code == 0
    assert any("NUL" in one["text"] for one in found["warnings"])


def test_all_of_the_real_files_read_with_their_faults(shared_data: Path, inspect: Inspect) -> None:
    for path in sorted((shared_data / "edi").iterdir()):
        code, found = inspect(path.read_bytes())
        assert (code, found["kind"], found["status"]) == (0, "edi", "ok"), path.name
        assert found["messages"], path.name
    _, rail = inspect((shared_data / "edi" / "RailCarrierShipment.txt").read_bytes())
    assert any("GE counts 2" in one["text"] for one in rail["warnings"])
    _, ship = inspect((shared_data / "edi" / "edifact.D95B.CUSCAR.EDI").read_bytes())
    assert ship["shipments"] == ["MSCUDB592345", "MSCUDF421004", "MSCUEK569969"]
    assert [one["counts"]["pieces"] for one in ship["messages"]] == [1440, 20, 699]
    assert len(ship["equipment"]) == 4
    places = {(one["segment"], one["element"]) for one in ship["warnings"]}
    assert places == {(1, "S009.0065"), (24, "C174.6314"), (52, "UNT-01")}
