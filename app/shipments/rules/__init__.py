"""The rules: what an officer should know of an item before deciding.

A rule is a small function from a case to what it finds, in a table with its paragraph
(``table.py``). Further paragraphs become further rows.
"""

from __future__ import annotations

import datetime as dt

from app.domain.known import Known
from app.domain.notice import Notice, Severity
from app.domain.shipment import Shipment
from app.domain.threat import ScreeningState
from app.domain.work import Item
from app.shipments.discrepancies import Looks
from app.shipments.rules.case import Case, Register
from app.shipments.rules.examine import Examination, examine
from app.shipments.rules.table import CARDS, RULES
from app.shipments.rules.versions import changed
from app.shipments.seen import Seen
from app.shipments.tables import Tables

__all__ = [
    "CARDS",
    "RULES",
    "Case",
    "Examination",
    "Register",
    "changed_while_looking",
    "examine",
    "examined",
    "notices",
    "risk",
]


def examined(
    item: Item,
    now: dt.datetime,
    seen: Seen | None = None,
    *,
    known: Known | None = None,
    tables: Tables | None = None,
    looks: tuple[Looks, ...] | None = None,
) -> Examination:
    """Ask every rule about an item, with what is on record around it.

    Parameters
    ----------
    item
        The item as it stands on record.
    now
        Current time, with zone.
    seen
        What was measured in its scans, None when nothing was.
    known
        What is on record around it; rules that need it cannot be checked without.
    tables
        Code tables; the same holds for these.
    looks
        How its pictures look beside others; the same holds for these.
    """
    return examine(Case.of(item, now, seen, known or Known(), tables, looks))


def notices(item: Item, now: dt.datetime, seen: Seen | None = None) -> tuple[Notice, ...]:
    """Return every notice on an item, the weightiest first, by the item alone.

    Parameters
    ----------
    item
        The item as it stands on record.
    now
        Current time, with zone.
    seen
        What was measured in its scans, None when nothing was.
    """
    return examine(Case(item, now, seen)).notices


def changed_while_looking(opened: Shipment, shipment: Shipment) -> Notice:
    """Return the warning on a shipment whose data changed while an officer looked at it (R055)."""
    return changed(opened, shipment)


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
