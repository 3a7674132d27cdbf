"""What happened to a cargo, and how far it has come by that.

The words are those of CBSA's notices and of the release notification (RNS); what they move is
shipment-data, section 1.2.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from app.domain.dossier import Progress
from app.domain.event import Event, EventKind
from app.domain.filing import Filing
from app.domain.shipment import Movement
from app.shipments.lifecycle.ordering import aware, unique

ARRIVING = frozenset(
    {
        EventKind.REPORTED,
        EventKind.ARRIVED,
        EventKind.CONVEYANCE_ARRIVED,
        EventKind.POST_ARRIVAL_ATTACHED,
        EventKind.AT_WAREHOUSE,
        EventKind.DECONSOLIDATED,
        EventKind.AUTHORIZED_TO_DELIVER,
        EventKind.RELEASED,
        EventKind.EXPORTED,
    }
)
"""Notices that are never sent before arrival; reported goods are deemed arrived (¶49)."""

_MOVES = {
    EventKind.REPORTED: Progress.REPORTED,
    EventKind.ARRIVED: Progress.ARRIVED,
    EventKind.CONVEYANCE_ARRIVED: Progress.ARRIVED,
    EventKind.POST_ARRIVAL_ATTACHED: Progress.ARRIVED,
    EventKind.DECONSOLIDATED: Progress.ARRIVED,
    EventKind.DETAIN_AT_DESTINATION: Progress.IN_BOND,
    EventKind.AT_WAREHOUSE: Progress.AT_WAREHOUSE,
    EventKind.AUTHORIZED_TO_DELIVER: Progress.AUTHORIZED_TO_DELIVER,
    EventKind.RELEASED: Progress.RELEASED,
    EventKind.REMANIFESTED: Progress.REMANIFESTED,
    EventKind.EXPORTED: Progress.EXPORTED,
}
_ORDER = tuple(Progress)
_BONDED = (Movement.IN_BOND, Movement.IN_TRANSIT, Movement.DOMESTIC_IN_TRANSIT)
_HOLDS = {EventKind.HELD: True, EventKind.EXAMINATION_REFERRED: True}
_FREES = {EventKind.HOLD_CANCELLED: False}


def events_among(filings: Iterable[Filing]) -> tuple[Event, ...]:
    """Return the events of some filings, oldest first, each once."""
    bodies = [filing.body for filing in unique(filings)]
    found = {_when(event): event for event in bodies if isinstance(event, Event)}
    return tuple(found[when] for when in sorted(found))


def moments(events: Iterable[Event], kinds: Collection[EventKind]) -> list[dt.datetime]:
    """Return when events of some kinds happened."""
    return [aware(event.at) for event in events if event.kind in kinds]


def progress(events: Iterable[Event], movement: Movement, *, arrived: bool) -> Progress:
    """Return how far goods have come: the furthest that was told.

    A hold counts while it stands, and only for goods that have not come further.
    """
    told = list(events)
    reached = {Progress.UNDERWAY, *(_MOVES[event.kind] for event in told if _moves(event))}
    if arrived and reached == {Progress.UNDERWAY}:
        reached.add(Progress.ARRIVED)
    if arrived and movement in _BONDED:
        reached.add(Progress.IN_BOND)
    if _held(told):
        reached.add(Progress.HELD)
    return max(reached, key=_ORDER.index)


def _moves(event: Event) -> bool:
    refused = event.kind is EventKind.REMANIFESTED and event.details.get("approved") == "no"
    return event.kind in _MOVES and not refused


def _held(events: Iterable[Event]) -> bool:
    held: dict[str, bool] = {}
    for event in events:
        stands = {**_HOLDS, **_FREES}.get(event.kind)
        if stands is not None:
            held[event.other_key] = stands
    return any(held.values())


def _when(event: Event) -> tuple[object, ...]:
    """Return all that an event says, its time first: two that say the same are one."""
    place = (event.key, event.other_key, event.port, event.sub_location, event.text)
    return (aware(event.at), event.kind.value, *place, *sorted(event.details.items()))
