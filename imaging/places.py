"""Where in a view what was measured lies: boxes to point at, never figures.

Each is the box around the largest connected stretch of its kind, in stored pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.inside import InnerSpan
from imaging.loading import Extent
from imaging.material import Matter
from imaging.outline import Box
from imaging.weighing import Measured

WHOLE, GOODS, OPAQUE, END = "whole", "goods", "opaque", "end"
"""Names of places; classes of material go by the value of `Matter`."""

_LEAST_SHARE = 0.0005
"""Smaller stretches, as a share of the object's area, are not worth a look."""
_HAND = 3

Mask = npt.NDArray[np.bool_]


def find_places(
    measured: Measured, extent: Extent, goods: Mask, inner: InnerSpan | None
) -> Mapping[str, Box]:
    """Return the places of a view by name; what is not there has none.

    Parameters
    ----------
    measured
        From `imaging.weighing.measure`, of the whole view.
    extent
        Where the object is.
    goods
        Where goods stand, shape of the planes of ``measured``.
    inner
        What is free inside, where that was measured: the deeper of both ends is a place.
    """
    found = dict(_spans(measured, extent, inner))
    lost = np.zeros(goods.shape, np.bool_)
    lost[extent.inside] = measured.lost[extent.inside]
    classes = np.rint(measured.place / 85.0).astype(np.uint8)
    masks = {GOODS: goods, OPAQUE: lost}
    masks |= {
        matter.value: goods & measured.told & (classes == number)
        for number, matter in enumerate(Matter)
    }
    for name, mask in masks.items():
        box = _largest(mask, extent)
        if box is not None:
            found[name] = _stored(box, measured.shrink)
    return MappingProxyType(found)


def _spans(
    measured: Measured, extent: Extent, inner: InnerSpan | None
) -> Iterator[tuple[str, Box]]:
    """Yield the object itself, and the end of it that takes most of its length."""
    left, right = extent.columns
    top, low = extent.rows
    yield WHOLE, _stored((left, top, right - left, low - top), measured.shrink)
    if inner is not None and inner.outer_m > 0.0:
        deep = max(inner.left_m, inner.right_m) / inner.outer_m
        wide = max(1, round(deep * (right - left)))
        start = left if inner.left_m >= inner.right_m else right - wide
        yield END, _stored((start, top, wide, low - top), measured.shrink)


def _largest(mask: Mask, extent: Extent) -> Box | None:
    """Return the box around the largest stretch; None where all are too small."""
    kernel = np.ones((_HAND, _HAND), np.uint8)
    # Noise tears holes into what is told of a material: close them before specks are taken off.
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel)
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    if count < 2:
        return None
    best = stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))]
    if int(best[cv2.CC_STAT_AREA]) < _LEAST_SHARE * extent.area:
        return None
    return int(best[0]), int(best[1]), int(best[2]), int(best[3])


def _stored(box: Box, shrink: float) -> Box:
    """Return a box of the planes in stored pixels."""
    x, y, wide, high = (round(side * shrink) for side in box)
    return x, y, max(1, wide), max(1, high)
