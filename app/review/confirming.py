"""Confirming, in the officer's name, that a scan shows a shipment."""

from __future__ import annotations

import dataclasses

from app.domain.errors import Refused
from app.domain.words import say
from app.domain.work import Item, LinkClass
from app.review.desk import Desk


def confirm_link(desk: Desk, item: Item, scan_id: str, shipment_id: str) -> None:
    """Put on record that a scan shows the newest version of a shipment.

    Raises
    ------
    Refused
        When the two were never proposed for each other, or the shipment is gone.
    LeaseLost
        When the item is somebody else's now.
    """
    link = next(
        (k for k in item.links if (k.scan_id, k.shipment_id) == (scan_id, shipment_id)), None
    )
    shipment = next((s for s in item.shipments if s.shipment_id == shipment_id), None)
    if link is None or shipment is None:
        raise Refused(say("Nothing ties {shipment} to this scan.", shipment=shipment_id))
    values = {"scan": scan_id, "shipment": shipment_id}
    desk.record.note_event(item.item_id, desk.officer, "link_confirmed", values)
    desk.record.put_link(
        dataclasses.replace(
            link,
            link_class=LinkClass.CONFIRMED,
            shipment_version=shipment.version,
            by=desk.officer.account,
            at=desk.clock.now(),
        )
    )
