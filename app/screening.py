"""Screening: the detector's answer and the measurements of each view, as a report on record.

Nothing here can make a scan look clear. A view that cannot be read or judged is UNKNOWN, with the
reason; a view with nothing found reads "nothing flagged".
"""

from __future__ import annotations

import dataclasses
import math
import string
import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.clock import Clock
from app.domain.drift import Drift
from app.domain.errors import KnownError
from app.domain.image_fault import ImageFault
from app.domain.notice import Place
from app.domain.scan import Scan
from app.domain.threat import Alarm, Finding, ScreeningState, Signs, ThreatDetectionReport
from app.domain.words import Sentence, phrase, say
from app.record import Record
from app.scans import FolderStore
from app.scans.calibrations import calibrated, calibration_folder
from app.scans.likenesses import keep_likeness
from app.scans.measured import keep_seen, seen_of
from app.scans.views import read_view
from app.shipments import rules
from app.shipments.seen import Seen
from app.shipments.tables import Tables
from imaging.bodies import count_bodies
from imaging.energy import survey
from imaging.errors import ImagingError
from imaging.png import encode_png8
from imaging.quality import Weight, inspect_quality
from imaging.radiograph import Radiograph
from models.card import load_card
from models.detection import Detection
from models.errors import ModelError
from models.findings import MEASURES as TEMPLATES
from models.findings import Finding as Found

Detect = Callable[[Radiograph], Detection]
"""The detector, wherever it runs; it answers ``unknown`` when it fails."""
Drifts = Callable[[str], tuple[Drift, ...]]
"""What has changed in the scans of a scanner, by its name."""


def no_drift(_scanner: str) -> tuple[Drift, ...]:
    """Tell of no change: nobody watches."""
    return ()


TITLES: Mapping[str, str] = MappingProxyType(
    {
        "denser": phrase("Denser than neighbours"),
        "lighter": phrase("Lighter than neighbours"),
        "metallic": phrase("More metallic than neighbours"),
        "organic": phrase("More organic than neighbours"),
        "opaque": phrase("Too dense to see through"),
        "pattern": phrase("Pattern unlike neighbours"),
    }
)
"""The detector's kinds of finding as the officer reads them."""
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "denser": phrase("{delta} g/cm²"),
        "lighter": phrase("{delta} g/cm²"),
        "metallic": phrase("Energy ratio {inside}, around it {around}"),
        "organic": phrase("Energy ratio {inside}, around it {around}"),
        "opaque": phrase("At least {least} g/cm²"),
        "pattern": phrase("{delta} g/cm²"),
    }
)
"""What was measured, by kind; the values are formatted as the detector formats them."""
UNFIT: Mapping[str, str] = MappingProxyType(
    {
        "logarithmic": phrase(
            "The pixels are stored on a logarithmic scale, which the model was not made for. Ask "
            "the scanner's operator for the linear image."
        ),
        "pitch": phrase(
            "The stated pixel size of {high} by {wide} cannot be. Correct the pixel spacing at "
            "the scanner."
        ),
        "coarse": phrase(
            "A pixel of {stated} is too coarse for the model, which works at {pitch}."
        ),
        "large": phrase(
            "At its stated pixel size the scan shows {high} by {wide}, more than any cargo scan."
        ),
        "small": phrase(
            "The scan is too small: {rows} by {columns} pixels of {pitch}, where {least} are "
            "needed."
        ),
        "no_air": phrase("The unattenuated beam is stated as zero, so nothing can be measured."),
        "opaque": phrase(
            "The beam does not get through {share} % of the scan, too much to judge it."
        ),
        "empty": phrase("The scan shows no object."),
        "inverse": phrase(
            "Dark and bright seem to be exchanged, or the two energies: no air above the object, "
            "or the low energy goes through more than the high one. Check the polarity and the "
            "energies that the file states."
        ),
    }
)
"""Why the detector cannot judge a scan, by its kinds, as the officer reads it."""
WHOLE = (
    phrase("There was not enough memory to screen the scan."),
    phrase("The detector gave no reason."),
)
"""Other reasons of the detector that stand without a value: shown in the officer's language."""
MODEL = "anomaly"
"""What the detector is called in the record; its card's version follows."""


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
    scan = record.scan(scan_id)
    drift = drifts(scan.scanner)
    reports = tuple(
        dataclasses.replace(_screen_view(scan, view, store, detect, clock), drift=drift)
        for view in scan.views
    )
    for report in reports:
        record.add_report(report)
    refresh_notices(record.item_of_scan(scan_id), record=record, store=store, clock=clock)
    return reports


def screen_waiting(record: Record, store: FolderStore, detect: Detect, clock: Clock) -> int:
    """Screen every scan with a view that has no report for its files; return how many."""
    waiting = waiting_scans(record)
    for scan_id in waiting:
        screen(scan_id, record=record, store=store, detect=detect, clock=clock)
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
                done.get((scan.scan_id, view)) != {f.sha256 for f in scan.of_view(view)}
                for view in scan.views
            )
        )
    return tuple(waiting)


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


