"""The queue: items, leases, and the line an officer sees of each."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Draft, Recommendation
from app.domain.mark import Mark
from app.domain.scan import Scan
from app.domain.shipment import Mode, Shipment
from app.domain.threat import ScreeningState, ThreatDetectionReport, Verdict


class LinkClass(enum.StrEnum):
    """How sure it is that a scan shows a shipment; only an officer gives CONFIRMED."""

    CONFIRMED = "CONFIRMED"
    STRONG = "STRONG"
    PROBABLE = "PROBABLE"
    WEAK = "WEAK"
    CONFLICT = "CONFLICT"
    NONE = "NONE"


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """One key compared between scan and shipment."""

    key: str
    read: str
    declared: str
    outcome: str
    """``equal``, ``confusable`` or ``different``."""


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

    @property
    def eta(self) -> dt.datetime | None:
        """The earliest arrival among its shipments."""
        etas = [s.conveyance.eta for s in self.shipments if s.conveyance.eta]
        return min(etas) if etas else None


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
    risk: float = 0.0
    """0 to 1: the strongest finding, raised by notices; orders items of equal time."""
