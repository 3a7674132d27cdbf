"""Where an irregularity goes, and a record of what it brings."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from imaging.yard.grid import Cuboid, Floats, Grid, around
from imaging.yard.hold import Cover, Hold, box_cover
from imaging.yard.shapes import textured
from imaging.yard.site import Site

_TRIES = 60
_LEAST_DENSITY = 0.02
"""Below it a voxel is air, g/cm3."""
_MOST_PATHS = 5.5
"""Mean free paths behind which nothing of the size of a parcel is seen."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Hiding:
    """A site in which something is to be hidden.

    Attributes
    ----------
    site
        Where the goods are.
    rooms
        The rooms of the equipment.
    paths
        ``float32`` (rows, columns): mean free paths of the clean scene at the high energy.
    brought
        Grams of each substance brought in so far.
    """

    site: Site
    rooms: tuple[Cuboid, ...]
    paths: Floats
    brought: dict[str, float] = dataclasses.field(default_factory=dict)

    @property
    def small(self) -> bool:
        """Whether it is a parcel, in which nothing large can be hidden."""
        return max(room.size[0] for room in self.rooms) < 80

    def bring(self, substance: str, cover: Cover, density: float, *, clear: bool = True) -> None:
        """Put something in place of what is there, or with ``clear`` false add to it."""
        hold: Hold = self.site.hold
        before = hold.grams().get(substance, 0.0)
        if clear:
            hold.carve(cover)
            before = hold.grams().get(substance, 0.0)
        hold.add(substance, cover, density)
        added = hold.grams().get(substance, 0.0) - before
        self.brought[substance] = self.brought.get(substance, 0.0) + added

    def bring_box(self, substance: str, body: Cuboid, density: float, uneven: float = 0.0) -> None:
        """Put a cuboid in place of what is there."""
        cover = box_cover(self.site.grid, body)
        if uneven > 0 and min(cover.window.shape) > 0:
            cover = textured(cover, self.site.cloth.uneven(cover.window.shape, uneven))
            self.site.hold.carve(box_cover(self.site.grid, body))
            self.bring(substance, cover, density, clear=False)
            return
        self.bring(substance, cover, density)

    def materials(self) -> tuple[str, ...]:
        """What was brought, heaviest first."""
        held = [name for name, grams in self.brought.items() if grams > 0]
        return tuple(sorted(held, key=lambda name: -self.brought[name]))

    def room(self) -> Cuboid:
        """One of the rooms."""
        return self.rooms[int(self.site.rng.integers(len(self.rooms)))]

    def among_goods(self, size: tuple[float, float, float]) -> Cuboid:
        """A place of a size that is full of goods and can be seen through, or the best there is."""
        best, best_score = None, -math.inf
        for _ in range(_TRIES):
            place = self._anywhere(size)
            score = self._filled(place) - 0.4 * max(0.0, self._darkness(place) - _MOST_PATHS)
            if score > best_score:
                best, best_score = place, score
            if best_score > 0.85:
                break
        if best is None or best_score < -2.5:
            raise ValueError(
                "no goods are where the irregularity could be hidden among them; "
                "take another seed or commodity"
            )
        return best if self._filled(best) > 0.5 else self._settled(best)

    def _settled(self, place: Cuboid) -> Cuboid:
        """The place let down onto what is under it: nothing hangs in the air."""
        floor = min(room.y[0] for room in self.rooms if room.x[0] <= place.x[0] <= room.x[1])
        column = Cuboid(place.x, (floor, place.y[1]), place.z)
        window = self.site.grid.window(column)
        held = (self.site.hold.density_in(window) > _LEAST_DENSITY).mean(axis=(0, 2)) > 0.15
        rows = np.flatnonzero(held)
        grid = self.site.grid
        top = floor if rows.size == 0 else grid.top - (window.rows[0] + int(rows[0])) * grid.pitch
        return place.moved(dy=min(top, place.y[0]) - place.y[0])

    def _anywhere(self, size: tuple[float, float, float]) -> Cuboid:
        room, rng = self.room(), self.site.rng
        held = [min(s, 0.94 * extent) for s, extent in zip(size, room.size, strict=True)]
        low = [
            span[0] + float(rng.random()) ** power * (span[1] - span[0] - s)
            for span, s, power in zip((room.x, room.y, room.z), held, (1.0, 1.3, 1.0), strict=True)
        ]
        spans = [(a, a + s) for a, s in zip(low, held, strict=True)]
        return Cuboid(spans[0], spans[1], spans[2])

    def _filled(self, place: Cuboid) -> float:
        density = self.site.hold.density_in(self.site.grid.window(place))
        return float((density > _LEAST_DENSITY).mean()) if density.size else 0.0

    def _darkness(self, place: Cuboid) -> float:
        window = shadow(self.site.grid, place, self.paths.shape[1])
        seen = self.paths[window]
        return float(np.median(seen)) if seen.size else math.inf


def shadow(grid: Grid, place: Cuboid, columns: int) -> tuple[slice, slice]:
    """Rows and columns of the picture about a place, magnification left out."""
    window = grid.window(place)
    first = min(max(window.columns[0] - grid.margin, 0), columns)
    last = min(max(window.columns[1] - grid.margin, 0), columns)
    return slice(*window.rows), slice(first, last)


def within(place: Cuboid, size: tuple[float, float, float]) -> Cuboid:
    """A body of a size in the middle of a place, cut to it."""
    held = [min(s, extent) for s, extent in zip(size, place.size, strict=True)]
    return around(place.middle, (held[0], held[1], held[2]))
