"""Food, drink, cloth, paper and grains: organic goods on pallets, in sacks, poured or by hand."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from imaging.yard.grid import Cuboid, Floats
from imaging.yard.hold import Cover
from imaging.yard.packing import Heap
from imaging.yard.shapes import pillow, roller, solid, textured
from imaging.yard.site import Carton, Site, block_of_cartons, loose, on_pallets


def fruit(site: Site, space: Cuboid) -> None:
    """Vented cartons of produce on tall pallets, air above."""
    carton = Carton(
        (site.draw(38, 60), site.draw(14, 30), 40.0),
        "food",
        site.draw(0.30, 0.52),
        pieces=site.draw(5, 13),
        spread=0.05,
    )
    courses = int(site.rng.integers(5, 9))
    top = min(courses * carton.size[1] + 14, space.size[1] - 26)
    on_pallets(
        site,
        space,
        (120.0, 100.0),
        lambda: top - site.draw(0, 1) ** 4 * 40,
        lambda s, place: block_of_cartons(s, place, carton),
    )


def beverages(site: Site, space: Cuboid) -> None:
    """Trays of bottles or cans; the weight keeps them low."""
    can = site.chance(0.4)
    carton = Carton(
        (40.0, 12.4 if can else site.draw(23, 34), 30.0),
        "liquid",
        site.draw(0.62, 0.80),
        pieces=6.6 if can else site.draw(6.5, 9.5),
        upright=True,
        spread=0.01,
    )
    glass = site.draw(0.2, 0.34) if not can and site.chance(0.5) else 0.0
    bottle = dataclasses.replace(carton, substance="glass", density=glass)
    high = carton.size[1] * math.floor(site.draw(95, 165) / carton.size[1]) + 14

    def paint(s: Site, place: Cuboid) -> None:
        block_of_cartons(s, place, carton)
        if glass > 0:
            block_of_cartons(s, place, bottle)

    on_pallets(site, space, (120.0, 100.0), lambda: min(high, space.size[1] - 20), paint)


def grain_bags(site: Site, space: Cuboid) -> None:
    """Sacks laid crosswise in blocks, or a few large ones side by side."""
    density = site.draw(0.62, 0.82)
    large = site.chance(0.3)
    size = (
        (site.draw(88, 105), site.draw(85, 120), site.draw(88, 105))
        if large
        else (site.pick_number(59, 71, 83, 95), site.draw(14, 21), site.pick_number(41, 47, 53))
    )
    height = space.size[1] * (site.draw(0.45, 0.8) if not large else site.draw(0.4, 0.98))
    _sacks(site, space, size, height, density, "grain")


def _sacks(
    site: Site,
    space: Cuboid,
    size: tuple[float, float, float],
    height: float,
    density: float,
    substance: str,
) -> None:
    """Sacks come down one by one; each sags a little into what is below."""
    heap = Heap(space, site.rng)
    turned = (size[2], size[1], size[0])
    wall = site.draw(0.3, 1.0)
    power = site.draw(2.6, 3.6)
    for index in range(620):
        lying = size if (index // 14) % 2 == 0 or site.chance(0.1) else turned
        place = heap.drop(lying, ceiling=height * site.draw(0.93, 1.05), wall=wall)
        if place is None:
            place = heap.drop(size, ceiling=height, wall=wall)
        if place is None or site.full():
            return
        sagging = Cuboid(
            (place.x[0] - 2.0, place.x[1] + 2.0),
            (place.y[0] - 0.09 * size[1], place.y[1] + 0.02 * size[1]),
            (place.z[0] - 2.0, place.z[1] + 2.0),
        )
        site.hold.add(substance, pillow(site.grid, sagging, power), density * site.draw(0.95, 1.05))


def plastic_granules(site: Site, space: Cuboid) -> None:
    """Granules: sacks on pallets, boxes with eight sides, or poured into a liner."""
    way = site.pick("sacks", "boxes", "poured")
    density = site.draw(0.52, 0.62)
    if way == "poured":
        _poured(site, space, "polymer", density)
        return
    if way == "boxes":
        on_pallets(
            site,
            space,
            (112.0, 112.0),
            lambda: site.draw(150, 178),
            lambda s, p: _octabin(s, p, density),
        )
        return
    sack = Carton((60.0, site.draw(11, 15), 40.0), "polymer", density, spread=0.03)
    on_pallets(
        site,
        space,
        (130.0, 110.0),
        lambda: min(site.draw(125, 215), space.size[1] - 20),
        lambda s, p: block_of_cartons(s, p, sack),
    )


def _octabin(site: Site, place: Cuboid, density: float) -> None:
    full = site.draw(0.86, 0.97)
    stuff = Cuboid(place.x, (place.y[0], place.y[0] + full * place.size[1]), place.z)
    site.hold.add("polymer", roller(site.grid, stuff, "y"), density)
    wall = roller(site.grid, place, "y", hole=min(place.size[0], place.size[2]) - 3.0)
    site.hold.add("cellulose", wall, 0.35)


def _poured(site: Site, space: Cuboid, substance: str, density: float) -> None:
    """A heap with the slope that it was poured with: a surface of smooth noise over the floor."""
    (x0, x1), (y0, y1), _ = space.x, space.y, space.z
    level = y0 + (y1 - y0) * site.draw(0.45, 0.8)
    waves = [(site.draw(150, 700), site.draw(0, 6.28), site.draw(1, 7)) for _ in range(4)]
    slope = site.draw(-0.05, 0.05)

    def below(z: Floats, y: Floats, x: Floats) -> Floats:
        surface = level + slope * (x - (x0 + x1) / 2)
        for length, phase, amount in waves:
            surface = surface + amount * np.sin(x * (6.283 / length) + z * 0.012 + phase)
        return np.asarray(y - np.minimum(surface, y1), dtype=np.float32)

    cover = solid(site.grid, space, below)
    uneven = site.cloth.uneven(cover.window.shape, 0.015, slope=1.7)
    inside = cover.share * uneven
    site.hold.add(substance, Cover(cover.window, inside), density)
    bulkhead = Cuboid((x1 - 3.0, x1), (y0, level + 20), space.z)
    site.hold.box("cellulose", bulkhead, 0.5)


def textiles(site: Site, space: Cuboid) -> None:
    """Pressed bales, or cartons of clothes loaded by hand."""
    bales = site.chance(0.35)
    density = site.draw(0.34, 0.5) if bales else site.draw(0.12, 0.24)

    def sizes() -> tuple[float, float, float]:
        if bales:
            return 110.0, site.draw(62, 82), 74.0
        return site.draw(45, 72), site.draw(25, 48), site.draw(36, 52)

    def paint(s: Site, place: Cuboid) -> None:
        if bales:
            cover = pillow(s.grid, place, 8.0)
            rough = s.cloth.uneven(cover.window.shape, 0.10)
            s.hold.add("fabric", textured(cover, rough), density)
            return
        body = place.shrunk(0.4)
        s.slab("fabric", body, density * s.draw(0.88, 1.12), uneven=0.10)

    loose(site, space, sizes, paint, fill=site.draw(0.72, 0.97))


def paper_rolls(site: Site, space: Cuboid) -> None:
    """Reels on end in two tiers, or lying across the floor."""
    across = site.draw(95, 124)
    density = site.draw(0.72, 1.0)
    lying = site.chance(0.3)
    tall = site.draw(90, 125)
    size = (across, across, tall) if lying else (across, tall, across)
    height = space.size[1] * (0.6 if lying else site.draw(0.55, 0.98))
    heap = Heap(space, site.rng)
    for _ in range(60):
        place = heap.drop(size, ceiling=height, wall=site.draw(0.5, 1.0))
        if place is None or site.full():
            return
        reel = roller(site.grid, place, "z" if lying else "y", hole=site.draw(8, 12))
        site.hold.add("cellulose", reel, density * site.draw(0.98, 1.02))


def timber(site: Site, space: Cuboid) -> None:
    """Bundles of boards along the unit, with laths between the courses."""
    density = site.draw(0.42, 0.62)
    board, lath = site.draw(2.5, 7.5), site.draw(1.8, 2.5)
    longest = min(0.97 * space.size[0], site.draw(280, 600))
    heap = Heap(space, site.rng)
    bundle = (longest, site.draw(55, 95), site.draw(100, 114))
    height = space.size[1] * site.draw(0.55, 0.96)
    courses = int(site.rng.integers(3, 7))
    for _ in range(40):
        place = heap.drop(bundle, ceiling=height, wall=1.0)
        if place is None or site.full():
            return
        _bundle(site, place, (board, lath), courses, density)


def _bundle(
    site: Site, place: Cuboid, course: tuple[float, float], every: int, density: float
) -> None:
    y = place.y[0] + 8.0
    for x in np.arange(place.x[0] + 20, place.x[1] - 15, 90.0):
        lift = Cuboid((float(x), float(x) + 9), (place.y[0], y), place.z)
        site.hold.box("cellulose", lift, density)
    count = 0
    while y + course[0] < place.y[1]:
        ends = (place.x[0] + site.draw(0, 9), place.x[1] - site.draw(0, 9))
        boards = Cuboid(ends, (y, y + course[0] * 0.97), place.z)
        site.slab("cellulose", boards, density, uneven=0.04)
        count += 1
        y += course[0] + (course[1] if count % every == 0 else 0.0)


def small_parcels(site: Site, space: Cuboid) -> None:
    """Mail order by hand: no two packages of a size, and anything in them."""

    def sizes() -> tuple[float, float, float]:
        scale = site.rng.lognormal(0.0, 0.3)
        return 42 * scale * site.draw(0.7, 1.3), 30 * scale * site.draw(0.6, 1.2), 36 * scale

    def paint(s: Site, place: Cuboid) -> None:
        substance = s.pick("cellulose", "fabric", "polymer", "food", "board", "fabric", "cellulose")
        density = float(np.clip(s.rng.lognormal(math.log(0.16), 0.55), 0.03, 0.8))
        s.slab(substance, place.shrunk(0.5), density, uneven=0.25)
        if s.chance(0.12):
            core = place.shrunk(0.3 * min(place.size))
            s.slab(s.pick("steel", "aluminium", "glass"), core, s.draw(0.2, 0.9), uneven=0.3)

    loose(site, space, sizes, paint, fill=site.draw(0.55, 0.95), most=380)
