"""Cars: sheet in the picture's plane, members, engine, seats, wheels."""

from __future__ import annotations

from collections.abc import Callable

from imaging.yard.grid import Cuboid, around
from imaging.yard.shapes import beam, outline, ring, roller
from imaging.yard.site import Site

_At = Callable[[float, float], tuple[float, float]]
"""A place in a car, as shares of its length and height, in cm."""


SHORTEST = 170.0
"""Below a car's length what stands there is a quad or a small tractor, drawn alike."""


def vehicles(site: Site, space: Cuboid) -> None:
    """Cars one behind the other, now and then one on a ramp above the floor."""
    x = space.x[0] + site.draw(2, 10)
    while x < space.x[1] - SHORTEST:
        length = site.draw(395, 500)
        if x + length > space.x[1]:
            if x > space.x[0] + 20:
                return
            length = space.x[1] - x - 2
        lift = site.draw(20, 60) if site.chance(0.15) else 0.0
        height = min(site.draw(0.33, 0.42) * length, space.size[1] - lift - 5)
        width = min(site.draw(168, 188), 0.42 * length, space.size[2] - 6)
        z = sum(space.z) / 2 - width / 2
        y = space.y[0] + lift
        body = Cuboid((x, x + length), (y, y + height), (z, z + width))
        car(site, body, turned=site.chance(0.5))
        x += length + site.draw(15, 60)


_BODY = ((0, 0.2), (0.02, 0.46), (0.24, 0.56), (0.38, 0.97), (0.72, 1.0), (0.92, 0.62), (1.0, 0.56))
_BODY_FOOT = ((1.0, 0.2), (0.9, 0.14), (0.1, 0.14))


def car(site: Site, body: Cuboid, *, turned: bool) -> None:
    """One car, its front to the left or turned."""
    (x0, x1), y0, (z0, z1) = body.x, body.y[0], body.z
    length, height, _ = body.size

    def at(u: float, v: float) -> tuple[float, float]:
        return (x1 - u * length if turned else x0 + u * length), y0 + v * height

    shape = [at(u, v) for u, v in (*_BODY, *_BODY_FOOT)]
    for z in ((z0, z0 + 9), (z1 - 9, z1)):
        site.hold.add("steel", outline(site.grid, shape, z), 0.13)
    roof = [at(u, v) for u, v in ((0.4, 0.965), (0.72, 1.0), (0.72, 0.97), (0.4, 0.935))]
    site.hold.add("steel", outline(site.grid, roof, (z0 + 9, z1 - 9)), 0.12)
    lower = [at(u, v) for u, v in ((0.03, 0.2), (0.97, 0.2), (0.97, 0.17), (0.03, 0.17))]
    site.hold.add("steel", outline(site.grid, lower, (z0 + 4, z1 - 4)), 0.24)
    lid = [at(u, v) for u, v in ((0.02, 0.46), (0.26, 0.56), (0.26, 0.54), (0.02, 0.43))]
    site.hold.add("steel", outline(site.grid, lid, (z0 + 4, z1 - 4)), 0.16)
    _frame(site, at, (z0, z1))
    _engine(site, at, (z0, z1), height)
    _cabin(site, at, (z0, z1))
    _wheels(site, at, (z0, z1))


_MEMBERS = (
    ((0.27, 0.55), (0.39, 0.97), 5.0, 1.2),
    ((0.54, 0.2), (0.55, 0.97), 8.0, 0.7),
    ((0.79, 0.55), (0.71, 0.97), 7.0, 0.8),
    ((0.12, 0.17), (0.9, 0.17), 9.0, 1.0),
    ((0.26, 0.55), (0.92, 0.6), 3.5, 0.8),
    ((0.0, 0.3), (0.02, 0.42), 8.0, 0.5),
    ((1.0, 0.28), (0.985, 0.5), 8.0, 0.5),
)
"""Pillars, sills and bumpers: ends as shares of length and height, width in cm, density."""


def _frame(site: Site, at: _At, z: tuple[float, float]) -> None:
    for first, second, width, density in _MEMBERS:
        for side in ((z[0] + 2, z[0] + 11), (z[1] - 11, z[1] - 2)):
            member = beam(site.grid, (at(*first), at(*second)), width, side)
            site.hold.add("steel", member, density)
    for u in (0.3, 0.46, 0.86):
        cross = around((*at(u, 0.2), sum(z) / 2), (7, 9, z[1] - z[0] - 16))
        site.hold.box("steel", cross, 0.7)
    for u in (0.4, 0.63):
        door = around((*at(u, 0.42), z[0] + 7), (80, 36, 6))
        site.slab("polymer", door, 0.2, uneven=0.4)
        site.hold.box("steel", around((*at(u + 0.02, 0.45), z[0] + 6), (30, 4, 3)), 2.0)


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
