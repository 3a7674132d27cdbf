"""When an examination can have been made: after the goods came, and never where they set out.

All examinations take place in Canada: what a port reports of one cannot lie before the arrival of
the goods (CBSA, Pre-screening cargo virtually).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection

from sqlalchemy import Connection

from app.domain.decision import Recommendation
from app.domain.dossier import Dossier
from app.domain.errors import Refused
from app.domain.event import EventKind
from app.domain.exam_result import ExamOutcome, ExamResult
from app.domain.shipment import Shipment
from app.domain.words import phrase, say
from app.record.entries import linked_shipments
from app.record.filings import read_dossiers
from app.record.items import read_scans, scans_of

BEFORE_SIGNED = phrase("The examination ended before the referral was signed. Look at its times.")
BACKWARDS = phrase("The examination ended before it began. Look at its times.")
BEFORE_ARRIVAL = phrase(
    "The examination began at {began}, and {shipment} arrived at {arrived}: exams are made after "
    "arrival, in Canada. Look at its times; where the arrival on file is wrong, have it corrected "
    "first."
)
BEFORE_IMAGE = phrase(
    "The examination began at {began}, and the image was taken at {taken}, on the way here: exams "
    "are made after arrival, in Canada. Look at its times."
)

SAID_BY = frozenset({EventKind.ARRIVED, EventKind.CONVEYANCE_ARRIVED, EventKind.REPORTED})
"""Events that are an arrival; reported goods are deemed arrived (D3-4-2, ¶49)."""
SAID_AFTER = frozenset(
    {
        EventKind.POST_ARRIVAL_ATTACHED,
        EventKind.AT_WAREHOUSE,
        EventKind.DECONSOLIDATED,
        EventKind.AUTHORIZED_TO_DELIVER,
        EventKind.RELEASED,
        EventKind.EXPORTED,
    }
)
"""Events that prove an arrival and do not say when it was: a warehouse inland certifies days
later, and an exam at the border lies before that."""


@dataclasses.dataclass(frozen=True, slots=True)
class Arrived:
    """An arrival on file."""

    shipment_id: str
    at: dt.datetime


def require_times(
    connection: Connection, result: ExamResult, decision: Recommendation, now: dt.datetime
) -> None:
    """Refuse a result whose times cannot be.

    What was not examined has no time of an exam: that is told also of goods that never came. An
    estimated arrival is no arrival. Times are compared by the minute, as they are typed.

    Raises
    ------
    Refused
        When it ended before it began or before the signature; when it began before the first
        arrival on file of what was referred; where none is on file, before the image was taken.
    """
    began = result.started_at or result.ended_at
    if result.ended_at < began:
        raise Refused(say(BACKWARDS))
    if result.ended_at < decision.times.decided_at:
        raise Refused(say(BEFORE_SIGNED))
    if result.outcome is ExamOutcome.NOT_EXAMINED:
        return
    arrived = _first_arrival(connection, decision, now)
    if arrived is None:
        _require_after_image(connection, began, decision)
    elif began < _minute(arrived.at):
        values = {"began": _told(began), "arrived": _told(arrived.at)}
        raise Refused(say(BEFORE_ARRIVAL, shipment=arrived.shipment_id, **values))


def _first_arrival(
    connection: Connection, decision: Recommendation, now: dt.datetime
) -> Arrived | None:
    """Return the first arrival on file of what was referred; None while nothing says one."""
    tied = linked_shipments(connection, decision.item_id)
    named = [one for one in tied if one.shipment_id in decision.subjects]
    meant = named or list(tied)
    dossiers = read_dossiers(connection, [one.shipment_id for one in meant], now)
    found = ((one.shipment_id, _arrival(dossiers[one.shipment_id], one)) for one in meant)
    known = [Arrived(name, at) for name, at in found if at is not None]
    return min(known, key=lambda one: one.at, default=None)


def _arrival(dossier: Dossier, shipment: Shipment) -> dt.datetime | None:
    stated = shipment.conveyance.arrived_at
    if dossier.arrived_at is None:
        return None if stated is None else _utc(stated)
    first = _utc(dossier.arrived_at)
    by_itself = _moments(dossier, SAID_BY) | ({_utc(stated)} if stated is not None else set())
    return None if first in _moments(dossier, SAID_AFTER) - by_itself else first


def _moments(dossier: Dossier, kinds: Collection[EventKind]) -> set[dt.datetime]:
    return {_utc(event.at) for event in dossier.events if event.kind in kinds}


def _require_after_image(
    connection: Connection, began: dt.datetime, decision: Recommendation
) -> None:
    """Refuse what began before the goods were imaged on their way.

    A scanner whose clock is ahead of the signature is not believed.
    """
    names = {seen.scan_id for seen in decision.scans}
    scans = read_scans(connection, scans_of(decision.item_id))
    times = [_utc(one.taken_at) for one in scans if one.scan_id in names and one.taken_at]
    first = min((at for at in times if at <= decision.times.decided_at), default=None)
    if first is not None and began < _minute(first):
        raise Refused(say(BEFORE_IMAGE, began=_told(began), taken=_told(first)))


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def _told(moment: dt.datetime) -> str:
    """Return a time as the clock of this machine shows it, with its distance to UTC."""
    return moment.astimezone().isoformat(sep=" ", timespec="minutes")
