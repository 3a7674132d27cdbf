"""From trained weights to ONNX, node by node: nothing in the file that is not written here.

The graph takes counts, not attenuation, so that what the network was trained on cannot drift apart
from what it is fed. Batch normalisation is folded into the convolutions.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from models.training.losses import MASS_UNIT
from models.training.network import (
    BLOCK,
    DILATIONS,
    FAR_AFTER,
    FEATURES,
    GOODS,
    LEAST_COUNT,
    MOST_ATTENUATION,
    OPAQUE_AT,
    RATIO,
)

OPSET = 17
IR_VERSION = 9
"""What ONNX Runtime has read since 1.16."""

Array = npt.NDArray[np.float32]


class GraphWriter:
    """Collects nodes and constants, naming each by its place."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: float | list[float] | list[int] | Array) -> str:
        """Add a constant: ``float32``, or ``int64`` for a list of integers."""
        whole = isinstance(value, list) and all(isinstance(item, int) for item in value)
        array = np.asarray(value, dtype=np.int64 if whole else np.float32)
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def add(self, operator: str, *inputs: str, **attributes: object) -> str:
        """Add a node and return the name of what it makes."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def out(self, operator: str, x: str, name: str, *more: str, **attributes: object) -> None:
        """Add a node that makes one of the model's answers."""
        self.nodes.append(helper.make_node(operator, [x, *more], [name], name=name, **attributes))

    def convolution(self, x: str, weight: Array, bias: Array, conv: nn.Conv2d) -> str:
        """Add a convolution of the shape of a trained one."""
        return self.add(
            "Conv",
            x,
            self.constant(weight),
            self.constant(bias),
            kernel_shape=list(conv.kernel_size),
            strides=list(conv.stride),
            dilations=list(conv.dilation),
            pads=list(conv.padding) * 2,
            group=conv.groups,
        )

    def plain(self, x: str, conv: nn.Conv2d) -> str:
        """Add a trained convolution that has a bias and nothing after it."""
        return self.convolution(x, _array(conv.weight), _array(conv.bias), conv)

    def bare(self, x: str, conv: nn.Conv2d) -> str:
        """Add a trained convolution without a bias."""
        nothing = np.zeros(conv.out_channels, dtype=np.float32)
        return self.convolution(x, _array(conv.weight), nothing, conv)

    def unit(self, x: str, unit: nn.Sequential) -> str:
        """Add a trained unit, its normalisation folded in."""
        conv, norm = unit[0], unit[1]
        scale = _array(norm.weight) / np.sqrt(_array(norm.running_var) + norm.eps)
        weight = _array(conv.weight) * scale[:, None, None, None]
        bias = _array(norm.bias) - _array(norm.running_mean) * scale
        folded = self.convolution(x, weight.astype(np.float32), bias.astype(np.float32), conv)
        return self.add("Relu", folded)

    def joined(self, coarse: str, fine: str, mixer: nn.Conv2d) -> str:
        """Add the way up: the coarse map doubled, the fine one beside it, mixed."""
        doubled = self.add(
            "Resize",
            coarse,
            "",
            self.constant([1.0, 1.0, 2.0, 2.0]),
            mode="nearest",
            coordinate_transformation_mode="asymmetric",
            nearest_mode="floor",
        )
        both = self.add("Concat", doubled, fine, axis=1)
        return self.plain(both, mixer)


def _array(tensor: torch.Tensor) -> Array:
    array: Array = tensor.detach().cpu().numpy().astype(np.float32)
    return array


