"""Crops for learning: with something irregular and without, and all that scanners do to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.prepare import CELL, LEAST_COUNT, Floats
from models.training.bodies import Rng
from models.training.disturbing import disturbed, texture, textured
from models.training.insertion import Crowd, crowd
from models.training.store import Box, Planes, StoredScene

SIDE = 256
GOODS_CELL = 8
"""Working pixels along a side of a cell of the map of goods."""
NEAR_SHARE = 0.9
"""Crops of irregular scenes that lie over the irregularity."""
LEAST_CARGO = 0.12
SINGLE_SHARE = 0.12
"""Crops without their low energy."""
SAME_SHARE = 0.5
"""Pairs whose two crops are disturbed alike."""
MOST_CHANGE = 3.0
UNKNOWN_MASS = -1.0


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """One example.

    Attributes
    ----------
    counts
        ``float32``, (2, SIDE, SIDE).
    air, beam
        ``float32``, (2,): see `models.training.network.features`.
    target
        ``float32``, a value a cell of `CELL` pixels: 1 where something irregular can be seen, 0
        where nothing is, -1 where something is but nobody could see it, which teaches nothing.
    change
        ``float32``, a cell: attenuation that the irregularity adds, high energy.
    mass
        ``float32``, a cell: areal mass in g/cm2, negative where it is not known.
    goods
        ``int64``, a value a cell of `GOODS_CELL` pixels: place in `COMMODITY_NAMES`.
    """

    counts: Floats
    air: Floats
    beam: Floats
    target: Floats
    change: Floats
    mass: Floats
    goods: npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a crop lies in its scene, and whether it is mirrored."""

    box: Box
    side: int
    mirrored: bool


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """A crop before it is disturbed: floats at the crop's own scale."""

    scene: StoredScene
    place: _Place
    counts: Floats
    clean: Floats
    seen: npt.NDArray[np.bool_]
    unseen: npt.NDArray[np.bool_]
    planes: Planes
    factors: Floats | None
    """Of the goods' texture; None where it was left as it is."""


def pair(scene: StoredScene, rng: Rng) -> tuple[Crop, Crop]:
    """The same place with the scene's own irregularity and without it."""
    place = _near(scene, rng) if rng.random() < NEAR_SHARE else _anywhere(scene, rng)
    planes = scene.planes(place.box)
    seen = _laid((planes.mask & planes.visible).astype(np.float32), place) > 0.5
    there = _laid(planes.mask.astype(np.float32), place) > 0.5
    factors = texture(_cargo(planes, place), rng)
    counts, clean = (
        textured(_laid_counts(some, place), scene.air, factors)
        for some in (planes.counts, planes.clean)
    )
    cut = _Cut(scene, place, counts, clean, seen, there & ~seen, planes, factors)
    first = int(rng.integers(1 << 30))
    second = first if rng.random() < SAME_SHARE else int(rng.integers(1 << 30))
    return _irregular(cut, np.random.default_rng(first)), _clean(cut, np.random.default_rng(second))


def crowded(scene: StoredScene, donors: Sequence[Path], rng: Rng) -> Crop:
    """A crop of the clean scene with bodies laid into it."""
    place = _anywhere(scene, rng)
    for _ in range(4):
        if scene.cargo_share(place.box) > LEAST_CARGO:
            break
        place = _anywhere(scene, rng)
    planes = scene.planes(place.box)
    cargo = _cargo(planes, place)
    clean = textured(_laid_counts(planes.clean, place), scene.air, texture(cargo, rng))
    crop = Crowd.over(clean, scene.air, cargo)
    crowd(crop, donors, rng, megavolt=scene.notes.megavolt)
    cut = _Cut(scene, place, crop.counts, clean, crop.seen, crop.unseen, planes, None)
    return dataclasses.replace(_irregular(cut, rng), mass=_no_mass())


