"""Links between scans and shipments, and the items that become one because of them."""

from __future__ import annotations

import dataclasses

from sqlalchemy import bindparam, delete, select

from app.domain.errors import Refused
from app.domain.mark import Mark
from app.domain.words import phrase, say
from app.domain.work import Link, LinkClass
from app.record.chain import LineKind
from app.record.coding import plain, read, time_text
from app.record.items import last_mark_number, require_scan, scans_of
from app.record.tables import (
    DECISION,
    ITEM,
    LEASE,
    LINK,
    MARK,
    NOTICE,
    SCAN,
    SHIPMENT,
)
from app.record.turn_state import at_join
from app.record.writing import Writing

_NO_SHIPMENT = phrase("Scan {scan} cannot be linked: there is no shipment {shipment} on record.")

_TIES = tuple(kind.value for kind in LinkClass if kind not in {LinkClass.NONE, LinkClass.CONFLICT})
"""Links that bring scans together into one item."""


def put_link(writing: Writing, link: Link) -> None:
    """Write the next version of a link; it takes the place of the one before."""
    # Whoever says something of the same link at the same moment locks the item first as well.
    writing.hold([require_scan(writing.connection, link.scan_id)])
    link = dataclasses.replace(link, version=_versions(writing, link) + 1)
    known = select(SHIPMENT.c.seq).where(SHIPMENT.c.shipment_id == link.shipment_id).limit(1)
    if link.link_class is not LinkClass.NONE and writing.connection.scalar(known) is None:
        raise Refused(say(_NO_SHIPMENT, scan=link.scan_id, shipment=link.shipment_id))
    writing.append(LineKind.LINK_PUT, actor=link.by, subject=link.scan_id, body=link)
    if link.link_class.value in _TIES:
        _join_around(writing, link.shipment_id, by=link.by)


def _versions(writing: Writing, link: Link) -> int:
    """Return how many versions of a link there are."""
    same = (LINK.c.scan_id == link.scan_id) & (LINK.c.shipment_id == link.shipment_id)
    body = writing.connection.scalar(select(LINK.c.body).where(same))
    return 0 if body is None else read(body, Link).version


_TIED = select(LINK.c.shipment_id).where(
    LINK.c.scan_id.in_(scans_of(bindparam("item"))), LINK.c.link_class.in_(_TIES)
)
_JOINED_INTO = select(ITEM.c.joined_into).where(ITEM.c.item_id == bindparam("item"))
_SHARED = (
    select(SCAN.c.item_id)
    .join(LINK, LINK.c.scan_id == SCAN.c.scan_id)
    .where(LINK.c.shipment_id == bindparam("shipment"), LINK.c.link_class.in_(_TIES))
)
_HELD = select(LEASE.c.item_id, LEASE.c.officer).where(LEASE.c.until > bindparam("now"))
_DECIDED = select(DECISION.c.seq).where(DECISION.c.item_id == bindparam("item")).limit(1)


def join_again(writing: Writing, item_id: str, *, by: str) -> str:
    """Join what belongs to an item and could not be joined before; return where it is now."""
    for shipment_id in sorted(set(writing.connection.scalars(_TIED, {"item": item_id}))):
        _join_around(writing, shipment_id, by=by)
    into: str = writing.connection.scalar(_JOINED_INTO, {"item": item_id}) or ""
    return into or item_id


def _join_around(writing: Writing, shipment_id: str, *, by: str) -> None:
    """Bring the scans that share a shipment into one item, unless somebody is at work on one.

    The item that the writer of the link is working on survives, else the oldest.
    """
    items = sorted(set(writing.connection.scalars(_SHARED, {"shipment": shipment_id})), key=_age)
    # Nobody else claims or decides one of them before this write has ended.
    writing.hold(items)
    holders = _holders(writing)
    free = [item for item in items if not _decided(writing, item)]
    mine = [item for item in free if holders.get(item) == by]
    open_ones = [item for item in free if item not in holders]
    if len(mine) > 1:
        return
    kept, *vacated = [*mine, *open_ones] or [""]
    for item in vacated:
        _join(writing, item, kept, by=by)


def _age(item_id: str) -> tuple[int, str]:
    """Order items by their running number."""
    return len(item_id), item_id


def _holders(writing: Writing) -> dict[str, str]:
    rows = writing.connection.execute(_HELD, {"now": time_text(writing.now)})
    return {row.item_id: row.officer for row in rows}


def _decided(writing: Writing, item_id: str) -> bool:
    return writing.connection.scalar(_DECIDED, {"item": item_id}) is not None


def _join(writing: Writing, vacated: str, kept: str, *, by: str) -> None:
    body = {"vacated": vacated, "kept": kept, "renumbered": _renumbered(writing, vacated, kept)}
    at_join(writing, vacated, kept, by=by)
    for table in (LEASE, NOTICE):
        writing.connection.execute(delete(table).where(table.c.item_id == vacated))
    writing.append(LineKind.ITEMS_JOINED, actor=by, subject=kept, body=body)


def _renumbered(writing: Writing, vacated: str, kept: str) -> list[object]:
    """Return the moving marks with new numbers, when the kept item has marks of its own."""
    last = last_mark_number(writing.connection, kept)
    if last == 0:
        return []
    query = select(MARK.c.body).where(MARK.c.scan_id.in_(scans_of(vacated)))
    moving = [
        read(body, Mark) for body in writing.connection.scalars(query.order_by(MARK.c.number))
    ]
    return [
        plain(dataclasses.replace(mark, number=last + place))
        for place, mark in enumerate(moving, start=1)
    ]
