"""A scene under construction, and the packages that many kinds of goods share."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np

from imaging.yard.grid import Cuboid, Floats, Grid, Span, covered
from imaging.yard.hold import Cover, Hold, box_cover
from imaging.yard.packing import Heap
from imaging.yard.texture import Cloth, Rng

Painter = Callable[["Site", Cuboid], None]
"""Draws goods that fill a space."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Where goods are put.

    Attributes
    ----------
    hold
        Voxels of the goods.
    rng
        Where all chance comes from.
    cloth
        Noise to cut textures from.
    fine
        Whether pixels are a few millimetres, so that the walls of cartons and what lies in them
        are drawn one by one.
    most_kg
        Mass of everything in the hold at which loaders stop.
    """

    hold: Hold
    rng: Rng
    cloth: Cloth
    fine: bool = False
    most_kg: float = math.inf

    @property
    def grid(self) -> Grid:
        """The voxels."""
        return self.hold.grid

    def full(self) -> bool:
        """Whether no more may be loaded."""
        return self.hold.mass_kg() >= self.most_kg

    def draw(self, low: float, high: float) -> float:
        """A length or share between two."""
        return float(self.rng.uniform(low, high))

    def chance(self, share: float) -> bool:
        """True in so many cases."""
        return bool(self.rng.random() < share)

    def pick(self, *choices: str) -> str:
        """One of several."""
        return choices[int(self.rng.integers(len(choices)))]

    def pick_number(self, *choices: float) -> float:
        """One of several lengths."""
        return choices[int(self.rng.integers(len(choices)))]

    def slab(self, substance: str, body: Cuboid, density: float, *, uneven: float = 0.0) -> None:
        """Add a cuboid of stuff whose density varies by ``uneven`` (a share)."""
        cover = box_cover(self.grid, body)
        if uneven > 0 and min(cover.window.shape) > 0:
            factors = self.cloth.uneven(cover.window.shape, uneven)
            cover = Cover(cover.window, cover.share * factors)
        self.hold.add(substance, cover, density)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Carton:
    """A kind of package, all of a lot alike.

    Attributes
    ----------
    size
        Length, height, depth in cm.
    substance
        What is in it.
    density
        g/cm3 on the average of the package.
    pieces
        Distance between the pieces in it, cm: 0 for stuff without form.
    upright
        Whether pieces stand (bottles) or lie about like fruit.
    spread
        How much packages of the lot differ, as a share.
    inside
        ``float32`` square of factors, mean 1, laid over the length and height of each package; None
        where nothing particular is in it.
    """

    size: tuple[float, float, float]
    substance: str
    density: float
    pieces: float = 0.0
    upright: bool = False
    spread: float = 0.04
    inside: Floats | None = None


def block_of_cartons(site: Site, body: Cuboid, carton: Carton) -> None:
    """Fill bounds with cartons in courses: rows in depth, each with joints of its own."""
    length, height, depth = body.size
    across = max(1, round(depth / carton.size[2]))
    step = depth / across
    long = length / max(1, round(length / carton.size[0]))
    high = min(carton.size[1], height)
    for index in range(across):
        front = body.z[0] + index * step
        part = Cuboid(body.x, body.y, (front, front + step * 0.985))
        _course(site, part, carton, (long, high))


def _course(site: Site, body: Cuboid, carton: Carton, cell: tuple[float, float]) -> None:
    grid = site.grid
    window = grid.window(body)
    if min(window.shape) == 0:
        return
    _, y, x = (axis.ravel() for axis in grid.centres(window))
    along, up = (x - body.x[0]) / cell[0], (y - body.y[0]) / cell[1]
    column = np.clip(np.floor(along).astype(int), 0, None)
    row = np.clip(np.floor(up).astype(int), 0, None)
    filling = 1.0 + carton.spread * site.rng.standard_normal((row.max() + 1, column.max() + 1))
    factors = filling[row[:, None], column[None, :]].astype(np.float32)
    joint = grid.pitch * site.draw(0.3, 0.6)
    factors *= _joints(along, cell[0], joint)[None, :] * _joints(up, cell[1], joint)[:, None]
    if carton.pieces > 1.6 * grid.pitch:
        factors *= _pieces(x - body.x[0], y - body.y[0], carton)
    if carton.inside is not None:
        factors *= _inside(carton.inside, up, along)
    if carton.spread > 0.1:
        factors *= 1.0 + carton.spread * site.cloth.cut(
            factors.shape[0], factors.shape[1], slope=0.6
        )
    z, rows, columns = grid.spans(body)
    share = covered(z, window.layers)[:, None, None] * (
        covered(rows, window.rows)[:, None] * covered(columns, window.columns)[None, :]
    )
    cover = Cover(window, share * np.maximum(factors, 0.0)[None])
    site.hold.add(carton.substance, cover, carton.density)


def _joints(cells: Floats, size: float, joint: float) -> Floats:
    """Less stuff where two packages meet."""
    edge = np.abs(cells - np.rint(cells)) * size
    return np.asarray(1.0 - 0.45 * np.exp(-((edge / joint) ** 2)), dtype=np.float32)


def _inside(pattern: Floats, up: Floats, along: Floats) -> Floats:
    """The same parts at the same place of every package."""
    size = pattern.shape[0]
    rows = (np.clip(1.0 - up % 1.0, 0.0, 0.999) * size).astype(int)
    columns = (np.clip(along % 1.0, 0.0, 0.999) * size).astype(int)
    return np.asarray(pattern[rows[:, None], columns[None, :]])


def parts_inside(site: Site, count: int, size: int = 24) -> Floats:
    """Draw the parts of a package: rectangles at random, mean 1."""
    pattern = np.full((size, size), 0.35, dtype=np.float32)
    for _ in range(count):
        high, long = (int(site.rng.integers(1, max(2, size // 2))) for _ in range(2))
        y, x = int(site.rng.integers(size - high)), int(site.rng.integers(size - long))
        pattern[y : y + high, x : x + long] += site.draw(0.2, 2.0)
    return np.asarray(pattern / pattern.mean(), dtype=np.float32)


def _pieces(x: Floats, y: Floats, carton: Carton) -> Floats:
    """Chords through round pieces in rows, mean about 1."""
    pitch = carton.pieces
    if carton.upright:
        place = x / pitch - np.rint(x / pitch)
        chord = np.sqrt(np.clip(1.0 - (place * 2.0) ** 2, 0.0, 1.0))
        neck = np.where((y % carton.size[1]) < 0.82 * carton.size[1], 1.0, 0.35)
        return np.asarray((chord / 0.785)[None, :] * neck[:, None], dtype=np.float32)
    wave = np.cos(2 * np.pi * x / pitch)[None, :] * np.cos(2 * np.pi * y / pitch)[:, None]
    return np.asarray(1.0 + 0.35 * wave, dtype=np.float32)


def pallet(site: Site, place: Cuboid) -> float:
    """Draw a wooden pallet at the foot of a place; return its height in cm."""
    (x0, x1), bottom, (z0, z1) = place.x, place.y[0], place.z
    height = 13.5
    for y in ((bottom, bottom + 2.0), (bottom + height - 2.2, bottom + height)):
        site.hold.box("cellulose", Cuboid((x0, x1), y, (z0, z1)), 0.40)
    for share in (0.0, 0.46, 0.92):
        x = x0 + share * (x1 - x0)
        block = Cuboid((x, x + 0.08 * (x1 - x0)), (bottom + 2, bottom + height - 2.2), (z0, z1))
        site.hold.box("cellulose", block, 0.35)
    return height


def on_pallets(
    site: Site,
    space: Cuboid,
    footprint: tuple[float, float],
    height: Callable[[], float],
    paint: Painter,
    *,
    ceiling: float | None = None,
) -> None:
    """Fill a space with pallets of goods, one or two high, as gravity and a ceiling let them."""
    heap = Heap(space, site.rng)
    free = space.size[1] - site.draw(8, 25)
    ceiling = free if ceiling is None else min(ceiling, free)
    wall = site.draw(0.6, 1.2)
    missing = site.draw(0.0, 0.06)
    for _ in range(120):
        long, deep = footprint if site.chance(0.85) else footprint[::-1]
        place = heap.drop((long, min(height(), ceiling), deep), ceiling=ceiling, wall=wall)
        if place is None or site.full():
            return
        if site.chance(missing):
            continue
        lift = pallet(site, place)
        paint(site, Cuboid(place.x, (place.y[0] + lift, place.y[1]), place.z))


def loose(
    site: Site,
    space: Cuboid,
    sizes: Callable[[], tuple[float, float, float]],
    paint: Painter,
    *,
    fill: float,
    most: int = 420,
) -> None:
    """Fill a space by hand: lots of packages of one size each, up to a share of its height."""
    heap = Heap(space, site.rng)
    wall = site.draw(0.25, 0.9)
    failures, count = 0, 0
    while failures < 4 and count < most and not site.full():
        size = sizes()
        ceiling = space.size[1] * min(0.97, fill * site.draw(0.9, 1.08))
        for _ in range(int(site.rng.integers(3, 18))):
            place = heap.drop(size, ceiling=ceiling, wall=wall)
            if place is None:
                failures += 1
                break
            count += 1
            paint(site, place)


def parts_of(span: Span, length: float, gap: float = 0.0) -> list[Span]:
    """Cut a span into as many lengths as it holds, with gaps between."""
    count = math.floor((span[1] - span[0] + gap) / (length + gap))
    return [
        (span[0] + i * (length + gap), span[0] + i * (length + gap) + length) for i in range(count)
    ]
