"""What officers say of links, and every version that a link ever had."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, select, text

from app.domain.errors import Refused
from app.domain.event import Event, EventKind
from app.domain.filing import Filing
from app.domain.officer import Officer
from app.domain.words import phrase, say
from app.domain.work import Link, LinkClass
from app.record.chain import LineKind
from app.record.coding import read, time_text, value_of
from app.record.filings import add_filings
from app.record.items import require_scan
from app.record.joining import put_link
from app.record.leases import require_turn
from app.record.marks import note_event
from app.record.tables import DECISION, LINE, LINK, PAYLOAD, SCAN
from app.record.writing import Writing
from app.shipments.lifecycle import noted

_OTHER_ITEM = phrase("Scan {scan} does not belong to item {item}.")


@dataclasses.dataclass(frozen=True, slots=True)
class Saying:
    """What an officer did to links: its name, and with which values."""

    name: str
    values: Mapping[str, str]


def say_links(
    writing: Writing, item_id: str, officer: Officer, saying: Saying, links: Sequence[Link]
) -> None:
    """Write what an officer says of links, all of it or nothing; refused without the lease."""
    item_id = require_turn(writing.connection, item_id, officer)
    for link in links:
        if require_scan(writing.connection, link.scan_id) != item_id:
            raise Refused(say(_OTHER_ITEM, scan=link.scan_id, item=item_id))
    note_event(writing, item_id, officer, saying.name, saying.values)
    for link in links:
        put_link(writing, dataclasses.replace(link, by=officer.account, at=writing.now))
    add_filings(writing, [_renumbering(link, officer, writing) for link in links if link.moved_to])


def _renumbering(link: Link, officer: Officer, writing: Writing) -> Filing:
    """Return the officer's word that two numbers are one cargo: whatever comes next follows it."""
    event = Event(EventKind.RENUMBERED, link.shipment_id, writing.now, other_key=link.moved_to)
    return noted(event, by=officer.account, at=writing.now)


def links_of(connection: Connection, scan_id: str) -> tuple[Link, ...]:
    """Return the links of a scan as they stand."""
    query = select(LINK.c.body).where(LINK.c.scan_id == scan_id).order_by(LINK.c.shipment_id)
    return tuple(read(body, Link) for body in connection.scalars(query))


def scans_linked_to(connection: Connection, shipment_ids: Iterable[str]) -> set[str]:
    """Return the scans that have, or had, a link to any of these shipments."""
    found: set[str] = set()
    for some in batched(sorted(shipment_ids), _AT_ONCE):
        query = select(LINK.c.scan_id).where(LINK.c.shipment_id.in_(some))
        found.update(connection.scalars(query))
    return found


def orphaned_since(connection: Connection, moment: dt.datetime) -> set[str]:
    """Return the shipments whose record was deleted since, while a scan was linked to them."""
    query = (
        select(LINK.c.shipment_id)
        .join(LINE, LINE.c.seq == LINK.c.seq)
        .where(_ORPHANED, LINE.c.at >= time_text(moment))
    )
    return set(connection.scalars(query))


_ORPHANED = text("link.link_class = 'ORPHANED'")
"""As a word, not as a value: only so is the index used that holds nothing else."""


def unmatched_among(connection: Connection, scan_ids: Iterable[str]) -> set[str]:
    """Return those scans that nothing on file is known to fit, of items that are not decided."""
    fits = select(LINK.c.scan_id).where(
        LINK.c.scan_id == SCAN.c.scan_id, LINK.c.link_class.in_(_FITS)
    )
    decided = select(DECISION.c.item_id).where(DECISION.c.item_id == SCAN.c.item_id)
    query = select(SCAN.c.scan_id).where(~fits.exists(), ~decided.exists())
    found: set[str] = set()
    for some in batched(sorted(scan_ids), _AT_ONCE):
        found.update(connection.scalars(query.where(SCAN.c.scan_id.in_(some))))
    return found


_FITS = tuple(kind.value for kind in (LinkClass.CONFIRMED, LinkClass.STRONG, LinkClass.PROBABLE))
_AT_ONCE = 500
"""Values that one statement asks for."""


def batched(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Yield values some at a time."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def link_versions(connection: Connection, scan_id: str) -> tuple[Link, ...]:
    """Return every version of every link of a scan, oldest first."""
    require_scan(connection, scan_id)
    query = (
        select(PAYLOAD.c.body)
        .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
        .where(LINE.c.kind == LineKind.LINK_PUT.value, LINE.c.subject == scan_id)
        .order_by(LINE.c.seq)
    )
    return tuple(value_of(json.loads(text)["body"], Link) for text in connection.scalars(query))
