"""Painting the visible rectangle of a radiograph, fast enough to drag a window over it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.canvas import Box, Canvas
from imaging.chain import Bright, Chain
from imaging.colours import Tint, grey_table, pack, picture_table
from imaging.display import Beam, Colour, DisplaySettings, MatterView, Palette, View
from imaging.grid import Grid, laid, upright
from imaging.material import MaterialScale, scale_of
from imaging.overlays import Code, Codes
from imaging.pyramid import Pyramid
from imaging.quiet import Quiet
from imaging.radiograph import Pixels
from imaging.sampling import Sampled

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
    like
        Another window over the same pyramid, with which this one shares what it tells of the
        material.
    """

    def __init__(
        self,
        pyramid: Pyramid,
        palette: Palette,
        classic: Palette | None = None,
        *,
        scale: MaterialScale | None = None,
        like: Renderer | None = None,
    ) -> None:
        self._like = like
        self.pyramid = pyramid
        self._palette = palette
        self._classic = classic or palette
        self._scale = scale
        self._quiet = Quiet(pyramid)
        self._chain = Chain(pyramid, self._quiet)
        self._codes: Codes | None = None
        self._stored = Sampled(np.uint16)
        self._grid: Grid | None = None
        self._canvas = Canvas(pack(palette.well))
        self._painted: tuple[Grid, DisplaySettings] | None = None
        self._shown: tuple[View, DisplaySettings, Rendered] | None = None
        self._index = np.empty((0, 0, 2), np.uint8)

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
        boxes = self._lay_out((straight.height, straight.width), grid, settings)
        if 0 not in grid.shape:
            self._paint(grid, boxes, settings)
        self._painted = grid, settings
        shown = laid(self._canvas.pixels, view)
        self._shown = view, settings, shown
        return shown

    @property
    def phase(self) -> tuple[float, float] | None:
        """Where the first sample of the last picture lay; with the view, all that decides it."""
        return None if self._grid is None or 0 in self._grid.shape else self._grid.phase

    def shows(self, view: View) -> bool:
        """Whether `view` is what was painted last."""
        return self._shown is not None and self._shown[0] == view

    def settle(self) -> bool:
        """Sample all of the window anew when it is painted next, in the phase in which it stands.

        A picture that was dragged was sampled strip by strip, and some of its pixels are a bit or
        two off. After this what is painted follows from view, phase and settings alone.

        Returns
        -------
        Whether anything is to be painted again.
        """
        codes = self._codes
        if not self._stored.slid and (codes is None or not codes.slid):
            return False
        self._stored.forget()
        self._chain.forget()
        if codes is not None:
            codes.forget()
        self._painted = self._shown = None
        return True

    def stand(self, view: View, phase: tuple[float, float]) -> None:
        """Paint `view` next as another window painted it that stood in this phase."""
        self._grid = Grid.in_step(self.pyramid, upright(view), phase)
        self._painted = self._shown = None

    def prepare(self) -> bool:
        """Do a little, two or three milliseconds, of what the next moves of the view will want.

        Returns
        -------
        False when there is nothing left to do.
        """
        if self._codes is None or self._grid is None or 0 in self._grid.shape:
            return False
        return self._codes.prepare(self._grid)

    def _lay_out(self, size: tuple[int, int], grid: Grid, settings: DisplaySettings) -> list[Box]:
        """Boxes of `grid` that are to be painted: what came into the window, or all of it."""
        kept = self._painted
        if kept is not None and kept[1] == settings and not _looks_around(settings):
            shared = kept[0].within(grid)
            size_kept = kept[0].shape == grid.shape
            if shared is not None and size_kept and 0 not in grid.shape:
                boxes = self._canvas.slide(shared[:2], size, grid.inside)
                if boxes is not None:
                    return boxes
        self._canvas.begin(size, grid.inside)
        return [(0, 0, grid.x.count, grid.y.count)]

    def _paint(self, grid: Grid, boxes: list[Box], settings: DisplaySettings) -> None:
        dual = self.pyramid.radiograph.dual
        beam = 1 if dual and settings.beam is Beam.LOW else 0
        source = (settings.denoise, beam)

        def cut(box: Box) -> list[Pixels]:
            return [self._quiet.crop(grid.number, beam, box, settings.denoise)]

        sampled = np.asarray(self._stored.on(grid, source, cut), np.uint16)
        told = dual and (
            settings.colour is not Colour.GREY or settings.matter is not MatterView.ALL
        )
        coloured = told or settings.hatch or bool(settings.highlights)
        codes = self._coded(grid, (source, sampled), settings) if coloured else None
        left, top, right, bottom = grid.inside
        target = self._canvas.pixels[top:bottom, left:right]
        for x0, y0, x1, y1 in boxes:
            part = np.s_[y0:y1, x0:x1]
            greys = grey_table(self._palette, settings.full_range) if codes is None else None
            bright = self._chain.brightness(grid, source, sampled[part], settings, greys)
            if codes is None:
                _pack_grey(bright, target[part])
            else:
                self._colour((bright, codes[part]), beam, target[part], settings)

    def _coded(
        self, grid: Grid, stored: tuple[tuple[float, int], Pixels], settings: DisplaySettings
    ) -> Code:
        """Steps 8 to 10, as far as they do not depend on the brightness."""
        return self.teller().on(grid, stored[0], stored[1], settings)

    def teller(self) -> Codes:
        """What tells the colours apart, made when it is first needed."""
        if self._codes is None:
            like = self._like.teller() if self._like is not None else None
            self._codes = Codes(self.pyramid, lambda: self.scale, like)
        return self._codes

    def _colour(
        self,
        drawn: tuple[Bright, Code],
        beam: int,
        target: Rendered,
        settings: DisplaySettings,
    ) -> None:
        """Steps 8 to 10: one table for material, density ranges and hatch."""
        rows, columns = target.shape
        kept = self._index.shape
        if kept[0] < rows or kept[1] < columns:
            self._index = np.empty((max(kept[0], rows), max(kept[1], columns), 2), np.uint8)
        index = self._index[:rows, :columns]
        cv2.merge(drawn, dst=index)
        classic = settings.colour is Colour.MATERIAL_CLASSIC
        tint = Tint(
            settings.colour is not Colour.GREY,
            settings.matter,
            settings.full_range,
            255 if settings.matter is MatterView.ALL else self._chain.air(beam, settings),
        )
        table = picture_table(self._classic if classic else self._palette, tint)
        cv2.LUT(index.view(np.uint16)[..., 0], table, dst=target)


def _pack_grey(grey: Bright, target: Rendered) -> None:
    """Write 0xFFGGGGGG of every grey, as bytes: in the cache, a quarter of a packed table's time.

    Blue, green and red are alike and opaque comes last, which is what a machine of little endian,
    the only kind that Qt's packages for Python are made for, reads as such a number.
    """
    rows, columns = grey.shape
    cv2.cvtColor(grey, cv2.COLOR_GRAY2BGRA, dst=target.view(np.uint8).reshape(rows, columns, 4))


def _looks_around(settings: DisplaySettings) -> bool:
    """Whether a pixel on screen depends on its neighbours, so that a part is not painted alone."""
    return bool(settings.local or settings.sharpen or settings.edge)
