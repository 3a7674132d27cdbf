"""How goods are stacked: pallets, cartons, sacks, drums, loose heaps, with the disorder of life."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from imaging.phantom.geometry import Floats, Span
from imaging.phantom.shapes import sack
from imaging.phantom.solids import Box, Solid, mass_kg
from imaging.phantom.stage import Rng, Room


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A thing that can be lifted out whole.

    Attributes
    ----------
    solids
        What it consists of.
    body
        Its outer extents, filled evenly with its main material.
    """

    solids: tuple[Solid, ...]
    body: Box

    @property
    def mass_kg(self) -> float:
        """Mass in kg."""
        return sum(mass_kg(solid) for solid in self.solids)


@dataclasses.dataclass(frozen=True, slots=True)
class Goods:
    """One kind of package.

    Attributes
    ----------
    size
        (width, height) in cm.
    material
        Main contents.
    density
        Mean density of the filled package in g/cm3.
    patterns
        Textures to choose from; empty for even contents.
    disorder
        Typical displacement in cm.
    soft
        Whether packages are sacks rather than boxes.
    """

    size: tuple[float, float]
    material: str
    density: float
    patterns: Sequence[Floats] = ()
    disorder: float = 0.6
    soft: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Stacking:
    """How packages are put up.

    Attributes
    ----------
    height
        Highest stack in cm above the floor.
    lanes
        Stacks behind one another.
    pallets
        Whether they stand on pallets.
    uneven
        Chance that a package of the top layer is missing.
    """

    height: float
    lanes: int = 2
    pallets: bool = True
    uneven: float = 0.12


PALLET_HEIGHT = 14.0


def pallet(x: Span, floor: float, z: Span) -> list[Solid]:
    """Return a wooden pallet: deck boards, three bearers, bottom boards."""
    middle = 0.5 * (x[0] + x[1])
    deck = Box(x, (floor + 12, floor + PALLET_HEIGHT), z, "wood", 0.45)
    base = Box(x, (floor, floor + 2), z, "wood", 0.28)
    bearers = [
        Box((left, left + 9.0), (floor + 2, floor + 12), z, "wood", 0.42)
        for left in (x[0], middle - 4.5, x[1] - 9.0)
    ]
    return [deck, base, *bearers]


def bare(solids: Sequence[Solid], x: Span, y: Span, z: Span) -> Item:
    """Make an item of bodies within given extents."""
    total = sum(mass_kg(solid) for solid in solids)
    heaviest = max(solids, key=mass_kg)
    volume = max((x[1] - x[0]) * (y[1] - y[0]) * (z[1] - z[0]), 1.0)
    return Item(tuple(solids), Box(x, y, z, heaviest.material, 1000.0 * total / volume))


def package(goods: Goods, x: Span, y: Span, z: Span, rng: Rng) -> Item:
    """Make one package, a little off its place and its weight."""
    shift = rng.normal(0.0, goods.disorder, 3)
    density = goods.density * float(1.0 + 0.05 * rng.standard_normal())
    x = (x[0] + float(shift[0]), x[1] + float(shift[0]))
    z = (z[0] + float(shift[1]), z[1] + float(shift[1]))
    if goods.soft:
        high = (y[0] - 0.06 * (y[1] - y[0]), y[1] + 0.1 * abs(float(shift[2])))
        return bare([sack(x, high, z, goods.material, density)], x, high, z)
    texture = goods.patterns[int(rng.integers(len(goods.patterns)))] if goods.patterns else None
    if texture is not None and rng.random() < 0.5:
        texture = texture[:, ::-1]
    body = Box(x, y, z, goods.material, density, texture=texture)
    return Item((body,), dataclasses.replace(body, texture=None))


def stacked(room: Room, goods: Goods, stacking: Stacking, rng: Rng) -> list[Item]:
    """Fill a room with stacks of packages, lane behind lane."""
    out: list[Item] = []
    deep = room.depth / stacking.lanes
    for lane in range(stacking.lanes):
        z = (room.z[0] + lane * deep + 1.0, room.z[0] + (lane + 1) * deep - 1.0)
        at = room.x[0] + float(rng.uniform(1.0, 10.0 if room.length > 320.0 else 3.0))
        while True:
            wide = float(rng.choice([100.0, 120.0])) if stacking.pallets else 2.0 * goods.size[0]
            if room.length < 320.0:
                # A short unit is filled: its stacks share the length.
                wide = room.length / max(1, round(room.length / wide)) - 8.0
            if at + wide > room.x[1] - 0.5:
                break
            high = stacking.height * float(1.0 - 0.12 * abs(rng.standard_normal()))
            out += _stack(
                Room((at, at + wide), (room.y[0], room.y[0] + high), z), goods, stacking, rng
            )
            at += wide + float(rng.uniform(0.5, 7.0))
    return out


def _stack(place: Room, goods: Goods, stacking: Stacking, rng: Rng) -> list[Item]:
    out: list[Item] = []
    base = place.y[0]
    if stacking.pallets:
        solids = pallet(place.x, base, place.z)
        out.append(bare(solids, place.x, (base, base + PALLET_HEIGHT), place.z))
        base += PALLET_HEIGHT
    across = max(1, round(place.length / goods.size[0]))
    wide = place.length / across
    layers = max(1, int((place.y[1] - base) / goods.size[1]))
    sag = 0.3 if goods.soft else 0.0
    for layer in range(layers):
        # Every second layer is bonded: it begins with half a package, as masons lay bricks.
        offset = 0.5 * wide if layer % 2 and across > 2 and goods.soft else 0.0
        y = (base + layer * goods.size[1], base + (layer + 1) * goods.size[1] - 0.4)
        for column in range(across - (1 if offset else 0)):
            if layer == layers - 1 and rng.random() < stacking.uneven:
                continue
            left = place.x[0] + offset + column * wide
            x = (left, left + wide - 0.5 + sag)
            out.append(package(goods, x, y, place.z, rng))
    return out


def heaped(
    room: Room, make: Callable[[Room], Item], sizes: Span, rng: Rng, fill: float
) -> list[Item]:
    """Fill a room with things of many sizes in leaning columns, up to a changing height."""
    out: list[Item] = []
    for lane in range(2):
        deep = 0.5 * room.depth
        z = (room.z[0] + lane * deep, room.z[0] + (lane + 1) * deep)
        at = room.x[0] + float(rng.uniform(0.5, 4.0))
        while at + sizes[0] < room.x[1]:
            wide = min(float(rng.uniform(*sizes)), room.x[1] - at - 0.5)
            top = room.y[0] + fill * room.height * float(rng.uniform(0.7, 1.05))
            y = room.y[0]
            while y + 0.6 * sizes[0] < min(top, room.y[1]):
                high = min(float(rng.uniform(0.6 * sizes[0], 0.9 * sizes[1])), room.y[1] - y)
                lean = float(rng.normal(0.0, 0.02 * wide))
                used = float(rng.uniform(0.55, 1.0))
                inset = float(rng.uniform(0.0, 1.0 - used)) * (z[1] - z[0])
                depth = (z[0] + inset, z[0] + inset + used * (z[1] - z[0]))
                x = (max(at + lean, room.x[0]), min(at + lean + wide - 0.6, room.x[1]))
                out.append(make(Room(x, (y, y + high - 0.4), depth)))
                y += high
            at += wide
    return out
