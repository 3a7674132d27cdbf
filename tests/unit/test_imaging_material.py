from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from imaging.dropouts import find_dropouts
from imaging.energy import at_point
from imaging.hues import HueTable
from imaging.luts import attenuation_table
from imaging.material import Grounds, MaterialScale, computed_scale, default_scale, scale_of
from imaging.material_map import MOST_TRUST, NO_SIGNAL, TILE, MaterialMap
from imaging.phantom.beam import BeamSettings, make_beam
from imaging.pyramid import Pyramid
from imaging.radiograph import Channel, Energy, Radiograph
from imaging.registration import column_shift


def slabs(
    high_kv: float, low_kv: float, *, masses: dict[str, float], copper: float = 0.3
) -> Radiograph:
    """Slabs of matter side by side, 60 columns each, with photon noise."""
    tube = high_kv < 1000
    settings = (
        BeamSettings(high_kv / 1000, 0.0, copper, tube=True)
        if tube
        else BeamSettings(high_kv / 1000, low_kv / 1000, 25.0)
    )
    beam = make_beam(settings)
    rng = np.random.default_rng(7)
    planes = []
    for energy in (0, 1):
        row = [beam.transmission(name, mass)[energy] for name, mass in masses.items()]
        ideal = np.repeat(np.array(row), 60)[None, :].repeat(80, axis=0)
        noisy = ideal + rng.normal(0.0, 2e-3, ideal.shape) * np.sqrt(ideal)
        planes.append(np.clip(np.rint(noisy * 60000), 0, 65535).astype(np.uint16))
    return Radiograph(
        (
            Channel(Energy.HIGH, planes[0], air=60000, kilovolts=high_kv),
            Channel(Energy.LOW, planes[1], air=60000, kilovolts=low_kv),
        )
    )


def places(radiograph: Radiograph) -> list[int]:
    """Median place of each slab."""
    tile = MaterialMap(Pyramid(radiograph), default_scale(radiograph)).classify(
        *(channel.pixels for channel in radiograph.channels), 1.0
    )
    slab_count = radiograph.shape[1] // 60
    return [int(np.median(tile.place[:, 60 * n + 15 : 60 * n + 45])) for n in range(slab_count)]


@pytest.mark.parametrize(("high", "low"), [(6000.0, 4000.0), (9000.0, 6000.0)])
def test_a_linac_pair_tells_four_kinds_of_matter_in_order(high: float, low: float) -> None:
    organic, light, metal, heavy = places(
        slabs(high, low, masses={"organic": 60.0, "aluminium": 60.0, "steel": 60.0, "lead": 60.0})
    )
    assert organic < 43 < light < 128 < metal < 213 <= heavy


def test_a_tube_tells_organic_light_and_metal_though_its_ratio_rises() -> None:
    scale = computed_scale(0.16, 0.0)
    assert scale.rises
    organic, light, metal = places(
        slabs(160.0, 160.0, masses={"organic": 8.0, "aluminium": 5.0, "steel": 1.5})
    )
    assert organic < 43 < light < 128 < metal


def trusts(radiograph: Radiograph, scale: MaterialScale) -> list[int]:
    """Median trust of each slab."""
    tile = MaterialMap(Pyramid(radiograph), scale, shift=0.0).classify(
        *(channel.pixels for channel in radiograph.channels), 1.0
    )
    count = radiograph.shape[1] // 60
    return [int(np.median(tile.trust[:, 60 * n + 15 : 60 * n + 45])) for n in range(count)]


@pytest.mark.parametrize("kilovolts", [160.0, 225.0, 320.0])
def test_what_a_tubes_filter_decides_is_not_coloured(kilovolts: float) -> None:
    """Posts of an air cargo unit behind 0.6 g/cm2 of copper, water behind 0.1."""
    scale = computed_scale(kilovolts / 1000.0, 0.0)
    light = slabs(kilovolts, kilovolts, masses={"aluminium": 10.8}, copper=0.6)
    water = slabs(kilovolts, kilovolts, masses={"water": 7.0}, copper=0.1)
    for radiograph in (light, water):
        assert trusts(radiograph, scale) == [0]
        assert trusts(radiograph, dataclasses.replace(scale, source=Grounds.CALIBRATED)) == [
            MOST_TRUST
        ]
        point = at_point(radiograph, 30, 40, scale)
        assert point is not None
        assert point.density_g_cm2 is not None
        assert (point.atomic_number, point.matter) == (None, None)


