"""Painting the visible rectangle of a radiograph, fast enough to drag a window over it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.chain import Bright, Chain
from imaging.colours import Tint, grey_table, pack, picture_table
from imaging.display import Beam, Colour, DisplaySettings, MatterView, Palette, View
from imaging.material import MaterialScale, scale_of
from imaging.overlays import Codes
from imaging.pyramid import Pyramid
from imaging.quiet import Quiet
from imaging.radiograph import Pixels
from imaging.sampling import Box, Grid, Sampled, laid, upright

Rendered = npt.NDArray[np.int32]
"""``int32``, shape (height, width): 0xFFRRGGBB of every device pixel."""


class Renderer:
    """Turns a pyramid into screen pixels, in the order that `imaging.chain` states.

    Buffers are kept between calls, and every step is done again only when something before it
    changed.

    Parameters
    ----------
    pyramid
        What is shown. Nothing of it is altered.
    palette, classic
        Colours, and those of the classic material colouring.
    scale
        What the energy ratios mean; worked out from the scan when not given.
    """

    def __init__(
        self,
        pyramid: Pyramid,
        palette: Palette,
        classic: Palette | None = None,
        *,
        scale: MaterialScale | None = None,
    ) -> None:
        self.pyramid = pyramid
        self._palette = palette
        self._classic = classic or palette
        self._scale = scale
        self._quiet = Quiet(pyramid)
        self._chain = Chain(pyramid, self._quiet)
        self._codes: Codes | None = None
        self._stored = Sampled(np.uint16)
        self._grid: Grid | None = None
        self._well: object = None
        self._shown: tuple[View, DisplaySettings, Rendered] | None = None
        self._index = np.empty((0, 0, 2), np.uint8)
        self._out = np.empty((0, 0), np.int32)

    @property
    def scale(self) -> MaterialScale:
        """What the energy ratios mean."""
        if self._scale is None:
            self._scale = scale_of(self.pyramid.radiograph)
        return self._scale

    @property
    def sampled(self) -> int:
        """Pixels that the last call had to sample anew."""
        return self._stored.sampled

    def render(self, view: View, settings: DisplaySettings) -> Rendered:
        """Paint `view`.

        Returns
        -------
        An array of shape (view.height, view.width) that the next call overwrites.
        """
        if self._shown is not None and self._shown[:2] == (view, settings):
            return self._shown[2]
        straight = upright(view)
        grid = self._grid = Grid.of(self.pyramid, straight, self._grid)
        target = self._ground(straight, grid)
        if 0 not in grid.shape:
            self._paint(grid, target, settings)
        shown = laid(self._out, view)
        self._shown = view, settings, shown
        return shown

    def prepare(self) -> bool:
        """Do a little, two or three milliseconds, of what the next moves of the view will want.

        Returns
        -------
        False when there is nothing left to do.
        """
        if self._codes is None or self._grid is None or 0 in self._grid.shape:
            return False
        return self._codes.prepare(self._grid)

    def _ground(self, view: View, grid: Grid) -> Rendered:
        """The part of the picture that the image covers; the well lies around it."""
        key = (view.height, view.width, grid.inside)
        if self._well != key:
            if self._out.shape != key[:2]:
                self._out = np.empty(key[:2], np.int32)
            self._out.fill(pack(self._palette.well))
            self._well = key
        left, top, right, bottom = grid.inside
        return self._out[top:bottom, left:right]

    def _paint(self, grid: Grid, target: Rendered, settings: DisplaySettings) -> None:
        dual = self.pyramid.radiograph.dual
        beam = 1 if dual and settings.beam is Beam.LOW else 0
        source = (settings.denoise, beam)

        def cut(box: Box) -> list[Pixels]:
            return [self._quiet.crop(grid.number, beam, box, settings.denoise)]

        sampled = np.asarray(self._stored.on(grid, source, cut), np.uint16)
        bright = self._chain.brightness(grid, source, sampled, settings)
        told = dual and (
            settings.colour is not Colour.GREY or settings.matter is not MatterView.ALL
        )
        if told or settings.hatch or settings.highlights:
            self._colour(grid, (source, sampled), bright, target, settings)
        else:
            cv2.LUT(bright, grey_table(self._palette, settings.full_range), dst=target)

    def _colour(
        self,
        grid: Grid,
        stored: tuple[tuple[float, int], Pixels],
        bright: Bright,
        target: Rendered,
        settings: DisplaySettings,
    ) -> None:
        """Steps 8 to 10: one table for material, density ranges and hatch."""
        if self._codes is None:
            self._codes = Codes(self.pyramid, lambda: self.scale)
        beam = stored[0][1]
        codes = self._codes.on(grid, stored[0], stored[1], settings)
        if self._index.shape[:2] != grid.shape:
            self._index = np.empty((*grid.shape, 2), np.uint8)
        cv2.merge([bright, codes], dst=self._index)
        classic = settings.colour is Colour.MATERIAL_CLASSIC
        tint = Tint(
            settings.colour is not Colour.GREY,
            settings.matter,
            settings.full_range,
            255 if settings.matter is MatterView.ALL else self._chain.air(beam, settings),
        )
        table = picture_table(self._classic if classic else self._palette, tint)
        cv2.LUT(self._index.view(np.uint16)[..., 0], table, dst=target)
