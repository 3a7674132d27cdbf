"""Packages of the second simulator obey gravity."""

import numpy as np
import pytest

from imaging.yard.grid import Cuboid
from imaging.yard.packing import Heap

SPACE = Cuboid((10.0, 400.0), (100.0, 320.0), (5.0, 235.0))


def overlap(first: Cuboid, second: Cuboid) -> bool:
    pairs = zip((first.x, first.y, first.z), (second.x, second.y, second.z), strict=True)
    return all(min(a[1], b[1]) - max(a[0], b[0]) > 0.01 for a, b in pairs)


def packed(seed: int, wall: float) -> list[Cuboid]:
    rng = np.random.default_rng(seed)
    heap = Heap(SPACE, rng)
    placed = []
    for _ in range(150):
        size = rng.uniform((20, 15, 20), (90, 60, 80))
        place = heap.drop((size[0], size[1], size[2]), ceiling=210.0, wall=wall)
        if place is not None:
            placed.append(place)
    return placed


@pytest.mark.parametrize("wall", [0.0, 1.0])
def test_packages_do_not_pass_through_each_other_or_the_walls(wall: float) -> None:
    placed = packed(3, wall)
    assert len(placed) > 30
    for index, one in enumerate(placed):
        assert one.x[0] >= 10
        assert one.x[1] <= 400
        assert one.z[0] >= 5
        assert one.z[1] <= 235
        assert one.y[1] <= 310.01
        assert not any(overlap(one, other) for other in placed[:index])


def test_every_package_rests_on_the_floor_or_on_another() -> None:
    placed = packed(4, 0.5)
    tops = [place.y[1] for place in placed]
    for place in placed:
        rests = [abs(place.y[0] - top) < 0.01 for top in [100.0, *tops]]
        assert any(rests)


def test_a_full_heap_takes_nothing_more() -> None:
    heap = Heap(Cuboid((0, 60), (0, 50), (0, 60)), np.random.default_rng(0))
    assert heap.drop((60, 40, 60), ceiling=50, wall=0.0) == Cuboid((0, 60), (0, 40), (0, 60))
    assert heap.drop((30, 20, 30), ceiling=50, wall=0.0) is None
    assert heap.drop((90, 5, 30), ceiling=50, wall=0.0) is None


def test_walls_are_built_from_one_end_when_loaders_build_walls() -> None:
    heap = Heap(SPACE, np.random.default_rng(1))
    first = [heap.drop((60, 50, 110), ceiling=210, wall=5.0) for _ in range(8)]
    assert all(place is not None and place.x[0] < 75 for place in first)
