"""A line of goods that declares several dangerous goods: each is kept, and none mixed with another.

The UN directories allow many DGS for one line of goods, and X12 many H1.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from pathlib import Path

import pytest

from app.cli.message_report import report
from app.domain.filing import Filing
from app.domain.shipment import Dangerous, GoodsLine, Shipment
from app.shipments import read_shipments, shipment_digest, write_shipments
from app.shipments.edi.edifact import read_edifact
from app.shipments.edi.source import Incoming
from app.shipments.edi.x12 import read_x12
from app.shipments.lifecycle import changes
from tests.unit.edi_messages import CUSCAR, MANIFEST_309
from tests.unit.room_values import shipment
from tests.unit.rule_values import case, stood
from tests.unit.test_shipments_edi_cargo import counted

NOW = dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)
EDIFACT = counted(
    CUSCAR.replace("DGS+UN+3+1263'", "DGS+UN+3+1263++2'\nDGS+UN+9+UN3480'\nDGS+UN+9+UN3480'"), 2
)
X12 = counted(
    MANIFEST_309.replace("H1*1263*3*U~", "H1*1263*3*U******II~\nH1*UN3480*9*U~\nH1*UN3480*9*U~"), 2
)


def read(text: str) -> Filing:
    reader = read_x12 if text.startswith("ISA") else read_edifact
    (filing,) = reader(io.BytesIO(text.encode()), Incoming("file.edi", "", NOW))
    assert isinstance(filing, Filing)
    assert filing.faults == ()
    return filing


def cargo(text: str) -> Shipment:
    body = read(text).body
    assert isinstance(body, Shipment)
    return body


@pytest.mark.parametrize(("text", "group"), [(EDIFACT, "2"), (X12, "II")])
def test_every_declaration_of_a_line_is_kept_by_itself(text: str, group: str) -> None:
    lines = cargo(text).goods
    assert [line.dangers for line in lines] == [
        (),
        (Dangerous("1263", "3", group), Dangerous("3480", "9")),
    ]


@pytest.mark.parametrize("text", [EDIFACT, X12])
def test_a_further_declaration_is_found_in_its_own_segment(text: str) -> None:
    filing = read(text)
    sent = text[filing.origin.start : filing.origin.end]
    first, further = (
        filing.spots[f"goods[1].{path}"] for path in ("un_number", "also_dangerous[0].un_number")
    )
    assert further.segment == first.segment + 1
    assert sent[further.start : further.end] == "UN3480"


def test_inspect_tells_of_each(tmp_path: Path) -> None:
    path = tmp_path / "cargo.edi"
    path.write_text(EDIFACT)
    found = report(path, kind="edi", received_at=NOW)["dangerous_goods"]
    assert [(one["un_number"], one["class"], one["packing_group"]) for one in found] == [
        ("1263", "3", "2"),
        ("3480", "9", ""),
    ]


def test_all_numbers_are_noted_and_each_class_is_compared() -> None:
    line = GoodsLine("paint", un_number="1263", dg_class="3")
    two = dataclasses.replace(line, also_dangerous=(Dangerous("3480", "8"),))
    said = stood("R040", case(shipment(goods=(two,)))).words
    assert "UN 1263, 3480" in said
    assert "UN 3480 is declared as class 8" in said
    unnamed = GoodsLine("lithium ion batteries", also_dangerous=(Dangerous("3480", "9"),))
    assert "Possible dangerous goods" not in stood("I09", case(shipment(goods=(unnamed,)))).words


def test_the_json_form_has_them_and_older_digests_stand(tmp_path: Path) -> None:
    plain = GoodsLine("paint", un_number="1263", dg_class="3")
    two = dataclasses.replace(plain, also_dangerous=(Dangerous("3480", "9"), Dangerous("1950")))
    path = tmp_path / "one.json"
    write_shipments((shipment(goods=(two,)),), path)
    assert "also_dangerous" in path.read_text()
    (again,) = read_shipments(path, received_at=NOW)
    assert again.goods == (two,)
    write_shipments((shipment(goods=(plain,)),), path)
    assert "also_dangerous" not in path.read_text()
    one, other = shipment(goods=(plain,)), shipment(goods=(two,))
    assert shipment_digest(one) != shipment_digest(other)
    (change,) = changes(one, other)
    assert (change.path, change.decisive) == ("goods[0].also_dangerous", True)
