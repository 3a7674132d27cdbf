"""A second opinion on what we write: Stratovan's toolkit, through pydicos.

The toolkit is a closed binary that aborts the process on some inputs, so it runs in one of its
own. Install it with ``pip install --require-hashes -r packaging/locks/oracle.txt``.
"""

import dataclasses
import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from imaging import dicos
from imaging.mark_sheet import DrawnMark, MarkSheet
from imaging.mark_tdr import write_marks_tdr
from imaging.radiograph import Channel, Energy, Radiograph
from imaging.tdr import AbortReason, AlarmDecision, AssessmentFlag, ThreatReport, write_tdr
from tests.unit.imaging_files import pair, picture, source
from tests.unit.test_imaging_tdr import machine_report, operator_report, threat

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pydicos") is None,
    reason="pydicos (Stratovan's toolkit) is not installed: see packaging/locks/oracle.txt",
)

READ = """
import hashlib, json, sys
import pydicos

def plain(value):
    if hasattr(value, "name"):
        return value.name
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if hasattr(value, "tolist"):
        return value.tolist()
    return value

found = pydicos.dcsread(sys.argv[1])
data = found.get_data()
if hasattr(data, "shape"):
    digest = hashlib.sha256(data.astype("<u2").tobytes()).hexdigest()
    answer = {"shape": data.shape, "sha256": digest}
else:
    answer = plain(data)
print(json.dumps(answer))
"""


def toolkit_reads(path: Path) -> dict:
    """Read a file with the toolkit; fails the test when the toolkit refuses it or crashes."""
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.mark.parametrize("compress", ["none", "rle", "jpeg-lossless"])
def test_the_toolkit_reads_our_pair(tmp_path, compress):
    paths = dicos.write_dx(pair(), tmp_path, compress=compress)
    for path, channel in zip(paths, pair().channels, strict=True):
        found = toolkit_reads(path)
        assert tuple(found["shape"]) == channel.shape
        wanted = np.ascontiguousarray(channel.pixels).astype("<u2")
        assert found["sha256"] == hashlib.sha256(wanted.tobytes()).hexdigest()


@pytest.mark.parametrize("view", ["side", "top", "bottom", "front", "rear", "oblique"])
def test_the_toolkit_reads_one_energy_of_any_view(tmp_path, view):
    channel = Channel(Energy.SINGLE, picture() >> 2, bits=14, bright_is_air=False)
    radiograph = Radiograph((channel,), source=source(view=view))
    (path,) = dicos.write_dx(radiograph, tmp_path, seed="oracle")
    assert tuple(toolkit_reads(path)["shape"]) == channel.shape


def check_objects(found: dict, report: ThreatReport) -> None:
    for theirs, ours in zip(found["PTOs"], report.objects, strict=True):
        x, y, width, height = ours.box
        assert (theirs["Base"]["x"], theirs["Base"]["y"]) == (x, y)
        assert (theirs["Extent"]["x"], theirs["Extent"]["y"]) == (width, height)
        mask = np.ones((height, width), bool) if ours.mask is None else ours.mask
        assert np.array_equal(np.array(theirs["Bitmap"], bool)[0], mask)
        assert [(p["x"], p["y"]) for p in theirs["Polygon"]] == list(ours.polygon)
        assert theirs["Assessment"]["probability"] == ours.probability


@pytest.mark.parametrize("make", [machine_report, operator_report])
def test_the_toolkit_reads_boxes_masks_and_verdict_in_interop_mode(tmp_path, make):
    report, path = make(), tmp_path / "report.dcs"
    write_tdr(report, path, interop=True)
    found = toolkit_reads(path)
    assert found["AlarmDecision"] == "enumAlarm"
    assert found["TDRType"] == f"enum{report.kind.capitalize()}"
    assert found["OOIID"] == report.object_id
    check_objects(found, report)


@pytest.mark.parametrize("make", [machine_report, operator_report])
def test_the_toolkit_reads_our_cargo_reports_but_drops_their_places(tmp_path, make):
    report, path = make(), tmp_path / "report.dcs"
    write_tdr(report, path)
    found = toolkit_reads(path)
    assert found["AlarmDecision"] == "enumAlarm"
    assert found["OOIType"] == "enumTypeCargo"
    assert len(found["PTOs"]) == 2
    assert {part["Extent"]["x"] for part in found["PTOs"]} == {0.0}


def test_the_toolkit_reads_clear_and_never_takes_a_failure_for_it(tmp_path):
    path = tmp_path / "report.dcs"
    calm = threat(flag=AssessmentFlag.NO_THREAT)
    write_tdr(operator_report(decision=AlarmDecision.CLEAR, objects=(calm,)), path)
    assert toolkit_reads(path)["AlarmDecision"] == "enumClear"
    for make in (machine_report, operator_report):
        for reason in AbortReason:
            write_tdr(make(decision=None, abort_reason=reason, objects=()), path)
            assert toolkit_reads(path)["AlarmDecision"] == "enumUnknownAlarmDecision"


def test_the_toolkit_reads_a_report_on_a_file_with_illegal_uids(tmp_path):
    path = tmp_path / "report.dcs"
    report = dataclasses.replace(
        machine_report(),
        instances=("0012.034.5",),
        source=source(study_uid="0861288339.61401.23469.241114.104026199172161058"),
    )
    write_tdr(report, path)
    assert toolkit_reads(path)["AlarmDecision"] == "enumAlarm"


def test_the_toolkit_reads_a_report_that_carries_marks(tmp_path):
    path = tmp_path / "report.dcs"
    mark = DrawnMark("m-1", 1, "side", "box", ((0.5, 1.5), (9.0, 7.0)), note="Où \\ 封 " * 40)
    report = operator_report(
        decision=None,
        abort_reason=AbortReason.NOT_REVIEWED,
        objects=(threat(flag=AssessmentFlag.UNKNOWN),),
    )
    write_marks_tdr(MarkSheet("S-1", ("ab" * 32,), (mark,)), report, path, interop=True)
    found = toolkit_reads(path)
    assert found["AlarmDecision"] == "enumUnknownAlarmDecision"
    check_objects(found, report)
