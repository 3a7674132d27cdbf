"""Which of several filings came first, whatever the order of their arrival, and which are one.

A sender's own time orders what the sender sent. It is often good to the minute only, so control
numbers come next; they grow. A version that a form states is never older than a smaller one.
What came in after a paper of the same record was typed takes its place (¶36), whenever the sender
prepared it: in an outage it waited.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from app.domain.event import Event
from app.domain.filing import Body, Filing, FilingKind, Response, Via
from app.domain.shipment import Function, Shipment

ARRIVAL = ("received_at", "source")
"""Fields of a shipment that say how it came in, not what was declared."""

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_Place = tuple[object, ...]


def aware(moment: dt.datetime) -> dt.datetime:
    """Return a time with a zone: one that was given without is taken for UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def moment_of(filing: Filing) -> dt.datetime:
    """Return when a filing was made, to be compared with what happened to the goods.

    Never later than it came in: clocks of senders run ahead, and zones are left out.
    """
    received = aware(filing.received_at)
    return received if filing.sent_at is None else min(aware(filing.sent_at), received)


def unique(filings: Iterable[Filing]) -> tuple[Filing, ...]:
    """Return each transmission once: of copies the one that came first."""
    kept: dict[tuple[object, ...], list[Filing]] = {}
    for filing in sorted(filings, key=_arrival):
        same = kept.setdefault((filing.digest, filing.kind, filing.key, filing.function), [])
        # One message may say several things of one key, so that what it says counts too.
        if not any(said(filing) == said(other) for other in same):
            same.append(filing)
    return tuple(filing for same in kept.values() for filing in same)


def said(filing: Filing) -> Body | None:
    """Return what a filing says, without when and in which file it came in."""
    body = filing.body
    if not isinstance(body, Shipment):
        return body
    return dataclasses.replace(body, received_at=_NEVER, source="")


def in_order(filings: Iterable[Filing]) -> tuple[Filing, ...]:
    """Return filings once each and oldest first; the same however they are given."""
    placed = sorted(unique(filings), key=_place)
    typed = _typed(placed)

    def since(filing: Filing) -> dt.datetime:
        papers = typed.get((filing.kind, filing.key), ())
        came = aware(filing.received_at)
        return max([_sent(filing), *(at for at in papers if at <= came)])

    if typed:
        placed.sort(key=lambda filing: (since(filing), filing.via is not Via.PAPER))
    stated: dict[str, dict[int, dt.datetime]] = {}
    for filing in placed:
        version = _version(filing)
        if version is not None:
            # They are in order, so that the last time of a version is the one that stays.
            stated.setdefault(filing.origin.form, {})[version] = since(filing)
    if all(len(times) == 1 for times in stated.values()):
        return tuple(placed)

    def after_smaller(filing: Filing) -> _Place:
        version = _version(filing) or 0
        times = stated.get(filing.origin.form, {})
        smaller = [at for number, at in times.items() if number < version]
        paper = filing.via is not Via.PAPER
        return (max([since(filing), *smaller]), version, paper, *_place(filing))

    return tuple(sorted(placed, key=after_smaller))


def _typed(filings: Iterable[Filing]) -> dict[tuple[FilingKind, str], list[dt.datetime]]:
    """Return when papers were typed, by the record that they are of."""
    found: dict[tuple[FilingKind, str], list[dt.datetime]] = {}
    for filing in filings:
        if filing.via is Via.PAPER:
            found.setdefault((filing.kind, filing.key), []).append(_sent(filing))
    return found


def _sent(filing: Filing) -> dt.datetime:
    return aware(filing.sent_at or filing.received_at)


def _place(filing: Filing) -> _Place:
    order = _ORDER[filing.function]
    return (_sent(filing), filing.sender, _numbers(filing.control), order, *_arrival(filing))


_ORDER = {Function.ADD: 0, Function.CHANGE: 1, Function.AMEND: 2, Function.DELETE: 3}
"""Of what says nothing else, the one that needs the other comes after it."""


def _arrival(filing: Filing) -> _Place:
    origin = filing.origin
    came = (aware(filing.received_at), origin.file, origin.message, filing.digest)
    return (*came, filing.kind.value, filing.key, filing.function.value, _content(filing))


def _content(filing: Filing) -> str:
    """Return what tells two filings of one message apart, where a message can hold two."""
    small = isinstance(filing.body, Event | Response)
    return repr(filing.body) if small or not filing.digest else ""


def _numbers(control: str) -> tuple[tuple[int, str], ...]:
    """Return control numbers so that they sort as numbers do."""
    parts = (part.lstrip("0") for part in control.split("/") if part)
    return tuple((len(part), part) for part in parts)


def _version(filing: Filing) -> int | None:
    """Return the version that a filing states; None when it is of nothing that has versions."""
    if filing.via is Via.PAPER:
        return None
    return filing.body.version if isinstance(filing.body, Shipment) else None
