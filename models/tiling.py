"""Scans cut into tiles that overlap, so that memory does not grow with their length."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from models.prepare import Floats

GRANULE = 16
"""Tiles begin at a multiple of this, so that cells of every size share one grid."""


@dataclasses.dataclass(frozen=True, slots=True)
class Tile:
    """Some columns of one of several scans.

    Attributes
    ----------
    scan
        Which of them.
    rows, columns
        Size of the whole scan, in working pixels.
    start, stop
        First column, and the one after the last.
    keep_from, keep_to
        Of which columns the answer counts; the neighbours answer for the rest.
    """

    scan: int
    rows: int
    columns: int
    start: int
    stop: int
    keep_from: int
    keep_to: int


def alike(jobs: Sequence[Tile], batch: int) -> list[list[Tile]]:
    """Tiles of one size together, at most so many; in their order where none go together."""
    groups: list[list[Tile]] = []
    open_ones: dict[tuple[int, int], list[Tile]] = {}
    for job in jobs:
        size = (job.rows, job.stop - job.start)
        group = open_ones.get(size)
        if group is None or len(group) >= batch:
            group = open_ones[size] = []
            groups.append(group)
        group.append(job)
    return groups


def keep(kept: dict[str, Floats], name: str, answer: Floats, cell: int, tile: Tile) -> None:
    """Put one tile's answer into its place in the map of the whole scan.

    Parameters
    ----------
    kept
        The maps of the scan by name, ``float32``, (channels, rows, columns) in cells; filled here.
    name
        Which output.
    answer
        ``float32``, (channels, rows, columns) in cells, the padding still on it.
    cell
        Working pixels along a side of a cell.
    """
    rows, columns = -(-tile.rows // cell), -(-tile.columns // cell)
    first, last, begin = tile.keep_from // cell, -(-tile.keep_to // cell), tile.start // cell
    if name not in kept:
        kept[name] = np.empty((answer.shape[0], rows, columns), dtype=np.float32)
    kept[name][:, :, first:last] = answer[:, :rows, first - begin : last - begin]


def tiles(columns: int, width: int, overlap: int) -> list[tuple[int, int, int, int]]:
    """Cut columns into tiles: (start, stop, first kept, last kept), every column kept once.

    All starts are multiples of the network's granule, so that the tiles share one grid.
    """
    if columns <= width:
        return [(0, columns, 0, columns)]
    step = (width - overlap) // GRANULE * GRANULE
    half = overlap // (2 * GRANULE) * GRANULE
    starts = [*range(0, columns - width, step)]
    starts.append(-(-(columns - width) // GRANULE) * GRANULE)
    edges = [0, *(start + half for start in starts[1:]), columns]
    return [
        (start, min(start + width, columns), edges[i], edges[i + 1])
        for i, start in enumerate(starts)
    ]
