"""Somebody else's model beside ours: it runs as its card says, or is refused with the reason."""

from __future__ import annotations

import hashlib

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from imaging.radiograph import Channel, Energy, Radiograph
from models.anatomy import check_anatomy
from models.card import shipped_card_path, weights_path
from models.detector import Detector
from models.errors import ModelRefused
from models.prepare import working_view
from models.several import Screeners
from models.signing import PUBLIC, fresh_key, public_half, sign_card, signature_path
from models.source import Source
from tests.unit.vendor_models import put, vendor_card, vendor_graph


def block(columns=600):
    """Goods with a denser block at a known place, two energies."""
    field = np.zeros((300, columns))
    field[75:] = 0.3
    field[160:200, 400:480] = 3.0
    names = ((Energy.HIGH, 1.0, 6000.0), (Energy.LOW, 1.15, 4000.0))
    channels = tuple(
        Channel(name, np.rint(np.exp(-field * k) * 65535).astype(np.uint16), kilovolts=volts)
        for name, k, volts in names
    )
    return Radiograph(channels, (10.0, 10.0))


def refusal(source):
    with pytest.raises(ModelRefused) as caught:
        Detector.of(source if isinstance(source, Source) else Source(source))
    return str(caught.value)


def test_a_network_with_other_names_logits_and_cells_runs_as_its_card_says(tmp_path):
    detector = Detector.of(Source(put(tmp_path, vendor_graph())))
    found = detector.detect(block())
    assert (found.state, found.model) == ("flagged", "Watcher 3.1")
    (finding,) = found.findings
    x, y, width, height = finding.box
    assert abs(x - 400) <= 16
    assert abs(y - 160) <= 16
    assert abs(width - 80) <= 32
    assert abs(height - 40) <= 32


def test_every_output_of_the_card_can_be_read_by_its_name(tmp_path):
    detector = Detector.of(Source(put(tmp_path, vendor_graph())))
    view = working_view(block(), detector.card.input)
    (maps,) = detector.maps([view])
    assert set(maps) == {"anomaly_logits", "areal_mass"}
    assert maps["areal_mass"].shape == (1, -(-view.shape[0] // 8), -(-view.shape[1] // 8))
    assert float(maps["areal_mass"].max()) == pytest.approx(3.0, abs=0.01)


def test_tiles_of_several_scans_go_in_together_where_the_network_takes_them(tmp_path):
    detector = Detector.of(Source(put(tmp_path, vendor_graph())))
    fed = []
    run = detector.engine.run

    class Counting:
        provider, fallback = detector.engine.provider, None
        begin = staticmethod(detector.engine.begin)

        def run(self, feed):
            fed.append(feed["image"].shape)
            return run(feed)

    counting = Detector(detector.card, Counting())
    scans = [block(), block(), block()]
    together = counting.detect_many(scans)
    assert [shape[0] for shape in fed] == [3]
    alone = [detector.detect(one) for one in scans]
    assert [one.findings for one in together] == [one.findings for one in alone]


def test_two_models_at_once_and_each_finding_says_whose_it_is(tmp_path):
    first = put(tmp_path, vendor_graph(), name="first")
    second = put(tmp_path, vendor_graph(), name="second", version="4")
    with Screeners() as models:
        models.use((Source(first), Source(second)))
        found = models.detect(block())
        assert {one.model for one in found.findings} == {"Watcher 3.1", "Watcher 4"}
        assert [part.state for part in found.parts] == ["flagged", "flagged"]
        models.use((Source(first), Source(tmp_path / "gone.json")))
        found = models.detect(block())
        assert [part.state for part in found.parts] == ["flagged", "unknown"]
        models.use((Source(tmp_path / "gone.json"),))
        assert models.detect(block()).state == "unknown"
        models.use(())
        assert models.detect(block()).reason == "No model is in force."


def custom(domain="com.vendor", **attributes):
    return helper.make_node("Secret", ["pooled"], ["more"], domain=domain, **attributes)


def test_operators_of_its_own_are_refused(tmp_path):
    assert "operators of their own: com.vendor:Secret" in refusal(
        put(tmp_path, vendor_graph([custom()]))
    )
    of_the_runtime = helper.make_node("Gelu", ["pooled"], ["more"], domain="com.microsoft")
    assert "com.microsoft:Gelu" in refusal(put(tmp_path, vendor_graph([of_the_runtime])))


def test_operators_of_its_own_are_found_in_branches_and_functions(tmp_path):
    inner = helper.make_graph([custom()], "branch", [], [])
    branch = helper.make_node("If", ["one"], ["more"], then_branch=inner, else_branch=inner)
    assert "com.vendor:Secret" in refusal(put(tmp_path, vendor_graph([branch])))
    model = vendor_graph()
    opset = [helper.make_opsetid("", 17), helper.make_opsetid("com.vendor", 1)]
    function = helper.make_function("local", "Hidden", ["a"], ["b"], [custom()], opset)
    model.functions.append(function)
    assert "com.vendor:Secret" in refusal(put(tmp_path, model))


def test_data_outside_of_the_file_is_refused(tmp_path):
    model = vendor_graph()
    outside = numpy_helper.from_array(np.zeros(4, np.float32), "outside")
    onnx.external_data_helper.set_external_data(outside, "/etc/passwd")
    outside.ClearField("raw_data")
    outside.data_location = onnx.TensorProto.EXTERNAL
    model.graph.initializer.append(outside)
    assert "keep data in another file" in refusal(put(tmp_path, model))
    in_a_node = vendor_graph([helper.make_node("Constant", [], ["more"], value=outside)])
    assert "keep data in another file" in refusal(put(tmp_path, in_a_node))


@pytest.mark.parametrize("content", [b"", b"MZ\x90 no model", b"\xff" * 40, b"\x3a\xff\x01x"])
def test_what_is_no_onnx_file_is_refused_before_anything_runs_it(content):
    with pytest.raises(ModelRefused, match="no ONNX file"):
        check_anatomy(content, "x.onnx")


def test_every_cut_of_a_model_is_read_or_refused_and_never_a_crash():
    content = vendor_graph().SerializeToString()
    refused = 0
    for length in range(0, len(content) - 1, 7):
        try:
            check_anatomy(content[:length], "x.onnx")
        except ModelRefused:
            refused += 1
    assert refused > 50


def test_our_own_weights_pass():
    path = weights_path(shipped_card_path())
    check_anatomy(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"inputs": {"other": {"meaning": "counts", "shape": [1, 2, "r", "c"]}}}, "inputs are"),
        ({"inputs": {"image": {"meaning": "counts", "shape": [1, 1, "r", "c"]}}}, "input image"),
        ({"inputs": {"image": {"meaning": "colour", "shape": [1, 2, "r", "c"]}}}, "'colour'"),
        ({"inputs": {}}, "one input"),
        ({"outputs": {}}, "exactly one output"),
        (
            {"outputs": {"x": {"meaning": "irregularity_logit", "shape": [1, 1, "r", "c"]}}},
            "outputs are",
        ),
        ({"sha256": "0" * 64}, "not the ones their card speaks of"),
    ],
)
def test_a_network_that_is_not_as_its_card_says_is_refused(tmp_path, changes, said):
    assert said in refusal(put(tmp_path, vendor_graph(), **changes))


