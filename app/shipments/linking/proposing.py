"""From a scan to its links: candidates, their evidence, their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.domain.identifiers import Key
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.domain.work import Link
from app.shipments.linking.classes import Candidate, best, class_of
from app.shipments.linking.evidence import compare
from app.shipments.linking.keys import numbers_of
from app.shipments.linking.score import score
from app.shipments.linking.shelf import Declarations
from app.shipments.linking.windows import in_time


def propose(
    scan: Scan, shipments: Iterable[Shipment] | Declarations, *, now: dt.datetime
) -> tuple[Link, ...]:
    """Return a link to every shipment that shares a number with the scan, best first.

    Parameters
    ----------
    scan
        The scan with what the scanner read.
    shipments
        The newest version of each shipment, or all of them on a shelf when many scans are to be
        linked; deleted ones are not considered.
    now
        Time of the proposal.
    """
    numbers = numbers_of(scan)
    shelf = shipments if isinstance(shipments, Declarations) else Declarations(shipments)
    candidates = []
    for shipment in shelf.near(numbers):
        evidence = tuple(compare(numbers, shipment))
        total = score(evidence, numbers, fits=in_time(scan, shipment))
        if any(e.outcome in ("equal", "confusable") and e.key != Key.SEAL for e in evidence):
            candidates.append(Candidate(shipment, evidence, total))
    candidates = best(candidates)
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.shipment.shipment_id))
    return tuple(
        Link(
            scan_id=scan.scan_id,
            shipment_id=candidate.shipment.shipment_id,
            shipment_version=candidate.shipment.version,
            link_class=class_of(candidate, candidates),
            score=candidate.score,
            evidence=candidate.evidence,
            by="linking",
            at=now,
        )
        for candidate in candidates
    )
