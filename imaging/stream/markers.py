"""The segments at the head of a JPEG 2000 codestream, and the parts that follow it.

Marker codes and layouts: ITU-T T.800 (ISO/IEC 15444-1) Annex A.
"""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Iterator

from imaging.errors import UnreadableScan, UnsupportedScan
from imaging.guard import SEND_AGAIN

SOC, SIZ, COD, TLM, SOT, EOC = 0xFF4F, 0xFF51, 0xFF52, 0xFF55, 0xFF90, 0xFFD9
SOT_BYTES = 12
"""Marker and segment at the head of each tile-part."""
RPCL = 2
_ENTRY = {0: 0, 1: 1, 2: 2}
"""Bytes of the tile's number in an entry of TLM, by ST (Table A.33)."""
TLM_ENTRIES = 10_921
"""Most entries, of two bytes and four, that one TLM segment holds."""
_LAST_SEGMENT = 256


@dataclasses.dataclass(frozen=True, slots=True)
class Segment:
    """A marker segment of the main header: where its marker stands, and what follows the length."""

    marker: int
    at: int
    body: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class TilePart:
    """A tile-part: its tile, its number in that tile, and its bytes in the stream."""

    tile: int
    number: int
    start: int
    length: int


def head_end(stream: bytes) -> int | None:
    """Return where the first tile-part begins; None while that is not among the bytes at hand.

    Raises
    ------
    UnreadableScan
        If these are not the first bytes of a codestream.
    """
    found = list(segments(stream))
    if not found:
        return None
    end = found[-1].at + 4 + len(found[-1].body)
    return end if stream[end : end + 2] == SOT.to_bytes(2, "big") else None


def segments(stream: bytes) -> Iterator[Segment]:
    """Read the main header's segments, as far as they are at hand.

    Raises
    ------
    UnreadableScan
        If these are not the first bytes of a codestream.
    """
    if stream[:2] != SOC.to_bytes(2, "big"):
        raise damaged()
    at = 2
    while at + 4 <= len(stream):
        marker, length = struct.unpack_from(">HH", stream, at)
        if marker == SOT:
            return
        if not SOC < marker < SOT or length < 2:
            raise damaged()
        if at + 2 + length > len(stream):
            return
        yield Segment(marker, at, bytes(stream[at + 4 : at + 2 + length]))
        at += 2 + length


def only(found: list[Segment], marker: int) -> bytes:
    """Return the body of the one segment of a kind.

    Raises
    ------
    UnreadableScan
        If there is none, or more than one.
    """
    bodies = [one.body for one in found if one.marker == marker]
    if len(bodies) != 1:
        raise damaged()
    return bodies[0]


def listed(found: list[Segment], first: int) -> list[TilePart]:
    """Return the tile-parts that the TLM segments list, from byte `first` on; none without TLM.

    Raises
    ------
    UnreadableScan
        If the list contradicts itself.
    """
    bodies = sorted((one.body for one in found if one.marker == TLM), key=lambda body: body[:1])
    parts: list[TilePart] = []
    counts: dict[int, int] = {}
    for body in bodies:
        for tile, length in _entries(body):
            if length < SOT_BYTES + 2:
                raise damaged()
            number = counts.get(tile, 0)
            counts[tile] = number + 1
            parts.append(TilePart(tile, number, first, length))
            first += length
    return parts


def _entries(body: bytes) -> Iterator[tuple[int, int]]:
    """Read (tile, length) of one TLM segment; tiles that are not named are those in order."""
    if len(body) < 2:
        raise damaged()
    size = body[1]
    named = _ENTRY.get(size >> 4 & 3)
    wide = 4 if size >> 6 & 1 else 2
    # An unnamed tile is one part a tile in order: such a stream is not sorted by resolution.
    if not named or (len(body) - 2) % (named + wide):
        raise damaged()
    for at in range(2, len(body), named + wide):
        tile = int.from_bytes(body[at : at + named], "big")
        yield tile, int.from_bytes(body[at + named : at + named + wide], "big")


def walked(stream: bytes, first: int) -> list[TilePart]:
    """Return the tile-parts of a whole codestream by stepping from one to the next.

    Raises
    ------
    UnreadableScan
        If they do not lead to the end of the stream.
    """
    parts, at = [], first
    while stream[at : at + 2] == SOT.to_bytes(2, "big"):
        if at + SOT_BYTES > len(stream):
            raise damaged()
        _, tile, length, number, _ = struct.unpack_from(">HHIBB", stream, at + 2)
        # The last part of a stream may say 0: all that is left.
        length = length or len(stream) - 2 - at
        if length < SOT_BYTES + 2 or at + length > len(stream):
            raise damaged()
        parts.append(TilePart(tile, number, at, length))
        at += length
    if stream[at : at + 2] != EOC.to_bytes(2, "big") or not parts:
        raise damaged()
    return parts


def length_segments(parts: list[TilePart]) -> bytes:
    """Write the TLM segments for parts in the order in which they will stand.

    Raises
    ------
    UnsupportedScan
        If there are more than the format can list.
    """
    chunks = [parts[at : at + TLM_ENTRIES] for at in range(0, len(parts), TLM_ENTRIES)]
    if len(chunks) > _LAST_SEGMENT:
        raise UnsupportedScan(
            f"The compressed picture has {len(parts)} parts, more than its format can list.",
            element="(7FE0,0010) Pixel Data",
            remedy="Ask the scanner's site for the scan uncompressed.",
        )
    out = bytearray()
    for number, chunk in enumerate(chunks):
        # Stlm 0x60: two bytes of tile, four of length.
        out += struct.pack(">HHBB", TLM, 4 + 6 * len(chunk), number, 0x60)
        for part in chunk:
            out += struct.pack(">HI", part.tile, part.length)
    return bytes(out)


def damaged() -> UnreadableScan:
    """Return what is said of a stream that contradicts itself."""
    return UnreadableScan(
        "The compressed pixels are not a whole HTJ2K stream.",
        element="(7FE0,0010) Pixel Data",
        remedy=SEND_AGAIN,
    )
