"""Commodities that come in boxes, bags, bales, bottles: general cargo."""

from __future__ import annotations

from imaging.phantom import textures
from imaging.phantom.packing import Goods, Item, Stacking, bare, heaped, package, stacked
from imaging.phantom.shapes import slanted
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room


def _scale(room: Room) -> float:
    """Return the size of packages relative to a container's: smaller in an air unit."""
    return min(1.0, room.height / 200.0 + 0.15)


def fruit(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Cartons of fruit or vegetables on pallets."""
    patterns = [textures.boarded(textures.round_fruit(rng), 0.25) for _ in range(3)]
    size = (float(rng.uniform(30, 50)), float(rng.uniform(18, 32)) * _scale(room))
    material = "water"
    density = float(rng.uniform(0.28, 0.45))
    goods = Goods(size, material, density, patterns, 0.7)
    return stacked(room, goods, Stacking(fill * room.height), rng)


def grain_bags(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Sacks of grain, flour, coffee or sugar."""
    goods = Goods(
        (float(rng.uniform(50, 90)), float(rng.uniform(13, 20))),
        "organic",
        float(rng.uniform(0.62, 0.82)),
        (),
        2.2,
        soft=True,
    )
    stacking = Stacking(0.75 * fill * room.height, pallets=bool(rng.random() < 0.5), uneven=0.2)
    return stacked(room, goods, stacking, rng)


def beverages(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Bottles and cans in trays on pallets."""
    patterns = [textures.boarded(textures.bottles(rng), 0.15) for _ in range(3)]
    material = "glass" if rng.random() < 0.25 else "water"
    goods = Goods(
        (float(rng.uniform(28, 42)), float(rng.uniform(22, 33))),
        material,
        float(rng.uniform(0.5, 0.72)),
        patterns,
        0.5,
    )
    return stacked(room, goods, Stacking(0.62 * fill * room.height, uneven=0.06), rng)


def stone_tiles(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Crates of tiles or slabs, low because heavy."""
    patterns = [textures.cloudy(rng, 0.05, 1.0, 16) for _ in range(3)]
    size = (float(rng.uniform(40, 100)), float(rng.uniform(20, 45)))
    goods = Goods(size, "stone", float(rng.uniform(0.8, 1.5)), patterns, 0.9)
    return stacked(room, goods, Stacking(0.38 * fill * room.height, uneven=0.25), rng)


def plastic_granules(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Bulk bags or sacks of granules."""
    big = rng.random() < 0.5
    size = (float(rng.uniform(88, 105)), float(rng.uniform(80, 100))) if big else (58.0, 15.0)
    goods = Goods(size, "plastic", float(rng.uniform(0.48, 0.62)), (), 2.6, soft=True)
    return stacked(room, goods, Stacking(0.85 * fill * room.height, uneven=0.1), rng)


def textiles(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Cartons or bales of clothing and cloth, to the roof."""
    patterns = [textures.boarded(textures.folded(rng), 0.2) for _ in range(4)]
    scale = _scale(room)
    size = (float(rng.uniform(42, 68)) * scale, float(rng.uniform(30, 50)) * scale)
    bales = bool(rng.random() < 0.3)
    goods = Goods(size, "organic", float(rng.uniform(0.13, 0.28)), patterns, 1.8, soft=bales)
    return stacked(
        room, goods, Stacking(fill * room.height, pallets=bool(rng.random() < 0.35)), rng
    )


def electronics(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Cartons of appliances and devices."""
    patterns = [textures.boarded(textures.devices(rng), 0.2) for _ in range(2)]
    scale = _scale(room)
    size = (float(rng.uniform(35, 70)) * scale, float(rng.uniform(25, 60)) * scale)
    material = str(rng.choice(["circuit", "plastic", "aluminium"]))
    goods = Goods(size, material, float(rng.uniform(0.14, 0.28)), patterns, 0.8)
    return stacked(room, goods, Stacking(0.9 * fill * room.height), rng)


def aluminium(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Ingots or profiles in bundles on bearers."""
    patterns = [textures.bottles(rng) for _ in range(2)]
    size = (float(rng.uniform(60, 95)), float(rng.uniform(9, 14)))
    goods = Goods(size, "aluminium", float(rng.uniform(1.0, 1.6)), patterns, 1.0)
    return stacked(room, goods, Stacking(0.3 * fill * room.height, uneven=0.4), rng)


def small_parcels(room: Room, rng: Rng, fill: float) -> list[Item]:
    """E-commerce: cartons of every size, each full of something else."""
    patterns = [textures.boarded(textures.jumble(rng), 0.3) for _ in range(6)]
    patterns += [textures.boarded(textures.devices(rng), 0.3) for _ in range(2)]
    names = ("organic", "plastic", "plastic", "water", "circuit", "aluminium")

    def make(place: Room) -> Item:
        density = float(rng.gamma(3.0, 0.055)) + 0.02
        goods = Goods((1.0, 1.0), str(rng.choice(names)), density, patterns, 0.3)
        return package(goods, place.x, place.y, place.z, rng)

    small = 0.13 * room.height
    return heaped(room, make, (small, 2.8 * small), rng, fill)


def household(room: Room, rng: Rng, fill: float) -> list[Item]:
    """A removal: boxes, appliances, bits of furniture, metal things."""
    patterns = [textures.jumble(rng) for _ in range(6)] + [textures.devices(rng)]
    names = ("organic", "wood", "plastic", "water", "aluminium", "steel")
    weights = (0.36, 0.2, 0.2, 0.1, 0.06, 0.08)

    def make(place: Room) -> Item:
        material = str(rng.choice(names, p=weights))
        density = float(rng.gamma(2.0, 0.09)) + 0.02
        goods = Goods((1.0, 1.0), material, density, patterns, 0.5)
        item = package(goods, place.x, place.y, place.z, rng)
        extra = _braces(place, rng) if rng.random() < 0.25 else []
        return Item((*item.solids, *extra), item.body)

    return heaped(room, make, (24.0 * _scale(room), 75.0 * _scale(room)), rng, fill)


def furniture(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Light upholstery and boards with frames."""
    patterns = [textures.cloudy(rng, 0.15, 4.0) for _ in range(4)]

    def make(place: Room) -> Item:
        body = Goods((1.0, 1.0), "organic", float(rng.uniform(0.03, 0.10)), patterns, 0.4)
        item = package(body, place.x, place.y, place.z, rng)
        solids: list[Solid] = [*item.solids, *_boards(place, rng), *_braces(place, rng)]
        return bare(solids, place.x, place.y, place.z)

    return heaped(room, make, (45.0 * _scale(room), 120.0 * _scale(room)), rng, fill)


def _boards(place: Room, rng: Rng) -> list[Solid]:
    out: list[Solid] = []
    thick = float(rng.uniform(1.4, 2.6))
    for _ in range(int(rng.integers(2, 6))):
        if rng.random() < 0.5:
            at = float(rng.uniform(place.x[0], place.x[1] - thick))
            out.append(Box((at, at + thick), place.y, place.z, "wood", 0.5))
        else:
            at = float(rng.uniform(place.y[0], place.y[1] - thick))
            out.append(Box(place.x, (at, at + thick), place.z, "wood", 0.5))
    return out


def _braces(place: Room, rng: Rng) -> list[Solid]:
    """Return a leg, a rail or a spring that runs aslant."""
    rise = 0.6 * place.height
    low = (place.y[0], place.y[0] + rise) if rng.random() < 0.5 else (place.y[0] + rise, place.y[0])
    at = float(rng.uniform(place.z[0], place.z[1] - 4.0))
    material = str(rng.choice(["wood", "steel", "aluminium"]))
    density = {"wood": 0.6, "steel": 2.5, "aluminium": 1.5}[material]
    return [slanted(place.x, low, 2.5, (at, at + 3.0), (material, density))]
