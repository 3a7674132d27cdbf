"""Material of every pixel of a pyramid level, in tiles, quiet enough to look at."""

from __future__ import annotations

import collections
import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.dropouts import filled, find_dropouts, grown
from imaging.hues import HueTable
from imaging.luts import attenuation_table, no_signal_attenuation
from imaging.material import MaterialScale
from imaging.pyramid import Level, Pyramid
from imaging.radiograph import Channel, Pixels
from imaging.registration import column_shift, moved_left

Plane8 = npt.NDArray[np.uint8]

TILE = 128
"""Small, so that the strip that a moving window uncovers costs little at a time."""
NO_SIGNAL = 255
"""Trust of a pixel through which nothing came: it is hatched, never coloured."""
MOST_TRUST = 223
"""Trust of a pixel whose material is certain; 0 where it cannot be told and stays grey."""

_CALM = 5
"""Pixels across, over which depth is averaged before it says how far a ratio is trusted."""
_DEEP, _TOO_DEEP = 6.5, 8.0
# Scattered radiation fills up the dark with both energies alike and pulls their ratio toward one:
# toward heavy in a linac's scan, toward organic in a tube's. Deep down, that side proves nothing.
_BIASED_DEEP, _BIASED_TOO_DEEP = 3.0, 4.5
_DOUBT_ENDS = 6.0
"""Places from a doubtful one to one that is trusted."""
_REGISTERED_COLUMNS = 4096
_HALO = 20


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class MaterialTile:
    """Place between the materials and trust in it, ``uint8`` of one shape each."""

    place: Plane8
    trust: Plane8


