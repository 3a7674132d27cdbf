"""What a number that somebody typed or scanned turned out to name."""

from __future__ import annotations

import dataclasses
import enum


class HitKind(enum.StrEnum):
    """What was found, the nearest to work first."""

    ITEM = "item"
    SCAN = "scan"
    SHIPMENT = "shipment"
    CONVEYANCE = "conveyance"
    """A conveyance that was reported."""
    NAMED = "named"
    """A number that something on record names, and of which nothing itself is on record."""


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a number names."""

    kind: HitKind
    owner: str
    """Item, scan, shipment or conveyance, by its own name."""
    name: str
    """What the number is called there, such as ``CCN`` or ``SEAL``; empty for its own name."""
    item_id: str = ""
    """The item to open; empty when no scan is tied to it."""