def measure(radiograph: Radiograph) -> Seen:
    """Measure mass, materials, load, length and inside of one view, and what is wrong with it.

    In the beam of a tube the conveyor is in the picture and weighs as much as a parcel, and a
    parcel has no empty form: mass and load are told of vehicles only.
    """
    found = survey(radiograph)
    weighed = radiograph.megavolt and found.mass_kg is not None
    return Seen(
        mass_kg=found.mass_kg if weighed else None,
        mass_sigma_kg=found.mass_sigma_kg if weighed else 0.0,
        loaded_share=found.loaded_share if radiograph.megavolt else None,
        material_shares=found.material_shares,
        length_m=found.length_m if radiograph.megavolt else None,
        opaque_share=found.opaque_share,
        faults=_faults(radiograph),
        mass_low_kg=found.mass_low_kg if weighed else None,
        lower_bound=weighed and found.mass_high_kg is None,
        inner=found.inner if radiograph.megavolt else None,
        level=found.level if radiograph.megavolt else None,
        bodies=count_bodies(radiograph),
        places=MappingProxyType({name: Place("", "", box) for name, box in found.places.items()}),
    )


def _faults(radiograph: Radiograph) -> tuple[ImageFault, ...]:
    """Look for what is wrong with the picture itself."""
    pitch = radiograph.mm_per_pixel
    return tuple(
        ImageFault(
            kind=str(fault.kind),
            serious=fault.weight is Weight.SERIOUS,
            boxes=fault.boxes,
            count=fault.count,
            size=fault.size,
            columns=radiograph.shape[1],
            mm_per_column=pitch[1] if pitch else None,
        )
        for fault in inspect_quality(radiograph)
    )


def _model_name() -> str:
    """Return the detector's name with its version; the name alone when its card cannot be read."""
    try:
        return f"{MODEL} {load_card().version}"
    except ModelError:
        return MODEL


def _screen_view(
    scan: Scan, view: str, store: FolderStore, detect: Detect, clock: Clock
) -> ThreatDetectionReport:
    files = scan.of_view(view)
    report_id = str(uuid.uuid4())
    looked = _look(tuple(file.sha256 for file in files), store, detect)
    detection = looked.detection
    return ThreatDetectionReport(
        report_id=report_id,
        scan_id=scan.scan_id,
        view=view,
        state=ScreeningState(detection.state) if detection else ScreeningState.UNKNOWN,
        findings=_findings(report_id, detection),
        reason=looked.reason,
        image_digests=tuple(file.sha256 for file in files),
        model_name=_model_name(),
        model_sha256=detection.model_sha256 if detection else "",
        provider=detection.provider if detection else "",
        milliseconds=round(detection.milliseconds, 3) if detection else 0.0,
        made_at=clock.now(),
        heat_sha256=looked.heat_sha256,
        seen_sha256=looked.seen_sha256,
        alarm=_alarm(detection),
        signs=_signs(detection),
    )


def _alarm(detection: Detection | None) -> Alarm | None:
    """Return the threshold that was in force, with what it rests on."""
    if detection is None or detection.alarm is None:
        return None
    return Alarm(**dataclasses.asdict(detection.alarm))


def _signs(detection: Detection | None) -> Signs | None:
    """Return what the view is like; what could not be told is None on record."""
    if detection is None or detection.signs is None:
        return None
    signs = detection.signs
    ratio = signs.ratio if math.isfinite(signs.ratio) else None
    return Signs(signs.air, signs.opaque, signs.noise, ratio, signs.score)


@dataclasses.dataclass(frozen=True, slots=True)
class _Looked:
    """What came of one view; without a detection it is UNKNOWN."""

    detection: Detection | None
    reason: Sentence | None
    heat_sha256: str = ""
    seen_sha256: str = ""


def _look(digests: tuple[str, ...], store: FolderStore, detect: Detect) -> _Looked:
    """Read, measure and judge one view; what fails is the reason of an UNKNOWN."""
    try:
        paths = tuple(store.path(sha256) for sha256 in digests)
        radiograph = calibrated(read_view(paths), calibration_folder(store))
        seen = keep_seen(store, measure(radiograph))
        keep_likeness(store, digests, radiograph)
        detection = detect(radiograph)
        if detection.state == "unknown":
            return _Looked(detection, _unfit(detection), seen_sha256=seen)
        heat = store.put_bytes(encode_png8(detection.heat)).sha256
    except ImagingError as error:
        return _Looked(None, _why(str(error)))
    except KnownError as error:
        return _Looked(None, error.sentence)
    return _Looked(detection, None, heat, seen)


def _unfit(detection: Detection) -> Sentence:
    """Return why a scan was not judged, in words that can be translated where they are known."""
    words = UNFIT.get(detection.reason_kind)
    if words is None:
        return _why(detection.reason)
    return say(words, **detection.reason_values)


def _why(text: str) -> Sentence:
    return say("{reason}", reason=text or "The detector gave no reason.")


def _findings(report_id: str, detection: Detection | None) -> tuple[Finding, ...]:
    if detection is None or detection.state != "flagged":
        return ()
    return tuple(
        Finding(
            finding_id=f"{report_id}/{number}",
            number=number,
            box=found.box,
            probability=found.probability,
            kind=found.kind,
            title=say(TITLES[found.kind]),
            measure=_measure_sentence(found),
        )
        for number, found in enumerate(detection.findings, start=1)
    )


def _measure_sentence(found: Found) -> Sentence:
    """Return the measure with its values as the detector writes them.

    The detector's template says how each value is formatted; a sentence's places take text.
    """
    values = {
        name: format(found.reason_values[name], spec or "")
        for _, name, spec, _ in string.Formatter().parse(TEMPLATES[found.kind])
        if name
    }
    return Sentence(MEASURES[found.kind], MappingProxyType(values))
