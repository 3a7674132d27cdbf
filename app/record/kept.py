"""Which kept files the record speaks of."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.domain.threat import ThreatDetectionReport
from app.record.coding import read
from app.record.filing_tables import TAKEN
from app.record.tables import IMAGE, REPORT


def kept_files(connection: Connection) -> frozenset[str]:
    """Return the digests of pictures, message files and what screening left beside them."""
    found: set[str] = set(connection.scalars(select(IMAGE.c.sha256)))
    found.update(connection.scalars(select(TAKEN.c.sha256)))
    for body in connection.scalars(select(REPORT.c.body)):
        found.update(files_of_report(read(body, ThreatDetectionReport)))
    return frozenset(found)


def files_of_report(report: ThreatDetectionReport) -> frozenset[str]:
    """Return what screening left in the store: heat map, measurements, the machine's report."""
    return frozenset({report.heat_sha256, report.seen_sha256, report.tdr_sha256} - {""})
