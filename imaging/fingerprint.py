"""Whether two files hold one exposure: exactly, or but for how it was written.

Two passes of one thing differ in every photon. What is compared beyond equality is therefore not
the load but the noise: the sign of the difference of neighbouring cells, most of which follow from
noise alone wherever the picture is smooth. A picture that was written again, with fewer bits or
other scaling, keeps nearly all of these signs; another pass keeps half of them.
"""

from __future__ import annotations

import dataclasses
import hashlib

import cv2
import numpy as np
import numpy.typing as npt

from imaging.prints import BITS, CELLS
from imaging.scanfile import ScanFile

_LEAST = BITS // 2
"""Cells that must differ from their neighbour at all: clipped air tells nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file's pixels are.

    Attributes
    ----------
    pixels
        SHA-256 of size and stored values, in hexadecimal; whatever the file is written in.
    noise
        `BITS` signs in hexadecimal, 4 bits a digit; empty for a picture that is too flat.
    """

    pixels: str
    noise: str


def fingerprint(file: ScanFile) -> Fingerprint:
    """Return what the pixels of a decoded file are."""
    digest = hashlib.sha256()
    for channel in file.channels:
        stored = np.ascontiguousarray(channel.pixels)
        digest.update(repr(stored.shape).encode())
        digest.update(stored.astype("<u2", copy=False).tobytes())
    return Fingerprint(digest.hexdigest(), _noise(file.channels[0].pixels))


def _noise(stored: npt.NDArray[np.uint16]) -> str:
    """Return the signs of the differences of neighbouring cells.

    Parameters
    ----------
    stored
        ``uint16``, shape (rows, columns).
    """
    rows, columns = stored.shape
    if rows < CELLS or columns < CELLS + 1:
        return ""
    size = (CELLS + 1, CELLS)
    means = cv2.resize(stored.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    steps = np.diff(means, axis=1)
    if np.count_nonzero(steps) < _LEAST:
        return ""
    return np.packbits((steps > 0).ravel()).tobytes().hex()
