"""What a message is handed on with: where it stands, who sent it, and what is wrong with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from app.domain.filing import Body, Fault, Filing, FilingKind, Origin, Spot, Via, Weight
from app.domain.shipment import Function
from app.domain.words import Sentence, say
from app.shipments.edi.syntax import Segment, Syntax
from app.shipments.quick import quick

_FILING = quick(Filing)
MOST_FAULTS = 100
"""Told of one message; a damaged file would otherwise answer with more text than it has."""


@dataclasses.dataclass(frozen=True, slots=True)
class Incoming:
    """The file that is read, and when it came."""

    name: str
    sha256: str
    received_at: dt.datetime


class Faults:
    """What is wrong with one message, at most `MOST_FAULTS` of it."""

    __slots__ = ("items", "message")

    def __init__(self, message: int = 0) -> None:
        self.items: list[Fault] = []
        self.message = message

    def warn(self, sentence: Sentence, segment: int = 0, element: str = "") -> None:
        """Note something that is read, and not as it should be."""
        self._add(Weight.WARNING, sentence, segment, element)

    def error(self, sentence: Sentence, segment: int = 0, element: str = "") -> None:
        """Note something that could not be taken as it stands."""
        self._add(Weight.ERROR, sentence, segment, element)

    def _add(self, weight: Weight, sentence: Sentence, segment: int, element: str) -> None:
        if len(self.items) < MOST_FAULTS:
            self.items.append(Fault(weight, sentence, self.message, segment, element))
        elif len(self.items) == MOST_FAULTS:
            more = say("There are more faults in this message; only the first are listed.")
            self.items.append(Fault(Weight.WARNING, more, self.message))


@dataclasses.dataclass(frozen=True, slots=True)
class Envelope:
    """What the interchange and the group around a message say."""

    sender: str = ""
    sent_at: dt.datetime | None = None
    control: str = ""
    """Control numbers of interchange and group, joined by ``/``."""
    headers: bytes = b""
    """Enters the digest: the same text in another interchange is another transmission."""


@dataclasses.dataclass(slots=True)
class Message:
    """One message before its values are read."""

    kind: str
    """Such as ``CUSCAR`` or ``309``."""
    text: str
    syntax: Syntax
    cut: Iterable[Segment]
    """The segments; empty again once they have been read."""
    origin: Origin
    incoming: Incoming
    envelope: Envelope
    control: str
    digest: str
    faults: Faults

    def filing(
        self,
        kind: FilingKind,
        key: str,
        function: Function,
        body: Body | None,
        spots: Mapping[str, Spot],
        reason: str = "",
    ) -> Filing:
        """Return one transmission that the message carries, with the faults found so far."""
        envelope = self.envelope
        return _FILING(
            kind,
            key,
            function,
            body,
            self.origin,
            self.incoming.received_at,
            envelope.sent_at,
            None,
            envelope.sender,
            self.control,
            Via.EDI,
            self.digest,
            reason,
            tuple(self.faults.items),
            spots,
        )


def digest_of(envelope: Envelope, data: bytes) -> str:
    """SHA-256 of a message with the headers it was sent under."""
    return hashlib.sha256(envelope.headers + data).hexdigest()
