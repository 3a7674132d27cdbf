"""An answer that holds several parts of a file (RFC 9110, section 14.6): each as it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.scans.web.faults import Asked, Fault

PART = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
"""Content-Range: first byte, last byte, size of the whole file."""
_MANY = re.compile(r'multipart/byteranges\s*;.*boundary="?([^";]+)"?', re.IGNORECASE)
_RANGE_OF_PART = re.compile(rb"^content-range:\s*bytes (\d+)-(\d+)/(\d+)\s*$", re.I | re.M)
_MOST_HEAD = 4096
"""Bytes between two parts that are believed to be a head."""


def boundary_of(content_type: str) -> str:
    """Return what stands between the parts; empty when the answer holds one part alone."""
    told = _MANY.match(content_type)
    return told[1].strip() if told else ""


def parts_of(
    pieces: Iterator[bytes], boundary: str, asked: Asked
) -> Iterator[tuple[int, int, bytes]]:
    """Take an answer apart while it comes; nothing is kept back that a cut would lose.

    Yields
    ------
    Where in the file a piece belongs, how large the whole file is, and the piece.

    Raises
    ------
    ArchiveFault
        When it stops before its end, or is not what it says.
    """
    reading = _Reading(pieces, asked)
    between = b"--" + boundary.encode("ascii", "replace")
    while head := reading.head(between):
        told = _RANGE_OF_PART.search(head)
        if told is None:
            raise asked.fault(Fault.REFUSED, "multipart/byteranges, Content-Range")
        at, last, size = (int(number) for number in told.groups())
        while at <= last:
            piece = reading.take(last + 1 - at)
            yield at, size, piece
            at += len(piece)
    for _ in pieces:
        # Read out, the answer leaves its connection to the next one.
        pass


class _Reading:
    """What has come and was not taken yet."""

    def __init__(self, pieces: Iterator[bytes], asked: Asked) -> None:
        self._pieces, self._asked = pieces, asked
        self._here = bytearray()

    def take(self, most: int) -> bytes:
        """Return at least a byte, and at most so many."""
        if not self._here:
            self._fill()
        piece = bytes(self._here[:most])
        del self._here[:most]
        return piece

    def head(self, between: bytes) -> bytes:
        """Return the head of the next part; empty behind the last."""
        while (end := self._here.find(b"\r\n\r\n")) < 0 and len(self._here) < _MOST_HEAD:
            if self._here.strip().startswith(between + b"--"):
                return b""
            self._fill()
        head = bytes(self._here[:end])
        if not 0 < end <= _MOST_HEAD or not head.strip().startswith(between):
            raise self._asked.fault(Fault.REFUSED, "multipart/byteranges")
        del self._here[: end + 4]
        return head

    def _fill(self) -> None:
        piece = next(self._pieces, b"")
        if not piece:
            raise self._asked.fault(Fault.CUT, "multipart/byteranges")
        self._here += piece
