"""Links proposed anew for what came in since the last time, and the notices that follow.

Only scans that share a number with what is new are matched again, those that nothing fits also
when they share one nearly (shipment-data, L1): how much is on record otherwise makes no difference,
and what a killed program left undone is done by the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from app.domain.clock import Clock
from app.domain.identifiers import Key
from app.domain.scan import Scan
from app.domain.work import Item, Link, LinkClass
from app.intake.on_file import OnRecord, names_of
from app.record import Record
from app.scans import FolderStore
from app.scans.measured import seen_of
from app.shipments import rules
from app.shipments.linking import OnFile, contested, propose, revised
from app.shipments.linking.keys import index_value
from app.shipments.linking.shelf import Sought, sought_by
from app.shipments.linking.windows import Windows, may_still_match
from app.shipments.tables import Tables

_AT_ONCE = 200
"""Scans that are matched between two looks at the record, and written together."""
_RENUMBERED_WITHIN = dt.timedelta(days=3)
"""How long after a Delete an Add may come in that was sent within a day of it (R057)."""
_TYING = (LinkClass.CONFIRMED, LinkClass.STRONG, LinkClass.ORPHANED)
"""Classes of links that are followed when the cargo goes on under another number."""


def relink(
    record: Record,
    clock: Clock,
    *,
    store: FolderStore | None = None,
    everything: bool = False,
) -> int:
    """Propose links where something is new and count notices anew; return how many links changed.

    What an officer said stays. A proposal that no longer holds becomes NONE, and one whose record
    was deleted ORPHANED.

    Parameters
    ----------
    record, clock
        The record, and the time of the proposals.
    store
        Where measurements are kept; without it notices count no measurement.
    everything
        Match every scan on record, whether anything is new or not.
    """
    news = record.linking.news(everything=everything)
    scans = set(news.scans) | (set() if everything else _concerned(record, clock, news.shipments))
    scans |= _twins(record, news.scans)
    changed = 0
    for some in _parts(sorted(scans)):
        changed += match(record, clock, record.linking.scans(some).values())
    for item_id in record.linking.items_of(scans):
        count_notices(record.item(item_id), record, clock, store)
    record.linking.done(news.until)
    return changed


def match(record: Record, clock: Clock, scans: Iterable[Scan]) -> int:
    """Put the links of scans that differ from those on record; return how many."""
    scans = tuple(scans)
    filed = OnRecord(record)
    filed.read_ahead(scans)
    now = clock.now()
    windows = _windows(record)
    twins = record.linking.twins(scans)
    changed: list[Link] = []
    for scan in scans:
        known = {link.shipment_id: link for link in record.linking.links_of(scan.scan_id)}
        tied = [one for one, link in known.items() if link.link_class in _TYING]
        proposed = propose(scan, filed, now=now, tied=tied, windows=windows)
        proposed = contested(proposed, twins.get(scan.scan_id, ()))
        changed.extend(revised(proposed, known, now=now))
    if changed:
        record.linking.put(changed)
    return len(changed)


def _twins(record: Record, scan_ids: Iterable[str]) -> set[str]:
    """Return the scans whose very image came again with one of these: both are in doubt now."""
    twins = record.linking.twins(record.linking.scans(scan_ids).values())
    return {other for others in twins.values() for other in others}


def _concerned(record: Record, clock: Clock, shipment_ids: Collection[str]) -> set[str]:
    """Return the scans that new data may be about."""
    if not shipment_ids:
        return set()
    linking = record.linking
    shipments = tuple(linking.shipments(shipment_ids).values())
    kin = {ccn for one in shipments for ccn in (one.replaces_ccn, one.previous_ccn) if ccn}
    kin |= _filed_anew(record, clock, shipment_ids)
    found = linking.scans_linked_to({*shipment_ids, *kin})
    found.update(linking.scans_reading(_told(names_of(one) for one in shipments)))
    near = record.scans_near(_told(sought_by(OnFile(one)) for one in shipments))
    waiting = linking.unmatched_among(set(near) - found)
    now = clock.now()
    scans = linking.scans(waiting).values()
    windows = _windows(record)
    return found | {scan.scan_id for scan in scans if may_still_match(scan, now, now, windows)}


def _filed_anew(record: Record, clock: Clock, shipment_ids: Collection[str]) -> set[str]:
    """Return the deleted records with a scan that new data looks like, filed anew (R057)."""
    orphaned = record.linking.orphaned_since(clock.now() - _RENUMBERED_WITHIN)
    new = {index_value(Key.CCN, one) for one in shipment_ids}
    dossiers = record.linking.dossiers(orphaned) if orphaned else {}
    return {
        key
        for key, dossier in dossiers.items()
        if new & {index_value(Key.CCN, number) for number in dossier.renumbered_as}
    }


def _windows(record: Record) -> Windows:
    return Windows.of(Tables.at(record.path.parent))


def _told(numbers: Iterable[Iterable[Sought]]) -> set[tuple[str, str]]:
    return {(key.value, number) for some in numbers for key, number in some}


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def count_notices(item: Item, record: Record, clock: Clock, store: FolderStore | None) -> None:
    """Set an item's notices when they are not what stands already: each setting is a write."""
    seen = seen_of(store, item.reports) if store is not None else None
    found = rules.examined(
        item,
        clock.now(),
        seen,
        known=record.known(item),
        tables=Tables.at(record.path.parent),
    )
    notices = found.notices
    if notices != record.notices(item.item_id) or found.fired != record.fired(item.item_id):
        record.set_notices(item.item_id, notices, rules.risk(item, notices), found.fired)
