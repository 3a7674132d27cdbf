"""The sizes that a compressed stream states about itself, read from its own first bytes."""

from __future__ import annotations

import dataclasses
import struct

from imaging.errors import HostileScan, UnreadableScan, UnsupportedScan
from imaging.guard import SEND_AGAIN, Claims

_SOF_MARKERS = {0xC0, 0xC1, 0xC2, 0xC3, 0xF7}
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_SIZ = b"\xff\x4f\xff\x51"
_MAX_TILES = 65_535


@dataclasses.dataclass(frozen=True, slots=True)
class FrameSize:
    """What the stream says: size, bits a sample, samples a pixel, frame marker."""

    rows: int
    columns: int
    bits: int
    samples: int
    signed: bool = False
    marker: int = 0


def jpeg_size(stream: bytes) -> FrameSize:
    """Read the start-of-frame segment of JPEG, JPEG lossless or JPEG-LS.

    Raises
    ------
    UnreadableScan
        If the stream is no JPEG, or has no frame.
    """
    if stream[:2] != b"\xff\xd8":
        raise _damaged("JPEG")
    at = 2
    while at + 4 <= len(stream):
        if stream[at] != 0xFF:
            break
        marker = stream[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(stream[at + 2 : at + 4], "big")
        if marker in _SOF_MARKERS and at + 10 <= len(stream):
            bits, rows, columns, samples = struct.unpack_from(">BHHB", stream, at + 4)
            return FrameSize(rows, columns, bits, samples, marker=marker)
        at += 2 + max(2, length)
    raise _damaged("JPEG")


def jpeg2000_size(stream: bytes) -> FrameSize:
    """Read the SIZ segment of JPEG 2000 or HTJ2K; a JP2 wrapper around it is passed over.

    Raises
    ------
    UnreadableScan
        If there is no SIZ segment, or its fields contradict each other.
    HostileScan
        If the picture is cut into more tiles than the format counts.
    """
    start = stream.find(_SIZ, 0, 4096)
    if start < 0 or start + 45 > len(stream):
        raise _damaged("JPEG 2000")
    right, bottom, left, top, tile_w, tile_h, tile_x, tile_y, samples = struct.unpack_from(
        ">8IH", stream, start + 8
    )
    depth, dx, dy = stream[start + 42 : start + 45]
    if not (left < right and top < bottom and tile_w and tile_h and dx == dy == 1):
        raise _damaged("JPEG 2000")
    if tile_x > left or tile_y > top:
        raise _damaged("JPEG 2000")
    tiles = -(-(right - tile_x) // tile_w) * -(-(bottom - tile_y) // tile_h)
    if tiles > _MAX_TILES:
        raise HostileScan(
            f"The compressed picture claims {tiles} tiles.",
            element="(7FE0,0010) Pixel Data",
            remedy="Nothing was decoded; report the file to the site's security contact.",
        )
    bits = (depth & 0x7F) + 1
    return FrameSize(bottom - top, right - left, bits, samples, signed=bool(depth & 0x80))


def check_rle(stream: bytes, claims: Claims) -> None:
    """Check the segment table of an RLE frame: one segment a byte plane, all inside the frame.

    Raises
    ------
    UnreadableScan
        If the table contradicts the header or the frame.
    """
    planes = claims.bits_allocated // 8
    if len(stream) < 64:
        raise _damaged("RLE")
    count, *offsets = struct.unpack_from("<16I", stream)
    used = offsets[:planes]
    if count != planes or used[0] != 64 or used != sorted(used) or used[-1] >= len(stream):
        raise _damaged("RLE")


def check_end(stream: bytes) -> None:
    """Refuse a JPEG or JPEG 2000 stream without its end marker: decoders fill the rest with grey.

    The marker cannot occur inside coded data; what follows it is padding, whose byte varies.

    Raises
    ------
    UnreadableScan
        If the stream was cut.
    """
    if b"\xff\xd9" not in stream[-16:]:
        raise UnreadableScan(
            "The compressed pixels stop before their end.",
            element="(7FE0,0010) Pixel Data",
            remedy=SEND_AGAIN,
        )


def agree(size: FrameSize, claims: Claims) -> None:
    """Refuse a compressed picture that is not the one the header describes.

    Raises
    ------
    UnreadableScan
        If size or bits differ.
    UnsupportedScan
        If the stream holds colour.
    """
    if size.samples != 1:
        raise UnsupportedScan(
            f"The compressed picture has {size.samples} samples a pixel; grey ones are read.",
            element="(7FE0,0010) Pixel Data",
            remedy="Export the raw channels, not the coloured picture.",
        )
    if (size.rows, size.columns) != (claims.rows, claims.columns):
        raise UnreadableScan(
            f"The header says {claims.rows} x {claims.columns} pixels, the compressed picture "
            f"{size.rows} x {size.columns}.",
            element="(0028,0010) Rows, (0028,0011) Columns",
            remedy=SEND_AGAIN,
        )
    if not 1 <= size.bits <= claims.bits_allocated:
        raise UnreadableScan(
            f"The compressed picture has {size.bits} bits, the header allows "
            f"{claims.bits_allocated}.",
            element="(0028,0100) Bits Allocated",
            remedy=SEND_AGAIN,
        )


def _damaged(name: str) -> UnreadableScan:
    return UnreadableScan(
        f"The compressed pixels are not whole {name}.",
        element="(7FE0,0010) Pixel Data",
        remedy=SEND_AGAIN,
    )
