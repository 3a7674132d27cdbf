from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from app.ui.viewer.palettes import palette

# Machado, Oliveira, Fernandes 2009, full strength: how eyes without one kind of cone see.
EYES = {
    "all cones": np.eye(3),
    "no long": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no medium": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no short": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: tuple[int, int, int], eyes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    share = np.array(colour) / 255.0
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(eyes @ light, 0.0, 1.0) / np.array([0.9505, 1.0, 1.089])
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16.0 / 116.0)
    return np.array(
        [116.0 * root[1] - 16.0, 500.0 * (root[0] - root[1]), 200.0 * (root[1] - root[2])]
    )


def test_density_ranges_stand_out_from_grey_and_matter_to_every_eye() -> None:
    safe, classic = palette(), palette(classic=True)
    around = [*safe.matter, *classic.matter, (safe.air,) * 3, safe.hatch, safe.no_signal]
    for eyes in EYES.values():
        for colour in safe.highlights:
            nearest = min(np.linalg.norm(lab(colour, eyes) - lab(one, eyes)) for one in around)
            assert nearest >= 15.0
        for one, other in itertools.combinations(safe.highlights, 2):
            assert np.linalg.norm(lab(one, eyes) - lab(other, eyes)) >= 15.0
