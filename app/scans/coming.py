"""One view on its way from an archive: which bytes to bring next, which picture can be shown now.

No thread and no line is known here. Who brings bytes (`app.scans.stream`) asks `FileComing.wants`
what to bring, puts it into what is held, and asks `Coming.stage` for the picture.

The order: the first bytes; the whole view down to 1/8; then what is in sight, down to what the
screen can show of it; then the rest of the whole, resolution by resolution.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from app.domain.coming import Sight
from app.scans.views import one_view
from app.scans.web.wanted import Wanted
from imaging.arriving import Arriving
from imaging.canvas import Box
from imaging.errors import ImagingError
from imaging.holding import Held, NotHere, Span, joined, without
from imaging.parts import joined_shape
from imaging.radiograph import Pixels, Radiograph
from imaging.scanfile import ScanFile
from imaging.stream import StreamIndex, enlarged

_FIRST, _MOST_FIRST = 16 << 10, 256 << 10
_FIRST_SHARE = 50
"""Of a file, a part in so many is asked for before anything is known of it: its header, and all of
it at 1/8; of long scans at 1/16."""
WHOLE_FIRST = 3
"""The whole view comes at 1/8 before anything in sight comes sharper: a fiftieth of the bytes, and
whoever moves on finds a picture wherever she looks."""
BRIDGE = 2 << 10
"""Bytes between two parts that are brought with them: a part of its own costs nearly as many."""
LONG_TO_DECODE = 1 << 20
"""Pixels of a view from which its whole decoding is noticed: it is shown coarse before that."""
MOST_CANVAS = 64 << 20
"""Pixels of a picture that is put together of coarse and sharp parts, for each energy; a longer
scan gets sharp in one go when it is whole."""

_MOST_ENERGIES = 2
Finish = Callable[[Radiograph], Radiograph]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A picture of a view, as far as it is here.

    Attributes
    ----------
    radiograph
        Its pixels, at reduced size while they are coarse.
    full_shape
        (rows, columns) as stored.
    halvings
        How often the whole view is halved; 0 when every pixel is here.
    sharp
        What is sharper than that, (left, top, right, bottom) in stored pixels; None when nothing
        is.
    sharp_halvings
        How often what is in `sharp` is halved.
    exact
        Whether every byte is here and is the one on record.
    share
        Bytes of all files that are here, 0 to 1.
    """

    radiograph: Radiograph
    full_shape: tuple[int, int]
    halvings: int
    sharp: Box | None = None
    sharp_halvings: int = 0
    exact: bool = False
    share: float = 1.0


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
        self, sight: Sight | None, most: int, on_way: Sequence[Span] = ()
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
        """
        if self.held is None:
            return self._begin(on_way, most)
        return _first_of(self.held, self._next(self.held, sight, on_way), most, on_way)

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

    def _next(self, held: Held, sight: Sight | None, on_way: Sequence[Span]) -> tuple[Span, ...]:
        rest = without(held.missing([(0, held.size)]), on_way)
        lacking = without(self._lacking(), on_way)
        if lacking or self.arriving is None or self.index is None:
            return lacking or rest
        if self.arriving.header.part is not None:
            sight = None
        steps = (without(step, on_way) for step in _in_order(self.arriving, self.index, sight))
        return next(filter(None, steps), rest)


def _in_order(
    arriving: Arriving, index: StreamIndex, sight: Sight | None
) -> Iterator[tuple[Span, ...]]:
    """Bytes that lack for each step: the whole coarsely, what is in sight, the whole."""
    streams = index.coarse_first
    if streams:
        yield from map(arriving.wanted, _down(index.halvings, WHOLE_FIRST))
    if sight is not None:
        tiles = index.tiles_in(sight.box)
        for halvings in _down(index.halvings, sight.halvings):
            yield arriving.spans(index.parts_of(tiles, halvings))
    if streams:
        yield from map(arriving.wanted, _down(index.halvings, 1))


class Coming:
    """One view: one energy, or two.

    Parameters
    ----------
    wanted
        Its files.
    finish
        What is done with every picture of it before it is shown, such as calibrating it.
    """

    def __init__(self, wanted: Sequence[Wanted], finish: Finish = lambda one: one) -> None:
        self.files = tuple(FileComing(one) for one in wanted)
        self._finish = finish
        self._told: int | None = None
        self._grown = False
        self._tiles: dict[int, tuple[int, list[Pixels]]] = {}
        self._coarse: tuple[int, list[ScanFile]] | None = None
        self._grounds: tuple[int, int, list[Pixels]] | None = None

    def take_over(self, before: Coming) -> None:
        """Take over the files that are here whole of the same view before more of it had come."""
        whole = {file.wanted: file for file in before.files if file.whole and file.right()}
        self._grown = bool(whole)
        self.files = tuple(whole.get(file.wanted, file) for file in self.files)

    def tell_anew(self) -> None:
        """Forget which picture was told last: somebody has not seen it."""
        self._told = None

    @property
    def share(self) -> float:
        """Bytes that are here of all, 0 to 1."""
        size = sum(file.held.size if file.held else file.wanted.size for file in self.files)
        return sum(file.here for file in self.files) / max(1, size)

    @property
    def whole(self) -> bool:
        """Whether every byte is here."""
        return all(file.whole for file in self.files)

    def stage(self, sight: Sight | None = None) -> Stage | None:
        """Return the picture that can be shown now; None when it is no other than the last one.

        It is never exact: bytes that nobody has checked are not what is on record.

        Raises
        ------
        ImagingError
            If bytes are damaged.
        """
        index = self._shape()
        if index is None:
            return self._stretched()
        whole = self._shown()
        if whole is None:
            return None
        sharp = self._sharp(index, sight, whole)
        if whole == self._told and (sharp is None or not self._news(*sharp)):
            return None
        stage = self._plain(whole, index)
        if sharp is not None:
            self._decode(*sharp)
        if self._tiles:
            stage = self._mixed(stage, index)
        self._told = whole
        return stage if sharp is None else _with_sharp(stage, index, *sharp)

    def quick(self) -> Stage | None:
        """Return a coarse picture of a view that is here whole, in a few milliseconds.

        None where something of it was told already, and where decoding all of it is as quick.

        Raises
        ------
        ImagingError
            If bytes are damaged.
        """
        if self._told is not None or self._grown or None in [one.know() for one in self.files]:
            return None
        pixels = sum(one.index.rows * one.index.columns for one in self.files if one.index)
        if pixels < LONG_TO_DECODE * len(self.files):
            return None
        index = self._shape()
        if index is None:
            return self._stretched(WHOLE_FIRST)
        self._told = min(index.halvings, WHOLE_FIRST)
        return self._plain(self._told, index) if self._told else None

    def exact(self) -> Stage:
        """Return the whole picture, of bytes that have been checked.

        Raises
        ------
        ImagingError
            If it is not a scan that can be shown.
        """
        scans = [scan for scan in map(FileComing.scan, self.files) if scan is not None]
        radiograph = self._finish(one_view(scans))
        self._tiles.clear()
        self._coarse = self._grounds = None
        return Stage(radiograph, radiograph.shape, 0, exact=True)

    def _shape(self) -> StreamIndex | None:
        """What the files' streams have in common; None while not all of them are known to be one.

        Energies of two sizes are not shown before they are here whole.
        """
        known = [file.index for file in self.files if file.index is not None]
        alike = len({(one.rows, one.columns, one.side, one.halvings) for one in known}) == 1
        coarse = all(one.coarse_first for one in known)
        here = len(known) == len(self.files) <= _MOST_ENERGIES
        return known[0] if alike and coarse and here else None

    def _stretched(self, least: int = 0) -> Stage | None:
        """Return the coarse picture of a view in stretches; None when there is no other one.

        Where an earlier part of it is on screen already, nothing coarser takes its place.

        Parameters
        ----------
        least
            How often it is halved at least.
        """
        arriving = [one.arriving for one in self.files if one.arriving is not None and one.index]
        if len(arriving) < len(self.files) or not arriving or self._grown:
            return None
        shown = self._shown()
        whole = None if shown is None else max(shown, least)
        shape = None if whole is None else joined_shape([one.header for one in arriving], whole)
        if whole is None or shape is None or whole in (self._told, 0):
            return None
        picture = self._finish(one_view([one.picture(whole) for one in arriving]))
        self._told = whole
        return Stage(picture, shape, whole, share=self.share)

    def _shown(self) -> int | None:
        """How often the view is halved that every file shows whole; None before the first."""
        levels = [file.arriving.shown for file in self.files if file.arriving is not None]
        shown = [one for one in levels if one is not None]
        return max(shown) if len(shown) == len(self.files) else None

    def _plain(self, whole: int, index: StreamIndex) -> Stage:
        """Return the whole view as sharp as all of it is here."""
        if self._coarse is None or self._coarse[0] != whole:
            scans = [one.arriving.picture(whole) for one in self.files if one.arriving is not None]
            self._coarse = whole, scans
        for stale in [tile for tile, (halvings, _) in self._tiles.items() if halvings >= whole]:
            del self._tiles[stale]
        return self._stage(self._coarse[1], index, whole)

    def _stage(self, scans: list[ScanFile], index: StreamIndex, whole: int) -> Stage:
        picture = self._finish(one_view(scans))
        return Stage(picture, (index.rows, index.columns), whole, share=self.share)

    def _sharp(
        self, index: StreamIndex, sight: Sight | None, whole: int
    ) -> tuple[int, tuple[int, ...]] | None:
        """How sharp all that is in sight can be shown, and its tiles; None for no more.

        What is in sight gets sharp as one: never a patchwork under the officer's eyes.
        """
        if sight is None:
            return None
        tiles = index.tiles_in(sight.box)
        for halvings in range(min(sight.halvings, index.halvings), whole):
            pixels = (index.rows >> halvings) * (index.columns >> halvings)
            if tiles and pixels <= MOST_CANVAS and self._hold(tiles, halvings):
                return halvings, tiles
        return None

    def _hold(self, tiles: Sequence[int], halvings: int) -> bool:
        """Whether every file has the bytes of these tiles."""
        for file in self.files:
            index = file.index
            if index is None or file.arriving is None:
                return False
            if file.arriving.spans(index.parts_of(tiles, halvings)):
                return False
        return True

    def _mixed(self, coarse: Stage, index: StreamIndex) -> Stage:
        """Set what is sharp into the coarse picture, at the size that it needs.

        What was made sharp before stays so, where it is not in sight any more.
        """
        sharp = min(halvings for halvings, _ in self._tiles.values())
        canvases = [canvas.copy() for canvas in self._ground(index, coarse.halvings, sharp)]
        for tile, (halvings, parts) in self._tiles.items():
            left, top, right, bottom = index.box(tile)
            for canvas, part in zip(canvases, parts, strict=True):
                fitted = enlarged(part, (bottom - top, right - left), halvings, sharp)
                y, x = top >> sharp, left >> sharp
                canvas[y : y + fitted.shape[0], x : x + fitted.shape[1]] = fitted
        mixed = [
            file.arriving.scan_of(canvas)
            for file, canvas in zip(self.files, canvases, strict=True)
            if file.arriving is not None
        ]
        return self._stage(mixed, index, coarse.halvings)

    def _ground(self, index: StreamIndex, halvings: int, sharp: int) -> list[Pixels]:
        """Return the coarse picture at the size of what is sharp; kept, since it takes long."""
        if self._grounds is None or self._grounds[:2] != (halvings, sharp):
            scans = self._coarse[1] if self._coarse is not None else []
            shape = index.rows, index.columns
            made = [enlarged(one.channels[0].pixels, shape, halvings, sharp) for one in scans]
            self._grounds = halvings, sharp, made
        return self._grounds[2]

    def _news(self, halvings: int, tiles: tuple[int, ...]) -> bool:
        """Whether any of these tiles has not been decoded so sharp."""
        return any(one not in self._tiles or self._tiles[one][0] > halvings for one in tiles)

    def _decode(self, halvings: int, tiles: tuple[int, ...]) -> None:
        for tile in tiles:
            if self._news(halvings, (tile,)):
                parts = [one.arriving.tile(tile, halvings) for one in self.files if one.arriving]
                self._tiles[tile] = halvings, parts


def _with_sharp(stage: Stage, index: StreamIndex, halvings: int, tiles: tuple[int, ...]) -> Stage:
    """Say what is sharp in a stage."""
    boxes = np.array([index.box(tile) for tile in tiles])
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    return dataclasses.replace(stage, sharp=(left, top, right, bottom), sharp_halvings=halvings)


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
    found: list[Span] = []
    for start, end in gaps:
        room = most - sum(last - first for first, last in found)
        if room <= 0:
            break
        found.append((start, min(end, start + max(room, 1))))
    return tuple(found)


def halvings_for(scale: float) -> int:
    """How often a picture can be halved and still be as fine as a screen shows it.

    Parameters
    ----------
    scale
        Screen pixels per stored pixel, above 0.
    """
    return 0 if scale >= 1.0 else math.floor(-math.log2(scale) + 1e-9)
