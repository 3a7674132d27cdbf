"""Metal, stone, drums and tyres: dense or round goods."""

from __future__ import annotations

import math

import numpy as np

from imaging.yard.grid import Cuboid
from imaging.yard.packing import Heap
from imaging.yard.shapes import beam, ring, roller
from imaging.yard.site import Carton, Site, block_of_cartons, loose, on_pallets, parts_of


def stone_tiles(site: Site, space: Cuboid) -> None:
    """Pallets of tiles or crates of slabs: heavy, low, apart from each other."""
    stone = site.pick("calcite", "ceramic")
    density = site.draw(1.5, 2.1)
    low = site.draw(45, 85)
    if site.chance(0.35):
        _slabs(site, space, stone)
        return
    tile = Carton(
        (site.draw(30, 62), site.draw(30, 62), site.draw(8, 14)), stone, density, spread=0.02
    )
    footprint = (site.draw(95, 125), site.draw(75, 110))
    on_pallets(
        site,
        space,
        footprint,
        lambda: low,
        lambda s, p: block_of_cartons(s, p, tile),
        ceiling=low + 1,
    )


def _slabs(site: Site, space: Cuboid, stone: str) -> None:
    """Polished slabs leaning on frames of wood."""
    tall = min(space.size[1] * 0.75, site.draw(130, 180))
    for x0, x1 in parts_of(space.x, site.draw(230, 300), 25.0):
        middle = sum(space.z) / 2
        for lean in (-1, 1):
            for index in range(int(site.rng.integers(5, 12))):
                z = middle + lean * (12 + 3.4 * index)
                slab = Cuboid((x0, x1), (space.y[0] + 12, space.y[0] + tall), (z, z + 2.0))
                site.slab(stone, slab, 2.65)
        for x in (x0 + 20, (x0 + x1) / 2, x1 - 30):
            leg = ((x, space.y[0]), (x + 6, space.y[0] + tall + 8))
            site.hold.add("cellulose", beam(site.grid, leg, 9, (middle - 40, middle + 40)), 0.5)
        foot = Cuboid((x0 - 5, x1 + 5), (space.y[0], space.y[0] + 11), (middle - 60, middle + 60))
        site.hold.box("cellulose", foot, 0.35)


def drums(site: Site, space: Cuboid) -> None:
    """Steel or plastic drums on end, or caged tanks."""
    stuff, density = site.pick("liquid", "polymer", "food"), site.draw(0.8, 1.25)
    if site.chance(0.25):
        on_pallets(site, space, (120.0, 100.0), lambda: 116.0, lambda s, p: _cage(s, p, density))
        return
    steel = site.chance(0.65)
    tiers = 2 if site.chance(0.6) else 1
    full = site.draw(0.85, 0.97)
    heap = Heap(space, site.rng)
    for _ in range(200):
        place = heap.drop((58.0, 90.0, 58.0), ceiling=tiers * 92.0, wall=0.9)
        if place is None or site.full():
            return
        body = Cuboid(place.x, (place.y[0] + 2, place.y[1]), place.z)
        inner = Cuboid(body.x, (body.y[0], body.y[0] + full * 86), body.z)
        site.hold.add(stuff, roller(site.grid, inner, "y"), density)
        _drum_shell(site, body, steel=steel)


def _drum_shell(site: Site, body: Cuboid, *, steel: bool) -> None:
    substance, wall = ("steel", 0.11) if steel else ("polymer", 0.4)
    site.hold.add(
        substance,
        roller(site.grid, body, "y", hole=58.0 - 4.0),
        wall / 2.0 * (7.85 if steel else 0.95),
    )
    for share in (0.0, 0.33, 0.66, 0.97):
        y = body.y[0] + share * body.size[1]
        hoop = Cuboid(body.x, (y, y + 2.5), body.z)
        site.hold.add(substance, roller(site.grid, hoop, "y", hole=54.0), 1.2 if steel else 0.3)


def _cage(site: Site, place: Cuboid, density: float) -> None:
    site.hold.box("polymer", place.shrunk(3), 0.02)
    level = place.y[0] + place.size[1] * site.draw(0.75, 0.93)
    site.hold.box("liquid", Cuboid(place.x, (place.y[0], level), place.z).shrunk(4), density)
    for x in np.arange(place.x[0], place.x[1], 15.0):
        for z in (place.z[0], place.z[1] - 1.8):
            bar = Cuboid((float(x), float(x) + 1.8), place.y, (z, z + 1.8))
            site.hold.box("steel", bar, 1.6)


def steel_coils(site: Site, space: Cuboid) -> None:
    """A few coils in the middle of the floor, chocked, their eyes to the side, up or ahead."""
    eye = site.pick("z", "y", "x")
    count = 0
    x = space.x[0] + site.draw(10, 60)
    most = 2.4e7 * min(0.85, space.size[0] / 1200)
    grams = 0.0
    middle = sum(space.z) / 2
    while grams < most and count < 12:
        across, wide = site.draw(95, 165), site.draw(45, 125)
        hole = site.draw(48, 62)
        size = {
            "z": (across, across, wide),
            "y": (across, wide, across),
            "x": (wide, across, across),
        }[eye]
        if x + size[0] > space.x[1]:
            return
        z = middle - size[2] / 2 + site.draw(-15, 15)
        y = space.y[0] + 9
        body = Cuboid((x, x + size[0]), (y, y + size[1]), (z, z + size[2]))
        coil = roller(site.grid, body, eye, hole=hole)
        site.hold.add("steel", coil, site.draw(7.1, 7.6))
        _chocks(site, body, space.y[0])
        grams += math.pi / 4 * (across**2 - hole**2) * wide * 7.4
        count += 1
        x += size[0] + site.draw(12, 110)


