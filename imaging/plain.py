"""16-bit TIFF and PNG, described by a JSON side-car."""

from __future__ import annotations

import contextlib
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import imagecodecs
import numpy as np
import numpy.typing as npt

from imaging.errors import HostileScan, UnreadableScan, UnsupportedScan
from imaging.guard import SEND_AGAIN, check_file_size, check_size
from imaging.radiograph import Channel, Energy
from imaging.scanfile import Kind, ScanFile, ScanHeader
from imaging.sidecar import Sidecar, read_sidecar
from imaging.swallowed import FAULTS
from imaging.tiff import TiffPage, read_pages

# Deflate cannot pack better than this, so a PNG that claims more is lying.
_DEFLATE_RATIO = 1_032


def read_header(path: Path, kind: str) -> ScanHeader:
    """Read the header of a TIFF or PNG and its side-car.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        With the chunk, tag or side-car key at fault.
    """
    with _open(path) as (stream, size):
        pages = _pages(stream, size, kind)
    return _header(path, kind, pages, read_sidecar(path))


def read_image(path: Path, kind: str) -> ScanFile:
    """Read and decode a TIFF (one page, or two for two energies) or PNG.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        With the chunk, tag or side-car key at fault.
    """
    with _open(path) as (stream, size):
        pages = _pages(stream, size, kind)
        sidecar = read_sidecar(path)
        header = _header(path, kind, pages, sidecar)
        stream.seek(0)
        data = stream.read(size)
    channels = tuple(
        _channel(_decode(data, kind, index, page), header, sidecar, index, inverse=page.inverse)
        for index, page in enumerate(pages)
    )
    return ScanFile(header, channels)


@contextlib.contextmanager
def _open(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnreadableScan(
            f"{path.name} cannot be opened: {error.strerror}.",
            remedy="Check that it is still there and that you may read it.",
        ) from error
    with stream:
        size = stream.seek(0, 2)
        check_file_size(size)
        yield stream, size


def _pages(stream: BinaryIO, size: int, kind: str) -> list[TiffPage]:
    return read_pages(stream, size) if kind == Kind.TIFF else [_png_page(stream, size)]


def _png_page(stream: BinaryIO, size: int) -> TiffPage:
    """Read IHDR, which must come first."""
    stream.seek(8)
    head = stream.read(21)
    if len(head) < 21 or head[4:8] != b"IHDR":
        raise UnreadableScan("The PNG file is damaged.", element="IHDR", remedy=SEND_AGAIN)
    columns, rows, bits, colour = struct.unpack_from(">IIBB", head, 8)
    check_size(rows, columns)
    if colour != 0 or bits not in (8, 16):
        raise UnsupportedScan(
            "The PNG is a screenshot or coloured picture, or has fewer than 8 bits a pixel.",
            element="IHDR",
            remedy="Export the raw channels in 16-bit grey.",
        )
    if rows * columns * bits // 8 > _DEFLATE_RATIO * size:
        raise HostileScan(
            f"{size} bytes claim to hold {rows} x {columns} pixels.",
            element="IHDR",
            remedy="Nothing was decoded; report the file to the site's security contact.",
        )
    return TiffPage(rows, columns, bits, "Deflate", inverse=False)


def _critical_chunks(data: bytes) -> bytes:
    """Check every chunk's sum, and keep those that make the picture.

    Profiles, texts and the like are where PNG hides bombs, and libpng remarks on them aloud.

    Raises
    ------
    UnreadableScan
        If a chunk is damaged or cut.
    """
    kept = [data[:8]]
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise UnreadableScan(
                "The PNG file is damaged.", element=f"chunk at byte {at}", remedy=SEND_AGAIN
            )
        if chunk[4:8] in (b"IHDR", b"IDAT", b"IEND"):
            kept.append(chunk)
        if chunk[4:8] == b"IEND":
            break
        at += 12 + length
    return b"".join(kept)


def _header(path: Path, kind: str, pages: list[TiffPage], sidecar: Sidecar) -> ScanHeader:
    first = pages[0]
    form = (first.rows, first.columns, first.bits)
    if any((page.rows, page.columns, page.bits) != form for page in pages):
        raise UnsupportedScan(
            "The two pages differ in size.",
            element="TIFF directory 2",
            remedy="Send one file per view; both energies must be registered.",
        )
    energies = _energies(path, len(pages), sidecar)
    volts = sidecar.kilovolts
    return ScanHeader(
        path=path,
        kind=str(kind),
        rows=first.rows,
        columns=first.columns,
        energies=energies,
        kilovolts=volts if len(volts) == len(pages) else volts[:1] * len(pages),
        source=sidecar.source,
        mm_per_pixel=sidecar.mm_per_pixel,
        bits=first.bits,
        bits_allocated=first.bits,
        transfer_syntax=f"{kind.upper()} {first.compression}",
        partners=tuple(sidecar.pair.values()),
    )


def _energies(path: Path, pages: int, sidecar: Sidecar) -> tuple[Energy, ...]:
    """Which energy each page is, from the side-car; one page may leave it open."""
    energies = sidecar.energies
    if not energies and pages == 1:
        named = [beam for beam, name in sidecar.pair.items() if name == path.name]
        energies = (Energy(named[0]) if len(named) == 1 else Energy.SINGLE,)
    if len(energies) != pages or (pages == 2 and set(energies) != {Energy.LOW, Energy.HIGH}):
        raise UnsupportedScan(
            f"The file has {pages} pages, and its side-car does not say which energy each is.",
            element=f"{path.name}.json: energies",
            remedy='Add a side-car with, for instance, "energies": ["high", "low"].',
        )
    return energies


def _decode(data: bytes, kind: str, index: int, page: TiffPage) -> npt.NDArray[Any]:
    try:
        if kind == Kind.TIFF:
            pixels = imagecodecs.tiff_decode(data, index=index)
        else:
            pixels = imagecodecs.png_decode(_critical_chunks(data))
    except FAULTS as error:
        raise UnreadableScan(
            f"The pixels cannot be decoded as {kind.upper()}.",
            element=f"page {index + 1}",
            remedy=SEND_AGAIN,
        ) from error
    found = np.asarray(pixels)
    if found.shape != (page.rows, page.columns) or found.dtype != f"u{page.bits // 8}":
        raise UnreadableScan(
            f"The decoded picture has the shape {found.shape}.",
            element=f"page {index + 1}",
            remedy=SEND_AGAIN,
        )
    return found


def _channel(
    pixels: npt.NDArray[Any], header: ScanHeader, sidecar: Sidecar, index: int, *, inverse: bool
) -> Channel:
    bright = sidecar.bright_is_air
    return Channel(
        energy=header.energies[index],
        pixels=pixels.astype(np.uint16, copy=False),
        bits=header.bits,
        air=min(sidecar.air or 65_535, (1 << header.bits) - 1),
        bright_is_air=not inverse if bright is None else bright,
        logarithmic=sidecar.logarithmic,
        kilovolts=header.kilovolts[index],
        bits_allocated=header.bits_allocated,
    )
