"""Commodities with shapes of their own: drums, timber, rolls, coils, tubes, machines, vehicles."""

from __future__ import annotations

import numpy as np

from imaging.phantom.packing import PALLET_HEIGHT, Item, bare, pallet
from imaging.phantom.shapes import (
    drum,
    outline,
    plate,
    shell,
    slanted,
    tube,
    tyre,
    wheel,
)
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room


def drums(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Steel drums of liquid, four abreast, in one or two layers."""
    radius, high = 29.0, 88.0
    material = str(rng.choice(["organic", "water", "plastic"]))
    density = float(rng.uniform(0.8, 1.15))
    layers = 2 if room.height > 215 and rng.random() < 0.3 + 0.5 * fill else 1
    out: list[Item] = []
    at = room.x[0] + radius + 3.0
    while at + radius < room.x[1]:
        x = (at - radius, at + radius)
        out.append(bare(pallet(x, room.y[0], room.z), x, room.y, room.z))
        for layer in range(layers):
            low = room.y[0] + PALLET_HEIGHT + layer * (high + 4.0)
            out += _drum_row(room, (at, low), (radius, high), (material, density), rng)
        at += 2 * radius + float(rng.uniform(0.5, 4.0))
    return out


def _drum_row(
    room: Room,
    place: tuple[float, float],
    size: tuple[float, float],
    filling: tuple[str, float],
    rng: Rng,
) -> list[Item]:
    (at, low), (radius, high) = place, size
    out: list[Item] = []
    count = max(1, int(room.depth // (2 * radius)))
    for z in np.linspace(room.z[0] + radius, room.z[1] - radius, count):
        middle = (at + float(rng.normal(0, 0.8)), float(z))
        level = low + high * float(rng.uniform(0.86, 0.98))
        solids = shell(middle, (low, low + high), radius, 0.12)
        solids.append(drum(middle, (low + 0.2, level), radius - 0.2, *filling))
        solids += [
            drum(middle, (hoop, hoop + 1.2), radius + 0.6, "steel", 0.12)
            for hoop in (low + 0.33 * high, low + 0.66 * high)
        ]
        x = (middle[0] - radius, middle[0] + radius)
        out.append(bare(solids, x, (low, low + high), (float(z) - radius, float(z) + radius)))
    return out


def timber(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Bundles of boards on bearers, with ends that do not line up."""
    thick = float(rng.uniform(3.0, 9.0))
    density = float(rng.uniform(0.4, 0.6))
    out: list[Item] = []
    pack = min(float(rng.uniform(240, 590)), room.length - 6.0)
    at = room.x[0] + 3.0
    while at + pack <= room.x[1]:
        y = room.y[0] + 8.0
        while y + 10 * thick < room.y[0] + 0.85 * fill * room.height:
            out.append(_bundle((at, at + pack), y, (thick, density), room, rng))
            y += 10 * thick + 8.0
        at += pack + float(rng.uniform(4, 40))
    return out


def _bundle(
    x: tuple[float, float], low: float, board: tuple[float, float], room: Room, rng: Rng
) -> Item:
    thick, density = board
    solids: list[Solid] = []
    solids += [
        Box((float(spot), float(spot) + 8), (low - 8, low), room.z, "wood", 0.45)
        for spot in np.arange(x[0] + 25, x[1] - 20, 110.0)
    ]
    for layer in range(10):
        y = (low + layer * thick, low + (layer + 1) * thick - 0.4)
        ends = rng.uniform(0, 14, 2)
        rho = density * float(1 + 0.05 * rng.standard_normal()) * 0.93
        run = (x[0] + float(ends[0]), x[1] - float(ends[1]))
        solids.append(Box(run, y, (room.z[0] + 8, room.z[1] - 8), "wood", rho))
    return bare(solids, x, (low - 8, low + 10 * thick), room.z)


def paper_rolls(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Upright rolls of paper, one on another, with hollow cores."""
    radius = float(rng.uniform(44, 60))
    high = float(rng.uniform(70, 115))
    density = float(rng.uniform(0.72, 0.92))
    out: list[Item] = []
    deep = (room.z[0] + radius, room.z[1] - radius)
    at = room.x[0] + radius + 2
    while at + radius < room.x[1]:
        low = room.y[0] + 0.5
        while low + high < room.y[0] + fill * room.height:
            for z in deep:
                middle = (at + float(rng.normal(0, 1.5)), z)
                y = (low, low + high - 0.6)
                solids: list[Solid] = [
                    drum(middle, y, radius, "organic", density),
                    drum(middle, y, 4.2, "organic", -density),
                ]
                x = (middle[0] - radius, middle[0] + radius)
                out.append(bare(solids, x, y, (z - radius, z + radius)))
            low += high
        at += 2 * radius + float(rng.uniform(0.5, 5))
    return out


def steel_coils(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Coils of sheet or wire rod on cradles, some eye to the sky."""
    out: list[Item] = []
    flat = bool(rng.random() < 0.4)
    at = room.x[0] + float(rng.uniform(20, 90))
    while True:
        radius = float(rng.uniform(40, 62))
        if at + 2 * radius > room.x[1] - 5:
            return out
        width = float(rng.uniform(22, 48))
        middle = at + radius
        eye = 0.42 * radius
        if flat:
            y = (room.y[0] + 10, room.y[0] + 10 + width)
            spot = (middle, room.middle)
            body: list[Solid] = [
                drum(spot, y, radius, "steel", 6.6),
                drum(spot, y, eye, "steel", -6.6),
            ]
        else:
            y = (room.y[0] + 9, room.y[0] + 9 + 2 * radius)
            z = (room.middle - width / 2, room.middle + width / 2)
            centre = (middle, y[0] + radius)
            body = [wheel(centre, z, radius, "steel", 6.6), wheel(centre, z, eye, "steel", -6.6)]
        x = (at, at + 2 * radius)
        body.append(
            Box(x, (room.y[0], room.y[0] + 9), (room.middle - 60, room.middle + 60), "wood", 0.5)
        )
        out.append(bare(body, x, y, (room.middle - radius, room.middle + radius)))
        at += 2 * radius + float(rng.uniform(60, 220)) * (1.4 - 0.6 * fill)


def tubes(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Bundles of steel tubes on bearers."""
    radius = float(rng.uniform(2.5, 8.0))
    wall = float(rng.uniform(0.2, 0.45)) * min(1.0, radius / 5)
    abreast = int(rng.integers(3, 8))
    out: list[Item] = []
    pack = min(float(rng.uniform(400, 1150)), room.length - 12.0)
    x = (room.x[0] + 6.0, room.x[0] + 6.0 + pack)
    y = room.y[0] + 8.0 + radius
    while y + radius < room.y[0] + 0.5 * fill * room.height:
        solids: list[Solid] = []
        start = room.middle - abreast * radius + float(rng.normal(0, 2))
        for column in range(abreast):
            ends = rng.normal(0, 3.0, 2)
            run = (x[0] + float(ends[0]), x[1] + float(ends[1]))
            centre = (y + float(rng.normal(0, 0.15)), start + 2 * radius * column)
            solids += tube(run, centre, radius, wall)
        depth = (start - radius, start + 2 * radius * abreast)
        out.append(bare(solids, x, (y - radius, y + radius), depth))
        y += 2 * radius + 0.2
    bearers: list[Solid] = [
        Box((float(at), float(at) + 8), (room.y[0], room.y[0] + 8), room.z, "wood", 0.5)
        for at in np.arange(x[0] + 40, x[1] - 20, 130.0)
    ]
    return [*out, bare(bearers, x, (room.y[0], room.y[0] + 8), room.z)] if bearers else out


def machinery(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Machines on skids: frames, motors, shafts, housings, panels."""
    out: list[Item] = []
    at = room.x[0] + float(rng.uniform(5, 30))
    while at + 80 < room.x[1]:
        wide = min(float(rng.uniform(80, 240)), room.x[1] - at - 3)
        high = float(rng.uniform(0.45, 0.9)) * fill * room.height
        place = Room((at, at + wide), (room.y[0], room.y[0] + high), room.z)
        out.append(_machine(place, rng))
        at += wide + float(rng.uniform(8, 60))
    return out


def _machine(place: Room, rng: Rng) -> Item:
    base = place.y[0] + 12
    skid = (place.middle - 70, place.middle + 70)
    solids: list[Solid] = [
        Box(place.x, (place.y[0], place.y[0] + 8), skid, "wood", 0.5),
        Box(place.x, (place.y[0] + 8, base), skid, "steel", 0.8),
    ]
    for _ in range(int(rng.integers(12, 26))):
        solids += _part(place, base, rng)
    return bare(solids, place.x, place.y, skid)


def _part(place: Room, base: float, rng: Rng) -> list[Solid]:
    wide = float(rng.uniform(4, 0.45 * place.length))
    high = float(rng.uniform(4, 0.4 * (place.y[1] - base) + 6))
    deep = float(rng.uniform(3, 50))
    left = float(rng.uniform(place.x[0], place.x[1] - wide))
    low = float(rng.uniform(base, max(base + 1, place.y[1] - high)))
    depth = place.middle + float(rng.uniform(-55, 55))
    z = (depth - deep / 2, depth + deep / 2)
    x, y = (left, left + wide), (low, low + high)
    centre = (left + wide / 2, low + high / 2)
    kind = int(rng.integers(0, 7))
    material = str(rng.choice(["steel", "steel", "aluminium", "copper"]))
    rho = float(rng.uniform(0.2, 1.8))
    ends = (low, low + high) if rng.random() < 0.5 else (low + high, low)
    parts: dict[int, list[Solid]] = {
        2: [wheel(centre, z, min(wide, high) / 2, "steel", float(rng.uniform(0.5, 3)))],
        3: list(tube(x, (centre[1], depth), float(rng.uniform(1.5, 7)), 0.6)),
        4: [drum((centre[0], depth), y, min(wide, 30) / 2, material, rho)],
        5: [slanted(x, ends, float(rng.uniform(2, 6)), (depth - 2, depth + 2), ("steel", 3.0))],
        6: [plate(x, y, (depth - 0.2, depth + 0.2))],
    }
    return parts.get(kind, [Box(x, y, z, material, rho)])


def vehicles(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Cars, nose to tail."""
    out: list[Item] = []
    at = room.x[0] + float(rng.uniform(10, 40))
    while at + 385 < room.x[1] + 3 or not out:
        long = min(float(rng.uniform(385, 465)), room.x[1] - at - 2)
        out.append(_car(Room((at, at + long), room.y, room.z), rng))
        at += long + float(rng.uniform(15, 80)) * (1.5 - fill)
    return out


_ROOF_LINE = (72, 78, 82, 86, 90, 120, 138, 143, 143, 141, 137, 122, 96, 92, 86)
_BELT_LINE = (72, 78, 82, 86, 90, 91, 92, 93, 93, 93, 94, 94, 94, 92, 86)
# Start and stop as shares of the length, lower and upper edge, half depth in cm, material, g/cm3.
_CAR_PARTS = (
    (0.06, 0.21, 36, 78, 34, "aluminium", 1.2),
    (0.09, 0.18, 42, 66, 20, "steel", 2.3),
    (0.21, 0.30, 30, 50, 15, "aluminium", 1.4),
    (0.02, 0.04, 35, 70, 58, "aluminium", 0.5),
    (0.12, 0.17, 66, 84, 12, "lead", 0.9),
    (0.27, 0.30, 60, 95, 62, "plastic", 0.25),
    (0.40, 0.44, 45, 108, 52, "plastic", 0.14),
    (0.31, 0.43, 38, 52, 52, "plastic", 0.12),
    (0.64, 0.68, 45, 108, 58, "plastic", 0.14),
    (0.54, 0.67, 38, 52, 58, "plastic", 0.12),
    (0.66, 0.76, 26, 44, 45, "organic", 0.6),
    (0.30, 0.78, 27, 31, 6, "steel", 1.2),
    (0.84, 0.96, 26, 40, 12, "steel", 0.9),
    (0.00, 0.02, 40, 62, 78, "plastic", 0.3),
    (0.98, 1.00, 40, 62, 78, "plastic", 0.3),
)


def _car(place: Room, rng: Rng) -> Item:
    step = -1 if rng.random() < 0.5 else 1
    middle, floor, long = place.middle, place.y[0], place.length
    high = float(rng.uniform(0.95, 1.15))
    sill = np.full(15, floor + 26.0)
    roof = floor + high * np.asarray(_ROOF_LINE, float)[::step]
    belt = floor + high * np.asarray(_BELT_LINE, float)[::step]
    half = float(rng.uniform(82, 90))
    inside = (middle - half + 5, middle + half - 5)
    solids: list[Solid] = [
        outline(place.x, roof - 0.25, roof, inside, ("steel", 4.0)),
        outline(place.x, sill, sill + 3.0, inside, ("steel", 0.6)),
    ]
    for depth in (middle - half, middle + half):
        sheet = (depth - 0.13, depth + 0.13)
        solids.append(outline(place.x, sill, belt, sheet, ("steel", 7.87)))
        solids.append(outline(place.x, belt, roof, (depth - 0.2, depth + 0.2), ("glass", 2.5)))
    for start, stop, low, up, deep, material, rho in _CAR_PARTS:
        shares = (start, stop) if step == 1 else (1 - stop, 1 - start)
        x = (place.x[0] + shares[0] * long, place.x[0] + shares[1] * long)
        depth_span = (middle - deep, middle + deep)
        solids.append(Box(x, (floor + low, floor + up), depth_span, material, rho))
    solids += _small_parts(place, step, rng)
    for share in (0.19, 0.79):
        at = place.x[0] + (share if step == 1 else 1 - share) * long
        for side in (-1, 1):
            z = (middle + side * (half - 11) - 10, middle + side * (half - 11) + 10)
            solids += tyre((at, floor + 32), z, 32.0)
        solids.append(Box((at - 3, at + 3), (floor + 28, floor + 36), inside, "steel", 2.5))
    return bare(solids, place.x, (floor, floor + 145 * high), (middle - half, middle + half))


def _small_parts(place: Room, step: int, rng: Rng) -> list[Solid]:
    """Return what fills an engine bay, a cabin and a boot: pulleys, pipes, frames, boxes."""
    out: list[Solid] = []
    areas = (
        ((0.03, 0.24), (34.0, 82.0), 16),
        ((0.30, 0.75), (32.0, 100.0), 10),
        ((0.78, 0.97), (40.0, 80.0), 6),
    )
    for shares, heights, count in areas:
        ends = shares if step == 1 else (1 - shares[1], 1 - shares[0])
        x = (place.x[0] + ends[0] * place.length, place.x[0] + ends[1] * place.length)
        y = (place.y[0] + heights[0], place.y[0] + heights[1])
        area = Room(x, y, (place.middle - 60, place.middle + 60))
        for _ in range(count):
            out += _part(area, y[0], rng)
    return out


def tyres(room: Room, rng: Rng, fill: float) -> list[Item]:
    """Tyres lying flat in columns."""
    radius, wide = float(rng.uniform(28, 40)), float(rng.uniform(16, 26))
    out: list[Item] = []
    at = room.x[0] + radius + 2
    while at + radius < room.x[1]:
        for z in np.arange(room.z[0] + radius, room.z[1] - radius + 1, 2 * radius + 1):
            low = room.y[0]
            while low + wide < room.y[0] + fill * room.height * float(rng.uniform(0.85, 1.0)):
                spot = (at + float(rng.normal(0, 1.2)), float(z))
                y = (low, low + wide - 0.5)
                tread = (low + 1.5, low + wide - 2.0)
                body: list[Solid] = [
                    drum(spot, y, radius, "rubber", 1.05),
                    drum(spot, y, 0.6 * radius, "rubber", -1.05),
                    drum(spot, tread, 0.93 * radius, "rubber", -1.0),
                    drum(spot, tread, 0.6 * radius, "rubber", 1.0),
                    drum(spot, (low + 2, low + wide - 3), 0.95 * radius, "steel", 0.15),
                    drum(spot, (low + 2, low + wide - 3), 0.91 * radius, "steel", -0.15),
                ]
                x = (spot[0] - radius, spot[0] + radius)
                out.append(bare(body, x, y, (float(z) - radius, float(z) + radius)))
                low += wide
        at += 2 * radius + float(rng.uniform(0.5, 3))
    return out