def _chocks(site: Site, body: Cuboid, floor: float) -> None:
    length = body.size[0]
    skid = Cuboid((body.x[0] - 8, body.x[1] + 8), (floor, floor + 9), body.z)
    site.hold.box("cellulose", skid, 0.3)
    for x in (body.x[0] + 0.02 * length, body.x[1] - 0.16 * length):
        wedge = Cuboid((x, x + 0.14 * length), (floor + 9, floor + 9 + 0.12 * length), body.z)
        site.hold.box("cellulose", wedge, 0.45)


def tubes(site: Site, space: Cuboid) -> None:
    """Bundles of pipes along the unit, ends not flush."""
    across = site.draw(4.5, 28)
    wall = max(0.3, across * site.draw(0.03, 0.07))
    longest = min(space.size[0] * 0.98, site.draw(400, 1200))
    height = min(space.size[1] * 0.8, site.draw(35, 130))
    substance = "steel" if site.chance(0.8) else "copper"
    solid_share = (1.0 - (1.0 - 2 * wall / across) ** 2) * math.pi / 4
    heaviest = min(site.most_kg, 25e3) * 1000 / (7.85 * solid_share * 0.9 * 1200 * space.size[2])
    tiers = max(1, int(min(height, heaviest) / (across * 0.9)))
    slots = max(1, int(space.size[2] / across))
    lanes = max(1, math.ceil(slots * tiers / 160))
    for x0, x1 in parts_of(space.x, longest, 15.0) or [space.x]:
        for tier in range(tiers):
            y = space.y[0] + 8 + tier * across * 0.9
            shift = (tier % 2) * across / 2
            for slot in range(0, slots, lanes):
                z = space.z[0] + shift + slot * across
                ends = (x0 + site.draw(0, 14), x1 - site.draw(0, 14))
                body = Cuboid(ends, (y, y + across), (z, z + across * lanes))
                _pipe(site, body, substance, (across, wall))
        for x in np.arange(x0 + 30, x1 - 20, 150.0):
            rest = Cuboid((float(x), float(x) + 9), (space.y[0], space.y[0] + 8), space.z)
            site.hold.box("cellulose", rest, 0.5)


def _pipe(site: Site, body: Cuboid, substance: str, section: tuple[float, float]) -> None:
    """A pipe, or a bundle of thin ones side by side in depth: its wall averaged over its bore."""
    across, wall = section
    solid_share = 1.0 - (1.0 - 2 * wall / across) ** 2
    density = {"steel": 7.85, "copper": 8.96}[substance]
    if across > 3 * site.grid.pitch and body.size[2] < 1.5 * across:
        inner = (1.0 - 2 * wall / across) * across
        pipe = roller(site.grid, body, "x", hole=max(inner, across - 2.2 * site.grid.pitch))
        drawn = 1.0 - (max(inner, across - 2.2 * site.grid.pitch) / across) ** 2
        site.hold.add(substance, pipe, density * solid_share / drawn)
        return
    site.hold.box(substance, body, density * solid_share * math.pi / 4)


def aluminium(site: Site, space: Cuboid) -> None:
    """Stacks of ingots, or bundles of profiles along the unit."""
    if site.chance(0.45):
        longest = min(0.97 * space.size[0], site.draw(350, 650))
        heap = Heap(space, site.rng)
        density = site.draw(0.5, 1.1)
        for _ in range(30):
            bundle = (longest, site.draw(22, 40), site.draw(40, 75))
            place = heap.drop(bundle, ceiling=space.size[1] * 0.6, wall=1.0)
            if place is None:
                return
            site.slab("aluminium", place.shrunk(1.0), density, uneven=0.08)
        return
    ingot = Carton(
        (site.draw(60, 78), site.draw(8, 12), 12.0), "aluminium", site.draw(1.7, 2.2), spread=0.03
    )
    high = site.draw(45, 85)
    on_pallets(
        site,
        space,
        (site.draw(72, 110), site.draw(72, 100)),
        lambda: high,
        lambda s, p: block_of_cartons(s, p, ingot),
        ceiling=high + 1,
    )


def tyres(site: Site, space: Cuboid) -> None:
    """Tyres lying in columns, standing, or leaning on each other."""
    truck = site.chance(0.35)
    across, wide = (site.draw(95, 108), site.draw(26, 32)) if truck else (site.draw(58, 74), 21.0)
    standing = site.chance(0.4)
    thickness = 0.36 * across / 2 * 1.2
    stuff = site.draw(0.42, 0.6)

    def paint(s: Site, place: Cuboid) -> None:
        tyre = ring(s.grid, place, "z" if standing else "y", thickness)
        s.hold.add("rubber", tyre, stuff)
        s.hold.add("steel", tyre, 0.07)

    size = (across, across, wide) if standing else (across, wide, across)
    loose(site, space, lambda: size, paint, fill=site.draw(0.6, 0.97), most=300)
