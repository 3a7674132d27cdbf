"""A finding's mask as text: runs over stored pixels, or over the cells of the kept heat map."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from app.domain.threat import Finding

Tree = dict[str, object]
SHARE = 0.5
"""A cell belongs to a finding from this share of the finding's score: the heat map holds the score
in cells of eight stored pixels, in 255 steps, and no threshold."""


def exact_mask(mask: npt.NDArray[np.bool_], finding: Finding, shape: tuple[int, int]) -> Tree:
    """Return the mask of the machine's report, one cell a stored pixel.

    Parameters
    ----------
    mask
        ``bool``, (height, width) of the finding's box.
    finding
        Whose box it fills.
    shape
        (rows, columns) of the view in stored pixels.
    """
    return {"cells": list(finding.box), "grid": list(shape), "runs": _runs(mask)}


def mask_text(heat: npt.NDArray[np.uint8], finding: Finding, shape: tuple[int, int]) -> Tree | None:
    """Return the cells of a finding, None where the heat map shows none of it.

    Parameters
    ----------
    heat
        ``uint8``, the whole view in cells; 255 is a score of 1.
    finding
        Whose box is looked into.
    shape
        (rows, columns) of the view in stored pixels.

    Returns
    -------
    dict
        ``cells``, (first column, first row, columns, rows) of the rectangle in cells; ``grid``,
        (rows, columns) of the whole view in cells; ``runs``, lengths of runs row by row, cells
        outside of the finding first.
    """
    found = cells_of(heat, finding, shape)
    if found is None:
        return None
    (top, left), inside = found
    return {
        "cells": [left, top, inside.shape[1], inside.shape[0]],
        "grid": [int(heat.shape[0]), int(heat.shape[1])],
        "runs": _runs(inside),
    }


def cells_of(
    heat: npt.NDArray[np.uint8], finding: Finding, shape: tuple[int, int]
) -> tuple[tuple[int, int], npt.NDArray[np.bool_]] | None:
    """Return the first row and column of a finding's cells, and which of them belong to it.

    Parameters
    ----------
    heat
        ``uint8``, the whole view in cells; 255 is a score of 1.
    finding
        Whose box is looked into.
    shape
        (rows, columns) of the view in stored pixels.

    Returns
    -------
    None where the heat map shows none of it.
    """
    x, y, wide, high = finding.box
    down, across = heat.shape[0] / shape[0], heat.shape[1] / shape[1]
    top, left = int(y * down), int(x * across)
    bottom = min(heat.shape[0], max(top + 1, math.ceil((y + high) * down)))
    right = min(heat.shape[1], max(left + 1, math.ceil((x + wide) * across)))
    inside = heat[top:bottom, left:right] >= max(1.0, 255.0 * SHARE * finding.probability)
    return ((top, left), inside) if inside.any() else None


def _runs(inside: npt.NDArray[np.bool_]) -> list[int]:
    flat = np.concatenate([[False], inside.ravel()])
    turns = np.flatnonzero(np.diff(flat.astype(np.int8)))
    edges = np.concatenate([[0], turns, [inside.size]])
    return [int(one) for one in np.diff(edges)]
