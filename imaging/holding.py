"""A file of which only a part is here, as it comes over a slow line."""

from __future__ import annotations

import io
import mmap
from collections.abc import Iterable
from threading import Lock  # noqa: TID251 - no thread lives here; several may put bytes

from imaging.errors import UnreadableScan
from imaging.guard import check_file_size

Span = tuple[int, int]
"""(first byte, one past the last)."""


class NotHere(Exception):
    """Bytes were asked for that are not here yet.

    Attributes
    ----------
    span
        Which ones.
    """

    def __init__(self, span: Span) -> None:
        super().__init__(f"bytes {span[0]} to {span[1]} are not here yet")
        self.span = span


class Held:
    """The bytes of a file that are here, to be read like the file itself.

    Whoever reads what is not here is told which bytes those are (`NotHere`); nothing is ever made
    up in their place.

    Parameters
    ----------
    size
        Length of the whole file.

    Raises
    ------
    ImagingError
        If no scan is so large, or the file is empty.
    """

    def __init__(self, size: int) -> None:
        if size <= 0:
            raise UnreadableScan(
                "The file is empty.", remedy="Ask the scanner's site to send the scan again."
            )
        check_file_size(size)
        self.size = size
        # Anonymous memory: the system gives a page when it is first written to.
        self._bytes = mmap.mmap(-1, size)
        self._spans: list[Span] = []
        self._putting = Lock()
        self._at = 0

    @property
    def spans(self) -> tuple[Span, ...]:
        """What is here, in order; spans neither touch nor overlap."""
        return tuple(self._spans)

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self._spans == [(0, self.size)]

    @property
    def reach(self) -> int:
        """Bytes that are here from the first on without a gap."""
        return self._spans[0][1] if self._spans and self._spans[0][0] == 0 else 0

    def put(self, start: int, data: bytes) -> None:
        """Keep bytes that have arrived; those that are here already stay as they are.

        Several threads may put bytes, and others read meanwhile.

        Raises
        ------
        ValueError
            If they do not lie in the file.
        """
        end = start + len(data)
        if start < 0 or end > self.size:
            raise ValueError(f"bytes {start} to {end} lie outside of a file of {self.size}")
        with self._putting:
            for first, last in self.missing([(start, end)]):
                self._bytes[first:last] = data[first - start : last - start]
            # Who reads meanwhile sees the spans of before or those of after, never some between.
            self._spans = joined([*self._spans, (start, end)])

    def missing(self, wanted: Iterable[Span]) -> tuple[Span, ...]:
        """Those of the bytes wanted that are not here, in order, what touches as one."""
        return without(wanted, self._spans)

    def part(self, start: int, end: int) -> bytes:
        """Return bytes that are here.

        Raises
        ------
        NotHere
            If some are not.
        """
        gaps = self.missing([(start, min(end, self.size))])
        if gaps:
            raise NotHere((gaps[0][0], gaps[-1][1]))
        return self._bytes[start : min(end, self.size)]

    # Like a file

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move to a place in the file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Return the place in the file."""
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        """Read on from the place in the file.

        Raises
        ------
        NotHere
            If some of it is not here.
        """
        end = self.size if size < 0 else min(self.size, self._at + size)
        data = self.part(self._at, end) if self._at < end else b""
        self._at += len(data)
        return data


def joined(spans: Iterable[Span]) -> list[Span]:
    """Make one of spans that touch or overlap; empty ones are left out."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], end)
        else:
            whole.append((start, end))
    return whole


def without(wanted: Iterable[Span], held: Iterable[Span]) -> tuple[Span, ...]:
    """Return what of the spans wanted lies in none of the spans held, what touches as one."""
    have = joined(held)
    gaps: list[Span] = []
    for start, end in joined(wanted):
        at = start
        for first, last in have:
            if last <= at or first >= end:
                continue
            if first > at:
                gaps.append((at, first))
            at = max(at, last)
        if at < end:
            gaps.append((at, end))
    return tuple(gaps)
