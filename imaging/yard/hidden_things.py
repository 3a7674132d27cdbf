"""Things that are hidden among goods, drawn from what they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from imaging.yard.grid import Cuboid, around
from imaging.yard.hiding import Hiding, within
from imaging.yard.hold import Cover
from imaging.yard.shapes import outline, pillow, roller, solid
from imaging.yard.texture import spectral_noise

Points = Sequence[tuple[float, float]]

_PISTOL_SLIDE: Points = ((0, 11), (19, 11), (19, 14), (0, 14))
_PISTOL_FRAME: Points = ((1, 9.5), (15, 9.5), (15, 11), (1, 11))
_PISTOL_GRIP: Points = ((0.5, 0), (5, 0), (7.5, 9.5), (2.5, 9.5))
_PISTOL_GUARD: Points = ((7.5, 6.5), (12, 6.5), (13, 9.5), (12, 9.5), (11.4, 7.4), (7.9, 7.4))
_RIFLE_BARREL: Points = ((48, 9), (98, 9), (98, 11), (48, 11))
_RIFLE_RECEIVER: Points = ((24, 6), (52, 6), (52, 13), (24, 13))
_RIFLE_STOCK: Points = ((0, 0), (4, 0), (25, 7), (25, 12), (0, 11))
_RIFLE_FORE: Points = ((52, 7.5), (74, 8), (74, 12), (52, 12.5))
_RIFLE_MAGAZINE: Points = ((36, 6), (43, 6), (48, -11), (41, -12.5))
_RIFLE_GRIP: Points = ((25, 6), (30, 6), (27, -5), (23, -4))


def weapon(hiding: Hiding) -> None:
    """Pistols, or long guns where there is room: steel, with polymer or wood where it is held."""
    site = hiding.site
    long_gun = not hiding.small and site.chance(0.55)
    number = int(site.rng.integers(1, 3 if hiding.small else 6))
    size = (105.0, 46.0, 28.0) if long_gun else (46.0, 30.0, 22.0)
    place = hiding.among_goods((min(size[0], 50) if hiding.small else size[0], *size[1:]))
    angle = site.draw(0, 2 * math.pi) if not long_gun else site.draw(-0.5, 0.5)
    for index in range(number):
        depth = place.z[0] + (index + 0.3) * place.size[2] / number
        shift = (site.draw(-5, 5), site.draw(-6, 6))
        _gun(hiding, place.middle, angle + site.draw(-0.2, 0.2), (depth, shift), long_gun=long_gun)


def _gun(
    hiding: Hiding,
    middle: tuple[float, float, float],
    angle: float,
    at: tuple[float, tuple[float, float]],
    *,
    long_gun: bool,
) -> None:
    site = hiding.site
    depth, shift = at
    scale = site.draw(0.85, 1.15)
    stock = site.pick("cellulose", "polymer")
    pieces: list[tuple[Points, str, float, float]]
    if long_gun:
        pieces = [
            (_RIFLE_STOCK, stock, 0.8, 4.0),
            (_RIFLE_FORE, stock, 0.8, 4.5),
            (_RIFLE_GRIP, "polymer", 1.0, 3.0),
            (_RIFLE_RECEIVER, "steel", 3.6, 4.0),
            (_RIFLE_BARREL, "steel", 6.5, 1.8),
            (_RIFLE_MAGAZINE, "steel", 3.0, 2.6),
        ]
    else:
        pieces = [
            (_PISTOL_GRIP, site.pick("polymer", "steel"), 2.4, 2.8),
            (_PISTOL_FRAME, "steel", 5.0, 2.4),
            (_PISTOL_GUARD, "steel", 6.0, 1.0),
            (_PISTOL_SLIDE, "steel", 6.2, 2.6),
        ]
    centre = (50.0, 6.0) if long_gun else (9.5, 7.5)
    for points, substance, density, thick in pieces:
        turned = [
            _turn(p, centre, angle, scale, (middle[0] + shift[0], middle[1] + shift[1]))
            for p in points
        ]
        body = outline(site.grid, turned, (depth, depth + thick))
        hiding.bring(substance, body, density)


def _turn(
    point: tuple[float, float],
    centre: tuple[float, float],
    angle: float,
    scale: float,
    to: tuple[float, float],
) -> tuple[float, float]:
    u, v = (point[0] - centre[0]) * scale, (point[1] - centre[1]) * scale
    cos, sin = math.cos(angle), math.sin(angle)
    return to[0] + u * cos - v * sin, to[1] + u * sin + v * cos


def organic_bricks(hiding: Hiding) -> None:
    """Pressed and wrapped bricks in rows, a hand's breadth each."""
    site = hiding.site
    brick = (site.draw(18, 24), site.draw(5, 8), site.draw(12, 16))
    most = (2, 3, 2) if hiding.small else (5, 8, 6)
    number = [int(site.rng.integers(1, m + 1)) for m in most]
    size = [n * b for n, b in zip(number, brick, strict=True)]
    place = within(hiding.among_goods((size[0], size[1], size[2])), (size[0], size[1], size[2]))
    step = [extent / n for extent, n in zip(place.size, number, strict=True)]
    density = site.draw(1.0, 1.25)
    for i, j, k in np.ndindex(number[0], number[1], number[2]):
        low = (place.x[0] + i * step[0], place.y[0] + j * step[1], place.z[0] + k * step[2])
        spans = [(a + 0.25, a + s - 0.25) for a, s in zip(low, step, strict=True)]
        hiding.bring_box("powder", Cuboid(spans[0], spans[1], spans[2]), density)


