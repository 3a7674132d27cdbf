"""The chain of custody of seals: what was declared, then who affixed, saw or broke which.

D3-4-2, paragraphs 90 to 98.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.dossier import SealLink, Trip
from app.domain.event import Event, EventKind
from app.domain.shipment import Equipment, Seal, Shipment

_STATES = {
    EventKind.SEALED: "intact",
    EventKind.SEAL_SEEN: "intact",
    EventKind.SEAL_BROKEN: "broken",
    EventKind.SEAL_IMPRACTICABLE: "",
}
DECLARED = "declared"
SCAN_SITE = "scan site"


def seal_chain(
    shipment: Shipment | None, trips: Iterable[Trip], events: Iterable[Event]
) -> tuple[SealLink, ...]:
    """Return every word about a seal: declared ones first, then by time."""
    links: dict[SealLink, None] = {}
    for piece in () if shipment is None else shipment.equipment:
        links.update(dict.fromkeys(_declared(piece)))
    held = {piece.number for piece in (() if shipment is None else shipment.equipment)}
    for trip in trips:
        for number in trip.report.seals:
            links.setdefault(SealLink(Seal(number), "", None, DECLARED))
        for piece in trip.report.equipment:
            if not held or piece.number in held:
                links.update(dict.fromkeys(_declared(piece)))
    for event in events:
        if event.kind in _STATES:
            links.setdefault(_told(event))
    return tuple(links)


def _declared(piece: Equipment) -> list[SealLink]:
    more = {seal.number: seal for seal in piece.sealing}
    numbers = dict.fromkeys((*piece.seals, *more))
    return [
        SealLink(more.get(number, Seal(number)), piece.number, None, DECLARED) for number in numbers
    ]


def _told(event: Event) -> SealLink:
    details = event.details
    state = details.get("state") or _STATES[event.kind]
    seal = Seal(details.get("number", ""), details.get("by", ""), state)
    place = details.get("told_by") or event.sub_location or event.port or SCAN_SITE
    return SealLink(seal, details.get("equipment", ""), event.at, place)
