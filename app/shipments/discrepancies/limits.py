"""From where on declared and seen do not agree: starting values of 2026-11-20.

No authority has fixed any of them; a pilot tunes them on its own scans and data. What a figure was
measured on, where it was measured at all, stands beside it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

DATED = dt.date(2026, 11, 20)
"""When these starting values were set."""


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """From where on declared and seen do not agree."""

    mass_kg: float
    mass_share: float


CARGO = Limits(mass_kg=500.0, mass_share=0.25)
PARCEL = Limits(mass_kg=0.5, mass_share=0.30)
MATERIAL_SHARE = 0.75
"""Share of the goods' mass that is of what was not declared, 0 to 1. It is high because walls stand
before and behind the goods: only a load of quite another matter counts."""
HEAVY_SHARE = 0.2
"""Share of the goods' mass that reads as heavy metal, 0 to 1, where no metal was declared.
Simulated clean loads without metal stay under 0.07, steel coils read 0.07 to 0.99."""
EMPTY_BELOW = 0.005
"""Share of the imaged area that holds goods, 0 to 1: below, what is declared loaded is empty."""
LOADED_FROM: Mapping[str, float] = MappingProxyType(
    {"container": 0.005, "trailer": 0.06, "railcar": 0.15}
)
"""The same share, by kind of equipment: from here on, what is declared empty holds something.

Simulated empty equipment measured up to 0.001 (containers), 0.046 (trailers) and 0.13 (box cars,
whose frames are as thick as goods)."""
HOPPER_LOADED_FROM = 0.5
"""The same share of hopper cars: simulated empty ones measured 0.32 to 0.45, loaded ones 0.57 to
0.69. Of tank cars, gondolas and flat cars the area tells nothing: empty tanks measured 0.58 to
0.68, full ones 0.49 to 0.67."""
GOODS_SURE = 0.9
"""Score from which the model's name for goods counts; not measured yet, for want of a model that
names any."""
LEAST_GOODS = 0.1
"""Share of the goods in the picture, 0 to 1, from which undeclared ones are told."""
UNEVEN_TARE = 0.13
"""Standard deviation of what the equipment weighs on a half or a quarter of its length, as a share
of its whole mass: simulated empty equipment measured 0.06 to 0.15 (wheels and ends)."""
LENGTH_SHARE = 0.05
SURE = 2.0
"""A difference counts from this many standard uncertainties on."""

INNER_SHORT_M = 0.05
"""What may be missing of the inner length."""
INNER_SIGMA_M = 0.05
"""Standard uncertainty of where posts and doors end, beside that of the picture."""
RESIDUE_M = 0.08
"""Height of a rest in a tank from which on it is told; lower ones vanish in the rim."""

SUM_SHARE = 0.01
"""Lines and header may differ by this share, 0 to 1."""
OUTLIER_Z = 4.0
"""Robust standard deviations from the median of earlier shipments."""
LEAST_EARLIER = 20
"""Fewer earlier shipments than these say nothing."""
PAST_DAYS, PAST_MOST = 365, 500
"""Figures of earlier shipments: as far back, and as many of them, the newest first."""
LEAST_SPREAD = 0.05
"""Relative spread that is assumed at least: twenty equal figures do not make the next one odd."""
ADDRESS_DAYS, ADDRESS_MOST = 30, 500
"""Shipments to one address: as far back, and as many of them."""
CONSIGNEES_AT_ADDRESS = 5
"""More consignees than these at one address are told."""

DENSEST_KG_M3, LIGHTEST_KG_M3 = 8_000.0, 5.0
"""Gross mass over declared volume."""
HEAVIEST_KG: Mapping[str, float] = MappingProxyType(
    {"container": 36_000.0, "trailer": 45_000.0, "railcar": 115_000.0, "uld": 13_608.0}
)
"""Goods that one piece of equipment holds at most: gross mass of ISO 668 containers; the heaviest
certified air pallets; what trailers and rail cars of North America carry, rounded up."""
LONGEST_CAR_M = 35.0
"""No single rail car is longer; as in `imaging.cars`."""
LARGEST_M3: Mapping[str, float] = MappingProxyType(
    {"container": 90.0, "trailer": 120.0, "railcar": 400.0, "uld": 35.0}
)
"""Volume that one piece of equipment holds at most, rounded up."""

TEXT_UNLIKE, TEXT_ELSEWHERE = 0.1, 0.6
"""Share of the known words of a description that speak for the declared chapter, at most, and for
another one, at least, where code and text differ."""

LEAST_PICTURES = 99
"""Pictures of the same goods: the 99th percentile of fewer is not known."""
LEAST_STREAM = 10
"""Pictures of the same shipper and goods."""
UNLIKE_SHARE = 0.99
"""Share of the other pictures that are more alike than this one, 0 to 1."""
