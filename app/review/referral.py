"""The package for the port: an operator's report for each scan, a JSON, and a paper to read.

The form is described in ``docs/referral-package.md``. The folder appears whole or not at all. A
report says CLEAR only when an officer signed a release recommendation; whatever else happened, or
went wrong, is ALARM or an aborted report.
"""

from __future__ import annotations

import dataclasses
import json
import math
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from app.domain.decision import Kind, Recommendation, Region
from app.domain.dispatch import Posting
from app.domain.errors import KnownError
from app.domain.scan import Scan
from app.domain.words import say
from app.domain.work import Item
from app.review.mark_files import sheet_of, uid
from app.review.package_tree import package_tree
from app.review.readouts import Read, readouts
from app.scans import FolderStore
from app.scans.near import Fetch, header_of, nowhere, view_of
from imaging.errors import ImagingError
from imaging.mark_sheet import sheet_text
from imaging.radiograph import Radiograph
from imaging.scanfile import ScanHeader
from imaging.tdr import (
    AbortReason,
    AlarmDecision,
    AssessmentFlag,
    Operator,
    ReportKind,
    ThreatCategory,
    ThreatObject,
    ThreatReport,
    write_tdr,
)

JSON_NAME, PDF_NAME = "referral.json", "referral.pdf"
_CATEGORIES = MappingProxyType(
    {
        "SHAPE_WEAPON": ThreatCategory.PROHIBITED_ITEM,
        "SHAPE_AMMUNITION": ThreatCategory.PROHIBITED_ITEM,
        "SUSPECT_NARCOTIC": ThreatCategory.CONTRABAND,
        "SUSPECT_CURRENCY": ThreatCategory.CONTRABAND,
        "SUSPECT_TOBACCO": ThreatCategory.CONTRABAND,
        "SUSPECT_FOOD_PLANT_ANIMAL": ThreatCategory.CONTRABAND,
        "SUSPECT_CONTROLLED_EXPORT_IMPORT": ThreatCategory.CONTRABAND,
    }
)
"""Reasons whose DICOS category is more than an anomaly."""


@dataclasses.dataclass(frozen=True, slots=True)
class Contents:
    """What the paper shows."""

    recommendation: Recommendation
    item: Item
    posting: Posting | None
    read: Read


@dataclasses.dataclass(frozen=True, slots=True)
class Making:
    """How a package is made.

    Attributes
    ----------
    posting
        How it is sent; None for a copy that is not.
    draw
        Draws the paper into a file; None leaves it out. What draws lives above this room.
    read
        Gives the picture of a view as officers see it; None reads the kept files alone.
    baggage
        Whether the reports call the object BAGGAGE (`imaging.tdr.write_tdr`).
    fetch
        Gives originals that the store lacks.
    """

    posting: Posting | None = None
    draw: Callable[[Contents, Path], object] | None = None
    read: Read | None = None
    baggage: bool = False
    fetch: Fetch = nowhere


class PackageUnwritable(KnownError):
    """The package could not be written; nothing of it was left behind."""


def write_package(
    recommendation: Recommendation,
    item: Item,
    folder: Path,
    *,
    store: FolderStore,
    making: Making = Making(),
) -> tuple[Path, ...]:
    """Write the package of one signed decision and return its files, the JSON last.

    Parameters
    ----------
    recommendation
        The decision as sealed on record.
    item
        The item it speaks of.
    folder
        Where the package goes; it is made, and must not hold one already.
    store
        Where the scans are kept.
    making
        What else goes in.

    Raises
    ------
    PackageUnwritable
        When the folder holds a package, or anything of this one cannot be written.
    KnownError
        When an original is not to be had.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PackageUnwritable(
            say("{folder} is not empty. Name a folder of its own for this package.", folder=folder)
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            names = _write(recommendation, item, made, store, making)
            if folder.is_dir():
                folder.rmdir()
            made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except (OSError, ImagingError) as error:
        raise PackageUnwritable(
            say("The package could not be written to {folder}: {why}", folder=folder, why=error)
        ) from error
    return tuple(folder / name for name in names)


def _write(
    recommendation: Recommendation, item: Item, folder: Path, store: FolderStore, making: Making
) -> tuple[str, ...]:
    reports: dict[str, str] = {}
    for scan in item.scans:
        if _speaks_of(recommendation, scan):
            name = f"{scan.scan_id}.tdr.dcs"
            header = header_of(store, scan.files[0], making.fetch)
            report = _report(recommendation, item, scan, header)
            write_tdr(report, folder / name, interop=making.baggage)
            reports[scan.scan_id] = name
    read = making.read or _reader(item, store, making.fetch)
    papers: tuple[str, ...] = ()
    if making.draw is not None:
        making.draw(Contents(recommendation, item, making.posting, read), folder / PDF_NAME)
        papers = (PDF_NAME,)
    tree = package_tree(
        recommendation,
        item,
        reports,
        posting=making.posting,
        readouts=readouts(recommendation, read),
    )
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    (folder / JSON_NAME).write_text(text + "\n", encoding="utf-8")
    return (*reports.values(), *papers, JSON_NAME)


def _reader(item: Item, store: FolderStore, fetch: Fetch) -> Read:
    """Return what reads a view of the item from its kept files."""
    scans = {scan.scan_id: scan for scan in item.scans}

    def read(scan_id: str, view: str) -> Radiograph:
        return view_of(store, scans[scan_id].of_view(view), fetch)

    return read


def _speaks_of(recommendation: Recommendation, scan: Scan) -> bool:
    """Whether a scan gets a report: a referral speaks of the scans with a place to examine."""
    if recommendation.kind is not Kind.REFER_FOR_EXAM:
        return bool(scan.files)
    return any(region.scan_id == scan.scan_id for region in recommendation.regions)


def _marks(item: Item, scan: Scan) -> str:
    """Return the officer's marks on a scan, exactly; empty when there are none."""
    sheet = sheet_of(scan, item.marks)
    return sheet_text(sheet) if sheet.marks else ""


