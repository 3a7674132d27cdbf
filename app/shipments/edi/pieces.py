"""A file of any length cut at its service segments, in bounded memory.

A piece begins at a service segment and ends before the next: the header or the trailer of an
interchange or a group, a message from its header on. Trailers of messages begin no piece.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from app.shipments.edi.syntax import Syntax

BLOCK = 1 << 20
LONGEST_TAG = 4
KEPT = 4096
"""Bytes before a tag that are looked at for the terminator: blanks between segments are few."""
_BLANKS = frozenset(b" \t\r\n")
LARGEST_PIECE = 16 << 20
"""Bytes; what is longer is a bomb or no message, and is skipped without being kept."""


def tags_of(names: bytes, syntax: Syntax) -> re.Pattern[bytes]:
    """Return what matches service segments of these names, in which ``+`` parts elements."""
    return re.compile(names.replace(b"+", re.escape(syntax.element.encode("latin-1"))))


def find_tag(tags: re.Pattern[bytes], data: bytes, start: int, syntax: Syntax) -> int:
    """Return where the next service segment begins, -1 when there is none.

    Its tag stands after a terminator, which is not released; blanks and line ends may be between.
    """
    end = ord(syntax.segment)
    release = ord(syntax.release) if syntax.release else -1
    match = tags.search(data, start)
    while match is not None:
        at = match.start()
        before = at - 1
        while before >= 0 and data[before] in _BLANKS and data[before] != end:
            before -= 1
        if before >= 0 and data[before] == end and not _released(data, before, release):
            return at
        match = tags.search(data, at + 1)
    return -1


def end_of(data: bytes, start: int, syntax: Syntax) -> int:
    """Return where the segment that begins at `start` ends, terminator included; 0 when nowhere."""
    end = syntax.segment.encode("latin-1")
    release = ord(syntax.release) if syntax.release else -1
    at = data.find(end, start)
    while at > 0 and _released(data, at, release):
        at = data.find(end, at + 1)
    return at + 1


def _released(data: bytes, at: int, release: int) -> bool:
    """Whether an odd number of release signs stands before a sign."""
    before = at - 1
    while before >= 0 and data[before] == release:
        before -= 1
    return (at - before) % 2 == 0


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

    def take(self, tags: re.Pattern[bytes], syntax: Syntax) -> tuple[int, bytes, int]:
        """Return (start, bytes, bytes left out) up to the next tag or the end of the file."""
        start = self._offset + self._at
        head: bytes | None = None
        searched = self._at + 1
        while (end := find_tag(tags, self._buffer, searched, syntax)) < 0:
            size = len(self._buffer)
            searched = max(searched, size - LONGEST_TAG)
            if size - self._at > LARGEST_PIECE:
                head = head or self._buffer[self._at : self._at + BLOCK]
                self._at = searched - KEPT
            searched -= self._at
            if not self._refill():
                end = len(self._buffer)
                break
        data = self._buffer[self._at : end]
        self._at = end
        return (start, data, 0) if head is None else (start, head, self.offset - start - len(head))

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
