"""Goods by name: what paints them, and what they travel in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from imaging.vocabulary import COMMODITY_NAMES, EQUIPMENT_NAMES
from imaging.yard import goods_built, goods_cars, goods_hard, goods_soft, small_goods
from imaging.yard.grid import Cuboid
from imaging.yard.site import Painter, Site


def _nothing(site: Site, space: Cuboid) -> None:
    """An empty unit; now and then dunnage is left in it."""
    if site.fine or not site.chance(0.3):
        return
    x = space.x[0] + site.draw(0.05, 0.8) * space.size[0]
    board = Cuboid((x, min(x + 110, space.x[1])), (space.y[0], space.y[0] + 12), space.z)
    site.hold.box("cellulose", board, 0.12)


PAINTERS: Mapping[str, Painter] = MappingProxyType(
    {
        "empty": _nothing,
        "fruit": goods_soft.fruit,
        "grain_bags": goods_soft.grain_bags,
        "beverages": goods_soft.beverages,
        "stone_tiles": goods_hard.stone_tiles,
        "drums": goods_hard.drums,
        "plastic_granules": goods_soft.plastic_granules,
        "timber": goods_soft.timber,
        "paper_rolls": goods_soft.paper_rolls,
        "textiles": goods_soft.textiles,
        "steel_coils": goods_hard.steel_coils,
        "tubes": goods_hard.tubes,
        "machinery": goods_built.machinery,
        "electronics": goods_built.electronics,
        "vehicles": goods_cars.vehicles,
        "furniture": goods_built.furniture,
        "aluminium": goods_hard.aluminium,
        "household": goods_built.household,
        "small_parcels": goods_soft.small_parcels,
        "tyres": goods_hard.tyres,
    }
)
"""Every commodity at the scale of a container."""

_BY_AIR = ("empty", "fruit", "textiles", "electronics", "household", "small_parcels")
_IN_PARCELS = ("textiles", "electronics", "household", "small_parcels")


def goods_for(equipment: str) -> tuple[str, ...]:
    """Return the names of the commodities that travel in an equipment.

    Raises
    ------
    ValueError
        When there is no such equipment.
    """
    if equipment not in EQUIPMENT_NAMES:
        raise ValueError(f"no equipment is called {equipment!r}; there are {EQUIPMENT_NAMES}")
    if equipment == "uld":
        return _BY_AIR
    if equipment == "parcel":
        return _IN_PARCELS
    return COMMODITY_NAMES


def painter(equipment: str, commodity: str) -> Painter:
    """Return what paints a commodity at the scale of an equipment."""
    if equipment == "parcel":
        return small_goods.CONTENTS[commodity]
    if equipment == "uld" and commodity != "empty":
        return small_goods.PAINTERS[commodity]
    return PAINTERS[commodity]