def _report(
    recommendation: Recommendation, item: Item, scan: Scan, header: ScanHeader
) -> ThreatReport:
    """Return the operator's report on one scan."""
    regions = [region for region in recommendation.regions if region.scan_id == scan.scan_id]
    refers = recommendation.kind is Kind.REFER_FOR_EXAM
    return ThreatReport(
        kind=ReportKind.OPERATOR,
        instances=tuple(uid(file) for file in scan.files),
        decision=_DECISIONS.get(recommendation.kind),
        abort_reason=None if recommendation.kind in _DECISIONS else AbortReason.NOT_REVIEWED,
        decided_at=recommendation.times.decided_at,
        source=dataclasses.replace(
            header.source, object_id=scan.object_id, identifiers=scan.identifiers
        ),
        objects=tuple(
            _object(number, region, recommendation, scan)
            for number, region in enumerate(regions if refers else (), start=1)
        ),
        operator=Operator(recommendation.officer, recommendation.officer),
        processing_ms=recommendation.times.active_s * 1000,
        mirror=_mirror(recommendation),
        marks=_marks(item, scan),
    )


_DECISIONS = MappingProxyType(
    {
        Kind.REFER_FOR_EXAM: AlarmDecision.ALARM,
        Kind.RECOMMEND_RELEASE: AlarmDecision.CLEAR,
    }
)
"""Every other kind of decision is none in DICOS: the report is aborted."""


def _object(
    number: int, region: Region, recommendation: Recommendation, scan: Scan
) -> ThreatObject:
    category = next(
        (_CATEGORIES[code] for code in recommendation.reasons if code in _CATEGORIES),
        ThreatCategory.ANOMALY,
    )
    return ThreatObject(
        identifier=number,
        box=_box(region),
        category=category,
        flag=AssessmentFlag.THREAT,
        description=f"{region.label} {region.place}".strip()[:64],
        polygon=region.polygon,
        instance_uid=uid(scan.of_view(region.view)[0]),
    )


def _box(region: Region) -> tuple[int, int, int, int]:
    """Return the smallest box of whole pixels around a region, at least one pixel wide."""
    xs = [x for x, _ in region.polygon]
    ys = [y for _, y in region.polygon]
    left, top = math.floor(min(xs)), math.floor(min(ys))
    return left, top, max(1, math.ceil(max(xs)) - left), max(1, math.ceil(max(ys)) - top)


def _mirror(recommendation: Recommendation) -> dict[str, str]:
    """Return what DICOS has no element for, one printable line each; the note stays in the JSON."""
    values = {
        "RECOMMENDATION": recommendation.recommendation_id,
        "KIND": recommendation.kind.value,
        "SUBJECTS": " ".join(recommendation.subjects),
        "REASONS": " ".join(recommendation.reasons),
        "EXAM": recommendation.exam.value if recommendation.exam else "",
        "EXAM_PORT": recommendation.exam_port,
        "EXAM_PLACE": recommendation.exam_place,
        "URGENCY": recommendation.urgency.value,
        "CONFIDENCE": str(recommendation.confidence),
        "SAMPLE": "YES" if recommendation.sample else "",
    }
    printable = {
        key: "".join(sign if sign.isprintable() else " " for sign in text).strip()
        for key, text in values.items()
    }
    return {key: text for key, text in printable.items() if text}
