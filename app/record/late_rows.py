"""From lines on late acts to their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from app.record.chain import Line
from app.record.coding import canonical
from app.record.late_tables import LATE_ACT, RECONFIRMED

Body = Mapping[str, Any]


def act_received(connection: Connection, line: Line, body: Body) -> tuple[str, ...]:
    """Add that an act came late; what it did has lines of its own."""
    connection.execute(
        insert(LATE_ACT),
        {
            "act_id": body["act_id"],
            "item_id": line.subject,
            "officer": line.actor,
            "what": body["what"],
            "done_at": body["done_at"],
            "received_at": line.at,
            "outcome": body["outcome"],
            "why": "" if body["why"] is None else canonical(body["why"]),
            "seq": line.seq,
        },
    )
    return ()


def reconfirmed(connection: Connection, line: Line, body: Body) -> tuple[str, ...]:
    """Add that a decision made alone was confirmed."""
    connection.execute(
        insert(RECONFIRMED),
        {
            "recommendation_id": body["recommendation_id"],
            "item_id": line.subject,
            "officer": line.actor,
            "at": line.at,
            "seq": line.seq,
        },
    )
    return ()
