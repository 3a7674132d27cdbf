"""What answers of every message have in common: a filing for each key or control number."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping

from app.domain.event import Event
from app.domain.filing import Filing, FilingKind, Response, Verdict
from app.domain.shipment import Function
from app.domain.words import say
from app.shipments.edi.places import Note, Place, spots_of
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.spots import LaterSpots

MOST_REASONS = 200
"""Of one answer; a hostile message could name one a segment."""


@dataclasses.dataclass(slots=True)
class Answer:
    """One answer while it is read."""

    verdict: Verdict | None = None
    control: str = ""
    key: str = ""
    reasons: list[str] = dataclasses.field(default_factory=list)
    notes: dict[str, Note] = dataclasses.field(default_factory=dict)

    def because(self, reason: str, note: Note) -> None:
        """Take down a reason, word for word."""
        if reason and len(self.reasons) < MOST_REASONS:
            self.notes[f"reasons[{len(self.reasons)}]"] = note
            self.reasons.append(reason)


def later(message: Message, notes: Mapping[str, Note]) -> LaterSpots:
    """Return spots of noted places, which are found when somebody asks."""
    kept = tuple(notes.items())
    return LaterSpots(functools.partial(spots_of, message.text, message.syntax, kept))


def begins(segment: Segment, first: int) -> Place:
    """Return the element in which the words of an X12 segment begin.

    Parameters
    ----------
    first
        Element from which on words may stand.
    """
    said = (at for at in range(first, len(segment)) if segment[at].strip())
    at = next(said, first)
    return Place(f"{segment[0]}-{at:02}", at)


def words(elements: list[str]) -> str:
    """Return what stands in a segment, without what was left out."""
    return " ".join(element.strip() for element in elements if element.strip())


def response(message: Message, answer: Answer) -> Filing:
    """Return an answer as a filing; one whose code says nothing known is no more than received."""
    if answer.verdict is None:
        message.faults.warn(
            say("What the answer decides is in no known code; it counts as received only.")
        )
    body = Response(
        answer.verdict or Verdict.RECEIVED, answer.control, answer.key, tuple(answer.reasons)
    )
    spots = later(message, answer.notes)
    return message.filing(FilingKind.RESPONSE, answer.key, Function.ADD, body, spots)


def event(message: Message, told: Event, notes: dict[str, Note]) -> Filing:
    """Return an event as a filing."""
    spots = later(message, notes)
    return message.filing(FilingKind.EVENT, told.key, Function.ADD, told, spots)


def when(message: Message, told: dt.datetime | None) -> dt.datetime:
    """Return when something happened: as told, as sent, or as it came in."""
    return told or message.envelope.sent_at or message.incoming.received_at
