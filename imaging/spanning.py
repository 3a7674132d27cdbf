"""Spanning a hole in a picture: by a membrane, or along each row."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_SWEEPS = 24
_COARSEST = 12
_CALM = 1.5
_BESIDE = 7
"""Pixels of a row, on either side of a hole, whose mean is carried into it."""


def membrane(plane: Floats, mask: Mask) -> Floats:
    """Return a plane whose hole is spanned by a membrane fixed at the rim (Laplace's equation).

    From coarse to fine, so that a wide hole costs no more sweeps than a small one.
    """
    part = _part(mask)
    out = plane.astype(np.float32, copy=True)
    out[part] = _spanned(out[part], mask[part])
    return out


def _part(mask: Mask) -> tuple[slice, slice]:
    """Return the part of a picture that a hole is filled from."""
    ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if ys.size == 0:
        return np.s_[0:0, 0:0]
    return np.s_[max(0, ys[0] - 4) : ys[-1] + 5, max(0, xs[0] - 4) : xs[-1] + 5]


def _spanned(plane: Floats, mask: Mask) -> Floats:
    rows, columns = plane.shape
    if min(rows, columns) > _COARSEST and not mask.all():
        size = ((columns + 1) // 2, (rows + 1) // 2)
        seen = (~mask).astype(np.float32)
        share = cv2.resize(seen, size, interpolation=cv2.INTER_AREA)
        small = cv2.resize(plane * seen, size, interpolation=cv2.INTER_AREA)
        known = share > 0.0
        half = np.where(known, small / np.maximum(share, 1e-6), 0.0).astype(np.float32)
        spanned = _spanned(half, ~known)
        guess = cv2.resize(spanned, (columns, rows), interpolation=cv2.INTER_LINEAR)
    else:
        level = 0.0 if mask.all() else float(plane[~mask].mean())
        guess = np.full(plane.shape, level, np.float32)
    out = np.where(mask, guess, plane).astype(np.float32)
    for _ in range(_SWEEPS):
        even = cv2.blur(out, (3, 3), borderType=cv2.BORDER_REPLICATE)
        np.copyto(out, even, where=mask)
    return out


def calm(plane: Floats, mask: Mask) -> Floats:
    """Return a plane without its noise just outside a hole, which a membrane would spread."""
    seen = (~mask).astype(np.float32)
    over = cv2.GaussianBlur(plane * seen, (0, 0), _CALM)
    under = cv2.GaussianBlur(seen, (0, 0), _CALM)
    return np.where(mask, 0.0, over / np.maximum(under, 1e-6)).astype(np.float32)


def across(plane: Floats, mask: Mask) -> Floats:
    """Return a plane whose hole is spanned along each row: floors, roofs and rails run that way.

    Rows with no picture beside the hole are spanned by a membrane.
    """
    even = membrane(calm(plane, mask), mask)
    seen = (~mask).astype(np.float32)
    size = (2 * _BESIDE + 1, 1)
    over = cv2.blur(plane * seen, size, borderType=cv2.BORDER_REPLICATE)
    under = cv2.blur(seen, size, borderType=cv2.BORDER_REPLICATE)
    level = over / np.maximum(under, 1e-6)
    out = plane.astype(np.float32, copy=True)
    columns = np.arange(plane.shape[1])
    for row in np.flatnonzero(mask.any(1)):
        inside = mask[row]
        if inside.all():
            out[row] = even[row]
            continue
        known = np.flatnonzero(~inside)
        out[row, inside] = np.interp(columns[inside], known, level[row, known])
    return out
