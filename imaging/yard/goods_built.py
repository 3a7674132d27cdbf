"""Made things: machines, cars, appliances, furniture, and the contents of a household."""

from __future__ import annotations

import numpy as np

from imaging.yard.grid import Cuboid, around
from imaging.yard.hold import box_cover
from imaging.yard.shapes import beam, pillow, ring, roller
from imaging.yard.site import (
    Carton,
    Site,
    block_of_cartons,
    loose,
    on_pallets,
    parts_inside,
)


def machinery(site: Site, space: Cuboid) -> None:
    """A few machines on skids: frames, housings, shafts, motors, some in crates."""
    x = space.x[0] + site.draw(8, 30)
    while x < space.x[1] - 70:
        size = (site.draw(120, 330), site.draw(90, 205), site.draw(90, 200))
        size = (min(size[0], space.x[1] - x - 8), size[1], size[2])
        z = sum(space.z) / 2 - size[2] / 2
        body = Cuboid(
            (x, x + size[0]),
            (space.y[0], space.y[0] + min(size[1], space.size[1] - 15)),
            (max(z, space.z[0]), min(z + size[2], space.z[1])),
        )
        machine(site, body)
        x += size[0] + site.draw(15, 90)


def machine(site: Site, body: Cuboid) -> None:
    """One machine: a frame, then blocks, shafts and tanks at random within it."""
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    for z in ((z0, z0 + 10), (z1 - 10, z1)):
        for y in (y0 + 8, y1 - 12):
            site.hold.box("steel", Cuboid((x0, x1), (y, y + 10), z), 2.2)
        for x in np.linspace(x0, x1 - 9, int(site.rng.integers(2, 5))):
            site.hold.box("steel", Cuboid((float(x), float(x) + 9), (y0, y1), z), 2.0)
    site.hold.box("cellulose", Cuboid((x0 - 6, x1 + 6), (y0, y0 + 9), (z0, z1)), 0.35)
    for _ in range(int(site.rng.integers(9, 26))):
        _part(site, Cuboid((x0, x1), (y0 + 12, y1), (z0, z1)))
    if site.chance(0.3):
        site.hold.shell("cellulose", Cuboid((x0 - 8, x1 + 8), (y0, y1 + 4), body.z), 2.2, 0.55)


def _part(site: Site, body: Cuboid) -> None:
    extent = body.size
    size = [float(e) * site.draw(0.07, 0.48) for e in extent]
    low = [
        span[0] + site.draw(0, 1) * (e - s)
        for span, e, s in zip((body.x, body.y, body.z), extent, size, strict=True)
    ]
    part = Cuboid(*((a, a + s) for a, s in zip(low, size, strict=True)))
    what = site.pick("casting", "housing", "shaft", "motor", "tank", "gear")
    if what == "casting":
        site.slab("steel", part, site.draw(0.8, 3.5), uneven=0.15)
    elif what == "housing":
        site.hold.shell("steel", part, 1.2, 7.0)
    elif what == "tank":
        site.hold.add("liquid", roller(site.grid, part, "z"), site.draw(0.0, 0.9))
        site.hold.add("steel", roller(site.grid, part, "z", hole=0.86 * min(size[:2])), 1.6)
    elif what == "motor":
        site.hold.add("steel", roller(site.grid, part, "x"), site.draw(2.5, 5.0))
        site.hold.add("copper", roller(site.grid, part.shrunk(0.22 * min(size)), "x"), 2.0)
    elif what == "gear":
        round_part = around(part.middle, (min(size[:2]), min(size[:2]), 14.0))
        site.hold.add("steel", roller(site.grid, round_part, "z", hole=6.0), 7.0)
    else:
        across = max(6.0, 0.12 * extent[1])
        rod = around(part.middle, (extent[0] * 0.8, across, across))
        site.hold.add("steel", roller(site.grid, rod, "x"), 7.8)


def electronics(site: Site, space: Cuboid) -> None:
    """Pallets of boxed sets, or appliances side by side."""
    if site.chance(0.4):
        size = (site.draw(60, 72), site.draw(85, 185), site.draw(60, 70))
        loose(site, space, lambda: size, _appliance, fill=0.97, most=140)
        return
    size = (site.draw(30, 110), site.draw(18, 70), site.draw(20, 50))
    stuff = Carton(
        size, "polymer", site.draw(0.07, 0.16), spread=0.02, inside=parts_inside(site, 9)
    )
    metal = Carton(size, "steel", site.draw(0.02, 0.10), spread=0.02, inside=parts_inside(site, 4))
    circuits = Carton(
        size, "board", site.draw(0.03, 0.10), spread=0.02, inside=parts_inside(site, 7)
    )

    def paint(s: Site, place: Cuboid) -> None:
        for carton in (stuff, metal, circuits):
            block_of_cartons(s, place, carton)

    high = site.draw(130, 225)
    on_pallets(site, space, (120.0, 100.0), lambda: min(high, space.size[1] - 12), paint)


def _appliance(site: Site, place: Cuboid) -> None:
    """A white box: sheet around foam, a motor at the foot."""
    body = place.shrunk(2.0)
    site.hold.shell("steel", body, 0.6, 1.0)
    site.hold.box("polymer", body, 0.05)
    middle = body.middle
    low = body.y[0] + 0.17 * body.size[1]
    motor = around((middle[0] + 8, low, middle[2]), (24, 20, 24))
    site.hold.add("steel", pillow(site.grid, motor, 2.4), 3.2)
    drum = around(middle, (44, min(44.0, body.size[1] * 0.5), 40))
    site.hold.add("steel", roller(site.grid, drum, "z", hole=40), 0.9)