def test_a_tube_still_colours_what_any_usual_filter_gives() -> None:
    scale = computed_scale(0.16, 0.0)
    plain = {"organic": 8.0, "aluminium": 5.0, "steel": 1.5}
    assert trusts(slabs(160.0, 160.0, masses=plain), scale) == [MOST_TRUST] * 3
    hard = slabs(160.0, 160.0, masses={"organic": 8.0, "steel": 1.5}, copper=0.6)
    assert trusts(hard, scale) == [MOST_TRUST] * 2


def test_a_linacs_colours_do_not_hang_on_a_tubes_filter() -> None:
    assert computed_scale(6.0, 4.0).doubtful is None


def test_ratio_falls_with_atomic_number_in_a_linac_beam() -> None:
    depths = np.array([0.5, 1.0, 2.0, 4.0, 6.0])
    ratios = computed_scale(9.0, 6.0).ratios_at(depths)
    assert (np.diff(ratios, axis=0) < 0).all()
    assert ratios[0, 0] == pytest.approx(1.248, abs=0.01)
    assert ratios[2, 0] == pytest.approx(1.175, abs=0.01)


def test_published_densities_come_back() -> None:
    scale = computed_scale(6.0, 4.0)
    depth = -np.log(make_beam(BeamSettings(6.0, 4.0, 25.0)).transmission("steel", 80.0)[0])
    assert scale.densities_at(np.array([depth]))[2, 0] == pytest.approx(80.0, rel=0.01)


def test_unstated_energies_are_said_to_be_assumed() -> None:
    radiograph = slabs(6000.0, 4000.0, masses={"steel": 20.0, "organic": 20.0})
    silent = Radiograph(tuple(dataclasses.replace(c, kilovolts=None) for c in radiograph.channels))
    assert default_scale(silent).source is Grounds.ASSUMED
    assert default_scale(radiograph).source is Grounds.COMPUTED


def test_walls_that_no_matter_explains_fit_the_scale_to_the_scan() -> None:
    rng = np.random.default_rng(3)
    depth = np.full((300, 400), 0.4) + rng.normal(0, 0.01, (300, 400))
    planes = [np.exp(-depth), np.exp(-depth * 1.09)]
    radiograph = Radiograph(
        tuple(
            Channel(energy, np.rint(plane * 65535).astype(np.uint16), kilovolts=kv)
            for energy, plane, kv in zip(
                (Energy.HIGH, Energy.LOW), planes, (6000.0, 4000.0), strict=True
            )
        )
    )
    scale = scale_of(radiograph)
    assert scale.source is Grounds.ANCHORED
    assert scale.ratios_at(np.array([0.4]))[2, 0] == pytest.approx(1.09, abs=0.003)


def test_ordinary_loads_leave_the_computed_scale_alone() -> None:
    for name in ("organic", "aluminium", "steel"):
        radiograph = slabs(6000.0, 4000.0, masses={name: 9.0})
        assert scale_of(radiograph).source is Grounds.COMPUTED


def test_table_agrees_with_the_curves() -> None:
    scale = computed_scale(6.0, 4.0)
    table = HueTable.of(scale)
    depths = np.array([[0.6, 1.4, 2.6, 3.7]], np.float32)
    for number, wanted in enumerate((0, 85, 170, 255)):
        ratio = scale.ratios_at(depths)[number].astype(np.float32)
        assert np.abs(table.places(depths, ratio).astype(int) - wanted).max() <= 8


def test_thin_and_blocked_pixels_are_not_trusted() -> None:
    radiograph = slabs(6000.0, 4000.0, masses={"steel": 0.2, "organic": 80.0})
    blocked = tuple(c.pixels.copy() for c in radiograph.channels)
    for pixels in blocked:
        pixels[:20] = 0
    channels = zip(radiograph.channels, blocked, strict=True)
    opaque = Radiograph(tuple(dataclasses.replace(c, pixels=p) for c, p in channels))
    tile = MaterialMap(Pyramid(opaque), default_scale(opaque)).classify(*blocked, 1.0)
    assert (tile.trust[:20] == NO_SIGNAL).all()
    assert (tile.trust[40:, 10:50] == 0).all()
    assert np.median(tile.trust[40:, 75:105]) == MOST_TRUST


