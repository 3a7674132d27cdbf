"""The map of blind spots follows physics, and agrees with a simulation that knows every photon."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from imaging.blind import ScaleMissing, blind_map
from imaging.blind_observer import LARGEST_G, SMALLEST_G, Hidden
from imaging.computed import computed_scale
from imaging.radiograph import Channel, Energy, Radiograph
from models.evaluation.blind import figures, tried_places

SCALE = computed_scale(6.0, 4.0)


def flat(depths, *, photons=2e5, pitch=(5.0, 5.0), clutter=0.0, seed=4):
    """Columns of even attenuation with counted photons, and clutter if wanted."""
    rng = np.random.default_rng(seed)
    thick = np.repeat(np.asarray(depths, float), 200)[None, :] * np.ones((400, 1))
    if clutter:
        soft = rng.standard_normal((100, thick.shape[1] // 4))
        thick = thick + clutter * soft.repeat(4, axis=0).repeat(4, axis=1)
    light = rng.poisson(photons * np.exp(-thick)) / photons
    stored = np.clip(np.rint(light * 60000), 0, 65535).astype(np.uint16)
    return Radiograph(
        (Channel(Energy.SINGLE, stored, air=60000, kilovolts=6000.0),), mm_per_pixel=pitch
    )


def middle(found, what, number, count):
    grams = found.grams[what]
    wide = grams.shape[1] // count
    return float(np.median(grams[30:-30, number * wide + 15 : (number + 1) * wide - 15]))


def test_more_is_hidden_behind_more():
    found = blind_map(flat((1.0, 3.0, 6.0)), SCALE)
    for what in Hidden:
        here = [middle(found, what, n, 3) for n in range(3)]
        assert here[0] < here[1] < here[2]


def test_four_times_the_photons_halve_a_small_mass_at_most():
    few = middle(blind_map(flat((3.0,), photons=5e3), SCALE), Hidden.STEEL, 0, 1)
    many = middle(blind_map(flat((3.0,), photons=2e4), SCALE), Hidden.STEEL, 0, 1)
    assert 0.35 < many / few < 0.6


def test_clutter_hides():
    clean = middle(blind_map(flat((2.0,)), SCALE), Hidden.ORGANIC, 0, 1)
    cluttered = middle(blind_map(flat((2.0,), clutter=0.2), SCALE), Hidden.ORGANIC, 0, 1)
    assert cluttered > 3.0 * clean


def test_where_nothing_comes_through_nothing_is_told():
    scan = flat((1.0, 14.0))
    found = blind_map(scan, SCALE)
    assert found.at(300.0, 200.0, Hidden.LEAD) is None
    assert found.at(100.0, 200.0, Hidden.LEAD) is not None
    assert found.at(-1.0, 200.0, Hidden.LEAD) is None


def test_a_scan_without_a_scale_tells_no_grams():
    scan = dataclasses.replace(flat((1.0,)), mm_per_pixel=None)
    with pytest.raises(ScaleMissing):
        blind_map(scan, SCALE)


def test_every_figure_lies_within_the_limits_of_the_map():
    found = blind_map(flat((0.0, 9.0)), SCALE)
    for grams in found.grams.values():
        assert grams.min() >= 0.99 * SMALLEST_G
        assert grams.max() <= 1.01 * LARGEST_G


def test_the_map_agrees_with_the_simulation_in_the_middle():
    by_name = {one.name: one for one in figures(list(tried_places(3)))}
    assert 0.6 < by_name["blind.ratio"].value < 1.6
