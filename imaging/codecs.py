"""Pixel codings: DICOM transfer syntaxes to arrays and back.

imagecodecs decodes everything that is compressed; the tests hold each decoder against pydicom's.
"""

from __future__ import annotations

import dataclasses
import enum
from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt

from imaging import codestreams, htj2k
from imaging.errors import UnreadableScan, UnsupportedScan
from imaging.guard import SEND_AGAIN, Claims, check_ratio
from imaging.stream import encode
from imaging.swallowed import FAULTS, swallowed_errors

Stored = npt.NDArray[np.integer[Any]]


class Family(enum.Enum):
    """Which decoder a transfer syntax needs."""

    NATIVE = "native"
    RLE = "rle"
    JPEG = "jpeg"
    JPEG_LS = "jpeg-ls"
    JPEG_2000 = "jpeg2000"
    HTJ2K = "htj2k"


@dataclasses.dataclass(frozen=True, slots=True)
class TransferSyntax:
    """A transfer syntax that is read; ``lossy`` when it always alters pixels."""

    uid: str
    name: str
    family: Family
    lossy: bool = False


_ROOT = "1.2.840.10008.1.2"
SYNTAXES = {
    syntax.uid: syntax
    for syntax in (
        TransferSyntax(_ROOT, "Implicit VR Little Endian", Family.NATIVE),
        TransferSyntax(f"{_ROOT}.1", "Explicit VR Little Endian", Family.NATIVE),
        TransferSyntax(f"{_ROOT}.1.99", "Deflated Explicit VR Little Endian", Family.NATIVE),
        TransferSyntax(f"{_ROOT}.2", "Explicit VR Big Endian", Family.NATIVE),
        TransferSyntax(f"{_ROOT}.5", "RLE Lossless", Family.RLE),
        TransferSyntax(f"{_ROOT}.4.50", "JPEG Baseline (Process 1)", Family.JPEG, lossy=True),
        TransferSyntax(f"{_ROOT}.4.51", "JPEG Extended (Process 2 and 4)", Family.JPEG, lossy=True),
        TransferSyntax(f"{_ROOT}.4.57", "JPEG Lossless (Process 14)", Family.JPEG),
        TransferSyntax(f"{_ROOT}.4.70", "JPEG Lossless SV1 (Process 14)", Family.JPEG),
        TransferSyntax(f"{_ROOT}.4.80", "JPEG-LS Lossless", Family.JPEG_LS),
        TransferSyntax(f"{_ROOT}.4.81", "JPEG-LS Near-Lossless", Family.JPEG_LS, lossy=True),
        TransferSyntax(f"{_ROOT}.4.90", "JPEG 2000 Lossless", Family.JPEG_2000),
        TransferSyntax(f"{_ROOT}.4.91", "JPEG 2000", Family.JPEG_2000, lossy=True),
        TransferSyntax(f"{_ROOT}.4.201", "HTJ2K Lossless", Family.HTJ2K),
        TransferSyntax(f"{_ROOT}.4.202", "HTJ2K Lossless RPCL", Family.HTJ2K),
        TransferSyntax(f"{_ROOT}.4.203", "HTJ2K", Family.HTJ2K, lossy=True),
    )
}


def syntax_of(uid: str) -> TransferSyntax:
    """Look up a transfer syntax.

    Raises
    ------
    UnsupportedScan
        If it is not one that is read.
    """
    try:
        return SYNTAXES[uid]
    except KeyError:
        raise UnsupportedScan(
            f"The pixels are coded in a way that is not read: {uid[:64] or 'not stated'}.",
            element="(0002,0010) Transfer Syntax UID",
            remedy="Ask the scanner's site for Explicit VR Little Endian.",
        ) from None


def decode_native(data: bytes, claims: Claims, *, little: bool) -> Stored:
    """View uncompressed pixels as an array of the stored type.

    Parameters
    ----------
    data
        At least ``claims.decoded_bytes`` bytes.
    """
    kind = "i" if claims.signed else "u"
    order = "<" if little else ">"
    pixels = np.frombuffer(
        data, np.dtype(f"{order}{kind}{claims.bits_allocated // 8}"), claims.pixels
    )
    return pixels.reshape(claims.rows, claims.columns)


