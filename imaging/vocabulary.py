"""The names that every simulator of scans shares with whoever reads its truth.

Only names: what a commodity looks like, and how an irregularity is hidden, each simulator says for
itself.
"""

from __future__ import annotations

import enum

EQUIPMENT_NAMES = (
    "container20",
    "container40",
    "container40hc",
    "trailer53",
    "truck",
    "railcar",
    "railflat",
    "uld",
    "parcel",
)
"""What the cargo travels in; the last two are scanned with a tube, the others with a linac."""

COMMODITY_NAMES = (
    "empty",
    "fruit",
    "grain_bags",
    "beverages",
    "stone_tiles",
    "drums",
    "plastic_granules",
    "timber",
    "paper_rolls",
    "textiles",
    "steel_coils",
    "tubes",
    "machinery",
    "electronics",
    "vehicles",
    "furniture",
    "aluminium",
    "household",
    "small_parcels",
    "tyres",
)
"""Classes of goods; a label in a map is the place in this tuple, and 0 is no cargo."""

IRREGULARITY_KINDS = (
    "dense_block",
    "odd_item",
    "false_wall",
    "load_in_empty",
    "weapon",
    "organic_bricks",
    "shielded_source",
    "false_floor",
    "gap",
    "random_blob",
    "gas_cylinders",
    "battery_packs",
)
"""What an officer is meant to find."""


class MaterialClass(enum.IntEnum):
    """Class of the material that dominates a pixel."""

    AIR = 0
    ORGANIC = 1
    MINERAL = 2
    METAL = 3
    HEAVY = 4
