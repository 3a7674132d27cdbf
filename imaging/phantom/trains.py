"""A train in one long picture, with the places where its cars are coupled."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.phantom.equipment import Equipment
from imaging.phantom.geometry import FanBeam
from imaging.phantom.options import SceneOptions, draw_scanner
from imaging.phantom.plan import Plan, stream
from imaging.phantom.railcars import CARS
from imaging.phantom.scene import render
from imaging.phantom.solids import Solid
from imaging.phantom.stage import Room, Stage
from imaging.radiograph import Radiograph

_TOP = 600.0
"""Upper edge of the picture in cm: two stacked containers stay below it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Train:
    """A simulated train.

    Attributes
    ----------
    radiograph
        The picture.
    kinds
        Kind of each car from the left.
    couplings
        Columns, with fractions, where two cars meet; one less than there are cars.
    """

    radiograph: Radiograph
    kinds: tuple[str, ...]
    couplings: tuple[float, ...]


def make_train(
    seed: int,
    kinds: tuple[str, ...] = (),
    *,
    rows: int = 200,
    lead: float = 60.0,
    options: SceneOptions | None = None,
) -> Train:
    """Simulate one pass of a train.

    Parameters
    ----------
    seed
        Not negative; loads, lengths, scanner and noise follow from it.
    kinds
        Names in `imaging.phantom.railcars.CARS` from the left; when there are none, three to six
        are drawn.
    rows
        Height of the picture in pixels.
    lead
        Track in cm before the first coupler and behind the last; negative where the scanner was
        switched on late and cuts into the cars.
    options
        The scanner; see `SceneOptions`.

    Raises
    ------
    KeyError
        When there is no such kind.
    """
    rng = stream(seed, 0)
    names = kinds or tuple(rng.choice(list(CARS), size=int(rng.integers(3, 7))).tolist())
    distance, source = float(rng.uniform(640.0, 860.0)), float(rng.uniform(90.0, 180.0))
    bottom = float(rng.choice([-4.0, -4.0, 25.0, 60.0]))
    scanner = draw_scanner(options or SceneOptions(), stream(seed, 1), tube=False)
    solids: list[Solid] = []
    faces, at = [], lead
    for name in names:
        bodies, length = CARS[name](at, distance, rng)
        solids += bodies
        at += length
        faces.append(at)
    room = Room((0.0, at), (112.0, _TOP), (distance - 150.0, distance + 150.0))
    stage = Stage(tuple(solids), room, at + lead, (bottom, _TOP), source, distance)
    pitch = (_TOP - bottom) / rows
    across = pitch * scanner.stretch
    columns = max(1, round(stage.length / across))
    fan = FanBeam(rows, columns, pitch, across, _TOP, source, distance)
    equipment = Equipment("train", "cars of a train", lambda _: stage)
    scene = render(Plan(seed, equipment, stage, scanner, fan, (), (), None, ()), with_twin=False)
    couplings = np.array(faces[:-1]) / across
    if scanner.mirror:
        couplings, names = (columns - couplings)[::-1], names[::-1]
    return Train(scene.radiograph, names, tuple(float(c) for c in couplings))
