"""Which records of goods may stand otherwise after a filing than before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.filing import (
    CloseMessage,
    ConveyanceReport,
    Filing,
    FilingKind,
    Response,
)
from app.domain.shipment import Shipment
from app.shipments.lifecycle.bills import ancestors
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.numbers import (
    ANSWERED_WITHIN,
    Named,
    Part,
    carried,
    days,
    on_day,
    quoted_as,
)
from app.shipments.lifecycle.ordering import moment_of
from app.shipments.lifecycle.shelf import Shelf

GOODS = (FilingKind.CARGO, FilingKind.HOUSE_BILL, FilingKind.COURIER)
"""Kinds of filings that are records of goods."""
RECORDS = (*GOODS, FilingKind.CONVEYANCE)
"""Kinds of filings that a dossier is of, the first of them that is on file: a conveyance for
itself where it carries no cargo."""

_ANSWERED = (*RECORDS, FilingKind.CLOSE)
_DEEPEST = 16
_AROUND = (
    *(Part.KEY, Part.ALIAS, Part.CARGO, Part.PREVIOUS),
    *(Part.BILL, Part.OTHER, Part.REPLACES),
)


def touched_by(filing: Filing, shelf: Shelf) -> set[str]:
    """Return the numbers of the records that one filing may change.

    Parameters
    ----------
    filing
        The new one.
    shelf
        Finds all others, and this one too.
    """
    if isinstance(filing.body, Response):
        answered = _answered(filing, filing.body, shelf)
        return {number for one in answered for number in touched_by(one, shelf)}
    if filing.kind is FilingKind.EVENT:
        return _told(filing, shelf)
    direct = {number_form(number) for number in _direct(filing, shelf) if number}
    return direct | _below(direct & _moved(filing, direct), shelf)


def around(numbers: Iterable[str]) -> Iterator[Named]:
    """Return the names that the dossiers of some numbers ask for first."""
    return ((part, number) for number in numbers for part in _AROUND)


def beyond(filings: Iterable[Filing]) -> Iterator[Named]:
    """Return the names that the dossiers of some filings ask for next: answers and trips."""
    for filing in filings:
        yield from ((Part.QUOTED, number) for number in quoted_as(filing))
        if isinstance(filing.body, Shipment) and filing.body.conveyance.crn:
            yield Part.KEY, number_form(filing.body.conveyance.crn)


def _moved(filing: Filing, direct: set[str]) -> set[str]:
    """Return those of the numbers under which house bills may ride on another conveyance now.

    What lies beside a house bill rides as before, and what lies in a cargo knows its trip by the
    cargo's number alone.
    """
    own = {number_form(filing.key)}
    if filing.kind is FilingKind.HOUSE_BILL:
        return own
    return set() if filing.kind in GOODS else direct - (own & _closed(filing))


def _closed(filing: Filing) -> set[str]:
    body = filing.body
    return {number_form(body.previous_ccn)} if isinstance(body, CloseMessage) else set()


def _direct(filing: Filing, shelf: Shelf) -> Iterator[str]:
    """Yield the numbers that a filing and the earlier ones of its key speak of."""
    yield filing.key
    if filing.kind is FilingKind.CONVEYANCE:
        yield from _carried(filing.key, shelf)
    elif filing.kind is FilingKind.CLOSE:
        for body in _bodies(shelf, filing.key, FilingKind.CLOSE):
            if isinstance(body, CloseMessage):
                yield from (body.previous_ccn, *body.house_bills)
    elif isinstance(filing.body, Shipment):
        yield from _around_goods(filing, filing.body, shelf)


def _around_goods(filing: Filing, body: Shipment, shelf: Shelf) -> Iterator[str]:
    """Yield what changes beside the goods: the conveyance, and what a house bill lies in."""
    crn = body.conveyance.crn
    if crn and shelf.find(Part.KEY, (crn,), FilingKind.CONVEYANCE):
        # It carries cargo now, and is no record of its own any more.
        yield crn
    if filing.kind is FilingKind.HOUSE_BILL:
        yield from _above(filing, shelf)


def _above(filing: Filing, shelf: Shelf) -> tuple[str, ...]:
    """Return everything that a house bill lies in, or lay in: its tree is theirs."""
    bodies = _bodies(shelf, filing.key, FilingKind.HOUSE_BILL)
    named = [body.previous_ccn for body in bodies if isinstance(body, Shipment)]
    return ancestors(shelf, {number_form(filing.key)}, named)


def _carried(crn: str, shelf: Shelf) -> Iterator[str]:
    """Yield the cargo that a conveyance ever named, and what says that it is on it."""
    for body in _bodies(shelf, crn, FilingKind.CONVEYANCE):
        if isinstance(body, ConveyanceReport):
            yield from carried(body)
    yield from (filing.key for filing in shelf.find(Part.TRIP, (crn,), *GOODS))


def _bodies(shelf: Shelf, key: str, kind: FilingKind) -> list[object]:
    return [filing.body for filing in shelf.find(Part.KEY, (key,), kind)]


def _told(filing: Filing, shelf: Shelf) -> set[str]:
    """Return what an event decides about: whether a Delete or a Change came too late.

    What happens to a house bill is shown with everything that it lies in.

    Where a conveyance arrives, most cargo on it was only ever sent once, and stays as it is.
    """
    carried_by = list(dict.fromkeys(map(number_form, _carried(filing.key, shelf))))
    shelf.read_ahead((Part.KEY, number) for number in carried_by)
    several = {number for number in carried_by if len(shelf.find(Part.KEY, (number,), *GOODS)) > 1}
    return {number_form(filing.key), *_above(filing, shelf)} | several


def _answered(filing: Filing, response: Response, shelf: Shelf) -> list[Filing]:
    days_before = days(moment_of(filing), (-number for number in ANSWERED_WITHIN))
    controls = [on_day(day, response.control) for day in days_before if response.control]
    keyed = shelf.find(Part.KEY, filter(None, (response.key,)), *_ANSWERED)
    quoted = shelf.find(Part.SENT, controls, *_ANSWERED)
    return list({id(filing): filing for filing in (*keyed, *quoted)}.values())


def _below(numbers: Iterable[str], shelf: Shelf) -> set[str]:
    """Return the house bills under some numbers: they ride on the same conveyance."""
    found: set[str] = set()
    level = set(numbers)
    for _ in range(_DEEPEST):
        filed = shelf.find(Part.PREVIOUS, sorted(level), FilingKind.HOUSE_BILL, FilingKind.CLOSE)
        below = {number_form(filing.key) for filing in filed}
        for filing in filed:
            if isinstance(filing.body, CloseMessage):
                below.update(map(number_form, filing.body.house_bills))
        level = below - found - level
        if not level:
            break
        found |= level
    return found
