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


@dataclasses.dataclass(frozen=True, slots=True)
class Party:
    """A shipper, consignee, importer, carrier ..."""

    name: str
    address: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


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


@dataclasses.dataclass(frozen=True, slots=True)
class Equipment:
    """A trailer, container, rail car, ULD or package as declared."""

    kind: str
    """``trailer``, ``container``, ``railcar``, ``uld`` or ``package``."""
    number: str
    seals: tuple[str, ...] = ()
    empty: bool = False
    position: int | None = None
    """Place in the consist, from the front, 1 first."""
    length_ft: int | None = None


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


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A declared value."""

    amount: decimal.Decimal
    currency: str


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

    @property
    def goods_text(self) -> str:
        """The descriptions in one line."""
        return "; ".join(line.description for line in self.goods)
