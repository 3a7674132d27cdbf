"""Which targets, holds and requests of other units still stand, after all that was said of them."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.event import Event, EventKind
from app.domain.identifiers import folded

_WAITING = (EventKind.EXAMINATION_REFERRED, EventKind.DETAIN_AT_DESTINATION)


def targets_among(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return targets, holds and exams of other units that stand after some events, oldest first.

    Goods that CBSA requires for examination, or that another department detains at destination,
    wait for that until they are released or let go on.
    """
    told = tuple(events)
    exams: dict[str, Event] = {}
    for event in told:
        if event.kind in _WAITING:
            exams[folded(event.key)] = event
        elif event.kind is EventKind.HOLD_CANCELLED:
            exams.pop(folded(event.key), None)
        elif event.kind is EventKind.RELEASED:
            exams.clear()
    return (
        *_standing(told, EventKind.TARGETED, EventKind.TARGET_LIFTED),
        *_standing(told, EventKind.HELD, EventKind.HOLD_CANCELLED),
        *exams.values(),
    )


def requests_among(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the requests for information that nobody answered after some events."""
    return _standing(events, EventKind.REQUEST_OPENED, EventKind.REQUEST_ANSWERED)


def _standing(events: Iterable[Event], opens: EventKind, closes: EventKind) -> tuple[Event, ...]:
    """Events of one kind that no later one ended.

    They pair by the number that the other unit gave them. Where it gave none, by what they were
    said of: what is lifted from a cargo still stands on its trailer.
    """
    stands: dict[str, Event] = {}
    for event in events:
        pair = event.other_key or f" {folded(event.key)}"
        if event.kind is opens:
            stands[pair] = event
        elif event.kind is closes:
            stands.pop(pair, None)
    return tuple(stands.values())
