"""What equipment weighs empty, as far as a scanner sees it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.shipment import Equipment


@dataclasses.dataclass(frozen=True, slots=True)
class Tare:
    """What equipment weighs empty: an assumption stated on screen, never a measurement."""

    kg: float
    sigma_kg: float


TARES: Mapping[str, Tare] = MappingProxyType(
    {
        "container20": Tare(3_200.0, 500.0),
        "container40": Tare(5_000.0, 700.0),
        "trailer": Tare(4_300.0, 1_000.0),
        "railcar": Tare(13_500.0, 3_000.0),
        "uld": Tare(85.0, 25.0),
        "package": Tare(0.0, 0.0),
    }
)
"""Empty equipment as far as a scanner sees it: the box and the frame under it, without the wheels
and bogies that lie below the beam. A site replaces these by what its own empty passes measure."""


def tare_of(equipment: Equipment, tares: Mapping[str, Tare] = TARES) -> Tare:
    """Return the assumed empty mass of one piece of equipment."""
    if equipment.kind == "container":
        return tares["container20" if equipment.length_ft == 20 else "container40"]
    return tares[equipment.kind]