def test_a_map_in_other_cells_than_the_card_says_is_unknown(tmp_path):
    outputs = vendor_card(b"")["outputs"]
    outputs["anomaly_logits"]["cell"] = outputs["areal_mass"]["cell"] = 4
    found = Detector.of(Source(put(tmp_path, vendor_graph(), outputs=outputs))).detect(block())
    assert found.state == "unknown"
    assert "has the shape" in found.reason


def test_a_site_that_signs_runs_only_what_it_signed(tmp_path):
    keys, other = fresh_key(), fresh_key()
    public = tmp_path / PUBLIC
    public.write_bytes(public_half(keys))
    card = put(tmp_path, vendor_graph())
    signed = Source(card, site_key=public)
    assert "not signed by the site" in refusal(signed)
    sign_card(card, other)
    assert "not the site's" in refusal(signed)
    sign_card(card, keys)
    assert Detector.of(signed).card.title == "Watcher 3.1"
    card.write_text(card.read_text(encoding="utf-8").replace("0.5", "0.6", 1), encoding="utf-8")
    assert "changed since" in refusal(signed)
    signature_path(card).write_bytes(b"\xff\xfenonsense")
    assert "not the site's" in refusal(signed)
    assert "cannot be used" in refusal(Source(card, site_key=tmp_path / "none.pub"))
    with pytest.raises(ModelRefused, match="private key for models cannot be used"):
        sign_card(card, b"no key")
    with pytest.raises(ModelRefused, match="cannot be signed"):
        sign_card(tmp_path / "none.json", keys)


def test_another_card_than_the_one_in_force_is_refused(tmp_path):
    card = put(tmp_path, vendor_graph())
    digest = hashlib.sha256(card.read_bytes()).hexdigest()
    assert Detector.of(Source(card, sha256=digest)).card.title == "Watcher 3.1"
    put(tmp_path, vendor_graph(), version="3.2")
    assert "not the one that was put in force" in refusal(Source(card, sha256=digest))
