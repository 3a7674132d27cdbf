"""The network while it learns: a small U-Net with several answers for four by four pixels.

One trunk, four heads: what is irregular, how much it adds, how much everything weighs, and what
goods it is. Far neighbours of a place along its row and its column are looked at where the map is
coarsest, as a gap or an odd package shows only beside the others of its load.

Its first step, from counts to features, stands here once for training and once as graph nodes in
``models.training.export``; a test compares the two.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from imaging.vocabulary import COMMODITY_NAMES

WIDTHS = (24, 40, 80, 144)
DILATIONS = (1, 2, 4)
FAR = 15
"""Cells of 16 working pixels that a place sees along its row and its column, in each of two steps:
at 12 mm, 1.4 m to either side and then 1.4 m further."""
FAR_AFTER = (1, 2)
"""Dilations after which far neighbours are looked at."""
BLOCK = 2
"""Side of the blocks of pixels that the first convolution takes as channels."""
FEATURES = 5
LEAST_COUNT = 0.5
RATIO = {True: 1.15, False: 1.55}
"""Attenuation of the low beam over that of the high one in ordinary goods, by megavolt."""
OPAQUE_AT = 5.5
MOST_ATTENUATION = 9.0
GOODS = len(COMMODITY_NAMES)


class Answers(NamedTuple):
    """What the network says.

    Attributes
    ----------
    irregular
        Logits, (batch, 1, rows / 4, columns / 4).
    change
        Attenuation that something irregular adds at high energy; same shape.
    mass
        ``ln(1 + m / 10)`` of the areal mass m in g/cm2; same shape.
    goods
        Logits of each commodity, (batch, `GOODS`, rows / 8, columns / 8).
    """

    irregular: Tensor
    change: Tensor
    mass: Tensor
    goods: Tensor


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


def far(channels: int) -> nn.ModuleDict:
    """Far neighbours along row and column, each channel by itself, then mixed."""
    along = nn.Conv2d(
        channels, channels, (1, FAR), padding=(0, FAR // 2), groups=channels, bias=False
    )
    aside = nn.Conv2d(
        channels, channels, (FAR, 1), padding=(FAR // 2, 0), groups=channels, bias=False
    )
    mix = nn.Sequential(
        nn.Conv2d(3 * channels, channels, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()
    )
    return nn.ModuleDict({"along": along, "aside": aside, "mix": mix})


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
            "irregular": nn.Conv2d(second, 1, 1),
            "change": nn.Conv2d(second, 1, 1),
            "mass": nn.Conv2d(second, 1, 1),
            "goods": nn.Conv2d(third, GOODS, 1),
        }
    )
    for dilation in DILATIONS:
        layers[f"context{dilation}"] = unit(fourth, fourth, dilation=dilation)
    for dilation in FAR_AFTER:
        layers[f"far{dilation}"] = far(fourth)
    # Irregular cells are rare: the first guess is "nothing here".
    nn.init.constant_(layers["irregular"].bias, -4.0)
    return layers


def answers(layers: nn.ModuleDict, x: Tensor) -> Answers:
    """From features (batch, 5, rows, columns) to the answers.

    Rows and columns are multiples of sixteen.
    """
    one = layers["stem"](functional.pixel_unshuffle(x, BLOCK))
    two = layers["body2"](layers["down2"](one))
    three = layers["body3"](layers["down3"](two))
    four = layers["down4"](three)
    for dilation in DILATIONS:
        four = four + layers[f"context{dilation}"](four)
        if dilation in FAR_AFTER:
            four = four + _far(layers[f"far{dilation}"], four)
    three = layers["mix3"](layers["up3"](torch.cat([_doubled(four), three], dim=1)))
    two = layers["mix2"](layers["up2"](torch.cat([_doubled(three), two], dim=1)))
    return Answers(
        layers["irregular"](two), layers["change"](two), layers["mass"](two), layers["goods"](three)
    )


def _far(parts: nn.ModuleDict, x: Tensor) -> Tensor:
    seen: Tensor = parts["mix"](torch.cat([x, parts["along"](x), parts["aside"](x)], dim=1))
    return seen


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")
