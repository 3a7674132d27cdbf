"""Shells of steel and aluminium that cargo stands in, drawn plate by plate."""

from __future__ import annotations

import numpy as np

from imaging.yard.grid import Cuboid, Floats, Span
from imaging.yard.hold import Cover, Hold, box_cover
from imaging.yard.shapes import roller
from imaging.yard.texture import Rng

WIDE = 243.8
"""Width of a container, cm (ISO 668)."""


def sheet(hold: Hold, body: Cuboid, substance: str, wave: tuple[float, float, float]) -> None:
    """A wall across the beam that is bent in waves along the travel.

    Parameters
    ----------
    hold
        Where it goes.
    body
        Its bounds, its thickness included.
    substance
        Of what.
    wave
        Length of a wave, share of it that slopes, and how much longer the way through a slope is,
        as a share.
    """
    cover = box_cover(hold.grid, body)
    if min(cover.window.shape) == 0:
        return
    _, _, x = hold.grid.centres(cover.window)
    place = ((x - np.float32(body.x[0])) / np.float32(wave[0])) % 1.0
    slope: Floats = (np.abs((place * 2.0) % 1.0 - 0.5) < wave[1] / 2).astype(np.float32)
    factor = 1.0 + np.float32(wave[2]) * slope
    hold.add(substance, Cover(cover.window, cover.share * factor))


def container(
    hold: Hold, rng: Rng, at: tuple[float, float, float], size: tuple[float, float]
) -> Cuboid:
    """Draw an ISO container; return the room in it.

    Parameters
    ----------
    hold
        Where it goes.
    rng
        Wear and make.
    at
        Left end, underside and near side, cm.
    size
        Length and height, cm.
    """
    x0, y0, z0 = at
    x1, y1, z1 = x0 + size[0], y0 + size[1], z0 + WIDE
    floor = y0 + 15.2
    _floor(hold, rng, Cuboid((x0, x1), (y0, floor), (z0, z1)), forks=size[0] < 700)
    wall = float(rng.uniform(0.16, 0.2))
    wave = (float(rng.uniform(25, 29)), 0.48, float(rng.uniform(0.1, 0.25)))
    for z in ((z0 + 2, z0 + 2 + wall), (z1 - 2 - wall, z1 - 2)):
        sheet(hold, Cuboid((x0 + 16, x1 - 16), (floor - 8, y1 - 8), z), "steel", wave)
    _roof(hold, rng, Cuboid((x0 + 8, x1 - 8), (y1 - 6, y1), (z0 + 5, z1 - 5)))
    for y in ((y1 - 7, y1 - 1), (y0, y0 + 15)):
        thick = 0.8 if y[0] > y0 else 1.1
        for z in ((z0, z0 + thick), (z1 - thick, z1)):
            hold.box("steel", Cuboid((x0 + 16, x1 - 16), y, z))
    _corners(hold, Cuboid((x0, x1), (y0, y1), (z0, z1)))
    _closed_end(hold, Cuboid((x0 + 2, x0 + 7), (floor, y1 - 8), (z0 + 4, z1 - 4)), wall)
    _doors(hold, Cuboid((x1 - 6, x1), (floor, y1 - 8), (z0 + 4, z1 - 4)))
    _rings(hold, Cuboid((x0 + 40, x1 - 40), (floor + 6, y1 - 16), (z0 + 6, z1 - 6)))
    return Cuboid((x0 + 8, x1 - 8), (floor, y1 - 9), (z0 + 6, z1 - 6))


def _floor(hold: Hold, rng: Rng, body: Cuboid, *, forks: bool) -> None:
    """Boards on cross members, which leave room for the tunnels of a fork lift."""
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    hold.box("cellulose", Cuboid((x0 + 5, x1 - 5), (y1 - 2.8, y1), (z0 + 2, z1 - 2)), 0.72)
    middle = (x0 + x1) / 2
    tunnels = ((middle - 118, middle - 82), (middle + 82, middle + 118)) if forks else ()
    step = float(rng.uniform(26, 40))
    for x in lined((x0 + step, x1 - 10), step):
        if not any(first - 5 < x < last + 1 for first, last in tunnels):
            _member(hold, x, (y0 + 0.5, y1 - 2.8), (z0 + 1, z1 - 1))
    for tunnel in tunnels:
        for side in (tunnel[0], tunnel[1] - 0.4):
            hold.box("steel", Cuboid((side, side + 0.4), (y0 + 1, y0 + 12.5), (z0, z1)))
        for y in (y0 + 0.5, y0 + 12.2):
            hold.box("steel", Cuboid(tunnel, (y, y + 0.3), (z0, z1)))


