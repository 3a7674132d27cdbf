"""The detector: findings when there are some, UNKNOWN when anything is wrong, never clear."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from imaging.phantom import make_scene
from imaging.radiograph import Channel, Energy, Radiograph
from models.card import shipped_card_path, weights_path
from models.detector import Detector
from models.findings import TITLES
from models.prepare import working_view
from models.tiling import tiles as cut


@pytest.fixture(scope="module")
def detector():
    return Detector.load()


@pytest.fixture(scope="module")
def scene():
    return make_scene(77, equipment="container20", rows=350, irregularity="dense_block")


def toy(tmp_path, scale, *, tile_columns=512):
    """A real network of four nodes: opacity of four by four pixels, times a scale.

    With the scale "not a number" it gives what a broken model gives.
    """
    nodes = [
        helper.make_node("ReduceMax", ["air"], ["largest"], keepdims=0),
        helper.make_node("Div", ["counts", "largest"], ["transmission"]),
        helper.make_node("Slice", ["transmission", "zero", "one", "one"], ["high"]),
        helper.make_node("AveragePool", ["high"], ["pooled"], kernel_shape=[4, 4], strides=[4, 4]),
        helper.make_node("Sub", ["unit", "pooled"], ["dark"]),
        helper.make_node("ReduceMax", ["beam"], ["unused"], keepdims=0),
        helper.make_node("Mul", ["unused", "nought"], ["still_unused"]),
        helper.make_node("Add", ["dark", "still_unused"], ["kept"]),
        helper.make_node("Mul", ["kept", "scale"], ["probability"]),
    ]
    constants = [
        numpy_helper.from_array(np.array([0], np.int64), "zero"),
        numpy_helper.from_array(np.array([1], np.int64), "one"),
        numpy_helper.from_array(np.array(1.0, np.float32), "unit"),
        numpy_helper.from_array(np.array(0.0, np.float32), "nought"),
        numpy_helper.from_array(np.array(scale, np.float32), "scale"),
    ]
    floats = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes,
        "toy",
        [
            helper.make_tensor_value_info("counts", floats, [1, 2, "r", "c"]),
            helper.make_tensor_value_info("air", floats, [2]),
            helper.make_tensor_value_info("beam", floats, [2]),
        ],
        [helper.make_tensor_value_info("probability", floats, [1, 1, "p", "q"])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    content = model.SerializeToString()
    tree = json.loads(shipped_card_path().read_text(encoding="utf-8"))
    for name in ("inputs", "outputs", "commodities"):
        # It has the ports of a card that names none.
        tree.pop(name, None)
    tree["sha256"] = hashlib.sha256(content).hexdigest()
    tree["thresholds"] = dict.fromkeys(tree["thresholds"], 0.8)
    tree["input"]["tile_columns"] = tile_columns
    tree["input"]["overlap"] = 64
    card = tmp_path / "toy.json"
    card.write_text(json.dumps(tree), encoding="utf-8")
    weights_path(card).write_bytes(content)
    return Detector.load(card)


def block(rows=300, columns=600, *, load=0.3, dense=3.0, mm=(10.0, 10.0)):
    """Goods with a denser block at a known place, two energies, no noise."""
    field = np.zeros((rows, columns))
    field[rows // 4 :] = load
    field[160:200, 400:480] = dense
    names = ((Energy.HIGH, 1.0, 6000.0), (Energy.LOW, 1.15, 4000.0))
    channels = tuple(
        Channel(name, np.rint(np.exp(-field * k) * 65535).astype(np.uint16), kilovolts=volts)
        for name, k, volts in names
    )
    return Radiograph(channels, mm)


def single(radiograph):
    high = radiograph.channels[0]
    channel = Channel(Energy.SINGLE, high.pixels, air=high.air, kilovolts=high.kilovolts)
    return Radiograph((channel,), radiograph.mm_per_pixel)


def test_a_block_is_found_where_it_is_and_measured(tmp_path):
    found = toy(tmp_path, 1.0).detect(block(mm=(5.0, 5.0)))
    assert found.state == "flagged"
    (finding,) = found.findings
    x, y, width, height = finding.box
    assert abs(x - 400) <= 10
    assert abs(y - 160) <= 10
    assert abs(width - 80) <= 20
    assert abs(height - 40) <= 20
    assert finding.kind == "denser"
    assert finding.title == TITLES["denser"]
    assert finding.detail.startswith("+")
    assert "Denser than its surroundings: +" in finding.sentence


def test_nothing_found_reads_nothing_flagged_and_the_heat_is_still_there(tmp_path):
    found = toy(tmp_path, 0.5).detect(block())
    assert found.state == "nothing_flagged"
    assert found.findings == ()
    assert found.heat.shape == (300 // 8, 600 // 8)
    assert found.heat.max() > 100


@pytest.mark.parametrize("scale", [float("nan"), float("inf"), -1.0, 2.0])
def test_numbers_that_are_no_probability_give_unknown(tmp_path, scale):
    found = toy(tmp_path, scale).detect(block())
    assert found.state == "unknown"
    assert "not a probability" in found.reason
    assert found.findings == ()
    assert found.heat.max() == 0


def test_a_long_scan_in_tiles_gives_what_one_piece_gives(tmp_path):
    # The toy looks at four by four pixels only, so that tiles must agree to the last bit.
    (tmp_path / "whole").mkdir()
    tiled, whole = toy(tmp_path, 1.0), toy(tmp_path / "whole", 1.0, tile_columns=4096)
    view = working_view(block(columns=1999), tiled.card.input)
    assert np.array_equal(tiled.probability(view), whole.probability(view))
    assert tiled.probability(view).shape == (63, 417)


def test_tiles_of_the_shipped_model_agree_where_they_meet(detector, scene):
    """What stands further than the overlap away does not reach over a seam."""
    view = working_view(scene.radiograph, detector.card.input)
    long = dataclasses.replace(view, counts=np.tile(view.counts, (1, 1, 6)))
    spec = dataclasses.replace(detector.card.input, tile_columns=1024)
    tiled = Detector(dataclasses.replace(detector.card, input=spec), detector.engine)
    assert np.abs(tiled.probability(long) - detector.probability(long)).max() < 0.05


@pytest.mark.parametrize("columns", [1, 511, 512, 513, 960, 961, 1600, 9999])
def test_tiles_keep_every_column_once(columns):
    tiles = cut(columns, 512, 64)
    assert tiles[0][2] == 0
    assert tiles[-1][3] == columns
    assert all(one[3] == two[2] for one, two in itertools.pairwise(tiles))
    for start, stop, first, last in tiles:
        assert start % 16 == 0
        assert 0 <= start <= first < last <= stop <= columns
        assert stop - start <= 512


def test_the_same_scan_gives_the_same_answer(detector, scene):
    one, two = detector.detect(scene.radiograph), detector.detect(scene.radiograph)
    assert one.state == two.state != "unknown"
    assert one.findings == two.findings
    assert np.array_equal(one.heat, two.heat)
    assert one.model_sha256 == detector.card.sha256
    assert one.provider == detector.provider
    assert one.milliseconds > 0


def test_boxes_of_the_shipped_model_lie_on_the_image(detector, scene):
    rows, columns = scene.radiograph.shape
    found = detector.detect(scene.radiograph)
    for finding in found.findings:
        x, y, width, height = finding.box
        assert 0 <= x < x + width <= columns
        assert 0 <= y < y + height <= rows
    chances = [finding.probability for finding in found.findings]
    assert chances == sorted(chances, reverse=True)


def test_one_energy_is_judged_too(detector, scene):
    found = detector.detect(single(scene.radiograph))
    assert found.state in {"flagged", "nothing_flagged"}


def test_an_assumed_pixel_size_is_said(detector, scene):
    found = detector.detect(Radiograph(scene.radiograph.channels, None))
    assert found.state != "unknown"
    assert "does not state the size of a pixel" in found.reason


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        (block(rows=210, columns=500, mm=(1.0, 1.0)), "too small"),
        (block(load=9.0, dense=9.0), "does not get through"),
        (block(mm=(500.0, 500.0)), "too coarse"),
    ],
)
def test_what_cannot_be_judged_is_unknown_with_a_sentence(detector, scan, said):
    found = detector.detect(scan)
    assert found.state == "unknown"
    assert said in found.reason
    assert found.findings == ()


def test_a_finding_has_a_mask_of_its_box(tmp_path):
    found = toy(tmp_path, 1.0).detect(block(mm=(5.0, 5.0)))
    (finding,) = found.findings
    assert finding.mask.shape == (finding.box[3], finding.box[2])
    assert finding.mask.mean() > 0.5
    assert "threshold=0.8" in found.parameters


def test_several_scans_in_one_go_are_judged_as_each_alone(tmp_path):
    made = toy(tmp_path, 1.0)
    scans = [block(mm=(5.0, 5.0)), block(load=9.0, dense=9.0), block(columns=1999)]
    alone, many = [made.detect(one) for one in scans], made.detect_many(scans)
    assert [one.state for one in many] == [one.state for one in alone]
    assert many[1].state == "unknown"
    assert [one.findings for one in many] == [one.findings for one in alone]
