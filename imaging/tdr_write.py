"""Writing threat detection reports (DICOS V03), strictly: what contradicts itself is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from imaging import private
from imaging.dicos_elements import (
    IMAGE_ORIGIN,
    IMAGE_SCALE,
    Equipment,
    Instance,
    as_uid,
    base,
    derived_uid,
    fresh_uid,
    stamp,
    write_checked,
)
from imaging.errors import UnwritableReport
from imaging.signature import DX_CLASSES, TDR_CLASS
from imaging.structure import EXPLICIT
from imaging.tdr_read import read_tdr
from imaging.threat_report import (
    AlarmDecision,
    Operator,
    ReportKind,
    ThreatObject,
    ThreatReport,
)

_PTO_STARTED, _PTO_ENDED, _PTO_MILLISECONDS = 0x40101080, 0x40101081, 0x40101082
_WRITTEN_KINDS = (ReportKind.MACHINE, ReportKind.OPERATOR, ReportKind.GROUND_TRUTH)
# Code for "the identifier is text", which other toolkits insist on.
_TEXT_ENCODING = ("100001", "DCS", "Text Encoding")


def write_tdr(report: ThreatReport, path: Path, *, interop: bool = False) -> None:
    """Write a report, and read it back before it counts as written.

    Parameters
    ----------
    interop
        State the object as BAGGAGE instead of CARGO. Stratovan's toolkit drops boxes and masks of
        cargo when it reads.

    Raises
    ------
    UnwritableReport
        If the report contradicts itself or lacks what DICOS requires, or cannot be kept.
    """
    check_report(report)
    uid = report.sop_uid or fresh_uid()
    instance = Instance(
        sop_class=TDR_CLASS,
        modality="TDR",
        study_uid=as_uid(report.source.study_uid, uid, "study", report.source.study_uid),
        series_uid=derived_uid(uid, "series"),
        instance_uid=uid,
        number=1,
        moment=report.decided_at,
        ooi_type="BAGGAGE" if interop else "CARGO",
    )
    dataset = base(instance, report.source, Equipment())
    _add_report(dataset, report)
    if report.operator is not None:
        dataset.OperatorIdentificationSequence = [_operator(report.operator, report)]
    private.write_lines(
        dataset, private.IDENTIFIERS, report.source.identifiers, error=UnwritableReport
    )
    private.write_lines(dataset, private.REPORT, report.mirror, error=UnwritableReport)
    private.write_text(dataset, private.MARKS, report.marks)
    write_checked(path, dataset, EXPLICIT, _Comparison(report), error=UnwritableReport)


def check_report(report: ThreatReport) -> None:
    """Refuse what DICOS, or common sense, does not allow.

    Raises
    ------
    UnwritableReport
        Naming the element and what to do.
    """
    alarming = [found for found in report.objects if found.alarming]
    rules = (
        (report.kind in _WRITTEN_KINDS, "(4010,1027) TDR Type", "This kind is only read."),
        (bool(report.instances), "(0008,1110) Referenced Study Sequence", "Name the pictures."),
        (report.decided_at.tzinfo is not None, "(4010,102B) Alarm Decision Time", "Add the zone."),
        (
            (report.decision is None) == (report.abort_reason is not None)
            or (report.kind is ReportKind.MACHINE and report.abort_reason is None and not alarming),
            "(4010,1024) Abort Flag",
            "Give a decision or the reason why there is none; only a machine may have neither.",
        ),
        (
            report.decision is not AlarmDecision.ALARM or bool(alarming),
            "(4010,1011) Threat Sequence",
            "ALARM needs at least one object flagged as a threat.",
        ),
        (
            report.decision is not AlarmDecision.CLEAR or not alarming,
            "(4010,1031) Alarm Decision",
            "CLEAR cannot stand beside an object flagged as a threat.",
        ),
        (
            report.kind is not ReportKind.MACHINE or len(report.algorithm) >= 2,
            "(4010,1029) Threat Detection Algorithm and Version",
            "Name the maker and the version of the model.",
        ),
        (
            report.kind is not ReportKind.OPERATOR or report.operator is not None,
            "(0008,1072) Operator Identification Sequence",
            "Name the officer.",
        ),
    )
    for kept, element, remedy in rules:
        if not kept:
            raise UnwritableReport(
                "The report cannot be written as it is.", element=element, remedy=remedy
            )


def _add_report(dataset: Dataset, report: ThreatReport) -> None:
    """Add the threat detection report module."""
    dataset.ReferencedStudySequence = [_reference(uid) for uid in report.instances]
    dataset.add_new(IMAGE_ORIGIN, "CS", report.origin.value)
    dataset.FrameOfReferenceUID = derived_uid(report.instances[0], "frame")
    dataset.PositionReferenceIndicator = ""
    dataset.TDRType = report.kind.value
    if report.algorithm:
        dataset.ThreatDetectionAlgorithmAndVersion = list(report.algorithm)
    dataset.AbortFlag = "ABORT" if report.abort_reason else "SUCCESS"
    if report.abort_reason:
        dataset.AbortReason = report.abort_reason.value
    # The word that Stratovan's toolkit writes beside ABORT; it reads an empty one so too.
    dataset.AlarmDecision = report.decision.value if report.decision else "UNKNOWN"
    dataset.AlarmDecisionTime = stamp(report.decided_at)
    places: dict[int, list[ThreatObject]] = {}
    for found in report.objects:
        places.setdefault(found.identifier, []).append(found)
    items = [_threat(group, report) for group in places.values()]
    dataset.ThreatSequence = items
    dataset.NumberOfTotalObjects = len(items)
    alarming = {found.identifier for found in report.objects if found.alarming}
    dataset.NumberOfAlarmObjects = len(alarming)
    dataset.TotalProcessingTime = float(np.float32(report.processing_ms))
    dataset.AdditionalScreeningPerformed = "NO"
    dataset.add_new(IMAGE_SCALE, "FD", 1.0)


def _reference(uid: str) -> Dataset:
    found = Dataset()
    found.ReferencedSOPClassUID = DX_CLASSES[1]
    found.ReferencedSOPInstanceUID = uid
    return found


def _threat(places: list[ThreatObject], report: ThreatReport) -> Dataset:
    """Describe one object, in each of the pictures that show it."""
    first = places[0]
    found = Dataset()
    found.PotentialThreatObjectID = first.identifier
    told = Dataset()
    told.ThreatCategory = first.category.value
    told.ATDAbilityAssessment = first.ability.value
    told.ATDAssessmentFlag = first.flag.value
    if first.description:
        told.ThreatCategoryDescription = first.description
    if first.probability is not None:
        told.ATDAssessmentProbability = float(np.float32(first.probability))
    found.ATDAssessmentSequence = [told]
    found.PTORepresentationSequence = [
        _representation(place, place.instance_uid or report.instances[0]) for place in places
    ]
    found.add_new(_PTO_STARTED, "DT", stamp(report.decided_at))
    found.add_new(_PTO_ENDED, "DT", stamp(report.decided_at))
    found.add_new(_PTO_MILLISECONDS, "FL", float(np.float32(report.processing_ms)))
    return found


def _representation(place: ThreatObject, instance_uid: str) -> Dataset:
    found = Dataset()
    found.ReferencedInstanceSequence = [_reference(instance_uid)]
    if place.box is not None:
        found.ThreatROIVoxelSequence = [_region(place)]
    if place.polygon:
        corners = [(float(np.float32(x)), float(np.float32(y)), 0.0) for x, y in place.polygon]
        found.BoundingPolygon = [part for corner in corners for part in corner]
    found.Mass = float(np.float32((place.mass_kg or 0.0) * 1000.0))
    found.Density = 0.0
    return found


def _region(place: ThreatObject) -> Dataset:
    """Write the box, and the mask or a full box: bits packed lowest first, x fastest."""
    x, y, width, height = place.box or (0, 0, 0, 0)
    mask = np.ones((height, width), np.bool_) if place.mask is None else place.mask
    packed = np.packbits(mask.ravel(), bitorder="little").tobytes()
    found = Dataset()
    found.ThreatROIBase = [float(x), float(y), 0.0]
    found.ThreatROIExtents = [float(width), float(height), 1.0]
    found.ThreatROIBitmap = packed + b"\0" * (len(packed) % 2)
    return found


def _operator(operator: Operator, report: ThreatReport) -> Dataset:
    """Name the officer, with the code that says how the name is written."""
    person = _code(operator.identifier, "CBSA", operator.name)
    encoding = _code(*_TEXT_ENCODING)
    encoding.MappingResource = "DCMR"
    encoding.ContextGroupVersion = "20220101"
    encoding.ContextIdentifier = "DCS4"
    found = Dataset()
    found.InstitutionName = report.source.institution or "unknown"
    found.PersonIdentificationCodeSequence = [person, encoding]
    return found


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    found = Dataset()
    found.CodeValue = value
    found.CodingSchemeDesignator = scheme
    found.CodeMeaning = meaning
    return found


class _Comparison:
    """What must be equal when the report is read back as a report."""

    def __init__(self, report: ThreatReport) -> None:
        self._report = report

    def __call__(self, written: Path) -> None:
        """Raise when the decision, the reason, a box or the mirror differs."""
        found, meant = read_tdr(written), self._report
        pairs = {
            "decision": (found.decision, meant.decision),
            "abort_reason": (found.abort_reason, meant.abort_reason),
            "boxes": (sorted(found.boxes), sorted(meant.boxes)),
            "instances": (found.instances, meant.instances),
            "mirror": (dict(found.mirror), dict(meant.mirror)),
            "operator": (found.operator, meant.operator),
            "marks": (found.marks, meant.marks),
        }
        for name, (read, wanted) in pairs.items():
            if read != wanted:
                raise UnwritableReport(
                    f"The written report does not read back: {name} is {read}, not {wanted}.",
                    element=name,
                    remedy="Correct the value; spaces at its ends are not kept.",
                )
