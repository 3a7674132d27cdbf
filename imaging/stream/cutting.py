"""From bytes of a stream to pixels: the whole coarsely, or one tile sharply."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from imaging.radiograph import Pixels
from imaging.stream import markers
from imaging.stream.headroom import decode_halved
from imaging.stream.index import Part, StreamIndex
from imaging.stream.markers import damaged
from imaging.swallowed import FAULTS, swallowed_errors


def decode_prefix(prefix: bytes, index: StreamIndex, halvings: int) -> Pixels:
    """Decode the whole picture at ``1 / 2**halvings`` from the first bytes of its stream.

    Parameters
    ----------
    prefix
        At least ``index.reach(halvings)`` bytes.

    Returns
    -------
    ``uint16``, shape ``index.shape(halvings)``: bit for bit what the whole stream decodes to at
    that resolution (`headroom.decode_halved`).

    Raises
    ------
    ValueError
        If there are too few bytes, or no such resolution.
    UnreadableScan
        If they are damaged.
    """
    if not 0 <= halvings <= index.halvings or not index.coarse_first:
        raise ValueError(f"1/{1 << halvings} is no beginning of this stream")
    reach = index.reach(halvings)
    if len(prefix) < reach:
        raise ValueError(f"{reach} bytes are needed, {len(prefix)} are here")
    return _decoded(bytes(prefix[:reach]), halvings, index.shape(halvings))


def decode_tile(
    head: bytes, held: Mapping[Part, bytes], index: StreamIndex, tile: int, halvings: int = 0
) -> Pixels:
    """Decode one tile at ``1 / 2**halvings``.

    Parameters
    ----------
    head
        The first ``index.head`` bytes of the stream.
    held
        Bytes of parts; those of ``index.parts_of([tile], halvings)`` are used.

    Returns
    -------
    ``uint16``: the tile's pixels, in the shape of ``index.box(tile)`` halved so often.

    Raises
    ------
    KeyError
        If a part is not held.
    UnreadableScan
        If the bytes are damaged.
    """
    left, top, right, bottom = index.box(tile)
    shape = -(-(bottom - top) >> halvings), -(-(right - left) >> halvings)
    return _decoded(cut_tile(head, held, index, tile, halvings), halvings, shape)


def cut_tile(
    head: bytes, held: Mapping[Part, bytes], index: StreamIndex, tile: int, halvings: int = 0
) -> bytes:
    """Make a codestream of its own of one tile.

    The tile begins at the origin of the new picture. That alters no coefficient as long as tiles
    begin at multiples of two to the number of halvings and code blocks do not straddle them,
    which holds for sides that are powers of two, as those of `arranging` are.

    Raises
    ------
    KeyError
        If a part is not held.
    UnreadableScan
        If a part is not what the head says.
    """
    if any(side & side - 1 for side in index.side) or min(index.side) < 1 << index.halvings:
        raise damaged()
    left, top, right, bottom = index.box(tile)
    out = bytearray(b"\xff\x4f")
    for segment in markers.segments(head + b"\xff\x90"):
        whole = head[segment.at : segment.at + 4 + len(segment.body)]
        if segment.marker == markers.SIZ:
            out += whole[:6] + struct.pack(">II", right - left, bottom - top) + whole[14:]
        elif segment.marker != markers.TLM:
            out += whole
    for part in index.parts_of([tile], halvings):
        out += _renumbered(held[part], part)
    return bytes(out + markers.EOC.to_bytes(2, "big"))


def _renumbered(piece: bytes, part: Part) -> bytes:
    """Return a part as one of tile 0."""
    if len(piece) != part.length or piece[:6] != struct.pack(">HHH", markers.SOT, 10, part.tile):
        raise damaged()
    return piece[:4] + b"\0\0" + piece[6:]


def _decoded(stream: bytes, halvings: int, shape: tuple[int, int]) -> Pixels:
    try:
        with swallowed_errors() as swallowed:
            # Resilient: parts that are sharper than what is asked for are not there.
            pixels = decode_halved(stream, halvings, resilient=True)
        if swallowed:
            raise ValueError(swallowed[0])
    except FAULTS as error:
        raise damaged() from error
    if pixels.shape != shape:
        raise damaged()
    return pixels
