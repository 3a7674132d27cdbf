"""The network while it learns: a small U-Net with one answer for four by four pixels.

Its first step, from counts to features, stands here once for training and once as graph nodes in
``models.training.export``; a test compares the two.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (24, 40, 64, 96)
DILATIONS = (1, 2, 4)
BLOCK = 2
"""Side of the blocks of pixels that the first convolution takes as channels."""
FEATURES = 5
LEAST_COUNT = 0.5
RATIO = {True: 1.15, False: 1.55}
"""Attenuation of the low beam over that of the high one in ordinary goods, by megavolt."""
OPAQUE_AT = 5.5
MOST_ATTENUATION = 9.0


def features(counts: Tensor, air: Tensor, beam: Tensor) -> Tensor:
    """From counts to what the first convolution sees.

    Parameters
    ----------
    counts
        ``float32``, (batch, 2, rows, columns): high and low energy, stored units, air bright.
    air
        ``float32``, (batch, 2): what the unattenuated beam reads.
    beam
        ``float32``, (batch, 2): 1 for megavolt, 1 for two energies.

    Returns
    -------
    Tensor
        (batch, 5, rows, columns): attenuation, departure of the low energy from ordinary goods,
        square root of transmission, opacity, and the beam.
    """
    transmission = counts.clamp_min(LEAST_COUNT) / air[:, :, None, None]
    attenuation = (-transmission.log()).clamp(-0.5, MOST_ATTENUATION)
    high, low = attenuation[:, :1], attenuation[:, 1:]
    megavolt, dual = beam[:, :1, None, None], beam[:, 1:, None, None]
    usual = RATIO[False] + (RATIO[True] - RATIO[False]) * megavolt
    departure = ((low - usual * high) * dual * 3.0).clamp(-3.0, 3.0)
    opacity = (high - OPAQUE_AT).sigmoid()
    kind = (megavolt - 0.5).expand_as(high)
    return torch.cat([high / 2.5, departure, (-0.5 * high).exp(), opacity, kind], dim=1)


def unit(inputs: int, outputs: int, *, stride: int = 1, dilation: int = 1) -> nn.Sequential:
    """Convolution, batch normalisation, rectifier; half the size with a stride of two."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, padding=dilation, dilation=dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


def new_layers() -> nn.ModuleDict:
    """The layers by name, with fresh random weights."""
    first, second, third, fourth = WIDTHS
    layers = nn.ModuleDict(
        {
            "stem": unit(FEATURES * BLOCK * BLOCK, first),
            "down2": unit(first, second, stride=2),
            "body2": unit(second, second),
            "down3": unit(second, third, stride=2),
            "body3": unit(third, third),
            "down4": unit(third, fourth, stride=2),
            "up3": nn.Conv2d(fourth + third, third, 1),
            "mix3": unit(third, third),
            "up2": nn.Conv2d(third + second, second, 1),
            "mix2": unit(second, second),
            "head": nn.Conv2d(second, 1, 1),
        }
    )
    for dilation in DILATIONS:
        layers[f"context{dilation}"] = unit(fourth, fourth, dilation=dilation)
    # Irregular cells are rare: the first guess is "nothing here".
    nn.init.constant_(layers["head"].bias, -4.0)
    return layers


def logits(layers: nn.ModuleDict, x: Tensor) -> Tensor:
    """From features (batch, 5, rows, columns) to one logit a cell: (batch, 1, rows/4, columns/4).

    Rows and columns are multiples of sixteen.
    """
    one = layers["stem"](functional.pixel_unshuffle(x, BLOCK))
    two = layers["body2"](layers["down2"](one))
    three = layers["body3"](layers["down3"](two))
    four = layers["down4"](three)
    for dilation in DILATIONS:
        four = four + layers[f"context{dilation}"](four)
    three = layers["mix3"](layers["up3"](torch.cat([_doubled(four), three], dim=1)))
    two = layers["mix2"](layers["up2"](torch.cat([_doubled(three), two], dim=1)))
    return layers["head"](two)


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")
