"""ISO freight containers: corrugated walls and roof, posts, rails, floor, doors, lashing rings."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.phantom.geometry import Doubles, Span
from imaging.phantom.shapes import bar, plate, rows_of, tube, tyre
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room

WIDTH = 244.0
_WALL_PITCH, _ROOF_PITCH = 27.8, 20.9
_STEEL = 7.87


@dataclasses.dataclass(frozen=True, slots=True)
class ContainerPlace:
    """Where a container stands and how large it is.

    Attributes
    ----------
    x
        Outer extent in cm.
    floor
        Height of the upper side of its floor in cm.
    inner_height
        From floor to roof in cm: 239, or 269 for a high cube.
    middle
        Depth of its middle in cm.
    """

    x: Span
    floor: float
    inner_height: float
    middle: float

    @property
    def z(self) -> Span:
        """Outer extent in depth."""
        return self.middle - WIDTH / 2, self.middle + WIDTH / 2

    @property
    def roof(self) -> float:
        """Height of the roof's underside."""
        return self.floor + self.inner_height


def container(place: ContainerPlace, rng: Rng) -> tuple[list[Solid], Room]:
    """Build a container.

    Returns
    -------
    tuple
        Its bodies, and the room inside.
    """
    solids = [*_walls(place, rng), *_roof(place), *_floor(place), *_frame(place)]
    solids += _doors(place, at_right=bool(rng.random() < 0.6))
    solids += _rings(place, rng)
    x = (place.x[0] + 9.0, place.x[1] - 9.0)
    z = (place.z[0] + 5.0, place.z[1] - 5.0)
    return solids, Room(x, (place.floor, place.roof - 4.0), z)


def comb(length: float, pitch: float, width: float, phase: float) -> Doubles:
    """Return a profile over a length: one where a rib stands, zero between, 1 mm apart."""
    places = np.arange(0.0, length, 0.1)
    return ((places + phase) % pitch < width).astype(np.float64)


def _corrugation(length: float, phase: float) -> Doubles:
    """Return the thickness of a corrugated wall, looked at squarely: the flanks stand oblique."""
    turn = ((np.arange(0.0, length, 0.1) + phase) / _WALL_PITCH) % 1.0
    flank = ((turn > 0.25) & (turn < 0.375)) | ((turn > 0.75) & (turn < 0.875))
    return np.where(flank, 1.13, 1.0)


def _walls(place: ContainerPlace, rng: Rng) -> list[Solid]:
    x, y = (place.x[0] + 8, place.x[1] - 8), (place.floor, place.roof)
    phase = float(rng.uniform(0.0, _WALL_PITCH))
    out: list[Solid] = []
    for depth, sign in ((place.z[0], 1.0), (place.z[1], -1.0)):
        inside = depth + sign * 2.5
        # The phases agree: both walls are stamped by the same press from the same end.
        profile = _corrugation(x[1] - x[0], phase)
        out.append(Box(x, y, (inside - 0.09, inside + 0.09), "steel", _STEEL, profile))
    return out


def _roof(place: ContainerPlace) -> list[Solid]:
    """Return the roof: stamped ribs raised 2 cm between flat strips and flat margins."""
    x, z, top = (place.x[0] + 18, place.x[1] - 18), place.z, place.roof
    length = x[1] - x[0]
    ribs = comb(length, _ROOF_PITCH, 11.0, 0.0)
    flank = comb(length, _ROOF_PITCH, 1.6, 0.0) + comb(length, _ROOF_PITCH, 1.6, -9.4)
    margin = (z[0] + 14.0, z[1] - 14.0)
    sheet = 0.2
    return [
        Box(x, (top + 2, top + 2 + sheet), margin, "steel", _STEEL, ribs + 0.25 * flank),
        Box(x, (top, top + sheet), margin, "steel", _STEEL, 1.0 - ribs),
        plate(x, (top, top + sheet), (z[0], margin[0])),
        plate(x, (top, top + sheet), (margin[1], z[1])),
        plate((place.x[0], x[0]), (top, top + 0.3), z),
        plate((x[1], place.x[1]), (top, top + 0.3), z),
    ]


