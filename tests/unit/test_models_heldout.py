"""The shipped weights still tell irregular scenes from innocent ones: a broken file is found here.

The figures that count stand in the card; these few scenes only tell good weights from bad ones.
"""

from __future__ import annotations

import numpy as np
import pytest

from imaging.phantom import make_scene
from models.detector import Detector
from models.prepare import working_view

KINDS = (
    "dense_block",
    "false_wall",
    "load_in_empty",
    "shielded_source",
    "false_floor",
    "gas_cylinders",
)
EQUIPMENT = ("container20", "container40", "truck")
FIRST_SEED = 9_000_000
EACH = 12


@pytest.mark.slow
def test_irregular_scenes_score_above_innocent_ones():
    detector = Detector.load()

    def peak(index, kind):
        scene = make_scene(
            FIRST_SEED + index + (0 if kind is None else 1000),
            equipment=EQUIPMENT[index % len(EQUIPMENT)],
            rows=440,
            irregularity=kind,
        )
        view = working_view(scene.radiograph, detector.card.input)
        return float(detector.probability(view).max())

    innocent = np.array([peak(index, None) for index in range(EACH)])
    irregular = np.array([peak(index, KINDS[index % len(KINDS)]) for index in range(EACH)])
    above = irregular[:, None] > innocent[None, :]
    assert above.mean() >= 0.8
