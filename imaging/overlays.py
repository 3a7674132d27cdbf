"""What colours a pixel beside its brightness: material, density ranges, no signal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from imaging.canvas import Box
from imaging.colours import HATCH_CODE, NO_SIGNAL_CODE, TRUSTS, highlight_code
from imaging.display import Colour, DisplaySettings, MatterView
from imaging.grid import Grid
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale
from imaging.material_map import MOST_TRUST, NO_SIGNAL, TILE, MaterialMap
from imaging.pyramid import Pyramid
from imaging.radiograph import Pixels
from imaging.sampling import Plane, Sampled

Code = npt.NDArray[np.uint8]

_HATCH_EVERY = 6
_SMALL = 1 << 18
_MARGIN = 512
"""Level pixels around the window whose material is told while nothing else is to be done."""
_LOST, _UNTOLD = 0, 64
"""Told: 0 no signal, 64 not to be told, 255 certain, so that a blend of lost and certain is
untold and never a class between."""


def _told_table() -> npt.NDArray[np.uint8]:
    trust = np.arange(256)
    told = np.rint(_UNTOLD + np.minimum(trust, MOST_TRUST) * ((255 - _UNTOLD) / MOST_TRUST))
    told[NO_SIGNAL] = _LOST
    return told.astype(np.uint8)


def _trust_table() -> npt.NDArray[np.uint8]:
    told = np.arange(256)
    trust = np.maximum(0, told - _UNTOLD) * (MOST_TRUST / (255 - _UNTOLD))
    step = np.minimum(np.rint(trust).astype(np.int64) >> 5, TRUSTS - 2)
    return np.where(told < _UNTOLD // 2, NO_SIGNAL_CODE, step).astype(np.uint8)


_TOLD_OF, _TRUST_OF = _told_table(), _trust_table()


def _one_code_table() -> npt.NDArray[np.uint8]:
    codes = np.arange(256)
    trust = codes & 7
    lost = np.where(trust == NO_SIGNAL_CODE, NO_SIGNAL_CODE, codes)
    return np.where(trust == 0, 0, lost).astype(np.uint8)


_ONE_CODE = _one_code_table()
"""One code for all that cannot be told and one for all without signal: tables stay in cache."""


def _code_table() -> npt.NDArray[np.uint8]:
    told, place = np.divmod(np.arange(65536), 256)
    return np.asarray(_ONE_CODE[(place & 0xF8) | _TRUST_OF[told]], np.uint8)


_CODE_OF = _code_table()
"""By place and told, which is the upper byte. Nothing told is code 0, whatever the place."""
_COVERED = np.array([code & 7 == NO_SIGNAL_CODE for code in range(256)], np.uint8)
"""Codes over which no density range is painted."""


class Codes:
    """The upper byte of every pixel's index into a picture table.

    Parameters
    ----------
    pyramid
        What is shown.
    scale
        Gives what the energy ratios mean, when it is first needed.
    like
        Another window over the same pyramid: what the one has told, the other knows.
    """

    def __init__(
        self, pyramid: Pyramid, scale: Callable[[], MaterialScale], like: Codes | None = None
    ) -> None:
        self._like = like
        self._pyramid = pyramid
        self._scale = scale
        self._material: MaterialMap | None = None
        self._matter = Sampled(np.uint8, _mixed, blends=False)
        self._lost = Sampled(np.uint8, _mixed, blends=False)
        self._block: tuple[tuple[int, bool], Box, Sequence[Plane]] | None = None
        self._kept: tuple[object, Code] = (None, np.empty((0, 0), np.uint8))

    @property
    def slid(self) -> bool:
        """Whether some of it was sampled for an earlier view."""
        return self._matter.slid or self._lost.slid

    def forget(self) -> None:
        """Sample all of it anew when it is asked for next; what was told of the material stays."""
        self._matter.forget()
        self._lost.forget()
        self._kept = (None, np.empty((0, 0), np.uint8))

    def on(
        self, grid: Grid, source: tuple[float, int], sampled: Pixels, settings: DisplaySettings
    ) -> Code:
        """Codes of the pixels on `grid`; the next call overwrites them.

        Parameters
        ----------
        source
            Strength of denoising and number of the energy that was sampled.
        sampled
            ``uint16``, stored values on the grid.
        """
        told = self._pyramid.radiograph.dual and (
            settings.colour is not Colour.GREY or settings.matter is not MatterView.ALL
        )
        if told:
            base = self._matter.on(grid, "matter", self._cut_matter(grid))
        elif settings.hatch:
            base = self._lost.on(grid, "lost", self._cut_lost(grid))
        else:
            base = np.zeros(grid.shape, np.uint8)
        codes = np.asarray(base, np.uint8)
        if not settings.highlights:
            return codes
        key = (grid, source, told, settings.hatch, settings.highlights)
        if self._kept[0] != key:
            self._kept = key, self._highlight(source[1], sampled, settings, codes)
        return self._kept[1]

    def prepare(self, grid: Grid) -> bool:
        """Tell the material of a little more around `grid`; False when it is all told."""
        if self._material is None:
            return False
        left, top, right, bottom = grid.box
        rows, columns = self._pyramid.level(grid.number).shape
        margin = min(_MARGIN, (right - left) // 2 + 1)
        box = (max(0, left - margin), top, min(columns, right + margin), bottom)
        taller = (box[0], max(0, top - margin), box[2], min(rows, bottom + margin))
        return self._material.prepare(grid.number, box) or self._material.prepare(
            grid.number, taller
        )

    def _highlight(
        self, beam: int, sampled: Pixels, settings: DisplaySettings, codes: Code
    ) -> Code:
        """Codes with the density ranges over them, the first on top; no signal stays on top."""
        depth = attenuation_table(self._pyramid.channels[beam])
        table = np.zeros(depth.shape, np.uint8)
        for one in reversed(settings.highlights):
            table[(depth >= one.low) & (depth < one.high)] = highlight_code(one.colour)
        over = np.asarray(cv2.LUT(sampled, table), np.uint8)
        cv2.copyTo(codes, cv2.LUT(codes, _COVERED), over)
        return np.where(over > 0, over, codes)

    def told(self) -> MaterialMap:
        """What has been told of the pyramid, made when it is first needed."""
        if self._like is not None:
            return self._like.told()
        if self._material is None:
            self._material = MaterialMap(self._pyramid, self._scale())
        return self._material

    def _cut_matter(self, grid: Grid) -> Callable[[Box], Sequence[Plane]]:
        material = self.told()

        def tell(box: Box) -> Sequence[Plane]:
            tile = material.crop(grid.number, box)
            told = np.asarray(cv2.LUT(tile.trust, _TOLD_OF), np.uint8)
            both = _paired(tile.place, told)
            return [_codes(both)] if grid.coarse else [both]

        def cut(box: Box) -> Sequence[Plane]:
            left, top, right, bottom = box
            if (right - left) * (bottom - top) < _SMALL:
                return tell(box)
            # A zoom cuts nearly the same again: whole tiles are kept put together.
            kept, of = self._block, (grid.number, grid.coarse)
            if kept is None or kept[0] != of or not _inside(box, kept[1]):
                whole = _to_tiles(box, self._pyramid.level(grid.number).shape)
                kept = self._block = (of, whole, tell(whole))
            x, y = kept[1][0], kept[1][1]
            return [one[top - y : bottom - y, left - x : right - x] for one in kept[2]]

        return cut

    def _cut_lost(self, grid: Grid) -> Callable[[Box], Sequence[Plane]]:
        planes = self._pyramid.level(grid.number).planes
        tables = [
            np.where(attenuation_table(one) >= no_signal_attenuation(one), _LOST, _UNTOLD)
            for one in self._pyramid.channels
        ]

        def cut(box: Box) -> Sequence[Plane]:
            left, top, right, bottom = box
            told = np.zeros((bottom - top, right - left), np.uint8)
            for plane, table in zip(planes, tables, strict=True):
                here = cv2.LUT(plane[top:bottom, left:right], table.astype(np.uint8))
                cv2.max(told, here, dst=told)
            # Of no class: the place does not matter where nothing is told.
            both = _paired(told, told)
            return [_codes(both)] if grid.coarse else [both]

        return cut


def _inside(box: Box, other: Box) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


def _to_tiles(box: Box, shape: tuple[int, int]) -> Box:
    left, top, right, bottom = box
    return (
        left // TILE * TILE,
        top // TILE * TILE,
        min(shape[1], -(-right // TILE) * TILE),
        min(shape[0], -(-bottom // TILE) * TILE),
    )


def _paired(place: Plane, told: Plane) -> Plane:
    """One plane of two channels: sampled together, in three quarters of the time."""
    return np.asarray(cv2.merge((place, told)), np.uint8)


def _codes(both: Plane) -> Code:
    """Codes of what `_paired` gave, sampled or not."""
    return np.asarray(cv2.LUT(both.view(np.uint16)[..., 0], _CODE_OF), np.uint8)


def _mixed(planes: Sequence[Plane], corner: tuple[int, int]) -> Plane:
    """Codes, with the hatch over places without signal."""
    (plane,) = planes
    codes = plane if plane.ndim == 2 else _codes(plane)
    lost = cv2.inRange(codes, float(NO_SIGNAL_CODE), float(NO_SIGNAL_CODE))
    if not cv2.countNonZero(lost):
        return codes
    # Counted from the image's corner, so that the hatch moves with the image.
    rows, columns = codes.shape
    along = (np.arange(rows + columns) + corner[0] + corner[1]) % _HATCH_EVERY == 0
    line = np.where(along, HATCH_CODE, NO_SIGNAL_CODE).astype(np.uint8)
    lines = np.lib.stride_tricks.sliding_window_view(line, columns)[:rows]
    cv2.copyTo(np.ascontiguousarray(lines), lost, codes)
    return codes
