"""Pre-arrival shipment data, neutral to the message it came in."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum


class Mode(enum.StrEnum):
    """How the goods arrive; courier is air with a cargo release list."""

    HIGHWAY = "highway"
    RAIL = "rail"
    AIR = "air"
    MARINE = "marine"
    COURIER = "courier"


class Function(enum.StrEnum):
    """What a message does to the record on file (D3-4-2, paragraphs 149 to 153)."""

    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"
    AMEND = "amend"
    """Proposed amendment after arrival, with a reason (paragraphs 154 to 157)."""


class Movement(enum.StrEnum):
    """What the goods are carried for; in-transit and domestic in-transit are not one (¶1)."""

    UNKNOWN = ""
    """Never taken for an import (¶73)."""
    IMPORT = "import"
    """Released at the first port of arrival."""
    IN_BOND = "in_bond"
    IN_TRANSIT = "in_transit"
    """Foreign to foreign through Canada."""
    DOMESTIC_IN_TRANSIT = "domestic_in_transit"
    """Canada-US-Canada, or US-Canada-US (A8B)."""
    FROB = "frob"
    EXPORT = "export"


class Load(enum.StrEnum):
    """What a piece of equipment is said to hold."""

    UNKNOWN = "unknown"
    LOADED = "loaded"
    EMPTY = "empty"
    RESIDUAL = "residual"


@dataclasses.dataclass(frozen=True, slots=True)
class Party:
    """A shipper, consignee, importer, carrier ..."""

    name: str
    address: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    business_number: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A declared value."""

    amount: decimal.Decimal
    currency: str


@dataclasses.dataclass(frozen=True, slots=True)
class Dangerous:
    """One declaration of dangerous goods."""

    un_number: str = ""
    dg_class: str = ""
    packing_group: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class GoodsLine:
    """One line of declared goods."""

    description: str
    hs: str = ""
    origin: str = ""
    quantity: int | None = None
    unit: str = ""
    weight_kg: decimal.Decimal | None = None
    un_number: str = ""
    equipment: str = ""
    """Number of the trailer, container or car that holds this line, when stated."""
    marks: tuple[str, ...] = ()
    dg_class: str = ""
    packing_group: str = ""
    value: Value | None = None
    volume_m3: decimal.Decimal | None = None
    split: tuple[tuple[str, int], ...] = ()
    """Pieces in each piece of equipment, when the line lies in several; 0 where they are not said,
    or could not be read."""
    packages: tuple[str, ...] = ()
    """Identifiers of single packages, such as tracking numbers."""
    also_dangerous: tuple[Dangerous, ...] = ()
    """Of a line that holds several dangerous goods, those after the first."""

    @property
    def dangers(self) -> tuple[Dangerous, ...]:
        """All dangerous goods that the line declares, in their order."""
        first = Dangerous(self.un_number, self.dg_class, self.packing_group)
        declared = (first, *self.also_dangerous)
        return tuple(one for one in declared if one.un_number or one.dg_class)


@dataclasses.dataclass(frozen=True, slots=True)
class Seal:
    """A seal, as somebody declared or saw it."""

    number: str
    applied_by: str = ""
    """``carrier``, ``shipper``, ``cbsa``, ``cbp``; empty when it is not said."""
    state: str = ""
    """``intact``, ``broken``, ``replaced``, ``missing``; empty when it is not said."""


