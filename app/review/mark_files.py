"""Marks of one scan as files, and back: a threat detection report and a JSON with the same marks.

Both are described in ``docs/marks.md``. Neither is a decision: the report is aborted, its objects
have no verdict. Marks that are read back are the same to the last digit, and are refused when the
scan on record has other pixels than the one they were drawn on.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from pathlib import Path

from app.domain.errors import KnownError, Refused
from app.domain.mark import Borrowed, Category, Mark, Point, Shape
from app.domain.scan import ImageFile, Scan
from app.domain.words import phrase, say
from app.domain.work import Item
from app.review.regions import outline
from app.scans import FolderStore
from app.scans.near import Fetch, header_of, nowhere
from imaging.errors import ImagingError
from imaging.mark_sheet import DrawnMark, MarkSheet, read_marks_json, write_marks_json
from imaging.mark_tdr import read_marks_tdr, write_marks_tdr
from imaging.scanfile import ScanHeader
from imaging.tdr import (
    AbortReason,
    AssessmentFlag,
    Operator,
    ReportKind,
    ThreatObject,
    ThreatReport,
)

_OTHER_SCAN = phrase("Scan {scan}, which these marks were drawn on, is not on record here.")
_OTHER_PIXELS = phrase(
    "These marks were drawn on other pixels than scan {scan} has on record. Nothing was taken over."
)
_OTHER_ITEM = phrase("{path}: these marks were drawn on other pictures than this item shows.")
_OTHER_VIEW = phrase("Mark {number} lies on the view {view}, which scan {scan} does not have.")
_NO_MARK = phrase("Mark {number} cannot be read: {why}.")


class MarksUnwritable(KnownError):
    """Marks could not be written to a file."""


class MarksUnreadable(KnownError):
    """A file holds no marks that can be read back."""


@dataclasses.dataclass(frozen=True, slots=True)
class Author:
    """Who exports marks, and when."""

    account: str
    at: dt.datetime


def sheet_of(scan: Scan, marks: tuple[Mark, ...]) -> MarkSheet:
    """Return the marks of one scan as they travel."""
    return MarkSheet(
        scan=scan.scan_id,
        images=scan.digests,
        marks=tuple(
            DrawnMark(
                identifier=mark.mark_id,
                number=mark.number,
                view=mark.view,
                shape=mark.shape.value,
                points=mark.points,
                text=mark.text,
                category=mark.category.value,
                note=mark.note,
            )
            for mark in marks
            if mark.scan_id == scan.scan_id
        ),
    )


def marks_of(sheet: MarkSheet, scan: Scan) -> tuple[Mark, ...]:
    """Return the marks of a sheet as the domain has them.

    Raises
    ------
    Refused
        When the sheet was made of another scan or other pixels, or a mark lies on no view of it.
    """
    if sheet.scan != scan.scan_id:
        raise Refused(say(_OTHER_SCAN, scan=sheet.scan))
    if sorted(sheet.images) != sorted(scan.digests):
        raise Refused(say(_OTHER_PIXELS, scan=scan.scan_id))
    return tuple(_mark(drawn, scan) for drawn in sheet.marks)


def borrow(path: Path, scans: tuple[Scan, ...]) -> Borrowed:
    """Read the marks of a file to be looked at over the scan that they were drawn on.

    The scan is known by its pixels: another workplace calls it otherwise.

    Raises
    ------
    MarksUnreadable
        When there are no marks in the file.
    Refused
        When none of the scans has the pixels, or a mark lies on no view.
    """
    sheet = read_marks(path)
    drawn_on = sorted(sheet.images)
    scan = next((one for one in scans if sorted(one.digests) == drawn_on), None)
    if scan is None:
        raise Refused(say(_OTHER_ITEM, path=path.name))
    here = dataclasses.replace(sheet, scan=scan.scan_id)
    return Borrowed(sheet.author or path.name, marks_of(here, scan))


def _mark(drawn: DrawnMark, scan: Scan) -> Mark:
    if drawn.view not in scan.views:
        raise Refused(say(_OTHER_VIEW, number=drawn.number, view=drawn.view, scan=scan.scan_id))
    try:
        return Mark(
            mark_id=drawn.identifier,
            number=drawn.number,
            scan_id=scan.scan_id,
            view=drawn.view,
            shape=Shape(drawn.shape),
            points=drawn.points,
            text=drawn.text,
            category=Category(drawn.category),
            note=drawn.note,
        )
    except ValueError as error:
        raise Refused(say(_NO_MARK, number=drawn.number, why=error)) from error


def write_marks(
    item: Item,
    folder: Path,
    *,
    store: FolderStore,
    author: Author,
    baggage: bool = False,
    fetch: Fetch = nowhere,
) -> tuple[Path, ...]:
    """Write two files for each scan of an item that has marks; return them.

    Parameters
    ----------
    baggage
        Whether the reports call the object BAGGAGE: some toolkits drop the boxes of CARGO when
        they read. What reads back is the same.
    fetch
        Gives originals that the store lacks.

    Raises
    ------
    MarksUnwritable
        When a file is there already, or the disk refuses.
    KnownError
        When an original is not to be had.
    """
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for scan in item.scans:
            sheet = sheet_of(scan, item.marks)
            if sheet.marks:
                marks = tuple(mark for mark in item.marks if mark.scan_id == scan.scan_id)
                header = header_of(store, scan.files[0], fetch)
                report = _report(scan, marks, header, author)
                made += _write_sheet(sheet, report, folder, baggage=baggage)
    except (OSError, ImagingError) as error:
        raise MarksUnwritable(
            say("The marks could not be written to {folder}: {why}", folder=folder, why=error)
        ) from error
    return tuple(made)


def _write_sheet(
    sheet: MarkSheet, report: ThreatReport, folder: Path, *, baggage: bool
) -> tuple[Path, Path]:
    paths = folder / f"{sheet.scan}.marks.dcs", folder / f"{sheet.scan}.marks.json"
    for path in paths:
        if path.exists():
            raise MarksUnwritable(say("{path} is there already. Name another folder.", path=path))
    write_marks_tdr(sheet, report, paths[0], interop=baggage)
    write_marks_json(sheet, paths[1])
    return paths


def read_marks(path: Path) -> MarkSheet:
    """Read the marks of a file of either kind.

    Raises
    ------
    MarksUnreadable
        When there are none in it.
    """
    try:
        with path.open("rb") as stream:
            is_json = stream.read(1).strip() in (b"{", b"")
        return read_marks_json(path) if is_json else read_marks_tdr(path)
    except (OSError, ImagingError) as error:
        raise MarksUnreadable(say("{path}: {why}", path=path.name, why=error)) from error


def _report(
    scan: Scan, marks: tuple[Mark, ...], header: ScanHeader, author: Author
) -> ThreatReport:
    return ThreatReport(
        kind=ReportKind.OPERATOR,
        instances=tuple(uid(file) for file in scan.files),
        decision=None,
        abort_reason=AbortReason.NOT_REVIEWED,
        decided_at=author.at,
        source=dataclasses.replace(
            header.source, object_id=scan.object_id, identifiers=scan.identifiers
        ),
        objects=tuple(_object(mark, scan.of_view(mark.view)[0]) for mark in marks),
        operator=Operator(author.account, author.account),
    )


def uid(file: ImageFile) -> str:
    """Return the picture's UID; files of other formats get one from their digest."""
    return file.instance_uid or f"2.25.{int(file.sha256[:32], 16)}"


def _object(mark: Mark, file: ImageFile) -> ThreatObject:
    """Return a mark as others see it: a place without a verdict."""
    polygon = inside(outline(mark, file.rows), file)
    return ThreatObject(
        identifier=mark.number,
        box=box_around(polygon, file),
        flag=AssessmentFlag.UNKNOWN,
        description=f"{mark.number} {mark.category.value}"[:64],
        polygon=polygon,
        instance_uid=uid(file),
    )


def inside(polygon: tuple[Point, ...], file: ImageFile) -> tuple[Point, ...]:
    """Keep an outline inside the picture: a place beside it does not exist."""
    return tuple(
        (min(max(x, 0.0), float(file.columns)), min(max(y, 0.0), float(file.rows)))
        for x, y in polygon
    )


def box_around(polygon: tuple[Point, ...], file: ImageFile) -> tuple[int, int, int, int]:
    """Return the smallest box of whole pixels around an outline, at least one pixel wide."""
    xs = [x for x, _ in polygon]
    ys = [y for _, y in polygon]
    left = min(math.floor(min(xs)), file.columns - 1)
    top = min(math.floor(min(ys)), file.rows - 1)
    return left, top, max(1, math.ceil(max(xs)) - left), max(1, math.ceil(max(ys)) - top)
