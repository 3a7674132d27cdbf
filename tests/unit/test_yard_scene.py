"""Whole scenes of the second simulator: determinism, truth, twins, every goods and irregularity."""

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from imaging.radiograph import Energy, Origin
from imaging.scene import Scene
from imaging.vocabulary import (
    COMMODITY_NAMES,
    EQUIPMENT_NAMES,
    IRREGULARITY_KINDS,
    MaterialClass,
)
from imaging.yard import Scanner, goods_for, hidden_in, make_second_scene
from imaging.yard.beam import Source
from imaging.yard.commodities import PAINTERS
from imaging.yard.equipment import EQUIPMENT
from imaging.yard.irregularities import HIDDEN
from imaging.yard.projector import Stand

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = 72
CLEAN = Scanner(
    source=Source(high=6.0, low=3.8, target=5.0, filter=18.0, screen=14.0),
    stand=Stand(near=500.0, height=100.0),
    air=(50000, 50000),
)


def pixels(scene: Scene) -> np.ndarray:
    return np.stack([channel.pixels for channel in scene.radiograph.channels])


def twin_pixels(scene: Scene) -> np.ndarray:
    assert scene.twin is not None
    return np.stack([channel.pixels for channel in scene.twin.channels])


def seen_mass(scene: Scene) -> float:
    pitch = scene.radiograph.mm_per_pixel
    assert pitch is not None
    return float(scene.areal_mass.sum(dtype=np.float64)) * pitch[0] * pitch[1] / 1e5


def test_it_keeps_to_the_vocabulary() -> None:
    assert tuple(PAINTERS) == COMMODITY_NAMES
    assert tuple(HIDDEN) == IRREGULARITY_KINDS
    assert tuple(EQUIPMENT) == EQUIPMENT_NAMES
    assert tuple(name for name, item in EQUIPMENT.items() if item.tube) == EQUIPMENT_NAMES[-2:]


@pytest.mark.parametrize("name", EQUIPMENT_NAMES)
def test_every_equipment_gives_a_dual_scan_with_matching_maps(name: str) -> None:
    scene = make_second_scene(4, equipment=name, rows=ROWS)
    radiograph = scene.radiograph
    assert [channel.energy for channel in radiograph.channels] == [Energy.HIGH, Energy.LOW]
    assert radiograph.shape[0] == ROWS
    assert radiograph.source.origin is Origin.SYNTHETIC
    assert radiograph.megavolt is not EQUIPMENT[name].tube
    for picture in (scene.mask, scene.areal_mass, scene.material, scene.commodity):
        assert picture.shape == radiograph.shape
        assert not picture.flags.writeable
    assert not scene.mask.any()
    assert scene.twin is None
    assert float(scene.areal_mass.min()) >= 0.0
    assert scene.truth.equipment == name
    assert scene.truth.tare_mass_kg > 0


@pytest.mark.parametrize("name", EQUIPMENT_NAMES)
def test_every_commodity_can_be_loaded(name: str) -> None:
    for commodity in goods_for(name):
        scene = make_second_scene(6, equipment=name, rows=ROWS, commodity=commodity)
        loaded = scene.truth.total_mass_kg - scene.truth.tare_mass_kg
        assert loaded == pytest.approx(sum(load.mass_kg for load in scene.truth.loads), rel=1e-6)
        label = COMMODITY_NAMES.index(commodity)
        if commodity != "empty":
            assert loaded > 0
            assert (scene.commodity == label).mean() > 0.01
        assert seen_mass(scene) == pytest.approx(scene.truth.total_mass_kg, rel=0.06)


@pytest.mark.parametrize("name", EQUIPMENT_NAMES)
def test_every_irregularity_shows(name: str) -> None:
    for kind in hidden_in(name):
        scene = make_second_scene(8, equipment=name, rows=ROWS, irregularity=kind)
        found = scene.truth.irregularities[0]
        assert found.kind == kind
        assert scene.mask.any()
        x, y, width, height = found.box
        assert scene.mask[y : y + height, x : x + width].sum() == scene.mask.sum()
        assert found.dprime > 0
        assert (found.materials == ()) == (kind == "gap")
        assert (pixels(scene) != twin_pixels(scene)).any()


def test_the_same_arguments_give_the_same_bytes() -> None:
    one, two = (
        make_second_scene(9, rows=ROWS, irregularity="weapon", commodity="textiles")
        for _ in range(2)
    )
    assert pixels(one).tobytes() == pixels(two).tobytes()
    assert twin_pixels(one).tobytes() == twin_pixels(two).tobytes()
    assert one.mask.tobytes() == two.mask.tobytes()
    assert one.areal_mass.tobytes() == two.areal_mass.tobytes()
    assert one.truth == two.truth
    other = make_second_scene(10, rows=ROWS, irregularity="weapon", commodity="textiles")
    assert other.truth != one.truth


