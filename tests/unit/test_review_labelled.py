"""Verdicts as a labelled set: every change is there, nobody is named, a stopped export goes on."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from app.domain.decision import Draft, ExamType, Kind
from app.domain.errors import KnownError
from app.domain.threat import Finding, Verdict
from app.domain.words import say
from app.review.labelled import ABOUT, LINES, Written, export_verdicts
from app.review.mask_text import mask_text
from imaging.radiograph import Radiograph
from models.alarms import InForce
from models.detection import Detection
from tests.unit.room_values import OFFICER, House, flagging, radiograph, shipment

SECRETS = (
    "tremblay",
    "Tremblay",
    "furniture",
    "9XYZ",
    "TRL100",
    "LANE-1",
    "Terminal",
    "READING-1",
    "a private remark",
)
"""Of people, shipments, scanners and notes: nothing of it may stand in the set."""


def hot(picture: Radiograph) -> Detection:
    """A detector whose map shows what it points at."""
    found = flagging(picture)
    heat = np.zeros((5, 8), np.uint8)
    heat[2, 3] = 230
    return dataclasses.replace(found, heat=heat)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    made.screen(hot)
    yield made
    made.record.close()


def export(house: House, *, crops: bool = False) -> Written:
    return export_verdicts(
        house.folder / "set", record=house.record, store=house.store, clock=house.clock, crops=crops
    )


def lines(house: House) -> list[dict[str, Any]]:
    text = (house.folder / "set" / LINES).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def judge(house: House, *verdicts: Verdict) -> str:
    """Say something of the only finding, perhaps several times; return the finding."""
    item = house.record.items()[0]
    house.record.claim(item, OFFICER)
    (finding,) = house.record.item(item).reports[0].findings
    for verdict in verdicts:
        house.record.save_verdict(item, OFFICER, finding.finding_id, verdict)
    return finding.finding_id


def test_every_verdict_is_a_line_and_the_last_one_stands(house: House) -> None:
    finding = judge(house, Verdict.AGREE, Verdict.UNSURE, Verdict.DISAGREE)
    done = export(house)
    found = lines(house)
    assert [line["verdict"] for line in found] == ["agree", "unsure", "disagree"]
    assert [line["stands"] for line in found] == [False, False, True]
    assert {line["finding"] for line in found} == {finding}
    assert (found[0]["box"], found[0]["score"], found[0]["kind"]) == (
        [20, 12, 10, 8],
        0.9,
        "denser",
    )
    assert found[0]["reason"] == "Denser than neighbours: +18 g/cm²"
    assert (found[0]["model"], found[0]["origin"]) == ("a" * 64, "SYNTHETIC")
    assert set(found[0]["scan"]) == set(house.record.scans()[0].digests)
    assert (found[0]["rows"], found[0]["columns"]) == (40, 64)
    assert found[0]["line"] < found[1]["line"] < found[2]["line"]
    assert [line["decision"] for line in found] == [None] * 3
    assert (done.verdicts, done.crops, done.missing) == (3, 0, 0)


def test_where_the_machines_report_is_gone_the_heat_map_tells_the_mask(house: House) -> None:
    judge(house, Verdict.AGREE)
    (report,) = house.record.item(house.record.items()[0]).reports
    house.store.forget(report.tdr_sha256)
    export(house)
    assert lines(house)[0]["mask"] == {"cells": [2, 1, 2, 2], "grid": [5, 8], "runs": [3, 1]}


def test_the_mask_of_the_machines_report_is_taken_to_the_pixel(tmp_path: Path) -> None:
    drawn = np.random.default_rng(4).random((8, 10)) < 0.5

    def masked(picture: Radiograph) -> Detection:
        found = hot(picture)
        finding = dataclasses.replace(found.findings[0], mask=drawn.copy())
        alarm = InForce(0.8, 0.05, "all", "all", 400, "c" * 64)
        return dataclasses.replace(found, findings=(finding,), alarm=alarm)

    house = House(tmp_path)
    house.arrive()
    house.screen(masked)
    judge(house, Verdict.AGREE)
    export(house)
    (line,) = lines(house)
    assert (line["mask"]["cells"], line["mask"]["grid"]) == ([20, 12, 10, 8], [40, 64])
    runs = line["mask"]["runs"]
    flat = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    assert np.array_equal(flat.reshape(8, 10), drawn)
    assert (line["threshold"], line["calibration"]) == (0.8, "c" * 64)
    house.record.close()


def test_the_set_is_marked_as_not_approved_and_bound_by_its_digest(house: House) -> None:
    judge(house, Verdict.AGREE)
    done = export(house)
    about = json.loads((house.folder / "set" / ABOUT).read_text(encoding="utf-8"))
    assert (about["approved"], lines(house)[0]["approved"]) == (False, False)
    assert about["approval"].startswith("Not approved.")
    data = (house.folder / "set" / LINES).read_bytes()
    assert hashlib.sha256(data).hexdigest() == about["sha256"] == done.sha256


def test_the_decision_that_counts_stands_beside_the_verdict(house: House) -> None:
    sitting = house.room().next()
    assert sitting is not None
    (finding,) = sitting.item.reports[0].findings
    sitting.give_verdict(finding.finding_id, Verdict.AGREE)
    sitting.shown(sitting.item.scans[0].scan_id, "side")
    sitting.sign(
        Draft(
            Kind.REFER_FOR_EXAM,
            reasons=("ANOMALY",),
            region_labels=("M1",),
            exam=ExamType.TAILGATE,
            confidence=4,
            note="a private remark",
        )
    )
    export(house)
    assert lines(house)[0]["decision"] == {
        "kind": "REFER_FOR_EXAM",
        "reasons": [{"code": "ANOMALY", "words": "Irregularity in the image"}],
        "points_here": True,
    }
    assert b"private" not in (house.folder / "set" / LINES).read_bytes()


def test_nobody_and_nothing_declared_is_in_the_set(house: House) -> None:
    judge(house, Verdict.AGREE)
    export(house, crops=True)
    written = [path for path in (house.folder / "set").rglob("*") if path.is_file()]
    assert len(written) == 3
    for path in written:
        data = path.read_bytes()
        assert [secret for secret in SECRETS if secret.encode() in data] == []
    assert lines(house)[0]["officer"].startswith("officer-")


def test_a_crop_holds_the_stored_values(house: House) -> None:
    judge(house, Verdict.AGREE)
    done = export(house, crops=True)
    (line,) = lines(house)
    crop = np.load(house.folder / "set" / line["crop"])
    assert line["crop_box"] == [15, 8, 20, 16]
    picture = radiograph()
    for plane, channel in zip(crop, picture.channels, strict=True):
        assert np.array_equal(plane, channel.pixels[8:24, 15:35])
    assert (crop.dtype, done.crops) == (np.uint16, 1)


def test_a_stopped_export_goes_on_and_ends_the_same(house: House) -> None:
    judge(house, Verdict.AGREE, Verdict.DISAGREE)
    whole = export(house, crops=True)
    folder = house.folder / "set"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")}
    (folder / ABOUT).unlink()
    # As a kill leaves it: half a line, beside what was written whole.
    (folder / f"{LINES}.part").write_bytes(b'{"schema": "presc')
    again = export(house, crops=True)
    assert again == whole
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")} == before
    assert sorted(path.name for path in folder.iterdir()) == ["crops", ABOUT, LINES]


def test_a_scan_that_is_gone_is_counted_and_the_rest_is_written(house: House) -> None:
    judge(house, Verdict.AGREE)
    house.store.forget(house.record.scans()[0].files[0].sha256)
    done = export(house, crops=True)
    assert (done.verdicts, done.crops, done.missing) == (1, 0, 1)


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(house: House) -> None:
    (house.folder / "set").write_text("a file")
    with pytest.raises(KnownError, match="Name another folder"):
        export(house)


@given(
    arrays.arrays(np.uint8, st.tuples(st.integers(1, 30), st.integers(1, 40))),
    st.floats(0.01, 1.0),
    st.data(),
)
def test_runs_read_back_as_the_cells_of_the_finding(
    heat: np.ndarray[Any, np.dtype[np.uint8]], score: float, data: st.DataObject
) -> None:
    shape = (heat.shape[0] * 8 + data.draw(st.integers(0, 7)), heat.shape[1] * 8)
    x = data.draw(st.integers(0, shape[1] - 1))
    y = data.draw(st.integers(0, shape[0] - 1))
    wide = data.draw(st.integers(1, shape[1] - x))
    high = data.draw(st.integers(1, shape[0] - y))
    found = Finding("r/1", 1, (x, y, wide, high), score, "denser", say("T"), say("M"))
    text = mask_text(heat, found, shape)
    limit = max(1.0, 127.5 * score)
    if text is None:
        centre = heat[int((y + high / 2) * heat.shape[0] / shape[0])]
        assert centre[int((x + wide / 2) * heat.shape[1] / shape[1])] < limit
        return
    left, top, across, down = text["cells"]
    flat = np.repeat(np.arange(len(text["runs"])) % 2 == 1, text["runs"])
    assert np.array_equal(
        flat.reshape(down, across), heat[top : top + down, left : left + across] >= limit
    )
