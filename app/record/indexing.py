"""From lines to what finds them: filings by the numbers they name, shipments and scans by theirs.

A part of the projections that can be emptied and filled from the log again at any time.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from app.domain.filing import Filing
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Shipment
from app.record.bulk import PlainRow, plain_rows, put_rows
from app.record.chain import Line, LineKind
from app.record.coding import read, time_text, value_of
from app.record.filing_tables import FILING, MENTION, NUMBER, TAKEN
from app.record.filing_text import filing_from, identity_of, tree_of
from app.record.history import history_of, put_history
from app.record.history_tables import HISTORY
from app.record.numbers import Told, numbers_of_file, numbers_of_scan, numbers_of_shipment
from app.record.parts import parts_of
from app.record.stubs import read_stubs, said_of
from app.record.tables import IMAGE, LINE, PAYLOAD, SCAN, SHIPMENT
from app.record.upserting import is_new, put_new
from app.shipments.lifecycle import named_by, number_form

SCHEME = 4
"""Grows whenever the numbers of a filing, shipment or scan are drawn in another way: a record
that was indexed otherwise is indexed anew when it is opened."""

OF_SHIPMENT, OF_SCAN, OF_IMAGE = "shipment", "scan", "image"

Body = Mapping[str, Any]
Entry = tuple[Line, Body]
Row = dict[str, Any]

_LINES_AT_ONCE = 1000
_PUT_FILING, _PUT_MENTION = insert(FILING), insert(MENTION)


def index(connection: Connection, kind: str, entries: Sequence[Entry]) -> None:
    """Apply lines of one kind, in their order, to the tables by which things are found."""
    indexer = _INDEXERS.get(kind)
    if indexer is not None:
        indexer(connection, entries)


def index_lines(connection: Connection, kind: str, entries: Sequence[Entry]) -> None:
    """Apply what lines of one kind tell by themselves; `index_rows` does the rest for all."""
    indexer = _BY_LINES.get(kind)
    if indexer is not None:
        indexer(connection, entries)


def index_anew(connection: Connection) -> None:
    """Empty these tables and fill them from the log and from what stands."""
    for table in (TAKEN, FILING, MENTION, NUMBER, HISTORY):
        connection.execute(delete(table))
    columns = (LINE.c.seq, LINE.c.at, LINE.c.actor, LINE.c.kind, LINE.c.subject)
    query = (
        select(*columns, LINE.c.payload_digest, LINE.c.previous, PAYLOAD.c.body)
        .outerjoin(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.kind.in_(_BY_LINES))
        .order_by(LINE.c.seq)
        .execution_options(yield_per=_LINES_AT_ONCE)
    )
    stubs = read_stubs(connection)
    for rows in connection.execute(query).partitions():
        said = ((Line(*row[:-1]), said_of(row.body, row.payload_digest, stubs)) for row in rows)
        entries = ((line, body) for line, body in said if body is not None)
        for kind, run in itertools.groupby(entries, key=lambda entry: entry[0].kind):
            index_lines(connection, kind, list(run))
    index_rows(connection)


def index_rows(connection: Connection) -> None:
    """Fill what follows from scans, images and shipments as they stand; it must be empty."""
    scans = select(SCAN.c.scan_id, SCAN.c.seq, SCAN.c.body)
    for rows in plain_rows(connection, scans):
        told = ((name, seq, numbers_of_scan(read(body, Scan))) for name, seq, body in rows)
        put_rows(connection, NUMBER, _plain_numbers(OF_SCAN, told))
    images = select(IMAGE.c.sha256, IMAGE.c.seq, IMAGE.c.body)
    for rows in plain_rows(connection, images):
        told = ((name, seq, numbers_of_file(read(body, ImageFile))) for name, seq, body in rows)
        put_rows(connection, NUMBER, _plain_numbers(OF_IMAGE, told))
    shipments = select(SHIPMENT.c.seq, SHIPMENT.c.body).where(SHIPMENT.c.newest == 1)
    for rows in plain_rows(connection, shipments):
        stand = [(seq, read(body, Shipment)) for seq, body in rows]
        told = ((one.shipment_id, seq, numbers_of_shipment(one)) for seq, one in stand)
        put_rows(connection, NUMBER, _plain_numbers(OF_SHIPMENT, told))
        put_rows(connection, HISTORY, (row for seq, one in stand for row in history_of(seq, one)))


def _plain_numbers(of: str, told: Iterable[tuple[str, int, set[Told]]]) -> Iterator[PlainRow]:
    return (
        (number, name, of, owner, seq) for owner, seq, numbers in told for name, number in numbers
    )


def _filings_added(connection: Connection, entries: Sequence[Entry]) -> None:
    rows, named = [], []
    for line, body in entries:
        filing = filing_from(body)
        rows.append(_filing_row(line, filing, identity_of(body)))
        named += _named_rows(line, filing)
    connection.execute(_PUT_FILING, rows)
    if named:
        connection.execute(_PUT_MENTION, named)


def _filing_row(line: Line, filing: Filing, identity: str) -> Row:
    return {
        "seq": line.seq,
        "identity": identity,
        "kind": filing.kind.value,
        "key": number_form(filing.key),
        "function": filing.function.value,
        "received_at": time_text(filing.received_at),
    }


def _named_rows(line: Line, filing: Filing) -> list[Row]:
    return [
        {"part": part.value, "number": number, "seq": line.seq} for part, number in named_by(filing)
    ]


def _files_taken(connection: Connection, entries: Sequence[Entry]) -> None:
    rows = [{"sha256": body["sha256"], "seq": line.seq} for line, body in entries]
    put_new(connection, TAKEN, rows)


def _shipments_declared(connection: Connection, entries: Sequence[Entry]) -> None:
    for line, body in entries:
        if "current" not in body:
            _declared(connection, line, body)


def _shipments_added(connection: Connection, entries: Sequence[Entry]) -> None:
    _shipments_declared(connection, entries)
    bodies = {line.seq: body["shipment"] for line, body in entries}
    told, stands = {}, {}
    for seq in _standing(connection, list(bodies)):
        shipment = value_of(bodies[seq], Shipment)
        told[shipment.shipment_id] = (seq, numbers_of_shipment(shipment))
        stands[shipment.shipment_id] = (seq, shipment)
    _put_numbers(connection, OF_SHIPMENT, told)
    put_history(connection, stands)


def _declared(connection: Connection, line: Line, body: Body) -> None:
    """Count what was declared before there were filings as what was filed."""
    filing = filing_from(body)
    row = _filing_row(line, filing, identity_of(tree_of(filing)))
    if is_new(connection, FILING, row):
        connection.execute(_PUT_MENTION, _named_rows(line, filing))


def _standing(connection: Connection, lines: Sequence[int]) -> Iterator[int]:
    """Yield the lines whose version of a shipment is the one that stands."""
    for some in parts_of(lines):
        query = select(SHIPMENT.c.seq).where(SHIPMENT.c.seq.in_(some), SHIPMENT.c.newest == 1)
        yield from connection.scalars(query)


def _images_added(connection: Connection, entries: Sequence[Entry]) -> None:
    # Of one scan the last line counts: there is one for each of its files.
    last = {body["scan"]["scan_id"]: (line.seq, body["scan"]) for line, body in entries}
    told = {
        scan_id: (seq, numbers_of_scan(value_of(scan, Scan)))
        for scan_id, (seq, scan) in last.items()
    }
    shown = {
        body["file"]["sha256"]: (line.seq, numbers_of_file(value_of(body["file"], ImageFile)))
        for line, body in entries
    }
    _put_numbers(connection, OF_SCAN, told)
    _put_numbers(connection, OF_IMAGE, shown)


def _put_numbers(
    connection: Connection, of: str, told: Mapping[str, tuple[int, set[Told]]]
) -> None:
    """Let owners have these numbers and no others."""
    for some in parts_of(list(told)):
        connection.execute(delete(NUMBER).where(NUMBER.c.of == of, NUMBER.c.owner.in_(some)))
    rows = [
        {"number": number, "name": name, "of": of, "owner": owner, "seq": seq}
        for owner, (seq, numbers) in told.items()
        for name, number in sorted(numbers)
    ]
    if rows:
        connection.execute(insert(NUMBER), rows)


_Indexers = Mapping[str, Callable[[Connection, Sequence[Entry]], None]]

_BY_LINES: _Indexers = MappingProxyType(
    {
        LineKind.FILING_ADDED.value: _filings_added,
        LineKind.FILE_TAKEN.value: _files_taken,
        LineKind.SHIPMENT_ADDED.value: _shipments_declared,
    }
)
_INDEXERS: _Indexers = MappingProxyType(
    {
        **_BY_LINES,
        LineKind.SHIPMENT_ADDED.value: _shipments_added,
        LineKind.IMAGE_ADDED.value: _images_added,
    }
)

INDEXED = frozenset(_INDEXERS)
"""Kinds whose lines something is found by."""
