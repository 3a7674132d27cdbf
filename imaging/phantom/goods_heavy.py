"""Commodities with shapes of their own: drums, timber, rolls, coils, tubes."""

from __future__ import annotations

import numpy as np

from imaging.phantom.packing import PALLET_HEIGHT, Item, bare, pallet
from imaging.phantom.shapes import (
    drum,
    shell,
    tube,
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
