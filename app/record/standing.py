"""From lines to the rows of shipments: every version, and which one stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, case, insert, select, update

from app.record.chain import Line
from app.record.coding import canonical
from app.record.parts import parts_of
from app.record.tables import LINK, SCAN, SHIPMENT

Body = Mapping[str, Any]

_INSERT = insert(SHIPMENT)
_STANDS_NO_MORE = (
    update(SHIPMENT)
    .where(SHIPMENT.c.shipment_id == bindparam("gone"), SHIPMENT.c.newest == 1)
    .values(newest=0)
)


def put_shipments(connection: Connection, entries: Iterable[tuple[Line, Body]]) -> set[str]:
    """Apply lines about shipments; return the items whose scans are tied to any of them."""
    named: set[str] = set()
    for current, run in itertools.groupby(entries, key=lambda entry: "current" in entry[1]):
        lines = list(run)
        names = [body["shipment"]["shipment_id"] for _, body in lines]
        named.update(names)
        if current:
            _put_current(connection, lines, names)
        else:
            _put_stated(connection, lines)
    return _tied(connection, sorted(named))


def _put_current(
    connection: Connection, lines: Sequence[tuple[Line, Body]], names: Sequence[str]
) -> None:
    """Let the last line of each shipment stand."""
    last = {name: line.seq for name, (line, _) in zip(names, lines, strict=True)}
    connection.execute(_STANDS_NO_MORE, [{"gone": name} for name in last])
    rows = [_row(line, body) | {"newest": int(line.seq in last.values())} for line, body in lines]
    connection.execute(_INSERT, rows)


def _put_stated(connection: Connection, lines: Sequence[tuple[Line, Body]]) -> None:
    """Let the highest version stand, as it did before there were filings."""
    for line, body in lines:
        row = _row(line, body)
        connection.execute(_INSERT, row | {"newest": 0})
        this = SHIPMENT.c.shipment_id == row["shipment_id"]
        newest = (
            select(SHIPMENT.c.seq)
            .where(this)
            .order_by(SHIPMENT.c.version.desc(), SHIPMENT.c.seq.desc())
            .limit(1)
        )
        chosen = case((SHIPMENT.c.seq == newest.scalar_subquery(), 1), else_=0)
        connection.execute(update(SHIPMENT).where(this).values(newest=chosen))


def _row(line: Line, body: Body) -> dict[str, Any]:
    shipment = body["shipment"]
    return {
        "seq": line.seq,
        "shipment_id": shipment["shipment_id"],
        "digest": body["digest"],
        "version": shipment["version"],
        "body": canonical(shipment),
    }


def _tied(connection: Connection, names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    linked = select(SCAN.c.item_id).join(LINK, LINK.c.scan_id == SCAN.c.scan_id)
    for some in parts_of(names):
        found.update(connection.scalars(linked.where(LINK.c.shipment_id.in_(some))))
    return found
