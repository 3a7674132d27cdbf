"""Irregularities laid into innocent cargo while the network learns.

A simulated scene hides one thing; one crop of innocent cargo can take half a dozen, each with its
truth, at no more cost for the network. They come from three sources: what simulated scenes hide
(cut out as a change of attenuation, and turned, scaled and made fainter or denser), bodies of any
shape, and hollows. Threats are projected into innocent scans in the same way when officers are
trained (Rogers et al. 2016, threat image projection for X-ray cargo).
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.prepare import LEAST_COUNT, OPAQUE, Floats
from models.training.bodies import Rng, draw_body, draw_hollow
from models.training.scenes import LEAST_CHANGE, LEAST_OF_CLUTTER, clutter
from models.training.store import StoredScene

Mask = npt.NDArray[np.bool_]

FEWEST, MOST = 2, 7
"""Bodies in a crop."""
BODY_SHARE, HOLLOW_SHARE = 0.35, 0.12
"""Shares of random bodies and of hollows; all else was cut out of simulated scenes."""
LARGEST_DONOR, LARGEST = 215, 150
"""Working pixels along a side of what is cut out, and of what is laid in."""
PLACES = 14
"""Places that are tried for a body."""
SEEN_THROUGH = (0.08, 4.5)
"""Mean attenuation of the ground that a body may lie on: not the sky, not the opaque."""
GROUND_SHARE, ANYWHERE_SHARE = 0.6, 0.06
"""Share of a body's place that is cargo, and of bodies that may lie elsewhere, as in the empty."""
HOLLOW_GROUND, HOLLOW_RIM = 0.93, 8
"""A hollow and so many pixels around it are nearly all cargo: the edge of a load is no hollow."""
WALLS = (0.08, 0.25)
"""Attenuation of the walls and floor, which stay where cargo is taken out."""
CHANGED = 0.01
APART = 4
"""Pixels between two bodies."""


@dataclasses.dataclass(slots=True, eq=False)
class Crowd:
    """A crop of innocent cargo with what has been laid into it so far.

    Attributes
    ----------
    counts
        ``float32``, (2, side, side); changed in place.
    air
        ``float32``, (2,).
    free
        ``float32``, (side, side): 1 where there is cargo and no body yet.
    seen, unseen
        ``bool``, (side, side): where a body is and can be seen, and where nobody could.
    """

    counts: Floats
    air: Floats
    free: Floats
    seen: Mask
    unseen: Mask
    high: Floats
    spread: Floats

    @classmethod
    def over(cls, clean: Floats, air: Floats, cargo: Floats) -> Crowd:
        """Begin with a clean crop; ``cargo`` is 1 where there is some."""
        nothing = np.zeros(cargo.shape, dtype=np.bool_)
        high = _attenuation(clean, air)[0]
        return cls(clean.copy(), air, cargo.copy(), nothing, nothing.copy(), high, clutter(high))

    def lay(self, body: Floats, rng: Rng) -> None:
        """Lay a body, (2, rows, columns) of attenuation, where there is room; else leave it."""
        rows, columns = body.shape[1:]
        if max(rows, columns) > min(LARGEST, *self.high.shape):
            return
        for _ in range(PLACES):
            spot = self._somewhere(rows, columns, rng)
            ground = float(self.high[spot][::2, ::2].mean())
            cargo = float(self.free[spot][::2, ::2].mean())
            anywhere = rng.random() < ANYWHERE_SHARE
            if SEEN_THROUGH[0] < ground < SEEN_THROUGH[1] and (cargo > GROUND_SHARE or anywhere):
                self._add(body, spot, rng)
                return

    def hollow(self, shares: Floats, rng: Rng) -> None:
        """Take a share of what is there out of a place within the cargo, if there is one."""
        rows, columns = shares.shape
        for _ in range(PLACES):
            spot = self._somewhere(rows, columns, rng)
            rim = tuple(slice(max(0, s.start - HOLLOW_RIM), s.stop + HOLLOW_RIM) for s in spot)
            if self.free[rim].mean() > HOLLOW_GROUND:
                there = _attenuation(self.counts[:, *spot], self.air)
                walls = float(rng.uniform(*WALLS))
                self._add(-shares * np.maximum(there - walls, 0.0), spot, rng)
                return

    def _somewhere(self, rows: int, columns: int, rng: Rng) -> tuple[slice, slice]:
        side = self.high.shape
        top = int(rng.integers(0, side[0] - rows + 1))
        left = int(rng.integers(0, side[1] - columns + 1))
        return slice(top, top + rows), slice(left, left + columns)

    def _add(self, body: Floats, spot: tuple[slice, slice], rng: Rng) -> None:
        before = self.counts[:, *spot]
        after = _noisy(before * np.exp(-body), before, self.air, rng)
        changed = np.abs(body[0]) > CHANGED
        least = np.maximum(LEAST_CHANGE, LEAST_OF_CLUTTER * self.spread[spot])
        dark = np.maximum(before[0], after[0]) < OPAQUE * self.air[0]
        seen = changed & (cv2.blur(np.abs(body[0]), (3, 3)) > least) & ~dark
        unseen = changed & ~seen
        self.seen[spot] = (self.seen[spot] & ~unseen) | seen
        self.unseen[spot] = (self.unseen[spot] & ~seen) | unseen
        self.counts[:, *spot] = after
        self.high[spot] = _attenuation(after, self.air)[0]
        rim = tuple(slice(max(0, s.start - APART), s.stop + APART) for s in spot)
        self.free[rim] = 0.0


