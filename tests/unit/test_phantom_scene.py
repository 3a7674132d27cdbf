"""Whole scenes: determinism, truth, equipment, goods, irregularities."""

import numpy as np
import pytest

from imaging.phantom import (
    COMMODITIES,
    EQUIPMENT,
    IRREGULARITIES,
    MaterialClass,
    Placement,
    Scene,
    SceneOptions,
    commodities_for,
    irregularities_for,
    make_scene,
)
from imaging.phantom.beam import make_beam
from imaging.phantom.plan import draw_plan
from imaging.radiograph import Energy, Origin

ROWS = 160


def pixels(scene: Scene) -> np.ndarray:
    return np.stack([channel.pixels for channel in scene.radiograph.channels])


def seen_mass(scene: Scene) -> float:
    pitch = scene.radiograph.mm_per_pixel
    assert pitch is not None
    return float(scene.areal_mass.sum(dtype=np.float64)) * pitch[0] * pitch[1] / 1e5


@pytest.mark.parametrize("name", EQUIPMENT)
def test_every_equipment_gives_a_dual_scan_with_matching_maps(name: str) -> None:
    scene = make_scene(4, equipment=name, rows=ROWS)
    radiograph = scene.radiograph
    assert [channel.energy for channel in radiograph.channels] == [Energy.HIGH, Energy.LOW]
    assert radiograph.shape[0] == ROWS
    assert radiograph.source.origin is Origin.SYNTHETIC
    assert radiograph.megavolt is not EQUIPMENT[name].tube
    for picture in (scene.mask, scene.areal_mass, scene.material, scene.commodity):
        assert picture.shape == radiograph.shape
        assert not picture.flags.writeable
    assert not scene.mask.any()
    assert float(scene.areal_mass.min()) >= 0.0
    assert scene.truth.equipment == name


def test_the_same_arguments_give_the_same_scene() -> None:
    one = make_scene(9, rows=ROWS, irregularity="weapon", commodity="textiles")
    two = make_scene(9, rows=ROWS, irregularity="weapon", commodity="textiles")
    assert (pixels(one) == pixels(two)).all()
    assert (one.mask == two.mask).all()
    assert one.truth == two.truth
    other = make_scene(10, rows=ROWS, irregularity="weapon", commodity="textiles")
    assert other.truth.loads[0].mass_kg != one.truth.loads[0].mass_kg


@pytest.mark.parametrize("name", [c for c in COMMODITIES if c != "empty"])
def test_every_commodity_fills_its_room_with_its_own_mass(name: str) -> None:
    options = SceneOptions(mirror=False)
    scene = make_scene(6, rows=ROWS, commodity=name, options=options)
    empty = make_scene(6, rows=ROWS, commodity="empty", options=options)
    (load,) = scene.truth.loads
    assert load.commodity == name
    assert load.mass_kg > 300.0
    assert seen_mass(scene) - seen_mass(empty) == pytest.approx(load.mass_kg, rel=0.05)
    here = scene.commodity == COMMODITIES.index(name)
    assert here.mean() > 0.02
    columns = np.flatnonzero(here.any(0))
    assert columns[0] >= load.x0 - 2
    assert columns[-1] <= load.x1 + 2


def test_an_empty_container_on_its_chassis_weighs_what_one_weighs() -> None:
    scene = make_scene(2, equipment="container40", rows=ROWS, commodity="empty")
    assert 3700.0 < scene.truth.tare_mass_kg < 6000.0
    assert seen_mass(scene) == pytest.approx(scene.truth.total_mass_kg, rel=0.03)
    assert not scene.commodity.any()


def test_halving_the_pixels_does_not_change_the_mass() -> None:
    coarse = make_scene(3, rows=150, commodity="drums")
    fine = make_scene(3, rows=300, commodity="drums")
    assert coarse.truth.loads[0].mass_kg == fine.truth.loads[0].mass_kg
    assert seen_mass(coarse) == pytest.approx(seen_mass(fine), rel=0.005)


@pytest.mark.parametrize("name", EQUIPMENT)
def test_every_irregularity_that_fits_can_be_placed(name: str) -> None:
    for kind in irregularities_for(name):
        scene = make_scene(5, equipment=name, rows=ROWS, irregularity=kind)
        (placed,) = scene.truth.irregularities
        assert placed.kind == kind
        if kind != "gap":
            assert placed.materials
        if scene.mask.any():
            left, top, width, height = placed.box
            inside = scene.mask[top : top + height, left : left + width]
            assert inside.sum() == scene.mask.sum()
            assert placed.dprime > 0.0


