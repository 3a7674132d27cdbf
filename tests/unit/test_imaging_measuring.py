from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.material import computed_scale, scale_of
from imaging.measuring import angle_deg, distance_mm, find_frame, profile
from imaging.phantom import make_scene
from imaging.radiograph import Channel, Energy, Radiograph
from imaging.standing import Frame, ScaleUnknown, position

SCALE = computed_scale(6.0, 4.0)
TALL = (8.0, 4.0)
"""Pixels twice as high as wide."""
near = st.floats(-5000.0, 5000.0, allow_nan=False)
points = st.tuples(near, near)


def step(
    depths: tuple[float, ...] = (0.5, 2.0), pitch: tuple[float, float] | None = TALL
) -> Radiograph:
    depth = np.repeat(np.array(depths), 50)[None, :].repeat(60, axis=0)
    channels = tuple(
        Channel(energy, np.rint(65535 * np.exp(-depth * r)).astype(np.uint16))
        for energy, r in ((Energy.HIGH, 1.0), (Energy.LOW, 1.2))
    )
    return Radiograph(channels, pitch)


def test_a_length_counts_each_axis_in_its_own_millimetres() -> None:
    found = distance_mm((10.0, 10.0), (40.0, 30.0), TALL)
    assert (found.across, found.up) == (120.0, 160.0)
    assert found.length == 200.0


def test_an_angle_is_that_in_space_and_not_on_the_pixels() -> None:
    assert angle_deg((100.0, 0.0), (0.0, 0.0), (100.0, 50.0), TALL) == pytest.approx(45.0)
    assert angle_deg((0.0, 0.0), (5.0, 0.0), (20.0, 0.0), TALL) == pytest.approx(180.0)


@given(points, points, points)
def test_the_sides_and_the_angle_agree_with_the_law_of_cosines(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> None:
    ab, cb, ac = (distance_mm(p, q, TALL).length for p, q in ((a, b), (c, b), (a, c)))
    if min(ab, cb) < 1.0:
        return
    angle = math.radians(angle_deg(a, b, c, TALL))
    other = math.sqrt(max(0.0, ab * ab + cb * cb - 2 * ab * cb * math.cos(angle)))
    assert other == pytest.approx(ac, abs=1e-3 * (ab + cb))


def test_without_a_scale_nothing_is_told_in_millimetres() -> None:
    with pytest.raises(ScaleUnknown, match="Measure in pixels"):
        distance_mm((0.0, 0.0), (1.0, 1.0), None)
    with pytest.raises(ScaleUnknown):
        angle_deg((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), None)
    with pytest.raises(ScaleUnknown):
        position((0.0, 0.0), Frame(0.0, 1.0, 1.0, None), None)
    assert profile(step(pitch=None), (5.0, 5.0), (90.0, 5.0), scale=SCALE).along_mm is None


def test_three_points_that_are_two_make_no_angle() -> None:
    with pytest.raises(ValueError, match="three different points"):
        angle_deg((1.0, 1.0), (1.0, 1.0), (2.0, 2.0), TALL)


def test_a_profile_follows_both_energies_over_a_step() -> None:
    found = profile(step(), (20.0, 30.5), (80.0, 30.5), scale=SCALE)
    high, low = found.transmission
    assert high[0] == pytest.approx(math.exp(-0.5), rel=1e-3)
    assert high[-1] == pytest.approx(math.exp(-2.0), rel=1e-3)
    assert low[-1] == pytest.approx(math.exp(-2.4), rel=1e-3)
    assert found.along_mm is not None
    assert found.along_mm[-1] == pytest.approx(240.0)
    assert found.along_px[-1] == pytest.approx(60.0)
    edge = int(np.argmax(-np.diff(high)))
    assert found.x[edge] == pytest.approx(50.0, abs=1.0)
    assert found.steel_mm.shape == found.transmission.shape
    assert 3.5 < found.steel_mm[0, -1] / found.steel_mm[0, 0] < 4.6


def test_both_energies_read_the_same_steel_where_there_is_steel() -> None:
    ratio = SCALE.ratios_at(np.array([2.0]))[2, 0]
    channels = tuple(
        Channel(energy, np.full((60, 100), round(65535 * math.exp(-2.0 * r)), np.uint16))
        for energy, r in ((Energy.HIGH, 1.0), (Energy.LOW, ratio))
    )
    found = profile(Radiograph(channels, TALL), (5.0, 5.0), (90.0, 5.0), scale=SCALE)
    assert found.steel_mm[1] == pytest.approx(found.steel_mm[0], rel=1e-3)


def test_a_band_averages_counts_across_the_line() -> None:
    depth = np.zeros((60, 100))
    depth[30:, :] = 3.0
    pixels = np.rint(60000 * np.exp(-depth)).astype(np.uint16)
    scan = Radiograph((Channel(Energy.SINGLE, pixels, air=60000),), (5.0, 5.0))
    half = profile(scan, (10.0, 30.0), (90.0, 30.0), width_px=20, scale=SCALE)
    assert half.transmission[0].mean() == pytest.approx((1.0 + math.exp(-3.0)) / 2.0, rel=0.02)


def test_a_band_stands_upright_in_space_where_pixels_are_not_square() -> None:
    depth = np.zeros((60, 100))
    depth[40:, :] = 3.0
    pixels = np.rint(60000 * np.exp(-depth)).astype(np.uint16)
    scan = Radiograph((Channel(Energy.SINGLE, pixels, air=60000),), TALL)
    # 24 samples of 4 mm are 12 rows of 8 mm: the band ends two rows above the step.
    clear = profile(scan, (10.0, 32.0), (90.0, 32.0), width_px=24, scale=SCALE)
    assert clear.transmission[0].min() == pytest.approx(1.0)


def test_where_nothing_comes_through_there_is_no_thickness() -> None:
    found = profile(step((0.5, 11.0)), (20.0, 30.5), (80.0, 30.5), scale=SCALE)
    assert np.isnan(found.steel_mm[:, -1]).all()
    assert np.isfinite(found.steel_mm[:, 0]).all()


def test_a_profile_needs_a_line() -> None:
    with pytest.raises(ValueError, match="Draw from one point"):
        profile(step(), (5.0, 5.0), (5.0, 5.0), scale=SCALE)


def test_a_place_is_told_from_both_ends_and_above_the_floor() -> None:
    found = position((300.0, 100.0), Frame(100.0, 1100.0, 500.0, 400.0), TALL)
    assert found.from_left == pytest.approx(0.8)
    assert found.from_right == pytest.approx(3.2)
    assert found.above_floor == pytest.approx(2.4)
    assert found.above_lowest == pytest.approx(3.2)


@pytest.mark.parametrize("equipment", ["container40", "railcar"])
def test_the_floor_is_found_under_the_goods(equipment: str) -> None:
    scene = make_scene(22, equipment=equipment, rows=384)
    scan = scene.radiograph
    frame = find_frame(scan, scale_of(scan))
    goods = np.flatnonzero((scene.commodity > 0).any(axis=1))
    assert scan.mm_per_pixel is not None
    assert frame.floor is not None
    assert abs(frame.floor - goods[-1] - 1) * scan.mm_per_pixel[0] < 250.0
    assert 0 < frame.left < 0.1 * scan.shape[1]
    assert frame.right > 0.9 * scan.shape[1]


def test_an_empty_picture_has_no_floor_and_its_own_edges() -> None:
    air = Radiograph((Channel(Energy.SINGLE, np.full((50, 80), 65535, np.uint16)),), (5.0, 5.0))
    assert find_frame(air, SCALE) == Frame(0.0, 80.0, 50.0, None)