def _floor(place: ContainerPlace) -> list[Solid]:
    x, z, floor = place.x, place.z, place.floor
    inner = (x[0] + 10, x[1] - 10)
    length = inner[1] - inner[0]
    web = comb(length, 30.0, 0.45, 12.0)
    flange = comb(length, 30.0, 4.5, 12.0)
    inside = (z[0] + 4, z[1] - 4)
    return [
        Box(inner, (floor - 2.8, floor), inside, "wood", 0.72),
        Box(inner, (floor - 14.8, floor - 3.2), inside, "steel", _STEEL, web),
        Box(inner, (floor - 3.2, floor - 2.8), inside, "steel", _STEEL, flange),
        Box(inner, (floor - 15.2, floor - 14.8), inside, "steel", _STEEL, flange),
        plate(x, (floor - 16, floor), (z[0], z[0] + 0.45)),
        plate(x, (floor - 16, floor), (z[1] - 0.45, z[1])),
    ]


def _frame(place: ContainerPlace) -> list[Solid]:
    x, y, z = place.x, (place.floor - 16, place.roof + 2), place.z
    out: list[Solid] = []
    for end in ((x[0], x[0] + 8), (x[1] - 8, x[1])):
        for depth in ((z[0], z[0] + 7), (z[1] - 7, z[1])):
            out.append(Box(end, y, depth, "steel", 1.5))
            wide = (end[0] - 4, end[1] + 4) if end[0] > x[0] else (end[0], end[1] + 9)
            wide = (max(wide[0], x[0]), min(wide[1], x[1]))
            out.append(Box(wide, (y[1] - 12, y[1]), depth, "steel", 3.0))
            out.append(Box(wide, (y[0], y[0] + 12), depth, "steel", 3.0))
    out += [
        Box(x, (place.roof - 5, place.roof + 1), depth, "steel", 1.1)
        for depth in ((z[0] + 0.5, z[0] + 6.0), (z[1] - 6.0, z[1] - 0.5))
    ]
    for end in ((x[0], x[0] + 6), (x[1] - 6, x[1])):
        out.append(Box(end, (y[1] - 10, y[1]), z, "steel", 0.9))
        out.append(Box(end, (y[0], y[0] + 14), z, "steel", 0.9))
    return out


def _doors(place: ContainerPlace, *, at_right: bool) -> list[Solid]:
    """Return the doors with their four locking bars at one end, the front wall at the other."""
    door = place.x[1] if at_right else place.x[0]
    wall = place.x[0] if at_right else place.x[1]
    inward = -1.0 if at_right else 1.0
    y, z = (place.floor, place.roof), (place.z[0] + 6, place.z[1] - 6)

    def between(near: float, far: float, start: float) -> Span:
        ends = (start + near, start + far)
        return min(ends), max(ends)

    out: list[Solid] = [
        Box(between(1.0 * inward, 4.0 * inward, door), y, z, "steel", 0.7),
        Box(between(-0.5 * inward, -4.5 * inward, wall), y, z, "steel", 0.45),
    ]
    out += [
        Box(between(1.0 * inward, 4.5 * inward, door), part, z, "steel", 4.0)
        for part in rows_of(y, 0.6, 46.0)
    ]
    for spot in np.linspace(z[0] + 25, z[1] - 25, 4):
        at = float(spot)
        pole = between(-0.5 * inward, 2.5 * inward, door)
        out.append(Box(pole, (y[0] - 8, y[1]), (at - 1.5, at + 1.5), "steel", 4))
        out.append(Box(pole, (y[0] + 95, y[0] + 99), (at, at + 22), "steel", 3))
    return out


def _rings(place: ContainerPlace, rng: Rng) -> list[Solid]:
    """Return the lashing rings along the rails, near and far, above and below."""
    out: list[Solid] = []
    start = place.x[0] + float(rng.uniform(30, 50))
    for x in np.arange(start, place.x[1] - 20, 142.0):
        for depth in (place.z[0] + 9.0, place.z[1] - 9.0):
            for y in (place.floor + 1.0, place.roof - 9.0):
                at = (float(x), float(x) + 5.0)
                out += tube(at, (y, depth), 0.8, 0.5)
                out += tube(at, (y + 3.5, depth), 0.8, 0.5)
                out.append(plate((at[0], at[0] + 1.0), (y, y + 3.5), (depth - 0.6, depth + 0.6)))
                out.append(plate((at[1] - 1, at[1]), (y, y + 3.5), (depth - 0.6, depth + 0.6)))
    return out


