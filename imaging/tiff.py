"""The directory of a TIFF file, read without libtiff, to refuse it before libtiff sees it."""

from __future__ import annotations

import dataclasses
import struct
from typing import BinaryIO

from imaging.errors import HostileScan, UnreadableScan, UnsupportedScan
from imaging.guard import SEND_AGAIN, check_ratio, check_size

MAX_PAGES = 2
_MAX_ENTRIES = 512
_MAX_STRIPS = 65_536
# Bytes per value of the field types that directories use.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES |= {16: 8, 17: 8, 18: 8}
_FORMATS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_COMPRESSIONS = {1: "uncompressed", 5: "LZW", 8: "Deflate", 32946: "Deflate", 32773: "PackBits"}
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_STRIPS, _SAMPLES, _STRIP_BYTES, _TILES, _TILE_BYTES, _FORMAT = 273, 277, 279, 324, 325, 339


@dataclasses.dataclass(frozen=True, slots=True)
class TiffPage:
    """One grey picture of a TIFF file; ``inverse`` when its zero is white."""

    rows: int
    columns: int
    bits: int
    compression: str
    inverse: bool


def read_pages(stream: BinaryIO, size: int) -> list[TiffPage]:
    """Read the directories of all pages.

    Raises
    ------
    UnreadableScan
        If a directory or a strip lies outside the file.
    HostileScan
        If a page claims more than the file can hold.
    UnsupportedScan
        If a page is no grey picture of 8 or 16 bits, or there are more than two.
    """
    directory = _Directory(stream, size)
    pages = list[TiffPage]()
    while directory.next_at:
        if len(pages) == MAX_PAGES:
            raise UnsupportedScan(
                "The TIFF file has more than two pages.",
                element="TIFF directory 3",
                remedy="Send one file per view: one page, or two for two energies.",
            )
        pages.append(_page(directory.read(), size))
    if not pages:
        raise _damaged("TIFF header")
    return pages


class _Directory:
    """The chain of directories of one file, classic or BigTIFF."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._size = stream, size
        head = self._take(0, 16) if size >= 16 else b""
        self._order = "<" if head[:2] == b"II" else ">"
        self._big = len(head) == 16 and self._unpack("H", head[2:4]) == (43,)
        if len(head) < 16:
            raise _damaged("TIFF header")
        at = self._unpack("Q", head[8:16]) if self._big else self._unpack("I", head[4:8])
        self.next_at = at[0]

    def read(self) -> dict[int, tuple[int, ...]]:
        """Read one directory's whole-number fields, and move to the next."""
        wide = "Q" if self._big else "H"
        count_size, entry_size = (8, 20) if self._big else (2, 12)
        at = self.next_at
        count = self._unpack(wide, self._take(at, count_size))[0]
        if not 1 <= count <= _MAX_ENTRIES:
            raise _damaged("TIFF directory")
        at += count_size
        entries = self._take(at, count * entry_size)
        fields = {}
        for start in range(0, len(entries), entry_size):
            tag, found = self._field(entries[start : start + entry_size])
            fields[tag] = found
        link = self._take(at + len(entries), 8 if self._big else 4)
        self.next_at = self._unpack("Q" if self._big else "I", link)[0]
        return fields

    def _field(self, entry: bytes) -> tuple[int, tuple[int, ...]]:
        """Read one entry; fields that are not whole numbers come back empty."""
        tag, kind = self._unpack("HH", entry[:4])
        inline = entry[12:] if self._big else entry[8:]
        count = self._unpack("Q" if self._big else "I", entry[4 : -len(inline)])[0]
        form = _FORMATS.get(kind)
        if form is None or count > _MAX_STRIPS:
            return tag, ()
        length = count * _SIZES[kind]
        if length > len(inline):
            inline = self._take(self._unpack("Q" if self._big else "I", inline)[0], length)
        return tag, self._unpack(f"{count}{form}", inline[:length])

    def _take(self, at: int, length: int) -> bytes:
        if at + length > self._size:
            raise _damaged(f"TIFF directory at byte {at}")
        self._stream.seek(at)
        return self._stream.read(length)

    def _unpack(self, form: str, data: bytes) -> tuple[int, ...]:
        try:
            return struct.unpack(self._order + form, data)
        except struct.error as error:
            raise _damaged("TIFF directory") from error


def _page(fields: dict[int, tuple[int, ...]], size: int) -> TiffPage:
    """Check one directory's claims."""
    rows, columns = _one(fields, _HEIGHT), _one(fields, _WIDTH)
    check_size(rows, columns)
    bits, samples = _one(fields, _BITS, 1), _one(fields, _SAMPLES, 1)
    photometric = _one(fields, _PHOTOMETRIC, 1)
    if samples != 1 or photometric not in (0, 1):
        raise UnsupportedScan(
            "The TIFF picture is in colour.",
            element="TIFF tag 262",
            remedy="Export the raw channels, not the coloured picture.",
        )
    if bits not in (8, 16) or _one(fields, _FORMAT, 1) != 1:
        raise UnsupportedScan(
            f"The TIFF pixels are not unsigned whole numbers of 8 or 16 bits ({bits}).",
            element="TIFF tags 258, 339",
            remedy="Export the scan with 16 bits a pixel.",
        )
    compression = _COMPRESSIONS.get(_one(fields, _COMPRESSION, 1))
    if compression is None:
        raise UnsupportedScan(
            "The TIFF compression is not read.",
            element="TIFF tag 259",
            remedy="Export it uncompressed, or with LZW, Deflate or PackBits.",
        )
    _check_strips(fields, size, rows * columns * bits // 8, packed=compression != "uncompressed")
    return TiffPage(rows, columns, bits, compression, photometric == 0)


def _check_strips(
    fields: dict[int, tuple[int, ...]], size: int, wanted: int, *, packed: bool
) -> None:
    """Hold the claimed picture against the strips or tiles that are there."""
    tiled = _TILES in fields
    starts = fields.get(_TILES if tiled else _STRIPS, ())
    lengths = fields.get(_TILE_BYTES if tiled else _STRIP_BYTES, ())
    if not starts or len(starts) != len(lengths):
        raise _damaged("TIFF strips")
    if any(at + length > size for at, length in zip(starts, lengths, strict=True)):
        raise _damaged("TIFF strips")
    held = min(sum(lengths), size)
    if packed:
        check_ratio(wanted, held)
    elif held < wanted:
        raise HostileScan(
            f"The picture needs {wanted} bytes, the file holds {held}.",
            element="TIFF tag 279",
            remedy=SEND_AGAIN,
        )


def _one(fields: dict[int, tuple[int, ...]], tag: int, default: int | None = None) -> int:
    found = fields.get(tag, ())
    if not found and default is None:
        raise _damaged(f"TIFF tag {tag}")
    return found[0] if found else (default or 0)


def _damaged(element: str) -> UnreadableScan:
    return UnreadableScan("The TIFF file is damaged.", element=element, remedy=SEND_AGAIN)
