"""Irregularities of the equipment itself: false walls and floors, and a load where none is due."""

from __future__ import annotations

from imaging.yard.grid import Cuboid, Span
from imaging.yard.hiding import Hiding
from imaging.yard.hold import box_cover
from imaging.yard.packing import Heap

_STUFF = ("powder", "cellulose", "fabric", "liquid", "polymer", "board")


def false_wall(hiding: Hiding) -> None:
    """A second end wall, and goods between the two."""
    site = hiding.site
    room = hiding.room()
    thick = site.draw(22, 75)
    left = site.chance(0.5)
    x = (room.x[0], room.x[0] + thick) if left else (room.x[1] - thick, room.x[1])
    site.hold.carve(box_cover(site.grid, Cuboid(x, room.y, room.z)))
    panel = site.pick("cellulose", "steel", "aluminium")
    plate = {"cellulose": 2.4, "steel": 0.3, "aluminium": 0.5}[panel]
    face = (x[1] - plate, x[1]) if left else (x[0], x[0] + plate)
    density = {"cellulose": 0.65, "steel": 7.85, "aluminium": 2.7}[panel]
    hiding.bring_box(panel, Cuboid(face, room.y, room.z), density)
    for z in (room.z[0] + 20, sum(room.z) / 2, room.z[1] - 24):
        stud = (x[1] - plate - 6, x[1] - plate) if left else (x[0] + plate, x[0] + plate + 6)
        hiding.bring_box("cellulose", Cuboid(stud, room.y, (z, z + 6)), 0.5)
    space = (x[0] + 1, x[1] - plate - 7) if left else (x[0] + plate + 7, x[1] - 1)
    high = room.y[0] + site.draw(0.4, 0.97) * room.size[1]
    _packed(hiding, Cuboid(space, (room.y[0], high), room.z))


def false_floor(hiding: Hiding) -> None:
    """A raised floor, or a lowered ceiling, with something in the space it makes."""
    site = hiding.site
    room = hiding.room()
    deep = site.draw(4, 8) if hiding.site.fine else site.draw(8, 22)
    share = site.draw(0.35, 1.0)
    length = share * room.size[0]
    x0 = room.x[0] + site.draw(0, 1) * (room.size[0] - length)
    x = (x0, x0 + length)
    floor = site.chance(0.6)
    y = (room.y[0], room.y[0] + deep) if floor else (room.y[1] - deep, room.y[1])
    site.hold.carve(box_cover(site.grid, Cuboid(x, y, room.z)))
    plate: Span = (y[1] - 1.2, y[1]) if floor else (y[0], y[0] + 1.2)
    panel = site.pick("cellulose", "steel", "aluminium")
    density = {"cellulose": 0.65, "steel": 2.2, "aluminium": 1.4}[panel]
    hiding.bring_box(panel, Cuboid(x, plate, room.z), density)
    space = (y[0], plate[0]) if floor else (plate[1], y[1])
    _packed(hiding, Cuboid(x, space, room.z))


def _packed(hiding: Hiding, space: Cuboid) -> None:
    """Fill a hidden space with packets of one stuff, joints between them."""
    site = hiding.site
    stuff = _STUFF[int(site.rng.integers(len(_STUFF)))]
    density = {"powder": 1.05, "liquid": 0.9, "board": 0.4}.get(stuff, 0.45) * site.draw(0.7, 1.1)
    long = site.draw(20, 45)
    full = site.draw(0.75, 1.0)
    x = space.x[0]
    while x < space.x[1] - 2:
        end = min(x + long, space.x[1])
        if site.chance(full):
            body = Cuboid((x, end - 0.8), space.y, space.z)
            hiding.bring_box(stuff, body, density * site.draw(0.93, 1.07))
        x = end


def load_in_empty(hiding: Hiding) -> None:
    """Packages on the floor of a unit that is said to be empty."""
    site = hiding.site
    room = hiding.room()
    length = min(site.draw(60, 380), 0.8 * room.size[0])
    x = room.x[0] + site.draw(0, 1) * (room.size[0] - length)
    heap = Heap(Cuboid((x, x + length), room.y, room.z), site.rng, cell=4.0 if site.fine else 6.0)
    size = (site.draw(30, 60), site.draw(20, 45), site.draw(28, 55))
    stuff = _STUFF[int(site.rng.integers(len(_STUFF)))]
    density = site.draw(0.15, 0.7)
    for _ in range(int(site.rng.integers(1, 26))):
        place = heap.drop(size, ceiling=0.9 * room.size[1], wall=site.draw(0.3, 1.0))
        if place is None:
            return
        hiding.bring_box(stuff, place.shrunk(0.5), density * site.draw(0.9, 1.1), uneven=0.08)
