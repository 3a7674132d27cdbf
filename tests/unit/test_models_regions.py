"""Regions: what the network points at becomes boxes that always lie on the image."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from models.regions import MAX_REGIONS, NESTED, find_regions, heat_map, to_stored

MAPS = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=24),
    elements=st.floats(0, 1, width=32),
)
SIDES = st.integers(1, 4000)


@given(MAPS, st.floats(0.0625, 1.0, width=32))
def test_regions_are_likely_enough_ordered_and_few(probability, threshold):
    regions = find_regions(probability, threshold)
    chances = [region.probability for region in regions]
    assert chances == sorted(chances, reverse=True)
    assert all(chance >= threshold for chance in chances)
    assert len(regions) <= MAX_REGIONS
    assert bool(regions) == bool((probability >= threshold).any())


@given(MAPS, SIDES, SIDES)
def test_boxes_lie_inside_the_stored_image(probability, rows, columns):
    for region in find_regions(probability, 0.3):
        x, y, width, height = to_stored(region.box, probability.shape, (rows, columns))
        assert width >= 1
        assert height >= 1
        assert 0 <= x <= x + width <= columns
        assert 0 <= y <= y + height <= rows


@given(MAPS)
def test_the_peak_of_a_region_lies_in_its_mask(probability):
    for region in find_regions(probability, 0.5):
        x, y, width, height = region.box
        window = probability[y : y + height, x : x + width]
        assert region.mask.shape == window.shape
        assert window[region.mask].max() == pytest.approx(region.probability)


def test_a_box_covers_its_cells_at_any_scale():
    assert to_stored((2, 1, 3, 2), (10, 20), (100, 200)) == (20, 10, 30, 20)
    assert to_stored((0, 0, 20, 10), (10, 20), (7, 9)) == (0, 0, 9, 7)


def test_two_places_give_two_regions_and_a_nested_one_gives_none():
    probability = np.zeros((40, 60), dtype=np.float32)
    probability[5:10, 5:12] = 0.9
    # A ring around a lone peak: the peak's box lies wholly inside the ring's.
    probability[20:36, 20:50] = 0.8
    probability[22:34, 22:48] = 0.0
    probability[27, 35] = 0.7
    boxes = [region.box for region in find_regions(probability, 0.5)]
    assert boxes == [(5, 5, 7, 5), (20, 20, 30, 16)]
    assert 0 < NESTED <= 1


def test_more_places_than_an_officer_can_judge_keep_the_likeliest():
    probability = np.zeros((8, 200), dtype=np.float32)
    for index in range(20):
        probability[4, 10 * index] = 0.5 + index / 100
    regions = find_regions(probability, 0.4)
    assert len(regions) == MAX_REGIONS
    assert regions[0].box[0] == 190


@given(MAPS, st.integers(1, 300), st.integers(1, 300))
def test_heat_has_one_cell_for_eight_pixels(probability, rows, columns):
    heat = heat_map(probability, (rows, columns))
    assert heat.dtype == np.uint8
    assert heat.shape == (max(1, rows // 8), max(1, columns // 8))
    assert not heat.flags.writeable


def test_heat_keeps_certainty_and_nothing():
    assert heat_map(np.ones((20, 20), np.float32), (80, 80)).min() == 255
    assert heat_map(np.zeros((20, 20), np.float32), (80, 80)).max() == 0
