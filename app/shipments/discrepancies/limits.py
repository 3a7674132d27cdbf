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

Simulated empty equipment measured up to 0.001 (containers), 0.046 (trailers) and 0.13 (rail cars,
whose frames are as thick as goods)."""
LENGTH_SHARE = 0.05
SURE = 2.0
"""A difference counts from this many standard uncertainties on."""
