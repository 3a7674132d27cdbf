"""What is on record around an item, read in one go for the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from types import MappingProxyType

from sqlalchemy import Connection, func, select

from app.domain.dossier import Dossier
from app.domain.event import EventKind
from app.domain.filing import FilingKind
from app.domain.known import Known, Numbers
from app.domain.work import Item, LinkClass
from app.record.coding import time_of
from app.record.filing_tables import FILING, MENTION
from app.record.filings import feed_events, read_dossiers
from app.record.history import read_past
from app.record.parts import parts_of
from app.record.tables import DECISION, LINK, SCAN
from app.record.trip_numbers import trips_called
from app.shipments.lifecycle import Part, number_form

_NO_TIE = (LinkClass.NONE.value, LinkClass.CONFLICT.value)
MOST_ABOARD = 40
"""Other cargo of a conveyance that is looked at; a train or a flight names thousands."""


def read_known(connection: Connection, item: Item, now: dt.datetime) -> Known:
    """Return what is on record around an item."""
    names = [shipment.shipment_id for shipment in item.shipments]
    dossiers = read_dossiers(connection, names, now)
    own = {dossier.key for dossier in dossiers.values()}
    others = _quoted(dossiers.values()) - own
    # What a house bill lies in is read however much else is aboard.
    masters = {s.previous_ccn for s in item.shipments if s.previous_ccn} - own
    wanted = masters | (others if len(others) <= MOST_ABOARD else set())
    aboard = read_dossiers(connection, sorted(wanted), now)
    return Known(
        dossiers=dossiers,
        aboard=aboard,
        numbers=_numbers(connection, item, dossiers.values(), now),
        feed=feed_events(connection),
        reviewed=_reviewed(connection, _reported(dossiers.values())),
        imaged=_imaged(connection, _quoted(dossiers.values())),
        past=read_past(connection, item.shipments, now),
    )


def _quoted(dossiers: Iterable[Dossier]) -> set[str]:
    return {ccn for d in dossiers for trip in d.trips for ccn in trip.report.cargo}


def _imaged(connection: Connection, numbers: set[str]) -> frozenset[str]:
    """Return those shipments that a scan shows, in any class that ties the two."""
    query = select(LINK.c.shipment_id).where(LINK.c.link_class.not_in(_NO_TIE))
    return frozenset(
        shipment_id
        for part in parts_of(sorted(numbers))
        for shipment_id in connection.scalars(query.where(LINK.c.shipment_id.in_(part)))
    )


def _numbers(
    connection: Connection, item: Item, dossiers: Iterable[Dossier], now: dt.datetime
) -> Numbers:
    """Return as what each number of the item's cargo and conveyances was filed, and since when."""
    own = {s.ccn for s in item.shipments} | {s.conveyance.crn for s in item.shipments}
    own |= {trip.crn for d in dossiers for trip in d.trips}
    written = {number_form(number): number for number in own if number}
    query = (
        select(MENTION.c.number, FILING.c.kind, func.min(FILING.c.received_at).label("first"))
        .join(FILING, FILING.c.seq == MENTION.c.seq)
        .where(MENTION.c.part == Part.KEY.value)
        .where(FILING.c.kind.in_((FilingKind.CARGO.value, FilingKind.CONVEYANCE.value)))
        .group_by(MENTION.c.number, FILING.c.kind)
    )
    used = {
        (written[row.number], FilingKind(row.kind)): time_of(row.first)
        for part in parts_of(sorted(written))
        for row in connection.execute(query.where(MENTION.c.number.in_(part)))
    }
    trips = trips_called(connection, {shipment.ccn for shipment in item.shipments}, now)
    return Numbers(MappingProxyType(used), MappingProxyType(trips))


def _reported(dossiers: Iterable[Dossier]) -> set[str]:
    """Return the numbers of cargo that was reported, itself or with its trip."""
    found: set[str] = set()
    for dossier in dossiers:
        notices = [e for e in dossier.events if e.kind is EventKind.REPORTED]
        if notices or any(trip.reported_at is not None for trip in dossier.trips):
            found.update(ccn for trip in dossier.trips for ccn in trip.report.cargo)
            found.add(dossier.key)
        for event in notices:
            found.update(event.details.get("cargo", "").replace(",", " ").split())
    return found


def _reviewed(connection: Connection, numbers: set[str]) -> frozenset[str]:
    """Return those shipments of which a scan was decided on."""
    query = (
        select(LINK.c.shipment_id)
        .join(SCAN, SCAN.c.scan_id == LINK.c.scan_id)
        .join(DECISION, DECISION.c.item_id == SCAN.c.item_id)
    )
    return frozenset(
        shipment_id
        for part in parts_of(sorted(numbers))
        for shipment_id in connection.scalars(query.where(LINK.c.shipment_id.in_(part)))
    )
