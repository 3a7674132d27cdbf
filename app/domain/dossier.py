"""Everything that is on file about one key, as it follows from all that was received.

A dossier is derived and never stored as truth: the same filings, in whatever order they came and
however often, make the same dossier.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable, Iterator

from app.domain.event import Event
from app.domain.filing import CloseMessage, ConveyanceReport, FilingKind, Verdict, Via
from app.domain.open_events import requests_among, targets_among
from app.domain.shipment import Function, Seal, Shipment
from app.domain.words import Sentence


class Standing(enum.StrEnum):
    """Whether a record counts (D3-4-2, paragraphs 141 to 153)."""

    NOT_ON_FILE = "not_on_file"
    SUBMITTED = "submitted"
    """Sent, and neither accepted nor rejected yet."""
    REJECTED = "rejected"
    """Not transmitted (¶144)."""
    ACCEPTED = "accepted"
    STALE = "stale"
    """Not arrived within 90 days (¶153)."""
    DELETED = "deleted"


class Progress(enum.StrEnum):
    """How far the goods have come; the furthest that was told."""

    UNDERWAY = "underway"
    REPORTED = "reported"
    ARRIVED = "arrived"
    HELD = "held"
    IN_BOND = "in_bond"
    AT_WAREHOUSE = "at_warehouse"
    AUTHORIZED_TO_DELIVER = "authorized_to_deliver"
    RELEASED = "released"
    REMANIFESTED = "remanifested"
    EXPORTED = "exported"


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two versions."""

    path: str
    """Such as ``goods[0].weight_kg``; a whole line that is new or gone has the line's path."""
    before: str
    """As text; empty when it is new."""
    after: str
    """As text; empty when it was removed (¶152)."""
    decisive: bool
    """Whether a recommendation made on the older version is stale (shipment-data, L5)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Version:
    """One transmission of a record that counted, oldest first; never altered."""

    number: int
    """From 1."""
    function: Function
    digest: str
    """Of the transmission."""
    received_at: dt.datetime
    validated_at: dt.datetime | None
    via: Via
    after_arrival: bool
    changes: tuple[Change, ...]
    """Against the version before; empty for the first."""
    amendment_reason: str = ""
    typed_by: str = ""
    """Account of the officer who typed it from paper; empty for what was sent."""


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """A transmission that was kept and not applied."""

    digest: str
    at: dt.datetime
    rule: str
    """Such as ``R059``."""
    sentence: Sentence


@dataclasses.dataclass(frozen=True, slots=True)
class Exchange:
    """A transmission and the answers it got."""

    digest: str
    sent_at: dt.datetime
    function: Function
    answers: tuple[tuple[dt.datetime, Verdict, tuple[str, ...]], ...]
    """(when, what, reasons), oldest first; empty while nobody answered."""


@dataclasses.dataclass(frozen=True, slots=True)
class SealLink:
    """One entry of a seal's chain of custody."""

    seal: Seal
    equipment: str
    at: dt.datetime | None
    """None for what was only declared."""
    told_by: str
    """``declared``, ``scan site``, ``port`` ..."""


@dataclasses.dataclass(frozen=True, slots=True)
class HouseBill:
    """A node of the tree of house bills; one that was named and never filed has no shipment."""

    key: str
    standing: Standing
    shipment: Shipment | None
    bills: tuple[HouseBill, ...] = ()
    deconsolidated: bool = False
    digest: str = ""
    """Of the transmission in force."""
    named: bool = False
    """Whether what it lies in, or its close message, names it; else it only names that itself."""
    events: tuple[Event, ...] = ()
    """What happened to it, oldest first."""

    @property
    def on_file(self) -> bool:
        """Whether it counts: rejected is not transmitted (¶144), and deleted is gone."""
        return self.standing in (Standing.ACCEPTED, Standing.SUBMITTED)

    @property
    def targets(self) -> tuple[Event, ...]:
        """Targets and holds of other units that stand."""
        return targets_among(self.events)

    @property
    def open_requests(self) -> tuple[Event, ...]:
        """Requests for information that nobody answered."""
        return requests_among(self.events)


