"""From lines to what finds them: filings by the numbers they name, shipments and scans by theirs.

A part of the projections that can be emptied and filled from the log again at any time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from app.domain.filing import Filing
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.record.chain import Line, LineKind
from app.record.coding import time_text, value_of
from app.record.filing_tables import FILING, MENTION, NUMBER, TAKEN
from app.record.filing_text import filing_from, identity_of, tree_of
from app.record.numbers import Told, numbers_of_scan, numbers_of_shipment
from app.record.tables import LINE, PAYLOAD, SHIPMENT
from app.shipments.lifecycle import named_by, number_form

SCHEME = 1
"""Grows whenever the numbers of a filing, shipment or scan are drawn in another way: a record
that was indexed otherwise is indexed anew when it is opened."""

OF_SHIPMENT, OF_SCAN = "shipment", "scan"

Body = Mapping[str, Any]


def index(connection: Connection, line: Line, body: Body) -> None:
    """Apply one line to the tables by which things are found."""
    indexer = _INDEXERS.get(line.kind)
    if indexer is not None:
        indexer(connection, line, body)


def index_anew(connection: Connection) -> None:
    """Empty these tables and fill them from the log."""
    for table in (TAKEN, FILING, MENTION, NUMBER):
        connection.execute(delete(table))
    columns = (LINE.c.seq, LINE.c.at, LINE.c.actor, LINE.c.kind, LINE.c.subject)
    rows = connection.execute(
        select(*columns, LINE.c.payload_digest, LINE.c.previous, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.kind.in_(_INDEXERS))
        .order_by(LINE.c.seq)
        .execution_options(yield_per=1000)
    )
    for row in rows:
        index(connection, Line(*row[:-1]), json.loads(row.body)["body"])


def _filing_added(connection: Connection, line: Line, body: Body) -> None:
    _put_filing(connection, line, filing_from(body), identity_of(body))


def _put_filing(connection: Connection, line: Line, filing: Filing, identity: str) -> None:
    values = {
        "seq": line.seq,
        "identity": identity,
        "kind": filing.kind.value,
        "key": number_form(filing.key),
        "function": filing.function.value,
        "received_at": time_text(filing.received_at),
    }
    put = connection.execute(insert(FILING).prefix_with("OR IGNORE"), values)
    named = named_by(filing)
    if put.rowcount and named:
        rows = [{"part": part.value, "number": n, "seq": line.seq} for part, n in named]
        connection.execute(insert(MENTION), rows)


def _file_taken(connection: Connection, line: Line, body: Body) -> None:
    values = {"sha256": body["sha256"], "name": body["name"], "filings": body["filings"]}
    connection.execute(insert(TAKEN).prefix_with("OR IGNORE"), {**values, "seq": line.seq})


def _shipment_added(connection: Connection, line: Line, body: Body) -> None:
    shipment = value_of(body["shipment"], Shipment)
    if "current" not in body:
        # Of before there were filings: what was declared counts as what was filed.
        filing = filing_from(body)
        _put_filing(connection, line, filing, identity_of(tree_of(filing)))
    stands = connection.scalar(select(SHIPMENT.c.newest).where(SHIPMENT.c.seq == line.seq))
    if stands:
        told = numbers_of_shipment(shipment)
        _put_numbers(connection, (OF_SHIPMENT, shipment.shipment_id), told, line.seq)


def _image_added(connection: Connection, line: Line, body: Body) -> None:
    scan = value_of(body["scan"], Scan)
    _put_numbers(connection, (OF_SCAN, scan.scan_id), numbers_of_scan(scan), line.seq)


def _put_numbers(
    connection: Connection, owner: tuple[str, str], told: Iterable[Told], seq: int
) -> None:
    of, name = owner
    connection.execute(delete(NUMBER).where(NUMBER.c.of == of, NUMBER.c.owner == name))
    rows = [
        {"number": number, "name": key, "of": of, "owner": name, "seq": seq}
        for key, number in sorted(told)
    ]
    if rows:
        connection.execute(insert(NUMBER), rows)


_INDEXERS: Mapping[str, Callable[[Connection, Line, Body], None]] = MappingProxyType(
    {
        LineKind.FILING_ADDED.value: _filing_added,
        LineKind.FILE_TAKEN.value: _file_taken,
        LineKind.SHIPMENT_ADDED.value: _shipment_added,
        LineKind.IMAGE_ADDED.value: _image_added,
    }
)
