"""Painting the visible rectangle of a radiograph, fast enough to drag a window over it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.brightness import brightness
from imaging.colours import (
    NO_SIGNAL_CODE,
    Tint,
    grey_table,
    highlight_table,
    material_table,
    pack,
    pack_codes,
)
from imaging.display import Beam, Colour, DisplaySettings, MatterView, Palette, View
from imaging.luts import attenuation_table
from imaging.material import MaterialScale, scale_of
from imaging.material_map import NO_SIGNAL, MaterialMap
from imaging.pyramid import Pyramid
from imaging.sampling import Sampling

Rendered = npt.NDArray[np.int32]
"""``int32``, shape (height, width): 0xFFRRGGBB of every device pixel."""

_HATCH_EVERY = 6


class Renderer:
    """Turns a pyramid into screen pixels.

    Buffers are kept between calls. Resampling depends on the view alone and is done again only
    when the view changes; a step of the window costs one or two passes of a table.

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
        self._material: MaterialMap | None = None
        self._sampling: Sampling | None = None
        self._coded, self._beam = False, 0
        self._tables: tuple[object, npt.NDArray[np.uint16]] | None = None
        self._sampled = np.empty((0, 0), np.uint16)
        self._work = np.empty((0, 0), np.uint16)
        self._codes = np.empty((0, 0), np.uint16)
        self._hatched = np.empty((0, 0), np.bool_)
        self._out = np.empty((0, 0), np.int32)

    @property
    def scale(self) -> MaterialScale:
        """What the energy ratios mean."""
        if self._scale is None:
            self._scale = scale_of(self.pyramid.radiograph)
        return self._scale

    def render(self, view: View, settings: DisplaySettings) -> Rendered:
        """Paint `view`.

        Returns
        -------
        An array of shape (view.height, view.width) that the next call overwrites.
        """
        dual = self.pyramid.radiograph.dual
        beam = 1 if dual and settings.beam is Beam.LOW else 0
        sampling = self._sampling
        if sampling is None or sampling.view != view or beam != self._beam:
            sampling = self._resample(view, beam)
        if 0 in sampling.shape:
            return self._out
        told = dual and (
            settings.colour is not Colour.GREY or settings.matter is not MatterView.ALL
        )
        left, top, right, bottom = sampling.inside
        target = self._out[top:bottom, left:right]
        bright = self._brightness(settings)
        if told:
            if not self._coded:
                self._resample_codes(sampling)
            self._colour(bright, target, settings)
        else:
            cv2.LUT(bright, grey_table(self._palette, settings.full_range), dst=target)
        if settings.highlights:
            self._highlight(bright, target, settings)
        return self._out

    def _brightness(self, settings: DisplaySettings) -> npt.NDArray[np.uint16]:
        """Brightness 0 to 255 of every sampled pixel, sharpened when asked."""
        whole = (
            self._beam,
            settings.centre,
            settings.width,
            settings.response,
            settings.penetration,
            settings.gamma,
            settings.invert,
        )
        if self._tables is None or self._tables[0] != whole:
            shown = brightness(attenuation_table(self.pyramid.channels[self._beam]), settings)
            self._tables = (whole, np.rint(shown * 255.0).astype(np.uint16))
        bright = cv2.LUT(self._sampled, self._tables[1], dst=self._work)
        if settings.sharpen > 0.0:
            soft = cv2.boxFilter(bright, -1, (5, 5), borderType=cv2.BORDER_REPLICATE)
            more = 2.0 * settings.sharpen
            cv2.addWeighted(bright, 1.0 + more, soft, -more, 0.0, dst=bright)
            np.minimum(bright, 255, out=bright)
        return np.asarray(bright, np.uint16)

    def _colour(
        self, bright: npt.NDArray[np.uint16], target: Rendered, settings: DisplaySettings
    ) -> None:
        classic = settings.colour is Colour.MATERIAL_CLASSIC
        palette = self._classic if classic else self._palette
        air = self._tables[1][self.pyramid.channels[self._beam].air] if self._tables else 255
        coloured = settings.colour is not Colour.GREY
        tint = Tint(coloured, settings.matter, settings.full_range, int(air))
        table = material_table(palette, tint)
        codes = cv2.bitwise_or(bright, self._codes)
        cv2.LUT(codes, table, dst=target)
        if self._hatched.size:
            target[self._hatched] = pack(palette.hatch)

    def _highlight(
        self, bright: npt.NDArray[np.uint16], target: Rendered, settings: DisplaySettings
    ) -> None:
        """Paint the density ranges over the picture, the first of them on top."""
        depth = attenuation_table(self.pyramid.channels[self._beam])
        number = np.zeros(depth.shape, np.uint16)
        for one in reversed(settings.highlights):
            number[(depth >= one.low) & (depth < one.high)] = (one.colour + 1) << 8
        where = np.asarray(cv2.LUT(self._sampled, number), np.uint16)
        painted = cv2.LUT(where | bright, highlight_table(self._palette))
        cv2.copyTo(painted, np.asarray(where > 0, np.uint8), target)

    def _resample(self, view: View, beam: int) -> Sampling:
        """Sample the energy shown at every device pixel of the image inside `view`."""
        if self._out.shape != (view.height, view.width):
            self._out = np.empty((view.height, view.width), np.int32)
        self._out.fill(pack(self._palette.well))
        sampling = Sampling.of(self.pyramid, view)
        self._sampling, self._coded, self._beam = sampling, False, beam
        if 0 in sampling.shape:
            return sampling
        if self._sampled.shape != sampling.shape:
            self._sampled = np.empty(sampling.shape, np.uint16)
            self._work = np.empty(sampling.shape, np.uint16)
        sampling.warp(sampling.cut(sampling.level.planes[beam]), self._sampled)
        return sampling

    def _resample_codes(self, sampling: Sampling) -> None:
        """Sample place and trust of the material, packed for the table's upper byte."""
        if self._material is None:
            self._material = MaterialMap(self.pyramid, self.scale)
        tile = self._material.crop(sampling.number, sampling.box)
        place = np.empty(sampling.shape, np.uint8)
        trust = np.empty(sampling.shape, np.uint8)
        lost = np.where(tile.trust == NO_SIGNAL, np.uint8(255), np.uint8(0))
        certain = np.where(lost > 0, np.uint8(0), tile.trust)
        sampling.warp(tile.place, place)
        sampling.warp(certain, trust)
        self._codes = pack_codes(place, trust)
        self._hatch(lost, sampling)
        self._coded = True

    def _hatch(self, lost: npt.NDArray[np.uint8], sampling: Sampling) -> None:
        """Give pixels without signal their code, and find those under a line of the hatch."""
        self._hatched = np.empty((0, 0), np.bool_)
        if not lost.any():
            return
        where = np.empty(sampling.shape, np.uint8)
        sampling.warp(lost, where)
        opaque = where > 127
        self._codes[opaque] |= NO_SIGNAL_CODE
        # Counted from the image's corner, so that the hatch moves with the image.
        start_x, start_y = sampling.origin
        rows, columns = opaque.shape
        along = np.arange(columns)[None, :] + np.arange(rows)[:, None] + start_x + start_y
        self._hatched = opaque & (along % _HATCH_EVERY == 0)
