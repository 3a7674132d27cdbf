from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.dropouts import find_dropouts
from imaging.energy import (
    box_region,
    ellipse_region,
    mass_of,
    region_survey,
    steel_mm,
    survey,
)
from imaging.fan import Fan
from imaging.material import computed_scale
from imaging.outline import coverage
from imaging.phantom import Placement, SceneOptions, make_scene
from imaging.phantom.beam import BeamSettings, make_beam
from imaging.radiograph import Energy, Radiograph
from imaging.veil import find_veil
from imaging.weighing import at_edges
from tests.unit.blocks import block


@given(
    st.floats(-20, 70), st.floats(-20, 50), st.floats(1.0, 60), st.floats(1.0, 60), st.booleans()
)
@settings(max_examples=60, deadline=None)
def test_an_outline_covers_its_area(x: float, y: float, w: float, h: float, round_: bool) -> None:
    region = ellipse_region(x, y, w, h) if round_ else box_region(x, y, w, h)
    inside = coverage(region, (-30, -30, 200, 200))
    assert inside.min() >= 0.0
    assert inside.max() <= 1.0
    assert float(inside.sum()) == pytest.approx(w * h * (np.pi / 4 if round_ else 1.0), rel=0.07)


def test_a_crooked_outline_counts_by_even_and_odd() -> None:
    bow = ((0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0))
    assert float(coverage(bow, (0, 0, 10, 10)).sum()) == pytest.approx(50.0)


@pytest.mark.parametrize(
    "region", [((0, 0), (1, 1)), ((0, 0), (5, float("nan")), (9, 9)), box_region(900, 0, 5, 5)]
)
def test_an_outline_that_is_none_is_refused(region: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="outline"):
        region_survey(block("steel", 40.0), region)


def test_a_region_holds_what_it_holds() -> None:
    radiograph, scale = block("steel", 40.0), computed_scale(6.0, 4.0)
    for region in (box_region(100.3, 60.6, 50, 40.5), ellipse_region(70, 40, 150, 70)):
        found = region_survey(radiograph, region, scale=scale)
        mass, area = found.mass, found.area_m2
        assert mass is not None
        assert area == pytest.approx(found.pixels * 25e-6)
        assert mass.kg == pytest.approx(400.0 * (area or 0.0), rel=0.03)
        assert mass.low_kg < 400.0 * (area or 0.0) < (mass.high_kg or 0.0)
        assert found.steel_mm == pytest.approx(400.0 / 7.87, rel=0.03)
        assert found.material_shares["metal"] > 0.95
        assert found.high.deviation == pytest.approx(0.0, abs=1e-6)
        assert not found.lower_bound
    half = region_survey(radiograph, box_region(30, 60, 40, 40), scale=scale)
    assert half.high.most == 1.0
    assert half.high.least < 0.2
    assert half.high.mean == pytest.approx(0.5 * (half.high.least + 1.0), abs=0.01)


def test_a_region_of_one_energy_is_weighed_as_steel() -> None:
    pair = block("steel", 40.0)
    channel = dataclasses.replace(pair.main, energy=Energy.SINGLE)
    found = region_survey(Radiograph((channel,), mm_per_pixel=(5.0, 5.0)), box_region(90, 50, 9, 9))
    assert (found.low, dict(found.material_shares)) == (None, {})
    assert found.density_g_cm2 == pytest.approx(40.0, rel=0.03)


def test_walls_are_taken_off_and_black_leaves_a_lower_bound() -> None:
    radiograph, scale = block("steel", 40.0), computed_scale(6.0, 4.0)
    inside, beside = box_region(100, 50, 40, 40), box_region(160, 50, 40, 40)
    bare = mass_of(radiograph, inside, scale=scale, background=beside)
    assert bare is not None
    assert bare.low_kg == 0.0
    assert bare.kg < 0.1
    black = mass_of(block("steel", 900.0), inside, scale=scale)
    assert black is not None
    assert black.lower_bound
    assert black.high_kg is None
    assert 0.0 < black.low_kg < 900.0 * 1600 * 0.25 / 1000
    assert mass_of(dataclasses.replace(radiograph, mm_per_pixel=None), inside) is None


