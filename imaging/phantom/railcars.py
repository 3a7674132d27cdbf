"""Rail cars of a whole train, each from one pulling face of its couplers to the other.

Dimensions are round figures of North American freight cars: deck about 1.1 m and coupler 0.87 m
above the rail (AAR S-2034 allows 0.80 to 0.88), bodies 11 to 29 m, couplers 0.5 to 0.75 m beyond.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from imaging.phantom.commodities import CATALOGUE
from imaging.phantom.containers import ContainerPlace, comb, container
from imaging.phantom.geometry import Span
from imaging.phantom.shapes import outline, plate
from imaging.phantom.solids import Box, Rod, Solid
from imaging.phantom.stage import Rng, Room
from imaging.phantom.vehicles import bogie, box_car

_STEEL = 7.87
_HALF_WIDE = 150.0
_BOX_CAR_REACH = 62.0
_DECK = 112.0

Car = tuple[list[Solid], float]
"""Bodies, and the length over the couplers in cm."""


def _coupled(body: Span, middle: float, reach: float) -> list[Solid]:
    """Return what every car has below its deck: draught sill, couplers with hoses, two bogies."""
    out: list[Solid] = [
        plate((body[0] - 20, body[1] + 20), (56, 94), (depth - 0.9, depth + 0.9))
        for depth in (middle - 17.0, middle + 17.0)
    ]
    for face, inner in ((body[0] - reach, body[0] - 4), (body[1] + reach, body[1] + 4)):
        ends = (min(face, inner), max(face, inner))
        out.append(Box(ends, (74, 100), (middle - 13, middle + 13), "steel", 4.5))
        hose = (face, face + 3.0) if face < inner else (face - 3.0, face)
        out.append(Box(hose, (35, 74), (middle + 18, middle + 23), "rubber", 1.0))
    for spot in (body[0] + 175.0, body[1] - 175.0):
        out += bogie(spot, middle)
    return out


def _deck(body: Span, middle: float) -> list[Solid]:
    """Return a flat car's deck and its fish-bellied side sills."""
    z = (middle - _HALF_WIDE, middle + _HALF_WIDE)
    belly = np.array([86.0, 86.0, 66.0, 62.0, 62.0, 66.0, 86.0, 86.0])
    top = np.full(8, _DECK - 6.0)
    out: list[Solid] = [Box(body, (_DECK - 6, _DECK), z, "wood", 0.7)]
    out.append(plate(body, (_DECK - 7, _DECK - 6), z))
    out += [
        outline(body, belly, top, (depth - 0.7, depth + 0.7), ("steel", _STEEL))
        for depth in (z[0] + 1.0, z[1] - 1.0)
    ]
    return out


def _goods(room: Room, rng: Rng, names: tuple[str, ...]) -> list[Solid]:
    name = names[int(rng.integers(len(names)))]
    fill = float(rng.uniform(0.4, 0.95))
    return [solid for item in CATALOGUE[name].pack(room, rng, fill) for solid in item.solids]


def _box(start: float, middle: float, rng: Rng) -> Car:
    length = float(rng.choice([1554.0, 1860.0]))
    x = (start + _BOX_CAR_REACH, start + _BOX_CAR_REACH + length)
    solids, room = box_car(x, _DECK, float(rng.uniform(320.0, 345.0)), middle)
    if rng.random() < 0.7:
        solids += _goods(room, rng, ("paper_rolls", "timber", "beverages", "household"))
    return solids, length + 2 * _BOX_CAR_REACH


def _auto_rack(start: float, middle: float, rng: Rng) -> Car:
    x = (start + _BOX_CAR_REACH, start + _BOX_CAR_REACH + 2740.0)
    solids, room = box_car(x, 100.0, 470.0, middle)
    if rng.random() < 0.6:
        solids += _goods(room, rng, ("vehicles",))
    return solids, 2740.0 + 2 * _BOX_CAR_REACH


