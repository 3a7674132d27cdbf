"""Coarse pictures of an HTJ2K stream, without the wrap of values that overshoot.

The 5/3 wavelet's coarse pictures are no means: beside a steep edge they go past the darkest and the
brightest value that the whole picture has (BIBO gain above 1 of its low-pass, ITU-T T.800 Annex F).
A decoder that hands on as many bits as the picture has lets those values wrap: bright air gets
black specks. Told that the samples have more bits, the same decoder finds the same coefficients and
room for them; what goes past the ends is then held at the ends.
"""

from __future__ import annotations

import struct

import numpy as np

from imaging import htj2k
from imaging.radiograph import Pixels

_ROOM = 4
"""More bits than the low-pass of any number of halvings can use: its gain in two directions stays
below 4."""
_SIZ = b"\xff\x51"
_DEPTH = 40
"""Bytes from the marker to Ssiz of the first component (T.800, Table A.9)."""


def decode_halved(stream: bytes, halvings: int, *, resilient: bool = False) -> Pixels:
    """Decode the whole picture of a stream at ``1 / 2**halvings``.

    Sample (row, column) is a mean around the stored pixel (row, column) * 2**halvings, not around
    the middle of the square of pixels that it stands for.

    Parameters
    ----------
    stream
        Unsigned grey, at most 16 bits a sample.
    halvings
        0 decodes the picture itself.
    resilient
        Whether parts may be absent that are sharper than what is asked for.

    Returns
    -------
    ``uint16``, between 0 and the largest value of the picture's own bits.

    Raises
    ------
    Exception
        Whatever the decoder raises over damaged bytes; see `imaging.swallowed`.
    """
    if halvings == 0:
        return htj2k.decode(stream, resilient=resilient).astype(np.uint16, copy=False)
    at = stream.index(_SIZ, 0, 4096) + _DEPTH
    depth = stream[at]
    bits = (depth & 0x7F) + 1
    roomy = stream[:at] + struct.pack("B", depth + _ROOM) + stream[at + 1 :]
    values = htj2k.decode(roomy, skipres=halvings, resilient=resilient)
    # Unsigned samples are coded about the middle of their range (T.800, G.1), which has moved.
    moved = (1 << (bits + _ROOM - 1)) - (1 << (bits - 1))
    values = values.astype(np.int32, copy=False) - moved
    return np.clip(values, 0, (1 << bits) - 1).astype(np.uint16)