def _attenuation(counts: Floats, air: Floats) -> Floats:
    ratio = np.maximum(counts, LEAST_COUNT) / air[:, None, None]
    return np.asarray(-np.log(ratio), dtype=np.float32)


def _noisy(after: Floats, before: Floats, air: Floats, rng: Rng) -> Floats:
    """A weaker signal has relatively more noise than the stronger one that it was made of."""
    scale = air[:, None, None]
    strength = math.exp(rng.uniform(math.log(1e-6), math.log(2e-5)))
    lost = np.maximum(before - after, 0.0) / scale
    noise = rng.standard_normal(after.shape, dtype=np.float32) * np.sqrt(strength * lost)
    return np.asarray(np.maximum(after + noise * scale, 0.0), dtype=np.float32)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Donor:
    """What one scene hides: ``float16``, (2, rows, columns) of attenuation; None if too large."""

    change: npt.NDArray[np.float16] | None
    megavolt: bool


@functools.cache
def donor(place: Path) -> Donor:
    """Cut what a stored scene hides out of it."""
    scene = StoredScene(place)
    box = scene.box
    if box is None or max(box[2] - box[0], box[3] - box[1]) > LARGEST_DONOR:
        return Donor(None, scene.notes.megavolt)
    planes = scene.planes(box)
    counts, clean = planes.counts.astype(np.float32), planes.clean.astype(np.float32)
    change = _attenuation(counts, scene.air) - _attenuation(clean, scene.air)
    near = cv2.dilate(planes.mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    return Donor((change * near).astype(np.float16), scene.notes.megavolt)


def _turned(change: npt.NDArray[np.float16], rng: Rng) -> Floats:
    """A cut-out of another size and density, mirrored or turned."""
    scale = math.exp(rng.uniform(math.log(0.7), math.log(1.4)))
    rows = max(2, round(change.shape[1] * scale))
    columns = max(2, round(change.shape[2] * scale * float(rng.uniform(0.85, 1.18))))
    planes = [cv2.resize(one.astype(np.float32), (columns, rows)) for one in change]
    body = np.stack(planes) * math.exp(rng.uniform(math.log(0.55), math.log(1.6)))
    if rng.random() < 0.5:
        body = body[:, :, ::-1]
    if rng.random() < 0.3:
        body = body[:, ::-1]
    if rng.random() < 0.2:
        body = body.transpose(0, 2, 1)
    return np.ascontiguousarray(body, dtype=np.float32)


def crowd(crop: Crowd, donors: Sequence[Path], rng: Rng, *, megavolt: bool) -> None:
    """Lay `FEWEST` to `MOST` bodies into a crop, as far as there is room.

    Parameters
    ----------
    donors
        Scenes to cut from; those of the other beam are passed over.
    """
    for number in range(int(rng.integers(FEWEST, MOST + 1))):
        way = rng.random()
        if way < BODY_SHARE:
            crop.lay(draw_body(rng, megavolt=megavolt), rng)
        elif way < BODY_SHARE + HOLLOW_SHARE:
            crop.hollow(draw_hollow(rng), rng)
        elif donors:
            found = donor(donors[number % len(donors)])
            if found.change is not None and found.megavolt == megavolt:
                crop.lay(_turned(found.change, rng), rng)
