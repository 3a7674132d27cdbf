"""Networks as a vendor might send them: other names, logits, coarser cells, many tiles at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.card import shipped_card_path, weights_path

FLOAT = TensorProto.FLOAT
CELL = 8
DENSE = 1.0
"""Attenuation from which the network sees something."""


def vendor_graph(extra: Sequence[onnx.NodeProto] = ()) -> onnx.ModelProto:
    """The mean attenuation of eight by eight pixels as a logit, of several tiles at once."""
    nodes = [
        helper.make_node("Slice", ["image", "zero", "one", "one"], ["high"]),
        helper.make_node(
            "AveragePool", ["high"], ["pooled"], kernel_shape=[CELL] * 2, strides=[CELL] * 2
        ),
        helper.make_node("Sub", ["pooled", "dense"], ["over"]),
        helper.make_node("Mul", ["over", "steep"], ["anomaly_logits"]),
        helper.make_node("Identity", ["pooled"], ["areal_mass"]),
        *extra,
    ]
    constants = [
        numpy_helper.from_array(np.array([0], np.int64), "zero"),
        numpy_helper.from_array(np.array([1], np.int64), "one"),
        numpy_helper.from_array(np.array(DENSE, np.float32), "dense"),
        numpy_helper.from_array(np.array(20.0, np.float32), "steep"),
    ]
    graph = helper.make_graph(
        nodes,
        "vendor",
        [helper.make_tensor_value_info("image", FLOAT, ["n", 2, "h", "w"])],
        [
            helper.make_tensor_value_info("anomaly_logits", FLOAT, ["n", 1, "y", "x"]),
            helper.make_tensor_value_info("areal_mass", FLOAT, ["n", 1, "y", "x"]),
        ],
        constants,
    )
    domains = {node.domain for node in extra} - {""}
    opsets = [helper.make_opsetid("", 17), *(helper.make_opsetid(d, 1) for d in sorted(domains))]
    model = helper.make_model(graph, opset_imports=opsets)
    model.ir_version = 9
    return model


def vendor_card(content: bytes, **changes: object) -> dict[str, object]:
    """A card for it, made from ours."""
    tree = json.loads(shipped_card_path().read_text(encoding="utf-8"))
    tree |= {
        "name": "Watcher",
        "version": "3.1",
        "vendor": "A vendor",
        "meaning": "Where the attenuation is more than one.",
        "sha256": hashlib.sha256(content).hexdigest(),
        "thresholds": dict.fromkeys(tree["thresholds"], 0.5),
        "input": {**tree["input"], "batch": 8},
        "inputs": {"image": {"meaning": "attenuation", "shape": ["batch", 2, "rows", "columns"]}},
        "outputs": {
            "anomaly_logits": {
                "meaning": "irregularity_logit",
                "shape": ["batch", 1, "rows", "columns"],
                "cell": CELL,
            },
            "areal_mass": {
                "meaning": "areal_mass",
                "shape": ["batch", 1, "rows", "columns"],
                "cell": CELL,
            },
        },
    }
    return tree | changes


def put(folder: Path, model: onnx.ModelProto, name: str = "vendor", **changes: object) -> Path:
    """Write weights and card into a folder and return the card's place."""
    content = model.SerializeToString()
    card = folder / f"{name}.json"
    card.write_text(json.dumps(vendor_card(content, **changes)), encoding="utf-8")
    weights_path(card).write_bytes(content)
    return card
