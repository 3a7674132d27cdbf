"""Links proposed anew whenever something arrives, and the notices that follow from them.

Only scans that share a number with what arrived are matched again, those without data also when
they share one nearly (shipment-data, L1): how much is on record otherwise makes no difference.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from app.domain.clock import Clock
from app.domain.work import Item
from app.intake.on_file import OnRecord, declared_in, nearly
from app.record import Record
from app.scans import FolderStore
from app.scans.measured import seen_of
from app.shipments import rules
from app.shipments.linking import propose, revised
from app.shipments.linking.windows import may_still_match


@dataclasses.dataclass(frozen=True, slots=True)
class Arrived:
    """What has just come in."""

    scans: frozenset[str] = frozenset()
    shipments: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.scans or self.shipments)


def relink(
    record: Record,
    clock: Clock,
    *,
    store: FolderStore | None = None,
    arrived: Arrived | None = None,
) -> int:
    """Propose links again where something changed and count notices anew; return how many changed.

    What an officer said stays. A proposal that no longer holds becomes NONE, and one whose record
    was deleted ORPHANED.

    Parameters
    ----------
    record, clock
        The record, and the time of the proposals.
    store
        Where measurements are kept; without it notices count no measurement.
    arrived
        What has come in; None matches every scan on record.
    """
    if arrived is not None and not arrived:
        return 0
    filed = OnRecord(record)
    touched = _touched(record, filed, clock, arrived)
    changed = sum(_match(record, filed, clock, scan_id) for scan_id in touched)
    for item_id in _items(record, touched, arrived):
        count_notices(record.item(item_id), record, clock, store)
    return changed


def count_notices(item: Item, record: Record, clock: Clock, store: FolderStore | None) -> None:
    """Set an item's notices when they are not what stands already: each setting is a write."""
    seen = seen_of(store, item.reports) if store is not None else None
    notices = rules.notices(item, clock.now(), seen)
    if notices != record.notices(item.item_id):
        record.set_notices(item.item_id, notices, rules.risk(item, notices))


def _touched(
    record: Record, filed: OnRecord, clock: Clock, arrived: Arrived | None
) -> tuple[str, ...]:
    """Return the scans to be matched, in order of arrival."""
    if arrived is None:
        return tuple(scan.scan_id for scan in filed.scans)
    found = set(arrived.scans) | record.scans_linked_to(arrived.shipments)
    if arrived.shipments:
        numbers = declared_in(record.shipment(one) for one in arrived.shipments)
        found |= filed.reading(numbers)
        now = clock.now()
        waiting = [filed.scan(one) for one in record.unmatched_scans() if one not in found]
        found |= nearly((s for s in waiting if may_still_match(s, now, now)), numbers)
    return tuple(scan.scan_id for scan in filed.scans if scan.scan_id in found)


def _match(record: Record, filed: OnRecord, clock: Clock, scan_id: str) -> int:
    """Put the links of one scan that differ from those on record; return how many."""
    now = clock.now()
    known = {link.shipment_id: link for link in record.links_of(scan_id)}
    links = tuple(revised(propose(filed.scan(scan_id), filed, now=now), known, now=now))
    for link in links:
        record.put_link(link)
    return len(links)


def _items(record: Record, touched: Iterable[str], arrived: Arrived | None) -> tuple[str, ...]:
    if arrived is None:
        return record.items()
    return tuple(dict.fromkeys(record.item_of_scan(scan_id) for scan_id in touched))
