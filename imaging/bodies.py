"""Counting what lies apart on a belt: bodies with air between them from top to bottom.

The count is a lower end. What touches, or lies on or behind something else, counts as one.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.luts import attenuation_table
from imaging.radiograph import Radiograph

METHOD = "bodies/1"
"""Name and version of the method: what it says may change with either."""

CELL_MM = 8.0
"""Size of the cells that are judged: noise is averaged away, a gap is two of them wide."""
FAINT = 0.012
"""Attenuation of the high energy from which a cell holds something: two sheets of board at 160 kV
take off about 0.02 (`imaging.phantom`)."""
CLEAR = 0.05
"""Rows whose clearest tenth is darker than this hold the belt."""
GAP_MM = 15.0
"""Air between two bodies is at least this wide."""
LEAST_MM = 40.0
"""What is shorter along the belt is no parcel: a strap, a label, a speck."""


def count_bodies(radiograph: Radiograph) -> int | None:
    """Count the bodies that lie apart along a belt; None where that cannot be done.

    Parameters
    ----------
    radiograph
        A view by a tube, its belt along the rows, with its scale.

    Returns
    -------
    int or None
        At least so many; None without a scale, in a linac's beam, where no row is clear of the
        belt, or where nothing lies there.
    """
    pitch = radiograph.mm_per_pixel
    if pitch is None or radiograph.megavolt:
        return None
    cells = _cells(radiograph, pitch)
    air = np.percentile(cells, 10, axis=1)
    above = cells[air < CLEAR] - air[air < CLEAR][:, None]
    if above.size == 0:
        return None
    stands = (above > FAINT).astype(np.uint8)
    solid = cv2.morphologyEx(stands, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    taken = np.asarray(solid.any(axis=0), np.uint8)[None, :]
    gap, least = max(2, round(GAP_MM / CELL_MM)), max(2, round(LEAST_MM / CELL_MM))
    joined = cv2.morphologyEx(
        np.pad(taken, ((0, 0), (gap, gap))), cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8)
    )
    edges = np.flatnonzero(np.diff(joined[0].astype(np.int8), prepend=0, append=0))
    found = int(np.count_nonzero(edges[1::2] - edges[::2] >= least))
    return found or None


def _cells(radiograph: Radiograph, pitch: tuple[float, float]) -> npt.NDArray[np.float32]:
    """Return mean attenuation in square cells: light is averaged, not its logarithm."""
    main = radiograph.main
    light = np.exp(-attenuation_table(main)[main.pixels])
    rows, columns = radiograph.shape
    size = (max(1, round(columns * pitch[1] / CELL_MM)), max(1, round(rows * pitch[0] / CELL_MM)))
    small = cv2.resize(np.asarray(light, np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(-np.log(np.maximum(small, 1e-6)), np.float32)