def _member(hold: Hold, x: float, y: Span, z: Span) -> None:
    """A channel of pressed steel across the unit."""
    hold.box("steel", Cuboid((x, x + 0.45), y, z))
    for edge in (y[0], y[1] - 0.45):
        hold.box("steel", Cuboid((x, x + 4.5), (edge, edge + 0.45), z))


def _roof(hold: Hold, rng: Rng, body: Cuboid) -> None:
    """A sheet with pressed ribs across; the sides of a rib are seen edge on."""
    (x0, x1), (_, y1), z = body.x, body.y, body.z
    sheet_cm, rib = 0.2, float(rng.uniform(1.6, 2.6))
    step = float(rng.uniform(20, 29))
    for x in np.arange(x0, x1, step):
        begin, turn = float(x), float(x) + 0.55 * step
        end = min(float(x) + step, x1)
        hold.box("steel", Cuboid((begin, turn), (y1 - sheet_cm, y1), z))
        hold.box("steel", Cuboid((turn, end), (y1 - rib - sheet_cm, y1 - rib), z))
        inset = (z[0] + 12, z[1] - 12)
        for side in (turn, end - 0.3):
            hold.box("steel", Cuboid((side, side + 0.3), (y1 - rib, y1), inset))


def _corners(hold: Hold, body: Cuboid) -> None:
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    for x in ((x0, x0 + 15), (x1 - 15, x1)):
        for z in ((z0, z0 + 14), (z1 - 14, z1)):
            hold.shell("steel", Cuboid(x, (y0 + 11, y1 - 11), z), 0.7)
            for y in ((y0, y0 + 11.8), (y1 - 11.8, y1)):
                hold.shell("steel", Cuboid(x, y, z), 1.8, 5.2)
        for y in ((y0, y0 + 10), (y1 - 9, y1)):
            hold.shell("steel", Cuboid(x, y, (z0 + 14, z1 - 14)), 0.5)


def _closed_end(hold: Hold, body: Cuboid, wall: float) -> None:
    """Corrugated upright: in depth it lies now nearer the end, now farther in."""
    step = hold.grid.depth * 2
    for index, z in enumerate(np.arange(body.z[0], body.z[1], step)):
        x = body.x[0] + (4.2 if index % 2 else 0.0)
        strip = Cuboid((x, x + wall), body.y, (float(z), min(float(z) + step, body.z[1])))
        hold.box("steel", strip)


def _doors(hold: Hold, body: Cuboid) -> None:
    (x0, x1), y, (z0, z1) = body.x, body.y, body.z
    hold.box("steel", Cuboid((x0 + 2, x0 + 2.25), y, (z0, z1)))
    for z in (z0, (z0 + z1) / 2 - 4, z1 - 8):
        hold.shell("steel", Cuboid((x0, x1), y, (z, z + 8)), 0.35)
    middle = (z0 + z1) / 2
    for z in (z0 + 30, middle - 35, middle + 30, z1 - 34):
        rod = Cuboid((x1 - 1, x1 + 2.4), (y[0] - 8, y[1] + 4), (z, z + 3.4))
        hold.add("steel", roller(hold.grid, rod, "y", hole=2.4))
        for share in (0.04, 0.35, 0.65, 0.96):
            keeper_y = y[0] + share * (y[1] - y[0])
            keeper = Cuboid((x1 - 2, x1 + 4), (keeper_y - 4, keeper_y + 4), (z - 3, z + 6))
            hold.box("steel", keeper, 2.6)


def _rings(hold: Hold, body: Cuboid) -> None:
    for x in np.arange(body.x[0], body.x[1], 118.0):
        for y in body.y:
            for z in body.z:
                lashing = Cuboid((float(x), float(x) + 6), (y, y + 6), (z - 1.5, z + 1.5))
                hold.add("steel", roller(hold.grid, lashing, "z", hole=3.6))


def van(hold: Hold, rng: Rng, body: Cuboid, *, cold: bool) -> Cuboid:
    """Draw a van body of sheet and posts in aluminium, or one with cold-store walls."""
    x, y, (z0, z1) = body.x, body.y, body.z
    thick = 6.0 if cold else 2.5
    for z in ((z0, z0 + 0.13), (z1 - 0.13, z1)):
        hold.box("aluminium", Cuboid(x, y, z))
    hold.box("aluminium", Cuboid(x, (y[1] - 0.15, y[1]), body.z))
    step = float(rng.uniform(40, 62))
    for place in lined((x[0] + step / 2, x[1]), step):
        _post(hold, body, place)
    if cold:
        _foam(hold, body, thick)
    hold.box("cellulose", Cuboid(x, (y[0], y[0] + 3.2), body.z), 0.7)
    _rails_and_ends(hold, body)
    inner = (z0 + thick + 1, z1 - thick - 1)
    return Cuboid((x[0] + 7, x[1] - 7), (y[0] + 3.2, y[1] - 9), inner)


