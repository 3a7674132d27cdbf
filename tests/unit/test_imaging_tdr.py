"""Threat detection reports: ours written and read, and Stratovan's read."""

import dataclasses
import datetime as dt
import tempfile
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.errors import UnreadableScan, UnsupportedScan, UnwritableReport
from imaging.radiograph import Origin
from imaging.tdr import (
    AbortReason,
    AlarmDecision,
    AssessmentFlag,
    Operator,
    ReportKind,
    ThreatCategory,
    ThreatObject,
    ThreatReport,
    read_tdr,
    write_tdr,
)
from tests.unit.imaging_files import MOMENT, SHARED, dicom_bytes, needs_shared, picture, source


def threat(**changes: object) -> ThreatObject:
    mask = np.zeros((8, 16), bool)
    mask[2:6, 3:12] = True
    fields = {
        "identifier": 1,
        "box": (40, 20, 16, 8),
        "probability": 0.875,
        "description": "density outlier",
        "mask": mask,
        "polygon": ((43.0, 22.0), (52.0, 22.0), (52.0, 26.5)),
        "mass_kg": 1.5,
    }
    return ThreatObject(**(fields | changes))


def machine_report(**changes: object) -> ThreatReport:
    fields = {
        "kind": ReportKind.MACHINE,
        "instances": ("1.2.3.4", "1.2.3.5"),
        "decision": AlarmDecision.ALARM,
        "decided_at": MOMENT,
        "source": source(study_uid="1.2.3"),
        "objects": (threat(), threat(identifier=2, box=(1, 2, 3, 4), mask=None, polygon=())),
        "algorithm": ("prescreen", "1.0", "thr=0.5"),
        "processing_ms": 12.5,
        "sop_uid": "1.2.3.9",
    }
    return ThreatReport(**(fields | changes))


def operator_report(**changes: object) -> ThreatReport:
    fields = {
        "kind": ReportKind.OPERATOR,
        "algorithm": (),
        "operator": Operator("BSO1234", "Doé^Jane"),
        "mirror": MappingProxyType(
            {"EXAM_TYPE": "full unload", "REASONS": "R1,R2", "CONFIDENCE": "4", "NOTE": "Où?"}
        ),
    }
    return dataclasses.replace(machine_report(), **(fields | changes))


def write_bytes(report: ThreatReport) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        write_tdr(report, Path(folder) / "report.dcs")
        return (Path(folder) / "report.dcs").read_bytes()


@pytest.mark.parametrize("interop", [False, True])
@pytest.mark.parametrize("make", [machine_report, operator_report])
def test_a_report_written_is_a_report_read(tmp_path, make, interop):
    report, path = make(), tmp_path / "report.dcs"
    write_tdr(report, path, interop=interop)
    found = read_tdr(path)
    for name in (
        "kind", "instances", "decision", "abort_reason", "algorithm", "operator",
        "decided_at", "processing_ms", "sop_uid", "object_id", "origin", "boxes",
    ):  # fmt: skip
        assert getattr(found, name) == getattr(report, name), name
    assert dict(found.mirror) == dict(report.mirror)
    assert dict(found.source.identifiers) == dict(report.source.identifiers)
    assert found.source.study_uid == "1.2.3"
    assert found.version == "V03"
    first, meant = found.objects[0], report.objects[0]
    assert np.array_equal(first.mask, meant.mask)
    for name in ("probability", "description", "polygon", "mass_kg", "category", "flag"):
        assert getattr(first, name) == getattr(meant, name), name
    assert first.instance_uid == "1.2.3.4"
    ooi_type = pydicom.dcmread(path).OOIType
    assert ooi_type == ("BAGGAGE" if interop else "CARGO")
    assert [item.name for item in tmp_path.iterdir()] == ["report.dcs"]


@settings(max_examples=40, deadline=None)
@given(
    box=st.tuples(*[st.integers(0, 4000)] * 2, *[st.integers(1, 60)] * 2),
    seed=st.integers(0, 2**32 - 1),
    probability=st.floats(0, 1, width=32),
)
def test_any_mask_survives(box, seed, probability):
    mask = np.random.default_rng(seed).random((box[3], box[2])) < 0.5
    report = machine_report(objects=(threat(box=box, mask=mask, probability=probability),))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.dcs"
        write_tdr(report, path)
        found = read_tdr(path).objects[0]
    assert found.box == box
    assert np.array_equal(found.mask, mask)
    assert found.probability == probability


def test_one_object_in_two_pictures_keeps_both_places(tmp_path):
    objects = (
        threat(instance_uid="1.2.3.4"),
        threat(instance_uid="1.2.3.5", box=(7, 8, 9, 10), mask=None),
    )
    write_tdr(machine_report(objects=objects), tmp_path / "report.dcs")
    found = read_tdr(tmp_path / "report.dcs").objects
    assert [(o.identifier, o.instance_uid, o.box) for o in found] == [
        (1, "1.2.3.4", (40, 20, 16, 8)),
        (1, "1.2.3.5", (7, 8, 9, 10)),
    ]
    assert pydicom.dcmread(tmp_path / "report.dcs").NumberOfTotalObjects == 1


