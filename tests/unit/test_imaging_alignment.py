"""Two scans of one equipment laid over each other, and what one has more than the other."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from imaging.alignment import align
from imaging.difference import difference
from imaging.phantom import COMMODITIES, Placement, Scene, SceneOptions, make_scene
from imaging.radiograph import Radiograph

FRONT, REAR = Placement("textiles", 0.0, 0.5), Placement("fruit", 0.5, 1.0)
Pace = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]


@functools.cache
def scanned(
    loads: tuple[Placement, ...],
    *,
    seed: int = 3,
    equipment: str = "container20",
    dose: float = 2e5,
    stretch: float = 1.0,
) -> Scene:
    """One pass of one equipment through one scanner."""
    options = SceneOptions(loads=loads, mirror=False, stretch=stretch, quanta=dose, bits=16)
    return make_scene(seed, equipment=equipment, rows=400, options=options)


def uneven(u: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Where along the even scan an uneven one looks: late, slow, and drifting."""
    return 1.03 * u - 0.01 + 0.004 * np.sin(2.0 * np.pi * u)


def at_pace(radiograph: Radiograph, pace: Pace, *, mirrored: bool) -> Radiograph:
    """The same scan taken at an uneven speed, perhaps the other way round."""
    rows, columns = radiograph.shape
    line = (pace(np.arange(columns) / columns) * columns).astype(np.float32)
    across = np.ascontiguousarray(np.broadcast_to(line, (rows, columns)))
    down = np.ascontiguousarray(
        np.broadcast_to(np.arange(rows, dtype=np.float32)[:, None], (rows, columns))
    )
    channels = []
    for channel in radiograph.channels:
        pixels = cv2.remap(
            channel.pixels, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        turned = pixels[:, ::-1] if mirrored else pixels
        channels.append(dataclasses.replace(channel, pixels=np.ascontiguousarray(turned)))
    return dataclasses.replace(radiograph, channels=tuple(channels))


@pytest.mark.parametrize("mirrored", [False, True])
def test_half_unloaded_at_another_speed_is_laid_over_to_a_pixel(mirrored: bool) -> None:
    entry = scanned((FRONT, REAR)).radiograph
    even = scanned((FRONT,), dose=8e5, stretch=1.1).radiograph
    leaving = at_pace(even, uneven, mirrored=mirrored)
    found = align(entry, leaving)
    assert found.sure
    assert found.mirrored is mirrored
    where = np.linspace(0.06, 0.94, 40)
    grid = np.linspace(-0.1, 1.1, 4000)
    true = np.interp(where, uneven(grid), grid) * leaving.shape[1]
    x, y = found.to_other(where * entry.shape[1], np.full(where.shape, 200.0))
    x = leaving.shape[1] - x if mirrored else x
    assert np.percentile(np.abs(x - true), 95) < 1.0
    assert np.abs(y - 200.0).max() < 1.0
    back, _ = found.from_other(*found.to_other(where * entry.shape[1], y))
    assert np.abs(back - where * entry.shape[1]).max() < 0.01


def test_other_equipment_is_no_match() -> None:
    here = scanned((FRONT, REAR)).radiograph
    there = scanned((FRONT,), seed=5, equipment="railcar").radiograph
    assert not align(here, there).sure


def test_what_was_unloaded_is_found_where_it_stood_and_weighed() -> None:
    entry, even = scanned((FRONT, REAR)), scanned((FRONT,), dose=8e5, stretch=1.1)
    leaving = at_pace(even.radiograph, uneven, mirrored=True)
    found = difference(entry.radiograph, leaving, align(entry.radiograph, leaving))
    stood = entry.commodity == COMMODITIES.index("fruit")
    size = (found.added.shape[1], found.added.shape[0])
    small = cv2.resize(stood.astype(np.uint8), size, interpolation=cv2.INTER_AREA) > 0
    assert (found.added & small).sum() > 0.8 * small.sum()
    assert (found.added & ~small).mean() < 0.002
    assert not found.removed.any()
    gone = entry.truth.total_mass_kg - even.truth.total_mass_kg
    assert found.added_kg == pytest.approx(gone, rel=0.15)
    # The other way round, the same is missing.
    back = difference(leaving, entry.radiograph, align(leaving, entry.radiograph))
    assert back.removed_kg == pytest.approx(gone, rel=0.15)
    assert not back.added.any()


def test_another_dose_and_speed_alone_change_nothing() -> None:
    first = scanned((FRONT, REAR)).radiograph
    second = at_pace(
        scanned((FRONT, REAR), dose=6e4, stretch=0.95).radiograph, uneven, mirrored=False
    )
    found = difference(first, second, align(first, second))
    assert found.nothing
    assert found.gain == pytest.approx(1.0, abs=0.01)


def test_what_nothing_penetrates_is_unknown_not_changed() -> None:
    entry = scanned((Placement("steel_coils", 0.0, 0.5), REAR), dose=3e4).radiograph
    leaving = scanned((Placement("steel_coils", 0.0, 0.5),), dose=3e4).radiograph
    found = difference(entry, leaving, align(entry, leaving))
    assert found.unknown.any()
    assert not (found.unknown & (found.added | found.removed)).any()
    assert not found.change[found.unknown].any()


def test_without_a_scale_the_picture_is_compared_and_nothing_is_weighed() -> None:
    entry = dataclasses.replace(scanned((FRONT, REAR)).radiograph, mm_per_pixel=None)
    leaving = dataclasses.replace(scanned((FRONT,)).radiograph, mm_per_pixel=None)
    found = difference(entry, leaving, align(entry, leaving))
    assert found.added.any()
    assert found.added_kg is None
