"""What the on-demand views cost: the picture without a finding, and the map of blind spots."""

from __future__ import annotations

import dataclasses
from typing import Any

import cv2
import numpy as np
from measure import figure, times

from imaging.blind import blind_map
from imaging.luts import attenuation_table
from imaging.material import scale_of
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from imaging.removal import without

LONG = 30_000


def figures() -> list[dict[str, Any]]:
    """A container of 1024 rows, and a train of 30,000 columns."""
    scene = make_scene(5, equipment="container40", rows=1024, irregularity="dense_block")
    scan, box = scene.radiograph, scene.truth.irregularities[0].box
    scale = scale_of(scan)
    train = _long(scan)
    return [
        figure(
            "findings.counterfactual_ms",
            "ms",
            times(lambda: without(scan, box, scale=scale), 7),
            "cv2.inpaint (Telea) of the same place, which has no grain, no mass and one guess",
            times(lambda: _telea(scan, box), 7),
            scale=1000.0,
        ),
        figure(
            "findings.blind_ms",
            "ms",
            times(lambda: blind_map(scan, scale), 7),
            "six filters over every pixel of one energy, without a mass",
            times(lambda: _filtered(scan), 7),
            scale=1000.0,
        ),
        figure(
            "findings.blind_ms.30000",
            "ms",
            times(lambda: blind_map(train, scale), 3, warm_up=1),
            "six filters over every pixel of one energy, without a mass",
            times(lambda: _filtered(train), 3, warm_up=1),
            scale=1000.0,
        ),
    ]


def _long(scan: Radiograph) -> Radiograph:
    count = -(-LONG // scan.shape[1])
    channels = tuple(
        dataclasses.replace(
            one, pixels=np.ascontiguousarray(np.tile(one.pixels, (1, count))[:, :LONG])
        )
        for one in scan.channels
    )
    return dataclasses.replace(scan, channels=channels)


def _telea(scan: Radiograph, box: tuple[int, int, int, int]) -> None:
    x, y, wide, high = box
    mask = np.zeros(scan.shape, np.uint8)
    mask[y : y + high, x : x + wide] = 1
    for channel in scan.channels:
        cv2.inpaint(channel.pixels, mask, 5.0, cv2.INPAINT_TELEA)


def _filtered(scan: Radiograph) -> None:
    thick = cv2.LUT(scan.main.pixels, attenuation_table(scan.main))
    for octave in range(6):
        fine = cv2.GaussianBlur(thick, (0, 0), 0.9 * 2**octave)
        cv2.blur(fine * fine, (37, 37))
