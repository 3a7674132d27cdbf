"""The bones of a DICOM file, walked without trusting a single length in it.

Nothing is decoded here and nothing large is kept: the walk proves that every element ends inside
the file and that sequences nest no deeper than people nest them, and finds the pixels. What it has
passed is then safe to hand to a parser.
"""

from __future__ import annotations

import dataclasses
import io
import zlib
from collections.abc import Iterator

from imaging.errors import HostileScan, UnreadableScan, UnsupportedScan
from imaging.walk import ITEM, MAX_ELEMENTS, Bytes, PixelSpan, Walk

PREAMBLE = 132
DEFLATED = "1.2.840.10008.1.2.1.99"
IMPLICIT = "1.2.840.10008.1.2"
BIG_ENDIAN = "1.2.840.10008.1.2.2"
EXPLICIT = "1.2.840.10008.1.2.1"

MAX_HEADER = 64 << 20
INFLATE_FLOOR = 16 << 20
INFLATE_RATIO = 200

_EXECUTABLES = {
    b"MZ": "a Windows program",
    b"\x7fELF": "a Linux program",
    b"#!": "a script",
    b"\xfe\xed\xfa\xce": "a macOS program",
    b"\xfe\xed\xfa\xcf": "a macOS program",
    b"\xce\xfa\xed\xfe": "a macOS program",
    b"\xcf\xfa\xed\xfe": "a macOS program",
    b"\xca\xfe\xba\xbe": "a macOS program",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Meta:
    """What the file meta group says."""

    syntax: str
    sop_class: str
    instance: str
    version: str
    data_at: int


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """A walked file.

    Attributes
    ----------
    stream
        Where ``header_at`` and ``pixels.at`` count from: the file, or its inflated form.
    header_end
        Offset of Pixel Data, or of the end when there is none.
    """

    meta: Meta
    stream: Bytes
    size: int
    header_at: int
    header_end: int
    pixels: PixelSpan | None

    @property
    def implicit(self) -> bool:
        """Whether elements carry no VR."""
        return self.meta.syntax == IMPLICIT

    @property
    def little(self) -> bool:
        """Whether numbers are little-endian."""
        return self.meta.syntax != BIG_ENDIAN

    def header(self) -> bytes:
        """Read the elements before Pixel Data."""
        self.stream.seek(self.header_at)
        return self.stream.read(self.header_end - self.header_at)


def refuse_programs(head: bytes) -> None:
    """Refuse a preamble that an operating system would run.

    Raises
    ------
    HostileScan
        If the first bytes are those of a program or a script.
    """
    for magic, name in _EXECUTABLES.items():
        if head.startswith(magic):
            raise HostileScan(
                f"The file begins like {name}.",
                element="bytes 0-127, preamble",
                remedy="Do not open it elsewhere; report it to the site's security contact.",
            )


def read_layout(stream: Bytes, size: int) -> Layout:
    """Walk a DICOM file.

    Parameters
    ----------
    stream
        The open file.
    size
        Its length in bytes.

    Raises
    ------
    UnreadableScan
        If an element runs past the end of the file, or past its sequence.
    HostileScan
        If the preamble is a program, sequences nest too deeply, or the data inflates absurdly.
    """
    stream.seek(0)
    refuse_programs(stream.read(PREAMBLE))
    meta = _read_meta(stream, size)
    if meta.syntax == DEFLATED:
        stream.seek(meta.data_at)
        inflated = _inflate(stream.read())
        stream, size = io.BytesIO(inflated), len(inflated)
        meta = dataclasses.replace(meta, data_at=0)
    walk = Walk(stream, size, little=meta.syntax != BIG_ENDIAN)
    pixels, end = walk.run(meta.data_at, explicit=meta.syntax != IMPLICIT)
    if end - meta.data_at > MAX_HEADER:
        raise HostileScan(
            "The header alone is larger than 64 MiB.",
            element="elements before Pixel Data",
            remedy="Ask the scanner's site for the scan without attachments.",
        )
    return Layout(meta, stream, size, meta.data_at, end, pixels)


def _read_meta(stream: Bytes, size: int) -> Meta:
    """Read group 2, which is explicit little-endian in every file."""
    walk = Walk(stream, size, little=True)
    values: dict[int, str] = {}
    at = PREAMBLE
    while at < size:
        stream.seek(at)
        if stream.read(2) != b"\x02\x00":
            break
        element = walk.element(at, explicit=True)
        at = walk.end_of(element, size)
        if element.length <= 256:
            stream.seek(element.value_at)
            values[element.tag] = stream.read(element.length).decode("latin-1").strip(" \0")
    return Meta(
        syntax=values.get(0x00020010, "") or _guess_syntax(stream, at),
        sop_class=values.get(0x00020002, ""),
        instance=values.get(0x00020003, ""),
        version=values.get(0x00020004, ""),
        data_at=at,
    )


def _guess_syntax(stream: Bytes, at: int) -> str:
    """Tell explicit from implicit by the first element, for files without Transfer Syntax UID."""
    stream.seek(at + 4)
    return EXPLICIT if stream.read(2).isalpha() else IMPLICIT


def _inflate(packed: bytes) -> bytes:
    """Undo Deflated Explicit VR, within a bound that no radiograph reaches."""
    limit = max(INFLATE_FLOOR, INFLATE_RATIO * len(packed))
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflater.decompress(packed, limit)
    except zlib.error as error:
        raise UnreadableScan(
            "The deflated data set is damaged.",
            element="data set",
            remedy="Ask the scanner's site to send the scan again.",
        ) from error
    if inflater.unconsumed_tail:
        raise HostileScan(
            f"The data set unpacks to more than {limit >> 20} MiB from {len(packed)} bytes.",
            element="data set",
            remedy="Ask the scanner's site for the scan uncompressed.",
        )
    if not inflater.eof:
        raise UnreadableScan(
            "The deflated data set stops before its end.",
            element="data set",
            remedy="Ask the scanner's site to send the scan again.",
        )
    return data


def encapsulated_frame(layout: Layout) -> bytes:
    """Collect the one compressed frame of encapsulated Pixel Data.

    Raises
    ------
    UnreadableScan
        If a fragment runs past the end of the file, or there is none.
    UnsupportedScan
        If the offset table lists more than one frame.
    """
    pieces = []
    for start, end in [first_fragment(layout), *_fragments(layout, 2)]:
        layout.stream.seek(start)
        pieces.append(layout.stream.read(end - start))
    return b"".join(pieces)


def first_fragment(layout: Layout) -> tuple[int, int]:
    """Where the compressed frame begins and its first piece ends; nothing of it need be here.

    Raises
    ------
    UnreadableScan, UnsupportedScan
        As `encapsulated_frame`.
    """
    found = _fragments(layout)
    table = next(found, (0, 0))
    first = next(found, None)
    if first is None:
        raise UnreadableScan(
            "The compressed pixels hold no fragment.",
            element="(7FE0,0010) Pixel Data",
            remedy="Ask the scanner's site to send the scan again.",
        )
    if table[1] - table[0] > 4:
        raise UnsupportedScan(
            f"The file holds {(table[1] - table[0]) // 4} frames.",
            element="(7FE0,0010) Basic Offset Table",
            remedy="Send one file per view and energy.",
        )
    return first


def _fragments(layout: Layout, skip: int = 0) -> Iterator[tuple[int, int]]:
    """Walk the items of encapsulated Pixel Data, the offset table first, `skip` of them unsaid."""
    if layout.pixels is None:
        raise UnreadableScan("The file holds no pixels.", element="(7FE0,0010) Pixel Data")
    walk = Walk(layout.stream, layout.size, little=True)
    at = layout.pixels.at
    for number in range(MAX_ELEMENTS):
        if at + 8 > layout.size:
            return
        item = walk.element(at, explicit=True)
        if item.tag != ITEM:
            return
        at = walk.end_of(item, layout.size)
        if number >= skip:
            yield item.value_at, at
