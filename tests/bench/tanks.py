"""Tank cars with a rest of water in them: what the phantom's trains do not have."""

from __future__ import annotations

import numpy as np

from imaging.phantom import railcars, trains
from imaging.phantom.railcars import Car
from imaging.phantom.solids import Box, Rod, Solid
from imaging.phantom.stage import Rng
from imaging.radiograph import Radiograph

_INNER, _SLAB = 146.8, 2.0
"""Inner radius of the shell, and height of the slabs that the rest is made of, in cm."""


def tank_car(seed: int, heel_cm: float, *, rows: int) -> Radiograph:
    """Simulate one tank car with a rest up to a height above the lowest part of its shell."""
    return _simulated(seed, rows, full=False, heel_cm=heel_cm)


def full_tank(seed: int, *, rows: int) -> Radiograph:
    """Simulate one tank car with a load as the phantom draws it."""
    return _simulated(seed, rows, full=True, heel_cm=0.0)


def _simulated(seed: int, rows: int, *, full: bool, heel_cm: float) -> Radiograph:
    def built(start: float, middle: float, rng: Rng) -> Car:
        while True:
            bodies, length = railcars.CARS["tank"](start, middle, rng)
            rods = [body for body in bodies if isinstance(body, Rod)]
            # A third rod is the load: drawn again until it is there, or is not.
            if (len(rods) == 3) is full:
                return [*bodies, *_rest(rods[1], heel_cm)], length

    usual = trains.CARS
    trains.CARS = {**usual, "wanted": built}
    try:
        return trains.make_train(seed, ("wanted",), rows=rows).radiograph
    finally:
        trains.CARS = usual


def _rest(shell: Rod, heel_cm: float) -> list[Solid]:
    """Fill the shell with slabs of water, between its heads."""
    high, middle = shell.centre
    out: list[Solid] = []
    for low in np.arange(0.0, heel_cm, _SLAB):
        top = min(low + _SLAB, heel_cm)
        at = 0.5 * (low + top) - _INNER
        half = float(np.sqrt(_INNER**2 - at * at))
        y = (high - _INNER + float(low), high - _INNER + float(top))
        across = (middle - half, middle + half)
        out.append(Box((shell.x[0] + 30.0, shell.x[1] - 30.0), y, across, "water", 1.0))
    return out
