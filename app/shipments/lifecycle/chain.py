"""Numbers that one cargo had one after the other, and numbers that look like it.

A re-manifest gives a cargo a new number (D3-4-2, paragraphs 28 and 135). A renumbering is a Delete
and an Add (¶151): the program proposes it, an officer confirms it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from app.domain.dossier import Version
from app.domain.event import Event, EventKind
from app.domain.filing import Filing, FilingKind
from app.domain.shipment import Function
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.numbers import Part, likeness
from app.shipments.lifecycle.ordering import moment_of, unique
from app.shipments.lifecycle.shelf import Shelf

_NEAR = dt.timedelta(hours=24)
"""How far apart Delete and Add of one renumbering lie (R057)."""

_LONGEST = 16
_TIES = (EventKind.REMANIFESTED, EventKind.RENUMBERED)
_RECORDS = (FilingKind.CARGO, FilingKind.HOUSE_BILL)


def chain(shelf: Shelf, key: str) -> tuple[str, ...]:
    """Return the numbers of one cargo, oldest first; empty when it only ever had one."""
    number = number_form(key)
    numbers = [number]
    for _ in range(_LONGEST):
        before = [old for old in _before(shelf, numbers[0]) if old not in numbers]
        if not before:
            break
        numbers.insert(0, before[0])
    for _ in range(_LONGEST):
        after = [new for new in _after(shelf, numbers[-1]) if new not in numbers]
        if not after:
            break
        numbers.append(after[0])
    return tuple(numbers) if len(numbers) > 1 else ()


def _before(shelf: Shelf, number: str) -> list[str]:
    told = _ties(shelf.find(Part.OTHER, (number,), FilingKind.EVENT))
    filed = [filing.body for filing in shelf.find(Part.KEY, (number,), *_RECORDS)]
    named = [getattr(body, "replaces_ccn", "") for body in filed]
    return sorted({number_form(old) for old in (*(event.key for event in told), *named) if old})


def _after(shelf: Shelf, number: str) -> list[str]:
    told = _ties(shelf.find(Part.KEY, (number,), FilingKind.EVENT))
    filed = [filing.key for filing in shelf.find(Part.REPLACES, (number,), *_RECORDS)]
    return sorted({number_form(new) for new in (*(e.other_key for e in told), *filed) if new})


def _ties(filings: Iterable[Filing]) -> list[Event]:
    """Return the events that tie an old number to a new one, refused ones left out (¶135)."""
    bodies = [filing.body for filing in filings]
    return [
        body
        for body in bodies
        if isinstance(body, Event) and body.kind in _TIES and body.details.get("approved") != "no"
    ]


def renumbered_as(
    shelf: Shelf, filings: Iterable[Filing], versions: Iterable[Version], names: Collection[str]
) -> tuple[str, ...]:
    """Return the numbers that look like a deleted cargo filed anew.

    Same carrier, shipper, consignee and weight, and an Add within a day of the Delete.

    Parameters
    ----------
    shelf, filings, versions
        All filings, and the deleted record's own with its versions.
    names
        Numbers that are known to be the same cargo: they need no proposal.
    """
    deleted = [v.received_at for v in versions if v.function is Function.DELETE]
    alike = {likeness(filing) for filing in filings} - {""}
    if not deleted or not alike:
        return ()
    found = {}
    for other in unique(shelf.find(Part.LIKE, sorted(alike), *_RECORDS)):
        near = any(abs(moment_of(other) - at) <= _NEAR for at in deleted)
        if other.function is Function.ADD and near and number_form(other.key) not in names:
            found[number_form(other.key)] = other.key
    return tuple(found[number] for number in sorted(found))