@pytest.mark.parametrize("kind", IRREGULARITIES)
def test_every_kind_is_seen_in_most_scenes(kind: str) -> None:
    frame = next(iter(sorted(IRREGULARITIES[kind].equipment & {"container40"})))
    scenes = [
        make_scene(
            seed,
            equipment=frame,
            rows=ROWS,
            irregularity=kind,
            options=SceneOptions(with_twin=False),
        )
        for seed in range(5)
    ]
    assert sum(bool(scene.mask.any()) for scene in scenes) >= 4


def test_the_clean_twin_differs_only_where_the_irregularity_is() -> None:
    options = SceneOptions(scatter=0.0, psf=0.0, crosstalk=0.0, bits=16)
    scene = make_scene(8, rows=300, irregularity="dense_block", commodity="fruit", options=options)
    assert scene.twin is not None
    twin = np.stack([channel.pixels for channel in scene.twin.channels])
    differs = (pixels(scene) != twin).any(0)
    assert differs[scene.mask].mean() > 0.95
    spread = np.zeros_like(scene.mask)
    rows, columns = np.nonzero(scene.mask)
    spread[rows.min() - 4 : rows.max() + 5, columns.min() - 4 : columns.max() + 5] = True
    assert not differs[~spread].any()


def test_the_twin_is_the_scene_without_its_irregularity() -> None:
    irregular = make_scene(8, rows=ROWS, irregularity="weapon", commodity="fruit")
    clean = make_scene(8, rows=ROWS, commodity="fruit")
    assert irregular.twin is not None
    assert (irregular.twin.main.pixels == clean.radiograph.main.pixels).all()
    assert clean.twin is None


def test_a_twin_is_left_out_when_it_is_not_wanted() -> None:
    options = SceneOptions(with_twin=False)
    assert (
        make_scene(1, rows=ROWS, irregularity="gap", commodity="fruit", options=options).twin
        is None
    )


def test_the_ideal_observer_sees_more_of_more_mass() -> None:
    plan = draw_plan(1, "container40", ROWS, None, SceneOptions())
    beam = make_beam(plan.scanner.beam)
    base = {"organic": np.full((4, 4), 30.0, np.float32)}
    clean = beam.transmit(base, np.ones(4, np.float32))
    change = []
    for grams in (1.0, 3.0, 9.0):
        base["steel"] = np.full((4, 4), grams, np.float32)
        change.append(float(np.abs(beam.transmit(base, np.ones(4, np.float32)) - clean)[0].sum()))
    assert change == sorted(change)
    few, many = (
        make_scene(5, rows=ROWS, irregularity="dense_block", commodity="textiles",
                   options=SceneOptions(quanta=quanta, irregularity_at=(0.5, 0.4)))
        for quanta in (2e4, 8e5)
    )  # fmt: skip
    assert few.truth.irregularities[0].dprime < many.truth.irregularities[0].dprime


def test_loads_stand_where_they_are_put() -> None:
    options = SceneOptions(
        mirror=False, loads=(Placement("textiles", 0.0, 0.4, 0.9), Placement("drums", 0.5, 1.0))
    )
    scene = make_scene(3, rows=ROWS, options=options)
    assert [load.commodity for load in scene.truth.loads] == ["textiles", "drums"]
    middle = scene.commodity.shape[1] // 2
    assert (scene.commodity[:, middle + 20 :] != COMMODITIES.index("textiles")).all()
    named = make_scene(3, rows=ROWS, options=SceneOptions(loads=("textiles", "furniture")))
    assert {load.commodity for load in named.truth.loads} == {"textiles", "furniture"}


def test_an_irregularity_stands_where_it_is_wanted() -> None:
    for share in (0.2, 0.8):
        options = SceneOptions(mirror=False, irregularity_at=(share, 0.3))
        scene = make_scene(
            3, rows=ROWS, irregularity="dense_block", commodity="timber", options=options
        )
        left, _, width, _ = scene.truth.irregularities[0].box
        assert (left + width / 2) / scene.mask.shape[1] == pytest.approx(share, abs=0.08)


def test_a_mirrored_scene_is_the_same_turned() -> None:
    straight, turned = (
        make_scene(7, rows=ROWS, irregularity="false_wall", options=SceneOptions(mirror=mirror))
        for mirror in (False, True)
    )
    assert (pixels(straight)[:, :, ::-1] == pixels(turned)).all()
    assert (straight.mask[:, ::-1] == turned.mask).all()
    width = straight.mask.shape[1]
    x, y, w, h = straight.truth.irregularities[0].box
    assert turned.truth.irregularities[0].box == (width - x - w, y, w, h)


