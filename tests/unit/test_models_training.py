"""Training and shipping must mean the same: the graph that is shipped is the network that learned.

Needs the optional extra ``train``; the program itself never does.
"""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import onnxruntime as ort
import pytest

torch = pytest.importorskip("torch", reason="the optional extra 'train' is not installed")

from models.training.crops import SIDE, benign, pair  # noqa: E402 - after the check for torch
from models.training.evaluate import auroc, interval, threshold_for  # noqa: E402
from models.training.export import build  # noqa: E402
from models.training.fit import loss_of  # noqa: E402
from models.training.network import features, logits, new_layers  # noqa: E402
from models.training.scenes import FIRST_SEED, load, plan, simulate  # noqa: E402


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """One innocent and one irregular scene, simulated here."""
    folder = tmp_path_factory.mktemp("scenes")
    plans = [
        dataclasses.replace(item, equipment="container20", irregularity=kind)
        for item, kind in zip(plan("train", 1, 1), (None, "false_wall"), strict=True)
    ]
    return [load(path) for path in simulate(plans, folder, processes=1)]


def test_the_graph_gives_what_the_network_gives():
    torch.manual_seed(4)
    layers = new_layers()
    for _ in range(3):
        logits(layers, torch.randn(2, 5, 64, 64))
    layers.eval()
    rng = np.random.default_rng(4)
    counts = rng.integers(0, 60000, (1, 2, 96, 128)).astype(np.float32)
    air = np.array([60000, 58000], dtype=np.float32)
    session = ort.InferenceSession(
        build(layers).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    for beam in ([1, 1], [1, 0], [0, 1], [0, 0]):
        kind = np.array(beam, dtype=np.float32)
        (there,) = session.run(None, {"counts": counts, "air": air, "beam": kind})
        with torch.no_grad():
            seen = features(*(torch.from_numpy(a) for a in (counts, air[None], kind[None])))
            here = logits(layers, seen).sigmoid().numpy()
        assert here.shape == there.shape == (1, 1, 24, 32)
        assert np.abs(here - there).max() < 1e-5


def test_a_pair_differs_only_where_the_irregularity_is(stored):
    scene = stored[1]
    assert scene.mask.any()
    changed = np.abs(scene.counts[0].astype(float) - scene.twin[0]) > 0.05 * scene.air[0]
    assert changed[scene.mask].any()
    # Blur and scatter carry a change a few pixels over the edge of the mask.
    near = cv2.dilate(scene.mask.astype(np.uint8), np.ones((15, 15), dtype=np.uint8)) > 0
    assert not changed[~near].any()


def test_crops_are_whole_finite_and_marked_where_they_should_be(stored):
    rng = np.random.default_rng(9)
    marked = 0
    for _ in range(6):
        irregular, clean = pair(stored[1], rng)
        for crop in (irregular, clean, benign(stored[0], rng)):
            assert crop.counts.shape == (2, SIDE, SIDE)
            assert crop.target.shape == (SIDE // 4, SIDE // 4)
            assert np.isfinite(crop.counts).all()
            assert set(np.unique(crop.target)) <= {-1.0, 0.0, 1.0}
        marked += int((irregular.target > 0).any())
        assert not clean.target.any()
    assert marked >= 3


def test_crops_are_the_same_for_the_same_seed(stored):
    one, two = (pair(stored[1], np.random.default_rng(5))[0] for _ in range(2))
    assert np.array_equal(one.counts, two.counts)
    assert np.array_equal(one.target, two.target)


def test_splits_never_share_a_seed():
    seeds = [{item.seed for item in plan(split, 50, 50)} for split in FIRST_SEED]
    assert sum(len(s) for s in seeds) == len(set().union(*seeds)) == 300


def test_the_loss_falls_towards_the_truth_and_ignores_what_cannot_be_seen():
    target = torch.zeros(2, 1, 16, 16)
    target[0, :, 4:8, 4:8] = 1.0
    target[1, :, :8] = -1.0
    right = torch.where(target > 0.5, 6.0, -6.0)
    blind = right.clone()
    blind[1, :, :8] = 6.0
    assert loss_of(right, target) < 0.1 < loss_of(torch.zeros_like(right), target)
    assert loss_of(blind, target) == pytest.approx(float(loss_of(right, target)), abs=1e-6)


def test_figures_are_counted_right():
    assert auroc([0.1, 0.2], [0.3, 0.4]) == 1.0
    assert auroc([0.1, 0.3], [0.3, 0.1]) == 0.5
    low, high = interval(45, 50)
    assert (low, high) == (0.786, 0.957)
    peaks = [index / 100 for index in range(100)]
    limit = threshold_for(peaks, 0.05)
    assert sum(peak >= limit for peak in np.float32(peaks)) == 5
    assert threshold_for([0.2, 0.4], 0.05) > 0.4
