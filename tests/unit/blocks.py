"""Blocks of one material in air, as a linac sees them."""

from __future__ import annotations

import numpy as np

from imaging.phantom.beam import BeamSettings, make_beam
from imaging.radiograph import Channel, Energy, Radiograph


def block(material: str, g_cm2: float, *, pitch: float = 5.0) -> Radiograph:
    """A block of 100 by 200 pixels in air of 160 by 300."""
    beam = make_beam(BeamSettings(6.0, 4.0, 25.0))
    channels = []
    for energy, transmission, kv in zip(
        (Energy.HIGH, Energy.LOW), beam.transmission(material, g_cm2), (6000.0, 4000.0), strict=True
    ):
        pixels = np.full((160, 300), 65535, np.uint16)
        pixels[30:130, 50:250] = round(65535 * transmission)
        channels.append(Channel(energy, pixels, kilovolts=kv))
    return Radiograph(tuple(channels), mm_per_pixel=(pitch, pitch))