def shielded_source(hiding: Hiding) -> None:
    """A lead pot with a lid and a capsule in its hollow, sometimes in a drum of plastic."""
    site = hiding.site
    across = site.draw(5, 11) if hiding.small else site.draw(12, 34)
    tall = across * site.draw(1.0, 1.5)
    place = hiding.among_goods((across * 1.2, tall * 1.2, across * 1.2))
    pot = around(place.middle, (across, tall, across))
    if site.chance(0.4):
        drum = around(place.middle, (across * 1.6, tall * 1.4, across * 1.6))
        hiding.bring("polymer", roller(site.grid, drum, "y"), site.draw(0.2, 0.9))
    metal = site.pick("lead", "lead", "lead", "tungsten", "uranium")
    density = {"lead": 11.3, "tungsten": 17.5, "uranium": 18.9}[metal]
    hiding.bring(metal, roller(site.grid, pot, "y"), density)
    bore = across * site.draw(0.25, 0.5)
    hollow = around(place.middle, (bore, tall * 0.55, bore))
    hiding.bring("steel", roller(site.grid, hollow, "y"), site.draw(1.0, 3.0))


def gas_cylinders(hiding: Hiding) -> None:
    """Cylinders with a neck and a valve, standing or lying."""
    site = hiding.site
    across, tall = (
        (site.draw(5, 9), site.draw(18, 27))
        if hiding.small
        else ((site.draw(20, 32), site.draw(90, 150)) if site.chance(0.6) else (30.0, 50.0))
    )
    number = int(site.rng.integers(1, 3 if hiding.small else 7))
    lying = site.chance(0.5)
    size = (tall, across, across * number) if lying else (across * number, tall, across)
    place = hiding.among_goods(size)
    wall = site.draw(0.3, 0.8) if not hiding.small else 0.25
    for index in range(number):
        shift = (index + 0.5 - number / 2) * across
        middle = (
            place.middle[0] + (0 if lying else shift),
            place.middle[1],
            place.middle[2] + (shift if lying else 0),
        )
        _cylinder(hiding, middle, (across, tall, wall), lying=lying)


def _cylinder(
    hiding: Hiding,
    middle: tuple[float, float, float],
    shape: tuple[float, float, float],
    *,
    lying: bool,
) -> None:
    across, tall, wall = shape
    grid = hiding.site.grid
    axis = "x" if lying else "y"
    size = (tall, across, across) if lying else (across, tall, across)
    body = around(middle, size)
    drawn = max(wall, 0.9 * grid.pitch)
    whole = roller(grid, body, axis)
    hiding.site.hold.carve(whole)
    shell = roller(grid, body, axis, hole=across - 2 * drawn)
    hiding.bring("steel", shell, 7.85 * wall / drawn, clear=False)
    inner = roller(grid, body.shrunk(wall), axis)
    hiding.bring("polymer", inner, hiding.site.draw(0.05, 0.45), clear=False)
    out = tall / 2 + 4
    valve_at = (middle[0] + out, *middle[1:]) if lying else (middle[0], middle[1] + out, middle[2])
    valve = around(valve_at, (8, 4, 4) if lying else (4, 8, 4))
    hiding.bring("copper", roller(grid, valve, axis), 4.0)


def battery_packs(hiding: Hiding) -> None:
    """Rows of cells in an aluminium case, joined by copper."""
    site = hiding.site
    size = (
        (site.draw(8, 22), site.draw(5, 12), site.draw(6, 18))
        if hiding.small
        else (site.draw(30, 90), site.draw(15, 40), site.draw(25, 60))
    )
    place = within(hiding.among_goods(size), size)
    hiding.bring_box("aluminium", place, 0.5)
    inner = place.shrunk(0.6 if hiding.small else 1.5)
    cell = max(2.2, 3.2 * site.grid.pitch)
    density = site.draw(1.6, 2.2)
    for x in np.arange(inner.x[0], inner.x[1] - cell, cell * 1.15):
        body = Cuboid((float(x), float(x) + cell), (inner.y[0], inner.y[1] - 1.5), inner.z)
        hiding.bring_box("cell", body, density)
    bar = Cuboid(inner.x, (inner.y[1] - 1.2, inner.y[1] - 0.4), (inner.z[0], inner.z[0] + 3))
    hiding.bring_box("copper", bar, 8.9)


