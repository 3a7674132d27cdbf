"""What earlier shipments told of themselves: kept by an index, read newest first.

However many there are of a group, only the newest few thousand within the window are read, in one
run of the index.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.domain.past import Past, Told, Trait
from app.domain.shipment import Shipment
from app.record.history_tables import HISTORY
from app.record.parts import parts_of
from app.record.tables import ITEM, LINK, SCAN
from app.shipments.discrepancies.limits import (
    ADDRESS_DAYS,
    ADDRESS_MOST,
    PAST_DAYS,
    PAST_MOST,
)
from app.shipments.discrepancies.past import told_by

_WINDOW: Mapping[Trait, tuple[int, int]] = MappingProxyType(
    {
        Trait.VALUE_PER_KG: (PAST_DAYS, PAST_MOST),
        Trait.KG_PER_PIECE: (PAST_DAYS, PAST_MOST),
        Trait.RECEIVES: (ADDRESS_DAYS, ADDRESS_MOST),
        Trait.SENDS: (PAST_DAYS, PAST_MOST),
    }
)
"""Days that are looked back, and how many are read at most."""

_EARLIER = (
    select(HISTORY.c.owner, HISTORY.c.figure, HISTORY.c.name)
    .where(HISTORY.c.trait == bindparam("trait"), HISTORY.c.among == bindparam("among"))
    .where(HISTORY.c.day >= bindparam("first"))
    .order_by(HISTORY.c.day.desc(), HISTORY.c.owner.desc())
    .limit(bindparam("most"))
)


def put_history(connection: Connection, told: Mapping[str, tuple[int, Shipment]]) -> None:
    """Let shipments tell what they do now and nothing else; by identity: line and shipment."""
    for some in parts_of(list(told)):
        connection.execute(delete(HISTORY).where(HISTORY.c.owner.in_(some)))
    rows = [row for seq, shipment in told.values() for row in _rows(seq, shipment)]
    if rows:
        connection.execute(insert(HISTORY), rows)


def history_of(seq: int, shipment: Shipment) -> Iterator[tuple[Any, ...]]:
    """Yield what a shipment tells, as rows whose values stand in the order of the columns."""
    names = HISTORY.columns.keys()
    return (tuple(row[name] for name in names) for row in _rows(seq, shipment))


def _rows(seq: int, shipment: Shipment) -> list[dict[str, Any]]:
    day = shipment.received_at.astimezone(dt.UTC).toordinal()
    rows = {
        (told.trait, told.group): {
            "trait": told.trait.value,
            "among": told.group,
            "day": day,
            "owner": shipment.shipment_id,
            "figure": told.figure,
            "name": told.name,
            "seq": seq,
        }
        for told in told_by(shipment)
    }
    return list(rows.values())


def read_past(connection: Connection, shipments: Sequence[Shipment], now: dt.datetime) -> Past:
    """Return what other shipments told among the same groups as these."""
    own = {shipment.shipment_id for shipment in shipments}
    asked = dict.fromkeys(
        (told.trait, told.group) for shipment in shipments for told in told_by(shipment)
    )
    found = {
        (trait, group): tuple(
            Told(trait, group, row.figure, row.name)
            for row in _earlier(connection, trait, group, now)
            if row.owner not in own
        )
        for trait, group in asked
    }
    return Past(MappingProxyType({key: told for key, told in found.items() if told}))


def _earlier(connection: Connection, trait: Trait, group: str, now: dt.datetime) -> Iterable[Any]:
    days, most = _WINDOW[trait]
    first = now.astimezone(dt.UTC).toordinal() - days
    values = {"trait": trait.value, "among": group, "first": first, "most": most}
    return connection.execute(_EARLIER, values)


def items_of_stream(connection: Connection, group: str, now: dt.datetime) -> frozenset[str]:
    """Return the items with shipments of one shipper and heading, the newest some thousand."""
    owners = [row.owner for row in _earlier(connection, Trait.SENDS, group, now)]
    query = (
        select(SCAN.c.item_id)
        .join(LINK, LINK.c.scan_id == SCAN.c.scan_id)
        .join(ITEM, ITEM.c.item_id == SCAN.c.item_id)
    )
    return frozenset(
        item_id
        for some in parts_of(owners)
        for item_id in connection.scalars(query.where(LINK.c.shipment_id.in_(some)))
    )
