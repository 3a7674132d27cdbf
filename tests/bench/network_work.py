"""How many operations a network needs for an input, and how fast this machine multiplies."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import onnx
from measure import times
from onnx import shape_inference

SIDE = 2048


def operations(weights: Path, shape: tuple[int, int]) -> int:
    """Multiplications and additions of the convolutions for one scan of (rows, columns)."""
    model = onnx.load(weights)
    for port in model.graph.input:
        sizes = {"rows": shape[0], "columns": shape[1], "batch": 1}
        for dim in port.type.tensor_type.shape.dim:
            if dim.dim_param:
                dim.dim_value = sizes[dim.dim_param]
    for port in model.graph.output:
        port.type.tensor_type.ClearField("shape")
    known = shape_inference.infer_shapes(model, data_prop=True).graph
    shapes = {
        one.name: [dim.dim_value for dim in one.type.tensor_type.shape.dim]
        for one in (*known.value_info, *known.output)
    }
    kernels = {one.name: list(one.dims) for one in known.initializer}
    return sum(
        2 * math.prod(shapes[node.output[0]]) * math.prod(kernels[node.input[1]][1:])
        for node in known.node
        if node.op_type == "Conv"
    )


def peak() -> float:
    """Operations a second of a product of two large matrices, ``float32``, all cores."""
    left, right = (np.random.default_rng(n).random((SIDE, SIDE), np.float32) for n in (0, 1))
    return 2.0 * SIDE**3 / min(times(lambda: left @ right, 5))
