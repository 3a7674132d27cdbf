"""Trailers, straight trucks, rail cars, air cargo units and belts."""

from __future__ import annotations

import numpy as np

from imaging.phantom.containers import axle, comb
from imaging.phantom.geometry import Span
from imaging.phantom.shapes import bar, outline, plate, rows_of, tube, wheel
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room

_STEEL, _ALUMINIUM = 7.87, 2.7


def van_body(x: Span, y: Span, middle: float, rng: Rng) -> tuple[list[Solid], Room]:
    """Return a van body of sheet and posts: aluminium walls and roof, wood floor, bows, doors."""
    z = (middle - 129.0, middle + 129.0)
    length = x[1] - x[0]
    pitch = float(rng.choice([40.6, 61.0]))
    posts = comb(length, pitch, 4.0, float(rng.uniform(0, pitch)))
    out: list[Solid] = []
    for depth in (z[0], z[1] - 3.0):
        skin = (depth, depth + 0.13)
        out.append(Box(x, y, skin, "aluminium", _ALUMINIUM))
        out.append(Box(x, y, (depth + 0.2, depth + 2.5), "aluminium", 0.7, posts))
        out.append(Box(x, y, (depth + 2.5, depth + 3.1), "wood", 0.6))
        out.append(Box(x, (y[0] - 10, y[0] + 12), (depth, depth + 2), "aluminium", 2.0))
        out.append(Box(x, (y[1] - 12, y[1]), (depth, depth + 2), "aluminium", 2.0))
    bows = comb(length, 61.0, 4.0, 20.0)
    out.append(Box(x, (y[1], y[1] + 0.12), z, "aluminium", _ALUMINIUM))
    out.append(Box(x, (y[1] - 3, y[1]), z, "aluminium", 0.8, bows))
    out.append(Box(x, (y[0] - 3.2, y[0]), z, "wood", 0.7))
    beams = comb(length, 30.5, 0.5, 5.0)
    out.append(Box(x, (y[0] - 13, y[0] - 3.2), z, "steel", _STEEL, beams))
    out.append(Box((x[1] - 4, x[1]), y, z, "wood", 0.5))
    out.append(Box((x[0], x[0] + 3), y, z, "aluminium", 0.5))
    for spot in np.linspace(z[0] + 30, z[1] - 30, 4):
        pole = (float(spot) - 1.5, float(spot) + 1.5)
        out.append(Box((x[1], x[1] + 3), (y[0] - 6, y[1]), pole, "steel", 3.5))
    for end in ((x[0], x[0] + 8), (x[1] - 7, x[1])):
        out += [
            Box(end, (y[0] - 10, y[1]), post, "steel", 0.9)
            for post in ((z[0], z[0] + 6), (z[1] - 6, z[1]))
        ]
    room = Room((x[0] + 6, x[1] - 7), (y[0], y[1] - 5), (z[0] + 5, z[1] - 5))
    return out, room


def trailer_gear(x: Span, floor: float, middle: float) -> list[Solid]:
    """Return what is under a 53' trailer: king-pin plate, landing legs, sliding tandem, bumper."""
    out: list[Solid] = []
    under = floor - 13.0
    out.append(
        Box((x[0] + 40, x[0] + 180), (under - 2, under), (middle - 60, middle + 60), "steel", 6)
    )
    for depth in (middle - 80.0, middle + 80.0):
        leg = (x[0] + 285.0, x[0] + 297.0)
        out.append(Box(leg, (20.0, under), (depth - 5, depth + 5), "steel", 2.0))
        out.append(plate((leg[0] - 10, leg[1] + 10), (18.0, 20.0), (depth - 12, depth + 12)))
    rails = (x[1] - 520.0, x[1] - 60.0)
    for depth in (middle - 52.0, middle + 52.0):
        out.append(plate(rails, (under - 14, under), (depth - 0.6, depth + 0.6)))
        out.append(plate(rails, (under - 15, under - 14), (depth - 5, depth + 5)))
        out.append(bar(rails, (under - 34, depth), 6.0, "steel", 2.2))
    for spot in (x[1] - 330.0, x[1] - 206.0):
        out += axle((spot, 50.0), middle, 50.0)
    out.append(Box((x[1] - 8, x[1]), (45.0, 57.0), (middle - 110, middle + 110), "steel", 2.0))
    return out


