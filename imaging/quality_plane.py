"""One energy of a picture, thinned out so that its length costs nothing.

Rows are judged over at most eight hundred columns and columns over at most two hundred and
fifty-six rows: a detector that is bad is bad along the whole scan, and a pulse over the whole
height.
"""

from __future__ import annotations

import dataclasses
import functools

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import FULL_ATTENUATION, no_signal_attenuation
from imaging.radiograph import Channel, Pixels

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

_MOST_COLUMNS, _MOST_ROWS = 800, 256
AIR = 0.035
"""Attenuation below which nothing stands in the beam; thin walls measure 0.03 and more."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """One energy, thinned out two ways.

    Attributes
    ----------
    channel
        What it was made from.
    tall, tall_raw
        ``float32`` attenuation (below 0 where brighter than air) and stored values of every row,
        over the columns `columns_at`.
    wide, wide_raw
        The same of every column, over the rows `rows_at`.
    dark
        Attenuation from which there is no signal.
    """

    channel: Channel
    tall: Floats
    tall_raw: Pixels
    columns_at: Places
    wide: Floats
    wide_raw: Pixels
    rows_at: Places
    dark: float

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the whole picture."""
        return self.channel.shape

    @property
    def brightest(self) -> int:
        """The stored value above which light is not counted any more."""
        return (1 << self.channel.bits) - 1 if self.channel.bright_is_air else 0


def plane_of(channel: Channel) -> Plane:
    """Thin out one energy."""
    rows, columns = channel.shape
    columns_at = _thinned(columns, _MOST_COLUMNS)
    rows_at = _thinned(rows, _MOST_ROWS)
    tall_raw = np.ascontiguousarray(channel.pixels[:, columns_at])
    wide_raw = np.ascontiguousarray(channel.pixels[rows_at])
    scale = (channel.bits, channel.air, channel.bright_is_air, channel.logarithmic)
    table = _table(scale)
    return Plane(
        channel=channel,
        tall=np.asarray(cv2.LUT(tall_raw, table), np.float32).reshape(tall_raw.shape),
        tall_raw=tall_raw,
        columns_at=columns_at,
        wide=np.asarray(cv2.LUT(wide_raw, table), np.float32).reshape(wide_raw.shape),
        wide_raw=wide_raw,
        rows_at=rows_at,
        dark=no_signal_attenuation(channel),
    )


def _thinned(size: int, most: int) -> Places:
    return np.unique(np.linspace(0, size - 1, min(size, most)).astype(np.int64))


@functools.lru_cache(maxsize=16)
def _table(scale: tuple[int, int, bool, bool]) -> Floats:
    """As `imaging.luts.attenuation_table`, but what is brighter than air falls below zero."""
    bits, air, bright_is_air, logarithmic = scale
    top = float((1 << bits) - 1)
    stored = np.minimum(np.arange(65536, dtype=np.float64), top)
    brightness = stored if bright_is_air else top - stored
    white = max(1.0, float(air) if bright_is_air else top - air)
    if logarithmic:
        table = (1.0 - brightness / white) * FULL_ATTENUATION
    else:
        table = -np.log(np.maximum(brightness, 0.5) / white)
    out = np.minimum(table, FULL_ATTENUATION).astype(np.float32)
    out.flags.writeable = False
    return out


def air_columns(tall: Floats, good: Flags) -> Flags:
    """Return the thinned columns in which nothing stands, judged by rows that work.

    What runs along the whole scan (a belt, a rail) is no object, so that it does not count: rows
    that are never air are left out, as long as they are less than half.
    """
    rows = np.flatnonzero(good)
    if rows.size < 8:
        return np.zeros(tall.shape[1], np.bool_)
    soft = _soft(tall[rows])
    # Blurred over nine columns, every third one knows as much.
    lowest = np.percentile(soft[:, ::3], 2, axis=1)
    air = (lowest < 3 * AIR) & (lowest > -10 * AIR)
    if air.sum() * 2 < rows.size:
        return np.zeros(tall.shape[1], np.bool_)
    above = soft[air] - lowest[air][:, None]
    spread = float(np.median(np.abs(np.diff(soft[air], axis=1)))) if soft.shape[1] > 1 else 0.0
    return np.asarray((above < AIR + 6 * spread).mean(axis=0) > 0.995)


def _soft(picture: Floats) -> Floats:
    """Mean over neighbouring pixels, more of them along the scan."""
    return np.asarray(cv2.blur(picture, (9, 3), borderType=cv2.BORDER_REPLICATE), np.float32)


def beside(values: Floats, reach: int) -> tuple[Floats, Floats]:
    """Return the median of the `reach` values before, and of those after, each of a line.

    NaN where there are not so many, or where less than half of them are known.
    """
    before = np.full(values.size, np.nan, np.float32)
    after = before.copy()
    if values.size > reach:
        windows = np.sort(np.lib.stride_tricks.sliding_window_view(values, reach), axis=1)
        known = np.isfinite(windows).sum(axis=1)
        every = np.arange(known.size)
        # NaN sorts last, so that the middle of what is known stands here.
        lower = windows[every, np.maximum(known - 1, 0) // 2]
        upper = windows[every, np.minimum(known // 2, reach - 1)]
        middles = np.where(known * 2 < reach, np.float32(np.nan), 0.5 * (lower + upper))
        before[reach:] = middles[: values.size - reach]
        after[: values.size - reach] = middles[1:]
    return before, after
