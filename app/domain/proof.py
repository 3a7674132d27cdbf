"""What a decision keeps of how it came about: findings, links and notices as they were seen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.mark import Category

SEVERITY_OF_CLASS: Mapping[Category, int] = MappingProxyType(
    {
        Category.LIVING: 3,
        Category.WEAPON: 3,
        Category.NARCOTICS: 2,
        Category.CURRENCY: 2,
        Category.TOBACCO: 2,
        Category.FOOD_PLANT_ANIMAL: 2,
        Category.HIDDEN_SPACE: 2,
        Category.SEAL: 2,
    }
)
"""How grave a place is by the class of its mark: 3 a danger to whoever opens the load, 2 a
contravention that the class names, 1 everything else. Nobody types it, so nobody forgets it."""


@dataclasses.dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding as it stood on the officer's screen."""

    label: str
    box: tuple[int, int, int, int]
    """(x, y, width, height) in stored pixels."""
    probability: float


@dataclasses.dataclass(frozen=True, slots=True)
class LinkSeen:
    """One tie between a scan and a shipment, with its evidence, as it stood when signed."""

    scan_id: str
    shipment_id: str
    shipment_version: int
    link_class: str
    score: int
    by: str
    evidence: tuple[tuple[str, str, str, str], ...]
    """(key, read, declared, outcome), as `app.domain.work.Evidence`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Acknowledged:
    """That somebody took note of a notice."""

    notice: str
    """Its key, which begins with its rule."""
    by: str
    at: dt.datetime


class Timing(enum.StrEnum):
    """How a decision stands to the arrival of the goods."""

    UNKNOWN = ""
    """Nobody says when they arrive; also in decisions of before."""
    IN_TIME = "in_time"
    SHORT = "short"
    """Signed before the arrival, on data that came with too little time for a review (¶89)."""
    LATE = "late"
    """Signed after the arrival."""
