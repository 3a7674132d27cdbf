"""Which scans a scan is compared with: its beam, its size, later its goods.

All of it follows from the picture. A declaration has no say: whoever forges one must not choose
the threshold with it.
"""

from __future__ import annotations

import numpy as np

from models.card import InputSpec
from models.prepare import WorkingView

ALL = "all"
STANDS = 0.12
"""Attenuation from which something stands there."""
LEAST_SHARE = 0.02
"""Of a row or column, where the object begins."""
AIR_CARGO_M = 1.15
"""From this height on what a tube sees is air cargo: a container for aircraft is 1.6 m high."""
LONG_M, TRAIN_M = 9.0, 32.0
"""From the first on a vehicle is long (a 40' container, a trailer, a rail car); from the second on
it is a train."""


def equipment_of(view: WorkingView, spec: InputSpec) -> str:
    """Tell by its size what a scan shows.

    Returns
    -------
    str
        ``parcel`` or ``air_cargo`` of a tube; ``short_vehicle``, ``long_vehicle`` or ``train`` of
        a linac.
    """
    stands = view.attenuation(0) > STANDS
    rows = np.flatnonzero(stands.mean(axis=1) > LEAST_SHARE)
    columns = np.flatnonzero(stands.mean(axis=0) > LEAST_SHARE)
    pitch = (spec.megavolt_mm if view.megavolt else spec.kilovolt_mm) / 1000.0
    high, long = (
        (int(line[-1]) - int(line[0]) + 1) * pitch if line.size else 0.0 for line in (rows, columns)
    )
    if not view.megavolt:
        return "air_cargo" if high >= AIR_CARGO_M else "parcel"
    if long < LONG_M:
        return "short_vehicle"
    return "long_vehicle" if long < TRAIN_M else "train"


def path_of(beam: str, equipment: str, commodity: str | None) -> tuple[str, ...]:
    """Return the groups of a scan, the narrowest first, each part of the next."""
    return widening(f"{beam}/{equipment}" + (f"/{commodity}" if commodity else ""))


def widening(narrowest: str) -> tuple[str, ...]:
    """Return a group and all that it is part of, the widest last."""
    parts = narrowest.split("/")
    return (*("/".join(parts[:end]) for end in range(len(parts), 0, -1)), ALL)
