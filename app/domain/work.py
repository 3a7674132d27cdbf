"""The queue: items, leases, and the line an officer sees of each."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Draft, Recommendation
from app.domain.dispatch import Package, Step
from app.domain.exam_result import KeptResult
from app.domain.mark import Mark
from app.domain.scan import Scan
from app.domain.shipment import Mode, Shipment
from app.domain.since import SinceDecided
from app.domain.skills import Cargo
from app.domain.supervision import Answered
from app.domain.threat import ScreeningState, ThreatDetectionReport, Verdict
from app.domain.turn import Turn


class LinkClass(enum.StrEnum):
    """How sure it is that a scan shows a shipment; only an officer gives CONFIRMED."""

    CONFIRMED = "CONFIRMED"
    STRONG = "STRONG"
    PROBABLE = "PROBABLE"
    WEAK = "WEAK"
    CONFLICT = "CONFLICT"
    ORPHANED = "ORPHANED"
    """It was more than NONE, and the shipment's record has been deleted since: everything that
    was seen and written stays."""
    NONE = "NONE"


class LinkReason(enum.StrEnum):
    """Why a link is as it is; a closed list, the last ones are the officer's."""

    PROPOSED = ""
    """By the evidence."""
    NO_LONGER_FITS = "no_longer_fits"
    """What was read or declared has changed, or something else fits better."""
    RENUMBERED = "renumbered"
    """The same cargo under another number: by re-manifest, or filed anew (D3-4-2, ¶135, ¶151)."""
    HOUSE_BILL = "house_bill"
    """The shipment lies in one that the scan shows (¶20)."""
    SAME_EQUIPMENT = "same_equipment"
    """The shipment lies in equipment that the scan shows."""
    NOT_ON_FILE = "not_on_file"
    """The record was rejected, deleted or not used in time: `Link.standing` says which."""
    DELETED = "deleted"
    CONFIRMED = "confirmed"
    SIGNED = "signed"
    """Confirmed by signing while it was shown as STRONG."""
    MOVED = "moved"
    """To another number of the same cargo, as the officer said."""
    MISREAD = "misread"
    OTHER_GOODS = "other_goods"
    TRANSFERRED = "transferred"


BREAKING = (LinkReason.MISREAD, LinkReason.OTHER_GOODS, LinkReason.TRANSFERRED)
"""Why an officer says that a scan does not show a shipment."""


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """One key compared between scan and shipment."""

    key: str
    """A `Key`, or ``TIME``, ``PORT``, ``CARRIER``, ``FORWARDER``, ``SIZE``, ``LOAD``, ``MODE``,
    ``CHAIN``, ``MASTER``, ``IMAGE``."""
    read: str
    declared: str
    outcome: str
    """``equal``, ``confusable`` or ``different``."""
    source: str = ""
    """What read it: ``scanner``, ``object``, ``barcode`` or ``operator``; ``link`` for a number
    that the scan was tied to in another way; empty when unknown."""
    confidence: float | None = None
    """Of the reader, 0 to 1; None when it gives none."""


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """The tie between one scan and one version of one shipment."""

    scan_id: str
    shipment_id: str
    shipment_version: int
    link_class: LinkClass
    score: int
    evidence: tuple[Evidence, ...]
    by: str
    """Account of the officer who confirmed it, or ``linking`` for the program."""
    at: dt.datetime
    version: int = 1
    """Counts the links between this scan and this shipment; the record keeps all of them."""
    reason: LinkReason = LinkReason.PROPOSED
    standing: str = ""
    """How the shipment's record stood when that was no good: ``rejected``, ``deleted``,
    ``stale``; empty otherwise."""
    moved_to: str = ""
    """Of a link that was moved: the shipment that has its place."""


@dataclasses.dataclass(frozen=True, slots=True)
class Lease:
    """Whose turn it is, and until when."""

    item_id: str
    officer: str
    since: dt.datetime
    until: dt.datetime


