"""What is free inside, what lies in a tank, and what lies apart on a belt."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
import pytest

from imaging.bodies import count_bodies
from imaging.energy import survey
from imaging.inner import find_inner
from imaging.level import find_level
from imaging.loading import Extent
from imaging.phantom import SceneOptions, make_scene
from imaging.radiograph import Radiograph
from imaging.weighing import Measured

PITCH = (10.0, 10.0)
"""A centimetre a pixel."""


def measured(density: npt.NDArray[np.float32]) -> tuple[Measured, Extent]:
    """Areal density as it would have been measured, the object from edge to edge."""
    plane, nowhere = np.asarray(density, np.float32), np.zeros(density.shape, np.bool_)
    whole = Measured(
        thick=plane / 20.0,
        thin_beam=None,
        clear=plane / 20.0,
        density=plane,
        grams=plane,
        least=plane,
        place=np.zeros(density.shape, np.uint8),
        told=nowhere,
        lost=nowhere,
        shrink=1.0,
        tube=False,
    )
    return whole, Extent((0, density.shape[0]), (0, density.shape[1]))


def container(*standing: tuple[int, int, float]) -> npt.NDArray[np.float32]:
    """A 12 m box, walls of 3 g/cm2, ends of 10 cm, a rib every 30 cm, and what stands in it."""
    plane = np.full((260, 1200), 3.0, np.float32)
    plane[:, ::30] += 5.0
    plane[:, :10] = plane[:, -10:] = 70.0
    for start, stop, density in standing:
        plane[60:, start:stop] += density
    return plane


def test_an_empty_box_is_free_from_end_to_end() -> None:
    found = find_inner(*measured(container()), PITCH)
    assert found is not None
    assert found.outer_m == pytest.approx(12.0)
    assert (found.left_m, found.right_m) == (pytest.approx(0.1), pytest.approx(0.1))
    assert found.free_m == pytest.approx(11.8)
    assert 0.0 < found.sigma_m < 0.03


@pytest.mark.parametrize(
    ("standing", "left", "right"),
    [
        ((10, 50, 40.0), 0.5, 0.1),
        ((1150, 1190, 40.0), 0.1, 0.5),
        # A thin panel, and nothing but air behind it.
        ((60, 62, 90.0), 0.62, 0.1),
    ],
)
def test_what_stands_at_an_end_is_not_free(
    standing: tuple[int, int, float], left: float, right: float
) -> None:
    found = find_inner(*measured(container(standing)), PITCH)
    assert found is not None
    assert found.left_m == pytest.approx(left, abs=0.011)
    assert found.right_m == pytest.approx(right, abs=0.011)


def test_where_the_inside_cannot_be_measured_it_is_not() -> None:
    plane, extent = measured(container())
    assert find_inner(plane, extent, None) is None
    assert find_inner(*measured(container((200, 1000, 30.0))), PITCH) is None
    # One end outside the picture, and a load from end to end.
    assert find_inner(*measured(container()[:, 12:]), PITCH) is None
    assert find_inner(*measured(container((10, 1190, 60.0))), PITCH) is None


@pytest.mark.parametrize("equipment", ["container20", "trailer53"])
def test_a_simulated_false_wall_takes_length_away(equipment: str) -> None:
    empty = SceneOptions(loads=("empty",), with_twin=False)
    free = []
    for irregularity in (None, "false_wall"):
        scene = make_scene(
            907, equipment=equipment, rows=260, irregularity=irregularity, options=empty
        )
        inner = survey(scene.radiograph).inner
        assert inner is not None
        free.append(inner.free_m)
    assert free[0] - free[1] > 0.15


def tank(rest_cm: int) -> npt.NDArray[np.float32]:
    """A shell of 2.8 m seen from the side, with water in it up to a height."""
    radius, wall = 140.0, 1.2
    plane = np.zeros((330, 900), np.float32)
    for row in range(280):
        at = row + 0.5 - radius
        inside = math.sqrt(max((radius - wall) ** 2 - at * at, 0.0))
        plane[row] = 2.0 * (math.sqrt(radius**2 - at * at) - inside) * 7.87
        if row >= 280 - rest_cm:
            plane[row] += 2.0 * inside
    plane[300:] = 28.0
    return plane


@pytest.mark.parametrize("rest_cm", [15, 60, 110])
def test_a_rest_in_a_tank_has_a_level(rest_cm: int) -> None:
    found = find_level(*measured(tank(rest_cm)), PITCH)
    assert found is not None
    assert found.height_m == pytest.approx(rest_cm / 100.0, abs=0.03)
    assert found.area_m2 == pytest.approx(found.height_m * 4.5, rel=0.01)
    assert found.sigma_m > 0.0


def test_an_empty_tank_has_none_and_a_box_is_no_tank() -> None:
    found = find_level(*measured(tank(0)), PITCH)
    assert found is not None
    assert (found.height_m, found.sigma_m, found.area_m2) == (0.0, 0.0, 0.0)
    assert find_level(*measured(tank(260)), PITCH) is None
    assert find_level(*measured(container()), PITCH) is None
    assert find_level(*measured(tank(0)), None) is None


def belt(seed: int) -> Radiograph:
    options = SceneOptions(with_twin=False)
    return make_scene(seed, equipment="parcel", rows=240, options=options).radiograph


def test_parcels_with_air_between_them_are_counted() -> None:
    counts = [count_bodies(belt(seed)) for seed in (41, 43, 44)]
    assert counts == [3, 3, 2]


def test_what_cannot_be_counted_is_not() -> None:
    assert count_bodies(dataclasses.replace(belt(43), mm_per_pixel=None)) is None
    box = make_scene(
        1, equipment="container20", rows=120, options=SceneOptions(with_twin=False)
    ).radiograph
    assert count_bodies(box) is None
