"""Screening: the detector's answer and the measurements of each view, as a report on record.

Nothing here can make a scan look clear. A view that cannot be read or judged is UNKNOWN, with the
reason; a view with nothing found reads "nothing flagged".
"""

from __future__ import annotations

import dataclasses
import math
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np

from app.domain.clock import Clock
from app.domain.drift import Drift
from app.domain.errors import KnownError
from app.domain.scan import Scan
from app.domain.threat import (
    Alarm,
    Finding,
    ModelRun,
    ScreeningState,
    Signs,
    ThreatDetectionReport,
)
from app.domain.words import Sentence, phrase, say
from app.record import Record
from app.scans import FolderStore
from app.scans.calibrations import calibrated, calibration_folder
from app.scans.likenesses import keep_likeness
from app.scans.measured import keep_seen, seen_in, seen_of
from app.scans.views import read_view
from app.screening.machine_report import keep_machine_report
from app.screening.measuring import goods_of, measure
from app.screening.reasoning import reasons_of
from app.screening.words import TITLES, measure_sentence, remarks, unfit, why
from app.shipments import rules
from app.shipments.tables import Tables
from imaging.errors import ImagingError, UnwritableReport
from imaging.material import scale_of
from imaging.png import encode_png8
from imaging.radiograph import Radiograph
from models.detection import Detection

Detect = Callable[[Sequence[Radiograph]], Sequence[Detection]]
"""The detectors, wherever they run; each scan that they fail on is ``unknown``."""
Drifts = Callable[[str], tuple[Drift, ...]]
"""What has changed in the scans of a scanner, by its name."""


def no_drift(_scanner: str) -> tuple[Drift, ...]:
    """Tell of no change: nobody watches."""
    return ()


AT_ONCE = 8
"""Views that are judged in one go,"""
PIXELS_AT_ONCE = 40_000_000
"""and what they may hold together: more than the longest train alone."""
LEAST_NEW, SHARE_NEW = 2048, 0.25
"""Columns by which a view that still comes must have grown before it is screened again, and share
of what was there: each time all of it is judged, and five times for a train of 30 000 is enough."""
MODEL = "anomaly"
"""What a detector is called whose card cannot be read."""
_NO_TDR = phrase("The machine's report could not be written: {why}")


def screen(
    scan_id: str,
    *,
    record: Record,
    store: FolderStore,
    detect: Detect,
    clock: Clock,
    drifts: Drifts = no_drift,
) -> tuple[ThreatDetectionReport, ...]:
    """Screen every view of a scan and put one report each on record.

    Raises
    ------
    Refused
        When there is no such scan.
    StoreError
        When the store cannot be written.
    """
    return screen_all(
        [scan_id], record=record, store=store, detect=detect, clock=clock, drifts=drifts
    )


def screen_all(
    scan_ids: Sequence[str],
    *,
    record: Record,
    store: FolderStore,
    detect: Detect,
    clock: Clock,
    drifts: Drifts = no_drift,
) -> tuple[ThreatDetectionReport, ...]:
    """Screen scans, several views in one go, and put one report a view on record.

    Raises
    ------
    Refused
        When there is no such scan.
    StoreError
        When the store cannot be written.
    """
    reports: list[ThreatDetectionReport] = []
    looks = (
        _read(record.scan(one), view, store) for one in scan_ids for view in _views(record, one)
    )
    for together in _batches(looks):
        asked = [look.radiograph for look in together if look.radiograph is not None]
        answers = iter(detect(asked) if asked else ())
        for look in together:
            found = next(answers) if look.radiograph is not None else None
            report = _report(look, found, store, clock)
            reports.append(dataclasses.replace(report, drift=drifts(look.scan.scanner)))
            record.add_report(reports[-1])
    for item_id in dict.fromkeys(record.item_of_scan(one) for one in scan_ids):
        refresh_notices(item_id, record=record, store=store, clock=clock)
    return tuple(reports)


def screen_waiting(record: Record, store: FolderStore, detect: Detect, clock: Clock) -> int:
    """Screen every scan with a view that has no report for its files; return how many."""
    waiting = waiting_scans(record)
    screen_all(waiting, record=record, store=store, detect=detect, clock=clock)
    return len(waiting)


def waiting_scans(record: Record) -> tuple[str, ...]:
    """Return the scans with a view that no report speaks of, or one of fewer files."""
    waiting: list[str] = []
    for item_id in record.items():
        item = record.item(item_id)
        done = {(r.scan_id, r.view): set(r.image_digests) for r in item.reports}
        waiting.extend(
            scan.scan_id
            for scan in item.scans
            if any(
                _due(scan, view, done.get((scan.scan_id, view), frozenset())) for view in scan.views
            )
        )
    return tuple(waiting)


def _due(scan: Scan, view: str, seen: Collection[str]) -> bool:
    """Whether a view is to be screened: again when more of it has come.

    While the object passes, not at each stretch: the whole of what is here is looked at each time.
    """
    if set(seen) == {file.sha256 for file in scan.of_view(view)}:
        return False
    if not scan.passing(view):
        return True
    before = scan.columns_here(view, seen)
    return scan.columns_here(view) >= max(before + LEAST_NEW, round(before * (1.0 + SHARE_NEW)))


def refresh_notices(item_id: str, *, record: Record, store: FolderStore, clock: Clock) -> None:
    """Count the notices of an item anew, with what was measured in its scans."""
    item = record.item(item_id)
    found = rules.examined(
        item,
        clock.now(),
        seen_of(store, item.reports),
        known=record.known(item),
        tables=Tables.at(record.path.parent),
    )
    notices = found.notices
    record.set_notices(item.item_id, notices, rules.risk(item, notices), found.fired)