def chassis(place: ContainerPlace, rng: Rng) -> list[Solid]:
    """Return the road chassis under a container: beams, axles, wheels, landing legs."""
    x, deck, middle = place.x, place.floor - 17.0, place.middle
    out: list[Solid] = []
    for depth in (middle - 45.0, middle + 45.0):
        out.append(plate((x[0] - 6, x[1] + 6), (deck - 28, deck - 1.0), (depth - 0.6, depth + 0.6)))
        out.append(plate((x[0] - 6, x[1] + 6), (deck - 1.0, deck), (depth - 7, depth + 7)))
        out.append(plate((x[0] - 6, x[1] + 6), (deck - 29.0, deck - 28), (depth - 7, depth + 7)))
    out += [
        Box((float(spot), float(spot) + 8), (deck - 18, deck - 4), place.z, "steel", 0.8)
        for spot in np.arange(x[0] + 60, x[1] - 20, 150.0)
    ]
    count = int(rng.integers(2, 4))
    for index in range(count):
        out += axle((x[1] - 95.0 - 131.0 * index, 49.0), middle, 48.0)
    leg = x[0] + 0.22 * (x[1] - x[0])
    out += [
        Box((leg, leg + 10), (22.0, deck - 2), (depth - 5, depth + 5), "steel", 2.0)
        for depth in (middle - 75.0, middle + 75.0)
    ]
    return out


def axle(centre: tuple[float, float], middle: float, radius: float) -> list[Solid]:
    """Return an axle with double tyres on both sides; ``centre`` is (x, y)."""
    out: list[Solid] = []
    for side in (-1.0, 1.0):
        for near, far in ((60.0, 86.0), (90.0, 116.0)):
            ends = (middle + side * near, middle + side * far)
            out += tyre(centre, (min(ends), max(ends)), radius)
    beam = (middle - 88.0, middle + 88.0)
    x, y = centre
    out.append(Box((x - 6, x + 6), (y - 6, y + 6), beam, "steel", 3.0))
    for side in (-45.0, 45.0):
        spring = (middle + side - 4, middle + side + 4)
        out.append(Box((x - 48, x + 48), (y + 12, y + 18), spring, "steel", 4.0))
    return out


def flat_car(place: ContainerPlace, rng: Rng) -> list[Solid]:
    """Return what the picture shows of a rail flat car: side sills with holes, beams, pipes."""
    x = (place.x[0] - 60.0, place.x[1] + 60.0)
    length, deck, z = x[1] - x[0], place.floor - 17.0, place.z
    out: list[Solid] = []
    pitch = float(rng.uniform(8.0, 11.0))
    teeth = comb(length, pitch, 0.42 * pitch, float(rng.uniform(0, pitch)))
    for depth in (z[0] + 6.0, z[1] - 6.0):
        sides = (depth - 1.0, depth + 1.0)
        out.append(plate(x, (deck - 3, deck), (depth - 9, depth + 9)))
        out.append(plate(x, (deck - 36, deck - 3), (depth - 0.6, depth + 0.6)))
        out.append(plate(x, (deck - 37.5, deck - 36), (depth - 7, depth + 7)))
        # Cast blocks along the sill: nothing penetrates them.
        out.append(Box(x, (deck - 13, deck - 6), sides, "steel", _STEEL, 12.0 * teeth))
    sill = (place.middle - 20.0, place.middle + 20.0)
    out += [plate(x, (deck - 42, deck - 5), (depth - 0.8, depth + 0.8)) for depth in sill]
    for spot in np.arange(x[0] + float(rng.uniform(10, 90)), x[1], float(rng.uniform(80, 160))):
        where = (float(spot), float(spot) + float(rng.uniform(1.0, 10.0)))
        out.append(Box(where, (deck - 36, deck - 4), z, "steel", float(rng.uniform(0.3, 1.2))))
    out += _pipes(x, deck, place, rng)
    return out


def _pipes(x: Span, deck: float, place: ContainerPlace, rng: Rng) -> list[Solid]:
    out: list[Solid] = []
    for _ in range(int(rng.integers(4, 9))):
        start = float(rng.uniform(x[0], x[1] - 120))
        run = (start, start + float(rng.uniform(80, 400)))
        depth = place.middle + float(rng.uniform(-90, 90))
        centre = (deck - float(rng.uniform(20, 60)), depth)
        out += tube(run, centre, float(rng.uniform(1.0, 3.0)), 0.4)
    for _ in range(int(rng.integers(2, 6))):
        start = float(rng.uniform(x[0], x[1] - 60))
        low = deck - float(rng.uniform(30, 62))
        size = float(rng.uniform(15, 60))
        box = (place.middle - 15.0, place.middle + 15.0)
        out.append(Box((start, start + size), (low, low + 0.5 * size), box, "steel", 1.4))
        run = (start - 0.5 * size, start + 1.5 * size)
        out.append(bar(run, (low + 0.25 * size, place.middle), 2.0, "steel", _STEEL))
    return out
