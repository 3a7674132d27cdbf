"""The bones of a DICOM file, walked without trusting a single length in it.

Nothing is decoded here and nothing large is kept: the walk proves that every element ends inside
the file and that sequences nest no deeper than people nest them, and finds the pixels. What it has
passed is then safe to hand to a parser.
"""

from __future__ import annotations

import dataclasses
import io
import struct
import zlib
from typing import BinaryIO

from pydicom.datadict import dictionary_VR

from imaging.errors import HostileScan, UnreadableScan, UnsupportedScan

PREAMBLE = 132
DEFLATED = "1.2.840.10008.1.2.1.99"
IMPLICIT = "1.2.840.10008.1.2"
BIG_ENDIAN = "1.2.840.10008.1.2.2"
EXPLICIT = "1.2.840.10008.1.2.1"

MAX_DEPTH = 16
MAX_ELEMENTS = 50_000
MAX_HEADER = 64 << 20
INFLATE_FLOOR = 16 << 20
INFLATE_RATIO = 200

_UNDEFINED = 0xFFFFFFFF
_PIXEL_TAGS = {0x7FE00008, 0x7FE00009, 0x7FE00010}
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_LONG_VRS = {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT"}
_LONG_VRS |= {b"UV"}
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
class PixelSpan:
    """Where Pixel Data lies: ``length`` is None for encapsulated (compressed) pixels."""

    tag: int
    at: int
    length: int | None


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
    stream: BinaryIO
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    vr: bytes
    value_at: int
    length: int


@dataclasses.dataclass(slots=True)
class _Frame:
    """An open sequence, item or fragment list; ``end`` is None when it closes by a delimiter."""

    end: int | None
    explicit: bool
    fragments: bool = False


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


def read_layout(stream: BinaryIO, size: int) -> Layout:
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
    walk = _Walk(stream, size, little=meta.syntax != BIG_ENDIAN)
    pixels, end = walk.run(meta.data_at, explicit=meta.syntax != IMPLICIT)
    if end - meta.data_at > MAX_HEADER:
        raise HostileScan(
            "The header alone is larger than 64 MiB.",
            element="elements before Pixel Data",
            remedy="Ask the scanner's site for the scan without attachments.",
        )
    return Layout(meta, stream, size, meta.data_at, end, pixels)


def _read_meta(stream: BinaryIO, size: int) -> Meta:
    """Read group 2, which is explicit little-endian in every file."""
    walk = _Walk(stream, size, little=True)
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


def _guess_syntax(stream: BinaryIO, at: int) -> str:
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


class _Walk:
    """One pass over the elements of a stream."""

    def __init__(self, stream: BinaryIO, size: int, *, little: bool) -> None:
        self._stream = stream
        self._size = size
        order = "<" if little else ">"
        self._tag = struct.Struct(order + "HH")
        self._short = struct.Struct(order + "H")
        self._long = struct.Struct(order + "I")

    def run(self, at: int, *, explicit: bool) -> tuple[PixelSpan | None, int]:
        """Walk to Pixel Data or to the end; return the pixels and where the header ends."""
        frames: list[_Frame] = []
        for _ in range(MAX_ELEMENTS):
            while frames and frames[-1].end is not None and at >= frames[-1].end:
                frames.pop()
            if at >= self._size or (not frames and self._padding(at)):
                return None, self._finish(frames, at)
            element = self.element(at, explicit=frames[-1].explicit if frames else explicit)
            if not frames and element.tag in _PIXEL_TAGS:
                return self._pixels(element), at
            at = self._step(element, frames, explicit=explicit)
        raise HostileScan(
            f"The file holds more than {MAX_ELEMENTS} elements.",
            element=f"byte {at}",
            remedy="Ask the scanner's site for the scan without attachments.",
        )

    def element(self, at: int, *, explicit: bool) -> _Element:
        """Read one element's tag, VR and length."""
        self._stream.seek(at)
        head = self._stream.read(12)
        if len(head) < 8:
            raise _cut_off(f"byte {at}", 8, len(head))
        group, number = self._tag.unpack_from(head)
        tag = (group << 16) | number
        vr = head[4:6]
        if group == 0xFFFE or not explicit or not (vr.isalpha() and vr.isupper()):
            vr = b"" if group == 0xFFFE else _implicit_vr(tag)
            return _Element(tag, vr, at + 8, self._long.unpack_from(head, 4)[0])
        if vr not in _LONG_VRS:
            return _Element(tag, vr, at + 8, self._short.unpack_from(head, 6)[0])
        if len(head) < 12:
            raise _cut_off(f"byte {at}", 12, len(head))
        return _Element(tag, vr, at + 12, self._long.unpack_from(head, 8)[0])

    def end_of(self, element: _Element, limit: int) -> int:
        """Where an element of known length ends, which must not be past ``limit``."""
        end = element.value_at + element.length
        if element.length == _UNDEFINED or end > limit:
            raise _cut_off(_name(element.tag), element.length, max(0, limit - element.value_at))
        return end

    def _step(self, element: _Element, frames: list[_Frame], *, explicit: bool) -> int:
        """Go into, past or out of one element; return where the next one starts."""
        limit = next((f.end for f in reversed(frames) if f.end is not None), self._size)
        if element.tag in (_ITEM_END, _SEQUENCE_END):
            if frames:
                frames.pop()
            return element.value_at
        inside = frames[-1] if frames else _Frame(None, explicit)
        opens = element.vr == b"SQ" or element.length == _UNDEFINED
        if element.tag == _ITEM:
            opens = not inside.fragments
        if not opens:
            return self.end_of(element, limit)
        end = None if element.length == _UNDEFINED else self.end_of(element, limit)
        frames.append(_opened(element, end, inside))
        if len(frames) > 2 * MAX_DEPTH:
            raise HostileScan(
                f"Sequences nest deeper than {MAX_DEPTH} levels.",
                element=_name(element.tag),
                remedy="Ask the scanner's site for the scan as its scanner wrote it.",
            )
        return element.value_at

    def _pixels(self, element: _Element) -> PixelSpan:
        """Locate Pixel Data; encapsulated pixels have no length of their own."""
        if element.length == _UNDEFINED:
            return PixelSpan(element.tag, element.value_at, None)
        self.end_of(element, self._size)
        return PixelSpan(element.tag, element.value_at, element.length)

    def _padding(self, at: int) -> bool:
        """Whether only zeros follow: some archives fill the last block."""
        self._stream.seek(at)
        return not self._stream.read(16).strip(b"\0")

    def _finish(self, frames: list[_Frame], at: int) -> int:
        if any(frame.end is None for frame in frames) or at > self._size:
            raise UnreadableScan(
                "The file stops inside a sequence.",
                element=f"byte {at}",
                remedy="It was cut short on the way; ask the scanner's site to send it again.",
            )
        return at


def _opened(element: _Element, end: int | None, inside: _Frame) -> _Frame:
    """Describe the level that an element opens.

    A sequence of unknown VR is coded without VRs whatever the file is (PS3.5, 6.2.2), and the
    items of an encapsulated value hold bytes, not elements.
    """
    explicit = inside.explicit and element.vr != b"UN"
    fragments = element.tag != _ITEM and element.vr not in (b"SQ", b"UN", b"")
    return _Frame(end, explicit, fragments)


def _implicit_vr(tag: int) -> bytes:
    """Look up the VR that an implicit element does not carry."""
    try:
        return dictionary_VR(tag).encode("ascii")[:2]
    except KeyError:
        return b"UN"


def _name(tag: int) -> str:
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


def _cut_off(element: str, wanted: int, left: int) -> UnreadableScan:
    if wanted == _UNDEFINED:
        return UnreadableScan(
            "An element that must state its length does not.",
            element=element,
            remedy="Ask the scanner's site to send the scan again.",
        )
    return UnreadableScan(
        f"An element claims {wanted} bytes, but {left} are left in the file.",
        element=element,
        remedy="It was cut short or damaged on the way; ask the scanner's site to send it again.",
    )


def encapsulated_frame(layout: Layout) -> bytes:
    """Collect the one compressed frame of encapsulated Pixel Data.

    Raises
    ------
    UnreadableScan
        If a fragment runs past the end of the file, or there is none.
    UnsupportedScan
        If the offset table lists more than one frame.
    """
    if layout.pixels is None:
        raise UnreadableScan("The file holds no pixels.", element="(7FE0,0010) Pixel Data")
    walk = _Walk(layout.stream, layout.size, little=True)
    at, items = layout.pixels.at, list[bytes]()
    while len(items) < MAX_ELEMENTS and at + 8 <= layout.size:
        item = walk.element(at, explicit=True)
        if item.tag != _ITEM:
            break
        at = walk.end_of(item, layout.size)
        layout.stream.seek(item.value_at)
        items.append(layout.stream.read(item.length))
    if len(items) < 2:
        raise UnreadableScan(
            "The compressed pixels hold no fragment.",
            element="(7FE0,0010) Pixel Data",
            remedy="Ask the scanner's site to send the scan again.",
        )
    if len(items[0]) > 4:
        raise UnsupportedScan(
            f"The file holds {len(items[0]) // 4} frames.",
            element="(7FE0,0010) Basic Offset Table",
            remedy="Send one file per view and energy.",
        )
    return b"".join(items[1:])