class MaterialMap:
    """Tiles of material, computed from the 16-bit pair once per level and kept.

    Parameters
    ----------
    pyramid
        Levels of a radiograph with two energies.
    scale
        What the ratios mean.
    capacity
        Tiles kept; the one used longest ago goes first.
    shift
        How far the energies are apart in stored columns; measured when not given.
    """

    def __init__(
        self,
        pyramid: Pyramid,
        scale: MaterialScale,
        *,
        capacity: int = 2560,
        shift: float | None = None,
    ) -> None:
        self._pyramid = pyramid
        self._table = HueTable.of(scale)
        self._rises = scale.rises
        self._known = _known_places(scale)
        self._shift = shift
        self._middle = float(scale.ratios_at(np.array([1.0]))[1:3].mean())
        gap = scale.gap
        # The air level is good to about 0.002; attenuation must be large enough that this moves
        # the ratio by less than the distance between organic matter and steel.
        self._thin, self._enough = 0.004 / gap, 0.018 / gap
        # Where classes lie close together, noise mixes them up before the dark does.
        self._reach = float(np.clip(gap / 0.03, 0.75, 1.0))
        self._radius = float(np.clip(0.12 / gap, 2.0, 8.0))
        self._capacity = capacity
        self._tiles: collections.OrderedDict[tuple[int, int, int], MaterialTile] = (
            collections.OrderedDict()
        )

    def crop(self, number: int, box: tuple[int, int, int, int]) -> MaterialTile:
        """Assemble the rectangle (left, top, right, bottom) of level `number`.

        The rectangle lies inside the level; the result is freshly allocated.
        """
        left, top, right, bottom = box
        place = np.empty((bottom - top, right - left), np.uint8)
        trust = np.empty_like(place)
        for row in range(top // TILE, (bottom - 1) // TILE + 1):
            for column in range(left // TILE, (right - 1) // TILE + 1):
                tile = self._tile(number, row, column)
                y0, x0 = max(top, row * TILE), max(left, column * TILE)
                y1 = min(bottom, row * TILE + tile.place.shape[0])
                x1 = min(right, column * TILE + tile.place.shape[1])
                inside = np.s_[
                    y0 - row * TILE : y1 - row * TILE, x0 - column * TILE : x1 - column * TILE
                ]
                there = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
                place[there] = tile.place[inside]
                trust[there] = tile.trust[inside]
        return MaterialTile(place, trust)

    def prepare(self, number: int, box: tuple[int, int, int, int]) -> bool:
        """Compute one tile of a rectangle of level `number` that is not there yet.

        Returns
        -------
        False when every tile is there: then nothing was done.
        """
        left, top, right, bottom = box
        for column in range(left // TILE, (right - 1) // TILE + 1):
            for row in range(top // TILE, (bottom - 1) // TILE + 1):
                if (number, row, column) not in self._tiles:
                    self._tile(number, row, column)
                    return True
        return False

    def _tile(self, number: int, row: int, column: int) -> MaterialTile:
        key = (number, row, column)
        tile = self._tiles.get(key)
        if tile is None:
            tile = self._compute(self._pyramid.level(number), row, column)
            self._tiles[key] = tile
            while len(self._tiles) > self._capacity:
                self._tiles.popitem(last=False)
        else:
            self._tiles.move_to_end(key)
        return tile

    def _compute(self, level: Level, row: int, column: int) -> MaterialTile:
        rows, columns = level.shape
        y0, x0 = row * TILE, column * TILE
        y1, x1 = min(rows, y0 + TILE), min(columns, x0 + TILE)
        top, left = max(0, y0 - _HALO), max(0, x0 - _HALO)
        around = np.s_[top : min(rows, y1 + _HALO), left : min(columns, x1 + _HALO)]
        tile = self.classify(level.planes[0][around], level.planes[1][around], level.scale_x)
        core = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
        return MaterialTile(tile.place[core], tile.trust[core])

    def classify(self, high: Pixels, low: Pixels, scale: float) -> MaterialTile:
        """Material of a patch.

        Parameters
        ----------
        high, low
            ``uint16`` of one shape, stored values of the two energies.
        scale
            Patch pixels per stored pixel: a coarser level is quieter by itself and is smoothed
            over fewer of its pixels.
        """
        main, second = self._pyramid.channels
        thick, thin_beam = _attenuation(high, main), _attenuation(low, second)
        lost = (thick >= no_signal_attenuation(main)) & (thin_beam >= no_signal_attenuation(second))
        gone = find_dropouts(thick, thin_beam, self._pyramid.channels)
        if gone is None:
            return self.classify_thick(thick, thin_beam, lost, scale)
        tile = self.classify_thick(*filled(thick, thin_beam, gone, self._middle), lost, scale)
        # One energy names no material; the places stay grey.
        tile.trust[grown(gone) & ~lost] = 0
        return tile

    def classify_thick(
        self,
        thick: npt.NDArray[np.float32],
        thin_beam: npt.NDArray[np.float32],
        lost: npt.NDArray[np.bool_],
        scale: float,
    ) -> MaterialTile:
        """Material of a patch of attenuations.

        Parameters
        ----------
        thick, thin_beam
            ``float32`` of one shape: attenuation of the high and of the low energy.
        lost
            Where nothing came through.
        scale
            As for `classify`.
        """
        thin_beam = moved_left(thin_beam, self.shift() * scale)
        excess = thin_beam - np.float32(self._middle) * thick
        radius = max(1, round(self._radius * min(1.0, scale) ** 0.5))
        excess = smooth_along(thick, excess, radius=radius)
        ratio = np.asarray(self._middle + excess / np.maximum(thick, 0.02), np.float32)
        place = np.asarray(cv2.medianBlur(self._table.places(thick, ratio), 5), np.uint8)
        # By the depth of a few pixels: one grain of noise must not be told, or stripped, alone.
        calm = np.asarray(cv2.blur(thick, (_CALM, _CALM)), np.float32)
        trust = self._trust(calm, place)
        trust[lost] = NO_SIGNAL
        return MaterialTile(place, trust)

    def shift(self) -> float:
        """Return how far the energies are apart in stored columns; measured once."""
        if self._shift is None:
            finest = self._pyramid.level(0)
            first = max(0, (finest.shape[1] - _REGISTERED_COLUMNS) // 2)
            part = np.s_[:, first : first + _REGISTERED_COLUMNS]
            high, low = finest.planes[0][part], finest.planes[1][part]
            self._shift = column_shift(high, low) / finest.scale_x
        return self._shift

    def _trust(self, thick: npt.NDArray[np.float32], place: Plane8) -> Plane8:
        """How far a ratio can be believed: a ramp from thin, and one to deep."""
        rising = (thick - self._thin) / (self._enough - self._thin)
        falling = (_TOO_DEEP * self._reach - thick) / (_TOO_DEEP - _DEEP)
        biased = (_BIASED_TOO_DEEP - thick) / (_BIASED_TOO_DEEP - _BIASED_DEEP)
        side = (place < 85) if self._rises else (place > 190)
        falling = np.where(side, np.minimum(falling, biased), falling)
        share = np.clip(np.minimum(rising, falling), 0.0, 1.0) * self._known[place]
        return np.asarray((share * MOST_TRUST).astype(np.uint8), np.uint8)


def _known_places(scale: MaterialScale) -> npt.NDArray[np.float32]:
    """How far each place names a class on this scale, ``float32`` (256,), 0 to 1."""
    if scale.doubtful is None:
        return np.ones(256, np.float32)
    first, last = (85.0 * end for end in scale.doubtful)
    places = np.arange(256.0)
    away = np.maximum(first - places, places - last)
    return np.asarray(np.clip(away / _DOUBT_ENDS, 0.0, 1.0), np.float32)


def _attenuation(pixels: Pixels, channel: Channel) -> npt.NDArray[np.float32]:
    return np.asarray(cv2.LUT(np.ascontiguousarray(pixels), attenuation_table(channel)), np.float32)


def smooth_along(
    guide: npt.NDArray[np.float32], values: npt.NDArray[np.float32], *, radius: int
) -> npt.NDArray[np.float32]:
    """Smooth `values` where `guide` is flat and keep their steps where it steps.

    A guided filter (He, Sun, Tang 2013) on box means, so its cost does not grow with `radius`.

    Parameters
    ----------
    guide, values
        ``float32`` of one shape: attenuation, and what is smoothed.
    radius
        Half the side of the window in pixels.
    """
    size = (2 * radius + 1, 2 * radius + 1)

    def mean(plane: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        blurred = cv2.boxFilter(plane, -1, size, borderType=cv2.BORDER_REFLECT)
        return np.asarray(blurred, np.float32)

    mean_guide, mean_values = mean(guide), mean(values)
    variance = mean(guide * guide) - mean_guide * mean_guide
    covariance = mean(guide * values) - mean_guide * mean_values
    # Photon noise grows with attenuation; a variance below it is no edge.
    noise = 2.0e-3 * (1.0 + mean_guide * mean_guide)
    slope = covariance / (np.maximum(variance, 0.0) + noise)
    offset = mean_values - slope * mean_guide
    return np.asarray(mean(slope) * guide + mean(offset), np.float32)
