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


def test_all_of_the_real_files_read_with_their_faults(shared_data: Path, inspect: Inspect) -> None:
    for path in sorted((shared_data / "edi").iterdir()):
        code, found = inspect(path.read_bytes())
        assert (code, found["kind"], found["status"]) == (0, "edi", "ok"), path.name
        assert found["messages"], path.name
    _, rail = inspect((shared_data / "edi" / "RailCarrierShipment.txt").read_bytes())
    assert any("GE counts 2" in one["text"] for one in rail["warnings"])
