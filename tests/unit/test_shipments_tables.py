"""Code tables: dated, stamped, replaceable; what is missing says so with the table's date."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from types import MappingProxyType

import pytest

from app.shipments.tables import NAMES, Entry, Tables, TableUnreadable, generic_office
from app.shipments.tables.table import make_table, read_table, table_text

DAY = dt.date(2026, 11, 20)


def small(name: str = "offices", *, en: str = "Sample port", complete: bool = False) -> str:
    """The text of a table with one entry."""
    entry = Entry("0990", en, "Bureau fictif", MappingProxyType({"sample": "yes"}))
    return table_text(
        make_table(name, [entry], dated=DAY, source="made up for a test", complete=complete)
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_table_is_whole_dated_and_bilingual(name: str) -> None:
    tables = Tables.shipped()
    stamp = tables.stamp(name)
    assert stamp.shipped
    assert stamp.dated >= dt.date(2024, 1, 1)
    assert stamp.source
    assert len(stamp.sha256) == 64
    lacking = [entry.code for entry in tables.entries(name) if not entry.en or not entry.fr]
    assert not lacking
    assert not tables.faults


def test_a_table_is_read_back_as_it_was_written() -> None:
    text = small()
    table = read_table(text, file="offices.json")
    assert table_text(table) == text
    assert table.look_up("0990") == Entry("0990", "Sample port", "Bureau fictif", {"sample": "yes"})
    assert table.look_up("0990") is not None
    assert table.entries["0990"][0].sample


@pytest.mark.parametrize(
    "damaged",
    [
        small().replace("Sample port", "Another port"),
        small().replace("2026-11-20", "2026-11-21"),
        small().replace('"complete": false', '"complete": true'),
        small().replace("made up", "taken"),
    ],
)
def test_a_table_changed_by_hand_is_refused(damaged: str) -> None:
    with pytest.raises(TableUnreadable, match="changed since it was stamped"):
        read_table(damaged, file="offices.json")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"form": "x"}', small()[:-9], "[" * 9999]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(TableUnreadable, match="not a code table"):
        read_table(text, file="offices.json")


def test_the_same_code_twice_is_refused() -> None:
    entry = Entry("0990", "Sample port")
    with pytest.raises(TableUnreadable, match="0990 twice"):
        make_table("offices", [entry, entry], dated=DAY, source="made up for a test")


def test_codes_are_found_as_people_write_them() -> None:
    tables = Tables.shipped()
    toronto = tables.look_up("offices", "0495")
    assert toronto is not None
    assert toronto.en == "Toronto"
    assert tables.look_up("offices", " 495 ") == toronto
    assert tables.look_up("exceptions", "x102A") == tables.look_up("exceptions", "X102a")
    assert tables.look_up("un_numbers", "un1263") is not None
    assert tables.look_up("countries", "de") is not None


def test_an_hs_code_is_found_by_its_heading_or_its_chapter() -> None:
    tables = Tables.shipped()
    found = [tables.longest("hs_headings", code) for code in ("8507600000", "8599", "77", "")]
    assert [entry and entry.code for entry in found] == ["8507", "85", None, None]


def test_a_feeds_exception_code_names_its_row() -> None:
    entry = Tables.shipped().look_up("exceptions", "CLVS")
    assert entry is not None
    assert entry.details["row"] == "X102a"
    assert entry.details["paragraph"] == "102(a), 109"
    assert (entry.details["cargo"], entry.details["conveyance"]) == ("no", "yes")


def test_what_is_missing_says_the_date_of_the_table() -> None:
    tables = Tables.shipped()
    assert tables.look_up("offices", "0999") is None
    assert not tables.complete("offices")
    assert str(tables.absent("offices", "0999")) == (
        f"0999 is not in local table offices dated {tables.dated('offices').isoformat()}."
    )


def test_t55_thresholds_hold_from_their_day() -> None:
    tables = Tables.shipped()
    amounts = {
        day: entry.details["amount"]
        for day in (dt.date(2020, 6, 30), dt.date(2020, 7, 1), DAY)
        if (entry := tables.look_up("thresholds", "CLVS", on=day)) is not None
    }
    assert amounts == {
        dt.date(2020, 6, 30): "2500",
        dt.date(2020, 7, 1): "3300",
        DAY: "3300",
    }
    newest = tables.look_up("thresholds", "LVS")
    assert newest is not None
    assert (newest.details["amount"], newest.details["currency"]) == ("3300", "CAD")


def test_r104_a_generic_sub_location_is_nine_and_the_port() -> None:
    entry = Tables.shipped().look_up("sub_locations", "9495")
    assert entry is not None
    assert entry.en == "Generic, Toronto 0495"
    assert entry.fr == "Générique, Toronto 0495"
    assert entry.details == {"type": "generic9", "port": "0495"}
    assert generic_office("9495") == "0495"
    assert generic_office("3252") == ""
    assert generic_office("94951") == ""


def test_r104_a_generic_sub_location_of_an_unknown_office_is_still_one() -> None:
    entry = Tables.shipped().look_up("sub_locations", "9999")
    assert entry is not None
    assert entry.en == "Generic, office 0999"


def test_t85_the_nine_processes_of_paragraph_120() -> None:
    tables = Tables.shipped()
    assert tables.complete("special_processes")
    assert len(list(tables.entries("special_processes"))) == 9


def test_t33_a_table_in_the_workspace_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "offices.json").write_text(small(complete=True), encoding="utf-8")
    tables = Tables.of(tmp_path)
    assert not tables.faults
    assert tables.look_up("offices", "0495") is None
    assert tables.complete("offices")
    assert not tables.stamp("offices").shipped
    assert tables.look_up("provinces", "ON") is not None


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", small("provinces").encode(), small().replace("port", "poort").encode()],
)
def test_t33_a_damaged_table_is_named_and_the_shipped_one_used(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "offices.json").write_bytes(content)
    tables = Tables.of(tmp_path)
    assert [("offices.json" in str(fault)) for fault in tables.faults] == [True]
    assert tables.look_up("offices", "0495") is not None


def test_the_stamp_does_not_depend_on_the_order_of_rows() -> None:
    rows = [Entry("B", "b"), Entry("A", "a")]
    first, second = (
        make_table("offices", order, dated=DAY, source="s") for order in (rows, rows[::-1])
    )
    assert first.stamp == second.stamp
    assert json.loads(table_text(first))["entries"][0]["code"] == "A"
