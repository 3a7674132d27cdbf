"""The tree of house bills under a cargo, and the close messages that say what belongs in it.

A house bill names what it lies in; a close message names what lies in a cargo. One that is named
and was never filed stands in the tree without data (D3-4-2, paragraph 20).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from app.domain.dossier import HouseBill
from app.domain.event import Event, EventKind
from app.domain.filing import CloseMessage, Filing, FilingKind
from app.domain.shipment import Shipment
from app.shipments.lifecycle.fold import Course, fold, standing_at
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.happenings import ARRIVING, events_among, moments
from app.shipments.lifecycle.numbers import Part, quoted_as
from app.shipments.lifecycle.responses import paired
from app.shipments.lifecycle.shelf import Shelf

_DEEPEST = 16
"""Levels of house bills that are followed; more are no chain of forwarders."""


class Forest:
    """House bills among some filings."""

    def __init__(self, shelf: Shelf, now: dt.datetime) -> None:
        self._shelf = shelf
        self._now = now

    def closes(self, names: Collection[str]) -> tuple[CloseMessage, ...]:
        """Return the close messages in force for a cargo: the newest of each sender."""
        by_sender: dict[str, list[Filing]] = {}
        for filing in self._shelf.find(Part.KEY, names, FilingKind.CLOSE):
            by_sender.setdefault(filing.sender, []).append(filing)
        found = []
        for _, filings in sorted(by_sender.items()):
            body = fold(paired(filings, self._shelf.responses(filings))).body
            if isinstance(body, CloseMessage):
                found.append(body)
        return tuple(found)

    def under(self, names: Collection[str], listed: Iterable[str] = ()) -> tuple[HouseBill, ...]:
        """Return the house bills that lie in a cargo, with those that lie in them.

        Parameters
        ----------
        names
            The numbers of the cargo.
        listed
            House bills that the cargo itself names.
        """
        return self._level(frozenset(names), listed, frozenset(names), _DEEPEST)

    def _level(
        self, names: frozenset[str], listed: Iterable[str], above: frozenset[str], depth: int
    ) -> tuple[HouseBill, ...]:
        if depth == 0:
            return ()
        told = self._deconsolidated(names)
        named = [*listed, *(bill for close in self.closes(names) for bill in close.house_bills)]
        filed = self._shelf.find(Part.PREVIOUS, names, FilingKind.HOUSE_BILL)
        sure = {number_form(number) for number in named if number}
        keys = sorted((sure | {number_form(filing.key) for filing in filed}) - above)
        # All at once: a consolidation has thousands of them.
        self._shelf.read_ahead((part, key) for key in keys for part in (Part.KEY, Part.PREVIOUS))
        filings = self._shelf.find(Part.KEY, keys, FilingKind.HOUSE_BILL)
        self._shelf.read_ahead((Part.QUOTED, n) for filing in filings for n in quoted_as(filing))
        bills = []
        for key in keys:
            bill, lies_in = self._bill(key, told=told)
            # One that was moved elsewhere by a later version does not lie here any more.
            if key in sure or lies_in in ("", *names):
                inner = () if bill.shipment is None else bill.shipment.house_bills
                below = self._level(frozenset((key,)), inner, above | {key}, depth - 1)
                bills.append(dataclasses.replace(bill, bills=below, named=key in sure))
        return tuple(bills)

    def _bill(self, key: str, *, told: bool) -> tuple[HouseBill, str]:
        """Return one house bill without those below it, and the number that it lies in."""
        filings = self._shelf.find(Part.KEY, (key,), FilingKind.HOUSE_BILL)
        events = events_among(self._shelf.find(Part.KEY, (key,), FilingKind.EVENT))
        arrivals = tuple(moments(events, ARRIVING))
        history = fold(paired(filings, self._shelf.responses(filings)), Course(arrivals))
        body = history.body
        shipment = body if isinstance(body, Shipment) else None
        standing = standing_at(history, arrived=bool(arrivals), now=self._now)
        name = filings[0].key if filings else key
        digest = history.sent.filing.digest if history.sent else ""
        bill = HouseBill(
            name, standing, shipment, (), told or _apart(events), digest, events=events
        )
        last = history.last
        return bill, number_form(last.previous_ccn) if isinstance(last, Shipment) else ""

    def _deconsolidated(self, names: Collection[str]) -> bool:
        return _apart(events_among(self._shelf.find(Part.KEY, names, FilingKind.EVENT)))


def ancestors(shelf: Shelf, names: Collection[str], named: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers that a house bill lies in, the nearest first.

    Parameters
    ----------
    names, named
        The numbers of the house bill, and what it says itself that it lies in.
    """
    found: list[str] = []
    level = [number_form(number) for number in named if number]
    own = set(names)
    level += _closing(shelf, own)
    for _ in range(_DEEPEST):
        level = [number for number in dict.fromkeys(level) if number not in (*found, *own)]
        if not level:
            break
        found += level
        above = shelf.find(Part.KEY, level, FilingKind.HOUSE_BILL)
        bodies = [filing.body for filing in above if isinstance(filing.body, Shipment)]
        level = [number_form(body.previous_ccn) for body in bodies if body.previous_ccn]
        level += _closing(shelf, found)
    return tuple(found)


def _closing(shelf: Shelf, names: Collection[str]) -> list[str]:
    """Return the cargo whose close messages name one of some house bills."""
    return [number_form(f.key) for f in shelf.find(Part.BILL, names, FilingKind.CLOSE)]


def _apart(events: Iterable[Event]) -> bool:
    return any(event.kind is EventKind.DECONSOLIDATED for event in events)
