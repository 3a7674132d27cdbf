"""Irregularities by name, and which equipment they fit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from imaging.vocabulary import EQUIPMENT_NAMES, IRREGULARITY_KINDS
from imaging.yard import hidden_spaces, hidden_things
from imaging.yard.hidden_things import Hide

HIDDEN: Mapping[str, Hide] = MappingProxyType(
    {
        "dense_block": hidden_things.dense_block,
        "odd_item": hidden_things.odd_item,
        "false_wall": hidden_spaces.false_wall,
        "load_in_empty": hidden_spaces.load_in_empty,
        "weapon": hidden_things.weapon,
        "organic_bricks": hidden_things.organic_bricks,
        "shielded_source": hidden_things.shielded_source,
        "false_floor": hidden_spaces.false_floor,
        "gap": hidden_things.gap,
        "random_blob": hidden_things.random_blob,
        "gas_cylinders": hidden_things.gas_cylinders,
        "battery_packs": hidden_things.battery_packs,
    }
)
"""What hides each kind of the vocabulary."""

EITHER_WAY = ("false_wall", "false_floor", "random_blob")
"""Kinds that may be in an empty unit as well as in a full one."""
_NEEDS_WALLS = frozenset({"false_wall"})
_NEEDS_A_UNIT = frozenset({"false_wall", "false_floor", "load_in_empty"})


def hidden_in(equipment: str) -> tuple[str, ...]:
    """Return the kinds of irregularity that fit an equipment.

    Raises
    ------
    ValueError
        When there is no such equipment.
    """
    if equipment not in EQUIPMENT_NAMES:
        raise ValueError(f"no equipment is called {equipment!r}; there are {EQUIPMENT_NAMES}")
    without = {"parcel": _NEEDS_A_UNIT, "uld": _NEEDS_WALLS}.get(equipment, frozenset())
    return tuple(kind for kind in IRREGULARITY_KINDS if kind not in without)