def test_steel_in_millimetres_is_what_stands_there() -> None:
    scale = computed_scale(6.0, 4.0)
    beam = make_beam(BeamSettings(6.0, 4.0, 25.0))
    thick = np.array([-np.log(beam.transmission("steel", 7.87 * cm)[0]) for cm in (1, 10, 30)])
    assert steel_mm(thick.astype(np.float32), scale) == pytest.approx([10, 100, 300], rel=0.02)


def test_what_scatter_hides_is_found_by_both_energies_alike() -> None:
    options = SceneOptions(scatter=0.02, bits=16, energies=(6.0, 4.0))
    scene = make_scene(
        31, equipment="container20", rows=300, commodity="steel_coils", options=options
    )
    veil = find_veil(scene.radiograph)
    assert veil.known
    assert veil.shares[0] == pytest.approx(0.02, rel=0.15)
    found = survey(scene.radiograph)
    assert found.opaque_share > 0.02
    assert found.mass_high_kg is None
    assert (found.mass_low_kg or 0.0) < scene.truth.total_mass_kg
    assert find_veil(scene.radiograph) is veil
    # A block of steel darkens the two energies differently: that is no veil.
    assert not find_veil(block("steel", 40.0)).known


def test_an_edge_weighs_as_its_two_sides() -> None:
    thick = np.full((9, 12), 0.2, np.float32)
    thick[:, 6:] = 3.0
    thick[:, 5] = -np.log(0.5 * np.exp(-0.2) + 0.5 * np.exp(-3.0))
    assert at_edges(thick)[4, 5] == pytest.approx(1.6, abs=0.01)
    assert at_edges(thick)[4, [0, 3, 8]] == pytest.approx([0.2, 0.2, 3.0])
    flat = np.random.default_rng(2).normal(1.0, 0.03, (40, 40)).astype(np.float32)
    assert np.array_equal(at_edges(flat), flat)


def test_a_near_load_looks_larger_by_what_the_fan_does() -> None:
    fan = Fan(6500.0, 1220.0, 1000.0)
    depths = np.linspace(6500 - 1220, 6500 + 1220, 20001)
    assert fan.magnification == pytest.approx(float((6500.0 / depths).mean()), rel=1e-4)


def test_a_reading_that_one_energy_lost_is_neither_coloured_nor_weighed_as_black() -> None:
    radiograph = block("steel", 20.0)
    planes = [channel.pixels.copy() for channel in radiograph.channels]
    planes[0][60:70, 100:110] = 0
    planes[1][60:70, 120:130] = 0
    pairs = zip(radiograph.channels, planes, strict=True)
    torn = dataclasses.replace(
        radiograph, channels=tuple(dataclasses.replace(c, pixels=p) for c, p in pairs)
    )
    assert survey(torn).mass_kg == pytest.approx(survey(radiograph).mass_kg, rel=0.01)
    assert survey(torn).opaque_share == 0.0
    whole = [-np.log(np.maximum(plane, 0.5) / 65535.0).astype(np.float32) for plane in planes]
    lost = find_dropouts(whole[0], whole[1], torn.channels)
    assert lost is not None
    assert int(lost.sum()) == 200


@pytest.mark.parametrize(("equipment", "energies"), [("trailer53", (9.0, 6.0)), ("parcel", None)])
def test_a_simulated_region_lies_in_its_interval(
    equipment: str, energies: tuple[float, float] | None
) -> None:
    options = SceneOptions(loads=(Placement("textiles", 0.1, 0.8),), energies=energies, bits=16)
    scene = make_scene(41, equipment=equipment, rows=300, options=options)
    rows, columns = (np.flatnonzero((scene.commodity > 0).any(axis=axis)) for axis in (1, 0))
    y, x = int(rows[0]), int(columns[0])
    region = box_region(x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1)
    mass = mass_of(scene.radiograph, region)
    pitch = scene.radiograph.mm_per_pixel or (1.0, 1.0)
    part = scene.areal_mass[y : int(rows[-1]) + 1, x : int(columns[-1]) + 1]
    true = float(part.sum(dtype=np.float64)) * pitch[0] * pitch[1] / 1e5
    assert mass is not None
    assert mass.low_kg < true / 1.017 < (mass.high_kg or np.inf)
    assert mass.kg == pytest.approx(true / 1.017, rel=0.12)
