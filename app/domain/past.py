"""What shipments tell of themselves, so that later ones can be held against them."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from types import MappingProxyType


class Trait(enum.StrEnum):
    """What is kept of a shipment."""

    VALUE_PER_KG = "value_per_kg"
    """By heading of the Harmonized System and currency."""
    KG_PER_PIECE = "kg_per_piece"
    """By heading and kind of package."""
    RECEIVES = "receives"
    """Who receives, by address."""
    SENDS = "sends"
    """By shipper and heading."""


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """One thing that a shipment tells of itself.

    Attributes
    ----------
    trait, group
        What it is, and among which others it is looked at, such as ``8467 CAD``.
    figure
        The number; 0 where there is none.
    name
        Digest of a name, where names are counted.
    """

    trait: Trait
    group: str
    figure: float = 0.0
    name: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Past:
    """What earlier shipments told, newest first, by trait and group; a missing group has none."""

    told: Mapping[tuple[Trait, str], tuple[Told, ...]] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )

    def of(self, told: Told) -> tuple[Told, ...]:
        """Return what earlier shipments told among the same group."""
        return self.told.get((told.trait, told.group), ())
