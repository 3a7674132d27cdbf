"""From lines about turns and skills to their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, update

from app.record.chain import Line
from app.record.turn_tables import SKILL, TURN
from app.record.upserting import put

Body = Mapping[str, Any]


def turn_put(connection: Connection, line: Line, body: Body) -> tuple[str, ...]:
    """Apply that an item has another turn; the row of its item in the queue does not change."""
    turn = body["turn"]
    values = {name: turn[name] for name in ("kind", "by", "at", "until", "text", "asked_of")}
    put(
        connection,
        TURN,
        {
            "item_id": line.subject,
            **values,
            "meant_for": turn["to"],
            "ended": "",
            "shipments": "",
            "images": 0,
            "known": " ".join(body["known"]),
            "seq": line.seq,
        },
    )
    return ()


def turn_ended(connection: Connection, line: Line, body: Body) -> tuple[str, ...]:
    """Apply that the turn of an item is over, and what came when data ended it."""
    values = {
        "ended": body["why"],
        "shipments": " ".join(body["shipments"]),
        "images": body["images"],
        "seq": line.seq,
    }
    connection.execute(update(TURN).where(TURN.c.item_id == line.subject).values(values))
    return ()


def skills_put(connection: Connection, line: Line, body: Body) -> tuple[str, ...]:
    """Apply what a person is trained for from now on."""
    values = {"modes": " ".join(body["modes"]), "cargo": " ".join(body["cargo"])}
    put(connection, SKILL, {"account": line.subject, **values, "seq": line.seq})
    return ()
