"""Reading threat detection reports: ours, and those of other toolkits."""

from __future__ import annotations

import datetime as dt
import enum
import math
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from pydicom.dataset import Dataset

from imaging import elements, private
from imaging.dicom import open_layout
from imaging.dicom_header import source_of
from imaging.errors import UnreadableScan, UnsupportedScan
from imaging.guard import SEND_AGAIN
from imaging.signature import TDR_CLASS
from imaging.threat_report import (
    Ability,
    AbortReason,
    AlarmDecision,
    AssessmentFlag,
    Box,
    Mask,
    Operator,
    ReportKind,
    ThreatCategory,
    ThreatObject,
    ThreatReport,
)

_MAX_OBJECTS = 10_000
_MAX_MASK = 64 << 20
_MAX_SIDE = 65_535
_Word = TypeVar("_Word", bound=enum.StrEnum)


def read_tdr(path: Path) -> ThreatReport:
    """Read a threat detection report.

    Values that the standard does not list are read as their most careful meaning: an unknown
    flag is UNKNOWN, a report without a clear success has no decision.

    Raises
    ------
    UnreadableScan
        If the file is damaged.
    UnsupportedScan
        If it is no threat detection report.
    """
    with open_layout(path) as layout:
        dataset = elements.parse(layout)
        version = elements.text(dataset, "DICOSVersion") or layout.meta.version
        sop_class = elements.text(dataset, "SOPClassUID") or layout.meta.sop_class
    if sop_class != TDR_CLASS:
        raise UnsupportedScan(
            "The file is not a threat detection report.",
            element="(0008,0016) SOP Class UID",
            remedy="Name a TDR file.",
        )
    abort = _abort(dataset)
    return ThreatReport(
        kind=_word(dataset, "TDRType", ReportKind.UNDEFINED),
        instances=_references(dataset, "ReferencedStudySequence"),
        decision=None if abort else _decision(dataset),
        decided_at=_decided_at(dataset),
        source=source_of(dataset),
        objects=_objects(dataset),
        abort_reason=abort,
        algorithm=elements.texts(dataset, "ThreatDetectionAlgorithmAndVersion"),
        operator=_operator(dataset),
        processing_ms=elements.number(dataset, "TotalProcessingTime") or 0.0,
        sop_uid=elements.text(dataset, "SOPInstanceUID"),
        mirror=MappingProxyType(private.read_lines(dataset, private.REPORT)),
        marks=private.read_text(dataset, private.MARKS),
        version=version,
    )


def _abort(dataset: Dataset) -> AbortReason | None:
    """Why the report was given up; anything but a clear SUCCESS is a failure."""
    if elements.text(dataset, "AbortFlag", "SUCCESS") == "SUCCESS":
        return None
    return _word(dataset, "AbortReason", AbortReason.UNKNOWN_DATATYPE)


def _decision(dataset: Dataset) -> AlarmDecision | None:
    found = elements.text(dataset, "AlarmDecision")
    return AlarmDecision(found) if found in list(AlarmDecision) else None


def _decided_at(dataset: Dataset) -> dt.datetime:
    found = elements.parse_moment(elements.text(dataset, "AlarmDecisionTime"))
    found = found or elements.moment(dataset, "ContentDate", "ContentTime")
    if found is None:
        raise UnreadableScan(
            "The report does not say when it was made.",
            element="(4010,102B) Alarm Decision Time",
            remedy=SEND_AGAIN,
        )
    return found


def _word(dataset: Dataset, keyword: str, default: _Word) -> _Word:
    """Read a coded word; words that the standard does not list become the default."""
    found = elements.text(dataset, keyword)
    return type(default)(found) if found in list(type(default)) else default


def _references(dataset: Dataset, keyword: str) -> tuple[str, ...]:
    items = elements.items(dataset, keyword)
    return tuple(filter(None, (elements.text(i, "ReferencedSOPInstanceUID") for i in items)))


