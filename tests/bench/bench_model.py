"""How long one 1024 x 2500 dual-energy scan takes to screen, preparation and regions included."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from measure import figure, times

from imaging.phantom import SceneOptions, make_scene
from imaging.radiograph import Channel, Radiograph
from models.card import shipped_card_path, weights_path
from models.detector import Detector
from models.prepare import working_view

_ROWS, _COLUMNS = 1024, 2500


def _scan() -> Radiograph:
    """Return a simulated container, padded with its own air to the size that is measured."""
    options = SceneOptions(bits=16, mirror=False)
    scene = make_scene(
        7, equipment="container40", rows=_ROWS, commodity="household", options=options
    )
    radiograph = scene.radiograph
    missing = max(0, _COLUMNS - radiograph.shape[1])
    channels = tuple(
        Channel(
            c.energy,
            np.ascontiguousarray(np.pad(c.pixels, ((0, 0), (0, missing)), "edge")[:, :_COLUMNS]),
            air=c.air,
            kilovolts=c.kilovolts,
        )
        for c in radiograph.channels
    )
    return Radiograph(channels, radiograph.mm_per_pixel, radiograph.source)


def figures() -> list[dict[str, Any]]:
    """Measure the detector beside OpenCV's own runtime on the same network."""
    radiograph = _scan()
    detector = Detector.load()
    ours = times(lambda: detector.detect(radiograph), 15)

    net = cv2.dnn.readNetFromONNX(str(weights_path(shipped_card_path())))
    view = working_view(radiograph, detector.card.input)
    rows, columns = view.shape
    counts = view.counts[None, :, : rows - rows % 16, : columns - columns % 16]

    def theirs() -> object:
        net.setInput(np.ascontiguousarray(counts), "counts")
        net.setInput(view.air, "air")
        net.setInput(np.array([view.megavolt, view.dual], np.float32), "beam")
        return net.forward()

    return [
        figure(
            "model.latency_ms.2500",
            "ms",
            ours,
            "the bare network in OpenCV's DNN module",
            times(theirs, 8),
            scale=1000,
        )
    ]