class ItemState(enum.StrEnum):
    """Where an item stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DECIDED = "decided"


class Likeness(enum.StrEnum):
    """What two scans have in common that they should not."""

    SAME_IMAGE = "same_image"
    """Every stored value is equal."""
    LIKE_IMAGE = "like_image"
    """The pictures are all but equal."""
    SAME_OBJECT = "same_object"
    """The scanner gave the same number to another object at another time."""


@dataclasses.dataclass(frozen=True, slots=True)
class Alike:
    """A scan of an item and another one that is too much like it."""

    scan_id: str
    other_scan: str
    other_item: str
    other_object: str
    likeness: Likeness
    other_taken_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One piece of work: the scans that must be seen together, and their shipments."""

    item_id: str
    state: ItemState
    scans: tuple[Scan, ...]
    shipments: tuple[Shipment, ...]
    links: tuple[Link, ...]
    reports: tuple[ThreatDetectionReport, ...]
    """The latest report of each view."""
    marks: tuple[Mark, ...]
    verdicts: dict[str, Verdict]
    """By finding_id."""
    acknowledged: tuple[str, ...]
    """Keys of acknowledged notices."""
    viewed: tuple[tuple[str, str], ...]
    """(scan_id, view) pairs whose whole extent was on screen."""
    draft: Draft | None
    decisions: tuple[Recommendation, ...]
    """Oldest first; the last one counts."""
    lease: Lease | None
    received_at: dt.datetime
    shown: Mapping[tuple[str, str], bool] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """Views that stood on the officer's screen; False where only the reason stood there why a
    view cannot be shown."""
    observed: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """What was noted that no message carries, by name (`app.domain.observation`)."""

    alike: tuple[Alike, ...] = ()
    """Scans, also of other items, that are too much like one of its own."""
    acknowledged_at: Mapping[str, dt.datetime] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """When each of `acknowledged` was."""
    packages: tuple[Package, ...] = ()
    """What was sent to ports, in the order of sending."""
    results: tuple[KeptResult, ...] = ()
    """What examinations came to, every version, oldest first."""
    drawn: bool = False
    """Whether a random compliance check fell upon it: it is referred, with that reason."""
    returned: Answered | None = None
    """Why a supervisor sent back the decision that counts; None when none did."""
    turn: Turn | None = None
    """The newest turn out of the order of the queue; None when it never had one."""
    since: SinceDecided | None = None
    """What has come since a decision that must be made again; None where none must."""

    @property
    def eta(self) -> dt.datetime | None:
        """The earliest arrival among its shipments."""
        etas = [s.conveyance.eta for s in self.shipments if s.conveyance.eta]
        return min(etas) if etas else None

    def scanned_at(self, shipment_id: str) -> dt.datetime | None:
        """Return when a shipment was scanned first; None where no scan is linked to it.

        A scan without a time of its own was taken before it came in; one without zone is in UTC.
        """
        linked = {link.scan_id for link in self.links if link.shipment_id == shipment_id}
        told = (
            scan.taken_at or scan.received_at or self.received_at
            for scan in self.scans
            if scan.scan_id in linked
        )
        aware = (at if at.tzinfo is not None else at.replace(tzinfo=dt.UTC) for at in told)
        return min(aware, default=None)


@dataclasses.dataclass(frozen=True, slots=True)
class QueueLine:
    """What the queue shows of an item."""

    item_id: str
    state: ItemState
    eta: dt.datetime | None
    mode: Mode | None
    port: str
    equipment: str
    goods: str
    pieces: int | None
    gross_kg: float | None
    blocks: int
    warnings: int
    notes: int
    screening: ScreeningState | None
    """None while nothing was screened."""
    flagged: int
    energies: int
    """2, 1, or 0 when no image is here."""
    claimed_by: str
    claimed_until: dt.datetime | None
    outcome: str
    """Kind of the decision that counts, empty when there is none."""
    package: Step | None = None
    """How the package that was sent last stands; None when none was."""
    risk: float = 0.0
    """0 to 1: the strongest finding, raised by notices; orders items of equal time."""
    turn: Turn | None = None
    """The newest turn out of the order of the queue; None when it never had one."""
    lacking: tuple[Mode | Cargo, ...] = ()
    """What the item asks and the person who looks is not trained for."""
    left: bool = False
    """Whether the person who looks has put it back a short while ago: others get it first."""

    def comes_first(self, account: str, now: dt.datetime) -> bool:
        """Whether it stands above the order of the queue for this person."""
        turn = self.turn
        if turn is None or self.state is ItemState.DECIDED:
            return False
        return turn.meant_for(account) or turn.overdue(now)

    def waits_for(self, account: str, now: dt.datetime) -> bool:
        """Whether *next* may give it to this person."""
        kept = self.turn is not None and self.turn.kept_from(account, now)
        return self.state is ItemState.WAITING and not kept and not self.lacking
