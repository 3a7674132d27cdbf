"""Places to look at, from findings and marks, as a referral names them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Region
from app.domain.mark import Mark, Point, Shape
from app.domain.place import Doors, Place
from app.domain.proof import SEVERITY_OF_CLASS
from app.domain.scan import ImageFile
from app.domain.threat import Finding, ThreatDetectionReport
from app.domain.work import Item
from imaging.standing import Frame, Position, position

_ELLIPSE_POINTS = 48
_ARROW_RADIUS = 0.02
"""An arrow's head and a text's place point at a spot: half its side, as a share of the rows."""


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """Where the object stands in a view, and at which end its doors are."""

    frame: Frame
    doors: Doors


NOWHERE: Mapping[tuple[str, str], Standing] = MappingProxyType({})


def regions(
    item: Item, standing: Mapping[tuple[str, str], Standing] = NOWHERE
) -> tuple[Region, ...]:
    """Return every finding (``M1``) and every mark (``1``) of an item as a region.

    Their places are told on the object where `standing` knows it, by (scan_id, view), else from
    the edges of the picture.

    In an item with findings in several pictures, those of the second picture and on carry its
    number: ``M1/2``.
    """
    found: list[Region] = []
    with_findings = [report for report in item.reports if report.findings]
    for index, report in enumerate(with_findings):
        file = _file(item, report.scan_id, report.view)
        suffix = f"/{index + 1}" if index else ""
        found.extend(
            _of_finding(finding, report, file, suffix)
            for finding in report.findings
            if file is not None
        )
    for mark in item.marks:
        file = _file(item, mark.scan_id, mark.view)
        if file is not None:
            found.append(_of_mark(mark, file))
    return tuple(_stood(region, item, standing) for region in found)


def _stood(region: Region, item: Item, standing: Mapping[tuple[str, str], Standing]) -> Region:
    """Tell the place of a region on the object, where it is known how that stands."""
    stands = standing.get((region.scan_id, region.view))
    file = _file(item, region.scan_id, region.view)
    if stands is None or file is None or file.mm_per_pixel is None:
        return region
    found = position(_middle(region.polygon), stands.frame, file.mm_per_pixel)
    return dataclasses.replace(region, place=_words(found, stands.doors))


def _words(found: Position, doors: Doors) -> str:
    ends = (found.from_left, found.from_right)
    return Place.told(ends, found.above_floor, found.above_lowest, doors).text


def _middle(polygon: tuple[Point, ...]) -> Point:
    return (
        sum(x for x, _ in polygon) / len(polygon),
        sum(y for _, y in polygon) / len(polygon),
    )


def outline(mark: Mark, rows: int) -> tuple[Point, ...]:
    """Return a mark's outline in stored pixels, three points or more."""
    if mark.shape in (Shape.FREEHAND, Shape.POLYGON):
        return mark.points
    if mark.shape in (Shape.BOX, Shape.ELLIPSE):
        x, y, width, height = mark.box
        return (
            _ellipse(x, y, width, height)
            if mark.shape is Shape.ELLIPSE
            else _rectangle(x, y, width, height)
        )
    radius = max(1.0, _ARROW_RADIUS * rows)
    x, y = mark.points[-1]
    return _rectangle(x - radius, y - radius, 2 * radius, 2 * radius)


def _rectangle(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def _ellipse(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    angles = (2 * math.pi * step / _ELLIPSE_POINTS for step in range(_ELLIPSE_POINTS))
    return tuple(
        (
            x + width / 2 * (1 + math.cos(angle)),
            y + height / 2 * (1 + math.sin(angle)),
        )
        for angle in angles
    )


def _of_finding(
    finding: Finding, report: ThreatDetectionReport, file: ImageFile, suffix: str
) -> Region:
    x, y, width, height = finding.box
    polygon = _clipped(_rectangle(x, y, width, height), file)
    return Region(
        label=f"M{finding.number}{suffix}",
        scan_id=report.scan_id,
        view=report.view,
        polygon=polygon,
        polygon_share=_share(polygon, file),
        from_finding=finding.finding_id,
        place=_place(polygon, file),
        size_m=_size(polygon, file),
    )


def _of_mark(mark: Mark, file: ImageFile) -> Region:
    polygon = _clipped(outline(mark, file.rows), file)
    return Region(
        label=str(mark.number),
        scan_id=mark.scan_id,
        view=mark.view,
        polygon=polygon,
        polygon_share=_share(polygon, file),
        from_mark=mark.mark_id,
        place=_place(polygon, file),
        size_m=_size(polygon, file),
        severity=SEVERITY_OF_CLASS.get(mark.category, 1),
    )


def _file(item: Item, scan_id: str, view: str) -> ImageFile | None:
    files = [
        file
        for scan in item.scans
        if scan.scan_id == scan_id
        for file in scan.files
        if file.view == view
    ]
    return files[0] if files else None


def _clipped(polygon: tuple[Point, ...], file: ImageFile) -> tuple[Point, ...]:
    """Keep an outline inside the picture: a place beside it does not exist."""
    return tuple(
        (min(max(x, 0.0), float(file.columns)), min(max(y, 0.0), float(file.rows)))
        for x, y in polygon
    )


def _share(polygon: tuple[Point, ...], file: ImageFile) -> tuple[Point, ...]:
    return tuple((x / file.columns, y / file.rows) for x, y in polygon)


def _size(polygon: tuple[Point, ...], file: ImageFile) -> tuple[float, float] | None:
    """Return width and height of the box around a region in metres, at least a pixel's."""
    if file.mm_per_pixel is None:
        return None
    down, across = file.mm_per_pixel
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    width = max(1.0, max(xs) - min(xs)) * across / 1000
    return round(width, 3), round(max(1.0, max(ys) - min(ys)) * down / 1000, 3)


def _place(polygon: tuple[Point, ...], file: ImageFile) -> str:
    """Return where the middle of a region is, in metres from the picture's edges."""
    if file.mm_per_pixel is None:
        return ""
    x, y = _middle(polygon)
    across = x * file.mm_per_pixel[1] / 1000
    above = (file.rows - y) * file.mm_per_pixel[0] / 1000
    return f"{across:.1f} m from left, {above:.1f} m up"
