"""What arrives: images, shipment data, screening reports, and what was turned away."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

from sqlalchemy import Connection, select

from app.domain.errors import Refused
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Shipment
from app.domain.threat import ThreatDetectionReport
from app.domain.words import Sentence, phrase, say
from app.record import filings
from app.record.chain import LineKind
from app.record.coding import plain, read
from app.record.filings import INTAKE
from app.record.items import require_scan
from app.record.tables import IMAGE, REPORT, SCAN
from app.record.writing import Writing
from app.shipments.lifecycle import filing_of

_KNOWN_REPORT = phrase("Report {report} is on record already; a new run needs a new number.")


def has_image(connection: Connection, sha256: str) -> bool:
    """Whether a file is on record."""
    return connection.scalar(select(IMAGE.c.seq).where(IMAGE.c.sha256 == sha256)) is not None


def add_image(writing: Writing, scan: Scan, file: ImageFile) -> bool:
    """Write one file of a scan; return False when that file is on record already."""
    if has_image(writing.connection, file.sha256):
        return False
    known = writing.connection.scalar(select(SCAN.c.body).where(SCAN.c.scan_id == scan.scan_id))
    whole = dataclasses.replace(scan, files=())
    if known is not None:
        whole = _joined(read(known, Scan), whole)
    writing.append(
        LineKind.IMAGE_ADDED,
        actor=INTAKE,
        subject=scan.scan_id,
        body={"scan": plain(whole), "file": plain(file)},
    )
    return True


def _joined(known: Scan, arriving: Scan) -> Scan:
    """Fill what was not known yet; what stands is not overwritten by a later file."""
    identifiers = {**arriving.identifiers, **known.identifiers}
    return dataclasses.replace(
        known,
        taken_at=known.taken_at or arriving.taken_at,
        offset_minutes=(known if known.taken_at else arriving).offset_minutes,
        site=known.site or arriving.site,
        scanner=known.scanner or arriving.scanner,
        object_id=known.object_id or arriving.object_id,
        identifiers=MappingProxyType(identifiers),
    )


def add_shipment(writing: Writing, shipment: Shipment) -> bool:
    """Write one version of a shipment as it was filed; False when the same is on record."""
    return filings.add_filings(writing, (filing_of(shipment),)).new[0]


def note_rejected(writing: Writing, path_name: str, sha256: str, reason: Sentence) -> None:
    """Write that a file was turned away, and why."""
    writing.append(
        LineKind.FILE_REJECTED,
        actor=INTAKE,
        subject=path_name,
        body={"sha256": sha256, "reason": plain(reason)},
    )


def add_report(writing: Writing, report: ThreatDetectionReport) -> None:
    """Write what screening made of one view."""
    require_scan(writing.connection, report.scan_id)
    known = select(REPORT.c.seq).where(REPORT.c.report_id == report.report_id)
    if writing.connection.scalar(known) is not None:
        raise Refused(say(_KNOWN_REPORT, report=report.report_id))
    writing.append(LineKind.REPORT_ADDED, actor="screening", subject=report.report_id, body=report)
