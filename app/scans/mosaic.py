"""A coarse picture of a view with what is sharper set into it, all at one size."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.scans.file_coming import FileComing
from imaging.radiograph import Pixels
from imaging.scanfile import ScanFile
from imaging.stream import StreamIndex, enlarged

MOST_CANVAS = 64 << 20
"""Pixels of a picture that is put together of coarse and sharp parts, for each energy; a longer
scan gets sharp in one go when it is whole."""


@dataclasses.dataclass(slots=True)
class _Ground:
    """The coarse picture at a larger size, and what of it was made sharp.

    Attributes
    ----------
    coarse
        How often the picture was halved that it was made of.
    canvases
        One for each energy.
    laid
        How often each tile is halved that was set into it.
    told
        Whether somebody has it: then it must not change any more.
    """

    coarse: int
    canvases: list[Pixels]
    laid: dict[int, int] = dataclasses.field(default_factory=dict)
    told: bool = False


class Mosaic:
    """The sharp tiles of a view, and the picture that they make with its coarse one.

    Parameters
    ----------
    files
        The view's, one for each energy.
    index
        Which bytes of each show what.
    """

    def __init__(self, files: Sequence[FileComing], index: StreamIndex) -> None:
        self._files, self._index = files, index
        self._tiles: dict[int, tuple[int, list[Pixels]]] = {}
        self._ready: dict[tuple[int, int], list[Pixels]] = {}
        self._grounds: dict[int, _Ground] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing in it is sharp."""
        return not self._tiles

    def can_show(self, tiles: Sequence[int], halvings: int) -> bool:
        """Whether every file has the bytes of these tiles, and the picture would not be too large.

        Parameters
        ----------
        halvings
            How often the tiles are halved, and the picture with them.
        """
        pixels = (self._index.rows >> halvings) * (self._index.columns >> halvings)
        return bool(tiles) and pixels <= MOST_CANVAS and self._here(tiles, halvings)

    def lacks(self, tiles: Sequence[int], halvings: int) -> bool:
        """Whether any of these tiles is not in it so sharp."""
        return any(one not in self._tiles or self._tiles[one][0] > halvings for one in tiles)

    def add(self, tiles: Sequence[int], halvings: int) -> None:
        """Make tiles sharp.

        Raises
        ------
        UnreadableScan
            If their bytes are damaged.
        """
        for tile in tiles:
            if self.lacks((tile,), halvings):
                parts = self._ready.pop((tile, halvings), None) or self._decoded(tile, halvings)
                self._tiles[tile] = halvings, parts

    def drop(self, coarse: int) -> None:
        """Forget what is no sharper than a picture that is so often halved."""
        for tile in [one for one, (halvings, _) in self._tiles.items() if halvings >= coarse]:
            del self._tiles[tile]

    def picture(self, coarse: Sequence[ScanFile], halvings: int) -> list[Pixels]:
        """Set what is sharp into the coarse picture, at the size that it needs.

        What was made sharp before stays so, where it is not in sight any more.

        Parameters
        ----------
        coarse, halvings
            The coarse picture, one for each energy, and how often it is halved.
        """
        size = min(halvings for halvings, _ in self._tiles.values())
        ground = self._ground(coarse, halvings, size)
        if ground.told:
            ground.canvases = [canvas.copy() for canvas in ground.canvases]
        for tile, (sharp, parts) in self._tiles.items():
            if ground.laid.get(tile) != sharp:
                self._lay(ground.canvases, tile, parts, sharp, size)
                ground.laid[tile] = sharp
        ground.told = True
        return ground.canvases

    def prepare(
        self, coarse: Sequence[ScanFile], halvings: int, tiles: Sequence[int], sharpest: int
    ) -> None:
        """Make what takes long while the last bytes of what is in sight are on their way.

        Parameters
        ----------
        coarse, halvings
            As in `picture`.
        tiles
            In sight.
        sharpest
            How often they are halved when they are as sharp as the screen can show.

        Raises
        ------
        UnreadableScan
            If bytes are damaged.
        """
        shown = max((self._tiles.get(one, (halvings,))[0] for one in tiles), default=0)
        size = shown - 1
        pixels = (self._index.rows >> max(0, size)) * (self._index.columns >> max(0, size))
        if size < sharpest or pixels > MOST_CANVAS:
            return
        self._ground(coarse, halvings, size)
        self._ready = {one: parts for one, parts in self._ready.items() if one[1] == size}
        for tile in tiles:
            if (tile, size) not in self._ready and self._here((tile,), size):
                self._ready[tile, size] = self._decoded(tile, size)

    def _here(self, tiles: Sequence[int], halvings: int) -> bool:
        """Whether every file has the bytes of these tiles."""
        for file in self._files:
            if file.index is None or file.arriving is None:
                return False
            if file.arriving.spans(file.index.parts_of(tiles, halvings)):
                return False
        return True

    def _decoded(self, tile: int, halvings: int) -> list[Pixels]:
        return [one.arriving.tile(tile, halvings) for one in self._files if one.arriving]

    def _ground(self, coarse: Sequence[ScanFile], halvings: int, size: int) -> _Ground:
        """Return the coarse picture at a larger size; kept, since it takes long."""
        found = self._grounds.get(size)
        if found is None or found.coarse != halvings:
            shape = self._index.rows, self._index.columns
            made = [enlarged(one.channels[0].pixels, shape, halvings, size) for one in coarse]
            found = _Ground(halvings, made)
            # The one that is shown, and the one that is shown next.
            near = {one: ground for one, ground in self._grounds.items() if abs(one - size) <= 1}
            self._grounds = near | {size: found}
        return found

    def _lay(
        self, canvases: Sequence[Pixels], tile: int, parts: Sequence[Pixels], sharp: int, size: int
    ) -> None:
        """Set a tile into the picture of each energy."""
        left, top, right, bottom = self._index.box(tile)
        for canvas, part in zip(canvases, parts, strict=True):
            fitted = enlarged(part, (bottom - top, right - left), sharp, size)
            y, x = top >> size, left >> size
            canvas[y : y + fitted.shape[0], x : x + fitted.shape[1]] = fitted
