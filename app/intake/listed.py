"""A courier's list that is sent again without a shipment that stood on it.

Every shipment of a list is a record of its own, and a Change replaces that record alone (¶150):
what a newer file leaves out stands as it was until it is sent as removed (¶110). An officer must
hear of it, for the list may mean that the shipment is no longer on the flight.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dossier import Standing
from app.domain.event import EventKind
from app.domain.filing import Fault, Filing, FilingKind, Weight
from app.domain.identifiers import folded
from app.domain.shipment import Shipment
from app.domain.words import say
from app.record import Record
from app.record.numbers import LIST

MOST_LOOKED_AT = 200
"""Shipments of one list of which it is looked up whether they were taken off it."""
MOST_NAMED = 10
_OFF = (EventKind.LIST_REMOVED, EventKind.Y50)


class Listed:
    """The shipments of each list in one file."""

    def __init__(self) -> None:
        self._keys: dict[str, set[str]] = {}
        self._others: set[str] = set()

    def note(self, filing: Filing) -> None:
        """Take down that a file has a shipment, or its removal."""
        body = filing.body
        if filing.kind is FilingKind.COURIER and isinstance(body, Shipment) and body.list_id:
            self._keys.setdefault(body.list_id, set()).add(body.shipment_id)
        else:
            self._others.add(filing.key)

    def left_out(self, record: Record) -> Iterator[Fault]:
        """Tell of shipments on record that stand on a list and are not in this file of it.

        Thousands may be missing from a list that was cut into parts: only some are looked at.
        """
        for name, keys in self._keys.items():
            stood = record.mentions({(LIST, folded(name))})
            missing = [key for key in stood if key not in keys and key not in self._others]
            gone = [key for key in missing[:MOST_LOOKED_AT] if _stands(record, key)]
            if gone:
                yield _told(name, gone, more=len(missing) > MOST_LOOKED_AT)


def _stands(record: Record, key: str) -> bool:
    """Whether a shipment is still to come: neither deleted nor taken off its list."""
    dossier = record.dossier(key)
    off = any(event.kind in _OFF for event in dossier.events)
    return dossier.standing is not Standing.DELETED and not off


def _told(name: str, gone: list[str], *, more: bool) -> Fault:
    named = ", ".join(gone[:MOST_NAMED])
    sentence = say(
        "List {name} came before with shipments that are not in this file ({count}): {keys}. They "
        "stand as they were; what is off a list must be sent as removed.",
        name=name,
        count=f"{len(gone)}+" if more else len(gone),
        keys=f"{named} …" if more or len(gone) > MOST_NAMED else named,
    )
    return Fault(Weight.WARNING, sentence)
