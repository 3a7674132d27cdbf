"""What lies under the pointer, in the units that the officer reads."""

from __future__ import annotations

import dataclasses

from app.domain.mark import Point
from app.domain.place import Doors
from app.ui.viewer.measures import Ground
from imaging.energy import at_point
from imaging.material import Matter
from imaging.standing import position


@dataclasses.dataclass(frozen=True, slots=True)
class Readout:
    """The place under the pointer and what was measured there.

    Attributes
    ----------
    x_m, y_m
        Metres from the left end of the object, or from its doors where the officer has said where
        they are, and above its floor; None when the scan states no scale. The same figures as in
        `place`.
    place
        The same in words, empty when the scan states no scale.
    column, row
        Stored pixel.
    transmission_high, transmission_low
        0 to 1; the low one is None when there is one energy.
    grams_per_cm2
        Areal density; None where nothing came through.
    atomic_number, matter
        Effective atomic number and class; None where they cannot be told.
    hidden
        From which mass on something could be seen here; empty while no blind spots are shown.
    """

    x_m: float | None
    y_m: float | None
    place: str
    column: int
    row: int
    transmission_high: float
    transmission_low: float | None
    grams_per_cm2: float | None
    atomic_number: float | None
    matter: Matter | None
    hidden: str = ""


def read_out(ground: Ground, point: Point) -> Readout | None:
    """Measure at a stored point; None outside the image, and while there is only a preview."""
    radiograph = ground.radiograph
    column, row = int(point[0] // 1), int(point[1] // 1)
    found = at_point(radiograph, column, row, ground.scale) if radiograph is not None else None
    if found is None:
        return None
    x_m = y_m = None
    if ground.pitch is not None and ground.frame is not None:
        where = position(point, ground.frame, ground.pitch)
        x_m = where.from_right if ground.doors is Doors.RIGHT else where.from_left
        y_m = where.above_lowest if where.above_floor is None else where.above_floor
    return Readout(
        x_m=x_m,
        y_m=y_m,
        place=ground.place(point),
        column=column,
        row=row,
        transmission_high=found.high,
        transmission_low=found.low,
        grams_per_cm2=found.density_g_cm2,
        atomic_number=found.atomic_number,
        matter=found.matter,
    )
