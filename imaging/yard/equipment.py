"""What cargo travels in: its size, how it is drawn, and the room in it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from imaging.yard.boxes_on_wheels import container, rail_box, van
from imaging.yard.grid import Cuboid, Span
from imaging.yard.hold import Hold
from imaging.yard.shapes import beam, outline
from imaging.yard.texture import Rng
from imaging.yard.under_gear import cab, chassis, girders, rail_frame, road_axle

Rooms = tuple[Cuboid, ...]
"""Spaces for cargo, from the left to the right."""

EDGE = 25.0
"""Air before and behind the object, cm."""


@dataclasses.dataclass(frozen=True, slots=True)
class Extent:
    """What the picture takes in, cm: its length, its lower and its upper edge, its depth."""

    length: float
    bottom: float
    top: float
    width: float


@dataclasses.dataclass(frozen=True, slots=True)
class Equipment:
    """A kind of equipment.

    Attributes
    ----------
    extent
        Draws what the picture takes in.
    draw
        Draws it in a hold; returns the rooms.
    tube
        Whether it is scanned with an X-ray tube.
    """

    extent: Callable[[Rng], Extent]
    draw: Callable[[Hold, Rng, Extent], Rooms]
    tube: bool = False


def _road(length: float, height: float) -> Equipment:
    def extent(rng: Rng) -> Extent:
        cut = float(rng.uniform(0, 75))
        return Extent(length + 2 * EDGE, cut, 112 + height + float(rng.uniform(12, 40)), 262)

    def draw(hold: Hold, rng: Rng, _: Extent) -> Rooms:
        z0 = 9.0
        span = (EDGE, EDGE + length)
        chassis(hold, rng, span, 112, (z0, z0 + 244))
        return (container(hold, rng, (EDGE, 112, z0), (length, height)),)

    return Equipment(extent, draw)


def _flat_extent(rng: Rng) -> Extent:
    cut = float(rng.uniform(0, 60))
    return Extent(float(rng.uniform(1380, 1500)), cut, 118 + 259 + float(rng.uniform(10, 35)), 300)


def _flat(hold: Hold, rng: Rng, extent: Extent) -> Rooms:
    span = (30.0, extent.length - 30)
    rail_frame(hold, rng, span, 116, (8, 292))
    hold.box("steel", Cuboid(span, (114, 116), (8, 292)), 0.9)
    long = 605.8 if rng.random() < 0.4 else 1219.2
    if long > 1000:
        x = (extent.length - long) / 2
        return (container(hold, rng, (x, 117, 28), (long, 259.1)),)
    first = extent.length / 2 - long - 15
    second = extent.length / 2 + 15
    return (
        container(hold, rng, (first, 117, 28), (long, 259.1)),
        container(hold, rng, (second, 117, 28), (long, 259.1)),
    )


def _trailer_extent(rng: Rng) -> Extent:
    return Extent(1615 + 2 * EDGE, float(rng.uniform(0, 50)), 410 + float(rng.uniform(8, 30)), 272)


def _trailer(hold: Hold, rng: Rng, _: Extent) -> Rooms:
    z = (6.0, 266.0)
    span = (EDGE, EDGE + 1615.0)
    for x in (span[1] - 130, span[1] - 260):
        road_axle(hold, x, z)
    girders(hold, (span[1] - 480, span[1] - 20), (92, 108), z)
    for side in (z[0] + 30, z[1] - 44):
        leg = Cuboid((span[0] + 290, span[0] + 302), (16, 110), (side, side + 12))
        hold.shell("steel", leg, 0.9)
    hold.box("steel", Cuboid((span[0] + 20, span[0] + 200), (110, 111.2), (z[0] + 50, z[1] - 50)))
    hold.box("steel", Cuboid((span[1] - 7, span[1]), (48, 60), (z[0] + 10, z[1] - 10)), 0.9)
    body = Cuboid(span, (121, 408), z)
    return (van(hold, rng, body, cold=bool(rng.random() < 0.3)),)


def _truck_extent(rng: Rng) -> Extent:
    return Extent(float(rng.uniform(900, 1050)), float(rng.uniform(0, 45)), 370, 262)


def _truck(hold: Hold, rng: Rng, extent: Extent) -> Rooms:
    z = (10.0, 252.0)
    cab(hold, rng, (EDGE, EDGE + 190), z)
    rear = extent.length - EDGE
    girders(hold, (EDGE + 60, rear - 10), (78, 100), z)
    road_axle(hold, rear - float(rng.uniform(170, 230)), z, 96)
    body = Cuboid((EDGE + 215, rear), (113, float(rng.uniform(335, 358))), z)
    return (van(hold, rng, body, cold=bool(rng.random() < 0.3)),)


def _box_car_extent(rng: Rng) -> Extent:
    return Extent(float(rng.uniform(1560, 1860)), float(rng.uniform(0, 60)), 465, 318)


def _box_car(hold: Hold, rng: Rng, extent: Extent) -> Rooms:
    span = (50.0, extent.length - 50)
    z = (6.0, 312.0)
    rail_frame(hold, rng, span, 112, z)
    body = Cuboid(span, (112, float(rng.uniform(425, 455))), z)
    return (rail_box(hold, rng, body),)


def _air_extent(rng: Rng) -> Extent:
    length = 318.0 if rng.random() < 0.4 else 201.0
    return Extent(length + 24, -14, 172, 160)


def _air(hold: Hold, rng: Rng, extent: Extent) -> Rooms:
    """A lower-deck container with its overhang, or a netted pallet on its sheet."""
    length = extent.length - 24
    _belt(hold, extent, -4)
    x0, x1 = 12.0, 12.0 + length
    hold.box("aluminium", Cuboid((x0, x1), (0, 0.5), (4, 156)))
    for x in np.arange(x0, x1, 13.0):
        hold.box("aluminium", Cuboid((float(x), float(x) + 1), (-3, 0), (4, 156)), 0.8)
    if length > 300:
        for x in np.arange(x0, x1, 25.0):
            strap = ((float(x), 0.5), (float(x) + 25, 158))
            hold.add("fabric", beam(hold.grid, strap, 1.6, (5, 6.5)), 1.0)
            hold.add("fabric", beam(hold.grid, strap, 1.6, (153.5, 155)), 1.0)
        return (Cuboid((x0 + 6, x1 - 6), (1, 155), (8, 152)),)
    skin = float(rng.uniform(0.10, 0.18))
    corners = [(x0, 0), (x0 + 156, 0), (x1, 47), (x1, 162), (x0, 162)]
    for z in ((4, 4 + skin), (156 - skin, 156)):
        hold.add("aluminium", outline(hold.grid, corners, z))
    for first, second in itertools.pairwise([*corners, corners[0]]):
        edge = beam(hold.grid, (first, second), 0.5, (4, 156))
        hold.add("aluminium", edge, 2.7 * max(0.4, 2 * skin))
        for z in ((4, 9), (151, 156)):
            hold.add("aluminium", beam(hold.grid, (first, second), 4.5, z), 0.9)
    return (Cuboid((x0 + 4, x0 + 154), (1, 158), (9, 151)),)


def _belt(hold: Hold, extent: Extent, top: float) -> None:
    belt = Cuboid((0, extent.length), (top - 0.6, top), (2, extent.width - 2))
    hold.box("rubber", belt, 1.1)
    hold.box("polymer", Cuboid((0, extent.length), (top - 6, top - 4.5), belt.z), 0.9)


def _parcel_extent(rng: Rng) -> Extent:
    return Extent(float(rng.uniform(90, 190)), -9, float(rng.uniform(44, 54)), 66)


def _parcel(hold: Hold, rng: Rng, extent: Extent) -> Rooms:
    """A belt with one to three parcels: each is a room as large as its carton."""
    _belt(hold, extent, 0)
    rooms: list[Cuboid] = []
    x = float(rng.uniform(8, 20))
    while len(rooms) < 4:
        high = float(rng.uniform(0.5, 1.0)) * (extent.top - 4)
        size = (float(rng.uniform(32, 66)), high, float(rng.uniform(24, 52)))
        if x + size[0] > extent.length - 6:
            break
        z = float(rng.uniform(4, extent.width - 6 - size[2]))
        rooms.append(Cuboid((x, x + size[0]), (0.2, 0.2 + size[1]), (z, z + size[2])))
        x += size[0] + float(rng.uniform(6, 30))
    return tuple(rooms)


EQUIPMENT: Mapping[str, Equipment] = MappingProxyType(
    {
        "container20": _road(605.8, 259.1),
        "container40": _road(1219.2, 259.1),
        "container40hc": _road(1219.2, 289.6),
        "trailer53": Equipment(_trailer_extent, _trailer),
        "truck": Equipment(_truck_extent, _truck),
        "railcar": Equipment(_box_car_extent, _box_car),
        "railflat": Equipment(_flat_extent, _flat),
        "uld": Equipment(_air_extent, _air, tube=True),
        "parcel": Equipment(_parcel_extent, _parcel, tube=True),
    }
)
"""Every equipment of the vocabulary."""


def whole(rooms: Rooms) -> Span:
    """From the first room's left end to the last one's right end."""
    return rooms[0].x[0], rooms[-1].x[1]
