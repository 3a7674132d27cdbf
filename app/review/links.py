"""What an officer says of links: a scan shows a shipment, or does not, or shows its new number.

Every word is a new version of the link; the record keeps the earlier ones with their reasons.
"""

from __future__ import annotations

import dataclasses

from app.domain.errors import Refused
from app.domain.words import phrase, say
from app.domain.work import BREAKING, Item, Link, LinkClass, LinkReason
from app.record import Saying
from app.review.desk import Desk

_NOTHING = phrase("Nothing ties {shipment} to this scan.")
_NO_REASON = phrase("Say why this scan does not show {shipment}.")


def confirm_link(
    desk: Desk,
    item: Item,
    scan_id: str,
    shipment_id: str,
    reason: LinkReason = LinkReason.CONFIRMED,
) -> None:
    """Put on record that a scan shows the newest version of a shipment.

    Where that is another number of a cargo that the scan was linked to, the link moves: the one to
    the old number ends, and says where it went.

    Raises
    ------
    Refused
        When the two were never proposed for each other, or the shipment is gone.
    LeaseLost
        When the item is somebody else's now.
    """
    link = _link(item, scan_id, shipment_id)
    shipment = next((s for s in item.shipments if s.shipment_id == shipment_id), None)
    if link is None or shipment is None or link.link_class is LinkClass.ORPHANED:
        raise Refused(say(_NOTHING, shipment=shipment_id))
    said = [
        dataclasses.replace(
            old, link_class=LinkClass.NONE, reason=LinkReason.MOVED, moved_to=shipment_id
        )
        for old in item.links
        if _same_cargo(link, old)
    ]
    said.append(
        dataclasses.replace(
            link,
            link_class=LinkClass.CONFIRMED,
            shipment_version=shipment.version,
            reason=LinkReason.MOVED if said else reason,
        )
    )
    saying = Saying("link_confirmed", {"scan": scan_id, "shipment": shipment_id})
    desk.record.say_links(item.item_id, desk.officer, saying, said)


def break_link(desk: Desk, item: Item, scan_id: str, shipment_id: str, reason: LinkReason) -> None:
    """Put on record that a scan does not show a shipment, and why.

    Raises
    ------
    Refused
        When nothing ties the two, or the reason is none of `BREAKING`.
    LeaseLost
        When the item is somebody else's now.
    """
    link = _link(item, scan_id, shipment_id)
    if link is None or link.link_class is LinkClass.NONE:
        raise Refused(say(_NOTHING, shipment=shipment_id))
    if reason not in BREAKING:
        raise Refused(say(_NO_REASON, shipment=shipment_id))
    values = {"scan": scan_id, "shipment": shipment_id, "reason": reason.value}
    broken = dataclasses.replace(link, link_class=LinkClass.NONE, reason=reason)
    desk.record.say_links(item.item_id, desk.officer, Saying("link_broken", values), (broken,))


def _link(item: Item, scan_id: str, shipment_id: str) -> Link | None:
    pair = (scan_id, shipment_id)
    return next((k for k in item.links if (k.scan_id, k.shipment_id) == pair), None)


def _same_cargo(link: Link, old: Link) -> bool:
    """Whether an older link is to an earlier number of the cargo that a link is to."""
    if link.reason is not LinkReason.RENUMBERED or old.scan_id != link.scan_id:
        return False
    earlier = _earlier(link)
    ends = old.link_class in (LinkClass.CONFIRMED, LinkClass.ORPHANED)
    follows = old.shipment_id in earlier or bool(earlier & _earlier(old))
    return ends and follows and old.shipment_id != link.shipment_id


def _earlier(link: Link) -> set[str]:
    """Return the numbers that were read and are earlier ones of what a link is to."""
    return {line.read for line in link.evidence if line.key == "CHAIN"}
