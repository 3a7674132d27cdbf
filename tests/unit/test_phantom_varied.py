"""Scenes to learn from: fittings that no two units have alike, and fans off the square."""

import dataclasses

import numpy as np
import pytest

from imaging.phantom import EQUIPMENT, SceneOptions, make_scene
from imaging.phantom.fittings import fittings
from imaging.phantom.geometry import FanBeam
from imaging.phantom.plan import draw_plan, stream
from imaging.phantom.slant import draw_slant, slanted
from imaging.phantom.solids import Box, Shadow

VARIED = SceneOptions(varied=True)
FAN = FanBeam(
    rows=40,
    columns=200,
    row_pitch=2.0,
    column_pitch=1.0,
    top=80.0,
    source_height=40.0,
    distance=500.0,
)


def post(depth: tuple[float, float]) -> Shadow:
    """The shadow of an upright post ten centimetres wide, seen squarely."""
    shadow = Box((100.0, 110.0), (10.0, 60.0), depth, "steel", 7.87).shadow(FAN)
    assert shadow is not None
    return shadow


def middle(shadow: Shadow) -> float:
    weight = shadow.mass.sum(0, dtype=np.float64)
    return shadow.column + float((np.arange(len(weight)) * weight).sum() / weight.sum())


@pytest.mark.parametrize("slant", [-0.12, 0.05, 0.16])
@pytest.mark.parametrize("depth", [(560.0, 560.2), (440.0, 470.0), (490.0, 510.0)])
def test_a_body_is_moved_by_its_depth_beyond_the_middle(
    slant: float, depth: tuple[float, float]
) -> None:
    plain = post(depth)
    fan = dataclasses.replace(FAN, slant=slant)
    moved = slanted(plain, depth, fan)
    assert moved is not None
    wanted = (0.5 * sum(depth) - FAN.distance) * slant / FAN.column_pitch
    assert middle(moved) - middle(plain) == pytest.approx(wanted, abs=0.15)
    assert moved.mass.sum(dtype=np.float64) == pytest.approx(plain.mass.sum(dtype=np.float64), 1e-4)


def test_a_deep_body_is_drawn_out_and_a_thin_one_is_not() -> None:
    fan = dataclasses.replace(FAN, slant=0.15)
    thin, deep = (slanted(post(depth), depth, fan) for depth in ((560.0, 560.2), (450.0, 550.0)))
    assert thin is not None
    assert deep is not None
    wide = [int((one.mass.max(0) > 0.01 * one.mass.max()).sum()) for one in (thin, deep)]
    assert wide[0] <= 12
    assert wide[1] == pytest.approx(10 + 15, abs=2)


def test_what_leaves_the_picture_leaves_no_shadow() -> None:
    shadow = Shadow(0, 195, np.ones((4, 5), np.float32))
    fan = dataclasses.replace(FAN, slant=0.16)
    assert slanted(shadow, (590.0, 590.1), fan) is None


def test_nearly_half_of_all_fans_stand_square() -> None:
    drawn = [draw_slant(stream(seed, 5)) for seed in range(400)]
    assert 0.35 < np.mean([slant == 0.0 for slant in drawn]) < 0.55
    assert max(map(abs, drawn)) <= 0.16


@pytest.mark.parametrize("equipment", [name for name in EQUIPMENT if name != "parcel"])
def test_units_carry_fittings_of_their_own(equipment: str) -> None:
    stage = EQUIPMENT[equipment].build(stream(3, 0))
    carried = [fittings(stage, stream(seed, 5)) for seed in range(12)]
    assert len({len(some) for some in carried}) > 4
    assert all(np.isfinite(solid.volume) for some in carried for solid in some)


def test_nothing_hangs_in_the_air_beside_parcels() -> None:
    stage = EQUIPMENT["parcel"].build(stream(3, 0))
    assert not any(fittings(stage, stream(seed, 5)) for seed in range(20))


@pytest.mark.parametrize("equipment", ["container20", "truck", "railcar", "uld"])
def test_the_goods_and_the_scanner_stay_as_they_are_without(equipment: str) -> None:
    plain = draw_plan(11, equipment, 350, None, SceneOptions())
    varied = draw_plan(11, equipment, 350, None, VARIED)
    assert varied.loads == plain.loads
    assert varied.scanner == plain.scanner
    assert len(varied.packed) == len(plain.packed)
    assert plain.fan.slant == 0.0
    assert varied.stage.solids[: len(plain.stage.solids)] != ()


def test_the_truth_still_weighs_what_is_in_the_picture() -> None:
    """A nearer body looks larger, so the picture may hold some per cent more than the truth."""
    ratios = []
    for seed in range(900, 912):
        scene = make_scene(seed, equipment="container20", rows=350, options=VARIED)
        pitch = scene.radiograph.mm_per_pixel
        assert pitch is not None
        area = pitch[0] * pitch[1] / 100.0
        seen_kg = float(scene.areal_mass.sum(dtype=np.float64)) * area / 1000.0
        ratios.append(seen_kg / scene.truth.total_mass_kg)
    assert 0.95 < float(np.median(ratios)) < 1.05
    assert min(ratios) > 0.88
    assert max(ratios) < 1.1


def test_a_twin_differs_only_where_the_irregularity_is_also_on_a_slant() -> None:
    seed = next(s for s in range(100) if abs(draw_slant(stream(s, 5))) > 0.1)
    scene = make_scene(
        seed, equipment="container20", rows=350, irregularity="dense_block", options=VARIED
    )
    assert scene.twin is not None
    one, other = (r.channels[0].pixels.astype(int) for r in (scene.radiograph, scene.twin))
    rows, columns = np.nonzero(scene.mask)
    far = np.ones(scene.mask.shape, bool)
    far[
        max(0, rows.min() - 25) : rows.max() + 25, max(0, columns.min() - 25) : columns.max() + 25
    ] = False
    assert scene.mask.any()
    assert np.array_equal(one[far], other[far])
