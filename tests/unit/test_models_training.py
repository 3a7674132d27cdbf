"""Training and shipping must mean the same: the graph that is shipped is the network that learned.

Needs the optional extra ``train``; the program itself never does.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import onnxruntime as ort
import pytest

torch = pytest.importorskip("torch", reason="the optional extra 'train' is not installed")

from models.card import load_card  # noqa: E402 - after the check for torch
from models.groups import equipment_of, path_of  # noqa: E402
from models.training.crops import SIDE, crowded, pair  # noqa: E402
from models.training.export import build  # noqa: E402
from models.training.fit import Recipe, fit, make_batch  # noqa: E402
from models.training.losses import (  # noqa: E402
    MASS_UNIT,
    change_loss,
    mask_loss,
    mass_loss,
    rank_loss,
    twin_loss,
)
from models.training.network import GOODS, answers, features, new_layers  # noqa: E402
from models.training.optimisers import Optimisers  # noqa: E402
from models.training.quantise import quantised  # noqa: E402
from models.training.scenes import FIRST_SEED, plan, simulate  # noqa: E402
from models.training.store import StoredScene  # noqa: E402
from models.training.thresholds import (  # noqa: E402
    harmless,
    shipped,
    threshold_for,
    thresholds,
)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Files of one harmless and two irregular scenes, simulated here."""
    folder = tmp_path_factory.mktemp("scenes")
    wanted = (None, "false_wall", "weapon")
    plans = [
        dataclasses.replace(item, equipment="container20", irregularity=kind)
        for item, kind in zip(plan("train", 1, 2), wanted, strict=True)
    ]
    return simulate(plans, folder, processes=1)


@pytest.fixture(scope="module")
def stored(places):
    return [StoredScene(path) for path in places]