def test_bits_and_air_are_kept() -> None:
    scene = make_scene(2, rows=ROWS, options=SceneOptions(bits=12, air=0.97, dead_rows=5))
    main = scene.radiograph.main
    assert (main.bits, main.air) == (12, round(0.97 * 4095))
    assert int(main.pixels.max()) <= 4095
    assert (main.pixels[-5:] == 0).all()


def test_material_classes_are_those_of_what_stands_there() -> None:
    options = SceneOptions(mirror=False)
    steel = make_scene(4, rows=ROWS, commodity="steel_coils", options=options)
    fruit = make_scene(4, rows=ROWS, commodity="fruit", options=options)
    for scene, kind in ((steel, MaterialClass.METAL), (fruit, MaterialClass.ORGANIC)):
        cargo = scene.material[scene.commodity > 0]
        assert (cargo == kind).mean() > 0.7


def test_wrong_names_are_refused_with_what_there_is() -> None:
    with pytest.raises(ValueError, match="container40"):
        make_scene(1, equipment="submarine", rows=ROWS)
    with pytest.raises(ValueError, match="weapon"):
        make_scene(1, rows=ROWS, irregularity="dragon")
    with pytest.raises(ValueError, match="textiles"):
        make_scene(1, rows=ROWS, commodity="gold")
    with pytest.raises(ValueError, match="does not fit"):
        make_scene(1, equipment="parcel", rows=ROWS, irregularity="false_wall")
    with pytest.raises(ValueError, match="needs cargo"):
        make_scene(1, rows=ROWS, irregularity="gap", commodity="empty")
    with pytest.raises(ValueError, match="0 to 1"):
        Placement("fruit", 0.6, 0.4)


def test_there_are_enough_classes_and_kinds() -> None:
    assert len(COMMODITIES) >= 12
    assert len(IRREGULARITIES) >= 8
    assert COMMODITIES[0] == "empty"
    assert set(commodities_for("parcel")) < set(COMMODITIES)


def test_what_is_hidden_on_a_belt_lies_within_the_parcels() -> None:
    for seed in range(6):
        options = SceneOptions(mirror=False, loads=("small_parcels",))
        scene = make_scene(
            seed, equipment="parcel", rows=ROWS, irregularity="weapon", options=options
        )
        left, _, width, height = scene.truth.irregularities[0].box
        clean = make_scene(seed, equipment="parcel", rows=ROWS, options=options)
        cargo = np.flatnonzero((clean.commodity > 0).any(0))
        assert cargo[0] - 3 <= left
        assert left + width <= cargo[-1] + 4
        assert height > 0


def test_the_truth_is_plain_data() -> None:
    truth = make_scene(3, rows=ROWS, irregularity="battery_packs", commodity="textiles").truth
    placed = truth.irregularities[0]
    values = (truth.total_mass_kg, truth.tare_mass_kg, truth.loads[0].mass_kg)
    assert {type(v) for v in (*values, placed.added_mass_kg, placed.dprime)} == {float}
    assert {type(v) for v in (*placed.box, truth.loads[0].x0, truth.loads[0].x1)} == {int}
    assert truth.total_mass_kg == pytest.approx(
        truth.tare_mass_kg + truth.loads[0].mass_kg + placed.added_mass_kg
    )


@pytest.mark.parametrize("kind", IRREGULARITIES)
def test_an_irregularity_is_drawn_among_goods_where_it_is_one(kind):
    hosts = IRREGULARITIES[kind].hosts | {"empty"}
    for seed in range(12):
        plan = draw_plan(500 + seed, "container40", 80, None, SceneOptions())
        assert {load.commodity for load in plan.loads} <= set(COMMODITIES)
        hidden = draw_plan_or_none(500 + seed, kind)
        if hidden is not None:
            assert {load.commodity for load in hidden.loads} <= hosts


def draw_plan_or_none(seed, kind):
    """None where a seed packs no cargo."""
    try:
        return draw_plan(seed, "container40", 80, kind, SceneOptions())
    except ValueError:
        return None


def test_a_hollow_has_packages_above_it():
    for seed in range(20):
        options = SceneOptions(loads=("fruit",))
        plan = draw_plan(700 + seed, "container40", 80, "gap", options)
        out = [solid for solid in plan.change if solid.material == "water"]
        assert out
        assert all(solid.density < 0 for solid in out)
        left, right = min(body.x[0] for body in out), max(body.x[1] for body in out)
        top = max(body.y[1] for body in out)
        bodies = [item.body for load in plan.packed for item in load]
        assert any(b.y[0] >= top - 3.0 and b.x[0] < right and b.x[1] > left for b in bodies)
