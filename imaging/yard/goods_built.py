"""Made things: machines, cars, appliances, furniture, and the contents of a household."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from imaging.yard.grid import Cuboid, around
from imaging.yard.hold import box_cover
from imaging.yard.packing import Heap
from imaging.yard.shapes import beam, outline, pillow, ring, roller
from imaging.yard.site import Carton, Site, block_of_cartons, loose, on_pallets


_At = Callable[[float, float], tuple[float, float]]
"""A place in a car, as shares of its length and height, in cm."""


def machinery(site: Site, space: Cuboid) -> None:
    """A few machines on skids: frames, housings, shafts, motors, some in crates."""
    x = space.x[0] + site.draw(10, 50)
    while True:
        size = (site.draw(120, 330), site.draw(90, 205), site.draw(90, 200))
        if x + size[0] > space.x[1] or size[0] > space.size[0]:
            return
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
    for _ in range(int(site.rng.integers(5, 12))):
        _part(site, Cuboid((x0, x1), (y0 + 12, y1), (z0, z1)))
    if site.chance(0.3):
        site.hold.shell("cellulose", Cuboid((x0 - 8, x1 + 8), (y0, y1 + 4), body.z), 2.2, 0.55)


def _part(site: Site, body: Cuboid) -> None:
    extent = body.size
    size = [float(e) * site.draw(0.12, 0.5) for e in extent]
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
    stuff = Carton(size, "polymer", site.draw(0.07, 0.16), spread=0.02)
    metal = Carton(size, "steel", site.draw(0.02, 0.10), pieces=size[0] / 2, spread=0.02)
    circuits = Carton(size, "board", site.draw(0.03, 0.10), pieces=size[1] * 0.7, spread=0.02)

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


def vehicles(site: Site, space: Cuboid) -> None:
    """Cars one behind the other, now and then one on a ramp above the next."""
    x = space.x[0] + site.draw(10, 45)
    while True:
        length, height = site.draw(395, 500), site.draw(138, 185)
        if x + length > space.x[1]:
            return
        lift = site.draw(20, 60) if site.chance(0.15) else 0.0
        width = min(site.draw(168, 188), space.size[2] - 6)
        z = sum(space.z) / 2 - width / 2
        y = space.y[0] + lift
        body = Cuboid(
            (x, x + length), (y, y + min(height, space.size[1] - lift - 5)), (z, z + width)
        )
        car(site, body, turned=site.chance(0.5))
        x += length + site.draw(15, 60)


_BODY = ((0, 0.2), (0.02, 0.46), (0.24, 0.56), (0.38, 0.97), (0.72, 1.0), (0.92, 0.62), (1.0, 0.56))
_BODY_FOOT = ((1.0, 0.2), (0.9, 0.14), (0.1, 0.14))


def car(site: Site, body: Cuboid, *, turned: bool) -> None:
    """One car, its front to the left or turned."""
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    length, height, _ = body.size

    def at(u: float, v: float) -> tuple[float, float]:
        return (x1 - u * length if turned else x0 + u * length), y0 + v * height

    shape = [at(u, v) for u, v in (*_BODY, *_BODY_FOOT)]
    for z in ((z0, z0 + 9), (z1 - 9, z1)):
        site.hold.add("steel", outline(site.grid, shape, z), 0.13)
    roof = [at(u, v) for u, v in ((0.4, 0.965), (0.72, 1.0), (0.72, 0.97), (0.4, 0.935))]
    site.hold.add("steel", outline(site.grid, roof, (z0 + 9, z1 - 9)), 0.5)
    lower = [at(u, v) for u, v in ((0.03, 0.2), (0.97, 0.2), (0.97, 0.17), (0.03, 0.17))]
    site.hold.add("steel", outline(site.grid, lower, (z0 + 4, z1 - 4)), 0.45)
    lid = [at(u, v) for u, v in ((0.02, 0.46), (0.26, 0.56), (0.26, 0.54), (0.02, 0.43))]
    site.hold.add("steel", outline(site.grid, lid, (z0 + 4, z1 - 4)), 0.4)
    _engine(site, at, (z0, z1), height)
    _cabin(site, at, (z0, z1))
    _wheels(site, at, (z0, z1))


def _engine(site: Site, at: _At, z: tuple[float, float], height: float) -> None:
    middle = sum(z) / 2
    x, y = at(0.14, 0.36)
    block = around((x, y, middle), (site.draw(45, 65), 0.32 * height, site.draw(40, 62)))
    site.slab("aluminium", block, site.draw(0.9, 1.5), uneven=0.25)
    site.slab("steel", block.shrunk(7), site.draw(1.2, 2.6), uneven=0.3)
    gx, gy = at(0.22, 0.27)
    site.slab("aluminium", around((gx, gy, middle), (36, 30, 40)), 1.4, uneven=0.2)
    bx, by = at(0.08, 0.45)
    site.hold.box("lead", around((bx, by, z[0] + 30), (24, 17, 17)), 1.7)
    rx, ry = at(0.03, 0.34)
    site.hold.box("aluminium", around((rx, ry, middle), (5, 42, 90)), 0.6)


def _cabin(site: Site, at: _At, z: tuple[float, float]) -> None:
    for u in (0.44, 0.66):
        cushion, back = at(u, 0.36), at(u + 0.06, 0.58)
        for depth in ((z[0] + 18, z[0] + 70), (z[1] - 70, z[1] - 18)):
            seat = ((cushion[0] - 22, cushion[1]), (cushion[0] + 24, cushion[1]))
            site.hold.add("polymer", beam(site.grid, seat, 16, depth), 0.09)
            upright = ((cushion[0], cushion[1]), back)
            site.hold.add("polymer", beam(site.grid, upright, 13, depth), 0.09)
            site.hold.add("steel", beam(site.grid, upright, 4, depth), 0.10)
    tank = at(0.72, 0.24)
    fuel = around((tank[0], tank[1], sum(z) / 2), (62, 20, 90))
    site.hold.box("polymer", fuel, site.draw(0.1, 0.7))
    panel = at(0.35, 0.52)
    site.slab("polymer", around((panel[0], panel[1], sum(z) / 2), (32, 24, 130)), 0.15, uneven=0.4)
    pipe = (at(0.2, 0.13), at(0.95, 0.15))
    site.hold.add("steel", beam(site.grid, pipe, 6, (sum(z) / 2, sum(z) / 2 + 6)), 1.6)


def _wheels(site: Site, at: _At, z: tuple[float, float]) -> None:
    for u in (0.17, 0.8):
        x, y = at(u, 0.0)
        y += 31
        for depth in (z[0] + 11, z[1] - 11):
            tyre = around((x, y, depth), (62, 62, 20))
            site.hold.add("rubber", ring(site.grid, tyre, "z", 13), 0.5)
            rim = around((x, y, depth), (40, 40, 16))
            site.hold.add("aluminium", roller(site.grid, rim, "z", hole=30), 1.2)
            disc = around((x, y, depth + 3), (34, 34, 4))
            site.hold.add("steel", roller(site.grid, disc, "z"), 4.5)
        site.hold.add("steel", roller(site.grid, around((x, y, sum(z) / 2), (7, 7, 150)), "z"), 3.0)


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
        elif 60 < place.size[1] and place.size[0] < 85:
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
