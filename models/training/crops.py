"""Crops for learning: pairs with and without the irregularity, and all that scanners do to them.

What is varied here (gain, scatter, noise, blur, stripes, scale, a missing energy) is varied widely
on purpose: the trial behind this design lost most under scatter and blur it had not seen.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from models.prepare import CELL, Floats
from models.training.scenes import StoredScene

SIDE = 256
Rng = np.random.Generator


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """One example: ``counts`` float32 (2, SIDE, SIDE), ``air`` (2,), ``beam`` (2,), ``target``.

    ``target`` is float32, (SIDE / 4, SIDE / 4): 1 where the irregularity changes the picture, 0
    where it is not, -1 where it is but nobody could see it, which teaches nothing.
    """

    counts: Floats
    air: Floats
    beam: Floats
    target: Floats


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a crop lies in its scene, and whether it is mirrored."""

    row: int
    column: int
    side: int
    mirrored: bool


def pair(scene: StoredScene, rng: Rng) -> tuple[Crop, Crop]:
    """The same place with the irregularity and without it, each with its own disturbances."""
    place = _place(scene, rng, near_mask=bool(rng.random() < 0.85))
    seen = _cut((scene.mask & scene.visible).astype(np.float32), place)
    hidden = _cut((scene.mask & ~scene.visible).astype(np.float32), place)
    target = np.where(_cells(seen) > 0.5, 1.0, np.where(_cells(hidden) > 0.5, -1.0, 0.0))
    return (
        _finished(scene, _cut_counts(scene.counts, place), target, rng),
        _finished(scene, _cut_counts(scene.twin, place), np.zeros_like(target), rng),
    )


def benign(scene: StoredScene, rng: Rng) -> Crop:
    """A crop of innocent cargo."""
    place = _place(scene, rng, near_mask=False)
    nothing = np.zeros((SIDE // CELL, SIDE // CELL), dtype=np.float32)
    return _finished(scene, _cut_counts(scene.twin, place), nothing, rng)


def _place(scene: StoredScene, rng: Rng, *, near_mask: bool) -> _Place:
    side = SIDE if rng.random() < 0.5 else int(rng.integers(216, 300))
    rows, columns = scene.mask.shape
    marked = (
        np.argwhere(scene.mask & scene.visible) if near_mask else np.empty((0, 2), dtype=np.int64)
    )
    if len(marked):
        centre = marked[rng.integers(len(marked))] + rng.integers(-side // 3, side // 3 + 1, 2)
        row, column = (int(v) - side // 2 for v in centre)
    else:
        row = int(rng.integers(0, max(1, rows - side + 1)))
        column = int(rng.integers(0, max(1, columns - side + 1)))
    row = min(max(row, 0), max(0, rows - side))
    column = min(max(column, 0), max(0, columns - side))
    return _Place(row, column, side, bool(rng.random() < 0.5))


def _cut(plane: Floats, place: _Place) -> Floats:
    """One plane of a crop, brought to SIDE by SIDE; scenes smaller than that repeat their edge."""
    part = plane[place.row : place.row + place.side, place.column : place.column + place.side]
    below, right = place.side - part.shape[0], place.side - part.shape[1]
    part = np.pad(part, ((0, below), (0, right)), mode="edge")
    if place.side != SIDE:
        part = cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    if place.mirrored:
        part = part[:, ::-1]
    return np.ascontiguousarray(part, dtype=np.float32)


def _cut_counts(counts: npt.NDArray[np.uint16], place: _Place) -> Floats:
    return np.stack([_cut(plane.astype(np.float32), place) for plane in counts])


def _cells(mask: Floats) -> Floats:
    """Largest value in each cell."""
    side = SIDE // CELL
    return np.asarray(mask.reshape(side, CELL, side, CELL).max(axis=(1, 3)), dtype=np.float32)


def _finished(scene: StoredScene, counts: Floats, target: Floats, rng: Rng) -> Crop:
    """Disturb the counts as another scanner would; drop the low energy now and then."""
    counts = _disturbed(counts, scene.air, rng)
    air = scene.air.copy()
    dual = rng.random() >= 0.15
    if not dual:
        counts[1], air[1] = counts[0], air[0]
    beam = np.array([scene.megavolt, dual], dtype=np.float32)
    return Crop(counts, air, beam, target.astype(np.float32))


def _disturbed(counts: Floats, air: Floats, rng: Rng) -> Floats:
    scale = air[:, None, None]
    out = counts / scale
    out *= rng.uniform(0.85, 1.03) * rng.uniform(0.985, 1.015, (2, 1, 1))
    if rng.random() < 0.4:
        out += rng.uniform(0.0, 0.004)
    if rng.random() < 0.35:
        sigma = float(rng.uniform(0.3, 1.0))
        out = np.stack([cv2.GaussianBlur(plane, (0, 0), sigma) for plane in out])
    if rng.random() < 0.3:
        out *= 1 + rng.normal(0, rng.uniform(0.002, 0.015), (2, 1, SIDE))
    if rng.random() < 0.5:
        strength = float(np.exp(rng.uniform(np.log(2e-7), np.log(2e-5))))
        out += rng.normal(size=out.shape) * np.sqrt(strength * np.maximum(out, 1e-3))
    if rng.random() < 0.05:
        out = np.rint(out * 255) / 255
    return np.ascontiguousarray(np.clip(out, 0, 1.2) * scale, dtype=np.float32)
