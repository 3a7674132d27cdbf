"""One pass over the elements of a DICOM stream, believing no length.

The walk proves that every element ends inside the file and inside its sequence, and that sequences
nest no deeper than people nest them, and stops at the pixels.
"""

from __future__ import annotations

import dataclasses
import struct
from typing import Protocol

from pydicom.datadict import dictionary_VR

from imaging.errors import HostileScan, UnreadableScan

MAX_DEPTH = 16
MAX_ELEMENTS = 50_000
ITEM = 0xFFFEE000

_UNDEFINED = 0xFFFFFFFF
_PIXEL_TAGS = {0x7FE00008, 0x7FE00009, 0x7FE00010}
_ITEM_END, _SEQUENCE_END = 0xFFFEE00D, 0xFFFEE0DD
_LONG_VRS = {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT"}
_LONG_VRS |= {b"UV"}


class Bytes(Protocol):
    """What is read from: an open file, or one of which only a part is here."""

    def seek(self, offset: int, whence: int = ..., /) -> int:
        """Move to a place."""

    def read(self, size: int = ..., /) -> bytes:
        """Read on from there."""


@dataclasses.dataclass(frozen=True, slots=True)
class PixelSpan:
    """Where Pixel Data lies: ``length`` is None for encapsulated (compressed) pixels."""

    tag: int
    at: int
    length: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class Element:
    """One element's tag, VR and place."""

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


class Walk:
    """One pass over the elements of a stream."""

    def __init__(self, stream: Bytes, size: int, *, little: bool) -> None:
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

    def element(self, at: int, *, explicit: bool) -> Element:
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
            return Element(tag, vr, at + 8, self._long.unpack_from(head, 4)[0])
        if vr not in _LONG_VRS:
            return Element(tag, vr, at + 8, self._short.unpack_from(head, 6)[0])
        if len(head) < 12:
            raise _cut_off(f"byte {at}", 12, len(head))
        return Element(tag, vr, at + 12, self._long.unpack_from(head, 8)[0])

    def end_of(self, element: Element, limit: int) -> int:
        """Where an element of known length ends, which must not be past ``limit``."""
        end = element.value_at + element.length
        if element.length == _UNDEFINED or end > limit:
            raise _cut_off(_name(element.tag), element.length, max(0, limit - element.value_at))
        return end

    def _step(self, element: Element, frames: list[_Frame], *, explicit: bool) -> int:
        """Go into, past or out of one element; return where the next one starts."""
        limit = next((f.end for f in reversed(frames) if f.end is not None), self._size)
        if element.tag in (_ITEM_END, _SEQUENCE_END):
            if frames:
                frames.pop()
            return element.value_at
        inside = frames[-1] if frames else _Frame(None, explicit)
        opens = element.vr == b"SQ" or element.length == _UNDEFINED
        if element.tag == ITEM:
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

    def _pixels(self, element: Element) -> PixelSpan:
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


def _opened(element: Element, end: int | None, inside: _Frame) -> _Frame:
    """Describe the level that an element opens.

    A sequence of unknown VR is coded without VRs whatever the file is (PS3.5, 6.2.2), and the
    items of an encapsulated value hold bytes, not elements.
    """
    explicit = inside.explicit and element.vr != b"UN"
    fragments = element.tag != ITEM and element.vr not in (b"SQ", b"UN", b"")
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
