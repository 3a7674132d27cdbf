"""One file of a view on its way from an archive: its bytes so far, and which ones to bring next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from app.domain.coming import Sight
from app.scans.web.wanted import Wanted
from imaging.arriving import Arriving
from imaging.errors import ImagingError
from imaging.holding import Held, NotHere, Span, joined, without
from imaging.scanfile import ScanFile
from imaging.stream import StreamIndex

_FIRST, _MOST_FIRST = 16 << 10, 160 << 10
_FIRST_SHARE = 50
"""Of a file, a part in so many is asked for before anything is known of it: its header, and all of
it at 1/8; of long scans at 1/16."""
WHOLE_FIRST = 3
"""The whole view comes at 1/8 before anything in sight comes sharper: a fiftieth of the bytes, and
whoever moves on finds a picture wherever she looks."""
BRIDGE = 2 << 10
"""Bytes between two parts that are brought with them: a part of its own costs nearly as many."""
_LITTLE_MORE = 1.3
"""Times a portion that is asked for at once: a little rest is not worth a round trip of its own."""


class FileComing:
    """One file of a view: its bytes so far, and which ones to bring next.

    Parameters
    ----------
    wanted
        What it must be.
    """

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.held: Held | None = None
        self.arriving: Arriving | None = None
        self._scan: ScanFile | None = None
        self._right = False
        self.kept = False
        """Whether it lies on this machine already."""
        self._known = False
        self.index: StreamIndex | None = None
        """Which bytes show what; None while that is not known, and for a file without a stream."""

    @property
    def here(self) -> int:
        """Bytes that are here."""
        return sum(end - start for start, end in self.held.spans) if self.held is not None else 0

    @property
    def whole(self) -> bool:
        """Whether all bytes are here."""
        return self.held is not None and self.held.whole

    def came(self, held: Held) -> None:
        """Take over where its bytes lie, once that is known."""
        if self.held is None:
            self.arriving = Arriving(held, self.wanted.name)
            self.held = held

    def scan(self) -> ScanFile | None:
        """Decode all of it; None while nothing is here.

        A stretch stays decoded: it is shown again with each one that follows.
        """
        if self._scan is not None or self.arriving is None:
            return self._scan
        scan = self.arriving.whole()
        if scan.header.part is not None:
            self._scan = scan
        return scan

    def right(self) -> bool:
        """Whether all of it is what is on record."""
        held = self.held
        if held is None or not held.whole:
            return False
        if not self._right:
            digest = hashlib.sha256(held.part(0, held.size)).hexdigest()
            self._right = digest == self.wanted.sha256
        return self._right

    @property
    def first(self) -> int:
        """Bytes to ask for before anything is known of it."""
        size = self.wanted.size
        return min(size, max(_FIRST, min(_MOST_FIRST, size // _FIRST_SHARE)))

    def wants(
        self,
        sight: Sight | None,
        most: int,
        on_way: Sequence[Span] = (),
        *,
        rest: bool = True,
    ) -> tuple[Span, ...]:
        """Return which bytes to bring next.

        Of a stretch, what is in sight is not known: it stands somewhere in a longer picture.

        Parameters
        ----------
        sight
            What of the view is on screen; None while it is not.
        most
            Bytes, about.
        on_way
            What was asked for already.
        rest
            Whether also what is neither coarse nor in sight.
        """
        if self.held is None:
            return self._begin(on_way, most) if rest or not on_way else ()
        steps = self._steps(self.held, sight, rest=rest)
        spans = next(filter(None, (without(step, on_way) for step in steps)), ())
        return _first_of(self.held, spans, most, on_way)

    def _begin(self, on_way: Sequence[Span], most: int) -> tuple[Span, ...]:
        """Return what to ask for before anything is here: the line is not to stand still."""
        start = max((end for _, end in on_way), default=0)
        end = min(self.wanted.size, start + (most if start else self.first))
        return ((start, end),) if start < end else ()

    def _lacking(self) -> tuple[Span, ...]:
        """Bytes that lack to know the file's index; none when it is known."""
        if self._known or self.arriving is None:
            return ()
        try:
            self.index = self.arriving.index
        except NotHere as lacking:
            return (lacking.span,)
        except ImagingError:
            # Damaged on the way, or never a scan: the digest of the whole tells which.
            self.index = None
        self._known = True
        return ()

    def know(self) -> StreamIndex | None:
        """Learn which bytes show what, of a file that is here whole."""
        if self.whole:
            self._lacking()
        return self.index

    def _steps(self, held: Held, sight: Sight | None, *, rest: bool) -> Iterator[tuple[Span, ...]]:
        """Bytes that lack for each step: the whole coarsely, what is in sight, the whole."""
        yield self._lacking()
        arriving, index = self.arriving, self.index
        if arriving is not None and index is not None:
            yield from _soonest(arriving, index, sight if arriving.header.part is None else None)
            if rest and index.coarse_first:
                yield from map(arriving.wanted, _down(index.halvings, 1))
        if rest:
            yield held.missing([(0, held.size)])


def _soonest(
    arriving: Arriving, index: StreamIndex, sight: Sight | None
) -> Iterator[tuple[Span, ...]]:
    """Bytes that lack for what can be shown soonest."""
    if index.coarse_first:
        yield from map(arriving.wanted, _down(index.halvings, WHOLE_FIRST))
    if sight is not None:
        tiles = index.tiles_in(sight.box)
        for halvings in _down(index.halvings, sight.halvings):
            yield arriving.spans(index.parts_of(tiles, halvings))


def _down(first: int, last: int) -> range:
    return range(first, min(first, last) - 1, -1)


def _first_of(
    held: Held, spans: Sequence[Span], most: int, on_way: Sequence[Span]
) -> tuple[Span, ...]:
    """Return the first bytes of these spans that are not here, small gaps filled in."""
    near = joined((start, end + BRIDGE) for start, end in spans)
    gaps = without(
        held.missing((start, min(held.size, end - BRIDGE)) for start, end in near), on_way
    )
    if sum(end - start for start, end in gaps) <= _LITTLE_MORE * most:
        return gaps
    found: list[Span] = []
    for start, end in gaps:
        room = most - sum(last - first for first, last in found)
        if room <= 0:
            break
        found.append((start, min(end, start + max(room, 1))))
    return tuple(found)
