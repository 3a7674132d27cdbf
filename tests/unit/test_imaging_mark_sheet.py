"""Marks as they travel: JSON and threat detection report give back the same marks exactly."""

import dataclasses
import json
import math
import tempfile
from pathlib import Path

import pydicom
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imaging.errors import ImagingError, UnreadableScan, UnwritableReport
from imaging.mark_sheet import (
    SHAPES,
    DrawnMark,
    MarkSheet,
    read_marks_json,
    read_sheet,
    sheet_text,
    write_marks_json,
)
from imaging.mark_tdr import read_marks_tdr, write_marks_tdr
from imaging.tdr import AbortReason, read_tdr, write_tdr
from tests.unit.test_imaging_tdr import operator_report

HOSTILE = 'É \\ 封 \U0001f4e6\n\r\0\t"\u2028 = ^ ' + "x" * 480
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=500)
REALS = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def drawn(draw: st.DrawFn) -> DrawnMark:
    shape = draw(st.sampled_from(sorted(SHAPES)))
    least = SHAPES[shape][0]
    most = least + 4 if SHAPES[shape][1] > least else least
    points = draw(st.lists(st.tuples(REALS, REALS), min_size=least, max_size=most).map(tuple))
    number = draw(st.integers(1, 10**9))
    return DrawnMark(
        draw(WORDS), number, draw(WORDS), shape, points, *draw(st.tuples(*[WORDS] * 3))
    )


SHEETS = st.builds(MarkSheet, WORDS, st.tuples(WORDS), st.lists(drawn(), max_size=4).map(tuple))
BOX = DrawnMark("m-1", 1, "side", "box", ((0.1 + 0.2, -0.0), (1e300, 5e-324)), note=HOSTILE)


def through_tdr(sheet: MarkSheet) -> MarkSheet:
    report = operator_report(decision=None, abort_reason=AbortReason.NOT_REVIEWED, objects=())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marks.dcs"
        write_marks_tdr(sheet, report, path)
        return read_marks_tdr(path)


def through_json(sheet: MarkSheet) -> MarkSheet:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marks.json"
        write_marks_json(sheet, path)
        return read_marks_json(path)


@settings(max_examples=40, deadline=None)
@given(SHEETS)
@example(MarkSheet("S-1", ("ab",), (BOX,)))
@example(MarkSheet(HOSTILE, (HOSTILE,), ()))
def test_marks_come_back_as_they_were_drawn(sheet: MarkSheet) -> None:
    for again in (through_json(sheet), through_tdr(sheet)):
        assert again == sheet
        assert repr(again) == repr(sheet), "minus zero is minus zero"


def test_another_writer_may_keep_our_block_as_bytes(tmp_path: Path) -> None:
    sheet = MarkSheet("S-1", ("ab",), (BOX,))
    write_marks_tdr(sheet, operator_report(), tmp_path / "ours.dcs")
    dataset = pydicom.dcmread(tmp_path / "ours.dcs")
    (element,) = [e for e in dataset if e.tag.group == 0x4011 and e.tag.element & 0xFF == 0x05]
    data = str(element.value).encode()
    dataset[element.tag] = pydicom.DataElement(element.tag, "UN", data + b" " * (len(data) % 2))
    dataset.save_as(tmp_path / "theirs.dcs", enforce_file_format=True)
    assert read_marks_tdr(tmp_path / "theirs.dcs") == sheet


def test_a_report_of_marks_gives_no_verdict(tmp_path: Path) -> None:
    report = operator_report(decision=None, abort_reason=AbortReason.NOT_REVIEWED, objects=())
    write_marks_tdr(MarkSheet("S-1", (), (BOX,)), report, tmp_path / "marks.dcs")
    found = read_tdr(tmp_path / "marks.dcs")
    assert (found.decision, found.abort_reason) == (None, AbortReason.NOT_REVIEWED)


def test_a_report_without_marks_says_so(tmp_path: Path) -> None:
    write_tdr(operator_report(), tmp_path / "report.dcs")
    with pytest.raises(UnreadableScan, match="no marks that can be read back"):
        read_marks_tdr(tmp_path / "report.dcs")


@pytest.mark.parametrize(
    "change",
    [
        {"shape": "blob"},
        {"points": ((0.0, math.nan), (1.0, 1.0))},
        {"points": ((0.0, math.inf), (1.0, 1.0))},
        {"points": ((0.0, 0.0),)},
    ],
)
def test_what_is_no_mark_is_none(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"shape|point"):
        dataclasses.replace(BOX, **change)


def test_a_word_that_is_no_text_is_refused(tmp_path: Path) -> None:
    sheet = MarkSheet("S-1", (), (dataclasses.replace(BOX, note="\udcff"),))
    with pytest.raises(UnwritableReport, match="no text"):
        write_marks_json(sheet, tmp_path / "marks.json")
    assert not list(tmp_path.iterdir())


def good() -> dict:
    return json.loads(sheet_text(MarkSheet("S-1", ("ab",), (BOX,))))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("schema", "prescreen-marks/2"),
        ("marks", 5),
        ("marks", [None]),
        ("marks", [{}]),
        ("scan", None),
        ("images", [1]),
        ("marks.number", True),
        ("marks.number", "1"),
        ("marks.points", [[0, True], [1, 1]]),
        ("marks.points", [["0", 1], [1, 1]]),
        ("marks.points", [[0, 1, 2], [1, 1, 2]]),
        ("marks.points", [[10**400, 1], [1, 1]]),
        ("marks.note", "x" * 20_000),
        ("marks.shape", "blob"),
    ],
)
def test_what_is_damaged_is_refused_with_a_sentence(place: str, value: object) -> None:
    tree = good()
    holder, _, name = place.rpartition(".")
    (tree["marks"][0] if holder else tree)[name] = value
    with pytest.raises(UnreadableScan, match="The marks cannot be read: "):
        read_sheet(json.dumps(tree))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "NaN", "[" * 100_000])
def test_what_is_no_sheet_is_refused(text: str) -> None:
    with pytest.raises(UnreadableScan):
        read_sheet(text)


def test_numbers_that_are_none_are_refused() -> None:
    text = json.dumps(good()).replace("1e+300", "NaN")
    with pytest.raises(UnreadableScan, match="NaN is not a number"):
        read_sheet(text)


def test_files_that_are_not_marks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    for data in (b"\xff\xfe\x00", b"DICM", b""):
        path.write_bytes(data)
        with pytest.raises(ImagingError):
            read_marks_json(path)
        with pytest.raises(ImagingError):
            read_marks_tdr(path)
