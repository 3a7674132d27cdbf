"""Stored scenes as the pictures that other detectors of anomalies take: three planes, in tiles.

The planes hold what our own network is told: attenuation, how far the low energy departs from
ordinary goods, and which beam. So nobody knows more than anybody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.prepare import CELL, WorkingView
from models.training.network import LEAST_COUNT, MOST_ATTENUATION, RATIO
from models.training.store import StoredScene

Floats = npt.NDArray[np.float32]

TILE = 256
"""Side of a picture: what anomalib's detectors are set up for."""
ATTENUATION_UNIT = 5.0
"""Attenuation that becomes 1.0: most of what a scan holds lies below."""
DEPARTURE = 3.0
LEAST_CARGO = 0.02
STANDS = 0.12


def picture(view: WorkingView) -> Floats:
    """A scan as a picture: ``float32``, (3, rows, columns), about 0 to 1."""
    counts = np.maximum(view.counts, LEAST_COUNT) / view.air[:, None, None]
    high, low = np.clip(-np.log(counts), -0.5, MOST_ATTENUATION)
    departure = 3.0 * (low - RATIO[view.megavolt] * high) * view.dual
    departure = np.clip(departure, -DEPARTURE, DEPARTURE) / (2 * DEPARTURE) + 0.5
    beam = np.full_like(high, 1.0 if view.megavolt else 0.0)
    return np.stack([high / ATTENUATION_UNIT, departure, beam]).astype(np.float32)


def corners(shape: tuple[int, int]) -> list[tuple[int, int]]:
    """Where the tiles of a picture begin: as few as cover it, the last ones moved back inside."""
    return [(top, left) for top in _starts(shape[0]) for left in _starts(shape[1])]


def _starts(length: int) -> list[int]:
    count = max(1, -(-length // TILE))
    return [min(TILE * place, max(0, length - TILE)) for place in range(count)]


def tiles(whole: Floats) -> Floats:
    """A picture in tiles, its edge repeated where it is smaller: (tiles, 3, TILE, TILE)."""
    below, right = (max(0, TILE - length) for length in whole.shape[1:])
    padded = np.pad(whole, ((0, 0), (0, below), (0, right)), mode="edge")
    return np.stack(
        [padded[:, y : y + TILE, x : x + TILE] for y, x in corners(_two(padded.shape[1:]))]
    )


def cells(maps: Floats, shape: tuple[int, int]) -> Floats:
    """Maps of the tiles, joined by the largest, as means of cells of `CELL` pixels each way.

    Parameters
    ----------
    maps
        (tiles, TILE, TILE).
    shape
        (rows, columns) of the picture.
    """
    rows, columns = (max(TILE, length) for length in shape)
    joined = np.full((rows, columns), -np.inf, dtype=np.float32)
    for (y, x), one in zip(corners((rows, columns)), maps, strict=True):
        place = joined[y : y + TILE, x : x + TILE]
        np.maximum(place, one, out=place)
    high, wide = (-(-length // CELL) for length in shape)
    part = joined[: min(rows, CELL * high), : min(columns, CELL * wide)]
    below, right = CELL * high - part.shape[0], CELL * wide - part.shape[1]
    part = np.pad(part, ((0, below), (0, right)), mode="edge")
    means = part.reshape(high, CELL, wide, CELL).mean(axis=(1, 3))
    return np.asarray(means, dtype=np.float32)


def lessons(paths: Sequence[Path], seed: int) -> Iterator[Floats]:
    """Tiles for learning, (3, TILE, TILE), for ever: a scene in turn, a place and a mirror by lot.

    Places without cargo are drawn again, a few times.
    """
    rng = np.random.default_rng(seed)
    while True:
        for number in rng.permutation(len(paths)):
            whole = picture(StoredScene(paths[number]).view(clean=True))
            yield _lesson(whole, rng)


def _lesson(whole: Floats, rng: np.random.Generator) -> Floats:
    below, right = (max(0, TILE - length) for length in whole.shape[1:])
    padded = np.pad(whole, ((0, 0), (0, below), (0, right)), mode="edge")
    tile = padded[:, :TILE, :TILE]
    for _ in range(4):
        y, x = (int(rng.integers(length - TILE + 1)) for length in padded.shape[1:])
        tile = padded[:, y : y + TILE, x : x + TILE]
        if float((tile[0] * ATTENUATION_UNIT > STANDS).mean()) > LEAST_CARGO:
            break
    return np.ascontiguousarray(tile[:, :, ::-1] if rng.random() < 0.5 else tile)


def _two(shape: tuple[int, ...]) -> tuple[int, int]:
    return int(shape[0]), int(shape[1])
