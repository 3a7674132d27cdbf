"""What a sample case is: pictures to simulate and the declaration that goes with them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.shipment import Mode
from imaging.faults import FaultKind

ROWS = 700
"""Height of a sample picture that does not say otherwise."""


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """One scan to simulate.

    Attributes
    ----------
    name
        Stem of the files.
    seed, equipment, loads, irregularity
        Handed to ``imaging.phantom.make_scene``; ``loads`` names commodities from front to rear,
        ``irregularity`` what does not belong (None for a clean load). The equipment ``train`` is
        made by ``imaging.phantom.trains``; its ``loads`` are kinds of cars.
    identifiers
        Keys the scanner read (CCN, CONTAINER, TRAILER, RAILCAR, ULD, PARCEL, SEAL ...).
    site, station
        Where the scanner stands.
    minutes_ago
        How long ago the scan was taken.
    irregularity_at
        (along, up) as shares of the room, where the irregularity is wanted.
    fill
        Height of the load as a share of the room's; drawn when None.
    rows
        Height of the picture in pixels.
    damaged
        The file is cut short on purpose after it is written.
    faults
        What is wrong with the scanner, put in by ``imaging.phantom.faults`` at its worst; where is
        drawn from the seed.
    """

    name: str
    seed: int
    equipment: str
    loads: tuple[str, ...]
    irregularity: str | None
    identifiers: Mapping[str, str]
    site: str
    station: str
    minutes_ago: int
    damaged: bool = False
    irregularity_at: tuple[float, float] | None = None
    fill: float | None = None
    rows: int = ROWS
    faults: tuple[FaultKind, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Goods:
    """One declared line; without ``kg`` it carries its share of the simulated cargo mass."""

    description: str
    hs: str
    origin: str
    quantity: int
    unit: str
    kg: float | None = None
    share: float = 1.0
    un_number: str = ""
    equipment: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """One declared trailer, container, rail car, ULD or package."""

    kind: str
    number: str
    seals: tuple[str, ...] = ()
    empty: bool = False
    position: int | None = None
    length_ft: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Declared:
    """One shipment as declared."""

    ccn: str
    mode: Mode
    crn: str
    carrier_code: str
    carrier_name: str
    fpoa: str
    shipper: tuple[str, str, str]
    """Name, city, country."""
    consignee: tuple[str, str, str]
    goods: tuple[Goods, ...]
    units: tuple[Unit, ...]
    special_instructions: str = ""
    sub_location: str = ""
    clvs: bool = False
    hawb: str = ""
    mawb: str = ""
    value_cad: str = ""
    mass_factor: float = 1.0
    """Declared over simulated cargo mass, for lines without ``kg``."""
    exception_codes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One sample case: what arrives, and when."""

    name: str
    shows: str
    minutes_to_arrival: int
    pictures: tuple[Picture, ...]
    declared: tuple[Declared, ...] = ()
    sent_minutes_ago: int = 60


def reads(**identifiers: str) -> Mapping[str, str]:
    """Name what the scanner read."""
    return MappingProxyType(identifiers)