def every_bill(tree: Iterable[HouseBill]) -> Iterator[HouseBill]:
    """Yield every house bill of a tree, and those below it; a number comes once."""
    waiting, met = collections.deque(tree), set()
    while waiting:
        bill = waiting.popleft()
        if bill.key not in met:
            met.add(bill.key)
            waiting.extend(bill.bills)
            yield bill


@dataclasses.dataclass(frozen=True, slots=True)
class Trip:
    """A live conveyance that names the key."""

    crn: str
    standing: Standing
    report: ConveyanceReport
    received_at: dt.datetime
    validated_at: dt.datetime | None = None
    arrived_at: dt.datetime | None = None
    reported_at: dt.datetime | None = None
    digest: str = ""
    """Of the transmission in force."""


@dataclasses.dataclass(frozen=True, slots=True)
class Dossier:
    """All that is on file about one cargo, house bill or courier shipment.

    Attributes
    ----------
    shipment
        What is in force: the record's own newest version, with the conveyance as the newest
        version of its trip has it, and with the house bills that name it; None when nothing is.
    last
        The newest that was ever readable, also when it was rejected or deleted since.
    feed_accepts, faults_here
        What the feed says of it, and what this program would have rejected it for: both are shown.
    chain
        Numbers of one and the same cargo, oldest first, ending in the one in force: re-manifests,
        and renumberings that an officer confirmed.
    renumbered_as
        Numbers that look like the same cargo filed anew (R057); proposals.
    """

    key: str
    kind: FilingKind
    standing: Standing
    progress: Progress
    shipment: Shipment | None
    last: Shipment | None
    versions: tuple[Version, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    feed_accepts: bool | None = None
    faults_here: tuple[Sentence, ...] = ()
    trips: tuple[Trip, ...] = ()
    house_bills: tuple[HouseBill, ...] = ()
    closes: tuple[CloseMessage, ...] = ()
    events: tuple[Event, ...] = ()
    """Oldest first."""
    seals: tuple[SealLink, ...] = ()
    chain: tuple[str, ...] = ()
    renumbered_as: tuple[str, ...] = ()
    first_used: dt.datetime | None = None
    accepted_at: dt.datetime | None = None
    arrived_at: dt.datetime | None = None
    released_at: dt.datetime | None = None
    via: Via = Via.EDI
    reused_at: dt.datetime | None = None
    """When the number was taken for something else (R009); None in its first use."""
    used_before: Shipment | None = None
    """What it was used for before that, as it was last on file."""
    declared_port: str = ""
    """First port of arrival as the record's own transmission has it, apart from its trip's."""

    @property
    def manifest_line(self) -> bool:
        """Whether a line of a flight manifest is all that is known: nothing was filed under it."""
        return self.standing is Standing.NOT_ON_FILE and self.shipment is not None

    @property
    def targets(self) -> tuple[Event, ...]:
        """Targets and holds of other units that stand (mission T-06)."""
        return targets_among(self.events)

    @property
    def open_requests(self) -> tuple[Event, ...]:
        """Requests for information that nobody answered (R070)."""
        return requests_among(self.events)

    def changed_since(self, moment: dt.datetime) -> tuple[Change, ...]:
        """Return the fields of its own record that differ from a moment's, decisive ones first.

        A field that changed several times differs once, from the first value to the last; one
        that was changed back does not differ.

        Parameters
        ----------
        moment
            A time without zone is in UTC.
        """
        found: dict[str, Change] = {}
        newer = (one for one in self.versions if _utc(one.received_at) > _utc(moment))
        for change in (change for version in newer for change in version.changes):
            earlier = found.pop(change.path, change)
            if earlier.before != change.after:
                grave = earlier.decisive or change.decisive
                found[change.path] = dataclasses.replace(
                    change, before=earlier.before, decisive=grave
                )
        return tuple(sorted(found.values(), key=lambda change: not change.decisive))


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