def _views(record: Record, scan_id: str) -> tuple[str, ...]:
    return tuple(record.scan(scan_id).views)


@dataclasses.dataclass(frozen=True, slots=True)
class _Look:
    """One view, read and measured; without a radiograph it is UNKNOWN for its reason."""

    scan: Scan
    view: str
    radiograph: Radiograph | None
    reason: Sentence | None = None
    seen_sha256: str = ""


def _read(scan: Scan, view: str, store: FolderStore) -> _Look:
    """Read and measure one view; what fails is the reason of an UNKNOWN."""
    digests = tuple(file.sha256 for file in scan.of_view(view))
    try:
        paths = tuple(store.path(sha256) for sha256 in digests)
        radiograph = calibrated(read_view(paths), calibration_folder(store))
        seen = keep_seen(store, measure(radiograph))
        keep_likeness(store, digests, radiograph)
    except ImagingError as error:
        return _Look(scan, view, None, why(str(error)))
    except KnownError as error:
        return _Look(scan, view, None, error.sentence)
    return _Look(scan, view, radiograph, seen_sha256=seen)


def _batches(looks: Iterator[_Look]) -> Iterator[list[_Look]]:
    """Gather views until they are many, or large together."""
    gathered: list[_Look] = []
    pixels = 0
    for look in looks:
        gathered.append(look)
        if look.radiograph is not None:
            pixels += sum(channel.pixels.size for channel in look.radiograph.channels)
        if len(gathered) >= AT_ONCE or pixels >= PIXELS_AT_ONCE:
            yield gathered
            gathered, pixels = [], 0
    if gathered:
        yield gathered


def _report(
    look: _Look, detection: Detection | None, store: FolderStore, clock: Clock
) -> ThreatDetectionReport:
    """Return what came of one view, with the machine's report and the map kept in the store."""
    files = look.scan.of_view(look.view)
    report_id = str(uuid.uuid4())
    told = detection or _not_asked(look)
    reason, made_at = look.reason, clock.now()
    if detection is not None and detection.state == "unknown":
        reason = unfit(detection)
    heat = store.put_bytes(encode_png8(told.heat)).sha256 if told.state != "unknown" else ""
    said = remarks(told)
    try:
        tdr = keep_machine_report(look.scan, look.view, told, made_at=made_at, store=store)
    except UnwritableReport as error:
        tdr, said = "", (*said, say(_NO_TDR, why=error))
    return ThreatDetectionReport(
        report_id=report_id,
        scan_id=look.scan.scan_id,
        view=look.view,
        state=ScreeningState(told.state),
        findings=_findings(report_id, told, look.radiograph),
        reason=reason,
        image_digests=tuple(file.sha256 for file in files),
        model_name=told.model or MODEL,
        model_sha256=told.model_sha256,
        provider=told.provider,
        milliseconds=round(told.milliseconds, 3),
        made_at=made_at,
        heat_sha256=heat,
        seen_sha256=_seen(look, told, store),
        alarm=_alarm(told),
        signs=_signs(told),
        asked_provider=told.asked,
        fell_back=any(part.fallback is not None for part in told.parts or (told,)),
        remarks=said,
        runs=_runs(told),
        tdr_sha256=tdr,
    )


def _seen(look: _Look, detection: Detection, store: FolderStore) -> str:
    """Return the digest of what was measured, with the goods where the network names them."""
    if look.radiograph is None or detection.reading is None:
        return look.seen_sha256
    seen = seen_in(store, look.seen_sha256)
    goods = goods_of(look.radiograph, detection.reading, seen)
    return keep_seen(store, dataclasses.replace(seen, goods=goods))


def _alarm(detection: Detection) -> Alarm | None:
    """Return the threshold that was in force, with what it rests on."""
    if detection.alarm is None:
        return None
    return Alarm(**dataclasses.asdict(detection.alarm))


def _signs(detection: Detection) -> Signs | None:
    """Return what the view is like; what could not be told is None on record."""
    signs = detection.signs
    if signs is None:
        return None
    ratio = signs.ratio if math.isfinite(signs.ratio) else None
    return Signs(signs.air, signs.opaque, signs.noise, ratio, signs.score)


def _not_asked(look: _Look) -> Detection:
    """Return what stands for a detection where the view could not be read."""
    blank = np.zeros((1, 1), dtype=np.uint8)
    return Detection("unknown", (), blank, str(look.reason), "", "", 0.0)


def _runs(detection: Detection) -> tuple[ModelRun, ...]:
    return tuple(
        ModelRun(
            name=part.model or MODEL,
            sha256=part.model_sha256,
            state=ScreeningState(part.state),
            findings=len(part.findings),
            provider=part.provider,
            asked=part.asked,
            milliseconds=round(part.milliseconds, 3),
            alarm=_alarm(part),
        )
        for part in detection.parts
    )


def _findings(
    report_id: str, detection: Detection, radiograph: Radiograph | None
) -> tuple[Finding, ...]:
    if detection.state != "flagged" or radiograph is None:
        return ()
    scale = scale_of(radiograph)
    return tuple(
        Finding(
            finding_id=f"{report_id}/{number}",
            number=number,
            box=found.box,
            probability=found.probability,
            kind=found.kind,
            title=say(TITLES[found.kind]),
            measure=measure_sentence(found),
            model=found.model,
            reasons=reasons_of(radiograph, found, scale),
            calibrated=found.calibrated,
            meaning=found.meaning,
        )
        for number, found in enumerate(detection.findings, start=1)
    )