def truck_front(x: Span, floor: float, middle: float) -> list[Solid]:
    """Return the cab, engine, gearbox, frame, tank and front axle of a straight truck."""
    width = (middle - 105.0, middle + 105.0)
    roof = np.array([150.0, 165.0, 235.0, 262.0, 265.0, 262.0])
    floor_line = np.full(6, 92.0)
    out: list[Solid] = []
    for depth in (width[0], width[1]):
        sheet = (depth - 0.08, depth + 0.08)
        out.append(outline(x, floor_line, roof, sheet, ("steel", _STEEL)))
    out.append(outline(x, roof - 0.5, roof, width, ("steel", 2.5)))
    engine = (x[0] + 22, x[0] + 122)
    out.append(Box(engine, (78, 140), (middle - 32, middle + 32), "steel", 2.3))
    out.append(
        Box((engine[0] + 10, engine[1] - 20), (95, 150), (middle - 20, middle + 20), "steel", 1.5)
    )
    out.append(
        Box((engine[1], engine[1] + 70), (72, 105), (middle - 18, middle + 18), "aluminium", 1.7)
    )
    out.append(Box((x[0] + 6, x[0] + 14), (85, 150), (middle - 45, middle + 45), "aluminium", 0.9))
    for side in (-1.0, 1.0):
        seat = (middle + side * 55 - 25, middle + side * 55 + 25)
        out.append(Box((x[1] - 75, x[1] - 30), (125, 140), seat, "plastic", 0.15))
        out.append(Box((x[1] - 38, x[1] - 26), (135, 205), seat, "plastic", 0.15))
        wheels = (middle + side * 104.0 - 14, middle + side * 104.0 + 14)
        out += _front_wheel(x[0] + 95.0, wheels)
    out.append(Box((x[0] + 89, x[0] + 101), (46, 58), (middle - 95, middle + 95), "steel", 4.0))
    out += [
        plate((x[0], x[1] + 740), (floor - 36, floor - 14), (depth - 0.5, depth + 0.5))
        for depth in (middle - 43.0, middle + 43.0)
    ]
    tank = (x[1] + 40.0, x[1] + 150.0)
    out.append(Box(tank, (55, 100), (middle - 100, middle - 52), "plastic", 0.75))
    return out


def _front_wheel(at: float, z: Span) -> list[Solid]:
    return [
        wheel((at, 50.0), z, 50.0, "rubber", 0.8),
        wheel((at, 50.0), z, 27.0, "steel", 0.6),
        wheel((at, 50.0), z, 14.0, "steel", 1.8),
    ]


def box_car(x: Span, floor: float, height: float, middle: float) -> tuple[list[Solid], Room]:
    """Return a rail box car: walls with posts, plug door, centre sill, bogies, couplers."""
    z = (middle - 150.0, middle + 150.0)
    y = (floor, floor + height)
    length = x[1] - x[0]
    posts = comb(length, 96.0, 7.0, 30.0)
    out: list[Solid] = []
    for depth in (z[0], z[1] - 6.0):
        out.append(Box(x, y, (depth, depth + 0.25), "steel", _STEEL))
        out.append(Box(x, y, (depth, depth + 6.0), "steel", 1.1, posts))
        out.append(Box(x, (y[0] - 22, y[0]), (depth, depth + 3), "steel", 3.0))
        out.append(Box(x, (y[1] - 12, y[1]), (depth, depth + 5), "steel", 1.6))
    door = (0.5 * (x[0] + x[1]) - 150.0, 0.5 * (x[0] + x[1]) + 150.0)
    out += [Box(door, bar_y, (z[0] - 4, z[0]), "steel", 2.0) for bar_y in rows_of(y, 4.0, 42.0)]
    out += [
        Box((edge, edge + 5), y, (z[0] - 6, z[0] + 2), "steel", 2.4)
        for edge in (door[0], door[1] - 5.0)
    ]
    out.append(Box(x, (y[1], y[1] + 0.3), z, "steel", _STEEL))
    out.append(Box(x, (y[1] + 0.3, y[1] + 3), z, "steel", 0.9, comb(length, 60.0, 5.0, 0.0)))
    out.append(Box(x, (y[0] - 5.7, y[0]), z, "wood", 0.75))
    out.append(Box(x, (y[0] - 17, y[0] - 6), z, "steel", _STEEL, comb(length, 120.0, 1.2, 40.0)))
    out += [Box(end, y, z, "steel", 0.55) for end in ((x[0], x[0] + 10), (x[1] - 10, x[1]))]
    out += [
        plate((x[0] - 50, x[1] + 50), (y[0] - 56, y[0] - 18), (depth - 0.9, depth + 0.9))
        for depth in (middle - 17.0, middle + 17.0)
    ]
    for spot in (x[0] + 175.0, x[1] - 175.0):
        out += bogie(spot, middle)
    out += [
        Box(end, (74, 100), (middle - 13, middle + 13), "steel", 4.5)
        for end in ((x[0] - 62, x[0] - 4), (x[1] + 4, x[1] + 62))
    ]
    room = Room((x[0] + 14, x[1] - 14), (y[0], y[1] - 6), (z[0] + 8, z[1] - 8))
    return out, room


