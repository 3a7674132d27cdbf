"""From stored values to brightness on screen: the chain of the grey tools, in one stated order.

1.  The stored values of the energy shown, at the scale of the screen.
2.  Denoise.
3.  Response (logarithm, square root, linear) and penetration.
4.  Local contrast.
5.  Sharpen.
6.  Edge.
7.  Window, gamma, inverse.
8.  Colours of the material, and classes taken off.
9.  Density ranges. They go by the values of step 2, so no filter moves a pixel into a range.
10. The hatch of places without signal.

Steps 2 to 6 work on 16 bits; step 7 ends at the 8 bits of a screen. A step is computed again
only when something before it changed: dragging the window costs a table and the colours, moving
the image costs the strip that came into view and, with filters, the filters over the window.
This module holds steps 3 to 7, `imaging.renderer` the others. Nothing alters a stored pixel.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.brightness import plain, windowed
from imaging.display import DisplaySettings
from imaging.grid import Grid
from imaging.local_contrast import LocalContrast
from imaging.luts import attenuation_table
from imaging.noise import NoiseModel
from imaging.pyramid import Pyramid
from imaging.quiet import Quiet
from imaging.radiograph import Pixels

Bright = npt.NDArray[np.uint8]

_SHARPEN = 2.0
_SOFT = 5
"""Device pixels across, of the mean that sharpening subtracts."""
_EDGE = 5.0
_EDGE_FLOOR = 2.4
"""Sigmas that noise alone spans among the softened pixels around a place, and a little."""
_AROUND = np.ones((5, 5), np.uint8)


class Chain:
    """Makes sampled pixels bright; buffers and intermediate pictures are kept.

    Parameters
    ----------
    pyramid
        What is shown.
    quiet
        Where the noise of its levels is known.
    """

    def __init__(self, pyramid: Pyramid, quiet: Quiet) -> None:
        self._pyramid = pyramid
        self._quiet = quiet
        self._tables: dict[str, tuple[object, npt.NDArray[np.generic]]] = {}
        self._local: dict[int, LocalContrast] = {}
        self._filtered: tuple[object, Pixels] = (None, np.empty((0, 0), np.uint16))
        self._soft = np.empty((0, 0), np.uint16)
        self._bright = np.empty((0, 0), np.uint8)

    def brightness(
        self,
        grid: Grid,
        source: tuple[object, int],
        sampled: Pixels,
        settings: DisplaySettings,
        greys: Bright | None = None,
    ) -> Bright:
        """Brightness 0 to 255 of every sampled pixel.

        Parameters
        ----------
        grid
            Where the pixels lie; without filters `sampled` may be any part of it.
        source
            What they were sampled from, and the number of the energy.
        sampled
            ``uint16``; not altered.
        greys
            ``uint8``, shape (256,): what is returned for each brightness instead of itself.

        Returns
        -------
        ``uint8`` that the next call overwrites.
        """
        bright = self._room(sampled.shape)
        if settings.local or settings.sharpen or settings.edge:
            sampled = self._filter(grid, source, sampled, settings)
            table = self._window(settings)
        else:
            table = self._table(source[1], settings)
        cv2.LUT(sampled, table if greys is None else cv2.LUT(table, greys), dst=bright)
        return bright

    def forget(self) -> None:
        """Filter anew when it is asked for next: the same grid holds other samples."""
        self._filtered = (None, np.empty((0, 0), np.uint16))
        for local in self._local.values():
            local.forget()

    def _room(self, shape: tuple[int, ...]) -> Bright:
        """Part of a buffer that is only ever made larger."""
        rows, columns = shape
        kept = self._bright.shape
        if kept[0] < rows or kept[1] < columns:
            self._bright = np.empty((max(kept[0], rows), max(kept[1], columns)), np.uint8)
        return self._bright[:rows, :columns]

    def air(self, beam: int, settings: DisplaySettings) -> int:
        """Brightness of air, 0 to 255."""
        channel = self._pyramid.channels[beam]
        return int(self._table(beam, settings)[channel.air])

    def _filter(
        self, grid: Grid, source: tuple[object, int], sampled: Pixels, settings: DisplaySettings
    ) -> Pixels:
        """Steps 3 to 6: ``uint16``, 0 to 65535."""
        key = (grid, source, *_tone(settings), settings.local, settings.sharpen, settings.edge)
        kept, out = self._filtered
        if kept == key:
            return out
        if out.shape != grid.shape:
            out, self._soft = np.empty(grid.shape, np.uint16), np.empty(grid.shape, np.uint16)
        beam = source[1]
        curve = self._plain(beam, settings)
        noise = self._quiet.noise(grid.number, beam)
        if settings.local:
            if beam not in self._local:
                table = attenuation_table(self._pyramid.channels[beam])
                self._local[beam] = LocalContrast(table)
            local = self._local[beam]
            local.look(grid, source, self._pyramid.level(grid.number).planes[beam], sampled)
            local.raise_contrast(curve, noise, settings.local, out)
        else:
            cv2.LUT(sampled, np.rint(curve * 65535.0).astype(np.uint16), dst=out)
        if settings.sharpen:
            more = _SHARPEN * settings.sharpen
            cv2.blur(out, (_SOFT, _SOFT), dst=self._soft, borderType=cv2.BORDER_REPLICATE)
            cv2.addWeighted(out, 1.0 + more, self._soft, -more, 0.0, dst=out)
        if settings.edge:
            self._draw_edges(sampled, out, curve, noise, settings)
        self._filtered = key, out
        return out

    def _draw_edges(
        self,
        sampled: Pixels,
        out: Pixels,
        curve: npt.NDArray[np.float64],
        noise: NoiseModel,
        settings: DisplaySettings,
    ) -> None:
        """Blend the picture with its edges: dark lines on bright ground, none made by noise."""
        cv2.blur(out, (3, 3), dst=self._soft, borderType=cv2.BORDER_REPLICATE)
        span = cv2.morphologyEx(self._soft, cv2.MORPH_GRADIENT, _AROUND)
        raised = 1.0 + _SHARPEN * settings.sharpen
        floor = np.abs(np.gradient(curve)) * noise.sigma * (_EDGE_FLOOR * raised * 65535.0)
        quiet = 1.0 - 0.7 * settings.denoise
        table = np.minimum(floor * quiet, 65535.0).astype(np.uint16)
        cv2.subtract(span, cv2.LUT(sampled, table), dst=span)
        cv2.addWeighted(
            out,
            1.0 - settings.edge,
            span,
            -_EDGE * settings.edge,
            65535.0 * settings.edge,
            dst=out,
        )

    def _plain(self, beam: int, settings: DisplaySettings) -> npt.NDArray[np.float64]:
        key = (beam, *_tone(settings))
        kept = self._tables.get("plain")
        if kept is None or kept[0] != key:
            table = attenuation_table(self._pyramid.channels[beam])
            kept = self._tables["plain"] = (key, plain(table, settings))
        return np.asarray(kept[1], np.float64)

    def _table(self, beam: int, settings: DisplaySettings) -> Bright:
        """Stored value to brightness: steps 3 and 7 in one."""
        key = (beam, *_tone(settings), *_end(settings))
        kept = self._tables.get("table")
        if kept is None or kept[0] != key:
            shown = windowed(self._plain(beam, settings), settings)
            kept = self._tables["table"] = (key, _of_eight_bits(shown))
        return np.asarray(kept[1], np.uint8)

    def _window(self, settings: DisplaySettings) -> Bright:
        """Plain brightness of 16 bits to brightness: step 7."""
        key = _end(settings)
        kept = self._tables.get("window")
        if kept is None or kept[0] != key:
            shown = windowed(np.arange(65536) / 65535.0, settings)
            kept = self._tables["window"] = (key, _of_eight_bits(shown))
        return np.asarray(kept[1], np.uint8)


def _of_eight_bits(shown: npt.NDArray[np.float64]) -> Bright:
    """Brightness 0 to 1 as 0 to 255; what comes in is overwritten."""
    np.multiply(shown, 255.0, out=shown)
    return np.asarray(np.rint(shown, out=shown).astype(np.uint8))


def _tone(settings: DisplaySettings) -> tuple[object, ...]:
    return settings.response, settings.penetration


def _end(settings: DisplaySettings) -> tuple[object, ...]:
    return settings.centre, settings.width, settings.gamma, settings.invert
