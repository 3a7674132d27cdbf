"""What is wrong with a picture: kept with what was measured, told as notices, and read back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from app.domain.image_fault import ImageFault
from app.domain.notice import Notice, Place, Severity
from app.domain.threat import ScreeningState, ThreatDetectionReport
from app.domain.words import say
from app.domain.work import Item, ItemState
from app.record.coding import read, text_of
from app.scans import FolderStore
from app.scans.measured import SCHEMA, keep_seen, seen_in, seen_of
from app.screening.measuring import measure
from app.shipments.rules.case import Case
from app.shipments.rules.image import image_faults
from app.shipments.seen import Seen
from imaging.faults import FaultKind
from imaging.phantom import SceneOptions, make_scene
from imaging.phantom.faults import inject

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def fault(
    kind: FaultKind, *, serious: bool = True, pitch: float | None = 5.0, columns: int = 40
) -> ImageFault:
    box = (100, 20, columns, 3)
    return ImageFault(str(kind), serious, (box,), 3, 0.3, 1000, pitch, "S1", "side")


def told(one: ImageFault) -> Notice:
    """The notice on one fault; the rule looks at nothing of the item."""
    nothing: tuple[()] = ()
    item = Item(
        item_id="C00001",
        state=ItemState.WAITING,
        scans=nothing,
        shipments=nothing,
        links=nothing,
        reports=nothing,
        marks=nothing,
        verdicts={},
        acknowledged=nothing,
        viewed=nothing,
        draft=None,
        decisions=nothing,
        lease=None,
        received_at=NOW,
    )
    (notice,) = image_faults(Case(item, NOW, Seen(faults=(one,))))
    return notice


@pytest.mark.parametrize("kind", list(FaultKind))
@pytest.mark.parametrize("pitch", [5.0, None])
def test_every_fault_is_told_with_its_place(kind: FaultKind, pitch: float | None) -> None:
    notice = told(fault(kind, pitch=pitch))
    assert notice.severity is Severity.WARNING
    assert notice.place == Place("S1", "side", (100, 20, 40, 3))
    assert "{" not in str(notice.sentence)
    cut = kind in (FaultKind.CUT_TOP, FaultKind.CUT_END)
    assert notice.reason_code == ("IMAGE_INCOMPLETE" if cut else "IMAGE_QUALITY")


def test_a_slight_fault_is_a_note_and_suggests_nothing() -> None:
    notice = told(fault(FaultKind.WEAK_ROWS, serious=False))
    assert (notice.severity, notice.reason_code) == (Severity.NOTE, "")


def test_places_are_told_in_metres_where_the_pitch_is_known() -> None:
    assert "0.5\u00a0m to 0.7\u00a0m from left" in str(
        told(fault(FaultKind.MISSING_COLUMNS)).sentence
    )
    assert "from 101 to 140" in str(told(fault(FaultKind.MISSING_COLUMNS, pitch=None)).sentence)
    assert "rows 21-23" in str(told(fault(FaultKind.DEAD_ROWS)).sentence)


@pytest.mark.parametrize(
    ("columns", "pitch", "ends"), [(4, 5.0, "0.50 0.52"), (1, 4.0, "0.400 0.404")]
)
def test_a_narrow_place_is_told_finely_enough_to_have_two_ends(
    columns: int, pitch: float, ends: str
) -> None:
    start, end = ends.split()
    one = fault(FaultKind.MISSING_COLUMNS, columns=columns, pitch=pitch)
    assert f"{start}\u00a0m to {end}\u00a0m from left" in str(told(one).sentence)


def measured_report(view: str, digest: str) -> ThreatDetectionReport:
    """A report that names what was measured in a view."""
    return ThreatDetectionReport(
        report_id=f"R-{view}",
        scan_id="S1",
        view=view,
        state=ScreeningState.NOTHING_FLAGGED,
        findings=(),
        reason=None,
        image_digests=(),
        model_name="none",
        model_sha256="",
        provider="",
        milliseconds=0.0,
        made_at=NOW,
        seen_sha256=digest,
    )


def test_faults_are_kept_and_read_back(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    kept = ImageFault("noise", True, ((0, 0, 9, 9), (1, 2, 3, 4)), 0, 0.2, 9, None)
    digest = keep_seen(store, Seen(1.0, faults=(kept,)))
    assert seen_in(store, digest).faults == (kept,)
    seen = seen_of(store, [measured_report("top", digest), measured_report("side", digest)])
    assert seen is not None
    assert [(one.scan_id, one.view) for one in seen.faults] == [("S1", "top"), ("S1", "side")]
    assert seen.scans == 1


def test_what_was_kept_before_faults_were_looked_for_still_reads(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    tree = {
        "schema": SCHEMA,
        "mass_kg": 5.0,
        "mass_sigma_kg": 1.0,
        "loaded_share": 0.5,
        "material_shares": {},
        "length_m": 6.1,
        "opaque_share": 0.0,
    }
    digest = store.put_bytes(json.dumps(tree).encode()).sha256
    assert seen_in(store, digest) == Seen(5.0, 1.0, 0.5, {}, 6.1, 0.0)


def test_notices_on_record_before_places_still_read() -> None:
    old = (
        '{"paragraph":"","reason_code":"","rule":"LINK","sentence":{"text":"a","values":{}},'
        '"severity":"note","subject":"S1"}'
    )
    assert read(old, Notice) == Notice("LINK", Severity.NOTE, "", say("a"), "", "S1")
    new = told(fault(FaultKind.SPEED))
    assert read(text_of(new), Notice) == new


def test_a_screened_picture_is_looked_at() -> None:
    options = SceneOptions(bad_row=False, dead_rows=0, bits=16)
    scan = make_scene(5, equipment="container20", rows=200, options=options).radiograph
    bad = inject(scan, FaultKind.DEAD_ROWS, 1, severity=1.0)
    (found,) = measure(bad.radiograph).faults
    assert (found.kind, found.boxes, found.serious) == ("dead_rows", bad.boxes, True)
    assert found.mm_per_column == pytest.approx((scan.mm_per_pixel or (0.0, 0.0))[1])
