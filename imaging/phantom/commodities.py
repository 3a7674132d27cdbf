"""Classes of goods, by name, and which equipment carries them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType

from imaging.phantom import goods_boxed as boxed
from imaging.phantom import goods_heavy as heavy
from imaging.phantom import goods_machines as machines
from imaging.phantom.packing import Item
from imaging.phantom.stage import Rng, Room

Pack = Callable[[Room, Rng, float], list[Item]]

LAND = frozenset(
    {"container20", "container40", "container40hc", "trailer53", "truck", "railcar", "railflat"}
)
"""Equipment scanned by a linac."""
AIR = frozenset({"uld"})
BELT = frozenset({"parcel"})
_LONG = LAND - {"truck"}


@dataclasses.dataclass(frozen=True, slots=True)
class Commodity:
    """A class of goods.

    Attributes
    ----------
    name
        As given to `make_scene`.
    pack
        Fills a room up to a share of its height.
    equipment
        Names of the equipment that carries it.
    """

    name: str
    pack: Pack
    equipment: frozenset[str]


def _nothing(_room: Room, _rng: Rng, _fill: float) -> list[Item]:
    return []


_ALL = (
    Commodity("empty", _nothing, LAND | AIR),
    Commodity("fruit", boxed.fruit, LAND | AIR),
    Commodity("grain_bags", boxed.grain_bags, LAND),
    Commodity("beverages", boxed.beverages, LAND),
    Commodity("stone_tiles", boxed.stone_tiles, LAND),
    Commodity("drums", heavy.drums, LAND),
    Commodity("plastic_granules", boxed.plastic_granules, LAND),
    Commodity("timber", heavy.timber, LAND),
    Commodity("paper_rolls", heavy.paper_rolls, LAND),
    Commodity("textiles", boxed.textiles, LAND | AIR | BELT),
    Commodity("steel_coils", heavy.steel_coils, LAND),
    Commodity("tubes", heavy.tubes, _LONG),
    Commodity("machinery", machines.machinery, LAND),
    Commodity("electronics", boxed.electronics, LAND | AIR | BELT),
    Commodity("vehicles", machines.vehicles, LAND),
    Commodity("furniture", boxed.furniture, LAND),
    Commodity("aluminium", boxed.aluminium, LAND),
    Commodity("household", boxed.household, LAND | AIR | BELT),
    Commodity("small_parcels", boxed.small_parcels, LAND | AIR | BELT),
    Commodity("tyres", machines.tyres, LAND),
)

CATALOGUE: Mapping[str, Commodity] = MappingProxyType({item.name: item for item in _ALL})
"""Every class of goods, by name."""

COMMODITIES: tuple[str, ...] = tuple(CATALOGUE)
"""Their names; a pixel of a commodity map holds the place in this tuple, 0 where there is none."""


def commodities_for(equipment: str) -> tuple[str, ...]:
    """Return the names of the goods that an equipment carries."""
    return tuple(item.name for item in _ALL if equipment in item.equipment)
