"""A fan that does not stand square to the travel: depth shows as a shift along the picture.

Many portals look a few degrees askew, on purpose (walls and ribs of the near and the far side then
part) or because the road does. A thin body is only moved; a deep one is drawn out, since its near
and its far end are moved by different amounts.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from imaging.phantom.geometry import Doubles, FanBeam, Span
from imaging.phantom.solids import Shadow
from imaging.phantom.stage import Rng

_SQUARE_SHARE = 0.45
_MOST = 0.16
"""Tangent of 9 degrees."""


def draw_slant(rng: Rng) -> float:
    """Draw the tangent of the angle: nearly half of all portals stand square."""
    square, slant = rng.random() < _SQUARE_SHARE, float(rng.uniform(-_MOST, _MOST))
    return 0.0 if square else slant


def slanted(shadow: Shadow, depth: Span, fan: FanBeam) -> Shadow | None:
    """Move and draw out a shadow as the fan's slant does; None when it leaves the picture.

    A body whose depth is the same all along lands within a sixth of a column of its place; others
    keep their mass as well, and are drawn out by their mean depth.
    """
    first, shares = _shares(depth, fan)
    rows, columns = shadow.mass.shape
    wide = np.zeros((rows, columns + 2 * (len(shares) - 1)), np.float32)
    wide[:, len(shares) - 1 : len(shares) - 1 + columns] = shadow.mass
    # OpenCV correlates: backwards, that is the sum of the shifted shadows.
    kernel = np.ascontiguousarray(shares[::-1], np.float32)[None]
    spread = cv2.filter2D(wide, -1, kernel, anchor=(len(shares) - 1, 0))
    drawn = np.asarray(spread, np.float32)[:, len(shares) - 1 :]
    start = shadow.column + first
    left, right = max(0, -start), min(drawn.shape[1], fan.columns - start)
    if right <= left:
        return None
    return Shadow(shadow.row, start + left, drawn[:, left:right])


def _shares(depth: Span, fan: FanBeam) -> tuple[int, Doubles]:
    """By how many columns a shadow moves at least, and the shares that move so far and on."""
    ends = [(z - fan.distance) * fan.slant / fan.column_pitch for z in depth]
    middle, half = 0.5 * sum(ends), 0.5 * max(abs(ends[1] - ends[0]), 1.0)
    low, high = middle - half, middle + half
    first, last = math.floor(low + 0.5), math.ceil(high - 0.5)
    places = np.arange(first, last + 1)
    cover = np.minimum(places + 0.5, high) - np.maximum(places - 0.5, low)
    return first, np.maximum(cover, 0.0) / (2.0 * half)
