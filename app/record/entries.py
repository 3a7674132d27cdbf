"""The queue's row of an item, made from everything that is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.domain.threat import ScreeningState
from app.domain.work import LinkClass
from app.record.coding import read, time_text
from app.record.staleness import is_stale, newest_decision
from app.record.tables import ENTRY, IMAGE, ITEM, LINK, REPORT, SCAN, SHIPMENT
from app.shipments.consolidation import once

_GOODS_SHOWN = 240
"""Characters of declared goods that the queue can show of an item."""

UNLINKED = LinkClass.NONE
"""Links of this class tie a scan to no shipment."""


def refresh(connection: Connection, items: Iterable[str]) -> None:
    """Make the rows of these items again."""
    for item_id in sorted(set(items)):
        item = connection.execute(select(ITEM).where(ITEM.c.item_id == item_id)).one()
        connection.execute(delete(ENTRY).where(ENTRY.c.item_id == item_id))
        if not item.joined_into:
            connection.execute(insert(ENTRY).values(_entry(connection, item)))


# By number first: among a million shipments, nearly all stand.
_LINKED = (
    select(SHIPMENT.c.body)
    .where(
        SHIPMENT.c.newest == 1,
        SHIPMENT.c.shipment_id.in_(
            select(LINK.c.shipment_id)
            .join(SCAN, SCAN.c.scan_id == LINK.c.scan_id)
            .where(SCAN.c.item_id == bindparam("item"), LINK.c.link_class != UNLINKED)
        ),
    )
    .order_by(SHIPMENT.c.shipment_id)
)


def linked_shipments(connection: Connection, item_id: str) -> tuple[Shipment, ...]:
    """Return the newest version of every shipment that an item's scans are tied to."""
    rows = connection.scalars(_LINKED, {"item": item_id})
    return tuple(read(body, Shipment) for body in rows)


def _entry(connection: Connection, item: Row[Any]) -> dict[str, Any]:
    item_id = item.item_id
    shipments = linked_shipments(connection, item_id)
    return {
        "item_id": item_id,
        "received_at": item.received_at,
        "seq": item.seq,
        "outcome": _outcome(connection, item_id, shipments),
        **_declared(connection, item_id, shipments),
        **_screened(connection, item_id),
    }


def _outcome(connection: Connection, item_id: str, shipments: Sequence[Shipment]) -> str:
    """Return what was decided; empty also when that must be decided again."""
    decision = newest_decision(connection, item_id)
    if decision is None or is_stale(connection, decision, shipments):
        return ""
    return decision.kind.value


def _declared(
    connection: Connection, item_id: str, shipments: Sequence[Shipment]
) -> dict[str, Any]:
    by_arrival = sorted(shipments, key=_arrival)
    first = by_arrival[0].conveyance if by_arrival else None
    counts = [one.pieces for one in once(shipments, lambda s: s.pieces).shipments]
    weights = [one.gross_kg for one in once(shipments, lambda s: s.gross_kg).shipments]
    pieces = [count for count in counts if count is not None]
    masses = [weight for weight in weights if weight is not None]
    return {
        "eta": _arrival(by_arrival[0])[1] or None if by_arrival else None,
        "mode": first.mode.value if first else None,
        "port": first.fpoa if first else "",
        "equipment": _equipment(connection, item_id, shipments),
        "goods": "; ".join(filter(None, (s.goods_text for s in shipments)))[:_GOODS_SHOWN],
        "pieces": sum(pieces) if pieces else None,
        "gross_kg": float(sum(masses)) if masses else None,
    }


def _arrival(shipment: Shipment) -> tuple[bool, str, str]:
    eta = shipment.conveyance.eta
    if eta is None:
        return True, "", shipment.shipment_id
    aware = eta if eta.tzinfo is not None else eta.replace(tzinfo=dt.UTC)
    return False, time_text(aware), shipment.shipment_id


def _equipment(connection: Connection, item_id: str, shipments: Sequence[Shipment]) -> str:
    """Name what was scanned; where the scanner read nothing, what was declared."""
    bodies = connection.scalars(
        select(SCAN.c.body).where(SCAN.c.item_id == item_id).order_by(SCAN.c.scan_id)
    )
    declared = [piece.number for shipment in shipments for piece in shipment.equipment]
    seen = sorted(
        (read(body, Scan).object_id for body in bodies),
        key=lambda number: declared.index(number) if number in declared else len(declared),
    )
    return ", ".join(dict.fromkeys(filter(None, seen if any(seen) else declared)))


def _screened(connection: Connection, item_id: str) -> dict[str, Any]:
    views = connection.execute(
        select(IMAGE.c.scan_id, IMAGE.c.view, IMAGE.c.energy)
        .join(SCAN, SCAN.c.scan_id == IMAGE.c.scan_id)
        .where(SCAN.c.item_id == item_id)
    ).all()
    reports = connection.execute(
        select(REPORT.c.scan_id, REPORT.c.view, REPORT.c.state, REPORT.c.findings)
        .add_columns(REPORT.c.strongest)
        .join(SCAN, SCAN.c.scan_id == REPORT.c.scan_id)
        .where(SCAN.c.item_id == item_id, REPORT.c.newest == 1)
    ).all()
    # A view has one picture an energy, or one that holds both.
    energies: dict[tuple[str, str], int] = {}
    for scan_id, view, energy in views:
        pictures = 2 if energy == "both" else 1
        energies[scan_id, view] = energies.get((scan_id, view), 0) + pictures
    reported = {(report.scan_id, report.view) for report in reports}
    return {
        "screening": _state(
            {report.state for report in reports}, complete=reported >= set(energies)
        ),
        "flagged": sum(report.findings for report in reports),
        "energies": max((min(2, count) for count in energies.values()), default=0),
        "strongest": max((report.strongest for report in reports), default=0.0),
    }


def _state(states: set[str], *, complete: bool) -> str | None:
    """Sum up the views: a finding anywhere counts, a failure is never hidden by a good view."""
    for state in (ScreeningState.FLAGGED, ScreeningState.UNKNOWN):
        if state in states:
            return state.value
    return ScreeningState.NOTHING_FLAGGED.value if states and complete else None
