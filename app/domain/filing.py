"""One transmission as it came in: whose record it speaks of, what it does to it, and from where.

Readers of every message form end here. A filing is kept for ever as it came; what is on file now
follows from all filings of a key together (`app.shipments.lifecycle`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.event import Event
from app.domain.shipment import Conveyance, Equipment, Function, Shipment
from app.domain.words import Sentence


class FilingKind(enum.StrEnum):
    """What a transmission is a record of."""

    CARGO = "cargo"
    CONVEYANCE = "conveyance"
    HOUSE_BILL = "house_bill"
    CLOSE = "close"
    """House bill close message: which house bills lie in a cargo."""
    COURIER = "courier"
    """A shipment on a courier's cargo release list: no cargo report (¶102(a))."""
    EVENT = "event"
    RESPONSE = "response"
    """An acknowledgement, acceptance or reject of something that was sent (¶141 to 144)."""


class Via(enum.StrEnum):
    """How it was sent."""

    EDI = "edi"
    PORTAL = "portal"
    PAPER = "paper"
    """Typed from a paper manifest in an outage (¶36)."""
    FILE = "file"
    """A courier's file, or the JSON form."""
    DESK = "desk"
    """Noted by an officer at a workstation of this program."""


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands in its message."""

    segment: int
    """From 1 within the message; line number for line forms, 0 for trees."""
    element: str
    """Such as ``C506.1154``, ``M11-01``, ``MBI`` or ``/shipments/0/weight_kg``."""
    start: int
    end: int
    """Characters of the message's text, from `start` up to but not including `end`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Origin:
    """Where a transmission was read."""

    file: str
    sha256: str
    """Of the file; empty while it is only looked at."""
    message: int
    """From 1 within the file."""
    start: int
    end: int
    """Bytes of the file that hold the message."""
    form: str
    """Such as ``CUSCAR D:03B``, ``309 005030``, ``FHL/5`` or ``prescreen-shipment/1``."""
    syntax: str = ""
    """Separators and character set that the interchange states outside the message (EDI)."""


class Weight(enum.StrEnum):
    """How much a fault in a file costs."""

    ERROR = "error"
    """This message, or this file, could not be taken as it stands."""
    WARNING = "warning"
    """Read, and not as it should be."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file, said with its place."""

    weight: Weight
    sentence: Sentence
    message: int = 0
    """From 1 within the file; 0 when it is the envelope or the file itself."""
    segment: int = 0
    element: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Loading:
    """How much of one cargo lies on a conveyance, where the report says so (flight manifests)."""

    cargo: str
    """CCN, or air waybill as 999-12345678."""
    equipment: str = ""
    """Number of the ULD, trailer or container; empty when it lies loose."""
    pieces: int | None = None
    of: int | None = None
    """All pieces of the cargo, when it is split and only `pieces` are here."""
    weight_kg: decimal.Decimal | None = None
    description: str = ""
    handling: tuple[str, ...] = ()
    """Special handling codes, such as ``ECC``."""
    origin: str = ""
    destination: str = ""
    """Airports, three letters."""
    unloaded_at: str = ""
    """Airport where it leaves the flight."""


@dataclasses.dataclass(frozen=True, slots=True)
class ConveyanceReport:
    """What the carrier reports of a conveyance (CUSREP, 358, flight manifest)."""

    conveyance: Conveyance
    equipment: tuple[Equipment, ...] = ()
    seals: tuple[str, ...] = ()
    """Seals named for the conveyance as a whole."""
    cargo: tuple[str, ...] = ()
    """CCNs, or air waybills, on board."""
    cargo_on: tuple[tuple[str, str], ...] = ()
    """(number of the equipment, CCN) where the report says what lies where."""
    loaded: tuple[Loading, ...] = ()
    """Pieces and weight of each cargo on board, where the report states them."""


@dataclasses.dataclass(frozen=True, slots=True)
class CloseMessage:
    """Which house bills lie in one cargo."""

    previous_ccn: str
    house_bills: tuple[str, ...]


class Verdict(enum.StrEnum):
    """What became of a transmission."""

    RECEIVED = "received"
    """Functional acknowledgement alone: not accepted yet (¶143)."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    """Not transmitted, until it is corrected and accepted (¶144)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Response:
    """An answer to a transmission, paired by what it quotes."""

    verdict: Verdict
    control: str = ""
    """Control number of the interchange, group or message that it answers."""
    key: str = ""
    """CCN or CRN that it answers for, when it names one."""
    reasons: tuple[str, ...] = ()
    """Codes and texts, word for word."""


Body = Shipment | ConveyanceReport | CloseMessage | Event | Response


@dataclasses.dataclass(frozen=True, slots=True)
class Filing:
    """One transmission.

    Attributes
    ----------
    kind, key, function
        Which record, by CCN, CRN, house bill or courier's identifier, and what is done to it.
    body
        What it says; None for a Delete, which needs the key alone (¶152).
    sent_at
        When the sender says it was prepared; None when it does not say. Orders filings of a key.
    received_at
        When it came in. Time frames are counted from the time that the feed states, else from this.
    control
        Control numbers, outermost first, joined by ``/``; responses quote them.
    digest
        SHA-256 of the message as it was sent: the same transmission twice is one.
    spots
        Where each value stands, by the path of the field, such as ``goods[0].description``.
    """

    kind: FilingKind
    key: str
    function: Function
    body: Body | None
    origin: Origin
    received_at: dt.datetime
    sent_at: dt.datetime | None = None
    validated_at: dt.datetime | None = None
    sender: str = ""
    control: str = ""
    via: Via = Via.EDI
    digest: str = ""
    amendment_reason: str = ""
    faults: tuple[Fault, ...] = ()
    spots: Mapping[str, Spot] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