DIGEST = """
import hashlib
from imaging.yard import make_second_scene
scene = make_second_scene(3, equipment="railcar", rows=200, irregularity="dense_block")
print(hashlib.sha256(b"".join(c.pixels.tobytes() for c in scene.radiograph.channels)).hexdigest())
"""


def test_the_number_of_threads_does_not_show() -> None:
    seen = set()
    for threads in ("1", "2"):
        env = os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        ran = subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env=env | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(ran.stdout)
    assert len(seen) == 1


def test_the_twin_is_the_scene_without_its_irregularity() -> None:
    scene = make_second_scene(12, rows=ROWS, irregularity="dense_block", commodity="textiles")
    alone = make_second_scene(12, rows=ROWS, commodity="textiles")
    np.testing.assert_array_equal(twin_pixels(scene), pixels(alone))


@pytest.mark.parametrize("kind", ["dense_block", "gap", "weapon", "false_wall"])
def test_without_scatter_a_twin_differs_only_in_the_mask(kind: str) -> None:
    scene = make_second_scene(
        14,
        equipment="container20",
        rows=160,
        irregularity=kind,
        commodity="textiles",
        scanner=CLEAN,
    )
    air = CLEAN.air[0]
    ours, theirs = pixels(scene).astype(float), twin_pixels(scene).astype(float)
    apart = np.abs(ours - theirs)
    # Outside of it, what is left is below the mask's own threshold, and one of rounding.
    assert (
        apart[:, ~scene.mask] <= np.maximum(0.006 * theirs, 2.5e-4 * air)[:, ~scene.mask] + 1
    ).all()
    assert apart[:, scene.mask].mean() > 20 * apart[:, ~scene.mask].mean()


def test_with_scatter_and_blur_what_differs_outside_is_slight() -> None:
    for seed in range(20, 24):
        scene = make_second_scene(
            seed, equipment="container20", rows=160, irregularity="dense_block", commodity="fruit"
        )
        wide = cv2.dilate(scene.mask.astype(np.uint8), np.ones((21, 51), np.uint8)) > 0
        apart = np.abs(pixels(scene).astype(float) - twin_pixels(scene))[:, ~wide]
        assert apart.max() < 0.01 * min(c.air for c in scene.radiograph.channels)


def test_a_dense_block_adds_mass_and_a_gap_takes_it() -> None:
    block = make_second_scene(16, rows=ROWS, irregularity="dense_block", commodity="textiles")
    gap = make_second_scene(16, rows=ROWS, irregularity="gap", commodity="textiles")
    clean = make_second_scene(16, rows=ROWS, commodity="textiles")
    for scene, sign in ((block, 1), (gap, -1)):
        change = scene.truth.irregularities[0].added_mass_kg
        assert change * sign > 0
        assert scene.truth.total_mass_kg == pytest.approx(clean.truth.total_mass_kg + change)
        moved = seen_mass(scene) - seen_mass(clean)
        assert moved == pytest.approx(change, rel=0.35)
        assert sign * (scene.areal_mass - clean.areal_mass)[scene.mask].mean() > 0


def test_materials_are_told_by_mass() -> None:
    coils = make_second_scene(17, equipment="container20", rows=ROWS, commodity="steel_coils")
    fruit = make_second_scene(17, equipment="container20", rows=ROWS, commodity="fruit")
    for scene, kind in ((coils, MaterialClass.METAL), (fruit, MaterialClass.ORGANIC)):
        goods = (scene.commodity > 0) & (scene.areal_mass > 30)
        assert (scene.material[goods] == kind).mean() > 0.8
    assert (fruit.material == MaterialClass.AIR).any()


def test_lead_is_heavy() -> None:
    for seed in range(40):
        scene = make_second_scene(
            seed,
            equipment="container20",
            rows=ROWS,
            irregularity="shielded_source",
            commodity="textiles",
        )
        if scene.truth.irregularities[0].materials[0] == "lead":
            assert (scene.material[scene.mask] == MaterialClass.HEAVY).mean() > 0.3
            return
    pytest.fail("no pot of lead in 40 scenes")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"equipment": "barge"}, "no equipment is called 'barge'"),
        ({"commodity": "gold"}, "carries no 'gold'"),
        ({"equipment": "parcel", "commodity": "timber"}, "parcel carries no 'timber'"),
        ({"equipment": "parcel", "irregularity": "false_wall"}, "does not fit parcel"),
        ({"irregularity": "load_in_empty", "commodity": "fruit"}, "wants an empty unit"),
        ({"irregularity": "weapon", "commodity": "empty"}, "an empty unit has none"),
        ({"rows": 20}, "at least 64 rows"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make_second_scene(1, **wrong)  # type: ignore[arg-type]


def test_what_fits_either_way_can_be_in_an_empty_unit() -> None:
    for kind in ("false_wall", "false_floor", "random_blob"):
        scene = make_second_scene(
            3, equipment="container20", rows=ROWS, irregularity=kind, commodity="empty"
        )
        assert scene.mask.any()
