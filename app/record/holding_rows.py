"""From lines about legal holds to rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert

from app.record.chain import Line
from app.record.retention_tables import LEGAL_HOLD


def hold_put(connection: Connection, line: Line, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Apply that something is held.

    Lines from before holds had names stand for the only hold of their subject: the next such line
    took the place of the last. They are named by their own number.
    """
    if "hold" not in body:
        connection.execute(delete(LEGAL_HOLD).where(LEGAL_HOLD.c.subject == line.subject))
    values = {"subject": line.subject, "reason": body["reason"], "officer": line.actor}
    named = {"hold_id": body.get("hold", str(line.seq)), "seq": line.seq}
    connection.execute(insert(LEGAL_HOLD), {**named, **values})
    return ()


def hold_lifted(connection: Connection, line: Line, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Apply that a hold is lifted; a line from before they had names names none, and lifts all."""
    gone = delete(LEGAL_HOLD).where(LEGAL_HOLD.c.subject == line.subject)
    if "hold" in body:
        gone = gone.where(LEGAL_HOLD.c.hold_id == body["hold"])
    connection.execute(gone)
    return ()