def dense_block(hiding: Hiding) -> None:
    """A lump of metal or stone: a block, a bar or a wheel."""
    site = hiding.site
    scale = 0.3 if hiding.small else 1.0
    size = (site.draw(14, 55) * scale, site.draw(12, 40) * scale, site.draw(12, 45) * scale)
    place = within(hiding.among_goods(size), size)
    substance = site.pick("steel", "steel", "lead", "copper", "ceramic", "aluminium", "tungsten")
    density = {
        "steel": 7.8,
        "lead": 11.3,
        "copper": 8.9,
        "ceramic": 2.4,
        "aluminium": 2.7,
        "tungsten": 17.5,
    }[substance]
    if site.chance(0.6):
        hiding.bring_box(substance, place, density)
        return
    hiding.bring(substance, roller(site.grid, place, site.pick("x", "y", "z")), density)


def odd_item(hiding: Hiding) -> None:
    """A package unlike those around it: other stuff, or much denser or lighter."""
    site = hiding.site
    scale = 0.3 if hiding.small else 1.0
    size = (site.draw(35, 95) * scale, site.draw(30, 80) * scale, site.draw(35, 90) * scale)
    place = within(hiding.among_goods(size), size)
    around_it = float(site.hold.density_in(site.grid.window(place)).mean())
    substance = site.pick("liquid", "polymer", "ceramic", "fabric", "aluminium", "rubber", "steel")
    heavier = around_it * site.draw(1.6, 3.0) + 0.15
    lighter = around_it * site.draw(0.1, 0.45)
    most = {"steel": 1.6, "aluminium": 1.6, "ceramic": 1.8}.get(substance, 1.1)
    density = min(heavier, most) if around_it < 0.55 or site.chance(0.4) else lighter
    hiding.bring_box(substance, place, max(density, 0.03), uneven=site.draw(0.02, 0.25))


def random_blob(hiding: Hiding) -> None:
    """A lump without a name: an ellipsoid whose surface is uneven, of any substance."""
    site = hiding.site
    scale = 0.28 if hiding.small else 1.0
    size = (site.draw(12, 85) * scale, site.draw(10, 60) * scale, site.draw(12, 70) * scale)
    place = within(hiding.among_goods(size), size)
    substance = site.pick(
        "food", "polymer", "cellulose", "rubber", "glass", "aluminium", "steel", "copper", "lead"
    )
    solid_density = {"glass": 2.5, "aluminium": 2.7, "steel": 7.8, "copper": 8.9, "lead": 11.3}
    density = solid_density.get(substance, 1.0) * site.draw(0.25, 1.0)
    if site.chance(0.4):
        body = pillow(site.grid, place, site.draw(1.2, 6.0))
    else:
        body = _lump(hiding, place)
    hiding.bring(substance, body, density)


def _lump(hiding: Hiding, place: Cuboid) -> Cover:
    """An ellipsoid with hills: noise over the directions from its middle."""
    hills = spectral_noise(hiding.site.rng, (16, 32), 1.7)
    (mx, my, mz), (sx, sy, sz) = place.middle, place.size
    smallest = min(place.size) / 2

    def level(z: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
        u, v, w = (x - mx) * (2 / sx), (y - my) * (2 / sy), (z - mz) * (2 / sz)
        radius = np.sqrt(u * u + v * v + w * w) + np.float32(1e-6)
        turn = ((np.arctan2(v, u) / (2 * math.pi)) % 1.0 * 31.99).astype(int)
        rise = (np.clip(w / radius * 0.5 + 0.5, 0, 1) * 15.99).astype(int)
        return np.asarray((radius - 0.8 - 0.12 * hills[rise, turn]) * smallest, dtype=np.float32)

    return solid(hiding.site.grid, place, level)


def gap(hiding: Hiding) -> None:
    """Goods that are missing from the middle of a load."""
    site = hiding.site
    scale = 0.28 if hiding.small else 1.0
    size = (site.draw(45, 125) * scale, site.draw(35, 95) * scale, site.draw(70, 230) * scale)
    place = hiding.among_goods(size)
    hiding.site.hold.carve(_rounded(hiding, place))


def _rounded(hiding: Hiding, place: Cuboid) -> Cover:
    return pillow(hiding.site.grid, place, hiding.site.draw(6.0, 14.0))


Hide = Callable[[Hiding], None]