def _feature_nodes(g: GraphWriter) -> str:
    """What ``models.training.network.features`` does, as nodes."""
    least = g.add("Max", "counts", g.constant(LEAST_COUNT))
    air = g.add("Reshape", "air", g.constant([-1, 2, 1, 1]))
    logarithm = g.add("Neg", g.add("Log", g.add("Div", least, air)))
    attenuation = g.add("Clip", logarithm, g.constant(-0.5), g.constant(MOST_ATTENUATION))
    high, low = _plane(g, attenuation, 0), _plane(g, attenuation, 1)
    beam = g.add("Reshape", "beam", g.constant([-1, 2, 1, 1]))
    megavolt, dual = _plane(g, beam, 0), _plane(g, beam, 1)
    slope = g.add("Mul", megavolt, g.constant(RATIO[True] - RATIO[False]))
    usual = g.add("Mul", g.add("Add", slope, g.constant(RATIO[False])), high)
    departure = g.add("Mul", g.add("Mul", g.add("Sub", low, usual), dual), g.constant(3.0))
    bounded = g.add("Clip", departure, g.constant(-3.0), g.constant(3.0))
    scaled = g.add("Div", high, g.constant(2.5))
    root = g.add("Exp", g.add("Mul", high, g.constant(-0.5)))
    opacity = g.add("Sigmoid", g.add("Sub", high, g.constant(OPAQUE_AT)))
    kind = g.add("Expand", g.add("Sub", megavolt, g.constant(0.5)), g.add("Shape", high))
    return g.add("Concat", scaled, bounded, root, opacity, kind, axis=1)


def _plane(g: GraphWriter, x: str, index: int) -> str:
    """One of the two planes, its axis kept."""
    return g.add(
        "Slice", x, g.constant([index]), g.constant([index + 1]), g.constant([1]), g.constant([1])
    )


def _blocks(g: GraphWriter, x: str, channels: int) -> str:
    """Blocks of ``BLOCK`` by ``BLOCK`` pixels as channels, in the order of torch's pixel_unshuffle.

    SpaceToDepth orders the channels by place in the block first; the Gather puts them right.
    """
    blocks = g.add("SpaceToDepth", x, blocksize=BLOCK)
    places = BLOCK * BLOCK
    order = [place * channels + channel for channel in range(channels) for place in range(places)]
    return g.add("Gather", blocks, g.constant(order), axis=1)


def build(layers: nn.ModuleDict) -> onnx.ModelProto:
    """The network as an ONNX model, from counts to what it says of them."""
    g = GraphWriter()
    x = _blocks(g, _feature_nodes(g), FEATURES)
    two = g.unit(g.unit(g.unit(x, layers["stem"]), layers["down2"]), layers["body2"])
    three = g.unit(g.unit(two, layers["down3"]), layers["body3"])
    four = g.unit(three, layers["down4"])
    for dilation in DILATIONS:
        four = g.add("Add", four, g.unit(four, layers[f"context{dilation}"]))
        if dilation in FAR_AFTER:
            four = g.add("Add", four, _far(g, four, layers[f"far{dilation}"]))
    three = g.unit(g.joined(four, three, layers["up3"]), layers["mix3"])
    two = g.unit(g.joined(three, two, layers["up2"]), layers["mix2"])
    g.out("Sigmoid", g.plain(two, layers["irregular"]), "probability")
    g.out("Identity", g.plain(two, layers["change"]), "change")
    # The logarithm that was learned, undone: g/cm2 come out.
    grown = g.add("Sub", g.add("Exp", g.plain(two, layers["mass"])), g.constant(1.0))
    g.out("Max", g.add("Mul", grown, g.constant(MASS_UNIT)), "areal_mass", g.constant(0.0))
    g.out("Softmax", g.plain(three, layers["goods"]), "commodity", axis=1)
    return _model(g)


def _far(g: GraphWriter, x: str, parts: nn.ModuleDict) -> str:
    """What ``models.training.network.far`` learned, as nodes."""
    near = [g.bare(x, parts[name]) for name in ("along", "aside")]
    return g.unit(g.add("Concat", x, *near, axis=1), parts["mix"])


def _model(g: GraphWriter) -> onnx.ModelProto:
    floats = TensorProto.FLOAT
    cells = ["batch", 1, "cells", "cells_across"]
    outputs = {
        "probability": cells,
        "change": cells,
        "areal_mass": cells,
        "commodity": ["batch", GOODS, "goods_cells", "goods_cells_across"],
    }
    graph = helper.make_graph(
        g.nodes,
        "anomaly",
        [
            helper.make_tensor_value_info("counts", floats, ["batch", 2, "rows", "columns"]),
            helper.make_tensor_value_info("air", floats, ["batch", 2]),
            helper.make_tensor_value_info("beam", floats, ["batch", 2]),
        ],
        [helper.make_tensor_value_info(name, floats, shape) for name, shape in outputs.items()],
        g.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    model.producer_name = "prescreen"
    onnx.checker.check_model(model, full_check=True)
    return model
