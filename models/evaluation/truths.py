"""Simulated scenes with, for every pixel, what an irregularity adds and of which class it is."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from imaging.phantom import EQUIPMENT, irregularities_for
from imaging.phantom.canvas import Canvas
from imaging.phantom.materials import MATERIALS
from imaging.phantom.options import SceneOptions
from imaging.phantom.plan import Plan, draw_plan
from imaging.phantom.scene import render
from imaging.radiograph import Radiograph
from imaging.vocabulary import MaterialClass

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Box = tuple[int, int, int, int]

FIRST_SEED = 11_000_000
"""Apart from every seed that trains, sets thresholds or tests the network."""
ROWS = {"parcel": 440, "uld": 600}
USUAL_ROWS = 600
_LEAST_PIXELS = 60
_MOST_ATTEMPTS = 5
_NEXT_SEED = 100_000


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Body:
    """One connected piece of an irregularity.

    Attributes
    ----------
    box
        (x, y, width, height) in pixels.
    mask
        ``bool``, shape of the box.
    kg
        What it adds within the mask, as the plane of the pixels shows it.
    """

    box: Box
    mask: Mask
    kg: float


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class TrueScene:
    """A scene with the truth of its irregularity.

    Attributes
    ----------
    radiograph, kind, equipment
        The scan, what is in it, and in what.
    areal, added
        ``float32`` g/cm2 of everything, and of the change alone.
    by_class
        ``float32`` (class, rows, columns) g/cm2 that the change adds of each `MaterialClass`;
        negative where goods were taken away.
    mask
        ``bool``: where the irregularity is.
    bodies
        Its connected pieces, the largest first.
    """

    radiograph: Radiograph
    kind: str
    equipment: str
    areal: Floats
    added: Floats
    by_class: Floats
    mask: Mask
    bodies: tuple[Body, ...]

    @property
    def pixel_kg(self) -> float:
        """Kilograms of one g/cm2 over one pixel."""
        pitch = self.radiograph.mm_per_pixel
        if pitch is None:
            raise ValueError("a simulated scan states its scale")
        return pitch[0] * pitch[1] / 100.0 / 1000.0


def true_scenes(count: int, first_seed: int = FIRST_SEED) -> Iterator[TrueScene]:
    """Simulate scenes with an irregularity each, equipment and kinds in turn."""
    turn = {name: itertools.cycle(irregularities_for(name)) for name in EQUIPMENT}
    names = itertools.cycle(EQUIPMENT)
    for number in range(count):
        name = next(names)
        yield _scene(first_seed + number, name, next(turn[name]))


def _scene(seed: int, equipment: str, kind: str) -> TrueScene:
    plan = _drawn(seed, equipment, kind)
    scene = render(plan, with_twin=False)
    plain = render(dataclasses.replace(plan, change=()), with_twin=False)
    added = np.asarray(scene.areal_mass - plain.areal_mass, np.float32)
    return TrueScene(
        radiograph=scene.radiograph,
        kind=kind,
        equipment=equipment,
        areal=scene.areal_mass,
        added=added,
        by_class=_by_class(plan),
        mask=scene.mask,
        bodies=_bodies(scene.mask, added, scene.radiograph),
    )


def _drawn(seed: int, equipment: str, kind: str) -> Plan:
    rows = ROWS.get(equipment, USUAL_ROWS)
    for attempt in range(_MOST_ATTEMPTS):
        try:
            return draw_plan(
                seed + attempt * _NEXT_SEED, equipment, rows, kind, SceneOptions(with_twin=False)
            )
        except ValueError:
            if attempt == _MOST_ATTEMPTS - 1:
                raise
    raise AssertionError("the loop returns or raises")


def _by_class(plan: Plan) -> Floats:
    change = Canvas(plan.fan)
    change.draw(plan.change)
    out = np.zeros((len(MaterialClass), plan.fan.rows, plan.fan.columns), np.float32)
    for name, layer in change.layers.items():
        out[int(MATERIALS[name].kind)] += layer
    return np.ascontiguousarray(out[..., ::-1]) if plan.scanner.mirror else out


def _bodies(mask: Mask, added: Floats, radiograph: Radiograph) -> tuple[Body, ...]:
    pitch = radiograph.mm_per_pixel
    unit = pitch[0] * pitch[1] / 1e5 if pitch is not None else 0.0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    found = []
    for label in range(1, count):
        x, y, wide, high, area = (int(v) for v in stats[label])
        if area >= _LEAST_PIXELS:
            window = np.s_[y : y + high, x : x + wide]
            part = labels[window] == label
            kg = float(added[window][part].sum(dtype=np.float64)) * unit
            found.append((area, Body((x, y, wide, high), np.asarray(part, np.bool_), kg)))
    return tuple(body for _, body in sorted(found, key=lambda one: -one[0]))