def test_tiles_join_without_a_seam() -> None:
    rng = np.random.default_rng(1)
    depth = 1.0 + rng.random((60, TILE + 200)) * 0.2
    high, low = (np.rint(65535 * np.exp(-depth * r)).astype(np.uint16) for r in (1.0, 1.18))
    radiograph = Radiograph(
        (
            Channel(Energy.HIGH, high, kilovolts=6000.0),
            Channel(Energy.LOW, low, kilovolts=4000.0),
        )
    )
    material = MaterialMap(Pyramid(radiograph), default_scale(radiograph))
    joined = material.crop(0, (0, 0, TILE + 200, 60))
    whole = material.classify(high, low, 1.0)
    assert np.array_equal(
        joined.place[:, TILE - 40 : TILE + 40], whole.place[:, TILE - 40 : TILE + 40]
    )
    assert np.array_equal(joined.trust, whole.trust)


@pytest.mark.parametrize("shift", [-0.5, 0.0, 0.3, 1.0])
def test_energies_taken_a_part_of_a_column_apart_are_found(shift: float) -> None:
    along = np.arange(400.0)

    def scene(offset: float) -> np.ndarray:
        posts = sum(
            (-1) ** n * np.tanh((along + offset - at) / 1.5)
            for n, at in enumerate(range(20, 380, 30))
        )
        return np.tile(30000 + 9000 * posts, (120, 1))

    high = scene(0.0).astype(np.uint16)
    # Content of the low energy lies `shift` columns further right.
    low = (scene(-shift) * 0.9).astype(np.uint16)
    assert column_shift(high, low) == pytest.approx(shift, abs=0.06)


def test_flat_pictures_have_no_shift() -> None:
    flat = np.full((80, 80), 40000, np.uint16)
    assert column_shift(flat, flat) == 0.0


def test_a_real_rail_portal_is_not_on_the_computed_scale(shared_data: Path) -> None:
    pixels = np.load(shared_data / "xray_cargo16_dual" / "8.npy")
    high, low = (np.ascontiguousarray(pixels[..., n]) for n in (0, 1))
    radiograph = Radiograph(
        (
            Channel(Energy.HIGH, high, kilovolts=6000.0),
            Channel(Energy.LOW, low, kilovolts=4000.0),
        )
    )
    scale: MaterialScale = scale_of(radiograph)
    assert scale.source is Grounds.ANCHORED
    # Its author measured 0.4039 and 0.3709 per cm of steel at the two energies.
    assert scale.ratios_at(np.array([0.4]))[2, 0] == pytest.approx(0.4039 / 0.3709, abs=0.015)
    # The sacks in it are organic.
    tile = MaterialMap(Pyramid(radiograph), scale).classify(high, low, 1.0)
    sacks = tile.place[205:250, 240:500]
    assert np.median(sacks) < 60
    # A module of 16 rows above its steel sill delivers the two energies in turns: it is grey, and
    # the sill under it is metal.
    lost = find_dropouts(
        *(attenuation_table(c)[c.pixels] for c in radiograph.channels), radiograph.channels
    )
    assert lost is not None
    assert int(lost.sum()) > 20_000
    assert int(tile.trust[lost].max()) == 0
    sill = np.s_[645:665, 200:800]
    told = tile.trust[sill] > 110
    assert float(np.median(tile.place[sill][told])) > 128


def test_lead_reads_lighter_than_steel_in_a_tubes_beam() -> None:
    """Above its K edge at 88 keV: what reads beyond steel there is copper, never lead."""
    aluminium, steel, copper, lead = places(
        slabs(160.0, 160.0, masses={"aluminium": 5.0, "steel": 1.5, "copper": 1.5, "lead": 0.3})
    )
    assert lead < 128 < steel <= copper
    assert abs(lead - aluminium) < 60
    scale = computed_scale(0.16, 0.0)
    organic, light, metal, heavy = scale.densities_at(np.array([1.0]))[:, 0]
    assert organic > light > metal > heavy > 0.5 * metal
