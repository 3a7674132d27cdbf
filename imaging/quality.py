"""What is wrong with a picture: detectors, pulses, edges, speed, photons.

No model learns here: each check is a rule on how scanners work. A detector row runs along the whole
scan and a pulse over the whole height, in air too; goods do neither. What a picture cannot show
(a wrong speed without any regular structure, say) is not guessed.
"""

from __future__ import annotations

import numpy as np

from imaging.faults import Fault, FaultKind, Weight
from imaging.quality_columns import column_faults, judge_columns
from imaging.quality_extent import (
    Standing,
    air_noise,
    cut_faults,
    noise_fault,
    opaque_fault,
    standing,
)
from imaging.quality_plane import plane_of
from imaging.quality_rows import judge_rows, row_faults
from imaging.quality_speed import speed_fault
from imaging.radiograph import Radiograph

__all__ = ["Fault", "FaultKind", "Weight", "inspect_quality"]


def inspect_quality(
    radiograph: Radiograph, *, expected_length_m: float | None = None
) -> tuple[Fault, ...]:
    """Return what is wrong with a picture, the serious first.

    Parameters
    ----------
    radiograph
        One or two energies, of any size.
    expected_length_m
        Length of the imaged equipment in metres, for instance 12.192 for a 40' container, when it
        is known for sure; the object's length is then held against it.
    """
    planes = [plane_of(channel) for channel in radiograph.channels]
    rows = judge_rows(planes)
    bad_rows = [bad.any for bad in rows]
    noise = air_noise(planes[0], ~bad_rows[0]) or 0.0
    columns = judge_columns(planes, bad_rows)
    faults = [*row_faults(planes, rows), *column_faults(planes, columns, noise)]
    faults += _of(noise_fault(planes[0], noise))
    lost = columns[0].missing | columns[0].repeated
    found = standing(planes[0], bad_rows[0], lost, noise)
    if found is not None:
        lengths = _lengths(radiograph, found, expected_length_m)
        faults += [*cut_faults(found), *_of(opaque_fault(found))]
        pitch = None if radiograph.mm_per_pixel is None else radiograph.mm_per_pixel[1]
        good = (~bad_rows[0], ~lost)
        faults += _of(speed_fault(planes[0], good, found, lengths, pitch))
    return tuple(sorted(faults, key=lambda fault: fault.weight is not Weight.SERIOUS))


def _of(fault: Fault | None) -> list[Fault]:
    return [] if fault is None else [fault]


def _lengths(
    radiograph: Radiograph, found: Standing, expected_m: float | None
) -> tuple[float, float] | None:
    if expected_m is None or radiograph.mm_per_pixel is None:
        return None
    upper = found.stands[found.top : found.top + (found.bottom - found.top) // 2]
    at = np.flatnonzero(upper.mean(axis=0) > 0.25)
    if at.size == 0:
        return None
    pixels = int(found.columns_at[at[-1]] - found.columns_at[at[0]]) + 1
    return pixels * radiograph.mm_per_pixel[1] / 1000.0, expected_m
