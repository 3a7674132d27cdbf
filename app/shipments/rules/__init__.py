"""The table of rules: what an officer should know of an item before deciding.

A rule is a small function from a case to notices; the table below is all there is. Further
paragraphs of D3-4-2 become further rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from app.domain.notice import Notice, Severity
from app.domain.shipment import Shipment
from app.domain.threat import ScreeningState
from app.domain.work import Item
from app.shipments.linking import CASES
from app.shipments.rules import data, image, scans
from app.shipments.rules.case import Case
from app.shipments.seen import Seen

Rule = Callable[[Case], Iterator[Notice]]

RULES: tuple[Rule, ...] = (
    data.no_shipment_data,
    data.deleted,
    scans.link_not_confirmed,
    scans.links_compete,
    scans.pieces_not_seen,
    data.house_bills_missing,
    data.changed_since_confirmed,
    data.changed_since_decided,
    scans.seen_differs,
    image.image_faults,
    scans.seals,
    data.empty_flag_contradicted,
    data.dangerous_undeclared,
    data.vague_description,
    data.weights_do_not_add_up,
    data.received_late,
    scans.model_unknown,
    scans.not_screened,
    data.dangerous_declared,
    data.arrival_passed,
    scans.one_energy,
    *CASES,
)

_ORDER = {Severity.BLOCK: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def notices(item: Item, now: dt.datetime, seen: Seen | None = None) -> tuple[Notice, ...]:
    """Return every notice on an item, the weightiest first.

    Parameters
    ----------
    item
        The item as it stands on record.
    now
        Current time, with zone.
    seen
        What was measured in its scans, None when nothing was.
    """
    case = Case(item, now, seen)
    found: dict[str, Notice] = {}
    for rule in RULES:
        for notice in rule(case):
            found.setdefault(notice.key, notice)
    return tuple(sorted(found.values(), key=lambda notice: _ORDER[notice.severity]))


def changed_while_looking(shipment: Shipment) -> Notice:
    """Return the warning on a shipment whose data changed while an officer looked at it (R055)."""
    return data.changed(shipment)


def risk(item: Item, found: tuple[Notice, ...]) -> float:
    """Return 0 to 1 for the order of the queue: the strongest finding, raised by notices."""
    unsure = 1.0
    for report in item.reports:
        if report.state is ScreeningState.FLAGGED:
            strongest = max((finding.probability for finding in report.findings), default=0.0)
            unsure = min(unsure, 1.0 - strongest)
    for notice in found:
        unsure *= {Severity.BLOCK: 0.8, Severity.WARNING: 0.9, Severity.NOTE: 1.0}[notice.severity]
    return 1.0 - unsure
