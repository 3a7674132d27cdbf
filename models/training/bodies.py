"""Bodies of any shape and matter, and hollows, to be laid into innocent cargo.

They stand for what nobody thought of: a network that has only ever seen a dozen kinds of
irregularity learns those kinds, one that has seen a hundred thousand random bodies learns what
belongs. A body is a picture of attenuation, which adds: what the beam loses in one thing after
another multiplies, so its logarithm sums (Beer and Lambert), in both energies.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from models.prepare import Floats

Rng = np.random.Generator

SMALLEST, LARGEST = 4, 70
"""Sides of a body in working pixels."""
FAINTEST, DENSEST = 0.05, 2.5
"""Attenuation of the thickest part, high energy."""
RATIOS = {True: (1.04, 1.24), False: (1.15, 2.2)}
"""Attenuation of the low energy over that of the high one, from heavy to light matter at a linac
and from light to heavy at a tube, by megavolt (docs/phantom.md)."""
_EDGE = 2
"""Pixels of nothing around a body, for its blur."""


def draw_body(rng: Rng, *, megavolt: bool) -> Floats:
    """Draw a body: ``float32``, (2, rows, columns), attenuation added at high and low energy."""
    rows, columns = (round(_evenly_by_size(rng, SMALLEST, LARGEST)) for _ in range(2))
    shape = _SHAPES[int(rng.integers(len(_SHAPES)))](rows, columns, rng)
    if rng.random() < 0.4:
        shape = shape * np.maximum(1.0 + 0.15 * _grain(rows, columns, rng), 0.0)
    if rng.random() < 0.3:
        turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), float(rng.uniform(-45, 45)), 1.0)
        turned = cv2.warpAffine(shape.astype(np.float32), turn, (columns, rows))
        shape = np.asarray(turned, dtype=np.float32)
    edge = float(rng.uniform(0.4, 0.9))
    blurred = cv2.GaussianBlur(np.pad(shape, _EDGE).astype(np.float32), (0, 0), edge)
    high = _evenly_by_size(rng, FAINTEST, DENSEST) * blurred
    return np.stack([high, high * rng.uniform(*RATIOS[megavolt])]).astype(np.float32)


def draw_hollow(rng: Rng) -> Floats:
    """Draw where something was taken out: ``float32``, (rows, columns), shares of 0 to 1."""
    rows, columns = (round(_evenly_by_size(rng, 2 * SMALLEST, LARGEST)) for _ in range(2))
    if rng.random() < 0.7:
        shape = np.ones((rows, columns), dtype=np.float32)
    else:
        shape = (_dome(rows, columns, rng) > 0.0).astype(np.float32)
    share = float(rng.uniform(0.3, 0.97))
    return np.asarray(share * cv2.GaussianBlur(np.pad(shape, _EDGE), (0, 0), 0.5), dtype=np.float32)


def _evenly_by_size(rng: Rng, low: float, high: float) -> float:
    """A draw of which every factor of two is as likely as any other."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def _grain(rows: int, columns: int, rng: Rng) -> Floats:
    """Smooth noise of unit deviation."""
    noise = rng.standard_normal((rows, columns), dtype=np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), float(rng.uniform(0.6, 4.0)))
    return np.asarray(smooth / (smooth.std() + 1e-6), dtype=np.float32)


def _square_distance(rows: int, columns: int) -> tuple[Floats, Floats]:
    """Distances from the middle along rows and columns, squared, 1 at the edges."""
    down = ((2 * np.arange(rows, dtype=np.float32) + 1) / rows - 1) ** 2
    along = ((2 * np.arange(columns, dtype=np.float32) + 1) / columns - 1) ** 2
    return np.broadcast_to(down[:, None], (rows, columns)), np.broadcast_to(along, (rows, columns))


def _slab(rows: int, columns: int, _rng: Rng) -> Floats:
    return np.ones((rows, columns), dtype=np.float32)


def _dome(rows: int, columns: int, _rng: Rng) -> Floats:
    """Path through a ball."""
    down, along = _square_distance(rows, columns)
    return np.asarray(np.sqrt(np.maximum(1.0 - down - along, 0.0)), dtype=np.float32)


def _cylinder(rows: int, columns: int, rng: Rng) -> Floats:
    """Path through a cylinder that lies or stands, hollow now and then."""
    across = _square_distance(rows, columns)[int(rng.integers(2))]
    bore = float(rng.uniform(0.3, 0.95)) if rng.random() < 0.4 else 0.0
    path = np.sqrt(np.maximum(1.0 - across, 0.0)) - np.sqrt(np.maximum(bore**2 - across, 0.0))
    return np.asarray(path, dtype=np.float32)


def _outline(rows: int, columns: int, rng: Rng) -> Floats:
    """A plate with a few corners."""
    count = int(rng.integers(3, 9))
    turn, reach = np.sort(rng.uniform(0, 2 * np.pi, count)), rng.uniform(0.35, 1.0, count)
    x, y = (1 + reach * np.cos(turn)) * columns / 2, (1 + reach * np.sin(turn)) * rows / 2
    shape = np.zeros((rows, columns), dtype=np.float32)
    cv2.fillPoly(shape, [np.stack([x, y], axis=1).astype(np.int32)], 1.0)
    return shape


def _assembly(rows: int, columns: int, rng: Rng) -> Floats:
    """Some blocks over and beside each other: a tool, a weapon, an engine."""
    shape = np.zeros((rows, columns), dtype=np.float32)
    for _ in range(int(rng.integers(2, 6))):
        top, left = int(rng.integers(0, rows - 2)), int(rng.integers(0, columns - 2))
        high, wide = int(rng.integers(2, rows - top + 1)), int(rng.integers(2, columns - left + 1))
        shape[top : top + high, left : left + wide] += float(rng.uniform(0.3, 1.0))
    return shape


def _rows_of_bricks(rows: int, columns: int, rng: Rng) -> Floats:
    """Like pieces in rows, thin joints between them."""
    shape = np.ones((rows, columns), dtype=np.float32)
    for axis, length in ((0, rows), (1, columns)):
        count = int(rng.integers(1, 6))
        joints = np.round(np.arange(1, count) * length / count).astype(int)
        np.moveaxis(shape, axis, 0)[np.minimum(joints, length - 1)] *= 0.3
    return shape


_SHAPES = (_slab, _dome, _cylinder, _outline, _assembly, _rows_of_bricks)
