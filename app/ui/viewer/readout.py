"""What lies under the pointer, in the units that the officer reads."""

from __future__ import annotations

import dataclasses

from app.domain.mark import Point
from imaging.energy import at_point
from imaging.material import MaterialScale, Matter
from imaging.radiograph import Radiograph


@dataclasses.dataclass(frozen=True, slots=True)
class Readout:
    """The place under the pointer and what was measured there.

    Attributes
    ----------
    x_m, y_m
        Metres from the left edge and up from the lower edge; None when the scan states no scale.
    column, row
        Stored pixel.
    transmission_high, transmission_low
        0 to 1; the low one is None when there is one energy.
    grams_per_cm2
        Areal density; None where nothing came through.
    atomic_number, matter
        Effective atomic number and class; None where they cannot be told.
    """

    x_m: float | None
    y_m: float | None
    column: int
    row: int
    transmission_high: float
    transmission_low: float | None
    grams_per_cm2: float | None
    atomic_number: float | None
    matter: Matter | None


def read_out(radiograph: Radiograph, scale: MaterialScale, point: Point) -> Readout | None:
    """Measure at a stored point, or None outside the image."""
    column, row = int(point[0] // 1), int(point[1] // 1)
    found = at_point(radiograph, column, row, scale)
    if found is None:
        return None
    x_m = y_m = None
    if radiograph.mm_per_pixel is not None:
        down, across = radiograph.mm_per_pixel
        x_m = point[0] * across / 1000.0
        y_m = (radiograph.shape[0] - point[1]) * down / 1000.0
    return Readout(
        x_m=x_m,
        y_m=y_m,
        column=column,
        row=row,
        transmission_high=found.high,
        transmission_low=found.low,
        grams_per_cm2=found.density_g_cm2,
        atomic_number=found.atomic_number,
        matter=found.matter,
    )