def _near(scene: StoredScene, rng: Rng) -> _Place:
    """A place over something visible; anywhere when there is nothing."""
    if scene.box is None:
        return _anywhere(scene, rng)
    planes = scene.planes(scene.box)
    marked = np.argwhere(planes.mask & planes.visible)
    if len(marked) == 0:
        return _anywhere(scene, rng)
    side = _side(rng)
    centre = marked[rng.integers(len(marked))] + scene.box[:2]
    top, left = (int(v) - side // 2 for v in centre + rng.integers(-side // 3, side // 3 + 1, 2))
    return _placed(scene, (top, left), side, rng)


def _anywhere(scene: StoredScene, rng: Rng) -> _Place:
    side = _side(rng)
    top, left = (int(rng.integers(0, max(1, length - side + 1))) for length in scene.shape)
    return _placed(scene, (top, left), side, rng)


def _side(rng: Rng) -> int:
    return SIDE if rng.random() < 0.5 else int(rng.integers(round(0.84 * SIDE), round(1.18 * SIDE)))


def _placed(scene: StoredScene, corner: tuple[int, int], side: int, rng: Rng) -> _Place:
    top, left = (
        min(max(at, 0), max(0, length - side))
        for at, length in zip(corner, scene.shape, strict=True)
    )
    bottom, right = min(top + side, scene.shape[0]), min(left + side, scene.shape[1])
    return _Place((top, left, bottom, right), side, bool(rng.random() < 0.5))


def _laid(plane: Floats, place: _Place, how: int = cv2.INTER_AREA) -> Floats:
    """One plane of a crop, brought to SIDE by SIDE; scenes smaller than that repeat their edge."""
    below, right = place.side - plane.shape[0], place.side - plane.shape[1]
    part = np.pad(plane, ((0, below), (0, right)), mode="edge")
    if place.side != SIDE:
        part = np.asarray(cv2.resize(part, (SIDE, SIDE), interpolation=how), dtype=np.float32)
    if place.mirrored:
        part = part[:, ::-1]
    return np.ascontiguousarray(part, dtype=np.float32)


def _laid_counts(counts: npt.NDArray[np.uint16], place: _Place) -> Floats:
    return np.stack([_laid(plane.astype(np.float32), place) for plane in counts])


def _cargo(planes: Planes, place: _Place) -> Floats:
    """1 where there are goods."""
    return _laid((planes.commodity > 0).astype(np.float32), place)


def _irregular(cut: _Cut, rng: Rng) -> Crop:
    seen, unseen = _cells(cut.seen), _cells(cut.unseen)
    target = np.where(seen, 1.0, np.where(unseen, -1.0, 0.0)).astype(np.float32)
    added = _attenuation(cut.counts, cut.scene) - _attenuation(cut.clean, cut.scene)
    change = _means(np.clip(added, -MOST_CHANGE, MOST_CHANGE))
    change[target < 0] = 0.0
    weight = _laid(cut.planes.areal_mass, cut.place)
    mass = _means(weight if cut.factors is None else weight * cut.factors)
    return _finished(cut, cut.counts, (target, change, mass), rng)


def _clean(cut: _Cut, rng: Rng) -> Crop:
    nothing = np.zeros((SIDE // CELL, SIDE // CELL), dtype=np.float32)
    return _finished(cut, cut.clean, (nothing, nothing, _no_mass()), rng)


def _no_mass() -> Floats:
    return np.full((SIDE // CELL, SIDE // CELL), UNKNOWN_MASS, dtype=np.float32)


def _attenuation(counts: Floats, scene: StoredScene) -> Floats:
    return np.asarray(-np.log(np.maximum(counts[0], LEAST_COUNT) / scene.air[0]), dtype=np.float32)


def _cells(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    return _means(mask.astype(np.float32)) > 0


def _means(plane: Floats) -> Floats:
    cells = (SIDE // CELL, SIDE // CELL)
    return np.asarray(cv2.resize(plane, cells, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _finished(cut: _Cut, counts: Floats, answers: tuple[Floats, Floats, Floats], rng: Rng) -> Crop:
    """Disturb the counts as another scanner would; drop the low energy now and then."""
    scene = cut.scene
    counts, air = disturbed(counts, scene.air, rng), scene.air
    dual = rng.random() >= SINGLE_SHARE
    if not dual:
        counts[1], air[1] = counts[0], air[0]
    target, change, mass = answers
    half = GOODS_CELL // 2
    goods = _laid(cut.planes.commodity.astype(np.float32), cut.place, cv2.INTER_NEAREST)
    return Crop(
        counts=counts,
        air=air,
        beam=np.array([scene.notes.megavolt, dual], dtype=np.float32),
        target=target,
        change=change,
        mass=mass,
        goods=goods[half::GOODS_CELL, half::GOODS_CELL].astype(np.int64),
    )
