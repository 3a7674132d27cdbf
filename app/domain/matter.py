"""What a finding reads like by its two energies, in the words of its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.words import phrase

READS_LIKE: Mapping[str, str] = MappingProxyType(
    {
        "organic": phrase("organic-like"),
        "light": phrase("like light metal or mineral"),
        "steel": phrase("steel-like"),
        "heavier": phrase("heavier than steel"),
        "below_steel": phrase("lighter than steel"),
        "steel_or_more": phrase("steel-like or heavier"),
    }
)
"""By what `imaging.reads_as` tells apart; never an element, which physics cannot tell."""
UNDECLARED = phrase("not in the declaration")
