"""One scene, from a seed to a radiograph with its truth."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.radiograph import Radiograph
from imaging.scene import Mask, PlacedIrregularity, Scene, SceneTruth
from imaging.yard.beam import make_beam
from imaging.yard.commodities import goods_for
from imaging.yard.equipment import EQUIPMENT, Rooms
from imaging.yard.exposure import Chance, Means, Rays, count, draw_chance, expect
from imaging.yard.hiding import Hiding
from imaging.yard.hold import Hold
from imaging.yard.irregularities import EITHER_WAY, HIDDEN, hidden_in
from imaging.yard.looking import (
    Maps,
    View,
    box_of,
    changed,
    commodity_labels,
    dprime,
    make_grid,
    material_labels,
    paths_of,
)
from imaging.yard.projector import Projector
from imaging.yard.scanner import Scanner, draw_scanner
from imaging.yard.site import Site
from imaging.yard.storing import store
from imaging.yard.stowing import choose, stow
from imaging.yard.texture import Cloth, Rng

LEAST_ROWS = 64


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """A scene as it is seen: maps of mass, rays, means."""

    maps: Maps
    rays: Rays
    means: Means


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Stage:
    """Everything that a scene and its twin share."""

    view: View
    unit: Hold
    site: Site
    rooms: Rooms
    truth: SceneTruth
    chance: Chance
    seed: int

    def look(self) -> _Look:
        maps = Maps(self.view.project(self.unit), self.view.project(self.site.hold))
        return self._look(maps, self.view.rays(maps.total()))

    def look_again(self, before: _Look) -> _Look:
        maps, rays = self.view.again(self.site.hold, before.maps, before.rays)
        return self._look(maps, rays)

    def _look(self, maps: Maps, rays: Rays) -> _Look:
        return _Look(maps, rays, expect(rays, self.view.scanner, self.view.grid.pitch))

    def scan(self, look: _Look) -> Radiograph:
        pictures = count(look.means, self.view.scanner, self.chance)
        return store(pictures, self.view.scanner, self.view.grid.pitch, self.seed)


def make_second_scene(
    seed: int,
    *,
    equipment: str = "container40",
    rows: int = 350,
    irregularity: str | None = None,
    commodity: str | None = None,
    scanner: Scanner | None = None,
) -> Scene:
    """Simulate one scan with the yard's own modelling.

    The same arguments give the same bytes on a machine. Cargo depends on ``rows`` in its details:
    goods are laid in voxels as large as a pixel.

    Parameters
    ----------
    seed
        Not negative.
    equipment
        A name in `EQUIPMENT_NAMES`.
    rows
        Height of the picture in pixels, at least 64; the pitch follows.
    irregularity
        A name in `hidden_in(equipment)`, or None.
    commodity
        A name in `goods_for(equipment)` for a single load; None draws one or two.
    scanner
        The machine; None draws one.

    Raises
    ------
    ValueError
        When a name is unknown or does not fit, or the drawn cargo cannot hold the irregularity.
    """
    _check(equipment, rows, irregularity, commodity)
    rngs = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(5)]
    wanted = choose(rngs[0], equipment, irregularity, commodity)
    stage = _set(seed, (equipment, wanted), rows, scanner, rngs)
    clean = stage.look()
    if irregularity is None:
        nothing = np.zeros(stage.view.projector.shape, dtype=np.bool_)
        return _scene(stage, clean, stage.scan(clean), None, nothing)
    hiding = Hiding(dataclasses.replace(stage.site, rng=rngs[4]), stage.rooms, paths_of(clean.rays))
    before = stage.site.hold.mass_kg()
    stage.site.hold.settle()
    HIDDEN[irregularity](hiding)
    look = stage.look_again(clean)
    mask = changed(clean.rays, look.rays)
    placed = PlacedIrregularity(
        irregularity,
        box_of(mask),
        stage.site.hold.mass_kg() - before,
        hiding.materials(),
        dprime(clean.means, look.means),
    )
    stage = dataclasses.replace(
        stage, truth=dataclasses.replace(stage.truth, irregularities=(placed,))
    )
    return _scene(stage, look, stage.scan(look), stage.scan(clean), mask)


def _set(
    seed: int,
    what: tuple[str, tuple[str, ...]],
    rows: int,
    scanner: Scanner | None,
    rngs: list[Rng],
) -> _Stage:
    """Build equipment and goods before a scanner."""
    equipment, names = what
    _, plan, goods, machine, _ = rngs
    kind = EQUIPMENT[equipment]
    extent = kind.extent(plan)
    drawn = draw_scanner(machine, tube=kind.tube, width=extent.width, top=extent.top)
    taken = drawn if scanner is None else scanner
    grid = make_grid(extent, rows, taken, tube=kind.tube)
    view = View(grid, Projector(grid, taken.stand), taken, make_beam(taken.source))
    unit = Hold(grid)
    rooms = kind.draw(unit, plan, extent)
    site = Site(Hold(grid), goods, Cloth(goods), fine=kind.tube)
    loads = stow(site, rooms, equipment, names)
    truth = SceneTruth(equipment, loads, (), 0.0, unit.mass_kg())
    chance = draw_chance(machine, taken, (grid.rows, grid.columns))
    return _Stage(view, unit, site, rooms, truth, chance, seed)


def _scene(
    stage: _Stage, look: _Look, scan: Radiograph, twin: Radiograph | None, mask: Mask
) -> Scene:
    shape = stage.view.projector.shape
    maps = look.maps.total()
    mass = np.asarray(np.sum(list(maps.values()), axis=0), dtype=np.float32)
    truth = dataclasses.replace(
        stage.truth, total_mass_kg=stage.unit.mass_kg() + stage.site.hold.mass_kg()
    )
    material = material_labels(maps, shape)
    commodity = commodity_labels(look.maps.goods, truth.loads, shape)
    for picture in (mask, mass, material, commodity):
        picture.flags.writeable = False
    return Scene(scan, twin, mask, mass, material, commodity, truth, stage.seed)


def _check(equipment: str, rows: int, irregularity: str | None, commodity: str | None) -> None:
    goods = goods_for(equipment)
    if rows < LEAST_ROWS:
        raise ValueError(f"a scene has at least {LEAST_ROWS} rows; asked for {rows}")
    if commodity is not None and commodity not in goods:
        raise ValueError(f"{equipment} carries no {commodity!r}; it carries {goods}")
    if irregularity is None:
        return
    if irregularity not in hidden_in(equipment):
        raise ValueError(f"{irregularity!r} does not fit {equipment}; {hidden_in(equipment)} do")
    if commodity is not None and (commodity == "empty") != (irregularity == "load_in_empty"):
        _check_empty(commodity, irregularity)


def _check_empty(commodity: str, irregularity: str) -> None:
    if irregularity == "load_in_empty":
        raise ValueError(f"load_in_empty wants an empty unit; asked for {commodity!r}")
    if irregularity not in EITHER_WAY:
        raise ValueError(f"{irregularity} is hidden among goods; an empty unit has none")
