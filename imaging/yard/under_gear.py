"""What is under and before the cargo: wheels, frames, bogies, a cab."""

from __future__ import annotations

import numpy as np

from imaging.yard.grid import Cuboid, Span, around
from imaging.yard.hold import Hold
from imaging.yard.shapes import beam, outline, ring, roller
from imaging.yard.texture import Rng


def road_axle(hold: Hold, x: float, z: Span, across: float = 100.0) -> None:
    """Twin tyres on both sides of an axle, hub height from their size."""
    y = across / 2
    hold.add(
        "steel", roller(hold.grid, around((x, y, sum(z) / 2), (13, 13, z[1] - z[0])), "z"), 3.5
    )
    drum = around((x, y, sum(z) / 2), (40, 40, z[1] - z[0] - 40))
    hold.add("steel", roller(hold.grid, drum, "z", hole=36), 0.5)
    for side in (z[0] + 16, z[0] + 48, z[1] - 48, z[1] - 16):
        tyre = around((x, y, side), (across, across, 27))
        hold.add("rubber", ring(hold.grid, tyre, "z", 0.24 * across), 0.75)
        hold.add("steel", ring(hold.grid, tyre, "z", 0.24 * across), 0.12)
        rim = around((x, y, side), (0.56 * across, 0.56 * across, 24))
        hold.add("steel", roller(hold.grid, rim, "z", hole=0.5 * across), 2.0)
        disc = around((x, y, side), (0.5 * across, 0.5 * across, 3))
        hold.add("steel", roller(hold.grid, disc, "z", hole=12), 3.0)


def girders(hold: Hold, span: Span, y: Span, z: Span) -> None:
    """Two beams along the frame, with flanges, and what ties them."""
    middle = sum(z) / 2
    for side in (middle - 48, middle + 36):
        hold.box("steel", Cuboid(span, y, (side + 5, side + 6)))
        for edge in (y[0], y[1] - 1.4):
            hold.box("steel", Cuboid(span, (edge, edge + 1.4), (side, side + 12)))
    for x in np.arange(span[0] + 40, span[1] - 30, 150.0):
        tie = Cuboid((float(x), float(x) + 8), (y[0] + 4, y[1] - 4), (z[0] + 8, z[1] - 8))
        hold.box("steel", tie, 0.7)


def chassis(hold: Hold, rng: Rng, span: Span, deck: float, z: Span) -> None:
    """A trailer's frame under a container: girders, axles at the rear, legs at the front."""
    girders(hold, span, (deck - 32, deck - 2), z)
    axles = 3 if span[1] - span[0] > 1000 else 2
    for index in range(axles):
        x = span[1] - 90 - 128 * index
        road_axle(hold, x, z, float(rng.uniform(94, 106)))
        hanger = Cuboid((x - 35, x + 35), (45, 55), (z[0] + 70, z[0] + 78))
        hold.box("steel", hanger, 4.0)
    leg = span[0] + float(rng.uniform(0.18, 0.28)) * (span[1] - span[0])
    for side in (z[0] + 28, z[1] - 42):
        hold.shell("steel", Cuboid((leg, leg + 13), (14, deck - 10), (side, side + 13)), 0.9)
        hold.box("steel", Cuboid((leg - 8, leg + 22), (8, 14), (side - 4, side + 18)), 2.0)
    hold.box("steel", Cuboid((span[1] - 6, span[1]), (42, 56), (z[0] + 10, z[1] - 10)), 0.8)
    clutter(hold, rng, Cuboid(span, (deck - 45, deck - 5), (z[0] + 10, z[1] - 10)), 36)
    air = around((span[1] - 300, deck - 50, sum(z) / 2), (30, 26, 90))
    hold.add("steel", roller(hold.grid, air, "z", hole=25), 2.0)


def clutter(hold: Hold, rng: Rng, room: Cuboid, count: int) -> None:
    """Hoses, brackets, boxes and rods that hang about under a floor."""
    for _ in range(count):
        x, y, z = (float(rng.uniform(*span)) for span in (room.x, room.y, room.z))
        kind = int(rng.integers(4))
        if kind == 0:
            size = rng.uniform((4, 3, 4), (30, 18, 40))
            hold.box("steel", around((x, y, z), tuple(size)), float(rng.uniform(0.3, 3.0)))
        elif kind == 1:
            far = (x + float(rng.normal(0, 120)), y + float(rng.normal(0, 7)))
            hold.add(
                "steel", beam(hold.grid, ((x, y), far), float(rng.uniform(1, 4)), (z, z + 3)), 5.0
            )
        elif kind == 2:
            far = (x + float(rng.normal(0, 60)), y + float(rng.normal(0, 16)))
            hold.add("rubber", beam(hold.grid, ((x, y), far), 2.5, (z, z + 3)), 1.0)
        else:
            across = float(rng.uniform(4, 16))
            bolt = around((x, y, z), (across, across, float(rng.uniform(3, 30))))
            hold.add("steel", roller(hold.grid, bolt, "z", hole=0.5 * across), 6.0)


