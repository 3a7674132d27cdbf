"""From the network's map of probabilities to boxes on the stored image, and to the heat map."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

Map = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

MAX_REGIONS = 8
"""An officer gives every finding a verdict; beyond these the map says enough."""
SPREAD = 0.5
"""A region grows from its peak down to this share of the threshold."""
NESTED = 0.7
"""A box that lies by this share inside a likelier one is the same finding."""
HEAT_CELL = 8


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Region:
    """One place the network points at.

    Attributes
    ----------
    box
        (x, y, width, height) in cells of the map.
    probability
        Largest value inside, 0 to 1.
    mask
        ``bool``, shape of the box: the cells that belong to the region.
    """

    box: tuple[int, int, int, int]
    probability: float
    mask: Mask


def find_regions(probability: Map, threshold: float) -> tuple[Region, ...]:
    """Regions whose peak reaches the threshold, likeliest first, at most ``MAX_REGIONS``.

    Parameters
    ----------
    probability
        ``float32``, two-dimensional, 0 to 1.
    threshold
        What a peak must reach, above 0; rounded to ``float32``.
    """
    # In the map's own precision, so that a peak equal to the threshold reaches it.
    threshold = float(np.float32(threshold))
    grown = (probability >= SPREAD * threshold).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown, connectivity=8)
    found: list[Region] = []
    for label in range(1, count):
        x, y, width, height, _area = (int(v) for v in stats[label])
        window = np.s_[y : y + height, x : x + width]
        mask = labels[window] == label
        peak = float(probability[window][mask].max())
        if peak >= threshold:
            found.append(Region((x, y, width, height), peak, mask))
    found.sort(key=lambda region: (-region.probability, region.box))
    return tuple(_without_nested(found))[:MAX_REGIONS]


def _without_nested(regions: list[Region]) -> list[Region]:
    """Drop boxes that lie mostly inside a likelier one."""
    kept: list[Region] = []
    for region in regions:
        if not any(_share_inside(region.box, other.box) >= NESTED for other in kept):
            kept.append(region)
    return kept


def _share_inside(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    width = min(box[0] + box[2], other[0] + other[2]) - max(box[0], other[0])
    height = min(box[1] + box[3], other[1] + other[3]) - max(box[1], other[1])
    return max(0, width) * max(0, height) / (box[2] * box[3])


def to_stored(
    box: tuple[int, int, int, int], cells: tuple[int, int], stored: tuple[int, int]
) -> tuple[int, int, int, int]:
    """A box in cells as a box in stored pixels: never outside the image, never empty.

    Parameters
    ----------
    box
        (x, y, width, height) in cells.
    cells, stored
        (rows, columns) of the map and of the stored image.
    """
    x0, x1 = _span(box[0], box[2], cells[1], stored[1])
    y0, y1 = _span(box[1], box[3], cells[0], stored[0])
    return x0, y0, x1 - x0, y1 - y0


def _span(start: int, length: int, cells: int, stored: int) -> tuple[int, int]:
    first = min(start * stored // cells, stored - 1)
    last = -(-(start + length) * stored // cells)
    return first, max(first + 1, min(last, stored))


def heat_map(probability: Map, stored: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """The map as ``uint8``, one cell for eight stored pixels each way; 255 is certain."""
    rows, columns = max(1, stored[0] // HEAT_CELL), max(1, stored[1] // HEAT_CELL)
    shrinks = rows <= probability.shape[0]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    scaled = cv2.resize(probability, (columns, rows), interpolation=how)
    heat: npt.NDArray[np.uint8] = np.clip(np.rint(scaled * 255.0), 0, 255).astype(np.uint8)
    heat.flags.writeable = False
    return heat


def stored_mask(mask: Mask, box: tuple[int, int, int, int]) -> Mask:
    """A region's cells as ``bool`` of its box in stored pixels, (height, width)."""
    size = (box[2], box[3])
    scaled = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return np.asarray(scaled, dtype=np.bool_)
