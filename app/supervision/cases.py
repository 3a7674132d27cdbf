"""Opening a line of the re-check queue: everything that a supervisor judges by."""

from __future__ import annotations

from types import MappingProxyType

from app.domain.decision import Recommendation
from app.domain.scan import Original
from app.domain.shipment import Shipment
from app.domain.supervision import Recheck
from app.domain.supervision_case import Case, Difference, Key
from app.domain.work import Item
from app.record import Record
from app.review.site import SiteRules
from app.scans import FolderStore
from app.scans.measured import seen_of
from app.shipments.discrepancies import compare
from app.shipments.lifecycle import changes


def read_case(record: Record, store: FolderStore, site: SiteRules, line: Recheck) -> Case:
    """Return all that is on record around one decision."""
    item = record.item(line.item_id)
    decision = record.supervision.decision(line.recommendation_id)
    declared = record.supervision.shipments_seen(decision.shipment_digests)
    made = [one.recommendation_id for one in item.decisions]
    return Case(
        line,
        decision,
        item,
        declared,
        _differences(declared, item),
        compare(item, seen_of(store, item.reports), tares=site.tares),
        record.supervision.verdicts_on(item.item_id),
        record.supervision.answers(made),
        record.clock.now(),
        MappingProxyType({one.account: one.name for one in record.accounts()}),
        MappingProxyType(_files(store, item, decision)),
        record.supervision.trip_of(item.item_id),
    )


def _differences(declared: tuple[Shipment, ...], item: Item) -> tuple[Difference, ...]:
    """Return the shipments that are another version now, with what differs."""
    now = {shipment.shipment_id: shipment for shipment in item.shipments}
    found = (
        Difference(
            before.shipment_id,
            before.version,
            now[before.shipment_id].version,
            changes(before, now[before.shipment_id]),
        )
        for before in declared
        if before.shipment_id in now and before.sha256 != now[before.shipment_id].sha256
    )
    return tuple(one for one in found if one.changes)


def _files(
    store: FolderStore, item: Item, decision: Recommendation
) -> dict[Key, tuple[Original, ...]]:
    """Return the originals of each picture that was decided upon, and of no other."""
    seen = {digest for one in decision.scans for digest in one.image_digests}
    found = {}
    for scan in item.scans:
        for view in scan.views:
            files = [file for file in scan.of_view(view) if file.sha256 in seen]
            if files:
                found[scan.scan_id, view] = store.originals(files)
    return found
