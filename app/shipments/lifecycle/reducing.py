"""The dossier of a number: everything on file about it, as it follows from all filings.

A pure function: the same filings, in whatever order and however often they are given, make the
same dossier.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from app.domain.dossier import Dossier, HouseBill, Standing
from app.domain.event import Event, EventKind
from app.domain.filing import Filing, FilingKind, Verdict, Via, Weight
from app.domain.shipment import Conveyance, Function, Shipment
from app.domain.words import Sentence
from app.shipments.lifecycle.alone import as_shipment, named_by_none, names_none
from app.shipments.lifecycle.assembly import assembled, stamped
from app.shipments.lifecycle.bills import Forest, ancestors
from app.shipments.lifecycle.carriers import said_of_carriers
from app.shipments.lifecycle.chain import chain, renumbered_as
from app.shipments.lifecycle.fold import Course, History, fold, since, standing_at
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.happenings import ARRIVING, events_among, moments, progress
from app.shipments.lifecycle.manifest_line import from_trip, naming, newest_line
from app.shipments.lifecycle.numbers import Part, aliases
from app.shipments.lifecycle.ordering import aware, in_order, moment_of
from app.shipments.lifecycle.papers import amended
from app.shipments.lifecycle.responses import paired
from app.shipments.lifecycle.seals import seal_chain
from app.shipments.lifecycle.shelf import Shelf
from app.shipments.lifecycle.touched import RECORDS
from app.shipments.lifecycle.trips import crossings, trips


def dossier(filings: Iterable[Filing], key: str, *, now: dt.datetime) -> Dossier:
    """Return everything on file about one cargo, house bill or courier shipment.

    Parameters
    ----------
    filings
        All that were received, or at least all that the key's own lead to.
    key
        CCN, house bill, or the courier's identifier.
    now
        A record grows stale by time alone (D3-4-2, paragraph 153).
    """
    return dossier_from(Shelf.of(filings), key, now=now)


def dossier_from(shelf: Shelf, key: str, *, now: dt.datetime) -> Dossier:
    """Return the dossier of a key from filings on a shelf, as `dossier` does."""
    return _Reduction(shelf, key, now).dossier()


@dataclasses.dataclass(frozen=True, slots=True)
class _Own:
    """The filings of the record itself."""

    kind: FilingKind
    key: str
    filings: tuple[Filing, ...]
    names: frozenset[str]

    @property
    def bodies(self) -> tuple[Shipment, ...]:
        bodies = (filing.body for filing in self.filings)
        return tuple(body for body in bodies if isinstance(body, Shipment))


def own_filings(shelf: Shelf, key: str) -> tuple[Filing, ...]:
    """Return the filings of a record by its number, or by another number that it alone has."""
    found = shelf.find(Part.KEY, (key,), *RECORDS)
    if found:
        return tuple(found)
    others = shelf.find(Part.ALIAS, (key,), *RECORDS)
    return tuple(others) if len({number_form(filing.key) for filing in others}) == 1 else ()


class _Reduction:
    """Works out one dossier."""

    def __init__(self, shelf: Shelf, key: str, now: dt.datetime) -> None:
        self._shelf = shelf
        self._now = now
        self._forest = Forest(shelf, now)
        self._own = _chosen(shelf, key)
        own = self._own
        crns = {number_form(body.conveyance.crn) for body in own.bodies} - {""}
        crns |= {number_form(own.key)} if own.kind is FilingKind.CONVEYANCE else set()
        above = ancestors(shelf, own.names, [body.previous_ccn for body in own.bodies])
        carried = own.names | frozenset(above)
        self._crossings = crossings(shelf, carried, crns)
        self._trips = trips(self._crossings, carried, crns, now)
        self._filed = self._events()
        self._told = events_among(self._filed)
        self._history = fold(
            paired(own.filings, shelf.responses(own.filings)), self._course(carried)
        )

    def dossier(self) -> Dossier:
        """Return it."""
        own, history, forest = self._own, self._history, self._forest
        body, last = self._in_force(), self._last()
        bills = forest.under(own.names, () if body is None else body.house_bills)
        shipment = None if body is None else self._whole(body, bills)
        numbers = chain(self._shelf, own.key)
        arrived_at = since(self._arrivals(), self._life())
        said = said_of_carriers(self._shelf, shipment or last, own.names)
        told = events_among((*self._filed, *said)) if said else self._told
        events = tuple(event for event in told if self._lives(event))
        movement = (body or last or _BLANK).movement
        moving = [event for event in events if self._moves(event)]
        return Dossier(
            key=own.key,
            kind=own.kind,
            standing=standing_at(history, arrived=arrived_at is not None, now=self._now),
            progress=progress(moving, movement, arrived=arrived_at is not None),
            shipment=shipment,
            last=shipment or last,
            versions=history.versions,
            refusals=history.refusals,
            exchanges=history.exchanges,
            feed_accepts=_feed_accepts(history),
            faults_here=_faults_here(history),
            trips=self._trips,
            house_bills=bills,
            closes=forest.closes(own.names),
            events=events,
            seals=seal_chain(shipment or last, self._trips, events),
            chain=numbers,
            renumbered_as=self._renumbered((*own.names, *numbers)),
            first_used=history.first_used,
            accepted_at=history.accepted_at,
            arrived_at=arrived_at,
            released_at=since(moments(moving, {EventKind.RELEASED}), None),
            via=_via(history, own.filings),
            reused_at=self._life(),
            used_before=former if isinstance(former := history.former, Shipment) else None,
            declared_port="" if body is None else body.conveyance.fpoa,
        )

    def _in_force(self) -> Shipment | None:
        """Return the record that counts; a conveyance is one only where it carries no cargo."""
        body, sent = self._history.body, self._history.sent
        if sent is not None and names_none(body) and named_by_none(self._shelf, self._own.key):
            return as_shipment(self._own.key, body, moment_of(sent.filing))
        if not self._own.filings:
            return self._manifest_line()
        return body if isinstance(body, Shipment) else None

    def _manifest_line(self) -> Shipment | None:
        """Return a cargo that nobody filed as the newest manifest has it."""
        lines = [line for trip in self._trips if (line := from_trip(trip, self._own.names))]
        if not lines:
            return None
        filings = {filing.digest: filing for one in self._crossings for filing in one.filings}
        versions = (version for one in self._crossings for version in one.history().versions)
        sent = [filings[version.digest] for version in versions if version.digest in filings]
        return dataclasses.replace(lines[-1], version=naming(sent, self._own.names))

    def _last(self) -> Shipment | None:
        """Return the record as it was last readable; a conveyance, as it last was without cargo."""
        last = self._history.last
        if not self._own.filings:
            named = (filing for crossing in self._crossings for filing in crossing.filings)
            return newest_line(named, self._own.names)
        if self._own.kind is not FilingKind.CONVEYANCE:
            return last if isinstance(last, Shipment) else None
        bare = [f for f in in_order(self._own.filings) if names_none(f.body)]
        report = bare[-1].body if bare else None
        return (
            as_shipment(self._own.key, report, moment_of(bare[-1])) if names_none(report) else None
        )

    def _whole(self, body: Shipment, bills: Sequence[HouseBill]) -> Shipment:
        """Return what is in force, with what papers, trip and house bills add."""
        paper = amended(body, [event for event in self._told if self._lives(event)])
        trip = self._trips[-1] if self._trips else None
        whole = assembled(paper, trip, bills, self._own.names)
        sent = self._history.sent
        function = body.function if sent is None else sent.filing.function
        return stamped(whole, body, version=len(self._history.versions), function=function)

    def _events(self) -> list[Filing]:
        """Return what happened to the cargo, to its trips, and what ties it to other numbers."""
        names = [*self._own.names, *(trip.crn for trip in self._trips)]
        keyed = self._shelf.find(Part.KEY, names, FilingKind.EVENT)
        tied = self._shelf.find(Part.OTHER, self._own.names, FilingKind.EVENT)
        return [*keyed, *tied]

    def _course(self, carried: frozenset[str]) -> Course:
        def carried_by(at: dt.datetime) -> str:
            names = (c.crn for c in self._crossings if c.carries(carried, at))
            return next(names, "")

        papers = [event for event in self._told if event.kind is EventKind.BSF673]
        moving = [event for event in self._told if self._moves(event)]
        return Course(
            arrivals=tuple(self._arrivals()),
            releases=tuple(moments(moving, {EventKind.RELEASED})),
            carried_by=carried_by,
            papers=frozenset(event.details.get("element", "") for event in papers),
        )

    def _arrivals(self) -> list[dt.datetime]:
        told = moments((event for event in self._told if self._moves(event)), ARRIVING)
        stated = [body.conveyance.arrived_at for body in self._own.bodies]
        trips = [trip.arrived_at for trip in self._trips]
        return [*told, *(aware(at) for at in (*stated, *trips) if at is not None)]

    def _moves(self, event: Event) -> bool:
        """Whether an event is one of the cargo or of its trip; else it only names the cargo."""
        return number_form(event.key) in self._own.names or event.key in {
            trip.crn for trip in self._trips
        }

    def _life(self) -> dt.datetime | None:
        """Return from when on events are of this use of the number; None when it is the first."""
        return self._history.began if self._history.reused else None

    def _lives(self, event: Event) -> bool:
        began = self._life()
        return began is None or aware(event.at) >= began

    def _renumbered(self, names: Sequence[str]) -> tuple[str, ...]:
        if self._history.standing is not Standing.DELETED:
            return ()
        return renumbered_as(self._shelf, self._own.filings, self._history.versions, names)


_BLANK = Shipment("", "", 0, Function.ADD, dt.datetime.min.replace(tzinfo=dt.UTC), Conveyance())


def _chosen(shelf: Shelf, key: str) -> _Own:
    """Return the filings of a record: of the first kind under this number that is on file."""
    found = own_filings(shelf, key)
    groups = {kind: tuple(f for f in found if f.kind is kind) for kind in RECORDS}
    present = [kind for kind in RECORDS if groups[kind]]
    live = [kind for kind in present if len(present) > 1 and _live(shelf, groups[kind])]
    kind = next(iter((*live, *present)), FilingKind.CARGO)
    filings = groups[kind]
    names = {number_form(key), *(number_form(filing.key) for filing in filings)}
    names.update(number for filing in filings for number in aliases(filing))
    return _Own(kind, filings[0].key if filings else key, filings, frozenset(names))


def _live(shelf: Shelf, filings: Sequence[Filing]) -> bool:
    return fold(paired(filings, shelf.responses(filings))).live


def _feed_accepts(history: History) -> bool | None:
    """Return what the feed says of what is in force, or of what never came to be."""
    if history.standing is Standing.REJECTED:
        return False
    verdict = None if history.sent is None else history.sent.verdict
    return True if verdict is Verdict.ACCEPTED else None


def _faults_here(history: History) -> tuple[Sentence, ...]:
    faults = () if history.sent is None else history.sent.filing.faults
    return tuple(fault.sentence for fault in faults if fault.weight is Weight.ERROR)


def _via(history: History, filings: Sequence[Filing]) -> Via:
    if history.sent is not None:
        return history.sent.filing.via
    return filings[-1].via if filings else Via.EDI
