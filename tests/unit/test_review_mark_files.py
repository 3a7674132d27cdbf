"""Marks of an item as files, and back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest

from app.domain.errors import Refused
from app.domain.mark import Borrowed, Category, Mark, MarkAct, Point, Shape
from app.review import Sitting
from app.review.mark_files import (
    Author,
    MarksUnreadable,
    MarksUnwritable,
    borrow,
    marks_of,
    read_marks,
    write_marks,
)
from imaging.tdr import AbortReason, AssessmentFlag, ReportKind, read_tdr
from tests.unit.record_values import MOMENT
from tests.unit.room_values import OFFICER, House, flagging
from tests.unit.test_review import seated

POINTS: dict[Shape, tuple[Point, ...]] = {
    Shape.BOX: ((1.25, 2.5), (20.1, 11.0)),
    Shape.ELLIPSE: ((30.0, 22.0), (11.5, 9.0)),
    Shape.POLYGON: ((3.0, 3.0), (40.0, 5.5), (33.3, 30.0), (7.0, 21.0)),
    Shape.FREEHAND: ((3.0, 3.0), (20.5, 4.0), (9.0, 30.1)),
    Shape.ARROW: ((5.0, 5.0), (50.0, 39.0)),
    Shape.TEXT: ((63.9, 39.9),),
}
AUTHOR = Author(OFFICER.account, MOMENT)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


@pytest.fixture
def sitting(house: House) -> Sitting:
    """An item with a mark of every shape."""
    opened = seated(house, flagging)
    scan = opened.item.scans[0].scan_id
    for number, (shape, points) in enumerate(POINTS.items(), start=1):
        words = "Seal \\ é 封 \U0001f4e6" if shape is Shape.TEXT else ""
        mark = Mark(
            f"m-{number}", number, scan, "side", shape, points, words, Category.SEAL, "a\nb" * 9
        )
        opened.do_mark(MarkAct(None, mark))
    return opened


def test_both_files_give_the_marks_back(house: House, sitting: Sitting, tmp_path: Path) -> None:
    item = sitting.item
    files = write_marks(item, tmp_path / "out", store=house.store, author=AUTHOR)
    assert [path.name.split(".", 1)[1] for path in files] == ["marks.dcs", "marks.json"]
    for path in files:
        assert marks_of(read_marks(path), item.scans[0]) == item.marks
    with pytest.raises(MarksUnwritable, match="is there already"):
        write_marks(item, tmp_path / "out", store=house.store, author=AUTHOR)


@pytest.mark.parametrize("baggage", [False, True])
def test_an_object_that_is_called_baggage_reads_back_the_same(
    house: House, sitting: Sitting, tmp_path: Path, baggage: bool
) -> None:
    item = sitting.item
    files = write_marks(item, tmp_path, store=house.store, author=AUTHOR, baggage=baggage)
    assert pydicom.dcmread(files[0]).OOIType == ("BAGGAGE" if baggage else "CARGO")
    for path in files:
        assert marks_of(read_marks(path), item.scans[0]) == item.marks


def test_marks_are_lent_with_the_name_of_who_drew_them(
    house: House, sitting: Sitting, tmp_path: Path
) -> None:
    item = sitting.item
    report, text = write_marks(item, tmp_path / "out", store=house.store, author=AUTHOR)
    assert borrow(report, item.scans) == Borrowed(OFFICER.account, item.marks)
    assert borrow(text, item.scans) == Borrowed(text.name, item.marks)
    # Another workplace has another name for the same pixels.
    elsewhere = dataclasses.replace(item.scans[0], scan_id="S-other")
    found = borrow(text, (elsewhere,))
    assert {mark.scan_id for mark in found.marks} == {"S-other"}
    assert [mark.points for mark in found.marks] == [mark.points for mark in item.marks]
    files = tuple(dataclasses.replace(file, sha256=file.sha256[::-1]) for file in elsewhere.files)
    with pytest.raises(Refused, match="drawn on other pictures"):
        borrow(text, (dataclasses.replace(elsewhere, files=files),))


def test_others_see_a_place_for_each_mark_and_no_verdict(
    house: House, sitting: Sitting, tmp_path: Path
) -> None:
    files = write_marks(sitting.item, tmp_path / "out", store=house.store, author=AUTHOR)
    found = read_tdr(files[0])
    assert (found.kind, found.decision) == (ReportKind.OPERATOR, None)
    assert found.abort_reason is AbortReason.NOT_REVIEWED
    assert [thing.identifier for thing in found.objects] == [1, 2, 3, 4, 5, 6]
    assert {thing.flag for thing in found.objects} == {AssessmentFlag.UNKNOWN}
    assert found.objects[0].box == (1, 2, 20, 9)
    for seen, drawn in zip(found.objects[2].polygon, POINTS[Shape.POLYGON], strict=True):
        assert seen == pytest.approx(drawn), "single precision, as the element has it"
    for thing in found.objects:
        assert thing.box is not None
        x, y, width, height = thing.box
        assert 0 <= x < x + width <= 64
        assert 0 <= y < y + height <= 40
        assert len(thing.polygon) >= 3


def test_marks_of_other_pixels_are_refused(house: House, sitting: Sitting, tmp_path: Path) -> None:
    item = sitting.item
    sheet = read_marks(write_marks(item, tmp_path, store=house.store, author=AUTHOR)[1])
    other = dataclasses.replace(
        item.scans[0],
        files=tuple(dataclasses.replace(f, sha256="0" * 64) for f in item.scans[0].files),
    )
    with pytest.raises(Refused, match="other pixels"):
        marks_of(sheet, other)
    with pytest.raises(Refused, match="not on record"):
        marks_of(dataclasses.replace(sheet, scan="S-9"), item.scans[0])
    elsewhere = dataclasses.replace(sheet.marks[0], view="roof")
    with pytest.raises(Refused, match="roof"):
        marks_of(dataclasses.replace(sheet, marks=(elsewhere,)), item.scans[0])
    longer = dataclasses.replace(sheet.marks[0], note="x" * 501)
    with pytest.raises(Refused, match="500"):
        marks_of(dataclasses.replace(sheet, marks=(longer,)), item.scans[0])


def test_a_file_without_marks_is_refused(tmp_path: Path) -> None:
    for name, data in (("a.json", b'{"schema": "other"}'), ("b.dcs", b"no report"), ("c", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(MarksUnreadable, match=name):
            read_marks(tmp_path / name)
    with pytest.raises(MarksUnreadable):
        read_marks(tmp_path / "gone")


def test_the_json_is_plain(house: House, sitting: Sitting, tmp_path: Path) -> None:
    files = write_marks(sitting.item, tmp_path, store=house.store, author=AUTHOR)
    tree = json.loads(files[1].read_text(encoding="ascii"))
    assert tree["schema"] == "prescreen-marks/1"
    assert tree["images"] == list(sitting.item.scans[0].digests)
    assert tree["marks"][0] == {
        "id": "m-1",
        "number": 1,
        "view": "side",
        "shape": "box",
        "points": [[1.25, 2.5], [20.1, 11.0]],
        "text": "",
        "class": "seal",
        "note": "a\nb" * 9,
    }