def furniture(site: Site, space: Cuboid) -> None:
    """Flat packs, chairs, sofas and cupboards."""

    def sizes() -> tuple[float, float, float]:
        if site.chance(0.4):
            return site.draw(90, 210), site.draw(12, 28), site.draw(40, 80)
        return site.draw(60, 200), site.draw(60, 110), site.draw(60, 95)

    loose(site, space, sizes, piece_of_furniture, fill=site.draw(0.65, 0.96), most=160)


def piece_of_furniture(site: Site, place: Cuboid) -> None:
    """A flat pack where it is low; else something with legs, doors or cushions."""
    long, high, _ = place.size
    body = place.shrunk(1.2)
    if high < 32:
        block_of_cartons(
            site,
            body,
            Carton((long, site.draw(2.5, 6), body.size[2]), "cellulose", 0.5, spread=0.1),
        )
        return
    if long > 120 and site.chance(0.5):
        _sofa(site, body)
        return
    site.hold.shell("cellulose", body, 2.0, 0.65)
    for y in np.arange(body.y[0] + 25, body.y[1] - 10, site.draw(22, 40)):
        site.hold.box("cellulose", Cuboid(body.x, (float(y), float(y) + 1.8), body.z), 0.65)
    middle = (body.x[0] + body.x[1]) / 2
    site.hold.box("cellulose", Cuboid((middle, middle + 1.8), body.y, body.z), 0.6)


def _sofa(site: Site, body: Cuboid) -> None:
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    seat = Cuboid((x0, x1), (y0 + 12, y0 + 0.5 * (y1 - y0)), body.z)
    site.slab("polymer", seat, 0.05, uneven=0.1)
    back = Cuboid((x0, x1), (y0 + 12, y1), (z1 - 22, z1))
    site.slab("polymer", back, 0.05, uneven=0.1)
    for x in (x0, x1 - 16):
        arm = Cuboid((x, x + 16), (y0 + 12, y0 + 0.75 * (y1 - y0)), (z0, z1))
        site.slab("polymer", arm, 0.06, uneven=0.1)
    for y in (y0 + 12, y0 + 0.42 * (y1 - y0)):
        site.hold.box("cellulose", Cuboid((x0, x1), (y, y + 4), (z0, z1)), 0.35)
    for x in np.arange(x0 + 18, x1 - 18, 9.0):
        coil = Cuboid((float(x), float(x) + 5), (seat.y[0] + 5, seat.y[1]), (z0 + 6, z1 - 24))
        site.hold.box("steel", coil, 0.05)


def household(site: Site, space: Cuboid) -> None:
    """Somebody's removal: furniture, boxes of anything, an appliance, a bicycle."""

    def sizes() -> tuple[float, float, float]:
        if site.chance(0.35):
            return site.draw(60, 190), site.draw(50, 110), site.draw(50, 90)
        return site.draw(40, 65), site.draw(30, 50), site.draw(34, 50)

    def paint(s: Site, place: Cuboid) -> None:
        if place.size[0] < 66 and place.size[1] < 51:
            _box_of_things(s, place)
        elif place.size[1] > 60 and place.size[0] < 85:
            _appliance(s, place)
        else:
            piece_of_furniture(s, place)

    loose(site, space, sizes, paint, fill=site.draw(0.6, 0.97), most=260)
    if site.chance(0.6):
        _bicycle(site, space)


def _box_of_things(site: Site, place: Cuboid) -> None:
    body = place.shrunk(1.0)
    stuff = site.pick("cellulose", "fabric", "polymer", "glass", "ceramic")
    hard = stuff in {"glass", "ceramic"}
    site.slab(stuff, body, site.draw(0.15, 0.35) * (0.8 if hard else 1.0), uneven=0.35)


def _bicycle(site: Site, space: Cuboid) -> None:
    """Put in a space that is cleared for it, so that its tubes show."""
    x = space.x[0] + site.draw(0.1, 0.8) * max(0.0, space.size[0] - 180)
    y, z = space.y[0], space.z[0] + site.draw(8, max(9.0, space.size[2] - 40))
    if space.size[0] < 190 or space.size[1] < 110:
        return
    site.hold.carve(box_cover(site.grid, Cuboid((x, x + 172), (y, y + 105), (z, z + 12))))
    hubs = ((x + 34, y + 34), (x + 138, y + 34))
    for hub in hubs:
        wheel = around((hub[0], hub[1], z + 6), (68, 68, 5))
        site.hold.add("rubber", ring(site.grid, wheel, "z", 5), 0.6)
        site.hold.add("aluminium", roller(site.grid, wheel.shrunk(0), "z", hole=60), 0.7)
    crank, saddle, head = (x + 80, y + 32), (x + 70, y + 88), (x + 122, y + 82)
    bars = ((crank, saddle), (crank, head), (saddle, head), (hubs[0], crank), (hubs[0], saddle))
    for ends in (*bars, (head, hubs[1]), (head, (head[0] - 6, head[1] + 18))):
        site.hold.add("steel", beam(site.grid, ends, 3.2, (z + 4, z + 8)), 1.4)
