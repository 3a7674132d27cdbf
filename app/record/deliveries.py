"""How views reached the screen, with their items: measured, not sealed, for it proves nothing.

A purge of an item takes it away with the rest. It is no part of a server's backup, which is the
log alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator

import cattrs
from sqlalchemy import Connection, Select, delete, select

from app.domain.delivery import Delivered, Delivery
from app.domain.errors import Refused
from app.domain.officer import Officer
from app.domain.words import phrase, say
from app.record.access import Access
from app.record.coding import canonical, plain, read, time_text
from app.record.delivery_table import DELIVERY
from app.record.parts import parts_of
from app.record.tables import SCAN

_NO_SCAN = phrase("There is no scan {scan} on record, so how it came was not kept.")


class DeliveryRecord:
    """The part of the record that keeps how views came."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def keep(self, delivery: Delivery, officer: Officer) -> None:
        """Keep how a view came to an officer's screen; told again, it is there once.

        Raises
        ------
        Refused
            When there is no such scan, or she may not see it.
        """
        with self._access.touch() as connection:
            known = select(SCAN.c.scan_id).where(SCAN.c.scan_id == delivery.scan_id)
            if connection.scalar(known) is None:
                raise Refused(say(_NO_SCAN, scan=delivery.scan_id))
            row = {
                "delivery_id": delivery.delivery_id,
                "scan_id": delivery.scan_id,
                "officer": officer.account,
                "at": time_text(delivery.at),
                "body": canonical(plain(delivery)),
            }
            there = select(DELIVERY.c.scan_id).where(DELIVERY.c.delivery_id == row["delivery_id"])
            if connection.scalar(there) is None:
                connection.execute(DELIVERY.insert().values(row))

    def newest(self, officer: Officer, most: int) -> tuple[Delivered, ...]:
        """Return how views came to an officer lately, the newest first."""
        with self._access.read() as connection:
            query = (
                _QUERY.where(DELIVERY.c.officer == officer.account)
                .order_by(DELIVERY.c.at.desc(), DELIVERY.c.delivery_id)
                .limit(most)
            )
            return tuple(_read(connection, query))

    def all(self) -> tuple[Delivered, ...]:
        """Return how all views came that the reader may see, in order of time, without names."""
        with self._access.read() as connection:
            query = _QUERY.order_by(DELIVERY.c.at, DELIVERY.c.delivery_id)
            return tuple(_read(connection, query))


def forget_deliveries(connection: Connection, item_ids: Collection[str]) -> None:
    """Take away how the views of some items came."""
    for some in parts_of(sorted(item_ids)):
        scans = select(SCAN.c.scan_id).where(SCAN.c.item_id.in_(some))
        connection.execute(delete(DELIVERY).where(DELIVERY.c.scan_id.in_(scans)))


_QUERY = select(SCAN.c.item_id, DELIVERY.c.body).join(SCAN, SCAN.c.scan_id == DELIVERY.c.scan_id)


def _read(connection: Connection, query: Select[tuple[str, str]]) -> Iterator[Delivered]:
    for row in connection.execute(query):
        # Whoever may write her own rows may write nonsense: it is worth nothing, and stops nobody.
        with contextlib.suppress(cattrs.BaseValidationError, KeyError, TypeError, ValueError):
            yield Delivered(row.item_id, read(row.body, Delivery))