def _operator(dataset: Dataset) -> Operator | None:
    for item in elements.items(dataset, "OperatorIdentificationSequence"):
        for person in elements.items(item, "PersonIdentificationCodeSequence"):
            return Operator(
                elements.text(person, "CodeValue"), elements.text(person, "CodeMeaning")
            )
    return None


def _objects(dataset: Dataset) -> tuple[ThreatObject, ...]:
    found = list[ThreatObject]()
    for item in elements.items(dataset, "ThreatSequence")[:_MAX_OBJECTS]:
        places = elements.items(item, "PTORepresentationSequence") or (Dataset(),)
        found += [_object(item, place) for place in places]
    return tuple(found[:_MAX_OBJECTS])


def _object(item: Dataset, place: Dataset) -> ThreatObject:
    told = next(iter(elements.items(item, "ATDAssessmentSequence")), Dataset())
    box, mask, polygon = _place(place)
    grams = elements.number(place, "Mass")
    probability = elements.number(told, "ATDAssessmentProbability")
    inside = probability is not None and 0.0 <= probability <= 1.0
    return ThreatObject(
        identifier=int(elements.number(item, "PotentialThreatObjectID") or 0),
        box=box,
        category=_word(told, "ThreatCategory", ThreatCategory.OTHER),
        flag=_word(told, "ATDAssessmentFlag", AssessmentFlag.UNKNOWN),
        ability=_word(told, "ATDAbilityAssessment", Ability.NO_INTERFERENCE),
        probability=probability if inside else None,
        description=elements.text(told, "ThreatCategoryDescription"),
        polygon=polygon,
        mask=mask,
        mass_kg=grams / 1000.0 if grams and grams > 0 else None,
        instance_uid=next(iter(_references(place, "ReferencedInstanceSequence")), ""),
    )


def _place(
    place: Dataset,
) -> tuple[Box | None, Mask | None, tuple[tuple[float, float], ...]]:
    """Read where an object lies: voxel box with its mask, and polygon."""
    polygon = _polygon(place)
    region = next(iter(elements.items(place, "ThreatROIVoxelSequence")), None)
    if region is None:
        return _around(polygon), None, polygon
    base = elements.numbers(region, "ThreatROIBase")
    extents = elements.numbers(region, "ThreatROIExtents")
    sound = len(base) == 3 and len(extents) == 3
    if not sound or not all(0 <= part <= _MAX_SIDE for part in base + extents):
        return _around(polygon), None, polygon
    width, height, depth = (max(1, round(part)) for part in extents)
    box = round(base[0]), round(base[1]), width, height
    return box, _mask(region, width, height, depth), polygon


def _mask(region: Dataset, width: int, height: int, depth: int) -> Mask | None:
    """Unpack a bitmap: lowest bit first, x fastest, then y, then z; depth is looked through."""
    packed = elements.value(region, "ThreatROIBitmap")
    wanted = width * height * depth
    if not isinstance(packed, bytes) or wanted > min(_MAX_MASK, 8 * len(packed)):
        return None
    bits = np.unpackbits(np.frombuffer(packed, np.uint8), count=wanted, bitorder="little")
    return np.asarray(bits.reshape(depth, height, width).any(axis=0), np.bool_)


def _polygon(place: Dataset) -> tuple[tuple[float, float], ...]:
    """Read the bounding polygon, x, y and z of each corner, in the plane of the picture."""
    parts = elements.numbers(place, "BoundingPolygon")
    return tuple(zip(parts[0::3], parts[1::3], strict=False)) if len(parts) % 3 == 0 else ()


def _around(polygon: tuple[tuple[float, float], ...]) -> Box | None:
    """Box around a polygon, None when there is none in the picture."""
    if not polygon:
        return None
    left, top = (math.floor(min(corner[axis] for corner in polygon)) for axis in (0, 1))
    right, bottom = (math.floor(max(corner[axis] for corner in polygon)) + 1 for axis in (0, 1))
    if left < 0 or top < 0 or right > _MAX_SIDE or bottom > _MAX_SIDE:
        return None
    return left, top, right - left, bottom - top
