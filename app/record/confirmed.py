"""What officers took note of that does not fit, from the lines in which they did."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from app.domain.compliance import Confirmed, is_monitored
from app.domain.notice import Notice
from app.record.coding import time_of, value_of
from app.record.entries import linked_shipments
from app.record.tables import ACKNOWLEDGED, DECISION, LINE, PAYLOAD


def confirmed(connection: Connection) -> tuple[Confirmed, ...]:
    """Return every inconsistency and every late transmission that was taken note of, oldest first.

    What was purged after its time is not on the list any more.
    """
    query = (
        select(ACKNOWLEDGED, LINE.c.at, PAYLOAD.c.body)
        .join(LINE, LINE.c.seq == ACKNOWLEDGED.c.seq)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .order_by(ACKNOWLEDGED.c.seq)
    )
    rows = connection.execute(query).all()
    meant = [row for row in rows if is_monitored(row.notice_key.partition(":")[0])]
    cargo = {row.item_id: _cargo(connection, row.item_id) for row in meant}
    decided = {row.item_id: _decided(connection, row.item_id) for row in meant}
    found = []
    for row in meant:
        notice = value_of(json.loads(row.body)["body"]["notice"], Notice)
        numbers = cargo[row.item_id]
        own = (notice.subject,) if notice.subject in numbers else numbers
        found.append(
            Confirmed(
                line=row.seq,
                at=time_of(row.at),
                by=row.officer,
                item_id=row.item_id,
                notice=notice,
                shipments=own,
                recommendation_id=decided[row.item_id],
            )
        )
    return tuple(found)


def _cargo(connection: Connection, item_id: str) -> tuple[str, ...]:
    return tuple(one.shipment_id for one in linked_shipments(connection, item_id))


def _decided(connection: Connection, item_id: str) -> str:
    newest = (
        select(DECISION.c.recommendation_id)
        .where(DECISION.c.item_id == item_id)
        .order_by(DECISION.c.seq.desc())
    )
    return connection.scalar(newest.limit(1)) or ""