def bogie(hold: Hold, x: float, z: Span) -> None:
    """Two wheelsets of a rail car in side frames, with springs."""
    for wheel in (x - 88, x + 88):
        for side in (z[0] + 40, z[1] - 52):
            disc = around((wheel, 46, side + 6), (84, 84, 13))
            hold.add("steel", roller(hold.grid, disc, "z", hole=66), 7.0)
            plate = around((wheel, 46, side + 6), (66, 66, 3))
            hold.add("steel", roller(hold.grid, plate, "z"), 7.0)
        hold.add(
            "steel", roller(hold.grid, around((wheel, 46, sum(z) / 2), (17, 17, 200)), "z"), 7.0
        )
    for side in (z[0] + 22, z[1] - 34):
        frame = [
            (x - 105, 40),
            (x - 105, 60),
            (x - 40, 78),
            (x + 40, 78),
            (x + 105, 60),
            (x + 105, 40),
            (x + 35, 26),
            (x - 35, 26),
        ]
        hold.add("steel", outline(hold.grid, frame, (side, side + 12)), 2.6)
        for spring in (x - 16, x, x + 16):
            coil = around((spring, 48, side + 6), (12, 24, 12))
            hold.add("steel", roller(hold.grid, coil, "y", hole=7), 3.0)
    hold.box("steel", Cuboid((x - 18, x + 18), (52, 80), z), 0.7)


def rail_frame(hold: Hold, rng: Rng, span: Span, deck: float, z: Span) -> None:
    """Centre sill, side sills with holes, cross bearers, brake gear, couplers."""
    middle = sum(z) / 2
    hold.shell("steel", Cuboid(span, (deck - 46, deck - 8), (middle - 22, middle + 22)), 1.2)
    for side in (z[0], z[1] - 2):
        hold.box("steel", Cuboid(span, (deck - 22, deck), (side, side + 1.2)))
    step = float(rng.uniform(11, 24))
    for x in np.arange(span[0] + 10, span[1] - 10, step):
        bar = Cuboid(
            (float(x), float(x) + 0.45 * step), (deck - 34, deck - 25), (z[0] + 2, z[0] + 5)
        )
        hold.box("steel", bar, 6.0)
    for x in np.arange(span[0] + 60, span[1] - 60, 140.0):
        bearer = Cuboid((float(x), float(x) + 7), (deck - 30, deck - 2), (z[0] + 3, z[1] - 3))
        hold.box("steel", bearer, 0.8)
    for x in (span[0] + 190, span[1] - 190):
        bogie(hold, x, z)
    for end, out in ((span[0], -1), (span[1], 1)):
        knuckle = around((end + out * 22, deck - 30, middle), (60, 22, 26))
        hold.box("steel", knuckle, 5.0)
    clutter(hold, rng, Cuboid(span, (deck - 62, deck - 12), (z[0] + 8, z[1] - 8)), 70)
    rod = ((span[0] + 200, deck - 55), (span[1] - 220, deck - 48))
    hold.add("steel", beam(hold.grid, rod, 4, (middle + 30, middle + 34)), 7.0)
    cylinder = around(((span[0] + span[1]) / 2 + 40, deck - 52, middle + 45), (85, 34, 34))
    hold.add("steel", roller(hold.grid, cylinder, "x", hole=31), 4.0)


def cab(hold: Hold, rng: Rng, x: Span, z: Span) -> None:
    """A truck's cab, engine, fuel tank and front axle."""
    (x0, x1), top = x, float(rng.uniform(255, 290))
    shape = [(x0, 60), (x0 - 4, 150), (x0 + 25, top - 25), (x0 + 70, top), (x1, top), (x1, 60)]
    for side in ((z[0] + 4, z[0] + 8), (z[1] - 8, z[1] - 4)):
        hold.add("steel", outline(hold.grid, shape, side), 0.35)
    hold.box("steel", Cuboid((x0 + 30, x1), (top - 1, top), (z[0] + 8, z[1] - 8)), 1.6)
    hold.box("steel", Cuboid((x1 - 1, x1), (80, top), (z[0] + 8, z[1] - 8)), 1.6)
    hold.box("steel", Cuboid((x0 + 4, x1), (95, 97), (z[0] + 8, z[1] - 8)), 1.6)
    front = Cuboid((x0, x1 + 60), (50, 110), (z[0] + 15, z[1] - 15))
    clutter(hold, rng, front, 40)
    engine = Cuboid((x0 + 12, x0 + 110), (68, 135), (sum(z) / 2 - 38, sum(z) / 2 + 38))
    hold.box("steel", engine, float(rng.uniform(0.9, 1.6)))
    hold.box("steel", engine.shrunk(14), 2.2)
    for seat in (x0 + 75, x0 + 95):
        back = ((seat, 125), (seat + 20, 190))
        for near in (z[0] + 30, z[1] - 85):
            hold.add("polymer", beam(hold.grid, back, 16, (near, near + 52)), 0.12)
    tank = around((x1 + 90, 72, z[0] + 40), (110, 52, 52))
    hold.add("liquid", roller(hold.grid, tank, "x"), float(rng.uniform(0.2, 0.85)))
    hold.add("aluminium", roller(hold.grid, tank, "x", hole=51), 1.2)
    road_axle(hold, x0 + 95, (z[0] + 22, z[1] - 22), 96)
