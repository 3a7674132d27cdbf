"""What no two units have alike: eyes and hooks along the walls, patches, and what hangs below.

A detector that has only ever seen one pattern of lashing rings and one empty chassis takes every
other one for cargo that does not belong. So the equipment of the scenes that it learns from carries
fittings drawn at random: common parts of road and rail vehicles and of freight containers, at
sizes of general knowledge, not of any maker.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from imaging.phantom.geometry import Span
from imaging.phantom.shapes import bar, drum, plate, tube, tyre, wheel
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room, Stage

_USUAL_HEIGHT = 240.0
"""Of a room in cm, at which fittings have their usual size."""
_UNDER_FROM = 80.0
"""Height of a floor in cm from which there is something below it."""
_WALLS, _BELOW, _ENDS = 0.85, 0.9, 0.5
"""Shares of units that carry fittings there."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Spot:
    """Where a fitting sits, and about how large it is, in cm."""

    x: float
    y: float
    z: float
    size: float

    def box(self, wide: float, high: float, deep: float) -> tuple[Span, Span, Span]:
        """Extents of a cuboid around the spot, in sizes."""
        halves = (0.5 * self.size * share for share in (wide, high, deep))
        dx, dy, dz = halves
        return (self.x - dx, self.x + dx), (self.y - dy, self.y + dy), (self.z - dz, self.z + dz)


def fittings(stage: Stage, rng: Rng) -> list[Solid]:
    """Draw what a unit carries beside its plain structure."""
    out: list[Solid] = []
    if not stage.belt and rng.random() < _WALLS:
        out += _on_walls(stage.room, rng)
    if stage.room.y[0] > _UNDER_FROM and rng.random() < _BELOW:
        out += _below(stage.room, rng)
    if not stage.belt and rng.random() < _ENDS:
        out += _at_ends(stage.room, rng)
    return out


