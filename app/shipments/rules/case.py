"""What a rule looks at: one item at one moment."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from app.domain.dossier import Dossier
from app.domain.event import Event
from app.domain.filing import FilingKind
from app.domain.known import Known
from app.domain.notice import Comparison
from app.domain.observation import Observation
from app.domain.past import Past
from app.domain.scan import Scan
from app.domain.shipment import Function, Shipment
from app.domain.work import Item
from app.shipments.discrepancies import TARES, Looks, Sides, Tare, compare
from app.shipments.linking.case import ENDED
from app.shipments.reach import Reach, reach
from app.shipments.rules.cargo import Cargo
from app.shipments.seen import Seen
from app.shipments.tables import Tables


class Register(Protocol):
    """All numbers in use, as far as this workstation knows them."""

    def kinds(self, number: str) -> frozenset[FilingKind]:
        """Return of what kinds the live records are that have this number."""
        ...

    def carrying(self, number: str) -> tuple[str, ...] | None:
        """Return the other cargo on a conveyance of a cargo's number; None when none has it."""
        ...

    def first_used(self, number: str, kind: FilingKind) -> dt.datetime | None:
        """Return when a number was first used for a record of a kind; None when never."""
        ...


@dataclasses.dataclass(frozen=True)
class Case:
    """One item at one moment, with what was measured and what is on file.

    Attributes
    ----------
    item, now, seen
        The item, the time with zone, and what was measured in its scans.
    dossiers
        What is on file about each of its shipments, by `shipment_id`; what is not here is unknown.
    aboard
        What is on file about other cargo that its conveyances name, and about what its house bills
        lie in, by CCN.
    tables
        Code tables; None when there are none to look into.
    register
        All numbers in use; None when they cannot be asked for.
    feed
        What is known of outages, oldest first; None when nothing is known of the feed.
    reviewed
        Numbers of shipments that were decided here; None when that was not asked.
    imaged
        Numbers of the cargo of its conveyances that a scan shows; None when that was not asked.
    past, looks
        What earlier shipments were like, and how the pictures look beside others; None when
        nobody was asked.
    tares
        What equipment weighs empty at the site.
    """

    item: Item
    now: dt.datetime
    seen: Seen | None = None
    dossiers: Mapping[str, Dossier] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    aboard: Mapping[str, Dossier] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    tables: Tables | None = None
    register: Register | None = None
    feed: tuple[Event, ...] | None = None
    reviewed: frozenset[str] | None = None
    imaged: frozenset[str] | None = None
    past: Past | None = None
    looks: tuple[Looks, ...] | None = None
    tares: Mapping[str, Tare] = dataclasses.field(default_factory=lambda: TARES)

    @classmethod
    def of(
        cls,
        item: Item,
        now: dt.datetime,
        seen: Seen | None,
        known: Known,
        tables: Tables | None,
        looks: tuple[Looks, ...] | None = None,
    ) -> Case:
        """Return the case of an item with all that is on record around it."""
        return cls(
            item,
            now,
            seen,
            dossiers=known.dossiers,
            aboard=known.aboard,
            tables=tables,
            register=known.numbers,
            feed=known.feed,
            reviewed=known.reviewed,
            imaged=known.imaged,
            past=known.past,
            looks=looks,
        )

    @property
    def shipments(self) -> tuple[Shipment, ...]:
        """The shipments in force: deleted ones are another rule's business."""
        return tuple(s for s in self.item.shipments if s.function is not Function.DELETE)

    @functools.cached_property
    def cargos(self) -> tuple[Cargo, ...]:
        """The shipments in force, each with what is on file about it."""
        made = [
            Cargo(s, self.dossiers.get(s.shipment_id), self.tables, self.now, self.item)
            for s in self.shipments
        ]
        by_key = {cargo.key: cargo for cargo in made}
        return tuple(
            dataclasses.replace(cargo, above=by_key.get(cargo.shipment.previous_ccn))
            if cargo.shipment.previous_ccn not in ("", cargo.key)
            else cargo
            for cargo in made
        )

    @functools.cached_property
    def sides(self) -> Sides:
        """What declared and seen are compared by."""
        return Sides(
            self.item, self.seen, self.tables, self.past, self.looks, self.tares, self.reach
        )

    @functools.cached_property
    def reach(self) -> Reach:
        """What its scans show besides the linked shipments: house bills, and cargo beside them."""
        linked = {c.key: c.dossier for c in self.cargos if c.dossier is not None}
        return reach(linked, self.aboard)

    @functools.cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Declared against seen."""
        return compare(self.item, self.seen, tares=self.tares)

    def of_scan(self, scan: Scan) -> tuple[Cargo, ...]:
        """Return the shipments in force that a scan is linked to."""
        linked = {
            link.shipment_id
            for link in self.item.links
            if link.scan_id == scan.scan_id and link.link_class not in ENDED
        }
        return tuple(cargo for cargo in self.cargos if cargo.key in linked)

    def observed(self, name: Observation) -> str:
        """Return what was noted under a name; empty when nothing was."""
        return self.item.observed.get(name.value, "").strip()

    @functools.cached_property
    def claims(self) -> frozenset[str]:
        """Exemptions that the data or the port claim for the item, as rows of section 2.4."""
        noted = self.observed(Observation.EXEMPTION)
        return frozenset().union(*(cargo.claims for cargo in self.cargos), {noted} - {""})

    @functools.cached_property
    def outages(self) -> tuple[tuple[dt.datetime, dt.datetime | None], ...]:
        """When the feed was down: (from, until), the last without an end while it is."""
        found: list[tuple[dt.datetime, dt.datetime | None]] = []
        for event in self.feed or ():
            if event.kind == "outage_began" and (not found or found[-1][1] is not None):
                found.append((event.at, None))
            elif event.kind == "outage_ended" and found and found[-1][1] is None:
                found[-1] = (found[-1][0], event.at)
        return tuple(found)
