"""Readings of one energy that are missing: no matter stops one beam and lets the other through.

A detector module that delivers its two energies in turns, or loses some, leaves patches that are
black in one energy and clear in the other. Taken for matter they would be strongly coloured, and
weigh tonnes.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import no_signal_attenuation
from imaging.radiograph import Channel

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_CLEAR = 0.5
"""Share of the attenuation of no signal below which the other energy is plainly there."""


def find_dropouts(thick: Floats, thin_beam: Floats, channels: tuple[Channel, ...]) -> Mask | None:
    """Find the pixels that one energy alone has lost; None when there are none.

    Parameters
    ----------
    thick, thin_beam
        ``float32`` of one shape: attenuation of the high and of the low energy.
    channels
        High, then low.
    """
    ends = [no_signal_attenuation(channel) for channel in channels]
    no_high = (thick >= ends[0]) & (thin_beam < _CLEAR * ends[1])
    no_low = (thin_beam >= ends[1]) & (thick < _CLEAR * ends[0])
    lost = no_high | no_low
    return lost if bool(lost.any()) else None


def filled(thick: Floats, thin_beam: Floats, lost: Mask, ratio: float) -> tuple[Floats, Floats]:
    """Put in the place of a lost reading what the other energy leaves to expect.

    Parameters
    ----------
    thick, thin_beam, lost
        As for, and from, `find_dropouts`.
    ratio
        Low over high, of a middling material: the fill names none.
    """
    no_high = lost & (thick > thin_beam)
    high = np.where(no_high, thin_beam * np.float32(1.0 / ratio), thick)
    low = np.where(lost & ~no_high, thick * np.float32(ratio), thin_beam)
    return np.asarray(high, np.float32), np.asarray(low, np.float32)


def grown(lost: Mask) -> Mask:
    """Return the patches with the pixels around them, into which they were smoothed."""
    wide = cv2.dilate(lost.astype(np.uint8), np.ones((3, 5), np.uint8))
    return np.asarray(wide > 0, np.bool_)
