"""The queue's row of an item, made from everything that is known of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select

from app.domain.shipment import Shipment
from app.domain.skills import cargo_of
from app.domain.threat import ScreeningState
from app.domain.work import LinkClass
from app.record.coding import read, time_text
from app.record.parts import parts_of
from app.record.staleness import decided_on, must_be_made_again, returned
from app.record.tables import DECISION, ENTRY, IMAGE, ITEM, LINK, REPORT, SCAN, SHIPMENT
from app.shipments.consolidation import once

_GOODS_SHOWN = 240
"""Characters of declared goods that the queue can show of an item."""

UNLINKED = LinkClass.NONE
"""Links of this class tie a scan to no shipment."""


def refresh(connection: Connection, items: Iterable[str]) -> None:
    """Make the rows of these items again."""
    for some in parts_of(sorted(set(items))):
        connection.execute(delete(ENTRY).where(ENTRY.c.item_id.in_(some)))
        stand = select(ITEM).where(ITEM.c.item_id.in_(some), ITEM.c.joined_into == "")
        rows = connection.execute(stand.order_by(ITEM.c.item_id)).all()
        known = _known(connection, [row.item_id for row in rows])
        if rows:
            connection.execute(insert(ENTRY), [_entry(connection, row, known) for row in rows])


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


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    """What rows of the queue are made from, by item."""

    shipments: Mapping[str, Sequence[Shipment]]
    decisions: Mapping[str, str]
    """The newest of each item, as JSON."""
    objects: Mapping[str, Sequence[str]]
    """What the scanner read of each scan."""
    images: Mapping[str, Sequence[Row[Any]]]
    reports: Mapping[str, Sequence[Row[Any]]]
    returned: frozenset[str]
    """Recommendations that a supervisor sent back."""


def _known(connection: Connection, items: Sequence[str]) -> _Known:
    def of_items(query: Select[Any]) -> dict[str, list[Row[Any]]]:
        """Group the rows of a question by the item that stands first in them."""
        found: dict[str, list[Row[Any]]] = {}
        for row in connection.execute(query.where(SCAN.c.item_id.in_(items))).all():
            found.setdefault(row.item_id, []).append(row)
        return found

    bodies = of_items(_LINKED_OF)
    scans = of_items(select(SCAN.c.item_id, SCAN.c.body).order_by(SCAN.c.scan_id))
    decided = connection.execute(_DECIDED.where(DECISION.c.item_id.in_(items))).all()
    return _Known(
        shipments={
            item: [read(row.body, Shipment) for row in rows] for item, rows in bodies.items()
        },
        decisions={row.item_id: row.body for row in decided},
        objects={
            item: [json.loads(row.body)["object_id"] for row in rows]
            for item, rows in scans.items()
        },
        images=of_items(_IMAGES_OF),
        reports=of_items(_REPORTS_OF),
        returned=returned(connection, items),
    )


_LINKED_OF = (
    select(SCAN.c.item_id, SHIPMENT.c.shipment_id, SHIPMENT.c.body)
    .join(LINK, LINK.c.scan_id == SCAN.c.scan_id)
    .join(SHIPMENT, SHIPMENT.c.shipment_id == LINK.c.shipment_id)
    .where(SHIPMENT.c.newest == 1, LINK.c.link_class != UNLINKED)
    .distinct()
    .order_by(SHIPMENT.c.shipment_id)
)
_DECIDED = select(DECISION.c.item_id, DECISION.c.body).order_by(DECISION.c.seq)
_IMAGES_OF = select(
    SCAN.c.item_id, IMAGE.c.scan_id, IMAGE.c.view, IMAGE.c.energy, IMAGE.c.sha256
).join(IMAGE, IMAGE.c.scan_id == SCAN.c.scan_id)
_REPORTS_OF = (
    select(SCAN.c.item_id, REPORT.c.scan_id, REPORT.c.view, REPORT.c.state)
    .add_columns(REPORT.c.findings, REPORT.c.strongest)
    .join(REPORT, REPORT.c.scan_id == SCAN.c.scan_id)
    .where(REPORT.c.newest == 1)
)


def _entry(connection: Connection, item: Row[Any], known: _Known) -> dict[str, Any]:
    item_id = item.item_id
    shipments = known.shipments.get(item_id, ())
    images = known.images.get(item_id, ())
    return {
        "item_id": item_id,
        "received_at": item.received_at,
        "seq": item.seq,
        "outcome": _outcome(connection, known, item_id),
        **_declared(known.objects.get(item_id, ()), shipments),
        **_screened(images, known.reports.get(item_id, ())),
    }


def _outcome(connection: Connection, known: _Known, item_id: str) -> str:
    """Return what was decided; empty also when that must be decided again."""
    decision = known.decisions.get(item_id)
    if decision is None:
        return ""
    made_on = decided_on(decision)
    if made_on.recommendation_id in known.returned:
        return ""
    stored = {row.sha256 for row in known.images.get(item_id, ())}
    shipments = known.shipments.get(item_id, ())
    if must_be_made_again(connection, made_on, stored, shipments):
        return ""
    return made_on.kind


def _declared(objects: Sequence[str], shipments: Sequence[Shipment]) -> dict[str, Any]:
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
        "equipment": _equipment(objects, shipments),
        "goods": "; ".join(filter(None, (s.goods_text for s in shipments)))[:_GOODS_SHOWN],
        "pieces": sum(pieces) if pieces else None,
        "gross_kg": float(sum(masses)) if masses else None,
        "needs": " ".join(cargo_of(shipments)),
    }


def _arrival(shipment: Shipment) -> tuple[bool, str, str]:
    eta = shipment.conveyance.eta
    if eta is None:
        return True, "", shipment.shipment_id
    aware = eta if eta.tzinfo is not None else eta.replace(tzinfo=dt.UTC)
    return False, time_text(aware), shipment.shipment_id


def _equipment(objects: Sequence[str], shipments: Sequence[Shipment]) -> str:
    """Name what was scanned; where the scanner read nothing, what was declared."""
    declared = [piece.number for shipment in shipments for piece in shipment.equipment]
    seen = sorted(
        objects,
        key=lambda number: declared.index(number) if number in declared else len(declared),
    )
    return ", ".join(dict.fromkeys(filter(None, seen if any(seen) else declared)))


def _screened(views: Sequence[Row[Any]], reports: Sequence[Row[Any]]) -> dict[str, Any]:
    # A view has one picture an energy, or one that holds both.
    energies: dict[tuple[str, str], int] = {}
    for view in views:
        key = (view.scan_id, view.view)
        energies[key] = energies.get(key, 0) + (2 if view.energy == "both" else 1)
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
