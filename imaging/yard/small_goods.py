"""Goods at the scale of a parcel scanner: cartons with their walls, and things one by one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from imaging.yard.grid import Cuboid, around
from imaging.yard.packing import Heap
from imaging.yard.shapes import pillow, roller, textured
from imaging.yard.site import Carton, Painter, Site, block_of_cartons

BOARD = 0.16
"""Density of corrugated board, g/cm3."""


def boxed(site: Site, body: Cuboid, paint: Painter) -> None:
    """A carton with its board, taped, and what is in it."""
    site.hold.shell(
        "cellulose", body, max(0.5, site.grid.pitch), 0.16 * 0.5 / max(0.5, site.grid.pitch)
    )
    tape = (body.x[0] + body.x[1]) / 2
    lid = Cuboid((tape - 3, tape + 3), (body.y[1] - 0.6, body.y[1]), body.z)
    site.hold.box("polymer", lid, 0.15)
    paint(site, body.shrunk(0.8))


def clothes(site: Site, body: Cuboid) -> None:
    """Folded layers, with a zip or a buckle here and there."""
    y = body.y[0]
    top = body.y[1] - site.draw(0.0, 0.3) * body.size[1]
    while y < top:
        thick = min(site.draw(2.0, 6.0), top - y)
        fold = Cuboid(
            (body.x[0] + site.draw(0, 4), body.x[1] - site.draw(0, 4)), (y, y + thick), body.z
        )
        site.slab("fabric", fold, site.draw(0.14, 0.32), uneven=0.16)
        y += thick * 1.02
    for _ in range(int(site.rng.integers(0, 6))):
        x, height = site.draw(*body.x), site.draw(*body.y)
        zip_line = around((x, height, site.draw(*body.z)), (site.draw(1, 14), 0.5, 0.5))
        site.hold.box(site.pick("steel", "copper", "polymer"), zip_line, 3.0)


def devices(site: Site, body: Cuboid) -> None:
    """Sets in foam: a case, circuit boards, a transformer or a battery, cables."""
    size = (site.draw(12, 34), site.draw(4, 14), site.draw(10, 26))
    spare = body.size[0] % size[0] * site.draw(0.2, 0.8) if body.size[0] > size[0] else 0.0
    room = Cuboid((body.x[0] + spare, body.x[1]), body.y, body.z)
    heap = Heap(room, site.rng, cell=2.0)
    for _ in range(40):
        place = heap.drop(size, ceiling=body.size[1], wall=0.4)
        if place is None:
            break
        device(site, place.shrunk(0.8))


def device(site: Site, body: Cuboid) -> None:
    """One set."""
    site.hold.shell(site.pick("polymer", "aluminium", "polymer"), body, 0.25, 1.3)
    long, high, deep = body.size
    plate = Cuboid(
        (body.x[0] + 0.1 * long, body.x[1] - 0.1 * long),
        (body.y[0] + 0.3 * high, body.y[0] + 0.3 * high + 0.3),
        body.z,
    )
    site.hold.box("board", plate, 1.8)
    for _ in range(int(site.rng.integers(3, 10))):
        chip = around(
            (site.draw(*plate.x), plate.y[1] + 0.6, site.draw(*plate.z)),
            (site.draw(0.6, 3), site.draw(0.4, 2.0), site.draw(0.6, 3)),
        )
        site.hold.box(site.pick("board", "steel", "copper", "aluminium"), chip, site.draw(1, 4))
    if site.chance(0.4):
        cell = around(body.middle, (0.3 * long, 0.35 * high, 0.4 * deep))
        site.hold.box("cell", cell, 2.1)


def belongings(site: Site, body: Cuboid) -> None:
    """Books, crockery, bottles, shoes, tools, toys."""
    heap = Heap(body, site.rng, cell=2.0)
    failures = 0
    for _ in range(60):
        size = (site.draw(6, 26), site.draw(3, 16), site.draw(6, 22))
        place = heap.drop(size, ceiling=body.size[1], wall=0.3)
        if place is None:
            failures += 1
            if failures > 5:
                return
            continue
        thing(site, place)


def thing(site: Site, place: Cuboid) -> None:
    """One thing of a household."""
    what = site.pick("book", "crockery", "bottle", "shoe", "tool", "tin", "toy")
    body = place.shrunk(0.4)
    if what == "book":
        site.slab("cellulose", body, site.draw(0.6, 0.9), uneven=0.03)
    elif what == "crockery":
        round_body = around(body.middle, (min(body.size), body.size[1], min(body.size)))
        hole = 0.8 * min(round_body.size[0], round_body.size[2])
        site.hold.add("ceramic", roller(site.grid, round_body, "y", hole=hole), 2.2)
    elif what == "bottle":
        site.hold.add("liquid", roller(site.grid, body, "x"), site.draw(0.7, 1.0))
    elif what == "shoe":
        sole = Cuboid(body.x, (body.y[0], body.y[0] + 1.5), body.z)
        site.hold.box("rubber", sole, 0.7)
        site.hold.add("fabric", pillow(site.grid, body, 3.0), 0.25)
    elif what == "tool":
        bar = around(body.middle, (body.size[0], 1.6, 2.0))
        site.hold.box("steel", bar, 5.0)
    elif what == "tin":
        site.hold.add("food", roller(site.grid, body, "y"), 0.95)
        site.hold.add(
            "steel", roller(site.grid, body, "y", hole=0.93 * min(body.size[0], body.size[2])), 0.6
        )
    else:
        cover = pillow(site.grid, body, 2.2)
        rough = site.cloth.uneven(cover.window.shape, 0.3)
        site.hold.add("polymer", textured(cover, rough), site.draw(0.08, 0.3))


def anything(site: Site, body: Cuboid) -> None:
    """One kind or another."""
    choice = site.pick("clothes", "devices", "belongings", "paper")
    if choice == "clothes":
        clothes(site, body)
    elif choice == "devices":
        devices(site, body)
    elif choice == "belongings":
        belongings(site, body)
    else:
        ream = Carton((21.0, 5.0, 30.0), "cellulose", site.draw(0.5, 0.8), spread=0.02)
        height = body.y[0] + site.draw(0.4, 1.0) * body.size[1]
        block_of_cartons(site, Cuboid(body.x, (body.y[0], height), body.z), ream)


def produce(site: Site, body: Cuboid) -> None:
    """Fruit lying in trays."""
    across = site.draw(5, 9)
    tray = Carton(
        (40.0, 1.3 * across, 30.0), "food", site.draw(0.4, 0.55), pieces=across, spread=0.05
    )
    block_of_cartons(site, body, tray)


def _cartons_of(paint: Painter) -> Painter:
    def fill(site: Site, space: Cuboid) -> None:
        heap = Heap(space, site.rng, cell=4.0)
        failures = 0
        high = space.size[1] * site.draw(0.55, 1.0)
        for _ in range(90):
            size = (site.draw(28, 62), site.draw(20, 46), site.draw(26, 48))
            place = heap.drop(size, ceiling=high, wall=0.35)
            if place is None:
                failures += 1
                if failures > 6:
                    return
                continue
            boxed(site, place, paint)

    return fill


PAINTERS: Mapping[str, Painter] = MappingProxyType(
    {
        "fruit": _cartons_of(produce),
        "textiles": _cartons_of(clothes),
        "electronics": _cartons_of(devices),
        "household": _cartons_of(belongings),
        "small_parcels": _cartons_of(anything),
    }
)
"""What fills a space with cartons of a commodity."""

CONTENTS: Mapping[str, Painter] = MappingProxyType(
    {
        "textiles": clothes,
        "electronics": devices,
        "household": belongings,
        "small_parcels": anything,
    }
)
"""What is in a parcel of a commodity."""
