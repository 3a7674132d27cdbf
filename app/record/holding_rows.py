"""From lines about legal holds to rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete

from app.record.chain import Line
from app.record.retention_tables import LEGAL_HOLD
from app.record.upserting import put


def hold_put(connection: Connection, line: Line, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Apply that something is held."""
    values = {"subject": line.subject, "reason": body["reason"], "officer": line.actor}
    put(connection, LEGAL_HOLD, {**values, "seq": line.seq})
    return ()


def hold_lifted(connection: Connection, line: Line, _: Mapping[str, Any]) -> tuple[str, ...]:
    """Apply that a hold is lifted."""
    connection.execute(delete(LEGAL_HOLD).where(LEGAL_HOLD.c.subject == line.subject))
    return ()
