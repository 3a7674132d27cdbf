"""One shipment as a rule looks at it: what is declared, and what is on file about it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

from app.domain.dossier import Dossier, Progress, Standing, Trip
from app.domain.event import Event, EventKind
from app.domain.filing import FilingKind, Via
from app.domain.shipment import Conveyance, Mode, Movement, Shipment
from app.domain.work import Item
from app.shipments.tables import Entry, Tables

_SENT_WHOLE = (Via.EDI, Via.PORTAL)
"""Ways of CBSA's own: what is missing was not sent, and what was sent is answered."""
_ARRIVED = (
    Progress.REPORTED,
    Progress.ARRIVED,
    Progress.HELD,
    Progress.IN_BOND,
    Progress.AT_WAREHOUSE,
    Progress.AUTHORIZED_TO_DELIVER,
    Progress.RELEASED,
    Progress.REMANIFESTED,
    Progress.EXPORTED,
)


@dataclasses.dataclass(frozen=True)
class Cargo:
    """A shipment in force.

    Attributes
    ----------
    shipment, item, now
        The shipment, the item that it is linked to, and the time with zone.
    dossier
        What is on file about it; None while nothing is known of how it came about.
    tables
        Code tables; None when there are none to look into.
    above
        What a house bill lies in, when that is linked to the same item: what holds of all that
        lies in it is told of it, once.
    """

    shipment: Shipment
    dossier: Dossier | None
    tables: Tables | None
    now: dt.datetime
    item: Item
    above: Cargo | None = None

    @property
    def key(self) -> str:
        """What the record calls it."""
        return self.shipment.shipment_id

    @property
    def conveyance(self) -> Conveyance:
        """What carries it, as the newest trip has it."""
        return self.shipment.conveyance

    @property
    def carrier_code(self) -> str:
        """Code of the carrier that answers for the cargo: the first four of its number (¶1)."""
        return self.shipment.carrier_code or self.shipment.ccn[:4]

    @property
    def courier(self) -> bool:
        """Whether it stands on a courier's list, and has no cargo report (¶102(a))."""
        if self.dossier is not None:
            return self.dossier.kind is FilingKind.COURIER
        return self.shipment.clvs or not self.shipment.ccn

    @property
    def house_bill(self) -> bool:
        """Whether it is a forwarder's house bill."""
        if self.dossier is not None:
            return self.dossier.kind is FilingKind.HOUSE_BILL
        return bool(self.shipment.previous_ccn)

    @property
    def alone(self) -> bool:
        """Whether it is a conveyance without cargo, kept under its own number (¶83)."""
        return self.dossier is not None and self.dossier.kind is FilingKind.CONVEYANCE

    @property
    def waybill(self) -> bool:
        """Whether it is an airline's waybill, which has no place for all elements of a report."""
        return bool(self.shipment.mawb) and self.shipment.mawb == self.shipment.ccn

    @property
    def complete_form(self) -> bool:
        """Whether it came in a form with a place for every element."""
        return not self.waybill and self.answered

    @property
    def answered(self) -> bool:
        """Whether it came by a way on which everything that is sent gets an answer (¶141)."""
        return self.dossier is not None and self.dossier.via in _SENT_WHOLE

    @property
    def trip(self) -> Trip | None:
        """The newest live conveyance that names it."""
        live = [t for t in self.trips if t.standing not in (Standing.DELETED, Standing.REJECTED)]
        return max(live, key=lambda trip: utc(trip.received_at)) if live else None

    @property
    def trips(self) -> tuple[Trip, ...]:
        """Every conveyance that names it."""
        return self.dossier.trips if self.dossier is not None else ()

    @property
    def crn(self) -> str:
        """Number of its conveyance; empty when none is known.

        A flight that came in a flight manifest has none: what it is kept under here is our own.
        """
        return self.conveyance.crn or (self.trip.report.conveyance.crn if self.trip else "")

    @property
    def own_port(self) -> str:
        """Port of arrival as the cargo's own record has it, apart from its trip's."""
        return self.dossier.declared_port if self.dossier is not None else self.conveyance.fpoa

    @property
    def linked(self) -> bool:
        """Whether anything that carries it is known."""
        one = self.conveyance
        return bool(self.crn or one.flight or one.vehicle or self.trips)

    @property
    def arrived_at(self) -> dt.datetime | None:
        """When it really arrived, None while it has not or nobody said."""
        told = self.dossier.arrived_at if self.dossier is not None else None
        return told or self.conveyance.arrived_at

    @property
    def arrived(self) -> bool:
        """Whether the goods are in Canada, as far as anybody said."""
        here = self.dossier is not None and self.dossier.progress in _ARRIVED
        return here or self.arrived_at is not None

    @property
    def movement(self) -> Movement:
        """What it is carried for; an A8B covers domestic in-transit alone (¶61)."""
        if self.shipment.movement is Movement.UNKNOWN and self.shipment.document == "A8B":
            return Movement.DOMESTIC_IN_TRANSIT
        return self.shipment.movement

    @property
    def multimodal(self) -> bool:
        """Whether the cargo is on one mode's document and arrives by another (¶78)."""
        paper = self.conveyance.document_mode
        return paper is not None and paper is not self.conveyance.mode

    @property
    def highway(self) -> bool:
        """Whether it arrives by road."""
        return self.conveyance.mode is Mode.HIGHWAY

    @functools.cached_property
    def claims(self) -> frozenset[str]:
        """Exemptions that the data claims, as rows of section 2.4."""
        shipment, conveyance = self.shipment, self.conveyance
        flags = {
            "X102a": shipment.clvs,
            "X101b": shipment.csa_full_load,
            "X102b": conveyance.iit,
            "X103": conveyance.empty,
            "X102c": self.movement is Movement.DOMESTIC_IN_TRANSIT,
        }
        codes = {row for code in self.exception_codes if (row := self.row_of(code))}
        return frozenset(shipment.exemptions) | codes | {row for row, on in flags.items() if on}

    @property
    def exception_codes(self) -> tuple[str, ...]:
        """Exception codes of the conveyance and its equipment."""
        own = (code for piece in self.shipment.equipment for code in piece.exception_codes)
        return tuple(dict.fromkeys((*self.conveyance.exception_codes, *own)))

    def row_of(self, code: str) -> str:
        """Return the row of section 2.4 that an exception code stands for; empty when unknown."""
        entry = self.look_up("exceptions", code)
        return entry.details.get("row", "") if entry is not None else ""

    @property
    def unknown_codes(self) -> tuple[str, ...]:
        """Exception codes that the local table does not have."""
        return tuple(code for code in self.exception_codes if not self.row_of(code))

    def look_up(self, table: str, code: str) -> Entry | None:
        """Return the entry of a code; None without tables, without a code, or without an entry."""
        if self.tables is None or not code:
            return None
        return self.tables.look_up(table, code)

    def detail(self, table: str, code: str, name: str) -> str:
        """Return one column of an entry; empty when it is not known."""
        entry = self.look_up(table, code)
        return entry.details.get(name, "") if entry is not None else ""

    def bonded(self, code: str) -> bool | None:
        """Return whether a carrier may carry in bond; None when it is not known."""
        told = self.detail("carriers", code, "bonded")
        return told == "yes" if told else None

    def events(self, *kinds: EventKind) -> tuple[Event, ...]:
        """Return what happened, oldest first."""
        happened = self.dossier.events if self.dossier is not None else ()
        return tuple(event for event in happened if event.kind in kinds)

    def last(self, *kinds: EventKind) -> Event | None:
        """Return the newest event of these kinds."""
        found = self.events(*kinds)
        return found[-1] if found else None


def same_port(one: str, other: str) -> bool | None:
    """Return whether two codes name one port; None where they are of different lists.

    Offices of CBSA have four digits, or three as paragraph 125 writes them; other lists, such as
    UN/LOCODE and airports, have letters.
    """
    if one.isdecimal() and other.isdecimal():
        return one.zfill(4) == other.zfill(4)
    return None if one.isdecimal() or other.isdecimal() else one == other


def utc(moment: dt.datetime) -> dt.datetime:
    """Return an instant in UTC; a time without zone is taken for UTC, as it sorts on record.

    Two times of one zone must not be subtracted as they are: Python then counts what the wall
    clock shows, and an hour is lost or won where it is put forward or back.
    """
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
