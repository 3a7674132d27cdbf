"""Places where something can be hidden, and the cargo that has to make way."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from imaging.phantom.geometry import Span
from imaging.phantom.packing import Item
from imaging.phantom.solids import Box, Solid
from imaging.phantom.stage import Rng, Room


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """Where an irregularity may be put.

    Attributes
    ----------
    room
        The cargo space.
    items
        The cargo.
    scale
        Size of hiding places relative to a container's: smaller in an air unit or a parcel.
    wish
        Wanted place as shares of length and height, None to draw it.
    """

    room: Room
    items: Sequence[Item]
    scale: float
    wish: tuple[float, float] | None = None


def uniform(rng: Rng, low: float, high: float) -> float:
    """Return an even draw as a plain number."""
    return float(rng.uniform(low, high))


def find_spot(site: Site, size: tuple[float, float, float], rng: Rng) -> tuple[Span, Span, Span]:
    """Find a place for a body of (width, height, depth), within cargo where there is some."""
    room = site.room if site.scale > 0.5 or not site.items else _inside(site, rng)
    wide, high, deep = (
        min(wanted, 0.95 * free)
        for wanted, free in zip(size, (room.length, room.height, room.depth), strict=True)
    )
    if site.wish is not None and room is site.room:
        left = room.x[0] + site.wish[0] * (room.length - wide)
        low = room.y[0] + site.wish[1] * (room.height - high)
        near = room.middle - deep / 2
    elif site.items and room is site.room:
        body = site.items[int(rng.integers(len(site.items)))].body
        left = uniform(rng, *body.x) - wide / 2
        low = uniform(rng, *body.y) - high / 2
        near = uniform(rng, *body.z) - deep / 2
    else:
        left, low = uniform(rng, room.x[0], room.x[1] - wide), room.y[0]
        low += uniform(rng, 0.0, room.y[1] - high - low) if site.items else 0.0
        near = uniform(rng, room.z[0], room.z[1] - deep)
    left = float(np.clip(left, room.x[0], room.x[1] - wide))
    low = float(np.clip(low, room.y[0], room.y[1] - high))
    near = float(np.clip(near, room.z[0], room.z[1] - deep))
    return (left, left + wide), (low, low + high), (near, near + deep)


def _inside(site: Site, rng: Rng) -> Room:
    """Return the inside of one parcel: what is hidden on a belt lies within a carton."""
    volumes = [item.body.volume for item in site.items]
    cartons = [i for i, v in zip(site.items, volumes, strict=True) if v > 0.3 * max(volumes)]
    body = chosen_item(dataclasses.replace(site, items=cartons), rng).body
    return Room(body.x, body.y, body.z)


def _overlap(one: Span, other: Span) -> Span | None:
    both = (max(one[0], other[0]), min(one[1], other[1]))
    return both if both[1] > both[0] else None


def displaced(site: Site, x: Span, y: Span, z: Span) -> list[Solid]:
    """Return what takes the cargo out of a cuboid, at each item's mean density."""
    out: list[Solid] = []
    for item in site.items:
        body = item.body
        sides = [_overlap(a, b) for a, b in ((x, body.x), (y, body.y), (z, body.z))]
        if sides[0] and sides[1] and sides[2]:
            out.append(Box(sides[0], sides[1], sides[2], body.material, -body.density))
    return out


def instead(site: Site, spot: tuple[Span, Span, Span], new: Sequence[Solid]) -> list[Solid]:
    """Return new bodies and what takes the cargo out of their place."""
    return [*displaced(site, *spot), *new]


def cleared(items: Sequence[Item], x: Span, y: Span) -> list[Solid]:
    """Return what takes out every item whose middle lies within a rectangle."""
    out: list[Solid] = []
    for item in items:
        middle = (0.5 * sum(item.body.x), 0.5 * sum(item.body.y))
        if x[0] < middle[0] < x[1] and y[0] < middle[1] < y[1]:
            out += [solid.inverse() for solid in item.solids]
    return out


def covered(items: Sequence[Item]) -> list[Item]:
    """Return the packages that have others above them; all where none has."""
    out = []
    for item in items:
        x = 0.5 * sum(item.body.x)
        if highest(items, (x - 1.0, x + 1.0)) > item.body.y[1] + 0.9 * _height(item):
            out.append(item)
    return out or list(items)


def highest(items: Sequence[Item], x: Span) -> float:
    """Return the top of what stands anywhere between two places along the unit; 0 if nothing."""
    return max((i.body.y[1] for i in items if _overlap(i.body.x, x)), default=0.0)


def _height(item: Item) -> float:
    return item.body.y[1] - item.body.y[0]


def shrunk(span: Span) -> Span:
    """Return an extent less two hundredths at each end."""
    edge = 0.02 * (span[1] - span[0])
    return span[0] + edge, span[1] - edge


def chosen_item(site: Site, rng: Rng) -> Item:
    """Choose a package that is large enough to matter: by its area, towards the wish."""
    areas = np.array(
        [(i.body.x[1] - i.body.x[0]) * (i.body.y[1] - i.body.y[0]) for i in site.items]
    )
    if site.wish is not None:
        x = site.room.x[0] + site.wish[0] * site.room.length
        y = site.room.y[0] + site.wish[1] * site.room.height
        far = [np.hypot(sum(i.body.x) / 2 - x, sum(i.body.y) / 2 - y) for i in site.items]
        return site.items[int(np.argmin(far))]
    return site.items[int(rng.choice(len(areas), p=areas / areas.sum()))]
