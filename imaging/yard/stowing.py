"""Which goods go into which room, and how far they fill it."""

from __future__ import annotations

import dataclasses

from imaging.scene import Load
from imaging.yard.commodities import goods_for, painter
from imaging.yard.equipment import Rooms
from imaging.yard.grid import Cuboid
from imaging.yard.irregularities import EITHER_WAY
from imaging.yard.site import Site
from imaging.yard.small_goods import boxed
from imaging.yard.texture import Rng

HEAVIEST_KG = 26000.0
"""What a container or a trailer carries at the most, about; a box car more than twice that."""
TWO_LOADS = 0.3
"""Share of scenes with two commodities, where none is asked for."""
EMPTY = 0.07
"""Share of empty units where none is asked for."""


def choose(
    rng: Rng, equipment: str, irregularity: str | None, commodity: str | None
) -> tuple[str, ...]:
    """Draw one or two commodities, or take the one that is asked for."""
    if irregularity == "load_in_empty":
        return ("empty",)
    if commodity is not None:
        return (commodity,)
    names = [name for name in goods_for(equipment) if name != "empty"]
    may_be_empty = irregularity is None or irregularity in EITHER_WAY
    if may_be_empty and equipment != "parcel" and rng.random() < EMPTY:
        return ("empty",)
    count = 2 if rng.random() < TWO_LOADS else 1
    picked = rng.choice(len(names), size=min(count, len(names)), replace=False)
    return tuple(names[int(index)] for index in picked)


def stow(site: Site, rooms: Rooms, equipment: str, names: tuple[str, ...]) -> tuple[Load, ...]:
    """Put goods into the rooms; return the loads from the left to the right."""
    loads: list[Load] = []
    heaviest = HEAVIEST_KG * (2.2 if equipment == "railcar" else 1.0)
    site = dataclasses.replace(site, most_kg=heaviest * site.draw(0.75, 1.0))
    for index, (space, name) in enumerate(_spaces(site, rooms, equipment, names)):
        before = site.hold.mass_kg()
        paint = painter(equipment, name)
        if equipment == "parcel":
            boxed(site, space, paint)
        else:
            paint(site, space)
        grid = site.grid
        x0 = max(0, round(space.x[0] / grid.pitch))
        x1 = min(grid.columns, round(space.x[1] / grid.pitch))
        load = Load(name, x0, x1, site.hold.mass_kg() - before)
        loads.append(load if index == 0 else _apart(loads[-1], load))
    return tuple(loads)


def _apart(before: Load, load: Load) -> Load:
    """Loads do not share columns."""
    return Load(load.commodity, max(before.x1, load.x0), load.x1, load.mass_kg)


def _spaces(
    site: Site, rooms: Rooms, equipment: str, names: tuple[str, ...]
) -> list[tuple[Cuboid, str]]:
    if len(rooms) > 1:
        return [(room, names[i % len(names)]) for i, room in enumerate(rooms)]
    room = rooms[0]
    if names == ("empty",) or equipment == "parcel":
        return [(room, names[0])]
    filled = site.draw(0.62, 1.0) ** 0.5
    start = room.x[0] + (site.draw(0, 1) * (1 - filled) * room.size[0] if site.chance(0.3) else 2)
    end = min(room.x[1], start + filled * room.size[0])
    if len(names) == 1:
        return [(Cuboid((start, end), room.y, room.z), names[0])]
    cut = start + site.draw(0.35, 0.65) * (end - start)
    return [
        (Cuboid((start, cut - 4), room.y, room.z), names[0]),
        (Cuboid((cut + 4, end), room.y, room.z), names[1]),
    ]
