"""The machine's report on one view, as a DICOS threat detection report (TDR) in the scan store.

A failure is ABORT with its reason. A view with nothing flagged has no decision and no objects: the
word CLEAR would travel on as a release, which no machine may give.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
import textwrap
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from app.domain.scan import ImageFile, Scan
from app.scans import FolderStore
from imaging.errors import ImagingError, UnwritableReport
from imaging.radiograph import Source
from imaging.reader import read_header
from imaging.tdr import (
    AbortReason,
    AlarmDecision,
    ReportKind,
    ThreatObject,
    ThreatReport,
    write_tdr,
)
from models.detection import Detection

MAKER = "Prescreen"
LONGEST = 64
"""Characters of one value of the algorithm."""
_ABORTS: Mapping[str, AbortReason] = MappingProxyType(
    {
        "large": AbortReason.OUT_OF_BOUNDS,
        "coarse": AbortReason.OUT_OF_BOUNDS,
        "small": AbortReason.INCOMPLETE_SCAN,
        "empty": AbortReason.INCOMPLETE_SCAN,
        "logarithmic": AbortReason.UNKNOWN_DATATYPE,
        "pitch": AbortReason.UNKNOWN_DATATYPE,
        "no_air": AbortReason.UNKNOWN_DATATYPE,
        "inverse": AbortReason.UNKNOWN_DATATYPE,
        "server_slow": AbortReason.TIMEOUT,
    }
)
"""Why a scan cannot be judged, as DICOS calls it; whatever else failed was not reviewed."""


def keep_machine_report(
    scan: Scan, view: str, detection: Detection, *, made_at: dt.datetime, store: FolderStore
) -> str:
    """Write the report on one view into the store and return its digest.

    Parameters
    ----------
    detection
        What the detector said, or that it could not be asked.
    made_at
        When, with its zone.

    Raises
    ------
    StoreError
        When the store cannot be written.
    UnwritableReport
        When the report cannot be written, even without what the scan's file says of its scanner.
    """
    report = machine_report(scan, view, detection, made_at=made_at, store=store)
    with tempfile.TemporaryDirectory(prefix="prescreen-tdr-") as folder:
        path = Path(folder) / "report.dcs"
        try:
            write_tdr(report, path)
        except UnwritableReport:
            # What a stranger's file says of its scanner may fit no element of DICOS; what was
            # found must not be lost for that.
            write_tdr(dataclasses.replace(report, source=Source()), path)
        return store.put_bytes(path.read_bytes()).sha256


def machine_report(
    scan: Scan, view: str, detection: Detection, *, made_at: dt.datetime, store: FolderStore
) -> ThreatReport:
    """Return what the models said of one view as a report of the type MACHINE."""
    files = scan.of_view(view)
    unknown = detection.state == "unknown"
    return ThreatReport(
        kind=ReportKind.MACHINE,
        instances=tuple(_uid(file) for file in files),
        decision=AlarmDecision.ALARM if detection.state == "flagged" else None,
        abort_reason=_abort(detection) if unknown else None,
        decided_at=made_at,
        source=dataclasses.replace(
            _source(store, files), object_id=scan.object_id, identifiers=scan.identifiers
        ),
        objects=tuple(
            ThreatObject(
                identifier=number,
                box=found.box,
                probability=found.probability,
                description=" ".join(filter(None, (found.title, found.model)))[:LONGEST],
                mask=found.mask,
                instance_uid=_uid(files[0]),
            )
            for number, found in enumerate(detection.findings, start=1)
        ),
        algorithm=tuple(value[:LONGEST] for value in _algorithm(detection)),
        processing_ms=detection.milliseconds,
        mirror=_mirror(view, detection),
    )


def _abort(detection: Detection) -> AbortReason:
    return _ABORTS.get(detection.reason_kind, AbortReason.NOT_REVIEWED)


def _algorithm(detection: Detection) -> list[str]:
    """Maker, then of each model its name with version, digest, provider and parameters."""
    values = [MAKER]
    for part in detection.parts or (detection,):
        values += [part.model or "no model", part.model_sha256, part.provider, *part.parameters]
    return [_printable(value) for value in values if value]


def _mirror(view: str, detection: Detection) -> Mapping[str, str]:
    values = {
        "VIEW": view,
        "STATE": detection.state,
        "REASON": detection.reason if detection.state == "unknown" else "",
        "ASKED": detection.asked,
        "FALLBACK": detection.fallback.sentence if detection.fallback else "",
    }
    told = {name: textwrap.shorten(_printable(text), 190) for name, text in values.items()}
    return MappingProxyType({name: text for name, text in told.items() if text})


def _printable(text: str) -> str:
    """Return the text on one line, without what separates values in DICOM."""
    return "".join(sign if sign.isprintable() and sign != "\\" else " " for sign in text).strip()


def _source(store: FolderStore, files: tuple[ImageFile, ...]) -> Source:
    """Return where the scan is from; a scan that cannot be read any more gets a report as well."""
    if not files or not store.holds(files[0].sha256):
        return Source()
    try:
        return read_header(store.path(files[0].sha256)).source
    except ImagingError:
        return Source()


def _uid(file: ImageFile) -> str:
    return file.instance_uid or f"2.25.{int(file.sha256[:32], 16)}"