def _post(hold: Hold, body: Cuboid, x: float) -> None:
    """A post in both walls, the bow that joins them over the roof, a member under the floor."""
    (y0, y1), (z0, z1) = body.y, body.z
    for z in ((z0 + 0.2, z0 + 3), (z1 - 3, z1 - 0.2)):
        hold.box("aluminium", Cuboid((x, x + 5), (y0, y1), z), 0.9)
    hold.box("aluminium", Cuboid((x, x + 3), (y1 - 4, y1 - 0.2), (z0 + 3, z1 - 3)), 0.7)
    hold.box("steel", Cuboid((x, x + 0.5), (y0 - 10, y0), (z0, z1)))


def _foam(hold: Hold, body: Cuboid, thick: float) -> None:
    """Foam in the walls and the roof, and the cooling unit at the front."""
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    for z in ((z0 + 0.2, z0 + thick), (z1 - thick, z1 - 0.2)):
        hold.box("polymer", Cuboid((x0, x1), (y0, y1), z), 0.04)
    hold.box("polymer", Cuboid((x0, x1), (y1 - 8, y1 - 0.2), (z0, z1)), 0.04)
    unit = Cuboid((x0 - 40, x0 - 4), (y1 - 130, y1 - 10), (z0 + 40, z1 - 40))
    hold.box("steel", unit, 0.25)


def _rails_and_ends(hold: Hold, body: Cuboid) -> None:
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    for y in ((y0 - 6, y0 + 8), (y1 - 8, y1)):
        for z in ((z0, z0 + 0.6), (z1 - 0.6, z1)):
            hold.box("aluminium", Cuboid((x0, x1), y, z))
    for x in ((x0, x0 + 6), (x1 - 6, x1)):
        for z in ((z0, z0 + 8), (z1 - 8, z1)):
            hold.box("steel", Cuboid(x, (y0 - 6, y1), z), 1.8)
        hold.box("aluminium", Cuboid((x[0], x[0] + 0.3), (y0, y1), (z0, z1)))


def rail_box(hold: Hold, rng: Rng, body: Cuboid) -> Cuboid:
    """Draw the body of a box car: steel sheet with outside posts, a plug door, a heavy floor."""
    (x0, x1), (y0, y1), (z0, z1) = body.x, body.y, body.z
    sheet_cm = float(rng.uniform(0.25, 0.35))
    for z in ((z0 + 6, z0 + 6 + sheet_cm), (z1 - 6 - sheet_cm, z1 - 6)):
        hold.box("steel", Cuboid((x0, x1), (y0, y1 - 4), z))
    door = ((x0 + x1) / 2 - 160, (x0 + x1) / 2 + 160)
    for x in lined((x0 + 50, x1 - 40), float(rng.uniform(85, 115))):
        if not door[0] - 10 < x < door[1]:
            for z in ((z0, z0 + 6), (z1 - 6, z1)):
                hold.box("steel", Cuboid((x, x + 11), (y0, y1 - 4), z), 1.3)
    _plug_doors(hold, Cuboid(door, (y0 + 5, y1 - 12), body.z))
    inside = (z0 + 6, z1 - 6)
    hold.box("steel", Cuboid((x0, x1), (y1 - 4, y1 - 3.7), inside))
    for x in lined((x0 + 40, x1), 122.0):
        hold.box("steel", Cuboid((x, x + 6), (y1 - 9, y1 - 4), inside), 0.9)
    for end in (x0, x1 - 8):
        _ribbed_end(hold, Cuboid((end, end + 8), (y0, y1 - 4), inside))
    hold.box("cellulose", Cuboid((x0, x1), (y0, y0 + 5.5), (z0 + 7, z1 - 7)), 0.65)
    return Cuboid((x0 + 10, x1 - 10), (y0 + 5.5, y1 - 12), (z0 + 9, z1 - 9))


def _plug_doors(hold: Hold, body: Cuboid) -> None:
    (z0, z1), door = body.z, body.x
    for z in ((z0, z0 + 5), (z1 - 5, z1)):
        hold.shell("steel", Cuboid(door, body.y, z), 0.35)
        for x in lined((door[0] + 40, door[1] - 40), 78.0):
            hold.box("steel", Cuboid((x, x + 4), body.y, z), 1.5)


def _ribbed_end(hold: Hold, body: Cuboid) -> None:
    for y in lined((body.y[0], body.y[1] - 4), 24.0):
        hold.box("steel", Cuboid(body.x, (y, y + 12), body.z), 0.55)
    hold.box("steel", Cuboid((body.x[0] + 3, body.x[0] + 3.6), body.y, body.z))


def lined(span: Span, step: float) -> list[float]:
    """Places every ``step`` cm within a span."""
    return [float(v) for v in np.arange(span[0], span[1], step)]
