"""What linking asks of the record: what is new, what shares a number, and how far it has come."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select

from app.domain.dossier import Dossier
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.domain.work import Link
from app.record import filings, finding, items, links
from app.record.access import Access
from app.record.alike import twins_of
from app.record.coding import read
from app.record.joining import put_link
from app.record.tables import LINE, PROGRESS, SCAN, SHIPMENT
from app.record.trip_numbers import trips_called
from app.record.upserting import put

_LINKING = "linking"
_OWN = ("CCN", "PARCEL")
"""What the own number of a record is called."""
_AT_ONCE = 500


@dataclasses.dataclass(frozen=True, slots=True)
class News:
    """What came in since links were made last."""

    scans: frozenset[str]
    shipments: frozenset[str]
    """Those that stand otherwise than before, or may."""
    until: int
    """Line up to which this is all."""


class LinkRecord:
    """The part of the record that links scans and shipments."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def news(self, *, everything: bool = False) -> News:
        """Return what came in since the last `done`; all that is on record when asked for."""
        with self._access.read() as connection:
            since = 0 if everything else _done(connection)
            until = connection.scalar(select(func.max(LINE.c.seq))) or 0
            scans = connection.scalars(select(SCAN.c.scan_id).where(SCAN.c.seq > since))
            filed = connection.scalars(select(SHIPMENT.c.shipment_id).where(SHIPMENT.c.seq > since))
            touched = () if everything else filings.touched_since(connection, since)
            keys = {(name, number) for number in touched for name in _OWN}
            others = finding.shipments_declaring(connection, keys)
            return News(frozenset(scans), frozenset((*filed, *others)), until)

    def done(self, until: int) -> None:
        """Keep that links are made for all up to a line."""
        with self._access.touch() as connection:
            # The write lock is held: nobody else comes further meanwhile.
            seq = max(until, _done(connection))
            put(connection, PROGRESS, {"name": _LINKING, "seq": seq})

    def links_of(self, scan_id: str) -> tuple[Link, ...]:
        """Return the links of a scan as they stand."""
        with self._access.read() as connection:
            return links.links_of(connection, scan_id)

    def put(self, put: Sequence[Link]) -> None:
        """Write the next versions of links, all of them or none."""
        with self._access.write() as writing:
            for link in put:
                put_link(writing, link)

    def scans_linked_to(self, shipment_ids: Iterable[str]) -> set[str]:
        """Return the scans that have, or had, a link to any of these shipments."""
        with self._access.read() as connection:
            return links.scans_linked_to(connection, shipment_ids)

    def orphaned_since(self, moment: dt.datetime) -> set[str]:
        """Return the shipments whose record was deleted since, while a scan was linked to them."""
        with self._access.read() as connection:
            return links.orphaned_since(connection, moment)

    def unmatched_among(self, scan_ids: Iterable[str]) -> set[str]:
        """Return those undecided scans that nothing on file is known to fit."""
        with self._access.read() as connection:
            return links.unmatched_among(connection, scan_ids)

    def scans_reading(self, numbers: Collection[tuple[str, str]]) -> tuple[str, ...]:
        """Return the scans of which any of some (name, number) was read."""
        with self._access.read() as connection:
            return finding.scans_reading(connection, numbers)

    def scans(self, scan_ids: Iterable[str]) -> dict[str, Scan]:
        """Return scans by their identity."""
        with self._access.read() as connection:
            found: list[Scan] = []
            for some in links.batched(sorted(scan_ids), _AT_ONCE):
                chosen = select(SCAN.c.scan_id).where(SCAN.c.scan_id.in_(some))
                found.extend(items.read_scans(connection, chosen))
            return {scan.scan_id: scan for scan in found}

    def shipments(self, shipment_ids: Iterable[str]) -> dict[str, Shipment]:
        """Return the newest version of shipments, those that are on record."""
        with self._access.read() as connection:
            found: dict[str, Shipment] = {}
            for some in links.batched(sorted(shipment_ids), _AT_ONCE):
                query = select(SHIPMENT.c.shipment_id, SHIPMENT.c.body).where(
                    SHIPMENT.c.newest == 1, SHIPMENT.c.shipment_id.in_(some)
                )
                rows = connection.execute(query)
                found |= {shipment_id: read(body, Shipment) for shipment_id, body in rows}
            return found

    def conveyances(self, numbers: Iterable[str]) -> frozenset[str]:
        """Return those numbers, of cargo, that are a conveyance's as well (R004)."""
        with self._access.read() as connection:
            return frozenset(trips_called(connection, numbers, self._access.now()))

    def dossiers(self, keys: Iterable[str]) -> Mapping[str, Dossier]:
        """Return what is on file about some keys."""
        with self._access.read() as connection:
            return filings.read_dossiers(connection, keys, self._access.now())

    def twins(self, scans: Iterable[Scan]) -> dict[str, tuple[str, ...]]:
        """Return, by scan, the scans of other things that hold its very image."""
        with self._access.read() as connection:
            found = {scan.scan_id: twins_of(connection, scan) for scan in scans}
        return {scan_id: others for scan_id, others in found.items() if others}

    def items_of(self, scan_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the items that scans belong to, in order of arrival."""
        with self._access.read() as connection:
            found: dict[str, int] = {}
            for some in links.batched(sorted(scan_ids), _AT_ONCE):
                query = select(SCAN.c.item_id, SCAN.c.seq).where(SCAN.c.scan_id.in_(some))
                for item_id, seq in connection.execute(query):
                    found[item_id] = min(seq, found.get(item_id, seq))
            return tuple(sorted(found, key=lambda item_id: (found[item_id], item_id)))


def _done(connection: Connection) -> int:
    query = select(PROGRESS.c.seq).where(PROGRESS.c.name == _LINKING)
    return connection.scalar(query) or 0
