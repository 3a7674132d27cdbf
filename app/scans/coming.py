"""One view on its way from an archive: which picture can be shown now.

No thread and no line is known here. Who brings bytes (`app.scans.stream`) asks `FileComing.wants`
what to bring, puts it into what is held, and asks `Coming.stage` for the picture.

The order: the first bytes; the whole view down to 1/8; then what is in sight, down to what the
screen can show of it; then the rest of the whole, resolution by resolution.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np

from app.domain.coming import Sight
from app.scans.file_coming import WHOLE_FIRST, FileComing
from app.scans.mosaic import Mosaic
from app.scans.views import one_view
from app.scans.web.wanted import Wanted
from imaging.canvas import Box
from imaging.parts import joined_shape
from imaging.radiograph import Pixels, Radiograph
from imaging.scanfile import ScanFile
from imaging.stream import StreamIndex

LONG_TO_DECODE = 1 << 20
"""Pixels of a view from which its whole decoding is noticed: it is shown coarse before that."""
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
        self._coarse: tuple[int, list[ScanFile]] | None = None
        self._mosaic: Mosaic | None = None

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
        mosaic = self._mosaic_of(index)
        sharp = self._sharp(sight, whole)
        if whole == self._told and (sharp is None or not mosaic.lacks(sharp[1], sharp[0])):
            return None
        scans = self._plain(whole)
        mosaic.drop(whole)
        if sharp is not None:
            mosaic.add(sharp[1], sharp[0])
        if not mosaic.empty:
            scans = self._scans_of(mosaic.picture(scans, whole))
        self._told = whole
        stage = self._stage(scans, index, whole)
        return stage if sharp is None else _with_sharp(stage, index, *sharp)

    def all_in_sight(self, sight: Sight | None) -> bool:
        """Whether all that the screen can show is here, and was not told."""
        index = self._shape()
        whole = None if index is None else self._shown()
        if index is None or whole is None or sight is None:
            return False
        sharp = self._sharp(sight, whole)
        best = min(sight.halvings, index.halvings)
        return (
            sharp is not None and sharp[0] == best and self._mosaic_of(index).lacks(sharp[1], best)
        )

    def prepare(self, sight: Sight | None) -> None:
        """Make what takes long of the next picture, while its last bytes are on their way.

        Raises
        ------
        ImagingError
            If bytes are damaged.
        """
        index = self._shape()
        whole = None if index is None else self._shown()
        if index is None or whole is None or sight is None:
            return
        tiles, best = index.tiles_in(sight.box), min(sight.halvings, index.halvings)
        self._mosaic_of(index).prepare(self._plain(whole), whole, tiles, best)

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
        return self._stage(self._plain(self._told), index, self._told) if self._told else None

    def exact(self) -> Stage:
        """Return the whole picture, of bytes that have been checked.

        Raises
        ------
        ImagingError
            If it is not a scan that can be shown.
        """
        scans = [scan for scan in map(FileComing.scan, self.files) if scan is not None]
        radiograph = self._finish(one_view(scans))
        self._coarse = self._mosaic = None
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

    def _mosaic_of(self, index: StreamIndex) -> Mosaic:
        if self._mosaic is None:
            self._mosaic = Mosaic(self.files, index)
        return self._mosaic

    def _plain(self, whole: int) -> list[ScanFile]:
        """Return the whole view as sharp as all of it is here."""
        if self._coarse is None or self._coarse[0] != whole:
            scans = [one.arriving.picture(whole) for one in self.files if one.arriving is not None]
            self._coarse = whole, scans
        return self._coarse[1]

    def _stage(self, scans: list[ScanFile], index: StreamIndex, whole: int) -> Stage:
        picture = self._finish(one_view(scans))
        return Stage(picture, (index.rows, index.columns), whole, share=self.share)

    def _scans_of(self, canvases: Sequence[Pixels]) -> list[ScanFile]:
        pairs = zip(self.files, canvases, strict=True)
        return [one.arriving.scan_of(canvas) for one, canvas in pairs if one.arriving is not None]

    def _sharp(self, sight: Sight | None, whole: int) -> tuple[int, tuple[int, ...]] | None:
        """How sharp all that is in sight can be shown, and its tiles; None for no more.

        What is in sight gets sharp as one: never a patchwork under the officer's eyes.
        """
        index = self._shape()
        if sight is None or index is None:
            return None
        tiles, mosaic = index.tiles_in(sight.box), self._mosaic_of(index)
        for halvings in range(min(sight.halvings, index.halvings), whole):
            if mosaic.can_show(tiles, halvings):
                return halvings, tiles
        return None


def _with_sharp(stage: Stage, index: StreamIndex, halvings: int, tiles: tuple[int, ...]) -> Stage:
    """Say what is sharp in a stage."""
    boxes = np.array([index.box(tile) for tile in tiles])
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    return dataclasses.replace(stage, sharp=(left, top, right, bottom), sharp_halvings=halvings)