def decode_frame(frame: bytes, syntax: TransferSyntax, claims: Claims) -> Stored:
    """Decode one compressed frame, after its own header has been held against the file's.

    Returns
    -------
    array of shape (rows, columns), of an integer type

    Raises
    ------
    UnreadableScan
        If the stream is damaged or is not the picture that the header describes.
    UnsupportedScan
        If it holds colour.
    HostileScan
        If it claims a picture that it cannot hold.
    """
    check_ratio(claims.decoded_bytes, len(frame))
    size = _check_stream(frame, syntax, claims)
    try:
        with swallowed_errors() as swallowed:
            pixels = _decode(frame, syntax, claims, size)
        if swallowed:
            raise ValueError(swallowed[0])
    except FAULTS as error:
        raise UnreadableScan(
            f"The pixels cannot be decoded as {syntax.name}.",
            element="(7FE0,0010) Pixel Data",
            remedy=SEND_AGAIN,
        ) from error
    if pixels.shape != (claims.rows, claims.columns) or pixels.dtype.kind not in "iu":
        raise UnreadableScan(
            f"The decoded picture has the shape {pixels.shape}.",
            element="(7FE0,0010) Pixel Data",
            remedy=SEND_AGAIN,
        )
    return _in_stored_type(pixels, claims, size)


def _check_stream(
    frame: bytes, syntax: TransferSyntax, claims: Claims
) -> codestreams.FrameSize | None:
    """Read what the stream says of itself, and compare."""
    if syntax.family is Family.RLE:
        codestreams.check_rle(frame, claims)
        return None
    if syntax.family in (Family.JPEG, Family.JPEG_LS):
        size = codestreams.jpeg_size(frame)
    else:
        size = codestreams.jpeg2000_size(frame)
    codestreams.agree(size, claims)
    codestreams.check_end(frame)
    return size


def _decode(
    frame: bytes,
    syntax: TransferSyntax,
    claims: Claims,
    size: codestreams.FrameSize | None,
) -> npt.NDArray[Any]:
    """Call the decoder of the family."""
    match syntax.family:
        case Family.RLE:
            kind = np.dtype(f"<u{claims.bits_allocated // 8}")
            flat = np.frombuffer(imagecodecs.dicomrle_decode(frame, kind), kind, claims.pixels)
            pixels = flat.reshape(claims.rows, claims.columns)
        case Family.JPEG:
            bits = size.bits if size else None
            pixels = imagecodecs.jpeg_decode(frame, bitspersample=bits)
        case Family.JPEG_LS:
            pixels = imagecodecs.jpegls_decode(frame)
        case Family.JPEG_2000:
            pixels = imagecodecs.jpeg2k_decode(frame)
        case _:
            pixels = htj2k.decode(frame)
    return np.asarray(pixels)


def _in_stored_type(pixels: Stored, claims: Claims, size: codestreams.FrameSize | None) -> Stored:
    """Bring decoded samples to the file's type.

    JPEG and JPEG-LS know no sign: the bits of a negative value come out as a large positive one,
    sign-extended here from the stream's precision. JPEG 2000 may carry the sign itself.
    """
    width = claims.bits_allocated // 8
    if not claims.signed or pixels.dtype.kind == "i":
        return pixels.astype(f"<{'i' if claims.signed else 'u'}{width}", copy=False)
    precision = size.bits if size else claims.bits_allocated
    wide = pixels.astype(np.int32)
    wide -= (wide >> (precision - 1) & 1) << precision
    return wide.astype(f"<i{width}")


ENCODINGS = {
    "none": f"{_ROOT}.1",
    "rle": f"{_ROOT}.5",
    "jpeg-lossless": f"{_ROOT}.4.70",
    "jpeg-ls": f"{_ROOT}.4.80",
    "htj2k": f"{_ROOT}.4.202",
}
"""Names of the lossless codings that are written, and their transfer syntaxes."""


def encode_frame(pixels: npt.NDArray[np.uint16], encoding: str) -> bytes:
    """Compress a picture without loss.

    Parameters
    ----------
    pixels
        ``uint16``, shape (rows, columns).
    encoding
        A key of `ENCODINGS` other than ``none``.
    """
    pixels = np.ascontiguousarray(pixels)
    stream: bytes | bytearray
    match encoding:
        case "rle":
            stream = _encode_rle(pixels)
        case "jpeg-lossless":
            stream = imagecodecs.jpeg_encode(pixels, lossless=True, predictor=1, bitspersample=16)
        case "jpeg-ls":
            stream = imagecodecs.jpegls_encode(pixels)
        case "htj2k":
            stream = encode(pixels)
        case _:
            raise ValueError(f"{encoding} is none of {', '.join(ENCODINGS)}")
    return bytes(stream)


def _encode_rle(pixels: npt.NDArray[np.uint16]) -> bytes:
    """Pack the high bytes, then the low bytes, row by row as PS3.5 Annex G asks."""
    segments = []
    for plane in (pixels >> 8, pixels & 0xFF):
        rows = [bytes(imagecodecs.packbits_encode(row.tobytes())) for row in plane.astype(np.uint8)]
        packed = b"".join(rows)
        segments.append(packed + b"\0" * (len(packed) % 2))
    head = np.zeros(16, "<u4")
    head[:3] = 2, 64, 64 + len(segments[0])
    return head.tobytes() + b"".join(segments)
