"""What a scan shows besides the shipments that it is linked to.

A scan of a container is a scan of every house bill in it, and a scan of a trailer one of all cargo
that the trip brings in that trailer (shipment-data, L4): whatever holds of those must be known
before anybody decides. Here, and nowhere else, it is decided which those are.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from app.domain.dossier import Dossier, HouseBill, Standing, every_bill
from app.domain.event import Event
from app.domain.open_events import requests_among, targets_among
from app.domain.shipment import Shipment
from app.shipments.lifecycle.aboard import aboard
from app.shipments.lifecycle.carriers import carriers_of
from app.shipments.lifecycle.forms import number_form

_IN_FORCE = (Standing.ACCEPTED, Standing.SUBMITTED)
_NAMED = 4
"""Records that a sentence names before it says that there are more."""
_HOLDING = ("trailer", "container", "railcar", "uld")
"""Kinds of equipment that hold many shipments at once."""


class Lies(enum.Enum):
    """Where a record lies, seen from the linked shipment."""

    BELOW = enum.auto()
    """A house bill in it."""
    BESIDE = enum.auto()
    """Other cargo in the same equipment."""
    ABOVE = enum.auto()
    """The cargo that holds the house bill: what stands on it stands on all that is in it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reached:
    """A record that no link names, and whose goods lie in what the scan shows."""

    key: str
    under: str
    """The linked shipment in which, or beside which, it lies."""
    standing: Standing
    shipment: Shipment | None
    """None where it was named and is not on file."""
    events: tuple[Event, ...] = ()
    lies: Lies = Lies.BESIDE

    @property
    def targets(self) -> tuple[Event, ...]:
        """Targets and holds of other units that stand on it."""
        return targets_among(self.events)

    @property
    def open_requests(self) -> tuple[Event, ...]:
        """Requests for information on it that nobody answered."""
        return requests_among(self.events)


@dataclasses.dataclass(frozen=True, slots=True)
class Reach:
    """All that a scan shows besides its linked shipments.

    Attributes
    ----------
    records
        Each once, house bills before other cargo, in the order of their numbers.
    goods_unknown
        Whether a consolidation has house bills that are not on file: what is in it is not known.
    others_unknown
        Whether the same equipment holds cargo of which nobody asked how it stands.
    """

    records: tuple[Reached, ...] = ()
    goods_unknown: bool = False
    others_unknown: bool = False

    @property
    def bills(self) -> tuple[tuple[Reached, Shipment], ...]:
        """The house bills that are on file, with what they declare."""
        return tuple(
            (one, one.shipment)
            for one in self.records
            if one.lies is Lies.BELOW and one.shipment is not None
        )


def reach(linked: Mapping[str, Dossier], others: Mapping[str, Dossier]) -> Reach:
    """Return what lies in linked shipments, and beside them in the same equipment.

    Parameters
    ----------
    linked
        What is on file about each linked shipment, by its identity.
    others
        What is on file about other cargo that their conveyances name, and about what house bills
        lie in, by CCN.
    """
    known = {number_form(n) for key, one in linked.items() for n in (key, one.key)}
    found: dict[str, Reached] = {}
    for under, dossier in linked.items():
        for made in _around(dossier, under, others):
            if number_form(made.key) not in known:
                found.setdefault(number_form(made.key), made)
    records = sorted(found.values(), key=lambda one: (one.lies.value, one.key))
    return Reach(
        tuple(records),
        goods_unknown=any(one.lies is Lies.BELOW and one.shipment is None for one in records)
        or any(map(_nothing_filed, linked.values())),
        others_unknown=_unasked(linked.values(), known, others),
    )


def named(numbers: Sequence[str]) -> str:
    """Return the first of some numbers, and dots for the rest."""
    return ", ".join(numbers[:_NAMED]) + (" …" if len(numbers) > _NAMED else "")


def subject_of(records: Sequence[Reached]) -> str:
    """Return what a notice on some records speaks of; with another record it is another notice."""
    keys = [one.key for one in records]
    if len(keys) <= _NAMED:
        return " ".join((records[0].under, *keys))
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]
    return f"{records[0].under} {len(keys)} {digest}"


def _around(dossier: Dossier, under: str, others: Mapping[str, Dossier]) -> Iterator[Reached]:
    yield from _above(dossier, under, others)
    yield from _below(dossier, under)
    yield from _beside(dossier, under, others)


def _above(dossier: Dossier, under: str, others: Mapping[str, Dossier]) -> Iterator[Reached]:
    """Yield the cargo that a house bill lies in; the other house bills in it lie elsewhere."""
    number = _master(dossier)
    for name, other in others.items() if number else ():
        named = number in (number_form(name), number_form(other.key))
        if named and other.standing in _IN_FORCE:
            yield Reached(
                other.key, under, other.standing, other.shipment, other.events, lies=Lies.ABOVE
            )


def _master(dossier: Dossier) -> str:
    return "" if dossier.shipment is None else number_form(dossier.shipment.previous_ccn)


def _nothing_filed(dossier: Dossier) -> bool:
    consolidated = dossier.shipment is not None and dossier.shipment.consolidated
    return consolidated and not dossier.house_bills


def _below(dossier: Dossier, under: str) -> Iterator[Reached]:
    for bill in every_bill(dossier.house_bills):
        # One that was taken back, and that nothing names any more, lies here no longer.
        if bill.named or bill.standing is not Standing.DELETED:
            yield _of_bill(bill, under)


def _of_bill(bill: HouseBill, under: str) -> Reached:
    return Reached(bill.key, under, bill.standing, bill.shipment, bill.events, lies=Lies.BELOW)


def _beside(dossier: Dossier, under: str, others: Mapping[str, Dossier]) -> Iterator[Reached]:
    """Yield the other cargo of the same trips that is declared in the same equipment."""
    mine = _equipment(dossier) if others else frozenset()
    for other in others.values():
        if mine.isdisjoint(_equipment(other)) or not _carried(other, dossier):
            continue
        if other.shipment is not None and other.standing in _IN_FORCE:
            yield Reached(other.key, under, other.standing, other.shipment, _own(other))
            yield from _below(other, under)


def _own(other: Dossier) -> tuple[Event, ...]:
    """Return what was said of a cargo itself: what was said of its carrier stands on all in it."""
    carriers = frozenset() if other.shipment is None else carriers_of(other.shipment)
    return tuple(event for event in other.events if number_form(event.key) not in carriers)


def _carried(other: Dossier, dossier: Dossier) -> bool:
    """Whether a trip of one brings the other, too."""
    number = number_form(other.key)
    return any(number in aboard(trip.report).forms for trip in dossier.trips)


def _equipment(dossier: Dossier) -> frozenset[str]:
    pieces = () if dossier.shipment is None else dossier.shipment.equipment
    return frozenset(number_form(p.number) for p in pieces if p.kind in _HOLDING and p.number)


def _unasked(
    linked: Collection[Dossier], known: Collection[str], others: Mapping[str, Dossier]
) -> bool:
    """Whether a trip puts cargo into the same equipment of which nothing was asked.

    The same holds of a cargo that holds a linked house bill.
    """
    asked = {*known, *(number_form(key) for key in others)}
    if not {master for one in linked if (master := _master(one))} <= asked:
        return True
    mine = frozenset().union(*map(_equipment, linked))
    # A train or a flight is one report for all that it carries.
    reports = {id(trip.report): trip.report for one in linked for trip in one.trips}
    return any(
        not mine.isdisjoint(map(number_form, pieces))
        for report in reports.values()
        for number, pieces in aboard(report).equipment.items()
        if number not in asked
    )
