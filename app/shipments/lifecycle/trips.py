"""The conveyances that carry a cargo, as their own records and notices have them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from app.domain.dossier import Trip
from app.domain.event import Event, EventKind
from app.domain.filing import ConveyanceReport, Filing, FilingKind
from app.shipments.lifecycle.aboard import aboard
from app.shipments.lifecycle.fold import Course, History, fold, since, standing_at
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.happenings import ARRIVING, events_among, moments
from app.shipments.lifecycle.numbers import Part, carried
from app.shipments.lifecycle.ordering import moment_of
from app.shipments.lifecycle.responses import paired
from app.shipments.lifecycle.shelf import Shelf


@dataclasses.dataclass(frozen=True, slots=True)
class Crossing:
    """One conveyance with all that was filed and told of it."""

    crn: str
    filings: tuple[Filing, ...]
    responses: tuple[Filing, ...]
    events: tuple[Event, ...]

    def history(self, at: dt.datetime | None = None) -> History:
        """Return what is on file of it, at a time when one is given."""
        filings = [f for f in self.filings if at is None or moment_of(f) <= at]
        answers = [f for f in self.responses if at is None or moment_of(f) <= at]
        course = Course(arrivals=tuple(moments(self.events, ARRIVING)))
        return fold(paired(filings, answers), course)

    def carries(self, names: Collection[str], at: dt.datetime | None = None) -> bool:
        """Whether it is on file and names one of some cargo numbers."""
        body = self.history(at).body
        return isinstance(body, ConveyanceReport) and names_one(body, names)


def names_one(report: ConveyanceReport, names: Collection[str]) -> bool:
    """Whether a report names one of some cargo numbers."""
    return not aboard(report).forms.isdisjoint(names)


def crossings(shelf: Shelf, names: Collection[str], crns: Iterable[str]) -> tuple[Crossing, ...]:
    """Return the conveyances that ever named a cargo, and those that the cargo names."""
    naming = shelf.find(Part.CARGO, names, FilingKind.CONVEYANCE)
    told = {number_form(number) for number in (*crns, *(filing.key for filing in naming)) if number}
    found = []
    for crn in sorted(told):
        filings = shelf.find(Part.KEY, (crn,), FilingKind.CONVEYANCE)
        if filings:
            events = events_among(shelf.find(Part.KEY, (crn,), FilingKind.EVENT))
            found.append(Crossing(crn, tuple(filings), tuple(shelf.responses(filings)), events))
    return tuple(found)


def trips(
    found: Iterable[Crossing], names: Collection[str], crns: Collection[str], now: dt.datetime
) -> tuple[Trip, ...]:
    """Return the live conveyances that carry a cargo, newest last.

    A report that lists no cargo at all carries what says that it is on it.
    """
    live = []
    for crossing in found:
        history = crossing.history()
        report, sent = history.body, history.sent
        if sent is None or not isinstance(report, ConveyanceReport):
            continue
        listed = bool(carried(report))
        if names_one(report, names) or (not listed and crossing.crn in crns):
            arrived = _arrived(report, crossing.events, history)
            live.append(
                Trip(
                    crn=sent.filing.key,
                    standing=standing_at(history, arrived=arrived is not None, now=now),
                    report=report,
                    received_at=moment_of(sent.filing),
                    validated_at=sent.accepted_at,
                    arrived_at=arrived,
                    reported_at=_told(crossing.events, {EventKind.REPORTED}, history),
                    digest=sent.filing.digest,
                )
            )
    return tuple(sorted(live, key=lambda trip: (trip.received_at, trip.crn)))


def _arrived(
    report: ConveyanceReport, events: Iterable[Event], history: History
) -> dt.datetime | None:
    told = moments(events, ARRIVING)
    stated = report.conveyance.arrived_at
    return since([*told, *([stated] if stated else [])], _life(history))


def _told(
    events: Iterable[Event], kinds: Collection[EventKind], history: History
) -> dt.datetime | None:
    return since(moments(events, kinds), _life(history))


def _life(history: History) -> dt.datetime | None:
    return history.began if history.reused else None
