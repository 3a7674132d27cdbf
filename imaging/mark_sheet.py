"""Marks that somebody drew on one scan, as they travel: form ``prescreen-marks/1``.

One text serves as a file of its own and as the private block of a threat detection report, so that
marks read from either are the same to the last digit. The form is described in ``docs/marks.md``.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from imaging.atomic import write_whole
from imaging.errors import UnreadableScan, UnwritableReport

SCHEMA = "prescreen-marks/1"
SHAPES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "box": (2, 2),
        "ellipse": (2, 2),
        "arrow": (2, 2),
        "text": (1, 1),
        "polygon": (3, 100_000),
        "freehand": (3, 100_000),
    }
)
"""Least and most points of each shape. Box and ellipse hold two opposite corners, an arrow its tail
and head, a text its place, polygon and freehand their outline."""

_MOST_MARKS = 10_000
_MOST_BYTES = 64 << 20
_LONGEST = 10_000
_REMEDY = "Export the marks again where they were drawn."


@dataclasses.dataclass(frozen=True, slots=True)
class DrawnMark:
    """One mark.

    Attributes
    ----------
    identifier
        Identity that the mark keeps for life.
    number
        1, 2, 3 ... as shown on its tag.
    view
        The picture of the scan that it lies on.
    shape
        A key of `SHAPES`.
    points
        (x, y) in stored pixels of the view: x to the right, y down, finite, any size.
    text
        What a text mark says.
    category, note
        What the officer took it for, and a remark.

    Raises
    ------
    ValueError
        When the shape is unknown, or the points do not make it.
    """

    identifier: str
    number: int
    view: str
    shape: str
    points: tuple[tuple[float, float], ...]
    text: str = ""
    category: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise ValueError(f"no shape is called {self.shape!r}")
        least, most = SHAPES[self.shape]
        if not least <= len(self.points) <= most:
            raise ValueError(f"a {self.shape} does not have {len(self.points)} points")
        if not all(math.isfinite(value) for point in self.points for value in point):
            raise ValueError("a point has two finite numbers")


@dataclasses.dataclass(frozen=True, slots=True)
class MarkSheet:
    """All marks of one scan, tied to the pixels that they were drawn on.

    Attributes
    ----------
    scan
        Identity of the scan at the workplace where the marks were drawn.
    images
        SHA-256 of the scan's original files, in hexadecimal.
    author
        Who exported the marks, as the report around them says; the text itself does not.
    """

    scan: str
    images: tuple[str, ...]
    marks: tuple[DrawnMark, ...]
    author: str = dataclasses.field(default="", compare=False, repr=False)


def sheet_text(sheet: MarkSheet) -> str:
    """Return a sheet as JSON in ASCII: no encoding on its way can change a word of it.

    Raises
    ------
    UnwritableReport
        When a word is no text, which JSON could not give back.
    """
    tree = {
        "schema": SCHEMA,
        "scan": sheet.scan,
        "images": list(sheet.images),
        "marks": [_tree(mark) for mark in sheet.marks],
    }
    whole = json.dumps(tree, ensure_ascii=False, allow_nan=False)
    if whole.encode("utf-8", "replace").decode() != whole:
        raise UnwritableReport(
            "A word of a mark is no text and could not be read back.",
            element="marks",
            remedy="Write the word again.",
        )
    return json.dumps(tree, allow_nan=False, indent=1)


def _tree(mark: DrawnMark) -> dict[str, object]:
    return {
        "id": mark.identifier,
        "number": mark.number,
        "view": mark.view,
        "shape": mark.shape,
        "points": [[float(x), float(y)] for x, y in mark.points],
        "text": mark.text,
        "class": mark.category,
        "note": mark.note,
    }


def read_sheet(text: str) -> MarkSheet:
    """Read back what `sheet_text` wrote.

    Raises
    ------
    UnreadableScan
        When the text is damaged, of another form, or says what no mark can be.
    """
    try:
        return _sheet(json.loads(text, parse_constant=_no_number))
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        why = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise UnreadableScan(
            f"The marks cannot be read: {why[:_LONGEST]}.", element="marks", remedy=_REMEDY
        ) from error


def _sheet(tree: Mapping[str, Any]) -> MarkSheet:
    if tree["schema"] != SCHEMA:
        raise ValueError(f"its form is {tree['schema']!r:.60}, not {SCHEMA}")
    if len(tree["marks"]) > _MOST_MARKS:
        raise ValueError(f"it holds more than {_MOST_MARKS} marks")
    return MarkSheet(
        scan=_text(tree["scan"]),
        images=tuple(_text(digest) for digest in tree["images"]),
        marks=tuple(_mark(one) for one in tree["marks"]),
    )


def _mark(tree: Mapping[str, Any]) -> DrawnMark:
    return DrawnMark(
        identifier=_text(tree["id"]),
        number=_whole(tree["number"]),
        view=_text(tree["view"]),
        shape=_text(tree["shape"]),
        points=tuple((_number(x), _number(y)) for x, y in tree["points"]),
        text=_text(tree["text"]),
        category=_text(tree["class"]),
        note=_text(tree["note"]),
    )


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(f"{found!r:.60} is not text")
    if len(found) > _LONGEST:
        raise ValueError(f"a word has more than {_LONGEST} characters")
    return found


def _whole(found: object) -> int:
    """Return a whole number; JSON's true is none."""
    if not isinstance(found, int) or isinstance(found, bool):
        raise TypeError(f"{found!r:.60} is not a whole number")
    return found


def _number(found: object) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise TypeError(f"{found!r:.60} is not a number")
    return float(found)


def _no_number(found: str) -> float:
    raise ValueError(f"{found} is not a number")


def write_marks_json(sheet: MarkSheet, path: Path) -> None:
    """Write a sheet as a file, and read it back before it counts as written.

    Raises
    ------
    UnwritableReport
        When the disk refuses, or what reads back differs.
    """

    def check(written: Path) -> None:
        if read_marks_json(written) != sheet:
            raise UnwritableReport(
                "The written marks do not read back.", element="marks", remedy="Write them again."
            )

    write_whole(path, sheet_text(sheet).encode(), check, error=UnwritableReport)


def read_marks_json(path: Path) -> MarkSheet:
    """Read a file that `write_marks_json` wrote.

    Raises
    ------
    UnreadableScan
        When it is damaged, too large, or of another form.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
        text = data.decode("utf-8")
    except (OSError, ValueError) as error:
        raise UnreadableScan(
            f"The marks cannot be read: {error}.", element="marks", remedy=_REMEDY
        ) from error
    if len(data) > _MOST_BYTES:
        raise UnreadableScan("The file is too large for marks.", element="marks", remedy=_REMEDY)
    return read_sheet(text)
