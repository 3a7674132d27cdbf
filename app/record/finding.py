"""Finding by any number: what an officer types, a barcode, what a scanner read.

Every question is answered by an index, so that the answer takes the same time among a million.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, select

from app.domain.filing import FilingKind
from app.domain.hit import Hit, HitKind
from app.domain.identifiers import Key
from app.domain.work import LinkClass
from app.record.filing_tables import FILING, MENTION, NUMBER
from app.record.indexing import OF_SCAN, OF_SHIPMENT
from app.record.numbers import NEAR, forms
from app.record.parts import parts_of
from app.record.tables import ITEM, LINK, SCAN
from app.shipments.lifecycle import Part, number_form
from app.shipments.linking.misreadings import keyholes

_KINDS = {OF_SHIPMENT: HitKind.SHIPMENT, OF_SCAN: HitKind.SCAN}
_ORDER = {kind: place for place, kind in enumerate(HitKind)}


def shipments_declaring(
    connection: Connection, numbers: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    """Return the shipments that declare any of some (name, number)."""
    return _owners(connection, OF_SHIPMENT, numbers)


def scans_reading(connection: Connection, numbers: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """Return the scans of which any of some (name, number) was read."""
    return _owners(connection, OF_SCAN, numbers)


def scans_near(connection: Connection, numbers: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """Return the scans of which any of some (name, number) was read, or nearly."""
    near = {(f"{NEAR}{name}", hole) for name, number in numbers for hole in keyholes(number)}
    return _owners(connection, OF_SCAN, {*numbers, *near})


def _owners(
    connection: Connection, of: str, numbers: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    wanted = sorted({number for _, number in numbers})
    found: set[str] = set()
    for some in parts_of(wanted):
        query = select(NUMBER.c.name, NUMBER.c.number, NUMBER.c.owner).where(
            NUMBER.c.number.in_(some), NUMBER.c.of == of
        )
        rows = connection.execute(query)
        found.update(owner for name, number, owner in rows if (name, number) in numbers)
    return tuple(sorted(found))


def find(connection: Connection, text: str, most: int) -> tuple[Hit, ...]:
    """Return what a text names: what can be opened first, then scans, shipments, conveyances.

    Parameters
    ----------
    connection
        In a read.
    text
        As it was typed or scanned; blanks and hyphens do not count.
    most
        How many hits at most: a flight's number names thousands of parcels.
    """
    text = text.strip()
    if not text:
        return ()
    numbered = tuple(_by_number(connection, text, most))
    found = dict.fromkeys((*_by_name(connection, text), *numbered, *_reported(connection, text)))
    if not found:
        found = dict.fromkeys(_named(connection, text))
    hits = _with_items(connection, found)
    return tuple(sorted(hits, key=_place)[:most])


def _place(hit: Hit) -> tuple[bool, int, str]:
    return not hit.item_id, _ORDER[hit.kind], hit.owner


def _by_name(connection: Connection, text: str) -> Iterator[Hit]:
    """Yield the item or the scan that is called so."""
    item = select(ITEM.c.item_id).where(ITEM.c.item_id == text.upper(), ITEM.c.joined_into == "")
    for item_id in connection.scalars(item):
        yield Hit(HitKind.ITEM, item_id, "", item_id)
    for scan_id in connection.scalars(select(SCAN.c.scan_id).where(SCAN.c.scan_id == text)):
        yield Hit(HitKind.SCAN, scan_id, "")


def _by_number(connection: Connection, text: str, most: int) -> Iterator[Hit]:
    """Yield the scans and shipments that have the number, each once."""
    query = (
        select(NUMBER.c.of, NUMBER.c.owner, NUMBER.c.name)
        .where(NUMBER.c.number.in_(forms(text)), NUMBER.c.name.not_like(f"{NEAR}%"))
        .where(NUMBER.c.of.in_(_KINDS))
        .limit(4 * most)
    )
    seen = set()
    for of, owner, name in connection.execute(query):
        if (of, owner) not in seen:
            seen.add((of, owner))
            yield Hit(_KINDS[of], owner, name)


def _reported(connection: Connection, text: str) -> Iterator[Hit]:
    """Yield the conveyance that was reported under the number."""
    query = (
        select(FILING.c.seq)
        .join(MENTION, MENTION.c.seq == FILING.c.seq)
        .where(MENTION.c.part == Part.KEY.value, MENTION.c.number == number_form(text))
        .where(FILING.c.kind == FilingKind.CONVEYANCE.value)
        .limit(1)
    )
    if connection.scalar(query) is not None:
        yield Hit(HitKind.CONVEYANCE, number_form(text), Key.CRN.value)


def _named(connection: Connection, text: str) -> Iterator[Hit]:
    """Yield a number of which nothing is on record but that something else names."""
    query = select(MENTION.c.seq).where(
        MENTION.c.part.in_([part.value for part in Part]), MENTION.c.number == number_form(text)
    )
    if connection.scalar(query.limit(1)) is not None:
        yield Hit(HitKind.NAMED, number_form(text), "")


def _with_items(connection: Connection, found: Iterable[Hit]) -> list[Hit]:
    """Return hits with the items that their scans and shipments belong to."""
    hits = list(found)
    scans = [hit.owner for hit in hits if hit.kind is HitKind.SCAN]
    shipments = [hit.owner for hit in hits if hit.kind is HitKind.SHIPMENT]
    by_scan = select(SCAN.c.scan_id, SCAN.c.item_id).where(SCAN.c.scan_id.in_(scans))
    by_shipment = (
        select(LINK.c.shipment_id, SCAN.c.item_id)
        .join(SCAN, SCAN.c.scan_id == LINK.c.scan_id)
        .where(LINK.c.shipment_id.in_(shipments), LINK.c.link_class != LinkClass.NONE)
        .order_by(SCAN.c.item_id.desc())
    )
    items: dict[tuple[HitKind, str], str] = {}
    if scans:
        items |= {(HitKind.SCAN, owner): item for owner, item in connection.execute(by_scan)}
    if shipments:
        rows = connection.execute(by_shipment)
        items |= {(HitKind.SHIPMENT, owner): item for owner, item in rows}
    return [
        dataclasses.replace(hit, item_id=items.get((hit.kind, hit.owner), hit.item_id))
        for hit in hits
    ]