def bogie(spot: float, middle: float) -> list[Solid]:
    """Return a two-axle rail bogie; ``spot`` is its pivot along x."""
    out: list[Solid] = []
    for at in (spot - 86.0, spot + 86.0):
        for depth in (middle - 75.0, middle + 75.0):
            out.append(wheel((at, 42.0), (depth - 1.5, depth + 1.5), 42.0, "steel", _STEEL))
            out.append(wheel((at, 42.0), (depth - 6.5, depth + 6.5), 42.0, "steel", 2.2))
            out.append(wheel((at, 42.0), (depth - 6.5, depth + 6.5), 36.0, "steel", -2.2))
        out.append(Box((at - 8, at + 8), (34, 50), (middle - 100, middle + 100), "steel", 5.5))
    line = np.array([38.0, 38.0, 30.0, 22.0, 30.0, 38.0, 38.0])
    for depth in (middle - 98.0, middle + 98.0):
        frame = (depth - 7.0, depth + 7.0)
        out.append(outline((spot - 105, spot + 105), line, line + 20.0, frame, ("steel", 3.5)))
        for offset in (-14.0, 0.0, 14.0):
            spring = (spot + offset - 5, spot + offset + 5)
            out.append(Box(spring, (34, 60), frame, "steel", 2.5))
    out.append(Box((spot - 22, spot + 22), (52, 70), (middle - 105, middle + 105), "steel", 1.4))
    return out


def air_unit(start: float, middle: float, rng: Rng) -> tuple[list[Solid], Room]:
    """Return an AKE container with its cut corner, or a PMC pallet under its net."""
    pallet = bool(rng.random() < 0.45)
    width, height, depth = (240.0, 160.0, 210.0) if pallet else (200.0, 163.0, 153.0)
    x, y = (start, start + width), (14.0, 14.0 + height)
    z = (middle - depth / 2, middle + depth / 2)
    out: list[Solid] = [plate(x, (12.0, 14.0), z, "aluminium")]
    for roll in np.arange(start - 25.0, x[1] + 25.0, 18.0):
        centre = (float(roll), 6.0)
        out.append(wheel(centre, (z[0] - 8, z[1] + 8), 3.2, "steel", 2.4))
    if pallet:
        out += _net(x, y, z)
        return out, Room((x[0] + 4, x[1] - 4), y, (z[0] + 3, z[1] - 3))
    cut = 44.0
    lower, upper = np.array([y[0] + cut, y[0], y[0], y[0]]), np.full(4, y[1])
    for sheet in (z[0], z[1] - 0.15):
        side = (sheet, sheet + 0.15)
        out.append(outline(x, lower, upper, side, ("aluminium", _ALUMINIUM)))
    out.append(plate((x[0] + cut, x[1]), (y[1], y[1] + 0.15), z, "aluminium"))
    out.append(outline((x[0], x[0] + 66.0), lower[:2], lower[:2] + 0.3, z, ("aluminium", 1.6)))
    for post in (x[0] + 66.0, x[1] - 3.0):
        out += [
            Box((post, post + 3), y, edge, "aluminium", 1.8)
            for edge in ((z[0], z[0] + 3), (z[1] - 3, z[1]))
        ]
    for at in (x[0], x[1] - 0.15):
        low = y[0] + (cut if at == x[0] else 0.0)
        out.append(plate((at, at + 0.15), (low, y[1]), z, "aluminium"))
    room = Room((x[0] + 68, x[1] - 5), (y[0], y[1] - 3), (z[0] + 3, z[1] - 3))
    return out, room


def _net(x: Span, y: Span, z: Span) -> list[Solid]:
    out: list[Solid] = []
    for row in rows_of(y, 1.0, 14.0):
        out += [bar(x, (row[0], edge), 0.5, "plastic", 1.1) for edge in (z[0] - 1.0, z[1] + 1.0)]
    for column in rows_of(x, 1.0, 14.0):
        out += [
            Box(column, y, side, "plastic", 0.9)
            for side in ((z[0] - 1.5, z[0] - 0.5), (z[1] + 0.5, z[1] + 1.5))
        ]
    return out


def belt(length: float, middle: float) -> tuple[list[Solid], Room]:
    """Return a conveyor: two rubber belts on a slider bed, with a side guide."""
    x = (-5.0, length + 5.0)
    z = (middle - 42.0, middle + 42.0)
    out: list[Solid] = [
        Box(x, (9.4, 10.0), z, "rubber", 1.15),
        plate(x, (8.9, 9.1), z, "aluminium"),
        Box(x, (3.0, 3.6), z, "rubber", 1.15),
    ]
    out += tube(x, (7.0, z[0] + 2), 1.2, 0.25)
    return out, Room((4.0, length - 4.0), (10.0, 54.0), (middle - 32.0, middle + 32.0))
