"""The queue: one row an item, by time left, then risk, then arrival."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Connection, Row, func, select, true
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.notice import Notice, Severity
from app.domain.officer import Officer
from app.domain.shipment import Mode
from app.domain.threat import ScreeningState
from app.domain.work import ItemState, QueueLine
from app.record.coding import text_of, time_of, value_of
from app.record.items import current
from app.record.tables import ENTRY, LEASE, NOTICE

RISK = func.max(ENTRY.c.strongest, func.coalesce(NOTICE.c.risk, 0.0))
"""The strongest finding, raised by what the notices say."""

ORDER = (ENTRY.c.eta.is_(None), ENTRY.c.eta, RISK.desc(), ENTRY.c.received_at, ENTRY.c.item_id)
"""Items without a time of arrival come last."""


def at_port(officer: Officer) -> Any:
    """Return the condition that an item is this person's port's, or nobody's yet."""
    return ENTRY.c.port.in_({"", officer.port}) if officer.port else true()


def lines(
    connection: Connection, now: dt.datetime, officer: Officer | None, *, include_decided: bool
) -> tuple[QueueLine, ...]:
    """Return the queue's lines; those of one person's port when a person is given."""
    query = (
        select(ENTRY, RISK.label("risk"))
        .add_columns(NOTICE.c.blocks, NOTICE.c.warnings, NOTICE.c.notes)
        .add_columns(LEASE.c.officer, LEASE.c.until)
        .outerjoin(LEASE, LEASE.c.item_id == ENTRY.c.item_id)
        .outerjoin(NOTICE, NOTICE.c.item_id == ENTRY.c.item_id)
        .order_by(*ORDER)
    )
    if officer is not None:
        query = query.where(at_port(officer))
    if not include_decided:
        query = query.where(ENTRY.c.outcome == "")
    return tuple(_line(row, now) for row in connection.execute(query))


def _line(row: Row[Any], now: dt.datetime) -> QueueLine:
    until = None if row.until is None else time_of(row.until)
    claimed = until is not None and until > now
    state = ItemState.CLAIMED if claimed else ItemState.WAITING
    return QueueLine(
        item_id=row.item_id,
        state=ItemState.DECIDED if row.outcome else state,
        eta=None if row.eta is None else time_of(row.eta),
        mode=None if row.mode is None else Mode(row.mode),
        port=row.port,
        equipment=row.equipment,
        goods=row.goods,
        pieces=row.pieces,
        gross_kg=row.gross_kg,
        blocks=row.blocks or 0,
        warnings=row.warnings or 0,
        notes=row.notes or 0,
        screening=None if row.screening is None else ScreeningState(row.screening),
        flagged=row.flagged,
        energies=row.energies,
        claimed_by=row.officer if claimed else "",
        claimed_until=until if claimed else None,
        outcome=row.outcome,
        risk=row.risk,
    )


def set_notices(
    connection: Connection, item_id: str, notices: tuple[Notice, ...], risk: float
) -> None:
    """Keep what rules and comparisons say of an item; the last word counts."""
    counts = [sum(notice.severity is kind for notice in notices) for kind in Severity]
    blocks, warnings, notes = counts
    values = {
        "item_id": current(connection, item_id).item_id,
        "body": text_of(notices),
        "blocks": blocks,
        "warnings": warnings,
        "notes": notes,
        "risk": min(1.0, max(0.0, float(risk))),
    }
    statement = upsert(NOTICE).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=values))


def notices(connection: Connection, item_id: str) -> tuple[Notice, ...]:
    """Return what rules and comparisons said last."""
    item_id = current(connection, item_id).item_id
    body = connection.scalar(select(NOTICE.c.body).where(NOTICE.c.item_id == item_id))
    return () if body is None else tuple(value_of(tree, Notice) for tree in json.loads(body))
