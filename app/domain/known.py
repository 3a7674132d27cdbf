"""What is on record around an item: what rules need beside the item itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.dossier import Dossier
from app.domain.event import Event
from app.domain.filing import FilingKind
from app.domain.past import Past


@dataclasses.dataclass(frozen=True, slots=True)
class Numbers:
    """What some numbers stand for on record."""

    used: Mapping[tuple[str, FilingKind], dt.datetime]
    """(number, kind of record): when it was filed first."""
    trips: Mapping[str, tuple[str, ...]] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """Numbers of cargo that are a conveyance's as well: which other cargo says that it is on it."""

    def kinds(self, number: str) -> frozenset[FilingKind]:
        """Return of what kinds the records are that have this number."""
        return frozenset(kind for known, kind in self.used if known == number)

    def carrying(self, number: str) -> tuple[str, ...] | None:
        """Return the other cargo on a conveyance of a cargo's number; None when none has it."""
        return self.trips.get(number)

    def first_used(self, number: str, kind: FilingKind) -> dt.datetime | None:
        """Return when a number was first used for a record of a kind; None when never."""
        return self.used.get((number, kind))


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What is on record around one item; what is None was not asked for.

    Attributes
    ----------
    dossiers
        Of each of its shipments, by `shipment_id`.
    aboard
        Of other cargo that its conveyances name, by CCN, long lists not to the end; and of what its
        house bills lie in.
    numbers
        Of its cargo and conveyances.
    feed
        What happened to the feed itself, oldest first.
    reviewed
        Numbers of shipments around it that were decided here.
    imaged
        Numbers of the cargo of its conveyances that a scan shows.
    past
        What earlier shipments of the same goods, to the same addresses, told.
    """

    dossiers: Mapping[str, Dossier] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    aboard: Mapping[str, Dossier] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    numbers: Numbers | None = None
    feed: tuple[Event, ...] | None = None
    reviewed: frozenset[str] | None = None
    imaged: frozenset[str] | None = None
    past: Past | None = None
