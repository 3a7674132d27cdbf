"""Which kept files the record speaks of."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from app.domain.scan import PURGED
from app.domain.threat import ThreatDetectionReport
from app.record.coding import read
from app.record.filing_tables import TAKEN
from app.record.tables import IMAGE, REPORT, SCAN


def kept_files(connection: Connection) -> frozenset[str]:
    """Return the digests of pictures, message files and what screening left beside them."""
    pictures = select(IMAGE.c.sha256, SCAN.c.body).join(SCAN, SCAN.c.scan_id == IMAGE.c.scan_id)
    rows = connection.execute(pictures)
    found = {sha256 for sha256, body in rows if json.loads(body)["origin"] != PURGED}
    found.update(connection.scalars(select(TAKEN.c.sha256)))
    for body in connection.scalars(select(REPORT.c.body)):
        found.update(files_of_report(read(body, ThreatDetectionReport)))
    return frozenset(found)


def files_of_report(report: ThreatDetectionReport) -> frozenset[str]:
    """Return what screening left in the store: heat map, measurements, the machine's report."""
    return frozenset({report.heat_sha256, report.seen_sha256, report.tdr_sha256} - {""})