def _gondola(start: float, middle: float, rng: Rng) -> Car:
    reach, length = float(rng.uniform(50, 75)), float(rng.choice([1600.0, 1980.0]))
    body = (start + reach, start + reach + length)
    high = _DECK + float(rng.uniform(105, 165))
    z = (middle - _HALF_WIDE, middle + _HALF_WIDE)
    out = _coupled(body, middle, reach)
    out.append(plate(body, (_DECK - 2, _DECK), z))
    posts = comb(length, 130.0, 12.0, 20.0)
    for depth in z:
        out.append(plate(body, (_DECK, high), (depth - 0.35, depth + 0.35)))
        out.append(Box(body, (_DECK - 20, high), (depth - 5, depth + 5), "steel", 1.0, posts))
        out.append(plate(body, (high - 9, high), (depth - 1, depth + 1)))
        out.append(plate(body, (_DECK - 26, _DECK), (depth - 0.6, depth + 0.6)))
    out += [Box(end, (_DECK, high), z, "steel", 0.5) for end in _ends(body, 8.0)]
    if rng.random() < 0.5:
        room = Room((body[0] + 12, body[1] - 12), (_DECK, high), (z[0] + 6, z[1] - 6))
        out += _goods(room, rng, ("steel_coils", "stone_tiles", "timber"))
    return out, length + 2 * reach


def _flat(start: float, middle: float, rng: Rng) -> Car:
    reach, length = float(rng.uniform(50, 75)), float(rng.choice([1850.0, 2710.0]))
    body = (start + reach, start + reach + length)
    out = _coupled(body, middle, reach) + _deck(body, middle)
    draw = float(rng.random())
    if draw < 0.4:
        inner = 239.0 if rng.random() < 0.6 else 269.0
        x0 = body[0] + float(rng.uniform(20.0, length - 1300.0))
        solids, room = container(ContainerPlace((x0, x0 + 1219.0), _DECK + 17, inner, middle), rng)
        out += solids + _goods(room, rng, ("household", "electronics", "textiles"))
    elif draw < 0.7:
        room = Room(
            (body[0] + 60, body[1] - 60), (_DECK, _DECK + 250), (middle - 140, middle + 140)
        )
        out += _goods(room, rng, ("timber", "machinery"))
    return out, length + 2 * reach


def _well(start: float, middle: float, rng: Rng) -> Car:
    """Return a well car: containers stand low between two bogies that carry empty platforms."""
    reach, length = float(rng.uniform(50, 75)), 1920.0
    body = (start + reach, start + reach + length)
    well = (body[0] + 340.0, body[1] - 340.0)
    out = _coupled(body, middle, reach)
    out += [plate(x, (_DECK - 5, _DECK), (middle - 120, middle + 120)) for x in _ends(body, 340.0)]
    for depth in (middle - 146.0, middle + 146.0):
        out.append(plate(well, (32, _DECK + 8), (depth - 0.9, depth + 0.9)))
        out.append(Box(well, (32, 44), (depth - 7, depth + 7), "steel", 3.0))
    out.append(
        Box(well, (30, 36), (middle - 140, middle + 140), "steel", 1.2, comb(1240, 150, 30, 0))
    )
    stack = int(rng.integers(0, 3))
    floor = 53.0
    for _ in range(stack):
        x0 = well[0] + 10.0
        place = ContainerPlace((x0, x0 + 1219.0), floor, 239.0, middle)
        solids, room = container(place, rng)
        out += solids + _goods(room, rng, ("household", "electronics", "tyres", "beverages"))
        floor += 239.0 + 21.0
    return out, length + 2 * reach


