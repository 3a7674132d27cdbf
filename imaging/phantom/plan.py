"""Drawing a scene: which equipment, goods and irregularity stand where, before any rendering."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.phantom.commodities import CATALOGUE, commodities_for
from imaging.phantom.equipment import EQUIPMENT, Equipment
from imaging.phantom.fittings import fittings
from imaging.phantom.geometry import FanBeam
from imaging.phantom.hiding import Site
from imaging.phantom.irregularities import IRREGULARITIES, Irregularity
from imaging.phantom.options import Placement, Scanner, SceneOptions, draw_scanner
from imaging.phantom.packing import Item
from imaging.phantom.parcels import parcels
from imaging.phantom.slant import draw_slant
from imaging.phantom.solids import Solid
from imaging.phantom.stage import Rng, Stage


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """Everything that was drawn.

    Attributes
    ----------
    seed
        What it was drawn from.
    equipment, stage
        The conveyance and its bodies.
    scanner, fan
        Settings and rays.
    loads, packed
        Each load and its items.
    kind, change
        The irregularity and the bodies it adds; those it takes away have negative density.
    """

    seed: int
    equipment: Equipment
    stage: Stage
    scanner: Scanner
    fan: FanBeam
    loads: tuple[Placement, ...]
    packed: tuple[tuple[Item, ...], ...]
    kind: Irregularity | None
    change: tuple[Solid, ...]


def stream(seed: int, branch: int) -> Rng:
    """Return an independent generator for one part of a scene."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(branch,))))


def draw_plan(
    seed: int, equipment: str, rows: int, irregularity: str | None, options: SceneOptions
) -> Plan:
    """Draw a scene; see `make_scene`."""
    kind = _known(equipment, irregularity)
    frame = EQUIPMENT[equipment]
    stage = frame.build(stream(seed, 0))
    slant = 0.0
    if options.varied:
        rng = stream(seed, 5)
        slant = draw_slant(rng)
        stage = dataclasses.replace(stage, solids=(*stage.solids, *fittings(stage, rng)))
    scanner = draw_scanner(options, stream(seed, 1), tube=frame.tube)
    loads = _loads(equipment, kind, options, stream(seed, 2))
    packed = _packed(loads, stage, options, seed)
    return Plan(
        seed=seed,
        equipment=frame,
        stage=stage,
        scanner=scanner,
        fan=dataclasses.replace(_fan(stage, rows, scanner), slant=slant),
        loads=loads,
        packed=packed,
        kind=kind,
        change=_change(kind, packed, stage, options, stream(seed, 3)),
    )


def _known(equipment: str, irregularity: str | None) -> Irregularity | None:
    if equipment not in EQUIPMENT:
        raise ValueError(f"no equipment is called {equipment!r}; there are {sorted(EQUIPMENT)}")
    if irregularity is None:
        return None
    kind = IRREGULARITIES.get(irregularity)
    if kind is None:
        raise ValueError(
            f"no irregularity is called {irregularity!r}; there are {sorted(IRREGULARITIES)}"
        )
    if equipment not in kind.equipment:
        raise ValueError(f"{irregularity!r} does not fit {equipment!r}")
    return kind


def _change(
    kind: Irregularity | None,
    packed: tuple[tuple[Item, ...], ...],
    stage: Stage,
    options: SceneOptions,
    rng: Rng,
) -> tuple[Solid, ...]:
    if kind is None:
        return ()
    items = tuple(item for load in packed for item in load if item.mass_kg > 0.0)
    if kind.cargo and not items:
        raise ValueError(f"{kind.name!r} needs cargo, and the unit is empty")
    scale = min(1.0, stage.room.height / 200.0)
    return tuple(kind.place(Site(stage.room, items, scale, options.irregularity_at), rng))


def _fan(stage: Stage, rows: int, scanner: Scanner) -> FanBeam:
    pitch = (stage.view[1] - stage.view[0]) / rows
    across = pitch * scanner.stretch
    columns = max(1, round(stage.length / across))
    return FanBeam(rows, columns, pitch, across, stage.view[1], stage.source_height, stage.distance)


def _loads(
    equipment: str, kind: Irregularity | None, options: SceneOptions, rng: Rng
) -> tuple[Placement, ...]:
    """Return the loads: as asked for, or drawn."""
    empty = kind is not None and kind.cargo is False
    hosts = kind.hosts | {"empty"} if kind is not None else frozenset(CATALOGUE)
    names = [name for name in commodities_for(equipment) if name in hosts]
    draws = rng.random(4)
    picks = rng.integers(0, len(names) - ("empty" in names), 2)
    if options.loads is not None:
        return _asked(options.loads)
    if empty or (kind is None and "empty" in names and draws[0] < 0.06):
        return (Placement("empty"),)
    if "empty" in names:
        names.remove("empty")
    first, second = names[int(picks[0])], names[int(picks[1])]
    if draws[1] < 0.72:
        return (Placement(first, 0.0, 1.0 if draws[3] < 0.7 else 0.55 + 0.45 * float(draws[2])),)
    cut = 0.3 + 0.4 * float(draws[2])
    return (Placement(first, 0.0, cut), Placement(second, cut, 1.0))


def _asked(loads: tuple[str | Placement, ...]) -> tuple[Placement, ...]:
    share = 1.0 / len(loads)
    out = [
        load
        if isinstance(load, Placement)
        else Placement(load, index * share, min(1.0, (index + 1) * share))
        for index, load in enumerate(loads)
    ]
    for load in out:
        if load.commodity not in CATALOGUE:
            raise ValueError(
                f"no commodity is called {load.commodity!r}; there are {sorted(CATALOGUE)}"
            )
    return tuple(out)


def _packed(
    loads: tuple[Placement, ...], stage: Stage, options: SceneOptions, seed: int
) -> tuple[tuple[Item, ...], ...]:
    out = []
    for index, load in enumerate(loads):
        rng = stream(seed, 16 + index)
        drawn = float(rng.uniform(0.55, 0.97))
        fill = next(f for f in (load.fill, options.fill, drawn) if f is not None)
        room = stage.room.part(load.start, load.stop)
        if stage.belt:
            out.append(tuple(parcels(room, rng, fill, load.commodity)))
        else:
            out.append(tuple(CATALOGUE[load.commodity].pack(room, rng, fill)))
    return tuple(out)
