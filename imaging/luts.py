"""Tables of 65,536 entries that turn stored pixels into something else in one pass."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from imaging.radiograph import Channel

Attenuation = npt.NDArray[np.float32]
"""``float32``, -ln of the transmission: 0 is air, larger is denser."""

FULL_ATTENUATION = float(np.log(65536.0))
"""Attenuation of one count in a 16-bit image; nothing fainter can be stored."""

_ENTRIES = 65536


def attenuation_table(channel: Channel) -> Attenuation:
    """Attenuation of every value that `channel` can store.

    Returns
    -------
    ``float32``, shape (65536,), read-only, from 0 (air, or brighter than air) to
    `FULL_ATTENUATION` (no signal). Values above the channel's significant bits read as its
    largest value.
    """
    return _attenuation((channel.bits, channel.air, channel.bright_is_air, channel.logarithmic))


@functools.lru_cache(maxsize=16)
def _attenuation(scale: tuple[int, int, bool, bool]) -> Attenuation:
    bits, air, bright_is_air, logarithmic = scale
    top = float((1 << bits) - 1)
    stored = np.minimum(np.arange(_ENTRIES, dtype=np.float64), top)
    brightness = stored if bright_is_air else top - stored
    white = max(1.0, float(air) if bright_is_air else top - air)
    if logarithmic:
        table = (1.0 - brightness / white) * FULL_ATTENUATION
    else:
        table = -np.log(np.maximum(brightness, 0.5) / white)
    clipped = np.clip(table, 0.0, FULL_ATTENUATION).astype(np.float32)
    clipped.flags.writeable = False
    return clipped


def no_signal_attenuation(channel: Channel) -> float:
    """Attenuation from which nothing can be told any more.

    Three counts of a 16-bit scale (one part in 20,000) or, in a coarser image, one count: below
    it the detector's own noise is all there is.
    """
    counts = max(1.0, float(channel.air if channel.bright_is_air else (1 << channel.bits) - 1))
    return min(float(np.log(counts)) - 0.2, float(np.log(65536.0 / 3.0)))