@pytest.mark.parametrize("reason", AbortReason)
def test_a_failure_is_abort_with_its_reason_and_never_clear(tmp_path, reason):
    report = machine_report(decision=None, abort_reason=reason, objects=())
    write_tdr(report, tmp_path / "report.dcs")
    found = read_tdr(tmp_path / "report.dcs")
    assert found.decision is None
    assert found.abort_reason is reason
    raw = pydicom.dcmread(tmp_path / "report.dcs")
    assert (raw.AbortFlag, raw.AbortReason, raw.AlarmDecision) == ("ABORT", reason, "UNKNOWN")


def test_no_report_is_both_aborted_and_clear():
    with pytest.raises(ValueError, match="CLEAR"):
        machine_report(decision=AlarmDecision.CLEAR, abort_reason=AbortReason.TIMEOUT)


@pytest.mark.parametrize("flag", ["ABORT", "", "PERHAPS"])
def test_clear_beside_a_failure_in_another_makers_file_is_not_believed(tmp_path, flag):
    path = tmp_path / "report.dcs"
    calm = machine_report(objects=(), decision=AlarmDecision.CLEAR)
    write_tdr(calm, path)
    assert read_tdr(path).decision is AlarmDecision.CLEAR
    raw = pydicom.dcmread(path)
    raw.AbortFlag = flag or "ABORT"
    raw.save_as(path)
    assert read_tdr(path).decision is None
    assert read_tdr(path).abort_reason is AbortReason.UNKNOWN_DATATYPE


@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"decision": None}, "Abort Flag"),
        ({"objects": ()}, "Threat Sequence"),
        ({"objects": (threat(flag=AssessmentFlag.NO_THREAT),)}, "Threat Sequence"),
        ({"decision": AlarmDecision.CLEAR}, "Alarm Decision"),
        ({"algorithm": ()}, "Algorithm"),
        ({"kind": ReportKind.OPERATOR}, "Operator"),
        ({"kind": ReportKind.AGGREGATE}, "TDR Type"),
        ({"instances": ()}, "Referenced Study"),
        ({"decided_at": dt.datetime(2026, 3, 1)}, "Decision Time"),  # noqa: DTZ001 - the fault
        ({"mirror": {"A=B": "c"}}, "4011"),
        ({"mirror": {"A": "two\nlines"}}, "4011"),
        ({"source": source(study_uid="1.2", station="x" * 17)}, "Station"),
    ],
)
def test_what_contradicts_itself_is_not_written(tmp_path, changes, element):
    with pytest.raises(UnwritableReport) as caught:
        write_tdr(machine_report(**changes), tmp_path / "report.dcs")
    assert element in caught.value.element or "(0008,1010)" in caught.value.element
    assert list(tmp_path.iterdir()) == []


def test_an_officer_may_dismiss_what_the_machine_flagged(tmp_path):
    dismissed = threat(flag=AssessmentFlag.NO_THREAT, category=ThreatCategory.OTHER)
    report = operator_report(decision=AlarmDecision.CLEAR, objects=(dismissed,))
    write_tdr(report, tmp_path / "report.dcs")
    found = read_tdr(tmp_path / "report.dcs")
    assert found.decision is AlarmDecision.CLEAR
    assert found.objects[0].flag is AssessmentFlag.NO_THREAT


def test_a_report_is_not_written_into_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UnwritableReport, match="could not be written"):
        write_tdr(machine_report(), tmp_path / "absent" / "report.dcs")


def test_a_scan_is_not_a_report(tmp_path):
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom_bytes(picture()))
    with pytest.raises(UnsupportedScan):
        read_tdr(path)
    path.write_bytes(b"text")
    with pytest.raises(UnreadableScan):
        read_tdr(path)


@needs_shared
@pytest.mark.parametrize(
    ("name", "decision", "boxes"),
    [
        ("TDR_01_ExplicitLittlEndian/TDR_01_ExplicitLittlEndian.dcs", AlarmDecision.ALARM, 10),
        ("CTwithTDR/TDR.dcs", AlarmDecision.ALARM, 2),
        ("pydicos_written/SimpleBaggageTDR.0d604462.dcs", None, 1),
        ("pydicos_written/SimpleBaggageNoThreatTDR.35d7ca57.dcs", None, 0),
    ],
)
def test_reports_of_other_toolkits_are_read(name, decision, boxes):
    path = SHARED / "dicos_stratovan" / name
    found = read_tdr(path)
    raw = pydicom.dcmread(path)
    assert found.decision == (decision or AlarmDecision(raw.AlarmDecision))
    assert len(found.boxes) == boxes == len(raw.ThreatSequence)
    assert found.origin is Origin.MACHINE
    for item, seen in zip(raw.ThreatSequence, found.objects, strict=True):
        region = item.PTORepresentationSequence[0].ThreatROIVoxelSequence[0]
        assert seen.box[:2] == tuple(int(part) for part in region.ThreatROIBase[:2])
        assert seen.box[2:] == tuple(int(part) for part in region.ThreatROIExtents[:2])
        assert seen.category == item.ATDAssessmentSequence[0].ThreatCategory