@dataclasses.dataclass(frozen=True, slots=True)
class Equipment:
    """A trailer, container, rail car, ULD or package as declared."""

    kind: str
    """``trailer``, ``container``, ``railcar``, ``uld``, ``package``, ``chassis``,
    ``ancillary``."""
    number: str
    seals: tuple[str, ...] = ()
    empty: bool = False
    position: int | None = None
    """Place in the consist, from the front, 1 first."""
    length_ft: int | None = None
    load: Load = Load.UNKNOWN
    sealing: tuple[Seal, ...] = ()
    """More of the seals than their numbers, where it was said."""
    size_type: str = ""
    """ISO 6346 size and type, or the code of the message."""
    plate: str = ""
    plate_jurisdiction: str = ""
    tare_kg: decimal.Decimal | None = None
    exception_codes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Conveyance:
    """What carries the cargo to its first port of arrival."""

    crn: str = ""
    mode: Mode = Mode.HIGHWAY
    carrier_code: str = ""
    carrier_name: str = ""
    fpoa: str = ""
    """First port of arrival, four digits."""
    eta: dt.datetime | None = None
    exception_codes: tuple[str, ...] = ()
    empty: bool = False
    vehicle: str = ""
    """Unit number of the tractor, train, tail or vessel name, as given."""
    plate: str = ""
    plate_jurisdiction: str = ""
    vin: str = ""
    flight: str = ""
    """Flight or voyage."""
    port_of_exit: str = ""
    arrived_at: dt.datetime | None = None
    """When it really arrived, once that is known."""
    document_mode: Mode | None = None
    """Mode of the carrier that issued the cargo document, when goods arrive by another."""
    csa: bool = False
    iit: bool = False
    """Carries international instruments of trade."""


@dataclasses.dataclass(frozen=True, slots=True)
class Shipment:
    """One version of one shipment: a cargo (CCN) or a courier shipment.

    A Change replaces the whole record (D3-4-2, paragraph 150): versions are never merged.
    """

    shipment_id: str
    """CCN, or the courier's shipment identifier."""
    ccn: str
    version: int
    function: Function
    received_at: dt.datetime
    conveyance: Conveyance
    goods: tuple[GoodsLine, ...] = ()
    pieces: int | None = None
    gross_kg: decimal.Decimal | None = None
    shipper: Party | None = None
    consignee: Party | None = None
    importer: Party | None = None
    equipment: tuple[Equipment, ...] = ()
    value: Value | None = None
    hawb: str = ""
    mawb: str = ""
    clvs: bool = False
    consolidated: bool = False
    house_bills: tuple[str, ...] = ()
    special_instructions: str = ""
    sub_location: str = ""
    release_office: str = ""
    source: str = ""
    """Name of the file it was read from."""
    sha256: str = ""
    """Digest of the canonical form: what a decision is bound to."""
    sample: bool = False
    delivery: Party | None = None
    notify: tuple[Party, ...] = ()
    """Notify parties, the secondary ones of a manifest forward last."""
    broker: Party | None = None
    carrier_code: str = ""
    """Who answers for the cargo; may differ from who carries it (¶15)."""
    forwarder_code: str = ""
    previous_ccn: str = ""
    """Of a house bill: the cargo, or the higher house bill, that it lies in."""
    replaces_ccn: str = ""
    """Of a re-manifest: the number that this one takes the place of (¶135)."""
    movement: Movement = Movement.UNKNOWN
    service_option: str = ""
    release_no: str = ""
    """Transaction number of the release request."""
    port_of_destination: str = ""
    place_of_loading: str = ""
    place_of_acceptance: str = ""
    volume_m3: decimal.Decimal | None = None
    csa: bool = False
    csa_full_load: bool = False
    importer_bn: str = ""
    exemptions: tuple[str, ...] = ()
    """Rows of section 2.4, such as ``X102a``, that the data itself claims."""
    special_process: str = ""
    """One of the processes of paragraph 120, when it is claimed."""
    single_trip_bond: bool = False
    document: str = ""
    """Form of the cargo control document, such as ``A8A(B)`` or ``A8B``."""
    list_id: str = ""
    """Courier list that it stands on."""
    unit: str = ""
    """Of the pieces, such as ``CT``."""
    part_of: int | None = None
    """All pieces of a shipment that is split over several flights, of which `pieces` come here."""
    references: tuple[tuple[str, str], ...] = ()
    """Qualifier and value of whatever else identifies it."""

    @property
    def goods_text(self) -> str:
        """The descriptions in one line."""
        return "; ".join(line.description for line in self.goods)