def _between(rng: Rng, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


# --- along the walls ---------------------------------------------------------------------------


def _on_walls(room: Room, rng: Rng) -> list[Solid]:
    scale = room.height / _USUAL_HEIGHT
    out: list[Solid] = []
    for _ in range(int(rng.integers(0, 5))):
        out += _row(room, rng, scale)
    for _ in range(int(rng.integers(0, 3))):
        out += _patch(room, rng, scale)
    return out


def _row(room: Room, rng: Rng, scale: float) -> list[Solid]:
    """Return the same part again and again at one pitch, on one wall or on both."""
    part = _PARTS[int(rng.integers(len(_PARTS)))]
    size = scale * _between(rng, 3.0, 13.0)
    at_top, height = rng.random() < 0.5, scale * _between(rng, 1.0, 22.0)
    y = room.y[1] - height if at_top else room.y[0] + height
    if rng.random() < 0.2:
        y = _between(rng, room.y[0], room.y[1])
    pitch = scale * _between(rng, 25.0, 260.0)
    walls = ((room.z[0],), (room.z[1],), room.z)[int(rng.integers(3))]
    material = str(rng.choice(["steel", "steel", "aluminium", "plastic"]))
    start = room.x[0] + _between(rng, 0.0, pitch)
    out: list[Solid] = []
    for x in np.arange(start, room.x[1], pitch):
        for z in walls:
            out += part(_Spot(float(x), y, z, size), material)
    return out


def _eye(spot: _Spot, _material: str) -> list[Solid]:
    thick = 0.14 * spot.size
    x = (spot.x - 0.5 * spot.size, spot.x + 0.5 * spot.size)
    return [
        *tube(x, (spot.y - 0.4 * spot.size, spot.z), thick, 0.6 * thick),
        *tube(x, (spot.y + 0.4 * spot.size, spot.z), thick, 0.6 * thick),
        plate((x[0], x[0] + thick), _around(spot.y, 0.8 * spot.size), _around(spot.z, thick)),
        plate((x[1] - thick, x[1]), _around(spot.y, 0.8 * spot.size), _around(spot.z, thick)),
    ]


def _around(middle: float, length: float) -> Span:
    return middle - 0.5 * length, middle + 0.5 * length


def _lug(spot: _Spot, material: str) -> list[Solid]:
    return [plate(*spot.box(0.5, 1.0, 0.12), material)]


def _block(spot: _Spot, material: str) -> list[Solid]:
    x, y, z = spot.box(1.0, 0.8, 0.5)
    return [Box(x, y, z, material, 1.1)]


def _washer(spot: _Spot, material: str) -> list[Solid]:
    z = _around(spot.z, 1.2)
    centre = (spot.x, spot.y)
    return [
        wheel(centre, z, 0.5 * spot.size, material, 2.4),
        wheel(centre, z, 0.3 * spot.size, material, -2.4),
    ]


def _hook(spot: _Spot, _material: str) -> list[Solid]:
    x, y, z = spot.box(0.25, 1.2, 0.15)
    foot = (spot.x - 0.1 * spot.size, spot.x + 0.6 * spot.size)
    return [plate(x, y, z), bar(foot, (y[0], spot.z), 0.1 * spot.size, "steel", 7.87)]


_PARTS: tuple[Callable[[_Spot, str], list[Solid]], ...] = (_eye, _lug, _block, _washer, _hook)


def _patch(room: Room, rng: Rng, scale: float) -> list[Solid]:
    """Return a repair plate, a side door's frame, a notice board or a slat on one wall."""
    wide, high = scale * _between(rng, 15.0, 150.0), scale * _between(rng, 15.0, 120.0)
    x0 = _between(rng, room.x[0], max(room.x[0] + 1.0, room.x[1] - wide))
    y0 = _between(rng, room.y[0], max(room.y[0] + 1.0, room.y[1] - high))
    z = room.z[int(rng.integers(2))]
    name = str(rng.choice(["steel", "aluminium", "wood", "plastic"]))
    thick = {"steel": 0.3, "aluminium": 0.8, "wood": 2.5, "plastic": 1.5}[name] * scale
    sheet = (z - 0.5 * thick, z + 0.5 * thick)
    x, y = (x0, min(x0 + wide, room.x[1])), (y0, min(y0 + high, room.y[1]))
    if rng.random() < 0.5:
        return [plate(x, y, sheet, name)]
    rim = 0.06 * min(wide, high) + 0.3
    edges = [(x, (y[0], y[0] + rim)), (x, (y[1] - rim, y[1]))]
    edges += [((x[0], x[0] + rim), y), ((x[1] - rim, x[1]), y)]
    return [plate(along, up, sheet, name) for along, up in edges]


# --- below the floor ---------------------------------------------------------------------------


def _below(room: Room, rng: Rng) -> list[Solid]:
    out: list[Solid] = []
    for _ in range(int(rng.integers(2, 11))):
        spot = _Spot(
            _between(rng, room.x[0] - 20.0, room.x[1] + 20.0),
            room.y[0] - 18.0 - _between(rng, 0.0, 75.0),
            room.middle + _between(rng, -105.0, 105.0),
            _between(rng, 8.0, 60.0) if rng.random() < 0.6 else _between(rng, 3.0, 12.0),
        )
        out += _GEAR[int(rng.integers(len(_GEAR)))](spot, rng)
    return out


def _reservoir(spot: _Spot, rng: Rng) -> list[Solid]:
    long = spot.size * _between(rng, 1.2, 4.0)
    return list(tube(_around(spot.x, long), (spot.y, spot.z), 0.4 * spot.size, 0.4))


def _cross_tank(spot: _Spot, rng: Rng) -> list[Solid]:
    """Return a tank or a pipe that lies across: a ring in the picture."""
    z = _around(spot.z, spot.size * _between(rng, 1.0, 3.0))
    radius, wall = 0.45 * spot.size, _between(rng, 0.25, 0.7)
    centre = (spot.x, spot.y)
    return [
        wheel(centre, z, radius, "steel", 7.87),
        wheel(centre, z, max(radius - wall, 0.2), "steel", -7.87),
    ]


def _tool_box(spot: _Spot, rng: Rng) -> list[Solid]:
    x, y, z = spot.box(_between(rng, 0.8, 2.5), _between(rng, 0.5, 1.1), 1.0)
    return [Box(x, y, z, "steel", _between(rng, 0.1, 0.6))]


def _battery_box(spot: _Spot, rng: Rng) -> list[Solid]:
    x, y, z = spot.box(1.0, 0.6, 0.7)
    return [Box(x, y, z, str(rng.choice(["battery", "plastic", "aluminium"])), 1.2)]


def _fuel_tank(spot: _Spot, rng: Rng) -> list[Solid]:
    x, y, z = spot.box(_between(rng, 1.2, 2.5), 0.9, 0.9)
    level = y[0] + (y[1] - y[0]) * _between(rng, 0.1, 0.9)
    return [
        Box(x, (y[0], level), z, "organic", 0.83),
        Box(x, y, z, "aluminium", 0.12),
    ]


def _spare_wheel(spot: _Spot, rng: Rng) -> list[Solid]:
    if rng.random() < 0.5:
        return list(tyre((spot.x, spot.y), _around(spot.z, 24.0), 0.5 * spot.size + 10.0))
    centre = (spot.x, spot.z)
    return [drum(centre, _around(spot.y, 24.0), 0.5 * spot.size + 10.0, "rubber", 0.35)]


def _bracket(spot: _Spot, rng: Rng) -> list[Solid]:
    x, y, z = spot.box(_between(rng, 0.1, 0.8), _between(rng, 0.3, 1.5), _between(rng, 0.1, 0.8))
    return [Box(x, y, z, "steel", _between(rng, 0.8, 5.0))]


def _rail(spot: _Spot, rng: Rng) -> list[Solid]:
    """Return a side guard, a hose or a pipe along the unit."""
    run = _around(spot.x, _between(rng, 60.0, 420.0))
    name = str(rng.choice(["steel", "aluminium", "rubber"]))
    density = {"steel": 7.87, "aluminium": 2.7, "rubber": 1.1}[name]
    return [bar(run, (spot.y, spot.z), _between(rng, 0.5, 3.5), name, density)]


def _leg(spot: _Spot, rng: Rng) -> list[Solid]:
    wide = _between(rng, 5.0, 16.0)
    y = (spot.y - _between(rng, 10.0, 45.0), spot.y + 30.0)
    shoe = (spot.x - wide, spot.x + wide)
    z = _around(spot.z, wide)
    return [
        Box(_around(spot.x, wide), y, z, "steel", _between(rng, 1.0, 3.0)),
        plate(shoe, (y[0] - 2.0, y[0]), z),
    ]


_GEAR: tuple[Callable[[_Spot, Rng], list[Solid]], ...] = (
    _reservoir,
    _cross_tank,
    _cross_tank,
    _tool_box,
    _battery_box,
    _fuel_tank,
    _spare_wheel,
    _bracket,
    _bracket,
    _rail,
    _leg,
)


# --- at the ends and on the roof ---------------------------------------------------------------


def _at_ends(room: Room, rng: Rng) -> list[Solid]:
    out: list[Solid] = []
    for side in (0, 1):
        outward = -1.0 if side == 0 else 1.0
        if rng.random() < 0.5:
            out += _end_wall(room.x[side], outward, room, rng)
        if rng.random() < 0.3:
            out += _machine(room.x[side] + outward * 9.0, outward, room, rng)
    for _ in range(int(rng.integers(0, 4))):
        x = _around(_between(rng, *room.x), _between(rng, 8.0, 70.0))
        y = (room.y[1] + 6.0, room.y[1] + 6.0 + _between(rng, 1.5, 9.0))
        z = _around(room.middle + _between(rng, -80.0, 80.0), _between(rng, 8.0, 60.0))
        out.append(Box(x, y, z, str(rng.choice(["aluminium", "plastic", "steel"])), 0.3))
    return out


def _outside(at: float, outward: float, near: float, far: float) -> Span:
    ends = (at + outward * near, at + outward * far)
    return min(ends), max(ends)


def _end_wall(at: float, outward: float, room: Room, rng: Rng) -> list[Solid]:
    """Return a stronger end: lining, posts, and beams across it."""
    depth = _between(rng, 1.5, 9.0)
    x = _outside(at, outward, 0.0, depth)
    z = (room.z[0], room.z[1])
    out: list[Solid] = [Box(x, room.y, z, "steel", _between(rng, 0.05, 0.7))]
    pitch = room.height / float(rng.integers(2, 8))
    for y in np.arange(room.y[0] + _between(rng, 0.0, pitch), room.y[1], pitch):
        height = (float(y), min(float(y) + _between(rng, 2.0, 8.0), room.y[1]))
        out.append(Box(x, height, z, "steel", _between(rng, 0.5, 3.0)))
    return out


def _machine(at: float, outward: float, room: Room, rng: Rng) -> list[Solid]:
    """Return what stands before an end wall: a cooler, an air deflector, a ladder, a locker."""
    deep = _between(rng, 12.0, 45.0)
    x = _outside(at, outward, 0.0, deep)
    low = room.y[0] + room.height * _between(rng, 0.0, 0.75)
    y = (low, min(low + room.height * _between(rng, 0.15, 0.6), room.y[1]))
    half = room.depth * _between(rng, 0.15, 0.48)
    z = (room.middle - half, room.middle + half)
    name = str(rng.choice(["plastic", "aluminium", "steel"]))
    out: list[Solid] = [Box(x, y, z, name, _between(rng, 0.02, 0.15))]
    for _ in range(int(rng.integers(0, 4))):
        spot = _Spot(_between(rng, *x), _between(rng, *y), _between(rng, *z), 0.4 * deep)
        out += _GEAR[int(rng.integers(4))](spot, rng)
    return out
