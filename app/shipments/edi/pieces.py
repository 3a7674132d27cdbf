"""A file of any length cut at its service segments, in bounded memory.

A piece begins at a service segment and ends before the next: the header of an interchange, a
message from its header to before its trailer, a trailer with whatever stands after it.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from app.shipments.edi.syntax import Syntax

BLOCK = 1 << 20
LARGEST_PIECE = 16 << 20
"""Bytes; what is longer is a bomb or no message, and is skipped without being kept."""

EDIFACT_TAGS = b"UN[BGHTEZ]"
X12_TAGS = b"ISA|GS|ST|SE|GE|IEA"


def boundary(syntax: Syntax, names: bytes) -> re.Pattern[bytes]:
    """Return what matches from the end of a segment to before the next service segment.

    A terminator that is itself white space is not passed over as such, or a file of line ends
    would take the square of its length.
    """
    end = syntax.segment.encode("latin-1")
    blanks = re.escape(b" \t\r\n".replace(end, b""))
    mark = re.escape(syntax.element.encode("latin-1"))
    return re.compile(re.escape(end) + b"[" + blanks + b"]*(?=(?:" + names + b")" + mark + b")")


class PieceReader:
    """A stream and how far it has been cut; the boundary may change from piece to piece."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = stream.read(BLOCK)
        self._at = 0
        self._offset = 0
        self._ended = not self._buffer
        self._drop(3 if self._buffer.startswith(b"\xef\xbb\xbf") else 0)
        self._drop(len(self._buffer) - len(self._buffer.lstrip()))

    @property
    def offset(self) -> int:
        """Byte of the file at which the next piece begins."""
        return self._offset + self._at

    def peek(self, length: int) -> bytes:
        """Return up to `length` bytes that come next, which stay to be read."""
        while len(self._buffer) - self._at < length and self._refill():
            pass
        return self._buffer[self._at : self._at + length]

    def skip(self, length: int) -> bytes:
        """Return `length` bytes and the white space after them, which are read then."""
        taken = self.peek(length)
        self._drop(len(taken))
        rest = self.peek(BLOCK)
        self._drop(len(rest) - len(rest.lstrip()))
        return taken

    def take(self, limit: re.Pattern[bytes], syntax: Syntax) -> tuple[int, bytes, int]:
        """Return (start, bytes, bytes left out) up to the next boundary or the end of the file."""
        start = self.offset
        head: bytes | None = None
        searched = self._at
        while (end := self._boundary(limit, searched, syntax)) is None:
            searched = self._resume(syntax)
            if len(self._buffer) - self._at > LARGEST_PIECE:
                head = head or self._buffer[self._at : self._at + BLOCK]
                self._at = searched
            searched -= self._at
            if not self._refill():
                end = len(self._buffer)
                break
        data = self._buffer[self._at : end]
        self._at = end
        return (start, data, 0) if head is None else (start, head, self.offset - start - len(head))

    def _boundary(self, limit: re.Pattern[bytes], searched: int, syntax: Syntax) -> int | None:
        release = ord(syntax.release) if syntax.release else -1
        match = limit.search(self._buffer, searched)
        while match is not None:
            before = match.start() - 1
            while before >= self._at and self._buffer[before] == release:
                before -= 1
            if (match.start() - 1 - before) % 2 == 0:
                return match.end()
            match = limit.search(self._buffer, match.start() + 1)
        return None

    def _resume(self, syntax: Syntax) -> int:
        """Where to search on once there is more: a boundary may lie across the end.

        Blanks between two segments are few; a run of them as long as a block is none.
        """
        size = len(self._buffer)
        last = self._buffer.rfind(syntax.segment.encode("latin-1"), max(self._at, size - BLOCK))
        return size if last < 0 else last

    def _drop(self, length: int) -> None:
        self._at += length

    def _refill(self) -> bool:
        block = b"" if self._ended else self._stream.read(BLOCK)
        if not block:
            self._ended = True
            return False
        self._buffer = self._buffer[self._at :] + block
        self._offset += self._at
        self._at = 0
        return True
