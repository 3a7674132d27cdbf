"""The difference between what a decision was made on and what is on record now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from app.domain.decision import Recommendation
from app.domain.scan import Scan
from app.domain.shipment import Function, Shipment
from app.domain.since import ChangedShipment, NewView, SinceDecided
from app.domain.threat import ThreatDetectionReport
from app.record.coding import read
from app.record.tables import SHIPMENT
from app.shipments.lifecycle import changes


def since_decided(
    connection: Connection,
    decision: Recommendation,
    scans: Sequence[Scan],
    shipments: Sequence[Shipment],
    reports: Sequence[ThreatDetectionReport],
) -> SinceDecided:
    """Return what has come since a decision, whether it decides or not.

    Parameters
    ----------
    decision
        The newest of its item.
    scans, shipments, reports
        Of the item as it stands; shipments in their newest versions.
    """
    return SinceDecided(
        decision.kind,
        decision.officer,
        decision.times.decided_at,
        tuple(_changed(connection, decision, shipments)),
        tuple(_new_views(decision, scans)),
        tuple(
            finding.title
            for report in reports
            if report.made_at > decision.times.decided_at
            for finding in report.findings
        ),
    )


def _changed(
    connection: Connection, decision: Recommendation, shipments: Sequence[Shipment]
) -> Iterator[ChangedShipment]:
    decided = set(decision.shipment_digests)
    for newest in shipments:
        if newest.sha256 in decided:
            continue
        query = select(SHIPMENT.c.body).where(
            SHIPMENT.c.shipment_id == newest.shipment_id, SHIPMENT.c.digest.in_(decided)
        )
        body = connection.scalar(query.order_by(SHIPMENT.c.seq.desc()).limit(1))
        if body is None:
            yield ChangedShipment(newest.shipment_id, (), new=True)
            continue
        found = sorted(changes(read(body, Shipment), newest), key=lambda one: not one.decisive)
        gone = newest.function is Function.DELETE
        if found or gone:
            yield ChangedShipment(newest.shipment_id, tuple(found), gone=gone)


def _new_views(decision: Recommendation, scans: Sequence[Scan]) -> Iterator[NewView]:
    seen = {digest for one in decision.scans for digest in one.image_digests}
    for scan in scans:
        for view in scan.views:
            count = sum(file.sha256 not in seen for file in scan.of_view(view))
            if count:
                yield NewView(scan.object_id or scan.scan_id, view, count)