def test_the_graph_gives_what_the_network_gives():
    torch.manual_seed(4)
    layers = new_layers()
    for _ in range(3):
        answers(layers, torch.randn(2, 5, 64, 64))
    layers.eval()
    rng = np.random.default_rng(4)
    counts = rng.integers(0, 60000, (2, 2, 96, 128)).astype(np.float32)
    air = np.array([[60000, 58000], [50000, 52000]], dtype=np.float32)
    session = ort.InferenceSession(
        build(layers).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    names = [one.name for one in session.get_outputs()]
    assert names == ["probability", "change", "areal_mass", "commodity"]
    for beam in ([1, 1], [1, 0], [0, 1], [0, 0]):
        kind = np.array([beam, beam[::-1]], dtype=np.float32)
        there = session.run(None, {"counts": counts, "air": air, "beam": kind})
        with torch.no_grad():
            here = answers(layers, features(*(torch.from_numpy(a) for a in (counts, air, kind))))
        mass = (here.mass.exp() - 1) * MASS_UNIT
        mine = (here.irregular.sigmoid(), here.change, mass.clamp_min(0), here.goods.softmax(1))
        assert [one.shape for one in there] == [(2, 1, 24, 32)] * 3 + [(2, GOODS, 12, 16)]
        for one, other in zip(mine, there, strict=True):
            assert np.abs(one.numpy() - other).max() < 1e-4


def test_the_network_in_whole_numbers_says_nearly_the_same(places):
    torch.manual_seed(4)
    layers = new_layers()
    rng = np.random.default_rng(4)
    for _ in range(20):
        answers(layers, torch.from_numpy(rng.normal(0, 1, (2, 5, 64, 64)).astype(np.float32)))
    whole = build(layers.eval())
    eighth = quantised(whole, places)
    assert len(eighth.SerializeToString()) < 0.5 * len(whole.SerializeToString())
    view = StoredScene(places[0]).view()
    rows, columns = (length // 16 * 16 for length in view.shape)
    fed = {
        "counts": view.counts[None, :, :rows, :columns],
        "air": view.air[None],
        "beam": np.ones((1, 2), dtype=np.float32),
    }
    said = [
        ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(
            ["probability", "areal_mass"], fed
        )
        for model in (whole, eighth)
    ]
    for one, other in zip(*said, strict=True):
        assert one.shape == other.shape
        assert np.abs(one - other).mean() < 0.1 * one.std() + 1e-3
        assert np.abs(one - other).max() > 0


def test_a_stored_scene_differs_from_its_twin_only_where_the_irregularity_is(stored):
    for scene in stored[1:]:
        whole = scene.planes()
        assert whole.mask.any()
        changed = np.abs(whole.counts[0].astype(float) - whole.clean[0]) > 0
        top, left, bottom, right = scene.box
        assert changed[whole.mask].any()
        assert not np.delete(changed, np.s_[top:bottom], axis=0).any()
        assert not np.delete(changed, np.s_[left:right], axis=1).any()
        assert not (whole.visible & ~whole.mask).any()


def test_a_part_of_a_scene_is_the_same_part_of_the_whole(stored):
    whole, rng = stored[1].planes(), np.random.default_rng(3)
    for _ in range(20):
        top, left = (int(rng.integers(0, length - 40)) for length in stored[1].shape)
        part = stored[1].planes((top, left, top + 40, left + 40))
        for field in dataclasses.fields(part):
            mine, its = getattr(part, field.name), getattr(whole, field.name)
            assert np.array_equal(mine, its[..., top : top + 40, left : left + 40]), field.name


def test_an_interrupted_simulation_goes_on_where_it_stopped(places):
    before = {path: path.stat().st_mtime_ns for path in places}
    plans = [
        dataclasses.replace(item, equipment="container20", irregularity=kind)
        for item, kind in zip(plan("train", 1, 2), (None, "false_wall", "weapon"), strict=True)
    ]
    assert simulate(plans, places[0].parent, processes=1) == places
    assert {path: path.stat().st_mtime_ns for path in places} == before


def test_crops_are_whole_finite_and_marked_where_they_should_be(stored, places):
    rng = np.random.default_rng(9)
    marked = filled = 0
    for _ in range(6):
        irregular, clean = pair(stored[1], rng)
        crowd = crowded(stored[0], places[1:], rng)
        for crop in (irregular, clean, crowd):
            assert crop.counts.shape == (2, SIDE, SIDE)
            assert crop.target.shape == crop.change.shape == crop.mass.shape == (SIDE // 4,) * 2
            assert crop.goods.shape == (SIDE // 8,) * 2
            assert np.isfinite(crop.counts).all()
            assert set(np.unique(crop.target)) <= {-1.0, 0.0, 1.0}
            assert crop.goods.max() < GOODS
        marked += int((irregular.target > 0).any())
        filled += int((crowd.target > 0).any())
        assert not clean.target.any()
        assert np.abs(crowd.change[crowd.target > 0]).max(initial=0.0) > 0.0 or filled == 0
        assert (crowd.mass < 0).all()
    assert marked >= 3
    assert filled >= 4


def test_crops_are_the_same_for_the_same_seed(stored, places):
    for make in (lambda rng: pair(stored[1], rng)[0], lambda rng: crowded(stored[0], places, rng)):
        one, two = (make(np.random.default_rng(5)) for _ in range(2))
        assert np.array_equal(one.counts, two.counts)
        assert np.array_equal(one.target, two.target)


def test_training_twice_gives_the_same_weights(places):
    torch.set_num_threads(1)
    recipe = Recipe(iterations=2, pairs=1, crowds=1, brain_float=False)
    one, two = (build(fit(places, recipe)).SerializeToString() for _ in range(2))
    assert one == two
    batch = make_batch([places[1]], [(places[0], places[1:])], (1, 2))
    assert batch.counts.shape == (3, 2, SIDE, SIDE)


def test_every_weight_is_changed_by_a_step():
    torch.manual_seed(2)
    layers = new_layers().to(memory_format=torch.channels_last)
    before = {name: weight.detach().clone() for name, weight in layers.named_parameters()}
    optimisers = Optimisers(layers, (1e-3, 0.02), 1e-3)
    said = answers(layers, torch.randn(2, 5, 64, 64))
    sum(one.square().mean() for one in said).backward()
    optimisers.step(1.0)
    same = [name for name, one in layers.named_parameters() if torch.equal(one, before[name])]
    assert same == []


def test_splits_never_share_a_seed():
    seeds = [{item.seed for item in plan(split, 50, 50)} for split in FIRST_SEED]
    assert sum(len(s) for s in seeds) == len(set().union(*seeds)) == 300


def test_only_the_kinds_that_are_asked_for_are_planned():
    kinds = {item.irregularity for item in plan("train", 5, 60, kinds=["weapon", "gap"])}
    assert kinds == {None, "weapon", "gap"}


def test_the_mask_loss_falls_towards_the_truth_and_ignores_what_cannot_be_seen():
    target = torch.zeros(2, 16, 16)
    target[0, 4:8, 4:8] = 1.0
    target[1, :8] = -1.0
    right = torch.where(target > 0.5, 6.0, -6.0)
    blind = right.clone()
    blind[1, :8] = 6.0
    seen, hidden, unsure = (
        float(mask_loss(x.flatten(1), target.flatten(1))) for x in (right, blind, target * 0)
    )
    assert seen < 0.1 < unsure
    assert hidden == pytest.approx(seen, abs=1e-6)


def test_an_irregular_crop_must_stand_above_every_innocent_cell():
    target = torch.zeros(2, 64)
    target[0, :4] = 1.0
    low, high = torch.zeros(2, 64), torch.zeros(2, 64)
    high[0, :4] = 8.0
    assert float(rank_loss(high, target)) < 0.01 < float(rank_loss(low, target))
    spoilt = high.clone()
    spoilt[1, 60:] = 9.0
    assert float(rank_loss(spoilt, target)) > 0.5
    assert float(rank_loss(low, torch.zeros(2, 64))) == 0.0


def test_a_place_must_stand_above_the_same_place_of_its_twin():
    target = torch.zeros(4, 64)
    target[0, :4] = target[2, :4] = 1.0
    flat, apart = torch.zeros(4, 64), torch.zeros(4, 64)
    apart[0, :4] = apart[2, :4] = 9.0
    assert float(twin_loss(apart, target, 2)) < 0.01 < float(twin_loss(flat, target, 2))


def test_changes_and_masses_that_are_not_known_teach_nothing():
    target, change = torch.tensor([[1.0, -1.0, 0.0]]), torch.tensor([[0.5, 0.0, 0.0]])
    assert float(change_loss(torch.tensor([[0.5, 7.0, 0.0]]), change, target)) == 0.0
    assert float(change_loss(torch.tensor([[0.0, 0.0, 0.0]]), change, target)) > 0.1
    mass = torch.tensor([[MASS_UNIT, -1.0]])
    right = torch.log(torch.tensor([[2.0, 55.0]]))
    assert float(mass_loss(right, mass)) == pytest.approx(0.0, abs=1e-6)


def test_thresholds_are_counted_right():
    peaks = [index / 100 for index in range(100)]
    limit = threshold_for(peaks, 0.05)
    assert sum(peak >= limit for peak in np.float32(peaks)) == 5
    assert threshold_for([0.2, 0.4], 0.05) > 0.4


class Peaks:
    """A detector that scores every scan alike."""

    card = load_card()

    def maps(self, views):
        return tuple({} for _ in views)

    def judged(self, _view, _maps):
        return np.full((2, 2), 0.123456, dtype=np.float32)

    def groups_of(self, view, _maps):
        return path_of(view.beam, equipment_of(view, self.card.input), None)


def test_what_harmless_scans_score_is_shipped_with_the_weights(places):
    scans = harmless(Peaks(), places[:2])
    assert [one.groups[-2] for one in scans] == ["megavolt_dual"] * 2 + ["megavolt_single"]
    # Rounded up: a threshold that is put above it must not fall below what was seen.
    assert {one.signs.score for one in scans} == {0.12346}
    made = shipped(scans, "a" * 64)
    assert (made.scans, made.origins, dict(made.signs)) == (3, {"SYNTHETIC": 3}, {})
    assert made.reference("any scanner", scans[0].groups[0]) is None
    kilovolt = [dataclasses.replace(one, groups=("kilovolt_dual", "all")) for one in scans]
    single = [dataclasses.replace(one, groups=("kilovolt_single", "all")) for one in scans]
    found = thresholds([*scans, *kilovolt, *single])
    assert all(limit > 0.12346 for limit in found.values())
    assert len(found) == 4
