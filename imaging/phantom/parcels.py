"""Parcels on a belt: cartons and bags, each packed with one class of goods."""

from __future__ import annotations

import dataclasses

from imaging.phantom import textures
from imaging.phantom.geometry import Floats, Span
from imaging.phantom.packing import Item, bare
from imaging.phantom.shapes import bar, drum, rows_of, sack, wheel
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room

_BOARD_CM, _BOARD_DENSITY = 0.5, 0.14


def parcels(room: Room, rng: Rng, fill: float, commodity: str) -> list[Item]:
    """Put parcels on the belt, one after another, a few on top of others."""
    out: list[Item] = []
    at = room.x[0] + float(rng.uniform(0.0, 6.0))
    while at + 22.0 < room.x[1]:
        wide = min(float(rng.uniform(22.0, 58.0)), room.x[1] - at)
        high = max(16.0, float(rng.uniform(0.35, 1.0)) * fill * room.height)
        deep = float(rng.uniform(0.4, 0.95)) * room.depth
        near = room.z[0] + float(rng.uniform(0.0, room.depth - deep))
        place = Room((at, at + wide), (room.y[0], room.y[0] + high), (near, near + deep))
        out += _parcel(place, rng, commodity)
        if high < 0.45 * room.height and rng.random() < 0.4:
            small = (at + 0.1 * wide, at + float(rng.uniform(0.55, 1.0)) * wide)
            top = (place.y[1] + 0.2, place.y[1] + 0.2 + 0.25 * room.height)
            out += _parcel(Room(small, top, (near, near + 0.7 * deep)), rng, commodity)
        at += wide + float(rng.uniform(2.0, 22.0))
    return out


def _parcel(place: Room, rng: Rng, commodity: str) -> list[Item]:
    if commodity == "textiles" and rng.random() < 0.4:
        body = sack(place.x, place.y, place.z, "plastic", float(rng.uniform(0.08, 0.2)))
        return [bare([body], place.x, place.y, place.z)]
    inner = Room(*(_within(span) for span in (place.x, place.y, place.z)))
    pack = {"textiles": _cloth, "electronics": _devices, "household": _household}
    return [_carton(place), *pack.get(commodity, _assorted)(inner, rng)]


def _within(span: Span) -> Span:
    return span[0] + _BOARD_CM, span[1] - _BOARD_CM


def _carton(place: Room) -> Item:
    """Return six walls of corrugated board."""
    x, y, z = place.x, place.y, place.z
    walls: list[Solid] = []
    walls += [
        Box(edge, y, z, "organic", _BOARD_DENSITY)
        for edge in ((x[0], x[0] + _BOARD_CM), (x[1] - _BOARD_CM, x[1]))
    ]
    walls += [
        Box(x, edge, z, "organic", _BOARD_DENSITY)
        for edge in ((y[0], y[0] + _BOARD_CM), (y[1] - _BOARD_CM, y[1]))
    ]
    walls += [
        Box(x, y, edge, "organic", _BOARD_DENSITY)
        for edge in ((z[0], z[0] + _BOARD_CM), (z[1] - _BOARD_CM, z[1]))
    ]
    middle = 0.5 * (x[0] + x[1])
    walls.append(Box((middle - 2.5, middle + 2.5), (y[1], y[1] + 0.02), z, "plastic", 1.0))
    return bare(walls, x, y, z)


def _block(place: Room, body: tuple[str, float], pattern: Floats | None = None) -> Item:
    solid = Box(place.x, place.y, place.z, body[0], body[1], texture=pattern)
    return Item((solid,), dataclasses.replace(solid, texture=None))


def _part(place: Room, size: tuple[float, float, float], rng: Rng) -> Room:
    """Return a random place for a thing of the given shares of a carton."""
    spans = []
    for span, share in zip((place.x, place.y, place.z), size, strict=True):
        long = share * (span[1] - span[0])
        start = float(rng.uniform(span[0], span[1] - long))
        spans.append((start, start + long))
    return Room(*spans)


def _cloth(place: Room, rng: Rng) -> list[Item]:
    out: list[Item] = []
    for row in rows_of(place.y, float(rng.uniform(3.0, 6.0)), 0.3):
        layer = Room(place.x, row, place.z)
        out.append(_block(layer, ("organic", float(rng.uniform(0.1, 0.25))), textures.folded(rng)))
    return out


def _devices(place: Room, rng: Rng) -> list[Item]:
    out: list[Item] = []
    for _ in range(int(rng.integers(2, 7))):
        shares = rng.uniform(0.25, 0.8, 3)
        spot = _part(place, (float(shares[0]), float(shares[1]), 0.6 * float(shares[2])), rng)
        shell = _block(spot, ("plastic", float(rng.uniform(0.08, 0.2))), textures.devices(rng))
        board = _part(spot, (0.8, 0.7, 0.08), rng)
        cell = _part(spot, tuple(rng.uniform(0.15, 0.4, 3)), rng)
        out += [shell, _block(board, ("circuit", 1.1)), _block(cell, ("battery", 1.6))]
        coil = _part(spot, (0.2, 0.2, 0.2), rng)
        out.append(_block(coil, (str(rng.choice(["copper", "steel"])), float(rng.uniform(0.8, 3)))))
    return out


def _household(place: Room, rng: Rng) -> list[Item]:
    out: list[Item] = []
    for _ in range(int(rng.integers(6, 16))):
        shares = rng.uniform(0.12, 0.55, 3)
        spot = _part(place, (float(shares[0]), float(shares[1]), float(shares[2])), rng)
        out.append(_thing(spot, rng))
    return out


def _assorted(place: Room, rng: Rng) -> list[Item]:
    filling = _block(place, ("plastic", float(rng.uniform(0.01, 0.05))), textures.jumble(rng))
    out = [filling, *_household(place, rng)]
    if rng.random() < 0.4:
        out += _devices(place, rng)
    return out


def _thing(place: Room, rng: Rng) -> Item:
    """Return a bottle, a can, a tool, a toy, a book."""
    x, y, z = place.x, place.y, place.z
    middle = (0.5 * sum(x), 0.5 * sum(y), 0.5 * sum(z))
    half = 0.5 * min(x[1] - x[0], z[1] - z[0])
    kind = int(rng.integers(0, 6))
    solids: list[Solid] = [Box(x, y, z, "organic", float(rng.uniform(0.3, 0.8)))]
    if kind == 0:
        neck = y[1] - 0.25 * (y[1] - y[0])
        spot = (middle[0], middle[2])
        solids = [drum(spot, (y[0], neck), half, "water", 1.0)]
        solids.append(drum(spot, (neck, y[1]), 0.4 * half, "plastic", 0.6))
    elif kind == 1:
        spot = (middle[0], middle[2])
        solids = [drum(spot, y, half, "steel", 7.8), drum(spot, y, 0.985 * half, "steel", -7.8)]
        solids.append(drum(spot, (y[0], y[1] - 0.5), 0.98 * half, "water", 1.0))
    elif kind == 2:
        thin = 0.12 * (y[1] - y[0]) + 0.2
        solids = [bar(x, (middle[1], middle[2]), thin, "steel", 7.8)]
        head = (middle[2] - 1.0, middle[2] + 1.0)
        solids.append(wheel((x[0], middle[1]), head, 2.5 * thin, "steel", 6.0))
    elif kind == 3:
        foam = float(rng.uniform(0.1, 0.5))
        solids = [Box(x, y, z, "plastic", foam, texture=textures.jumble(rng))]
    elif kind == 4:
        solids = [Box(x, y, z, "glass", 0.9, texture=textures.bottles(rng))]
    return bare(solids, x, y, z)
