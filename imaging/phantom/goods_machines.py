"""Machines, vehicles and tyres."""

from __future__ import annotations

import numpy as np

from imaging.phantom.packing import Item, bare
from imaging.phantom.shapes import drum, outline, plate, slanted, tube, tyre, wheel
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room


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
