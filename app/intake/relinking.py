"""Links proposed anew whenever something arrives, and the notices that follow from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from app.domain.clock import Clock
from app.domain.scan import Scan
from app.domain.work import Item, Link, LinkClass
from app.record import Record
from app.scans import FolderStore
from app.scans.measured import seen_of
from app.shipments import rules
from app.shipments.linking import Declarations, propose

_Known = dict[str, dict[str, Link]]
"""Links on record, by scan and shipment."""


def relink(record: Record, clock: Clock, *, store: FolderStore | None = None) -> int:
    """Propose links for every scan again and count notices anew; return how many links changed.

    What an officer confirmed stays, and decided items are left as they are. A proposal that no
    longer holds becomes NONE.

    Parameters
    ----------
    record, clock
        The record, and the time of the proposals.
    store
        Where measurements are kept; without it notices count no measurement.
    """
    shelf = Declarations(record.shipments(current=True))
    items = _items(record)
    known: _Known = {}
    for link in (link for item in items for link in item.links):
        known.setdefault(link.scan_id, {})[link.shipment_id] = link
    changed = 0
    for scan in record.scans():
        wanted = {link.shipment_id: link for link in propose(scan, shelf, now=clock.now())}
        for link in _changes(scan, wanted, known):
            record.put_link(link)
            changed += 1
    for item in _items(record) if changed else items:
        _count(item, record, clock, store)
    return changed


def _count(item: Item, record: Record, clock: Clock, store: FolderStore | None) -> None:
    """Set an item's notices when they are not what stands already: each setting is a write."""
    seen = seen_of(store, item.reports) if store is not None else None
    notices = rules.notices(item, clock.now(), seen)
    if notices != record.notices(item.item_id):
        record.set_notices(item.item_id, notices, rules.risk(item, notices))


def _items(record: Record) -> list[Item]:
    return [record.item(item_id) for item_id in record.items()]


def _changes(scan: Scan, wanted: dict[str, Link], known: _Known) -> Iterator[Link]:
    """Yield the links of a scan that differ from those on record."""
    for shipment_id, link in wanted.items():
        old = known.get(scan.scan_id, {}).get(shipment_id)
        if old is None or (old.link_class is not LinkClass.CONFIRMED and _differ(link, old)):
            yield link
    for shipment_id, old in known.get(scan.scan_id, {}).items():
        gone = shipment_id not in wanted
        if gone and old.link_class not in (LinkClass.CONFIRMED, LinkClass.NONE):
            yield dataclasses.replace(old, link_class=LinkClass.NONE, score=0, by="linking")


def _differ(link: Link, old: Link) -> bool:
    return (link.link_class, link.score, link.shipment_version, link.evidence) != (
        old.link_class,
        old.score,
        old.shipment_version,
        old.evidence,
    )
