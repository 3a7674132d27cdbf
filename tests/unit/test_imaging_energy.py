from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.energy import (
    at_point,
    survey,
)
from imaging.loading import find_extent, find_goods
from imaging.material import Matter, computed_scale, scale_of
from imaging.phantom import make_scene
from imaging.radiograph import Channel, Energy, Radiograph
from tests.unit.blocks import block


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["organic", "aluminium", "steel"]), st.floats(8.0, 90.0))
def test_a_block_weighs_what_it_weighs(material: str, g_cm2: float) -> None:
    found = survey(block(material, g_cm2))
    true_kg = g_cm2 * 100 * 200 * 0.25 / 1000
    assert found.mass_kg == pytest.approx(true_kg, rel=0.05)
    assert abs(found.mass_kg - true_kg) < 2 * found.mass_sigma_kg
    assert found.length_m == pytest.approx(1.0, abs=0.02)
    assert found.height_m == pytest.approx(0.5, abs=0.02)


def test_the_material_of_a_block_is_named() -> None:
    for material, matter in (("organic", Matter.ORGANIC), ("steel", Matter.METAL)):
        shares = survey(block(material, 40.0)).material_shares
        assert shares[matter.value] > 0.9
        assert sum(shares.values()) == pytest.approx(1.0)


def test_behind_black_the_mass_is_a_lower_bound() -> None:
    assert not survey(block("steel", 40.0)).lower_bound
    found = survey(block("steel", 900.0))
    assert found.lower_bound
    assert found.opaque_share > 0.9
    assert found.mass_sigma_kg > 0.3 * (found.mass_kg or 0.0)


def test_without_a_scale_there_is_no_mass_nor_length() -> None:
    found = survey(dataclasses.replace(block("steel", 40.0), mm_per_pixel=None))
    assert (found.mass_kg, found.mass_sigma_kg) == (None, 0.0)
    assert (found.length_m, found.height_m) == (None, None)
    assert found.loaded_share > 0.0


def test_one_energy_weighs_as_steel_and_names_no_material() -> None:
    pair = block("steel", 40.0)
    single = Radiograph(
        (dataclasses.replace(pair.main, energy=Energy.SINGLE),), mm_per_pixel=pair.mm_per_pixel
    )
    found = survey(single)
    assert found.mass_kg == pytest.approx(40.0 * 5.0, rel=0.05)
    assert not found.material_shares


def test_a_part_is_measured_alone() -> None:
    radiograph = block("steel", 40.0)
    part = survey(radiograph, (100, 60, 50, 40))
    assert part.mass_kg == pytest.approx(40.0 * 50 * 40 * 0.25 / 1000, rel=0.05)
    with pytest.raises(ValueError, match="outside the image"):
        survey(radiograph, (5000, 5000, 10, 10))


def test_measuring_alters_nothing() -> None:
    radiograph = block("organic", 30.0)
    before = [channel.pixels.copy() for channel in radiograph.channels]
    survey(radiograph)
    for channel, pixels in zip(radiograph.channels, before, strict=True):
        assert np.array_equal(channel.pixels, pixels)


def test_dead_rows_are_no_load() -> None:
    radiograph = block("steel", 20.0)
    planes = [channel.pixels.copy() for channel in radiograph.channels]
    for plane in planes:
        plane[-6:] = 0
    channels = zip(radiograph.channels, planes, strict=True)
    dead = dataclasses.replace(
        radiograph, channels=tuple(dataclasses.replace(c, pixels=p) for c, p in channels)
    )
    found, whole = survey(dead), survey(radiograph)
    assert found.mass_kg == pytest.approx(whole.mass_kg, rel=0.02)
    assert found.opaque_share == 0.0


def test_a_point_reads_density_and_atomic_number() -> None:
    scale = computed_scale(6.0, 4.0)
    steel = at_point(block("steel", 40.0), 150, 80, scale)
    assert steel is not None
    assert steel.density_g_cm2 == pytest.approx(40.0, rel=0.03)
    assert steel.atomic_number == pytest.approx(26.0, abs=2.0)
    assert steel.matter is Matter.METAL
    assert 0.0 < (steel.low or 0.0) < steel.high < 1.0


def test_a_point_in_air_or_behind_black_names_nothing() -> None:
    scale = computed_scale(6.0, 4.0)
    air = at_point(block("steel", 40.0), 10, 10, scale)
    assert air is not None
    assert (air.matter, air.high) == (None, 1.0)
    black = at_point(block("steel", 900.0), 150, 80, scale)
    assert black is not None
    assert (black.density_g_cm2, black.matter) == (None, None)
    assert at_point(block("steel", 40.0), -1, 10, scale) is None
    assert at_point(block("steel", 40.0), 10, 160, scale) is None


@pytest.mark.parametrize(
    ("seed", "equipment"),
    [(1, "container20"), (2, "container40"), (3, "trailer53"), (5, "railcar")],
)
def test_empty_equipment_holds_no_goods(seed: int, equipment: str) -> None:
    scene = make_scene(seed, equipment=equipment, rows=400, commodity="empty")
    assert survey(scene.radiograph).loaded_share < 0.01


@pytest.mark.parametrize(
    ("seed", "equipment", "commodity"),
    [
        (11, "container20", "fruit"),
        (13, "trailer53", "timber"),
        (17, "railcar", "plastic_granules"),
        (20, "truck", "textiles"),
    ],
)
def test_simulated_loads_are_weighed_and_found(seed: int, equipment: str, commodity: str) -> None:
    scene = make_scene(seed, equipment=equipment, rows=400, commodity=commodity)
    found = survey(scene.radiograph)
    assert found.mass_kg == pytest.approx(scene.truth.total_mass_kg, rel=0.12)
    true_share = float((scene.commodity > 0).mean())
    assert 0.4 * true_share < found.loaded_share < 1.6 * true_share


def test_extent_is_the_object_and_not_the_air() -> None:
    thick = np.zeros((100, 200), np.float32)
    thick[20:90, 30:180] = 1.0
    extent = find_extent(thick, np.zeros(thick.shape, np.bool_))
    assert (extent.rows, extent.columns) == ((20, 90), (30, 180))
    assert extent.area == 70 * 150


def test_nothing_but_air_has_no_load() -> None:
    thick = np.zeros((50, 60), np.float32)
    extent = find_extent(thick, np.zeros(thick.shape, np.bool_))
    assert not find_goods(thick, extent).any()


def test_a_real_scan_is_measured(shared_data: Path) -> None:
    pixels = np.load(shared_data / "xray_cargo16_dual" / "8.npy")
    high, low = (np.ascontiguousarray(pixels[..., n]) for n in (0, 1))
    radiograph = Radiograph(
        (
            Channel(Energy.HIGH, high, kilovolts=6000.0),
            Channel(Energy.LOW, low, kilovolts=4000.0),
        ),
        mm_per_pixel=(4.2, 4.2),
    )
    found = survey(radiograph)
    assert found.lower_bound
    assert found.loaded_share > 0.3
    assert 4000 < (found.mass_kg or 0.0) < 30000
    sacks = at_point(radiograph, 400, 230, scale_of(radiograph))
    assert sacks is not None
    assert sacks.matter is Matter.ORGANIC
