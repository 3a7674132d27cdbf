"""Things that should not be there, or should: what an officer looks for, with its ground truth."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from imaging.phantom.commodities import AIR, BELT, COMMODITIES, LAND
from imaging.phantom.geometry import Span
from imaging.phantom.hiding import (
    Site,
    chosen_item,
    cleared,
    covered,
    displaced,
    find_spot,
    highest,
    instead,
    shrunk,
    uniform,
)
from imaging.phantom.shapes import ball, bar, drum, plate, solid_density, wheel
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng

Place = Callable[[Site, Rng], list[Solid]]


@dataclasses.dataclass(frozen=True, slots=True)
class Irregularity:
    """A kind of irregularity.

    Attributes
    ----------
    name
        As given to `make_scene`.
    summary
        One line for people.
    place
        Returns the bodies to add; what it takes away has negative density.
    equipment
        Names of the equipment it fits.
    cargo
        Whether it needs cargo: None either way, False an empty unit.
    hosts
        Commodities among which it is irregular: a block of steel is nothing odd among machines,
        nor a package unlike the others in a removal. A load that is asked for by name may be any.
    """

    name: str
    summary: str
    place: Place
    equipment: frozenset[str]
    cargo: bool | None = None
    hosts: frozenset[str] = frozenset(COMMODITIES)


def dense_block(site: Site, rng: Rng) -> list[Solid]:
    """Place a block of metal or stone among the cargo."""
    material = str(rng.choice(["steel", "lead", "copper", "stone"]))
    size = (uniform(rng, 10, 50), uniform(rng, 8, 38), uniform(rng, 8, 30))
    spot = find_spot(site, (size[0] * site.scale, size[1] * site.scale, size[2] * site.scale), rng)
    density = solid_density(material) * uniform(rng, 0.45, 0.9)
    return instead(site, spot, [Box(*spot, material, density)])


def odd_item(site: Site, rng: Rng) -> list[Solid]:
    """Exchange the contents of one or a few packages for another material or weight."""
    item = chosen_item(site, rng)
    body = item.body
    other = str(rng.choice(["organic", "water", "aluminium", "steel", "stone", "plastic"]))
    factor = float(rng.choice([0.3, 1.7, 2.3, 3.0]))
    inner = Box(shrunk(body.x), shrunk(body.y), shrunk(body.z), other, body.density * factor)
    return [*(solid.inverse() for solid in item.solids), inner]


def false_wall(site: Site, rng: Rng) -> list[Solid]:
    """Put a panel across the front or the rear, with goods stowed behind it."""
    room = site.room
    thick = uniform(rng, 18, 55)
    right = rng.random() < 0.5 if site.wish is None else site.wish[0] > 0.5
    x = (room.x[1] - thick, room.x[1]) if right else (room.x[0], room.x[0] + thick)
    panel = (x[0] - 1.5, x[0]) if right else (x[1], x[1] + 1.5)
    top = room.y[0] + room.height * uniform(rng, 0.6, 1.0)
    material = str(rng.choice(["narcotic", "organic", "plastic"]))
    out = displaced(site, (min(x[0], panel[0]), max(x[1], panel[1])), room.y, room.z)
    lid = str(rng.choice(["wood", "steel"]))
    out.append(Box(panel, room.y, room.z, lid, 0.6 if lid == "wood" else 1.2))
    bricks = [(x[0], (x[0] + x[1]) / 2), ((x[0] + x[1]) / 2, x[1])]
    low = room.y[0]
    while low < top:
        for part in bricks:
            density = uniform(rng, 0.25, 0.8)
            out.append(Box(part, (low, min(low + 24.0, top)), room.z, material, density))
        low += 24.5
    return out


def load_in_empty(site: Site, rng: Rng) -> list[Solid]:
    """Leave a few packages in a unit that should be empty."""
    out: list[Solid] = []
    for _ in range(int(rng.integers(1, 5))):
        size = (uniform(rng, 20, 90), uniform(rng, 14, 70), uniform(rng, 30, 130))
        spot = find_spot(
            site, (size[0] * site.scale, size[1] * site.scale, size[2] * site.scale), rng
        )
        material = str(rng.choice(["narcotic", "organic", "plastic", "water"]))
        floor = (site.room.y[0], site.room.y[0] + spot[1][1] - spot[1][0])
        out.append(Box(spot[0], floor, spot[2], material, uniform(rng, 0.2, 0.85)))
    return out


def weapon(site: Site, rng: Rng) -> list[Solid]:
    """Hide one to three rifles or pistols, one above another."""
    long = rng.random() < 0.55 and site.room.length > 150 and site.scale > 0.5
    length = uniform(rng, 74, 105) if long else uniform(rng, 17, 22)
    count = int(rng.integers(1, 4)) if site.scale > 0.5 else 1
    tall = 18.0 if long else 14.0
    x, y, z = find_spot(site, (length, tall * count, 4.0), rng)
    out: list[Solid] = []
    for index in range(count):
        low = y[0] + index * (y[1] - y[0]) / count
        shift = float(rng.normal(0.0, 3.0)) if count > 1 else 0.0
        spot = ((x[0] + shift, x[1] + shift), (low, low + tall), z)
        out += _rifle(*spot) if long else _pistol(*spot)
    return out


def _rifle(x: Span, y: Span, z: Span) -> list[Solid]:
    long, low, middle = x[1] - x[0], y[0], 0.5 * (z[0] + z[1])

    def part(shares: Span, heights: Span, body: tuple[str, float]) -> Box:
        ends = (x[0] + shares[0] * long, x[0] + shares[1] * long)
        return Box(ends, (low + heights[0], low + heights[1]), (middle - 1.5, middle + 1.5), *body)

    barrel = (x[0] + 0.52 * long, x[1])
    return [
        part((0.0, 0.28), (6.0, 13.0), ("wood", 0.8)),
        part((0.24, 0.56), (9.0, 14.5), ("steel", 5.0)),
        part((0.30, 0.34), (2.0, 9.0), ("steel", 2.5)),
        part((0.40, 0.47), (0.0, 9.0), ("steel", 3.5)),
        part((0.52, 0.74), (8.5, 12.0), ("wood", 0.8)),
        bar(barrel, (low + 12.8, middle), 1.0, "steel", 7.0),
    ]


def _pistol(x: Span, y: Span, z: Span) -> list[Solid]:
    long, low, middle = x[1] - x[0], y[0], 0.5 * (z[0] + z[1])
    depth = (middle - 1.4, middle + 1.4)
    return [
        Box((x[0], x[1]), (low + 9.5, low + 12.8), depth, "steel", 6.2),
        Box((x[0] + 0.02 * long, x[0] + 0.30 * long), (low, low + 9.5), depth, "steel", 4.0),
        Box((x[0] + 0.30 * long, x[0] + 0.45 * long), (low + 6, low + 9.5), depth, "steel", 1.8),
    ]


def organic_bricks(site: Site, rng: Rng) -> list[Solid]:
    """Hide pressed bricks of narcotics in rows."""
    wide, high, deep = uniform(rng, 16, 25), uniform(rng, 4.5, 8), uniform(rng, 11, 17)
    across = int(rng.integers(2, 5)) if site.scale > 0.5 else 1
    up, back = int(rng.integers(2, 7)), int(rng.integers(2, 5)) if site.scale > 0.5 else 1
    spot = find_spot(site, (across * wide, up * high, back * deep), rng)
    x, y, z = spot
    wide, high = (x[1] - x[0]) / across, (y[1] - y[0]) / up
    bricks: list[Solid] = []
    for column in range(across):
        for row in range(up):
            left, low = x[0] + column * wide, y[0] + row * high
            rho = 1.05 * float(1 + 0.03 * rng.standard_normal())
            part = ((left, left + wide - 0.7), (low, low + high - 0.5), z)
            bricks.append(Box(*part, "narcotic", rho))
    return instead(site, spot, bricks)


def shielded_source(site: Site, rng: Rng) -> list[Solid]:
    """Hide a radioactive source in a lead or tungsten pot."""
    radius = uniform(rng, 4, 11) * max(site.scale, 0.35)
    x, y, z = find_spot(site, (2 * radius, 2 * radius, 2 * radius), rng)
    centre = (sum(x) / 2, sum(y) / 2, sum(z) / 2)
    material = str(rng.choice(["lead", "lead", "tungsten"]))
    pot = solid_density(material)
    return [
        ball(centre, radius, material, pot),
        ball(centre, 0.3 * radius, material, -pot),
        ball(centre, 0.28 * radius, "uranium", 8.0),
    ]


def false_floor(site: Site, rng: Rng) -> list[Solid]:
    """Fill a space under a second floor, or above a second ceiling."""
    room = site.room
    thick = uniform(rng, 9, 22) * max(site.scale, 0.4)
    long = room.length * uniform(rng, 0.35, 1.0)
    start = room.x[0] + uniform(rng, 0.0, room.length - long)
    below = rng.random() < 0.6 if site.wish is None else site.wish[1] < 0.5
    y = (room.y[0], room.y[0] + thick) if below else (room.y[1] - thick, room.y[1])
    x = (start, start + long)
    sheet = (y[1], y[1] + 0.3) if below else (y[0] - 0.3, y[0])
    material = str(rng.choice(["narcotic", "organic", "plastic"]))
    out = displaced(site, x, y, room.z)
    out.append(plate(x, sheet, room.z))
    at = x[0]
    while at < x[1]:
        piece = (at, min(at + uniform(rng, 30, 90), x[1]))
        out.append(Box(piece, y, room.z, material, uniform(rng, 0.15, 0.7)))
        at = piece[1] + 0.5
    return out


def gap(site: Site, rng: Rng) -> list[Solid]:
    """Leave a hollow in a load, with packages left and right of it and above.

    Packages missing at the top are nothing odd: loads end where they end.
    """
    body = chosen_item(dataclasses.replace(site, items=covered(site.items)), rng).body
    half = 0.5 * (body.x[1] - body.x[0]) * uniform(rng, 1.2, 2.6)
    x = 0.5 * sum(body.x)
    top = highest(site.items, (x - half, x + half))
    high = min(top - 0.9 * (body.y[1] - body.y[0]), body.y[1] + uniform(rng, 0.0, 80.0))
    return cleared(site.items, (x - half, x + half), (body.y[0], max(high, body.y[1])))


def random_blob(site: Site, rng: Rng) -> list[Solid]:
    """Add one to five random bodies of any material and mass: what nobody thought of."""
    materials = ["organic", "plastic", "water", "narcotic", "glass", "stone", "aluminium"]
    material = str(rng.choice([*materials, "steel", "steel", "copper", "lead"]))
    size = tuple(uniform(rng, 8, 85) * site.scale for _ in range(3))
    x, y, z = find_spot(site, (size[0], size[1], min(size[2], 60.0)), rng)
    areal = float(np.exp(rng.uniform(np.log(3.0), np.log(60.0)))) * max(site.scale, 0.3)
    deep = z[1] - z[0]
    density = areal / deep
    out: list[Solid] = []
    for _ in range(int(rng.integers(1, 6))):
        wide, high = uniform(rng, 0.25, 1) * (x[1] - x[0]), uniform(rng, 0.25, 1) * (y[1] - y[0])
        left = uniform(rng, x[0], x[1] - wide + 1e-6)
        low = uniform(rng, y[0], y[1] - high + 1e-6)
        half = min(wide, high) / 2
        centre = (left + wide / 2, low + high / 2)
        kind = int(rng.integers(0, 4))
        if kind == 0:
            out.append(Box((left, left + wide), (low, low + high), z, material, density))
        elif kind == 1:
            out.append(wheel(centre, z, half, material, density))
        elif kind == 2:
            out.append(ball((*centre, sum(z) / 2), half, material, areal / (2 * half)))
        else:
            upright = (centre[0], sum(z) / 2)
            out.append(drum(upright, (low, low + high), half, material, areal / (2 * half)))
    return out


def gas_cylinders(site: Site, rng: Rng) -> list[Solid]:
    """Stand undeclared gas cylinders among the cargo: dangerous goods."""
    radius, high = (11.5, uniform(rng, 95, 150)) if site.scale > 0.9 else (4.5, 30.0)
    count = int(rng.integers(2, 8)) if site.scale > 0.5 else 1
    spot = find_spot(site, (2.2 * radius * count, high, 2.4 * radius), rng)
    steel = solid_density("steel")
    out: list[Solid] = list(displaced(site, *spot))
    for index in range(count):
        middle = (spot[0][0] + (2 * index + 1) * 1.1 * radius, sum(spot[2]) / 2)
        body = (spot[1][0], spot[1][0] + 0.9 * (spot[1][1] - spot[1][0]))
        out.append(drum(middle, body, radius, "steel", steel))
        out.append(drum(middle, (body[0] + 1, body[1] - 1), 0.94 * radius, "steel", -steel))
        out.append(drum(middle, (body[0] + 1, body[1] - 1), 0.94 * radius, "organic", 0.25))
        out.append(drum(middle, (body[1], spot[1][1]), 0.3 * radius, "copper", 5.0))
    return out


def battery_packs(site: Site, rng: Rng) -> list[Solid]:
    """Hide undeclared lithium batteries: dense even blocks in a carton."""
    count = int(rng.integers(2, 6)) if site.scale > 0.5 else 2
    size = (
        uniform(rng, 12, 30) * max(site.scale, 0.5),
        uniform(rng, 9, 18),
        uniform(rng, 15, 40),
    )
    x, y, z = find_spot(site, (count * size[0], size[1] * 2, size[2]), rng)
    wide, high = (x[1] - x[0]) / count, (y[1] - y[0]) / 2
    packs: list[Solid] = []
    for column in range(count):
        for row in range(2):
            left, low = x[0] + column * wide, y[0] + row * high
            part = ((left, left + 0.92 * wide), (low, low + 0.88 * high), z)
            packs.append(Box(*part, "battery", uniform(rng, 1.5, 2.0)))
    return instead(site, (x, y, z), packs)


_EVERY = LAND | AIR | BELT
_METAL = frozenset({"machinery", "vehicles", "steel_coils", "tubes"})
"""Goods that are themselves dense, of metal and of every shape."""
_HEAPS = frozenset({"household", "small_parcels", "furniture"})
"""Loads of which no two packages are alike."""
_GOODS = frozenset(COMMODITIES) - {"empty"}
_SOFT = _GOODS - _METAL
_ALIKE = _SOFT - _HEAPS
_CARTONS = _ALIKE - {"drums", "timber", "paper_rolls", "aluminium"}
"""Loads of many small packages, that stand over a hollow."""
_ALL = (
    Irregularity(
        "dense_block",
        "dense metal or stone in the cargo",
        dense_block,
        _EVERY,
        cargo=True,
        hosts=_SOFT,
    ),
    Irregularity(
        "odd_item",
        "a package unlike its neighbours",
        odd_item,
        LAND | AIR,
        cargo=True,
        hosts=_ALIKE,
    ),
    Irregularity("false_wall", "goods behind a false end wall", false_wall, LAND),
    Irregularity("load_in_empty", "goods in an empty unit", load_in_empty, LAND | AIR, cargo=False),
    Irregularity("weapon", "rifles or pistols", weapon, _EVERY, cargo=True, hosts=_SOFT),
    Irregularity(
        "organic_bricks",
        "pressed narcotics in rows",
        organic_bricks,
        _EVERY,
        cargo=True,
        hosts=_SOFT,
    ),
    Irregularity(
        "shielded_source", "source in a lead pot", shielded_source, _EVERY, cargo=True, hosts=_GOODS
    ),
    Irregularity("false_floor", "filled false floor or ceiling", false_floor, LAND | AIR),
    Irregularity("gap", "a hollow in a load", gap, LAND | AIR, cargo=True, hosts=_CARTONS),
    Irregularity("random_blob", "any body of any material", random_blob, _EVERY),
    Irregularity(
        "gas_cylinders",
        "undeclared gas cylinders",
        gas_cylinders,
        _EVERY,
        cargo=True,
        hosts=_SOFT - {"drums"},
    ),
    Irregularity(
        "battery_packs",
        "undeclared lithium batteries",
        battery_packs,
        _EVERY,
        cargo=True,
        hosts=_SOFT - {"electronics"},
    ),
)

IRREGULARITIES: Mapping[str, Irregularity] = MappingProxyType({item.name: item for item in _ALL})
"""Every kind of irregularity, by name."""


def irregularities_for(equipment: str) -> tuple[str, ...]:
    """Return the names of the kinds that fit an equipment."""
    return tuple(item.name for item in _ALL if equipment in item.equipment)
