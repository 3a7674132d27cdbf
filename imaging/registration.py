"""How far the two energies of a pair are apart along the scan.

Scanners that interlace two pulses take one energy a fraction of a column after the other; the
ratio of the two would then draw a coloured fringe along every upright edge.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from imaging.radiograph import Pixels

_FARTHEST = 2.0
_STRIDE = 4
_LEAST_EDGES = 200


def column_shift(high: Pixels, low: Pixels) -> float:
    """Columns by which `low` must be moved to the left to lie over `high`.

    Parameters
    ----------
    high, low
        ``uint16`` of one shape.

    Returns
    -------
    -2 to 2; 0 where there are too few edges to tell.
    """
    # Every fourth row is plenty; along the columns nothing may be averaged.
    first = cv2.blur(high[::_STRIDE].astype(np.float32), (3, 1))
    second = cv2.blur(low[::_STRIDE].astype(np.float32), (3, 1))
    total = 0.0
    for _ in range(3):
        step = _step(np.asarray(first), moved_left(np.asarray(second), total))
        total = float(np.clip(total + step, -_FARTHEST, _FARTHEST))
    return total if abs(total) > 0.02 else 0.0


def _step(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> float:
    """Least-squares shift to first order: second is gain times first plus shift times its slope."""
    slope = np.zeros_like(first)
    slope[:, 1:-1] = (second[:, 2:] - second[:, :-2]) * 0.5
    curve = np.zeros_like(first)
    curve[:, 1:-1] = (first[:, 2:] - first[:, :-2]) * 0.5
    edges = (np.abs(curve) > 0.02 * float(first.max())) & (np.abs(slope) > 0)
    if int(edges.sum()) < _LEAST_EDGES:
        return 0.0
    a = np.stack([first[edges], np.ones(int(edges.sum()), np.float32), curve[edges]], axis=1)
    gain, _, rate = np.linalg.lstsq(a.astype(np.float64), second[edges], rcond=None)[0]
    # second(x) = gain * first(x - d), so the coefficient of the slope is -gain * d.
    return float(np.clip(-rate / gain, -1.0, 1.0)) if gain > 0.1 else 0.0


def moved_left(plane: npt.NDArray[np.float32], columns: float) -> npt.NDArray[np.float32]:
    """`plane` sampled `columns` to the right of each pixel, with cubic interpolation."""
    if columns == 0.0:
        return plane
    matrix = np.array([[1.0, 0.0, columns], [0.0, 1.0, 0.0]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = (plane.shape[1], plane.shape[0])
    shifted = cv2.warpAffine(plane, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(shifted, np.float32)