def _tank(start: float, middle: float, rng: Rng) -> Car:
    reach, length = float(rng.uniform(50, 75)), float(rng.uniform(1150, 1700))
    body = (start + reach, start + reach + length)
    out = _coupled(body, middle, reach)
    shell = (body[0] + 25.0, body[1] - 25.0)
    along = np.linspace(0.0, 1.0, 129) * (shell[1] - shell[0])
    edge = np.minimum(along, along[::-1])
    # Two-to-one elliptical heads, as pressure vessels have.
    dome = np.sqrt(np.maximum(1.0 - np.maximum(1.0 - edge / 75.0, 0.0) ** 2, 0.0))
    centre = (_DECK + 155.0, middle)
    out.append(Rod(shell, centre, 148.0 * dome, "steel", _STEEL))
    out.append(Rod(shell, centre, 146.8 * dome, "steel", -_STEEL))
    if rng.random() < 0.6:
        out.append(Rod(shell, centre, 146.8 * dome, "water", float(rng.uniform(0.5, 0.9))))
    top = 0.5 * (shell[0] + shell[1])
    out.append(Box((top - 60, top + 60), (412, 440), (middle - 60, middle + 60), "steel", 0.6))
    return out, length + 2 * reach


def _hopper(start: float, middle: float, rng: Rng) -> Car:
    reach, length = float(rng.uniform(50, 75)), float(rng.choice([1500.0, 1800.0]))
    body = (start + reach, start + reach + length)
    z = (middle - _HALF_WIDE, middle + _HALF_WIDE)
    slope = np.interp(
        np.linspace(0, length, 61), [0, 260, length - 260, length], [330, 70, 70, 330]
    )
    roof = np.full(61, _DECK + 330.0)
    out = _coupled(body, middle, reach)
    out += [plate(end, (_DECK - 18, _DECK), z) for end in _ends(body, 260.0)]
    out += [
        outline(body, slope, roof, (depth - 0.4, depth + 0.4), ("steel", _STEEL)) for depth in z
    ]
    for post in _ends(body, 10.0):
        out += [Box(post, (_DECK, 360), (d - 6, d + 6), "steel", 2.0) for d in (z[0] + 8, z[1] - 8)]
    if rng.random() < 0.7:
        brim = np.full(61, _DECK + 300.0)
        inside = (z[0] + 2, z[1] - 2)
        out.append(outline(body, np.minimum(slope, brim), brim, inside, ("wood", 0.7)))
    return out, length + 2 * reach


def _locomotive(start: float, middle: float, rng: Rng) -> Car:
    reach, length = 62.0, float(rng.uniform(2050, 2200))
    body = (start + reach, start + reach + length)
    z = (middle - 75.0, middle + 75.0)
    out = _coupled(body, middle, reach)
    out.append(Box(body, (108, 150), (middle - 150, middle + 150), "steel", 0.9))
    roof = np.array([300, 300, 450, 450, 450, 450, 445, 445, 445, 445, 445, 445.0])
    base = np.full(12, 150.0)
    hood = (body[0] + 110, body[1] - 90)
    for depth in z:
        out.append(outline(hood, base, roof, (depth - 0.5, depth + 0.5), ("steel", _STEEL)))
    out.append(outline(hood, roof - 3.0, roof, z, ("steel", 1.5)))
    engine = (body[0] + 750.0, body[0] + 1300.0)
    out.append(Box(engine, (155, 350), (middle - 60, middle + 60), "steel", 2.2))
    out.append(Box((engine[1] + 20, engine[1] + 220), (155, 300), z, "steel", 2.6))
    tank = (body[0] + 650.0, body[1] - 650.0)
    out.append(Box(tank, (35, 106), (middle - 130, middle + 130), "plastic", 0.6))
    return out, length + 2 * reach


def _ends(body: Span, size: float) -> tuple[Span, Span]:
    return (body[0], body[0] + size), (body[1] - size, body[1])


CARS: Mapping[str, Callable[[float, float, Rng], Car]] = MappingProxyType(
    {
        "box": _box,
        "auto_rack": _auto_rack,
        "gondola": _gondola,
        "flat": _flat,
        "well": _well,
        "tank": _tank,
        "hopper": _hopper,
        "locomotive": _locomotive,
    }
)
"""By name: (pulling face, middle, generator) to a car that begins there."""
