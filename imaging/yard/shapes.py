"""Round and crooked bodies in voxels: how much of each voxel they fill."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from imaging.yard.grid import Cuboid, Floats, Grid, Window, around, covered
from imaging.yard.hold import Cover

Inside = Callable[[Floats, Floats, Floats], Floats]
"""Distance in cm from a surface, negative inside, of z, y and x in cm."""

_SHIFT = 4


def solid(grid: Grid, body: Cuboid, distance: Inside) -> Cover:
    """Return the cover of a body inside bounds that a distance describes.

    Layers are deep, so that they are asked at several depths; rows and columns are softened over
    one voxel.
    """
    window = grid.window(body)
    if min(window.shape) == 0:
        return Cover(window, np.zeros(window.shape, dtype=np.float32))
    z, y, x = grid.centres(window)
    depths = max(1, min(6, math.ceil(grid.depth / max(2.0, 1.5 * grid.pitch))))
    share = np.zeros(window.shape, dtype=np.float32)
    for part in range(depths):
        offset = np.float32(((part + 0.5) / depths - 0.5) * grid.depth)
        level = distance(z + offset, y, x)
        share += np.clip(0.5 - level / np.float32(grid.pitch), 0.0, 1.0)
    return Cover(window, share / np.float32(depths))


def pillow(grid: Grid, body: Cuboid, power: float = 3.0) -> Cover:
    """A sack, or with power 2 an ellipsoid: a superellipsoid that fills its bounds."""
    window = grid.window(body)
    (mx, my, mz), (sx, sy, sz) = body.middle, body.size
    _, y, x = grid.centres(window)
    beside = np.abs((x[0] - np.float32(mx)) * np.float32(2 / sx)) ** power
    above = np.abs((y[0] - np.float32(my)) * np.float32(2 / sy)) ** power
    half = np.maximum(1.0 - beside - above, 0.0) ** (1 / power) * (sz / 2)
    return Cover(window, _chord(grid, window, mz, half))


def _chord(grid: Grid, window: Window, middle: float, half: Floats) -> Floats:
    """Share of each layer that lies within ``half`` cm of a depth: (layers, *half.shape)."""
    first = np.arange(*window.layers, dtype=np.float32) * np.float32(grid.depth)
    near = first.reshape((-1,) + (1,) * half.ndim)
    inside = np.minimum(middle + half, near + grid.depth) - np.maximum(middle - half, near)
    return np.asarray(np.clip(inside / grid.depth, 0.0, 1.0), dtype=np.float32)


def roller(grid: Grid, body: Cuboid, axis: str, hole: float = 0.0) -> Cover:
    """A cylinder that fills its bounds along an axis, or a tube with a hole of so many cm across.

    Parameters
    ----------
    grid
        The voxels.
    body
        Bounds.
    axis
        ``x``, ``y`` or ``z``.
    hole
        Diameter in cm.
    """
    window = grid.window(body)
    (mx, my, mz), size = body.middle, body.size
    deep, rows, columns = grid.spans(body)
    _, y, x = grid.centres(window)
    across = {"x": (size[1], size[2]), "y": (size[0], size[2]), "z": (size[0], size[1])}[axis]
    outer = max(0.0, min(across) / 2)
    radii = (outer, min(hole / 2, outer))
    if axis == "z":
        away = np.hypot(x[0] - np.float32(mx), y[0] - np.float32(my))
        discs = [np.clip(0.5 + (r - away) / grid.pitch, 0.0, 1.0) for r in radii]
        disc = discs[0] - discs[1] if hole > 0 else discs[0]
        share = covered(deep, window.layers)[:, None, None] * disc[None]
        return Cover(window, share.astype(np.float32))
    beside = (x.ravel() - np.float32(mx)) if axis == "y" else (y.ravel() - np.float32(my))
    halves = [np.sqrt(np.maximum(r * r - beside * beside, 0.0)) for r in radii]
    section = _chord(grid, window, mz, halves[0])
    if hole > 0:
        section = section - _chord(grid, window, mz, halves[1])
    if axis == "y":
        return Cover(window, section[:, None, :] * covered(rows, window.rows)[None, :, None])
    return Cover(window, section[:, :, None] * covered(columns, window.columns)[None, None, :])


def ring(grid: Grid, body: Cuboid, axis: str, thickness: float) -> Cover:
    """A torus that fills its bounds, its axis ``y`` (lying) or ``z`` (facing the source).

    ``thickness`` is the section's height radially, in cm; along the axis the section fills the
    bounds.
    """
    (mx, my, mz), size = body.middle, body.size
    spine = size[0] / 2 - thickness / 2
    if axis == "z":
        wide = size[2]

        def level(z: Floats, y: Floats, x: Floats) -> Floats:
            radial = (np.hypot(x - np.float32(mx), y - np.float32(my)) - spine) * (2 / thickness)
            section = np.sqrt(np.sqrt(radial**4 + ((z - mz) * (2 / wide)) ** 4))
            return np.asarray((section - 1.0) * (min(thickness, wide) / 2), dtype=np.float32)

        return solid(grid, body, level)
    window = grid.window(body)
    _, y, x = grid.centres(window)
    bulge = np.clip(1.0 - ((y[0] - np.float32(my)) * (2 / size[1])) ** 4, 0.0, 1.0) ** 0.25
    square = (x[0] - np.float32(mx)) ** 2
    inner = np.where(bulge > 0, spine - bulge * (thickness / 2), 1e6)
    outer = np.where(bulge > 0, spine + bulge * (thickness / 2), 0.0)
    wide, narrow = (np.sqrt(np.maximum(r * r - square, 0.0)) for r in (outer, inner))
    narrow = np.minimum(narrow, wide)
    share = _chord(grid, window, mz, wide) - _chord(grid, window, mz, narrow)
    return Cover(window, share.astype(np.float32))


def outline(grid: Grid, points: Sequence[tuple[float, float]], z: tuple[float, float]) -> Cover:
    """A polygon of (x, y) in cm, drawn out from one depth to another."""
    corners = np.asarray(points, dtype=np.float64)
    low, high = corners.min(axis=0), corners.max(axis=0)
    pad = grid.pitch
    window = grid.window(Cuboid((low[0] - pad, high[0] + pad), (low[1] - pad, high[1] + pad), z))
    if min(window.shape) == 0:
        return Cover(window, np.zeros(window.shape, dtype=np.float32))
    scale = 1 << _SHIFT
    columns = corners[:, 0] / grid.pitch + grid.margin - window.columns[0] - 0.5
    rows = (grid.top - corners[:, 1]) / grid.pitch - window.rows[0] - 0.5
    ends = np.rint(np.stack([columns, rows], axis=1) * scale).astype(np.int32)
    picture = np.zeros(window.shape[1:], dtype=np.uint8)
    cv2.fillPoly(picture, [ends], 255, cv2.LINE_AA, _SHIFT)
    deep = covered((z[0] / grid.depth, z[1] / grid.depth), window.layers)
    flat = picture.astype(np.float32) / np.float32(255)
    # The outline is painted over its edge: what is thin would weigh too much.
    area = _area(corners) / grid.pitch**2
    flat *= np.float32(min(1.0, area / max(float(flat.sum()), 1e-6)))
    return Cover(window, deep[:, None, None] * flat[None])


def _area(corners: npt.NDArray[np.float64]) -> float:
    """Area of a polygon that does not cross itself (Gauss's formula)."""
    x, y = corners[:, 0], corners[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def beam(
    grid: Grid,
    ends: tuple[tuple[float, float], tuple[float, float]],
    width: float,
    z: tuple[float, float],
) -> Cover:
    """A straight bar between two points (x, y), ``width`` cm wide in the picture's plane."""
    (x0, y0), (x1, y1) = ends
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    ox, oy = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
    corners = [(x0 + ox, y0 + oy), (x1 + ox, y1 + oy), (x1 - ox, y1 - oy), (x0 - ox, y0 - oy)]
    return outline(grid, corners, z)


def ball(grid: Grid, middle: tuple[float, float, float], radius: float) -> Cover:
    """A sphere."""
    return pillow(grid, around(middle, (2 * radius, 2 * radius, 2 * radius)), power=2.0)


def textured(cover: Cover, factors: Floats) -> Cover:
    """The same body, its density uneven."""
    return Cover(cover.window, cover.share * factors)
