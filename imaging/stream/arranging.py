"""Making the stream form: coded in tiles, then sorted so that what is coarse comes first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from imaging import htj2k
from imaging.stream import markers
from imaging.stream.index import Part, StreamIndex, index_of
from imaging.stream.markers import damaged

SIDE = 512
"""Pixels along a tile: two rows of tiles on the usual scan, and a fifteenth of a percent more bytes
than in one piece."""
HALVINGS = 6
"""Of the coarsest resolution: 1/64, about a twentieth of a percent of the bytes whatever the
length; with the head it stays below a fifth of a percent."""


def encode(pixels: npt.NDArray[np.uint16]) -> bytes:
    """Code a picture without loss in the stream form.

    Parameters
    ----------
    pixels
        ``uint16``, shape (rows, columns).
    """
    coded = htj2k.encode(
        pixels,
        reversible=True,
        tlm=True,
        tilepart=1,
        tile=(SIDE, SIDE),
        resolutions=HALVINGS,
    )
    return resolution_major(coded)


def resolution_major(stream: bytes) -> bytes:
    """Sort the tile-parts of a codestream by resolution and list their lengths anew.

    Within a resolution they go column of tiles by column: what lies side by side on screen, and
    what a scanner delivers first, lies side by side in the stream. Nothing is coded again.

    Raises
    ------
    UnreadableScan
        If the stream is damaged, or is not one part for each tile and resolution in the
        progression RPCL.
    """
    index = index_of(stream)
    if index is None or index.size != len(stream):
        raise damaged()
    across = index.grid[1]

    def place(part: Part) -> tuple[int, int, int]:
        return -part.halvings, part.tile % across, part.tile // across

    parts = sorted(index.parts, key=place)
    # Looked at, not cut out: megabytes are copied once.
    whole = memoryview(stream)
    body = (whole[part.start : part.end] for part in parts)
    return b"".join((_head(stream, index, parts), *body, markers.EOC.to_bytes(2, "big")))


def _head(stream: bytes, index: StreamIndex, parts: list[Part]) -> bytes:
    """Return the main header with the lengths in the new order."""
    kept = [
        stream[segment.at : segment.at + 4 + len(segment.body)]
        for segment in markers.segments(stream[: index.head + 2])
        if segment.marker != markers.TLM
    ]
    lengths = [markers.TilePart(part.tile, 0, 0, part.length) for part in parts]
    return b"".join((stream[:2], *kept)) + markers.length_segments(lengths)
