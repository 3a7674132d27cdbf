"""The same network in whole numbers of eight bits: a quarter of the size, and faster.

What turns counts into features, the first convolution and the answers stay in floating point: there
a hundredth matters. Everything between is computed in eight bits, weights by channel, with ranges
from innocent and irregular scenes of the training.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnxruntime.quantization import QuantFormat, QuantType, quantize_static

from models.training.store import StoredScene

SCENES = 24
"""From which the ranges are taken, spread evenly over those of the training."""
SIDE = 16
"""Rows and columns are cut to multiples of it, as tiles are."""
COUNTED = ("Conv", "Relu", "Add", "Concat", "Resize")
"""Operators that have a form in eight bits."""


class _Views:
    """Scenes as the network is fed, one at a time: a `CalibrationDataReader` by its one method."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._left: Iterator[Path] = iter(places)

    def get_next(self) -> dict[str, Any] | None:
        """Return the next scene's inputs, None after the last."""
        place = next(self._left, None)
        if place is None:
            return None
        view = StoredScene(place).view()
        rows, columns = (length // SIDE * SIDE for length in view.shape)
        return {
            "counts": view.counts[None, :, :rows, :columns].astype(np.float32),
            "air": view.air[None],
            "beam": np.array([[view.megavolt, view.dual]], dtype=np.float32),
        }


def quantised(model: onnx.ModelProto, places: Sequence[Path]) -> onnx.ModelProto:
    """The model with its inner convolutions in eight bits.

    Parameters
    ----------
    places
        Stored scenes, of which `SCENES` are looked at.
    """
    step = max(1, len(places) // SCENES)
    # It empties the model that it is given.
    given = onnx.ModelProto()
    given.CopyFrom(model)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "int8.onnx"
        quantize_static(
            given,
            str(out),
            _Views(places[::step][:SCENES]),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=list(COUNTED),
            nodes_to_exclude=_in_floats(model),
        )
        return onnx.load(out)


def _in_floats(model: onnx.ModelProto) -> list[str]:
    """Names of the nodes that stay as they are: up to the first convolution, and each answer's."""
    nodes = list(model.graph.node)
    first = next(i for i, node in enumerate(nodes) if node.op_type == "Conv")
    answers = {one.name for one in model.graph.output}
    kept = [node.name for node in nodes[: first + 1]]
    # Backwards from the answers to the convolutions that make them.
    wanted = set(answers)
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            kept.append(node.name)
            if node.op_type != "Conv":
                wanted.update(node.input)
    return kept
